//! Looking words up in the dictionary.

pub mod view;

use super::context::Context;
use super::effect::Effects;
use super::reader::Reader;
use super::strings;
use crate::dictionary::Dictionary;

/// Look-up in the dictionary.
#[derive(Debug, Default)]
pub struct LookUp {
    /// The words as printed; `None` while the dictionary is put away.
    pub text: Option<String>,
}

/// Actions on the dictionary.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Look the selection up, or put the dictionary away.
    Toggle,
}

impl LookUp {
    /// Carries an action out. The dictionary is unpacked the first time.
    pub fn update(&mut self, action: Action, cx: &Context, reader: &Reader, effects: &mut Effects) {
        let Action::Toggle = action;
        if self.text.take().is_some() {
            return;
        }
        let Some((open, range)) = reader.open.as_ref().zip(reader.selection) else {
            return effects.hint(cx.t(strings::SELECT_WORD));
        };
        self.text = Some(open.document.text(range));
        let wake = cx.wake.clone();
        Dictionary::load(move || wake());
    }
}
