//! Effects: what a room asks for beyond its own state. [`super::update`] carries them out, in order, when the room is done.

use super::fonts::UserFont;
use super::panels::{Focus, Overlay, Panel};
use super::reading::{TextPosition, TextRange};
use crate::archive::{ArticleId, PageId};
use crate::correction::Operation;
use crate::segmentation::LineNo;
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// Request of a room to others or to the window system.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask for titles like what is in the search box.
    AskTitles,
    /// Ask the full text the question of the results.
    AskText,
    /// Count the articles that have in their text what no title has.
    CountInText,
    /// Tell the person something.
    Tell(NoticeKind, String),
    /// Tell the person that something was done, and offer a command by its name.
    Offer(String, &'static str),
    /// Tell how a dialog's work went, where that dialog was closed meanwhile.
    TellIfClosed(NoticeKind, String),
    /// Take notices of these words away.
    Untell(Vec<String>),
    /// Have the window system do something.
    Request(WindowRequest),

    /// Send the keyboard somewhere.
    Focus(Focus),
    /// Show a panel.
    ShowPanel(Panel),
    /// Show a day in the calendar.
    ShowDay(Date),
    /// Lay a dialog over the window.
    ShowOverlay(Overlay),
    /// Take the dialog away.
    CloseOverlay,
    /// Show everything again where one thing has the window for itself.
    LeaveAlone,
    /// Show or hide the list.
    ShowList(bool),

    /// Open an archive, or what a link leads to.
    OpenPath(PathBuf),
    /// Another archive was opened.
    ArchiveReplaced,
    /// Pages arrived, changed or went; `all_there`: all have arrived.
    LibraryChanged {
        /// Whether all have arrived.
        all_there: bool,
    },
    /// All pages have arrived.
    LibraryComplete,
    /// The archive is not where it was.
    ArchiveLost,

    /// Open an article.
    Visit(ArticleId, Arrival),
    /// Open the first of some articles whose page can be read; where none was asked for, tell these words.
    VisitFirst(Vec<ArticleId>, String),
    /// Look at a page as it was printed.
    LookAtPage(PageId),
    /// Open an article that was seen before, without a new entry of the history.
    Revisit(ArticleId),
    /// Put the open article beside itself.
    PutBeside,
    /// Make the article beside the open one.
    SwitchSide,
    /// Bring a place of the open article into view.
    Reveal(Reveal),
    /// Something else was selected, or nothing.
    Selected(Option<TextRange>),
    /// Take the selection back.
    ClearSelection,
    /// Show the article of this line when the open page is taken apart again.
    Hold(LineNo),
    /// Show the open article in another script, and say which.
    ScriptChanged,

    /// Show an annotation in its article.
    ShowAnnotation(Uuid),
    /// Look at where an annotation is or, where it is no more, at the article that it was in.
    LookAt(Uuid, Option<ArticleId>),
    /// Make corrections of these pages, all in one step.
    CorrectAll(Vec<(PageId, Operation)>),
    /// Annotations or corrections changed.
    NotesChanged,
    /// Status of articles changed: read, bookmarked, annotated.
    StatusChanged,
}

/// Request to the window system.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowRequest {
    /// Put text on the clipboard.
    Copy(String),
    /// Put text on the clipboard with its form, and plain for programs that want no form.
    CopyRich {
        /// As HTML.
        html: String,
        /// Plain.
        text: String,
    },
    /// Put a picture on the clipboard.
    CopyPicture(Arc<egui::ColorImage>),
    /// Set text in this font, or in the bundled ones.
    Fonts(Option<UserFont>),
    /// Enter or leave full screen.
    Fullscreen,
    /// Close the window.
    Close,
    /// Bring the window to the front.
    Raise,
}

/// Place in an article to show once it is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrival {
    /// The place where the person left it.
    Left,
    /// These words.
    At(TextRange),
    /// The words that a query finds in it.
    Hits {
        /// As typed.
        query: String,
        /// Number of the place that is looked at; the last where there are fewer.
        place: usize,
    },
}

/// Way to bring a place of the open article into view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reveal {
    /// In view and selected.
    Select(TextRange),
    /// In view.
    Look(TextRange),
    /// At the top.
    Top(TextPosition),
}

/// Gravity of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Info,
    /// Nothing was done, for a reason.
    Hint,
    /// Something needs care.
    Warning,
    /// Something went wrong.
    Error,
}

/// Effects of one handler, in the order in which they are to be carried out.
#[derive(Debug, Default)]
pub struct Effects(Vec<Effect>);

impl Effects {
    /// Asks for something.
    pub fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    /// Tells the person something.
    pub fn tell(&mut self, kind: NoticeKind, text: impl Into<String>) {
        self.push(Effect::Tell(kind, text.into()));
    }

    /// Tells the person that something was done.
    pub fn info(&mut self, text: impl Into<String>) {
        self.tell(NoticeKind::Info, text);
    }

    /// Tells the person why nothing was done.
    pub fn hint(&mut self, text: impl Into<String>) {
        self.tell(NoticeKind::Hint, text);
    }

    /// Tells the person that something needs care.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.tell(NoticeKind::Warning, text);
    }

    /// Tells the person that something went wrong.
    pub fn error(&mut self, text: impl Into<String>) {
        self.tell(NoticeKind::Error, text);
    }
}

impl IntoIterator for Effects {
    type Item = Effect;
    type IntoIter = std::vec::IntoIter<Effect>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
