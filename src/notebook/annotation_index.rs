//! All annotations in one place, laid out so that a list of a hundred thousand is filtered within a frame: what filters
//! ask for lies side by side, the annotations themselves are looked at last.

use super::filter::{Filter, Sieve};
use super::{Annotation, Motivation};
use crate::anchor::{AnchorState, Fingerprint, Target};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Stands around each tag in the text that is searched; no text has it.
pub(super) const TAG: char = '\u{1f}';

/// Row of the index: what a filter looks at first.
pub(super) struct Row {
    pub id: Uuid,
    pub annotation: Arc<Annotation>,
    /// Certainty with which it was found in this session, where it was looked for.
    pub state: Option<AnchorState>,
    /// Range of its text in [`AnnotationIndex::text`].
    text: std::ops::Range<usize>,
    /// `YYYY-MM-DD` of its issue, or nothing.
    pub date: Option<[u8; 10]>,
    /// Its newspaper's number in [`AnnotationIndex::papers`].
    pub paper: usize,
    /// Its page's number in [`AnnotationIndex::pages`].
    page: usize,
    pub motivation: Motivation,
    pub color: Option<u8>,
    pub deleted: bool,
    /// Taken away; its row goes when the table is settled.
    gone: bool,
}

/// Bytes, text and path of a page.
type PageName = (Fingerprint, Fingerprint, String);

/// Annotations by id, the oldest first.
#[derive(Default)]
pub(super) struct AnnotationIndex {
    rows: Vec<Row>,
    index: HashMap<Uuid, usize>,
    /// The newspapers' names, numbered as they came.
    papers: HashMap<Option<String>, usize>,
    /// The pages, and those that the person said it is on, numbered as they came: one annotation of each.
    pages: Vec<Arc<Annotation>>,
    page_numbers: HashMap<(PageName, Option<PageName>), usize>,
    /// Text that is searched for words, of all rows, in lower case.
    text: String,
    /// Number of annotations with each tag that are not deleted.
    tags: HashMap<String, usize>,
    /// Bytes of `text` that no row uses any more.
    waste: usize,
    /// Whether rows came out of order, or went, since they were last sorted.
    unsorted: bool,
}

impl AnnotationIndex {
    /// Puts an annotation in the place of its older version, and says whether there was none. Call [`AnnotationIndex::settle`]
    /// when all are in.
    pub fn put(&mut self, annotation: Annotation) -> bool {
        let start = self.text.len();
        push_folded(&mut self.text, &annotation);
        let next = self.papers.len();
        let paper = *self.papers.entry(annotation.target.page.paper.clone()).or_insert(next);
        let (id, annotation) = (annotation.id, Arc::new(annotation));
        let name = |target: &Target| (target.page.bytes, target.page.text, target.page.path.clone());
        let names = (name(&annotation.target), annotation.confirmed.as_ref().map(name));
        let page = *self.page_numbers.entry(names).or_insert_with(|| {
            self.pages.push(annotation.clone());
            self.pages.len() - 1
        });
        let mut row = Row {
            page,
            id,
            state: None,
            paper,
            text: start..self.text.len(),
            date: annotation.target.page.date.as_deref().and_then(|date| date.as_bytes().try_into().ok()),
            motivation: annotation.motivation,
            color: annotation.body.color,
            deleted: annotation.deleted,
            gone: false,
            annotation,
        };
        count_tags(&mut self.tags, &row.annotation, true);
        if let Some(&at) = self.index.get(&id) {
            count_tags(&mut self.tags, &self.rows[at].annotation, false);
            let before = self.rows[at].text.clone();
            if self.text[before.clone()] == self.text[start..] {
                // A deletion, for one, changes no words.
                self.text.truncate(start);
                row.text = before;
            } else {
                self.waste += before.len();
            }
            row.state = self.rows[at].state;
            self.rows[at] = row;
            return false;
        }
        self.unsorted |= self.rows.last().is_some_and(|last| last.id > id);
        self.index.insert(id, self.rows.len());
        self.rows.push(row);
        true
    }

    /// Takes an annotation away as if it had never come. Call [`AnnotationIndex::settle`] when all are gone.
    pub fn remove(&mut self, id: Uuid) {
        let Some(at) = self.index.remove(&id) else { return };
        let row = &mut self.rows[at];
        count_tags(&mut self.tags, &row.annotation, false);
        self.waste += row.text.len();
        row.gone = true;
        self.unsorted = true;
    }

    /// Brings the rows in order and clears away what is no longer used.
    pub fn settle(&mut self) {
        if std::mem::take(&mut self.unsorted) {
            self.rows.retain(|row| !row.gone);
            self.rows.sort_by_key(|row| row.id);
            self.index = self.rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
        }
        if self.waste > self.text.len() / 2 {
            let old = std::mem::take(&mut self.text);
            self.waste = 0;
            for row in &mut self.rows {
                let start = self.text.len();
                self.text.push_str(&old[row.text.clone()]);
                row.text = start..self.text.len();
            }
        }
    }

    /// Size of the text that is kept, in bytes.
    #[cfg(test)]
    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }

    pub fn get(&self, id: Uuid) -> Option<&Arc<Annotation>> {
        Some(&self.rows[*self.index.get(&id)?].annotation)
    }

    /// Certainty with which an annotation was found in this session.
    pub fn state(&self, id: Uuid) -> Option<AnchorState> {
        self.rows[*self.index.get(&id)?].state
    }

    /// Remembers how well an annotation was found.
    pub fn set_state(&mut self, id: Uuid, state: AnchorState) {
        if let Some(&at) = self.index.get(&id) {
            self.rows[at].state = Some(state);
        }
    }

    /// Those that are not deleted, each with how well it was found in this session and with what `home` makes of its
    /// page, the newest first. Each page is asked for once, by one of its annotations.
    pub fn on_pages<T: Copy>(
        &self,
        home: impl FnMut(&Annotation) -> T,
    ) -> impl Iterator<Item = (&Arc<Annotation>, Option<AnchorState>, T)> {
        let homes: Vec<T> = self.pages.iter().map(|one| &**one).map(home).collect();
        let rows = self.rows.iter().rev().filter(|row| !row.deleted && !row.gone);
        rows.map(move |row| (&row.annotation, row.state, homes[row.page]))
    }

    /// Number of annotations with each tag that are not deleted.
    pub fn tags(&self) -> &HashMap<String, usize> {
        &self.tags
    }

    /// The newspapers' names in order.
    pub fn papers(&self) -> Vec<String> {
        let mut papers: Vec<String> = self.papers.keys().flatten().cloned().collect();
        papers.sort();
        papers
    }

    /// Those of a filter, the newest first. An annotation is looked at only where it carries the filter's tag.
    pub fn find<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Row> + 'a {
        // A newspaper that no row has gets the next number, which no row has.
        let number =
            |paper: &String| self.papers.get(&Some(paper.clone())).copied().unwrap_or(self.papers.len());
        let sieve = Sieve::new(filter, filter.paper.as_ref().map(number));
        let rows = self.rows.iter().rev().filter(|row| !row.gone);
        rows.filter(move |row| sieve.admits(row, &self.text.as_bytes()[row.text.clone()]))
    }
}

/// Counts the tags of an annotation that came, or no longer those of one that went.
fn count_tags(tags: &mut HashMap<String, usize>, annotation: &Annotation, came: bool) {
    for tag in annotation.body.tags.iter().filter(|_| !annotation.deleted) {
        let count = tags.get(tag).copied().unwrap_or_default();
        match if came { count + 1 } else { count.saturating_sub(1) } {
            0 => drop(tags.remove(tag)),
            count => drop(tags.insert(tag.clone(), count)),
        }
    }
}

/// Appends the text in which the words of a filter are looked for, in lower case, the tags set apart.
fn push_folded(text: &mut String, annotation: &Annotation) {
    let (body, target) = (&annotation.body, &annotation.target);
    let paper = target.page.paper.as_deref().unwrap_or_default();
    for part in [&target.quote(), &body.note, &target.article.title, paper, &target.page.path] {
        text.extend(part.chars().flat_map(char::to_lowercase).filter(|&c| c != TAG));
        text.push('\n');
    }
    for tag in &body.tags {
        text.push(TAG);
        text.extend(tag.chars().flat_map(char::to_lowercase));
    }
    text.push(TAG);
}
