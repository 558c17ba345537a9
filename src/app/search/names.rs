//! Persons and places that are frequent in what was found: those who signed, and those whom the texts name.

use crate::archive::{ArticleId, Library};
use crate::citation::authors_of;
use crate::dictionary::Dictionary;
use crate::han::person::Standing;
use crate::han::surname::is_telling;
use crate::han::variants::fold_text;
use crate::han::words::{Name, NameKind, names};
use crate::search::Ticket;
use crate::segmentation::Role;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Articles whose text is read for names: the first of what was found.
pub const READ: usize = 200;

/// Names in articles, the most frequent first, each with the number of articles that have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Persons.
    pub persons: Vec<(String, usize)>,
    /// Places.
    pub places: Vec<(String, usize)>,
}

/// What the articles say of a word.
#[derive(Default)]
struct Heard {
    /// Number of articles that have it.
    articles: usize,
    /// Number of times it stands as a person does, and as something else.
    person: usize,
    other: usize,
    /// How it is printed, and how often so.
    printed: BTreeMap<String, usize>,
}

impl Heard {
    fn is_person(&self) -> bool {
        self.person > 0 && self.person >= self.other
    }

    /// The form that it is printed in most often.
    fn form(self) -> Option<String> {
        self.printed.into_iter().max_by_key(|(_, times)| *times).map(|(form, _)| form)
    }
}

impl Names {
    /// The names in some articles, as they are printed; `None` when the ticket became stale on the way. What only one
    /// article has is none of them, where there are several; nor is what nowhere stands as a person does.
    pub(super) fn of(ids: &[ArticleId], library: &Library, ticket: &Ticket) -> Option<Names> {
        let [mut persons, mut places]: [BTreeMap<String, Heard>; 2] = Default::default();
        let mut known = Places::new(Dictionary::wait());
        for (of_page, read) in library.pages_in_turn(ids) {
            if ticket.is_stale() {
                return None;
            }
            let Some((_, content)) = read else { continue };
            for article in content.articles(of_page) {
                let text: Vec<&str> =
                    article.texts(Role::Paragraph).chain(article.texts(Role::Title)).collect();
                let mut here: [BTreeSet<String>; 2] = Default::default();
                let signed = authors_of(article).into_iter().map(|printed| Name {
                    word: fold_text(&printed),
                    printed,
                    kind: NameKind::Person(Standing::Person),
                });
                let signed = signed.filter(|name| !is_body(&name.word));
                for name in signed.chain(names(&text.join("\n"))) {
                    let is_place = known.has(&name);
                    let Name { word, printed, kind } = name;
                    if !is_place && !matches!(kind, NameKind::Person(_)) {
                        continue;
                    }
                    let heard = if is_place { &mut places } else { &mut persons };
                    let heard = heard.entry(word.clone()).or_default();
                    heard.person += usize::from(kind == NameKind::Person(Standing::Person));
                    heard.other += usize::from(kind == NameKind::Person(Standing::Other));
                    *heard.printed.entry(printed).or_default() += 1;
                    here[usize::from(is_place)].insert(word);
                }
                for (seen, heard) in here.into_iter().zip([&mut persons, &mut places]) {
                    for word in seen {
                        heard.entry(word).or_default().articles += 1;
                    }
                }
            }
        }
        persons.retain(|_, heard| heard.is_person());
        let least = if ids.len() > 1 { 2 } else { 1 };
        let [persons, places] = [persons, places].map(|heard| {
            let counts = heard.into_values().map(|one| (one.articles, one.form()));
            let counts = counts.filter_map(|(articles, form)| Some((form?, articles)));
            let mut counts: Vec<(String, usize)> = counts.filter(|(_, count)| *count >= least).collect();
            counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            counts
        });
        Some(Names { persons, places })
    }
}

/// Places by a dictionary of names, which is asked once for each word.
struct Places {
    dictionary: &'static Dictionary,
    asked: HashMap<String, bool>,
}

impl Places {
    fn new(dictionary: &'static Dictionary) -> Places {
        Places { dictionary, asked: HashMap::new() }
    }

    /// Whether a word is a place: words for any place, 城市, 大洋, are tagged as places too, and so are pieces of two
    /// characters that stand in no dictionary; of what is not, the dictionary knows counties and rivers.
    fn has(&mut self, Name { word, kind, .. }: &Name) -> bool {
        let dictionary = self.dictionary;
        match kind {
            NameKind::Person(Standing::Person) => false,
            NameKind::Place => {
                let is_long = word.chars().nth(2).is_some();
                dictionary.is_name(word) || is_long && !dictionary.is_common(word) && !word.contains('各')
            }
            NameKind::Person(_) | NameKind::Word => match self.asked.get(word) {
                Some(known) => *known,
                None => *self.asked.entry(word.clone()).or_insert(dictionary.is_place(word)),
            },
        }
    }
}

/// Whether who signed is a body: 新华社, 本报编辑部.
fn is_body(author: &str) -> bool {
    let (length, first) = (author.chars().count(), author.chars().next());
    let has_form = length == 3 && first.is_some_and(is_telling);
    length > 2 && !has_form && author.ends_with(['社', '报', '台', '网', '员', '部', '局', '组', '会', '院'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places in a text, as printed.
    fn of(text: &str) -> Vec<String> {
        let mut known = Places::new(Dictionary::wait());
        names(text).into_iter().filter(|name| known.has(name)).map(|name| name.printed).collect()
    }

    #[test]
    fn what_is_told_of_a_place_is_no_part_of_it() {
        assert_eq!(of("據桂坊來電，東渚來訊，各鄉鎮水退，船自東渚來。"), [""; 0]);
        assert_eq!(of("據漢口來電，重慶來訊，水已退。"), ["漢口", "重慶"]);
    }

    #[test]
    fn counties_and_rivers_are_places_and_pieces_of_words_are_none() {
        let text =
            "又訊興化、高郵、當塗、洪湖各地水退，沅江仍漲，全城盡成澤國，據云水退須待秋後，在南門設粥廠。";
        assert_eq!(of(text), ["興化", "高郵", "當塗", "洪湖", "沅江"]);
        assert_eq!(of("城市居民说，大洋上的风很大，无为是好事。"), [""; 0]);
    }
}
