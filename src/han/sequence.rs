//! Sequences of characters in running text: how much a character is called for by the one or two before it.
//!
//! The table in `assets/lexicon/sequences.bin` is made by the example `train` (`train sequences`); its rows are those of
//! [`super::lexicon`]: the `u32` hash of one to three Simplified characters and a `u16`, sorted by hash, here
//! round(1000 · (nats + 16)).

use super::lexicon::{Lexicon, Table, hash_word};
use std::sync::LazyLock;

static SEQUENCES: LazyLock<Sequences> =
    LazyLock::new(|| Sequences::read(include_bytes!("../../assets/lexicon/sequences.bin")));

/// The table of sequences.
pub(crate) struct Sequences(Table);

impl Sequences {
    /// The table inside the program.
    pub(crate) fn get() -> &'static Sequences {
        &SEQUENCES
    }

    /// A table of rows of six bytes.
    pub(crate) fn read(rows: &'static [u8]) -> Sequences {
        Sequences(Table::new(rows.as_chunks().0))
    }

    /// How much the text before a break calls for the text after it, in nats: the last character for the first, and the
    /// characters before and after these two for what they meet, beyond what the nearer one says.
    pub(crate) fn across(&self, before: &[char], after: &[char]) -> [f32; 2] {
        let (&[.., w, x], &[y, z, ..]) = (before, after) else { return [0.0; 2] };
        let [w, x, y, z] = [w, x, y, z].map(|c| Lexicon::get().simplify(c));
        let pair = self.nats(&[x, y]).or_else(|| self.nats(&[x])).unwrap_or(0.0);
        let of_three = |three: [char; 3]| self.nats(&three).unwrap_or(0.0);
        [pair, of_three([w, x, y]) + of_three([x, y, z])]
    }

    fn nats(&self, sequence: &[char]) -> Option<f32> {
        self.0.get(hash_word(sequence)).map(|value| f32::from(value) / 1000.0 - 16.0)
    }
}
