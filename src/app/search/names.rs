//! Persons and places that are frequent in what was found: those who signed, and those whom the texts name.

use crate::archive::{ArticleId, Library};
use crate::citation::authors_of;
use crate::dictionary::Dictionary;
use crate::han::person::Standing;
use crate::han::surname::is_telling;
use crate::han::variants::fold_text;
use crate::han::words::{NameKind, names};
use crate::search::Ticket;
use crate::segmentation::Role;
use std::collections::{BTreeMap, BTreeSet};

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

/// What the articles say of a word with the form of a person's name.
#[derive(Default)]
struct Heard {
    /// Number of articles that have it.
    articles: usize,
    /// Number of times it stands as a person does, and as something else.
    person: usize,
    other: usize,
}

impl Heard {
    fn is_person(&self) -> bool {
        self.person > 0 && self.person >= self.other
    }
}

impl Names {
    /// The names in some articles; `None` when the ticket became stale on the way. What only one article has is none of
    /// them, where there are several; nor is what nowhere stands as a person does.
    pub(super) fn of(ids: &[ArticleId], library: &Library, ticket: &Ticket) -> Option<Names> {
        let (mut persons, mut places) = (BTreeMap::<String, Heard>::new(), BTreeMap::<String, usize>::new());
        for (of_page, read) in library.pages_in_turn(ids) {
            if ticket.is_stale() {
                return None;
            }
            let Some((_, content)) = read else { continue };
            for article in content.articles(of_page) {
                let text: Vec<&str> =
                    article.texts(Role::Paragraph).chain(article.texts(Role::Title)).collect();
                let mut here: [BTreeSet<String>; 2] = Default::default();
                let authors = authors_of(article).into_iter().map(|author| fold_text(&author));
                let authors = authors.filter(|author: &String| !is_body(author));
                let signed = authors.map(|author| (author, NameKind::Person(Standing::Person)));
                for (name, kind) in signed.chain(names(&text.join("\n"))) {
                    if let NameKind::Person(standing) = kind {
                        let heard = persons.entry(name.clone()).or_default();
                        heard.person += usize::from(standing == Standing::Person);
                        heard.other += usize::from(standing == Standing::Other);
                    }
                    here[usize::from(kind == NameKind::Place)].insert(name);
                }
                let [named, seen] = here;
                named.into_iter().for_each(|name| persons.entry(name).or_default().articles += 1);
                seen.into_iter().for_each(|name| *places.entry(name).or_insert(0) += 1);
            }
        }
        // Words for any place, 城市, 大洋, are tagged as places too.
        let dictionary = Dictionary::wait();
        places.retain(|name, _| !dictionary.is_common(name));
        let least = if ids.len() > 1 { 2 } else { 1 };
        let persons = persons.into_iter().filter(|(_, heard)| heard.is_person());
        let persons = persons.map(|(name, heard)| (name, heard.articles)).collect();
        let [persons, places] =
            [persons, places.into_iter().collect()].map(|mut counts: Vec<(String, usize)>| {
                counts.retain(|(_, count)| *count >= least);
                counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                counts
            });
        Some(Names { persons, places })
    }
}

/// Whether who signed is a body: 新华社, 本报编辑部.
fn is_body(author: &str) -> bool {
    let (length, first) = (author.chars().count(), author.chars().next());
    let has_form = length == 3 && first.is_some_and(is_telling);
    length > 2 && !has_form && author.ends_with(['社', '报', '台', '网', '员', '部', '局', '组', '会', '院'])
}
