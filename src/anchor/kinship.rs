//! Kinship of pages: how much of the text of one is on another, whatever became of line ends, widths and scripts.

use super::NormalText;
use crate::han::variants::fold_char;
use rustc_hash::FxHashSet;

/// Characters of a run that is compared: long enough to be rare, short enough to survive wrong characters beside it.
const RUN: usize = 4;

/// Fingerprint of a page among others: all runs of `RUN` characters in its text.
#[derive(Debug, Default)]
pub struct Kinship(FxHashSet<u64>);

impl Kinship {
    /// Of a page's text.
    pub fn new(text: &str) -> Kinship {
        let chars: Vec<u64> =
            NormalText::new(text).chars().iter().map(|&c| fold_char(c) as u64 & 0xffff).collect();
        Kinship(chars.windows(RUN).map(|run| run.iter().fold(0, |all, c| all << 16 | c)).collect())
    }

    /// The share, 0 to 1, of this text that is on another page.
    pub fn share_on(&self, other: &Kinship) -> f32 {
        let shared = self.0.iter().filter(|run| other.0.contains(run)).count();
        shared as f32 / self.0.len().max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_in_another_script_and_in_parts_and_no_stranger_is() {
        let page = "澜溪上的木桥修好了，两岸的人又能来往。\n何闻在桥头写下这一天，说水比往年都清。";
        let traditional = "瀾溪上的木橋修好了，兩岸的人\n又能來往。何聞在橋頭寫下這一天，說水比往年都清。";
        let part = "何闻在桥头写下这一天，说水比往年都清。";
        let stranger = "集市迁到城北以后，卖菜的摊子多了，买菜的人也多了。";
        let known = Kinship::new(page);
        assert_eq!(known.share_on(&Kinship::new(traditional)), 1.0);
        assert!(Kinship::new(part).share_on(&known) == 1.0 && known.share_on(&Kinship::new(part)) < 0.6);
        assert_eq!(Kinship::new(stranger).share_on(&known), 0.0);
        assert_eq!(Kinship::new("").share_on(&known), 0.0);
    }
}
