//! Patterns of paths: what the person says of how an archive's files are called, as
//! `{paper}/{year}-{month}-{day}/{page}`.

use super::date::find_date;
use super::label::{lone_page_number, without_extension};
use super::part::narrow;
use crate::correction::Description;
use crate::language::Language;
use jiff::civil::Date;

/// Words that stand for something in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Paper,
    Date,
    Year,
    Month,
    Day,
    Page,
    Section,
    /// Anything.
    Any,
}

const FIELDS: [(&str, Field); 15] = [
    ("paper", Field::Paper),
    ("报纸", Field::Paper),
    ("date", Field::Date),
    ("日期", Field::Date),
    ("year", Field::Year),
    ("年", Field::Year),
    ("month", Field::Month),
    ("月", Field::Month),
    ("day", Field::Day),
    ("日", Field::Day),
    ("page", Field::Page),
    ("版次", Field::Page),
    ("section", Field::Section),
    ("版面", Field::Section),
    ("*", Field::Any),
];

/// Piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// These very characters.
    Text(String),
    /// What stands for a field.
    Field(Field),
}

/// A pattern of paths. Everything in braces stands for some characters within one folder's or file's name; `{*}` and `*`
/// for any. The extension of a file is no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathPattern(Vec<Piece>);

/// Reason why a path is not like a pattern: what the pattern wants at the place where the path is called otherwise, and
/// what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    wanted: Wanted,
    there: String,
}

/// What a pattern wants.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    /// These very characters.
    Text(String),
    /// What stands for a field.
    Field(Field),
    /// A day that there is.
    Day,
    /// The end.
    End,
}

impl Misfit {
    /// The reason in words.
    pub fn in_words(&self, language: Language) -> String {
        let wanted = match &self.wanted {
            Wanted::Text(text) => language.pick(format!("应有“{text}”"), format!("\"{text}\" is wanted")),
            Wanted::Field(Field::Year | Field::Month | Field::Day) => language.pick(
                "{year} 要四位数字，{month}、{day} 各一两位".to_owned(),
                "{year} is four digits, {month} and {day} one or two".to_owned(),
            ),
            Wanted::Field(Field::Date) => {
                language.pick("{date} 要一个日期".to_owned(), "{date} is a whole date".to_owned())
            }
            Wanted::Field(Field::Page) => {
                language.pick("{page} 要版次".to_owned(), "{page} is the number of a page".to_owned())
            }
            Wanted::Field(Field::Paper | Field::Section | Field::Any) => {
                language.pick("还应有文字".to_owned(), "more is wanted".to_owned())
            }
            Wanted::Day => language.pick(
                "没有这一天（{year} 要四位数字）".to_owned(),
                "there is no such day ({year} is four digits)".to_owned(),
            ),
            Wanted::End => language.pick("到此应结束".to_owned(), "it should end".to_owned()),
        };
        match self.there.as_str() {
            "" => language.pick(format!("{wanted}，这里没有了"), format!("{wanted}; nothing is left")),
            there => {
                language.pick(format!("{wanted}，这里是“{there}”"), format!("{wanted}; here is \"{there}\""))
            }
        }
    }
}

/// Reason why a pattern was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// A word in braces that stands for nothing.
    Unknown(String),
    /// A brace without its other.
    Open,
}

impl PatternError {
    /// The error in words.
    pub fn in_words(&self, language: Language) -> String {
        match self {
            PatternError::Unknown(word) => language.pick(
                format!("不认识“{{{word}}}”。可以用 {{paper}} {{date}} {{year}} {{month}} {{day}} {{page}} {{section}} 和 *。"),
                format!("“{{{word}}}” stands for nothing. There are {{paper}} {{date}} {{year}} {{month}} {{day}} {{page}} {{section}} and *."),
            ),
            PatternError::Open => language.pick(
                "花括号不成对。".to_owned(),
                "A brace has no other.".to_owned(),
            ),
        }
    }
}

impl PathPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Where a word in braces is not known, or a brace is alone.
    pub fn parse(typed: &str) -> Result<PathPattern, PatternError> {
        let mut pieces = Vec::new();
        let mut rest = typed.trim().trim_matches('/');
        while let Some(at) = rest.find(['{', '}', '*']) {
            if at > 0 {
                pieces.push(Piece::Text(narrow(&rest[..at])));
            }
            let (field, after) = match rest.as_bytes()[at] {
                b'*' => (Field::Any, &rest[at + 1..]),
                b'{' => {
                    let end = at + rest[at..].find('}').ok_or(PatternError::Open)?;
                    let word = rest[at + 1..end].trim();
                    let field = FIELDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
                    let (_, field) = field.ok_or_else(|| PatternError::Unknown(word.to_owned()))?;
                    (*field, &rest[end + 1..])
                }
                _ => return Err(PatternError::Open),
            };
            pieces.push(Piece::Field(field));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(narrow(rest)));
        }
        Ok(PathPattern(pieces))
    }

    /// What a path says by the pattern.
    ///
    /// # Errors
    /// Where it is called otherwise.
    pub fn read(&self, path: &str) -> Result<Description, Misfit> {
        let path = narrow(without_extension(path));
        let mut reading = Reading { found: Vec::new(), furthest: (path.len() + 1, Wanted::End) };
        if !reading.matches(&self.0, &path) {
            let (left, wanted) = reading.furthest;
            return Err(Misfit { wanted, there: word_at(&path[path.len() - left..]) });
        }
        let mut says = Description::default();
        let (mut year, mut month, mut day) = (None, None, None);
        for (field, text) in reading.found {
            let text = text.trim();
            match field {
                Field::Paper => says.paper = Some(text.to_owned()),
                Field::Section => says.section = Some(text.to_owned()),
                Field::Page => says.page = Some(text.to_owned()),
                Field::Date => says.date = find_date(text).map(|(date, _)| date),
                Field::Year => year = text.parse().ok(),
                Field::Month => month = text.parse().ok(),
                Field::Day => day = text.parse().ok(),
                Field::Any => {}
            }
        }
        if let (Some(year), Some(month), Some(day)) = (year, month, day) {
            let date = Date::new(year, month, day);
            let none = || Misfit { wanted: Wanted::Day, there: format!("{year}-{month}-{day}") };
            says.date = Some(date.map_err(|_| none())?);
        }
        Ok(says)
    }
}

/// Reading of a path by the pieces of a pattern.
struct Reading<'t> {
    /// What stands for each field.
    found: Vec<(Field, &'t str)>,
    /// Bytes that were left where the furthest try ended, and what was wanted there.
    furthest: (usize, Wanted),
}

impl<'t> Reading<'t> {
    /// Whether pieces are a text as a whole.
    fn matches(&mut self, pieces: &[Piece], text: &'t str) -> bool {
        let Some((first, rest)) = pieces.split_first() else {
            return text.is_empty() || self.fail(text, || Wanted::End);
        };
        let field = match first {
            Piece::Text(wanted) => {
                return match text.strip_prefix(wanted.as_str()) {
                    Some(text) => self.matches(rest, text),
                    None => {
                        // What both begin with is as it should be.
                        let both =
                            wanted.chars().zip(text.chars()).take_while(|(wanted, there)| wanted == there);
                        let same = both.map(|(c, _)| c.len_utf8()).sum();
                        self.fail(&text[same..], || Wanted::Text(word_at(&wanted[same..])))
                    }
                };
            }
            Piece::Field(field) => *field,
        };
        let end = text.find('/').unwrap_or(text.len());
        let ends = text[..end].char_indices().map(|(at, c)| at + c.len_utf8());
        let mut fits: Vec<usize> = ends.filter(|&end| field.is(&text[..end])).collect();
        match field {
            // Two digits before one, a whole number before its beginning.
            Field::Month | Field::Day | Field::Page | Field::Date => fits.reverse(),
            Field::Any => fits.insert(0, 0),
            _ => {}
        }
        if fits.is_empty() {
            return self.fail(text, || Wanted::Field(field));
        }
        fits.into_iter().any(|end| {
            self.found.push((field, &text[..end]));
            let is_whole = self.matches(rest, &text[end..]);
            if !is_whole {
                self.found.pop();
            }
            is_whole
        })
    }

    /// Remembers where a try ended, if none came further; of those that came as far, the first.
    fn fail(&mut self, text: &str, wanted: impl FnOnce() -> Wanted) -> bool {
        if text.len() < self.furthest.0 {
            self.furthest = (text.len(), wanted());
        }
        false
    }
}

/// The word that a text begins with, or its first sign.
fn word_at(text: &str) -> String {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let end = if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end };
    text[..end].to_owned()
}

impl Field {
    /// Whether some characters can stand for the field.
    fn is(self, text: &str) -> bool {
        let digits = || text.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Field::Year => text.len() == 4 && digits(),
            Field::Month | Field::Day => text.len() <= 2 && digits(),
            Field::Page => lone_page_number(text).is_some(),
            Field::Date => find_date(text).is_some_and(|(_, bytes)| bytes == (0..text.len())),
            Field::Paper | Field::Section => !text.trim().is_empty(),
            Field::Any => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, path: &str) -> Option<[String; 4]> {
        let says = PathPattern::parse(pattern).unwrap().read(path).ok()?;
        let shown = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        let date = shown(says.date.map(|date| date.to_string()));
        Some([shown(says.paper), date, shown(says.page), shown(says.section)])
    }

    #[test]
    fn a_pattern_reads_papers_days_and_pages_off_paths() {
        for (pattern, path, paper, date, page, section) in [
            (
                "{paper}/{year}-{month}-{day}/{page}",
                "河声/1931-04-05/03.txt",
                "河声",
                "1931-04-05",
                "03",
                "-",
            ),
            ("{paper}{year}{month}{day}{page}", "河声1931040512.pdf", "河声", "1931-04-05", "12", "-"),
            ("{年}/{月}{日}/{版面}", "1931/0405/副刊.txt", "-", "1931-04-05", "-", "副刊"),
            ("*/{date}_*_{page}", "卷三/19310405_扫描_A02.txt", "-", "1931-04-05", "A02", "-"),
            ("{paper}/{year}.{month}.{day}/{page}", "河声/1931.4.5/3.txt", "河声", "1931-04-05", "3", "-"),
            ("{day}.{month}.{year}/{page}", "05.04.1931/２.txt", "-", "1931-04-05", "2", "-"),
            ("{paper}/*/{page}", "河声/随便/2.txt", "河声", "-", "2", "-"),
        ] {
            let told = [paper, date, page, section].map(String::from);
            assert_eq!(read(pattern, path), Some(told), "{pattern} {path}");
        }
    }

    #[test]
    fn what_is_called_otherwise_is_not_read() {
        for (pattern, path) in [
            ("{paper}/{page}", "河声/1931/03.txt"),
            ("{paper}/{page}", "03.txt"),
            ("{year}-{month}-{day}/{page}", "1931-13-05/03.txt"),
            ("{paper}/{page}", "河声/要闻.txt"),
            ("", "河声/03.txt"),
        ] {
            assert_eq!(read(pattern, path), None, "{pattern} {path}");
        }
        assert_eq!(PathPattern::parse("{papers}"), Err(PatternError::Unknown("papers".into())));
        assert_eq!(PathPattern::parse("{paper"), Err(PatternError::Open));
        assert_eq!(PathPattern::parse("paper}"), Err(PatternError::Open));
    }

    #[test]
    fn a_path_that_does_not_fit_says_what_is_wanted_where() {
        for (pattern, path, reason) in [
            (
                "{paper}/{year}-{month}-{day}/{page}",
                "河声/31-04-05/03.txt",
                "{year} 要四位数字，{month}、{day} 各一两位，这里是“31”",
            ),
            ("{year}{month}{day}", "310405.txt", "没有这一天（{year} 要四位数字），这里是“3104-0-5”"),
            ("{paper}/{date}/{page}", "河声/昨天/03.txt", "{date} 要一个日期，这里是“昨天”"),
            ("{paper}/{page}", "河声/要闻.txt", "{page} 要版次，这里是“要闻”"),
            ("{paper}/{page}", "河声.txt", "应有“/”，这里没有了"),
            ("河声/m1931/d05/b1", "河声/m1931/d06/b1.txt", "应有“5”，这里是“6”"),
            ("{paper}/{year}", "河声/1931/03.txt", "到此应结束，这里是“/”"),
            ("{year}-{month}-{day}", "1931-13-05.txt", "没有这一天（{year} 要四位数字），这里是“1931-13-5”"),
        ] {
            let misfit = PathPattern::parse(pattern).unwrap().read(path).unwrap_err();
            assert_eq!(misfit.in_words(Language::Chinese), reason, "{pattern} {path}");
        }
    }

    proptest::proptest! {
        /// Whatever is typed and whatever a path is, reading it ends.
        #[test]
        fn nothing_breaks_the_reading(
            typed in "([{}*/]|paper|年|page|day|[^/]){0,12}",
            path in "([0-9０-９/._-]|报|[A-Z]|[^0-9]){0,24}",
        ) {
            if let Ok(pattern) = PathPattern::parse(&typed) {
                let _ = pattern.read(&path);
            }
        }
    }
}
