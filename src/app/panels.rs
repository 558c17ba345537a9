//! The places of the window that something can be shown in or that the keyboard can be in.

/// Panel at the right of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Panel {
    /// The page's raw text.
    Source,
    /// The page as it was printed.
    PageImage,
    /// Evidence and confidence.
    Evidence,
    /// Bookmarks, highlights, notes.
    Notes,
    /// The calendar of issues.
    Calendar,
    /// Articles to check, and how the archive is.
    Review,
    /// Collections of articles.
    Collections,
    /// Headings of the article.
    Outline,
    /// The settings.
    Settings,
}

/// Thing that can have the window for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// The article's text.
    Text,
    /// The page as it was printed.
    Page,
}

/// Dialog over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Choosing an archive.
    Open,
    /// All commands, by typing.
    Palette,
    /// All commands, in a list.
    Help,
    /// The manual.
    Manual,
    /// Licences of everything inside.
    Licences,
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
    PageSnapshot,
    /// Putting articles into a collection.
    Collect,
    /// Giving articles tags.
    Tag,
    /// Saying where articles were printed and who wrote them.
    Describe,
    /// Writing articles out.
    Articles,
    /// Saying which article lines belong to.
    Belongs,
    /// Proposing a correction for other pages.
    Everywhere,
}

/// Keyboard focus: where it can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The list.
    List,
    /// The search box.
    Search,
    /// The results of the search.
    Results,
    /// The article.
    Article,
    /// The first thing of the panel.
    Panel,
}
