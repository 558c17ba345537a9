//! Power cuts, on a file system in a file: at the cut the file is copied as it is, so that whatever the system had not yet
//! written to the device is gone; then the copy is mounted, its journal replayed, and the notebook opened.

use super::faults::{CHILD_DIR, UNSYNCED, assert_kept};
use super::support::{Dice, Mount, Writer, folder, skip, versions};
use jianbao::notebook::Notebook;
use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;
use uuid::Uuid;

fn power_cuts(times: usize) {
    /// Rounds after which a new file system is made, so that reading a growing notebook does not become the test.
    const BOUT: usize = 20;
    let place = folder();
    let (image, after) = (place.path().join("image"), place.path().join("after"));
    let mut dice = Dice(17);
    let (mut acknowledged, mut unsynced_lost) = (0, 0);
    let mut saved: BTreeMap<Uuid, String> = BTreeMap::new();
    for round in 0..times {
        let mount = if round % BOUT == 0 {
            saved.clear();
            Mount::ext4(&image, ["1024", "4096"][round / BOUT % 2], 40)
        } else {
            Mount::image(&image)
        };
        let Some(mount) = mount else {
            return skip("a file system in a file");
        };
        let (data, plain) = (mount.path().join("data"), mount.path().join("plain"));
        let mut writer =
            Writer::start("faults::writes_until_killed", &[(CHILD_DIR, &data), (UNSYNCED, &plain)]);
        let first = (dice.below(8) > 0).then(|| writer.saved.recv_timeout(Duration::from_secs(60)).unwrap());
        std::thread::sleep(Duration::from_millis(dice.below(120) as u64));
        writer.process.kill().unwrap();
        writer.process.wait().unwrap();
        fs::copy(&image, &after).unwrap();
        let plain = fs::read(&plain).ok();
        for (id, note) in first.into_iter().chain(&writer.saved) {
            saved.insert(id, note);
            acknowledged += 1;
        }
        drop(mount);
        fs::rename(&after, &image).unwrap();

        let mount = Mount::image(&image).unwrap();
        unsynced_lost += usize::from(plain.is_some() && fs::read(mount.path().join("plain")).ok() != plain);
        let book = Notebook::open(&mount.path().join("data")).unwrap();
        assert_eq!(book.status().notices, []);
        assert_kept(&versions(&book), &saved);
    }
    println!(
        "{times} power cuts, {acknowledged} acknowledged writes, 0 lost (a file that was not synced lost what it \
         held {unsynced_lost} times)"
    );
    assert!(acknowledged > times / 2 && unsynced_lost > times / 4, "the cuts do not cut");
}

#[test]
fn nothing_acknowledged_is_lost_by_8_power_cuts() {
    power_cuts(8);
}

#[test]
#[ignore = "minutes"]
fn nothing_acknowledged_is_lost_by_300_power_cuts() {
    power_cuts(300);
}
