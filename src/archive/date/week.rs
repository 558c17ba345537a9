//! Weeks by their numbers: 2024年第31周, 2024-W31-3, 第31周 2024年.

use super::small;
use super::token::{Kind, Token};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::ops::Range;

/// The first day of the week of a year behind which tokens go on: 第31周, -W31; or that of -W31-3.
pub(super) fn week(tokens: &[Token], year: u32, after: usize, begin: usize) -> Option<(Date, Range<usize>)> {
    let kind = |i: usize| tokens.get(i).map(|token| token.kind);
    let at = after + usize::from(kind(after) == Some(Kind::Year));
    let at = at + usize::from(kind(at) == Some(Kind::Mark));
    let is_latin = kind(at) == Some(Kind::Week);
    // 第, W, Week
    let number = at + usize::from(matches!(kind(at), Some(Kind::Ordinal | Kind::Week)));
    let number = number + usize::from(is_latin && kind(number) == Some(Kind::Mark));
    let week = small(tokens, number)?;
    let (mut last, mut day) = (number, Weekday::Monday);
    if is_latin {
        // What ends a file's name is its page's number.
        if let (Some(Kind::Mark), Some(Kind::Digits(n, 1)), Some(Kind::Border)) =
            (kind(number + 1), kind(number + 2), kind(number + 3))
        {
            (last, day) = (number + 2, Weekday::from_monday_one_offset(n as i8).ok()?);
        }
    } else if kind(number + 1) == Some(Kind::Week) {
        last = number + 1;
    } else {
        return None;
    }
    Some((day_of(year, week, day)?, begin..tokens[last].bytes.end))
}

/// The first day of the week whose number stands before its year: 第31周 2024年, Week 31, 2024.
pub(super) fn week_before(tokens: &[Token], year: u32, i: usize) -> Option<(Date, Range<usize>)> {
    let kind = |i: usize| tokens.get(i).map(|token| token.kind);
    let passes = |i: usize| matches!(kind(i), Some(Kind::Mark | Kind::Open));
    let last = (0..i).rev().find(|&at| !passes(at))?;
    let number = last.checked_sub(usize::from(kind(last) == Some(Kind::Week)))?;
    let before = (0..number).rev().find(|&at| !passes(at))?;
    let is_week = match kind(before)? {
        Kind::Ordinal => number < last,
        Kind::Week => number == last,
        _ => false,
    };
    let week = small(tokens, number).filter(|_| is_week)?;
    Some((day_of(year, week, Weekday::Monday)?, tokens[before].bytes.start..tokens[i].bytes.end))
}

fn day_of(year: u32, week: u32, day: Weekday) -> Option<Date> {
    Some(ISOWeekDate::new(year as i16, i8::try_from(week).ok()?, day).ok()?.date())
}
