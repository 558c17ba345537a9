//! Icons drawn with lines on a grid of 24, so that they never depend on a font and take the colour of the text.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// The pictures there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Three lines: the menu.
    Menu,
    /// A window with a column: the list.
    Sidebar,
    /// Back.
    Back,
    /// Forward.
    Forward,
    /// Up, earlier.
    Up,
    /// Down, later, open.
    Down,
    /// A lens.
    Search,
    /// A ribbon.
    Bookmark,
    /// A filled ribbon.
    Bookmarked,
    /// A sheet with lines: the source.
    Source,
    /// A ring with a stroke and a dot: why.
    Why,
    /// A pencil: notes.
    Note,
    /// Three sliders: settings.
    Settings,
    /// A half-dark disc: the theme.
    Theme,
    /// A cross.
    Close,
    /// A bin.
    Delete,
    /// Larger.
    Plus,
    /// Smaller.
    Minus,
    /// An arrow to both sides: as wide as there is room.
    Width,
    /// A sheet between two strokes: as high as there is room.
    Page,
    /// Four corners: with the window for itself.
    Full,
    /// A frame of dashes: catching with a frame.
    Frame,
    /// A triangle with a stroke.
    Warning,
    /// A tick.
    Check,
    /// An open book: the dictionary.
    Book,
}

/// Draws an icon in the middle of `rect`, as large as its shorter side allows.
pub fn paint(painter: &Painter, rect: Rect, icon: Icon, color: Color32) {
    let side = rect.width().min(rect.height());
    let unit = side / 24.0;
    let origin = rect.center() - vec2(side, side) / 2.0;
    let at = |x: f32, y: f32| pos2(origin.x + x * unit, origin.y + y * unit);
    let stroke = Stroke::new((1.7 * unit).max(1.0), color);
    let line = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|&(x, y)| at(x, y)).collect();
        painter.add(Shape::line(points, stroke));
    };
    let closed = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|&(x, y)| at(x, y)).collect();
        painter.add(Shape::closed_line(points, stroke));
    };
    let frame = |x0, y0, x1, y1| {
        let rect = Rect::from_min_max(at(x0, y0), at(x1, y1));
        painter.rect_stroke(rect, 2.0 * unit, stroke, StrokeKind::Middle);
    };
    let dot = |x, y, radius: f32| {
        painter.circle_filled(at(x, y), radius * unit, color);
    };
    const RIBBON: [(f32, f32); 5] = [(7.0, 4.0), (17.0, 4.0), (17.0, 20.0), (12.0, 15.5), (7.0, 20.0)];
    match icon {
        Icon::Menu => [7.0, 12.0, 17.0].into_iter().for_each(|y| line(&[(4.0, y), (20.0, y)])),
        Icon::Sidebar => {
            frame(3.5, 5.0, 20.5, 19.0);
            line(&[(9.5, 5.0), (9.5, 19.0)]);
        }
        Icon::Back => line(&[(14.5, 5.5), (8.0, 12.0), (14.5, 18.5)]),
        Icon::Forward => line(&[(9.5, 5.5), (16.0, 12.0), (9.5, 18.5)]),
        Icon::Up => line(&[(5.5, 14.5), (12.0, 8.0), (18.5, 14.5)]),
        Icon::Down => line(&[(5.5, 9.5), (12.0, 16.0), (18.5, 9.5)]),
        Icon::Search => {
            painter.circle_stroke(at(10.5, 10.5), 6.0 * unit, stroke);
            line(&[(15.0, 15.0), (20.0, 20.0)]);
        }
        Icon::Bookmark => closed(&RIBBON),
        Icon::Bookmarked => {
            // Two convex halves: the ribbon itself is not convex.
            for half in [&[0usize, 1, 2, 3][..], &[0, 3, 4][..]] {
                let points = half.iter().map(|&i| at(RIBBON[i].0, RIBBON[i].1)).collect();
                painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
            }
            closed(&RIBBON);
        }
        Icon::Source => {
            frame(5.0, 3.5, 19.0, 20.5);
            for (y, end) in [(8.5, 15.5), (12.0, 15.5), (15.5, 12.5)] {
                line(&[(8.5, y), (end, y)]);
            }
        }
        Icon::Why => {
            painter.circle_stroke(at(12.0, 12.0), 8.5 * unit, stroke);
            line(&[(12.0, 11.0), (12.0, 16.5)]);
            dot(12.0, 7.8, 1.2);
        }
        Icon::Note => {
            closed(&[(4.5, 19.5), (5.5, 15.0), (16.0, 4.5), (19.5, 8.0), (9.0, 18.5)]);
            line(&[(13.5, 7.0), (17.0, 10.5)]);
        }
        Icon::Settings => {
            for (y, knob) in [(6.5, 15.0), (12.0, 8.5), (17.5, 13.5)] {
                line(&[(4.0, y), (20.0, y)]);
                dot(knob, y, 2.4);
            }
        }
        Icon::Theme => {
            painter.circle_stroke(at(12.0, 12.0), 8.0 * unit, stroke);
            let half = (0..=24).map(|i| {
                let angle = std::f32::consts::PI * (i as f32 / 24.0 - 0.5);
                at(12.0 + 8.0 * angle.cos(), 12.0 + 8.0 * angle.sin())
            });
            painter.add(Shape::convex_polygon(half.collect(), color, Stroke::NONE));
        }
        Icon::Close => {
            line(&[(6.5, 6.5), (17.5, 17.5)]);
            line(&[(17.5, 6.5), (6.5, 17.5)]);
        }
        Icon::Delete => {
            line(&[(4.5, 6.5), (19.5, 6.5)]);
            line(&[(9.5, 6.5), (9.5, 4.0), (14.5, 4.0), (14.5, 6.5)]);
            line(&[(6.5, 6.5), (7.5, 20.0), (16.5, 20.0), (17.5, 6.5)]);
            line(&[(10.5, 10.0), (10.5, 16.5)]);
            line(&[(13.5, 10.0), (13.5, 16.5)]);
        }
        Icon::Plus => [[(5.0, 12.0), (19.0, 12.0)], [(12.0, 5.0), (12.0, 19.0)]].iter().for_each(|l| line(l)),
        Icon::Minus => line(&[(5.0, 12.0), (19.0, 12.0)]),
        Icon::Width => {
            line(&[(3.5, 12.0), (20.5, 12.0)]);
            line(&[(7.5, 8.0), (3.5, 12.0), (7.5, 16.0)]);
            line(&[(16.5, 8.0), (20.5, 12.0), (16.5, 16.0)]);
        }
        Icon::Page => {
            frame(7.0, 6.5, 17.0, 17.5);
            line(&[(7.0, 3.5), (17.0, 3.5)]);
            line(&[(7.0, 20.5), (17.0, 20.5)]);
        }
        Icon::Full => {
            for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
                let corner = |across: f32, down: f32| (12.0 + x * across, 12.0 + y * down);
                line(&[corner(3.0, 8.0), corner(8.0, 8.0), corner(8.0, 3.0)]);
            }
        }
        Icon::Frame => {
            for (from, to) in [(4.5, 8.0), (10.25, 13.75), (16.0, 19.5)] {
                for edge in [5.5, 18.5] {
                    line(&[(from, edge), (to, edge)]);
                    line(&[(edge - 0.5, from), (edge - 0.5, to)]);
                }
            }
        }
        Icon::Warning => {
            closed(&[(12.0, 4.0), (21.0, 19.5), (3.0, 19.5)]);
            line(&[(12.0, 9.5), (12.0, 14.0)]);
            dot(12.0, 16.7, 1.1);
        }
        Icon::Book => {
            line(&[(12.0, 6.5), (8.5, 5.0), (3.5, 5.0), (3.5, 18.0), (8.5, 18.0), (12.0, 19.5)]);
            line(&[(12.0, 6.5), (15.5, 5.0), (20.5, 5.0), (20.5, 18.0), (15.5, 18.0), (12.0, 19.5)]);
            line(&[(12.0, 6.5), (12.0, 19.5)]);
        }
        Icon::Check => line(&[(5.0, 12.5), (10.0, 17.5), (19.5, 7.0)]),
    }
}
