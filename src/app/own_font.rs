//! The font of the person's own: looked for and read on a thread of its own, then given to the window.

use super::fonts::{self, FontError, UserFont};
use super::language as words;
use super::state::{Effect, NoticeKind, State};
use std::sync::mpsc::{Receiver, channel};

/// What is known of the person's own font.
#[derive(Default)]
pub struct OwnFont {
    /// What was looked for last: a file or a family.
    asked: Option<String>,
    /// The one that is used.
    pub font: Option<UserFont>,
    answer: Option<Receiver<Result<UserFont, FontError>>>,
    /// Families of the system that have Chinese characters, once they are known.
    pub families: Option<Vec<String>>,
    listing: Option<Receiver<Vec<String>>>,
}

/// Looks for the font that the settings name, and takes in what was found.
pub fn poll(state: &mut State) {
    if state.own_font.asked != state.settings.font {
        ask(state);
    }
    let own = &mut state.own_font;
    if let Some(families) = own.listing.as_ref().and_then(|listing| listing.try_recv().ok()) {
        (own.families, own.listing) = (Some(families), None);
    }
    let Some(answer) = own.answer.as_ref().and_then(|answer| answer.try_recv().ok()) else { return };
    own.answer = None;
    match answer {
        Ok(font) => use_font(state, Some(font)),
        Err(error) => {
            use_font(state, None);
            let name = state.settings.font.clone().unwrap_or_default();
            let reason = state.language().pick(error.chinese(), error.to_string());
            let text = words::NO_FONT.fill(state.language(), &[&name, &reason]);
            state.tell(NoticeKind::Warning, text);
        }
    }
}

fn use_font(state: &mut State, font: Option<UserFont>) {
    state.own_font.font.clone_from(&font);
    state.effects.push(Effect::Fonts(font));
}

fn ask(state: &mut State) {
    let own = &mut state.own_font;
    own.asked.clone_from(&state.settings.font);
    let Some(name) = own.asked.clone() else {
        own.answer = None;
        return use_font(state, None);
    };
    let (answer, answers) = channel();
    own.answer = Some(answers);
    let wake = state.wake.clone();
    std::thread::spawn(move || {
        // Who asked may have chosen another font meanwhile; then nobody wants the answer.
        let _ = answer.send(fonts::find_user_font(&name));
        wake();
    });
}

/// Lists the system's families, once; the settings panel asks for it.
pub fn list_families(state: &mut State) {
    let own = &mut state.own_font;
    if own.families.is_some() || own.listing.is_some() {
        return;
    }
    let (answer, answers) = channel();
    own.listing = Some(answers);
    let wake = state.wake.clone();
    std::thread::spawn(move || {
        let _ = answer.send(fonts::chinese_families());
        wake();
    });
}
