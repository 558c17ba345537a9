//! The clipping 剪报: an article cut out of its page, with a strip that says where it was printed.

use super::region::{NEAR, distance, region};
use super::{NoPicture, Picture, Renderer};
use crate::archive::{Origin, PageContent, PageEntry, PageFile};
use crate::export;
use crate::segmentation::layout::Rect;
use crate::segmentation::{Article, Page};
use std::sync::Arc;

/// White around the clipping, between its cuts and above the strip, in points.
const MARGIN: f32 = 12.0;
/// Type size of the strip in points.
const SIZE: f32 = 9.0;
/// The narrowest strip in points.
const NARROWEST: f32 = 180.0;

/// Cuts an article out of a page of a file, from 0, along its outline: parts that stand together stay as they were
/// printed, parts that are far from each other come one below the other. Below stands the source.
///
/// # Errors
/// Where nobody knows where the article was printed, or the page cannot be drawn.
pub fn clip(
    file: &Renderer,
    page: (usize, &Page),
    article: &Article,
    source: &str,
    zoom: f32,
) -> Result<Picture, NoPicture> {
    let (number, page) = page;
    let mut cuts = Vec::new();
    for cut in cuts_of(region(page, article)) {
        cuts.push(cut_out(file, number, &cut, zoom)?);
    }
    let widest = cuts.iter().map(|cut| cut.width).max().ok_or(NoPicture::OnlyText)?;
    let strip = export::strip(source, SIZE, (widest as f32 / zoom).max(NARROWEST));
    let strip = strip.map_err(|error| NoPicture::File(error.into()))?;
    cuts.push(Renderer::open(strip)?.draw(0, zoom, None)?);
    Ok(stacked(&cuts, (MARGIN * zoom) as usize))
}

/// Scissors, with which articles of an archive are cut out one after the other: the file that was cut last stays open.
#[derive(Default)]
pub struct Scissors {
    open: Option<(Arc<PageFile>, Renderer)>,
}

impl Scissors {
    /// Cuts an article of a page out as a PNG file, fine enough for a printed page.
    ///
    /// # Errors
    /// Where the page is text, or cannot be drawn.
    pub fn cut(
        &mut self,
        page: &PageEntry,
        content: &PageContent,
        article: &Article,
    ) -> Result<Vec<u8>, NoPicture> {
        /// Pixels of a point: 144 in an inch.
        const ZOOM: f32 = 2.0;
        if !matches!(content.origin, Origin::Pdf(_)) {
            return Err(NoPicture::OnlyText);
        }
        let renderer = match &mut self.open {
            Some((file, renderer)) if *file == page.file => renderer,
            open => {
                let bytes = page.file.read(page.file.bytes).map_err(NoPicture::File)?;
                &mut open.insert((page.file.clone(), Renderer::open(bytes)?)).1
            }
        };
        let source = page.citation(article).source_line();
        let picture = clip(renderer, (page.id.index as usize, &content.page), article, &source, ZOOM)?;
        picture.png().map_err(|error| NoPicture::File(error.into()))
    }
}

/// Rectangles in groups that stand together on the paper.
fn cuts_of(region: Vec<Rect>) -> Vec<Vec<Rect>> {
    let mut cuts: Vec<Vec<Rect>> = Vec::new();
    for rect in region {
        let is_near = |cut: &mut Vec<Rect>| cut.iter().any(|other| distance(other, &rect) <= NEAR);
        let place = cuts.iter_mut().position(is_near).unwrap_or(cuts.len());
        let near: Vec<Vec<Rect>> = cuts.extract_if(place.., is_near).collect();
        cuts.insert(place, near.into_iter().flatten().chain([rect]).collect());
    }
    cuts
}

/// Picture of what is printed in rectangles of a page, as they stand on it; between them is white paper.
fn cut_out(file: &Renderer, page: usize, rects: &[Rect], zoom: f32) -> Result<Picture, NoPicture> {
    let around = Rect::around(rects).unwrap_or_default();
    let drawn = file.draw(page, zoom, Some(around))?;
    let mut cut = Picture::blank(drawn.width, drawn.height);
    for rect in rects {
        let pixels = |edge: f32, from: f32| ((edge - from) * zoom).round();
        let part = Rect {
            left: pixels(rect.left, around.left),
            top: pixels(rect.top, around.top),
            right: pixels(rect.right, around.left),
            bottom: pixels(rect.bottom, around.top),
        };
        cut.paste(&drawn, part, (part.left as usize, part.top as usize));
    }
    Ok(cut)
}

/// Pictures one below the other, with white around each.
fn stacked(pictures: &[Picture], margin: usize) -> Picture {
    let width = pictures.iter().map(|picture| picture.width).max().unwrap_or(0) + 2 * margin;
    let height = pictures.iter().map(|picture| picture.height + margin).sum::<usize>() + margin;
    let mut out = Picture::blank(width, height);
    let mut top = margin;
    for picture in pictures {
        let whole = Rect { left: 0.0, top: 0.0, right: picture.width as f32, bottom: picture.height as f32 };
        out.paste(picture, whole, (margin, top));
        top += picture.height + margin;
    }
    out
}
