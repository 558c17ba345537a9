//! What the window shows. Views read the state and push actions; they change nothing but their own buffers.

pub mod correct;
pub mod exchange;
pub mod find;
pub mod help;
pub mod kept;
pub mod kit;
pub mod meanings;
pub mod notes;
pub mod notices;
pub mod open;
pub mod outline;
pub mod palette;
pub mod print;
pub mod reader;
pub mod settings;
pub mod sidebar;
pub mod source;
pub mod status;
pub mod toolbar;
pub mod unreadable;
pub mod why;

use super::action::{Action, Panel};
use super::article::OpenArticle;
use super::language::{self as words, Language, Phrase};
use super::reading::{ReadingPane, TextPosition, TextRange};
use super::state::State;
use super::theme::Palette;
use crate::segmentation::Role;
use crate::variants::Script;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Rect, TextFormat, Ui};
use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// What belongs to the widgets alone: where they are scrolled to and what is half typed.
#[derive(Default)]
pub struct Buffers {
    /// The panes of the articles side by side.
    pub sheets: [Sheet; 2],
    /// The request to show a place that was carried out.
    pub revealed: u64,
    /// When that article was opened, in seconds since the window opened.
    pub opened: f64,
    /// Whether its end was seen.
    pub seen_end: bool,
    /// What is typed into the palette.
    pub palette: String,
    /// The chosen line of the palette.
    pub palette_row: usize,
    /// What is typed into the field of the person's own font.
    pub font: String,
    /// The file that the article is to be saved in, as typed.
    pub print: String,
    /// The file that the dialog had chosen when the field was last filled.
    pub print_chosen: Option<PathBuf>,
    /// What is typed into the path field.
    pub path: String,
    /// The names of the archive's newspapers, and what is typed in their places.
    pub papers: Vec<(String, String)>,
    /// The overlay whose field has asked for the keyboard.
    pub focused: Option<&'static str>,
    /// The note whose field has asked for the keyboard.
    pub editing: Option<Uuid>,
    /// The request to show the list's cursor that was carried out.
    pub list_revealed: u64,
    /// How far the list is scrolled, in points.
    pub list_offset: f32,
    /// Letters typed into the list, and when the last one was.
    pub type_ahead: (String, f64),
    /// The article and the line that the source was scrolled to.
    pub source_revealed: (u64, u32),
    /// How far the source is scrolled, in points.
    pub source_offset: f32,
    /// What the lines of the open article's page were taken for, and of which opening that is.
    pub line_map: (u64, source::LineMap),
    /// The note whose kept page was scrolled to it.
    pub kept_revealed: Option<Uuid>,
    /// The hit that was scrolled into view.
    pub hit_revealed: Option<usize>,
    /// Where the hits are on the screen.
    pub hits_rect: Option<Rect>,
}

/// A pane and what it was last given.
#[derive(Default)]
pub struct Sheet {
    /// The pane.
    pub pane: ReadingPane,
    /// Which opening of an article it shows.
    pub serial: u64,
    /// In which script.
    pub script: Script,
    /// The printed place at its top.
    pub top: TextPosition,
    /// The printed selection, as the state was told.
    pub selection: Option<TextRange>,
}

/// What a view is given.
pub struct View<'a> {
    /// What to show.
    pub state: &'a State,
    /// The widgets' own.
    pub buffers: &'a mut Buffers,
    /// What the person brings about.
    pub actions: &'a mut Vec<Action>,
    /// The colours.
    pub palette: &'static Palette,
    /// The language.
    pub language: Language,
}

impl View<'_> {
    /// A phrase in the window's language.
    pub fn t(&self, phrase: Phrase) -> &'static str {
        phrase.get(self.language)
    }

    /// A phrase with values in it.
    pub fn fill(&self, phrase: Phrase, values: &[&dyn Display]) -> String {
        phrase.fill(self.language, values)
    }

    /// The block of the open article that the person is at: that of the selection, else of the last press.
    pub fn block(&self) -> Option<usize> {
        let open = self.state.reader.open.as_ref()?;
        let selected = self.state.reader.selection.map(|range| range.start);
        let at = selected.or_else(|| self.sheet().pane.caret())?;
        open.document.paragraphs.get(at.paragraph).map(|paragraph| paragraph.block)
    }

    /// The pane of the open article.
    pub fn sheet(&self) -> &Sheet {
        &self.buffers.sheets[self.state.reader.side.index()]
    }

    /// Brings an action about.
    pub fn push(&mut self, action: Action) {
        self.actions.push(action);
    }
}

/// Begins a panel about the open article: its head and, where nothing is open, a word of that.
fn article_panel<'a>(
    ui: &mut Ui,
    view: &mut View<'a>,
    title: Phrase,
    panel: Panel,
) -> Option<&'a OpenArticle> {
    if kit::panel_head(ui, view.palette, view.t(title), view.t(words::CLOSE)) {
        view.push(Action::TogglePanel(panel));
    }
    let open = view.state.reader.open.as_ref();
    if open.is_none() {
        let (title, hint) = (view.t(words::NOTHING_OPEN), view.t(words::NOTHING_OPEN_HINT));
        kit::empty_state(ui, view.palette, title, hint, |_| {});
    }
    open
}

/// Text on one line, cut with … where it does not fit.
pub fn one_line(ui: &Ui, text: &str, size: f32, color: Color32, width: f32) -> Arc<Galley> {
    let format = TextFormat { font_id: FontId::proportional(size), color, ..TextFormat::default() };
    let mut job = LayoutJob::single_section(text.replace(['\n', '\r'], " "), format);
    job.wrap = TextWrapping {
        max_width: width.max(0.0),
        max_rows: 1,
        break_anywhere: true,
        ..TextWrapping::default()
    };
    ui.painter().layout_job(job)
}

/// What a role is called.
pub fn role_name(role: Role) -> Phrase {
    match role {
        Role::Kicker => Phrase::new("引题", "kicker"),
        Role::Title => Phrase::new("主题", "title"),
        Role::Subtitle => Phrase::new("副题", "subtitle"),
        Role::Byline => Phrase::new("署名", "byline"),
        Role::Paragraph => Phrase::new("正文", "body"),
        Role::Subhead => Phrase::new("小标题", "subhead"),
        Role::Caption => Phrase::new("图说", "caption"),
        Role::Credit => Phrase::new("摄影", "credit"),
        Role::Jump => Phrase::new("转接行", "jump line"),
        Role::Furniture => Phrase::new("版面附件", "furniture"),
        Role::Verse => Phrase::new("诗行", "verse"),
    }
}

/// The ground of a role's lines.
pub fn role_tint(palette: &Palette, role: Role) -> Color32 {
    let index = match role {
        Role::Kicker | Role::Title | Role::Subtitle | Role::Subhead => 0,
        Role::Paragraph | Role::Verse => 1,
        Role::Byline => 2,
        Role::Caption | Role::Credit => 3,
        Role::Jump => 4,
        Role::Furniture => 5,
    };
    palette.tints[index]
}
