//! Wording of a short line: as a headline, or as running text that the column cut.
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

/// Number of characters that bind running text in a line, three at most.
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

/// Whether a headline's line ends where no phrase does: behind or before a character left alone, at a word that leads on
/// or leans on what is before it, inside a few words in quotation marks.
pub(super) fn cuts_phrase(above: &[char], below: &[char]) -> bool {
    const LEADS_ON: &str = "的将將和与與把被让讓跟及或从從每第其更最很";
    const LEANS: &str = "的了们們吗嗎呢吧";
    /// Words that begin like those.
    const WORDS: &str = "了解了却了不了结的士";
    /// Characters between quotation marks that are one name.
    const QUOTED: usize = 8;
    let pauses = |c: Option<&char>| c.is_none_or(|c| " ，、；：！？。".contains(*c));
    let closes = |c: Option<&char>| pauses(c) || c.is_some_and(|c| "”’》".contains(*c));
    let han = |c: &&char| is_han(**c);
    let tail = above.iter().rev().take_while(han).count();
    let head = below.iter().take_while(han).count();
    // 镜 头 is one word, spread.
    let spread = above.len() == 3 && above[1] == ' ';
    let alone =
        tail == 1 && !spread && pauses(above.iter().rev().nth(1)) || head == 1 && closes(below.get(1));
    let begins_word = || WORDS.contains(&below.iter().take(2).collect::<String>());
    let leads_on = above.last().is_some_and(|c| LEADS_ON.contains(*c));
    let leans = below.first().is_some_and(|c| LEANS.contains(*c)) && !begins_word();
    let quoted = above.len() > tail
        && "“‘《".contains(above[above.len() - tail - 1])
        && below.get(head).is_some_and(|c| "”’》".contains(*c))
        && tail + head <= QUOTED;
    tail > 0 && head > 0 && (alone || leads_on || leans || quoted)
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
