//! Assembly of fragments into articles.
//!
//! The surest pairs are joined first; an article takes one headline, unless two headlines are parts of one; what no
//! pair speaks for stays apart, but for whose picture it is: that is said of something.

use super::Role;
use super::fragment::{Fragment, FragmentKind};
use super::pair::{HEADLINES, Pair};

/// Fragments gathered into articles, each a list of fragments in page order; articles by their first fragment.
pub(crate) fn articles(fragments: &[Fragment], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let credits: Vec<bool> = fragments
        .iter()
        .map(|fragment| fragment.blocks.iter().all(|block| block.role == Role::Credit))
        .collect();
    let speaks = |pair: &&Pair| pair.odds > 0.0 || pair.fragments().into_iter().any(|u| credits[u]);
    let mut scored: Vec<&Pair> = pairs.iter().filter(speaks).collect();
    scored.sort_by(|x, y| y.odds.total_cmp(&x.odds).then(x.fragments().cmp(&y.fragments())));
    let mut groups = Groups { parents: (0..fragments.len()).collect() };
    let mut sizes = vec![1usize; fragments.len()];
    let mut heads: Vec<usize> = fragments.iter().map(|u| usize::from(u.kind == FragmentKind::Head)).collect();
    for &pair in &scored {
        let ([a, b], Pair { kind, odds, .. }) = (pair.fragments(), *pair);
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
    let mut index = vec![0; fragments.len()];
    for fragment in 0..fragments.len() {
        let first = groups.of(fragment);
        if first == fragment {
            index[fragment] = out.len();
            out.push(Vec::new());
        }
        out[index[first]].push(fragment);
    }
    out
}

/// Fragments that were joined, each leading to one before it of its group and so to the group's first (union-find).
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    /// The first fragment of a fragment's group; the way there is halved.
    fn of(&mut self, mut fragment: usize) -> usize {
        while self.parents[fragment] != fragment {
            self.parents[fragment] = self.parents[self.parents[fragment]];
            fragment = self.parents[fragment];
        }
        fragment
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::fragment::RawBlock;

    fn fragment(kind: FragmentKind, role: Role, line: usize) -> Fragment {
        Fragment { kind, blocks: vec![RawBlock::new(role, vec![line])], article: line, pairs: Vec::new() }
    }

    fn pair(a: usize, b: usize, odds: f32) -> Pair {
        Pair::of([a, b], 2, odds)
    }

    #[test]
    fn a_credit_is_no_article_but_a_caption_may_be() {
        let body = |line| fragment(FragmentKind::Body, Role::Paragraph, line);
        let pairs = [pair(0, 1, -3.0), pair(1, 2, -1.0)];
        let of = |role| articles(&[body(0), fragment(FragmentKind::Picture, role, 1), body(2)], &pairs);
        assert_eq!(of(Role::Credit), [vec![0], vec![1, 2]]);
        assert_eq!(of(Role::Caption), [vec![0], vec![1], vec![2]]);
    }

    /// Joined one pair after the other, every fragment looked at each time.
    fn defined(fragments: &[Fragment], pairs: &[Pair]) -> Vec<Vec<usize>> {
        let mut articles: Vec<Vec<usize>> = (0..fragments.len()).map(|u| vec![u]).collect();
        let mut heads: Vec<usize> =
            fragments.iter().map(|u| usize::from(u.kind == FragmentKind::Head)).collect();
        let mut pairs = pairs.to_vec();
        pairs.sort_by(|x, y| y.odds.total_cmp(&x.odds));
        for pair in pairs {
            let ([a, b], Pair { kind, odds, .. }) = (pair.fragments(), pair);
            let of = |u: usize| articles.iter().position(|members| members.contains(&u)).unwrap();
            let (x, y) = (of(a).min(of(b)), of(a).max(of(b)));
            let leans = |u: usize| fragments[u].blocks[0].role == Role::Credit && articles[of(u)].len() == 1;
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
            let fragment = |(line, kind): (usize, &u8)| match kind {
                0 => fragment(FragmentKind::Head, Role::Title, line),
                1 => fragment(FragmentKind::Body, Role::Paragraph, line),
                2 => fragment(FragmentKind::Picture, Role::Caption, line),
                _ => fragment(FragmentKind::Picture, Role::Credit, line),
            };
            let fragments: Vec<Fragment> = kinds.iter().enumerate().map(fragment).collect();
            let n = fragments.len();
            let pairs = order.iter().enumerate().filter(|(_, (a, b, _))| a % n != b % n);
            let pairs: Vec<Pair> = pairs
                .map(|(i, &(a, b, kind))| {
                    let (a, b) = ((a % n).min(b % n), (a % n).max(b % n));
                    Pair::of([a, b], kind, 3.0 - i as f32 / 10.0)
                })
                .collect();
            proptest::prop_assert_eq!(articles(&fragments, &pairs), defined(&fragments, &pairs));
        }
    }
}
