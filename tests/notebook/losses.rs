//! Losses of a notebook's files between two sessions and while it is open: whatever is lost is told, and what is
//! told is true.

use super::faults::CHILD_DIR;
use super::support::{Dice, Writer, annotation, copy_dir, folder, notes};
use jianbao::notebook::{Fault, Filter, Notebook, Notice, StoreError};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use uuid::Uuid;

/// Files of a store.
const STORE: [&str; 2] = ["notebook.db", "notebook.db-wal"];

/// A notebook's folder as it was at some time, and what was saved until then, one save after the other.
struct Image {
    dir: TempDir,
    saved: Vec<(Uuid, String)>,
}

impl Image {
    fn of(dir: &Path, saved: &[(Uuid, String)]) -> Image {
        let copy = folder();
        copy_dir(dir, copy.path());
        Image { dir: copy, saved: saved.to_vec() }
    }
}

/// Saves so many notes, each for itself; some are changed at once.
fn save(book: &mut Notebook, saved: &mut Vec<(Uuid, String)>, count: usize) {
    for _ in 0..count {
        let number = saved.len();
        if let Some((id, note)) = saved.last().cloned().filter(|_| number % 4 == 3) {
            let longer = format!("{note}又改");
            book.update(id, |a| a.body.note = longer.clone()).wait().unwrap();
            saved.push((id, longer));
        } else {
            let (note, page) = annotation(number);
            book.create(&note, &page).wait().unwrap();
            saved.push((note.id, note.body.note));
        }
    }
}

fn wait_for_snapshot(dir: &Path) {
    let begun = Instant::now();
    while jianbao::notebook::snapshots(&dir.join("snapshots")).is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20), "no snapshot");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// History of a notebook over some sessions: as it was at several times, open (as after a kill) and closed.
struct Life {
    images: Vec<Image>,
}

impl Life {
    fn new(dice: &mut Dice) -> Life {
        let dir = folder();
        let (mut saved, mut images) = (Vec::new(), Vec::new());
        for session in 0..1 + dice.below(3) {
            let mut book = Notebook::open(dir.path()).unwrap();
            assert_eq!(book.status().notices, [], "session {session}");
            for _ in 0..2 {
                save(&mut book, &mut saved, 2 + dice.below(12));
                images.push(Image::of(dir.path(), &saved));
            }
            if dice.below(4) == 0 {
                wait_for_snapshot(dir.path());
                save(&mut book, &mut saved, 2 + dice.below(5));
                images.push(Image::of(dir.path(), &saved));
            }
            drop(book);
            images.push(Image::of(dir.path(), &saved));
        }
        Life { images }
    }
}

/// Opens a folder in which everything of `saved` was, and holds what it says against what there is.
fn open_and_check(dir: &Path, saved: &[(Uuid, String)], way: &str) -> Vec<Notice> {
    let found = STORE.map(|name| fs::read(dir.join(name)).ok());
    let mut book = Notebook::open(dir).unwrap_or_else(|error| panic!("{way}: {error}"));
    let status = book.status();
    assert_eq!((&status.read_only, &status.error), (&None, &None), "{way}");
    let there = notes(&book);
    let lacking: Vec<usize> = (0..saved.len())
        .filter(|&at| !there.get(&saved[at].0).is_some_and(|note| note.starts_with(&saved[at].1)))
        .collect();
    // How many of the last saves may be missing, by what was told.
    let mut may_lack = 0;
    for notice in &status.notices {
        match notice {
            Notice::Restored { notes, missing, kept_in, .. } => {
                may_lack = missing.unwrap_or(u64::MAX);
                assert_eq!(*notes, there.len(), "{way}: {notice:?}");
                match kept_in {
                    Some(place) => {
                        let kept = STORE.map(|name| fs::read(place.join(name)).ok());
                        assert_eq!(kept[0], found[0], "{way}: the store is kept as it was found");
                        if found[1].as_ref().is_some_and(|wal| !wal.is_empty()) {
                            assert_eq!(kept[1], found[1], "{way}: its log is kept as it was found");
                        }
                    }
                    None => assert_eq!(found[0], None, "{way}: nothing is kept where nothing was"),
                }
            }
            Notice::LogDamaged { whole } => may_lack = may_lack.max(if *whole { 0 } else { u64::MAX }),
            other => panic!("{way}: {other:?}"),
        }
    }
    let first = saved.len().saturating_sub(may_lack.min(saved.len() as u64) as usize);
    assert!(
        lacking.iter().all(|&at| at >= first),
        "{way}: {lacking:?} of {} are missing, told was {:?}",
        saved.len(),
        status.notices
    );
    let known: Vec<Uuid> = saved.iter().map(|(id, _)| *id).collect();
    assert!(there.keys().all(|id| known.contains(id)), "{way}: notes of another notebook are mixed in");
    for note in book.find(&Filter::default()) {
        let text = book.page_text(note.target.page.text).unwrap();
        assert!(text.is_some(), "{way}: the text of a page is missing");
    }
    // It can be written to, and the next start has nothing to tell.
    let (one, page) = annotation(7000);
    book.create(&one, &page).wait().unwrap_or_else(|error| panic!("{way}: {error}"));
    let told = book.status().notices;
    drop(book);
    let book = Notebook::open(dir).unwrap();
    assert_eq!((book.status().notices, book.status().read_only), (vec![], None), "{way}: once is enough");
    assert_eq!(notes(&book).len(), there.len() + 1, "{way}");
    told
}

fn remove(dir: &Path, names: &[&str]) {
    for path in names.iter().map(|name| dir.join(name)) {
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
}

/// Flips a bit of a file, if it has that many bytes.
fn flip(path: &Path, at: usize, bit: usize) {
    let Ok(mut bytes) = fs::read(path) else { return };
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << bit;
        fs::write(path, bytes).unwrap();
    }
}

fn cut(path: &Path, length: usize) {
    if let Ok(bytes) = fs::read(path) {
        fs::write(path, &bytes[..length.min(bytes.len())]).unwrap();
    }
}

/// One thing that becomes of a folder. Returns whether something has to be told, where that is sure.
type Ill = fn(&Path, &Life, &mut Dice) -> Option<bool>;

/// Everything that becomes of folders, by name.
const ILLS: &[(&str, Ill)] = &[
    ("nothing", |_, _, _| Some(false)),
    ("the write-ahead log is gone", |dir, _, _| {
        remove(dir, &["notebook.db-wal"]);
        None
    }),
    ("the write-ahead log is cut", |dir, _, dice| {
        let length = fs::metadata(dir.join(STORE[1])).map_or(0, |file| file.len() as usize);
        cut(&dir.join(STORE[1]), dice.below(length.max(1)));
        None
    }),
    ("the write-ahead log is flipped", |dir, _, dice| {
        let length = fs::metadata(dir.join(STORE[1])).map_or(0, |file| file.len() as usize);
        flip(&dir.join(STORE[1]), dice.below(length.max(1)), dice.below(8));
        None
    }),
    ("an older store is put back", |dir, life, dice| {
        remove(dir, &STORE);
        let old = &life.images[dice.below(life.images.len() - 1)];
        for name in STORE {
            let _ = fs::copy(old.dir.path().join(name), dir.join(name));
        }
        None
    }),
    ("an older store is put beside a newer write-ahead log", |dir, life, dice| {
        let old = &life.images[dice.below(life.images.len() - 1)];
        fs::copy(old.dir.path().join(STORE[0]), dir.join(STORE[0])).unwrap();
        None
    }),
    ("an older store is put back with its log", |dir, life, dice| {
        remove(dir, &["log", STORE[0], STORE[1]]);
        let old = life.images[dice.below(life.images.len() - 1)].dir.path();
        for name in STORE {
            let _ = fs::copy(old.join(name), dir.join(name));
        }
        copy_dir(&old.join("log"), &dir.join("log"));
        None
    }),
    ("another notebook's store", |dir, _, _| {
        let other = folder();
        let mut book = Notebook::open(other.path()).unwrap();
        save(&mut book, &mut Vec::new(), 5);
        drop(book);
        remove(dir, &STORE);
        fs::copy(other.path().join(STORE[0]), dir.join(STORE[0])).unwrap();
        Some(true)
    }),
    ("another notebook's store and write-ahead log", |dir, _, _| {
        let other = folder();
        let mut book = Notebook::open(other.path()).unwrap();
        save(&mut book, &mut Vec::new(), 5);
        for name in STORE {
            fs::copy(other.path().join(name), dir.join(name)).unwrap();
        }
        Some(true)
    }),
    ("the store is gone", |dir, _, _| {
        remove(dir, &STORE);
        Some(true)
    }),
    ("the store alone is gone", |dir, _, _| {
        remove(dir, &STORE[..1]);
        Some(true)
    }),
    ("the store is cut to a byte or none", |dir, _, dice| {
        cut(&dir.join(STORE[0]), dice.below(2));
        Some(true)
    }),
    ("the store is cut", |dir, _, dice| {
        let length = fs::metadata(dir.join(STORE[0])).unwrap().len() as usize;
        cut(&dir.join(STORE[0]), dice.below(length));
        None
    }),
    ("an empty store", |dir, _, _| {
        remove(dir, &STORE);
        let db = rusqlite::Connection::open(dir.join(STORE[0])).unwrap();
        db.execute_batch("CREATE TABLE x(y); DROP TABLE x;").unwrap();
        Some(true)
    }),
    ("a bit of the header", |dir, _, dice| {
        flip(&dir.join(STORE[0]), dice.below(100), dice.below(8));
        None
    }),
    ("a bit of the version", |dir, _, dice| {
        flip(&dir.join(STORE[0]), 60 + dice.below(4), dice.below(8));
        None
    }),
    ("log and write-ahead log are gone", |dir, _, _| {
        remove(dir, &["log", STORE[1]]);
        Some(true)
    }),
    ("log, write-ahead log and what the lock noted are gone", |dir, _, _| {
        remove(dir, &["log", STORE[1], "notebook.lock"]);
        Some(true)
    }),
    ("log, snapshots and write-ahead log are gone", |dir, _, _| {
        remove(dir, &["log", "snapshots", STORE[1]]);
        Some(true)
    }),
    ("log and store are gone", |dir, _, _| {
        remove(dir, &["log", STORE[0], STORE[1]]);
        Some(true)
    }),
    ("only the lock is left", |dir, _, _| {
        remove(dir, &["log", "snapshots", STORE[0], STORE[1]]);
        Some(true)
    }),
    ("snapshots are gone", |dir, _, _| {
        remove(dir, &["snapshots"]);
        Some(false)
    }),
    ("the lock is gone", |dir, _, _| {
        remove(dir, &["notebook.lock"]);
        Some(false)
    }),
];

/// Lets everything become of notebooks with such lives, and counts runs and notices.
fn ills(lives: usize) {
    let mut dice = Dice(29);
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for _ in 0..lives {
        let life = Life::new(&mut dice);
        for &(name, ill) in ILLS {
            // As a killed process left it, or closed.
            let image = &life.images[life.images.len() - 1 - dice.below(2)];
            let dir = folder();
            copy_dir(image.dir.path(), dir.path());
            let must = ill(dir.path(), &life, &mut dice);
            let told = open_and_check(dir.path(), &image.saved, name);
            if let Some(must) = must {
                assert_eq!(!told.is_empty(), must, "{name}: {told:?}");
            }
            let lost = told.iter().any(|notice| {
                matches!(notice, Notice::Restored { missing, .. } if *missing != Some(0))
                    || *notice == Notice::LogDamaged { whole: false }
            });
            let count = counts.entry(name).or_default();
            count[0] += 1;
            count[1] += usize::from(!told.is_empty());
            count[2] += usize::from(lost);
        }
    }
    for (name, [runs, told, lost]) in &counts {
        println!("{runs:5} {told:5} {lost:5}  {name}");
    }
    let sum = |at: usize| counts.values().map(|count| count[at]).sum::<usize>();
    println!(
        "{} runs, {} told of, {} of them that something may be lost, 0 lost in silence",
        sum(0),
        sum(1),
        sum(2)
    );
}

#[test]
fn whatever_becomes_of_the_files_is_told_and_made_good() {
    ills(3);
}

#[test]
#[ignore = "minutes"]
fn whatever_becomes_of_the_files_60_times_is_told_and_made_good() {
    ills(60);
}

/// Kills a process that writes into a new notebook, mostly before its first checkpoint, and takes the write-ahead log away.
fn kills_without_write_ahead_log(times: usize) {
    let mut dice = Dice(31);
    let (mut acknowledged, mut told) = (0, 0);
    for round in 0..times {
        let dir = folder();
        let mut writer = Writer::start("faults::writes_until_killed", &[(CHILD_DIR, dir.path())]);
        let first = writer.saved.recv_timeout(Duration::from_secs(60)).unwrap();
        std::thread::sleep(Duration::from_millis(dice.below(150) as u64));
        writer.process.kill().unwrap();
        writer.process.wait().unwrap();
        let saved: Vec<(Uuid, String)> = std::iter::once(first).chain(&writer.saved).collect();
        acknowledged += saved.len();
        remove(dir.path(), &STORE[1..]);
        let book = Notebook::open(dir.path()).unwrap();
        super::faults::assert_kept(&super::support::versions(&book), &saved.into_iter().collect());
        match &book.status().notices[..] {
            [] => {}
            // A kill within a checkpoint leaves a store that is half written.
            [Notice::Restored { fault: Fault::Behind(_) | Fault::Damaged(_), missing: Some(0), .. }] => {
                told += 1
            }
            other => panic!("round {round}: {other:?}"),
        }
    }
    println!(
        "{times} kills, then no write-ahead log: {acknowledged} acknowledged writes, 0 lost, {told} told of"
    );
    assert!(told * 2 > times, "the write-ahead log held nothing");
}

#[test]
fn kills_without_write_ahead_log_lose_nothing() {
    kills_without_write_ahead_log(8);
}

#[test]
#[ignore = "minutes"]
fn two_hundred_kills_without_write_ahead_log_lose_nothing() {
    kills_without_write_ahead_log(200);
}

#[test]
fn a_store_says_how_many_saves_it_is_behind() {
    let dir = folder();
    let mut saved = Vec::new();
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 3);
    drop(book);
    let old = Image::of(dir.path(), &saved);
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 9);
    drop(book);
    fs::copy(old.dir.path().join(STORE[0]), dir.path().join(STORE[0])).unwrap();
    let told = open_and_check(dir.path(), &saved, "older");
    assert!(
        matches!(told[..], [Notice::Restored { fault: Fault::Behind(9), missing: Some(0), .. }]),
        "{told:?}"
    );
}

#[test]
fn log_and_write_ahead_log_lost_together_are_not_called_whole() {
    let dir = folder();
    let mut saved = Vec::new();
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 20);
    // On a slow machine there may be a snapshot already.
    let gone = ["log", "snapshots", STORE[1]];
    let image = Image::of(dir.path(), &saved);
    remove(image.dir.path(), &gone);
    let told = open_and_check(image.dir.path(), &saved, "both lost");
    assert!(matches!(told[..], [Notice::Restored { missing: Some(20), .. }]), "{told:?}");
    // Without what the lock noted nobody knows how many there were.
    let image = Image::of(dir.path(), &saved);
    remove(image.dir.path(), &gone);
    remove(image.dir.path(), &["notebook.lock"]);
    let told = open_and_check(image.dir.path(), &saved, "all lost");
    assert_eq!(told, [Notice::LogDamaged { whole: false }]);
}

#[test]
fn each_bit_of_the_version_is_known_for_damage() {
    let dir = folder();
    let mut saved = Vec::new();
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 4);
    drop(book);
    for at in 0..32 {
        let image = Image::of(dir.path(), &saved);
        flip(&image.dir.path().join(STORE[0]), 60 + at / 8, at % 8);
        let told = open_and_check(image.dir.path(), &saved, "version");
        assert!(
            matches!(told[..], [Notice::Restored { fault: Fault::Damaged(_), .. }]),
            "bit {at}: {told:?}"
        );
    }
}

#[test]
fn a_database_of_another_program_is_neither_damaged_nor_newer() {
    let dir = folder();
    let mut saved = Vec::new();
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 4);
    drop(book);
    let songs = "CREATE TABLE song(name TEXT); INSERT INTO song VALUES ('渡口');";
    for version in [0, 1, 9] {
        let image = Image::of(dir.path(), &saved);
        remove(image.dir.path(), &STORE);
        let db = rusqlite::Connection::open(image.dir.path().join(STORE[0])).unwrap();
        db.execute_batch(&format!("{songs} PRAGMA user_version = {version};")).unwrap();
        drop(db);
        let told = open_and_check(image.dir.path(), &saved, "another program's");
        let Notice::Restored { fault: Fault::NoNotebook, missing: Some(0), kept_in: Some(kept), .. } =
            &told[0]
        else {
            panic!("{version}: {told:?}")
        };
        assert!(kept.join(STORE[0]).exists());
    }
    // A notebook that lost a table is damaged.
    for table in ["meta", "record"] {
        let image = Image::of(dir.path(), &saved);
        let db = rusqlite::Connection::open(image.dir.path().join(STORE[0])).unwrap();
        db.execute_batch(&format!("DROP TABLE {table}")).unwrap();
        drop(db);
        let told = open_and_check(image.dir.path(), &saved, table);
        assert!(
            matches!(told[..], [Notice::Restored { fault: Fault::Damaged(_), missing: Some(0), .. }]),
            "{table}: {told:?}"
        );
    }
}

/// SQLite reads past most of the header, and takes some of it as leave to read only.
#[test]
fn a_bit_of_any_byte_of_the_header_is_harmless_or_made_good() {
    let dir = folder();
    let mut saved = Vec::new();
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 4);
    drop(book);
    // The numbers of the formats of reading and writing bit by bit.
    let bits = (0..100).map(|at| (at, at % 8)).chain((0..16).map(|bit| (18 + bit / 8, bit % 8)));
    for (at, bit) in bits {
        let image = Image::of(dir.path(), &saved);
        flip(&image.dir.path().join(STORE[0]), at, bit);
        open_and_check(image.dir.path(), &saved, &format!("bit {bit} of byte {at}"));
    }
}

/// SQLite's message in this case is as often that the disk failed as that the file is damaged.
#[test]
fn a_store_cut_beside_its_write_ahead_log_is_known_for_damage() {
    let dir = folder();
    let mut saved = Vec::new();
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 60);
    drop(book);
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 2);
    let length = fs::metadata(dir.path().join(STORE[0])).unwrap().len() as usize;
    let mut noticed = 0;
    for part in 0..24 {
        let image = Image::of(dir.path(), &saved);
        cut(&image.dir.path().join(STORE[0]), 100 + part * (length - 100) / 24);
        let told = open_and_check(image.dir.path(), &saved, &format!("part {part} of 24"));
        // The last pages may be in the write-ahead log.
        noticed += usize::from(matches!(told[..], [Notice::Restored { missing: Some(0), .. }]));
    }
    assert!(noticed > 12, "{noticed} of 24 noticed");
}

#[test]
fn a_copy_that_was_written_to_elsewhere_keeps_both_texts() {
    let dir = folder();
    let mut saved = Vec::new();
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 5);
    drop(book);
    let elsewhere = Image::of(dir.path(), &saved);
    let id = saved[0].0;
    for (place, word) in [(dir.path(), "这里"), (elsewhere.dir.path(), "那里")] {
        let mut book = Notebook::open(place).unwrap();
        assert_eq!(book.status().notices, [], "a folder that was copied is as good as the other");
        book.update(id, |a| a.body.note = word.into()).wait().unwrap();
    }
    fs::copy(elsewhere.dir.path().join(STORE[0]), dir.path().join(STORE[0])).unwrap();
    let book = Notebook::open(dir.path()).unwrap();
    let notices = book.status().notices;
    assert!(matches!(notices[..], [Notice::Restored { fault: Fault::OtherCopy, .. }]), "{notices:?}");
    let texts: Vec<String> = notes(&book).into_values().collect();
    assert!(["这里", "那里"].iter().all(|word| texts.iter().any(|text| text == word)), "{texts:?}");
}

#[test]
fn a_persons_own_ways_with_files_raise_no_alarm() {
    let dir = folder();
    let mut saved = Vec::new();
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 12);
    wait_for_snapshot(dir.path());
    let backup = book.back_up(dir.path()).unwrap();
    save(&mut book, &mut saved, 3);
    // A backup taken in, and that undone.
    book.merge(&Notebook::read_backup(&backup).unwrap()).wait().unwrap();
    book.delete(saved[0].0).wait().unwrap();
    book.undo().unwrap().wait().unwrap();
    drop(book);
    for _ in 0..2 {
        assert_eq!(Notebook::open(dir.path()).unwrap().status().notices, [], "a clean restart");
    }
    // A backup is the whole of a folder that has nothing else, on another machine.
    let alone = folder();
    fs::copy(&backup, alone.path().join(STORE[0])).unwrap();
    let book = Notebook::open(alone.path()).unwrap();
    assert_eq!((book.status().notices, notes(&book).len()), (vec![], notes_in(&saved[..12])));
    drop(book);
    // The same for the store of a notebook that was closed.
    let alone = folder();
    fs::copy(dir.path().join(STORE[0]), alone.path().join(STORE[0])).unwrap();
    let book = Notebook::open(alone.path()).unwrap();
    assert_eq!((book.status().notices, notes(&book).len()), (vec![], notes_in(&saved)));
    drop(book);
    // Put where the program was started once, and nothing was written.
    let fresh = folder();
    Notebook::open(fresh.path()).unwrap().set_setting("size", &1).wait().unwrap();
    fs::copy(dir.path().join(STORE[0]), fresh.path().join(STORE[0])).unwrap();
    for _ in 0..2 {
        let book = Notebook::open(fresh.path()).unwrap();
        assert_eq!((book.status().notices, notes(&book).len()), (vec![], notes_in(&saved)));
    }
    // The folder deleted while the program is not running: a new notebook.
    fs::remove_dir_all(dir.path()).unwrap();
    let book = Notebook::open(dir.path()).unwrap();
    assert_eq!((book.status().notices, notes(&book).len()), (vec![], 0));
}

/// Number of notes that these saves made.
fn notes_in(saved: &[(Uuid, String)]) -> usize {
    saved.iter().map(|(id, _)| *id).collect::<std::collections::BTreeSet<_>>().len()
}

// While it is open.

type Vanish = fn(&Path);

/// Ways in which the folder vanishes while it is open.
const VANISHING: &[(&str, Vanish)] = &[
    ("the folder is deleted", |dir| fs::remove_dir_all(dir).unwrap()),
    ("the folder is moved away", |dir| fs::rename(dir, dir.with_extension("away")).unwrap()),
    ("all files are deleted", |dir| {
        fs::remove_dir_all(dir).unwrap();
        fs::create_dir(dir).unwrap();
    }),
    ("the store is deleted", |dir| remove(dir, &STORE[..1])),
    ("the store is deleted with its write-ahead log", |dir| remove(dir, &STORE)),
    ("the write-ahead log is deleted", |dir| remove(dir, &STORE[1..])),
    ("the log is deleted", |dir| remove(dir, &["log"])),
    ("the lock is deleted", |dir| remove(dir, &["notebook.lock"])),
    ("log and snapshots are deleted", |dir| remove(dir, &["log", "snapshots"])),
];

fn vanishing(times: usize) {
    let mut dice = Dice(37);
    for round in 0..times {
        let (way, vanish) = VANISHING[round % VANISHING.len()];
        let parent = folder();
        let dir = parent.path().join("notes");
        let mut saved = Vec::new();
        let mut book = Notebook::open(&dir).unwrap();
        save(&mut book, &mut saved, 1 + dice.below(9));
        if dice.below(3) == 0 {
            wait_for_snapshot(&dir);
            save(&mut book, &mut saved, 1 + dice.below(4));
        }
        let before = notes_in(&saved);
        vanish(&dir);
        // The very next write is where the person finds it, with all the others.
        save(&mut book, &mut saved, 1);
        let image = Image::of(&dir, &saved);
        open_and_check(image.dir.path(), &saved, way);
        let told = book.status().notices;
        for notice in &told {
            match notice {
                Notice::SavedAgain { notes, dir: place, .. } => {
                    // The write itself may have been under way.
                    assert!(
                        (before..=notes_in(&saved)).contains(notes) && place == &dir,
                        "{way}: {notice:?}"
                    );
                }
                Notice::LogDamaged { whole: true } => {}
                other => panic!("{way}: {other:?}"),
            }
        }
        // Where the store is whole, only its copies are made anew.
        let stays =
            ["the log is deleted", "the lock is deleted", "log and snapshots are deleted"].contains(&way);
        let again = told.iter().any(|notice| matches!(notice, Notice::SavedAgain { .. }));
        assert_eq!(again, !stays, "{way}: {told:?}");
        save(&mut book, &mut saved, 2);
        drop(book);
        assert_eq!(open_and_check(&dir, &saved, way), [], "{way}");
    }
    println!("{times} folders that went away while open: all notes saved again, 0 lost");
}

#[test]
fn a_folder_that_goes_away_while_open_is_written_again() {
    vanishing(VANISHING.len());
}

#[test]
#[ignore = "minutes"]
fn a_hundred_folders_that_go_away_while_open_are_written_again() {
    vanishing(108);
}

#[test]
fn a_folder_that_goes_away_is_noticed_without_a_write() {
    let parent = folder();
    let dir = parent.path().join("notes");
    let mut saved = Vec::new();
    let mut book = Notebook::open(&dir).unwrap();
    save(&mut book, &mut saved, 3);
    fs::remove_dir_all(&dir).unwrap();
    wait(|| !book.status().notices.is_empty());
    drop(book);
    assert_eq!(open_and_check(&dir, &saved, "noticed"), []);
}

#[test]
fn notes_wait_in_memory_until_there_is_a_place() {
    let parent = folder();
    let dir = parent.path().join("notes");
    let mut saved = Vec::new();
    let mut book = Notebook::open(&dir).unwrap();
    save(&mut book, &mut saved, 5);
    let page = book.get(saved[0].0).unwrap().target.page.text;
    fs::remove_dir_all(&dir).unwrap();
    // No folder can be made where a file is.
    fs::write(&dir, "").unwrap();
    let (late, text) = annotation(90);
    let refused = book.create(&late, &text).wait();
    assert!(matches!(refused, Err(StoreError::Vanished(_))), "{refused:?}");
    assert!(book.status().unsaved > 0 && matches!(book.status().error, Some(StoreError::Vanished(_))));
    assert!(book.page_text(page).unwrap().is_some(), "what is in memory can be read");
    assert!(book.export().unwrap().contains("第0条"));
    fs::remove_file(&dir).unwrap();
    wait(|| book.status().error.is_none());
    assert_eq!(book.status().unsaved, 0);
    saved.push((late.id, late.body.note));
    let told = book.status().notices;
    assert!(
        matches!(told[..], [Notice::SavedAgain { notes, .. }] if notes == notes_in(&saved)),
        "what waited is counted, too: {told:?}"
    );
    drop(book);
    assert_eq!(open_and_check(&dir, &saved, "a place again"), []);
}

/// A store that can be read but not written to, as bits of its header can make it, is written anew.
#[test]
fn a_store_that_turns_out_damaged_when_written_to_is_written_anew() {
    let dir = folder();
    let mut saved = Vec::new();
    let mut book = Notebook::open(dir.path()).unwrap();
    save(&mut book, &mut saved, 6);
    drop(book);
    // A list of free pages that is not there.
    let path: PathBuf = dir.path().join(STORE[0]);
    let mut bytes = fs::read(&path).unwrap();
    bytes[32..40].copy_from_slice(&[0, 0, 0, 1, 0, 0, 0, 9]);
    fs::write(&path, bytes).unwrap();
    let mut book = Notebook::open(dir.path()).unwrap();
    for number in 0..40 {
        let (mut note, page) = annotation(number);
        note.body.note.push_str(&"长".repeat(2000));
        book.create(&note, &page).wait().unwrap();
        saved.push((note.id, note.body.note));
    }
    drop(book);
    assert_eq!(open_and_check(dir.path(), &saved, "free pages"), []);
}

fn wait(until: impl Fn() -> bool) {
    let begun = Instant::now();
    while !until() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it does not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}
