//! Reading order of what stands between gutters: bands from top to bottom, columns from left to right.

use super::find::{Cell, Gutter, Meet};

/// Rows of blank beyond the usual that part a band of a page from the next.
const BAND: usize = 2;

/// Cells as columns, in reading order: each is read from top to bottom.
pub(super) fn columns(cells: &[Cell], gutters: &[Gutter], meet: &Meet) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    let gutters: Vec<&Gutter> = gutters.iter().collect();
    bands(cells, (0..cells.len()).collect(), &gutters, meet, &mut out);
    out
}

/// Parts a region where blank rows go all through it.
fn bands(cells: &[Cell], region: Vec<usize>, gutters: &[&Gutter], meet: &Meet, out: &mut Vec<Vec<usize>>) {
    let mut steps: Vec<usize> =
        region.windows(2).map(|w| cells[w[1]].row - cells[w[0]].row).filter(|&d| d > 0).collect();
    steps.sort_unstable();
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(1);
    let mut ends: Vec<usize> = (1..region.len())
        .filter(|&at| cells[region[at]].row - cells[region[at - 1]].row >= usual + BAND)
        .filter(|&at| !goes_on(cells, &region, at, meet))
        .collect();
    ends.push(region.len());
    let mut start = 0;
    for end in ends {
        let part = &region[start..end];
        start = end;
        if part.is_empty() {
            continue;
        }
        let rows = cells[part[0]].row..=cells[part[part.len() - 1]].row;
        let inside: Vec<&Gutter> = gutters
            .iter()
            .filter(|gutter| gutter.rows.start() <= rows.end() && rows.start() <= gutter.rows.end())
            .filter(|gutter| parts_of(cells, part, gutter).is_some())
            .copied()
            .collect();
        split(cells, part.to_vec(), &inside, meet, out);
    }
}

/// Nats from which a text is taken to go on over a blank.
///
/// On pages of the project's own typesetter, ends and beginnings that belong together have 2.2 more than others, which
/// spread by 1.2: four columns that go on are some 9 nats apart, four that do not 0 ± 3.4, of which 6 is nearly twice.
const EVIDENCE: f32 = 6.0;
/// Cells looked at above and below a blank.
const NEAR: usize = 40;
/// Characters that a cell of running text has at least.
const RUNNING: usize = 8;

/// Whether the columns' text goes on over a blank rather than from each column's end to the next one's top: by how well
/// the characters that meet belong together.
fn goes_on(cells: &[Cell], region: &[usize], at: usize, meet: &Meet) -> bool {
    let near = &region[at.saturating_sub(NEAR)..at];
    let below: Vec<usize> = region[at..region.len().min(at + NEAR)].to_vec();
    let overlap = |a: usize, b: usize| cells[a].x.start < cells[b].x.end && cells[b].x.start < cells[a].x.end;
    let (mut seen, mut on): (Vec<usize>, f32) = (Vec::new(), 0.0);
    for &last in near.iter().rev() {
        if seen.iter().any(|&cell| overlap(cell, last)) {
            continue;
        }
        seen.push(last);
        if !cells[last].open || cells[last].characters.len() < RUNNING {
            continue;
        }
        let first = below.iter().copied().find(|&cell| overlap(cell, last));
        // The top of the column to the right.
        let beside = region[at.saturating_sub(10 * NEAR)..at]
            .iter()
            .copied()
            .filter(|&cell| cells[cell].x.start >= cells[last].x.end);
        let next = beside.clone().map(|cell| cells[cell].x.start).min();
        let top = beside.clone().find(|&cell| next.is_some_and(|x| cells[cell].x.start <= x + 4));
        let down = first.map_or(0.0, |first| meet(last, first));
        let across = top.map_or(0.0, |top| meet(last, top));
        on += down - across;
    }
    on > EVIDENCE
}

/// Rows of a region that a gutter parts: rows with cells on both sides.
fn parts_of(cells: &[Cell], region: &[usize], gutter: &Gutter) -> Option<usize> {
    let inside = region.iter().filter(|&&i| gutter.rows.contains(&cells[i].row));
    let (mut left, mut right) = (0, 0);
    for &i in inside {
        if cells[i].x.start < gutter.x.end { left += 1 } else { right += 1 }
    }
    (left > 0 && right > 0).then_some(left.min(right))
}

/// Parts a region at its longest gutter; above and below where that does not reach.
fn split(cells: &[Cell], region: Vec<usize>, gutters: &[&Gutter], meet: &Meet, out: &mut Vec<Vec<usize>>) {
    let longest = gutters.iter().max_by_key(|gutter| {
        let inside = region.iter().filter(|&&i| gutter.rows.contains(&cells[i].row)).count();
        (inside, usize::MAX - gutter.x.start)
    });
    let Some(longest) = longest else {
        if !region.is_empty() {
            out.push(region);
        }
        return;
    };
    let above = |i: &usize| cells[*i].row < *longest.rows.start();
    let below = |i: &usize| cells[*i].row > *longest.rows.end();
    let (top, rest): (Vec<usize>, Vec<usize>) = region.into_iter().partition(above);
    let (bottom, middle): (Vec<usize>, Vec<usize>) = rest.into_iter().partition(below);
    let (left, right): (Vec<usize>, Vec<usize>) =
        middle.into_iter().partition(|&i| cells[i].x.start < longest.x.end);
    for part in [top, left, right, bottom].into_iter().filter(|part| !part.is_empty()) {
        bands(cells, part, gutters, meet, out);
    }
}
