//! Which units make one article.
//!
//! The surest pairs are joined first; an article takes one headline, unless two headlines are parts of one; what no
//! pair speaks for stays apart, but for whose picture it is: that is said of something.

use super::Role;
use super::pair::{HEADLINES, Pair};
use super::unit::{Unit, UnitKind};

/// Units gathered into articles, each a list of units in page order; articles by their first unit.
pub(crate) fn articles(units: &[Unit], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let credits: Vec<bool> =
        units.iter().map(|unit| unit.blocks.iter().all(|block| block.role == Role::Credit)).collect();
    let speaks = |pair: &&Pair| pair.odds > 0.0 || pair.units().into_iter().any(|u| credits[u]);
    let mut scored: Vec<&Pair> = pairs.iter().filter(speaks).collect();
    scored.sort_by(|x, y| y.odds.total_cmp(&x.odds).then(x.units().cmp(&y.units())));
    let mut groups = Groups { parents: (0..units.len()).collect() };
    let mut sizes = vec![1usize; units.len()];
    let mut heads: Vec<usize> = units.iter().map(|u| usize::from(u.kind == UnitKind::Head)).collect();
    for &pair in &scored {
        let ([a, b], Pair { kind, odds, .. }) = (pair.units(), *pair);
        let (x, y) = (groups.of(a), groups.of(b));
        let leans = |u: usize, group: usize| credits[u] && sizes[group] == 1;
        if odds <= 0.0 && !leans(a, x) && !leans(b, y) {
            continue;
        }
        let parts_of_one = kind == HEADLINES && heads[x] == 1 && heads[y] == 1;
        if x == y || heads[x] + heads[y] > 1 && !parts_of_one {
            continue;
        }
        let (x, y) = (x.min(y), x.max(y));
        groups.parents[y] = x;
        heads[x] = (heads[x] + heads[y]).min(1);
        sizes[x] += sizes[y];
    }
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut index = vec![0; units.len()];
    for unit in 0..units.len() {
        let first = groups.of(unit);
        if first == unit {
            index[unit] = out.len();
            out.push(Vec::new());
        }
        out[index[first]].push(unit);
    }
    out
}

/// Units that were joined, each leading to one before it of its group and so to the group's first (union-find).
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    /// The first unit of a unit's group; the way there is halved.
    fn of(&mut self, mut unit: usize) -> usize {
        while self.parents[unit] != unit {
            self.parents[unit] = self.parents[self.parents[unit]];
            unit = self.parents[unit];
        }
        unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::unit::RawBlock;

    fn unit(kind: UnitKind, role: Role, line: usize) -> Unit {
        Unit { kind, blocks: vec![RawBlock { role, lines: vec![line] }], fragment: line, pairs: Vec::new() }
    }

    fn pair(a: usize, b: usize, odds: f32) -> Pair {
        Pair::of([a, b], 2, odds)
    }

    #[test]
    fn a_credit_is_no_article_but_a_caption_may_be() {
        let body = |line| unit(UnitKind::Body, Role::Paragraph, line);
        let pairs = [pair(0, 1, -3.0), pair(1, 2, -1.0)];
        let of = |role| articles(&[body(0), unit(UnitKind::Picture, role, 1), body(2)], &pairs);
        assert_eq!(of(Role::Credit), [vec![0], vec![1, 2]]);
        assert_eq!(of(Role::Caption), [vec![0], vec![1], vec![2]]);
    }

    /// Joined one pair after the other, every unit looked at each time.
    fn defined(units: &[Unit], pairs: &[Pair]) -> Vec<Vec<usize>> {
        let mut articles: Vec<Vec<usize>> = (0..units.len()).map(|u| vec![u]).collect();
        let mut heads: Vec<usize> = units.iter().map(|u| usize::from(u.kind == UnitKind::Head)).collect();
        let mut pairs = pairs.to_vec();
        pairs.sort_by(|x, y| y.odds.total_cmp(&x.odds));
        for pair in pairs {
            let ([a, b], Pair { kind, odds, .. }) = (pair.units(), pair);
            let of = |u: usize| articles.iter().position(|members| members.contains(&u)).unwrap();
            let (x, y) = (of(a).min(of(b)), of(a).max(of(b)));
            let leans = |u: usize| units[u].blocks[0].role == Role::Credit && articles[of(u)].len() == 1;
            let fits = heads[x] + heads[y] <= 1 || kind == HEADLINES && (heads[x], heads[y]) == (1, 1);
            if x != y && fits && (odds > 0.0 || leans(a) || leans(b)) {
                let moved = std::mem::take(&mut articles[y]);
                articles[x].extend(moved);
                articles[x].sort_unstable();
                heads[x] = (heads[x] + heads[y]).min(1);
            }
        }
        articles.retain(|members| !members.is_empty());
        articles
    }

    proptest::proptest! {
        #[test]
        fn articles_are_those_of_pairs_joined_one_after_the_other(
            kinds in proptest::collection::vec(0u8..4, 1..16),
            order in proptest::collection::vec((0usize..16, 0usize..16, 0u8..5), 0..60),
        ) {
            let unit = |(line, kind): (usize, &u8)| match kind {
                0 => unit(UnitKind::Head, Role::Title, line),
                1 => unit(UnitKind::Body, Role::Paragraph, line),
                2 => unit(UnitKind::Picture, Role::Caption, line),
                _ => unit(UnitKind::Picture, Role::Credit, line),
            };
            let units: Vec<Unit> = kinds.iter().enumerate().map(unit).collect();
            let n = units.len();
            let pairs = order.iter().enumerate().filter(|(_, (a, b, _))| a % n != b % n);
            let pairs: Vec<Pair> = pairs
                .map(|(i, &(a, b, kind))| {
                    let (a, b) = ((a % n).min(b % n), (a % n).max(b % n));
                    Pair::of([a, b], kind, 3.0 - i as f32 / 10.0)
                })
                .collect();
            proptest::prop_assert_eq!(articles(&units, &pairs), defined(&units, &pairs));
        }
    }
}
