//! Ways in for the fuzzer, to what no other program calls.

use super::log::read_lines;
use super::memory_index::MemoryIndex;
use super::record::Record;

/// Reads a file of the log and puts on the shelf whatever is a record, as if its sum were right: no fuzzer finds sums.
pub fn replay(file: &[u8]) {
    let read = read_lines(file).unwrap_or_default();
    let lines = file.split(|&byte| byte == b'\n');
    let resealed = lines.filter_map(|line| serde_json::from_slice::<Record>(line).ok()).map(Record::sealed);
    let mut shelf = MemoryIndex::default();
    for record in read.records().chain(resealed) {
        // What is not understood is told, not kept.
        let _ = shelf.put(record);
    }
    shelf.settle();
    assert!(shelf.annotations().find(&Default::default()).count() <= file.len());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    const SEED: &[u8] = include_bytes!("../../fuzz/seeds/replay/records.jsonl");

    proptest! {
        #[test]
        fn a_file_of_the_log_that_says_anything_is_read(
            changes in prop::collection::vec((any::<[Index; 2]>(), prop::collection::vec(any::<u8>(), 0..12)), 0..6),
        ) {
            let mut file = SEED.to_vec();
            for (places, with) in changes {
                let [at, length] = places;
                let at = at.index(file.len() + 1);
                let end = (at + length.index(40)).min(file.len());
                file.splice(at..end, with);
            }
            super::replay(&file);
        }
    }
}
