use super::*;
use crate::archive::{Origin, PageKey, keep_articles};
use crate::language::Language;
use crate::segmentation::{Page, segment};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// Waits for loading to end: the last snapshot, how far it came, and whether it was cancelled.
fn finish(loader: &Loader) -> (Option<Library>, Progress, bool) {
    let mut last = None;
    loop {
        match loader.wait().expect("the worker lives as long as its loader") {
            LoadEvent::Library(library) => last = Some(library),
            LoadEvent::Finished { progress, cancelled, .. } => return (last, progress, cancelled),
            LoadEvent::Failed(error) => panic!("{error}"),
            LoadEvent::Progress(_) => {}
        }
    }
}

fn load(path: &Path, options: LoadOptions) -> (Library, Progress) {
    let loader = Loader::start(Source::open(path).unwrap(), options);
    let (library, progress, cancelled) = finish(&loader);
    assert!(!cancelled);
    (library.expect("a first load publishes"), progress)
}

/// Writes a file as if long ago, so that its time settles its state.
fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    set_age(&path, 100);
}

fn set_age(path: &Path, seconds: u64) {
    let time = SystemTime::now() - Duration::from_secs(seconds);
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

const TEXT: &str = "本报讯 昨日上午，江城市第三座跨江大桥合龙，预计明年春节前通车。\n桥面留出了自行车道。\n";

fn archive() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (day, page) in [(5, 1), (5, 2), (5, 10), (6, 1)] {
        write(dir.path(), &format!("江城日报/2024-01-{day:02}/{page:02}.txt"), format!("{TEXT}{day}{page}"));
    }
    write(dir.path(), "江城晚报/2024年/1月5日/第A02版：民生.txt", TEXT);
    dir
}

fn outline(library: &Library) -> Vec<String> {
    let pages = library.issues().iter().flat_map(|issue| library.pages()[issue.pages.clone()].iter());
    pages
        .map(|page| {
            let issue = page.issue.title(Language::English);
            format!(
                "{} {issue} {}: {}",
                page.issue.paper,
                page.title(Language::Chinese),
                page.articles().len()
            )
        })
        .collect()
}

#[test]
fn pages_stand_by_paper_date_and_number() {
    let dir = archive();
    let (library, progress) = load(dir.path(), LoadOptions::default());
    assert_eq!(
        outline(&library),
        [
            "江城日报 2024-01-05 第1版: 1",
            "江城日报 2024-01-05 第2版: 1",
            "江城日报 2024-01-05 第10版: 1",
            "江城日报 2024-01-06 第1版: 1",
            "江城晚报 2024-01-05 A02版 民生: 1",
        ]
    );
    assert_eq!(progress, Progress { total: 5, done: 5, begun: 0, unchanged: 0 });
    assert_eq!(library.papers().len(), 2);
    assert_eq!(library.issues().len(), 3);
    assert_eq!(library.article_count(), library.articles().count());
    for page in library.pages() {
        let content = library.content(page.id).unwrap();
        assert!(content.page.text().starts_with(TEXT));
        assert_eq!(content.segmentation.articles.len(), page.articles().len());
        assert_eq!(library.page_at(&page.key()).unwrap().id, page.id);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_library() {
    let dir = archive();
    for i in 0..60 {
        write(dir.path(), &format!("more/{i}.txt"), TEXT.repeat(i % 7 + 1));
    }
    write(dir.path(), "more/broken.txt", [0u8; 64]);
    let with = |threads| {
        let (library, _) =
            load(dir.path(), LoadOptions { threads: NonZeroUsize::new(threads), ..Default::default() });
        (library.pages().to_vec(), library.issues().to_vec(), library.unreadable().to_vec())
    };
    let one = with(1);
    assert_eq!(one.0.len(), 65);
    assert_eq!(one.2.len(), 1);
    for threads in [2, 3, 16] {
        assert!(with(threads) == one, "{threads} threads");
    }
}

#[cfg(unix)]
#[test]
fn hostile_files_are_named_with_the_reason() {
    use std::os::unix::fs::symlink;
    let dir = archive();
    let root = dir.path();
    write(root, "x/picture.txt", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01");
    write(root, "x/zeros.txt", [0u8; 5000]);
    write(root, "x/empty.txt", "");
    write(root, "x/half.txt", &TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()[1..]);
    write(root, "x/nul.txt", format!("{TEXT}\0{TEXT}"));
    write(root, "x/long.txt", "江城".repeat(400_000));
    write(root, "x/large.txt", TEXT.repeat(30_000));
    write(root, "x/notes.doc", "no page");
    write(root, "x/README.md", "no page");
    write(root, "x/.hidden.txt", TEXT);
    write(root, &format!("x/{}/page.txt", ["d"; 12].join("/")), TEXT);
    symlink(root, root.join("x/loop")).unwrap();
    symlink(root.join("x/nul.txt"), root.join("x/link.txt")).unwrap();
    symlink(root.join("nowhere"), root.join("x/dangling.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(root.join("x/pipe.txt")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(root.join("x/socket.txt")).unwrap();
    let limits = Limits { file_bytes: 3_000_000, depth: 8, ..Limits::default() };
    let (library, _) = load(root, LoadOptions { limits, ..Default::default() });
    let told: Vec<String> =
        library.unreadable().iter().map(|page| format!("{}: {}", page.path, page.reason)).collect();
    assert_eq!(
        told,
        [
            "x/d/d/d/d/d/d/d/d: nested too deeply (the limit is 8 folders), its files are not listed",
            "x/dangling.txt: a link, not followed",
            "x/half.txt: not text, or in no known encoding (one can be set by hand)",
            "x/large.txt: too large (3.8 MB, the limit is 3.0 MB)",
            "x/link.txt: a link, not followed",
            "x/long.txt: one line of 2.4 MB: not a newspaper page",
            "x/loop: a link, not followed",
            "x/picture.txt: not text but a JPEG picture",
            "x/pipe.txt: not a regular file",
            "x/socket.txt: not a regular file",
            "x/zeros.txt: not text, or in no known encoding (one can be set by hand)",
        ]
    );
    let read: Vec<&str> =
        library.pages().iter().map(|page| &*page.file.path).filter(|p| p.starts_with('x')).collect();
    assert_eq!(read, ["x/empty.txt", "x/nul.txt"]);
}

/// A pipe that takes the place of a page after it was listed must not block the reader, nor a link lead it.
#[cfg(unix)]
#[test]
fn a_file_is_checked_after_it_is_open() {
    let dir = archive();
    let listing =
        Source::open(dir.path()).unwrap().list(&Limits::default(), &AtomicBool::new(false)).unwrap();
    let place = dir.path().join(&*listing.files[0].path);
    fs::remove_file(&place).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&place).status().unwrap().success());
    assert_eq!(listing.files[0].read(1000), Err(PageError::NotAFile));
    fs::remove_file(&place).unwrap();
    std::os::unix::fs::symlink(dir.path().join(&*listing.files[1].path), &place).unwrap();
    assert_eq!(listing.files[0].read(1000), Err(PageError::Link));
    fs::remove_file(&place).unwrap();
    assert_eq!(listing.files[0].read(1000), Err(PageError::Gone));
    assert!(matches!(listing.files[1].read(10), Err(PageError::TooLarge { .. })));
}

/// Whoever runs the tests as root may read everything: then only the reading of the error is tested.
#[cfg(unix)]
#[test]
fn a_page_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    assert_eq!(PageError::from(denied), PageError::NoPermission);
    let dir = archive();
    let place = dir.path().join("江城日报/2024-01-05/01.txt");
    fs::set_permissions(&place, fs::Permissions::from_mode(0o000)).unwrap();
    let readable = fs::read(&place).is_ok();
    let (library, _) = load(dir.path(), LoadOptions::default());
    let reasons: Vec<&PageError> = library.unreadable().iter().map(|page| &page.reason).collect();
    assert_eq!(reasons, if readable { vec![] } else { vec![&PageError::NoPermission] });
}

#[test]
fn more_pages_than_the_limit_are_left_out_and_told() {
    let dir = archive();
    let limits = Limits { pages: 2, ..Limits::default() };
    let (library, _) = load(dir.path(), LoadOptions { limits, ..Default::default() });
    assert_eq!(library.pages().len(), 2);
    let reasons: Vec<&PageError> = library.unreadable().iter().map(|page| &page.reason).collect();
    assert_eq!(reasons, [&PageError::TooMany { limit: 2 }]);
}

/// Writes a file anew as if nothing had been done to it: the same size, the same time.
fn rewrite(place: &Path, bytes: impl AsRef<[u8]>) {
    let before = fs::metadata(place).unwrap();
    assert_eq!(before.len(), bytes.as_ref().len() as u64);
    fs::write(place, bytes).unwrap();
    fs::File::options().write(true).open(place).unwrap().set_modified(before.modified().unwrap()).unwrap();
}

#[test]
fn an_unchanged_archive_is_not_read_again() {
    let (dir, cache) = (archive(), tempfile::tempdir().unwrap());
    let options = || LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    let (first, _) = load(dir.path(), options());
    let (second, progress) = load(dir.path(), options());
    assert_eq!(progress, Progress { total: 5, done: 5, begun: 0, unchanged: 5 });
    assert_eq!(first.pages(), second.pages());
    let place = dir.path().join("江城日报/2024-01-05/01.txt");
    // With another time it is read.
    fs::write(&place, format!("{TEXT}51").replace('桥', "船")).unwrap();
    set_age(&place, 50);
    let (third, progress) = load(dir.path(), options());
    assert_eq!(progress.unchanged, 4);
    assert!(third.pages()[0].details()[0].lead.contains('船'));
    // Touched, but the same bytes: read and not taken apart.
    set_age(&place, 40);
    assert_eq!(load(dir.path(), options()).1.unchanged, 5);
}

/// Paths of the pages that are shown before the folder was looked through, and of all of them.
fn shown_first(path: &Path, options: LoadOptions) -> [Vec<String>; 2] {
    let loader = Loader::start(Source::open(path).unwrap(), options);
    let paths = |library: &Library| library.pages().iter().map(|page| page.file.path.to_string()).collect();
    let first = match loader.wait().unwrap() {
        LoadEvent::Library(library) => paths(&library),
        _ => Vec::new(),
    };
    let last = finish(&loader).0.as_ref().map_or(first.clone(), paths);
    [first, last]
}

#[test]
fn pages_that_are_as_they_were_are_shown_before_the_folder_is_looked_through() {
    let (dir, cache) = (archive(), tempfile::tempdir().unwrap());
    let wanted: Arc<str> = "江城日报/2024-01-09/01.txt".into();
    for page in 0..600 {
        write(dir.path(), &format!("江城日报/2024-01-07/{page:03}.txt"), "短讯\n");
    }
    write(dir.path(), &wanted, TEXT);
    let options = || LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    let [first, all] = shown_first(dir.path(), options());
    assert_eq!((first.len(), all.len()), (0, 606), "nothing is known of a new archive");
    let [first, last] = shown_first(dir.path(), options());
    assert_eq!((first.len(), first.contains(&wanted.to_string())), (500, false));
    assert_eq!(last, all);
    let [first, _] = shown_first(dir.path(), LoadOptions { first: vec![wanted.clone()], ..options() });
    assert_eq!((first.len(), first.contains(&wanted.to_string())), (501, true));
    // What was changed or is gone is not shown as it was.
    for path in ["江城日报/2024-01-05/01.txt", &wanted] {
        fs::write(dir.path().join(path), format!("{TEXT}又及\n")).unwrap();
    }
    fs::remove_file(dir.path().join("江城日报/2024-01-05/02.txt")).unwrap();
    let [first, last] = shown_first(dir.path(), LoadOptions { first: vec![wanted], ..options() });
    assert_eq!((first.len(), last.len()), (498, 605));
    assert!(!first.iter().any(|path| path.contains("01-05/01") || path.contains("01-05/02")));
}

/// By its inode and the time of its last change of any kind, which are told on Unix.
#[cfg(unix)]
#[test]
fn a_file_written_anew_with_the_same_size_and_time_is_noticed() {
    let (dir, cache) = (archive(), tempfile::tempdir().unwrap());
    let options = || LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    let loader = Loader::start(Source::open(dir.path()).unwrap(), options());
    finish(&loader);
    rewrite(&dir.path().join("江城日报/2024-01-05/01.txt"), format!("{TEXT}51").replace('桥', "船"));
    let leads = |library: &Library| library.pages()[0].details()[0].lead.contains('船');
    let (fresh, progress) = load(dir.path(), options());
    assert_eq!((leads(&fresh), progress.unchanged), (true, 4));
    loader.rescan();
    assert!(leads(&finish(&loader).0.unwrap()));
}

/// A file whose state does not tell that it changed: its bytes do when its text is asked for.
#[test]
fn a_page_that_is_read_again_is_not_taken_from_the_cache() {
    let (dir, cache) = (archive(), tempfile::tempdir().unwrap());
    let options = || LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    load(dir.path(), options());
    let loader = Loader::start(Source::open(dir.path()).unwrap(), options());
    let library = finish(&loader).0.unwrap();
    let page = library.page_at(&PageKey { path: "江城日报/2024-01-05/01.txt".into(), index: 0 }).unwrap().id;
    rewrite(&dir.path().join("江城日报/2024-01-05/01.txt"), format!("{TEXT}51").replace('桥', "船"));
    assert_eq!(library.content(page), Err(PageError::Changed));
    loader.reread(page);
    let (again, progress, _) = finish(&loader);
    let again = again.unwrap();
    assert!(again.content(page).unwrap().page.text().contains('船'));
    assert_eq!(progress.unchanged, 4);
    // A page that is as it was is read, and the same.
    loader.reread(again.pages()[1].id);
    assert_eq!(finish(&loader).0.unwrap().pages(), again.pages());
}

#[test]
fn what_can_no_longer_be_read_is_forgotten_by_the_cache() {
    let (dir, cache) = (archive(), tempfile::tempdir().unwrap());
    let options = || LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    let place = dir.path().join("江城日报/2024-01-05/01.txt");
    let source = Source::open(dir.path()).unwrap();
    let rows = || {
        let cache = Cache::open(cache.path(), &source, &Rules::default().name()).unwrap();
        cache.rows(|path, _| Some(path.to_owned()))
    };
    let first = || "江城日报/2024-01-05/01.txt".to_owned();
    load(dir.path(), options());
    assert!(rows().contains(&first()));
    rewrite(&place, vec![0; fs::metadata(&place).unwrap().len() as usize]);
    let loader = Loader::start(source.clone(), options());
    let library = finish(&loader).0.unwrap();
    if let Some(page) = library.page_at(&PageKey { path: "江城日报/2024-01-05/01.txt".into(), index: 0 })
    {
        loader.reread(page.id);
        finish(&loader);
    }
    assert!(!rows().contains(&first()));
    assert_eq!(rows().len(), 4);
}

/// The folder where a drive was mounted is there and empty while the drive is not.
#[test]
fn an_emptied_folder_that_fills_again_has_lost_nothing() {
    let (dir, cache) = (archive(), tempfile::tempdir().unwrap());
    let away = tempfile::tempdir().unwrap();
    let options = LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    let loader = Loader::start(Source::open(dir.path()).unwrap(), options);
    let first = finish(&loader).0.unwrap();
    let wished = first.pages()[0].id;
    loader.set_encoding(wished, Some(Encoding::Utf8));
    let first = finish(&loader).0.unwrap();
    let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let carry = |from: &Path, to: &Path| {
        names.iter().for_each(|name| fs::rename(from.join(name), to.join(name)).unwrap());
    };
    carry(dir.path(), away.path());
    loader.rescan();
    assert!(finish(&loader).0.unwrap().pages().is_empty());
    // Nor is it lost where another page lies in the folder meanwhile.
    write(dir.path(), "1.txt", TEXT);
    loader.rescan();
    assert_eq!(finish(&loader).0.unwrap().pages().len(), 1);
    fs::remove_file(dir.path().join("1.txt")).unwrap();
    carry(away.path(), dir.path());
    loader.rescan();
    let (again, progress, _) = finish(&loader);
    assert_eq!((again.unwrap().pages(), progress.unchanged), (first.pages(), 5));
}

/// A cache in which one bit is flipped, or that is cut short: nothing that it says then is believed.
#[test]
fn a_damaged_cache_is_never_believed() {
    let (dir, cache) = (archive(), tempfile::tempdir().unwrap());
    for i in 0..15 {
        write(
            dir.path(),
            &format!("江城晚报/2024-02-{:02}/{i}.txt", i % 28 + 1),
            format!("{TEXT}{i}").repeat(9),
        );
    }
    let options = || LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    let all = |(library, progress): (Library, Progress)| {
        // Files have numbers as they are met.
        let entry =
            |page: &Arc<PageEntry>| PageEntry { id: PageId { file: 0, ..page.id }, ..(**page).clone() };
        let contents: Vec<_> = library.pages().iter().map(|page| library.content(page.id).unwrap()).collect();
        (library.pages().iter().map(entry).collect::<Vec<_>>(), contents, progress.unchanged)
    };
    let (pages, contents, _) = all(load(dir.path(), LoadOptions::default()));
    load(dir.path(), options());
    let listed =
        || fs::read_dir(cache.path()).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    // The worker closes the cache when its loader is gone.
    while listed().len() > 1 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let file = &listed()[0];
    let whole = fs::read(file).unwrap();
    // Each file's row begins with its path; the rest is articles and the tables' own pages.
    let rows: Vec<usize> = memchr::memmem::find_iter(&whole, "/2024-0").collect();
    assert!(rows.len() >= 15);
    let source = Source::open(dir.path()).unwrap();
    // A linear congruential generator: the same flips in each run.
    let mut state = 14u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut noticed = 0;
    for turn in 0..220 {
        let damaged = tempfile::tempdir().unwrap();
        let mut bytes = whole.clone();
        match turn {
            0..100 => bytes[random(whole.len())] ^= 1 << random(8),
            100..200 => bytes[rows[random(rows.len())] + random(250)] ^= 1 << random(8),
            _ => bytes.truncate(random(whole.len())),
        }
        fs::write(damaged.path().join(file.file_name().unwrap()), bytes).unwrap();
        let options = || LoadOptions { cache_dir: Some(damaged.path().to_path_buf()), ..Default::default() };
        let kept = Cache::open(damaged.path(), &source, &Rules::default().name())
            .map(|cache| cache.rows(|_, row| Some(row)).len());
        noticed += usize::from(kept != Some(pages.len()));
        let found = all(load(dir.path(), options()));
        assert!((&found.0, &found.1) == (&pages, &contents), "turn {turn} was believed");
        if turn % 10 == 0 {
            // What was damaged is kept whole again, by the next load where the damage showed as articles were read.
            load(dir.path(), options());
            let again = all(load(dir.path(), options()));
            assert!(again == (pages.clone(), contents.clone(), pages.len()), "turn {turn} is not kept again");
        }
    }
    println!("{noticed} of 220 damages left out rows of files");
    assert!(noticed > 40, "{noticed}");
}

#[test]
fn a_file_changed_just_now_is_not_believed() {
    let (dir, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let options = || LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    let place = dir.path().join("1.txt");
    fs::write(&place, TEXT).unwrap();
    let modified = fs::metadata(&place).unwrap().modified().unwrap();
    load(dir.path(), options());
    fs::write(&place, TEXT.replace('桥', "船")).unwrap();
    fs::File::options().write(true).open(&place).unwrap().set_modified(modified).unwrap();
    let (library, progress) = load(dir.path(), options());
    assert_eq!(progress.unchanged, 0);
    assert!(library.pages()[0].details()[0].lead.contains('船'));
}

#[test]
fn a_lost_or_damaged_cache_does_no_harm() {
    let (dir, cache) = (archive(), tempfile::tempdir().unwrap());
    let options = || LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    let (first, _) = load(dir.path(), options());
    for entry in fs::read_dir(cache.path()).unwrap().flatten() {
        fs::write(entry.path(), b"not a database at all, only some words that stand where one was").unwrap();
    }
    let (second, progress) = load(dir.path(), options());
    assert_eq!((first.pages(), progress.unchanged), (second.pages(), 0));
    assert_eq!(load(dir.path(), options()).1.unchanged, 5);
    let nowhere = LoadOptions {
        cache_dir: Some(dir.path().join("江城日报/2024-01-05/01.txt/x")),
        ..Default::default()
    };
    assert_eq!(load(dir.path(), nowhere).0.pages(), first.pages());
}

#[test]
fn a_rescan_finds_what_came_changed_and_went() {
    let dir = archive();
    let loader = Loader::start(Source::open(dir.path()).unwrap(), LoadOptions::default());
    let first = finish(&loader).0.unwrap();
    loader.rescan();
    assert!(finish(&loader).0.is_none(), "nothing changed, nothing is published");
    fs::remove_file(dir.path().join("江城日报/2024-01-05/02.txt")).unwrap();
    write(dir.path(), "江城日报/2024-01-07/01.txt", TEXT);
    write(dir.path(), "江城日报/2024-01-06/01.txt", TEXT.replace('桥', "船"));
    loader.rescan();
    let second = finish(&loader).0.unwrap();
    assert!(second.generation() > first.generation());
    assert_eq!(second.pages().len(), 5);
    assert!(second.page_at(&PageKey { path: "江城日报/2024-01-05/02.txt".into(), index: 0 }).is_none());
    let id =
        |library: &Library, path: &str| library.page_at(&PageKey { path: path.into(), index: 0 }).unwrap().id;
    for path in ["江城日报/2024-01-05/01.txt", "江城日报/2024-01-06/01.txt"] {
        assert_eq!(id(&first, path), id(&second, path));
    }
    let changed = second.content(id(&second, "江城日报/2024-01-06/01.txt")).unwrap();
    assert!(changed.page.text().contains('船'));
}

#[test]
fn a_cancelled_load_keeps_what_is_ready_and_goes_on_when_asked() {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..300 {
        write(dir.path(), &format!("{i}.txt"), TEXT);
    }
    let options = LoadOptions { threads: NonZeroUsize::new(1), ..Default::default() };
    let loader = Loader::start(Source::open(dir.path()).unwrap(), options);
    // The first snapshot comes with the first page.
    while !matches!(loader.wait().unwrap(), LoadEvent::Library(_)) {}
    loader.cancel();
    let (library, progress, cancelled) = finish(&loader);
    assert!(cancelled);
    assert!(progress.done < 300, "{progress:?}");
    assert_eq!(library.unwrap().pages().len(), progress.done);
    loader.rescan();
    let (library, progress, cancelled) = finish(&loader);
    assert!(!cancelled && progress.done == 300);
    assert_eq!(library.unwrap().pages().len(), 300);
}

#[test]
fn an_encoding_can_be_set_and_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = encoding_rs::GB18030.encode(TEXT).0.into_owned();
    write(dir.path(), "1.txt", &bytes);
    let loader = Loader::start(Source::open(dir.path()).unwrap(), LoadOptions::default());
    let library = finish(&loader).0.unwrap();
    let page = library.pages()[0].id;
    let encoding = |page: &Arc<PageEntry>| page.summary.origin.encoding().unwrap();
    assert_eq!(encoding(&library.pages()[0]), Encoding::Gb18030);
    loader.set_encoding(page, Some(Encoding::Big5));
    let wrong = finish(&loader).0.unwrap();
    let shown = wrong.pages().first().map(encoding);
    assert!(shown == Some(Encoding::Big5) || wrong.unreadable()[0].id == Some(page));
    loader.set_encoding(page, None);
    let right = finish(&loader).0.unwrap();
    assert_eq!(right.content(page).unwrap().page.text(), TEXT);
    let encodings = HashMap::from([("1.txt".into(), Encoding::Gb18030)]);
    let (asked, _) = load(dir.path(), LoadOptions { encodings, ..Default::default() });
    assert_eq!(asked.pages()[0].wish, Some(Encoding::Gb18030));
}

#[test]
fn the_sample_is_read_out_of_the_program() {
    let loader = Loader::start(Source::Sample, LoadOptions::default());
    let (library, progress, _) = finish(&loader);
    let library = library.unwrap();
    assert_eq!(library.unreadable(), []);
    assert!(progress.total >= 24 && library.papers().len() == 2 && library.issues().len() >= 6);
    let origins = library.pages().iter().map(|page| page.summary.origin);
    let mut encodings: Vec<Encoding> = origins.filter_map(|origin| origin.encoding()).collect();
    encodings.sort();
    encodings.dedup();
    assert_eq!(encodings, [Encoding::Utf8, Encoding::Utf16Le, Encoding::Gb18030, Encoding::Big5]);
    for page in library.pages() {
        let label = &page.label;
        assert!(label.paper.is_some() && label.date.is_some() && label.page.is_some(), "{}", page.file.path);
        let is_whole = matches!(page.summary.origin, Origin::Text { replaced: 0, .. } | Origin::Pdf(_));
        assert!(is_whole, "{}", page.file.path);
        let content = library.content(page.id).unwrap();
        assert_eq!(content.segmentation.articles.len(), page.articles().len());
    }
}

#[test]
fn text_beside_a_pdf_file_of_its_name_is_the_same_page() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "03.txt", TEXT);
    write(dir.path(), "04.txt", TEXT);
    // A page that is a picture: its text is beside it.
    let picture = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
                   3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
    write(dir.path(), "03.pdf", picture);
    write(dir.path(), "05.pdf", picture);
    let (library, _) = load(dir.path(), LoadOptions::default());
    let paths: Vec<&str> = library.pages().iter().map(|page| &*page.file.path).collect();
    assert_eq!(paths, ["03.pdf", "04.txt", "05.pdf"]);
    assert_eq!(library.unreadable()[0].reason, PageError::BesidePdf);
    let texts: Vec<String> =
        library.pages().iter().map(|page| library.content(page.id).unwrap().page.text().to_owned()).collect();
    assert_eq!(texts, [TEXT, TEXT, ""]);
    assert!(matches!(library.pages()[2].summary.origin, Origin::Pdf(read) if read.is_picture));
}

#[test]
fn one_file_is_an_archive_of_one_page() {
    let dir = archive();
    let (library, _) = load(&dir.path().join("江城日报/2024-01-05/10.txt"), LoadOptions::default());
    assert_eq!(outline(&library), ["江城日报 2024-01-05 第10版: 1"]);
}

#[cfg(unix)]
#[test]
fn names_that_are_no_utf8_are_read_and_told_apart() {
    use std::os::unix::ffi::OsStrExt;
    let dir = tempfile::tempdir().unwrap();
    for byte in [b'\xFE', b'\xFF'] {
        let name = [b"p", &[byte][..], b".txt"].concat();
        fs::write(dir.path().join(std::ffi::OsStr::from_bytes(&name)), TEXT).unwrap();
    }
    let (library, _) = load(dir.path(), LoadOptions::default());
    let paths: Vec<&str> = library.pages().iter().map(|page| &*page.file.path).collect();
    assert_eq!(paths, ["p\\xFE.txt", "p\\xFF.txt"]);
}

#[cfg(unix)]
#[test]
fn folders_in_another_encoding_name_their_paper_and_are_told_apart() {
    use std::os::unix::ffi::OsStrExt;
    let dir = tempfile::tempdir().unwrap();
    let gbk = encoding_rs::GBK.encode("澜溪晚报").0.into_owned();
    let unpacked: String = gbk.iter().map(|byte| char::from(*byte)).collect();
    for name in [&gbk[..], unpacked.as_bytes(), "澜溪晚报".as_bytes()] {
        let folder = dir.path().join(std::ffi::OsStr::from_bytes(name)).join("2031-01-02");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("01.txt"), TEXT).unwrap();
        let (library, _) = load(&folder, LoadOptions::default());
        assert_eq!(library.pages()[0].issue.paper, "澜溪晚报");
    }
    let (library, _) = load(dir.path(), LoadOptions::default());
    let mut paths: Vec<&str> = library.pages().iter().map(|page| &*page.file.path).collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), 3, "{paths:?}");
    // Where nothing else has its name, it is read.
    fs::remove_dir_all(dir.path().join("澜溪晚报")).unwrap();
    fs::remove_dir_all(dir.path().join(&unpacked)).unwrap();
    let (library, _) = load(dir.path(), LoadOptions::default());
    let page = &library.pages()[0];
    assert_eq!((&*page.file.path, &*page.issue.paper), ("澜溪晚报/2031-01-02/01.txt", "澜溪晚报"));
    library.content(page.id).unwrap();
}

#[test]
fn an_archive_without_a_page_says_what_there_is_instead() {
    let dir = tempfile::tempdir().unwrap();
    let words =
        |language| load(dir.path(), LoadOptions::default()).0.no_pages().map(|e| e.in_words(language));
    assert!(words(Language::English).unwrap().contains("there are no other files"));
    for path in ["1.doc", "a/2.DOC", "a/b/3.doc", "4.zip", "README.md", "5.tar.gz"] {
        write(dir.path(), path, "x");
    }
    let told = words(Language::English).unwrap();
    assert!(told.contains("3 DOC, 1 GZ, 1 README.MD, 1 ZIP"), "{told}");
    assert!(words(Language::Chinese).unwrap().contains("3 DOC、1 GZ"));
    write(dir.path(), "1.txt", TEXT);
    assert_eq!(words(Language::English), None);
}

/// Marks, search and the open article know articles by their page's version: they must learn that a rule changed them.
#[test]
fn a_rule_makes_another_version_of_the_pages_it_speaks_of_and_of_no_others() {
    let (dir, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let text = "江上新桥今日通车\n　　昨天上午，江上的新桥合龙，两岸的人都来看热闹，孩子们跑在最前面。\n天天都有好消息\n　　桥长三百米，宽十二米，走过去只要五分钟，从前要绕三十里路。\n";
    let paths = ["山报/2031-01-02/01.txt", "江报/2031-01-02/01.txt"];
    paths.iter().for_each(|path| write(dir.path(), path, text));
    let options = LoadOptions { cache_dir: Some(cache.path().to_owned()), ..Default::default() };
    let loader = Loader::start(Source::open(dir.path()).unwrap(), options);
    let without = finish(&loader).0.unwrap();
    write(dir.path(), RULES_FILE, "[[paper]]\nname = \"江报\"\ncolumns = [\"天天都有*\"]\n");
    loader.rescan();
    let with = finish(&loader).0.unwrap();
    let page = |library: &Library, path: &str| {
        library.page_at(&PageKey { path: path.into(), index: 0 }).unwrap().clone()
    };
    let is_same = |path: &&str| page(&without, path).version() == page(&with, path).version();
    assert_eq!(paths.iter().map(is_same).collect::<Vec<_>>(), [true, false]);
    // The same bytes in the folder of another paper, and the cache has seen them.
    let is_furniture = |path: &&str| {
        let content = with.content(page(&with, path).id).unwrap();
        content.segmentation.furniture.iter().any(|block| block.lines.iter().any(|line| line.0 == 3))
    };
    assert_eq!(paths.iter().map(is_furniture).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_page_under_way_tells_how_far_it_is_and_is_given_up_when_loading_is_cancelled() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "01.txt", TEXT.repeat(20));
    let (source, options) = (Source::open(dir.path()).unwrap(), LoadOptions::default());
    let cancel = Arc::new(AtomicBool::new(false));
    let file = source.list(&options.limits, &cancel).unwrap().files.remove(0);
    let context = Worker::context(&source, &options, cancel.clone(), Rules::default());
    let job = Job { place: 0, id: 0, file: file.into(), wish: None };
    let told = std::cell::RefCell::new(Vec::new());
    let given_up = context.run(&job, &|share| {
        told.borrow_mut().push(share);
        cancel.store(share > 0.5, Ordering::Relaxed);
    });
    assert!(given_up.is_none());
    let told = told.into_inner();
    assert!(told.is_sorted() && told.iter().filter(|share| **share > 0.5).count() == 1, "{told:?}");
    // Asked for again it is read to its end.
    cancel.store(false, Ordering::Relaxed);
    assert!(context.run(&job, &|_| {}).is_some_and(|done| done.read.outcome.is_ok()));
}

/// A page of an issue, with a masthead of its own.
fn with_masthead(number: &str, day: u32, article: &str) -> String {
    format!("澜溪日报\n2031年1月{day}日\n第{number}版 民生\n{article}\n　　{TEXT}")
}

#[test]
fn each_page_of_a_file_has_its_own_label_and_the_lines_of_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let pages = [with_masthead("03", 2, "老渡口迎来新船"), with_masthead("04", 2, "旧街市搬进新棚")];
    write(dir.path(), "澜溪日报/2031-01-02/03.txt", pages.join("\u{c}"));
    // Taken apart anew, and out of the cache.
    let cache = tempfile::tempdir().unwrap();
    for unchanged in [0, 1] {
        let options = LoadOptions { cache_dir: Some(cache.path().into()), ..Default::default() };
        let (library, progress) = load(dir.path(), options);
        assert_eq!((progress.total, progress.unchanged), (1, unchanged));
        assert_eq!(
            outline(&library),
            ["澜溪日报 2031-01-02 第3版 民生: 1", "澜溪日报 2031-01-02 第4版 民生: 1"]
        );
        let second = &library.pages()[1];
        assert_eq!(second.key(), PageKey { path: "澜溪日报/2031-01-02/03.txt".into(), index: 1 });
        assert_eq!(second.articles()[0].first_line.0, 10);
        let content = library.content(second.id).unwrap();
        let citation = second.citation(&content.segmentation.articles[0]);
        assert_eq!((&*citation.page, citation.lines), ("4", Some((10, 12))));
    }
}

#[test]
fn a_page_stays_what_it_is_while_others_of_its_file_change() {
    let dir = tempfile::tempdir().unwrap();
    let pages =
        |first: &str| [with_masthead("1", 2, first), with_masthead("2", 2, "旧街市搬进新棚")].join("\u{c}");
    write(dir.path(), "a.txt", pages("老渡口迎来新船"));
    let loader = Loader::start(Source::open(dir.path()).unwrap(), LoadOptions::default());
    let before = finish(&loader).0.unwrap();
    write(dir.path(), "a.txt", pages("老渡口迎来大船"));
    loader.rescan();
    let after = finish(&loader).0.unwrap();
    let versions =
        |library: &Library| library.pages().iter().map(|page| (page.id, page.version())).collect::<Vec<_>>();
    let (was, is) = (versions(&before), versions(&after));
    assert_eq!((was[1], was[0].0), (is[1], is[0].0));
    assert_ne!(was[0].1, is[0].1);
    // Further down in the file its text is the same, its lines are not.
    write(dir.path(), "a.txt", pages("老渡口迎来大船\n两岸都来看"));
    loader.rescan();
    let moved = finish(&loader).0.unwrap();
    assert_eq!(moved.pages()[1].summary.sha256, after.pages()[1].summary.sha256);
    assert_ne!(versions(&moved)[1], is[1]);
    let line = |library: &Library| library.page(is[1].0).unwrap().articles()[0].first_line.0;
    assert_eq!(line(&moved), line(&before) + 1);
    assert_eq!(moved.content(is[1].0).unwrap().segmentation.articles[0].first_line().0, line(&moved));
}

#[test]
fn a_correction_is_done_on_its_page_of_a_file_and_told_where_it_is_on_none() {
    use crate::anchor::{PageRef, Target};
    use crate::correction::{Correction, Operation};
    use crate::segmentation::Role;
    let dir = tempfile::tempdir().unwrap();
    let text =
        [with_masthead("1", 2, "老渡口迎来新船"), with_masthead("2", 2, "旧街市搬进新棚")].join("\u{c}");
    write(dir.path(), "a.txt", &text);
    // Made when the file was one page.
    let whole = Page::new(text.clone());
    let at = PageRef::new(text.as_bytes(), &whole, "a.txt");
    let line = |words: &str| whole.lines().find(|(_, line)| line.contains(words)).unwrap().0;
    let lines = Target::of_spans(&at, &whole, &[whole.span(line("旧街市搬进新棚"))]);
    let here = Correction::new(Operation::HasRole { lines: lines.clone(), role: Role::Kicker });
    let mut gone = lines;
    gone.selectors[0].quote.exact = "从未在任何一版上印过的一行".into();
    let gone = Correction::new(Operation::HasRole { lines: gone, role: Role::Title });
    let corrections = Corrections::default();
    corrections.set([Arc::new(here), Arc::new(gone.clone())].into_iter());
    let (library, _) = load(dir.path(), LoadOptions { corrections, ..Default::default() });
    let content = |at: usize| library.content(library.pages()[at].id).unwrap();
    assert!(content(1).segmentation.articles.iter().any(|a| a.texts(Role::Kicker).eq(["旧街市搬进新棚"])));
    for at in [0, 1] {
        let told: Vec<_> = content(at).conflicts.iter().map(|conflict| conflict.correction).collect();
        assert_eq!(told, [gone.id]);
    }
}

#[test]
fn articles_given_with_a_page_are_shown_in_the_place_of_the_engines() {
    let (dir, cache) = (archive(), tempfile::tempdir().unwrap());
    let source = Source::open(dir.path()).unwrap();
    let listing = source.list(&Limits::default(), &AtomicBool::new(false)).unwrap();
    let mut given = segment(&Page::new(format!("{TEXT}52")));
    given.articles[0].confidence = 0.25;
    let file = listing.files.iter().find(|file| file.path.ends_with("05/02.txt")).unwrap();
    keep_articles(cache.path(), &source, file, vec![given.clone()]).unwrap();
    let options = LoadOptions { cache_dir: Some(cache.path().to_path_buf()), ..Default::default() };
    let (library, progress) = load(dir.path(), options);
    assert_eq!(progress.unchanged, 1, "the others are taken apart");
    let entry = library.page_at(&PageKey { path: file.path.clone(), index: 0 }).unwrap();
    assert_eq!(entry.articles()[0].confidence, 0.25);
    assert_eq!(library.content(entry.id).unwrap().segmentation, given);
}
