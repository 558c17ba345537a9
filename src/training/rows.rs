//! Probability that a block goes on in another, on pages whose blocks may be in rows: the weights of `restore/rows.rs`.

use crate::evaluation::LabelledPage;
use crate::segmentation::line::Lines;
use crate::segmentation::restore::{Signs, breaks};
use rayon::prelude::*;
use std::collections::HashMap;

/// Breaks of a page that do go on elsewhere, from which the page is one in rows.
const IN_ROWS: usize = 2;
/// Passes over all breaks, and how far one step goes.
const EPOCHS: usize = 3000;
const RATE: f32 = 0.3;

/// The weights of the signs, from pages in rows, and how many breaks they were found on: true ones, all.
pub(crate) fn fit(pages: &[LabelledPage]) -> (Signs, [usize; 2]) {
    let right = |asked: &[(Signs, bool)]| asked.iter().filter(|(_, answer)| *answer).count();
    let of_pages = pages.par_iter().map(questions).filter(|asked| right(asked) >= IN_ROWS);
    let asked: Vec<(Signs, bool)> = of_pages.flatten_iter().collect();
    (regression(&asked), [right(&asked), asked.len()])
}

/// Logistic regression by AdaGrad.
fn regression(asked: &[(Signs, bool)]) -> Signs {
    let (mut weights, mut history): (Signs, Signs) = (Signs::default(), [1e-6; size_of::<Signs>() / 4]);
    for _ in 0..EPOCHS {
        let mut gradient = [0f64; size_of::<Signs>() / 4];
        for (signs, answer) in asked {
            let odds: f32 = signs.iter().zip(weights).map(|(sign, weight)| sign * weight).sum();
            let error = 1.0 / (1.0 + (-odds).exp()) - f32::from(u8::from(*answer));
            gradient.iter_mut().zip(signs).for_each(|(g, sign)| *g += f64::from(error * sign));
        }
        for ((weight, past), g) in weights.iter_mut().zip(&mut history).zip(gradient) {
            let g = g as f32;
            *past += g * g;
            *weight -= RATE * g / past.sqrt();
        }
    }
    weights
}

/// The breaks of a page, and whether the paragraph does go on there.
fn questions(page: &LabelledPage) -> Vec<(Signs, bool)> {
    let (lines, parted) = Lines::as_they_stand(&page.page);
    if parted {
        return Vec::new();
    }
    let blocks = page.articles.iter().flat_map(|article| &article.blocks);
    let next: HashMap<_, _> =
        blocks.flat_map(|b| b.lines.windows(2)).map(|pair| (pair[0], pair[1])).collect();
    let no = |i: usize| lines.lines[i].no;
    breaks(&lines).into_iter().map(|(a, b, signs)| (signs, next.get(&no(a)) == Some(&no(b)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::Page;

    #[test]
    fn what_goes_on_elsewhere_is_told_from_what_does_not() {
        let half = "北岭新装的缆车昨日正式通车山上的村";
        let text = format!(
            "{half}\n\n旧书摊有了家\n\n八十多个书摊统一挂牌换了透光的琉璃\n\n民往后不用再走半天石板路去镇里了。\n"
        );
        let gold = "article a\np 1 7\narticle b\ntitle 3\np 5\n";
        let page = LabelledPage::parse("x", Page::new(text), gold).unwrap();
        let asked = questions(&page);
        assert_eq!(asked.iter().map(|(_, answer)| *answer).collect::<Vec<_>>(), [false, true]);
        let weights = regression(&asked);
        assert_eq!(fit(&[page]).1, [0, 0], "one break is no page in rows");
        assert!(weights[1] > 0.0, "{weights:?}");
    }
}
