//! Marks on the page: what is selected, highlighted, found or read aloud, over its words as they are printed.

use super::look::At;
use super::view::Painting;
use crate::app::reader::article::OpenArticle;
use crate::app::reader::view::{Shows, decorations};
use crate::app::reading::{Decoration, DecorationKind, TextRange};
use crate::app::theme::{Palette, Theme};
use crate::facsimile::places;
use crate::notebook::locate;
use crate::segmentation::layout::Rect as Place;
use egui::{Color32, Painter, Pos2, Shape, Stroke, StrokeKind};
use uuid::Uuid;

/// Something marked on the page.
struct Mark {
    /// Its meaning; `None` for the selection.
    kind: Option<DecorationKind>,
    /// Its number among the decorations.
    id: u64,
    places: Vec<Place>,
}

/// What the marks are made of: the same, the same marks.
#[derive(PartialEq)]
struct Source {
    serial: u64,
    decorations: Vec<Decoration>,
    /// Annotations of the page's other articles.
    elsewhere: Vec<(Uuid, Vec<DecorationKind>)>,
    selection: Option<TextRange>,
}

/// The marks of a page.
#[derive(Default)]
pub struct Marks {
    source: Option<Source>,
    marks: Vec<Mark>,
}

impl Marks {
    /// Finds out what is marked now.
    pub fn follow(&mut self, open: &OpenArticle, shows: Shows<'_>) {
        let others = (0..).zip(&shows.notes.here).filter(|(_, placed)| placed.ranges.is_empty());
        let others = others.map(|(id, placed)| (id, placed, shows.notes.kinds(placed)));
        let others: Vec<_> = others.filter(|(.., kinds)| !kinds.is_empty()).collect();
        let source = Source {
            serial: open.serial,
            decorations: decorations(open, shows),
            elsewhere: others
                .iter()
                .map(|(_, placed, kinds)| (placed.annotation.id, kinds.clone()))
                .collect(),
            selection: shows.reader.selection,
        };
        if self.source.as_ref() == Some(&source) {
            return;
        }
        self.marks.clear();
        for (id, placed, kinds) in others {
            let spans = locate(&placed.annotation, open.page()).spans;
            let places: Vec<Place> = spans.iter().flat_map(|&span| places(open.page(), span)).collect();
            self.marks.extend(kinds.into_iter().map(|kind| Mark {
                kind: Some(kind),
                id,
                places: places.clone(),
            }));
        }
        let here = source
            .decorations
            .iter()
            .map(|decoration| (Some(decoration.kind), decoration.id, decoration.range));
        let selection = source.selection.map(|range| (None, u64::MAX, range));
        self.marks.extend(here.chain(selection).map(|(kind, id, range)| Mark {
            kind,
            id,
            places: printed(open, range),
        }));
        self.source = Some(source);
    }

    /// The annotation over a place of the page, as a place among the notes of the page.
    pub fn note_at(&self, at: Pos2) -> Option<usize> {
        use DecorationKind::{Doubt, Highlight, Note};
        let holds = |place: &Place| {
            (place.left..place.right).contains(&at.x) && (place.top..place.bottom).contains(&at.y)
        };
        let is_note = |mark: &&Mark| matches!(mark.kind, Some(Highlight(_) | Note | Doubt));
        let found = self.marks.iter().filter(is_note).rfind(|mark| mark.places.iter().any(holds))?;
        usize::try_from(found.id).ok()
    }

    /// Paints the marks: as a marker does, white paper takes the colour and ink stays ink.
    pub fn paint(&self, painter: &Painter, at: &At, page: &Painting<'_>, accent: Color32) {
        use DecorationKind as Kind;
        // Paper is white by night as well.
        let light = Palette::of(Theme::Light);
        for mark in &self.marks {
            for place in &mark.places {
                let rect = at.screen(place);
                let line = |width: f32| {
                    let is_down = rect.height() > 1.5 * rect.width();
                    let ends = if is_down {
                        [rect.right_top(), rect.right_bottom()]
                    } else {
                        [rect.left_bottom(), rect.right_bottom()]
                    };
                    (ends, Stroke::new(width, accent))
                };
                match mark.kind {
                    None => page.paint(painter, at, place, light.accent.lerp_to_gamma(Color32::WHITE, 0.72)),
                    Some(Kind::Highlight(color)) => {
                        let color = light.highlights[usize::from(color) % light.highlights.len()];
                        page.paint(painter, at, place, color);
                    }
                    Some(Kind::Listed(list)) => {
                        let (ends, stroke) = line(3.0);
                        let color = light.highlights[usize::from(list) % light.highlights.len()];
                        painter.line_segment(ends, Stroke { color, ..stroke });
                    }
                    Some(Kind::SearchHit) => page.paint(painter, at, place, light.hit),
                    Some(Kind::CurrentHit) => page.paint(painter, at, place, light.current_hit),
                    Some(Kind::Spoken) => page.paint(painter, at, place, light.hover),
                    Some(Kind::Pressed) => {
                        let stroke = Stroke::new(1.5, accent);
                        painter.rect_stroke(rect.expand(1.0), 2.0, stroke, StrokeKind::Outside);
                    }
                    Some(Kind::Link | Kind::Note) => {
                        let (ends, stroke) = line(1.5);
                        painter.line_segment(ends, stroke);
                    }
                    Some(Kind::Doubt) => {
                        let (ends, stroke) = line(2.0);
                        painter.extend(Shape::dashed_line(&ends, stroke, 5.0, 4.0));
                    }
                }
            }
        }
    }
}

/// Places where a range of the article is printed.
pub fn printed(open: &OpenArticle, range: TextRange) -> Vec<Place> {
    open.to_source(range).into_iter().flat_map(|span| places(open.page(), span)).collect()
}
