//! The order in which a person would put file names: by numbers where there are numbers.

use super::date::number;
use super::number::PageNumber;
use crate::han::numeral::is_numeral;
use std::cmp::Ordering;

/// Compares two paths part by part; numbers compare by their value, so that `9.txt` comes before `10.txt` and
/// 第二版 before 第三版. Names that are equal so far are told apart by their bytes: equal only if identical.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let mut parts = (a.split('/'), b.split('/'));
    loop {
        let order = match (parts.0.next(), parts.1.next()) {
            // Paths of an archive have most of their folders in common.
            (Some(a), Some(b)) if a == b => Ordering::Equal,
            (Some(a), Some(b)) => compare_names(a, b),
            (None, None) => return a.cmp(b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn compare_names(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (digits_a, digits_b) = (leading_digits(a), leading_digits(b));
        if !digits_a.is_empty() && !digits_b.is_empty() {
            let value = |digits: &str| digits.trim_start_matches('0').len();
            let order = value(digits_a)
                .cmp(&value(digits_b))
                .then_with(|| digits_a.trim_start_matches('0').cmp(digits_b.trim_start_matches('0')));
            if order.is_ne() {
                return order;
            }
            (a, b) = (&a[digits_a.len()..], &b[digits_b.len()..]);
            continue;
        }
        let (han_a, han_b) = (leading_numeral(a), leading_numeral(b));
        if let (Some(x), Some(y)) = (number(han_a), number(han_b)) {
            if x != y {
                return x.cmp(&y);
            }
            (a, b) = (&a[han_a.len()..], &b[han_b.len()..]);
            continue;
        }
        let mut rest = (a.chars(), b.chars());
        match (rest.0.next(), rest.1.next()) {
            (Some(x), Some(y)) if x == y => (a, b) = (rest.0.as_str(), rest.1.as_str()),
            (x, y) => return x.map(rank).cmp(&y.map(rank)),
        }
    }
}

/// Rank of a character among others. All Han numerals stand together, before the other Han, so that their
/// order by value agrees with the order of everything else.
fn rank(c: char) -> (u32, char) {
    if is_numeral(c) && !c.is_ascii() { (0x4E00, '\0') } else { (c as u32, c) }
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

fn leading_numeral(text: &str) -> &str {
    let end = text.find(|c: char| c.is_ascii() || !is_numeral(c)).unwrap_or(text.len());
    &text[..end]
}

/// Pages with a number come first, by it; the others after them.
pub(super) fn page_order(a: Option<&PageNumber>, b: Option<&PageNumber>) -> Ordering {
    a.is_none().cmp(&b.is_none()).then_with(|| a.cmp(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let mut han = vec!["第十二版", "第三版", "第十版", "第二版"];
        han.sort_by(|a, b| natural_order(a, b));
        assert_eq!(han, ["第二版", "第三版", "第十版", "第十二版"]);
        let mut names = vec!["10.txt", "9.txt", "a/2", "a/10", "09.txt", "1/z", "第10版", "第9版"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["1/z", "09.txt", "9.txt", "10.txt", "a/2", "a/10", "第9版", "第10版"]);
    }

    /// A sort panics or goes astray over an order that contradicts itself.
    #[test]
    fn the_order_never_contradicts_itself() {
        let names = [
            "6", "8十", "五", "二", "三", "不", "二不", "三2", "10", "９", "a", "", "十", "一/二", "〇",
            "丁", "百三",
        ];
        for a in names {
            for b in names {
                assert_eq!(natural_order(a, b), natural_order(b, a).reverse(), "{a} {b}");
                for c in names {
                    if natural_order(a, b).is_le() && natural_order(b, c).is_le() {
                        assert!(natural_order(a, c).is_le(), "{a} {b} {c}");
                    }
                }
            }
        }
    }

    #[test]
    fn only_identical_names_are_equal() {
        assert!(natural_order("01", "1").is_ne());
        assert!(natural_order("a", "a/b").is_lt());
        assert!(natural_order("a/b", "a/b").is_eq());
    }
}
