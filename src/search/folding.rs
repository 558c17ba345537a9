//! Folded text for full-text search that can be unfolded again.
//!
//! Folded text is what is scanned: one form for each character, no white space but between Latin words. A
//! second copy of the text would double the memory, so only the differences are kept beside it: a few bytes
//! for each character that folding changed or dropped.

use super::{code, packed};
use crate::han::character::is_ignorable;
use crate::han::variants::fold_char;
use std::ops::Range;

/// Ends each block in folded text; no block has one inside.
pub const BLOCK_END: char = '\n';

/// Gives a block's folded characters to `push` and appends its differences to `patches`.
pub fn fold_block(block: &str, patches: &mut Patches, mut push: impl FnMut(char)) {
    let mut before = None;
    let mut rest = block.chars();
    while let Some(original) = rest.next() {
        if is_ignorable(original) {
            patches.push(original, None); // The word goes on: soft\u{ad}hyphens part nothing.
            continue;
        }
        let folded = fold_char(original);
        if folded.is_whitespace() || original.is_control() {
            let next = rest.clone().find(|&c| !is_ignorable(c)).map(fold_char);
            if before.is_some_and(is_spaced) && next.is_some_and(is_spaced) {
                push(' ');
                patches.push(original, Some(' '));
            } else {
                patches.push(original, None);
                continue; // `before` stays: `A`, two spaces, `B` keeps the last of them.
            }
        } else {
            push(folded);
            patches.push(original, Some(folded));
        }
        before = Some(folded);
    }
    push(BLOCK_END);
    patches.push(BLOCK_END, Some(BLOCK_END));
}

/// Query that a person typed, folded as text is.
pub fn fold_query(typed: &str) -> String {
    let (mut text, mut patches) = (String::new(), Patches::default());
    fold_block(typed, &mut patches, |c| text.push(c));
    text.pop();
    text
}

/// Whether words of this character are set off by spaces: Latin, Cyrillic, digits; not Han.
fn is_spaced(folded: char) -> bool {
    folded.is_alphanumeric() && folded < '\u{2e80}'
}

/// The differences between text and its folded form, packed: for each changed or dropped character how many
/// unchanged ones precede it, whether it was dropped, and what it was, in seven-bit groups.
#[derive(Clone, Debug, Default)]
pub struct Patches {
    bytes: Vec<u8>,
    unchanged: u32,
}

impl Patches {
    /// Bytes so far: a place to begin unfolding from, after [`Patches::restart`].
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The differences as they are kept.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Patches out of the bytes that were kept.
    pub fn from_bytes(bytes: Vec<u8>) -> Patches {
        Patches { bytes, unchanged: 0 }
    }

    /// Begins a text of its own.
    pub fn restart(&mut self) {
        self.unchanged = 0;
    }

    fn push(&mut self, original: char, folded: Option<char>) {
        if folded == Some(original) {
            self.unchanged += 1;
            return;
        }
        self.number(self.unchanged << 1 | u32::from(folded.is_none()));
        self.number(original as u32);
        self.unchanged = 0;
    }

    fn number(&mut self, number: u32) {
        packed::push(&mut self.bytes, number.into());
    }

    /// The blocks that a stretch of folded text was made of.
    pub fn unfold(&self, folded: &[u8], patches: Range<usize>) -> Unfolded {
        let mut out = Unfolded::default();
        let mut chars = code::chars(folded);
        let mut patches = PatchReader { bytes: &self.bytes[patches] };
        while let Some((unchanged, dropped, original)) = patches.next() {
            chars.by_ref().take(unchanged).for_each(|(at, c)| out.push(at, c));
            if dropped {
                out.open.push(original);
            } else if let Some((at, _)) = chars.next() {
                out.push(at, original);
            }
        }
        chars.for_each(|(at, c)| out.push(at, c));
        out
    }
}

struct PatchReader<'a> {
    bytes: &'a [u8],
}

impl PatchReader<'_> {
    /// Unchanged characters before it, whether it was dropped, what it was.
    fn next(&mut self) -> Option<(usize, bool, char)> {
        let head = self.number()?;
        let was = char::from_u32(self.number()?)?;
        Some(((head >> 1) as usize, head & 1 == 1, was))
    }

    fn number(&mut self) -> Option<u32> {
        u32::try_from(packed::take(&mut self.bytes)?).ok()
    }
}

/// Place in the text that a folded character came from.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Its first byte in the folded stretch.
    folded: u32,
    /// Its block.
    block: u32,
    /// Its first byte in the block.
    byte: u32,
}

/// Blocks as they were, with the way from folded text.
#[derive(Clone, Debug, Default)]
pub struct Unfolded {
    /// The blocks' texts.
    pub blocks: Vec<String>,
    open: String,
    map: Vec<Place>,
}

impl Unfolded {
    fn push(&mut self, folded: usize, original: char) {
        if original == BLOCK_END {
            self.blocks.push(std::mem::take(&mut self.open));
        } else {
            let (block, byte) = (self.blocks.len() as u32, self.open.len() as u32);
            self.map.push(Place { folded: folded as u32, block, byte });
            self.open.push(original);
        }
    }

    /// The block and its bytes that a range of the folded stretch came from; the range lies inside a block.
    pub fn original(&self, folded: Range<usize>) -> Option<(usize, Range<usize>)> {
        let at = |byte: usize| self.map.partition_point(|place| (place.folded as usize) < byte);
        let first = self.map.get(at(folded.start))?;
        let last = self.map.get(at(folded.end).checked_sub(1)?)?;
        let text = self.blocks.get(last.block as usize)?;
        let end = last.byte as usize + text[last.byte as usize..].chars().next().map_or(0, char::len_utf8);
        (first.block == last.block && end > first.byte as usize)
            .then_some((first.block as usize, first.byte as usize..end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fold(blocks: &[&str]) -> (Vec<u8>, Patches) {
        let (mut text, mut patches) = (Vec::new(), Patches::default());
        blocks.iter().for_each(|block| fold_block(block, &mut patches, |c| code::push(&mut text, c)));
        (text, patches)
    }

    #[test]
    fn white_space_stays_between_latin_words_only() {
        for (typed, folded) in [
            ("吴 岚", "吴岚"),
            ("AI 芯片  Big  Data", "ai芯片big data"),
            (" 　\t", ""),
            ("「５Ｇ」網路", "\"5g\"网路"),
            ("2024 年", "2024年"),
            ("eco\u{ad}nomy 渔\u{ad}船 码\u{fe00}\u{2060}头", "economy渔船码头"),
            ("Big \u{200d}Data", "big data"),
            ("02 07 15", "02 07 15"),
        ] {
            assert_eq!(fold_query(typed), folded, "{typed}");
        }
    }

    #[test]
    fn hits_are_found_again_in_the_original() {
        let blocks = ["老街修缮", "「ＡＩ」 國 家 隊 10  000 人", "", "末段"];
        let (text, patches) = fold(&blocks);
        let unfolded = patches.unfold(&text, 0..patches.len());
        assert_eq!(unfolded.blocks, blocks);
        for (needle, block, original) in [
            ("国家队", 1, "國 家 隊"),
            ("ai", 1, "ＡＩ"),
            ("修缮", 0, "修缮"),
            ("10 000", 1, "10  000"),
            ("末段", 3, "末段"),
        ] {
            let words = code::encode(needle);
            let at = memchr::memmem::find(&text, &words).expect(needle);
            let (found, range) = unfolded.original(at..at + words.len()).expect(needle);
            assert_eq!((found, &blocks[found][range]), (block, original));
        }
    }

    proptest! {
        #[test]
        fn any_text_unfolds_to_itself(blocks in prop::collection::vec("[ａ-ｃA-C國国 　「”é\u{200b}医。\t-]{0,12}|.{0,12}", 0..5)) {
            let blocks: Vec<&str> = blocks.iter().map(String::as_str).filter(|b| !b.contains('\n')).collect();
            let (text, patches) = fold(&blocks);
            prop_assert_eq!(patches.unfold(&text, 0..patches.len()).blocks, blocks);
        }
    }
}
