//! Serials: the instalments of one text, linked across pages and issues.
//!
//! An article says of itself that it is a part ([`Marks`]: a number in its headline, 未完, 接上期, 下转3版), and two
//! articles that say so are weighed by name, number, marks, page and author. Each article takes the likeliest
//! neighbour on either side. A name alone links nothing: a column has the same name every day and is no serial.
//!
//! Pure: what is known of the articles in, links out.

mod mark;

pub use mark::{Marks, Onward, Part, jump_page};

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Candidate: an article that may be a part.
#[derive(Clone, Debug)]
pub struct Candidate<Id> {
    /// Id that the caller knows it by.
    pub id: Id,
    /// Its newspaper.
    pub paper: usize,
    /// The issue's place among the paper's issues, in time.
    pub issue: usize,
    /// 版次; 0 where it is unknown.
    pub page: u16,
    /// Marks that it bears.
    pub marks: Marks,
}

/// What the marks of some articles lead to: all that need be weighed, of which an archive of decades has little.
#[derive(Debug, Default)]
pub struct Sought {
    /// Names, by newspaper.
    names: HashMap<usize, HashSet<String>>,
    /// Pages: newspaper, issue and 版次.
    pages: HashSet<(usize, usize, u16)>,
}

impl Sought {
    /// Takes in what the marks of an article lead to.
    pub fn add(&mut self, paper: usize, issue: usize, marks: &Marks) {
        if marks.any() {
            self.names.entry(paper).or_default().extend(marks.names().map(str::to_owned));
            let named = [marks.onward, marks.back].into_iter().flatten();
            self.pages.extend(named.filter_map(|onward| match onward {
                Onward::Page(page) => Some((paper, issue, page)),
                Onward::Elsewhere => None,
            }));
        }
    }

    /// Whether an article may be a part, or what a part leads to.
    pub fn has<Id>(&self, article: &Candidate<Id>) -> bool {
        let Candidate { paper, issue, page, marks, .. } = article;
        marks.any()
            || self.pages.contains(&(*paper, *issue, *page))
            || self.names.get(paper).is_some_and(|sought| marks.names().any(|name| sought.contains(name)))
    }
}

/// The way from one instalment to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link<Id> {
    /// The earlier instalment.
    pub from: Id,
    /// The later one.
    pub to: Id,
    /// Probability, 0 to 1, that it is the next one that is here.
    pub confidence: f32,
    /// Instalments between them that are not here.
    pub missing: u16,
}

/// The links of an archive, both ways.
#[derive(Clone, Debug)]
pub struct Serials<Id> {
    links: Vec<Link<Id>>,
    onward: HashMap<Id, usize>,
    back: HashMap<Id, usize>,
}

impl<Id> Default for Serials<Id> {
    fn default() -> Serials<Id> {
        Serials { links: Vec::new(), onward: HashMap::new(), back: HashMap::new() }
    }
}

/// Issues between two instalments of no known name at most.
const NEAR: usize = 3;
/// Articles that are looked at from one of them for its marks, and on a page that it names: more than newspapers have.
const REACH: usize = 256;

impl<Id: Copy + Eq + Hash> Serials<Id> {
    /// Links the articles of an archive, which stand in reading order.
    pub fn link(articles: &[Candidate<Id>]) -> Serials<Id> {
        // Only what may be neighbours is weighed: articles of one name, and those of issues close by.
        let mut named: HashMap<(usize, &str), Vec<usize>> = HashMap::new();
        let mut marked: Vec<usize> = Vec::new();
        for (i, article) in articles.iter().enumerate() {
            for name in article.marks.names() {
                named.entry((article.paper, name)).or_default().push(i);
            }
            if article.marks.any() {
                marked.push(i);
            }
        }
        let mut on_page: HashMap<(usize, usize, u16), Vec<usize>> = HashMap::new();
        for (i, article) in articles.iter().enumerate() {
            on_page.entry((article.paper, article.issue, article.page)).or_default().push(i);
        }
        let mut words = vec![None; articles.len()];
        // Only pairs that may be are kept, of which an archive of decades has few; one that is weighed twice does no harm.
        let mut weighed: Vec<(f32, usize, usize, u16)> = Vec::new();
        let mut consider = |a: usize, b: usize| {
            let likeness = || {
                for i in [a, b] {
                    words[i].get_or_insert_with(|| pairs_of(&articles[i].marks));
                }
                words[a].as_deref().zip(words[b].as_deref()).map_or(0.0, |(a, b)| likeness(a, b))
            };
            let found = weigh(&articles[a], &articles[b], likeness).filter(|(odds, _)| *odds > 0.0);
            weighed.extend(found.map(|(odds, missing)| (odds, a, b, missing)));
        };
        for group in named.values().filter(|group| group.iter().any(|&i| articles[i].marks.any())) {
            for (at, &a) in group.iter().enumerate() {
                // Articles of one name that say nothing of parts are a column: only its nearest can be meant.
                group[at + 1..].iter().take(COLUMN).for_each(|&b| consider(a, b));
            }
        }
        let near = |a: usize, b: usize| {
            articles[a].paper == articles[b].paper && articles[b].issue.abs_diff(articles[a].issue) <= NEAR
        };
        for (at, &a) in marked.iter().enumerate() {
            let after = marked[at + 1..].iter().take(REACH).take_while(|&&b| near(a, b));
            after.for_each(|&b| consider(a, b));
        }
        for &i in &marked {
            let article = &articles[i];
            // A page that a jump line names may hold the rest without saying so.
            let named = [article.marks.onward, article.marks.back];
            for page in named.into_iter().flatten().filter_map(|onward| match onward {
                Onward::Page(page) => Some(page),
                Onward::Elsewhere => None,
            }) {
                let there = on_page.get(&(article.paper, article.issue, page)).map_or(&[][..], Vec::as_slice);
                let from = there.partition_point(|&j| j < i).saturating_sub(REACH / 2);
                let near = there[from..].iter().take(REACH).filter(|&&j| j != i);
                let back = article.marks.back == Some(Onward::Page(page));
                near.for_each(|&j| if back { consider(j, i) } else { consider(i, j) });
            }
        }
        weighed.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut out = Serials::default();
        let mut places = Vec::new();
        // Of each chain so far its last instalment by its first, and the other way round.
        let mut ends: HashMap<Id, Id> = HashMap::new();
        for (odds, a, b, missing) in weighed {
            let (from, to) = (articles[a].id, articles[b].id);
            let end = |id: Id| ends.get(&id).copied().unwrap_or(id);
            let (first, last) = (end(from), end(to));
            if !out.onward.contains_key(&from) && !out.back.contains_key(&to) && first != to {
                ends.extend([(first, last), (last, first)]);
                out.onward.insert(from, out.links.len());
                out.back.insert(to, out.links.len());
                out.links.push(Link { from, to, confidence: 1.0 / (1.0 + (-odds).exp()), missing });
                places.push(a);
            }
        }
        let mut ordered: Vec<(usize, Link<Id>)> = places.into_iter().zip(out.links).collect();
        ordered.sort_by_key(|(place, _)| *place);
        out.links = ordered.into_iter().map(|(_, link)| link).collect();
        out.onward = out.links.iter().enumerate().map(|(i, link)| (link.from, i)).collect();
        out.back = out.links.iter().enumerate().map(|(i, link)| (link.to, i)).collect();
        out
    }

    /// The next instalment.
    pub fn next(&self, id: Id) -> Option<&Link<Id>> {
        self.onward.get(&id).map(|&i| &self.links[i])
    }

    /// The instalment before.
    pub fn previous(&self, id: Id) -> Option<&Link<Id>> {
        self.back.get(&id).map(|&i| &self.links[i])
    }

    /// Whether one is an instalment of a serial.
    pub fn is_part(&self, id: Id) -> bool {
        self.next(id).is_some() || self.previous(id).is_some()
    }

    /// All instalments of the serial that one is of, in their order; itself where it is of none.
    pub fn parts(&self, id: Id) -> Vec<Id> {
        let first = std::iter::successors(Some(id), |id| Some(self.previous(*id)?.from)).last().unwrap_or(id);
        std::iter::successors(Some(first), |id| Some(self.next(*id)?.to)).collect()
    }

    /// Each serial: its links from the first instalment on, in the order of the first instalments.
    pub fn chains(&self) -> impl Iterator<Item = Vec<&Link<Id>>> {
        self.links
            .iter()
            .filter(|link| self.previous(link.from).is_none())
            .map(|first| std::iter::successors(Some(first), |link| self.next(link.to)).collect())
    }
}

/// Articles of one name that are looked at from one of them.
const COLUMN: usize = 12;

/// The log-odds that one article goes on in another, and how many parts between them are not here; `None` where it
/// cannot.
fn weigh<Id>(a: &Candidate<Id>, b: &Candidate<Id>, likeness: impl FnOnce() -> f32) -> Option<(f32, u16)> {
    if a.paper != b.paper || a.marks.ended && !matches!(a.marks.onward, Some(Onward::Page(_))) {
        return None;
    }
    let name = a.marks.names().any(|name| b.marks.names().any(|other| other == name));
    if a.issue == b.issue {
        over_pages(a, b, name, likeness).map(|odds| (odds, 0))
    } else {
        over_issues(a, b, name)
    }
}

/// The same for two pages of one issue.
fn over_pages<Id>(
    a: &Candidate<Id>,
    b: &Candidate<Id>,
    name: bool,
    likeness: impl FnOnce() -> f32,
) -> Option<f32> {
    let leads = |onward: Option<Onward>, page: u16| match onward {
        Some(Onward::Page(wanted)) if page != 0 => Some(if wanted == page { 2.0 } else { return None }),
        Some(_) => Some(0.5),
        None => Some(0.0),
    };
    let marks = leads(a.marks.onward, b.page)? + leads(b.marks.back, a.page)?;
    if marks == 0.0 || a.page == b.page && a.page != 0 {
        return None;
    }
    let alike = match (a.marks.names().next(), b.marks.names().next()) {
        (Some(_), Some(_)) => 5.0 * likeness() - 1.5,
        _ => -0.5,
    };
    let both = if a.marks.onward.is_some() && b.marks.back.is_some() { 1.0 } else { -1.5 };
    let cut = if a.marks.cut { 0.5 } else { -0.5 };
    Some(marks + alike + both + cut + if name { 1.0 } else { 0.0 })
}

/// The same for two issues, the earlier first.
fn over_issues<Id>(a: &Candidate<Id>, b: &Candidate<Id>, name: bool) -> Option<(f32, u16)> {
    let elsewhere = |onward: Option<Onward>| onward == Some(Onward::Elsewhere);
    let between = b.issue.checked_sub(a.issue + 1)?;
    let mut odds = 0.0;
    let mut missing = 0;
    match (a.marks.part, b.marks.part) {
        (Some((x, _)), Some((y, _))) => match (x, y) {
            // Both have a number: the names that bear them must be one.
            _ if a.marks.name() != b.marks.name() => return None,
            (Part::Number(x), Part::Number(y)) if y > x => {
                missing = y - x - 1;
                odds += if missing == 0 { 3.0 } else { 1.0 - 0.2 * f32::from(missing) };
            }
            (Part::Number(1 | 2), Part::Last) => odds += 2.5,
            _ => return None,
        },
        (part, other) => {
            if !elsewhere(a.marks.onward) && !elsewhere(b.marks.back)
                || matches!(other, Some((Part::Number(1), _)))
            {
                return None;
            }
            let known = [a, b].iter().all(|article| article.marks.names().next().is_some());
            odds += match (name, known) {
                (true, _) => 1.5,
                // Two names that differ: a serial keeps its own.
                (false, true) => -3.0,
                (false, false) => -1.5,
            };
            odds -= if part.is_some() || other.is_some() { 0.5 } else { 0.0 };
        }
    }
    odds += if elsewhere(a.marks.onward) { 1.0 } else { 0.0 };
    odds += if elsewhere(b.marks.back) { 1.0 } else { 0.0 };
    odds += if a.page == b.page && a.page != 0 { 0.5 } else { 0.0 };
    let authors = !a.marks.author().is_empty() && !b.marks.author().is_empty();
    odds += match authors {
        true if a.marks.author() == b.marks.author() => 1.0,
        true => -0.5,
        false => 0.0,
    };
    odds -= between as f32 * if name { 0.03 } else { 0.7 };
    Some((odds, missing))
}

/// The pairs of characters in a headline, sorted.
fn pairs_of(marks: &Marks) -> Vec<(char, char)> {
    let all = marks.names().flat_map(|name| name.chars().zip(name.chars().skip(1)));
    let mut pairs: Vec<(char, char)> = all.collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Likeness of two headlines: pairs of characters of the shorter that the longer has.
fn likeness(a: &[(char, char)], b: &[(char, char)]) -> f32 {
    let shared = a.iter().filter(|pair| b.binary_search(pair).is_ok()).count();
    shared as f32 / a.len().min(b.len()).max(1) as f32
}

#[cfg(test)]
mod tests;
