//! A date as a person types it: a day, a month, a year, or a day of any year.

use crate::archive::find_date;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// Date as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedDate {
    /// A day: `1954-07-01`, `1954年7月1日`, `民國二十年四月五日`, `Jul 1, 1954`.
    Day(Date),
    /// A month, by its first day: `1954-07`, `一九五四年七月`.
    Month(Date),
    /// A year, by its first day: `1954`, `民国二十年`.
    Year(Date),
    /// A day of any year, by that of a leap year: `7-1`, `七月一日`.
    DayOfYear(Date),
}

impl TypedDate {
    /// Reads what was typed; `None` where it is no date.
    pub fn read(typed: &str) -> Option<TypedDate> {
        let typed: String = typed.trim().nfkc().collect();
        let date = |text: String| find_date(&text).map(|(date, _)| date);
        // What is missing is put in before or after, in the manner of what is there.
        let digits = |most: usize| typed.len() <= most && typed.bytes().all(|byte| byte.is_ascii_digit());
        let parts = typed.split(['-', '/', '.']).count();
        let is_plain = typed.bytes().all(|byte| byte.is_ascii_digit() || b"-/.".contains(&byte));
        if typed.is_empty() {
            None
        } else if typed.len() == 4 && digits(4) {
            date(format!("{typed}-01-01")).map(TypedDate::Year)
        } else if is_plain && parts == 2 {
            let typed = typed.replace(['/', '.'], "-");
            let begins_with_year = typed.find('-') == Some(4);
            if begins_with_year {
                date(format!("{typed}-01")).map(TypedDate::Month)
            } else {
                date(format!("2000-{typed}")).map(TypedDate::DayOfYear)
            }
        } else if typed.ends_with('年') {
            date(format!("{typed}一月一日")).map(TypedDate::Year)
        } else if typed.ends_with('月') && typed.contains('年') {
            date(format!("{typed}一日")).map(TypedDate::Month)
        } else if typed.contains('月') && !typed.contains('年') {
            let day = if typed.ends_with(['日', '号', '號']) { typed } else { format!("{typed}日") };
            date(format!("二〇〇〇年{day}")).map(TypedDate::DayOfYear)
        } else {
            date(if is_plain { typed.replace(['/', '.'], "-") } else { typed }).map(TypedDate::Day)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TypedDate::{Day, DayOfYear, Month, Year};
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_is_read_in_any_usual_form() {
        let day = Day(date(1931, 4, 5));
        for typed in [
            "1931-04-05",
            "1931/4/5",
            "1931.4.5",
            "19310405",
            "1931年4月5日",
            "１９３１年４月５日",
            "一九三一年四月五日",
            "民國二十年四月五日",
            "民国二十年四月五日",
            "Apr 5, 1931",
            " 1931-04-05 ",
        ] {
            assert_eq!(TypedDate::read(typed), Some(day), "{typed}");
        }
        for typed in ["1931-04", "1931/4", "1931年4月", "一九三一年四月", "民國二十年四月"] {
            assert_eq!(TypedDate::read(typed), Some(Month(date(1931, 4, 1))), "{typed}");
        }
        for typed in ["1931", "1931年", "一九三一年", "民国二十年"] {
            assert_eq!(TypedDate::read(typed), Some(Year(date(1931, 1, 1))), "{typed}");
        }
        for typed in ["4-5", "4/5", "04-05", "4月5日", "四月五日", "4月5号"] {
            assert_eq!(TypedDate::read(typed), Some(DayOfYear(date(2000, 4, 5))), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_taken_for_one() {
        for typed in ["", "   ", "水灾", "1931-02-30", "1931-13", "13月1日", "4-5-6-7", "年", "月"] {
            assert_eq!(TypedDate::read(typed), None, "{typed}");
        }
    }
}
