//! Rules of the person's own: what `jianbao.toml` at the root of an archive says of its papers' lines.
//!
//! A rule decides nothing: it speaks strongly for a role, and the engine weighs it with all else.

use super::error::PageError;
use super::label::PageLabel;
use super::source::{PageFile, Place, Source};
use crate::segmentation::{Page, Role, RoleHint};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use toml::Spanned;

/// The file's name.
pub const RULES_FILE: &str = "jianbao.toml";
/// Bytes of the file at most.
const LARGEST: u64 = 1 << 20;
/// Characters of a line that a byline word can make a byline.
const LONGEST_BYLINE: usize = 30;

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The key it stands under: `furniture`, `columns`, `titles`, `bylines`.
    pub key: &'static str,
    /// Pattern that it looks for.
    pub pattern: String,
    /// The paper whose pages it is for; `None` for all.
    pub paper: Option<String>,
    /// Its line in the file.
    pub line: usize,
    role: Role,
}

/// The rules of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    rules: Vec<Rule>,
    /// The folders around the archive, which may tell the paper, and the archive's name, which is the paper's where
    /// nothing tells it.
    around: String,
    archive: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    furniture: Vec<Spanned<String>>,
    columns: Vec<Spanned<String>>,
    titles: Vec<Spanned<String>>,
    bylines: Vec<Spanned<String>>,
    paper: Vec<OfPaper>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfPaper {
    name: String,
    #[serde(default)]
    furniture: Vec<Spanned<String>>,
    #[serde(default)]
    columns: Vec<Spanned<String>>,
    #[serde(default)]
    titles: Vec<Spanned<String>>,
    #[serde(default)]
    bylines: Vec<Spanned<String>>,
}

impl Rules {
    /// The rules of an archive; none where it has no such file.
    pub fn of(source: &Source) -> Result<Rules, PageError> {
        let Source::Folder(folder) = source else { return Ok(Rules::default()) };
        let file = PageFile {
            path: RULES_FILE.into(),
            place: Place::Disk(folder.join(RULES_FILE).into()),
            bytes: 0,
            changed: 0,
            identity: 0,
            text: None,
        };
        match file.read(LARGEST) {
            Ok(bytes) => {
                let rules = Rules::parse(&String::from_utf8_lossy(&bytes))?;
                Ok(Rules { around: source.around(), archive: source.name(), ..rules })
            }
            Err(PageError::Gone) => Ok(Rules::default()),
            Err(error) => Err(error),
        }
    }

    /// Reads the text of the file.
    fn parse(text: &str) -> Result<Rules, PageError> {
        let ends: Vec<usize> = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
        let line = |at: usize| ends.partition_point(|&end| end < at) + 1;
        let wrong = |at: usize, message: String| PageError::Rules { line: line(at), message };
        let file: File = toml::from_str(text)
            .map_err(|error| wrong(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
        let mut rules = Vec::new();
        let mut take = |paper: Option<&str>, lists: [Vec<Spanned<String>>; 4]| {
            let keys = [
                ("furniture", Role::Furniture),
                ("columns", Role::Furniture),
                ("titles", Role::Title),
                ("bylines", Role::Byline),
            ];
            for ((key, role), list) in keys.into_iter().zip(lists) {
                for pattern in list {
                    let at = pattern.span().start;
                    let pattern: String =
                        pattern.into_inner().chars().filter(|c| !c.is_whitespace()).collect();
                    if pattern.chars().all(|c| c == '*') {
                        return Err(wrong(at, format!("{key}: 规则为空 / the rule is empty")));
                    }
                    rules.push(Rule { key, pattern, paper: paper.map(Into::into), line: line(at), role });
                }
            }
            Ok(())
        };
        take(None, [file.furniture, file.columns, file.titles, file.bylines])?;
        for of in file.paper {
            take(Some(&of.name), [of.furniture, of.columns, of.titles, of.bylines])?;
        }
        Ok(Rules { rules, ..Rules::default() })
    }

    /// The rules in the order of the file's keys.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// A name that changes with the rules: what was found under other rules is not what is found under these.
    pub(crate) fn name(&self) -> String {
        if self.rules.is_empty() { String::new() } else { format!("{:?}", self.rules) }
    }

    /// Hints of the rules about the lines of a page with this header, each with the rule's place in [`Rules::rules`].
    pub fn hits(&self, path: &str, header: &PageLabel, page: &Page) -> Vec<(usize, RoleHint)> {
        if self.rules.is_empty() {
            return Vec::new();
        }
        let label = PageLabel::from_path(path, &self.around).or(header);
        let paper = label.called(&self.archive);
        let here = |rule: &Rule| rule.paper.as_ref().is_none_or(|wanted| **wanted == *paper);
        let rules: Vec<(usize, &Rule)> =
            self.rules.iter().enumerate().filter(|(_, rule)| here(rule)).collect();
        let mut out = Vec::new();
        for (line, text) in page.lines() {
            let text: String = text.split_whitespace().collect();
            let short = text.chars().nth(LONGEST_BYLINE).is_none();
            for &(i, rule) in rules.iter().filter(|_| !text.is_empty()) {
                let hit = match rule.role {
                    Role::Byline => short && text.contains(&rule.pattern),
                    _ => matches(&rule.pattern, &text),
                };
                if hit {
                    out.push((i, RoleHint { line, role: rule.role }));
                }
            }
        }
        out
    }

    /// Hints of the rules about a page's lines.
    pub fn hints(&self, path: &str, header: &PageLabel, page: &Page) -> Vec<RoleHint> {
        self.hits(path, header, page).into_iter().map(|(_, hint)| hint).collect()
    }

    /// Number for what the rules say of a page's lines: 0 for nothing.
    pub(super) fn mark(hints: &[RoleHint]) -> u64 {
        if hints.is_empty() {
            return 0;
        }
        let digest = Sha256::digest(format!("{hints:?}"));
        digest.iter().take(8).fold(0, |mark, &byte| mark << 8 | u64::from(byte))
    }
}

/// Whether a pattern is a text as a whole: `*` stands for anything, `?` for one character. What stands between two `*`
/// is sought once and taken where it is first found, so that the work is that of reading both.
fn matches(pattern: &str, text: &str) -> bool {
    let fits = |wanted: char, found: char| wanted == '?' || wanted == found;
    let mut pieces = pattern.split('*');
    let mut rest = text.chars();
    let Some(first) = pieces.next() else { return false };
    if !first.chars().all(|wanted| rest.next().is_some_and(|found| fits(wanted, found))) {
        return false;
    }
    let Some(last) = pieces.next_back() else { return rest.as_str().is_empty() };
    if !last.chars().rev().all(|wanted| rest.next_back().is_some_and(|found| fits(wanted, found))) {
        return false;
    }
    pieces.try_fold(rest.as_str(), |rest, piece| behind(piece, rest)).is_some()
}

/// The text behind the first place that a piece fits, `?` being any character.
fn behind<'a>(piece: &str, text: &'a str) -> Option<&'a str> {
    if !piece.contains('?') {
        return memchr::memmem::find(text.as_bytes(), piece.as_bytes()).map(|at| &text[at + piece.len()..]);
    }
    // All places at once, a bit for each length of the piece's beginning that ends here (Baeza-Yates and Gonnet 1992).
    const BITS: usize = u64::BITS as usize;
    let length = piece.chars().count();
    let words = length.div_ceil(BITS);
    let mut any = vec![0u64; words];
    let wanted = || piece.chars().enumerate();
    wanted().filter(|(_, c)| *c == '?').for_each(|(i, _)| any[i / BITS] |= 1 << (i % BITS));
    let mut fits: HashMap<char, Vec<u64>> = HashMap::new();
    for (i, c) in wanted().filter(|(_, c)| *c != '?') {
        fits.entry(c).or_insert_with(|| any.clone())[i / BITS] |= 1 << (i % BITS);
    }
    let mut begun = vec![0u64; words];
    for (at, c) in text.char_indices() {
        let mut carry = 1;
        for (word, fits) in begun.iter_mut().zip(fits.get(&c).unwrap_or(&any)) {
            let top = *word >> (BITS - 1);
            *word = (*word << 1 | carry) & fits;
            carry = top;
        }
        if begun[words - 1] >> ((length - 1) % BITS) & 1 == 1 {
            return Some(&text[at + c.len_utf8()..]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{LineNo, segment_with_hints};

    fn rules(text: &str) -> Result<Rules, PageError> {
        Rules::parse(text)
    }

    #[test]
    fn patterns_match_whole_lines() {
        let fits = matches;
        assert!(fits("第?版*", "第3版要闻") && fits("*出版社", "江边出版社") && fits("灯下闲话", "灯下闲话"));
        assert!(!fits("灯下闲话", "灯下闲话两则") && !fits("第?版", "第12版") && fits("*a*b*", "xaxxb"));
        // What begins the line and what ends it do not share a character.
        assert!(!fits("江江*江", "江江") && fits("江江*江", "江江江") && !fits("江*?江*江", "江上江"));
    }

    /// Whether a pattern is a text, tried in every way.
    fn defined(pattern: &[char], text: &[char]) -> bool {
        match (pattern, text) {
            ([], _) => text.is_empty(),
            (['*', rest @ ..], _) => (0..=text.len()).any(|taken| defined(rest, &text[taken..])),
            ([wanted, pattern @ ..], [found, text @ ..]) => {
                (*wanted == '?' || wanted == found) && defined(pattern, text)
            }
            _ => false,
        }
    }

    proptest::proptest! {
        #[test]
        fn a_pattern_fits_where_trying_every_way_finds_one(pattern in "[江a?*]{0,9}", text in "[江a上]{0,9}") {
            let chars = |text: &str| text.chars().collect::<Vec<char>>();
            proptest::prop_assert_eq!(matches(&pattern, &text), defined(&chars(&pattern), &chars(&text)));
        }
    }

    #[test]
    fn a_gap_far_into_a_long_piece_is_still_a_gap() {
        let text = format!("{}丙{}", "甲乙".repeat(100), "甲乙".repeat(100));
        let pattern = format!("*{}?{}*", "甲乙".repeat(90), "甲乙".repeat(90));
        assert!(matches(&pattern, &text) && !matches(&pattern.replace('?', "丁"), &text));
        assert!(!matches(&format!("*{}?丁*", "甲?".repeat(90)), &text));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let line = |text: &str| match rules(text) {
            Err(PageError::Rules { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line("furniture = [\"社址*\"]\nheadlines = [\"x\"]\n"), 2);
        assert_eq!(line("furniture = [\n\"社址*\",\n\"**\",\n]\n"), 3);
        assert_eq!(line("\n\n[[paper]]\nfurniture = [3]\n"), 4);
    }

    #[test]
    fn a_rule_for_another_paper_says_nothing() {
        let rules =
            rules("bylines = [\"采风组\"]\n[[paper]]\nname = \"江报\"\nfurniture = [\"天天见\"]\n").unwrap();
        let page = Page::new("天天见\n采风组 何闻\n".into());
        let lines = |path: &str| {
            rules.hints(path, &PageLabel::default(), &page).iter().map(|f| f.line.0).collect::<Vec<_>>()
        };
        assert_eq!(lines("江报/2031-01-02/01.txt"), [1, 2]);
        assert_eq!(lines("山报/2031-01-02/01.txt"), [2]);
    }

    #[test]
    fn a_rule_makes_a_line_what_it_says() {
        let text = "江上新桥今日通车\n　　昨天上午，江上的新桥合龙，两岸的人都来看热闹，孩子们跑在最前面。\n天天都有好消息\n　　桥长三百米，宽十二米，走过去只要五分钟，从前要绕三十里路。\n";
        let page = Page::new(text.into());
        let rules = rules("columns = [\"天天都有*\"]").unwrap();
        let found = segment_with_hints(&page, &rules.hints("01.txt", &PageLabel::default(), &page));
        assert!(found.furniture.iter().any(|block| block.lines == [LineNo(3)]));
    }
}
