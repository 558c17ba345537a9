//! Verse in Latin letters.
//!
//! A column of prose breaks its lines where the next word would not fit, wherever the sentence is. Verse begins each line with a
//! capital though no sentence begins; or, where it does not, the next word would have fitted on most lines.

use super::Part;
use crate::segmentation::latin::{ends_sentence, is_byline, is_in_title_case, is_latin, is_name};
use crate::segmentation::line::Lines;
use std::ops::Range;

/// Characters of the longest line of verse.
const LONGEST: usize = 60;
/// Fewest lines of a poem whose lines begin with capitals, and of another.
const FEWEST: usize = 4;
const FEWEST_FREE: usize = 6;
/// Most stanzas of a poem: no more are looked through for its end.
const STANZAS: usize = 40;
/// Words that hold sentences together: a list has none.
const BINDING: [&str; 40] = [
    "the", "a", "an", "of", "and", "in", "to", "on", "at", "with", "for", "from", "by", "my", "your", "his",
    "her", "its", "our", "their", "i", "you", "he", "she", "it", "we", "they", "is", "are", "was", "were",
    "that", "who", "but", "not", "no", "as", "all", "when", "where",
];

/// For each line what it is in a poem in Latin letters.
pub(super) fn poems(page: &Lines) -> Vec<Option<Part>> {
    let mut out = vec![None; page.lines.len()];
    let stanzas = stanzas(page);
    let mut at = 0;
    while at < stanzas.len() {
        let start = at;
        let (head, first) = head(page, &stanzas[start]);
        // The head of a poem may be a stanza of its own.
        let is_apart = first == stanzas[start].end;
        let from = start + usize::from(is_apart);
        let adjoins = |k: &usize| *k == from || stanzas[*k].start == stanzas[*k - 1].end;
        let lines = |k: usize| if k == start { first..stanzas[k].end } else { stanzas[k].clone() };
        let is_titled =
            !head.is_empty() && (!is_apart || stanzas.get(from).is_some_and(|s| s.start == first));
        let begins = is_titled || start == from && (first == 0 || page.lines[first].blank_before > 0);
        // What has a title of its own is another text.
        let is_other = |k: &usize| *k > from && head_above_text(page, &stanzas[*k]);
        let is_of = |k: &usize| adjoins(k) && !is_other(k) && may_be(page, lines(*k));
        let most = stanzas.len().min(from + STANZAS);
        let last = (from..most).find(|k| !is_of(k)).unwrap_or(most);
        let of = |end: usize| (from..end).map(lines).collect::<Vec<_>>();
        let end = (from + 1..=last).rev().find(|&end| begins && is_verse(page, &of(end)));
        at = end.unwrap_or(start + 1);
        let Some(end) = end else { continue };
        for &(i, part) in head.iter().filter(|_| is_titled) {
            out[i] = Some(part);
        }
        of(end).into_iter().flatten().for_each(|i| out[i] = Some(Part::Line));
    }
    out
}

/// Lines in Latin letters with no blank line between them.
fn stanzas(page: &Lines) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for i in (0..page.lines.len()).filter(|&i| is_latin(page.text(i))) {
        match out.last_mut().filter(|last| last.end == i && page.lines[i].blank_before == 0) {
            Some(last) => last.end = i + 1,
            None => out.push(i..i + 1),
        }
    }
    out
}

/// The title and the poet that lines begin with, and the first line behind them.
fn head(page: &Lines, lines: &Range<usize>) -> (Vec<(usize, Part)>, usize) {
    let is_poet = |i: usize| {
        let text: String = page.text(i).iter().collect();
        let by = text.strip_prefix("by ").map(|names| format!("By {names}"));
        let names: Vec<&str> = text.split_whitespace().collect();
        is_byline(&by.unwrap_or_else(|| text.clone()).chars().collect::<Vec<_>>())
            || (2..=3).contains(&names.len()) && names.iter().all(|name| is_name(name))
    };
    let is_title = |i: usize| page.text(i).len() <= LONGEST && !ends_sentence(page.text(i));
    let (first, count) = (lines.start, lines.len());
    if count > 1 && is_title(first) && is_poet(first + 1) {
        return (vec![(first, Part::Title), (first + 1, Part::Poet)], first + 2);
    }
    let is_alone = count == 1 && is_title(first) && is_in_title_case(page.text(first));
    let short = count == 1 && page.text(first).len() <= LONGEST / 2 && is_title(first);
    if is_alone || short { (vec![(first, Part::Title)], first + 1) } else { (Vec::new(), first) }
}

/// Whether a stanza has a title and its author, or is a title and nothing else.
fn head_above_text(page: &Lines, lines: &Range<usize>) -> bool {
    let (head, first) = head(page, lines);
    head.len() > 1 || first == lines.end && is_in_title_case(page.text(lines.start))
}

/// Whether lines may be a stanza: none is long, and hardly a sentence begins within one.
fn may_be(page: &Lines, lines: Range<usize>) -> bool {
    let within = |i: &usize| {
        let text = page.text(*i);
        text.windows(3).any(|three| matches!(three, ['.', ' ', next] if next.is_uppercase()))
    };
    let figures = |i: &usize| page.text(*i).iter().filter(|c| c.is_ascii_digit()).count() > 1;
    !lines.is_empty()
        && lines.clone().all(|i| page.text(i).len() <= LONGEST)
        && lines.clone().filter(within).count() * 8 <= lines.len()
        && lines.clone().filter(figures).count() * 8 <= lines.len()
}

/// Whether stanzas are verse, by what their lines begin with or by where they end.
fn is_verse(page: &Lines, stanzas: &[Range<usize>]) -> bool {
    let count: usize = stanzas.iter().map(Range::len).sum();
    let share = |of: &dyn Fn(usize) -> bool| {
        stanzas.iter().cloned().flatten().filter(|&i| of(i)).count() as f32 / count.max(1) as f32
    };
    let binds = |i: usize| {
        let text: String = page.text(i).iter().collect::<String>().to_lowercase();
        text.split(|c: char| !c.is_alphabetic()).any(|word| BINDING.contains(&word))
    };
    if count < FEWEST
        || share(&binds) < 0.5
        || share(&|i| is_in_title_case(page.text(i))) > 0.25
        || share(&|i| ends_sentence(page.text(i))) > 0.6
    {
        return false;
    }
    let first = |i: usize| page.text(i).iter().find(|c| c.is_alphabetic());
    // Items of a list have no marks.
    let pauses = |i: usize| page.text(i).last().is_some_and(|c| ",;:.!?，；：。！？—".contains(*c));
    if share(&|i| first(i).is_some_and(|c| c.is_uppercase())) == 1.0 {
        return share(&pauses) >= 0.25;
    }
    // The share of lines on which the first word of the next one would have fitted.
    let early = |stanzas: &[Range<usize>]| {
        let widest = stanzas.iter().cloned().flatten().map(|i| page.text(i).len()).max().unwrap_or(0);
        let ends = || stanzas.iter().flat_map(|stanza| stanza.start..stanza.end - 1);
        let fits = |i: &usize| {
            let word = page.text(i + 1).iter().take_while(|c| **c != ' ').count();
            page.text(*i).len() + 1 + word <= widest
        };
        ends().filter(fits).count() as f32 / ends().count().max(1) as f32
    };
    let is_early = |stanza: &Range<usize>| stanza.len() < 3 || early(std::slice::from_ref(stanza)) >= 0.5;
    count >= FEWEST_FREE && early(stanzas) >= 0.7 && stanzas.iter().all(is_early)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{Page, Role, segment};

    const BALLAD: &str = "The bell is down upon the shore,\nThe boat is on the tide,\nAnd I shall see my love no more\nUpon the other side.\n\nThe reeds are brown, the water grey,\nThe wind is in the west,\nAnd all that went with yesterday\nHas gone to find its rest.\n";
    const FREE: &str = "no lamp\nonly the river\nturning over in its bed\n\na dog barks once\nand then\nthe long dark\nputs its hand upon the water\nand is still\n";
    const REPORT: &str = "Work on the stone bridge has come to\nits end, and carts may cross it from\nFriday without paying a toll.\n";

    fn lines_of(text: &str, wanted: Part) -> Vec<usize> {
        let page = Page::new(text.into());
        let poems = poems(&Lines::read(&page));
        (0..poems.len()).filter(|&i| poems[i] == Some(wanted)).collect()
    }

    #[test]
    fn verse_is_told_by_capitals_and_by_lines_that_end_before_they_must() {
        for poem in [BALLAD, FREE] {
            let count = poem.lines().filter(|line| !line.is_empty()).count();
            for head in ["The Ferry Bell\nby Helen Wu\n\n", "River at night\nHelen Wu\n", "", "The Ferry\n\n"]
            {
                let above = head.lines().filter(|line| !line.is_empty()).count();
                let text = format!("{head}{poem}");
                assert_eq!(lines_of(&text, Part::Line), (above..above + count).collect::<Vec<_>>(), "{text}");
                assert_eq!(lines_of(&text, Part::Title).len(), above.min(1));
                assert_eq!(lines_of(&text, Part::Poet).len(), above.saturating_sub(1));
            }
        }
    }

    #[test]
    fn prose_lists_and_piles_of_headlines_are_no_verse() {
        for text in [
            REPORT,
            &format!("Stone Bridge to Open\nBy Helen Wu\n{REPORT}\n{REPORT}"),
            "Two boats\nThree carts of apples\nThe mail\nSalt\n",
            "Bridge Toll to End\nFerry to Sail in the Spring\nThe Mail Waits for the Ice\nOld Gate to Be Sold\n",
            "The ferry sailed.\nThe mail was late.\nNobody came to the gate.\nIt rained.\n",
            "Shen of the harbour 12 20\nWu of the mill 11 18\nQiao of the gate 9 30\nMoss of the yard 8 44\n",
        ] {
            assert_eq!(lines_of(text, Part::Line), [] as [usize; 0], "{text}");
        }
    }

    #[test]
    fn a_poem_between_reports_is_an_article_and_each_of_its_lines_stays_one() {
        let text = format!(
            "Ferry to Sail Again\nBy Helen Wu\n{REPORT}\nThe Ferry Bell\nBy Ann Qiao\n\n{BALLAD}\nOld Gate Sold\nBy Peter Shen\n{REPORT}"
        );
        let found = segment(&Page::new(text));
        let titles: Vec<String> = found.articles.iter().filter_map(|article| article.title()).collect();
        assert_eq!(titles, ["Ferry to Sail Again", "The Ferry Bell", "Old Gate Sold"]);
        let verse: Vec<usize> = found.articles.iter().map(|a| a.texts(Role::Verse).count()).collect();
        assert_eq!(verse, [0, 8, 0]);
    }
}
