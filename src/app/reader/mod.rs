//! The reader: the article that is open, what is selected in it, and the one beside it.

pub mod article;
pub mod display_script;
pub mod outline;
pub mod view;

use super::context::Context;
use super::direction::Direction;
use super::effect::{Arrival, Effect, Effects, Reveal, WindowRequest};
use super::panels::Focus;
use super::reading::{Decoration, TextPosition, TextRange};
use super::settings::Settings;
use super::store::Store;
use super::strings::{self, Phrase};
use crate::archive::{ArticleId, Library, PageError};
use crate::han::variants::Script;
use crate::notebook::Reading;
use crate::segmentation::{Article, LineNo};
use article::OpenArticle;

/// Articles being read: the open one, and one beside it.
#[derive(Default)]
pub struct Reader {
    /// The article that is open.
    pub open: Option<OpenArticle>,
    /// Counts openings.
    pub serial: u64,
    /// A place to show, and the serial of the request.
    pub reveal: Option<(u64, Reveal)>,
    /// Counts requests to show a place.
    pub reveals: u64,
    /// The selection.
    pub selection: Option<TextRange>,
    /// Place that was pressed last.
    pub caret: Option<TextPosition>,
    /// The first byte of the page's text that is in view, as last seen.
    pub place: Option<u32>,
    /// A line of the open page whose article is to be shown when the page was taken apart again.
    pub hold: Option<LineNo>,
    /// The other article, where two are side by side.
    pub beside: Option<Beside>,
    /// Side on which the open article is.
    pub side: Side,
    /// Whether articles are shown as printed for the moment, whatever the settings say.
    pub as_printed: bool,
}

/// An article beside the open one: it can be read and scrolled, and becomes the open one when it is pressed.
pub struct Beside {
    /// The article.
    pub open: OpenArticle,
    /// Decorations of it when it was left.
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

/// Actions in the open article.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The selection changed.
    Select(Option<TextRange>),
    /// The place that was pressed last changed.
    Caret(Option<TextPosition>),
    /// Select the block that a line of the source belongs to.
    SelectLine(LineNo),
    /// Select words that were chosen elsewhere than in the text, and show them there.
    SelectShown(TextRange),
    /// The article was scrolled so that this byte of the page is at the top.
    ReadTo(Option<u32>),
    /// Bring a place to the top.
    GoTo(TextPosition),
    /// The next or previous subhead.
    StepSubhead(Direction),
    /// Put the open article beside itself, or take the other one away.
    ToggleBeside,
    /// Open an article, and keep the one that is open beside it.
    OpenBeside(ArticleId),
    /// Make the article beside the open one, and the open one the article beside it.
    SwitchSide,
    /// As printed for the moment, or again in the script of the settings.
    ToggleAsPrinted,
    /// Copy the selection, or the whole article, as printed.
    Copy,
    /// Copy it in the script that is shown.
    CopyShown,
    /// Copy the selection, or the whole article, with where it is from.
    CopyWithCitation,
    /// Copy the selection, or the whole article, in quotation marks with its source behind.
    CopyAsQuotation,
}

impl Reader {
    /// The reader of another archive. Requests are counted on, so that views notice the next.
    pub fn emptied(&self) -> Reader {
        Reader { serial: self.serial, reveals: self.reveals, ..Reader::default() }
    }

    /// Carries an action out.
    pub fn update(&mut self, action: Action, cx: &Context, effects: &mut Effects) {
        match action {
            Action::Select(range) => {
                self.selection = range.filter(|range| !range.is_empty());
                effects.push(Effect::Selected(self.selection));
            }
            Action::Caret(caret) => self.caret = caret,
            Action::SelectLine(line) => {
                let range = self.open.as_ref().and_then(|open| open.block_range(open.block_of(line)?));
                if let Some(range) = range {
                    self.show(Reveal::Select(range));
                    // What is chosen is put right by keys of the text.
                    effects.push(Effect::Focus(Focus::Article));
                }
            }
            Action::SelectShown(range) => {
                self.selection = Some(range);
                effects.push(Effect::Selected(self.selection));
                self.show(Reveal::Select(range));
            }
            Action::ReadTo(byte) => self.place = byte,
            Action::GoTo(at) => self.show(Reveal::Top(at)),
            Action::StepSubhead(direction) => self.step_subhead(direction, cx, effects),
            Action::ToggleBeside => match self.beside.take() {
                Some(_) => self.side = Side::Left,
                None => effects.push(Effect::PutBeside),
            },
            Action::OpenBeside(id) => {
                if self.beside.is_none() {
                    effects.push(Effect::PutBeside);
                }
                effects.push(Effect::Visit(id, Arrival::Left));
            }
            Action::SwitchSide => effects.push(Effect::SwitchSide),
            Action::ToggleAsPrinted if cx.settings.script == Script::AsPrinted => {
                effects.hint(cx.t(strings::IS_AS_PRINTED));
            }
            Action::ToggleAsPrinted => {
                self.as_printed ^= true;
                effects.push(Effect::ScriptChanged);
            }
            Action::Copy => {
                self.copy(cx, strings::COPIED_PRINTED, effects, |open, range| open.document.text(range));
            }
            Action::CopyShown => self.copy(cx, strings::COPIED_SHOWN, effects, |open, range| {
                open.shown.document.text(open.shown.from_printed(range))
            }),
            Action::CopyWithCitation => self.copy(cx, strings::COPIED, effects, |open, range| {
                let citation = open.entry.citation(open.article());
                format!("{}\n\n{}", open.document.text(range), citation.gbt7714())
            }),
            Action::CopyAsQuotation => self.copy(cx, strings::COPIED_QUOTATION, effects, |open, range| {
                open.entry.citation(open.article()).quotation(&open.document.text(range))
            }),
        }
    }

    /// The script that articles are shown in.
    pub fn script(&self, settings: &Settings) -> Script {
        if self.as_printed { Script::AsPrinted } else { settings.script }
    }

    /// Shows what is open in the script that is wanted now.
    pub fn set_script(&mut self, settings: &Settings) {
        let script = self.script(settings);
        for open in self.open.iter_mut().chain(self.beside.as_mut().map(|beside| &mut beside.open)) {
            open.show_in(script);
        }
    }

    /// Reads an article to be opened or put beside.
    ///
    /// # Errors
    /// When its page can no longer be read, or no longer has it.
    pub fn read(
        &mut self,
        library: &Library,
        settings: &Settings,
        id: ArticleId,
    ) -> Result<OpenArticle, PageError> {
        self.serial += 1;
        OpenArticle::read(library, id, self.serial, self.script(settings))
    }

    /// Makes an article the open one.
    pub fn set_open(&mut self, article: OpenArticle) {
        (self.selection, self.reveal, self.place, self.hold) = (None, None, None, None);
        self.open = Some(article);
    }

    /// Keeps the place in the article that is left.
    pub fn keep_place(&mut self, store: &mut Store) {
        let place = self.place.take();
        let Some(open) = &self.open else { return };
        store.write_quietly(|book| {
            let before = book.reading(&open.key);
            let moved = place.is_some() && before.at_byte != place;
            moved.then(|| book.set_reading(&open.key, &Reading { at_byte: place, ..before }))
        });
    }

    /// Goes on in the article that was opened where the person left it.
    pub fn take_up_place(&mut self, store: &Store) {
        let (Some(book), Some(open)) = (&store.book, &self.open) else { return };
        if let Some(at) = book.reading(&open.key).at_byte.and_then(|byte| open.position_of(byte)) {
            self.show(Reveal::Top(at));
        }
    }

    /// Makes the article beside the open one; `marks` are those of the one that was open. `false` where there is none.
    pub fn switch_side(&mut self, marks: Vec<Decoration>) -> bool {
        let Some(beside) = self.beside.take() else { return false };
        let left = self.open.take();
        self.set_open(beside.open);
        self.beside = left.map(|open| Beside { open, marks });
        self.side = self.side.other();
        true
    }

    /// Asks the view to show a place.
    pub fn show(&mut self, reveal: Reveal) {
        self.reveals += 1;
        self.reveal = Some((self.reveals, reveal));
    }

    /// Takes the selection back; says whether there was one.
    pub fn deselect(&mut self) -> bool {
        // What no view has carried out yet must not bring it back.
        if let Some((_, reveal @ Reveal::Select(_))) = &mut self.reveal
            && let Reveal::Select(range) = *reveal
        {
            *reveal = Reveal::Look(range);
        }
        self.selection.take().is_some()
    }

    /// The place at the top of what is seen.
    pub fn top(&self) -> TextPosition {
        let open = self.open.as_ref().zip(self.place);
        open.and_then(|(open, byte)| open.position_of(byte)).unwrap_or_default()
    }

    /// The block of the open article that the person is at: that of the selection, else of the last press.
    pub fn block(&self) -> Option<usize> {
        let at = self.selection.map(|range| range.start).or(self.caret)?;
        let paragraph = self.open.as_ref()?.document.paragraphs.get(at.paragraph)?;
        Some(paragraph.block)
    }

    /// The article that is to be open when the open article's page was read anew or taken apart again; `None` where it
    /// stays as it is. The one that is open is closed where its page has no article any more.
    pub fn changed(&mut self, library: &Library) -> Option<ArticleId> {
        for open in self.open.iter_mut().chain(self.beside.as_mut().map(|beside| &mut beside.open)) {
            open.follow(library);
        }
        let open = self.open.as_ref()?;
        let (id, before) = (open.id, open.content.version());
        // While an archive is loading again, a page may be absent for a moment; the text stays to be read.
        let page = library.page(id.page).filter(|page| page.version() != before)?;
        if page.articles().is_empty() {
            self.open = None;
            return None;
        }
        // Where the text is the same, the article is known by its lines; its number may be another's now.
        let (begins, held) = (open.article().beginning(open.page()), self.hold.take());
        let line = held.unwrap_or(open.article().first_line());
        let same_text = page.summary.sha256 == open.content.sha256;
        let content = library.content(id.page).ok().filter(|_| same_text);
        let with_line = content.and_then(|content| {
            let has_line = |article: &Article| article.blocks.iter().any(|block| block.lines.contains(&line));
            let articles = &content.segmentation.articles;
            let begins_there =
                |article: &Article| held.is_none() && article.beginning(&content.page) == begins;
            articles.iter().position(begins_there).or_else(|| articles.iter().position(has_line))
        });
        let index = with_line.map_or(id.index, |index| index as u32);
        Some(ArticleId { index: index.min(page.articles().len() as u32 - 1), ..id })
    }

    /// Goes to the next subhead below the top of what is seen, or the previous one above it.
    fn step_subhead(&mut self, direction: Direction, cx: &Context, effects: &mut Effects) {
        let Some(open) = &self.open else { return };
        let top = self.top();
        let starts: Vec<TextPosition> = std::iter::once(TextPosition::default())
            .chain(open.subheads().map(|range| range.start))
            .collect();
        let next = match direction {
            Direction::Next => starts.iter().find(|&&at| at > top),
            Direction::Previous => starts.iter().rfind(|&&at| at < top),
        };
        match next.copied() {
            Some(at) => self.show(Reveal::Top(at)),
            None if starts.len() == 1 => effects.hint(cx.t(strings::NO_SUBHEADS)),
            None => {}
        }
    }

    /// Puts the selection, or else the article, on the clipboard.
    fn copy(
        &self,
        cx: &Context,
        told: Phrase,
        effects: &mut Effects,
        text: impl FnOnce(&OpenArticle, TextRange) -> String,
    ) {
        let Some(open) = &self.open else { return };
        let range = self.selection.unwrap_or_else(|| open.whole());
        effects.push(Effect::Request(WindowRequest::Copy(text(open, range))));
        effects.info(cx.t(told));
    }
}
