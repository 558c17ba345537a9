//! Serials: the instalments of one text, linked across pages and issues.
//!
//! An article says of itself that it is a part ([`Marks`]: a number in its headline, 未完, 接上期, 下转3版), and two
//! articles that say so are weighed by name, number, marks, page and author. Each article takes the likeliest
//! neighbour on either side. A name alone links nothing: a column has the same name every day and is no serial.
//!
//! Pure: what is known of the articles in, links out.

mod mark;

pub use mark::{Marks, Onward, Part, jump_page};

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;
use std::rc::Rc;

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
    /// Links the articles of an archive, which come in reading order: by newspaper, then by issue.
    pub fn link(articles: impl IntoIterator<Item = Candidate<Id>>) -> Serials<Id> {
        let mut linking = Linking::default();
        articles.into_iter().for_each(|article| linking.take(article));
        linking.end_issue();
        let mut weighed = linking.weighed;
        weighed.sort_by(|x, y| y.odds.total_cmp(&x.odds).then(x.places.cmp(&y.places)));
        let mut out = Serials::default();
        let mut places = Vec::new();
        // Of each chain so far its last instalment by its first, and the other way round.
        let mut ends: HashMap<Id, Id> = HashMap::new();
        for Pair { odds, places: (place, _), from, to, missing } in weighed {
            let end = |id: Id| ends.get(&id).copied().unwrap_or(id);
            let (first, last) = (end(from), end(to));
            if !out.onward.contains_key(&from) && !out.back.contains_key(&to) && first != to {
                ends.extend([(first, last), (last, first)]);
                out.onward.insert(from, out.links.len());
                out.back.insert(to, out.links.len());
                out.links.push(Link { from, to, confidence: 1.0 / (1.0 + (-odds).exp()), missing });
                places.push(place);
            }
        }
        let mut ordered: Vec<(u32, Link<Id>)> = places.into_iter().zip(out.links).collect();
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

/// An article at its place in reading order.
#[derive(Debug)]
struct Placed<Id> {
    place: u32,
    article: Candidate<Id>,
    /// The pairs of characters in its headline, once they were asked for.
    pairs: OnceCell<Vec<(char, char)>>,
}

impl<Id> Placed<Id> {
    fn pairs(&self) -> &[(char, char)] {
        self.pairs.get_or_init(|| pairs_of(&self.article.marks))
    }
}

/// Two articles of which one may go on in the other.
struct Pair<Id> {
    odds: f32,
    /// Their places in reading order.
    places: (u32, u32),
    from: Id,
    to: Id,
    missing: u16,
}

/// Articles while they are linked. Only what may be neighbours is weighed, and only what a later one may be weighed with
/// stays in memory: the last ones of each name, the last ones with marks, and those of the issue.
struct Linking<Id> {
    /// Number of articles so far.
    count: u32,
    /// Of the newspaper the last articles of each name, and the last ones with marks.
    named: HashMap<String, VecDeque<Rc<Placed<Id>>>>,
    marked: VecDeque<Rc<Placed<Id>>>,
    /// All of the issue.
    issue: Vec<Rc<Placed<Id>>>,
    /// The pairs that may be, of which an archive of decades has few; one that is weighed twice does no harm.
    weighed: Vec<Pair<Id>>,
}

impl<Id> Default for Linking<Id> {
    fn default() -> Linking<Id> {
        Linking {
            count: 0,
            named: HashMap::new(),
            marked: VecDeque::new(),
            issue: Vec::new(),
            weighed: Vec::new(),
        }
    }
}

impl<Id: Copy> Linking<Id> {
    /// Weighs the next article with those before it.
    fn take(&mut self, article: Candidate<Id>) {
        if let Some(last) = self.issue.last().map(|last| &last.article)
            && (last.paper, last.issue) != (article.paper, article.issue)
        {
            if last.paper != article.paper {
                self.named.clear();
                self.marked.clear();
            }
            self.end_issue();
        }
        let next = Rc::new(Placed { place: self.count, article, pairs: OnceCell::new() });
        self.count += 1;
        let is_marked = next.article.marks.any();
        for name in next.article.marks.names() {
            if !self.named.contains_key(name) {
                self.named.insert(name.to_owned(), VecDeque::new());
            }
            let Some(column) = self.named.get_mut(name) else { continue };
            // Articles of one name that say nothing of parts are a column: only its nearest can be meant.
            let before = column.iter().filter(|before| is_marked || before.article.marks.any());
            before.for_each(|before| consider(&mut self.weighed, before, &next));
            push_last(column, next.clone(), COLUMN);
        }
        if is_marked {
            let near = |before: &&Rc<Placed<Id>>| next.article.issue.abs_diff(before.article.issue) <= NEAR;
            let before = self.marked.iter().rev().take_while(near);
            before.for_each(|before| consider(&mut self.weighed, before, &next));
            push_last(&mut self.marked, next.clone(), REACH);
        }
        self.issue.push(next);
    }

    /// Weighs those of the issue that name a page of it with what stands there.
    fn end_issue(&mut self) {
        let issue = std::mem::take(&mut self.issue);
        let mut on_page: HashMap<u16, Vec<&Rc<Placed<Id>>>> = HashMap::new();
        issue.iter().for_each(|placed| on_page.entry(placed.article.page).or_default().push(placed));
        for placed in &issue {
            let Marks { onward, back, .. } = placed.article.marks;
            // A page that a jump line names may hold the rest without saying so.
            for page in [onward, back].into_iter().flatten().filter_map(|onward| match onward {
                Onward::Page(page) => Some(page),
                Onward::Elsewhere => None,
            }) {
                let there = on_page.get(&page).map_or(&[][..], Vec::as_slice);
                let from =
                    there.partition_point(|other| other.place < placed.place).saturating_sub(REACH / 2);
                let near = there[from..].iter().take(REACH).filter(|other| other.place != placed.place);
                let leads_back = back == Some(Onward::Page(page));
                for other in near {
                    let (from, to) = if leads_back { (*other, placed) } else { (placed, *other) };
                    consider(&mut self.weighed, from, to);
                }
            }
        }
    }
}

/// Adds one, and drops the first where there are more than so many.
fn push_last<T>(last: &mut VecDeque<T>, one: T, most: usize) {
    if last.len() == most {
        last.pop_front();
    }
    last.push_back(one);
}

/// Weighs two articles, and keeps them where one may go on in the other.
fn consider<Id: Copy>(weighed: &mut Vec<Pair<Id>>, a: &Placed<Id>, b: &Placed<Id>) {
    let found = weigh(&a.article, &b.article, || likeness(a.pairs(), b.pairs()));
    weighed.extend(found.filter(|(odds, _)| *odds > 0.0).map(|(odds, missing)| Pair {
        odds,
        places: (a.place, b.place),
        from: a.article.id,
        to: b.article.id,
        missing,
    }));
}

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
