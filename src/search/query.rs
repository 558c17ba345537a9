//! Queries: what a person types into the full-text search, read into terms and filters.
//!
//! ```text
//! 医保 改革              both words, anywhere in the article
//! 医保 OR 社保           one of the words; `|` does as well
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

use super::Remark;
use super::folding::fold_query;
use crate::archive::PageNumber;
use crate::han::variants::fold_text;
use crate::language::Language;
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

/// Source of an article: where and when it was printed, and by whom it is signed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Printed<'a> {
    /// The newspaper's name.
    pub paper: &'a str,
    /// The day of its issue.
    pub date: Option<Date>,
    /// The page's part and number.
    pub page: Option<&'a PageNumber>,
}

/// Reason why a query was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// A filter without a value.
    Empty {
        /// The filter as typed, for instance `date:`.
        filter: String,
    },
    /// A word behind `date:` that is no date.
    NotADate {
        /// As typed.
        text: String,
    },
    /// A word behind `page:` that is no page.
    NotAPage {
        /// As typed.
        text: String,
    },
    /// A range of days that ends before it begins.
    Backwards {
        /// As typed.
        text: String,
    },
    /// An operator without the words that it joins.
    NoWord {
        /// The operator as typed.
        operator: String,
    },
    /// A `NEAR/` without the number of characters.
    NoDistance {
        /// As typed.
        text: String,
    },
    /// A quotation mark without the other one.
    Unclosed {
        /// The mark.
        mark: char,
    },
    /// A word with a bracket that lacks the other one: brackets group nothing here.
    Bracket {
        /// As typed.
        text: String,
    },
    /// Nothing to find at all.
    Nothing,
}

impl QueryError {
    /// The error in words: what is wrong and what to type instead.
    pub fn in_words(&self, language: Language) -> String {
        match self {
            QueryError::Empty { filter } => language.pick(
                format!("“{filter}”后面还没有内容。请紧接着输入，例如 paper:晚报、date:2024-01、title:改革。"),
                format!("Nothing follows “{filter}”. Type its value right behind it, as in paper:晚报, date:2024-01 or title:改革."),
            ),
            QueryError::NotADate { text } => language.pick(
                format!("“{text}”不是日期。请写成 2024、2024-01、2024-01-05、2024-01..2024-06 或 01-05（每年这一天）。"),
                format!("“{text}” is no date. Write 2024, 2024-01, 2024-01-05, 2024-01..2024-06 or 01-05 (that day of every year)."),
            ),
            QueryError::NotAPage { text } => language.pick(
                format!("“{text}”不是版次。请写成 3、A02 或 1..4。"),
                format!("“{text}” is no page. Write 3, A02 or 1..4."),
            ),
            QueryError::Backwards { text } => language.pick(
                format!("“{text}”的结束日期早于开始日期。请把较早的日期写在前面。"),
                format!("“{text}” ends before it begins. Put the earlier date first."),
            ),
            QueryError::NoWord { operator } => language.pick(
                format!("“{operator}”缺少相连的词，应写成 渡口 OR 码头、渡口 NEAR/10 票价、渡口 NOT 码头。要找的就是这个词，请加引号。"),
                format!("“{operator}” lacks a word, as in 渡口 OR 码头, 渡口 NEAR/10 票价 or 渡口 NOT 码头. To find the word itself, quote it."),
            ),
            QueryError::NoDistance { text } => language.pick(
                format!("“{text}”没有说明字数，应写成 渡口 NEAR/10 票价。"),
                format!("“{text}” does not say how many characters. Write 渡口 NEAR/10 票价."),
            ),
            QueryError::Unclosed { mark } => language.pick(
                format!("引号 {mark} 没有成对。请补上另一半。"),
                format!("The quotation mark {mark} is not closed. Type the other one."),
            ),
            QueryError::Bracket { text } => language.pick(
                format!("“{text}”中的括号没有成对。检索式不用括号：渡口 OR 码头 票价 就是前两词有其一，且有票价。要找括号本身，请加引号。"),
                format!("The bracket in “{text}” is not closed. Queries need none: 渡口 OR 码头 票价 is one of the first two, and the third. To find the bracket itself, quote it."),
            ),
            QueryError::Nothing => language.pick(
                "检索式中没有要找的词。".into(),
                "There is nothing to find in the query.".into(),
            ),
        }
    }
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.in_words(Language::English))
    }
}

impl std::error::Error for QueryError {}

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
        let (mut query, mut errors) = (Query::default(), Vec::new());
        let mut rest = typed.trim_start();
        // What stands between the last word and the next, and whether the last one is wanted.
        let (mut link, mut after_wanted) = (None, false);
        let lacks_word = |operator: &str| QueryError::NoWord { operator: operator.to_owned() };
        while !rest.is_empty() {
            let word = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
            let after_word = rest[word.len()..].trim_start();
            if let Some(operator) = Operator::read(word) {
                rest = after_word;
                match operator {
                    Ok(operator) if operator.may_follow(link.map(|(link, _)| link), after_wanted, &query) => {
                        link = Some((operator, word));
                    }
                    Ok(_) => errors.push(lacks_word(word)),
                    Err(error) => errors.push(error),
                }
                continue;
            }
            let negated = rest.strip_prefix(['-', '－', '−']);
            let negated = negated.filter(|r| r.starts_with(|c: char| !c.is_whitespace()));
            let token = negated.unwrap_or(rest);
            let not = negated.is_some() || matches!(link, Some((Operator::Not, _)));
            let filter = filter(token);
            let (text, after, broken) = take_value(filter.map_or(token, |(_, _, value)| value));
            errors.extend(broken);
            if let Some((_, joined)) = link.filter(|(link, _)| link.joins() && (not || filter.is_some())) {
                errors.push(lacks_word(joined));
            }
            if let Some((name, typed_name, _)) = filter {
                errors.extend(query.add_filter(name, typed_name, not, text).err());
            } else {
                query.add_term(Term::new(text), not, link.map(|(link, _)| link));
            }
            after_wanted = !not && filter.is_none();
            (link, rest) = (None, after.trim_start());
        }
        errors.extend(link.map(|(_, word)| lacks_word(word)));
        (query, errors.into_iter().next())
    }

    fn add_term(&mut self, term: Term, not: bool, link: Option<Operator>) {
        if term.folded.is_empty() {
            return;
        }
        match (link, self.wanted.last_mut()) {
            _ if not => self.unwanted.push(term),
            (Some(Operator::Or), Some(last)) => last.push(term),
            (Some(Operator::Near(within)), Some(_)) => {
                self.near.push(Near { first: self.wanted.len() - 1, within });
                self.wanted.push(vec![term]);
            }
            _ => self.wanted.push(vec![term]),
        }
    }

    /// Whether it asks for notes or tags of the person's, see [`super::Noted`].
    pub fn asks_notes(&self) -> bool {
        self.filters.ask_notes()
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Query::default()
    }

    /// Of each of these groups a text that answers has a phrase, folded.
    pub(super) fn phrases(&self) -> impl Iterator<Item = Vec<&str>> {
        let wanted = self.wanted.iter().map(|terms| terms.iter().map(|term| &*term.folded).collect());
        wanted.chain(self.filters.titles.iter().map(|term| vec![&*term.folded]))
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
    fn may_follow(self, link: Option<Operator>, after_wanted: bool, before: &Query) -> bool {
        match self {
            Operator::Not => matches!(link, None | Some(Operator::And)),
            Operator::And => link.is_none() && !before.is_empty(),
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
    Some((which, &token[..end], &token[end..]))
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
