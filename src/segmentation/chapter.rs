//! Headings of a novel's chapters, as papers print it in instalments: 第五章 and its title, 第八回 and the couplet below it.
//!
//! They stand between paragraphs without a mark at their end, so that a narrow column reads on over them.

use super::line::Lines;
use super::line_kind::Kind;
use crate::han::character::is_han;
use crate::han::numeral::is_numeral;
use std::ops::Range;

/// Longest heading in one line, in characters.
const LONGEST: usize = 24;
/// Lines of a couplet, and the characters that each may have.
const COUPLET: usize = 2;
const SIDE: Range<usize> = 5..10;

/// The lines of each chapter's heading.
pub(super) fn headings(page: &Lines, kinds: &[Kind]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for i in 0..page.lines.len() {
        let Some(title) = title(page.text(i)).filter(|_| i == 0 || ends(page, kinds, i - 1)) else {
            continue;
        };
        let is_side = |j: &usize| {
            let text = page.text(*j);
            SIDE.contains(&text.len())
                && text.iter().all(|c| is_han(*c))
                && text.len() == page.text(i + 1).len()
        };
        let below = (i + 1..page.lines.len()).take(if title.is_empty() { COUPLET } else { 0 });
        let end = i + 1 + below.take_while(is_side).count();
        // A heading has a text below it.
        if kinds.get(end).is_some_and(|kind| kind.is_text()) {
            out.push(i..end);
        }
    }
    out
}

/// The title behind a chapter's number: 第五章渡口人家.
pub(super) fn title(text: &[char]) -> Option<&[char]> {
    let ['第', rest @ ..] = text else { return None };
    let number = rest.iter().take_while(|c| is_numeral(**c)).count();
    let (_, [unit, title @ ..]) = rest.split_at(number) else { return None };
    let is_title = |c: &char| is_han(*c) || matches!(c, ' ' | '\u{3000}' | '·');
    (number > 0 && "章回囘囬".contains(*unit) && text.len() <= LONGEST && title.iter().all(is_title))
        .then_some(title)
}

/// Whether a line is the last of its paragraph or none of a text.
fn ends(page: &Lines, kinds: &[Kind], i: usize) -> bool {
    let marked = page.text(i).last().is_some_and(|c| "。！？、，；：）”」』…".contains(*c));
    !kinds[i].is_text() || marked || page.lines[i].fullness() > 1
}

#[cfg(test)]
mod tests {
    use crate::segmentation::{Page, Role, segment};

    const ABOVE: &str = "渡口人家\n（老聃）\n";
    const BELOW: &str = "却說何生當下走了、自己一人坐在船頭、看\n那江上的月色、不覺想起從前的事來、\n";

    /// The paragraphs of a page.
    fn paragraphs(text: &str) -> Vec<String> {
        let found = segment(&Page::new(text.into()));
        let of = |article: &crate::segmentation::Article| -> Vec<String> {
            article
                .blocks
                .iter()
                .filter(|b| matches!(b.role, Role::Paragraph | Role::Subhead | Role::Verse))
                .map(|b| b.text.as_str().to_owned())
                .collect()
        };
        found.articles.iter().flat_map(of).collect()
    }

    #[test]
    fn a_chapter_s_heading_is_a_paragraph_of_its_own() {
        let found = paragraphs(&format!("{ABOVE}第五章何生江上遇故人\n{BELOW}"));
        assert_eq!(found.first().map(String::as_str), Some("第五章何生江上遇故人"), "{found:?}");
        let found = paragraphs(&format!("{ABOVE}第八囘\n春水渡頭逢舊友\n秋風江上別故人\n{BELOW}"));
        assert!(found.last().is_some_and(|last| last.starts_with("却說何生")), "{found:?}");
    }

    #[test]
    fn a_chapter_that_a_sentence_speaks_of_is_no_heading() {
        let text = "何生拿着一册書、翻來覆去看了半日、纔看到\n第五章江上遇故人的一段文字便放下了書本\n走到船頭去看月色、不覺嘆了一口氣、\n";
        let found = paragraphs(&format!("{ABOVE}{text}"));
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
