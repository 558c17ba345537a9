//! Review of an archive: which articles to check first and why, accepted, put right or put off one after the other; and
//! how complete and how sure the archive is as a whole.

pub mod health;
mod queue;
pub mod view;

use super::context::{Context, Outbox};
use super::corrections::right_as_it_is;
use super::effect::{Arrival, Effect, Effects};
use super::reader::Reader;
use super::store::Store;
use super::strings;
use crate::archive::ArticleId;
use crate::notebook::Reading;
use health::Health;
pub use queue::{Doubt, Item, Queue};

/// Review as the panel shows it.
pub struct Review {
    outbox: Outbox<Event>,
    /// The library of which the queue is asked for, by its generation.
    asked: Option<u64>,
    is_made: bool,
    /// The articles to check, the most doubtful first.
    pub queue: Queue,
    /// Completeness and sureness of the archive.
    pub health: Health,
    /// What is shown: the queue, or how the archive is.
    pub tab: Tab,
    /// Whether the first article is to be opened once the queue is there.
    opens_first: bool,
}

/// Half of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The articles to check.
    #[default]
    Queue,
    /// The archive as a whole.
    Health,
}

/// Actions in the review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// The open article is right as it is; on to the next.
    Accept,
    /// The open article is put off; on to the next.
    Skip,
    /// Show a half of the panel.
    Show(Tab),
    /// Write how the archive is to a file.
    Export,
}

/// News of the threads that look through the archive and write files.
pub enum Event {
    /// The queue and the health of a library, by its generation.
    Made(u64, Box<(Queue, Health)>),
    /// Outcome of an export: the file, or why there is none; `None` where nobody chose one.
    Exported(Option<Result<std::path::PathBuf, super::import_export::file::Failure>>),
}

impl Review {
    /// Nothing looked through yet.
    pub fn new(outbox: Outbox<Event>) -> Review {
        let (queue, health, tab) = Default::default();
        Review { outbox, asked: None, is_made: false, queue, health, tab, opens_first: false }
    }

    /// Whether an archive was looked through.
    pub fn is_made(&self) -> bool {
        self.is_made
    }

    /// Forgets what was known of another archive.
    pub fn emptied(&self) -> Review {
        Review { tab: self.tab, ..Review::new(self.outbox.clone()) }
    }

    /// The panel was opened: begins with the first article.
    pub fn begin(&mut self) {
        self.opens_first = self.tab == Tab::Queue && self.asked.is_none();
    }

    /// Looks the library through on a thread where it is another one.
    pub fn refresh(&mut self, cx: &Context, store: &Store) {
        let generation = cx.library.generation();
        if self.asked == Some(generation) {
            return;
        }
        self.asked = Some(generation);
        let put_off = store.book.as_ref().map(|book| book.put_off()).unwrap_or_default();
        let (library, outbox) = (cx.library.clone(), self.outbox.clone());
        std::thread::spawn(move || {
            let made = (Queue::of(&library, &put_off), Health::of(&library));
            outbox.send(Event::Made(generation, Box::new(made)));
        });
    }

    /// Takes in what threads tell.
    pub fn take(&mut self, event: Event, open: Option<ArticleId>, cx: &Context, effects: &mut Effects) {
        match event {
            Event::Made(generation, made) if self.asked == Some(generation) => {
                (self.queue, self.health) = *made;
                self.is_made = true;
                if std::mem::take(&mut self.opens_first)
                    && open.is_none_or(|open| self.queue.place(open).is_none())
                {
                    self.visit_next(0, effects);
                }
            }
            Event::Made(..) | Event::Exported(None) => {}
            Event::Exported(Some(Ok(path))) => effects.info(cx.fill(strings::WRITTEN, &[&path.display()])),
            Event::Exported(Some(Err(failure))) => effects.error(failure.in_words(cx.language)),
        }
    }

    /// Carries an action out. `is_shown`: whether somebody is going through the archive in the panel.
    pub fn update(
        &mut self,
        action: Action,
        cx: &Context,
        (reader, is_shown): (&Reader, bool),
        store: &mut Store,
        effects: &mut Effects,
    ) {
        match action {
            Action::Show(tab) => self.tab = tab,
            Action::Export => {
                let outbox = self.outbox.clone();
                let title = format!("{} {}", cx.library.name(), cx.t(strings::HEALTH));
                health::export(&self.health, &title, move |written| outbox.send(Event::Exported(written)));
            }
            Action::Accept => {
                let Some(open) = &reader.open else { return };
                let correction = right_as_it_is(open);
                if store.write(|book| book.correct(&correction, open.page())) {
                    effects.push(Effect::NotesChanged);
                    self.queue.deal_with(open.id);
                    if !is_shown {
                        return effects.info(cx.t(strings::CHECKED_ONE));
                    }
                    self.visit_next_after(open.id, effects);
                }
            }
            Action::Skip => {
                let Some(open) = &reader.open else { return };
                store.write_quietly(|book| {
                    let reading = Reading { put_off: true, ..book.reading(&open.key) };
                    Some(book.set_reading(&open.key, &reading))
                });
                self.queue.put_off(open.id);
                if !is_shown {
                    return effects.info(cx.t(strings::PUT_OFF_ONE));
                }
                self.visit_next_after(open.id, effects);
            }
        }
    }

    /// Goes on from an article that was dealt with.
    fn visit_next_after(&self, from: ArticleId, effects: &mut Effects) {
        self.visit_next(self.queue.place(from).map_or(0, |at| at + 1), effects);
    }

    /// Opens the first article that is not dealt with from a place on, or from the beginning.
    fn visit_next(&self, from: usize, effects: &mut Effects) {
        if let Some(next) = self.queue.next(from) {
            effects.push(Effect::Visit(next, Arrival::Left));
        }
    }
}

#[cfg(test)]
mod tests;
