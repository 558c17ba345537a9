//! Rhythm of a newspaper, daily, weekly or on some days of the week: learned from the issues that there are around a day,
//! so that it may change, and what of it is missing.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

/// Weeks with an issue that are looked at on either side.
const AROUND: usize = 8;
/// Weeks without any issue after which a newspaper had ceased, or nobody kept it.
const BREAK: i64 = 26;

/// A week with issues: its number, and its days with an issue from Monday.
struct Week {
    number: i64,
    days: [bool; 7],
}

/// Days of a newspaper on which an issue would be expected by those of the weeks around, and is not there.
pub fn missing_days(issues: &BTreeSet<Date>) -> BTreeSet<Date> {
    let mut weeks: Vec<Week> = Vec::new();
    for day in issues {
        let number = days_to(*day).div_euclid(7);
        if weeks.last().is_none_or(|week| week.number != number) {
            weeks.push(Week { number, days: [false; 7] });
        }
        let days = weeks.last_mut().map(|week| &mut week.days[weekday(*day)]);
        days.into_iter().for_each(|day| *day = true);
    }
    let is_in_break = |day: Date| {
        let (before, after) = (issues.range(..day).next_back(), issues.range(day..).next());
        before.zip(after).is_none_or(|(before, after)| days_to(*after) - days_to(*before) > BREAK * 7)
    };
    let mut missing = BTreeSet::new();
    let mut look_at = |number: i64, own: Option<&Week>, before: &[Week], after: &[Week]| {
        let before = &before[before.len().saturating_sub(AROUND)..];
        let after = &after[..after.len().min(AROUND)];
        let Ok(monday) = MONDAY.checked_add((number * 7).days()) else { return };
        for (at, is_expected) in expected(own, before, after).into_iter().enumerate() {
            let day = monday.saturating_add((at as i64).days());
            if is_expected && !issues.contains(&day) && !is_in_break(day) {
                missing.insert(day);
            }
        }
    };
    for (at, week) in weeks.iter().enumerate() {
        look_at(week.number, Some(week), &weeks[..at], &weeks[at + 1..]);
        let next = weeks.get(at + 1).map_or(week.number, |next| next.number);
        if next - week.number <= BREAK {
            let between = week.number + 1..next;
            between.for_each(|number| look_at(number, None, &weeks[..=at], &weeks[at + 1..]));
        }
    }
    missing
}

/// On which days of a week an issue is expected by the weeks before and after; `own` is the week itself, where it has
/// issues.
fn expected(own: Option<&Week>, before: &[Week], after: &[Week]) -> [bool; 7] {
    /// Issues on a day of the week that tell a rhythm; one does where there are as many as of more than a week in all.
    const SOME: usize = 3;
    const MANY: usize = 8;
    let steps = |weeks: &[&Week]| weeks.windows(2).map(|two| two[1].number - two[0].number).collect();
    let steps: Vec<i64> = match own {
        Some(own) => steps(&before.iter().chain([own]).chain(after).collect::<Vec<_>>()),
        None => [before, after].iter().flat_map(|side| steps(&side.iter().collect::<Vec<_>>())).collect(),
    };
    // What comes every other week or once a month has no week that lacks it.
    let is_weekly = steps.iter().filter(|step| **step == 1).count() * 2 > steps.len();
    let around = || before.iter().chain(after);
    let all = around().chain(own).flat_map(|week| week.days).filter(|day| *day).count();
    std::array::from_fn(|at| {
        let there = around().filter(|week| week.days[at]).count();
        let is_usual = there * 2 > before.len() + after.len();
        is_weekly && is_usual && (there >= SOME || all >= MANY)
    })
}

/// The Monday that weeks are counted from.
const MONDAY: Date = date(1, 1, 1);

fn days_to(day: Date) -> i64 {
    day.duration_since(MONDAY).as_hours() / 24
}

fn weekday(day: Date) -> usize {
    day.weekday().to_monday_zero_offset() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Weekday;

    /// The days from one to another that a paper came out on, without some.
    fn paper(from: Date, to: Date, comes_out: impl Fn(Date) -> bool, lost: &[Date]) -> BTreeSet<Date> {
        let days = from.series(1.day()).take_while(|day| *day <= to);
        days.filter(|day| comes_out(*day) && !lost.contains(day)).collect()
    }

    fn missing(issues: &BTreeSet<Date>) -> Vec<Date> {
        missing_days(issues).into_iter().collect()
    }

    #[test]
    fn a_day_is_missing_that_the_rhythm_asks_for_and_none_that_it_leaves_out() {
        let (from, to) = (date(2031, 1, 6), date(2031, 3, 30));
        let lost = [date(2031, 2, 11), date(2031, 2, 18)];
        assert!(lost.iter().all(|day| day.weekday() == Weekday::Tuesday));
        assert_eq!(missing(&paper(from, to, |_| true, &lost)), lost, "a daily");
        let no_sunday = |day: Date| day.weekday() != Weekday::Sunday;
        assert_eq!(missing(&paper(from, to, no_sunday, &lost)), lost, "a daily without Sundays");
        let twice = |day: Date| matches!(day.weekday(), Weekday::Tuesday | Weekday::Friday);
        assert_eq!(missing(&paper(from, to, twice, &lost)), lost, "twice a week");
        let weekly = |day: Date| day.weekday() == Weekday::Tuesday;
        assert_eq!(missing(&paper(from, to, weekly, &lost)), lost, "a weekly");
        assert_eq!(missing(&paper(from, date(2031, 1, 19), |_| true, &[date(2031, 1, 15)])).len(), 1);
    }

    #[test]
    fn no_day_is_missing_where_there_is_no_rhythm_of_weeks() {
        let every = |days: i64| date(2031, 1, 6).series(days.days()).take(12).collect::<BTreeSet<_>>();
        for apart in [2 * 7, 4 * 7, 10, 30, 100] {
            assert_eq!(missing(&every(apart)), [], "every {apart} days");
        }
        let scattered = [(1, 3), (1, 9), (1, 20), (2, 2), (2, 14), (2, 15), (3, 11), (3, 30), (4, 4)];
        assert_eq!(missing(&scattered.map(|(month, day)| date(2031, month, day)).into()), []);
        for few in [&[date(2031, 1, 2), date(2031, 1, 5)][..], &[date(2031, 1, 2)], &[]] {
            assert_eq!(missing(&few.iter().copied().collect()), []);
        }
    }

    #[test]
    fn a_rhythm_that_changed_holds_since_and_until_then() {
        let turn = date(2031, 7, 7);
        let comes_out = |day: Date| day >= turn || day.weekday() == Weekday::Monday;
        let lost = [date(2031, 3, 10), date(2031, 10, 1)];
        let issues = paper(date(2031, 1, 6), date(2031, 12, 28), comes_out, &lost);
        assert_eq!(missing(&issues), lost, "a weekly became a daily");
        let no_sunday = |day: Date| day < turn || day.weekday() != Weekday::Sunday;
        assert_eq!(missing(&paper(date(2031, 1, 6), date(2031, 12, 28), no_sunday, &lost)), lost);
    }

    #[test]
    fn a_month_that_was_lost_is_missing_and_the_years_of_a_break_are_not() {
        let (from, to) = (date(2031, 1, 1), date(2031, 12, 31));
        let issues = paper(from, to, |day| day.month() != 5, &[]);
        assert_eq!(missing(&issues), date(2031, 5, 1).series(1.day()).take(31).collect::<Vec<_>>());
        let issues = paper(from, to, |day| !(3..=11).contains(&day.month()), &[]);
        assert_eq!(missing(&issues), []);
        let far = paper(from, to, |_| true, &[]).into_iter().chain([date(1, 1, 1), date(9000, 1, 1)]);
        assert_eq!(missing(&far.collect()), [], "a wrong date asks for nothing");
    }
}
