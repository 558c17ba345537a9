//! How a short line is worded: as a headline, or as running text that the column cut.
//!
//! A headline is telegraphic: it leaves out what running text is held together by, begins with whom or what it is about
//! and ends with a verb or a noun.

use crate::han::character::is_han;
use crate::han::lexicon::{Lexicon, WORD_CLASSES};

/// Characters that hold running text together and that headlines leave out.
const BINDING: &str = "的了是着们這这那也都就还還很吗嗎呢吧啊呀我你您他她它没沒么麼些吾之矣焉";

/// Number of values of [`binding`].
pub(super) const BINDINGS: u32 = 4;
/// Number of values of [`edges`].
pub(super) const EDGES: u32 = (WORD_CLASSES as u32 + 1) * (WORD_CLASSES as u32 + 1);

/// The Han characters that a text ends with.
pub(super) fn han_tail(text: &[char]) -> &[char] {
    let run = text.iter().rev().take_while(|c| is_han(**c)).count();
    &text[text.len() - run..]
}

/// The Han characters that a text begins with.
pub(super) fn han_head(text: &[char]) -> &[char] {
    &text[..text.iter().take_while(|c| is_han(**c)).count()]
}

/// How many characters that bind running text a line has, three at most.
pub(super) fn binding(text: &[char]) -> u32 {
    text.iter().filter(|c| BINDING.contains(**c)).take(3).count() as u32
}

/// The classes of the words that a line begins and ends with.
pub(super) fn edges(text: &[char], lexicon: &Lexicon) -> u32 {
    let han = |c: &&char| is_han(**c);
    let first = text.iter().position(|c| is_han(*c)).unwrap_or(0);
    let head = &text[first..first + text[first..].iter().take_while(han).count()];
    let end = text.len() - text.iter().rev().take_while(|c| !is_han(**c)).count();
    let tail = &text[end - text[..end].iter().rev().take_while(han).count()..end];
    let number = |class: Option<usize>| class.map_or(0, |class| class as u32 + 1);
    number(lexicon.first_class(head)) * (WORD_CLASSES as u32 + 1) + number(lexicon.last_class(tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn a_headline_leaves_out_what_running_text_is_bound_by() {
        assert_eq!(binding(&chars("望江渡口昨起通航")), 0);
        assert_eq!(binding(&chars("他说这是我们盼了两年的渡口")), 3);
    }

    #[test]
    fn a_headline_ends_otherwise_than_a_line_that_the_column_cut() {
        let lexicon = Lexicon::get();
        assert_ne!(edges(&chars("望江镇渡口通航"), lexicon), edges(&chars("望江镇渡口的"), lexicon));
        // Marks and digits at its ends hide no word.
        assert_eq!(edges(&chars("“渡口通航”"), lexicon), edges(&chars("渡口通航"), lexicon));
        assert_eq!(edges(&chars("GDP 8%"), lexicon), 0);
    }
}
