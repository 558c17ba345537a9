//! Rules of the person's own: what `jianbao.toml` at the root of an archive says of its papers' lines.
//!
//! A rule decides nothing: it speaks strongly for a role, and the engine weighs it with all else.

use super::error::PageError;
use super::label::PageLabel;
use super::source::{PageFile, Place, Source};
use crate::segmentation::{Favour, Page, Role};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
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
    /// What it looks for.
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
            place: Place::Disk(PathBuf::from(folder).join(RULES_FILE)),
            bytes: 0,
            changed: 0,
            identity: 0,
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
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
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
    pub(super) fn name(&self) -> String {
        if self.rules.is_empty() { String::new() } else { format!("{:?}", self.rules) }
    }

    /// What the rules say of a page's lines, each with the rule's place in [`Rules::rules`].
    pub fn hits(&self, path: &str, page: &Page) -> Vec<(usize, Favour)> {
        if self.rules.is_empty() {
            return Vec::new();
        }
        let paper = PageLabel::from_path(path, &self.around).or(&PageLabel::from_header(page)).paper;
        let paper = paper.as_ref().unwrap_or(&self.archive);
        let here = |rule: &Rule| rule.paper.as_ref().is_none_or(|wanted| wanted == paper);
        let rules: Vec<(usize, &Rule, Vec<char>)> = self
            .rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| here(rule))
            .map(|(i, rule)| (i, rule, rule.pattern.chars().collect()))
            .collect();
        let mut out = Vec::new();
        for (line, text) in page.lines() {
            let text: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            for (i, rule, pattern) in &rules {
                let hit = match rule.role {
                    Role::Byline => {
                        text.len() <= LONGEST_BYLINE
                            && text.windows(pattern.len()).any(|part| part == &pattern[..])
                    }
                    _ => matches(pattern, &text),
                };
                if hit && !text.is_empty() {
                    out.push((*i, Favour { line, role: rule.role }));
                }
            }
        }
        out
    }

    /// What the rules say of a page's lines.
    pub fn favours(&self, path: &str, page: &Page) -> Vec<Favour> {
        self.hits(path, page).into_iter().map(|(_, favour)| favour).collect()
    }

    /// What the rules say of a page's lines, as a number: 0 for nothing.
    pub(super) fn mark(favours: &[Favour]) -> u64 {
        if favours.is_empty() {
            return 0;
        }
        let digest = Sha256::digest(format!("{favours:?}"));
        digest.iter().take(8).fold(0, |mark, &byte| mark << 8 | u64::from(byte))
    }
}

/// Whether a pattern is a text as a whole: `*` stands for anything, `?` for one character.
fn matches(pattern: &[char], text: &[char]) -> bool {
    let (mut p, mut t) = (0, 0);
    // Where the last `*` was and how far it has reached.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == text[t] || *c == '?' => (p, t) = (p + 1, t + 1),
            _ => match star {
                Some((at, reached)) => {
                    star = Some((at, reached + 1));
                    (p, t) = (at + 1, reached + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{LineNo, segment_favouring};

    fn rules(text: &str) -> Result<Rules, PageError> {
        Rules::parse(text)
    }

    #[test]
    fn patterns_match_whole_lines() {
        let fits = |pattern: &str, text: &str| {
            matches(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>())
        };
        assert!(fits("第?版*", "第3版要闻") && fits("*出版社", "江边出版社") && fits("灯下闲话", "灯下闲话"));
        assert!(!fits("灯下闲话", "灯下闲话两则") && !fits("第?版", "第12版") && fits("*a*b*", "xaxxb"));
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
        let lines = |path: &str| rules.favours(path, &page).iter().map(|f| f.line.0).collect::<Vec<_>>();
        assert_eq!(lines("江报/2031-01-02/01.txt"), [1, 2]);
        assert_eq!(lines("山报/2031-01-02/01.txt"), [2]);
    }

    #[test]
    fn a_rule_makes_a_line_what_it_says() {
        let text = "江上新桥今日通车\n　　昨天上午，江上的新桥合龙，两岸的人都来看热闹，孩子们跑在最前面。\n天天都有好消息\n　　桥长三百米，宽十二米，走过去只要五分钟，从前要绕三十里路。\n";
        let page = Page::new(text.into());
        let rules = rules("columns = [\"天天都有*\"]").unwrap();
        let found = segment_favouring(&page, &rules.favours("01.txt", &page));
        assert!(found.furniture.iter().any(|block| block.lines == [LineNo(3)]));
    }
}
