//! Whole copies of the store, checked before they count, kept 10 recent, 14 daily, 12 monthly.

use super::StoreError;
use super::log::{LogEnd, sync_dir};
use super::point::Point;
use super::store::Store;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Snapshots kept whatever their date.
const RECENT: usize = 10;
/// Days of which the last snapshot is kept.
const DAYS: usize = 14;
/// Months of which the last snapshot is kept.
const MONTHS: usize = 12;

/// A snapshot by its file name: `number-segment-records-YYYYMMDD-writes-mark-notebook.db`, the last three not where an older
/// program took it. The number orders them, not the clock.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Snapshot {
    number: u64,
    /// The first file of the log with what the snapshot does not hold.
    pub(super) segment: u64,
    /// Records in it. Records are never removed, so fewer than before means that some were lost.
    pub records: u64,
    /// Date by the machine's clock, digits only.
    pub date: String,
    /// Point of the notebook.
    pub(super) point: Option<Point>,
    /// The file.
    pub path: PathBuf,
}

/// The snapshots of a folder, the oldest first.
pub fn list(dir: &Path) -> Vec<Snapshot> {
    let mut found: Vec<Snapshot> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let name = path.file_name()?.to_str()?.strip_suffix(".db")?.to_owned();
            let mut parts = name.split('-');
            let mut number = || parts.next()?.parse().ok();
            let (number, segment, records) = (number()?, number()?, number()?);
            let date = parts.next()?.to_owned();
            let mut point = || {
                let (writes, mark) =
                    (parts.next()?.parse().ok()?, u64::from_str_radix(parts.next()?, 16).ok()?);
                Some(Point { notebook: parts.next()?.parse().ok()?, writes, mark })
            };
            Some(Snapshot { number, segment, records, date, point: point(), path })
        })
        .collect();
    found.sort();
    found
}

/// Copies the store, checks the copy record by record, and only then lets old snapshots of the same notebook go. Returns
/// the first file of the log that is still needed.
pub(super) fn take(dir: &Path, store: &Store, log: LogEnd) -> Result<u64, StoreError> {
    fs::create_dir_all(dir)?;
    let number = list(dir).last().map_or(1, |last| last.number + 1);
    let unfinished = dir.join("unfinished");
    let _ = fs::remove_file(&unfinished);
    let copied = store.copy_to(&unfinished).and_then(|()| Store::read_copy(&unfinished));
    let records = match copied {
        Ok((records, _)) if records.len() as u64 == store.count() => records.len(),
        Ok(_) => return Err(StoreError::Damaged("a snapshot lacks records".into())),
        Err(error) => {
            let _ = fs::remove_file(&unfinished);
            return Err(error);
        }
    };
    let date = jiff::Timestamp::now().strftime("%Y%m%d");
    let Point { notebook, writes, mark } = store.point();
    let name = format!(
        "{number:06}-{:08}-{records}-{date}-{writes}-{mark:016x}-{}.db",
        log.0 + 1,
        notebook.simple()
    );
    fs::rename(&unfinished, dir.join(name))?;
    sync_dir(dir)?;
    let mut all = list(dir);
    all.retain(|snapshot| snapshot.point.is_none_or(|point| point.notebook == notebook));
    let kept = worth_keeping(&all);
    for snapshot in all.iter().filter(|snapshot| !kept.contains(&snapshot.number)) {
        fs::remove_file(&snapshot.path)?;
    }
    Ok(all.iter().rev().take(RECENT).map(|snapshot| snapshot.segment).min().unwrap_or(0))
}

/// The numbers of the snapshots to keep. The fullest one always stays: an emptier store does not displace it.
fn worth_keeping(all: &[Snapshot]) -> HashSet<u64> {
    let mut kept: HashSet<u64> = all.iter().rev().take(RECENT).map(|snapshot| snapshot.number).collect();
    for (digits, periods) in [(8, DAYS), (6, MONTHS)] {
        let mut seen = HashSet::new();
        for snapshot in all.iter().rev() {
            let period = snapshot.date.get(..digits).unwrap_or(&snapshot.date);
            if seen.len() < periods && seen.insert(period) {
                kept.insert(snapshot.number);
            }
        }
    }
    kept.extend(all.iter().max_by_key(|snapshot| (snapshot.records, snapshot.number)).map(|s| s.number));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_daily_monthly_and_the_fullest_are_kept() {
        let snapshot = |number: u64, date: String, records| Snapshot {
            number,
            segment: number,
            records,
            date,
            point: None,
            path: PathBuf::new(),
        };
        // Two a day for 400 days of 28-day months; the fifth is the fullest.
        let all: Vec<Snapshot> = (0..800)
            .map(|n| {
                let day = n / 2;
                let date = format!("{:04}{:02}{:02}", 2024 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
                snapshot(n, date, if n == 5 { 99 } else { 7 })
            })
            .collect();
        let kept = worth_keeping(&all);
        assert!((790..800).all(|n| kept.contains(&n)));
        assert!(kept.contains(&5));
        // The 10 recent ones cover five days of the fourteen; the days reach back into the second month of the twelve.
        assert_eq!(kept.len(), 10 + 9 + 10 + 1);
    }
}
