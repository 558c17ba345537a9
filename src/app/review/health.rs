//! Health of an archive: how many days have an issue, how sure the articles are, how many have no title; by paper and month.

use super::queue::is_checked;
use crate::app::file_dialog;
use crate::app::import_export::file::{Failure, Part, free};
use crate::app::reader::article::SURE;
use crate::archive::{Library, PageEntry, missing_days};
use crate::export::escape;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

/// Counts of a paper's month, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Days that have an issue.
    pub days: usize,
    /// Days that have none, and would have one by the paper's rhythm.
    pub missing: usize,
    /// Pages.
    pub pages: usize,
    /// Articles.
    pub articles: usize,
    /// Articles that are doubtful.
    pub doubtful: usize,
    /// Articles without a title.
    pub untitled: usize,
    /// Articles that the person found right or put right.
    pub checked: usize,
}

impl Counts {
    pub(super) fn add(&mut self, other: &Counts) {
        self.days += other.days;
        self.missing += other.missing;
        self.pages += other.pages;
        self.articles += other.articles;
        self.doubtful += other.doubtful;
        self.untitled += other.untitled;
        self.checked += other.checked;
    }

    fn add_page(&mut self, page: &PageEntry) {
        self.pages += 1;
        for article in page.articles() {
            self.articles += 1;
            self.doubtful += usize::from(article.confidence < SURE);
            self.untitled += usize::from(article.untitled);
            self.checked += usize::from(is_checked(article));
        }
    }
}

/// Health of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Counts of each paper by the first day of each month.
    pub papers: BTreeMap<String, BTreeMap<Date, Counts>>,
    /// Counts of pages whose day is not known, by paper.
    pub undated: BTreeMap<String, Counts>,
    /// Files that cannot be read.
    pub unreadable: usize,
}

impl Health {
    /// The health of a library.
    pub(super) fn of(library: &Library) -> Health {
        let mut health = Health { unreadable: library.unreadable().len(), ..Health::default() };
        for paper in library.papers() {
            let mut days = BTreeSet::new();
            let months = health.papers.entry(paper.name.clone()).or_default();
            for issue in &library.issues()[paper.issues.clone()] {
                let counts = match issue.key.date {
                    Some(date) => {
                        days.insert(date);
                        months.entry(date.first_of_month()).or_default()
                    }
                    None => health.undated.entry(paper.name.clone()).or_default(),
                };
                library.pages()[issue.pages.clone()].iter().for_each(|page| counts.add_page(page));
            }
            count_days(&days, months);
        }
        health
    }

    /// Counts of all papers by month, in order and without a gap, and of the whole archive.
    pub fn over_time(&self) -> (Vec<(Date, Counts)>, Counts) {
        let (mut months, mut all) = (BTreeMap::<Date, Counts>::new(), Counts::default());
        for (month, counts) in self.papers.values().flatten() {
            months.entry(*month).or_default().add(counts);
            all.add(counts);
        }
        self.undated.values().for_each(|counts| all.add(counts));
        (months.into_iter().collect(), all)
    }

    /// The counts as a table, a line for each paper and month.
    fn csv(&self) -> Vec<u8> {
        const HEADS: [&str; 9] = [
            "paper",
            "month",
            "days",
            "missing days",
            "pages",
            "articles",
            "doubtful",
            "untitled",
            "checked",
        ];
        let dated = self.papers.iter().flat_map(|(paper, months)| {
            months.iter().map(move |(month, counts)| (paper, month.strftime("%Y-%m").to_string(), counts))
        });
        let undated = self.undated.iter().map(|(paper, counts)| (paper, String::new(), counts));
        let rows = dated.chain(undated).map(|(paper, month, counts)| {
            let Counts { days, missing, pages, articles, doubtful, untitled, checked } = counts;
            let numbers = [days, missing, pages, articles, doubtful, untitled, checked];
            let [a, b, c, d, e, f, g] = numbers.map(usize::to_string);
            [paper.clone(), month, a, b, c, d, e, f, g]
        });
        let mut csv = Vec::new();
        // Memory takes everything.
        let _ = escape::write_csv(HEADS, rows, &mut csv);
        csv
    }
}

/// Counts the days that have an issue and those that lack one, by month; a month between them without either is there, too.
fn count_days(days: &BTreeSet<Date>, months: &mut BTreeMap<Date, Counts>) {
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return };
    let lacking = missing_days(days);
    let mut month = first.first_of_month();
    // A wrong date far away makes no list without end.
    for _ in 0..MOST_MONTHS {
        if month > last {
            return;
        }
        let of_month = || month..=month.last_of_month();
        let counts = months.entry(month).or_default();
        (counts.days, counts.missing) = (days.range(of_month()).count(), lacking.range(of_month()).count());
        match month.checked_add(1.month()) {
            Ok(next) => month = next,
            Err(_) => return,
        }
    }
}

/// Months that are looked at between a paper's first day and its last: 200 years.
const MOST_MONTHS: usize = 2400;

/// Writes the table to a file of the person's choice; where the system has no dialog, to a new one among the documents.
pub(super) fn export(
    health: &Health,
    title: &str,
    tell: impl FnOnce(Option<Result<PathBuf, Failure>>) + Send + 'static,
) {
    let csv = health.csv();
    let proposed = file_dialog::in_documents(title, "csv");
    let dialog = file_dialog::beginning_at(&proposed).add_filter("CSV", &["csv"]);
    let begun = Instant::now();
    let write = move |path: PathBuf, replace| {
        let mut part = Part::new(&path, replace)?;
        part.write(&csv)?;
        part.finish()
    };
    file_dialog::ask(
        move || dialog.save_file(),
        move |chosen| match chosen {
            Some(path) => tell(Some(write(path, true))),
            None if file_dialog::was_never_shown(0.0, begun.elapsed().as_secs_f64()) => {
                let folder = proposed.parent().unwrap_or(&proposed);
                let name = proposed.file_stem().unwrap_or_default().to_string_lossy();
                tell(Some(write(free(folder, &name, Some("csv")), false)));
            }
            None => tell(None),
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;
    use jiff::civil::date;

    #[test]
    fn days_that_lack_an_issue_are_counted_by_month_and_by_the_rhythm_of_the_paper() {
        let mut months = BTreeMap::new();
        let mondays = [(1, 6), (1, 13), (1, 27), (2, 3), (2, 10), (2, 24), (3, 3), (3, 10), (3, 17)];
        count_days(&mondays.map(|(month, day)| date(2031, month, day)).into(), &mut months);
        let counted: Vec<_> = months.values().map(|counts| (counts.days, counts.missing)).collect();
        assert_eq!(counted, [(3, 1), (3, 1), (3, 0)]);
        let mut months = BTreeMap::new();
        count_days(&[date(1, 1, 1), date(9000, 1, 1)].into(), &mut months);
        assert_eq!(months.len(), MOST_MONTHS, "a wrong date ends somewhere");
    }

    #[test]
    fn the_table_has_a_line_for_each_paper_and_month() {
        let bench = Bench::two_papers();
        let health = Health::of(&bench.state.archive.library);
        let (months, all) = health.over_time();
        assert_eq!((months.len(), all.days, all.missing, all.pages, all.articles), (1, 3, 0, 4, 4));
        let csv = String::from_utf8(health.csv()).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 3, "{csv}");
        assert!(lines.iter().any(|line| line.starts_with("江报,2031-01,2,0,3,3,")), "{csv}");
    }
}
