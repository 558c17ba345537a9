//! The order in which a person would put file names: by numbers where there are numbers.

use std::cmp::Ordering;

/// Compares two paths part by part; runs of digits compare by their value, so that `9.txt` comes before
/// `10.txt`. Names that are equal so far are told apart by their bytes: equal only if identical.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let mut parts = (a.split('/'), b.split('/'));
    loop {
        let order = match (parts.0.next(), parts.1.next()) {
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
        let mut rest = (a.chars(), b.chars());
        match (rest.0.next(), rest.1.next()) {
            (Some(x), Some(y)) if x == y => (a, b) = (rest.0.as_str(), rest.1.as_str()),
            (x, y) => return x.cmp(&y),
        }
    }
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let mut names = vec!["10.txt", "9.txt", "a/2", "a/10", "09.txt", "1/z", "第10版", "第9版"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["1/z", "09.txt", "9.txt", "10.txt", "a/2", "a/10", "第9版", "第10版"]);
    }

    #[test]
    fn only_identical_names_are_equal() {
        assert!(natural_order("01", "1").is_ne());
        assert!(natural_order("a", "a/b").is_lt());
        assert!(natural_order("a/b", "a/b").is_eq());
    }
}
