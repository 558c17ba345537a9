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

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn what_every_line_is_indented_by_goes_and_a_paragraphs_own_indent_stays() {
        let text = "    澜溪渡口开通\n\n    　　渡口昨日开通，\n    往来不必绕行。\n    票价两元。\n";
        assert_eq!(read(text), ["澜溪渡口开通", "\n　　渡口昨日开通，", "往来不必绕行。", "票价两元。"]);
        let own = "澜溪渡口开通\n　　渡口开通。\n　　往来方便。\n　　票价两元。\n";
        assert_eq!(read(own), own.lines().collect::<Vec<_>>());
    }
}
