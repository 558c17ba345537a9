//! What the person can bring about. Views push actions; [`super::update::update`] carries them out.

use super::correcting::Fix;
use super::exchange::Form;
use super::settings::{Grouping, Settings, Sort};
use super::state::Picking;
use crate::app::reading::{TextPosition, TextRange};
use crate::archive::{ArticleId, PageId};
use crate::segmentation::LineNo;
use crate::segmentation::decode::Encoding;
use std::path::PathBuf;
use uuid::Uuid;

/// One step one way or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// Back, up, smaller.
    Previous,
    /// On, down, larger.
    Next,
}

/// What can stand at the right of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The page's raw text.
    Source,
    /// Evidence and confidence.
    Why,
    /// Bookmarks, highlights, notes.
    Notes,
    /// Headings of the article.
    Outline,
    /// The settings.
    Settings,
}

/// What can lie over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Choosing an archive.
    Open,
    /// All commands, by typing.
    Palette,
    /// All commands, in a list.
    Help,
    /// Files that could not be read.
    Unreadable,
    /// About the program.
    About,
    /// Writing notes out.
    Export,
    /// Reading notes in.
    Import,
    /// Copying the notebook.
    BackUp,
    /// Having an earlier notebook back.
    Restore,
    /// Saving the article for printing.
    Print,
    /// The page of a note as it was.
    Kept,
}

/// Which articles the list shows; several must hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// Not read yet.
    Unread,
    /// Bookmarked.
    Bookmarked,
    /// With highlights or notes.
    Annotated,
    /// Of low confidence.
    Doubtful,
    /// Without a printed title.
    Untitled,
}

impl Filter {
    /// All filters, in the order in which they are offered.
    pub const ALL: [Filter; 5] =
        [Filter::Unread, Filter::Bookmarked, Filter::Annotated, Filter::Doubtful, Filter::Untitled];
}

/// How the cursor of the list moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMove {
    /// By so many rows.
    By(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Into the group, or opens it.
    In,
    /// Out to the heading, or closes the group.
    Out,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Open the archive in a folder or file.
    OpenPath(PathBuf),
    /// Ask for a folder with the system's dialog.
    PickFolder,
    /// Open the sample that comes with the program.
    OpenSample,
    /// Look for new, changed and removed files.
    Rescan,
    /// Stop loading.
    CancelLoading,
    /// Read a page again in this encoding; `None` for the one that is found out.
    SetEncoding(PageId, Option<Encoding>),
    /// Call the newspaper of this name by another; by the one found where that is empty.
    NamePaper(String, String),

    /// Open an article.
    OpenArticle(ArticleId),
    /// Open an article and show a place in it.
    OpenAt(ArticleId, TextRange),
    /// The next or previous article of the list.
    StepArticle(Along),
    /// The next or previous page.
    StepPage(Along),
    /// The next or previous issue.
    StepIssue(Along),
    /// The next article that is not read.
    NextUnread,
    /// The next article of low confidence.
    NextDoubtful,
    /// Back or forward among the articles seen.
    History(Along),
    /// Open the page that the article's jump line names.
    FollowJump,
    /// The next or previous instalment of the serial.
    StepPart(Along),
    /// Put the open article beside itself, or take the other one away.
    ToggleBeside,
    /// Make the article beside the open one, and the open one the article beside it.
    SwitchSide,
    /// The next or previous subhead of the article.
    StepSubhead(Along),
    /// Bring a place of the article to the top.
    GoTo(TextPosition),

    /// Move the cursor of the list.
    MoveList(ListMove),
    /// Put the cursor of the list on a row.
    ListCursor(usize),
    /// Open or close the group at a row.
    ToggleGroup(usize),
    /// Open what the cursor of the list is on.
    OpenCursor {
        /// Whether the keyboard stays in the list.
        stay: bool,
    },
    /// Letters typed into the list: the cursor goes to the next title that begins with them.
    TypeAhead(String),
    /// Switch a filter on or off.
    ToggleFilter(Filter),
    /// Show all articles.
    ClearFilters,
    /// Group the list.
    SetGrouping(Grouping),
    /// Sort the list.
    SetSort(Sort),
    /// Put the keyboard into the list.
    FocusList,
    /// Show or hide the list.
    ToggleList,

    /// Put the keyboard into the search box, for titles.
    FindTitles,
    /// Put the keyboard into the search box, for text.
    FindText,
    /// What is looked for.
    SetQuery(String),
    /// Move among the hits.
    MoveHit(Along),
    /// Choose a hit.
    ChooseHit(usize),
    /// Open the chosen hit.
    OpenHit,
    /// Leave the search.
    CloseFind,
    /// Go to the next or previous place in the open article of what is looked for.
    StepHit(Along),

    /// The selection in the article changed.
    Select(Option<TextRange>),
    /// The place that was pressed last changed.
    Caret(Option<TextPosition>),
    /// Select the block that a line of the source belongs to.
    SelectLine(LineNo),
    /// Begin to read aloud, or stop.
    ReadAloud,
    /// Pause reading aloud, or go on.
    PauseReading,
    /// Look the selection up in the dictionary, or put the dictionary away.
    LookUp,
    /// The article was scrolled so that this byte of the page is at the top.
    ReadTo(Option<u32>),
    /// The end of the article was seen.
    ReachedEnd,

    /// Put something right at a line of the page; without one, where the person is.
    Correct(Fix, Option<LineNo>),
    /// Give a correction up.
    Withdraw(Uuid),

    /// Add or remove the bookmark.
    ToggleBookmark,
    /// Highlight the selection in a colour, 0 to 4.
    Highlight(u8),
    /// Begin a note on the selection or the article.
    StartNote,
    /// Open an annotation for editing.
    EditNote(Uuid),
    /// The text of the note being edited.
    NoteText(String),
    /// The tags of the note being edited, separated by spaces.
    NoteTags(String),
    /// Finish editing.
    CloseNote,
    /// Delete an annotation.
    Delete(Uuid),
    /// Give an annotation another colour.
    Recolor(Uuid, u8),
    /// Show an annotation in its article.
    ShowAnnotation(Uuid),
    /// Have a deleted annotation back.
    RestoreNote(Uuid),
    /// The annotation is where the program found it.
    ConfirmPlace(Uuid),
    /// The annotation is about the selected words.
    AttachToSelection(Uuid),
    /// What the notes panel shows.
    FilterNotes(Box<crate::notebook::Filter>),
    /// Mark the article read or unread.
    ToggleRead,
    /// Take back the last change to the notes.
    Undo,
    /// Do it again.
    Redo,
    /// Copy the selection, or the whole article, as printed.
    Copy,
    /// Copy it in the script that is shown.
    CopyShown,
    /// Copy the selection, or the whole article, with where it is from.
    CopyWithCitation,
    /// Copy the selection, or the whole article, in quotation marks with its source behind.
    CopyAsQuotation,

    /// What notes are written as.
    ExportForm(Form),
    /// Whether only the notes that the panel lists are written.
    ExportListed(bool),
    /// The path that notes go to or come from.
    ExchangePath(String),
    /// Ask for that path with the system's dialog.
    PickForExchange(Picking),
    /// Write notes out.
    Export,
    /// Copy the notebook.
    BackUp,
    /// Read what is to come in, and show what it would change.
    ReadIncoming,
    /// Take in what was read; `true`: with what is deleted here had back.
    Merge(bool),
    /// Stop writing or reading.
    CancelExchange,

    /// Open or close a panel.
    TogglePanel(Panel),
    /// Lay something over the window.
    Show(Overlay),
    /// Take it away.
    CloseOverlay,
    /// Take a notice away.
    Dismiss(u64),
    /// Take back the selection, or close what is open: Escape.
    Escape,
    /// Save the article as a PDF file.
    Print {
        /// The file.
        path: PathBuf,
        /// Whether the system's own program is to open it then.
        then_open: bool,
    },
    /// Ask for the file with the system's dialog, beginning at this one.
    PickPrint(PathBuf),
    /// Change settings.
    Set(Box<Settings>),
    /// Larger or smaller text.
    TextSize(Along),
    /// The text size as it was at first.
    ResetTextSize,
    /// The next theme.
    NextTheme,
    /// 宋体 or 黑体.
    ToggleSerif,
    /// Horizontal or vertical.
    ToggleVertical,
    /// One, two, three columns.
    NextColumns,
    /// As printed, Simplified, Traditional.
    NextScript,
    /// As printed for the moment, or again in the script of the settings.
    ToggleAsPrinted,
    /// Nothing but the text, or everything again.
    ToggleFocus,
    /// The other language.
    ToggleLanguage,
    /// Full screen or not.
    Fullscreen,
    /// Close the window.
    Quit,
}
