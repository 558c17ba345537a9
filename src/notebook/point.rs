//! Point of a notebook in its history. Store, log, snapshots and lock each carry it, so that one that is behind, or
//! another notebook's, is known.

use super::record::Record;
use crate::anchor::Fingerprint;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A point in the history of a notebook: whose it is, how many writes there were, and a mark of all of them. Two copies
/// of a notebook that went different ways have different marks after as many writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Point {
    pub notebook: Uuid,
    pub writes: u64,
    pub mark: u64,
}

impl Point {
    /// The point where a notebook begins.
    pub fn start(notebook: Uuid) -> Point {
        Point { notebook, writes: 0, mark: 0 }
    }

    /// The point after a write of these records.
    pub fn after(self, records: &[Record]) -> Point {
        let sums: Vec<u8> = records.iter().flat_map(|record| *record.sum.bytes()).collect();
        let mark = Fingerprint::of_fields(&[&self.bytes(), &sums]).mark();
        Point { writes: self.writes + 1, mark, ..self }
    }

    fn bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(self.notebook.as_bytes());
        bytes[16..24].copy_from_slice(&self.writes.to_le_bytes());
        bytes[24..].copy_from_slice(&self.mark.to_le_bytes());
        bytes
    }
}

/// A point as a line of JSON, with the number of records that were written to come to it and a sum of its own.
#[derive(Serialize, Deserialize)]
pub(super) struct Stamp {
    notebook: Uuid,
    writes: u64,
    mark: u64,
    pub records: usize,
    check: u64,
}

impl Stamp {
    pub fn new(point: Point, records: usize) -> Stamp {
        let check = Fingerprint::of_fields(&[&point.bytes(), &(records as u64).to_le_bytes()]).mark();
        Stamp { notebook: point.notebook, writes: point.writes, mark: point.mark, records, check }
    }

    /// The point, if the line is as it was written.
    pub fn point(&self) -> Option<Point> {
        let point = Point { notebook: self.notebook, writes: self.writes, mark: self.mark };
        (Stamp::new(point, self.records).check == self.check).then_some(point)
    }
}
