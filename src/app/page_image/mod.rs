//! The page image 版面图像: the open article's page as the paper printed it, drawn by a thread of its own.
//!
//! The view says what it looks at, a whole page or a part of it at a size ([`Wish`]); what is drawn comes as an
//! [`Event`]. The last few whole pages are kept, of one the part that was looked at last, and some thumbnails.
//!
//! - `view`: the page in the panel or alone in the window, its articles to be pressed.
//! - `look`: what of it is looked at, and the wheel and the keys that change that.
//! - `marks`: what is selected, highlighted and found, over its words.
//! - `hand`: words selected and lines caught by dragging.
//! - `thumbnails`: the pages of its issue.
//! - `drawing`: the threads that draw.

mod drawing;
mod hand;
mod look;
mod marks;
mod thumbnails;
pub mod view;

use super::context::{Context, Outbox};
use super::effect::{Arrival, Effect, Effects, WindowRequest};
use super::reader::Reader;
use super::reader::article::OpenArticle;
use super::strings;
use crate::archive::{ArticleId, Library, Origin, PageEntry, PageFile, PageId};
use crate::facsimile::NoPicture;
use crate::segmentation::layout::Rect;
use egui::ColorImage;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// Whole pages that are kept.
const KEPT: usize = 4;
/// Thumbnails that are kept: those of a thick issue.
const KEPT_THUMBNAILS: usize = 64;

/// A page of a PDF file as it was when it was listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The file.
    pub file: Arc<PageFile>,
    /// The page in it, from 0.
    pub index: usize,
}

impl Sheet {
    /// The sheet that an article stands on; `None` for a page of text.
    pub fn of(open: &OpenArticle) -> Option<Sheet> {
        Sheet::of_page(&open.entry)
    }

    /// The sheet that a page is; `None` for a page of text.
    pub fn of_page(page: &PageEntry) -> Option<Sheet> {
        // Of a picture beside its text, the text is read.
        let is_printed = matches!(page.summary.origin, Origin::Pdf(_)) || page.file.text.is_some();
        is_printed.then(|| Sheet { file: page.file.clone(), index: page.id.index as usize })
    }
}

/// What of a page a picture shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Of {
    /// All of it.
    Whole,
    /// A part of it, in points.
    Part(Rect),
    /// All of it, to be known by among others.
    Thumbnail,
}

/// A picture that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Of which page.
    pub sheet: Sheet,
    /// What of it.
    pub of: Of,
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
    /// The page that is looked at, and thumbnails.
    desks: [Desk; 2],
    /// The last few whole pages, the newest at the end.
    wholes: VecDeque<(Sheet, Outcome)>,
    /// The part that was looked at last.
    part: Option<(Wish, Outcome)>,
    /// Thumbnails, the newest at the end.
    thumbnails: VecDeque<(Sheet, Outcome)>,
    /// A change of size that is asked for, and the number of the request.
    pub resize: Option<(u64, Resize)>,
    /// Whether dragging catches lines.
    pub catches: bool,
    /// A page without articles that is looked at in place of the open article's: a picture without text.
    pub bare: Option<PageId>,
}

/// A thread that draws one picture after the other.
#[derive(Default)]
struct Desk {
    /// The way to it, once there is one.
    thread: Option<Sender<Wish>>,
    /// What is being drawn.
    asked: Option<Wish>,
}

/// Changes of the size that the page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resize {
    /// A step larger.
    Larger,
    /// A step smaller.
    Smaller,
    /// As wide as there is room.
    FitWidth,
    /// All of it in view.
    FitPage,
}

/// Actions on the page image.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Draw what is looked at.
    Draw(Wish),
    /// Show it in another size.
    Resize(Resize),
    /// Have dragging catch lines, or no longer.
    ToggleCatch,
    /// Look at a page: its first article or, where it has none, its picture alone.
    Look(PageId),
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
        PageImage {
            outbox,
            desks: Default::default(),
            wholes: VecDeque::new(),
            part: None,
            thumbnails: VecDeque::new(),
            resize: None,
            catches: false,
            bare: None,
        }
    }

    /// The picture of a whole page, or why there is none; `None` until it was drawn.
    pub fn whole(&self, sheet: &Sheet) -> Option<&Outcome> {
        self.wholes.iter().find(|(of, _)| of == sheet).map(|(_, outcome)| outcome)
    }

    /// The thumbnail of a page, or why there is none; `None` until it was drawn.
    pub fn thumbnail(&self, sheet: &Sheet) -> Option<&Outcome> {
        self.thumbnails.iter().find(|(of, _)| of == sheet).map(|(_, outcome)| outcome)
    }

    /// Whether a thumbnail is being drawn.
    pub fn is_at_thumbnails(&self) -> bool {
        self.desks[1].asked.is_some()
    }

    /// The part of a page that was drawn last.
    pub fn part(&self, sheet: &Sheet) -> Option<&Drawn> {
        let (wish, outcome) = self.part.as_ref()?;
        outcome.as_ref().ok().filter(|_| wish.sheet == *sheet)
    }

    /// The page that is looked at: one without articles, that of the open article or, without any, the first that has
    /// a picture.
    pub fn page<'a>(&self, library: &'a Library, reader: &Reader) -> Option<&'a PageEntry> {
        let page = self.bare.or(reader.open.as_ref().map(|open| open.id.page));
        let page = match page {
            Some(page) => library.page(page),
            None => library.pages().iter().find(|page| Sheet::of_page(page).is_some()),
        };
        page.map(|page| &**page)
    }

    /// Whether a picture is there, being drawn, or cannot be drawn.
    pub fn has(&self, wish: &Wish) -> bool {
        let asked = self.desks[0].asked.as_ref();
        match wish.of {
            Of::Part(_) => [asked, self.part.as_ref().map(|(of, _)| of)].contains(&Some(wish)),
            _ => self.whole(&wish.sheet).is_some() || asked.is_some_and(|a| a.sheet == wish.sheet),
        }
    }

    /// Carries an action out.
    pub fn update(&mut self, action: Action, cx: &Context, reader: &Reader, effects: &mut Effects) {
        match action {
            Action::Look(page) => {
                let has_articles = cx.library.page(page).is_some_and(|page| !page.articles().is_empty());
                self.bare = Some(page).filter(|_| !has_articles);
                if has_articles {
                    effects.push(Effect::Visit(ArticleId { page, index: 0 }, Arrival::Left));
                }
            }
            Action::Resize(resize) => {
                let before = self.resize.map_or(0, |(number, _)| number);
                self.resize = Some((before + 1, resize));
            }
            Action::ToggleCatch => self.catches ^= true,
            Action::Copy => {
                let Some(open) = &reader.open else { return };
                match Sheet::of(open) {
                    Some(sheet) => drawing::clip(sheet, open, self.outbox.clone()),
                    None => self.outbox.send(Event::Clipped(Err(NoPicture::OnlyText))),
                }
            }
            Action::Draw(wish) => {
                let outbox = self.outbox.clone();
                let desk = self.desk(&wish);
                let thread = desk.thread.get_or_insert_with(|| drawing::start(outbox));
                if thread.send(wish.clone()).is_ok() {
                    desk.asked = Some(wish);
                }
            }
        }
    }

    fn desk(&mut self, wish: &Wish) -> &mut Desk {
        &mut self.desks[usize::from(wish.of == Of::Thumbnail)]
    }

    /// Takes in what the threads tell.
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
        self.desk(&wish).asked.take_if(|asked| *asked == wish);
        let (kept, most) = match wish.of {
            Of::Part(_) => return self.part = Some((wish, outcome)),
            Of::Whole => (&mut self.wholes, KEPT),
            Of::Thumbnail => (&mut self.thumbnails, KEPT_THUMBNAILS),
        };
        kept.retain(|(sheet, _)| *sheet != wish.sheet);
        kept.push_back((wish.sheet, outcome));
        if kept.len() > most {
            kept.pop_front();
        }
    }
}
