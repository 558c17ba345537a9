//! The page image 版面图像: the open article's page as the paper printed it, drawn by a thread of its own.
//!
//! The view says what it looks at, a whole page or a part of it at a size ([`Wish`]); what is drawn comes as an
//! [`Event`]. The last few whole pages are kept, and of one the part that was looked at last.

mod drawing;
pub mod view;

use super::context::{Context, Outbox};
use super::effect::{Effect, Effects, WindowRequest};
use super::reader::Reader;
use super::reader::article::OpenArticle;
use super::strings;
use crate::archive::{Origin, PageFile};
use crate::facsimile::NoPicture;
use crate::segmentation::layout::Rect;
use egui::ColorImage;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// Whole pages that are kept.
const KEPT: usize = 4;

/// A page of a PDF file as it was when it was listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The file.
    pub file: PageFile,
    /// The page in it, from 0.
    pub index: usize,
}

impl Sheet {
    /// The sheet that an article stands on; `None` for a page of text.
    pub fn of(open: &OpenArticle) -> Option<Sheet> {
        // Of a picture beside its text, the text is read.
        let is_printed =
            matches!(open.entry.summary.origin, Origin::Pdf(_)) || open.entry.file.text.is_some();
        is_printed.then(|| Sheet { file: open.entry.file.clone(), index: open.id.page.index as usize })
    }
}

/// A picture that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Of which page.
    pub sheet: Sheet,
    /// The part of it in points; `None` for all of it.
    pub part: Option<Rect>,
    /// Pixels that it is to be wide.
    pub width: f32,
    /// Pixels of its longer side at most.
    pub most: f32,
}

/// A picture of a page or of a part of it.
#[derive(Clone)]
pub struct Drawn {
    /// Width and height of the page in points.
    pub size: (f32, f32),
    /// The part of the page that it shows.
    pub part: Rect,
    /// What it shows.
    pub image: Arc<ColorImage>,
}

/// Outcome of drawing: the picture, or why there is none.
pub type Outcome = Result<Drawn, NoPicture>;

/// Pictures of pages, as far as they are drawn.
pub struct PageImage {
    outbox: Outbox<Event>,
    /// The way to the thread that draws, once there is one.
    thread: Option<Sender<Wish>>,
    /// What is being drawn.
    asked: Option<Wish>,
    /// The last few whole pages, the newest at the end.
    wholes: VecDeque<(Sheet, Outcome)>,
    /// The part that was looked at last.
    part: Option<(Wish, Outcome)>,
}

/// Actions on the page image.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Draw what is looked at.
    Draw(Wish),
    /// Put the open article on the clipboard as it was printed.
    Copy,
}

/// News of the thread that draws.
pub enum Event {
    /// A wish was fulfilled, or cannot be.
    Drawn(Wish, Outcome),
    /// An article was cut out, or cannot be.
    Clipped(Result<ColorImage, NoPicture>),
}

impl PageImage {
    /// Nothing drawn yet.
    pub fn new(outbox: Outbox<Event>) -> PageImage {
        PageImage { outbox, thread: None, asked: None, wholes: VecDeque::new(), part: None }
    }

    /// The picture of a whole page, or why there is none; `None` until it was drawn.
    pub fn whole(&self, sheet: &Sheet) -> Option<&Outcome> {
        self.wholes.iter().find(|(of, _)| of == sheet).map(|(_, outcome)| outcome)
    }

    /// The part of a page that was drawn last.
    pub fn part(&self, sheet: &Sheet) -> Option<&Drawn> {
        let (wish, outcome) = self.part.as_ref()?;
        outcome.as_ref().ok().filter(|_| wish.sheet == *sheet)
    }

    /// Whether a picture is there, being drawn, or cannot be drawn.
    pub fn has(&self, wish: &Wish) -> bool {
        match wish.part {
            None => {
                self.whole(&wish.sheet).is_some()
                    || self.asked.as_ref().is_some_and(|a| a.sheet == wish.sheet)
            }
            Some(_) => [self.asked.as_ref(), self.part.as_ref().map(|(of, _)| of)].contains(&Some(wish)),
        }
    }

    /// Carries an action out.
    pub fn update(&mut self, action: Action, reader: &Reader) {
        match action {
            Action::Copy => {
                let Some(open) = &reader.open else { return };
                match Sheet::of(open) {
                    Some(sheet) => drawing::clip(sheet, open, self.outbox.clone()),
                    None => self.outbox.send(Event::Clipped(Err(NoPicture::OnlyText))),
                }
            }
            Action::Draw(wish) => {
                let outbox = self.outbox.clone();
                let thread = self.thread.get_or_insert_with(|| drawing::start(outbox));
                if thread.send(wish.clone()).is_ok() {
                    self.asked = Some(wish);
                }
            }
        }
    }

    /// Takes in what the thread tells.
    pub fn take(&mut self, event: Event, cx: &Context, effects: &mut Effects) {
        match event {
            Event::Clipped(Ok(image)) => {
                effects.push(Effect::Request(WindowRequest::CopyPicture(Arc::new(image))));
                effects.info(cx.t(strings::COPIED_PICTURE));
            }
            Event::Clipped(Err(reason)) => {
                effects.warn(cx.fill(strings::CANNOT_BE_SHOWN, &[&reason.in_words(cx.language)]));
            }
            Event::Drawn(wish, outcome) => self.keep(wish, outcome),
        }
    }

    /// Keeps a picture that was drawn, and those of the last few pages.
    pub fn keep(&mut self, wish: Wish, outcome: Outcome) {
        self.asked.take_if(|asked| *asked == wish);
        if wish.part.is_some() {
            self.part = Some((wish, outcome));
        } else {
            self.wholes.retain(|(sheet, _)| *sheet != wish.sheet);
            self.wholes.push_back((wish.sheet, outcome));
            if self.wholes.len() > KEPT {
                self.wholes.pop_front();
            }
        }
    }
}
