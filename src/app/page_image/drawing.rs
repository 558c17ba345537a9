//! The threads that draw pages.

use super::{Drawn, Event, Of, Outcome, Sheet, Wish};
use crate::app::context::Outbox;
use crate::app::reader::article::OpenArticle;
use crate::archive::PageFile;
use crate::facsimile::{self, NoPicture, Picture, Renderer};
use crate::segmentation::layout::Rect;
use egui::ColorImage;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Pixels of a picture at most, 34 MB: a window of 4K is sharp.
const MOST_PIXELS: f32 = 8.5e6;

/// Starts a thread, which ends when nobody can ask any more.
pub fn start(outbox: Outbox<Event>) -> Sender<Wish> {
    let (ask, asked) = channel();
    std::thread::spawn(move || work(&asked, &outbox));
    ask
}

fn work(asked: &Receiver<Wish>, outbox: &Outbox<Event>) {
    let mut open: Option<(Arc<PageFile>, Renderer)> = None;
    while let Ok(first) = asked.recv() {
        // What was asked for before the last is looked at no more.
        let wish = asked.try_iter().last().unwrap_or(first);
        if open.as_ref().is_none_or(|(file, _)| *file != wish.sheet.file) {
            open = None;
        }
        let outcome = draw(&mut open, &wish);
        if outcome.is_err() {
            // It may be still at what was given up.
            open = None;
        }
        outbox.send(Event::Drawn(wish, outcome));
    }
}

fn draw(open: &mut Option<(Arc<PageFile>, Renderer)>, wish: &Wish) -> Outcome {
    let file = &wish.sheet.file;
    if open.is_none() {
        let renderer = Renderer::open(file.read(file.bytes).map_err(NoPicture::File)?)?;
        *open = Some((file.clone(), renderer));
    }
    let Some((_, renderer)) = open else { return Err(NoPicture::NoPage) };
    let size = renderer.page_size(wish.sheet.index).ok_or(NoPicture::NoPage)?;
    let part = match wish.of {
        Of::Part(part) => part,
        Of::Whole | Of::Thumbnail => Rect { left: 0.0, top: 0.0, right: size.0, bottom: size.1 },
    };
    let (width, height) = (part.width(), part.height());
    let most = (wish.most / width.max(height)).min((MOST_PIXELS / (width * height)).sqrt());
    let picture = renderer.draw(wish.sheet.index, (wish.width / width).min(most), Some(part))?;
    Ok(Drawn { size, part, image: Arc::new(image_of(&picture)) })
}

fn image_of(picture: &Picture) -> ColorImage {
    ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.pixels)
}

/// Cuts the open article out of its page by a thread of its own.
pub fn clip(sheet: Sheet, open: &OpenArticle, outbox: Outbox<Event>) {
    /// Pixels of a point: 216 in an inch.
    const ZOOM: f32 = 3.0;
    let (content, index) = (open.content.clone(), open.id.index as usize);
    let cited = open.entry.citation(open.article()).source_line();
    std::thread::spawn(move || {
        let clipped = || {
            let file = Renderer::open(sheet.file.read(sheet.file.bytes).map_err(NoPicture::File)?)?;
            let article = content.segmentation.articles.get(index).ok_or(NoPicture::NoPage)?;
            facsimile::clip(&file, (sheet.index, &content.page), article, &cited, ZOOM)
        };
        outbox.send(Event::Clipped(clipped().map(|picture| image_of(&picture))));
    });
}
