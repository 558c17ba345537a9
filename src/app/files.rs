//! Opening archives: by path, by the system's dialog, the sample; and what their loaders have to tell.

use super::action::Action;
use super::state::{Archive, List, NoticeKind, Picker, Picking, Reader, State};
use super::{browsing, exchange, language as words, moving, searching, update, writing};
use crate::archive::{
    ArticleId, Library, LoadEvent, LoadOptions, Loader, PageError, PageId, Source, UnreadablePage, cache_dir,
    path_of_address,
};
use crate::segmentation::Article;
use crate::segmentation::decode::Encoding;
use std::path::PathBuf;
use std::sync::mpsc::{TryRecvError, channel};

/// Carries out an action on archives.
pub fn update(state: &mut State, action: Action) {
    match action {
        Action::OpenPath(path) => open_path(state, path),
        Action::OpenSample => open_source(state, Source::Sample, None),
        Action::PickFolder => pick(state, Picking::Archive),
        Action::Rescan => {
            if let Some(loader) = &state.archive.loader {
                loader.rescan();
                state.archive.progress = Some(Default::default());
            }
        }
        Action::CancelLoading => {
            if let Some(loader) = &state.archive.loader {
                loader.cancel();
            }
        }
        Action::SetEncoding(page, encoding) => set_encoding(state, page, encoding),
        Action::NamePaper(now, new) => {
            let names = writing::name_paper(state, &now, &new);
            if let Some(loader) = &state.archive.loader {
                loader.set_names(names);
            }
        }
        _ => {}
    }
}

/// Opens the archive of the command line, else the last one, else the sample.
pub fn open_first(state: &mut State, asked: Option<PathBuf>) {
    match asked.or_else(|| state.recent.first().filter(|path| path.exists()).cloned()) {
        Some(path) => open_path(state, path),
        None => open_source(state, Source::Sample, None),
    }
}

/// The window has the keyboard again: the person may have changed files meanwhile.
pub fn came_back(state: &mut State) {
    if state.archive.progress.is_none() {
        update(state, Action::Rescan);
    }
}

/// Has a page that could not be opened read again.
pub fn reread(state: &mut State, page: PageId) {
    if let Some(loader) = &state.archive.loader {
        loader.reread(page);
        state.archive.progress = Some(Default::default());
    }
}

fn open_path(state: &mut State, path: PathBuf) {
    if let Some(id) = path.to_str().and_then(crate::notebook::report::parse_link) {
        return update::update(state, Action::ShowAnnotation(id));
    }
    match Source::open(&path) {
        Ok(source) => {
            // Two ways to write one folder are one archive.
            let path = path.canonicalize().unwrap_or(path);
            writing::remember(state, &path);
            open_source(state, source, Some(path));
        }
        Err(error) => {
            let text = error.in_words(state.language());
            state.tell(NoticeKind::Error, text);
        }
    }
}

fn open_source(state: &mut State, source: Source, path: Option<PathBuf>) {
    writing::leave_article(state);
    let options = LoadOptions {
        wake: Some(state.wake.clone()),
        cache_dir: Some(cache_dir(&state.data_dir)),
        encodings: writing::encodings(state, path.as_deref()),
        corrections: state.notes.corrections.clone(),
        names: writing::names(state, path.as_deref()),
        ..LoadOptions::default()
    };
    state.archive = Archive {
        name: source.name(),
        path,
        loader: Some(Loader::start(source, options)),
        progress: Some(Default::default()),
        wanted: Some(state.now),
        ..Archive::default()
    };
    // Numbers of pages and articles are those of one loader.
    state.list = List { filters: std::mem::take(&mut state.list.filters), stale: true, ..List::default() };
    state.reader = Reader { serial: state.reader.serial, reveals: state.reader.reveals, ..Reader::default() };
    state.marks = Default::default();
    searching::reset(state);
    writing::enter_article(state);
}

/// Asks for a path with the system's dialog.
pub fn pick(state: &mut State, what: Picking) {
    if state.picker.is_some() {
        return;
    }
    let (tell, answer) = channel();
    let wake = state.wake.clone();
    let proposed = PathBuf::from(&state.exchange.path);
    // The dialog blocks until it is answered.
    std::thread::spawn(move || {
        let mut dialog = rfd::FileDialog::new();
        if what == Picking::Save {
            if let Some(name) = proposed.file_name() {
                dialog = dialog.set_file_name(name.to_string_lossy());
            }
            if let Some(folder) = proposed.parent() {
                dialog = dialog.set_directory(folder);
            }
        }
        let answer = match what {
            Picking::Archive | Picking::Folder => dialog.pick_folder(),
            Picking::File => dialog.pick_file(),
            Picking::Save => dialog.save_file(),
        };
        // The window may have closed meanwhile; then nobody wants the answer.
        let _ = tell.send(answer);
        wake();
    });
    state.picker = Some(Picker { what, asked: state.now, answer });
}

/// The path that a person typed or pasted: quotes, `file://` and `~` are taken for what they mean.
pub fn typed_path(text: &str) -> Option<PathBuf> {
    let text = text.trim().trim_matches(['"', '\'', '“', '”']);
    if text.is_empty() {
        return None;
    }
    if let Some(path) = path_of_address(text) {
        return Some(path);
    }
    match text.strip_prefix("~/") {
        Some(rest) => Some(directories::UserDirs::new()?.home_dir().join(rest)),
        None => Some(PathBuf::from(text)),
    }
}

fn set_encoding(state: &mut State, page: PageId, encoding: Option<Encoding>) {
    let Some(loader) = &state.archive.loader else { return };
    loader.set_encoding(page, encoding);
    writing::keep_encoding(state, page, encoding);
    state.archive.progress = Some(Default::default());
    let name = encoding.map_or(state.t(words::AUTOMATIC), Encoding::name);
    let text = words::ENCODING_IS.fill(state.language(), &[&name]);
    state.tell(NoticeKind::Info, text);
}

/// Takes in what happened in the background since the last frame.
pub fn poll(state: &mut State) {
    poll_picker(state);
    let events = state.archive.loader.as_ref().map(Loader::poll).unwrap_or_default();
    let (mut arrived, mut all_there) = (false, false);
    for event in events {
        match event {
            LoadEvent::Progress(progress) => state.archive.progress = Some(progress),
            LoadEvent::Library(library) => {
                state.archive.library = library;
                (arrived, all_there) = (true, false);
            }
            LoadEvent::Finished { cancelled, .. } => {
                state.archive.progress = None;
                all_there = !cancelled;
                finished(state, cancelled);
            }
            LoadEvent::Failed(error) => {
                state.archive.progress = None;
                // What was read stays to be read, but no note is where the archive was.
                state.marks.set_library(&Library::default(), true, state.notes.book.as_ref());
                state.list.stale = true;
                let text = error.in_words(state.language());
                state.tell(NoticeKind::Error, text);
            }
        }
    }
    if arrived {
        take_library(state, all_there);
    } else if all_there && !state.marks.has_all(&state.archive.library) {
        state.marks.set_library(&state.archive.library, true, state.notes.book.as_ref());
        state.list.stale = true;
    }
    open_awaited(state);
    open_wanted(state);
}

/// Opens the article whose page was found changed, once the page has been read again.
fn open_awaited(state: &mut State) {
    let Some((id, before)) = state.archive.awaited.filter(|_| state.archive.progress.is_none()) else {
        return;
    };
    match state.archive.library.page(id.page) {
        Some(page) if page.version() == before => {}
        Some(page) if !page.articles().is_empty() => {
            let index = id.index.min(page.articles().len() as u32 - 1);
            moving::visit(state, ArticleId { index, ..id });
        }
        // It is no page any more: the files that cannot be read say why.
        _ => state.archive.awaited = None,
    }
}

/// Opens the article read last as soon as its page is there; without one, the first article to read, once
/// all pages are there or the person has waited a little.
fn open_wanted(state: &mut State) {
    /// Seconds that a person looks at an empty pane while pages arrive.
    const PATIENCE: f64 = 3.0;
    let Some(asked) = state.archive.wanted else { return };
    let done = state.archive.progress.is_none();
    let waited = state.now - asked > PATIENCE;
    let last = writing::last_place(state);
    browsing::refresh_list(state);
    let first = first_to_read(state);
    let id = match last {
        Some(Some(id)) => Some(id),
        Some(None) if !done => None,
        _ if done || waited => first,
        _ => None,
    };
    if let Some(id) = id {
        // Tried once, whatever comes of it: else a page that cannot be opened would be tried in every frame.
        state.archive.wanted = None;
        let ids: Vec<ArticleId> =
            std::iter::once(id).chain(state.list.listing.order().iter().copied()).collect();
        moving::visit_first(state, &ids);
    }
}

/// The first article of the list that has a headline and something to read under it, or else the first of all: a
/// page's masthead is no welcome.
fn first_to_read(state: &State) -> Option<ArticleId> {
    /// Characters from which there is something to read.
    const SOMETHING: u32 = 60;
    let order = state.list.listing.order();
    let readable = |id: &&ArticleId| {
        let page = state.archive.library.page(id.page);
        let article = page.and_then(|page| page.articles().get(id.index as usize));
        article.is_some_and(|article| {
            !article.untitled && article.characters >= SOMETHING && article.confidence >= update::SURE
        })
    };
    order.iter().find(readable).or(order.first()).copied()
}

/// A dialog that is answered faster than this, in seconds, was never shown: the system has none.
const TOO_FAST: f64 = 0.3;

fn poll_picker(state: &mut State) {
    let Some(Picker { what, asked, answer }) = &state.picker else { return };
    let answer = match answer.try_recv() {
        Ok(answer) => answer,
        Err(TryRecvError::Empty) => return,
        Err(TryRecvError::Disconnected) => None,
    };
    let (what, fast) = (*what, state.now - asked < TOO_FAST);
    state.picker = None;
    match answer {
        Some(folder) if what == Picking::Archive => {
            state.overlay = None;
            open_path(state, folder);
        }
        Some(path) => exchange::picked(state, what, path),
        None if fast => state.tell(NoticeKind::Warning, state.t(words::NO_DIALOG)),
        None => {}
    }
}

fn finished(state: &mut State, cancelled: bool) {
    if cancelled {
        state.tell(NoticeKind::Info, state.t(words::CANCELLED));
    }
    let unreadable = state.archive.unreadable();
    // An archive is scanned again and again; what was told once is not told again.
    let before = std::mem::replace(&mut state.archive.told_unreadable, unreadable);
    if unreadable <= before {
        return;
    }
    // Rules are no page: who just wrote them is told what is wrong with them.
    let wrong = |file: &&UnreadablePage| matches!(file.reason, PageError::Rules { .. });
    let rules = state.archive.library.unreadable().iter().find(wrong);
    let rules = rules.map(|file| format!("{}: {}", file.path, file.reason.in_words(state.language())));
    if let Some(text) = &rules {
        state.tell(NoticeKind::Warning, text);
    }
    if unreadable > usize::from(rules.is_some()) {
        let text = words::SOME_UNREADABLE.fill(state.language(), &[&unreadable]);
        state.tell(NoticeKind::Warning, text);
    }
}

fn take_library(state: &mut State, all_there: bool) {
    state.list.stale = true;
    state.marks.set_library(&state.archive.library, all_there, state.notes.book.as_ref());
    searching::add_titles(state);
    reopen_changed(state);
}

/// When the open article's page was read anew or taken apart again, shows what it is now.
fn reopen_changed(state: &mut State) {
    let Some(open) = &state.reader.open else { return };
    let (id, before) = (open.id, open.content.version());
    let library = &state.archive.library;
    match library.page(id.page) {
        Some(page) if page.version() == before => {}
        Some(page) if page.articles().is_empty() => state.reader.open = None,
        Some(page) => {
            // Where the text is the same, the article is known by its lines; its number may be another's now.
            let line = state.reader.hold.take().unwrap_or(open.article().first_line());
            let same_text = page.summary.sha256 == open.content.sha256;
            let content = library.content(id.page).ok().filter(|_| same_text);
            let with_line = content.and_then(|content| {
                let blocks =
                    |article: &Article| article.blocks.iter().any(|block| block.lines.contains(&line));
                content.segmentation.articles.iter().position(blocks)
            });
            let index = with_line.map_or(id.index, |index| index as u32);
            let index = index.min(page.articles().len() as u32 - 1);
            moving::open(state, ArticleId { index, ..id });
        }
        // While an archive is loading again, a page may be absent for a moment; the text stays to be read.
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_is_taken_as_meant() {
        assert_eq!(typed_path(" \"/a b/c\" "), Some(PathBuf::from("/a b/c")));
        assert_eq!(typed_path("file:///papers"), Some(PathBuf::from("/papers")));
        assert_eq!(typed_path("file:///%E6%8A%A5/a%20b%"), Some(PathBuf::from("/报/a b%")));
        assert_eq!(typed_path("  "), None);
        assert!(typed_path("~/papers").is_none_or(|path| path.is_absolute()));
    }
}
