//! State of the window: the state of each room, side by side. Only [`super::update`] changes it.

use super::annotations::{Notes, recover_drafts};
use super::article_list::List;
use super::article_status::Marks;
use super::calendar::Calendar;
use super::collections::Collections;
use super::context::{Context, Outbox, Wake};
use super::corrections::Correcting;
use super::dictionary::LookUp;
use super::effect::{NoticeKind, WindowRequest};
use super::import_export::Exchange;
use super::layout::WindowLayout;
use super::message::Event;
use super::navigation::History;
use super::notices::Notices;
use super::open_archive::Archive;
use super::page_image::PageImage;
use super::panels::Alone;
use super::printing::Printing;
use super::reader::Reader;
use super::review::Review;
use super::search::Find;
use super::search::saved::Searches;
use super::settings::Settings;
use super::settings::user_font::FontChoice;
use super::speech::ReadingAloud;
use super::store::Store;
use super::strings::{self, Language};
use super::theme::Theme;
use crate::anchor::PageRef;
use crate::notebook::{Annotation, Motivation};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Everything the window knows.
pub struct State {
    /// Settings that the person chose.
    pub settings: Settings,
    /// The language of the system.
    pub system_language: Language,
    /// Whether the system is dark.
    pub system_dark: bool,
    /// Folder of the notebook.
    pub data_dir: PathBuf,
    /// The notebook.
    pub store: Store,
    /// The archive that is open.
    pub archive: Archive,
    /// The list of articles.
    pub list: List,
    /// The articles seen.
    pub history: History,
    /// The reader of articles.
    pub reader: Reader,
    /// Reading aloud.
    pub aloud: ReadingAloud,
    /// Words that are looked up in the dictionary.
    pub look_up: LookUp,
    /// The search.
    pub find: Find,
    /// Bookmarks, highlights, notes.
    pub notes: Notes,
    /// The calendar of issues.
    pub calendar: Calendar,
    /// The articles to check, and how the archive is.
    pub review: Review,
    /// Collections of articles.
    pub collections: Collections,
    /// Marks of articles: read, bookmarked, annotated.
    pub marks: Marks,
    /// Corrections by the person.
    pub correcting: Correcting,
    /// Notes going out and coming in.
    pub exchange: Exchange,
    /// The pages as they were printed.
    pub page_image: PageImage,
    /// The article being saved for printing.
    pub printing: Printing,
    /// The font of the person's own.
    pub user_font: FontChoice,
    /// Layout of the window: what is shown around and over the text.
    pub layout: WindowLayout,
    /// Notices that the person is to be told.
    pub notices: Notices,
    /// Requests to the window system.
    pub requests: Vec<WindowRequest>,
    /// Seconds since the window opened.
    pub now: f64,
    /// Wakes the window from another thread.
    pub wake: Wake,
    /// News of threads since it was last taken in.
    pub(super) news: Receiver<Event>,
}

impl State {
    /// A window over a notebook, with nothing open yet.
    ///
    /// `asked` is the language of the command line; `wake` is called from other threads when there is news.
    pub fn new(data_dir: &Path, asked: Option<Language>, wake: Wake) -> State {
        let system_language = asked.unwrap_or_else(Language::of_system);
        let (store, error) = match Store::open(data_dir, wake.clone()) {
            Ok(store) => (store, None),
            Err(error) => (Store::default(), Some(error)),
        };
        let settings = store.setting::<Settings>(Settings::NAME).unwrap_or_default().clamped();
        let searches = Searches::of(&store);
        let recent = store.book.as_ref().map(|book| book.recent()).unwrap_or_default();
        let recent = recent.into_iter().map(|recent| recent.folder).collect();
        let (tell, news) = channel();
        let mut state = State {
            settings,
            system_language,
            system_dark: false,
            data_dir: data_dir.to_owned(),
            store,
            archive: Archive::new(outbox(&tell, &wake), data_dir, recent),
            list: List::new(outbox(&tell, &wake)),
            history: History::default(),
            reader: Reader::default(),
            aloud: ReadingAloud::default(),
            look_up: LookUp::default(),
            find: Find::new(outbox(&tell, &wake), searches),
            notes: Notes::default(),
            calendar: Calendar::default(),
            review: Review::new(outbox(&tell, &wake)),
            collections: Collections::default(),
            marks: Marks::default(),
            correcting: Correcting::new(outbox(&tell, &wake)),
            exchange: Exchange::new(outbox(&tell, &wake), data_dir),
            page_image: PageImage::new(outbox(&tell, &wake)),
            printing: Printing::new(outbox(&tell, &wake)),
            user_font: FontChoice::new(outbox(&tell, &wake)),
            layout: WindowLayout::default(),
            notices: Notices::default(),
            requests: Vec::new(),
            now: 0.0,
            wake,
            news,
        };
        match error {
            None => state.take_up_notebook(),
            Some(error) => {
                let reason = state.language().pick(error.chinese(), error.to_string());
                let text = strings::NO_NOTEBOOK.fill(state.language(), &[&reason]);
                state.notices.tell(NoticeKind::Error, text, 0.0);
            }
        }
        if asked.is_some() {
            state.settings.language = asked;
        }
        state
    }

    /// The context that every room may read, as it is now.
    pub fn context(&self) -> Context {
        Context {
            settings: self.settings.clone(),
            language: self.language(),
            library: self.archive.library.clone(),
            now: self.now,
            wake: self.wake.clone(),
        }
    }

    /// Takes up the notes of a notebook that was opened, and has those back that were being written.
    pub(super) fn take_up_notebook(&mut self) {
        let recovered = recover_drafts(&mut self.store);
        if recovered > 0 {
            let text = strings::RECOVERED.fill(self.language(), &[&recovered]);
            self.notices.tell(NoticeKind::Info, text, 0.0);
        }
        self.notes.refresh(None, &self.marks, &mut self.store);
        self.collections.refresh(&self.store);
        self.correcting.enforce(&self.store);
    }

    /// The language the window speaks.
    pub fn language(&self) -> Language {
        self.settings.language.unwrap_or(self.system_language)
    }

    /// The theme to draw.
    pub fn theme(&self) -> Theme {
        self.settings.theme.resolve(self.system_dark)
    }

    /// Whether the open article is bookmarked or, where a page without articles is looked at in its place, that page.
    pub fn is_bookmarked(&self) -> bool {
        let bare = self.page_image.bare.filter(|_| self.layout.alone == Some(Alone::Page));
        let Some(page) = bare else { return self.notes.bookmark().is_some() };
        let (library, book) = (&self.archive.library, self.store.book.as_ref());
        book.zip(library.page(page)).is_some_and(|(book, entry)| {
            let at = PageRef {
                bytes: entry.summary.sha256.into(),
                text: entry.summary.text,
                ..PageRef::default()
            };
            let is_bookmark = |note: &Arc<Annotation>| {
                note.motivation == Motivation::Bookmarking && note.target.page.bytes == at.bytes
            };
            book.on_page(&at).iter().any(is_bookmark)
        })
    }

    /// Whether something is going on for which frames are wanted.
    pub fn is_busy(&self) -> bool {
        self.archive.progress.is_some()
            || self.marks.is_working()
            || self.exchange.job.is_some()
            || self.notes.is_typing()
            || self.collections.is_typing()
            || self.aloud.speaks()
            || self.printing.is_busy()
    }
}

/// The outbox of a room's workers.
fn outbox<E: Into<Event> + 'static>(tell: &Sender<Event>, wake: &Wake) -> Outbox<E> {
    let (tell, wake) = (tell.clone(), wake.clone());
    Outbox::new(move |event: E| {
        // The window may have closed meanwhile; then nobody wants to know.
        let _ = tell.send(event.into());
        wake();
    })
}
