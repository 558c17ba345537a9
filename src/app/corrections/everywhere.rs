//! The same everywhere: a correction proposed for lines of other pages that are like those it is about. They are looked
//! for on a thread and listed; those that the person leaves chosen are put right as one step.

use crate::app::context::{Context, Outbox};
use crate::app::effect::{Effect, Effects};
use crate::app::reader::article::{OpenArticle, page_ref};
use crate::archive::{Library, PageId};
use crate::correction::{Correction, Like, Likeness};
use crate::segmentation::{LineNo, Page};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// Lines that are proposed at most: nobody looks through more.
const MOST: usize = 2000;

/// A correction and where else it is proposed.
pub struct Everywhere {
    /// The correction.
    pub correction: Arc<Correction>,
    /// The newspaper of its page.
    pub paper: String,
    /// Whether the newspapers beside it are looked through, too.
    pub all_papers: bool,
    /// The places found so far, in order of the pages.
    pub hits: Vec<Hit>,
    /// Number of pages that were looked through, and of all that are.
    pub looked: (usize, usize),
    likeness: Likeness,
    /// The thread goes on as long as this is there.
    alive: Arc<()>,
}

/// A place where the correction is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its page.
    pub page: PageId,
    /// Its lines and their correction.
    pub like: Like,
    /// Words of the lines.
    pub words: String,
    /// The lines before and after.
    pub around: [String; 2],
    /// Whether it is to be put right.
    pub chosen: bool,
}

/// Actions on what is proposed.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Look through all newspapers, or through that of the page alone.
    AllPapers(bool),
    /// Choose a place or leave it out.
    Toggle(usize),
    /// Choose all places or leave them out.
    ToggleAll(bool),
    /// Put the chosen ones right.
    Correct,
}

/// News of the thread: places on pages that were looked through, and how many those are of all.
#[derive(Debug)]
pub struct Found {
    /// Known by whom it is told for.
    of: Weak<()>,
    hits: Vec<Hit>,
    looked: (usize, usize),
}

impl Everywhere {
    /// Begins to look for lines like those of a correction of the open page; `None` where it is about that alone.
    pub fn begin(
        correction: Arc<Correction>,
        open: &OpenArticle,
        cx: &Context,
        outbox: &Outbox<super::Event>,
    ) -> Option<Everywhere> {
        let mut everywhere = Everywhere {
            likeness: Likeness::of(open.page(), &correction.operation)?,
            correction,
            paper: open.entry.issue.paper.clone(),
            all_papers: false,
            hits: Vec::new(),
            looked: (0, 0),
            alive: Arc::default(),
        };
        everywhere.look(cx, outbox);
        Some(everywhere)
    }

    /// Whether there are more pages to look through.
    pub fn is_looking(&self) -> bool {
        self.looked.0 < self.looked.1 && self.hits.len() < MOST
    }

    /// Number of places that are to be put right.
    pub fn chosen(&self) -> usize {
        self.hits.iter().filter(|hit| hit.chosen).count()
    }

    /// Carries an action out.
    pub fn update(
        &mut self,
        action: Action,
        cx: &Context,
        outbox: &Outbox<super::Event>,
        effects: &mut Effects,
    ) {
        match action {
            Action::AllPapers(all) => {
                self.all_papers = all;
                self.look(cx, outbox);
            }
            Action::Toggle(at) => {
                if let Some(hit) = self.hits.get_mut(at) {
                    hit.chosen ^= true;
                }
            }
            Action::ToggleAll(chosen) => self.hits.iter_mut().for_each(|hit| hit.chosen = chosen),
            Action::Correct => {
                let chosen = self.hits.iter().filter(|hit| hit.chosen);
                let chosen = chosen.map(|hit| (hit.page, hit.like.operation.clone())).collect();
                effects.push(Effect::CloseOverlay);
                effects.push(Effect::CorrectAll(chosen));
            }
        }
    }

    /// Takes in what the thread tells; what is told for another is dropped.
    pub fn take(&mut self, found: Found) {
        if found.of.as_ptr() == Arc::as_ptr(&self.alive) {
            self.hits.extend(found.hits);
            self.looked = found.looked;
        }
    }

    /// Looks through the pages from the beginning, on a thread.
    fn look(&mut self, cx: &Context, outbox: &Outbox<super::Event>) {
        (self.hits, self.alive) = (Vec::new(), Arc::default());
        let of = Arc::downgrade(&self.alive);
        let papers = cx.library.papers().iter();
        let papers = papers.filter(|paper| self.all_papers || paper.name == self.paper);
        let issues = papers.flat_map(|paper| &cx.library.issues()[paper.issues.clone()]);
        let pages: Vec<PageId> =
            issues.flat_map(|issue| &cx.library.pages()[issue.pages.clone()]).map(|page| page.id).collect();
        self.looked = (0, pages.len());
        let (library, likeness, outbox) = (cx.library.clone(), self.likeness.clone(), outbox.clone());
        std::thread::spawn(move || {
            /// Time between two tellings.
            const PACE: Duration = Duration::from_millis(150);
            let (mut hits, mut told, mut count) = (Vec::new(), Instant::now(), 0);
            for (at, &page) in (1..).zip(&pages) {
                let of_page = hits_on(page, &likeness, &library);
                count += of_page.len();
                hits.extend(of_page);
                let is_last = at == pages.len() || count >= MOST;
                if is_last || told.elapsed() > PACE {
                    if of.strong_count() == 0 {
                        return;
                    }
                    let (hits, looked) = (std::mem::take(&mut hits), (at, pages.len()));
                    outbox.send(super::Event::Found(Found { of: of.clone(), hits, looked }));
                    told = Instant::now();
                }
                if is_last {
                    return;
                }
            }
        });
    }
}

/// Places of a page that are alike; of one that cannot be read any more, none.
fn hits_on(id: PageId, likeness: &Likeness, library: &Library) -> Vec<Hit> {
    let (Some(entry), Ok(content)) = (library.page(id), library.content_once(id)) else { return Vec::new() };
    let page = &content.page;
    let likes = likeness.on(&page_ref(entry, &content), page, &content.segmentation, &content.described);
    let hit = |like: Like| {
        let words: Vec<&str> = like.lines.iter().map(|&line| page.line(line).trim()).collect();
        let words = words.join(" ");
        let (first, last) = (like.lines[0], like.lines[like.lines.len() - 1]);
        let before = page.line_numbers().rev().skip_while(|line| *line >= first);
        let after = page.line_numbers().skip_while(|line| *line <= last);
        let around = [words_of(page, before), words_of(page, after)];
        Hit { page: id, words, around, chosen: like.same_zone, like }
    };
    likes.into_iter().map(hit).collect()
}

/// Words of the first of some lines that is not blank.
fn words_of(page: &Page, lines: impl Iterator<Item = LineNo>) -> String {
    lines.map(|line| page.line(line).trim()).find(|words| !words.is_empty()).unwrap_or_default().to_owned()
}
