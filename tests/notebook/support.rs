//! Support that the tests share.

use jianbao::anchor::{PageRef, Target};
use jianbao::notebook::{Annotation, Body, Filter, Motivation, Notebook};
use jianbao::segmentation::{ByteSpan, Page};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use uuid::Uuid;

/// SplitMix64: the same chance in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }
}

/// A folder in memory where there is one, for what is not about disks.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// A page of its own for each number.
pub fn page(number: usize) -> Page {
    let line = "新修的渡口昨日通航，两岸居民往来不再绕行。\n";
    Page::new(format!("第{number}号通告\n\n{}", line.repeat(10 + number % 7)))
}

/// An annotation on page `number % 40`, its note telling the number.
pub fn annotation(number: usize) -> (Annotation, Page) {
    let page = page(number % 40);
    let at = PageRef::new(page.text().as_bytes(), &page, &format!("{}/01.txt", number % 40));
    let target = Target::of_spans(&at, &page, &[ByteSpan { start: 0, end: 6 }]);
    let body =
        Body { note: format!("第{number}条"), tags: vec![format!("类{}", number % 5)], color: Some(1) };
    (Annotation::new(Motivation::Highlighting, target, body), page)
}

/// The notes of a notebook by id.
pub fn notes(book: &Notebook) -> BTreeMap<Uuid, String> {
    book.find(&Filter::default()).map(|a| (a.id, a.body.note.clone())).collect()
}

/// All notes of a notebook by id, those that are deleted marked so.
pub fn versions(book: &Notebook) -> BTreeMap<Uuid, String> {
    let filter = Filter { deleted: true, ..Filter::default() };
    let deleted: Vec<_> = book.find(&filter).map(|a| (a.id, format!("{}{DELETED}", a.body.note))).collect();
    notes(book).into_iter().chain(deleted).collect()
}

/// Stands after a note that is deleted.
pub const DELETED: &str = "（删）";

pub fn copy_dir(from: &Path, to: &Path) {
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

/// A test of this file run in a process of its own, with what it says of notes that are saved.
pub struct Writer {
    pub process: Child,
    pub saved: Receiver<(Uuid, String)>,
}

impl Writer {
    /// Starts an ignored test with variables of the environment.
    pub fn start(test: &str, variables: &[(&str, &Path)]) -> Writer {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = process.stdout.take().unwrap();
        let (sender, saved) = channel();
        std::thread::spawn(move || {
            for line in whole_lines(output) {
                if let Some((id, note)) = line.strip_prefix("saved ").and_then(|line| line.split_once(' ')) {
                    // Nobody waits for more once the test is over.
                    let _ = sender.send((Uuid::parse_str(id).unwrap(), note.to_owned()));
                }
            }
        });
        Writer { process, saved }
    }
}

/// The lines that were written to the end, each marked by a full stop.
fn whole_lines(output: impl Read) -> impl Iterator<Item = String> {
    let lines = BufReader::new(output).lines().map_while(Result::ok);
    lines.filter_map(|line| line.strip_suffix('.').map(str::to_owned))
}

/// Says in a process of its own that a note is saved.
pub fn say_saved(id: Uuid, note: &str) {
    use std::io::Write;
    let mut out = std::io::stdout();
    write!(out, "\nsaved {id} {note}.\n").unwrap();
    out.flush().unwrap();
}

/// Says that something was left out since nothing can be mounted: not where it could be.
pub fn skip(what: &str) {
    /// The right to mount, among those of a process (`CAP_SYS_ADMIN`).
    const MOUNT: u64 = 1 << 21;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let rights = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    let rights = rights.and_then(|rights| u64::from_str_radix(rights.trim(), 16).ok()).unwrap_or(0);
    let may_mount = rights & MOUNT != 0 && Path::new("/dev/loop-control").exists();
    assert!(!may_mount, "{what} could not be mounted, though this machine would let one");
    println!("skipped: {what} could not be mounted here");
}

/// A small file system for the length of a test.
pub struct Mount(tempfile::TempDir);

impl Mount {
    /// In memory; `None` where this machine lets nobody mount one.
    pub fn tmpfs(size: &str) -> Option<Mount> {
        Mount::new(&["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
    }

    /// A new ext4 with blocks of so many bytes in a file of so many megabytes.
    pub fn ext4(image: &Path, block: &str, megabytes: u64) -> Option<Mount> {
        fs::File::create(image).unwrap().set_len(megabytes << 20).unwrap();
        let made = Command::new("mkfs.ext4").args(["-q", "-F", "-m", "0", "-b", block]).arg(image).output();
        made.is_ok_and(|made| made.status.success()).then_some(())?;
        Mount::image(image)
    }

    /// The ext4 in a file. It writes nothing by itself for as long as a test takes.
    pub fn image(image: &Path) -> Option<Mount> {
        Mount::new(&["-o", "loop,commit=300", image.to_str()?])
    }

    fn new(arguments: &[&str]) -> Option<Mount> {
        let dir = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(arguments).arg(dir.path()).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Mount(dir))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).output();
    }
}
