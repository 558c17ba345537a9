//! Which units make one article.
//!
//! The surest pairs are joined first; an article takes one headline, unless two headlines are parts of one; what no
//! pair speaks for stays apart.

use super::pair::{HEADLINES, Pair};
use super::unit::{Unit, UnitKind};
use rustc_hash::FxHashMap;

/// Units gathered into articles, each a list of units in page order; articles by their first unit.
pub(crate) fn articles(units: &[Unit], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut scored: Vec<(f32, usize, usize, usize)> =
        pairs.iter().map(|p| (p.odds, p.a, p.b, p.kind)).filter(|s| s.0 > 0.0).collect();
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut of: Vec<usize> = (0..units.len()).collect();
    let mut heads: Vec<usize> = units.iter().map(|u| usize::from(u.kind == UnitKind::Head)).collect();
    for (_, a, b, kind) in scored {
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
