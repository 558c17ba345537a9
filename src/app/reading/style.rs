//! Look of articles: fonts, sizes, spaces and colours.

use crate::app::fonts::Face;
use crate::segmentation::Role;
use egui::{Color32, Visuals};

/// The typeface of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Typeface {
    /// 宋体, with semibold headlines.
    #[default]
    Serif,
    /// 黑体.
    Sans,
}

/// Direction in which lines run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 横排: lines run to the right and follow each other downwards.
    #[default]
    Horizontal,
    /// 竖排: lines run downwards and follow each other to the left.
    Vertical,
}

/// The colours of the reading pane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReadingColours {
    /// Body text and headlines.
    pub text: Color32,
    /// Bylines, captions, credits and jump lines.
    pub quiet: Color32,
    /// Links, note marks and the caret.
    pub accent: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// Behind highlights, by colour number.
    pub highlights: [Color32; 5],
    /// Behind search hits.
    pub hit: Color32,
    /// Behind the search hit that is being looked at.
    pub current_hit: Color32,
    /// Behind the sentence that is being read aloud.
    pub spoken: Color32,
}

impl ReadingColours {
    /// Colours that go with egui's own.
    pub fn from_visuals(visuals: &Visuals) -> ReadingColours {
        let wash =
            |r, g, b| Color32::from_rgba_unmultiplied(r, g, b, if visuals.dark_mode { 90 } else { 110 });
        ReadingColours {
            text: visuals.strong_text_color(),
            quiet: visuals.weak_text_color(),
            accent: visuals.hyperlink_color,
            selection: visuals.selection.bg_fill,
            highlights: [
                wash(250, 214, 80),
                wash(150, 214, 120),
                wash(130, 190, 250),
                wash(246, 160, 190),
                wash(200, 170, 245),
            ],
            hit: wash(250, 214, 80),
            current_hit: Color32::from_rgba_unmultiplied(250, 150, 50, 190),
            spoken: wash(140, 200, 220),
        }
    }
}

/// Style in which the reading pane sets its text.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingStyle {
    /// The typeface.
    pub typeface: Typeface,
    /// Size of body text in points.
    pub size: f32,
    /// Distance of body lines in ems: 1.5 to 1.8 reads well.
    pub line_height: f32,
    /// Length of body lines in ems; `None` for as long as reads well and fits.
    pub measure: Option<u16>,
    /// Whether lines fill the measure.
    pub justify: bool,
    /// Indent of body paragraphs in ems.
    pub indent_ems: f32,
    /// Whether 、，。 hang outside the measure at a line's end.
    pub hanging: bool,
    /// White between body paragraphs in ems, beyond the distance of lines.
    pub paragraph_spacing: f32,
    /// Direction in which lines run.
    pub direction: Direction,
    /// The most columns side by side (in vertical text: one below another), 1 to 3; fewer where they do not fit.
    pub columns: u8,
    /// Whether scrolling by keys glides.
    pub animate: bool,
    /// Words that stand where text is missing.
    pub missing: &'static str,
    /// The colours.
    pub colours: ReadingColours,
}

impl ReadingStyle {
    /// Comfortable text in given colours.
    pub fn new(colours: ReadingColours) -> ReadingStyle {
        ReadingStyle {
            typeface: Typeface::Serif,
            size: 18.0,
            line_height: 1.7,
            measure: None,
            justify: true,
            indent_ems: 2.0,
            hanging: false,
            paragraph_spacing: 0.35,
            direction: Direction::Horizontal,
            columns: 1,
            animate: true,
            missing: "",
            colours,
        }
    }

    /// White between two paragraphs in points, beyond what each has of its own: a headline stands apart from the
    /// text below it, unless the byline is between them.
    pub(super) fn between(&self, before: Role, after: Role) -> f32 {
        let headline = |role| matches!(role, Role::Kicker | Role::Title | Role::Subtitle);
        let is_parted = headline(before) && !headline(after) && after != Role::Byline;
        if is_parted { self.size * 0.5 } else { 0.0 }
    }

    /// The look of the words that stand where text is missing.
    pub(super) fn gap(&self) -> RoleStyle {
        RoleStyle { indent: self.indent_ems, ..self.of(Role::Credit) }
    }

    /// The look of one role in this style.
    pub(super) fn of(&self, role: Role) -> RoleStyle {
        let heading = match self.typeface {
            Typeface::Serif => Face::SerifBold,
            Typeface::Sans => Face::Sans,
        };
        let body = match self.typeface {
            Typeface::Serif => Face::Serif,
            Typeface::Sans => Face::Sans,
        };
        let base = RoleStyle {
            face: body,
            size: self.size,
            pitch: self.size * self.line_height,
            indent: 0.0,
            before: 0.0,
            after: self.paragraph_spacing * self.size,
            balanced: false,
            quiet: false,
            emboldened: false,
        };
        // Scale of a fifth and its steps; headlines stand closer than body lines (CLREQ).
        let scaled = |scale: f32, pitch: f32| RoleStyle {
            size: self.size * scale,
            pitch: self.size * scale * pitch,
            ..base
        };
        let space = |ems: f32| ems * self.size;
        let emboldened = self.typeface == Typeface::Sans;
        match role {
            Role::Paragraph | Role::Furniture => RoleStyle { indent: self.indent_ems, ..base },
            Role::Verse => RoleStyle { indent: self.indent_ems, after: 0.0, ..base },
            Role::Kicker => RoleStyle { balanced: true, quiet: true, after: space(0.3), ..scaled(1.0, 1.4) },
            Role::Title => RoleStyle {
                face: heading,
                balanced: true,
                after: space(0.5),
                emboldened,
                ..scaled(1.75, 1.3)
            },
            Role::Subtitle => RoleStyle { balanced: true, after: space(0.5), ..scaled(1.125, 1.4) },
            Role::Subhead => RoleStyle {
                face: heading,
                balanced: true,
                before: space(0.9),
                after: space(0.4),
                emboldened,
                ..scaled(1.125, 1.4)
            },
            Role::Byline => RoleStyle { quiet: true, after: space(0.8), ..scaled(0.9, 1.5) },
            Role::Caption => {
                RoleStyle { quiet: true, before: space(0.4), after: space(0.3), ..scaled(0.875, 1.5) }
            }
            Role::Credit => RoleStyle { quiet: true, after: space(0.5), ..scaled(0.8, 1.5) },
            Role::Jump => {
                RoleStyle { quiet: true, before: space(0.5), after: space(0.5), ..scaled(0.875, 1.5) }
            }
        }
    }
}

/// Look of paragraphs of one role.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RoleStyle {
    /// The face.
    pub face: Face,
    /// Points.
    pub size: f32,
    /// Distance of lines in points.
    pub pitch: f32,
    /// Indent of the first line in ems of its own size.
    pub indent: f32,
    /// White before the paragraph in points.
    pub before: f32,
    /// White after the paragraph in points.
    pub after: f32,
    /// Whether lines are balanced and break between words.
    pub balanced: bool,
    /// Whether it is set in the quiet colour.
    pub quiet: bool,
    /// Whether glyphs are drawn twice, since the face has no heavier weight.
    pub emboldened: bool,
}
