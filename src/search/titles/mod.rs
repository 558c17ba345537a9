//! Titles as one types: fuzzy, by characters in any script, by pinyin.
//!
//! Postings of characters, pairs of characters and triples of pinyin initials find a few hundred candidates
//! among a million rows in milliseconds; only these are scored. A query may drop, swap, add or mistake a
//! character, give words in another order, be Simplified for a Traditional title or the other way, or be
//! pinyin: see [`TitleIndex::search`].

mod pinyin;
mod postings;
mod row;
mod score;

pub use row::Field;

use super::folding::fold_query;
use super::generation::Ticket;
use super::query::{Filters, Query, Term};
use crate::han::variants::fold_text;
use jiff::civil::Date;
use pinyin::{INITIALS, Sound, Sounds};
use postings::{GramMap, Postings, Tally};
use row::{FIELD_CHARS, Letter, SEPARATOR, is_letter, letters};
use rustc_hash::{FxHashMap, FxHashSet};
use score::{Match, Needle, QUERY_LETTERS};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

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
#[derive(Clone, Debug)]
pub struct TitleIndex<Id> {
    /// `None` for a row that was taken out.
    ids: Vec<Option<Id>>,
    /// The fields of all rows, each ended by [`SEPARATOR`].
    text: String,
    /// End of each row in `text`.
    ends: Vec<usize>,
    dates: Vec<Option<Date>>,
    /// Each row's newspaper, by its place in `papers`.
    paper_of: Vec<u32>,
    /// Names of newspapers, folded.
    papers: Vec<String>,
    paper_numbers: FxHashMap<String, u32>,
    chars: GramMap<char>,
    pairs: GramMap<(char, char)>,
    /// Rows by three initials in a row, at [`triple`].
    initials: Vec<Postings>,
    sounds: Sounds,
}

impl<Id> Default for TitleIndex<Id> {
    fn default() -> Self {
        TitleIndex {
            ids: Vec::new(),
            text: String::new(),
            ends: Vec::new(),
            dates: Vec::new(),
            paper_of: Vec::new(),
            papers: Vec::new(),
            paper_numbers: FxHashMap::default(),
            chars: GramMap::default(),
            pairs: GramMap::default(),
            initials: vec![Postings::default(); INITIALS * INITIALS * INITIALS],
            sounds: Sounds::default(),
        }
    }
}

impl<Id: Copy> TitleIndex<Id> {
    /// An index without rows.
    pub fn new() -> TitleIndex<Id> {
        TitleIndex::default()
    }

    /// Number of rows, those taken out not counted.
    pub fn len(&self) -> usize {
        self.ids.iter().flatten().count()
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
    pub fn search(&self, typed: &str, limit: usize, ticket: &Ticket) -> Option<Vec<TitleHit<Id>>> {
        self.search_where(typed, limit, ticket, |_| true)
    }

    /// The same of the articles that `accepts` lets through.
    pub fn search_where(
        &self,
        typed: &str,
        limit: usize,
        ticket: &Ticket,
        accepts: impl Fn(Id) -> bool,
    ) -> Option<Vec<TitleHit<Id>>> {
        let (query, _) = Query::read(typed);
        let wanted = query.wanted.iter().flatten().flat_map(|term| term.folded.chars());
        let wanted: Vec<char> = wanted.filter(|&c| is_letter(c)).take(QUERY_LETTERS).collect();
        let accept = self.acceptor(&query.filters, &query.unwanted, accepts);
        let mut found: FxHashMap<u32, Match> = FxHashMap::default();
        if !wanted.is_empty() {
            self.by_characters(&wanted, limit, &mut found, &accept, ticket)?;
        } else if query.wanted.is_empty() && !query.is_empty() {
            let rows = (0..self.ids.len() as u32).filter(|&row| accept(row));
            found.extend(rows.map(|row| (row, Match { score: 0, at: Vec::new() })));
        }
        if wanted.iter().any(char::is_ascii_lowercase) {
            // ü is typed on keyboards that have it.
            let typed: Vec<char> = wanted.iter().map(|&c| if c == 'ü' { 'v' } else { c }).collect();
            self.by_sound(&typed, &mut found, &accept, ticket)?;
        }
        let mut hits: Vec<(u32, Match)> = found.into_iter().collect();
        // Newer first among equals, then in the order of adding: the same query has the same answer.
        hits.sort_unstable_by_key(|(row, m)| (-m.score, Reverse(self.dates[*row as usize]), *row));
        hits.truncate(limit);
        Some(hits.into_iter().filter_map(|(row, m)| self.hit(row, &m)).collect())
    }

    /// Whether a row is still there and passes the filters.
    fn acceptor<'q>(
        &'q self,
        filters: &'q Filters,
        unwanted: &'q [Term],
        accepts: impl Fn(Id) -> bool + 'q,
    ) -> impl Fn(u32) -> bool + 'q {
        let papers: Vec<bool> = self.papers.iter().map(|paper| filters.accept_paper(paper)).collect();
        let by_words = !(filters.titles.is_empty() && filters.not_titles.is_empty() && unwanted.is_empty());
        move |row| {
            let at = row as usize;
            let rough = self.ids[at].is_some_and(&accepts)
                && papers[self.paper_of[at] as usize]
                && filters.accept_date(self.dates[at]);
            rough
                && (!by_words || {
                    let text = fold_query(self.stored(row));
                    let has = |term: &Term| text.contains(&term.folded);
                    filters.titles.iter().all(has) && !filters.not_titles.iter().chain(unwanted).any(has)
                })
        }
    }

    fn hit(&self, row: u32, found: &Match) -> Option<TitleHit<Id>> {
        let letters = letters(self.stored(row));
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
        Some(TitleHit { id: self.ids[row as usize]?, score: found.score, lit })
    }

    fn stored(&self, row: u32) -> &str {
        let start = (row as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[row as usize]]
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
        for letter in field {
            self.chars.add(letter.folded, row);
            self.pairs.add((before, letter.folded), row);
            before = letter.folded;
            self.sounds.learn(letter);
        }
        // One of no sound before the field says where it begins; two behind let its last letters begin triples.
        let mut classes: Vec<&[u8]> = vec![&[0]];
        classes.extend(field.iter().map(|letter| self.sounds.initials(letter)));
        classes.extend([&[0][..]; 2]);
        for three in classes.windows(3) {
            for &a in three[0] {
                for &b in three[1] {
                    for &c in three[2] {
                        self.initials[triple(a, b, c)].push(row);
                    }
                }
            }
        }
    }

    fn by_characters(
        &self,
        query: &[char],
        limit: usize,
        found: &mut FxHashMap<u32, Match>,
        accept: &impl Fn(u32) -> bool,
        ticket: &Ticket,
    ) -> Option<()> {
        let rows = self.ids.len() as f64;
        // A gram weighs what it tells: the logarithm of how rare it is, in eighths, a pair twice.
        let weigh =
            |list: &Postings, times: f64| (8.0 * times * (1.0 + rows / list.len() as f64).ln()) as u16 + 1;
        let mut lists: Vec<(&Postings, u16)> = Vec::new();
        let mut distinct = query.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        for list in distinct.iter().filter_map(|&c| self.chars.get(c)) {
            lists.push((list, weigh(list, 1.0)));
        }
        let mut pairs: Vec<(char, char)> = query.windows(2).map(|w| (w[0], w[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        for list in pairs.iter().filter_map(|&pair| self.pairs.get(pair)) {
            lists.push((list, weigh(list, 2.0)));
        }
        lists.extend(self.pairs.get((BEGIN, query[0])).map(|list| (list, 2)));
        lists.sort_by_key(|(list, _)| list.len());
        let mut tally = Tally::new(self.ids.len(), BUDGET);
        // A row that has none of the rarest grams, of half the weight together, has less than half the query.
        let all: u32 = lists.iter().map(|(_, weight)| u32::from(*weight)).sum();
        let mut so_far = 0;
        for (list, weight) in lists {
            if ticket.is_stale() {
                return None;
            }
            if so_far * 2 <= all {
                tally.add(list, weight);
            } else {
                tally.raise(list, weight);
            }
            so_far += u32::from(weight);
        }
        let needle = Needle::new(query.to_vec());
        // The least of the best `limit` scores so far: a row that cannot beat it need not be read closely.
        let mut best = BinaryHeap::new();
        for row in tally.best(CANDIDATES, accept) {
            if ticket.is_stale() {
                return None;
            }
            let full = best.len() >= limit;
            let floor = best.peek().filter(|_| full).map_or(0, |Reverse(score)| *score);
            if let Some(m) = needle.score(&letters(self.stored(row)), floor) {
                best.push(Reverse(m.score));
                if full {
                    best.pop();
                }
                found.insert(row, m);
            }
        }
        Some(())
    }

    fn by_sound(
        &self,
        query: &[char],
        found: &mut FxHashMap<u32, Match>,
        accept: &impl Fn(u32) -> bool,
        ticket: &Ticket,
    ) -> Option<()> {
        let mut checked = FxHashSet::default();
        let mut most_sounds = usize::MAX;
        for reading in pinyin::readings(query) {
            if ticket.is_stale() {
                return None;
            }
            // Readings of many more sounds than one that is somewhere are not what was meant.
            if reading.len() > most_sounds {
                break;
            }
            for row in self.tally_sounds(&reading).best(SOUND_CANDIDATES, accept) {
                if !checked.insert(row) {
                    continue;
                }
                if let Some(m) = self.sounds.score(query, &letters(self.stored(row))) {
                    most_sounds = most_sounds.min(reading.len() + 1);
                    if found.get(&row).is_none_or(|known| m.score > known.score) {
                        found.insert(row, m);
                    }
                }
            }
        }
        Some(())
    }

    /// Rows that may sound like a reading: by pairs of characters where two sounds are narrow enough, else by
    /// triples of initials.
    fn tally_sounds(&self, reading: &[Sound]) -> Tally {
        let mut tally = Tally::new(self.ids.len(), BUDGET);
        let chars: Vec<Option<Vec<char>>> = reading.iter().map(|sound| self.sounds.chars(sound)).collect();
        if let [Some(alone)] = &chars[..] {
            alone.iter().filter_map(|&c| self.chars.get(c)).for_each(|list| tally.add(list, 1));
            return tally;
        }
        let mut pairs: Vec<(&Vec<char>, &Vec<char>)> =
            chars.windows(2).filter_map(|two| Some((two[0].as_ref()?, two[1].as_ref()?))).collect();
        pairs.sort_by_key(|(first, second)| first.len() * second.len());
        let (mut left, mut windows) = (PAIRS, 0);
        for (first, second) in pairs.into_iter().take(PAIR_WINDOWS) {
            let Some(rest) = left.checked_sub(first.len() * second.len()) else { break };
            (left, windows) = (rest, windows + 1);
            for &a in first {
                second.iter().filter_map(|&b| self.pairs.get((a, b))).for_each(|list| tally.add(list, 1));
            }
        }
        if windows > 0 {
            return tally.at_least(windows);
        }
        let classes: Vec<Vec<u8>> = reading.iter().map(|sound| self.classes(sound)).collect();
        let (all, none): (Vec<u8>, Vec<u8>) = ((0..INITIALS as u8).collect(), vec![0]);
        let mut triples = |three: [&[u8]; 3]| {
            for &a in three[0] {
                for &b in three[1] {
                    three[2].iter().for_each(|&c| tally.add(&self.initials[triple(a, b, c)], 1));
                }
            }
        };
        match &classes[..] {
            [] => {}
            // One letter sounds like every title: those that begin with it.
            [alone] => triples([&none, alone, &all]),
            [first, second] => triples([first, second, &all]),
            more => more.windows(3).for_each(|w| triples([&w[0], &w[1], &w[2]])),
        }
        // A title holds each triple of the reading, though maybe one triple twice and one of them unseen.
        tally.at_least(reading.len().saturating_sub(2).clamp(1, 3) as u16)
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

/// The place of three classes of initials.
fn triple(a: u8, b: u8, c: u8) -> usize {
    (usize::from(a) * INITIALS + usize::from(b)) * INITIALS + usize::from(c)
}

#[cfg(test)]
mod tests;
