//! The font of the person's own: looked for and read on a thread of its own, then given to the window.

use crate::app::context::{Context, Outbox};
use crate::app::effect::{Effect, Effects, WindowRequest};
use crate::app::fonts::{self, FontError, UserFont};
use crate::app::strings;

/// Font of the person's own, as far as it is known.
pub struct FontChoice {
    outbox: Outbox<Event>,
    /// Name that was looked for last: a file or a family.
    asked: Option<String>,
    /// The one that is used.
    pub font: Option<UserFont>,
    /// The one that could not be used, and why.
    pub refused: Option<(String, String)>,
    /// Families of the system that have Chinese characters, once they are known.
    pub families: Option<Vec<String>>,
    is_listing: bool,
}

/// News of the threads that look for fonts.
#[derive(Debug)]
pub enum Event {
    /// Font that was found under a name.
    Found(String, Result<UserFont, FontError>),
    /// Families of the system that have Chinese characters.
    Families(Vec<String>),
}

impl FontChoice {
    /// No font of the person's own yet.
    pub fn new(outbox: Outbox<Event>) -> FontChoice {
        FontChoice { outbox, asked: None, font: None, refused: None, families: None, is_listing: false }
    }

    /// Looks for the font that the settings name, where that is another one now.
    pub fn follow(&mut self, cx: &Context, effects: &mut Effects) {
        if self.asked == cx.settings.font {
            return;
        }
        self.asked.clone_from(&cx.settings.font);
        self.refused = None;
        let Some(name) = self.asked.clone() else { return self.use_font(None, effects) };
        let outbox = self.outbox.clone();
        std::thread::spawn(move || {
            let found = fonts::find_user_font(&name);
            outbox.send(Event::Found(name, found));
        });
    }

    /// Takes in what a thread tells. `is_shown`: the settings are, which say themselves what was refused.
    pub fn take(&mut self, event: Event, cx: &Context, is_shown: bool, effects: &mut Effects) {
        match event {
            Event::Families(families) => self.families = Some(families),
            // Another font may have been chosen meanwhile; then nobody wants the answer.
            Event::Found(name, _) if self.asked.as_ref() != Some(&name) => {}
            Event::Found(_, Ok(font)) => self.use_font(Some(font), effects),
            Event::Found(name, Err(error)) => {
                self.use_font(None, effects);
                let reason = cx.language.pick(error.chinese(), error.to_string());
                if !is_shown {
                    effects.warn(cx.fill(strings::NO_FONT, &[&name, &reason]));
                }
                self.refused = Some((name, reason));
            }
        }
    }

    /// Lists the system's families, once; the settings panel asks for it.
    pub fn list_families(&mut self) {
        if std::mem::replace(&mut self.is_listing, true) {
            return;
        }
        let outbox = self.outbox.clone();
        std::thread::spawn(move || outbox.send(Event::Families(fonts::chinese_families())));
    }

    fn use_font(&mut self, font: Option<UserFont>, effects: &mut Effects) {
        self.font.clone_from(&font);
        effects.push(Effect::Request(WindowRequest::Fonts(font)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;

    #[test]
    fn a_font_that_is_no_longer_asked_for_is_not_used() {
        let mut bench = Bench::two_papers();
        let told = |bench: &mut Bench| {
            bench.with(|state, cx, effects| {
                let found = Event::Found("江体".into(), Err(FontError::Unknown));
                state.user_font.take(found, cx, false, effects);
            });
            bench.state.notices.iter().any(|notice| notice.text.contains("江体"))
        };
        assert!(!told(&mut bench), "it was never asked for");
        bench.state.settings.font = Some("江体".into());
        bench.with(|state, cx, effects| state.user_font.follow(cx, effects));
        assert!(told(&mut bench));
    }
}
