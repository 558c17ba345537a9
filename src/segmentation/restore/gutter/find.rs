//! Gutters: ranges of a page's places that stay blank over many lines, with running text beside them.

/// Fit of the end of a cell and the beginning of another, in nats.
pub(super) type Meet<'a> = dyn Fn(usize, usize) -> f32 + 'a;

/// A run of a line's characters without a wide blank in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// Its row on the page; blank lines are rows, too.
    pub row: usize,
    /// Its places on the row.
    pub x: std::ops::Range<usize>,
    /// The strip that it is of, and its characters there.
    pub strip: usize,
    pub characters: std::ops::Range<usize>,
    /// Whether it ends in the middle of a sentence.
    pub open: bool,
}

/// A rectangle of blanks between two columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gutter {
    pub x: std::ops::Range<usize>,
    /// First and last row that it passes.
    pub rows: std::ops::RangeInclusive<usize>,
    /// Number of rows with text on both of its sides, and how often text on one alone follows text on the other alone.
    pub support: usize,
}

/// Rows that a new sheet is set off by, so that no gutter passes over to it.
pub(super) const SHEET: usize = 1000;
/// Places of a blank that may begin a gutter.
const WIDE: usize = 2;
/// Rows with text on either side that a gutter has at least.
const ROWS: usize = 3;
/// Gutters that are followed at once; more are a table.
const MOST: usize = 48;
/// Characters of the lines of a column at least.
const NARROWEST: usize = 8;
/// Share of the lines beside a gutter that run on to the next line of their column.
const RUNNING: f32 = 0.4;
/// Nats from which the end of a line and the beginning of the next one belong together, and the share of the lines that do:
/// a column ends where it ends, in the middle of a word, too, and no cell of a table does.
const TOGETHER: f32 = 1.0;
const CUT: f32 = 0.12;
/// Places from a gutter within which a line of the column beside it ends or begins.
const NEAR: usize = 10;
/// Places by which a full line may miss its column's end.
const SLACK: usize = 2;

/// Facts about a gutter while the rows are gone through.
#[derive(Clone, Default)]
struct Open {
    x: std::ops::Range<usize>,
    first: usize,
    last: usize,
    both: usize,
    /// Count of text on one side alone that follows text on the other alone: columns whose rows do not meet.
    turns: usize,
    side: Option<bool>,
    /// The cells next to it on the left and on the right.
    beside: [Vec<usize>; 2],
}

/// The gutters of rows of cells, each row from left to right.
pub(super) fn gutters(cells: &[Cell], meet: &Meet) -> Vec<Gutter> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut start = 0;
    while start < cells.len() {
        let end = start + cells[start..].iter().take_while(|cell| cell.row == cells[start].row).count();
        let row = &cells[start..end];
        if open.first().is_some_and(|gutter| gutter.last + SHEET <= row[0].row) {
            found.extend(open.drain(..).filter_map(|gutter| gutter.close(cells, meet)));
        }
        let blanks = blanks(row);
        let mut next: Vec<Open> = Vec::new();
        for gutter in open.drain(..) {
            let mut passed = false;
            for blank in &blanks {
                let x = gutter.x.start.max(blank.start)..gutter.x.end.min(blank.end);
                if x.is_empty() || next.iter().any(|other| other.x == x) || next.len() >= MOST {
                    passed |= !x.is_empty();
                    continue;
                }
                passed = true;
                let mut gutter = Open { x, last: row[0].row, ..gutter.clone() };
                gutter.meet(row, start);
                next.push(gutter);
            }
            if !passed {
                found.extend(gutter.close(cells, meet));
            }
        }
        // Where columns have rows of their own a gutter is seen between none, but before the right one.
        for blank in blanks.iter().filter(|blank| blank.end < usize::MAX && blank.len() >= WIDE) {
            let known = next.iter().any(|gutter| gutter.x.end == blank.end);
            if !known && next.len() < MOST {
                let first = row[0].row;
                let mut gutter = Open { x: blank.clone(), first, last: first, ..Open::default() };
                gutter.meet(row, start);
                next.push(gutter);
            }
        }
        open = next;
        start = end;
    }
    found.extend(open.into_iter().filter_map(|gutter| gutter.close(cells, meet)));
    found
}

/// The blanks of a row, those before and behind it without end.
pub(super) fn blanks(row: &[Cell]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::with_capacity(row.len() + 1);
    let mut end = 0;
    for cell in row {
        if cell.x.start > end {
            out.push(end..cell.x.start);
        }
        end = cell.x.end;
    }
    out.push(end..usize::MAX);
    out
}

impl Open {
    /// Takes up a row that leaves it blank; the row's first cell is so many before.
    fn meet(&mut self, row: &[Cell], first: usize) {
        let right = row.partition_point(|cell| cell.x.start < self.x.end);
        if right > 0 {
            self.beside[0].push(first + right - 1);
        }
        if right < row.len() {
            self.beside[1].push(first + right);
        }
        if right > 0 && right < row.len() {
            self.both += 1;
        } else {
            let side = Some(right > 0);
            self.turns += usize::from(self.side.is_some() && self.side != side);
            self.side = side;
        }
    }

    /// The gutter, if columns of running text stand beside it.
    fn close(self, cells: &[Cell], meet: &Meet) -> Option<Gutter> {
        let Open { x, first, last, both, turns, beside, .. } = self;
        let running = |side: &[usize]| {
            // Where a column is missing the next cell is one of a column further off.
            let near =
                |cell: &Cell| cell.x.start.abs_diff(x.end) <= NEAR || cell.x.end.abs_diff(x.start) <= NEAR;
            let side: Vec<usize> = side.iter().copied().filter(|&i| near(&cells[i])).collect();
            // As wide as all but the widest fifth.
            let mut ends: Vec<usize> = side.iter().map(|&i| cells[i].x.end).collect();
            ends.sort_unstable();
            let full = ends.get(ends.len() * 4 / 5).map_or(0, |end| end.saturating_sub(SLACK));
            let runs = |cell: &Cell| cell.open && cell.x.end >= full && cell.characters.len() >= NARROWEST;
            let count = side.iter().filter(|&&i| runs(&cells[i])).count();
            let words =
                side.windows(2).filter(|pair| runs(&cells[pair[0]]) && meet(pair[0], pair[1]) >= TOGETHER);
            count >= 2
                && count as f32 >= RUNNING * side.len() as f32
                && words.count() as f32 >= (CUT * count as f32).max(1.0)
        };
        let enough = both + turns / 2 >= 2 && beside.iter().all(|side| side.len() >= ROWS);
        (enough && beside.iter().any(|side| running(side))).then_some(Gutter {
            x,
            rows: first..=last,
            support: both + turns / 2,
        })
    }
}
