//! Import and export: notes going out and coming in, backups, what a merge would do. Files are read and written on a
//! thread; the merge itself changes what the window shows, so that it is done in `long_task`.

pub mod articles;
pub mod articles_view;
pub mod describe;
pub mod describe_view;
pub mod file;
pub mod form;
mod long_task;
pub mod sample;
pub mod view;

use super::article_list::{List, Which};
use super::article_status::Marks;
use super::context::{Context, Outbox};
use super::effect::{Effect, Effects, NoticeKind, WindowRequest};
use super::file_dialog;
use super::fonts::UserFont;
use super::panels::Overlay;
use super::printing::open_file;
use super::store::Store;
use super::strings::{self, Phrase};
use crate::archive::{ArticleId, PageId};
use crate::correction::{Correction, Operation};
use crate::export::{NoteFormat, WrittenNotes};
use crate::notebook::{Annotation, Incoming, Notebook, Preview, Snapshot, Step, StoreError};
use articles::{Chosen, Deed};
use describe::{Describing, Refusal};
use file::{Failure, clip_cards, free, write_notes};
use form::Form;
use long_task::{Ending, LongTask, Way};
use sample::Sample;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

/// Import and export under way: forms, paths, the job, what was read.
pub struct Exchange {
    outbox: Outbox<Event>,
    /// Folder of the copies that the notebook makes of itself.
    snapshot_dir: PathBuf,
    /// Time when the system's dialog was asked, in seconds since the window opened.
    asked: Option<f64>,
    /// Format in which notes are written.
    pub format: NoteFormat,
    /// Only what the notes panel lists.
    pub listed_only: bool,
    /// The articles that a dialog is about.
    pub chosen: Chosen,
    /// How the first of them begins in the form that is chosen.
    pub sample: Sample,
    /// Dialog in which articles are described.
    pub describing: Describing,
    /// The path as typed or chosen.
    pub path: String,
    /// The path that the person chose in a dialog, which asked before replacing a file.
    confirmed: Option<String>,
    /// The path that was proposed last: it may be replaced by another proposal.
    proposed: String,
    /// The job under way.
    pub job: Option<Job>,
    /// Numbers the jobs, so that what is told of one that is over is not taken for another's.
    serial: u64,
    /// Outcome of the last job, and whether it went well.
    pub outcome: Option<(bool, String)>,
    /// File that was written last.
    pub written: Option<PathBuf>,
    /// Notes that were read and would be merged.
    pub ready: Option<Ready>,
    /// The copies that the notebook made of itself, the newest first.
    pub snapshots: Vec<Snapshot>,
}

/// Kind of path that the system's dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    /// A folder to write to or to read.
    Folder,
    /// A file to read.
    File,
    /// A file to write.
    Save,
}

/// Actions on the notebook as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Set the format in which notes are written.
    SetFormat(NoteFormat),
    /// Whether only the notes that the panel lists are written.
    SetListedOnly(bool),
    /// The path that notes go to or come from.
    SetPath(String),
    /// Ask for that path with the system's dialog.
    Choose(Choosing),
    /// Write notes out.
    Export,
    /// Copy the notebook.
    BackUp,
    /// Read what is to come in, and show what it would change.
    ReadIncoming,
    /// Take in what was read; `true`: with what is deleted here had back.
    Merge(bool),
    /// Take back the last change to the notes.
    Undo,
    /// Do it again.
    Redo,
    /// Do something with articles.
    Articles(Deed, Which),
    /// Open the dialog in which a collection is written out.
    ExportCollection(Uuid),
    /// Open the dialog in which what a query found is written out.
    ExportFound(String, Vec<ArticleId>),
    /// Set the form in which articles are written.
    SetForm(Form),
    /// Whether each article is a file of its own.
    SetParted(bool),
    /// Whether articles are shown as they were printed, too.
    SetClippings(bool),
    /// Do something in the dialog in which articles are described.
    Describe(describe::Action),
    /// Write articles out.
    WriteArticles,
    /// Show the folder of what was written.
    ShowWritten,
    /// Stop what is being done.
    Cancel,
}

/// News of the threads that read and write files.
pub enum Event {
    /// The system's dialog was answered.
    Chosen(Choosing, Option<PathBuf>),
    /// Report on the job of a number.
    Job(u64, Report),
    /// The lines of the sample of a number.
    Sample(u64, Vec<String>),
}

/// Report of a job on a thread.
pub enum Report {
    /// So much of it is done.
    Progress(usize, usize),
    /// It ended.
    Ended(Result<Done, Failure>),
}

/// Outcome of a job on a thread.
pub enum Done {
    /// Notes or articles were written to a file or folder; so many articles were not, with the words for why.
    Written(PathBuf, Option<(Phrase, usize)>),
    /// Notes were read from one.
    Read(Box<Ready>),
    /// Records to come into the notebook as one step, and what is told then.
    Made(Box<(Incoming, Ending)>),
    /// So many articles are to go onto the clipboard.
    Copied {
        /// Their number.
        count: usize,
        /// Plain.
        text: String,
        /// With their form.
        html: Option<String>,
    },
}

/// Notes read from a file, before they are merged.
pub struct Ready {
    /// From where.
    pub path: PathBuf,
    /// Preview of the merge.
    pub preview: Preview,
    /// Some of its annotations.
    pub samples: Vec<Annotation>,
    incoming: Incoming,
}

/// Work that takes more than a frame.
pub struct Job {
    /// Name of what is being done.
    pub what: Phrase,
    /// Number of its steps that are done, and of all, where that is known.
    pub done: Option<(usize, usize)>,
    work: Work,
    cancel: Arc<AtomicBool>,
}

impl Job {
    /// Whether it was told to stop and is about to.
    pub fn is_stopping(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

/// Place where a job is done.
enum Work {
    /// On a thread, which tells how it goes.
    Thread,
    /// In the notebook that is open, a little in each frame.
    Step(Box<LongTask>),
}

/// State of other rooms that exports read.
#[derive(Clone, Copy)]
pub struct Exported<'a> {
    /// The annotations that the notes panel lists.
    pub listed: &'a [Uuid],
    /// Places of annotations in the open archive.
    pub marks: &'a Marks,
    /// The list, and which of its articles are chosen.
    pub list: &'a List,
    /// The open article.
    pub open: Option<ArticleId>,
    /// Query by which the articles in the list's place were found.
    pub query: Option<&'a str>,
    /// The font of the person's own.
    pub font: Option<&'a UserFont>,
}

impl Exchange {
    /// Nothing going out or coming in yet.
    pub fn new(outbox: Outbox<Event>, data_dir: &Path) -> Exchange {
        Exchange {
            outbox,
            snapshot_dir: data_dir.join("snapshots"),
            asked: None,
            format: NoteFormat::default(),
            listed_only: false,
            chosen: Chosen::default(),
            sample: Sample::default(),
            describing: Describing::default(),
            path: String::new(),
            confirmed: None,
            proposed: String::new(),
            job: None,
            serial: 0,
            outcome: None,
            written: None,
            ready: None,
            snapshots: Vec::new(),
        }
    }

    /// Carries an action out.
    pub fn update(
        &mut self,
        action: Action,
        cx: &Context,
        exported: Exported<'_>,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        match action {
            Action::SetFormat(format) => {
                self.format = format;
                self.outcome = None;
                self.propose(Overlay::Export);
            }
            Action::SetListedOnly(listed) => self.listed_only = listed,
            Action::SetPath(path) => {
                self.path = path;
                self.outcome = None;
            }
            Action::Choose(choosing) => self.choose(choosing, cx),
            Action::Export => self.export(cx, exported, store, effects),
            Action::BackUp => self.back_up(cx, store, effects),
            Action::ReadIncoming => self.read(cx, store, effects),
            Action::Merge(revive) => self.merge(revive, cx, store, effects),
            Action::Undo => self.again(Way::Undo, cx, exported.marks, store, effects),
            Action::Redo => self.again(Way::Redo, cx, exported.marks, store, effects),
            Action::Articles(deed, which) => {
                let articles = exported.list.articles(&which, exported.open);
                self.act(deed, (articles, None), cx, exported, store, effects);
            }
            Action::ExportCollection(id) => {
                let members = store.book.as_ref().map(|book| book.members(id)).unwrap_or_default();
                let articles =
                    members.iter().filter_map(|member| exported.marks.article_of(member.id)).collect();
                let deed = Deed::Ask(Overlay::Articles);
                self.act(deed, (articles, Some(id)), cx, exported, store, effects);
            }
            Action::ExportFound(query, articles) => {
                let deed = Deed::Ask(Overlay::Articles);
                self.act(deed, (articles, None), cx, exported, store, effects);
                self.chosen.name = query;
                self.propose(Overlay::Articles);
            }
            Action::SetForm(form) => {
                (self.chosen.form, self.outcome) = (form, None);
                self.read_sample(cx);
                self.propose(Overlay::Articles);
            }
            Action::SetParted(parted) => {
                (self.chosen.parted, self.outcome) = (parted, None);
                self.read_sample(cx);
                self.propose(Overlay::Articles);
            }
            Action::SetClippings(on) => (self.chosen.clippings, self.outcome) = (on, None),
            Action::ShowWritten => {
                let folder = self
                    .written
                    .as_deref()
                    .map(|path| if path.is_dir() { Some(path) } else { path.parent() });
                if folder.flatten().is_some_and(|folder| !open_file(folder)) {
                    effects.warn(cx.t(strings::NO_OPENER));
                }
            }
            Action::Describe(action) => self.describe(action, cx, store, effects),
            Action::WriteArticles => self.write_articles(cx, exported.font, store, effects),
            Action::Cancel => {
                if let Some(job) = &self.job {
                    job.cancel.store(true, Ordering::Relaxed);
                }
            }
        }
    }

    /// Takes in what a thread tells.
    pub fn take(&mut self, event: Event, cx: &Context, store: &mut Store, effects: &mut Effects) {
        match event {
            Event::Chosen(choosing, Some(path)) => {
                self.asked = None;
                self.path = path.display().to_string();
                self.confirmed = (choosing == Choosing::Save).then(|| self.path.clone());
                self.outcome = None;
                if choosing == Choosing::File {
                    self.read(cx, store, effects);
                }
            }
            Event::Chosen(_, None) => {
                if self.asked.take().is_some_and(|asked| file_dialog::was_never_shown(asked, cx.now)) {
                    self.outcome = Some((false, cx.t(strings::NO_DIALOG).into()));
                }
            }
            Event::Sample(asked, lines) => self.sample.take(asked, lines),
            Event::Job(serial, _) if serial != self.serial => {}
            Event::Job(_, Report::Progress(done, total)) => {
                if let Some(job) = &mut self.job {
                    job.done = (total > 1).then_some((done, total));
                }
            }
            Event::Job(_, Report::Ended(outcome)) => {
                self.job = None;
                match outcome {
                    Ok(Done::Written(path, left_out)) => {
                        let mut text = cx.fill(strings::WRITTEN, &[&path.display()]);
                        if let Some((why, left_out)) = left_out {
                            text += &cx.fill(why, &[&left_out]);
                        }
                        self.outcome = Some((true, text.clone()));
                        self.written = Some(path);
                        // Who closed the dialog meanwhile is told in the corner.
                        effects.push(Effect::TellIfClosed(NoticeKind::Info, text));
                    }
                    Ok(Done::Read(ready)) => self.ready = Some(*ready),
                    Ok(Done::Made(made)) => {
                        let (incoming, ending) = *made;
                        self.begin(Step::merge(incoming), ending, cx, store, effects);
                    }
                    Ok(Done::Copied { count, text, html }) => {
                        let request = match html {
                            Some(html) => WindowRequest::CopyRich { html, text },
                            None => WindowRequest::Copy(text),
                        };
                        effects.push(Effect::Request(request));
                        effects.info(cx.fill(strings::SOME_COPIED, &[&count]));
                    }
                    Err(failure) => self.refuse(&failure, cx, effects),
                }
            }
        }
    }

    /// Does something in the dialog in which articles are described.
    fn describe(&mut self, action: describe::Action, cx: &Context, store: &mut Store, effects: &mut Effects) {
        let takes_back = action == describe::Action::TakeBack;
        if !takes_back && action != describe::Action::Save {
            return self.describing.update(action, &cx.library);
        }
        let Some(book) = &store.book else { return };
        let keep = match self.describing.to_keep(takes_back, &cx.library, book) {
            Ok(keep) => keep,
            Err(Refusal::Wrong(part)) => return self.describing.wrong = Some(part),
            Err(Refusal::FitsNone) => {
                return self.outcome = Some((false, cx.t(strings::PATTERN_FITS_NONE).into()));
            }
        };
        effects.push(Effect::CloseOverlay);
        if keep.is_empty() {
            return effects.hint(cx.t(strings::NOTHING_NEW_SAID));
        }
        let ending = if takes_back { Ending::DescriptionTaken } else { Ending::Described };
        let library = cx.library.clone();
        self.start(strings::READING_ARTICLES, move |worker| {
            let incoming = keep.read(&library, |done, all| worker.progress(done, all))?;
            Ok(Done::Made(Box::new((incoming, ending))))
        });
    }

    /// Makes corrections of many pages, as one step.
    pub fn correct(&mut self, corrections: Vec<(PageId, Operation)>, cx: &Context, effects: &mut Effects) {
        if self.job.is_some() {
            return effects.hint(cx.t(strings::STEP_UNDER_WAY));
        }
        let (library, count) = (cx.library.clone(), corrections.len());
        self.start(strings::READING_ARTICLES, move |worker| {
            let (mut incoming, mut done) = (Incoming::default(), 0);
            for of_page in corrections.chunk_by(|a, b| a.0 == b.0) {
                worker.progress(done, count)?;
                done += of_page.len();
                // What can no longer be read is left as it is.
                let Ok(content) = library.content_once(of_page[0].0) else { continue };
                for (_, operation) in of_page {
                    let correction = Correction::new(operation.clone());
                    incoming.add_correction(&correction, Some(&content.page))?;
                }
            }
            Ok(Done::Made(Box::new((incoming, Ending::Corrected(count)))))
        });
    }

    /// Makes a dialog ready to be shown, where it is one of those for notes.
    pub fn prepare(&mut self, overlay: Overlay) {
        let written = matches!(overlay, Overlay::Export | Overlay::BackUp | Overlay::Articles);
        if !written && !matches!(overlay, Overlay::Import | Overlay::Restore) {
            return;
        }
        (self.outcome, self.ready) = (None, None);
        if overlay == Overlay::Restore {
            self.snapshots = crate::notebook::snapshots(&self.snapshot_dir);
            self.snapshots.reverse();
        }
        self.propose(overlay);
    }

    /// Puts a path into the field that can be taken as it is, unless the person wrote one there.
    fn propose(&mut self, overlay: Overlay) {
        if !self.path.is_empty() && self.path != self.proposed && overlay == Overlay::Export {
            let extension = self.format.extension().unwrap_or_default();
            self.path = Path::new(&self.path).with_extension(extension).display().to_string();
            return;
        }
        let home = directories::UserDirs::new();
        let place = home.as_ref().map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()));
        let place = place.filter(|place| place.is_dir()).map(Path::to_owned).unwrap_or_default();
        // Where the person wrote to, or is about to, articles go again.
        let own = Some(Path::new(&self.path)).filter(|_| self.path != self.proposed);
        let own = own.or(self.written.as_deref()).and_then(Path::parent).filter(|own| own.is_dir());
        let place = own.filter(|_| overlay == Overlay::Articles).map_or(place, Path::to_owned);
        let place = match overlay {
            Overlay::Export => {
                let name = format!("jianbao-{}", jiff::Zoned::now().strftime("%Y%m%d"));
                free(&place, &name, self.format.extension())
            }
            Overlay::BackUp => place,
            Overlay::Articles => self.name_of_articles(&place),
            _ => PathBuf::new(),
        };
        self.proposed = place.display().to_string();
        self.path = self.proposed.clone();
    }

    /// Asks for a path with the system's dialog.
    fn choose(&mut self, choosing: Choosing, cx: &Context) {
        if self.asked.is_some() {
            return;
        }
        self.asked = Some(cx.now);
        let outbox = self.outbox.clone();
        let proposed = PathBuf::from(&self.path);
        let show = move || match choosing {
            Choosing::Folder => rfd::FileDialog::new().pick_folder(),
            Choosing::File => rfd::FileDialog::new().pick_file(),
            Choosing::Save => file_dialog::beginning_at(&proposed).save_file(),
        };
        file_dialog::ask(show, move |answer| outbox.send(Event::Chosen(choosing, answer)));
    }

    /// Tells why nothing came out or in.
    fn refuse(&mut self, failure: &Failure, cx: &Context, effects: &mut Effects) {
        let text = failure.in_words(cx.language);
        effects.push(Effect::TellIfClosed(NoticeKind::Error, text.clone()));
        self.outcome = Some((false, text));
    }

    // What is done.

    fn export(&mut self, cx: &Context, exported: Exported<'_>, store: &Store, effects: &mut Effects) {
        let (format, language) = (self.format, cx.language);
        let Some(book) = &store.book else { return self.refuse(&StoreError::Missing.into(), cx, effects) };
        let annotations: Vec<Arc<Annotation>> = if self.listed_only {
            exported.listed.iter().filter_map(|&id| book.get(id).cloned()).collect()
        } else {
            book.find(&Default::default()).cloned().collect()
        };
        let copier = match format {
            NoteFormat::JsonLd if !self.listed_only => book.copier(),
            _ => Ok(book.copier_of(&annotations.iter().map(|annotation| annotation.id).collect::<Vec<_>>())),
        };
        let copier = match copier {
            Ok(copier) => copier,
            Err(error) => return self.refuse(&error.into(), cx, effects),
        };
        let annotations = exported.marks.named(annotations);
        let Some(path) = file_dialog::typed_path(&self.path) else {
            return self.refuse(&Failure::NoPath, cx, effects);
        };
        let replace = self.confirmed.as_ref() == Some(&self.path);
        let articles =
            || annotations.iter().filter_map(|note| Some((note.id, exported.marks.article_of(note.id)?)));
        let clippings: Option<HashMap<Uuid, ArticleId>> = self.chosen.clippings.then(|| articles().collect());
        let library = cx.library.clone();
        self.start(strings::EXPORTING, move |worker| {
            let mut written = format.write(&annotations, &copier, language)?;
            let progress = |done, total| worker.progress(done, total);
            if let (Some(articles), WrittenNotes::Cards(cards)) = (clippings, &mut written) {
                clip_cards(cards, &articles, &library, language, progress)?;
            }
            Ok(Done::Written(write_notes(written, format, &path, replace, progress)?, None))
        });
    }

    fn back_up(&mut self, cx: &Context, store: &Store, effects: &mut Effects) {
        let copier = store.book.as_ref().map_or(Err(StoreError::Missing), Notebook::copier);
        let copier = match copier {
            Ok(copier) => copier,
            Err(error) => return self.refuse(&error.into(), cx, effects),
        };
        let Some(folder) = file_dialog::typed_path(&self.path) else {
            return self.refuse(&Failure::NoPath, cx, effects);
        };
        self.start(strings::BACKING_UP, move |_| {
            if !folder.is_dir() {
                return Err(Failure::Missing(folder));
            }
            Ok(Done::Written(copier.back_up(&folder)?, None))
        });
    }

    fn read(&mut self, cx: &Context, store: &Store, effects: &mut Effects) {
        /// Annotations that a person looks at before a merge.
        const SAMPLES: usize = 5;
        let Some(path) = file_dialog::typed_path(&self.path) else {
            return self.refuse(&Failure::NoPath, cx, effects);
        };
        self.ready = None;
        let copier = store.book.as_ref().map_or(Err(StoreError::Missing), Notebook::copier);
        self.start(strings::READING_FILE, move |worker| {
            let incoming = Notebook::read_incoming(&path)?;
            worker.progress(0, 1)?;
            let preview = copier?.preview(&incoming)?;
            worker.progress(0, 1)?;
            let samples = incoming.annotations().take(SAMPLES).collect();
            Ok(Done::Read(Box::new(Ready { path, preview, samples, incoming })))
        });
    }

    fn merge(&mut self, revive: bool, cx: &Context, store: &mut Store, effects: &mut Effects) {
        if self.job.is_some() {
            return;
        }
        let Some(Ready { incoming, mut preview, .. }) = self.ready.take() else { return };
        if revive {
            preview.changed += preview.stay_deleted;
        }
        let step = if revive { Step::merge_reviving(incoming) } else { Step::merge(incoming) };
        self.outcome = None;
        self.begin(step, Ending::Merged(preview), cx, store, effects);
    }

    /// Starts a job on a thread, unless there is one.
    fn start(&mut self, what: Phrase, work: impl FnOnce(&Worker) -> Result<Done, Failure> + Send + 'static) {
        if self.job.is_some() {
            return;
        }
        self.serial += 1;
        let cancel = Arc::new(AtomicBool::new(false));
        let worker = Worker { serial: self.serial, outbox: self.outbox.clone(), cancel: cancel.clone() };
        std::thread::spawn(move || {
            let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&worker)));
            worker.tell(Report::Ended(ended.unwrap_or(Err(Failure::Stopped))));
        });
        self.outcome = None;
        self.job = Some(Job { what, done: None, work: Work::Thread, cancel });
    }
}

/// A thread's end of a job.
struct Worker {
    serial: u64,
    outbox: Outbox<Event>,
    cancel: Arc<AtomicBool>,
}

impl Worker {
    fn tell(&self, report: Report) {
        self.outbox.send(Event::Job(self.serial, report));
    }

    fn progress(&self, done: usize, total: usize) -> Result<(), Failure> {
        self.tell(Report::Progress(done, total));
        if self.cancel.load(Ordering::Relaxed) { Err(Failure::Stopped) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::reading::{TextPosition, TextRange};
    use crate::app::testing::Bench;
    use crate::app::{annotations, layout, reader};
    use std::fs;
    use std::time::{Duration, Instant};

    fn finish(bench: &mut Bench) {
        let begun = Instant::now();
        while bench.state.exchange.job.is_some() {
            bench.frame();
            assert!(begun.elapsed() < Duration::from_secs(30), "the job does not end");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn export_to(bench: &mut Bench, form: NoteFormat, path: &Path) -> bool {
        bench.act(layout::Action::Show(Overlay::Export));
        bench.act(Action::SetFormat(form));
        bench.act(Action::SetPath(path.display().to_string()));
        bench.act(Action::Export);
        finish(bench);
        bench.state.exchange.outcome.as_ref().is_some_and(|(well, _)| *well)
    }

    #[test]
    fn every_form_is_written_and_nothing_is_overwritten() {
        let mut bench = Bench::two_papers();
        bench.act(annotations::Action::ToggleBookmark);
        let dir = tempfile::tempdir().unwrap();
        for (n, form) in NoteFormat::ALL.into_iter().enumerate() {
            let path = dir.path().join(n.to_string());
            assert!(export_to(&mut bench, form, &path), "{form:?}: {:?}", bench.state.exchange.outcome);
            let file = match form {
                NoteFormat::Cards => fs::read_dir(&path).unwrap().next().unwrap().unwrap().path(),
                _ => path.clone(),
            };
            assert!(fs::read_to_string(file).unwrap().contains(&bench.title()), "{form:?}");
            if form != NoteFormat::Cards {
                assert!(!export_to(&mut bench, form, &path), "{form:?} wrote over a file");
            }
        }
        assert!(!export_to(&mut bench, NoteFormat::Csv, &dir.path().join("no/such/x.csv")));
        let told = bench.state.exchange.outcome.clone().unwrap().1;
        assert!(told.contains("no/such"), "{told}");
    }

    #[test]
    fn an_export_comes_back_after_a_look_and_is_undone_in_one_step() {
        let mut bench = Bench::two_papers();
        bench.act(annotations::Action::ToggleBookmark);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.jsonld");
        assert!(export_to(&mut bench, NoteFormat::JsonLd, &path));
        let mut other = Bench::two_papers();
        other.act(layout::Action::Show(Overlay::Import));
        other.act(Action::SetPath(path.display().to_string()));
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
        bench.act(reader::Action::Select(Some(body)));
        bench.act(annotations::Action::Highlight(2));
        assert_eq!(bench.state.notes.listed.len(), 1);
        let dir = tempfile::tempdir().unwrap();
        for (n, form) in
            NoteFormat::ALL.into_iter().enumerate().filter(|(_, form)| *form != NoteFormat::Cards)
        {
            let path = dir.path().join(n.to_string());
            assert!(export_to(&mut bench, form, &path), "{form:?}: {:?}", bench.state.exchange.outcome);
            assert!(fs::read_to_string(path).unwrap().contains(&title), "{form:?}");
        }
    }

    #[test]
    fn a_backup_and_a_folder_are_read() {
        let mut bench = Bench::two_papers();
        bench.act(annotations::Action::ToggleBookmark);
        let dir = tempfile::tempdir().unwrap();
        bench.act(layout::Action::Show(Overlay::BackUp));
        bench.act(Action::SetPath(dir.path().display().to_string()));
        bench.act(Action::BackUp);
        finish(&mut bench);
        assert!(bench.state.exchange.outcome.as_ref().unwrap().0, "{:?}", bench.state.exchange.outcome);
        let backup = fs::read_dir(dir.path()).unwrap().next().unwrap().unwrap().path();
        let mut other = Bench::two_papers();
        for path in [backup, bench.state.data_dir.clone()] {
            other.act(layout::Action::Show(Overlay::Restore));
            other.act(Action::SetPath(path.display().to_string()));
            other.act(Action::ReadIncoming);
            finish(&mut other);
            assert_eq!(other.state.exchange.ready.as_ref().unwrap().preview.added, 1, "{}", path.display());
        }
    }
}
