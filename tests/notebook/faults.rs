//! Killed processes, damaged files, full disks, two launches, newer programs.

use super::support::{DELETED, Dice, Mount, Writer, annotation, copy_dir, notes, say_saved, skip, versions};
use jianbao::anchor::AnchorState;
use jianbao::notebook::{
    Fault, Filter, Notebook, Notice, Request, Step, StoreError, hand_over, is_open_elsewhere, locate,
    snapshots,
};
use jianbao::segmentation::Page;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The folder in which [`writes_until_killed`] writes.
pub const CHILD_DIR: &str = "JIANBAO_TEST_CHILD_DIR";
/// A file in which it counts without syncing.
pub const UNSYNCED: &str = "JIANBAO_TEST_UNSYNCED";

// Killed while writing.

/// Run in a process of its own: writes notes and says so, until it is killed.
#[test]
#[ignore = "runs only inside other tests"]
fn writes_until_killed() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let unsynced = std::env::var_os(UNSYNCED);
    let mut book = Notebook::open(Path::new(&dir)).unwrap();
    for number in 0.. {
        let (note, page) = annotation(number);
        let id = note.id;
        // Several changes are under way at once; each is said when it is saved.
        let created = book.create(&note, &page);
        let longer = format!("{}改{}", note.body.note, "长".repeat(number % 900));
        let updated = book.update(id, |a| a.body.note = longer.clone());
        let draft = book.set_draft("正写", &longer);
        created.wait().unwrap();
        say_saved(id, &note.body.note);
        updated.wait().unwrap();
        say_saved(id, &longer);
        draft.wait().unwrap();
        if number % 3 == 1 {
            book.delete(id).wait().unwrap();
            say_saved(id, &format!("{longer}{DELETED}"));
        }
        if let Some(path) = &unsynced {
            let mut file = fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
            writeln!(file, "{}", note.id).unwrap();
        }
    }
}

fn kill(times: usize) {
    let dir = tempfile::tempdir().unwrap();
    let mut dice = Dice(3);
    let mut saved: BTreeMap<Uuid, String> = BTreeMap::new();
    let mut acknowledged = 0;
    for _ in 0..times {
        let mut writer = Writer::start("faults::writes_until_killed", &[(CHILD_DIR, dir.path())]);
        // Most are killed while they write, some while they start.
        let first = (dice.below(4) > 0).then(|| writer.saved.recv_timeout(Duration::from_secs(60)).unwrap());
        std::thread::sleep(Duration::from_millis(dice.below(60) as u64));
        writer.process.kill().unwrap();
        writer.process.wait().unwrap();
        for (id, note) in first.into_iter().chain(&writer.saved) {
            saved.insert(id, note);
            acknowledged += 1;
        }
        // What it left, not what the next one makes of it.
        let copy = tempfile::tempdir().unwrap();
        copy_dir(dir.path(), copy.path());
        let book = Notebook::open(copy.path()).unwrap();
        assert_eq!((book.status().notices, book.status().read_only), (vec![], None));
        assert_kept(&versions(&book), &saved);
    }
    println!("{times} kills, {acknowledged} acknowledged writes, 0 lost");
    assert!(acknowledged > times / 2, "the kills came before anything was written");
}

/// A later version than the acknowledged one may be there, never an earlier one.
pub fn assert_kept(kept: &BTreeMap<Uuid, String>, saved: &BTreeMap<Uuid, String>) {
    for (id, note) in saved {
        assert!(kept.get(id).is_some_and(|kept| kept.starts_with(note.as_str())), "{id} {note}");
    }
}

#[test]
fn nothing_acknowledged_is_lost_by_50_kills() {
    kill(50);
}

#[test]
#[ignore = "minutes"]
fn nothing_acknowledged_is_lost_by_3000_kills() {
    // In bouts, so that reading the growing notebook at each start does not become the test.
    (0..30).for_each(|_| kill(100));
}

/// Notes of a step that is written while the writer is killed.
const MANY: usize = 600;

/// Run in a process of its own: takes many notes in, and takes that back and does it again, until it is killed.
#[test]
#[ignore = "runs only inside other tests"]
fn takes_long_steps_until_killed() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let mut book = Notebook::open(Path::new(&dir)).unwrap();
    let mut step = Step::merge(Notebook::read_folder(&Path::new(&dir).join("incoming")));
    book.go_on(&mut step, usize::MAX).unwrap();
    book.end(step).wait().unwrap();
    loop {
        say_saved(Uuid::now_v7(), "");
        book.undo().unwrap().wait().unwrap();
        say_saved(Uuid::now_v7(), "");
        book.redo().unwrap().wait().unwrap();
    }
}

fn kill_in_steps(times: usize) {
    let dir = tempfile::tempdir().unwrap();
    let mut other = Notebook::open(&dir.path().join("incoming")).unwrap();
    for number in 0..MANY {
        let (note, page) = annotation(number);
        let _ = other.create(&note, &page);
    }
    drop(other);
    let mut dice = Dice(23);
    let mut found = [0, 0];
    for _ in 0..times {
        // Each writer begins with an empty notebook: a merge of what is there already is no step that could be taken back.
        for entry in fs::read_dir(dir.path()).unwrap().flatten().map(|e| e.path()) {
            let incoming = entry.ends_with("incoming");
            let removed = if entry.is_dir() && !incoming { fs::remove_dir_all(&entry) } else { Ok(()) };
            removed.and_then(|()| if entry.is_file() { fs::remove_file(&entry) } else { Ok(()) }).unwrap();
        }
        let mut writer = Writer::start("faults::takes_long_steps_until_killed", &[(CHILD_DIR, dir.path())]);
        // Some are killed in an undo, some in a redo.
        for _ in 0..=dice.below(3) {
            writer.saved.recv_timeout(Duration::from_secs(60)).unwrap();
        }
        std::thread::sleep(Duration::from_micros(dice.below(200_000) as u64));
        writer.process.kill().unwrap();
        writer.process.wait().unwrap();
        let book = Notebook::open(dir.path()).unwrap();
        assert!(book.status().notices.is_empty(), "{:?}", book.status().notices);
        let count = notes(&book).len();
        assert!(count == 0 || count == MANY, "{count} of {MANY} notes: a step was cut in half");
        found[usize::from(count == MANY)] += 1;
    }
    println!("{times} kills in steps of {MANY} notes: {} undone, {} done, 0 by halves", found[0], found[1]);
}

#[test]
fn no_step_is_cut_in_half_by_12_kills() {
    kill_in_steps(12);
}

#[test]
#[ignore = "minutes"]
fn no_step_is_cut_in_half_by_500_kills() {
    kill_in_steps(500);
}

// Damaged files.

/// A notebook written in three sessions, with deletions and settings.
fn filled(dir: &Path) -> BTreeMap<Uuid, String> {
    for session in 0..3 {
        let mut book = Notebook::open(dir).unwrap();
        for number in 0..30 {
            let (note, page) = annotation(session * 30 + number);
            let _ = book.create(&note, &page);
            if number % 10 == 3 {
                let _ = book.delete(note.id);
            }
        }
        book.set_setting("size", &session).wait().unwrap();
    }
    notes(&Notebook::open(dir).unwrap())
}

/// Damages a file in one of the ways in which files are damaged; says how.
fn damage(path: &Path, dice: &mut Dice) -> String {
    let mut bytes = fs::read(path).unwrap();
    let length = bytes.len();
    let way = match dice.below(6) {
        0 | 1 => {
            let (at, bit) = (dice.below(length), dice.below(8));
            bytes[at] ^= 1 << bit;
            format!("bit {bit} of byte {at}")
        }
        2 => {
            for _ in 0..8 {
                let at = dice.below(length);
                bytes[at] ^= 1 << dice.below(8);
            }
            "eight bits".into()
        }
        3 => {
            let size = [512, 4096][dice.below(2)];
            let at = dice.below(length) / size * size;
            let end = (at + size).min(length);
            bytes[at..end].fill(0);
            format!("zeroed {at}..{end}")
        }
        4 => {
            bytes.truncate(dice.below(length));
            format!("cut at {}", bytes.len())
        }
        _ => {
            let at = dice.below(length);
            bytes[at..].fill(b'x');
            format!("overwritten from {at}")
        }
    };
    fs::write(path, bytes).unwrap();
    way
}

fn damaged_stores(times: usize) {
    let whole = tempfile::tempdir().unwrap();
    let expected = filled(whole.path());
    let mut dice = Dice(11);
    let (mut restored, mut harmless) = (0, 0);
    for _ in 0..times {
        let dir = tempfile::tempdir().unwrap();
        copy_dir(whole.path(), dir.path());
        let path = dir.path().join("notebook.db");
        let way = damage(&path, &mut dice);
        let found = fs::read(&path).unwrap();
        let book = Notebook::open(dir.path()).unwrap_or_else(|error| panic!("{way}: {error}"));
        assert_eq!(notes(&book), expected, "{way}");
        assert_eq!(book.setting::<i32>("size"), Some(2), "{way}");
        for note in book.find(&Filter::default()) {
            assert!(book.page_text(note.target.page.text).unwrap().is_some(), "{way}");
        }
        match &book.status().notices[..] {
            [Notice::Restored { kept_in: Some(kept_in), missing: Some(0), notes, .. }] => {
                assert_eq!(*notes, expected.len(), "{way}");
                restored += 1;
                assert_eq!(fs::read(kept_in.join("notebook.db")).unwrap(), found, "{way}: kept as found");
            }
            // Bytes that hold nothing: free space, or the same value as before. It can be written to.
            [] => {
                harmless += 1;
                assert_eq!(book.status().read_only, None, "{way}");
            }
            other => panic!("{way}: {other:?}"),
        }
        drop(book);
        assert!(Notebook::open(dir.path()).unwrap().status().notices.is_empty(), "{way}: once is enough");
    }
    println!("{times} damaged stores: {restored} noticed and restored, {harmless} without effect, 0 lost");
    assert!(restored * 2 > times);
}

#[test]
fn sixty_damaged_stores_are_restored() {
    damaged_stores(60);
}

#[test]
#[ignore = "minutes"]
fn a_thousand_damaged_stores_are_restored() {
    damaged_stores(1000);
}

#[test]
fn a_damaged_log_or_a_lost_one_is_noticed_and_made_anew() {
    let whole = tempfile::tempdir().unwrap();
    let expected = filled(whole.path());
    // Something in the log after the last snapshot.
    let mut book = Notebook::open(whole.path()).unwrap();
    for size in 0..50 {
        book.set_setting("size", &size).wait().unwrap();
    }
    drop(book);
    let last = |dir: &Path| fs::read_dir(dir.join("log")).unwrap().map(|e| e.unwrap().path()).max().unwrap();
    for way in 0..3 {
        let dir = tempfile::tempdir().unwrap();
        copy_dir(whole.path(), dir.path());
        let path = last(dir.path());
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.is_empty());
        match way {
            0 => fs::remove_file(&path).unwrap(),
            1 => fs::write(&path, &bytes[..bytes.len() / 2]).unwrap(),
            _ => fs::write(&path, [&bytes[..40], b"#", &bytes[41..]].concat()).unwrap(),
        }
        let book = Notebook::open(dir.path()).unwrap();
        assert_eq!(book.status().notices, [Notice::LogDamaged { whole: true }], "way {way}");
        assert_eq!((notes(&book), book.setting("size")), (expected.clone(), Some(49)));
        drop(book);
        // The new second copy is good enough to restore from.
        fs::remove_file(dir.path().join("notebook.db")).unwrap();
        let book = Notebook::open(dir.path()).unwrap();
        assert!(matches!(book.status().notices[..], [Notice::Restored { .. }]));
        assert_eq!((notes(&book), book.setting("size")), (expected.clone(), Some(49)));
    }
}

#[test]
fn a_lost_write_ahead_log_is_made_good_by_the_second_copy() {
    let dir = tempfile::tempdir().unwrap();
    let mut book = Notebook::open(dir.path()).unwrap();
    let mut saved = BTreeMap::new();
    // Before the first snapshot, and after it, when the log begins anew.
    for bout in 0..2 {
        for number in 0..5 {
            let (note, page) = annotation(bout * 5 + number);
            book.create(&note, &page).wait().unwrap();
            saved.insert(note.id, note.body.note);
        }
        // A copy taken while the program runs, without the write-ahead log: all that a careless backup has.
        let copy = tempfile::tempdir().unwrap();
        copy_dir(dir.path(), copy.path());
        fs::remove_file(copy.path().join("notebook.db-wal")).unwrap();
        let kept = Notebook::open(copy.path()).unwrap();
        assert_eq!(notes(&kept), saved, "bout {bout}");
        let notices = kept.status().notices;
        assert!(
            matches!(notices[..], [Notice::Restored { fault: Fault::Behind(_), missing: Some(0), .. }]),
            "bout {bout}: {notices:?}"
        );
        let asked = Instant::now();
        while snapshots(&dir.path().join("snapshots")).is_empty() {
            assert!(asked.elapsed() < Duration::from_secs(20), "no snapshot");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

// Other programs.

#[test]
fn a_newer_store_is_read_and_never_written() {
    let dir = tempfile::tempdir().unwrap();
    let expected = filled(dir.path());
    let path = dir.path().join("notebook.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    db.close().unwrap();
    let before = fs::read(&path).unwrap();
    let mut book = Notebook::open(dir.path()).unwrap();
    let newer = StoreError::Newer { found: 99, known: 3 };
    assert_eq!(book.status().read_only, Some(newer.clone()));
    assert_eq!(notes(&book), expected);
    let id = *expected.keys().next().unwrap();
    let text = book.get(id).unwrap().target.page.text;
    assert!(book.page_text(text).unwrap().is_some());
    assert_eq!(book.delete(id).wait(), Err(newer));
    assert_eq!(notes(&book), expected);
    drop(book);
    assert_eq!(fs::read(&path).unwrap(), before);
}

/// Stores of all formats, the newest last, each written by [`writes_the_golden_store`] when that format was released.
const GOLDEN: [&str; 3] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/notebook-format-1.db"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/notebook-format-2.db"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/notebook-format-3.db"),
];

#[test]
#[ignore = "writes the golden store of the present format; once for each format"]
fn writes_the_golden_store() {
    // All that is ignored is run together, and an old store must stay old.
    let [.., golden] = GOLDEN;
    if Path::new(golden).exists() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut book = Notebook::open(dir.path()).unwrap();
    for number in 0..3 {
        let (note, page) = annotation(number);
        book.create(&note, &page).wait().unwrap();
        if number == 2 {
            book.delete(note.id).wait().unwrap();
        }
    }
    book.set_draft("新", "没写完").wait().unwrap();
    book.set_setting("size", &18).wait().unwrap();
    let path = book.back_up(dir.path()).unwrap();
    fs::copy(path, golden).unwrap();
}

#[test]
fn a_store_of_each_format_opens_for_ever() {
    for golden in GOLDEN {
        let dir = tempfile::tempdir().unwrap();
        fs::copy(golden, dir.path().join("notebook.db")).unwrap();
        for _ in 0..2 {
            let mut book = Notebook::open(dir.path()).unwrap();
            assert_eq!(book.status().notices, [], "{golden}");
            assert_eq!(notes(&book).into_values().collect::<Vec<_>>(), ["第0条", "第1条"]);
            let deleted: Vec<_> =
                book.find(&Filter { deleted: true, ..Filter::default() }).cloned().collect();
            assert_eq!(deleted[0].body.note, "第2条");
            for note in book.find(&Filter::default()) {
                let text = book.page_text(note.target.page.text).unwrap().unwrap();
                assert_eq!(locate(note, &Page::new(text)).state, AnchorState::Exact);
            }
            assert_eq!((book.draft("新").as_deref(), book.setting("size")), (Some("没写完"), Some(18)));
            book.set_setting("seen", &true).wait().unwrap();
        }
        let incoming = Notebook::read_backup(Path::new(golden)).unwrap();
        assert_eq!(incoming.annotations().count(), 2, "{golden}");
    }
}

/// Makes a folder what a program of the first format would have left.
fn to_first_format(dir: &Path) {
    let log = dir.join("log");
    for entry in fs::read_dir(&log).unwrap().flatten() {
        let text = fs::read_to_string(entry.path()).unwrap();
        let lines = text.lines().filter_map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            match value["check"].is_null().then_some(0).or(value["records"].as_u64()) {
                Some(0) if value["check"].is_null() => Some(line.to_owned()),
                Some(count) if count > 1 => Some(format!("{{\"together\":[{count},{count}]}}")),
                _ => None,
            }
        });
        let text: String = lines.map(|line| line + "\n").collect();
        fs::write(entry.path(), text).unwrap();
    }
    let mut stores = vec![dir.join("notebook.db")];
    for snapshot in snapshots(&dir.join("snapshots")) {
        let name = snapshot.path.file_name().unwrap().to_str().unwrap();
        let name = name.split('-').take(4).collect::<Vec<_>>().join("-") + ".db";
        let old = snapshot.path.with_file_name(name);
        fs::rename(&snapshot.path, &old).unwrap();
        stores.push(old);
    }
    for store in stores {
        let db = rusqlite::Connection::open(store).unwrap();
        let segment: i64 = db.query_row("SELECT log_segment FROM meta", [], |row| row.get(0)).unwrap();
        let bytes = fs::metadata(log.join(format!("{segment:08}.jsonl"))).map_or(0, |file| file.len());
        db.execute_batch(&format!(
            "CREATE TABLE first AS SELECT count, sum, log_segment, {bytes} AS log_bytes FROM meta;
             DROP TABLE meta; ALTER TABLE first RENAME TO meta; PRAGMA user_version = 1;"
        ))
        .unwrap();
    }
    fs::write(dir.join("notebook.lock"), "").unwrap();
}

#[test]
fn a_folder_of_the_first_format_goes_on_without_a_word_and_is_watched_over() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let early = tempfile::tempdir().unwrap();
    copy_dir(dir.path(), early.path());
    let mut book = Notebook::open(dir.path()).unwrap();
    for number in 200..210 {
        let (note, page) = annotation(number);
        book.create(&note, &page).wait().unwrap();
    }
    let expected = notes(&book);
    drop(book);
    to_first_format(dir.path());
    to_first_format(early.path());
    let whole = tempfile::tempdir().unwrap();
    copy_dir(dir.path(), whole.path());
    for _ in 0..2 {
        let book = Notebook::open(whole.path()).unwrap();
        assert_eq!((book.status().notices, notes(&book)), (vec![], expected.clone()));
    }
    // Its own old store, before the first start of this program and after it.
    for dir in [dir.path(), whole.path()] {
        fs::copy(early.path().join("notebook.db"), dir.join("notebook.db")).unwrap();
        let book = Notebook::open(dir).unwrap();
        let notices = book.status().notices;
        assert!(matches!(notices[..], [Notice::Restored { fault: Fault::Behind(_), .. }]), "{notices:?}");
        assert_eq!(notes(&book), expected);
    }
    // Its log cut: what is there is all there is, and no more is claimed.
    let cut = tempfile::tempdir().unwrap();
    copy_dir(early.path(), cut.path());
    fs::remove_dir_all(cut.path().join("log")).unwrap();
    let book = Notebook::open(cut.path()).unwrap();
    assert_eq!(book.status().notices, [Notice::LogDamaged { whole: false }]);
}

#[test]
fn a_store_of_the_first_format_killed_before_its_first_checkpoint_is_no_damage() {
    let dir = tempfile::tempdir().unwrap();
    let db = rusqlite::Connection::open(dir.path().join("notebook.db")).unwrap();
    db.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;
         CREATE TABLE record(kind, key, revision, modified, deleted, parents, body, sum);
         CREATE TABLE meta(count, sum, log_segment, log_bytes);
         INSERT INTO meta VALUES (0, zeroblob(32), 0, 0); PRAGMA user_version = 1;",
    )
    .unwrap();
    let killed = tempfile::tempdir().unwrap();
    copy_dir(dir.path(), killed.path());
    assert_eq!(Notebook::open(killed.path()).unwrap().status().notices, []);
    assert!(!killed.path().join("damaged").exists());
}

#[test]
fn another_notebooks_store_is_not_mixed_in() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (own, foreign) = (filled(dir.path()), filled(other.path()));
    // The store with its log, over a folder with snapshots of its own: whichever counts, the other is kept and told of.
    let both = tempfile::tempdir().unwrap();
    copy_dir(dir.path(), both.path());
    fs::remove_dir_all(both.path().join("log")).unwrap();
    copy_dir(&other.path().join("log"), &both.path().join("log"));
    fs::copy(other.path().join("notebook.db"), both.path().join("notebook.db")).unwrap();
    let book = Notebook::open(both.path()).unwrap();
    let told = book.status().notices;
    assert!(told.iter().any(|notice| matches!(notice, Notice::ForeignFiles { .. })), "{told:?}");
    assert!([&own, &foreign].contains(&&notes(&book)), "{told:?}");
    drop(book);
    assert_eq!(Notebook::open(both.path()).unwrap().status().notices, []);
    // The store alone.
    fs::copy(other.path().join("notebook.db"), dir.path().join("notebook.db")).unwrap();
    let book = Notebook::open(dir.path()).unwrap();
    let told = book.status().notices;
    let [Notice::Restored { fault: Fault::Foreign, missing: Some(0), kept_in: Some(kept), .. }] = &told[..]
    else {
        panic!("{told:?}");
    };
    assert_eq!(notes(&book), own);
    let incoming = Notebook::read_backup(&kept.join("notebook.db")).unwrap();
    assert_eq!(incoming.annotations().count(), foreign.len(), "and can be taken in");
}

#[test]
fn a_second_process_is_refused_while_the_first_writes() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::start("faults::writes_until_killed", &[(CHILD_DIR, dir.path())]);
    let first = writer.saved.recv_timeout(Duration::from_secs(60)).unwrap();
    for _ in 0..4 {
        assert!(matches!(Notebook::open(dir.path()), Err(StoreError::InUse)));
    }
    writer.process.kill().unwrap();
    writer.process.wait().unwrap();
    let saved: BTreeMap<Uuid, String> = std::iter::once(first).chain(&writer.saved).collect();
    assert!(saved.len() > 4, "the first one did not go on writing");
    let book = Notebook::open(dir.path()).unwrap();
    assert_eq!(book.status().notices, []);
    assert_kept(&versions(&book), &saved);
}

#[test]
fn a_second_launch_hands_its_folder_over() {
    let dir = tempfile::tempdir().unwrap();
    let first = Notebook::open(dir.path()).unwrap();
    assert!(matches!(Notebook::open(dir.path()), Err(StoreError::InUse)));
    assert!(is_open_elsewhere(dir.path()));
    let folder = std::path::absolute("some/archive").unwrap();
    hand_over(dir.path(), &Request::Open("some/archive".into())).unwrap();
    let mut taken = Vec::new();
    let asked = Instant::now();
    while taken.is_empty() && asked.elapsed() < Duration::from_secs(5) {
        taken = first.handed_over();
    }
    assert_eq!(taken, [Request::Open(folder)]);
    drop(first);
    assert!(!is_open_elsewhere(dir.path()));
    // Nobody there to take it.
    assert_eq!(hand_over(dir.path(), &Request::Show), Err(StoreError::InUse));
}

/// Name that tells which of the two [`edits_in_turns`] is, and the number of its edits.
const CHILD_NAME: &str = "JIANBAO_TEST_CHILD_NAME";
const CHILD_EDITS: &str = "JIANBAO_TEST_CHILD_EDITS";

/// Run in a process of its own: changes its own line of notes that another process changes too, whenever it gets hold
/// of the notebook.
#[test]
#[ignore = "runs only inside other tests"]
fn edits_in_turns() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let name = std::env::var(CHILD_NAME).unwrap();
    let edits: usize = std::env::var(CHILD_EDITS).unwrap().parse().unwrap();
    let mut done = 0;
    while done < edits {
        let mut book = match Notebook::open(Path::new(&dir)) {
            Ok(book) => book,
            Err(StoreError::InUse) => {
                std::thread::sleep(Duration::from_millis(2));
                continue;
            }
            Err(error) => panic!("{error}"),
        };
        let ids: Vec<Uuid> = notes(&book).into_keys().collect();
        for _ in 0..20.min(edits - done) {
            done += 1;
            let id = ids[done % ids.len()];
            let line = format!("{name}{done}");
            let change = |note: &str| {
                let others = note.lines().filter(|line| !line.starts_with(&name));
                others.chain([line.as_str()]).collect::<Vec<_>>().join("\n")
            };
            book.update(id, |a| a.body.note = change(&a.body.note)).wait().unwrap();
            say_saved(id, &line);
        }
    }
}

fn two_windows(edits: usize) {
    let dir = tempfile::tempdir().unwrap();
    let mut book = Notebook::open(dir.path()).unwrap();
    for number in 0..20 {
        let (note, page) = annotation(number);
        book.create(&note, &page).wait().unwrap();
    }
    drop(book);
    let half = (edits / 2).to_string();
    let mut writers = ["甲", "乙"].map(|name| {
        let variables =
            [(CHILD_DIR, dir.path()), (CHILD_NAME, Path::new(name)), (CHILD_EDITS, Path::new(&half))];
        (name, Writer::start("faults::edits_in_turns", &variables))
    });
    let mut saved: BTreeMap<(Uuid, &str), String> = BTreeMap::new();
    let mut acknowledged = 0;
    for (name, writer) in &mut writers {
        for (id, line) in &writer.saved {
            saved.insert((id, name), line);
            acknowledged += 1;
        }
        assert!(writer.process.wait().unwrap().success());
    }
    let kept = notes(&Notebook::open(dir.path()).unwrap());
    for ((id, _), line) in &saved {
        assert!(kept[id].lines().any(|kept| kept == line), "{line} is not in {}", kept[id]);
    }
    println!("two processes in turns, {acknowledged} edits of the same notes, 0 lost");
    assert_eq!((acknowledged, saved.len()), (edits / 2 * 2, 40));
}

#[test]
fn two_processes_in_turns_keep_both_texts() {
    two_windows(200);
}

#[test]
#[ignore = "minutes"]
fn two_processes_in_turns_keep_both_texts_of_10000_edits() {
    two_windows(10_000);
}

// Full disks.

/// Fills the disk up to `left` bytes, writes until it is full, and sees that everything acknowledged is there.
fn full_disk(mount: &Mount, left: usize) {
    let dir = mount.path().join("data");
    let filler = mount.path().join("filler");
    let mut book = Notebook::open(&dir).unwrap();
    let (first, page) = annotation(0);
    book.create(&first, &page).wait().unwrap();
    let mut file = fs::File::create(&filler).unwrap();
    let mut size = 0u64;
    while file.write_all(&[0x5a; 1024]).is_ok() {
        size += 1024;
    }
    file.set_len(size.saturating_sub(left as u64)).unwrap();
    file.sync_all().unwrap();
    drop(file);

    let mut saved = BTreeMap::from([(first.id, first.body.note.clone())]);
    let mut refused = BTreeMap::new();
    for number in 1..4000 {
        let (mut note, page) = annotation(number);
        note.body.note.push_str(&"满".repeat(700));
        match book.create(&note, &page).wait() {
            Ok(_) => saved.insert(note.id, note.body.note),
            Err(error) => {
                assert_eq!(error, StoreError::DiskFull, "{left} left");
                refused.insert(note.id, note.body.note)
            }
        };
        if refused.len() == 3 {
            break;
        }
    }
    assert_eq!(refused.len(), 3, "{left} left: the disk never filled");
    assert_eq!(book.status().error, Some(StoreError::DiskFull));
    assert!(book.status().unsaved > 0 && book.status().low_space);
    // What the disk refused is still in memory, and goes to the disk as soon as there is room.
    let all: BTreeMap<_, _> = saved.clone().into_iter().chain(refused.clone()).collect();
    assert_eq!(notes(&book), all);

    // A crash now: everything acknowledged is on the full disk.
    let copy = tempfile::tempdir().unwrap();
    copy_dir(&dir, copy.path());
    let kept = notes(&Notebook::open(copy.path()).unwrap());
    assert!(saved.iter().all(|(id, note)| kept.get(id) == Some(note)), "{left} left");

    fs::remove_file(&filler).unwrap();
    let asked = Instant::now();
    while book.status().unsaved > 0 && asked.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!((book.status().unsaved, book.status().error), (0, None));
    // That it is nearly full is not said any longer than it is.
    let asked = Instant::now();
    while left == 0 && book.status().low_space {
        assert!(asked.elapsed() < Duration::from_secs(20), "there is room, and it is not seen");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(book);
    assert_eq!(notes(&Notebook::open(&dir).unwrap()), all);
    fs::remove_dir_all(&dir).unwrap();
}

fn full_disks(levels: usize) {
    let image = tempfile::tempdir().unwrap();
    let mounts = [
        ("tmpfs", Mount::tmpfs("6m")),
        ("ext4, 1 KB blocks", Mount::ext4(&image.path().join("1k"), "1024", 10)),
        ("ext4, 4 KB blocks", Mount::ext4(&image.path().join("4k"), "4096", 10)),
    ];
    for (name, mount) in &mounts {
        match mount {
            Some(mount) => {
                // From nothing left to some 400 KB, closer together at the lower end.
                (0..levels).for_each(|level| full_disk(mount, level * level * 401_408 / (levels * levels)));
                println!("{name}: full at {levels} levels, 0 lost");
            }
            None => skip(name),
        }
    }
}

#[test]
fn a_full_disk_loses_nothing() {
    full_disks(6);
}

#[test]
#[ignore = "minutes"]
fn a_disk_full_at_24_levels_loses_nothing() {
    full_disks(24);
}

#[test]
fn a_read_only_folder_is_read() {
    let Some(mount) = Mount::tmpfs("6m") else {
        return skip("tmpfs");
    };
    let dir = mount.path().join("data");
    let expected = filled(&dir);
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(mount.path()).status().unwrap();
    assert!(remounted.success());
    let mut book = Notebook::open(&dir).unwrap();
    assert_eq!((book.status().read_only, notes(&book)), (Some(StoreError::ReadOnly), expected));
    assert_eq!(book.set_setting("size", &1).wait(), Err(StoreError::ReadOnly));
    assert!(book.export().unwrap().contains("第0条"));
}
