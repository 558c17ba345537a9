//! Marks by which an article says that it is a part of something longer.

use crate::han::character::is_han;
use crate::han::continuation::{BACK, ENDED, ONWARD};
use crate::han::lexicon::Lexicon;
use crate::han::numeral;
use crate::segmentation::{Article, Role};
use serde::{Deserialize, Serialize};

/// Place of the rest of a text, or of what came before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Onward {
    /// On a page of the same issue.
    Page(u16),
    /// In another issue, or on a page that is not named.
    Elsewhere,
}

/// Instalment that an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// 之一, ②, （3）; （上） is the first, （中） the second.
    Number(u16),
    /// （下）: the last of two or three.
    Last,
}

/// The marks of an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// Words of author and names, a line each: there are as many marks in memory as articles of an archive.
    pub words: Box<str>,
    /// Its instalment, and which of the names bore the number.
    pub part: Option<(Part, u8)>,
    /// 未完, 下转3版.
    pub onward: Option<Onward>,
    /// 接上期, 上接1版.
    pub back: Option<Onward>,
    /// 完: nothing follows.
    pub ended: bool,
    /// Whether the text breaks off in the middle of a sentence.
    pub cut: bool,
}

/// Characters at either end of a text among which a mark is sought.
const REACH: usize = 14;

impl Marks {
    /// The marks of an article.
    pub fn of(article: &Article) -> Marks {
        let mut out = Marks::default();
        let mut names = Vec::new();
        for role in [Role::Title, Role::Kicker] {
            for line in article.texts(role) {
                let (name, part) = split_part(line);
                if name.is_empty() || names.len() > usize::from(u8::MAX) {
                    continue;
                }
                out.part = out.part.or(part.map(|part| (part, names.len() as u8)));
                names.push(name);
            }
        }
        let text: Vec<&str> = article.texts(Role::Paragraph).chain(article.texts(Role::Jump)).collect();
        let jumps = article.texts(Role::Jump).map(str::to_owned);
        let first = text.first().map(|t| t.chars().take(REACH).collect::<String>());
        let last = |t: &&str| -> String {
            let count = t.chars().count();
            t.chars().skip(count.saturating_sub(REACH)).collect()
        };
        let last_paragraph = article.texts(Role::Paragraph).last();
        for place in jumps.chain(first).chain(last_paragraph.as_ref().map(last)) {
            out.ended |= ENDED.iter().any(|mark| place.contains(mark));
            // A word of the text is no mark: it stands in brackets or alone.
            if place.chars().count() >= REACH && !place.contains(['（', '(', '）', ')']) {
                continue;
            }
            out.onward = out.onward.or(onward(&place, ONWARD)).or(onward(&place, &["转入"]));
            out.back = out.back.or(onward(&place, BACK));
        }
        out.ended |= matches!(out.part, Some((Part::Last, _)));
        out.cut = last_paragraph.is_some_and(|t| {
            let end = t.trim_end_matches(|c: char| !is_han(c) && !"。！？…".contains(c));
            !end.ends_with(['。', '！', '？', '…'])
        });
        let author: String = article.texts(Role::Byline).map(fold).collect();
        out.called(&author, names.iter().map(String::as_str))
    }

    /// The same marks with an author and names, which have no line ends.
    pub fn called<'n>(self, author: &'n str, names: impl IntoIterator<Item = &'n str>) -> Marks {
        let words: Vec<&str> = std::iter::once(author).chain(names).collect();
        Marks { words: words.join("\n").into(), ..self }
    }

    /// Headline lines that may be the serial's name: without number, brackets and marks, in Simplified characters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.words.split('\n').skip(1)
    }

    /// The author, in Simplified characters without marks.
    pub fn author(&self) -> &str {
        self.words.split('\n').next().unwrap_or_default()
    }

    /// Whether anything speaks of another part.
    pub fn any(&self) -> bool {
        self.part.is_some() || self.onward.is_some() || self.back.is_some()
    }

    /// The name that bore the number, or else the headline's first line.
    pub fn name(&self) -> &str {
        let index = self.part.map_or(0, |(_, name)| usize::from(name));
        self.names().nth(index).unwrap_or_default()
    }
}

/// The place that a mark of a list leads to, if the text has one.
fn onward(text: &str, marks: &[&str]) -> Option<Onward> {
    let (at, mark) = marks.iter().find_map(|mark| Some((text.find(mark)?, mark)))?;
    let page = number(text[at + mark.len()..].trim_start_matches(['第', ' ', '\u{2002}']))
        .filter(|(_, rest)| rest.trim_start_matches(' ').starts_with(['版', '页', '頁', '张', '張']));
    Some(page.map_or(Onward::Elsewhere, |(page, _)| Onward::Page(page)))
}

/// The page number that a jump line names: the number before 版, in digits of any kind.
///
/// Yes: 下转第3版, 上接一版, （下转A08版）, 转第十二版. No: 新版上市, 未完待续.
pub fn jump_page(text: &str) -> Option<u16> {
    let before = text[..text.find('版')?].trim_end();
    let start = before.trim_end_matches(numeral::is_numeral).len();
    match number(&before[start..])? {
        (page, "") => Some(page),
        _ => None,
    }
}

/// A headline line as a name, and the number at its end.
fn split_part(line: &str) -> (String, Option<Part>) {
    let line = line.trim();
    let bracketed = |line: &str| -> Option<(usize, Part)> {
        let inside = line.strip_suffix(['）', ')', '】', '〕'])?;
        let (at, open) = inside.char_indices().rfind(|(_, c)| matches!(c, '（' | '(' | '【' | '〔'))?;
        let inside = inside[at + open.len_utf8()..].trim_start_matches(['之', '第', '续', '續']);
        let part = match inside {
            "上" => Part::Number(1),
            "中" => Part::Number(2),
            "下" | "完" => Part::Last,
            _ => Part::Number(
                number(inside)
                    .filter(|(_, rest)| matches!(*rest, "" | "回" | "期" | "集"))
                    .map(|(n, _)| n)?,
            ),
        };
        Some((at, part))
    };
    let circled = |line: &str| -> Option<(usize, Part)> {
        let (at, c) = line.char_indices().next_back()?;
        let n = match c {
            '①'..='⑳' => c as u32 - '①' as u32 + 1,
            '❶'..='❿' => c as u32 - '❶' as u32 + 1,
            '㈠'..='㈩' => c as u32 - '㈠' as u32 + 1,
            _ => return None,
        };
        Some((at, Part::Number(n as u16)))
    };
    let counted = |line: &str| -> Option<(usize, Part)> {
        let (at, sign) = line.char_indices().rfind(|(_, c)| matches!(c, '之' | '第'))?;
        let (n, rest) = number(&line[at + sign.len_utf8()..])?;
        // 全国第一 and 三分之一 count something else.
        let counts = matches!(rest, "回" | "期" | "集" | "篇") || sign == '之' && rest.is_empty();
        (counts && !line[..at].ends_with('分')).then_some((at, Part::Number(n)))
    };
    match bracketed(line).or_else(|| circled(line)).or_else(|| counted(line)) {
        Some((at, part)) => (fold(&line[..at]), Some(part)),
        None => (fold(line), None),
    }
}

/// The number at the beginning of a text, as far as it can be an instalment's or a page's, and what follows it.
fn number(text: &str) -> Option<(u16, &str)> {
    let (number, rest) = numeral::leading(text)?;
    (1..=999).contains(&number).then_some((number as u16, rest))
}

/// Letters and digits alone, in Simplified characters: what a name is compared by.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| Lexicon::get().simplify(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jump_lines_name_their_page() {
        for (text, page) in [
            ("（下转第3版）", Some(3)),
            ("下转A08版", Some(8)),
            ("上接一版", Some(1)),
            ("转第十二版", Some(12)),
            ("紧接第２版", Some(2)),
            ("下转二十版", Some(20)),
            ("下转第二十三版", Some(23)),
            ("未完待续", None),
            ("新版上市", None),
            ("旧书一九八四版", None),
        ] {
            assert_eq!(jump_page(text), page, "{text}");
        }
    }

    #[test]
    fn numbers_are_told_from_names() {
        let part = |text: &str| split_part(text);
        assert_eq!(part("山中岁月⑦"), ("山中岁月".into(), Some(Part::Number(7))));
        assert_eq!(part("“河的记忆”系列报道之十二"), ("河的记忆系列报道".into(), Some(Part::Number(12))));
        assert_eq!(part("旧厂新生（下）"), ("旧厂新生".into(), Some(Part::Last)));
        assert_eq!(part("燈下談（二十一）"), ("灯下谈".into(), Some(Part::Number(21))));
        assert_eq!(part("水乡三题(3)"), ("水乡三题".into(), Some(Part::Number(3))));
        assert_eq!(part("长江之水（图）"), ("长江之水图".into(), None));
        assert_eq!(part("江湖旧事 第三回"), ("江湖旧事".into(), Some(Part::Number(3))));
        assert_eq!(part("产量全国第一"), ("产量全国第一".into(), None));
        assert_eq!(part("用电省了三分之一"), ("用电省了三分之一".into(), None));
    }

    #[test]
    fn jumps_name_their_page_or_not() {
        assert_eq!(onward("（下转第十二版）", ONWARD), Some(Onward::Page(12)));
        assert_eq!(onward("（上接1版）", BACK), Some(Onward::Page(1)));
        assert_eq!(onward("（未完待续）", ONWARD), Some(Onward::Elsewhere));
        assert_eq!(onward("天下大同", ONWARD), None);
    }
}
