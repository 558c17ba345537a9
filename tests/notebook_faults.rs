//! What a notebook goes through: killed processes, damaged files, full disks, two launches, newer programs.
//!
//! The short runs are part of `cargo test`; the long ones are `cargo test --test notebook_faults -- --ignored`.

use jianbao::notebook::{
    AnchorState, Annotation, Body, Filter, Motivation, Notebook, Notice, PageRef, StoreError, Target,
    hand_over, locate,
};
use jianbao::segmentation::{ByteSpan, Page};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The folder in which [`writes_until_killed`] writes.
const CHILD_DIR: &str = "JIANBAO_TEST_CHILD_DIR";

/// SplitMix64: the same chance in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }
}

/// A page of its own for each number.
fn page(number: usize) -> Page {
    let line = "新修的渡口昨日通航，两岸居民往来不再绕行。\n";
    Page::new(format!("第{number}号通告\n\n{}", line.repeat(10 + number % 7)))
}

/// An annotation on page `number % 40`, its note telling the number.
fn annotation(number: usize) -> (Annotation, Page) {
    let page = page(number % 40);
    let at = PageRef::new(page.text().as_bytes(), &page, &format!("{}/01.txt", number % 40));
    let target = Target::of_spans(&at, &page, &[ByteSpan { start: 0, end: 6 }]);
    let body =
        Body { note: format!("第{number}条"), tags: vec![format!("类{}", number % 5)], color: Some(1) };
    (Annotation::new(Motivation::Highlighting, target, body), page)
}

/// The notes of a notebook by id.
fn notes(book: &Notebook) -> BTreeMap<Uuid, String> {
    book.find(&Filter::default()).map(|a| (a.id, a.body.note.clone())).collect()
}

// Killed while writing.

/// Run by [`kill`] in a process of its own: writes notes and says so, until it is killed.
#[test]
#[ignore = "runs only inside the kill tests"]
fn writes_until_killed() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let mut book = Notebook::open(Path::new(&dir)).unwrap();
    let mut out = std::io::stdout();
    let mut say = |id: Uuid, note: &str| {
        write!(out, "\nsaved {id} {note}.\n").unwrap();
        out.flush().unwrap();
    };
    for number in 0.. {
        let (note, page) = annotation(number);
        book.create(&note, &page).wait().unwrap();
        say(note.id, &note.body.note);
        let longer = format!("{}改{}", note.body.note, "长".repeat(number % 900));
        book.update(note.id, |a| a.body.note = longer.clone()).wait().unwrap();
        say(note.id, &longer);
    }
}

fn kill(times: usize) {
    let dir = tempfile::tempdir().unwrap();
    let mut dice = Dice(3);
    let mut saved: BTreeMap<Uuid, String> = BTreeMap::new();
    let mut acknowledged = 0;
    for round in 0..times {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "writes_until_killed", "--ignored", "--nocapture", "--test-threads=1"])
            .env(CHILD_DIR, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = child.stdout.take().unwrap();
        let (sender, lines) = mpsc::channel();
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(line) = line.strip_prefix("saved ").and_then(|line| line.strip_suffix('.')) {
                    sender.send(line.to_owned()).unwrap();
                }
            }
        });
        // Most are killed while they write, some while they start.
        let first = (dice.below(4) > 0).then(|| lines.recv_timeout(Duration::from_secs(20)).unwrap());
        std::thread::sleep(Duration::from_millis(dice.below(60) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        reader.join().unwrap();
        for line in first.into_iter().chain(lines.try_iter()) {
            let (id, note) = line.split_once(' ').unwrap();
            saved.insert(Uuid::parse_str(id).unwrap(), note.to_owned());
            acknowledged += 1;
        }
        if round % 10 == 9 || round + 1 == times {
            let book = Notebook::open(dir.path()).unwrap();
            assert!(book.status().notices.is_empty(), "{:?}", book.status().notices);
            let kept = notes(&book);
            for (id, note) in &saved {
                // A later version than the acknowledged one may be there, never an earlier one.
                assert!(kept.get(id).is_some_and(|kept| kept.starts_with(note.as_str())), "{id} {note}");
            }
        }
    }
    println!("{times} kills, {acknowledged} acknowledged writes, 0 lost");
    assert!(acknowledged > times / 2, "the kills came before anything was written");
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

// Damaged files.

fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

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
            [Notice::Restored { kept_in, .. }] => {
                restored += 1;
                assert_eq!(fs::read(kept_in.join("notebook.db")).unwrap(), found, "{way}: kept as found");
            }
            // Bytes that hold nothing: free space, or the same value as before.
            [] => harmless += 1,
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
        assert_eq!(book.status().notices, [Notice::LogDamaged], "way {way}");
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
    let (note, page) = annotation(1);
    book.create(&note, &page).wait().unwrap();
    // A copy taken while the program runs, without the write-ahead log: all that a careless backup has.
    let copy = tempfile::tempdir().unwrap();
    copy_dir(dir.path(), copy.path());
    fs::remove_file(copy.path().join("notebook.db-wal")).unwrap();
    let book = Notebook::open(copy.path()).unwrap();
    assert_eq!(notes(&book), BTreeMap::from([(note.id, note.body.note.clone())]));
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
    let newer = StoreError::Newer { found: 99, known: 1 };
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

/// A store of the first format, written by [`writes_the_golden_store`] when that format was released.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/notebook-format-1.db");

#[test]
#[ignore = "writes the golden store of the present format; once for each format"]
fn writes_the_golden_store() {
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
    fs::create_dir_all(Path::new(GOLDEN).parent().unwrap()).unwrap();
    fs::copy(path, GOLDEN).unwrap();
}

#[test]
fn a_store_of_the_first_format_opens_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(GOLDEN, dir.path().join("notebook.db")).unwrap();
    for _ in 0..2 {
        let mut book = Notebook::open(dir.path()).unwrap();
        assert_eq!(notes(&book).into_values().collect::<Vec<_>>(), ["第0条", "第1条"]);
        let deleted: Vec<_> = book.find(&Filter { deleted: true, ..Filter::default() }).cloned().collect();
        assert_eq!(deleted[0].body.note, "第2条");
        for note in book.find(&Filter::default()) {
            let text = book.page_text(note.target.page.text).unwrap().unwrap();
            assert_eq!(locate(note, &Page::new(text)).state, AnchorState::Exact);
        }
        assert_eq!((book.draft("新").as_deref(), book.setting("size")), (Some("没写完"), Some(18)));
        book.set_setting("seen", &true).wait().unwrap();
    }
}

#[test]
fn a_second_launch_hands_its_folder_over() {
    let dir = tempfile::tempdir().unwrap();
    let first = Notebook::open(dir.path()).unwrap();
    assert!(matches!(Notebook::open(dir.path()), Err(StoreError::InUse)));
    let folder = std::path::absolute("some/archive").unwrap();
    hand_over(dir.path(), Path::new("some/archive")).unwrap();
    let mut taken = Vec::new();
    let asked = Instant::now();
    while taken.is_empty() && asked.elapsed() < Duration::from_secs(5) {
        taken = first.handed_over();
    }
    assert_eq!(taken, [folder]);
    drop(first);
    // Nobody there to take it.
    assert_eq!(hand_over(dir.path(), Path::new("x")), Err(StoreError::InUse));
}

// Full disks.

/// A small file system for the length of a test.
struct Mount(tempfile::TempDir);

impl Mount {
    /// `None` where this machine lets nobody mount one.
    fn tmpfs(size: &str) -> Option<Mount> {
        Mount::new(&["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
    }

    /// ext4 with blocks of so many bytes in a file.
    fn ext4(image: &Path, block: &str) -> Option<Mount> {
        fs::File::create(image).unwrap().set_len(10 << 20).unwrap();
        let made = Command::new("mkfs.ext4").args(["-q", "-F", "-m", "0", "-b", block]).arg(image).output();
        made.is_ok_and(|made| made.status.success()).then_some(())?;
        Mount::new(&["-o", "loop", image.to_str()?])
    }

    fn new(arguments: &[&str]) -> Option<Mount> {
        let dir = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(arguments).arg(dir.path()).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Mount(dir))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).output();
    }
}

/// Fills the disk up to `left` bytes, writes until it is full, and sees that everything acknowledged is there.
fn full_disk(mount: &Mount, left: usize) {
    let dir = mount.0.path().join("data");
    let filler = mount.0.path().join("filler");
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
    drop(book);
    assert_eq!(notes(&Notebook::open(&dir).unwrap()), all);
    fs::remove_dir_all(&dir).unwrap();
}

#[test]
fn a_full_disk_loses_nothing() {
    let image = tempfile::tempdir().unwrap();
    let mounts = [
        ("tmpfs", Mount::tmpfs("6m")),
        ("ext4, 1 KB blocks", Mount::ext4(&image.path().join("1k"), "1024")),
        ("ext4, 4 KB blocks", Mount::ext4(&image.path().join("4k"), "4096")),
    ];
    for (name, mount) in &mounts {
        match mount {
            Some(mount) => (0..8).for_each(|level| full_disk(mount, level * level * 8192)),
            None => println!("skipped: {name} could not be mounted here"),
        }
    }
}

#[test]
fn a_read_only_folder_is_read() {
    let Some(mount) = Mount::tmpfs("6m") else {
        println!("skipped: no file system could be mounted here");
        return;
    };
    let dir = mount.0.path().join("data");
    let expected = filled(&dir);
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(mount.0.path()).status().unwrap();
    assert!(remounted.success());
    let mut book = Notebook::open(&dir).unwrap();
    assert_eq!((book.status().read_only, notes(&book)), (Some(StoreError::ReadOnly), expected));
    assert_eq!(book.set_setting("size", &1).wait(), Err(StoreError::ReadOnly));
    assert!(book.export().unwrap().contains("第0条"));
}
