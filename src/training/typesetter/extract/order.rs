//! The order in which blocks of a page are read: Breuel's rules, as Poppler keeps them.

/// Share of the smallest type within which edges and middles of a table's cells are in line, across and down.
const ALIGNED: [f32; 2] = [0.7, 0.5];

/// A rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

impl Bounds {
    /// Room between the two across the page; less than nothing where one stands over the other.
    pub(super) fn gap(&self, other: &Bounds) -> f32 {
        (other.left - self.right).max(self.left - other.right)
    }

    fn shares_width(&self, other: &Bounds) -> bool {
        self.left <= other.right && other.left <= self.right
    }

    fn shares_height(&self, other: &Bounds) -> bool {
        self.top <= other.bottom && other.top <= self.bottom
    }

    fn above(&self, other: &Bounds) -> bool {
        self.shares_width(other) && self.top < other.top
    }

    /// The least that both are within.
    pub(super) fn around(&self, other: &Bounds) -> Bounds {
        Bounds {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// How far it could widen to either side before it met one of the others.
    pub(super) fn room(&self, others: &[Bounds]) -> [f32; 2] {
        let mut room = [f32::MIN, f32::MAX];
        for other in others.iter().filter(|o| o.top < self.bottom && o.bottom > self.top) {
            if other.left < self.left {
                room[0] = room[0].max(other.right.min(self.left));
            }
            if other.right > self.right {
                room[1] = room[1].min(other.left.max(self.right));
            }
        }
        room
    }

    /// As wide as what stands below, where nothing stands beside it.
    fn widened(&self, mut own: Bounds, others: &[Bounds]) -> Bounds {
        let (mut least, mut most) = (0.0, f32::MAX);
        for other in others.iter().filter(|other| self.shares_height(other)) {
            if other.left > self.right {
                most = other.left.min(most);
            }
            if other.right < self.left {
                least = other.right.max(least);
            }
        }
        for other in others.iter().filter(|other| other.top >= self.bottom) {
            if other.right <= most {
                own.right = own.right.max(other.right);
            }
            if other.left >= least {
                own.left = own.left.min(other.left);
            }
        }
        own
    }

    /// Whether four blocks, two over two, stand in line across and down.
    fn aligned(cells: [&Bounds; 4], size: f32) -> bool {
        let [a, b, c, d] = cells;
        let near = |x: f32, y: f32, which: usize| (x - y).abs() <= ALIGNED[which] * size;
        let across: [fn(&Bounds) -> f32; 3] = [|b| b.left, |b| b.right, |b| (b.left + b.right) / 2.0];
        let down: [fn(&Bounds) -> f32; 3] = [|b| b.top, |b| b.bottom, |b| (b.top + b.bottom) / 2.0];
        across.iter().any(|of| near(of(a), of(c), 0) && near(of(b), of(d), 0))
            && down.iter().any(|of| near(of(a), of(b), 1) && near(of(c), of(d), 1))
    }
}

/// Blocks that stand like the cells of a table: each with one to its right, one below and one below that to the right,
/// in line with one another. Gives the table of each block.
fn tables(blocks: &[Bounds], sizes: &[f32]) -> Vec<Option<usize>> {
    let mut table: Vec<Option<usize>> = vec![None; blocks.len()];
    let mut count = 0;
    for (i, block) in blocks.iter().enumerate() {
        let (mut right, mut below, mut across): (Option<usize>, Option<usize>, Option<usize>) =
            (None, None, None);
        for (j, other) in blocks.iter().enumerate().filter(|(j, _)| *j != i) {
            let (to_right, lower) = (other.left > block.right, other.top > block.bottom);
            let nearer =
                |to: Option<usize>, of: fn(&Bounds) -> f32| to.is_none_or(|k| of(other) < of(&blocks[k]));
            if block.shares_height(other) && to_right && nearer(right, |b| b.left) {
                right = Some(j);
            } else if block.shares_width(other) && lower && nearer(below, |b| b.top) {
                below = Some(j);
            } else if to_right && lower && nearer(across, |b| b.left) && nearer(across, |b| b.top) {
                across = Some(j);
            }
        }
        let (Some(right), Some(below), Some(across)) = (right, below, across) else { continue };
        let [r, b, c] = [right, below, across].map(|k| &blocks[k]);
        let apart = |x: &Bounds, y: &Bounds| !x.shares_width(y) && !x.shares_height(y);
        let cells = [i, right, below, across];
        let size = cells.iter().map(|&k| sizes[k]).fold(f32::MAX, f32::min);
        if b.shares_width(c)
            || r.shares_height(c)
            || !apart(r, b)
            || !c.shares_width(r)
            || !c.shares_height(b)
            || !Bounds::aligned([block, r, b, c], size)
        {
            continue;
        }
        let number = cells.iter().filter_map(|&k| table[k]).max().unwrap_or(count);
        count = count.max(number + 1);
        cells.iter().for_each(|&k| table[k] = Some(number));
    }
    table
}

/// The walk over blocks that puts before each what is to be read before it.
pub(super) struct Order<'a> {
    blocks: &'a [Bounds],
    /// Each block with the whole of its table, or as wide as it counts.
    whole: Vec<Bounds>,
    tables: Vec<Option<usize>>,
    visited: Vec<bool>,
    order: Vec<usize>,
}

impl Order<'_> {
    /// The numbers of blocks, each with the size of its type, in the order of reading.
    pub(super) fn of(blocks: &[Bounds], sizes: &[f32]) -> Vec<usize> {
        let tables = tables(blocks, sizes);
        let whole = |i: usize| {
            let cells = (0..blocks.len()).filter(|&k| tables[i].is_some() && tables[k] == tables[i]);
            let table = cells.fold(blocks[i], |all, k| all.around(&blocks[k]));
            blocks[i].widened(table, blocks)
        };
        let whole = (0..blocks.len()).map(whole).collect();
        let visited = vec![false; blocks.len()];
        let mut walk = Order { blocks, whole, tables, visited, order: Vec::new() };
        (0..blocks.len()).for_each(|i| walk.visit(i));
        walk.order
    }

    fn visit(&mut self, at: usize) {
        if std::mem::replace(&mut self.visited[at], true) {
            return;
        }
        for i in 0..self.blocks.len() {
            if !self.visited[i] && self.comes_before(i, at) {
                self.visit(i);
            }
        }
        self.order.push(at);
    }

    /// Cells of a table row by row; else what is above, and what is to the left unless something stands between.
    fn comes_before(&self, i: usize, at: usize) -> bool {
        if self.tables[at].is_some() && self.tables[i] == self.tables[at] {
            let (cell, this) = (&self.blocks[i], &self.blocks[at]);
            return cell.bottom <= this.top || cell.right <= this.left && cell.shares_height(this);
        }
        let (other, this) = (&self.whole[i], &self.whole[at]);
        other.above(this)
            || other.right <= this.left
                && !self.whole.iter().any(|between| this.above(between) && between.above(other))
    }
}
