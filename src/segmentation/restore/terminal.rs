//! What told a terminal colours, places and links, in text that was saved from one.

use super::super::Page;
use super::{Letter, Restored};

const ESCAPE: char = '\u{1b}';

/// Takes the sequences out; the words of a link stay.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    if page.text().contains([ESCAPE, '\u{9b}']) {
        out.unmark(page, |letters| (without_sequences(letters), false));
    }
}

fn without_sequences(letters: &[Letter]) -> Vec<Letter> {
    let mut out = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        match sequence(&letters[at..]) {
            0 => {
                out.push(letters[at]);
                at += 1;
            }
            length => at += length,
        }
    }
    out
}

/// Characters of the sequence that a text begins with; 0 for none.
fn sequence(letters: &[Letter]) -> usize {
    let c = |i: usize| letters.get(i).map(|letter| letter.1);
    let parameters = |from: usize| {
        letters[from.min(letters.len())..].iter().take_while(|l| matches!(l.1, ' '..='?')).count()
    };
    match (c(0), c(1)) {
        (Some(ESCAPE), Some('[')) => {
            let end = 2 + parameters(2);
            end + usize::from(c(end).is_some_and(|c| matches!(c, '@'..='~')))
        }
        (Some('\u{9b}'), _) => {
            let end = 1 + parameters(1);
            end + usize::from(c(end).is_some_and(|c| matches!(c, '@'..='~')))
        }
        // Up to a bell, or ESC \.
        (Some(ESCAPE), Some(']')) => {
            let end = letters[2..].iter().position(|l| matches!(l.1, '\u{7}' | ESCAPE | '\u{9c}'));
            end.map_or(letters.len(), |end| 3 + end + usize::from(c(2 + end) == Some(ESCAPE)))
        }
        (Some(ESCAPE), Some('@'..='~')) => 2,
        (Some(ESCAPE), _) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn sequences_of_a_terminal_go_and_words_stay() {
        for line in [
            "\u{1b}[1;32m渡口\u{1b}[0m开通",
            "\u{1b}[2J\u{1b}[H渡口开通",
            "\u{1b}]8;;http://a.example\u{7}渡口\u{1b}]8;;\u{7}开通",
            "\u{1b}]8;;http://a.example\u{1b}\\渡口\u{1b}]8;;\u{1b}\\开通",
            "渡口\u{9b}31m开通",
            "渡\u{1b}M口开通\u{1b}",
        ] {
            assert_eq!(read(line), ["渡口开通"], "{line:?}");
        }
        assert_eq!(read("[31m 渡口 [0m]"), ["[31m 渡口 [0m]"]);
    }
}
