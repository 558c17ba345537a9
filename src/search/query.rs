//! Queries: what a person types into the full-text search, read into terms and filters.
//!
//! ```text
//! 医保 改革              both words, anywhere in the article
//! 医保 OR 社保           one of the words; `|` does as well
//! (医保 OR 社保) 改革     one of the first two, and the third; brackets group around white space or a filter
//! 医保 NEAR 改革         both, with at most ten characters between them; NEAR/30 for thirty
//! "供热计费办法"          the phrase; “ ” and 「 」 do as well
//! -药店                  not this word; NOT 药店 does as well
//! paper:晚报             newspapers with 晚报 in their name      also 报纸:
//! date:2024-01..2024-06  days of January to June 2024             also 日期:
//! date:01-05             the fifth of January of every year
//! title:改革             articles with 改革 in title, kicker or subtitle   also 标题:
//! author:何闻            articles signed by somebody with this in the name   also 作者:
//! page:3                 articles on page 3; A02, 1..4 do as well          also 版:
//! note:修堤              articles with this in a note of the person's       also 批注:
//! tag:水利               articles with this tag                             also 标签:
//! ```
//!
//! A phrase of any length is found wherever it stands, inside words and numbers too, in either script and any width.
//!
//! Signs within a word are text, as in `A*算法`, `(上)`, `C:盘` and `时间:上午`. What is told, and is text in quotation marks
//! only: a word of punctuation alone; `*` that has nothing but Han characters beside it; `foo:` in small letters that is no
//! filter, or with nothing behind it; `or`, `and`, `not`, `near` in small letters but between words in Latin letters; `OR` and the like between
//! Han characters without white space.

mod error;

use super::Remark;
use super::folding::fold_query;
use crate::archive::PageNumber;
use crate::han::character::is_han;
use crate::han::variants::fold_text;
pub use error::QueryError;
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// A query that was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Of each of these an article must have a term, in the order typed.
    pub wanted: Vec<Vec<Term>>,
    /// Pairs of these that must stand near each other.
    pub near: Vec<Near>,
    /// Terms that it must not have.
    pub unwanted: Vec<Term>,
    /// Filters that it must also pass.
    pub filters: Filters,
}

/// Two of [`Query::wanted`] that must stand near each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// The place of the one; the other is the next.
    pub first: usize,
    /// Characters between them at most.
    pub within: usize,
}

/// A word or phrase to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As typed, without quotation marks.
    pub text: String,
    /// As searched.
    pub(super) folded: String,
}

/// Conditions on where and when an article was printed and on its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// One of these in the newspaper's name, folded; anything where there is none.
    papers: Vec<String>,
    /// None of these in the newspaper's name.
    not_papers: Vec<String>,
    /// One of these days; any day where there is none.
    dates: Vec<Days>,
    /// One of these pages; any page where there is none.
    pages: Vec<Pages>,
    /// All of these among the authors, folded.
    authors: Vec<String>,
    /// None of these among the authors, folded.
    not_authors: Vec<String>,
    /// All of these in the heading.
    pub(super) titles: Vec<Term>,
    /// None of these in the heading.
    pub(super) not_titles: Vec<Term>,
    /// Of these and no others, folded, the person's notes and tags.
    notes: Vec<Wish>,
    tags: Vec<Wish>,
}

/// Words that something must have, folded, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wish {
    words: String,
    not: bool,
}

/// Days that a filter asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    /// From the first to the last, both included.
    Range(Date, Date),
    /// A month and a day of every year.
    Yearly(i8, i8),
}

/// Pages of an issue that a filter asks for: a part's letter and numbers from the first to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pages {
    part: String,
    numbers: RangeInclusive<u16>,
}

/// A query while it is read.
#[derive(Default)]
struct Reading {
    query: Query,
    errors: Vec<QueryError>,
}

/// Operand of an operator: wanted words from a place on to the end, and whether they are all there is to it.
#[derive(Clone, Copy)]
struct Operand {
    from: usize,
    is_plain: bool,
}

impl Reading {
    /// Reads words, filters and groups that stand in so many groups.
    fn read(&mut self, typed: &str, depth: usize) {
        /// Groups in one another at most.
        const DEEPEST: usize = 16;
        let mut rest = typed.trim_start();
        // What stands between the last operand and the next, the last one where it is wanted, and the text from there.
        let (mut link, mut last, mut from_last) = (None, None, "");
        let mut previous = "";
        let lacks_word = |operator: &str| QueryError::NoWord { operator: operator.to_owned() };
        while !rest.is_empty() {
            let word = first_word(rest);
            let after_word = rest[word.len()..].trim_start();
            if let Some(operator) = Operator::read(word) {
                rest = after_word;
                match operator {
                    Ok(operator)
                        if operator.may_follow(link.map(|(link, _)| link), last.is_some(), previous) =>
                    {
                        link = Some((operator, word));
                    }
                    Ok(_) => self.errors.push(lacks_word(word)),
                    Err(error) => self.errors.push(error),
                }
                continue;
            }
            let negated = rest.strip_prefix(['-', '－', '−']);
            let negated = negated.filter(|r| r.starts_with(|c: char| !c.is_whitespace()));
            let token = negated.unwrap_or(rest);
            let not = negated.is_some() || matches!(link, Some((Operator::Not, _)));
            let group = group(token).filter(|_| depth < DEEPEST);
            let filter = filter(token).filter(|_| group.is_none());
            if let Some((_, joined)) = link.filter(|(link, _)| link.joins() && (not || filter.is_some())) {
                self.errors.push(lacks_word(joined));
            }
            let from = self.query.wanted.len();
            let mut operand = Some(Operand { from, is_plain: true });
            let mut before = None;
            let after = if let Some((inside, after)) = group {
                let outside = &*before.insert(self.query.clone());
                self.read(inside, depth + 1);
                let is_plain = others(outside) == others(&self.query);
                operand = Some(Operand { from, is_plain });
                if inside.trim().is_empty() {
                    let text = token[..token.len() - after.len()].to_owned();
                    self.errors.push(QueryError::Signs { text });
                }
                after
            } else if let Some((name, typed_name, value)) = filter {
                let (text, after, broken) = take_value(value);
                self.errors.extend(broken);
                let is_of_words = !matches!(name, Name::Date | Name::Page);
                let wrong = no_word(value, text).filter(|_| is_of_words).map_or(Ok(()), Err);
                let added = wrong.and_then(|()| self.query.add_filter(name, typed_name, not, text));
                self.errors.extend(added.err());
                operand = None;
                after
            } else {
                let (text, after, broken) = take_value(token);
                let wrong = broken.or_else(|| no_word(token, text));
                let small = || small_operator(word, previous, first_word(after_word));
                let joined =
                    || joined_operator(text, previous, first_word(after_word)).filter(|_| !is_quoted(token));
                let wrong =
                    wrong.or_else(|| unknown_filter(text).filter(|_| !is_quoted(token))).or_else(small);
                let wrong = wrong.or_else(joined);
                let text = if matches!(wrong, Some(QueryError::Wildcard { .. })) {
                    text.trim_matches(STARS)
                } else {
                    text
                };
                let term = Term::new(text);
                if !term.folded.is_empty() && wrong.as_ref().is_none_or(QueryError::leaves_words) {
                    self.query.wanted.push(vec![term]);
                }
                self.errors.extend(wrong);
                after
            };
            let is_empty = |operand: &Operand| operand.is_plain && self.query.wanted.len() == operand.from;
            if operand.is_none_or(|operand| !is_empty(&operand)) {
                let link = link.map(|(link, _)| link);
                let joined = operand.map(|operand| self.join(operand, not, link, last).ok_or(operand.from));
                if let Some(Err(from)) = joined {
                    let begin = if not { rest } else { from_last };
                    let text = begin[..begin.len() - after.len()].to_owned();
                    self.errors.push(QueryError::Group { text });
                    match before {
                        Some(before) => self.query = before,
                        None => self.query.wanted.truncate(from),
                    }
                }
                last = joined.and_then(Result::ok).filter(|_| !not);
            }
            (previous, from_last) = (&rest[..rest.len() - after.len()], rest);
            (link, rest) = (None, after.trim_start());
        }
        self.errors.extend(link.map(|(_, word)| lacks_word(word)));
    }

    /// Joins an operand to the one before it; gives both as one, or nothing where they cannot be joined.
    fn join(
        &mut self,
        operand: Operand,
        not: bool,
        link: Option<Operator>,
        last: Option<Operand>,
    ) -> Option<Operand> {
        /// Alternatives that are wanted together at most.
        const MOST: usize = 64;
        let Query { wanted, unwanted, near, .. } = &mut self.query;
        let (left, right) = (operand.from - last.map_or(0, |last| last.from), wanted.len() - operand.from);
        let is_one = operand.is_plain && right == 1;
        match (link, last) {
            _ if not => {
                unwanted.extend(wanted.pop_if(|_| is_one)?);
                Some(operand)
            }
            (Some(Operator::Or), Some(last)) => {
                let is_near = near.last().is_some_and(|near| near.first + 1 == last.from);
                let fits = left * right <= MOST && (right == 1 || !is_near);
                if !(fits && operand.is_plain && last.is_plain) {
                    return None;
                }
                // (A B) OR C: A OR C, and B OR C.
                let (others, ones) = (wanted.split_off(operand.from), wanted.split_off(last.from));
                for one in ones {
                    wanted.extend(others.iter().map(|other| [&one[..], other].concat()));
                }
                Some(last)
            }
            (Some(Operator::Near(within)), Some(last)) => {
                near.extend((is_one && left == 1).then_some(Near { first: last.from, within }));
                (is_one && left == 1).then_some(operand)
            }
            _ => Some(operand),
        }
    }
}

/// What a query has besides wanted words.
fn others(query: &Query) -> (usize, usize, &Filters) {
    (query.near.len(), query.unwanted.len(), &query.filters)
}

/// The word that a text begins with.
fn first_word(text: &str) -> &str {
    &text[..text.find(char::is_whitespace).unwrap_or(text.len())]
}

/// What stands in the brackets that a text begins with, and what follows. Brackets group where there is white space or a
/// filter in them, or nothing; else they are text.
fn group(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['(', '（'])?;
    let (mut rest, mut depth) = (inner, 1);
    loop {
        let c = rest.chars().next()?;
        let after = &rest[c.len_utf8()..];
        depth = match c {
            '(' | '（' => depth + 1,
            ')' | '）' => depth - 1,
            _ => depth,
        };
        if depth == 0 {
            let inside = &inner[..inner.len() - rest.len()];
            let groups =
                inside.is_empty() || inside.contains(char::is_whitespace) || filter(inside).is_some();
            return groups.then_some((inside, after));
        }
        let close = QUOTES.iter().find(|(open, _)| *open == c).and_then(|(_, close)| after.find(*close));
        // The mark that closes one is no bracket.
        let past =
            |end: usize| after[end..].chars().next().map_or(after, |mark| &after[end + mark.len_utf8()..]);
        rest = close.map_or(after, past);
    }
}

/// Whether a word is in quotation marks.
fn is_quoted(token: &str) -> bool {
    QUOTES.iter().any(|(open, _)| token.starts_with(*open))
}

const STARS: [char; 2] = ['*', '＊'];

/// What is wrong with a word of a text in which there is nothing to look for.
fn no_word(token: &str, text: &str) -> Option<QueryError> {
    if is_quoted(token) {
        return None;
    }
    let is_sign = |c: char| {
        c.is_ascii_punctuation()
            || matches!(c, '·' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}')
    };
    let folded = fold_query(text);
    if !folded.is_empty() && folded.chars().all(is_sign) {
        return Some(QueryError::Signs { text: text.to_owned() });
    }
    let of_han = |(at, star): (usize, &str)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + star.len()..].chars().next());
        before.into_iter().chain(after).all(is_han)
    };
    text.match_indices(STARS).any(of_han).then(|| QueryError::Wildcard { text: text.to_owned() })
}

/// What is wrong with a word that has the form of a filter. `C:盘` and `http://…` have not.
fn unknown_filter(word: &str) -> Option<QueryError> {
    let colon = word.find([':', '：'])?;
    let (name, value) = word.split_at(colon);
    let is_name = match value {
        ":" | "：" => name.bytes().all(|b| b.is_ascii_alphabetic()),
        _ => {
            value.starts_with(':') && !value.starts_with(":/") && name.bytes().all(|b| b.is_ascii_lowercase())
        }
    };
    (is_name && name.len() > 1).then(|| QueryError::NoFilter { name: format!("{name}:") })
}

/// What is wrong with an operator in small letters, where it is no word among words in Latin letters.
fn small_operator(word: &str, previous: &str, next: &str) -> Option<QueryError> {
    let is_latin = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic());
    let capital = word.to_ascii_uppercase();
    let is_operator = capital != word && Operator::read(&capital).is_some();
    (is_operator && !(is_latin(previous) && is_latin(next)))
        .then(|| QueryError::Small { operator: word.to_owned() })
}

/// What is wrong with an operator between words that nothing parts from the Han characters beside it.
fn joined_operator(word: &str, previous: &str, next: &str) -> Option<QueryError> {
    let mut at = 0;
    for run in word.split(|c: char| !c.is_ascii_alphabetic()) {
        // What split the runs is one character.
        let (before, after) = (&word[..at], &word[at + run.len()..]);
        at += run.len() + after.chars().next().map_or(0, char::len_utf8);
        let follows = before.ends_with(is_han) || before.is_empty() && !previous.is_empty();
        let leads = after.starts_with(is_han) || after.is_empty() && !next.is_empty();
        if run != word && follows && leads && matches!(Operator::read(run), Some(Ok(_))) {
            return Some(QueryError::Joined { operator: run.to_owned(), text: word.to_owned() });
        }
    }
    None
}

/// The filters and the names they can be typed by.
#[derive(Clone, Copy, PartialEq)]
enum Name {
    Paper,
    Date,
    Title,
    Author,
    Page,
    Note,
    Tag,
}

const NAMES: [(&str, Name); 20] = [
    ("note", Name::Note),
    ("批注", Name::Note),
    ("笔记", Name::Note),
    ("tag", Name::Tag),
    ("标签", Name::Tag),
    ("author", Name::Author),
    ("作者", Name::Author),
    ("page", Name::Page),
    ("版", Name::Page),
    ("版次", Name::Page),
    ("paper", Name::Paper),
    ("报纸", Name::Paper),
    ("报名", Name::Paper),
    ("date", Name::Date),
    ("日期", Name::Date),
    ("时间", Name::Date),
    ("title", Name::Title),
    ("标题", Name::Title),
    ("题名", Name::Title),
    ("题", Name::Title),
];

/// Opening quotation marks and what closes each. An opening mark without its closing one quotes to the end, so
/// that a phrase can be found as it is typed.
const QUOTES: [(char, &[char]); 6] = [
    ('"', &['"', '”', '“']),
    ('“', &['”', '"']),
    ('”', &['”', '"']),
    ('＂', &['＂', '"']),
    ('「', &['」']),
    ('『', &['』']),
];

impl Query {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Result<Query, QueryError> {
        let (query, error) = Query::read(typed);
        let error = error.or_else(|| query.is_empty().then_some(QueryError::Nothing));
        error.map_or(Ok(query), Err)
    }

    /// A query for articles that have one of some words.
    pub fn any_of(words: &[String]) -> Query {
        Query { wanted: vec![words.iter().map(|word| Term::new(word)).collect()], ..Query::default() }
    }

    /// Reads what was typed so far: filters and operators that are not right, or not yet, are left out; with the first
    /// error.
    pub fn read(typed: &str) -> (Query, Option<QueryError>) {
        let mut reading = Reading::default();
        reading.read(typed, 0);
        let Reading { query, errors } = reading;
        let is_lost = query.is_empty() && !typed.trim().is_empty();
        let error = errors.into_iter().next().or(is_lost.then_some(QueryError::Nothing));
        (query, error)
    }

    /// Whether it asks for notes or tags of the person's, see [`super::Noted`].
    pub fn asks_notes(&self) -> bool {
        self.filters.ask_notes()
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Query::default()
    }

    fn add_filter(&mut self, name: Name, typed_name: &str, not: bool, text: &str) -> Result<(), QueryError> {
        if text.trim().is_empty() {
            return Err(QueryError::Empty { filter: typed_name.to_string() });
        }
        let filters = &mut self.filters;
        match (name, not) {
            (Name::Paper, false) => filters.papers.push(fold_text(text)),
            (Name::Paper, true) => filters.not_papers.push(fold_text(text)),
            (Name::Title, false) => filters.titles.push(Term::new(text)),
            (Name::Title, true) => filters.not_titles.push(Term::new(text)),
            (Name::Author, false) => filters.authors.push(fold_query(text)),
            (Name::Author, true) => filters.not_authors.push(fold_query(text)),
            (Name::Note, not) => filters.notes.push(Wish { words: fold_query(text), not }),
            (Name::Tag, not) => filters.tags.push(Wish { words: fold_query(text), not }),
            (Name::Page, false) => filters.pages.push(Pages::parse(text)?),
            (Name::Page, true) => return Err(QueryError::NotAPage { text: format!("-{typed_name}{text}") }),
            (Name::Date, false) => filters.dates.push(Days::parse(text)?),
            // Days are asked for, not excluded; the whole is shown back so that the minus is seen.
            (Name::Date, true) => return Err(QueryError::NotADate { text: format!("-{typed_name}{text}") }),
        }
        Ok(())
    }
}

impl Term {
    fn new(text: &str) -> Term {
        Term { text: text.trim().to_string(), folded: fold_query(text) }
    }
}

impl Filters {
    /// Whether it matters what the person noted.
    pub(super) fn ask_notes(&self) -> bool {
        !self.notes.is_empty() || !self.tags.is_empty()
    }

    /// Whether what the person noted on an article is what is asked for.
    pub(super) fn accept_notes(&self, remarks: &[Remark<'_>]) -> bool {
        let notes: Vec<String> = remarks.iter().map(|remark| fold_query(remark.note)).collect();
        let tags: Vec<String> =
            remarks.iter().flat_map(|remark| remark.tags).map(|tag| fold_query(tag)).collect();
        let noted = |wish: &Wish| notes.iter().any(|note| note.contains(&wish.words)) != wish.not;
        let tagged = |wish: &Wish| tags.contains(&wish.words) != wish.not;
        self.notes.iter().all(noted) && self.tags.iter().all(tagged)
    }

    /// Whether a page is one of those asked for; of a sheet of several, whether one of them is.
    pub(super) fn accept_page(&self, page: Option<&PageNumber>) -> bool {
        let accepts = |page: &PageNumber| {
            let asked = |pages: &Pages| {
                pages.part.eq_ignore_ascii_case(&page.part)
                    && page.numbers().any(|number| pages.numbers.contains(&number))
            };
            self.pages.iter().any(asked)
        };
        self.pages.is_empty() || page.is_some_and(accepts)
    }

    /// Whether authors are those asked for; given folded, one a line.
    pub(super) fn accept_authors(&self, authors: &str) -> bool {
        let among = |name: &String| authors.contains(name.as_str());
        self.authors.iter().all(among) && !self.not_authors.iter().any(among)
    }

    /// Whether it matters which newspaper it is.
    pub(super) fn ask_papers(&self) -> bool {
        !self.papers.is_empty() || !self.not_papers.is_empty()
    }

    /// Whether a newspaper is one of those asked for; its name is given folded.
    pub(super) fn accept_paper(&self, paper: &str) -> bool {
        let named = |name: &String| paper.contains(name.as_str());
        (self.papers.is_empty() || self.papers.iter().any(named)) && !self.not_papers.iter().any(named)
    }

    /// Whether a day is one of those asked for.
    pub(super) fn accept_date(&self, date: Option<Date>) -> bool {
        self.dates.is_empty() || date.is_some_and(|date| self.dates.iter().any(|days| days.contain(date)))
    }
}

/// A word that says how its neighbours go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    And,
    Or,
    Not,
    Near(usize),
}

impl Operator {
    /// The operator that a word is; an error where it is one that is not right.
    fn read(word: &str) -> Option<Result<Operator, QueryError>> {
        /// Characters between two words that are near each other, unless said.
        const NEAR: usize = 10;
        Some(Ok(match word {
            "AND" => Operator::And,
            "OR" | "|" => Operator::Or,
            "NOT" => Operator::Not,
            "NEAR" => Operator::Near(NEAR),
            _ => {
                let within = word.strip_prefix("NEAR/")?.parse().map(Operator::Near);
                return Some(within.map_err(|_| QueryError::NoDistance { text: word.to_owned() }));
            }
        }))
    }

    /// Whether it joins two words that are both wanted.
    fn joins(self) -> bool {
        matches!(self, Operator::Or | Operator::Near(_))
    }

    /// Whether it may stand behind another operator, or none, and what was read before.
    fn may_follow(self, link: Option<Operator>, after_wanted: bool, previous: &str) -> bool {
        match self {
            Operator::Not => matches!(link, None | Some(Operator::And)),
            Operator::And => link.is_none() && !previous.is_empty(),
            Operator::Or | Operator::Near(_) => link.is_none() && after_wanted,
        }
    }
}

impl Pages {
    fn parse(typed: &str) -> Result<Pages, QueryError> {
        let text = fold_text(typed.trim());
        let bad = || QueryError::NotAPage { text: typed.trim().to_string() };
        let border = ["..", "-", "~", "至", "到"].iter().find_map(|mark| text.split_once(mark));
        let (from, to) = border.unwrap_or((&text, &text));
        let ((part, first), (end, last)) = Pages::point(from).zip(Pages::point(to)).ok_or_else(bad)?;
        // `A1..8` means A8.
        let same = end == part || end.is_empty();
        if same && first <= last {
            Ok(Pages { part: part.to_owned(), numbers: first..=last })
        } else {
            Err(bad())
        }
    }

    /// A page's part and number.
    fn point(text: &str) -> Option<(&str, u16)> {
        let text = text.trim().trim_start_matches('第').trim_end_matches('版');
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (part, number) = text.split_at(digits);
        (part.chars().count() <= 1).then_some((part, number.parse().ok()?))
    }
}

impl Days {
    fn contain(self, date: Date) -> bool {
        match self {
            Days::Range(from, to) => (from..=to).contains(&date),
            Days::Yearly(month, day) => (date.month(), date.day()) == (month, day),
        }
    }

    fn parse(typed: &str) -> Result<Days, QueryError> {
        let text = fold_text(typed.trim());
        let bad = || QueryError::NotADate { text: typed.trim().to_string() };
        let border = ["..", "…", "~", "至", "到"].iter().find_map(|mark| text.split_once(mark));
        let Some((from, to)) = border else {
            return Days::point(&text).ok_or_else(bad);
        };
        // `...` and `……` are typed as well.
        let (from, to) = (from.trim(), to.trim_start_matches(['.', '…']).trim());
        let first = if from.is_empty() { Some(Date::MIN) } else { Days::point(from).and_then(Days::first) };
        let last = if to.is_empty() { Some(Date::MAX) } else { Days::point(to).and_then(Days::last) };
        match (first, last) {
            _ if from.is_empty() && to.is_empty() => Err(bad()),
            (Some(first), Some(last)) if first > last => {
                Err(QueryError::Backwards { text: typed.trim().to_string() })
            }
            (Some(first), Some(last)) => Ok(Days::Range(first, last)),
            _ => Err(bad()),
        }
    }

    /// A year, a month, a day or a day of every year.
    fn point(text: &str) -> Option<Days> {
        let numbers: Vec<&str> = text
            .trim_end_matches(['日', '号', '月', '年'])
            .split(['-', '/', '.', '年', '月'])
            .map(str::trim)
            .collect();
        if !numbers.iter().all(|n| !n.is_empty() && n.len() <= 8 && n.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let number = |text: &str| text.parse::<i16>().ok();
        let small = |text: &str| text.parse::<i8>().ok();
        match numbers[..] {
            [year] if year.len() == 4 => Days::month(number(year)?, None),
            [month] if month.len() == 6 => Days::month(number(&month[..4])?, small(&month[4..])),
            [day] if day.len() == 8 => Days::day(number(&day[..4])?, small(&day[4..6])?, small(&day[6..])?),
            [year, month] if year.len() == 4 => Days::month(number(year)?, Some(small(month)?)),
            [year, month, day] if year.len() == 4 => Days::day(number(year)?, small(month)?, small(day)?),
            [month, day] if month.len() <= 2 => {
                // A leap year, so that 02-29 is a day.
                Date::new(2000, small(month)?, small(day)?).ok().map(|d| Days::Yearly(d.month(), d.day()))
            }
            _ => None,
        }
    }

    fn day(year: i16, month: i8, day: i8) -> Option<Days> {
        Date::new(year, month, day).ok().map(|date| Days::Range(date, date))
    }

    /// All of a month, or of a year.
    fn month(year: i16, month: Option<i8>) -> Option<Days> {
        let first = Date::new(year, month.unwrap_or(1), 1).ok()?;
        let last = Date::new(year, month.unwrap_or(12), 1).ok()?.last_of_month();
        Some(Days::Range(first, last))
    }

    fn first(self) -> Option<Date> {
        if let Days::Range(first, _) = self { Some(first) } else { None }
    }

    fn last(self) -> Option<Date> {
        if let Days::Range(_, last) = self { Some(last) } else { None }
    }
}

/// The filter that a token begins with: which, as typed with its colon, and what follows.
fn filter(token: &str) -> Option<(Name, &str, &str)> {
    let colon = token.find([':', '：'])?;
    let name = fold_text(&token[..colon]);
    let &(_, which) = NAMES.iter().find(|(known, _)| *known == name)?;
    let end = colon + token[colon..].chars().next().map_or(0, char::len_utf8);
    let value = fold_text(take_value(&token[end..]).0.trim());
    let begins_with = |count| value.chars().take_while(char::is_ascii_digit).count() >= count;
    // 时间:上午 is text: in Chinese these filters are called by words that texts have before a colon.
    let is_meant = match which {
        _ if name.is_ascii() || value.is_empty() => true,
        Name::Date => begins_with(4) || Days::parse(&value).is_ok(),
        Name::Page => begins_with(1) || Pages::parse(&value).is_ok(),
        _ => true,
    };
    is_meant.then_some((which, &token[..end], &token[end..]))
}

/// A quoted phrase or everything up to the next white space, what follows, and whether marks or brackets in it are without
/// their other halves.
fn take_value(text: &str) -> (&str, &str, Option<QueryError>) {
    let quote = QUOTES.iter().find_map(|&(open, close)| Some((text.strip_prefix(open)?, open, close)));
    let Some((inner, mark, close)) = quote else {
        let (word, after) = text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
        let broken = if word.matches('"').count() % 2 == 1 {
            Some(QueryError::Unclosed { mark: '"' })
        } else {
            let lacks = word.matches(['(', '（']).count() != word.matches([')', '）']).count();
            lacks.then(|| QueryError::Bracket { text: word.to_owned() })
        };
        return (word, after, broken);
    };
    match inner.find(close) {
        Some(end) => (&inner[..end], inner[end..].trim_start_matches(close), None),
        None => (inner, "", Some(QueryError::Unclosed { mark })),
    }
}

#[cfg(test)]
mod tests;
