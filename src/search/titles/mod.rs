//! Titles as one types: fuzzy, by characters in any script, by pinyin.
//!
//! Postings of characters, pairs of characters and triples of pinyin initials find a few hundred candidates
//! among a million rows in milliseconds; only these are scored. A query may drop, swap, add or mistake a
//! character, give words in another order, be Simplified for a Traditional title or the other way, or be
//! pinyin: see [`TitleIndex::search`].
//!
//! An index is in memory, in a file, or the greater part in a file and what was added since in memory: it answers the
//! same. Rows of the file that are gone are known by their missing names; [`Saving`] writes the next file without them.

mod kept;
mod pinyin;
mod postings;
mod row;
mod saving;
mod score;

pub use row::Field;
pub use saving::Saving;

use super::folding::fold_query;
use super::generation::Ticket;
use super::query::{Filters, Query, Term};
use crate::han::variants::fold_text;
use jiff::civil::Date;
use kept::Kept;
use pinyin::{INITIALS, Sound, Sounds};
use postings::{Added, Gram, List, Tally};
use row::{FIELD_CHARS, Letter, SEPARATOR, is_letter, letters};
use rustc_hash::{FxHashMap, FxHashSet};
use score::{Match, Needle, QUERY_LETTERS};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::Result;
use std::ops::Range;
use std::path::Path;

/// Candidates that are scored by characters.
const CANDIDATES: usize = 400;
/// Candidates that are checked by sound; checking is quick.
const SOUND_CANDIDATES: usize = 600;
/// Postings read for one query at most.
const BUDGET: usize = 3_000_000;
/// Pairs of characters looked up for one reading by sound at most, and in how many places of it.
const PAIRS: usize = 15_000;
const PAIR_WINDOWS: usize = 2;
/// Stands before the first letter of a field in a pair, so that beginnings are found first.
const BEGIN: char = '\0';

/// Row of one article in the title search.
#[derive(Clone, Copy, Debug, Default)]
pub struct TitleRow<'a> {
    /// 主题, as shown; empty where untitled.
    pub title: &'a str,
    /// 引题.
    pub kicker: &'a str,
    /// 副题.
    pub subtitle: &'a str,
    /// The first words of an untitled article, as shown.
    pub lead: &'a str,
    /// The newspaper.
    pub paper: &'a str,
    /// The day of the issue.
    pub date: Option<Date>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleHit<Id> {
    /// The article.
    pub id: Id,
    /// Score, for order only: 1000 and more is the query as it stands.
    pub score: i32,
    /// Runs of characters to light.
    pub lit: Vec<Lit>,
}

/// A run of matched characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lit {
    /// The field of the row.
    pub field: Field,
    /// Bytes of that field as it was given to [`TitleIndex::add`].
    pub range: Range<usize>,
}

/// Titles made ready for search. Rows are added as pages arrive; `Id` is whatever names an article.
#[derive(Debug)]
pub struct TitleIndex<Id> {
    /// The first rows, which are on disk.
    kept: Option<Kept>,
    /// `None` for a row that was taken out, and for one on disk that has no name yet.
    ids: Vec<Option<Id>>,
    dates: Vec<Option<Date>>,
    /// Each row's newspaper, by its place in `papers`.
    paper_of: Vec<u32>,
    /// Names of newspapers, folded.
    papers: Vec<String>,
    paper_numbers: FxHashMap<String, u32>,
    /// The fields of the rows in memory, each ended by [`SEPARATOR`].
    text: String,
    /// End of each of these rows in `text`.
    ends: Vec<usize>,
    added: Added,
    sounds: Sounds,
}

impl<Id> Default for TitleIndex<Id> {
    fn default() -> Self {
        TitleIndex {
            kept: None,
            ids: Vec::new(),
            dates: Vec::new(),
            paper_of: Vec::new(),
            papers: Vec::new(),
            paper_numbers: FxHashMap::default(),
            text: String::new(),
            ends: Vec::new(),
            added: Added::default(),
            sounds: Sounds::default(),
        }
    }
}

impl<Id: Copy> TitleIndex<Id> {
    /// An index without rows.
    pub fn new() -> TitleIndex<Id> {
        TitleIndex::default()
    }

    /// The index in a file that was written in this form, with the note that was written there. Its rows are there once
    /// they have names.
    ///
    /// # Errors
    /// Where there is no such file, or it is damaged, of another version or of another form.
    pub fn open(path: &Path, form: &str) -> Result<(TitleIndex<Id>, Vec<u8>)> {
        let mut kept = Kept::open(path, &saving::form(form))?;
        let rows = kept.rows();
        let mut index = TitleIndex {
            ids: vec![None; rows],
            dates: Vec::with_capacity(rows),
            paper_of: Vec::with_capacity(rows),
            ..TitleIndex::default()
        };
        for number in kept.numbers()?.as_chunks().0 {
            let (date, paper) = saving::unpack_numbers(*number);
            index.dates.push(date);
            index.paper_of.push(paper);
        }
        index.papers = std::mem::take(&mut kept.directory.papers);
        index.paper_numbers = index.papers.iter().cloned().zip(0..).collect();
        std::mem::take(&mut kept.directory.printed).chars().for_each(|c| index.sounds.learn(c));
        let note = std::mem::take(&mut kept.directory.note);
        index.kept = Some(kept);
        Ok((index, note))
    }

    /// Names rows from one on, which are on disk.
    pub fn name(&mut self, first: usize, ids: impl Iterator<Item = Id>) {
        self.ids[first..].iter_mut().zip(ids).for_each(|(at, id)| *at = Some(id));
    }

    /// Number of rows that are on disk.
    pub fn on_disk(&self) -> usize {
        self.kept.as_ref().map_or(0, Kept::rows)
    }

    /// Number of rows in memory.
    pub fn in_memory(&self) -> usize {
        self.ids.len() - self.on_disk()
    }

    /// Number of rows, those taken out not counted.
    pub fn len(&self) -> usize {
        self.ids().count()
    }

    /// The names of the rows, in their order.
    pub fn ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.ids.iter().flatten().copied()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an article. Of each field the first 120 characters are searched.
    pub fn add(&mut self, id: Id, row: &TitleRow) {
        let number = self.ids.len() as u32;
        let start = self.text.len();
        for field in [row.title, row.kicker, row.subtitle, row.lead] {
            self.text.extend(field.chars().take(FIELD_CHARS).map(|c| if c == SEPARATOR { ' ' } else { c }));
            self.text.push(SEPARATOR);
        }
        self.ids.push(Some(id));
        self.ends.push(self.text.len());
        self.dates.push(row.date);
        let paper = self.paper_number(row.paper);
        self.paper_of.push(paper);
        let letters = letters(&self.text[start..]);
        letters.iter().for_each(|letter| self.sounds.learn(letter.printed));
        for field in letters.chunk_by(|a, b| a.field == b.field) {
            self.add_field(number, field);
        }
    }

    /// Takes out the rows of articles that are gone.
    pub fn retain(&mut self, keep: impl Fn(&Id) -> bool) {
        for id in &mut self.ids {
            if id.as_ref().is_some_and(|id| !keep(id)) {
                *id = None;
            }
        }
    }

    /// The best rows for what was typed, best first, at most `limit`; none where nothing was. `None` when the
    /// ticket became stale on the way.
    ///
    /// The filters and exclusions of [`Query`] hold here too; with filters alone the rows come newest first.
    /// A filter that is not right yet is left out.
    ///
    /// # Errors
    /// Where the file of the index is damaged or cannot be read: what is in it is lost.
    pub fn search(&self, typed: &str, limit: usize, ticket: &Ticket) -> Result<Option<Vec<TitleHit<Id>>>> {
        self.search_where(typed, limit, ticket, |_| true)
    }

    /// The same of the articles that `accepts` lets through.
    ///
    /// # Errors
    /// As [`TitleIndex::search`].
    pub fn search_where(
        &self,
        typed: &str,
        limit: usize,
        ticket: &Ticket,
        accepts: impl Fn(Id) -> bool,
    ) -> Result<Option<Vec<TitleHit<Id>>>> {
        let (query, _) = Query::read(typed);
        let wanted = query.wanted.iter().flatten().flat_map(|term| term.folded.chars());
        let wanted: Vec<char> = wanted.filter(|&c| is_letter(c)).take(QUERY_LETTERS).collect();
        let accept = self.acceptor(&query.filters, &query.unwanted, accepts);
        let mut found: FxHashMap<u32, Match> = FxHashMap::default();
        let weights = &mut vec![0; self.ids.len()];
        if !wanted.is_empty() {
            self.by_characters(&wanted, limit, (weights, &mut found), &accept, ticket)?;
        } else if query.wanted.is_empty() && !query.is_empty() {
            for row in 0..self.ids.len() as u32 {
                if accept(row)? {
                    found.insert(row, Match { score: 0, at: Vec::new() });
                }
            }
        }
        if wanted.iter().any(char::is_ascii_lowercase) {
            // ü is typed on keyboards that have it.
            let typed: Vec<char> = wanted.iter().map(|&c| if c == 'ü' { 'v' } else { c }).collect();
            self.by_sound(&typed, (weights, &mut found), &accept, ticket)?;
        }
        if ticket.is_stale() {
            return Ok(None);
        }
        let mut hits: Vec<(u32, Match)> = found.into_iter().collect();
        // Newer first among equals, then in the order of adding: the same query has the same answer.
        hits.sort_unstable_by_key(|(row, m)| (-m.score, Reverse(self.dates[*row as usize]), *row));
        hits.truncate(limit);
        let hits: Result<Vec<_>> = hits.into_iter().map(|(row, m)| self.hit(row, &m)).collect();
        hits.map(|hits| Some(hits.into_iter().flatten().collect()))
    }

    /// Whether a row is still there and passes the filters.
    fn acceptor<'q>(
        &'q self,
        filters: &'q Filters,
        unwanted: &'q [Term],
        accepts: impl Fn(Id) -> bool + 'q,
    ) -> impl Fn(u32) -> Result<bool> + 'q {
        let papers: Vec<bool> = self.papers.iter().map(|paper| filters.accept_paper(paper)).collect();
        let by_words = !(filters.titles.is_empty() && filters.not_titles.is_empty() && unwanted.is_empty());
        move |row| {
            let at = row as usize;
            let rough = self.ids[at].is_some_and(&accepts)
                && papers[self.paper_of[at] as usize]
                && filters.accept_date(self.dates[at]);
            if !rough || !by_words {
                return Ok(rough);
            }
            let text = self.fields(row, fold_query)?;
            let has = |term: &Term| text.contains(&term.folded);
            Ok(filters.titles.iter().all(has) && !filters.not_titles.iter().chain(unwanted).any(has))
        }
    }

    fn hit(&self, row: u32, found: &Match) -> Result<Option<TitleHit<Id>>> {
        let letters = self.fields(row, letters)?;
        let mut lit: Vec<Lit> = Vec::new();
        for letter in found.at.iter().filter_map(|&at| letters.get(at)) {
            let range = usize::from(letter.at)..usize::from(letter.at) + usize::from(letter.bytes);
            match lit.last_mut() {
                Some(last) if last.field == letter.field && last.range.end == range.start => {
                    last.range.end = range.end
                }
                _ => lit.push(Lit { field: letter.field, range }),
            }
        }
        Ok(self.ids[row as usize].map(|id| TitleHit { id, score: found.score, lit }))
    }

    /// Makes use of the fields of a row.
    fn fields<T>(&self, row: u32, used: impl FnOnce(&str) -> T) -> Result<T> {
        let row = row as usize;
        match &self.kept {
            Some(kept) if row < kept.rows() => kept.fields(row, used),
            _ => {
                let row = row - self.on_disk();
                let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
                Ok(used(&self.text[start..self.ends[row]]))
            }
        }
    }

    /// The lists of those grams that there are.
    fn lists(&self, mut grams: Vec<Gram>) -> Result<Vec<(Gram, List<'_>)>> {
        grams.sort_unstable();
        grams.dedup();
        let kept = self.kept.as_ref().map_or(Ok(Vec::new()), |kept| kept.lists(&grams))?;
        let mut kept = kept.into_iter().peekable();
        let list = |(at, gram)| {
            let kept = kept.next_if(|(of, _)| *of == at).map(|(_, list)| list);
            let added = self.added.get(&gram);
            (kept.is_some() || added.is_some()).then_some((gram, List { kept, added }))
        };
        Ok(grams.into_iter().enumerate().filter_map(list).collect())
    }

    fn paper_number(&mut self, paper: &str) -> u32 {
        let folded = fold_text(paper);
        if let Some(&number) = self.paper_numbers.get(&folded) {
            return number;
        }
        let number = self.papers.len() as u32;
        self.papers.push(folded.clone());
        self.paper_numbers.insert(folded, number);
        number
    }

    fn add_field(&mut self, row: u32, field: &[Letter]) {
        let mut before = BEGIN;
        let mut add = |gram| self.added.entry(gram).or_default().push(row);
        for letter in field {
            add(Gram::char(letter.folded));
            add(Gram::pair(before, letter.folded));
            before = letter.folded;
        }
        // One of no sound before the field says where it begins; two behind let its last letters begin triples.
        let mut classes: Vec<&[u8]> = vec![&[0]];
        classes.extend(field.iter().map(|letter| self.sounds.initials(letter)));
        classes.extend([&[0][..]; 2]);
        for three in classes.windows(3) {
            for &a in three[0] {
                for &b in three[1] {
                    for &c in three[2] {
                        add(Gram::triple(a, b, c));
                    }
                }
            }
        }
    }

    /// Finds rows by the query's characters, unless the ticket becomes stale.
    fn by_characters(
        &self,
        query: &[char],
        limit: usize,
        (weights, found): (&mut [u16], &mut FxHashMap<u32, Match>),
        accept: &impl Fn(u32) -> Result<bool>,
        ticket: &Ticket,
    ) -> Result<()> {
        let rows = self.ids.len() as f64;
        let begin = Gram::pair(BEGIN, query[0]);
        let pairs: FxHashSet<Gram> = query.windows(2).map(|w| Gram::pair(w[0], w[1])).collect();
        let grams = query.iter().map(|&c| Gram::char(c)).chain(pairs.iter().copied()).chain([begin]);
        // A gram weighs what it tells: the logarithm of how rare it is, in eighths, a pair twice.
        let weigh = |gram, list: &List| {
            let times = if pairs.contains(&gram) { 2.0 } else { 1.0 };
            let rarity = (8.0 * times * (1.0 + rows / list.len() as f64).ln()) as u16 + 1;
            if gram == begin { 2 } else { rarity }
        };
        let lists = self.lists(grams.collect())?.into_iter();
        let mut lists: Vec<(List, u16)> = lists
            .map(|(gram, list)| {
                let weight = weigh(gram, &list);
                (list, weight)
            })
            .collect();
        lists.sort_by_key(|(list, _)| list.len());
        let mut tally = Tally::new(weights, BUDGET);
        // A row that has none of the rarest grams, of half the weight together, has less than half the query.
        let all: u32 = lists.iter().map(|(_, weight)| u32::from(*weight)).sum();
        let mut so_far = 0;
        for (list, weight) in lists {
            if ticket.is_stale() {
                return Ok(());
            }
            if so_far * 2 <= all {
                tally.add(&list, weight);
            } else {
                tally.raise(&list, weight);
            }
            so_far += u32::from(weight);
        }
        let needle = Needle::new(query.to_vec());
        // The least of the best `limit` scores so far: a row that cannot beat it need not be read closely.
        let mut best = BinaryHeap::new();
        for row in tally.best(CANDIDATES, accept)? {
            if ticket.is_stale() {
                return Ok(());
            }
            let full = best.len() >= limit;
            let floor = best.peek().filter(|_| full).map_or(0, |Reverse(score)| *score);
            if let Some(m) = needle.score(&self.fields(row, letters)?, floor) {
                best.push(Reverse(m.score));
                if full {
                    best.pop();
                }
                found.insert(row, m);
            }
        }
        Ok(())
    }

    /// Finds rows by their sound, unless the ticket becomes stale; where none sounds so, those that sound alike.
    fn by_sound(
        &self,
        query: &[char],
        (weights, found): (&mut [u16], &mut FxHashMap<u32, Match>),
        accept: &impl Fn(u32) -> Result<bool>,
        ticket: &Ticket,
    ) -> Result<()> {
        for is_loose in [false, true] {
            let mut checked = FxHashSet::default();
            let mut most_sounds = usize::MAX;
            for reading in pinyin::readings(query) {
                // Readings of many more sounds than one that is somewhere are not what was meant.
                if ticket.is_stale() || reading.len() > most_sounds {
                    break;
                }
                let tally = self.tally_sounds(&reading, is_loose, weights)?;
                for row in tally.best(SOUND_CANDIDATES, accept)? {
                    if !checked.insert(row) {
                        continue;
                    }
                    if let Some(m) = self.sounds.score(query, &self.fields(row, letters)?, is_loose) {
                        most_sounds = most_sounds.min(reading.len() + 1);
                        if found.get(&row).is_none_or(|known| m.score > known.score) {
                            found.insert(row, m);
                        }
                    }
                }
            }
            if most_sounds < usize::MAX {
                break;
            }
        }
        Ok(())
    }

    /// Rows that may sound like a reading: by pairs of characters where two sounds are narrow enough, else by
    /// triples of initials.
    fn tally_sounds<'w>(
        &self,
        reading: &[Sound],
        is_loose: bool,
        weights: &'w mut [u16],
    ) -> Result<Tally<'w>> {
        let mut tally = Tally::new(weights, BUDGET);
        let mut add = |grams: Vec<Gram>| -> Result<()> {
            self.lists(grams)?.iter().for_each(|(_, list)| tally.add(list, 1));
            Ok(())
        };
        let chars: Vec<Option<Vec<char>>> =
            reading.iter().map(|sound| self.sounds.chars(sound, is_loose)).collect();
        if let [Some(alone)] = &chars[..] {
            add(alone.iter().map(|&c| Gram::char(c)).collect())?;
            return Ok(tally);
        }
        let mut pairs: Vec<(&Vec<char>, &Vec<char>)> =
            chars.windows(2).filter_map(|two| Some((two[0].as_ref()?, two[1].as_ref()?))).collect();
        pairs.sort_by_key(|(first, second)| first.len() * second.len());
        let (mut left, mut windows) = (PAIRS, 0);
        for (first, second) in pairs.into_iter().take(PAIR_WINDOWS) {
            let Some(rest) = left.checked_sub(first.len() * second.len()) else { break };
            (left, windows) = (rest, windows + 1);
            add(first.iter().flat_map(|&a| second.iter().map(move |&b| Gram::pair(a, b))).collect())?;
        }
        if windows > 0 {
            return Ok(tally.at_least(windows));
        }
        let classes: Vec<Vec<u8>> = reading.iter().map(|sound| self.classes(sound)).collect();
        let (all, none): (Vec<u8>, Vec<u8>) = ((0..INITIALS as u8).collect(), vec![0]);
        let mut triples = |[a, b, c]: [&[u8]; 3]| {
            let ends = |a, b| c.iter().map(move |&c| Gram::triple(a, b, c));
            add(a.iter().flat_map(|&a| b.iter().flat_map(move |&b| ends(a, b))).collect())
        };
        match &classes[..] {
            [] => {}
            // One letter sounds like every title: those that begin with it.
            [alone] => triples([&none, alone, &all])?,
            [first, second] => triples([first, second, &all])?,
            more => more.windows(3).try_for_each(|w| triples([&w[0], &w[1], &w[2]]))?,
        }
        // A title holds each triple of the reading, though maybe one triple twice and one of them unseen.
        Ok(tally.at_least(reading.len().saturating_sub(2).clamp(1, 3) as u16))
    }

    /// The classes of first letters that a sound can begin with.
    fn classes(&self, sound: &Sound) -> Vec<u8> {
        match sound {
            Sound::Initial(class) => vec![*class],
            Sound::Syllable(s) => vec![s.as_bytes()[0] - b'a' + 1],
            Sound::Prefix(s) => vec![s.as_bytes()[0] - b'a' + 1],
            Sound::Literal(c) => self.sounds.initials_of(*c).to_vec(),
        }
    }
}

#[cfg(test)]
mod kept_tests;
#[cfg(test)]
mod tests;
