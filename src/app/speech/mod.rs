//! Reading the open article aloud.

pub mod speaker;

use super::context::Context;
use super::effect::{Effect, Effects, Reveal};
use super::reader::Reader;
use super::strings;
use speaker::{Progress, Speech, Voice};

/// Reading aloud that is going on.
#[derive(Debug, Default)]
pub struct ReadingAloud {
    /// The open article being read aloud.
    pub speech: Option<Speech>,
}

/// Actions on the reading aloud.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Begin to read aloud, or stop.
    Toggle,
    /// Pause, or go on.
    Pause,
}

impl ReadingAloud {
    /// Carries an action out: the article is read from the selection or from what is in view.
    pub fn update(&mut self, action: Action, cx: &Context, reader: &Reader, effects: &mut Effects) {
        match action {
            Action::Toggle => {
                if self.speech.take().is_some() {
                    return;
                }
                let Some(open) = &reader.open else { return };
                let from = reader.selection.map_or_else(|| reader.top(), |range| range.start);
                let voices = Voice::all();
                if voices.is_empty() {
                    return effects.warn(cx.t(strings::NO_SPEECH));
                }
                self.speech = Some(Speech::new(voices, &open.document, from));
            }
            Action::Pause => {
                if let Some(speech) = &mut self.speech {
                    speech.toggle_pause();
                }
            }
        }
    }

    /// Goes on reading aloud, and keeps the sentence in view.
    pub fn go_on(&mut self, cx: &Context, effects: &mut Effects) {
        let Some(speech) = &mut self.speech else { return };
        match speech.poll() {
            Progress::Same => {}
            Progress::Next => {
                if let Some(range) = speech.sentence() {
                    effects.push(Effect::Reveal(Reveal::Look(range)));
                }
            }
            Progress::Done => {
                self.speech = None;
                effects.info(cx.t(strings::ALL_READ));
            }
            Progress::Failed => {
                self.speech = None;
                effects.warn(cx.t(strings::SPEECH_FAILED));
            }
        }
    }

    /// Whether something is being spoken.
    pub fn speaks(&self) -> bool {
        self.speech.as_ref().is_some_and(|speech| !speech.is_paused())
    }
}
