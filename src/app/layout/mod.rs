//! Layout of the window: which panel and which dialog are shown, whether there is nothing but the text, and where the
//! keyboard is to go.

use super::context::Context;
use super::effect::{Effect, Effects, WindowRequest};
use super::panels::{Alone, Focus, Overlay, Panel};
use super::strings;

/// Layout of the window around and over the text.
#[derive(Debug, Default)]
pub struct WindowLayout {
    /// Panel at the right.
    pub panel: Option<Panel>,
    /// Overlay over the window.
    pub overlay: Option<Overlay>,
    /// The thing that has the window for itself.
    pub alone: Option<Alone>,
    /// Part of the window that the keyboard is to go to on the next frame.
    pub focus: Option<Focus>,
}

/// Actions on panels, dialogs and the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Open or close a panel.
    TogglePanel(Panel),
    /// Lay something over the window.
    Show(Overlay),
    /// Take it away.
    CloseOverlay,
    /// Give the panel the keyboard.
    GoToPanel,
    /// Show or hide the list.
    ToggleList,
    /// Nothing but this, or everything again.
    ToggleAlone(Alone),
    /// Full screen or not.
    Fullscreen,
    /// Close the window.
    Quit,
}

impl WindowLayout {
    /// Carries an action out. `has_article`: whether there is an article to print.
    pub fn update(&mut self, action: Action, cx: &Context, has_article: bool, effects: &mut Effects) {
        match action {
            Action::TogglePanel(panel) if self.panel == Some(panel) && self.alone.is_none() => {
                self.panel = None
            }
            Action::TogglePanel(panel) => {
                self.alone = None;
                effects.push(Effect::ShowPanel(panel));
            }
            Action::GoToPanel if self.panel.is_some() => self.focus = Some(Focus::Panel),
            Action::GoToPanel => effects.info(cx.t(strings::NO_PANEL)),
            Action::Show(Overlay::Print) if !has_article => {}
            Action::Show(overlay) => effects.push(Effect::ShowOverlay(overlay)),
            Action::CloseOverlay => self.overlay = None,
            Action::ToggleList => {
                let hidden = self.alone.take().is_some();
                effects.push(Effect::ShowList(hidden || !cx.settings.list));
            }
            Action::ToggleAlone(alone) => {
                self.alone = Some(alone).filter(|_| self.alone != Some(alone));
                self.focus = Some(Focus::Article);
            }
            Action::Fullscreen => effects.push(Effect::Request(WindowRequest::Fullscreen)),
            Action::Quit => effects.push(Effect::Request(WindowRequest::Close)),
        }
    }
}
