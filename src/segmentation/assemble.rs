//! Which units make one article.
//!
//! The surest pairs are joined first; an article takes one headline, unless two headlines are parts of one; what no
//! pair speaks for stays apart, but for whose picture it is: that is said of something.

use super::Role;
use super::pair::{HEADLINES, Pair};
use super::unit::{Unit, UnitKind};
use rustc_hash::FxHashMap;

/// Units gathered into articles, each a list of units in page order; articles by their first unit.
pub(crate) fn articles(units: &[Unit], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut scored: Vec<&Pair> = pairs.iter().collect();
    scored.sort_by(|x, y| y.odds.total_cmp(&x.odds).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut of: Vec<usize> = (0..units.len()).collect();
    let mut heads: Vec<usize> = units.iter().map(|u| usize::from(u.kind == UnitKind::Head)).collect();
    let is_credit = |u: usize| units[u].blocks.iter().all(|block| block.role == Role::Credit);
    for &&Pair { a, b, kind, odds, .. } in &scored {
        let leans = |u: usize| is_credit(u) && of.iter().filter(|o| **o == of[u]).count() == 1;
        if odds <= 0.0 && !leans(a) && !leans(b) {
            continue;
        }
        let (x, y) = (of[a].min(of[b]), of[a].max(of[b]));
        let parts_of_one = kind == HEADLINES && heads[x] == 1 && heads[y] == 1;
        if x == y || heads[x] + heads[y] > 1 && !parts_of_one {
            continue;
        }
        heads[x] = (heads[x] + heads[y]).min(1);
        of.iter_mut().filter(|o| **o == y).for_each(|o| *o = x);
    }
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut index: FxHashMap<usize, usize> = FxHashMap::default();
    for (unit, &article) in of.iter().enumerate() {
        let at = *index.entry(article).or_insert_with(|| {
            out.push(Vec::new());
            out.len() - 1
        });
        out[at].push(unit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::unit::RawBlock;

    fn unit(kind: UnitKind, role: Role, line: usize) -> Unit {
        Unit { kind, blocks: vec![RawBlock { role, lines: vec![line] }], fragment: line, pairs: Vec::new() }
    }

    fn pair(a: usize, b: usize, odds: f32) -> Pair {
        Pair { a, b, kind: 2, features: Vec::new(), odds }
    }

    #[test]
    fn a_credit_is_no_article_but_a_caption_may_be() {
        let body = |line| unit(UnitKind::Body, Role::Paragraph, line);
        let pairs = [pair(0, 1, -3.0), pair(1, 2, -1.0)];
        let of = |role| articles(&[body(0), unit(UnitKind::Picture, role, 1), body(2)], &pairs);
        assert_eq!(of(Role::Credit), [vec![0], vec![1, 2]]);
        assert_eq!(of(Role::Caption), [vec![0], vec![1], vec![2]]);
    }
}
