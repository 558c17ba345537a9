//! Context of every room: what all may read, and the way on which their workers send news.

use super::settings::Settings;
use super::strings::{Language, Phrase};
use crate::archive::{IssueKey, Library};
use std::fmt::Display;
use std::sync::Arc;

/// Wakes the window from another thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Snapshot of what every room may read: the same for all of them while a message is worked on or a frame is drawn.
#[derive(Clone)]
pub struct Context {
    /// Settings that the person chose.
    pub settings: Settings,
    /// The language that the window speaks.
    pub language: Language,
    /// The pages of the open archive as far as they are loaded.
    pub library: Library,
    /// Seconds since the window opened.
    pub now: f64,
    /// Wakes the window from another thread.
    pub wake: Wake,
}

impl Context {
    /// A phrase in the window's language.
    pub fn t(&self, phrase: Phrase) -> &'static str {
        phrase.get(self.language)
    }

    /// A phrase with values in it.
    pub fn fill(&self, phrase: Phrase, values: &[&dyn Display]) -> String {
        phrase.fill(self.language, values)
    }

    /// An issue in words: its paper and its title; a folder that both go by is named once.
    pub fn issue(&self, issue: &IssueKey) -> String {
        let title = issue.title(self.language);
        if title == issue.paper { title } else { format!("{} {title}", issue.paper) }
    }
}

/// Outbox of a room's workers: what is sent comes to the room as an event, in the next frame.
pub struct Outbox<E>(Arc<dyn Fn(E) + Send + Sync>);

impl<E> Outbox<E> {
    /// An outbox that hands events on.
    pub fn new(send: impl Fn(E) + Send + Sync + 'static) -> Outbox<E> {
        Outbox(Arc::new(send))
    }

    /// Sends an event. The window may have closed meanwhile; then nobody wants it.
    pub fn send(&self, event: E) {
        (self.0)(event);
    }
}

impl<E> Clone for Outbox<E> {
    fn clone(&self) -> Outbox<E> {
        Outbox(self.0.clone())
    }
}
