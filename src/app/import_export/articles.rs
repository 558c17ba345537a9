//! Actions on many articles at once: marked in the notebook, put into a collection, cited, written out. Their pages
//! are read on a thread; what comes into the notebook comes as one step.

use super::describe::Describing;
use super::file::{Failure, Part, free, make_folder};
use super::form::Form;
use super::long_task::Ending;
use super::sample::beginning;
use super::{Done, Event, Exchange, Exported, Worker};
use crate::anchor::Target;
use crate::app::context::Context;
use crate::app::effect::{Effect, Effects};
use crate::app::file_dialog;
use crate::app::fonts::UserFont;
use crate::app::panels::Overlay;
use crate::app::reader::article::page_ref;
use crate::app::store::Store;
use crate::app::strings;
use crate::archive::{ArticleId, IssueKey, Library, PageContent, PageEntry};
use crate::citation::{Bibliography, Citation, CitationStyle, bibliography};
use crate::export::{self, Document, Format, Notes, Options, Print, Stream};
use crate::facsimile::Scissors;
use crate::notebook::{
    Annotation, Body, Collection, Incoming, Membership, Motivation, Notebook, Step, StoreError, ranks_after,
};
use crate::segmentation::Article;
use std::collections::HashSet;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Deed: what is done with articles.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Bookmark them.
    Bookmark,
    /// Give them these tags, separated by spaces.
    Tag(String),
    /// Put them into a collection.
    Collect(Uuid),
    /// Put them into a new collection of this name.
    CollectInNew(String),
    /// Take them out of a collection.
    TakeOut(Uuid),
    /// Take a tag off them.
    Untag(String),
    /// Copy where they were printed.
    CopyCitations(CitationStyle),
    /// Copy them with their form, and as plain text.
    CopyText,
    /// Open the dialog in which they are cut out as they were printed, and saved.
    Clip,
    /// Open the dialog in which they are put into a collection, tagged or written out.
    Ask(Overlay),
}

/// Articles that a dialog is about, and how they are to be written.
#[derive(Default)]
pub struct Chosen {
    /// The articles.
    pub articles: Vec<ArticleId>,
    /// The collection that they are.
    pub collection: Option<Uuid>,
    /// Name for all of them together.
    pub(super) name: String,
    /// Form in which they are written.
    pub form: Form,
    /// Whether each is a file of its own.
    pub parted: bool,
    /// Whether articles are shown as they were printed, too.
    pub clippings: bool,
}

impl Chosen {
    /// Whether a folder is written, and not a file.
    pub fn is_folder(&self) -> bool {
        self.articles.len() > 1 && (self.form == Form::Clippings || self.parted && self.form.can_be_parted())
    }
}

impl Exchange {
    /// Does something with articles; `collection` says that they are all of one.
    pub(super) fn act(
        &mut self,
        deed: Deed,
        (articles, collection): (Vec<ArticleId>, Option<Uuid>),
        cx: &Context,
        exported: Exported<'_>,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        if articles.is_empty() && collection.is_none() {
            return effects.info(cx.t(strings::NOTHING_CHOSEN));
        }
        if self.job.is_some() && !matches!(deed, Deed::Ask(_) | Deed::Clip) {
            return effects.info(cx.t(strings::STEP_UNDER_WAY));
        }
        let library = cx.library.clone();
        match deed {
            Deed::Clip => {
                self.chosen.form = Form::Clippings;
                let ask = Deed::Ask(Overlay::Articles);
                self.act(ask, (articles, collection), cx, exported, store, effects);
            }
            Deed::Ask(overlay) => {
                let kept = store.book.as_ref().zip(collection).and_then(|(book, id)| book.collection(id));
                let name = match (kept, &articles[..]) {
                    (Some(collection), _) => collection.name.clone(),
                    (None, [one]) => {
                        library.article(*one).map(|one| one.title().to_owned()).unwrap_or_default()
                    }
                    (None, _) => match issue_of(&library, &articles) {
                        Some(issue) => cx.issue(&issue),
                        None => {
                            let of = exported.query.unwrap_or(library.name());
                            format!("{of} {}", articles.len())
                        }
                    },
                };
                if overlay == Overlay::Describe {
                    self.describing = Describing::new(articles.clone(), &library);
                    self.outcome = None;
                }
                self.chosen = Chosen { articles, collection, name, ..std::mem::take(&mut self.chosen) };
                if overlay == Overlay::Articles {
                    self.read_sample(cx);
                }
                effects.push(Effect::ShowOverlay(overlay));
            }
            Deed::Bookmark => {
                let is_marked = |id: &ArticleId| exported.marks.of(*id).bookmark;
                let articles: Vec<ArticleId> = articles.into_iter().filter(|id| !is_marked(id)).collect();
                if articles.is_empty() {
                    return effects.info(cx.t(strings::ALL_BOOKMARKED));
                }
                let ending = Ending::Bookmarked(articles.len());
                self.make(ending, Incoming::default(), articles, library, |target| {
                    Annotation::new(Motivation::Bookmarking, target, Body::default())
                });
            }
            Deed::Tag(tags) => self.tag(&tags, articles, cx, exported, store, effects),
            Deed::Collect(id) => {
                let Some(book) = &store.book else { return };
                let Some(collection) = book.collection(id).cloned() else { return };
                self.collect((&collection, Incoming::default()), articles, cx, exported, book, effects);
            }
            Deed::CollectInNew(name) => {
                let Some(book) = &store.book else { return };
                let (collection, mut incoming) = (Collection::new(&name), Incoming::default());
                incoming.add_collection(&collection);
                self.collect((&collection, incoming), articles, cx, exported, book, effects);
            }
            Deed::Untag(tag) => {
                let Some(book) = &store.book else { return };
                let mut incoming = Incoming::default();
                let notes = articles.iter().flat_map(|article| exported.marks.notes_on(*article));
                for note in notes.filter(|note| note.body.tags.contains(&tag)) {
                    book.revise(&mut incoming, note.id, |note| {
                        note.body.tags.retain(|other| *other != tag);
                        note.deleted = note.motivation == Motivation::Tagging && note.body == Body::default();
                    });
                }
                let ending = Ending::Untagged(articles.len(), tag);
                self.begin(Step::merge(incoming), ending, cx, store, effects);
            }
            Deed::TakeOut(id) => {
                let notes = articles.iter().flat_map(|article| exported.marks.notes_on(*article));
                let is_member =
                    |note: &&std::sync::Arc<Annotation>| note.collection.is_some_and(|at| at.id == id);
                let members: Vec<Uuid> = notes.filter(is_member).map(|note| note.id).collect();
                store.write(|book| book.remove_members(&members));
                effects.push(Effect::NotesChanged);
                effects.info(cx.fill(strings::TAKEN_OUT, &[&articles.len()]));
            }
            Deed::CopyCitations(style) => self.start(strings::READING_ARTICLES, move |worker| {
                let mut citations = Vec::new();
                each(&library, &articles, worker, |entry, _, article| {
                    citations.push(entry.citation(article));
                    Ok(())
                })?;
                let text = bibliography(&citations, style);
                Ok(Done::Copied { count: citations.len(), text, html: None })
            }),
            Deed::CopyText => {
                let options = options(cx, String::new(), None);
                self.start(strings::READING_ARTICLES, move |worker| {
                    let (read, _) = read(&library, &articles, worker)?;
                    let written = |format| {
                        let mut bytes = Vec::new();
                        // Memory takes everything.
                        let _ = export::write(&Document::all(&read), format, &options, &mut bytes);
                        String::from_utf8(bytes).unwrap_or_default()
                    };
                    let (text, html) = (written(Format::Text), Some(written(Format::Html)));
                    Ok(Done::Copied { count: read.len(), text, html })
                });
            }
        }
    }

    /// Makes an annotation for each article on a thread; they come into the notebook as one step.
    fn make(
        &mut self,
        ending: Ending,
        mut incoming: Incoming,
        articles: Vec<ArticleId>,
        library: Library,
        mut annotation: impl FnMut(Target) -> Annotation + Send + 'static,
    ) {
        self.start(strings::READING_ARTICLES, move |worker| {
            each(&library, &articles, worker, |entry, content, article| {
                let mut target = Target::of_article(&page_ref(entry, content), &content.page, article);
                target.article = entry.hint(article);
                Ok(incoming.add(&annotation(target), &content.page)?)
            })?;
            Ok(Done::Made(Box::new((incoming, ending))))
        });
    }

    fn collect(
        &mut self,
        (collection, incoming): (&Collection, Incoming),
        mut articles: Vec<ArticleId>,
        cx: &Context,
        exported: Exported<'_>,
        book: &Notebook,
        effects: &mut Effects,
    ) {
        articles.retain(|&id| exported.marks.member_of(id, collection.id).is_none());
        if articles.is_empty() {
            return effects.info(cx.fill(strings::ALL_COLLECTED, &[&collection.name]));
        }
        let ending = Ending::Collected(articles.len(), collection.name.clone());
        let mut ranks = ranks_after(book.last_rank(collection.id), articles.len());
        let id = collection.id;
        self.make(ending, incoming, articles, cx.library.clone(), move |target| {
            Annotation::in_collection(target, Membership { id, rank: ranks.next().unwrap_or(i64::MAX) })
        });
        effects.push(Effect::CloseOverlay);
    }

    /// Adds tags to the tags that articles have already, or gives them tags for the first time.
    fn tag(
        &mut self,
        tags: &str,
        articles: Vec<ArticleId>,
        cx: &Context,
        exported: Exported<'_>,
        store: &Store,
        effects: &mut Effects,
    ) {
        let tags = tags_of(tags);
        let Some(book) = store.book.as_ref().filter(|_| !tags.is_empty()) else { return };
        let (count, mut incoming) = (articles.len(), Incoming::default());
        let tagged = |id: ArticleId| {
            let mut notes = exported.marks.notes_on(id).iter();
            notes.find(|note| note.motivation == Motivation::Tagging).map(|note| note.id)
        };
        let mut untagged = Vec::new();
        for id in articles {
            match tagged(id) {
                Some(note) => book.revise(&mut incoming, note, |note| {
                    let new =
                        tags.iter().filter(|tag| !note.body.tags.contains(tag)).cloned().collect::<Vec<_>>();
                    note.body.tags.extend(new);
                }),
                None => untagged.push(id),
            }
        }
        self.make(Ending::Tagged(count), incoming, untagged, cx.library.clone(), move |target| {
            Annotation::new(Motivation::Tagging, target, Body { tags: tags.clone(), ..Body::default() })
        });
        effects.push(Effect::CloseOverlay);
    }

    /// The name that is proposed for what is written.
    pub(super) fn name_of_articles(&self, place: &Path) -> PathBuf {
        let extension = (!self.chosen.is_folder()).then(|| self.chosen.form.extension());
        free(place, &export::escape::file_name(&self.chosen.name), extension)
    }

    /// Reads how what is written of the articles begins in the form that is chosen, on a thread.
    pub(super) fn read_sample(&mut self, cx: &Context) {
        let form = self.chosen.form;
        let Some(asked) = self.sample.next(form) else { return };
        let first: Vec<ArticleId> = self.chosen.articles.iter().take(2).copied().collect();
        let title = if self.chosen.articles.len() == 1 { "" } else { &self.chosen.name };
        let (parted, options) = (self.chosen.is_folder(), options(cx, title.to_owned(), None));
        let (library, outbox) = (cx.library.clone(), self.outbox.clone());
        std::thread::spawn(move || {
            let lines = beginning(&library, &first, (form, parted), &options).unwrap_or_default();
            outbox.send(Event::Sample(asked, lines));
        });
    }

    /// Writes the articles of the dialog out.
    pub(super) fn write_articles(
        &mut self,
        cx: &Context,
        font: Option<&UserFont>,
        store: &Store,
        effects: &mut Effects,
    ) {
        let Some(path) = file_dialog::typed_path(&self.path) else {
            return self.refuse(&Failure::NoPath, cx, effects);
        };
        let replace = self.confirmed.as_ref() == Some(&self.path);
        let Chosen { articles, collection, form, name, clippings, .. } = &self.chosen;
        let clippings = *clippings && form.can_show();
        let (articles, form, parted) = (articles.clone(), *form, self.chosen.is_folder());
        let title = if articles.len() == 1 { String::new() } else { name.clone() };
        let note = collection.and_then(|id| Some(store.book.as_ref()?.collection(id)?.note.clone()));
        let options = Options { preface: note.unwrap_or_default(), ..options(cx, title, font) };
        let library = cx.library.clone();
        if let (Form::Collection, Some(id)) = (form, *collection) {
            let Some(book) = &store.book else {
                return self.refuse(&StoreError::Missing.into(), cx, effects);
            };
            let copier = book.copier_of_collection(id);
            return self.start(strings::EXPORTING, move |_| {
                let mut part = Part::new(&path, replace)?;
                part.write(copier.export()?.as_bytes())?;
                Ok(Done::Written(part.finish()?, None))
            });
        }
        self.start(strings::EXPORTING, move |worker| {
            let (path, left_out) = match form {
                Form::Articles(format) if parted => {
                    write_each(&library, &articles, (format, clippings), &options, &path, worker)?
                }
                Form::Articles(format) => {
                    let part = Part::new(&path, replace)?;
                    write_together(&library, &articles, (format, clippings), &options, part, worker)?
                }
                Form::References(style) => {
                    let (mut part, mut bibliography) = (Part::new(&path, replace)?, Bibliography::new(style));
                    let left_out = each(&library, &articles, worker, |entry, _, article| {
                        part.write(bibliography.add(&entry.citation(article)).as_bytes())
                    })?;
                    part.write(bibliography.end().as_bytes())?;
                    (part.finish()?, left_out)
                }
                Form::Clippings => write_clippings(&library, &articles, &options, (&path, replace), worker)?,
                Form::Collection => return Err(StoreError::Missing.into()),
            };
            let why = if form == Form::Clippings { strings::NOT_CUT_OUT } else { strings::LEFT_OUT };
            Ok(Done::Written(path, (left_out > 0).then_some((why, left_out))))
        });
    }
}

/// The issue that all of these articles are of.
fn issue_of(library: &Library, articles: &[ArticleId]) -> Option<IssueKey> {
    let pages = articles.chunk_by(|a, b| a.page == b.page);
    let mut issues = pages.map(|of_page| library.page(of_page[0].page).map(|page| &*page.issue));
    let first = issues.next().flatten()?;
    issues.all(|issue| issue == Some(first)).then(|| first.clone())
}

/// Tags as they are typed: words with or without `#`, each once.
pub fn tags_of(typed: &str) -> Vec<String> {
    let separator = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let mut seen = HashSet::new();
    let tags = typed.split(separator).map(|tag| tag.trim_start_matches(['#', '＃']));
    tags.filter(|tag| !tag.is_empty() && seen.insert(*tag)).map(str::to_owned).collect()
}

fn options(cx: &Context, title: String, font: Option<&UserFont>) -> Options {
    let settings = &cx.settings;
    Options {
        title,
        preface: String::new(),
        script: settings.script,
        made: jiff::Timestamp::now(),
        print: Print {
            vertical: settings.vertical,
            sans: !settings.serif,
            hanging: settings.hanging,
            flows: settings.flows,
        },
        font: font.map(UserFont::to_embed),
    }
}

/// Reads articles one after the other; those whose page can no longer be read are left out: how many these are.
fn each(
    library: &Library,
    articles: &[ArticleId],
    worker: &Worker,
    mut take: impl FnMut(&PageEntry, &PageContent, &Article) -> Result<(), Failure>,
) -> Result<usize, Failure> {
    let (mut done, mut left_out, mut pages) = (0, 0, library.pages_in_turn(articles));
    loop {
        worker.progress(done, articles.len())?;
        let Some((of_page, read)) = pages.next() else { return Ok(left_out) };
        done += of_page.len();
        match read {
            Some((entry, content)) => {
                content.articles(of_page).try_for_each(|article| take(entry, &content, article))?;
            }
            None => left_out += of_page.len(),
        }
    }
}

fn read(
    library: &Library,
    articles: &[ArticleId],
    worker: &Worker,
) -> Result<(Vec<(Citation, Article)>, usize), Failure> {
    let mut read = Vec::new();
    let left_out = each(library, articles, worker, |entry, _, article| {
        read.push((entry.citation(article), article.clone()));
        Ok(())
    })?;
    Ok((read, left_out))
}

/// Writes articles into one file.
fn write_together(
    library: &Library,
    articles: &[ArticleId],
    (format, clippings): (Format, bool),
    options: &Options,
    mut part: Part,
    worker: &Worker,
) -> Result<(PathBuf, usize), Failure> {
    let refused = |path: &Path, error| Failure::Io(path.to_owned(), error);
    let path = part.path().to_owned();
    let mut out = BufWriter::new(part.file());
    let several = articles.len() != 1;
    let mut stream =
        Stream::new(format, options, several, &mut out).map_err(|error| refused(&path, error))?;
    let mut scissors = clippings.then(Scissors::default);
    let left_out = each(library, articles, worker, |entry, content, article| {
        let citation = entry.citation(article);
        // What cannot be drawn is there as text.
        let clipping = scissors.as_mut().and_then(|scissors| scissors.cut(entry, content, article).ok());
        let document = Document { citation: &citation, article };
        stream.add_clipped(&document, clipping.as_deref()).map_err(|error| refused(&path, error))
    })?;
    stream.finish().and_then(|()| std::io::Write::flush(&mut out)).map_err(|error| refused(&path, error))?;
    drop(out);
    Ok((part.finish()?, left_out))
}

/// Writes each article into a file of its own in a new folder, or in one that is there, over nothing.
fn write_each(
    library: &Library,
    articles: &[ArticleId],
    (format, clippings): (Format, bool),
    options: &Options,
    folder: &Path,
    worker: &Worker,
) -> Result<(PathBuf, usize), Failure> {
    make_folder(folder)?;
    let mut scissors = clippings.then(Scissors::default);
    let left_out = each(library, articles, worker, |entry, content, article| {
        let citation = entry.citation(article);
        let document = Document { citation: &citation, article };
        let path = free(folder, &export::name_of_file(&document, options), Some(format.extension()));
        let mut part = Part::new(&path, false)?;
        if format == Format::Markdown {
            part.write(Notes::new(options).add(&document).text.as_bytes())?;
        } else {
            let mut bytes = Vec::new();
            let written = match &mut scissors {
                Some(scissors) => Stream::new(format, options, false, &mut bytes).and_then(|mut book| {
                    let clipping = scissors.cut(entry, content, article).ok();
                    book.add_clipped(&document, clipping.as_deref())?;
                    book.finish()
                }),
                None => export::write(&[document], format, options, &mut bytes),
            };
            written.map_err(|error| Failure::Io(path, error))?;
            part.write(&bytes)?;
        }
        part.finish().map(drop)
    })?;
    Ok((folder.to_owned(), left_out))
}

/// Writes a picture of an article as it was printed into a file, of several each into one of a folder. Those of pages
/// without a picture are left out.
fn write_clippings(
    library: &Library,
    articles: &[ArticleId],
    options: &Options,
    (path, replace): (&Path, bool),
    worker: &Worker,
) -> Result<(PathBuf, usize), Failure> {
    let (mut scissors, mut uncut) = (Scissors::default(), Vec::new());
    let is_folder = articles.len() > 1;
    let mut cut = 0;
    let left_out = each(library, articles, worker, |entry, content, article| {
        let png = match scissors.cut(entry, content, article) {
            Ok(png) => png,
            Err(reason) => {
                uncut.push(reason);
                return Ok(());
            }
        };
        let mut part = if is_folder {
            if cut == 0 {
                make_folder(path)?;
            }
            let document = Document { citation: &entry.citation(article), article };
            Part::new(&free(path, &export::name_of_file(&document, options), Some("png")), false)?
        } else {
            Part::new(path, replace)?
        };
        cut += 1;
        part.write(&png)?;
        part.finish().map(drop)
    })?;
    let left_out = left_out + uncut.len();
    match uncut.pop() {
        Some(reason) if cut == 0 => Err(Failure::NoPicture(reason)),
        _ => Ok((path.to_owned(), left_out)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::effect::WindowRequest;
    use crate::app::import_export::Action;
    use crate::app::testing::Bench;
    use crate::app::{article_list, article_list::Which};
    use std::time::{Duration, Instant};

    fn finish(bench: &mut Bench) {
        let begun = Instant::now();
        while bench.state.exchange.job.is_some() {
            assert!(begun.elapsed() < Duration::from_secs(60), "it does not end");
            bench.frame();
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn ask(bench: &mut Bench) {
        bench.act(article_list::Action::ChooseAll);
        bench.act(Action::Articles(Deed::Ask(Overlay::Articles), Which::Chosen));
    }

    fn write(bench: &mut Bench, form: Form, parted: bool, path: &Path) -> bool {
        bench.act(Action::SetForm(form));
        bench.act(Action::SetParted(parted));
        bench.act(Action::SetPath(path.display().to_string()));
        bench.act(Action::WriteArticles);
        finish(bench);
        bench.state.exchange.outcome.as_ref().is_some_and(|(well, _)| *well)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_selection_is_written_in_every_form_and_over_nothing() {
        let mut bench = Bench::two_papers();
        ask(&mut bench);
        let dir = tempfile::tempdir().unwrap();
        let forms = Form::ALL.into_iter().filter(|form| !matches!(form, Form::Collection | Form::Clippings));
        for form in forms {
            let path = dir.path().join(form.name().en.replace('/', "-"));
            assert!(write(&mut bench, form, false, &path), "{form:?}: {:?}", bench.state.exchange.outcome);
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            let is_text = !matches!(form, Form::Articles(Format::Epub | Format::Pdf));
            for title in ["渡口新船下水", "山路除雪完成"].into_iter().filter(|_| is_text) {
                assert!(text.contains(title), "{form:?} lacks {title}");
            }
            assert!(!write(&mut bench, form, false, &path), "{form:?} over a file");
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
        assert_eq!(names(dir.path()).len(), Form::ALL.len() - 2, "nothing half written stays");
    }

    #[test]
    fn each_article_is_a_file_of_its_own_where_that_is_asked_for() {
        let mut bench = Bench::two_papers();
        ask(&mut bench);
        for format in [Format::Markdown, Format::Html, Format::Pdf] {
            let dir = tempfile::tempdir().unwrap();
            let folder = dir.path().join("文章");
            assert!(write(&mut bench, Form::Articles(format), true, &folder));
            let names = names(&folder);
            assert_eq!(names.len(), 4, "{names:?}");
            let last = format!("2031-01-05 江报 (1) 冰灯游园会开幕.{}", format.extension());
            assert!(names.contains(&last), "{names:?}");
        }
        let dir = tempfile::tempdir().unwrap();
        assert!(!write(&mut bench, Form::Articles(Format::Text), true, &dir.path().join("没有/文章")));
    }

    /// Puts a page of a PDF file with an article into the archive.
    fn add_pdf_page(bench: &mut Bench) {
        use crate::app::open_archive;
        use crate::archive::pdf::tests::{at, file};
        let root = bench.state.archive.path.clone().unwrap();
        let page = at(80.0, 260.0, 20.0, "澜溪渡口开通") + &at(60.0, 230.0, 10.0, "本报讯渡口昨日开通。");
        std::fs::write(root.join("江报/2031-01-09.pdf"), file(&[page])).unwrap();
        bench.act(open_archive::Action::Rescan);
        bench.wait();
    }

    #[test]
    fn books_and_cards_show_articles_of_pdf_pages_as_printed_where_that_is_asked_for() {
        use crate::app::{annotations, layout, navigation};
        use crate::export::NoteFormat;
        let mut bench = Bench::two_papers();
        add_pdf_page(&mut bench);
        ask(&mut bench);
        let dir = tempfile::tempdir().unwrap();
        let pictures = |path: &Path| {
            let bytes = std::fs::read(path).unwrap();
            // Each name stands twice: with the file and in the directory.
            memchr::memmem::find_iter(&bytes, b".pngPK").count()
                + memchr::memmem::find_iter(&bytes, b".png\x89PNG").count()
        };
        let epub = Form::Articles(Format::Epub);
        for (clippings, count) in [(false, 0), (true, 2)] {
            bench.act(Action::SetClippings(clippings));
            let path = dir.path().join(count.to_string());
            assert!(write(&mut bench, epub, false, &path), "{:?}", bench.state.exchange.outcome);
            assert_eq!(pictures(&path), count);
        }
        let each = dir.path().join("each");
        assert!(write(&mut bench, epub, true, &each));
        assert_eq!(names(&each).iter().filter(|name| pictures(&each.join(name)) > 0).count(), 1);
        // A card of a page of text has none.
        let of = |bench: &Bench, title: &str| {
            let mut all = bench.state.archive.library.articles();
            all.find(|(_, _, article)| article.title().contains(title)).map(|(id, ..)| id).unwrap()
        };
        for title in ["澜溪渡口开通", "冰灯游园会开幕"] {
            let id = of(&bench, title);
            bench.act(navigation::Action::Open(id));
            bench.wait();
            bench.act(annotations::Action::ToggleBookmark);
        }
        let begun = Instant::now();
        let is_placed = |bench: &Bench| {
            let (book, all) = (bench.state.store.book.as_ref().unwrap(), Default::default());
            book.find(&all).all(|note| bench.state.marks.article_of(note.id).is_some())
        };
        while !is_placed(&bench) {
            assert!(begun.elapsed() < Duration::from_secs(30), "the bookmarks are not found");
            bench.frame();
        }
        let cards = dir.path().join("cards");
        bench.act(layout::Action::Show(Overlay::Export));
        bench.act(Action::SetFormat(NoteFormat::Cards));
        bench.act(Action::SetPath(cards.display().to_string()));
        bench.act(Action::Export);
        finish(&mut bench);
        let names = names(&cards);
        assert_eq!(names.len(), 3, "{names:?}");
        let picture = names.iter().find(|name| name.ends_with(".png")).unwrap();
        let card = std::fs::read_to_string(cards.join(picture.replace(".png", ".txt"))).unwrap();
        assert!(card.contains(&format!("【剪报】{picture}")) && card.contains("澜溪渡口开通"), "{card}");
    }

    #[test]
    fn a_clipping_is_saved_as_a_picture_and_pages_of_text_have_none() {
        let mut bench = Bench::two_papers();
        let dir = tempfile::tempdir().unwrap();
        ask(&mut bench);
        let path = dir.path().join("none");
        assert!(!write(&mut bench, Form::Clippings, false, &path));
        let told = bench.state.exchange.outcome.clone().unwrap().1;
        assert!(told.contains("没有原版图像") && !path.exists(), "{told}");
        add_pdf_page(&mut bench);
        ask(&mut bench);
        assert!(write(&mut bench, Form::Clippings, false, &path), "{:?}", bench.state.exchange.outcome);
        assert_eq!(names(&path).len(), 1, "that of the PDF page alone");
        let library = bench.state.archive.library.clone();
        let id = library.articles().find(|(_, _, article)| article.title().contains("渡口开通"));
        let id = id.map(|(id, ..)| id).unwrap();
        bench.act(Action::Articles(Deed::Clip, Which::These(vec![id])));
        assert_eq!(bench.state.layout.overlay, Some(Overlay::Articles));
        assert!(bench.state.exchange.path.ends_with("澜溪渡口开通.png"), "{}", bench.state.exchange.path);
        let one = dir.path().join("one.png");
        assert!(write(&mut bench, Form::Clippings, true, &one), "{:?}", bench.state.exchange.outcome);
        assert_eq!(&std::fs::read(&one).unwrap()[..4], b"\x89PNG");
    }

    #[test]
    fn what_is_stopped_leaves_no_file() {
        let mut bench = Bench::two_papers();
        ask(&mut bench);
        let dir = tempfile::tempdir().unwrap();
        bench.act(Action::SetPath(dir.path().join("a.md").display().to_string()));
        bench.act(Action::WriteArticles);
        bench.act(Action::Cancel);
        finish(&mut bench);
        let stopped = bench.state.exchange.outcome.as_ref().is_some_and(|(well, _)| !well);
        assert_eq!(names(dir.path()).is_empty(), stopped);
    }

    #[test]
    fn citations_and_texts_of_a_selection_go_onto_the_clipboard() {
        let mut bench = Bench::two_papers();
        bench.act(article_list::Action::ChooseAll);
        bench.act(Action::Articles(Deed::CopyCitations(CitationStyle::Gbt7714), Which::Chosen));
        finish(&mut bench);
        let Some(WindowRequest::Copy(text)) = bench.state.requests.pop() else { panic!("nothing copied") };
        assert_eq!(text.lines().filter(|line| line.contains("[N]. ")).count(), 4, "{text}");
        bench.act(Action::Articles(Deed::CopyText, Which::Chosen));
        finish(&mut bench);
        let Some(WindowRequest::CopyRich { html, text }) = bench.state.requests.pop() else {
            panic!("nothing copied with its form")
        };
        assert!(html.contains("<h2") && html.contains("冰灯游园会开幕"), "{html}");
        assert!(text.contains("冰灯游园会开幕") && !text.contains('<'), "{text}");
    }

    #[test]
    fn tags_are_taken_as_they_are_typed() {
        assert_eq!(tags_of(" #水利，交通、水利 ＃路 "), ["水利", "交通", "路"]);
        assert!(tags_of(" ， ").is_empty());
    }

    #[test]
    fn the_sample_of_several_articles_begins_as_their_file_does() {
        let mut bench = Bench::two_papers();
        let all: Vec<ArticleId> = bench.state.archive.library.articles().map(|(id, ..)| id).collect();
        for (ids, begins) in [(&all[..1], "# "), (&all[..], "## ")] {
            let ask = Deed::Ask(Overlay::Articles);
            bench.act(Action::Articles(ask, Which::These(ids.to_vec())));
            let begun = Instant::now();
            while bench.state.exchange.sample.lines.is_empty() {
                bench.frame();
                assert!(begun.elapsed().as_secs() < 30, "there is no sample");
            }
            let title = bench.state.archive.library.article(ids[0]).unwrap().title();
            let heading = format!("{begins}{title}");
            let lines = &bench.state.exchange.sample.lines;
            assert!(lines.contains(&heading), "{heading} in {lines:?}");
            assert_eq!(lines[0] == heading, ids.len() == 1, "the name of all stands above several");
        }
    }
}
