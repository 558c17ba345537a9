//! Describing articles (著录): paper, day, page, section, title and author as the person says them. What is said is kept in
//! the notebook as corrections are, of the articles, of their pages, or of all pages of a folder.

use super::file::Failure;
use crate::anchor::{PageRef, Target};
use crate::app::calendar::typed_date::TypedDate;
use crate::app::reader::article::page_ref;
use crate::app::strings::Phrase;
use crate::archive::{
    ArticleId, Library, Misfit, PageContent, PageEntry, PageId, PathPattern, PatternError, below,
    lone_page_number,
};
use crate::citation::authors;
use crate::correction::{Correction, Description, Folder, Operation, Saying};
use crate::notebook::{Incoming, Notebook};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Part of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The article's title.
    Title,
    /// Its authors.
    Authors,
    /// The newspaper.
    Paper,
    /// The day.
    Date,
    /// 版次.
    Page,
    /// The page's section.
    Section,
}

impl Part {
    /// The parts that are of an article, then those that are of its page.
    pub const ALL: [Part; 6] =
        [Part::Title, Part::Authors, Part::Paper, Part::Date, Part::Page, Part::Section];
    /// Number of those of an article.
    pub const OF_ARTICLE: usize = 2;

    /// Its name.
    pub fn name(self) -> Phrase {
        match self {
            Part::Title => Phrase::new("题名", "Title"),
            Part::Authors => Phrase::new("作者", "Authors"),
            Part::Paper => Phrase::new("报纸", "Newspaper"),
            Part::Date => Phrase::new("日期", "Date"),
            Part::Page => Phrase::new("版次", "Page"),
            Part::Section => Phrase::new("版面名", "Section"),
        }
    }

    /// What a description says of it.
    fn of(self, says: &Description) -> Option<String> {
        match self {
            Part::Title => says.title.clone(),
            Part::Authors => says.authors.clone(),
            Part::Paper => says.paper.clone(),
            Part::Date => says.date.map(|date| date.to_string()),
            Part::Page => says.page.clone(),
            Part::Section => says.section.clone(),
        }
    }

    /// Puts what was typed into a description; gives it back where it cannot be read.
    fn put(self, typed: &str, says: &mut Description) -> Result<(), ()> {
        /// Typed for what is not there.
        const NONE: [&str; 3] = ["-", "—", "－"];
        let typed = typed.trim();
        let text = if NONE.contains(&typed) { String::new() } else { typed.to_owned() };
        let value = (!typed.is_empty()).then_some(text);
        match self {
            Part::Title => says.title = value,
            Part::Authors => says.authors = value,
            Part::Paper => says.paper = value,
            Part::Section => says.section = value,
            Part::Page => {
                if value.as_ref().is_some_and(|page| !page.is_empty() && lone_page_number(page).is_none()) {
                    return Err(());
                }
                says.page = value;
            }
            Part::Date => {
                says.date = match TypedDate::read(typed) {
                    Some(TypedDate::Day(date)) => Some(date),
                    None if typed.is_empty() => None,
                    _ => return Err(()),
                };
            }
        }
        Ok(())
    }
}

/// Extent of what is said of papers, days and pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// The pages of the articles.
    #[default]
    Pages,
    /// All pages below a folder; below the empty one, all of the archive.
    Folder(String),
}

/// Dialog in which articles are described.
#[derive(Default)]
pub struct Describing {
    /// The articles.
    pub articles: Vec<ArticleId>,
    /// Their pages.
    pub pages: Vec<PageId>,
    /// Extent of what is said of papers, days and pages.
    pub extent: Extent,
    /// Words in the fields.
    pub typed: [String; 6],
    /// Words that the fields were given when they were filled in: what is still the same is left as it is.
    filled: [String; 6],
    /// Values by which the articles go now, where they have one in common.
    pub now: [Option<String>; 6],
    /// Pattern of the paths below the folder.
    pub pattern: String,
    /// Trial of the pattern; `None` where there is none.
    pub trial: Option<Result<Trial, PatternError>>,
    /// The field that cannot be read.
    pub wrong: Option<Part>,
}

/// Trial of a pattern on paths of the archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    /// Number of paths that were looked at, and of those that fit.
    pub looked: usize,
    /// Number of those that fit.
    pub fit: usize,
    /// Some of them below the folder, each with what it says; first some that do not fit, with the reason.
    pub samples: Vec<(String, Result<Description, Misfit>)>,
}

/// Actions in the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Something is typed.
    Type(Part, String),
    /// What is said is of more pages, or of fewer.
    SetExtent(Extent),
    /// A pattern is typed.
    SetPattern(String),
    /// Keep what was typed.
    Save,
    /// Take back whatever the person said of these articles, pages or folder.
    TakeBack,
}

impl Describing {
    /// The dialog about some articles.
    pub(super) fn new(articles: Vec<ArticleId>, library: &Library) -> Describing {
        let mut pages: Vec<PageId> = articles.iter().map(|id| id.page).collect();
        pages.sort_unstable();
        pages.dedup();
        let mut describing = Describing { articles, pages, ..Describing::default() };
        describing.fill(library);
        describing
    }

    /// The folders that the articles' pages are all in, the innermost first.
    pub fn folders(&self, library: &Library) -> Vec<String> {
        let mut paths = self.pages.iter().filter_map(|&page| Some(&*library.page(page)?.file.path));
        let Some(first) = paths.next() else { return Vec::new() };
        let folders = first.rmatch_indices('/').map(|(at, _)| &first[..at]);
        let paths: Vec<&str> = paths.collect();
        let common = folders.filter(|folder| paths.iter().all(|path| below(folder, path).is_some()));
        common.map(str::to_owned).collect()
    }

    /// Carries an action out that changes nothing but the dialog.
    pub fn update(&mut self, action: Action, library: &Library) {
        match action {
            Action::Type(part, typed) => {
                self.typed[part as usize] = typed;
                self.wrong = None;
            }
            Action::SetExtent(extent) => {
                self.pattern.clear();
                self.extent = extent;
                let kept: Vec<String> = self.typed[..Part::OF_ARTICLE].to_vec();
                self.fill(library);
                self.typed[..Part::OF_ARTICLE].clone_from_slice(&kept);
            }
            Action::SetPattern(pattern) => {
                self.pattern = pattern;
                self.try_pattern(library);
            }
            Action::Save | Action::TakeBack => {}
        }
    }

    /// Fills the fields in with what was said before, and says beside them what is known.
    fn fill(&mut self, library: &Library) {
        let of_articles: Vec<Description> =
            self.articles.iter().map(|&id| said_of_article(library, id).says).collect();
        let of_pages: Vec<Description> = match &self.extent {
            Extent::Pages => self.pages.iter().map(|&page| said_of_page(library, page).says).collect(),
            Extent::Folder(folder) => {
                vec![library.folders().iter().rev().find(|one| one.folder == *folder).map_or_else(
                    Description::default,
                    |one| {
                        self.pattern.clone_from(&one.pattern);
                        one.says.clone()
                    },
                )]
            }
        };
        for (at, part) in Part::ALL.into_iter().enumerate() {
            let said = if at < Part::OF_ARTICLE { &of_articles } else { &of_pages };
            let said = common(said.iter().map(|says| part.of(says))).flatten();
            let shown = said.map(|said| if said.is_empty() { "-".to_owned() } else { said });
            self.now[at] = common(self.articles.iter().map(|&id| known(library, id, part)));
            // What is known is there to be changed; of a folder it need not be so of all pages, and a title is of one article.
            let is_theirs = at < Part::OF_ARTICLE || self.extent == Extent::Pages;
            let is_one = part != Part::Title || self.articles.len() == 1;
            let now = self.now[at].clone().filter(|_| is_theirs && is_one);
            self.typed[at] = shown.or(now).unwrap_or_default();
        }
        self.filled = self.typed.clone();
        self.try_pattern(library);
    }

    /// A path below the folder, without the extension, as the shape of a pattern.
    pub fn path_to_show(&self, library: &Library) -> Option<String> {
        let Extent::Folder(folder) = &self.extent else { return None };
        let path = &*library.page(*self.pages.first()?)?.file.path;
        let path = below(folder, path)?;
        Some(path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned())
    }

    /// Whether a field was changed.
    fn is_changed(&self, part: Part) -> bool {
        self.typed[part as usize] != self.filled[part as usize]
    }

    /// A description with what was typed in some parts.
    fn changed(&self, parts: &[Part], before: &Description) -> Result<Description, Part> {
        let mut says = before.clone();
        for &part in parts.iter().filter(|part| self.is_changed(**part)) {
            part.put(&self.typed[part as usize], &mut says).map_err(|()| part)?;
        }
        Ok(says)
    }

    /// Tries the pattern on paths of the archive, evenly spread.
    fn try_pattern(&mut self, library: &Library) {
        /// Paths that are looked at, and of these shown.
        const LOOKED: usize = 1000;
        const SHOWN: usize = 6;
        self.trial = None;
        let Extent::Folder(folder) = &self.extent else { return };
        if self.pattern.trim().is_empty() {
            return;
        }
        let pattern = match PathPattern::parse(&self.pattern) {
            Ok(pattern) => pattern,
            Err(error) => return self.trial = Some(Err(error)),
        };
        let paths: Vec<&str> = paths_below(library, folder);
        let step = paths.len().div_ceil(LOOKED).max(1);
        let tried: Vec<(&str, Result<Description, Misfit>)> =
            paths.into_iter().step_by(step).map(|path| (path, pattern.read(path))).collect();
        let fit = tried.iter().filter(|(_, says)| says.is_ok()).count();
        let (good, bad): (Vec<_>, Vec<_>) = tried.iter().partition(|(_, says)| says.is_ok());
        let shown = bad.into_iter().take(SHOWN / 2).chain(good).take(SHOWN);
        let samples = shown.map(|(path, says)| ((*path).to_owned(), says.clone())).collect();
        self.trial = Some(Ok(Trial { looked: tried.len(), fit, samples }));
    }
}

/// The value that all have; `None` where they differ.
fn common<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

fn said_of_article(library: &Library, id: ArticleId) -> Saying {
    library.article(id).and_then(|article| article.said.as_deref().cloned()).unwrap_or_default()
}

fn said_of_page(library: &Library, page: PageId) -> Saying {
    library.page(page).and_then(|page| page.summary.said.as_deref().cloned()).unwrap_or_default()
}

/// Value by which an article goes now; empty where there is none.
fn known(library: &Library, id: ArticleId, part: Part) -> String {
    let (Some(page), Some(article)) = (library.page(id.page), library.article(id)) else {
        return String::new();
    };
    let known = match part {
        Part::Title => Some(article.title().to_owned()).filter(|_| !article.untitled),
        Part::Authors => Some(authors(&library.details(id).byline).join("、")),
        Part::Paper => page.label.paper.clone(),
        Part::Date => page.label.date.map(|date| date.to_string()),
        Part::Page => page.label.page.as_ref().map(ToString::to_string),
        Part::Section => page.label.section.clone(),
    };
    known.unwrap_or_default()
}

/// Paths of the files below a folder, each once, without that folder.
fn paths_below<'a>(library: &'a Library, folder: &str) -> Vec<&'a str> {
    let mut paths: Vec<&str> =
        library.pages().iter().filter_map(|page| below(folder, &page.file.path)).collect();
    paths.dedup();
    paths
}

/// A folder as it can be found again: by pages from all over it.
fn folder_of(library: &Library, path: &str) -> Folder {
    /// Pages by which it is found again.
    const PAGES: usize = 16;
    let below: Vec<&Arc<PageEntry>> =
        library.pages().iter().filter(|page| below(path, &page.file.path).is_some()).collect();
    let step = below.len().div_ceil(PAGES).max(1);
    let pages = below.into_iter().step_by(step).map(|page| PageRef {
        bytes: page.summary.sha256.into(),
        text: page.summary.text,
        path: page.file.path.to_string(),
        ..PageRef::default()
    });
    Folder { archive: library.name().to_owned(), path: path.to_owned(), pages: pages.collect() }
}

/// A page as it can be found again: by its longest lines, which no other page has all.
fn target_of(entry: &PageEntry, content: &PageContent) -> Target {
    /// Lines by which it is found again.
    const LINES: usize = 3;
    let page = &content.page;
    let mut lines: Vec<_> = page.lines().filter(|(_, text)| !text.trim().is_empty()).collect();
    lines.sort_by_key(|(_, text)| std::cmp::Reverse(text.chars().count()));
    lines.truncate(LINES);
    lines.sort_by_key(|(line, _)| *line);
    let spans: Vec<_> = lines.iter().map(|(line, _)| page.span(*line)).collect();
    Target::of_spans(&page_ref(entry, content), page, &spans)
}

/// Reason why what was typed is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A part cannot be read.
    Wrong(Part),
    /// No path is like the pattern.
    FitsNone,
}

/// Descriptions to be kept: what comes into the notebook, and what is to be said of pages and their articles, by the
/// articles' numbers, once they are read.
#[derive(Default)]
pub struct ToKeep {
    incoming: Incoming,
    of_pages: BTreeMap<PageId, Vec<(Option<u32>, Description)>>,
}

impl Describing {
    /// What is to be kept of what was typed, or of what was said before taken back.
    ///
    /// # Errors
    /// Where something cannot be read.
    pub fn to_keep(&self, takes_back: bool, library: &Library, book: &Notebook) -> Result<ToKeep, Refusal> {
        let (of_article, of_page) = Part::ALL.split_at(Part::OF_ARTICLE);
        let changed = |parts: &[Part], before: &Description| match takes_back {
            true => Ok(Description::default()),
            false => self.changed(parts, before).map_err(Refusal::Wrong),
        };
        let mut keep = ToKeep::default();
        let mut take = |page, article, saying: Saying, parts: &[Part]| -> Result<(), Refusal> {
            let says = changed(parts, &saying.says)?;
            if says != saying.says {
                saying.by.iter().for_each(|&id| book.withdraw_in(&mut keep.incoming, id));
                if !says.is_empty() {
                    keep.of_pages.entry(page).or_default().push((article, says));
                }
            }
            Ok(())
        };
        for &id in &self.articles {
            take(id.page, Some(id.index), said_of_article(library, id), of_article)?;
        }
        let Extent::Folder(path) = &self.extent else {
            let mut pages = self.pages.iter();
            pages.try_for_each(|&page| take(page, None, said_of_page(library, page), of_page))?;
            return Ok(keep);
        };
        let said: Vec<_> = library.folders().iter().filter(|one| one.folder == *path).collect();
        let before = said.iter().rev().fold(Description::default(), |says, one| says.or(&one.says));
        let says = changed(of_page, &before)?;
        let pattern = if takes_back { "" } else { self.pattern.trim() };
        if says == before && said.last().map_or("", |one| one.pattern.as_str()) == pattern {
            return Ok(keep);
        }
        if !pattern.is_empty() && !matches!(&self.trial, Some(Ok(trial)) if trial.fit > 0) {
            return Err(Refusal::FitsNone);
        }
        said.iter().for_each(|one| book.withdraw_in(&mut keep.incoming, one.correction));
        if !says.is_empty() || !pattern.is_empty() {
            let folder = folder_of(library, path);
            let operation = Operation::FolderIs { folder, says, pattern: pattern.to_owned() };
            // Nothing has to be packed.
            let _ = keep.incoming.add_correction(&Correction::new(operation), None);
        }
        Ok(keep)
    }
}

impl ToKeep {
    /// Whether nothing is said anew.
    pub fn is_empty(&self) -> bool {
        self.incoming.is_empty() && self.of_pages.is_empty()
    }

    /// Reads the pages that something is to be said of; `progress` is told how many are done.
    ///
    /// # Errors
    /// Where that was stopped, or a page cannot be packed.
    pub fn read(
        self,
        library: &Library,
        progress: impl Fn(usize, usize) -> Result<(), Failure>,
    ) -> Result<Incoming, Failure> {
        let ToKeep { mut incoming, of_pages } = self;
        let pages = of_pages.len();
        for (done, (page, said)) in of_pages.into_iter().enumerate() {
            progress(done, pages)?;
            let (Some(entry), Ok(content)) = (library.page(page), library.content_once(page)) else {
                continue;
            };
            for (article, says) in said {
                let operation = match article {
                    None => Operation::PageIs { page: target_of(entry, &content), says },
                    Some(index) => {
                        let articles = &content.segmentation.articles;
                        let Some(article) = articles.get(index as usize) else { continue };
                        let at = page_ref(entry, &content);
                        let article = Target::of_article(&at, &content.page, article);
                        Operation::ArticleIs { article, says }
                    }
                };
                incoming.add_correction(&Correction::new(operation), Some(&content.page))?;
            }
        }
        Ok(incoming)
    }
}

#[cfg(test)]
mod tests;
