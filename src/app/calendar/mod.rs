//! Calendar of issues: which days there are and which are missing, an issue as a whole, and going to a date.

pub mod typed_date;
pub mod view;

use super::context::Context;
use super::effect::{Effect, Effects};
use super::panels::Panel;
use super::strings;
use crate::archive::{ArticleId, IssueKey, Library, PageId, missing_days};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use typed_date::TypedDate;

/// The calendar as the panel shows it.
#[derive(Default)]
pub struct Calendar {
    /// The library that it is made of, by its generation.
    made_of: Option<u64>,
    /// The newspaper that it is of; `None` for all of them.
    pub paper: Option<String>,
    /// The issues of each day, by their numbers in the library.
    days: BTreeMap<Date, Vec<usize>>,
    /// Days without an issue on which a newspaper would have had one by its rhythm.
    pub missing: BTreeSet<Date>,
    /// The newspapers that lack an issue by their rhythm, of each day.
    lacking: BTreeMap<Date, Vec<String>>,
    /// Issues of which the day is not known.
    pub undated: usize,
    /// The day that is shown.
    pub day: Option<Date>,
    /// The rows on it.
    pub rows: Vec<Row>,
}

/// A row of a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// An issue.
    Issue(IssueKey),
    /// A page of it.
    Page(PageId),
    /// An article of the page.
    Article(ArticleId),
}

/// State of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayState {
    /// There are so many issues.
    There(usize),
    /// There are so many issues, and another newspaper lacks one.
    Partly(usize),
    /// There is none, and a newspaper would have had one by its rhythm.
    Missing,
    /// There is none, and none is expected.
    Outside,
}

/// Actions on the calendar.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Go to a date as it was typed.
    GoTo(String),
    /// Show a day.
    Day(Date),
    /// Open the panel at the first issue from a day on.
    Look(Date),
    /// Show the next or the previous day that has an issue.
    Step(i8),
    /// Show one newspaper, or all.
    Paper(Option<String>),
}

impl Calendar {
    /// Makes the calendar anew where the library is another one.
    pub fn refresh(&mut self, library: &Library) {
        if self.made_of == Some(library.generation()) {
            return;
        }
        self.made_of = Some(library.generation());
        self.days.clear();
        self.undated = 0;
        let mut papers: BTreeMap<&str, BTreeSet<Date>> = BTreeMap::new();
        self.paper.take_if(|paper| library.papers().iter().all(|one| one.name != *paper));
        for (number, issue) in library.issues().iter().enumerate() {
            if self.paper.as_ref().is_some_and(|paper| *paper != issue.key.paper) {
                continue;
            }
            match issue.key.date {
                Some(date) => {
                    self.days.entry(date).or_default().push(number);
                    papers.entry(&issue.key.paper).or_default().insert(date);
                }
                None => self.undated += 1,
            }
        }
        self.lacking.clear();
        for (paper, days) in papers {
            for day in missing_days(&days) {
                self.lacking.entry(day).or_default().push(paper.to_owned());
            }
        }
        self.missing = self.lacking.keys().filter(|day| !self.days.contains_key(day)).copied().collect();
        self.day = self.day.or(self.first());
        self.set_rows(library);
    }

    /// Shows the day of a page.
    pub fn show_page(&mut self, library: &Library, page: Option<PageId>) {
        self.refresh(library);
        let day = page.and_then(|page| library.page(page)?.issue.date);
        if let Some(day) = day.filter(|day| self.days.contains_key(day)) {
            self.day = Some(day);
            self.set_rows(library);
        }
    }

    /// The first day with an issue.
    pub fn first(&self) -> Option<Date> {
        self.days.keys().next().copied()
    }

    /// The last day with an issue.
    pub fn last(&self) -> Option<Date> {
        self.days.keys().next_back().copied()
    }

    /// Number of days that have an issue.
    pub fn there(&self) -> usize {
        self.days.len()
    }

    /// Whether a day has issues, lacks one, or is none of the paper's.
    pub fn state(&self, day: Date) -> DayState {
        match self.days.get(&day) {
            Some(issues) if self.lacking.contains_key(&day) => DayState::Partly(issues.len()),
            Some(issues) => DayState::There(issues.len()),
            None if self.missing.contains(&day) => DayState::Missing,
            None => DayState::Outside,
        }
    }

    /// The newspapers that lack an issue on a day.
    pub fn lacking(&self, day: Date) -> &[String] {
        self.lacking.get(&day).map_or(&[], |papers| papers)
    }

    /// The nearest days with an issue before and after one.
    pub fn around(&self, day: Date) -> [Option<Date>; 2] {
        let before = self.days.range(..day).next_back();
        let after = self.days.range(day..).find(|(other, _)| **other != day);
        [before, after].map(|found| found.map(|(day, _)| *day))
    }

    /// The same day of other years that have an issue on it.
    pub fn in_other_years(&self, day: Date) -> Vec<Date> {
        let Some((first, last)) = self.first().zip(self.last()) else { return Vec::new() };
        let same = |year| Date::new(year, day.month(), day.day()).ok();
        let years = (first.year()..=last.year()).filter(|year| *year != day.year()).filter_map(same);
        years.filter(|day| self.days.contains_key(day)).collect()
    }

    /// Carries an action out.
    pub fn update(&mut self, action: Action, cx: &Context, effects: &mut Effects) {
        self.refresh(&cx.library);
        match action {
            Action::Day(day) => self.day = Some(day),
            Action::Look(from) => {
                effects.push(Effect::ShowPanel(Panel::Calendar));
                effects.push(Effect::ShowDay(self.first_in(from, Date::MAX)));
            }
            Action::Step(by) => {
                let Some(day) = self.day else { return };
                let [before, after] = self.around(day);
                self.day = if by < 0 { before } else { after }.or(self.day);
            }
            Action::Paper(paper) => {
                (self.paper, self.made_of) = (paper, None);
                return self.refresh(&cx.library);
            }
            Action::GoTo(typed) => match TypedDate::read(&typed) {
                Some(TypedDate::Day(day)) => self.day = Some(day),
                Some(TypedDate::Month(first)) => self.day = Some(self.first_in(first, first.last_of_month())),
                Some(TypedDate::Year(first)) => self.day = Some(self.first_in(first, first.last_of_year())),
                Some(TypedDate::DayOfYear(day)) => {
                    let year = self.day.map_or(day.year(), |shown| shown.year());
                    let here = Date::new(year, day.month(), day.day()).ok();
                    let here = here.filter(|here| self.days.contains_key(here));
                    self.day = here.or(self.in_other_years(day).first().copied()).or(self.day);
                }
                None => effects.warn(cx.fill(strings::NO_DATE_TYPED, &[&typed.trim()])),
            },
        }
        self.set_rows(&cx.library);
    }

    /// The first day with an issue in a stretch; without one, where the stretch begins.
    fn first_in(&self, from: Date, to: Date) -> Date {
        self.days.range(from..=to).next().map_or(from, |(day, _)| *day)
    }

    /// Rows of the day that is shown: its issues, their pages and articles, in order.
    fn set_rows(&mut self, library: &Library) {
        self.rows.clear();
        let issues = self.day.and_then(|day| self.days.get(&day)).into_iter().flatten();
        for issue in issues.filter_map(|&number| library.issues().get(number)) {
            self.rows.push(Row::Issue(issue.key.clone()));
            for page in &library.pages()[issue.pages.clone()] {
                self.rows.push(Row::Page(page.id));
                let articles = 0..page.articles().len() as u32;
                self.rows.extend(articles.map(|index| Row::Article(ArticleId { page: page.id, index })));
            }
        }
    }

    /// The articles of an issue of the day that is shown, in order.
    pub fn articles_of(&self, issue: &IssueKey) -> Vec<ArticleId> {
        let from = self.rows.iter().position(|row| matches!(row, Row::Issue(key) if key == issue));
        let rows = self.rows.iter().skip(from.map_or(self.rows.len(), |from| from + 1));
        let rows = rows.take_while(|row| !matches!(row, Row::Issue(_)));
        rows.filter_map(|row| if let Row::Article(id) = row { Some(*id) } else { None }).collect()
    }
}

/// The first day of the month so many months from a day's.
pub fn month_from(day: Date, months: i32) -> Date {
    day.first_of_month().saturating_add(months.months())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::panels::Panel;
    use crate::app::testing::Bench;
    use crate::app::{layout, navigation};
    use jiff::civil::date;

    fn bench() -> Bench {
        let mut bench = Bench::two_papers();
        bench.act(Action::Paper(None));
        bench
    }

    fn day(bench: &Bench) -> Date {
        bench.state.calendar.day.unwrap()
    }

    const PAGE: &str = "渡口新船下水\n\n　　本报讯 这里写着一条短消息，说明昨天发生的事情。\n";

    /// An archive with a page of these newspapers on these days.
    fn of_days(papers: &[(&str, Vec<Date>)]) -> Bench {
        let paths = papers
            .iter()
            .flat_map(|(paper, days)| days.iter().map(move |day| format!("{paper}/{day}/01.txt")));
        let paths: Vec<String> = paths.collect();
        let mut bench = Bench::new(&paths.iter().map(|path| (&**path, PAGE)).collect::<Vec<_>>());
        bench.act(Action::Paper(None));
        bench
    }

    #[test]
    fn a_day_is_missing_where_the_rhythm_of_a_newspaper_has_one() {
        let mondays = [6, 13, 27].map(|day| date(2031, 1, day)).to_vec();
        let mut bench = of_days(&[("江报", mondays), ("山报", vec![date(2031, 1, 9), date(2031, 1, 22)])]);
        let calendar = &bench.state.calendar;
        assert_eq!((calendar.there(), calendar.missing.len(), calendar.undated), (5, 1, 0));
        let states = [8, 9, 20, 21].map(|day| calendar.state(date(2031, 1, day)));
        let [outside, missing, there] = [DayState::Outside, DayState::Missing, DayState::There(1)];
        assert_eq!(states, [outside, there, missing, outside]);
        bench.act(Action::Paper(Some("山报".into())));
        assert_eq!((bench.state.calendar.there(), bench.state.calendar.missing.len()), (2, 0));
    }

    #[test]
    fn a_day_that_another_newspaper_has_is_partly_missing_and_none_is_between_two_of_other_times() {
        let mondays = |year, days: [i8; 3]| days.map(|day| date(year, 1, day)).to_vec();
        let bench = of_days(&[
            ("江报", mondays(1930, [6, 13, 27])),
            ("河报", vec![date(1930, 1, 20)]),
            ("山报", mondays(2031, [6, 13, 27])),
        ]);
        let calendar = &bench.state.calendar;
        assert_eq!((calendar.there(), calendar.missing.len()), (7, 1));
        assert_eq!(calendar.state(date(1930, 1, 20)), DayState::Partly(1));
        assert_eq!(calendar.lacking(date(1930, 1, 20)), ["江报"]);
        assert_eq!(calendar.state(date(1930, 1, 13)), DayState::There(1));
        assert_eq!(calendar.state(date(1954, 7, 5)), DayState::Outside);
    }

    #[test]
    fn an_issue_is_shown_as_a_whole() {
        let mut bench = bench();
        bench.act(Action::GoTo("2031年1月2日".into()));
        let calendar = &bench.state.calendar;
        let kinds: String = calendar
            .rows
            .iter()
            .map(|row| match row {
                Row::Issue(_) => '期',
                Row::Page(_) => '版',
                Row::Article(_) => '文',
            })
            .collect();
        assert!(matches!(kinds.as_str(), "期版文版文期版文" | "期版文期版文版文"), "{kinds}");
        let river = calendar.rows.iter().find_map(|row| match row {
            Row::Issue(key) if key.paper == "江报" => Some(key.clone()),
            _ => None,
        });
        let articles = calendar.articles_of(&river.unwrap());
        let library = &bench.state.archive.library;
        let titles: Vec<&str> = articles.iter().map(|id| library.article(*id).unwrap().title()).collect();
        assert_eq!(titles, ["渡口新船下水", "冬菜供应充足"]);
    }

    #[test]
    fn a_date_that_is_typed_is_gone_to() {
        let mut bench = bench();
        for (typed, expected) in [
            ("二〇三一年一月五日", date(2031, 1, 5)),
            ("2031", date(2031, 1, 2)),
            ("2031-01-04", date(2031, 1, 4)),
            ("1月5日", date(2031, 1, 5)),
            ("没有日期", date(2031, 1, 5)),
        ] {
            bench.act(Action::GoTo(typed.into()));
            assert_eq!(day(&bench), expected, "{typed}");
        }
        assert!(bench.state.notices.iter().any(|notice| notice.text.contains("没有日期")));
        bench.act(Action::Step(-1));
        assert_eq!(day(&bench), date(2031, 1, 2));
        bench.act(Action::Step(-1));
        assert_eq!(day(&bench), date(2031, 1, 2), "nothing comes before the first");
    }

    #[test]
    fn the_calendar_opens_at_the_day_of_the_open_article() {
        let mut bench = Bench::two_papers();
        let last = bench.state.list.listing.order().iter().copied().find(|id| {
            let page = bench.state.archive.library.page(id.page).unwrap();
            page.issue.date == Some(date(2031, 1, 5))
        });
        bench.act(navigation::Action::Open(last.unwrap()));
        bench.act(layout::Action::TogglePanel(Panel::Calendar));
        assert_eq!(day(&bench), date(2031, 1, 5));
        assert!(matches!(&bench.state.calendar.rows[..], [Row::Issue(_), ..]));
    }

    #[test]
    fn the_same_day_of_other_years_is_found() {
        let days = [(2028, 29), (2030, 28), (2032, 29), (2033, 28)].map(|(year, day)| date(year, 2, day));
        let mut bench = of_days(&[("江报", days.to_vec())]);
        bench.act(Action::GoTo("2028-02-29".into()));
        let calendar = &bench.state.calendar;
        assert_eq!(calendar.in_other_years(date(2028, 2, 29)), [date(2032, 2, 29)]);
        assert_eq!(calendar.in_other_years(date(2030, 2, 28)), [date(2033, 2, 28)]);
    }
}
