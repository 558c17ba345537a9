//! Notes going out and coming in: exports, imports, backups, what a merge would do. Files are read and written on a
//! thread. The merge itself changes what the window shows, so that it is done in `stepping`.

use super::action::{Action, Overlay};
use super::language::{self as words, Phrase};
use super::state::{NoticeKind, Picking, State};
use super::{files, stepping, writing};
use crate::export::CitationStyle;
use crate::language::Language;
use crate::notebook::{Annotation, Copier, Incoming, Notebook, Preview, Snapshot, Step, StoreError, report};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

/// What notes can be written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// W3C Web Annotation, without loss.
    #[default]
    JsonLd,
    /// Markdown, by article.
    MarkdownByArticle,
    /// Markdown, by tag.
    MarkdownByTag,
    /// A table.
    Csv,
    /// 资料卡片, a file each.
    Cards,
    /// 资料卡片 in one document.
    CardsInOne,
    /// References to the articles.
    References(CitationStyle),
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Form; 11] = [
        Form::JsonLd,
        Form::MarkdownByArticle,
        Form::MarkdownByTag,
        Form::Csv,
        Form::Cards,
        Form::CardsInOne,
        Form::References(CitationStyle::Gbt7714),
        Form::References(CitationStyle::Gbt7714In2025),
        Form::References(CitationStyle::Ris),
        Form::References(CitationStyle::CslJson),
        Form::References(CitationStyle::Bibtex),
    ];

    /// What it is called.
    pub fn name(self) -> Phrase {
        match self {
            Form::JsonLd => Phrase::new("JSON-LD（可再导入）", "JSON-LD (comes back in)"),
            Form::MarkdownByArticle => Phrase::new("Markdown 按文章", "Markdown by article"),
            Form::MarkdownByTag => Phrase::new("Markdown 按标签", "Markdown by tag"),
            Form::Csv => Phrase::new("CSV 表格", "CSV table"),
            Form::Cards => Phrase::new("资料卡片（一卡一文件）", "Cards, a file each"),
            Form::CardsInOne => Phrase::new("资料卡片（合为一份）", "Cards in one file"),
            Form::References(CitationStyle::Gbt7714) => Phrase::new("GB/T 7714—2015", "GB/T 7714-2015"),
            Form::References(CitationStyle::Gbt7714In2025) => Phrase::new("GB/T 7714—2025", "GB/T 7714-2025"),
            Form::References(CitationStyle::Ris) => Phrase::new("RIS", "RIS"),
            Form::References(CitationStyle::CslJson) => Phrase::new("CSL-JSON", "CSL-JSON"),
            Form::References(CitationStyle::Bibtex) => Phrase::new("BibTeX", "BibTeX"),
        }
    }

    /// The extension of its file; `None` where it is a folder of files.
    pub fn extension(self) -> Option<&'static str> {
        match self {
            Form::JsonLd => Some("jsonld"),
            Form::MarkdownByArticle | Form::MarkdownByTag => Some("md"),
            Form::Csv => Some("csv"),
            Form::Cards => None,
            Form::CardsInOne => Some("txt"),
            Form::References(style) => Some(style.extension()),
        }
    }
}

/// What is going out or coming in.
#[derive(Default)]
pub struct Exchange {
    /// What notes are written as.
    pub form: Form,
    /// Only what the notes panel lists.
    pub listed_only: bool,
    /// The path as typed or chosen.
    pub path: String,
    /// The path that the person chose in a dialog, which asked before replacing a file.
    confirmed: Option<String>,
    /// The path that was proposed last: it may be replaced by another proposal.
    proposed: String,
    /// What is being done.
    pub job: Option<Job>,
    /// What went wrong or was done last, and whether it went well.
    pub outcome: Option<(bool, String)>,
    /// What was read and would be merged.
    pub ready: Option<Ready>,
    /// The copies that the notebook made of itself, the newest first.
    pub snapshots: Vec<Snapshot>,
}

/// Something read, before it is merged.
pub struct Ready {
    /// From where.
    pub path: PathBuf,
    /// What merging it would do.
    pub preview: Preview,
    /// Some of its annotations.
    pub samples: Vec<Annotation>,
    incoming: Incoming,
}

/// Work that takes more than a frame.
pub struct Job {
    /// What is being done.
    pub what: Phrase,
    /// How much of it is done, where that is known.
    pub done: Option<(usize, usize)>,
    pub(super) work: Work,
    pub(super) cancel: Arc<AtomicBool>,
}

impl Job {
    /// Whether it was told to stop and is about to.
    pub fn is_stopping(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

pub(super) enum Work {
    /// On a thread, which tells how it goes.
    Thread(Receiver<News>),
    /// In the notebook that is open.
    Step(Box<Step>, stepping::Ending),
}

pub(super) enum News {
    Progress(usize, usize),
    Written(PathBuf),
    Read(PathBuf, Incoming, Preview),
    Failed(Failure),
}

/// Why nothing came out or in.
pub(super) enum Failure {
    /// There is no path.
    NoPath,
    /// There is such a file already.
    Exists(PathBuf),
    /// There is no such folder or file.
    Missing(PathBuf),
    /// A pipe, a device or the like.
    NoFile(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
    /// The notebook refused, or what was read is none.
    Notebook(StoreError),
    /// The person stopped it.
    Stopped,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Notebook(error)
    }
}

impl Failure {
    fn in_words(&self, language: Language) -> String {
        let say = |phrase: Phrase, path: &Path| phrase.fill(language, &[&path.display()]);
        match self {
            Failure::NoPath => words::NO_PATH.get(language).into(),
            Failure::Exists(path) => say(words::FILE_EXISTS, path),
            Failure::Missing(path) => say(words::FILE_MISSING, path),
            Failure::NoFile(path) => say(words::NO_REGULAR_FILE, path),
            Failure::Io(path, error) => {
                let reason = match StoreError::from(io::Error::from(error.kind())) {
                    StoreError::DiskFull => words::DISK_FULL.get(language).into(),
                    StoreError::ReadOnly => words::NOT_WRITABLE.get(language).into(),
                    _ => error.to_string(),
                };
                words::NOT_WRITTEN.fill(language, &[&path.display(), &reason])
            }
            Failure::Notebook(error) => language.pick(error.chinese(), error.to_string()),
            Failure::Stopped => words::STOPPED.get(language).into(),
        }
    }
}

/// Carries out an action on what goes out or comes in.
pub fn update(state: &mut State, action: Action) {
    match action {
        Action::Show(overlay) => show(state, overlay),
        Action::ExportForm(form) => {
            state.exchange.form = form;
            state.exchange.outcome = None;
            propose(state, Overlay::Export);
        }
        Action::ExportListed(listed) => state.exchange.listed_only = listed,
        Action::ExchangePath(path) => {
            state.exchange.path = path;
            state.exchange.outcome = None;
        }
        Action::PickForExchange(picking) => files::pick(state, picking),
        Action::Export => export(state),
        Action::BackUp => back_up(state),
        Action::ReadIncoming => read(state),
        Action::Merge(revive) => merge(state, revive),
        Action::CancelExchange => {
            if let Some(job) = &state.exchange.job {
                job.cancel.store(true, Ordering::Relaxed);
            }
        }
        _ => {}
    }
}

fn show(state: &mut State, overlay: Overlay) {
    state.overlay = Some(overlay);
    state.exchange.outcome = None;
    state.exchange.ready = None;
    if overlay == Overlay::Restore {
        state.exchange.snapshots = crate::notebook::snapshots(&state.data_dir.join("snapshots"));
        state.exchange.snapshots.reverse();
    }
    propose(state, overlay);
}

/// Puts a path into the field that can be taken as it is, unless the person wrote one there.
fn propose(state: &mut State, overlay: Overlay) {
    let exchange = &mut state.exchange;
    if !exchange.path.is_empty() && exchange.path != exchange.proposed && overlay == Overlay::Export {
        let extension = exchange.form.extension().unwrap_or_default();
        exchange.path = Path::new(&exchange.path).with_extension(extension).display().to_string();
        return;
    }
    let home = directories::UserDirs::new();
    let place = home.as_ref().map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()));
    let place = place.filter(|place| place.is_dir()).map(Path::to_owned).unwrap_or_default();
    let place = match overlay {
        Overlay::Export => {
            let name = format!("jianbao-{}", jiff::Zoned::now().strftime("%Y%m%d"));
            free(&place, &name, exchange.form.extension())
        }
        Overlay::BackUp => place,
        _ => PathBuf::new(),
    };
    exchange.proposed = place.display().to_string();
    exchange.path = exchange.proposed.clone();
}

/// A name in a folder that nothing has yet.
fn free(folder: &Path, name: &str, extension: Option<&str>) -> PathBuf {
    let ending = extension.map(|extension| format!(".{extension}")).unwrap_or_default();
    let numbered = (2..1000).map(|n| folder.join(format!("{name}-{n}{ending}")));
    let mut names = std::iter::once(folder.join(format!("{name}{ending}"))).chain(numbered);
    names.find(|path| !path.exists()).unwrap_or_else(|| folder.join(format!("{name}{ending}")))
}

/// Takes the path that the person chose in a dialog.
pub fn picked(state: &mut State, picking: Picking, path: PathBuf) {
    let path = path.display().to_string();
    state.exchange.confirmed = (picking == Picking::Save).then(|| path.clone());
    state.exchange.path = path;
    state.exchange.outcome = None;
    if matches!(picking, Picking::File) {
        read(state);
    }
}

// What is done.

fn export(state: &mut State) {
    let (form, language) = (state.exchange.form, state.language());
    let Some(book) = &state.notes.book else { return refuse(state, Failure::Notebook(StoreError::Missing)) };
    let annotations: Vec<Arc<Annotation>> = if state.exchange.listed_only {
        state.notes.listed.iter().filter_map(|&id| book.get(id).cloned()).collect()
    } else {
        book.find(&Default::default()).cloned().collect()
    };
    let copier = match form {
        Form::JsonLd if !state.exchange.listed_only => book.copier(),
        _ => Ok(book.copier_of(&annotations.iter().map(|annotation| annotation.id).collect::<Vec<_>>())),
    };
    let copier = match copier {
        Ok(copier) => copier,
        Err(error) => return refuse(state, Failure::Notebook(error)),
    };
    let annotations = writing::named(state, annotations);
    let Some(path) = files::typed_path(&state.exchange.path) else { return refuse(state, Failure::NoPath) };
    let replace = state.exchange.confirmed.as_deref() == Some(state.exchange.path.as_str());
    start(state, words::EXPORTING, move |job| {
        let path = write(form, &path, replace, &annotations, &copier, language, job)?;
        Ok(News::Written(path))
    });
}

fn back_up(state: &mut State) {
    let copier = state.notes.book.as_ref().map_or(Err(StoreError::Missing), Notebook::copier);
    let copier = match copier {
        Ok(copier) => copier,
        Err(error) => return refuse(state, Failure::Notebook(error)),
    };
    let Some(folder) = files::typed_path(&state.exchange.path) else { return refuse(state, Failure::NoPath) };
    start(state, words::BACKING_UP, move |_| {
        if !folder.is_dir() {
            return Err(Failure::Missing(folder));
        }
        Ok(News::Written(copier.back_up(&folder)?))
    });
}

fn read(state: &mut State) {
    let Some(path) = files::typed_path(&state.exchange.path) else { return refuse(state, Failure::NoPath) };
    state.exchange.ready = None;
    let copier = state.notes.book.as_ref().map_or(Err(StoreError::Missing), Notebook::copier);
    start(state, words::READING_FILE, move |job| {
        let incoming = read_incoming(&path)?;
        job.progress(0, 1)?;
        let preview = copier?.preview(&incoming)?;
        job.progress(0, 1)?;
        Ok(News::Read(path, incoming, preview))
    });
}

/// Reads an export, a backup, or the folder of another notebook.
fn read_incoming(path: &Path) -> Result<Incoming, Failure> {
    /// Bytes that a file of notes may have.
    const LIMIT: u64 = 1 << 30;
    let meta = fs::metadata(path).map_err(|_| Failure::Missing(path.to_owned()))?;
    if meta.is_dir() {
        if !path.join("notebook.db").is_file() && !path.join("log").is_dir() {
            return Err(Failure::Missing(path.join("notebook.db")));
        }
        return Ok(Notebook::read_folder(path));
    }
    if !meta.is_file() {
        return Err(Failure::NoFile(path.to_owned()));
    }
    if path.extension().is_some_and(|extension| extension == "db") {
        return Ok(Notebook::read_backup(path)?);
    }
    if meta.len() > LIMIT {
        return Err(Failure::Notebook(StoreError::Invalid("the file is larger than 1 GB".into())));
    }
    let bytes = fs::read(path).map_err(|error| Failure::Io(path.to_owned(), error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::Notebook(StoreError::Invalid("the file is not UTF-8 text".into())))?;
    Ok(Notebook::read_export(text.trim_start_matches('\u{feff}'))?)
}

fn merge(state: &mut State, revive: bool) {
    if state.exchange.job.is_some() {
        return;
    }
    let Some(Ready { incoming, mut preview, .. }) = state.exchange.ready.take() else { return };
    if revive {
        preview.changed += preview.stay_deleted;
    }
    let step = if revive { Step::merge_reviving(incoming) } else { Step::merge(incoming) };
    state.exchange.outcome = None;
    stepping::start(state, step, stepping::Ending::Merged(preview));
}

// The thread.

/// The worker's end of a job.
struct Worker {
    tell: Sender<News>,
    cancel: Arc<AtomicBool>,
}

impl Worker {
    fn progress(&self, done: usize, total: usize) -> Result<(), Failure> {
        let _ = self.tell.send(News::Progress(done, total));
        if self.cancel.load(Ordering::Relaxed) { Err(Failure::Stopped) } else { Ok(()) }
    }
}

fn start(
    state: &mut State,
    what: Phrase,
    work: impl FnOnce(&Worker) -> Result<News, Failure> + Send + 'static,
) {
    if state.exchange.job.is_some() {
        return;
    }
    let (tell, news) = channel();
    let cancel = Arc::new(AtomicBool::new(false));
    let worker = Worker { tell, cancel: cancel.clone() };
    let wake = state.wake.clone();
    std::thread::spawn(move || {
        let outcome = work(&worker).unwrap_or_else(News::Failed);
        // The window may have closed meanwhile; then nobody wants to know.
        let _ = worker.tell.send(outcome);
        wake();
    });
    state.exchange.outcome = None;
    state.exchange.job = Some(Job { what, done: None, work: Work::Thread(news), cancel });
}

/// Writes notes; says where they are.
fn write(
    form: Form,
    path: &Path,
    replace: bool,
    annotations: &[Arc<Annotation>],
    copier: &Copier,
    language: Language,
    job: &Worker,
) -> Result<PathBuf, Failure> {
    let text = match form {
        Form::JsonLd => copier.export()?,
        Form::MarkdownByArticle => report::markdown_by_article(annotations, language),
        Form::MarkdownByTag => report::markdown_by_tag(annotations, language),
        Form::Csv => report::csv(annotations),
        Form::Cards => return write_cards(path, &report::cards(annotations, language), job),
        Form::CardsInOne => {
            let cards = report::cards(annotations, language);
            cards.iter().map(|card| card.text.as_str()).collect::<Vec<_>>().join("\n")
        }
        Form::References(style) => report::citations(annotations, style),
    };
    job.progress(0, 1)?;
    let path = if path.is_dir() {
        free(path, "jianbao", form.extension())
    } else if path.exists() && !replace {
        return Err(Failure::Exists(path.to_owned()));
    } else {
        path.to_owned()
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Failure::Missing(folder.to_owned()));
    }
    write_file(&path, text.as_bytes())?;
    Ok(path)
}

/// Writes a file whole or not at all.
fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".part");
    let draft = PathBuf::from(draft);
    let written = fs::File::create(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, path)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&draft);
        Failure::Io(path.to_owned(), error)
    })
}

fn write_cards(folder: &Path, cards: &[report::Card], job: &Worker) -> Result<PathBuf, Failure> {
    if !folder.is_dir() {
        fs::create_dir(folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Failure::Missing(folder.parent().unwrap_or(folder).to_owned()),
            io::ErrorKind::AlreadyExists => Failure::Exists(folder.to_owned()),
            _ => Failure::Io(folder.to_owned(), error),
        })?;
    }
    for (done, card) in cards.iter().enumerate() {
        job.progress(done, cards.len())?;
        write_file(&folder.join(&card.file_name), card.text.as_bytes())?;
    }
    Ok(folder.to_owned())
}

/// Takes in what the thread has to say.
pub fn poll(state: &mut State) {
    stepping::go_on(state);
    let Some(job) = &mut state.exchange.job else { return };
    let Work::Thread(from) = &job.work else { return };
    let mut end = None;
    loop {
        match from.try_recv() {
            Ok(News::Progress(done, total)) => job.done = (total > 1).then_some((done, total)),
            Ok(news) => end = Some(news),
            Err(TryRecvError::Empty) => break,
            Err(TryRecvError::Disconnected) => {
                end.get_or_insert(News::Failed(Failure::Stopped));
                break;
            }
        }
    }
    let Some(news) = end else { return };
    state.exchange.job = None;
    match news {
        News::Written(path) => {
            let text = words::WRITTEN.fill(state.language(), &[&path.display()]);
            state.exchange.outcome = Some((true, text.clone()));
            // Who closed the dialog meanwhile is told in the corner.
            if state.overlay.is_none() {
                state.tell(NoticeKind::Info, text);
            }
        }
        News::Read(path, incoming, preview) => {
            /// Annotations that a person looks at before a merge.
            const SAMPLES: usize = 5;
            let samples = incoming.annotations().take(SAMPLES).collect();
            state.exchange.ready = Some(Ready { path, preview, samples, incoming });
        }
        News::Failed(failure) => refuse(state, failure),
        News::Progress(..) => {}
    }
}

/// Tells why nothing came out or in.
pub(super) fn refuse(state: &mut State, failure: Failure) {
    let text = failure.in_words(state.language());
    if state.overlay.is_none() {
        state.tell(NoticeKind::Error, text.clone());
    }
    state.exchange.outcome = Some((false, text));
}

#[cfg(test)]
mod tests {
    use super::super::reading::{TextPosition, TextRange};
    use super::super::testing::Bench;
    use super::super::update;
    use super::*;
    use std::time::{Duration, Instant};

    fn finish(bench: &mut Bench) {
        let begun = Instant::now();
        while bench.state.exchange.job.is_some() {
            poll(&mut bench.state);
            assert!(begun.elapsed() < Duration::from_secs(30), "the job does not end");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn export_to(bench: &mut Bench, form: Form, path: &Path) -> bool {
        bench.act(Action::Show(Overlay::Export));
        bench.act(Action::ExportForm(form));
        bench.act(Action::ExchangePath(path.display().to_string()));
        bench.act(Action::Export);
        finish(bench);
        bench.state.exchange.outcome.as_ref().is_some_and(|(well, _)| *well)
    }

    #[test]
    fn every_form_is_written_and_nothing_is_overwritten() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleBookmark);
        let dir = tempfile::tempdir().unwrap();
        for (n, form) in Form::ALL.into_iter().enumerate() {
            let path = dir.path().join(n.to_string());
            assert!(export_to(&mut bench, form, &path), "{form:?}: {:?}", bench.state.exchange.outcome);
            let file = match form {
                Form::Cards => fs::read_dir(&path).unwrap().next().unwrap().unwrap().path(),
                _ => path.clone(),
            };
            assert!(fs::read_to_string(file).unwrap().contains(&bench.title()), "{form:?}");
            if form != Form::Cards {
                assert!(!export_to(&mut bench, form, &path), "{form:?} wrote over a file");
            }
        }
        assert!(!export_to(&mut bench, Form::Csv, &dir.path().join("no/such/x.csv")));
        let told = bench.state.exchange.outcome.clone().unwrap().1;
        assert!(told.contains("no/such"), "{told}");
    }

    #[test]
    fn an_export_comes_back_after_a_look_and_is_undone_in_one_step() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleBookmark);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.jsonld");
        assert!(export_to(&mut bench, Form::JsonLd, &path));
        let mut other = Bench::two_papers();
        other.act(Action::Show(Overlay::Import));
        other.act(Action::ExchangePath(path.display().to_string()));
        other.act(Action::ReadIncoming);
        finish(&mut other);
        assert_eq!(other.state.exchange.ready.as_ref().unwrap().preview.added, 1);
        assert!(other.state.notes.listed.is_empty(), "looking changes nothing");
        other.act(Action::Merge(false));
        finish(&mut other);
        assert_eq!(other.state.notes.listed.len(), 1);
        assert!(other.state.is_bookmarked());
        other.act(Action::Undo);
        assert!(other.state.notes.listed.is_empty());
        // Deleted here since: it stays so, unless it is asked for.
        for (revive, found) in [(false, 0), (true, 1)] {
            other.act(Action::ReadIncoming);
            finish(&mut other);
            assert_eq!(other.state.exchange.ready.as_ref().unwrap().preview.stay_deleted, 1);
            other.act(Action::Merge(revive));
            finish(&mut other);
            assert_eq!(other.state.notes.listed.len(), found);
        }
        other.act(Action::Undo);
        assert!(other.state.notes.listed.is_empty());

        fs::write(&path, "{\"type\":\"Annotation\"}").unwrap();
        other.act(Action::ReadIncoming);
        finish(&mut other);
        assert!(other.state.exchange.ready.is_none());
        assert!(!other.state.exchange.outcome.as_ref().unwrap().0);
    }

    #[test]
    fn a_highlight_goes_out_under_the_name_of_its_article() {
        let mut bench = Bench::two_papers();
        let title = bench.title();
        let open = bench.state.reader.open.as_ref().unwrap();
        let body = TextRange { start: TextPosition::new(1, 0), end: open.document.end() };
        assert!(!open.document.text(body).contains(&title));
        bench.act(Action::Select(Some(body)));
        bench.act(Action::Highlight(2));
        assert_eq!(bench.state.notes.listed.len(), 1);
        let dir = tempfile::tempdir().unwrap();
        for (n, form) in Form::ALL.into_iter().enumerate().filter(|(_, form)| *form != Form::Cards) {
            let path = dir.path().join(n.to_string());
            assert!(export_to(&mut bench, form, &path), "{form:?}: {:?}", bench.state.exchange.outcome);
            assert!(fs::read_to_string(path).unwrap().contains(&title), "{form:?}");
        }
    }

    #[test]
    fn a_backup_and_a_folder_are_read() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleBookmark);
        let dir = tempfile::tempdir().unwrap();
        update::update(&mut bench.state, Action::Show(Overlay::BackUp));
        bench.act(Action::ExchangePath(dir.path().display().to_string()));
        bench.act(Action::BackUp);
        finish(&mut bench);
        assert!(bench.state.exchange.outcome.as_ref().unwrap().0, "{:?}", bench.state.exchange.outcome);
        let backup = fs::read_dir(dir.path()).unwrap().next().unwrap().unwrap().path();
        let mut other = Bench::two_papers();
        for path in [backup, bench.state.data_dir.clone()] {
            other.act(Action::Show(Overlay::Restore));
            other.act(Action::ExchangePath(path.display().to_string()));
            other.act(Action::ReadIncoming);
            finish(&mut other);
            assert_eq!(other.state.exchange.ready.as_ref().unwrap().preview.added, 1, "{}", path.display());
        }
    }
}
