//! Double spacing: a blank line after every line, whatever it ends.

use super::super::Page;
use super::{Restored, Strip};

/// Fewer lines are no page.
const FEWEST: usize = 8;
/// Share of the lines that end in the middle of a sentence, as only lines of a column do.
const WRAPPED: f32 = 0.3;
/// Share of those that are as long as most, within an em.
const ALIKE: f32 = 0.5;
/// Share of all lines that are longer: where there are more, these are headlines.
const LONGER: f32 = 0.2;
/// Characters that a column has at most; longer lines are paragraphs.
const WIDEST: usize = 45;

/// Takes out the blank lines that double spacing put in.
pub(super) fn close_up(page: &Page, out: &mut Restored) {
    let strips = &out.strips;
    let breaks: Vec<usize> = strips.iter().skip(1).map(|strip| strip.blanks).collect();
    if strips.len() < FEWEST || breaks.contains(&0) || !is_wrapped(page, strips) {
        return;
    }
    // Where the page's own blank lines were doubled, too, there are three for one.
    let tripled = !breaks.contains(&2);
    for strip in &mut out.strips {
        strip.blanks =
            if tripled { strip.blanks.saturating_sub(1).div_ceil(2) } else { strip.blanks.saturating_sub(1) };
    }
}

/// Whether lines end where a column does, and not where a sentence does.
fn is_wrapped(page: &Page, strips: &[Strip]) -> bool {
    let open: Vec<usize> = strips
        .iter()
        .filter(|strip| strip.text(page).next_back().is_some_and(|c| !"。！？…”』」：；.!?:;".contains(c)))
        .map(|strip| strip.text(page).count())
        .collect();
    let mut often = [0usize; WIDEST + 2];
    open.iter().for_each(|&length| often[length.min(WIDEST + 1)] += 1);
    let near = |n: &usize| often[n - 1] + often[*n] + often[n + 1];
    let Some(column) = (1..=WIDEST).max_by_key(near) else { return false };
    let longer = strips.iter().filter(|strip| strip.text(page).nth(column + 1).is_some()).count();
    open.len() as f32 >= WRAPPED * strips.len() as f32
        && near(&column) as f32 >= ALIKE * open.len() as f32
        && longer as f32 <= LONGER * strips.len() as f32
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    const PARAGRAPH: &str =
        "本报讯昨日澜溪新建的渡口开通两\n岸群众往来不必再绕行三十里山路\n每天开行二十班老人和学生免费。\n";

    #[test]
    fn double_spacing_goes_and_leaves_the_pages_own_blanks() {
        let page = [PARAGRAPH; 4].join("\n");
        let plain = read(&page);
        let doubled: String = page.lines().map(|line| format!("{line}\n\n")).collect();
        let after_text: String =
            page.lines().map(|l| if l.is_empty() { "\n".into() } else { format!("{l}\n\n") }).collect();
        assert_eq!(read(&doubled), plain);
        assert_eq!(read(&after_text), plain);
    }

    #[test]
    fn paragraphs_that_are_lines_keep_the_blanks_between_them() {
        let page = "澜溪渡口开通\n\n渡口昨日开通，往来不必绕行。\n\n票价两元。\n\n".repeat(5);
        assert!(read(&page).iter().skip(1).all(|line| line.starts_with('\n')));
        let uneven: Vec<String> = (5..25).map(|n| "江水东流".repeat(n)).collect();
        assert!(read(&uneven.join("\n\n")).iter().skip(1).all(|line| line.starts_with('\n')));
    }
}
