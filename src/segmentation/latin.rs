//! Beginnings of articles in English: a headline above `By Given Family`, or above a dateline such as `PLACE, May 3 (Agency) -`.
//!
//! A headline in Latin letters has no form of its own that tells it from a line of text that the column cut: it is known
//! by what stands below it, and by the text above it having come to its end.

use super::Role;
use super::line::Lines;
use super::line_kind::Kind;
use crate::han::character::{CLOSING, is_han, is_mark};

/// Part that a line plays where an article in English begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The headline, or a line of it.
    Headline,
    /// The author.
    Byline,
}

impl Part {
    pub(super) fn role(self) -> Role {
        match self {
            Part::Headline => Role::Title,
            Part::Byline => Role::Byline,
        }
    }

    pub(super) fn kind(self) -> Kind {
        match self {
            Part::Headline => Kind::Heading,
            Part::Byline => Kind::Byline,
        }
    }
}

/// Lines that a headline has at most.
const LINES: usize = 3;
/// Words of a byline after `By`, and of a dateline's place, at most.
const NAMES: usize = 8;
const PLACE: usize = 4;
/// Small words that names are joined by.
const PARTICLES: [&str; 11] = ["and", "de", "del", "der", "di", "du", "la", "of", "van", "von", "with"];
/// Months, and days of the week: they name no person.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Days of the week in English, in small letters.
pub(crate) const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// For each line what it is of such a beginning.
pub(super) fn parts(page: &Lines) -> Vec<Option<Part>> {
    let count = page.lines.len();
    let mut out = vec![None; count];
    for i in 1..count {
        let is_byline = is_byline(page.text(i)) && i + 1 < count && begins_sentence(page.text(i + 1));
        if !is_byline && !is_dateline(page.text(i)) {
            continue;
        }
        let Some(first) = headline_above(page, i) else { continue };
        out[first..i].fill(Some(Part::Headline));
        out[i] = is_byline.then_some(Part::Byline);
    }
    for i in (0..count.saturating_sub(1)).filter(|&i| is_in_title_case(page.text(i))) {
        let below = page.text(i + 1);
        let begins = i == 0 || page.lines[i].blank_before > 0 && ends_sentence(page.text(i - 1));
        let is_text = begins_sentence(below) && !is_in_title_case(below) && !is_byline(below);
        if begins && out[i].is_none() && out[i + 1].is_none() && is_text {
            out[i] = Some(Part::Headline);
        }
    }
    out
}

/// Whether nearly every word of a line begins with a capital, as a headline's do: Bridge Toll to End.
pub(super) fn is_in_title_case(text: &[char]) -> bool {
    /// Letters of the longest word that a headline leaves small.
    const SMALL: usize = 4;
    let line: String = text.iter().collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_capital = |word: &&&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let capitals = words.iter().filter(is_capital).count();
    let large = |word: &str| is_capital(&&word) || word.len() <= SMALL;
    is_latin(text)
        && !ends_sentence(text)
        && !is_mark(text[text.len() - 1], ",;:，；：-—")
        && capitals >= 3
        && capitals * 2 > words.len()
        && words.iter().all(|word| large(word))
}

/// The first line of the headline that stands above a line.
fn headline_above(page: &Lines, below: usize) -> Option<usize> {
    let may_be = |i: usize| {
        let text = page.text(i);
        is_latin(text)
            && !ends_sentence(text)
            && !is_mark(text[text.len() - 1], ",;:，；：-—")
            && !is_byline(text)
    };
    let begins = |i: usize| {
        begins_sentence(page.text(i))
            && (i == 0
                || page.lines[i].blank_before > 0
                || !is_latin(page.text(i - 1))
                || ends_sentence(page.text(i - 1)))
    };
    (below.saturating_sub(LINES)..below).rev().take_while(|&i| may_be(i)).find(|&i| begins(i))
}

/// Whether a line is in Latin letters, or in others that have a small form.
pub(super) fn is_latin(text: &[char]) -> bool {
    text.iter().any(|c| c.is_alphabetic()) && !text.iter().any(|c| is_han(*c))
}

/// Whether a line in Latin letters may begin a text: not with a small letter.
fn begins_sentence(text: &[char]) -> bool {
    is_latin(text) && text.iter().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
}

pub(super) fn ends_sentence(text: &[char]) -> bool {
    let last = text.iter().rev().find(|c| !is_mark(**c, CLOSING) && **c != '"');
    last.is_some_and(|c| is_mark(*c, ".!?。！？"))
}

/// By and names: every word begins with a capital, but for those that join names. Or a name and, behind a comma, its post.
pub(super) fn is_byline(text: &[char]) -> bool {
    const POSTS: [&str; 8] = [
        "reporter",
        "staff reporter",
        "staff writer",
        "correspondent",
        "staff correspondent",
        "special correspondent",
        "editor",
        "columnist",
    ];
    let line: String = text.iter().collect();
    if let Some((name, post)) = line.split_once([',', '，'])
        && POSTS.contains(&post.trim().to_lowercase().as_str())
    {
        let names: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
        return (2..=4).contains(&names.len()) && names.iter().all(|word| is_name(word));
    }
    let mut words = line.split([' ', ',']).filter(|word| !word.is_empty());
    let names: Vec<&str> = match words.next() {
        Some("By" | "BY") => words.collect(),
        _ => return false,
    };
    (2..=NAMES).contains(&names.len())
        && is_name(names[0])
        && names[1..].iter().all(|word| is_name(word) || PARTICLES.contains(word))
        && names.last().is_some_and(|word| is_name(word) && !is_month(word))
}

/// A word of a name: a capital and letters, and no day.
pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() && !is_han(c) || ".-'’".contains(c))
        && !DAYS.contains(&word.to_lowercase().as_str())
}

/// March, Mar., MARCH.
fn is_month(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    month_of(&word).is_some()
}

/// The month, from 1, that a word in small letters names in English, whole or cut short.
pub(crate) fn month_of(word: &str) -> Option<u32> {
    let is_named = |month: &&str| **month == *word || month[..3] == *word;
    let at = MONTHS.iter().position(|month| is_named(month) || word == "sept" && month.starts_with(word))?;
    Some(at as u32 + 1)
}

/// Whether a word in small letters names a day of the week in English, whole or cut short.
pub(crate) fn is_day(word: &str) -> bool {
    DAYS.iter().any(|day| *day == word || word.len() >= 3 && day.starts_with(word))
}

/// A place, and a day, an agency in brackets or a dash behind it.
fn is_dateline(text: &[char]) -> bool {
    let dash = text.iter().enumerate().position(|(i, c)| {
        i > 1 && is_mark(*c, "-–—―") && (is_mark(text[i - 1], " )）") || !is_mark(*c, "-"))
    });
    let head: String = text[..dash.unwrap_or(text.len())].iter().collect();
    let head = head.trim_end();
    let (before, agency) = match head.strip_suffix([')', '）']).and_then(|head| head.rsplit_once(['(', '（']))
    {
        Some((before, agency)) => (before.trim_end(), agency.starts_with(char::is_uppercase)),
        None => (head, false),
    };
    let mut words: Vec<&str> = before.split([' ', ',', '，']).filter(|word| !word.is_empty()).collect();
    let date = words.len() > 2
        && words[words.len() - 1].parse().is_ok_and(|day: u32| (1..=31).contains(&day))
        && is_month(words[words.len() - 2]);
    if date {
        words.truncate(words.len() - 2);
    }
    let place = (1..=PLACE).contains(&words.len()) && words.iter().all(|word| is_name(word));
    let capitals = words.iter().all(|word| word.len() > 2 && !word.contains(char::is_lowercase));
    place && (capitals && (date || dash.is_some()) || date && (agency || dash.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{Page, Role, Segmentation, segment};

    const FERRY: &str = "The old ferry of Lanxi will sail again\nfrom next spring, the harbour office\nsaid, after two years in the yard.\n";
    const BRIDGE: &str = "Work on the stone bridge has come to\nits end, and carts may cross it from\nFriday without paying a toll.\n";

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    /// Titles and bylines of each article.
    fn told(text: &str) -> Vec<(String, String)> {
        let Segmentation { articles, .. } = segment(&Page::new(text.into()));
        let all = |article: &crate::segmentation::Article, role| {
            article.texts(role).collect::<Vec<_>>().join(" / ")
        };
        articles.iter().map(|article| (all(article, Role::Title), all(article, Role::Byline))).collect()
    }

    #[test]
    fn a_line_in_title_case_above_a_text_is_a_headline_without_byline_and_dateline() {
        let page = format!("Old Ferry Sails Again\n\n{FERRY}\nStone Bridge to Open in May\n\n{BRIDGE}");
        let titles: Vec<String> = told(&page).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles, ["Old Ferry Sails Again", "Stone Bridge to Open in May"]);
        for other in
            ["The harbour office of Lanxi Town said", "Peter Moss, Anna Reed,", "Lanxi Town", "He Read It."]
        {
            assert!(!is_in_title_case(&chars(other)), "{other}");
        }
    }

    #[test]
    fn an_article_in_english_begins_with_the_headline_above_its_byline_or_dateline() {
        let page = format!(
            "Ferry to Sail Again\nBy Helen Wu\n{FERRY}Council opens the stone bridge\nBy Peter Shen and Ann Qiao\n{BRIDGE}Ice Holds Back the Mail\nLANXI, Jan. 4 (Harbour News) - No boat\nhas come up the river since Sunday, and\nthe mail waits below the weir.\n"
        );
        let found = told(&page);
        let own = |title: &str, byline: &str| (title.to_owned(), byline.to_owned());
        let all = [
            own("Ferry to Sail Again", "By Helen Wu"),
            own("Council opens the stone bridge", "By Peter Shen and Ann Qiao"),
            own("Ice Holds Back the Mail", ""),
        ];
        assert_eq!(found, all);
    }

    #[test]
    fn a_headline_in_english_may_have_two_lines() {
        let page =
            format!("{FERRY}\nStone Bridge Free of Toll\nFrom the End of the Week\nBy Peter Shen\n{BRIDGE}");
        let page = Page::new(page);
        let lines = Lines::read(&page);
        let headline = Some(Part::Headline);
        assert_eq!(
            parts(&lines),
            [None, None, None, headline, headline, Some(Part::Byline), None, None, None]
        );
    }

    #[test]
    fn a_byline_in_english_holds_names_alone() {
        for line in [
            "By Helen Wu",
            "BY PETER SHEN",
            "By J. R. O'Neill",
            "By April Jones",
            "By Ann Qiao, Staff Writer",
            "Ann Qiao, Staff Reporter",
            "Peter J. Shen, Correspondent",
        ] {
            assert!(is_byline(&chars(line)), "{line}");
        }
        for line in [
            "By 1931 the river",
            "By Sunday Night",
            "By Late August",
            "By the River",
            "By Helen",
            "Bye Helen Wu",
            "Helen Wu, Peter Shen",
            "Lanxi, Staff Reporter",
        ] {
            assert!(!is_byline(&chars(line)), "{line}");
        }
    }

    #[test]
    fn a_dateline_in_english_names_a_place_and_when_or_by_whom() {
        for line in [
            "LANXI, May 3 (Harbour News) - The",
            "Lanxi, Sept. 12 (Harbour News)",
            "NEW LANXI — The council",
            "OLD HARBOUR, March 31",
        ] {
            assert!(is_dateline(&chars(line)), "{line}");
        }
        for line in [
            "Lanxi, on May 3, had no ferry - the",
            "Lanxi - a town of boats",
            "Shen (Harbour) - 300 votes",
            "SUNDAY - closed",
            "LANXI, May 45",
            "3 - 4",
            "-",
        ] {
            assert!(!is_dateline(&chars(line)), "{line}");
        }
    }

    #[test]
    fn lines_of_running_text_are_no_headline_whatever_stands_below() {
        let none = |text: &str| {
            let page = Page::new(text.into());
            assert!(parts(&Lines::read(&page)).iter().all(Option::is_none), "{text}");
        };
        none("The ferry sailed for years.\nBy 1931 the river\nhad silted up, and it lay idle.\n");
        none("The ferry sailed for years.\nBy Helen Wu\nhad been its captain.\n");
        none(
            "It was built, as they say in the town,\nfor those who cross on market days\nBy Helen Wu\nThe rest is lost.\n",
        );
        none("澜溪渡口的 AI 系统上线\nBy Helen Wu\nThe ferry of Lanxi sails again.\n");
        none("本报讯 昨天，渡口通航。\n船名叫 Lanxi Star\nMay 3 - 5 试航\n");
    }
}
