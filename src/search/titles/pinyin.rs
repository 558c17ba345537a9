//! Titles by sound: full syllables (`yibao`), initials (`yb`), both mixed, Han characters among them, the last
//! syllable begun (`yiba`).
//!
//! A query is read in the few ways that make the fewest syllables; each reading finds candidates, then one
//! pass over a candidate's letters says whether and how well it sounds like the query.

use super::row::Letter;
use super::score::Match;
use crate::han::variants::fold_char;
use pinyin::ToPinyinMulti;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Included, Unbounded};
use std::sync::LazyLock;

/// Readings of a query that are tried.
const READINGS: usize = 8;
/// Classes of first letters: 26 and one for what has no sound.
pub const INITIALS: usize = 27;

/// One unit of a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sound {
    /// A whole syllable.
    Syllable(&'static str),
    /// The beginning of the last syllable, maybe all of it.
    Prefix(String),
    /// A syllable's first letter.
    Initial(u8),
    /// A character that stands for itself.
    Literal(char),
}

/// The sounds of the characters that an index has seen. A character sounds as it is printed and as the form that it is
/// folded to: 著 is heard as `zhu` and, like 着, as `zhe`, but 着 is no `zhu`.
#[derive(Clone, Debug, Default)]
pub struct Sounds {
    /// By the character as printed.
    of_char: FxHashMap<char, Heard>,
    /// The classes of first letters of all that was folded to a character.
    of_folded: FxHashMap<char, Vec<u8>>,
    /// Folded characters.
    by_syllable: BTreeMap<&'static str, Vec<char>>,
}

/// Sound of a character.
#[derive(Clone, Debug)]
struct Heard {
    syllables: Box<[&'static str]>,
    /// Syllables that are taken for them.
    alike: Box<[&'static str]>,
    /// The classes of their first letters, each once.
    classes: Box<[u8]>,
}

impl Sounds {
    /// Learns a character as printed, if it is new.
    pub fn learn(&mut self, printed: char) {
        if self.of_char.contains_key(&printed) {
            return;
        }
        let folded = fold_char(printed);
        let mut syllables = syllables(folded);
        if printed != folded {
            syllables.extend(self::syllables(printed));
            syllables.sort_unstable();
            syllables.dedup();
        }
        for syllable in &syllables {
            let chars = self.by_syllable.entry(syllable).or_default();
            if !chars.contains(&folded) {
                chars.push(folded);
            }
        }
        let mut classes: Vec<u8> = syllables.iter().map(|s| class(s.as_bytes()[0])).collect();
        if classes.is_empty() {
            classes.push(u8::try_from(folded).map_or(0, class));
        }
        let of_folded = self.of_folded.entry(folded).or_default();
        of_folded.extend(&classes);
        for classes in [&mut classes, of_folded] {
            classes.sort_unstable();
            classes.dedup();
        }
        let alike = syllables.iter().filter_map(|syllable| alike(syllable));
        let alike = alike.filter(|alike| !syllables.contains(alike)).collect();
        self.of_char.insert(printed, Heard { syllables: syllables.into(), alike, classes: classes.into() });
    }

    /// The characters that were learnt.
    pub fn printed(&self) -> impl Iterator<Item = char> + '_ {
        self.of_char.keys().copied()
    }

    /// The syllables of a letter that was learnt, and those that are taken for them.
    fn of(&self, letter: &Letter) -> [&[&'static str]; 2] {
        self.of_char.get(&letter.printed).map_or([&[], &[]], |heard| [&heard.syllables, &heard.alike])
    }

    /// The characters that a sound can stand for, rising; `None` for a first letter, which stands for too many.
    /// `is_loose`: what sounds alike counts, too.
    pub fn chars(&self, sound: &Sound, is_loose: bool) -> Option<Vec<char>> {
        let of = |syllable: &str| self.by_syllable.get(syllable).into_iter().flatten().copied();
        let typed = match sound {
            Sound::Syllable(syllable) => syllable,
            Sound::Prefix(prefix) => prefix.as_str(),
            Sound::Initial(_) | Sound::Literal(_) => "",
        };
        let mut chars: Vec<char> = match sound {
            Sound::Initial(_) => return None,
            Sound::Literal(c) => vec![*c],
            Sound::Syllable(syllable) => of(syllable).collect(),
            Sound::Prefix(prefix) => self
                .by_syllable
                .range::<str, _>((Included(prefix.as_str()), Unbounded))
                .take_while(|(syllable, _)| syllable.starts_with(prefix.as_str()))
                .flat_map(|(_, chars)| chars.iter().copied())
                .collect(),
        };
        chars.extend(alike(typed).filter(|_| is_loose).into_iter().flat_map(of));
        chars.sort_unstable();
        chars.dedup();
        Some(chars)
    }

    /// The classes of first letters that a letter can have, each once.
    pub fn initials(&self, letter: &Letter) -> &[u8] {
        self.of_char.get(&letter.printed).map_or(&[0], |heard| &heard.classes)
    }

    /// The classes of first letters that a folded character has in any of its forms, each once.
    pub fn initials_of(&self, folded: char) -> &[u8] {
        self.of_folded.get(&folded).map_or(&[0], |classes| classes)
    }

    /// Match of letters that sound like a query, whose letters and characters are given folded; `None` where they
    /// do not. The whole query is found in one run of letters. `is_loose`: what sounds alike counts, too.
    pub fn score(&self, query: &[char], row: &[Letter], is_loose: bool) -> Option<Match> {
        let mut best: Option<Match> = None;
        let mut from = 0;
        for field in row.chunk_by(|a, b| a.field == b.field) {
            if let Some((score, start, end)) = self.in_field(query, field, is_loose) {
                let score = score * field[0].field.worth() / 1000;
                if best.as_ref().is_none_or(|b| score > b.score) {
                    best = Some(Match { score, at: (from + start..from + end).collect() });
                }
            }
            from += field.len();
        }
        best
    }

    /// Score, first and past-last letter of the best run in a field.
    fn in_field(&self, query: &[char], field: &[Letter], is_loose: bool) -> Option<(i32, usize, usize)> {
        // line[j]: the best way to have heard j characters of the query up to here: quality and first letter.
        let mut line: Vec<Option<(i32, usize)>> = vec![None; query.len() + 1];
        let mut next = line.clone();
        let mut best: Option<(i32, usize, usize)> = None;
        for (i, letter) in field.iter().enumerate() {
            next.fill(None);
            line[0] = Some((0, i));
            let mut reach = |j: usize, quality: i32, start: usize| {
                if next[j].is_none_or(|(known, _)| quality > known) {
                    next[j] = Some((quality, start));
                }
            };
            for j in 0..query.len() {
                let Some((quality, start)) = line[j] else { continue };
                if query[j] == letter.folded {
                    reach(j + 1, quality + 10, start);
                }
                let [syllables, alike] = self.of(letter);
                for syllable in alike.iter().filter(|_| is_loose) {
                    if heard(syllable, &query[j..]) == syllable.len() {
                        reach(j + syllable.len(), quality + 7, start);
                    }
                }
                for syllable in syllables {
                    let heard = heard(syllable, &query[j..]);
                    if heard == syllable.len() || (heard > 1 && j + heard == query.len()) {
                        reach(j + heard, quality + if heard == syllable.len() { 10 } else { 8 }, start);
                    }
                    if heard >= 1 {
                        reach(j + 1, quality + 5, start);
                    }
                    let double = syllable.as_bytes().get(1) == Some(&b'h');
                    if double && heard >= 2 {
                        reach(j + 2, quality + 6, start);
                    }
                }
            }
            if let Some((quality, start)) = next[query.len()] {
                let (letters, n) = ((i + 1 - start) as i32, field.len() as i32);
                let score = 560 + 26 * quality / letters + if start == 0 { 60 } else { 0 } + 50 * letters / n;
                if best.is_none_or(|(known, ..)| score > known) {
                    best = Some((score, start, i + 1));
                }
            }
            std::mem::swap(&mut line, &mut next);
        }
        best
    }
}

/// The ways to read a query, fewest sounds first; the way that takes each letter for a first letter is
/// always among them.
pub fn readings(query: &[char]) -> Vec<Vec<Sound>> {
    let mut best: Vec<Vec<Vec<Sound>>> = vec![Vec::new(); query.len() + 1];
    best[0].push(Vec::new());
    for i in 0..query.len() {
        best[i].sort_by_key(Vec::len);
        best[i].truncate(READINGS);
        let here = std::mem::take(&mut best[i]);
        for reading in here {
            for (sound, len) in sounds_at(query, i) {
                let mut longer = reading.clone();
                longer.push(sound);
                best[i + len].push(longer);
            }
        }
    }
    let mut readings = best.pop().unwrap_or_default();
    readings.sort_by_key(Vec::len);
    readings.truncate(READINGS);
    let letters = query.iter().map(|&c| initial_or_literal(c)).collect();
    if !readings.contains(&letters) {
        readings.push(letters);
    }
    readings
}

/// The sounds that can stand at a place of the query, with the characters they take.
fn sounds_at(query: &[char], i: usize) -> Vec<(Sound, usize)> {
    let rest = &query[i..];
    let letters: String = rest.iter().take_while(|c| c.is_ascii_lowercase()).take(6).collect();
    let mut out = vec![(initial_or_literal(rest[0]), 1)];
    for len in 2..=letters.len() {
        let at = &letters[..len];
        let Some(&syllable) = SYLLABLES.range::<str, _>((Included(at), Unbounded)).next() else { continue };
        if len == rest.len() && syllable.starts_with(at) {
            out.push((Sound::Prefix(at.to_string()), len));
        } else if syllable == at {
            out.push((Sound::Syllable(syllable), len));
        }
    }
    out
}

fn initial_or_literal(c: char) -> Sound {
    if c.is_ascii_lowercase() { Sound::Initial(class(c as u8)) } else { Sound::Literal(c) }
}

/// Number of a syllable's letters that stand at the beginning of the query.
fn heard(syllable: &str, query: &[char]) -> usize {
    syllable.bytes().zip(query).take_while(|(s, q)| char::from(*s) == **q).count()
}

/// The class of a first letter: 1 to 26, 0 for anything else.
fn class(letter: u8) -> u8 {
    if letter.is_ascii_lowercase() { letter - b'a' + 1 } else { 0 }
}

/// The syllable that is taken for another, as it is spoken in much of the country: xin and xing, shan and shang.
fn alike(syllable: &str) -> Option<&'static str> {
    let other = match syllable.strip_suffix('g') {
        Some(short) => short.to_owned(),
        None => format!("{syllable}g"),
    };
    let is_told_so = ["ang", "eng", "ing"].iter().any(|end| syllable.ends_with(end) || other.ends_with(end));
    SYLLABLES.get(other.as_str()).filter(|_| is_told_so).copied()
}

/// Every syllable that a character of the main block has.
static SYLLABLES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| ('\u{4e00}'..='\u{9fa5}').flat_map(syllables).collect());

/// The syllables of a character without tones, each once, those of ASCII letters alone. Where the sound is `ü` after
/// `l` or `n`, both `v` and `u` are typed for it.
fn syllables(c: char) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    for sound in c.to_pinyin_multi().into_iter().flatten() {
        let typed = match sound.plain() {
            "lü" => ["lv", "lu"],
            "nü" => ["nv", "nu"],
            "lüe" => ["lve", "lue"],
            "nüe" => ["nve", "nue"],
            plain => [plain, plain],
        };
        let spelled = |typed: &&str| !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_lowercase());
        for typed in typed.into_iter().filter(spelled) {
            if !out.contains(&typed) {
                out.push(typed);
            }
        }
    }
    out
}
