//! Numbers as people write them: `12`, `１２`, `十二`, `廿九`, `一百三十`, `一九三一`, `贰`.

/// The value of a digit: Arabic, full-width, Han, or Han as on cheques.
pub fn digit(c: char) -> Option<u32> {
    arabic(c).or_else(|| han_digit(c))
}

/// The value of an Arabic digit, half- or full-width.
pub fn arabic(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The value of a Han digit, as numbers are written or as they are written on cheques.
fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '两' | '兩' | '贰' | '貳' => 2,
        '三' | '叁' | '參' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a sign for tens, hundreds or thousands.
fn tens(c: char) -> Option<u32> {
    match c {
        '十' | '拾' => Some(10),
        '廿' | '卄' => Some(20),
        '卅' => Some(30),
        '卌' => Some(40),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        _ => None,
    }
}

/// Whether a sign stands for 〇 among Han digits, as those who type and OCR write it.
pub fn is_zero(c: char) -> bool {
    "0０OoＯｏΟοОо○◯⭕⚪〇零□".contains(c)
}

/// Whether a character is a Han numeral: 三, 叁, 十, 廿.
pub fn is_han_numeral(c: char) -> bool {
    han_digit(c).is_some() || tens(c).is_some()
}

/// Whether a character can stand in a number.
pub fn is_numeral(c: char) -> bool {
    arabic(c).is_some() || is_han_numeral(c)
}

/// The value of a run of numerals, and whether they stand for digits one by one: 一九三一, not 三十一.
pub fn value(run: impl Iterator<Item = char> + Clone) -> (u32, bool) {
    let digit = |c: char| digit(c).or(is_zero(c).then_some(0));
    if run.clone().all(|c| digit(c).is_some()) {
        let shifted = |n: u32, d: u32| n.saturating_mul(10).saturating_add(d);
        return (run.filter_map(digit).fold(0, shifted), true);
    }
    let (mut sum, mut open) = (0u32, None);
    for c in run {
        match (digit(c), tens(c)) {
            (Some(d), _) => open = Some(open.unwrap_or(0u32).saturating_mul(10).saturating_add(d)),
            (None, Some(unit @ (10 | 100 | 1000))) => {
                sum = sum.saturating_add(open.take().unwrap_or(1).saturating_mul(unit));
            }
            (None, Some(tens)) => sum = sum.saturating_add(tens),
            (None, None) => {}
        }
    }
    (sum.saturating_add(open.unwrap_or(0)), false)
}

/// The number that a text begins with, and what follows it. A count of hundreds alone is a word: 百货, 千里.
///
/// ```
/// use jianbao::han::numeral::leading;
/// assert_eq!(leading("二十三版"), Some((23, "版")));
/// assert_eq!(leading("１２回"), Some((12, "回")));
/// assert_eq!(leading("百货"), None);
/// ```
pub fn leading(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c| !is_numeral(c)).unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    let counts = !run.is_empty() && !run.starts_with(['百', '佰', '千', '仟']);
    counts.then(|| (value(run.chars()).0, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_all_spellings_have_their_value() {
        for (run, expected) in [
            ("7", (7, true)),
            ("１２", (12, true)),
            ("〇", (0, true)),
            ("二0三一", (2031, true)),
            ("十", (10, false)),
            ("二十", (20, false)),
            ("廿九", (29, false)),
            ("卅一", (31, false)),
            ("一百零三", (103, false)),
            ("一百三十", (130, false)),
            ("壹仟貳佰", (1200, false)),
            ("3十", (30, false)),
        ] {
            assert_eq!(value(run.chars()), expected, "{run}");
        }
    }

    #[test]
    fn what_counts_nothing_is_no_number() {
        assert_eq!([leading("版"), leading(""), leading("千里江陵")], [None; 3]);
        assert_eq!(leading("三百里"), Some((300, "里")));
    }
}
