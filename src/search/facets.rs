//! Facets: what was found, counted by newspaper, year and page and over time; and how a choice among them narrows it.

use super::page_record::PageRecord;
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::repeat;
use std::ops::RangeInclusive;

/// A page's part and number.
pub type PagePlace = (String, u16);

/// Choice of which of the found articles are shown. A newspaper and a page are one of several that are chosen; where
/// none is chosen, any will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// The newspapers.
    pub papers: BTreeSet<String>,
    /// The pages.
    pub pages: BTreeSet<PagePlace>,
    /// The sections.
    pub sections: BTreeSet<String>,
    /// The days, both ends included.
    pub days: Option<RangeInclusive<Date>>,
}

impl Narrowing {
    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        *self == Narrowing::default()
    }

    /// Whether the articles of a page are shown.
    pub fn accepts(&self, page: &PageRecord) -> bool {
        self.accepts_paper(page)
            && self.accepts_page(page)
            && self.accepts_section(page)
            && self.accepts_day(page)
    }

    fn accepts_paper(&self, page: &PageRecord) -> bool {
        self.papers.is_empty() || self.papers.contains(&page.paper)
    }

    fn accepts_page(&self, page: &PageRecord) -> bool {
        self.pages.is_empty()
            || places_of(page).any(|(part, number)| self.pages.contains(&(part.to_owned(), number)))
    }

    fn accepts_section(&self, page: &PageRecord) -> bool {
        self.sections.is_empty() || page.section.as_ref().is_some_and(|name| self.sections.contains(name))
    }

    fn accepts_day(&self, page: &PageRecord) -> bool {
        self.days.as_ref().is_none_or(|days| page.date.is_some_and(|date| days.contains(&date)))
    }
}

/// Every page that a sheet is.
fn places_of(page: &PageRecord) -> impl Iterator<Item = (&str, u16)> + '_ {
    let number = page.number.as_ref();
    number.into_iter().flat_map(|number| number.numbers().map(|n| (&*number.part, n)))
}

/// Articles counted. Each facet counts what the choices among the others leave, so that what was not chosen in it can
/// still be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By newspaper.
    pub papers: BTreeMap<String, usize>,
    /// By year; those without a date are not counted.
    pub years: BTreeMap<i16, usize>,
    /// By part and number of the page; a sheet of several pages counts for each.
    pub pages: BTreeMap<PagePlace, usize>,
    /// By section; those on pages without one are not counted.
    pub sections: BTreeMap<String, usize>,
    /// Over time.
    pub chart: Chart,
    /// Over time, by newspaper and by section, those with the most articles first; the bars are those of the chart.
    pub lanes: [Vec<Lane>; 2],
}

/// Articles of a newspaper or a section over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Its articles.
    pub chart: Chart,
}

impl Facets {
    /// Counts articles by the pages that they are on.
    pub fn of<'a>(found: impl Iterator<Item = &'a PageRecord>, narrowing: &Narrowing) -> Facets {
        let (mut facets, mut days) = (Facets::default(), BTreeMap::new());
        let mut lanes: [BTreeMap<&str, BTreeMap<Date, usize>>; 2] = Default::default();
        let mut places: FxHashMap<(&str, u16), usize> = FxHashMap::default();
        // Those that follow one another on a page are counted together, and pages of an issue.
        let mut pages: Vec<(&PageRecord, usize)> = Vec::new();
        for page in found {
            match pages.last_mut() {
                Some((last, count)) if std::ptr::eq(*last, page) => *count += 1,
                _ => pages.push((page, 1)),
            }
        }
        let issue = |(page, _): &(&'a PageRecord, usize)| (&page.paper, page.date, &page.section);
        for pages in pages.chunk_by(|one, next| issue(one) == issue(next)) {
            let page = pages[0].0;
            let (paper, section) = (narrowing.accepts_paper(page), narrowing.accepts_section(page));
            let day = narrowing.accepts_day(page);
            if paper && section && day {
                let all = pages.iter().flat_map(|(page, count)| places_of(page).zip(repeat(count)));
                all.for_each(|(place, count)| *places.entry(place).or_default() += count);
            }
            let numbered = pages.iter().filter(|(page, _)| narrowing.accepts_page(page));
            let count: usize = numbered.map(|(_, count)| count).sum();
            if count == 0 {
                continue;
            }
            if section && day {
                add(&mut facets.papers, &page.paper, count);
            }
            if let Some(name) = page.section.as_ref().filter(|_| paper && day) {
                add(&mut facets.sections, name, count);
            }
            if let Some(date) = page.date.filter(|_| paper && section) {
                *facets.years.entry(date.year()).or_default() += count;
                if day {
                    *days.entry(date).or_default() += count;
                    let names = [Some(&page.paper), page.section.as_ref()];
                    for (lanes, name) in lanes.iter_mut().zip(names) {
                        if let Some(name) = name {
                            *lanes.entry(name).or_default().entry(date).or_default() += count;
                        }
                    }
                }
            }
        }
        facets.pages = places.into_iter().map(|((part, n), count)| ((part.to_owned(), n), count)).collect();
        facets.chart = Chart::of(&days);
        facets.lanes = lanes.map(|lanes| {
            let lane =
                |(name, days): (&str, _)| Lane { name: name.into(), chart: facets.chart.of_part(&days) };
            let mut lanes: Vec<Lane> = lanes.into_iter().map(lane).collect();
            lanes.sort_by_key(|lane| std::cmp::Reverse(lane.chart.articles()));
            lanes
        });
        facets
    }
}

/// Counts articles by a name, which is copied once.
fn add(counts: &mut BTreeMap<String, usize>, name: &str, count: usize) {
    match counts.get_mut(name) {
        Some(counted) => *counted += count,
        None => drop(counts.insert(name.to_owned(), count)),
    }
}

/// Length of time that a bar of a chart stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A year.
    #[default]
    Year,
    /// A month.
    Month,
    /// A day.
    Day,
}

/// Bars of equal lengths of time, one behind the other without a gap, from the first article to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// Length of time that a bar stands for: a year, or less where the time is short.
    pub unit: Unit,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// Articles of a length of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its first and last day.
    pub days: RangeInclusive<Date>,
    /// Number of articles.
    pub articles: usize,
}

impl Chart {
    fn of(days: &BTreeMap<Date, usize>) -> Chart {
        /// Years that are shown by the month, and days that are shown one by one, at most.
        const BY_MONTH: i16 = 5;
        const BY_DAY: i32 = 62;
        /// Bars of the longest chart: where dates are that far apart, one of them is wrong.
        const MOST: usize = 500;
        let (Some((&first, _)), Some((&last, _))) = (days.first_key_value(), days.last_key_value()) else {
            return Chart::default();
        };
        let unit = match first.until(last).map_or(i32::MAX, |span| span.get_days()) {
            length if length < BY_DAY => Unit::Day,
            _ if last.year() - first.year() < BY_MONTH => Unit::Month,
            _ => Unit::Year,
        };
        let mut bars = Vec::new();
        let mut start = unit.start(first);
        while start <= last && bars.len() < MOST {
            let Some(next) = unit.next(start) else { break };
            let end = next.yesterday().unwrap_or(start);
            bars.push(Bar { days: start..=end, articles: days.range(start..=end).map(|(_, n)| n).sum() });
            start = next;
        }
        Chart { unit, bars }
    }

    /// The same bars of a part of the articles.
    fn of_part(&self, days: &BTreeMap<Date, usize>) -> Chart {
        let articles = |bar: &Bar| days.range(bar.days.clone()).map(|(_, n)| n).sum();
        let bars = self.bars.iter().map(|bar| Bar { articles: articles(bar), days: bar.days.clone() });
        Chart { unit: self.unit, bars: bars.collect() }
    }

    /// Number of articles of all bars.
    pub fn articles(&self) -> usize {
        self.bars.iter().map(|bar| bar.articles).sum()
    }

    /// The days of the bars from one to another; `None` where there is nothing in them.
    pub fn days(&self, from: usize, to: usize) -> Option<RangeInclusive<Date>> {
        let bars = self.bars.get(from.min(to)..=from.max(to))?;
        let found = bars.iter().any(|bar| bar.articles > 0);
        found.then(|| *bars[0].days.start()..=*bars[bars.len() - 1].days.end())
    }
}

impl Unit {
    fn start(self, date: Date) -> Date {
        match self {
            Unit::Year => date.first_of_year(),
            Unit::Month => date.first_of_month(),
            Unit::Day => date,
        }
    }

    fn next(self, start: Date) -> Option<Date> {
        let step = match self {
            Unit::Year => 1.year(),
            Unit::Month => 1.month(),
            Unit::Day => 1.day(),
        };
        start.checked_add(step).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::PageNumber;
    use jiff::civil::date;

    fn page(paper: &str, date: Option<Date>, number: u16, last: Option<u16>) -> PageRecord {
        let number = PageNumber { part: String::new(), number, last, others: Vec::new() };
        PageRecord { paper: paper.into(), date, number: Some(number), ..PageRecord::default() }
    }

    fn pages() -> Vec<PageRecord> {
        vec![
            page("江报", Some(date(2031, 1, 2)), 1, None),
            page("江报", Some(date(2031, 3, 9)), 2, Some(3)),
            page("山报", Some(date(2032, 3, 9)), 3, None),
            page("山报", None, 3, None),
        ]
    }

    #[test]
    fn newspapers_and_sections_have_each_their_bars_of_the_one_time() {
        let of_section =
            |page: PageRecord, section: &str| PageRecord { section: Some(section.into()), ..page };
        let mut pages = pages();
        pages.push(of_section(page("山报", Some(date(2031, 1, 9)), 4, None), "要闻"));
        pages.push(of_section(page("山报", Some(date(2032, 3, 1)), 4, None), "副刊"));
        let lanes = |narrowing: &Narrowing| {
            let facets = Facets::of(pages.iter(), narrowing);
            let bars = facets.chart.bars.len();
            assert!(facets.lanes.iter().flatten().all(|lane| lane.chart.bars.len() == bars));
            facets.lanes.map(|lanes| {
                lanes
                    .into_iter()
                    .map(|lane| format!("{} {}", lane.name, lane.chart.articles()))
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(lanes(&Narrowing::default()), [vec!["山报 3", "江报 2"], vec!["副刊 1", "要闻 1"]]);
        let sections = ["要闻".to_owned()].into();
        let narrowing = Narrowing { sections, ..Narrowing::default() };
        assert_eq!(lanes(&narrowing), [vec!["山报 1"], vec!["要闻 1"]]);
        let facets = Facets::of(pages.iter(), &narrowing);
        assert_eq!(facets.sections.len(), 2, "another section can still be chosen");
        assert_eq!(facets.papers, [("山报".into(), 1)].into());
        assert_eq!(pages.iter().filter(|page| narrowing.accepts(page)).count(), 1);
    }

    #[test]
    fn articles_that_follow_one_another_count_as_they_do_alone() {
        let mut all = pages();
        all.extend([page("江报", None, 1, None), page("江报", Some(date(2031, 1, 2)), 2, None)]);
        let articles: Vec<&PageRecord> = all.iter().flat_map(|page| [page; 3]).collect();
        let apart: Vec<PageRecord> = articles.iter().rev().map(|page| (*page).clone()).collect();
        let pages = [place(2)].into();
        for narrowing in [Narrowing::default(), Narrowing { pages, ..Narrowing::default() }] {
            let together = Facets::of(articles.iter().copied(), &narrowing);
            assert_eq!(together, Facets::of(apart.iter(), &narrowing));
            let shown = articles.iter().filter(|page| narrowing.accepts(page)).count();
            assert_eq!(together.papers.values().sum::<usize>(), shown);
        }
    }

    fn place(number: u16) -> PagePlace {
        (String::new(), number)
    }

    #[test]
    fn a_sheet_of_two_pages_counts_for_both_and_no_date_for_no_year() {
        let facets = Facets::of(pages().iter(), &Narrowing::default());
        assert_eq!(facets.papers, [("山报".into(), 2), ("江报".into(), 2)].into());
        assert_eq!(facets.years, [(2031, 2), (2032, 1)].into());
        assert_eq!(facets.pages, [(place(1), 1), (place(2), 1), (place(3), 3)].into());
    }

    #[test]
    fn a_choice_narrows_the_other_facets_and_leaves_its_own_to_choose_from() {
        let papers = ["江报".to_owned()].into();
        let narrowing = Narrowing { papers, ..Narrowing::default() };
        let facets = Facets::of(pages().iter(), &narrowing);
        assert_eq!(facets.papers.len(), 2, "another paper can still be chosen");
        assert_eq!(facets.years, [(2031, 2)].into());
        let narrowing = Narrowing { days: Some(date(2031, 1, 1)..=date(2031, 1, 31)), ..narrowing };
        let facets = Facets::of(pages().iter(), &narrowing);
        assert_eq!((facets.papers, facets.years), ([("江报".into(), 1)].into(), [(2031, 2)].into()));
        let shown: Vec<bool> = pages().iter().map(|page| narrowing.accepts(page)).collect();
        assert_eq!(shown, [true, false, false, false]);
    }

    fn chart(days: &[Date]) -> Chart {
        let pages: Vec<PageRecord> = days.iter().map(|day| page("江报", Some(*day), 1, None)).collect();
        Facets::of(pages.iter(), &Narrowing::default()).chart
    }

    #[test]
    fn bars_are_years_months_or_days_by_the_length_of_time_and_without_gaps() {
        let counts = |chart: &Chart| chart.bars.iter().map(|bar| bar.articles).collect::<Vec<_>>();
        let years = chart(&[date(1930, 5, 1), date(1932, 12, 31), date(1936, 1, 1)]);
        assert_eq!((years.unit, counts(&years)), (Unit::Year, vec![1, 0, 1, 0, 0, 0, 1]));
        let months = chart(&[date(2031, 11, 30), date(2032, 2, 29), date(2032, 2, 1)]);
        assert_eq!((months.unit, counts(&months)), (Unit::Month, vec![1, 0, 0, 2]));
        assert_eq!(months.days(3, 2), Some(date(2032, 1, 1)..=date(2032, 2, 29)));
        assert_eq!(months.days(1, 2), None, "a press where nothing is does not narrow everything away");
        let days = chart(&[date(2031, 1, 31), date(2031, 2, 2)]);
        assert_eq!((days.unit, counts(&days)), (Unit::Day, vec![1, 0, 1]));
        assert_eq!(chart(&[]), Chart::default());
        assert_eq!(chart(&[date(1, 1, 1), date(9000, 1, 1)]).bars.len(), 500, "a wrong date ends somewhere");
    }
}
