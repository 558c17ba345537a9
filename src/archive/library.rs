//! The library: papers, their issues, the pages of an issue and the articles of a page, as one immutable value.

use super::cache::{ArticlesKey, Cache};
use super::details::{Details, PageDetails};
use super::error::{ArchiveError, PageError};
use super::folders::{FolderDescription, Folders};
use super::keys::{ArticleId, IssueKey, PageId, PageKey};
use super::label::PageLabel;
use super::order::{natural_order, page_order};
use super::pdf::Wanted;
use super::reading::{Origin, read_known_pages};
use super::rules::Rules;
use super::source::{Kinds, PageFile};
use crate::anchor::{ArticleHint, ArticleKey, Fingerprint, NormalText, PageRef};
use crate::citation::Citation;
use crate::correction::{Conflict, Corrections, Described, Reason, Saying, is_corrected};
use crate::language::Language;
use crate::segmentation::decode::Encoding;
use crate::segmentation::layout::Rect;
use crate::segmentation::{Article, LineNo, Page, Role, RoleHint, Segmentation, Watch};
use crate::serial::{Candidate, Marks, Serials, Sought};
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use uuid::Uuid;

/// Summary of an article for lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleSummary {
    /// The title or, without one, the first words and `…`. Longer words are in [`Details`]: there are as many summaries in
    /// memory as articles of the archive.
    title: Box<str>,
    /// Whether the page shows no title for it.
    pub untitled: bool,
    /// Characters of all blocks.
    pub characters: u32,
    /// Probability, 0 to 1, that the article's extent is right.
    pub confidence: f32,
    /// Line of the page that it begins with.
    pub first_line: LineNo,
    /// [`ArticleKey::line_mark`]: what the notebook knows the article by.
    pub mark: u64,
    /// Whether the person put something right in it.
    pub corrected: bool,
    /// Saying of the person about it; title and byline are as it has them.
    pub said: Option<Box<Saying>>,
    /// Whether it says that it is a part of something longer.
    is_part: bool,
}

impl ArticleSummary {
    fn of(page: &Page, article: &Article, said: Option<&Saying>, is_part: bool) -> ArticleSummary {
        let title = said.and_then(Saying::title).map(str::to_owned);
        let untitled = title.is_none() && article.is_untitled();
        ArticleSummary {
            title: title.unwrap_or_else(|| article.display_title()).replace('\n', " ").into(),
            untitled,
            characters: characters(article),
            confidence: article.confidence,
            first_line: article.first_line(),
            mark: ArticleKey::line_mark(page, article),
            corrected: is_corrected(article),
            said: said.cloned().map(Box::new),
            is_part,
        }
    }

    /// The title or, without one, the first words and `…`.
    pub fn title(&self) -> &str {
        &self.title
    }
}

impl Details {
    fn of(article: &Article, said: Option<&Saying>) -> Details {
        /// Characters of the body that a row shows at most.
        const LEAD: usize = 60;
        let line = |text: String| text.replace('\n', " ");
        let join = |role| article.texts(role).collect::<Vec<_>>().join("\u{3000}");
        let body = article.texts(Role::Paragraph).chain(article.texts(Role::Verse));
        let authors = said.and_then(|said| said.says.authors.clone());
        Details {
            kicker: line(join(Role::Kicker)),
            byline: line(authors.unwrap_or_else(|| join(Role::Byline))),
            lead: line(body.flat_map(str::chars).take(LEAD).collect()),
        }
    }
}

/// Number of characters of an article.
fn characters(article: &Article) -> u32 {
    article.blocks.iter().map(|block| block.text.as_str().chars().count() as u32).sum()
}

/// Summary of a page that was taken apart: all that is worth keeping, enough for every list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageSummary {
    /// Fingerprint (SHA-256) of the file's bytes or, of one page of several, of its text.
    pub sha256: [u8; 32],
    /// Sum of the page's normalised text: what the notebook knows the page by.
    pub text: Fingerprint,
    /// Origin that it was read from.
    pub origin: Origin,
    /// The line of the file that it begins with.
    pub first_line: LineNo,
    /// Number for what the person's own rules say of its lines: 0 for nothing.
    pub hinted: u64,
    /// Mark of the person's corrections that it has: [`Corrections::mark`].
    pub corrected: u64,
    /// Saying of the person about the page, of which there is seldom one.
    pub said: Option<Box<Saying>>,
    /// The articles, by where each begins on the page.
    pub articles: Vec<ArticleSummary>,
    /// What the lines at the page's edges say, and details of the articles.
    pub(super) details: PageDetails,
}

impl PageSummary {
    /// The summary of a page that was just taken apart.
    pub(super) fn of(content: &PageContent) -> PageSummary {
        let said = |article: &Article| content.described.article(&content.page, article);
        let articles = || content.segmentation.articles.iter().map(|article| (article, said(article)));
        let parts: Vec<Marks> = content.segmentation.articles.iter().map(Marks::of).collect();
        PageSummary {
            sha256: content.sha256,
            text: NormalText::new(content.page.text()).fingerprint(),
            origin: content.origin,
            first_line: content.page.first_line(),
            hinted: Rules::mark(&content.hints),
            corrected: content.corrected,
            said: (content.described.page != Saying::default())
                .then(|| content.described.page.clone().into()),
            articles: articles()
                .zip(&parts)
                .map(|((article, said), marks)| ArticleSummary::of(&content.page, article, said, marks.any()))
                .collect(),
            details: PageDetails::new(
                &content.header,
                parts,
                articles().map(|(article, said)| Details::of(article, said)).collect(),
            ),
        }
    }
}

/// A page of the library.
#[derive(Clone, Debug, PartialEq)]
pub struct PageEntry {
    /// Its number.
    pub id: PageId,
    /// Its file.
    pub file: Arc<PageFile>,
    /// Paper, date, 版次 and section, from the path and, failing that, from the page.
    pub label: PageLabel,
    /// The issue it belongs to.
    pub issue: Arc<IssueKey>,
    /// The encoding that the person asked for.
    pub wish: Option<Encoding>,
    /// Summary of what was found in it.
    pub summary: PageSummary,
}

impl PageEntry {
    /// Its file and its place in it, to save.
    pub fn key(&self) -> PageKey {
        PageKey { path: self.file.path.clone(), index: self.id.index }
    }

    /// Its version.
    pub fn version(&self) -> PageVersion {
        let PageSummary { sha256, origin, first_line, hinted, corrected, .. } = self.summary;
        PageVersion::new(sha256, origin, first_line, hinted, corrected)
    }

    /// Its articles, by where each begins on the page.
    pub fn articles(&self) -> &[ArticleSummary] {
        &self.summary.articles
    }

    /// Details of its articles, in the same order. They are read from a file, and none where that is gone.
    pub fn details(&self) -> Vec<Details> {
        self.summary.details.articles()
    }

    /// The citation of an article of the page: where it was printed, and by whom.
    pub fn citation(&self, article: &Article) -> Citation {
        self.label.cite(&self.file.path, article, self.said_of(article))
    }

    /// Heading of an article of the page, for what the notebook keeps of it.
    pub fn hint(&self, article: &Article) -> ArticleHint {
        let mut hint = ArticleHint::of(article);
        hint.section = self.label.section.clone().unwrap_or_default();
        if let Some(said) = self.said_of(article) {
            let says = &said.says;
            hint.title = said.title().map_or(hint.title, str::to_owned);
            if let (Some(byline), Some(authors)) = (&says.authors, says.each_author()) {
                (hint.byline, hint.authors) = (byline.clone(), authors);
            }
        }
        hint
    }

    /// Saying of the person about an article of the page.
    fn said_of(&self, article: &Article) -> Option<&Saying> {
        let mut here = self.articles().iter().filter(|summary| summary.first_line == article.first_line());
        // Two that begin side by side, in one line of the text, are told apart by their lengths.
        let same = here.clone().find(|summary| summary.characters == characters(article));
        same.or(here.next())?.said.as_deref()
    }

    /// The title of the page beside its issue: `第3版 要闻`, or its file's name.
    pub fn title(&self, language: Language) -> String {
        page_title(&self.label, &self.file.path, language)
    }
}

/// Title beside its issue of the page at a path.
pub(crate) fn page_title(label: &PageLabel, path: &str, language: Language) -> String {
    let number = label.page.as_ref().map(|page| page.title(language));
    let parts: Vec<String> = number.into_iter().chain(label.section.clone()).collect();
    if parts.is_empty() { path.rsplit('/').next().unwrap_or(path).to_string() } else { parts.join(" ") }
}

/// A page as the notebook's corrections know it.
pub(super) fn page_ref(path: &str, sha256: &[u8; 32], text: Fingerprint) -> PageRef {
    PageRef { bytes: (*sha256).into(), text, path: path.to_owned(), ..PageRef::default() }
}

/// Version of a page: the same version, the same articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageVersion {
    pub(crate) sha256: [u8; 32],
    pub(crate) encoding: Option<Encoding>,
    pub(crate) first_line: LineNo,
    pub(crate) hinted: u64,
    pub(crate) corrected: u64,
}

impl PageVersion {
    fn new(sha256: [u8; 32], origin: Origin, first_line: LineNo, hinted: u64, corrected: u64) -> PageVersion {
        PageVersion { sha256, encoding: origin.encoding(), first_line, hinted, corrected }
    }
}

/// A page's text and its articles in full.
#[derive(Clone, Debug, PartialEq)]
pub struct PageContent {
    /// The text.
    pub page: Page,
    /// The articles and the furniture.
    pub segmentation: Segmentation,
    /// Label that the lines at the page's edges give: paper, date and page.
    pub header: PageLabel,
    /// Hints of the person's own rules about its lines.
    pub hints: Vec<RoleHint>,
    /// Fingerprint (SHA-256) of the file's bytes or, of one page of several, of its text.
    pub sha256: [u8; 32],
    /// Origin that it was read from.
    pub origin: Origin,
    /// Mark of the person's corrections that it has: [`Corrections::mark`].
    pub corrected: u64,
    /// Sayings of the person about it and its articles.
    pub described: Described,
    /// The corrections that do not hold on it.
    pub conflicts: Vec<Conflict>,
}

impl PageContent {
    /// Those of some articles that are on the page, in their order.
    pub fn articles<'a>(&'a self, ids: &'a [ArticleId]) -> impl Iterator<Item = &'a Article> {
        ids.iter().filter_map(|id| self.segmentation.articles.get(id.index as usize))
    }

    /// Does the person's corrections on the pages of a file.
    pub(super) fn correct(pages: &mut [PageContent], corrections: &Corrections, path: &str) {
        if corrections.is_empty() {
            return;
        }
        for page in pages.iter_mut() {
            let at = page_ref(path, &page.sha256, NormalText::new(page.page.text()).fingerprint());
            let found = std::mem::take(&mut page.segmentation);
            let (done, mark) = corrections.apply(&at, &page.page, found);
            (page.segmentation, page.described, page.conflicts) =
                (done.segmentation, done.described, done.conflicts);
            page.corrected = mark;
        }
        // What is not on one page of the file may be on another: it is told where it is on none.
        let is_lost = |conflict: &Conflict| conflict.reason != Reason::Contradicted;
        let lost: Vec<Vec<Uuid>> = pages
            .iter()
            .map(|page| page.conflicts.iter().filter(|c| is_lost(c)).map(|c| c.correction).collect())
            .collect();
        let on_none = |correction: &Uuid| lost.iter().all(|lost| lost.contains(correction));
        for page in pages {
            page.conflicts.retain(|conflict| !is_lost(conflict) || on_none(&conflict.correction));
        }
    }

    /// Its version.
    pub fn version(&self) -> PageVersion {
        let hinted = Rules::mark(&self.hints);
        PageVersion::new(self.sha256, self.origin, self.page.first_line(), hinted, self.corrected)
    }

    /// About how many bytes it takes in memory.
    fn weight(&self) -> usize {
        // The reflowed text is as long as the page's; maps, lines and evidence take about as much again.
        let letters =
            self.page.layout().map_or(0, |layout| layout.lines.iter().map(|line| line.letters.len()).sum());
        self.page.text().len() * 3 + self.page.line_count() * 32 + letters * size_of::<Rect>()
    }
}

/// A file that is not shown as a page, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct UnreadablePage {
    /// Its number, where it was listed as a page; an encoding can be set for it.
    pub id: Option<PageId>,
    /// Its path inside the archive.
    pub path: Arc<str>,
    /// The reason.
    pub reason: PageError,
}

/// A newspaper and where its issues are in [`Library::issues`].
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Its name.
    pub name: String,
    /// Its issues, by date.
    pub issues: Range<usize>,
}

/// An issue and where its pages are in [`Library::pages`].
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// Its key.
    pub key: IssueKey,
    /// Its pages, by number.
    pub pages: Range<usize>,
}

/// A snapshot of an archive. Cloning it costs a counter.
#[derive(Clone, Debug, Default)]
pub struct Library {
    inner: Arc<Inner>,
    contents: Arc<ContentStore>,
}

#[derive(Debug, Default)]
struct Inner {
    name: String,
    generation: u64,
    papers: Vec<Paper>,
    issues: Vec<Issue>,
    pages: Vec<Arc<PageEntry>>,
    places: FxHashMap<PageId, u32>,
    /// All pages by path and by their places in its file, and where each file begins among them.
    by_path: Vec<u32>,
    paths: FxHashMap<Arc<str>, u32>,
    unreadable: Vec<UnreadablePage>,
    others: Kinds,
    folders: Arc<Folders>,
    articles: usize,
    serials: OnceLock<Serials<ArticleId>>,
    /// The first page of each sum, of bytes or of normalised text, by the sum's mark.
    sums: FxHashMap<u64, u32>,
}

impl Library {
    pub(super) fn new(
        name: String,
        generation: u64,
        mut pages: Vec<Arc<PageEntry>>,
        (mut unreadable, others): (Vec<UnreadablePage>, Kinds),
        folders: Arc<Folders>,
        contents: Arc<ContentStore>,
    ) -> Library {
        pages.sort_by(|a, b| {
            natural_order(&a.issue.paper, &b.issue.paper)
                .then_with(|| a.issue.date.cmp(&b.issue.date))
                .then_with(|| natural_order(&a.issue.folder, &b.issue.folder))
                .then_with(|| page_order(a.label.page.as_ref(), b.label.page.as_ref()))
                .then_with(|| natural_order(&a.file.path, &b.file.path))
                .then_with(|| a.id.index.cmp(&b.id.index))
        });
        unreadable.sort_by(|a, b| natural_order(&a.path, &b.path));
        let mut issues: Vec<Issue> = Vec::new();
        for (i, page) in pages.iter().enumerate() {
            match issues.last_mut() {
                Some(issue) if issue.key == *page.issue => issue.pages.end = i + 1,
                _ => issues.push(Issue { key: (*page.issue).clone(), pages: i..i + 1 }),
            }
        }
        let mut papers: Vec<Paper> = Vec::new();
        for (i, issue) in issues.iter().enumerate() {
            match papers.last_mut() {
                Some(paper) if paper.name == issue.key.paper => paper.issues.end = i + 1,
                _ => papers.push(Paper { name: issue.key.paper.clone(), issues: i..i + 1 }),
            }
        }
        let mut by_path: Vec<u32> = (0..pages.len() as u32).collect();
        by_path.sort_unstable_by_key(|&place| {
            let page = &pages[place as usize];
            (&*page.file.path, page.id.index)
        });
        let mut paths = FxHashMap::with_capacity_and_hasher(pages.len(), FxBuildHasher);
        for (at, &place) in (0..).zip(&by_path) {
            paths.entry(pages[place as usize].file.path.clone()).or_insert(at);
        }
        let mut sums = FxHashMap::with_capacity_and_hasher(pages.len() * 2, FxBuildHasher);
        for (place, page) in (0..).zip(&pages) {
            for sum in [page.summary.sha256.into(), page.summary.text] {
                sums.entry(Fingerprint::mark(sum)).or_insert(place);
            }
        }
        let inner = Inner {
            name,
            generation,
            papers,
            issues,
            places: (0..).zip(&pages).map(|(place, page)| (page.id, place)).collect(),
            by_path,
            paths,
            articles: pages.iter().map(|page| page.articles().len()).sum(),
            pages,
            unreadable,
            others,
            folders,
            serials: OnceLock::new(),
            sums,
        };
        Library { inner: Arc::new(inner), contents }
    }

    /// Name of the archive.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// A number that grows with every snapshot of one loader: equal numbers, equal content.
    pub fn generation(&self) -> u64 {
        self.inner.generation
    }

    /// The newspapers, by name.
    pub fn papers(&self) -> &[Paper] {
        &self.inner.papers
    }

    /// All issues: by paper, then date, those without a date first.
    pub fn issues(&self) -> &[Issue] {
        &self.inner.issues
    }

    /// All pages: by issue, then page number, then path.
    pub fn pages(&self) -> &[Arc<PageEntry>] {
        &self.inner.pages
    }

    /// The files that are not shown, by path.
    pub fn unreadable(&self) -> &[UnreadablePage] {
        &self.inner.unreadable
    }

    /// That no file is a page, and what there is instead; `None` where there are pages.
    pub fn no_pages(&self) -> Option<ArchiveError> {
        let Inner { name, others, unreadable, pages, .. } = &*self.inner;
        let (name, others, unread) = (name.clone(), others.clone(), unreadable.len());
        pages.is_empty().then_some(ArchiveError::NoPages { name, others, unread })
    }

    /// Descriptions of its folders by the person.
    pub fn folders(&self) -> &[FolderDescription] {
        &self.inner.folders.0
    }

    /// Number of articles of all pages.
    pub fn article_count(&self) -> usize {
        self.inner.articles
    }

    /// A page by its number.
    pub fn page(&self, id: PageId) -> Option<&Arc<PageEntry>> {
        self.position(id).map(|i| &self.inner.pages[i])
    }

    /// The place of a page in [`Library::pages`].
    pub fn position(&self, id: PageId) -> Option<usize> {
        self.inner.places.get(&id).map(|&place| place as usize)
    }

    /// A page by its file and its place in it.
    pub fn page_at(&self, key: &PageKey) -> Option<&Arc<PageEntry>> {
        self.pages_of(&key.path).find(|page| page.id.index == key.index)
    }

    /// The pages of the file at a path inside the archive, in order.
    pub fn pages_of(&self, path: &str) -> impl Iterator<Item = &Arc<PageEntry>> {
        let Inner { by_path, pages, paths, .. } = &*self.inner;
        let from = paths.get(path).map_or(by_path.len(), |&from| from as usize);
        let after = by_path[from..].iter().map(|&place| &pages[place as usize]);
        after.take_while(move |page| *page.file.path == *path)
    }

    /// A page by what is on it: the same bytes or the same normalised text, unless it has none. Of several, the one at its
    /// path.
    pub fn page_with(&self, page: &PageRef) -> Option<&Arc<PageEntry>> {
        let has_text = page.text != NormalText::new("").fingerprint();
        let is_same = |entry: &&Arc<PageEntry>| {
            page.bytes == entry.summary.sha256.into() || has_text && page.text == entry.summary.text
        };
        if let Some(entry) = self.pages_of(&page.path).find(is_same) {
            return Some(entry);
        }
        let by_sum = |sum: Fingerprint| {
            let place = *self.inner.sums.get(&sum.mark())?;
            let entry = &self.inner.pages[place as usize];
            (sum == entry.summary.sha256.into() || sum == entry.summary.text).then_some(entry)
        };
        by_sum(page.bytes).or_else(|| by_sum(page.text).filter(|_| has_text))
    }

    /// Pages that may have taken in text of a page that is no longer as it was: those of its issue and those beside its
    /// path, a few dozen at most.
    pub fn pages_near(&self, page: &PageRef) -> Vec<PageId> {
        /// Pages of an issue, and paths on either side, that are looked at.
        const MOST: usize = 16;
        let Inner { pages, by_path, .. } = &*self.inner;
        let at = by_path.partition_point(|&place| *pages[place as usize].file.path < *page.path);
        fn folder(path: &str) -> Option<&str> {
            Some(path.rsplit_once('/')?.0)
        }
        let beside = by_path[at.saturating_sub(MOST)..(at + MOST).min(pages.len())].iter();
        let beside = beside.map(|&place| place as usize);
        let mut near: Vec<usize> =
            beside.filter(|&place| folder(&pages[place].file.path) == folder(&page.path)).collect();
        let paper = self.inner.papers.iter().find(|paper| Some(&paper.name) == page.paper.as_ref());
        if let (Some(paper), Some(date)) = (paper, page.date.as_ref().and_then(|date| date.parse().ok())) {
            let issues = &self.inner.issues[paper.issues.clone()];
            let first = issues.partition_point(|issue| issue.key.date < Some(date));
            let issue = issues.get(first).filter(|issue| issue.key.date == Some(date));
            near.extend(issue.into_iter().flat_map(|issue| issue.pages.clone()).take(MOST));
        }
        near.sort_unstable();
        near.dedup();
        near.into_iter().map(|place| pages[place].id).collect()
    }

    /// An article's summary.
    pub fn article(&self, id: ArticleId) -> Option<&ArticleSummary> {
        self.page(id.page)?.articles().get(id.index as usize)
    }

    /// Details of an article; empty where they cannot be read any more.
    pub fn details(&self, id: ArticleId) -> Details {
        let of_page = self.page(id.page).map(|page| page.details()).unwrap_or_default();
        of_page.into_iter().nth(id.index as usize).unwrap_or_default()
    }

    /// All articles in reading order of the library.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &Arc<PageEntry>, &ArticleSummary)> {
        self.inner.pages.iter().flat_map(|page| {
            page.articles()
                .iter()
                .enumerate()
                .map(move |(i, article)| (ArticleId { page: page.id, index: i as u32 }, page, article))
        })
    }

    /// The serials, where they were found already: of an archive of decades that takes seconds.
    pub fn known_serials(&self) -> Option<&Serials<ArticleId>> {
        self.inner.serials.get()
    }

    /// The serials: which article goes on in which. Found when they are first asked for.
    pub fn serials(&self) -> &Serials<ArticleId> {
        self.inner.serials.get_or_init(|| {
            let mut sought = Sought::default();
            for (paper, issue, page) in self.pages_by_paper() {
                if page.articles().iter().any(|article| article.is_part) {
                    page.summary.details.parts().iter().for_each(|marks| sought.add(paper, issue, marks));
                }
            }
            // They are linked as they are read: an archive where many names are of parts would be in memory as a whole.
            let candidates = self.pages_by_paper().flat_map(|(paper, issue, page)| {
                let number = page.label.page.as_ref().map_or(0, |page| page.number);
                (0..).zip(page.summary.details.parts()).map(move |(index, marks)| {
                    let id = ArticleId { page: page.id, index };
                    Candidate { id, paper, issue, page: number, marks }
                })
            });
            Serials::link(candidates.filter(|candidate| sought.has(candidate)))
        })
    }

    /// All pages, each with the places of its newspaper and issue.
    fn pages_by_paper(&self) -> impl Iterator<Item = (usize, usize, &PageEntry)> {
        let Inner { papers, issues, pages, .. } = &*self.inner;
        papers.iter().enumerate().flat_map(move |(paper, of_paper)| {
            of_paper.issues.clone().flat_map(move |issue| {
                pages[issues[issue].pages.clone()].iter().map(move |page| (paper, issue, &**page))
            })
        })
    }

    /// A page's text and articles in full. Pages read lately are kept in memory; of others the text is read from
    /// the file again and the articles from the cache or, without one, taken apart again: some milliseconds. Safe to call from any thread.
    pub fn content(&self, id: PageId) -> Result<Arc<PageContent>, PageError> {
        self.content_for(id, true)
    }

    /// As [`Library::content`], for whoever goes through all pages: what is not kept in memory yet is not kept after.
    pub fn content_once(&self, id: PageId) -> Result<Arc<PageContent>, PageError> {
        self.content_for(id, false)
    }

    /// The pages that articles are on, read one after the other as they are asked for: each with its articles that follow
    /// one another in `ids`; `None` for a page that cannot be read any more.
    pub fn pages_in_turn<'a>(
        &'a self,
        ids: &'a [ArticleId],
    ) -> impl Iterator<Item = (&'a [ArticleId], Option<(&'a PageEntry, Arc<PageContent>)>)> {
        ids.chunk_by(|a, b| a.page == b.page).map(|of_page| {
            let page = of_page[0].page;
            let read = self.page(page).and_then(|entry| Some((&**entry, self.content_once(page).ok()?)));
            (of_page, read)
        })
    }

    fn content_for(&self, id: PageId, keep: bool) -> Result<Arc<PageContent>, PageError> {
        let entry = self.page(id).ok_or(PageError::Gone)?;
        if let Some(content) = self.contents.get(id, entry.version()) {
            return Ok(content);
        }
        let known = |key: &ArticlesKey, page: &Page| self.contents.cache.as_ref()?.articles(key, page);
        let PageEntry { file, wish, .. } = &**entry;
        let rules = &self.contents.rules;
        // Of a long PDF file the page alone; a correction may be of any of its pages.
        let is_pdf = matches!(entry.summary.origin, Origin::Pdf(_));
        let wanted = if is_pdf && self.contents.corrections.is_empty() {
            Wanted::One(entry.id.index, entry.summary.first_line.0 - 1)
        } else {
            Wanted::All
        };
        let first = if let Wanted::One(index, _) = wanted { index } else { 0 };
        let mut read = match read_known_pages(file, *wish, file.bytes, rules, &Watch::nobody(), wanted, known)
        {
            // It grew since it was listed.
            Err(PageError::TooLarge { .. }) => return Err(PageError::Changed),
            read => read?,
        };
        PageContent::correct(&mut read, &self.contents.corrections, &file.path);
        let mut wanted = Err(PageError::Changed);
        // Whoever wants one page of a file soon wants the next.
        let keep = keep || read.len() > 1;
        for (index, content) in (first..).zip(read) {
            let (content, id) = (Arc::new(content), PageId { index, ..id });
            if self.page(id).is_some_and(|page| page.version() == content.version()) {
                if keep {
                    self.contents.put(id, content.clone());
                }
                if id == entry.id {
                    wanted = Ok(content);
                }
            }
        }
        wanted
    }
}

/// The pages read lately, up to a number of bytes.
#[derive(Debug, Default)]
pub(super) struct ContentStore {
    kept: Mutex<Kept>,
    /// Bytes of page contents kept in memory.
    limit: usize,
    /// Cache that holds the articles of pages that are not in memory.
    cache: Option<Arc<Cache>>,
    /// Corrections by the person.
    pub(super) corrections: Corrections,
    /// The rules of the person's own.
    pub(super) rules: Rules,
}

#[derive(Debug, Default)]
struct Kept {
    pages: HashMap<PageId, (u64, Arc<PageContent>)>,
    bytes: usize,
    clock: u64,
}

/// Bytes of page contents kept in memory unless said: some 600 pages of a newspaper.
const KEPT_BYTES: usize = 24 << 20;

impl ContentStore {
    pub(super) fn new(
        limit: Option<usize>,
        cache: Option<Arc<Cache>>,
        corrections: Corrections,
        rules: Rules,
    ) -> ContentStore {
        ContentStore { kept: Mutex::default(), limit: limit.unwrap_or(KEPT_BYTES), cache, corrections, rules }
    }

    fn get(&self, id: PageId, version: PageVersion) -> Option<Arc<PageContent>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clock += 1;
        let clock = kept.clock;
        let (used, content) = kept.pages.get_mut(&id)?;
        *used = clock;
        (content.version() == version).then(|| content.clone())
    }

    /// Keeps a page, dropping those used least lately.
    fn put(&self, id: PageId, content: Arc<PageContent>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clock += 1;
        kept.bytes += content.weight();
        let clock = kept.clock;
        if let Some((_, old)) = kept.pages.insert(id, (clock, content)) {
            kept.bytes -= old.weight();
        }
        if kept.bytes > self.limit {
            let mut by_use: Vec<(u64, PageId)> =
                kept.pages.iter().map(|(id, (used, _))| (*used, *id)).collect();
            by_use.sort();
            // A quarter goes at a time, so that a full store does not sort for every page.
            for (_, id) in by_use {
                if kept.bytes <= self.limit / 4 * 3 || kept.pages.len() == 1 {
                    break;
                }
                if let Some((_, old)) = kept.pages.remove(&id) {
                    kept.bytes -= old.weight();
                }
            }
        }
    }

    /// Keeps a page while there is room, without dropping another.
    pub(super) fn offer(&self, id: PageId, content: Arc<PageContent>) {
        let room = {
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.bytes + content.weight() <= self.limit
        };
        if room {
            self.put(id, content);
        }
    }
}
