//! Everything the window knows. Only [`super::update`] changes it.

use super::action::{Filter, Overlay, Panel};
use super::article::OpenArticle;
use super::exchange::Exchange;
use super::fonts::UserFont;
use super::language::{Language, Phrase};
use super::listing::{Group, Listing, Row};
use super::marks::Marks;
use super::notes::Notes;
use super::own_font::OwnFont;
use super::printing::Printing;
use super::reading::{Decoration, TextPosition, TextRange};
use super::searching::Find;
use super::settings::Settings;
use super::speech::Speech;
use super::theme::Theme;
use crate::archive::{ArticleId, Library, Loader, PageVersion, Progress};
use crate::segmentation::LineNo;
use crate::variants::Script;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

/// Wakes the window from another thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Everything the window knows.
pub struct State {
    /// What the person chose.
    pub settings: Settings,
    /// The language of the system.
    pub system_language: Language,
    /// Whether the system is dark.
    pub system_dark: bool,
    /// Where the notebook is.
    pub data_dir: PathBuf,
    /// Archives opened before, the last one first.
    pub recent: Vec<PathBuf>,
    /// The archive that is open.
    pub archive: Archive,
    /// The list of articles.
    pub list: List,
    /// What is read.
    pub reader: Reader,
    /// What is looked for.
    pub find: Find,
    /// The person's own data.
    pub notes: Notes,
    /// Which articles are read, bookmarked, annotated.
    pub marks: Marks,
    /// What stands at the right.
    pub panel: Option<Panel>,
    /// What lies over the window.
    pub overlay: Option<Overlay>,
    /// Notes going out and coming in.
    pub exchange: Exchange,
    /// Whether there is nothing but the text.
    pub focused: bool,
    /// The article being saved for printing.
    pub printing: Printing,
    /// The font of the person's own.
    pub own_font: OwnFont,
    /// What the person is to be told.
    pub notices: Vec<Notice>,
    /// Where the keyboard is to go on the next frame.
    pub focus: Option<Focus>,
    /// What the window system is to do.
    pub effects: Vec<Effect>,
    /// Seconds since the window opened.
    pub now: f64,
    /// Wakes the window from another thread.
    pub wake: Wake,
    /// The answer of the system's dialog.
    pub(super) picker: Option<Picker>,
    notice_count: u64,
}

/// What the system's dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picking {
    /// The folder of an archive.
    Archive,
    /// A folder to write to or to read.
    Folder,
    /// A file to read.
    File,
    /// A file to write.
    Save,
}

/// The system's dialog.
pub(super) struct Picker {
    /// What it is for.
    pub what: Picking,
    /// When it was asked for, in seconds since the window opened.
    pub asked: f64,
    /// Its answer.
    pub answer: Receiver<Option<PathBuf>>,
}

/// The archive that is open.
#[derive(Default)]
pub struct Archive {
    /// What the person calls it: its folder's name.
    pub name: String,
    /// Where it is; `None` for the sample.
    pub path: Option<PathBuf>,
    /// The pages as far as they are loaded.
    pub library: Library,
    /// How far loading is; `None` when it is done.
    pub progress: Option<Progress>,
    /// The worker.
    pub loader: Option<Loader>,
    /// Since which second an article is to be opened by itself; `None` once one is open.
    pub wanted: Option<f64>,
    /// The article whose file was found changed, and what its page was: it is opened once the page is another.
    pub awaited: Option<(ArticleId, PageVersion)>,
    /// How many unreadable files the person was told of.
    pub told_unreadable: usize,
}

impl Archive {
    /// Pages and articles.
    pub fn counts(&self) -> (usize, usize) {
        (self.library.pages().len(), self.library.article_count())
    }

    /// Whether its folder or file is where it was: a drive may have been taken out.
    pub fn is_there(&self) -> bool {
        self.path.as_ref().is_none_or(|path| path.exists())
    }

    /// Files that could not be read.
    pub fn unreadable(&self) -> usize {
        self.library.unreadable().len()
    }
}

/// How far loading is, from 0 to 1.
pub fn fraction(progress: Progress) -> f32 {
    if progress.total == 0 { 0.0 } else { progress.done as f32 / progress.total as f32 }
}

/// The list of articles.
#[derive(Default)]
pub struct List {
    /// The rows.
    pub listing: Listing,
    /// What the cursor is on.
    pub cursor: Option<Row>,
    /// Counts requests to show the cursor's row.
    pub reveal: u64,
    /// The filters that are on.
    pub filters: HashSet<Filter>,
    /// The groups that are closed.
    pub closed: HashSet<Group>,
    /// Whether the rows are to be made anew.
    pub stale: bool,
}

/// What is read.
#[derive(Default)]
pub struct Reader {
    /// The article that is open.
    pub open: Option<OpenArticle>,
    /// The articles seen, in order.
    pub history: Vec<ArticleId>,
    /// Which of them is open.
    pub at: usize,
    /// Counts openings.
    pub serial: u64,
    /// A place to show, and the serial of the request.
    pub reveal: Option<(u64, Reveal)>,
    /// Counts requests to show a place.
    pub reveals: u64,
    /// What is selected.
    pub selection: Option<TextRange>,
    /// What was pressed last.
    pub caret: Option<TextPosition>,
    /// A line of the open page whose article is to be shown when the page was taken apart again.
    pub hold: Option<LineNo>,
    /// The open article being read aloud.
    pub speech: Option<Speech>,
    /// What is looked up in the dictionary, as printed.
    pub lookup: Option<String>,
    /// Where what is looked for occurs in the open article.
    pub hits: Vec<TextRange>,
    /// The one of them that is looked at.
    pub hit: usize,
    /// The other article, where two are side by side.
    pub beside: Option<Beside>,
    /// Where the open article is.
    pub side: Side,
    /// Whether articles are shown as printed for the moment, whatever the settings say.
    pub as_printed: bool,
}

/// An article beside the open one: it can be read and scrolled, and becomes the open one when it is pressed.
pub struct Beside {
    /// The article.
    pub open: OpenArticle,
    /// What was marked in it when it was left.
    pub marks: Vec<Decoration>,
}

/// One of the places of two articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The left one, or the only one.
    #[default]
    Left,
    /// The right one.
    Right,
}

impl Side {
    /// The other one.
    pub fn other(self) -> Side {
        if self == Side::Left { Side::Right } else { Side::Left }
    }

    /// Its number from the left.
    pub fn index(self) -> usize {
        self as usize
    }
}

impl Reader {
    /// Whether there is an article to go back or forward to.
    pub fn can_step(&self, forward: bool) -> bool {
        if forward { self.at + 1 < self.history.len() } else { self.at > 0 && !self.history.is_empty() }
    }

    /// Asks the view to show a place and to select it.
    pub fn show(&mut self, range: TextRange) {
        self.ask(Reveal::Select(range));
    }

    /// Asks the view to show a place.
    pub fn look_at(&mut self, range: TextRange) {
        self.ask(Reveal::Look(range));
    }

    /// Asks the view to go on where the person left.
    pub fn go_on(&mut self, at: TextPosition) {
        self.ask(Reveal::Top(at));
    }

    fn ask(&mut self, reveal: Reveal) {
        self.reveals += 1;
        self.reveal = Some((self.reveals, reveal));
    }
}

/// How the view is to show a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reveal {
    /// In view and selected.
    Select(TextRange),
    /// In view.
    Look(TextRange),
    /// At the top.
    Top(TextPosition),
}

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Info,
    /// Something needs care.
    Warning,
    /// Something went wrong.
    Error,
}

/// Something to tell the person, once.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its name, to take it away.
    pub id: u64,
    /// How grave it is.
    pub kind: NoticeKind,
    /// What happened and what to do.
    pub text: String,
    /// When it goes by itself, in seconds since the window opened.
    pub until: f64,
}

/// Where the keyboard can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The list.
    List,
    /// The search box.
    Find,
    /// The article.
    Article,
}

/// What the window system is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Put text on the clipboard.
    Copy(String),
    /// Set text in this font, or in the bundled ones.
    Fonts(Option<UserFont>),
    /// Enter or leave full screen.
    Fullscreen,
    /// Close the window.
    Close,
    /// Bring the window to the front.
    Raise,
}

impl State {
    /// A window over a notebook, with nothing open yet.
    ///
    /// `asked` is the language of the command line; `wake` is called from other threads when there is news.
    pub fn new(data_dir: &Path, asked: Option<Language>, wake: Wake) -> State {
        let mut state = State {
            settings: Settings::default(),
            system_language: asked.unwrap_or_else(Language::of_system),
            system_dark: false,
            data_dir: data_dir.to_owned(),
            recent: Vec::new(),
            archive: Archive::default(),
            list: List::default(),
            reader: Reader::default(),
            find: Find::default(),
            notes: Notes::default(),
            marks: Marks::default(),
            panel: None,
            overlay: None,
            exchange: Exchange::default(),
            focused: false,
            printing: Printing::default(),
            own_font: OwnFont::default(),
            notices: Vec::new(),
            focus: None,
            effects: Vec::new(),
            now: 0.0,
            wake,
            picker: None,
            notice_count: 0,
        };
        super::writing::open_notebook(&mut state);
        if asked.is_some() {
            state.settings.language = asked;
        }
        state
    }

    /// The language the window speaks.
    pub fn language(&self) -> Language {
        self.settings.language.unwrap_or(self.system_language)
    }

    /// The script that articles are shown in.
    pub fn script(&self) -> Script {
        if self.reader.as_printed { Script::AsPrinted } else { self.settings.script }
    }

    /// The theme to draw.
    pub fn theme(&self) -> Theme {
        self.settings.theme.resolve(self.system_dark)
    }

    /// A phrase in the window's language.
    pub fn t(&self, phrase: Phrase) -> &'static str {
        phrase.get(self.language())
    }

    /// Whether the open article is bookmarked.
    pub fn is_bookmarked(&self) -> bool {
        self.notes.bookmark().is_some()
    }

    /// Whether the open article counts as read.
    pub fn is_read(&self) -> bool {
        self.reader.open.as_ref().is_some_and(|open| self.marks.is_read(open.id))
    }

    /// Whether something is going on for which frames are wanted.
    pub fn is_busy(&self) -> bool {
        let typed = self.notes.editing.as_ref().is_some_and(|editing| editing.changed.is_some());
        let speaks = self.reader.speech.as_ref().is_some_and(|speech| !speech.is_paused());
        self.archive.progress.is_some()
            || self.marks.is_working()
            || self.exchange.job.is_some()
            || typed
            || speaks
            || self.printing.is_busy()
    }

    /// Tells the person something, once: the same words are not repeated while they stand.
    pub fn tell(&mut self, kind: NoticeKind, text: impl Into<String>) {
        /// Seconds that a notice stands.
        const BRIEF: f64 = 6.0;
        /// Seconds that a warning stands.
        const LONG: f64 = 15.0;
        let text = text.into();
        if self.notices.iter().any(|notice| notice.text == text) {
            return;
        }
        let until = match kind {
            NoticeKind::Info => self.now + BRIEF,
            NoticeKind::Warning => self.now + LONG,
            NoticeKind::Error => f64::INFINITY,
        };
        if kind == NoticeKind::Info {
            self.notices.retain(|notice| notice.kind != NoticeKind::Info);
        }
        self.notice_count += 1;
        self.notices.push(Notice { id: self.notice_count, kind, text, until });
        /// Notices that fit into the smallest window.
        const MOST: usize = 4;
        if self.notices.len() > MOST {
            self.notices.remove(0);
        }
    }
}
