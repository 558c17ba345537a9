//! Opening archives: by path, by the system's dialog, the sample; what their loaders have to tell; and what the person
//! says of an archive: encodings of pages, names of newspapers.

pub mod unreadable;
pub mod view;
pub mod welcome;

use super::context::{Context, Outbox, Wake};
use super::effect::{Effect, Effects, NoticeKind};
use super::file_dialog;
use super::reader::article::{OpenArticle, SURE};
use super::store::Store;
use super::strings;
use crate::archive::{
    ArchiveError, ArticleId, Library, LoadEvent, LoadOptions, Loader, PageError, PageId, PageKey,
    PageVersion, Progress, Source, UnreadablePage, cache_dir, give_password,
};
use crate::correction::Corrections;
use crate::export::annotations::parse_link;
use crate::notebook::setting_of;
use crate::segmentation::LineNo;
use crate::segmentation::decode::Encoding;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// An article whose page is being read again, as it was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Awaited {
    id: ArticleId,
    page: PageVersion,
    /// Sum of the line that it begins with.
    mark: Option<u64>,
}

/// The archive that is open.
pub struct Archive {
    outbox: Outbox<Event>,
    /// Folder of what was found in archives, kept between runs.
    cache: PathBuf,
    /// Archives opened before, the last one first.
    pub recent: Vec<PathBuf>,
    /// Time when the system's dialog was asked for a folder, in seconds since the window opened.
    asked: Option<f64>,
    /// Name that the person gave it: its folder's.
    pub name: String,
    /// Its path; `None` for the sample.
    pub path: Option<PathBuf>,
    source: Option<Source>,
    /// The pages as far as they are loaded.
    pub library: Library,
    /// Progress of loading; `None` when it is done.
    pub progress: Option<Progress>,
    /// The worker.
    loader: Option<Loader>,
    /// The archive that was asked for, until it has a page: as long, what is open stays.
    opening: Option<Opening>,
    /// Reason why the archive asked for last was not opened.
    pub refused: Option<String>,
    /// Since which second an article is to be opened by itself; `None` once one is open.
    pub wanted: Option<f64>,
    /// The article whose file was found changed: it is opened once its page is another.
    pub awaited: Option<Awaited>,
    /// Number of unreadable files that the person was told of.
    told_unreadable: usize,
}

/// Time after which everything in the window has let go of the archive that was left.
const LEAVE: Duration = Duration::from_secs(2);

/// An archive that was asked for and has shown no page yet.
struct Opening {
    loader: Loader,
    name: String,
    path: Option<PathBuf>,
    source: Option<Source>,
    /// The library as far as it was read.
    library: Library,
}

/// Actions on archives.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Open the archive in a folder or file, or what a link leads to.
    OpenPath(PathBuf),
    /// Ask for a folder with the system's dialog.
    ChooseFolder,
    /// Open the sample that comes with the program.
    OpenSample,
    /// Look for new, changed and removed files.
    Rescan,
    /// Stop loading.
    CancelLoading,
    /// Read a page again in this encoding; `None` for the one that is found out.
    SetEncoding(PageId, Option<Encoding>),
    /// Read encrypted files again with this password, which is kept while the program runs.
    Unlock(String),
    /// Call the newspaper of this name by another; by the one found where that is empty.
    NamePaper(String, String),
}

/// News of the loader and of the system's dialog.
#[derive(Debug)]
pub enum Event {
    /// The loader has something to tell.
    Loader,
    /// The system's dialog was answered.
    Chosen(Option<PathBuf>),
}

impl Archive {
    /// Nothing open yet.
    pub fn new(outbox: Outbox<Event>, data_dir: &Path, recent: Vec<PathBuf>) -> Archive {
        Archive {
            outbox,
            cache: cache_dir(data_dir),
            recent,
            asked: None,
            name: String::new(),
            path: None,
            source: None,
            library: Library::default(),
            progress: None,
            loader: None,
            opening: None,
            refused: None,
            wanted: None,
            awaited: None,
            told_unreadable: 0,
        }
    }

    /// Carries an action out. `corrections` are those in force.
    pub fn update(
        &mut self,
        action: Action,
        cx: &Context,
        store: &mut Store,
        corrections: &Corrections,
        effects: &mut Effects,
    ) {
        match action {
            Action::OpenPath(path) => self.open_path(path, cx, store, corrections, effects),
            Action::OpenSample => {
                self.refused = None;
                self.open(Source::Sample, None, cx, store, corrections, effects);
            }
            Action::ChooseFolder => self.choose(cx),
            Action::Rescan => self.work(Loader::rescan),
            Action::CancelLoading => {
                let opening = self.opening.as_ref().map(|opening| &opening.loader);
                if let Some(loader) = opening.or(self.loader.as_ref()) {
                    loader.cancel();
                }
            }
            Action::Unlock(password) => {
                give_password(&password);
                let locked = self.library.unreadable().iter();
                let locked = locked.filter(|file| file.reason == PageError::Password);
                let pages: Vec<PageId> = locked.filter_map(|file| file.id).collect();
                self.work(|loader| pages.iter().for_each(|page| loader.reread(*page)));
            }
            Action::SetEncoding(page, encoding) => self.set_encoding(page, encoding, cx, store, effects),
            Action::NamePaper(now, new) => {
                let names = self.name_paper(&now, &new, store);
                if let Some(loader) = &self.loader {
                    loader.set_names(names);
                }
            }
        }
    }

    /// The path of the archive opened last, where it is still there.
    pub fn last(&self) -> Option<PathBuf> {
        self.recent.first().filter(|path| path.exists()).cloned()
    }

    /// Pages and articles.
    pub fn counts(&self) -> (usize, usize) {
        (self.library.pages().len(), self.library.article_count())
    }

    /// Whether its folder or file is where it was: a drive may have been taken out.
    pub fn is_there(&self) -> bool {
        self.path.as_ref().is_none_or(|path| path.exists())
    }

    /// The folder of caches, and where the pages come from.
    pub fn place(&self) -> Option<(PathBuf, Source)> {
        Some((self.cache.clone(), self.source.clone()?))
    }

    /// Number of files that could not be read.
    pub fn unreadable(&self) -> usize {
        self.library.unreadable().len()
    }

    /// Has pages that have other corrections now taken apart again.
    pub fn correct(&self) {
        if let Some(loader) = &self.loader {
            loader.correct();
        }
    }

    /// The window has the keyboard again: the person may have changed files meanwhile.
    pub fn came_back(&mut self) {
        if self.progress.is_none() {
            self.work(Loader::rescan);
        }
    }

    /// Says why an article cannot be opened, and has its page read again: it is another one now, to be opened once it is
    /// there, or belongs among the files that cannot be read.
    pub fn cannot_open(&mut self, id: ArticleId, error: &PageError, cx: &Context, effects: &mut Effects) {
        let page = cx.library.page(id.page);
        let before = self.awaited.take();
        match (error, page) {
            // A file that was changed once more while it was read again is not waited for without end.
            (PageError::Changed, Some(page)) if before.is_none_or(|awaited| awaited.id.page != id.page) => {
                let mark = page.articles().get(id.index as usize).map(|article| article.mark);
                self.awaited = Some(Awaited { id, page: page.version(), mark });
                effects.warn(cx.t(strings::PAGE_CHANGED));
            }
            _ => {
                let path = page.map(|page| page.file.path.to_string()).unwrap_or_default();
                let reason = error.in_words(cx.language);
                effects.error(cx.fill(strings::PAGE_UNREADABLE, &[&path, &reason]));
            }
        }
        if page.is_some() {
            self.work(|loader| loader.reread(id.page));
        }
    }

    fn work(&mut self, ask: impl FnOnce(&Loader)) {
        if let Some(loader) = &self.loader {
            ask(loader);
            self.progress = Some(Progress::default());
        }
    }

    fn open_path(
        &mut self,
        path: PathBuf,
        cx: &Context,
        store: &mut Store,
        corrections: &Corrections,
        effects: &mut Effects,
    ) {
        if let Some(id) = path.to_str().and_then(parse_link) {
            return effects.push(Effect::ShowAnnotation(id));
        }
        self.forget_refused(effects);
        match Source::open(&path) {
            Ok(source) => {
                // Two ways to write one folder are one archive.
                let path = path.canonicalize().unwrap_or(path);
                self.open(source, Some(path), cx, store, corrections, effects);
            }
            Err(error) => self.refuse(error.in_words(cx.language), effects),
        }
    }

    /// Says why an archive is not opened: in its dialog, or in the corner where that is closed.
    fn refuse(&mut self, reason: String, effects: &mut Effects) {
        effects.push(Effect::TellIfClosed(NoticeKind::Error, reason.clone()));
        self.refused = Some(reason);
    }

    /// Takes back what was said of the archive asked for before.
    pub fn forget_refused(&mut self, effects: &mut Effects) {
        effects.push(Effect::Untell(self.refused.take().into_iter().collect()));
    }

    fn open(
        &mut self,
        source: Source,
        path: Option<PathBuf>,
        cx: &Context,
        store: &Store,
        corrections: &Corrections,
        effects: &mut Effects,
    ) {
        let outbox = self.outbox.clone();
        let wake: Wake = Arc::new(move || outbox.send(Event::Loader));
        let options = LoadOptions {
            wake: Some(wake),
            cache_dir: Some(self.cache.clone()),
            encodings: encodings(store, path.as_deref()).into_iter().collect(),
            corrections: corrections.clone(),
            first: last_read(store, path.as_deref()).map(|last| last.0).into_iter().collect(),
            names: store.setting(&setting_of("papers", path.as_deref())).unwrap_or_default(),
            ..LoadOptions::default()
        };
        let name = source.name();
        let place = Some(source.clone());
        let opening = Opening {
            loader: Loader::start(source, options),
            name,
            path,
            source: place,
            library: Library::default(),
        };
        self.progress = Some(Progress::default());
        if self.library.pages().is_empty() {
            self.replace(opening, cx, effects);
        } else {
            self.opening = Some(opening);
        }
    }

    /// Whether an archive was asked for that has shown no page yet.
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    fn replace(&mut self, opening: Opening, cx: &Context, effects: &mut Effects) {
        (self.name, self.path, self.source) = (opening.name, opening.path, opening.source);
        let left = std::mem::take(&mut self.library);
        // Whoever lets go of an archive last frees every page of it: that is not to be the window.
        std::thread::spawn(move || {
            std::thread::sleep(LEAVE);
            drop(left);
        });
        self.loader = Some(opening.loader);
        (self.opening, self.wanted) = (None, Some(cx.now));
        (self.awaited, self.told_unreadable) = (None, 0);
        effects.push(Effect::ArchiveReplaced);
    }

    /// Takes in what the loader of the archive that was asked for tells: with its first page it takes the place of what
    /// is open; without one, what is open stays.
    fn take_opening(&mut self, cx: &Context, store: &mut Store, effects: &mut Effects) {
        let Some(opening) = &mut self.opening else { return };
        let events = opening.loader.poll();
        let (mut is_done, mut is_stopped, mut failure) = (false, false, None);
        for event in &events {
            match event {
                LoadEvent::Progress(progress) => self.progress = Some(*progress),
                LoadEvent::Library(library) => opening.library = library.clone(),
                LoadEvent::Finished { cancelled, .. } => (is_done, is_stopped) = (true, *cancelled),
                LoadEvent::Failed(error) => (is_done, failure) = (true, Some(error.in_words(cx.language))),
            }
        }
        if !opening.library.pages().is_empty() {
            effects.push(Effect::CloseOverlay);
            if let Some(opening) = self.opening.take() {
                self.replace(opening, cx, effects);
            }
            return self.take_loaded(events, cx, store, effects);
        }
        if !is_done {
            return;
        }
        let reason = failure.or_else(|| no_page(&opening.library, cx));
        (self.opening, self.progress) = (None, None);
        match reason.filter(|_| !is_stopped) {
            Some(reason) => self.refuse(reason, effects),
            None => effects.hint(cx.t(strings::CANCELLED)),
        }
    }

    fn choose(&mut self, cx: &Context) {
        if self.asked.is_some() {
            return;
        }
        self.asked = Some(cx.now);
        let outbox = self.outbox.clone();
        let dialog = rfd::FileDialog::new();
        file_dialog::ask(|| dialog.pick_folder(), move |answer| outbox.send(Event::Chosen(answer)));
    }

    /// Takes in what a thread tells.
    pub fn take(&mut self, event: Event, cx: &Context, store: &mut Store, effects: &mut Effects) {
        match event {
            Event::Loader => {
                self.take_opening(cx, store, effects);
                if self.is_opening() {
                    // What the loader of the archive that is left has to tell is only wanted if that stays.
                    return;
                }
                let events = self.loader.as_ref().map(Loader::poll).unwrap_or_default();
                self.take_loaded(events, cx, store, effects);
            }
            Event::Chosen(Some(folder)) => {
                self.asked = None;
                effects.push(Effect::OpenPath(folder));
            }
            Event::Chosen(None) => {
                if self.asked.take().is_some_and(|asked| file_dialog::was_never_shown(asked, cx.now)) {
                    self.refuse(cx.t(strings::NO_DIALOG).into(), effects);
                }
            }
        }
    }

    fn take_loaded(
        &mut self,
        events: Vec<LoadEvent>,
        cx: &Context,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        let (mut arrived, mut all_there) = (false, false);
        for event in events {
            match event {
                LoadEvent::Progress(progress) => self.progress = Some(progress),
                LoadEvent::Library(library) => {
                    if self.library.pages().is_empty() && !library.pages().is_empty() {
                        self.keep_recent(store);
                    }
                    self.library = library;
                    (arrived, all_there) = (true, false);
                }
                LoadEvent::Finished { cancelled, .. } => {
                    self.progress = None;
                    all_there = !cancelled;
                    self.finished(cancelled, cx, effects);
                }
                LoadEvent::Failed(error) => {
                    self.progress = None;
                    effects.push(Effect::ArchiveLost);
                    effects.error(ArchiveError::in_words(&error, cx.language));
                }
            }
        }
        if arrived {
            effects.push(Effect::LibraryChanged { all_there });
        } else if all_there {
            effects.push(Effect::LibraryComplete);
        }
    }

    /// Keeps that this archive was opened, now that it has a page: a folder without one is not offered again.
    fn keep_recent(&mut self, store: &mut Store) {
        let Some(path) = &self.path else { return };
        store.write_quietly(|book| {
            let pending = book.add_recent(path);
            self.recent = book.recent().into_iter().map(|recent| recent.folder).collect();
            Some(pending)
        });
    }

    fn finished(&mut self, cancelled: bool, cx: &Context, effects: &mut Effects) {
        if cancelled {
            effects.hint(cx.t(strings::CANCELLED));
        }
        let unreadable = self.unreadable();
        // An archive is scanned again and again; what was told once is not told again.
        let before = std::mem::replace(&mut self.told_unreadable, unreadable);
        if unreadable <= before {
            return;
        }
        // Rules are no page: who just wrote them is told what is wrong with them.
        let wrong = |file: &&UnreadablePage| matches!(file.reason, PageError::Rules { .. });
        let rules = self.library.unreadable().iter().find(wrong);
        if let Some(file) = rules {
            effects.warn(format!("{}: {}", file.path, file.reason.in_words(cx.language)));
        }
        if unreadable > usize::from(rules.is_some()) {
            effects.warn(cx.fill(strings::SOME_UNREADABLE, &[&unreadable]));
        }
    }

    // What is opened by itself.

    /// The article whose page was found changed, once the page has been read again.
    pub fn changed_article(&mut self) -> Option<ArticleId> {
        let Awaited { id, page: before, mark } = self.awaited.filter(|_| self.progress.is_none())?;
        match self.library.page(id.page) {
            Some(page) if page.version() == before => None,
            Some(page) if !page.articles().is_empty() => {
                // Its number may be another's now.
                let same = page.articles().iter().position(|article| Some(article.mark) == mark);
                let index = same.map_or(id.index, |at| at as u32).min(page.articles().len() as u32 - 1);
                Some(ArticleId { index, ..id })
            }
            // It is no page any more: the files that cannot be read say why.
            _ => {
                self.awaited = None;
                None
            }
        }
    }

    /// The article to begin with: the one read last as soon as its page is there; without one the first of the list to
    /// read, where that is not long in coming, else the first of the files: in whatever order pages arrive, it is the same
    /// at every start. `order` is the list, once it is made. It is told once, whatever comes of it: else a page that cannot
    /// be opened would be tried in every frame.
    pub fn first_article(
        &mut self,
        order: Option<&[ArticleId]>,
        cx: &Context,
        store: &Store,
    ) -> Option<ArticleId> {
        /// Files for all of which nobody waits, and seconds after which nobody waits for fewer.
        const MANY: usize = 100;
        const PATIENCE: f64 = 10.0;
        let waited = cx.now - self.wanted?;
        let id = match (self.last_place(store), self.progress) {
            (Some(Some(id)), _) => Some(id),
            (Some(None), Some(_)) => None,
            (_, None) => {
                let order = order?;
                order.iter().copied().find(|id| self.is_to_read(*id)).or(order.first().copied())
            }
            (None, Some(progress)) if progress.total > MANY || waited > PATIENCE => self.first_of_files(),
            (None, Some(_)) => None,
        }?;
        self.wanted = None;
        Some(id)
    }

    /// Whether an article has a headline and something to read under it: a page's masthead is no welcome.
    fn is_to_read(&self, id: ArticleId) -> bool {
        /// Characters from which there is something to read.
        const SOMETHING: u32 = 60;
        self.library.article(id).is_some_and(|article| {
            !article.untitled && article.characters >= SOMETHING && article.confidence >= SURE
        })
    }

    /// The first article to read in the order of the files, which are numbered in it; `None` as long as an earlier one may
    /// still come.
    fn first_of_files(&self) -> Option<ArticleId> {
        let unreadable = self.library.unreadable().iter().filter_map(|file| Some(file.id?.file));
        let unreadable: HashSet<u32> = unreadable.collect();
        let pages = |file: u32| (0..).map_while(move |index| self.library.page(PageId { file, index }));
        let is_read = |file: &u32| unreadable.contains(file) || pages(*file).next().is_some();
        let articles = (0..).take_while(is_read).flat_map(pages).flat_map(|page| {
            let indexes = 0..page.articles().len() as u32;
            indexes.map(|index| ArticleId { page: page.id, index })
        });
        articles.into_iter().find(|id| self.is_to_read(*id))
    }

    // What is kept of an archive.

    /// Keeps which article was read last.
    pub fn keep_place(&self, open: &OpenArticle, store: &mut Store) {
        let line = Some(open.article().first_line());
        store.keep(
            &setting_of("place", self.path.as_deref()),
            &LastRead(open.entry.file.path.clone(), open.id.index, open.id.page.index, line),
        );
    }

    /// The article read last: `None` where none was, `Some(None)` while its page is not there.
    fn last_place(&self, store: &Store) -> Option<Option<ArticleId>> {
        let LastRead(path, index, of_file, line) = last_read(store, self.path.as_deref())?;
        let pages = self.library.pages_of(&path);
        let articles = pages.flat_map(|page| page.articles().iter().zip(0..).map(|one| (page.id, one)));
        // The page is read before what other pages tell of it is known: its articles may have other numbers than they had,
        // and begin with other lines.
        let above = articles.filter(|(_, (article, _))| Some(article.first_line) <= line);
        // Of two that begin side by side, in one line of the text, the one of the same number.
        let nearest = above.max_by_key(|(_, (article, at))| (article.first_line, *at == index));
        let by_line = nearest.map(|(page, (_, index))| ArticleId { page, index });
        let page = self.library.page_at(&PageKey { path, index: of_file });
        let page = page.filter(|page| index < page.articles().len() as u32);
        Some(by_line.or(page.map(|page| ArticleId { page: page.id, index })))
    }

    fn set_encoding(
        &mut self,
        page: PageId,
        encoding: Option<Encoding>,
        cx: &Context,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        if self.loader.is_none() {
            return;
        }
        self.work(|loader| loader.set_encoding(page, encoding));
        self.keep_encoding(page, encoding, cx, store);
        let name = encoding.map_or(cx.t(strings::AUTOMATIC), Encoding::name);
        effects.info(cx.fill(strings::ENCODING_IS, &[&name]));
    }

    /// Keeps the encoding that the person chose for a page, or forgets it.
    fn keep_encoding(&self, page: PageId, encoding: Option<Encoding>, cx: &Context, store: &mut Store) {
        let unreadable = || cx.library.unreadable().iter().find(|file| file.id == Some(page));
        let listed = cx.library.page(page).map(|page| page.file.path.clone());
        let Some(path) = listed.or_else(|| unreadable().map(|file| file.path.clone())) else { return };
        let mut kept = encodings(store, self.path.as_deref());
        kept.retain(|(other, _)| *other != path);
        kept.extend(encoding.map(|encoding| (path, encoding)));
        kept.sort();
        store.keep(&setting_of("encodings", self.path.as_deref()), &kept);
    }

    /// Keeps that a newspaper is to be called otherwise than now; gives the names of all of them, by those found.
    fn name_paper(&self, now: &str, new: &str, store: &mut Store) -> HashMap<String, String> {
        let name = setting_of("papers", self.path.as_deref());
        let mut names: HashMap<String, String> = store.setting(&name).unwrap_or_default();
        let mut found: Vec<String> =
            names.iter().filter(|(_, name)| *name == now).map(|(found, _)| found.clone()).collect();
        if found.is_empty() {
            found.push(now.to_owned());
        }
        let new = new.trim();
        for found in found {
            if new.is_empty() || new == found {
                names.remove(&found);
            } else {
                names.insert(found, new.to_owned());
            }
        }
        store.write(|book| book.set_setting(&name, &names));
        names
    }
}

/// Reason why a folder in which nothing is a page is not opened, with a file that could not be read for an example.
fn no_page(library: &Library, cx: &Context) -> Option<String> {
    match library.unreadable().first() {
        Some(file) => {
            let reason = file.reason.in_words(cx.language);
            Some(cx.fill(strings::NONE_READABLE, &[&library.unreadable().len(), &file.path, &reason]))
        }
        None => Some(library.no_pages()?.in_words(cx.language)),
    }
}

/// The article of an archive that was read last: its file, its place on its page, the page's in the file, and the line of
/// the file that it begins with. Notebooks of before lack the last of these.
#[derive(Serialize, Deserialize)]
struct LastRead(Arc<str>, u32, #[serde(default)] u32, #[serde(default)] Option<LineNo>);

fn last_read(store: &Store, archive: Option<&Path>) -> Option<LastRead> {
    store.setting(&setting_of("place", archive))
}

/// The encodings that the person chose for pages of an archive.
fn encodings(store: &Store, archive: Option<&Path>) -> Vec<(Arc<str>, Encoding)> {
    store.setting(&setting_of("encodings", archive)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;

    #[test]
    fn the_article_to_begin_with_does_not_hang_on_which_page_is_read_first() {
        let body = "昨天上午，江边的船工们把新造的渡船推下水，两岸的人都来看热闹，孩子们跑在最前面。";
        let page = |title: &str| format!("{title}\n\n　　本报讯 {body}\n　　{body}\n");
        let mut bench = Bench::new(&[
            ("山报/2031-01-05/01.txt", &page("山路除雪完成")),
            ("江报/2031-01-02/01.txt", &page("渡口新船下水")),
            ("江报/2031-01-05/01.txt", &page("冰灯游园会开幕")),
        ]);
        let order = bench.state.list.listing.order().to_vec();
        let last = [order[order.len() - 1]];
        let (cx, store) = (bench.state.context(), Store::default());
        let archive = &mut bench.state.archive;
        let mut begin = |progress: Option<usize>, waited: f64, order: Option<&[ArticleId]>| {
            archive.wanted = Some(cx.now - waited);
            archive.progress = progress.map(|total| Progress { total, done: 1, ..Progress::default() });
            archive.first_article(order, &cx, &store)
        };
        assert_eq!(begin(Some(3), 1.0, Some(&last)), None, "others are to come");
        assert_eq!(begin(None, 1.0, None), None, "the list is not made");
        assert_eq!(begin(None, 1.0, Some(&order)), Some(order[0]));
        // Where all of them are too long in coming, it is the first of the files.
        let first = begin(Some(3), 60.0, Some(&last)).unwrap();
        assert_eq!(&*cx.library.page(first.page).unwrap().file.path, "山报/2031-01-05/01.txt");
        assert_eq!(begin(Some(100_000), 0.0, Some(&last)), Some(first));
    }

    #[test]
    fn the_article_read_last_is_known_by_its_line_where_its_page_is_taken_apart_otherwise() {
        let body = "昨天上午，江边的船工们把新造的渡船推下水，两岸的人都来看热闹，孩子们跑在最前面。";
        let page = ["山路除雪完成", "渡口新船下水", "冰灯游园会开幕"]
            .map(|title| format!("{title}\n\n　　本报讯 {body}\n　　{body}\n"))
            .join("\n");
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", &page)]);
        let lines: Vec<LineNo> = {
            let page = &bench.state.archive.library.pages()[0];
            page.articles().iter().map(|article| article.first_line).collect()
        };
        assert_eq!(lines.len(), 3);
        let name = setting_of("place", bench.state.archive.path.as_deref());
        let mut last = |index: u32, line: Option<LineNo>| {
            let path: Arc<str> = "江报/2031-01-02/01.txt".into();
            bench.state.store.keep(&name, &LastRead(path, index, 0, line));
            bench.state.archive.last_place(&bench.state.store).map(|place| place.map(|id| id.index))
        };
        assert_eq!(last(7, Some(lines[1])), Some(Some(1)), "there were more articles above it");
        assert_eq!(last(2, Some(LineNo(lines[1].0 + 1))), Some(Some(1)), "it began with a later line");
        assert_eq!((last(2, None), last(7, None)), (Some(Some(2)), Some(None)), "of an older notebook");
        bench.state.store.keep(&name, &("江报/2031-01-02/01.txt", 2));
        assert_eq!(last_read(&bench.state.store, bench.state.archive.path.as_deref()).unwrap().2, 0);
    }
}
