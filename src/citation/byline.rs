//! 署名: the persons that a byline names, and the part that each had.
//!
//! A byline is a row of names among marks (`□`), employers (`本报`), jobs (`记者`), credits (`文/`, `摄`) and
//! letter-spaced characters (`吴 岚`). The parser splits it into words, tells labels from names, says which names each
//! label is for, then puts letter-spaced names together by the family names that Chinese persons have.

use super::names::{
    begins_as_person, behind_office, is_number, is_other, is_person, is_usual_word, names, without_place,
};
pub(super) use crate::han::character::BINDING;
use crate::han::character::{POINTS, is_han, is_ignorable};
use crate::han::variants::{as_meant, fold_text};
use serde::{Deserialize, Serialize};

/// The part that somebody had in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Wrote it, or reported what it says: 记者, 通讯员, 作者, 文.
    Writer,
    /// Told it to somebody who wrote it down: 口述, 讲述人.
    Narrator,
    /// Wrote down what was told: 整理, 记录.
    Recorder,
    /// Put it into Chinese: 译, 编译.
    Translator,
    /// Made its pictures: 摄影, 图, 漫画.
    Photographer,
    /// Saw it into print: 责编, 校对. No author.
    Editor,
}

impl Part {
    /// Its name, as records have it.
    pub fn name(self) -> &'static str {
        match self {
            Part::Writer => "writer",
            Part::Narrator => "narrator",
            Part::Recorder => "recorder",
            Part::Translator => "translator",
            Part::Photographer => "photographer",
            Part::Editor => "editor",
        }
    }
}

/// Somebody whom an article names as having made it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Contributor {
    /// The name as printed, without spaces inside a Chinese name.
    pub name: String,
    /// The part.
    pub part: Part,
}

/// Credits of an article: who made it, in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Credits {
    /// Each once.
    pub contributors: Vec<Contributor>,
    /// A body that signed where no person did: 本报评论员, 新华社.
    pub body: Option<String>,
    /// Whether there were others: 等.
    pub and_others: bool,
    /// Whether whoever made the pictures only stands beside a text of somebody else.
    pub beside: bool,
}

impl Credits {
    /// Those who are its authors: who had to do with the words or, with none of them, the pictures.
    pub fn authors(&self) -> Vec<String> {
        let of = |parts: &[Part]| -> Vec<String> {
            let mut names: Vec<String> = Vec::new();
            for contributor in self.contributors.iter().filter(|one| parts.contains(&one.part)) {
                if !names.contains(&contributor.name) {
                    names.push(contributor.name.clone());
                }
            }
            names
        };
        let mut found = of(&[Part::Writer, Part::Narrator, Part::Recorder]);
        if found.is_empty() {
            found = of(&[Part::Translator]);
        }
        if found.is_empty() {
            found.extend(self.body.clone());
        }
        if found.is_empty() && !self.beside { of(&[Part::Photographer]) } else { found }
    }

    /// Whether somebody who had to do with the words is named.
    pub fn has_words(&self) -> bool {
        self.contributors.iter().any(|one| one.part < Part::Photographer)
    }

    /// Takes those in who are not named yet.
    pub fn add(&mut self, other: Credits) {
        for contributor in other.contributors {
            if !self.contributors.contains(&contributor) {
                self.contributors.push(contributor);
            }
        }
        self.body = self.body.take().or(other.body);
        self.and_others |= other.and_others;
        self.beside |= other.beside;
    }
}

/// A word of a byline.
#[derive(Clone, Debug, PartialEq)]
enum Word {
    /// Label beside names: the part of those named, and the side they stand on.
    Label { part: Part, side: Side },
    /// Maybe a name or a piece of one.
    Piece(String),
    /// A body, which signs where nobody does.
    Body(String),
    /// 等.
    Others,
}

/// Side of a label on which its names stand.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Behind,
    Before,
    /// As the whole line has it.
    Either,
}

/// Labels that stand before names, whatever stands before them: an employer, an office.
const JOBS: &[(&str, Part)] = &[
    ("记者", Part::Writer),
    ("通讯员", Part::Writer),
    ("评论员", Part::Writer),
    ("观察员", Part::Writer),
    ("实习生", Part::Writer),
    ("特派员", Part::Writer),
    ("研究员", Part::Writer),
    ("撰稿人", Part::Writer),
    ("主笔", Part::Writer),
    ("作者", Part::Writer),
    ("执笔", Part::Writer),
    ("讲述人", Part::Narrator),
    ("主讲人", Part::Narrator),
    ("讲述者", Part::Narrator),
    ("口述人", Part::Narrator),
    ("口述者", Part::Narrator),
    ("整理人", Part::Recorder),
    ("记录人", Part::Recorder),
    ("记录者", Part::Recorder),
    ("整理者", Part::Recorder),
    ("倾诉人", Part::Narrator),
    ("倾诉者", Part::Narrator),
    ("译者", Part::Translator),
    ("翻译", Part::Translator),
    ("摄影师", Part::Photographer),
    ("摄影记者", Part::Photographer),
    ("摄影者", Part::Photographer),
    ("编辑", Part::Editor),
    ("责编", Part::Editor),
    ("美编", Part::Editor),
    ("编者", Part::Editor),
    ("主编", Part::Editor),
    ("校对", Part::Editor),
    ("审核", Part::Editor),
    ("策划", Part::Editor),
    ("统筹", Part::Editor),
    ("监制", Part::Editor),
    ("版式", Part::Editor),
    ("值班主任", Part::Editor),
    ("指导老师", Part::Editor),
    ("指导教师", Part::Editor),
    ("辅导老师", Part::Editor),
];

/// Labels that stand before names or behind them; those of one character only by themselves.
const CREDITS: &[(&str, Part)] = &[
    ("文", Part::Writer),
    ("著", Part::Writer),
    ("撰", Part::Writer),
    ("撰文", Part::Writer),
    ("撰稿", Part::Writer),
    ("报道", Part::Writer),
    ("报导", Part::Writer),
    ("采写", Part::Writer),
    ("采访", Part::Writer),
    ("文字", Part::Writer),
    ("综合", Part::Writer),
    ("供稿", Part::Writer),
    ("文图", Part::Writer),
    ("图文", Part::Writer),
    ("文·图", Part::Writer),
    ("图·文", Part::Writer),
    ("摄影报道", Part::Writer),
    ("文并图", Part::Writer),
    ("文并摄", Part::Writer),
    ("撰文摄影", Part::Writer),
    ("文摄", Part::Writer),
    ("口述", Part::Narrator),
    ("自述", Part::Narrator),
    ("主讲", Part::Narrator),
    ("讲述", Part::Narrator),
    ("整理", Part::Recorder),
    ("采访整理", Part::Recorder),
    ("记录", Part::Recorder),
    ("诗", Part::Writer),
    ("词", Part::Writer),
    ("曲", Part::Writer),
    ("作词", Part::Writer),
    ("作曲", Part::Writer),
    ("作", Part::Writer),
    ("画", Part::Photographer),
    ("译", Part::Translator),
    ("编译", Part::Translator),
    ("图", Part::Photographer),
    ("摄", Part::Photographer),
    ("绘", Part::Photographer),
    ("摄影", Part::Photographer),
    ("图片", Part::Photographer),
    ("供图", Part::Photographer),
    ("制图", Part::Photographer),
    ("绘图", Part::Photographer),
    ("漫画", Part::Photographer),
    ("插图", Part::Photographer),
    ("视频", Part::Photographer),
    ("制表", Part::Photographer),
    ("书法", Part::Photographer),
];

/// Last words of bodies that sign where nobody does.
const BODIES: [&str; 16] = [
    "评论员",
    "编辑部",
    "报道组",
    "采访组",
    "课题组",
    "调研组",
    "专班",
    "委员会",
    "研究院",
    "研究会",
    "博物馆",
    "文史馆",
    "气象台",
    "办公室",
    "中心",
    "写作组",
];

/// First words of employers and kinds of reporters.
pub(super) const EMPLOYERS: [&str; 22] = [
    "责任",
    "值班",
    "摄影",
    "本报",
    "本刊",
    "本网",
    "本台",
    "新华社",
    "中新社",
    "实习",
    "见习",
    "特约",
    "首席",
    "全媒体",
    "融媒体",
    "驻站",
    "特派",
    "融媒",
    "全媒",
    "特邀",
    "资深",
    "高级",
];

/// The authors that a byline names, in order, without jobs and employers. Photographers are left out where
/// somebody wrote the words. With no name, a body such as `本报评论员`; otherwise nothing.
///
/// ```
/// use jianbao::citation::authors;
/// assert_eq!(authors("□本报记者 何砚秋 通讯员 吴 岚"), ["何砚秋", "吴岚"]);
/// assert_eq!(authors("文/丁一鸣 图/孟可"), ["丁一鸣"]);
/// ```
pub fn authors(byline: &str) -> Vec<String> {
    credits(byline).authors()
}

/// Names in a byline, with the part that each had.
pub(super) fn credits(byline: &str) -> Credits {
    let byline: String = byline.chars().filter(|c| !is_ignorable(*c)).map(as_meant).collect();
    let byline = byline.trim_start_matches(|c: char| c.is_whitespace() || "〇·•".contains(c));
    if let Some(names) = ["By ", "BY "].iter().find_map(|by| byline.trim().strip_prefix(by)) {
        return Credits { contributors: english_writers(names), ..Credits::default() };
    }
    let signed = signature(byline);
    if let Some(name) = signed.as_deref().and_then(pen_name) {
        let contributor = Contributor { name: name.to_string(), part: Part::Writer };
        return Credits { contributors: vec![contributor], ..Credits::default() };
    }
    let byline = point_apart(&translated_apart(byline));
    let text = signed.as_deref().unwrap_or(&byline);
    let words = words(text);
    let mut credits = assigned(&words);
    if credits.body.as_deref().is_some_and(|body| agency(body).is_some()) {
        // 据新华社、某某新闻: what stands beside an agency is another, unless it has a person's name.
        credits.contributors.retain(|one| {
            is_person(&one.name) || one.name.contains(|c| POINTS.contains(c)) || one.name.is_ascii()
        });
    }
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    if credits.contributors.is_empty()
        && BODIES.iter().any(|end| bare.ends_with(end))
        && credits.body.is_none()
    {
        credits.body = Some(bare);
    }
    credits
}

/// The writers that an English byline names, behind its `By`.
fn english_writers(names: &str) -> Vec<Contributor> {
    const POSTS: [&str; 6] = ["Writer", "Reporter", "Reporters", "Editor", "Correspondent", "Staff"];
    let parts = names.split(" and ").flat_map(|part| part.split(',')).map(str::trim);
    let is_post = |part: &str| POSTS.iter().any(|post| part.ends_with(post));
    let names = parts.filter(|part| !part.is_empty() && !is_post(part));
    names.map(|name| Contributor { name: name.to_string(), part: Part::Writer }).collect()
}

/// Whether a text is a label of names and nothing else: 口述, 记者.
pub(super) fn is_label(text: &str) -> bool {
    let folded = fold_text(text);
    JOBS.iter().chain(CREDITS).any(|(label, _)| folded == *label)
}

/// Whether a text has a label in it that stands before names.
pub(super) fn has_job(text: &str) -> bool {
    let folded = fold_text(text);
    JOBS.iter().any(|(job, _)| folded.contains(job))
}

/// An agency's name that a text begins with: 新华社 of 新华社北京1月5日电.
pub(super) fn agency(text: &str) -> Option<&str> {
    /// Characters of the longest name.
    const LONGEST: usize = 7;
    const NO_AGENCIES: [&str; 8] = ["报社", "旅行社", "合作社", "出版社", "杂志社", "公社", "茶社", "通社"];
    const SITES: [&str; 4] = ["中新网", "新华网", "人民网", "央视网"];
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let text = text.strip_prefix(['据', '據']).or_else(|| text.strip_prefix("综合")).unwrap_or(text);
    if let Some(site) = SITES.iter().find(|site| text.starts_with(*site)) {
        return Some(&text[..site.len()]);
    }
    let (at, _) = text.char_indices().take(LONGEST).find(|(_, c)| *c == '社')?;
    let name = &text[..at + '社'.len_utf8()];
    let folded = fold_text(name);
    let is_name = name.chars().count() >= 3 && name.chars().all(is_han) && !folded.starts_with('本');
    (is_name && !NO_AGENCIES.iter().any(|end| folded.ends_with(end))).then_some(name)
}

/// Signature in brackets, where nothing stands outside: an old paper signs `（聽雨樓主）`, on a narrow column
/// `（青衫客）（自廣州寄）`.
fn signature(byline: &str) -> Option<String> {
    let (mut inner, mut depth) = (String::new(), 0_usize);
    for c in byline.chars() {
        match c {
            _ if opens(c) => depth += 1,
            _ if closes(c) => depth = depth.checked_sub(1)?,
            _ if depth > 0 => inner.push(c),
            _ if c.is_alphanumeric() => return None,
            _ => {}
        }
    }
    (!inner.is_empty()).then_some(inner)
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '(' | '〔' | '[' | '［' | '【' | '﹝' | '〖')
}

fn closes(c: char) -> bool {
    matches!(c, '）' | ')' | '〕' | ']' | '］' | '】' | '﹞' | '〗')
}

/// The name in a signature of a few characters, without how the piece came to the paper; `None` for numbers
/// of a series and for notes of the printer.
fn pen_name(signature: &str) -> Option<&str> {
    const LONGEST: usize = 5;
    const COME_BY: [&str; 8] = ["投稿", "來稿", "来稿", "客稿", "寄稿", "代覆", "稿", "寄"];
    const REPORTS: [&str; 8] = ["通讯", "通信", "特讯", "专讯", "电讯", "专电", "急电", "来电"];
    let mut name = signature.trim();
    if name.ends_with('寄')
        && let Some(from) = name.rfind('自').filter(|&at| at > 0)
    {
        name = &name[..from];
    }
    name = COME_BY.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let fits = (1..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_han);
    let folded = fold_text(name);
    let spoken_for = JOBS.iter().chain(CREDITS).any(|(word, _)| word.len() > 3 && folded.contains(word))
        || BODIES.iter().chain(&REPORTS).any(|end| folded.ends_with(end))
        || name.chars().count() > 1
            && (is_other(name) || name.ends_with(['等', '摄', '攝', '社', '译', '譯', '图', '文']));
    (fits && !spoken_for && !name.chars().all(is_number)).then_some(name)
}

/// The words of a byline; bracketed notes are left out.
fn words(byline: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let text = credits_apart(&without_notes(byline));
    let belongs = |c: char| c.is_alphanumeric() && c != '丨' || POINTS.contains(c) || ".-".contains(c);
    let mut before = ' ';
    let mut rest = text.as_str();
    while let Some(at) = rest.find(belongs) {
        // The mark nearest to the piece: only a colon, a bar or a stroke binds.
        let strokes = |between: &str| between.chars().find(|c| BINDING.contains(*c));
        before = strokes(&rest[..at]).unwrap_or(if at == 0 { before } else { ' ' });
        let piece = &rest[at..];
        let end = piece.find(|c| !belongs(c)).unwrap_or(piece.len());
        let after = piece[end..].find(belongs).map_or(&piece[end..], |next| &piece[end..end + next]);
        let edges = |c: char| !c.is_alphanumeric() && (c != '.' || !piece.is_ascii());
        let after = strokes(after).unwrap_or(' ');
        let word = piece[..end].trim_matches(edges).trim_start_matches('.');
        rest = &piece[end..];
        // 何闻 摄/某图片社: who took the picture stands before, who sells it behind.
        let next = rest.trim_start_matches(|c| !belongs(c)).split(|c| !belongs(c)).next().unwrap_or_default();
        let sold = word == "摄" && "/／".contains(after) && matches!(out.last(), Some(Word::Piece(_)));
        if sold && !is_person(next) && !has_job(next) {
            out.push(Word::Label { part: Part::Photographer, side: Side::Before });
            rest = &rest[rest.find(next).unwrap_or_default() + next.len()..];
            continue;
        }
        push_word(word, before, after, &mut out);
    }
    out
}

/// Credits that are printed on to a name that is not theirs, apart from it: 何闻/文吴岚/图, 文/何闻图/吴岚. Only where both
/// are there, or 文 may be a family name.
fn credits_apart(text: &str) -> String {
    let pictures = ["/图", "／图", "/摄", "／摄"];
    let words = ["/文", "／文"];
    let has = |credits: &[&str]| credits.iter().any(|credit| text.find(credit).is_some_and(|at| at > 0));
    let mut out = text.to_owned();
    if has(&words) && has(&pictures) {
        words.iter().chain(&pictures).for_each(|credit| out = out.replace(credit, &format!("{credit} ")));
    }
    // 何闻词 吴岚曲
    let song: Vec<&str> = text.split_whitespace().collect();
    let ends = |marks: &[char]| song.iter().any(|part| part.chars().count() > 2 && part.ends_with(marks));
    if ends(&['词', '詞']) && ends(&['曲']) {
        let apart = |part: &&str| part.replace(['词', '詞'], " 词").replace('曲', " 曲");
        out = song.iter().map(apart).collect::<Vec<_>>().join(" ");
    }
    let binds = |c: char| BINDING.contains(c);
    let behind_words = out.strip_prefix('文').and_then(|rest| rest.strip_prefix(binds));
    let picture = behind_words.and_then(|rest| {
        let named = |&(at, c): &(usize, char)| "图圖摄攝绘繪".contains(c) && is_person(&rest[..at]);
        let (at, c) = rest.char_indices().find(named)?;
        let is_bound = rest[at + c.len_utf8()..].starts_with(binds);
        is_bound.then_some(out.len() - rest.len() + at)
    });
    if let Some(at) = picture {
        out.insert(at, ' ');
    }
    out
}

/// A credit that a point parts from a name, by a bar: 文·何闻 and 何闻·文 are 文|何闻 and 何闻|文.
fn point_apart(byline: &str) -> String {
    let text = byline.trim();
    match text.split_once(|c| POINTS.contains(c)) {
        Some((credit @ ("文" | "图"), name)) if is_person(name) => format!("{credit}|{name}"),
        Some((name, credit @ ("文" | "图"))) if is_person(name) => format!("{name}|{credit}"),
        _ => byline.to_owned(),
    }
}

/// The author behind a country in brackets apart from who put the text into Chinese: [美]约翰·桑德 何闻 译.
fn translated_apart(byline: &str) -> String {
    let text = byline.trim();
    let abroad = text.starts_with(opens) && !text.contains('著') && text.ends_with(['译', '譯']);
    match text.split_once(char::is_whitespace) {
        Some((author, translator)) if abroad && translator.trim().chars().count() > 1 => {
            format!("{author} 著 {translator}")
        }
        _ => byline.to_owned(),
    }
}

/// The text without bracketed notes, such as the author's office or country; what names persons stays.
fn without_notes(text: &str) -> String {
    let mut out = String::new();
    let mut note: Option<String> = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match (&mut note, c) {
            (None, c) if opens(c) => note = Some(String::new()),
            (Some(inner), c) if closes(c) => {
                if has_job(inner) {
                    out.push(' ');
                    out.push_str(inner);
                }
                // 高一（3）班 is one word; 何闻（一） is the first part.
                let counts = rest.clone().next().is_some_and(is_han);
                let number = counts && inner.chars().all(|c| c.is_ascii_digit() || is_number(c));
                out.push_str(if number { inner } else { " " });
                note = None;
            }
            (Some(inner), c) => inner.push(c),
            (None, c) => out.push(c),
        }
    }
    out
}

/// Reads one piece between marks: a label, a label with a name beside it, or a name.
fn push_word(piece: &str, before: char, after: char, out: &mut Vec<Word>) {
    if piece.is_empty() {
        return;
    }
    let folded = fold_text(piece);
    let binds = |c: char| BINDING.contains(c);
    if folded == "等" {
        return out.push(Word::Others);
    }
    if BODIES.iter().any(|end| folded.ends_with(end)) && !is_person(piece) {
        return out.push(Word::Body(piece.to_string()));
    }
    // 丁 一 诗 is a name: these are credits only behind a whole name or beside a stroke.
    let spaced = "诗词曲作画".contains(&*folded)
        && !binds(before)
        && !binds(after)
        && !matches!(out.last(), Some(Word::Piece(name)) if name.chars().count() > 1);
    let credit = CREDITS.iter().find(|(word, _)| *word == folded || *word == piece);
    if let Some((_, part)) = credit.filter(|_| !spaced) {
        // 文/图 is one label for both.
        if let (true, Some(Word::Label { part: first, side })) = (binds(before), out.last().cloned()) {
            let side = if binds(after) { Side::Behind } else { side };
            out.pop();
            return out.push(Word::Label { part: first.min(*part), side });
        }
        let named = matches!(out.last(), Some(Word::Piece(_))) && !":：".contains(after);
        let side = match (binds(before) && named, binds(after)) {
            (true, _) => Side::Before,
            (_, true) => Side::Behind,
            _ => Side::Either,
        };
        return out.push(Word::Label { part: *part, side });
    }
    // The first label in the piece, the longest of those that begin there.
    let found = |list: &'static [(&str, Part)], job: bool| {
        let long = list.iter().filter(|(word, _)| word.len() > 3);
        let folded = &folded;
        long.filter_map(move |(word, part)| Some((folded.find(word)?, *word, *part, job)))
    };
    let first = found(JOBS, true)
        .chain(found(CREDITS, false))
        .min_by_key(|(at, word, ..)| (*at, std::cmp::Reverse(word.len())));
    if let Some((at, word, part, job)) = first {
        // The same characters as printed: folding keeps their number.
        let split = |bytes: usize| {
            piece.char_indices().nth(folded[..bytes].chars().count()).map_or(piece.len(), |(at, _)| at)
        };
        let (left, right) = (&piece[..split(at)], &piece[split(at + word.len())..]);
        // Before a job stands an employer, and before that somebody named before: 何砚秋本报通讯员吴岚.
        let left = match EMPLOYERS.iter().filter_map(|head| left.find(head)).min().filter(|_| job) {
            Some(employer) => &left[..employer],
            None if job && !is_named_before(out, left) => "",
            None => left,
        };
        // 本版文字: whose words these are, and nobody's name.
        let signs = BODIES.iter().any(|end| left.ends_with(end)) || agency(left).is_some();
        let left = if !left.is_empty() && is_other(left) && !signs && behind_office(left).is_none() {
            ""
        } else {
            left
        };
        // 何闻 澜溪报道: where it was reported from.
        let named = |out: &[Word]| out.iter().any(|word| matches!(word, Word::Piece(_)));
        let asked = matches!(out.last(), Some(Word::Label { side: Side::Behind, .. }));
        let left = match without_place(left) {
            // 何闻 等报道
            "等" => {
                out.push(Word::Others);
                ""
            }
            place if word.starts_with("报") && !is_person(place) && named(out) => "",
            // 专题报道, 本报特别报道: a kind of report.
            kind if word.starts_with("报") && !asked && !signs && !begins_as_person(kind) => "",
            name if word.starts_with("报") => name,
            _ => left,
        };
        push_word(left, before, ' ', out);
        let side = match (job, left.is_empty(), right.is_empty()) {
            (true, ..) => Side::Behind,
            (false, true, true) if binds(after) => Side::Behind,
            (false, true, true) => Side::Either,
            (false, true, false) => Side::Behind,
            // 何闻图片：丁一鸣, of two lines.
            (false, false, true) if ":：".contains(after) => Side::Behind,
            (false, false, _) => Side::Before,
        };
        out.push(Word::Label { part, side });
        return push_word(right, ' ', after, out);
    }
    // 文/图何砚秋, 孟可摄: a label of one character printed on to the name.
    let rest = |at: usize| piece.chars().skip(at).collect::<String>();
    let length = piece.chars().count();
    if binds(before)
        && folded.starts_with(['图', '摄', '文'])
        && length > 2
        && matches!(out.last(), Some(Word::Label { .. }))
    {
        if let Some(Word::Label { part, side }) = out.last_mut() {
            // 图/文何闻 did both.
            (*part, *side) = (if folded.starts_with('文') { Part::Writer } else { *part }, Side::Behind);
        }
        return push_word(&rest(1), ' ', after, out);
    }
    // 来源：, 时间：: what follows is no author.
    if ":：".contains(after) && (!is_person(piece) || is_usual_word(piece)) {
        return out.push(Word::Label { part: Part::Editor, side: Side::Behind });
    }
    if folded.ends_with('摄') && length > 2 {
        push_word(&piece.chars().take(length - 1).collect::<String>(), before, ' ', out);
        return out.push(Word::Label { part: Part::Photographer, side: Side::Before });
    }
    // 何闻等, 何闻等三人
    if let Some((name, others)) = folded.split_once('等')
        && name.chars().count() > 1
        && others.trim_end_matches(['人', '位', '名']).chars().all(|c| c.is_ascii_digit() || is_number(c))
    {
        push_word(&piece.chars().take(name.chars().count()).collect::<String>(), before, ' ', out);
        return out.push(Word::Others);
    }
    if let Some(agency) = agency(piece) {
        return out.push(Word::Body(agency.to_string()));
    }
    // by何闻, 何闻77岁: a name printed on to what is no Han.
    let named = folded
        .strip_suffix('岁')
        .map_or(piece, |_| piece.split(|c: char| c.is_ascii_digit()).next().unwrap_or(piece));
    let named = ["by", "By", "BY"].iter().find_map(|by| named.strip_prefix(by)).unwrap_or(named);
    if named.len() < piece.len() && is_person(named) {
        return out.push(Word::Piece(named.to_string()));
    }
    // Datelines and employers: 本报讯, 江城1月5日电.
    let is_employer = EMPLOYERS.iter().any(|head| folded.starts_with(head));
    if is_employer
        || folded.starts_with("发自")
        || folded.starts_with("寄自")
        || piece.chars().any(|c| c.is_ascii_digit())
    {
        return;
    }
    out.push(Word::Piece(behind_office(piece).unwrap_or(piece).to_string()));
}

/// Whether what stands before a job is somebody named by the job before, 记者何砚秋通讯员吴岚, or the end of a letter-spaced
/// name, 记者 吴 岚通讯员.
fn is_named_before(out: &[Word], left: &str) -> bool {
    match out.last() {
        Some(Word::Label { side: Side::Behind, .. }) => !left.is_empty(),
        Some(Word::Piece(_)) => left.chars().count() == 1,
        _ => false,
    }
}

/// The names among the words, each with the part that the label for it says.
fn assigned(words: &[Word]) -> Credits {
    let ends_with_label = matches!(words.last(), Some(Word::Label { .. } | Word::Others));
    // 何闻 摄 孟可 文: what stands before the first label has none else; 记者 何闻 文 孟可 摄 begins with a job.
    let credit_first = matches!(words.first(), Some(Word::Label { side: Side::Either, .. }));
    let forward = credit_first || !ends_with_label;
    let mut runs: Vec<(Vec<&str>, Option<Part>)> = Vec::new();
    let (mut run, mut now) = (Vec::new(), None);
    let mut waiting = 0; // Runs before this one have their label: it may stand behind several names.
    let mut credits = Credits::default();
    for (i, word) in words.iter().enumerate() {
        let mut close =
            |run: &mut Vec<_>, now| runs.extend((!run.is_empty()).then(|| (std::mem::take(run), now)));
        match word {
            Word::Piece(piece) => run.push(piece.as_str()),
            Word::Body(body) => {
                close(&mut run, now);
                let edits = now.is_some_and(|part| part >= Part::Photographer);
                if !edits && credits.body.is_none() {
                    credits.body = Some(body.clone());
                }
            }
            Word::Others => {
                credits.and_others = true;
                close(&mut run, now);
            }
            Word::Label { part, side } => {
                close(&mut run, now);
                if *side == Side::Behind || *side == Side::Either && forward {
                    // 整理、摄影：何闻 did both.
                    let beside = i.checked_sub(1).is_some_and(|b| matches!(words[b], Word::Label { .. }));
                    let part = match now.filter(|_| beside) {
                        // 图/通讯员 何闻 took pictures, 整理：记者 何闻 wrote down.
                        Some(first @ (Part::Photographer | Part::Recorder | Part::Translator))
                            if *part == Part::Writer && *side == Side::Behind =>
                        {
                            first
                        }
                        Some(first) => first.min(*part),
                        None => *part,
                    };
                    (now, waiting) = (Some(part), runs.len());
                } else {
                    runs[waiting..]
                        .iter_mut()
                        .for_each(|run| run.1 = Some(run.1.map_or(*part, |job| behind(job, *part))));
                    let more = matches!(
                        words.get(i + 1),
                        Some(Word::Label { side: Side::Before | Side::Either, .. })
                    );
                    (now, waiting) = (None, if more { waiting } else { runs.len() });
                }
            }
        }
    }
    runs.extend((!run.is_empty()).then_some((run, now)));
    for (pieces, part) in &runs {
        let part = part.unwrap_or(Part::Writer);
        for name in names(pieces) {
            let contributor = Contributor { name, part };
            if !credits.contributors.contains(&contributor) {
                credits.contributors.push(contributor);
            }
        }
    }
    credits
}

/// The part of a reporter behind whose name a credit stands: 记者 何闻 摄 took a picture, 记者 何闻 整理 wrote down.
fn behind(job: Part, credit: Part) -> Part {
    if job == Part::Writer { credit } else { job }
}

#[cfg(test)]
mod tests;
