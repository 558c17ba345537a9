//! White space that leads every line of a page: it says nothing of any.

use super::Restored;

/// Fewer lines are no page.
const FEWEST: usize = 4;

/// Takes out what all lines are indented by.
pub(super) fn take_out(out: &mut Restored) {
    if out.strips.len() < FEWEST {
        return;
    }
    let mut common = out.strips[0].lead.as_str();
    for strip in &out.strips {
        let same = common.chars().zip(strip.lead.chars()).take_while(|(a, b)| a == b && *a != '\u{c}');
        common = &common[..same.map(|(a, _)| a.len_utf8()).sum()];
        if common.is_empty() {
            return;
        }
    }
    let length = common.len();
    out.strips.iter_mut().for_each(|strip| drop(strip.lead.drain(..length)));
}
