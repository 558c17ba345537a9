//! Pages of PDF files drawn as pictures.

use super::guard::Guard;
use super::{NoPicture, Picture};
use crate::archive::{PageError, pdf};
use crate::fonts;
use crate::segmentation::layout::Rect;
use hayro::hayro_interpret::font::{FontData, FontQuery};
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, Rect as Bounds};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

/// Pixels of a picture at most: 160 MB.
const MOST_PIXELS: f32 = 40e6;
/// The longest that is waited for a picture.
const LONGEST: Duration = Duration::from_secs(10);

/// A PDF file whose pages are drawn as they are asked for. Fonts and glyphs are kept from one picture of a page to the
/// next: the parts of a page are drawn fast after the first.
pub struct Renderer {
    ask: Sender<Asked>,
    sizes: Vec<(f32, f32)>,
}

/// A picture that is asked for.
struct Asked {
    page: usize,
    zoom: f32,
    part: Rect,
    give: SyncSender<Result<Picture, NoPicture>>,
}

impl Renderer {
    /// Opens a file.
    ///
    /// # Errors
    /// Where the file is none, damaged, or cannot be opened without a password.
    pub fn open(bytes: Vec<u8>) -> Result<Renderer, NoPicture> {
        /// Bytes of stack: nested forms are drawn by functions that call themselves.
        const STACK: usize = 64 << 20;
        let (ask, asked) = channel();
        let (tell, told) = sync_channel(1);
        let work = move || work(bytes, &tell, &asked);
        let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
        thread.map_err(|error| NoPicture::File(error.into()))?;
        // A thread that ends without a word panicked.
        let sizes = told.recv().unwrap_or(Err(PageError::Damaged)).map_err(NoPicture::File)?;
        Ok(Renderer { ask, sizes })
    }

    /// Number of pages.
    pub fn page_count(&self) -> usize {
        self.sizes.len()
    }

    /// Width and height of a page, from 0, in points.
    pub fn page_size(&self, page: usize) -> Option<(f32, f32)> {
        self.sizes.get(page).copied()
    }

    /// Draws a page, from 0, or a part of it in points from its top left corner, with so many pixels a point. Parts that
    /// begin at whole pixels fit together. Whoever calls waits, ten seconds at most.
    ///
    /// # Errors
    /// Where there is no such page, it has too many pixels, or is too much to draw.
    pub fn draw(&self, page: usize, zoom: f32, part: Option<Rect>) -> Result<Picture, NoPicture> {
        let (right, bottom) = self.page_size(page).ok_or(NoPicture::NoPage)?;
        let part = part.unwrap_or(Rect { left: 0.0, top: 0.0, right, bottom });
        let (width, height) = (part.width() * zoom, part.height() * zoom);
        let longest = f32::from(u16::MAX);
        if !(width > 0.0
            && height > 0.0
            && width <= longest
            && height <= longest
            && width * height <= MOST_PIXELS)
        {
            return Err(NoPicture::TooLarge);
        }
        let (give, take) = sync_channel(1);
        self.ask.send(Asked { page, zoom, part, give }).map_err(|_| NoPicture::GivenUp)?;
        take.recv_timeout(LONGEST).unwrap_or(Err(NoPicture::GivenUp))
    }
}

/// Draws what is asked for until nobody asks any more.
fn work(bytes: Vec<u8>, tell: &SyncSender<Result<Vec<(f32, f32)>, PageError>>, asked: &Receiver<Asked>) {
    let pdf = match pdf::open(bytes) {
        Ok(pdf) => pdf,
        Err(reason) => return drop(tell.send(Err(reason))),
    };
    let settings = InterpreterSettings { font_resolver: Arc::new(font), ..Default::default() };
    drop(tell.send(Ok(pdf.pages().iter().map(Page::render_dimensions).collect())));
    // Of one page at a time: nothing is ever forgotten in it. And the zoom at which the page was found to end.
    let (mut cache, mut of, mut checked) = (RenderCache::new(), 0, None);
    for Asked { page, zoom, part, give } in asked {
        if page != of {
            (cache, of, checked) = (RenderCache::new(), page, None);
        }
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            if checked != Some(zoom) {
                check(&pdf, page, zoom, &settings);
                checked = Some(zoom);
            }
            draw(&pdf.pages()[page], &cache, &settings, zoom, part)
        }));
        if drawn.is_err() {
            (cache, checked) = (RenderCache::new(), None);
        }
        drop(give.send(drawn.map_err(|_| NoPicture::GivenUp)));
    }
}

/// From the file's points to the pixels of a page.
fn transform(page: &Page<'_>, zoom: f32) -> Affine {
    Affine::scale(f64::from(zoom)) * page.initial_transform(true).to_kurbo()
}

/// Goes through a page without drawing it; unwinds where it is too much.
fn check(pdf: &Pdf, page: usize, zoom: f32, settings: &InterpreterSettings) {
    let page = &pdf.pages()[page];
    let (width, height) = page.render_dimensions();
    let bounds = Bounds::new(0.0, 0.0, f64::from(width * zoom), f64::from(height * zoom));
    let cache = InterpreterCache::new();
    let mut context = Context::new(transform(page, zoom), bounds, &cache, pdf.xref(), settings.clone());
    interpret_page(page, &mut context, &mut Guard::new());
}

fn draw<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    zoom: f32,
    part: Rect,
) -> Picture {
    let pixels = |length: f32| (length * zoom).round().max(1.0) as u16;
    let (width, height) = (pixels(part.width()), pixels(part.height()));
    let corner = Affine::translate((f64::from(-part.left * zoom), f64::from(-part.top * zoom)));
    let mut context = RenderContext::new(width, height);
    let place = corner * transform(page, zoom);
    render_into(page, cache, settings, &RenderSettings::default(), &mut context, place);
    context.flush();
    let mut drawn = Pixmap::new(width, height);
    let paper = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
    context.render_with(&mut drawn, &mut Resources::default(), paper);
    let (width, height) = (usize::from(width), usize::from(height));
    Picture { width, height, pixels: drawn.data_as_u8_slice().to_vec() }
}

/// The font for text whose own is not in the file: Chinese is set in the bundled ones.
fn font(query: &FontQuery) -> Option<(FontData, u32)> {
    match query {
        FontQuery::Standard(standard) => Some(standard.get_font_data()),
        FontQuery::Fallback(asked) if asked.character_collection.is_some() => {
            let name = asked.post_script_name.as_deref().unwrap_or_default().to_lowercase();
            let is_sans =
                asked.is_bold || ["hei", "gothic", "sans", "黑"].iter().any(|sans| name.contains(sans));
            Some((Arc::new(if is_sans { fonts::SANS } else { fonts::SERIF }), 0))
        }
        FontQuery::Fallback(asked) => Some(asked.pick_standard_font().get_font_data()),
    }
}
