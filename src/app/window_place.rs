//! Size and place of the window, kept from one run to the next in a file beside the notebook: they are wanted before the
//! notebook is open.

use egui::{Pos2, Rect, Vec2, ViewportInfo, pos2, vec2};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Size and place of the window, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    size: [f32; 2],
    /// `None` where the system does not tell.
    at: Option<[f32; 2]>,
    maximised: bool,
}

impl WindowPlace {
    /// The place kept in a folder; `None` where none was, or it makes no sense.
    pub fn read(data_dir: &Path) -> Option<WindowPlace> {
        let kept = std::fs::read(file(data_dir)).ok()?;
        serde_json::from_slice::<WindowPlace>(&kept).ok().filter(WindowPlace::makes_sense)
    }

    /// Keeps the place in a folder. A window that opens elsewhere the next time is no reason to complain.
    pub fn keep(&self, data_dir: &Path) {
        if let Ok(text) = serde_json::to_vec(self) {
            let _ = std::fs::write(file(data_dir), text);
        }
    }

    /// The place after a frame: what the window has now, but for the size and place of one that is maximised, which are
    /// those that it goes back to.
    pub fn after(before: Option<WindowPlace>, now: &ViewportInfo) -> Option<WindowPlace> {
        let covers = now.maximized == Some(true) || now.fullscreen == Some(true);
        let inner = now.inner_rect?;
        let kept = before.filter(|_| covers || now.minimized == Some(true));
        let place = WindowPlace {
            size: kept.map_or([inner.width(), inner.height()], |kept| kept.size),
            at: kept.map_or(now.outer_rect.map(|rect| rect.min.into()), |kept| kept.at),
            maximised: now.maximized == Some(true),
        };
        place.makes_sense().then_some(place)
    }

    /// The size.
    pub fn size(&self) -> Vec2 {
        self.size.into()
    }

    /// The place, where it is known.
    pub fn at(&self) -> Option<Pos2> {
        self.at.map(Pos2::from)
    }

    /// Whether it is maximised.
    pub fn is_maximised(&self) -> bool {
        self.maximised
    }

    fn makes_sense(&self) -> bool {
        /// No window is smaller, none larger, and none begins further from where screens are, in points.
        const LEAST: Vec2 = vec2(100.0, 100.0);
        const MOST: f32 = 20_000.0;
        let size = Rect::from_min_max(LEAST.to_pos2(), pos2(MOST, MOST));
        let screens = Rect::from_center_size(Pos2::ZERO, Vec2::splat(2.0 * MOST));
        size.contains(Pos2::from(self.size)) && self.at.is_none_or(|at| screens.contains(at.into()))
    }
}

fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("window.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(size: Vec2, at: Pos2, maximized: bool) -> ViewportInfo {
        let rect = Rect::from_min_size(at, size);
        ViewportInfo {
            inner_rect: Some(rect),
            outer_rect: Some(rect),
            maximized: Some(maximized),
            ..ViewportInfo::default()
        }
    }

    #[test]
    fn a_maximised_window_remembers_the_size_that_it_goes_back_to() {
        let before = WindowPlace::after(None, &info(vec2(900.0, 700.0), pos2(40.0, 50.0), false));
        let now = WindowPlace::after(before, &info(vec2(1920.0, 1080.0), pos2(0.0, 0.0), true)).unwrap();
        assert_eq!((now.size(), now.at()), (vec2(900.0, 700.0), Some(pos2(40.0, 50.0))));
        assert!(now.is_maximised());
        let dir = tempfile::tempdir().unwrap();
        now.keep(dir.path());
        assert_eq!(WindowPlace::read(dir.path()), Some(now));
    }

    #[test]
    fn a_file_that_makes_no_sense_is_not_heeded() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["", "{}", r#"{"size":[1.0,2.0],"at":null,"maximised":false}"#] {
            std::fs::write(file(dir.path()), text).unwrap();
            assert_eq!(WindowPlace::read(dir.path()), None, "{text}");
        }
        assert_eq!(WindowPlace::after(None, &ViewportInfo::default()), None);
    }
}
