//! Persons and places that are frequent in what was found: those who signed, and those whom the texts name.

use crate::archive::{ArticleId, Library};
use crate::citation::authors_of;
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

impl Names {
    /// The names in some articles; `None` when the ticket became stale on the way. What only one article has is none of
    /// them, where there are several.
    pub(super) fn of(ids: &[ArticleId], library: &Library, ticket: &Ticket) -> Option<Names> {
        let mut counts: [BTreeMap<String, usize>; 2] = Default::default();
        for (of_page, read) in library.pages_in_turn(ids) {
            if ticket.is_stale() {
                return None;
            }
            let Some((_, content)) = read else { continue };
            for article in content.articles(of_page) {
                let text: Vec<&str> =
                    article.texts(Role::Paragraph).chain(article.texts(Role::Title)).collect();
                let mut here: [BTreeSet<String>; 2] = Default::default();
                here[0].extend(authors_of(article));
                for (name, kind) in names(&text.join("\n")) {
                    here[usize::from(kind == NameKind::Place)].insert(name);
                }
                for (counts, names) in counts.iter_mut().zip(here) {
                    names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
                }
            }
        }
        let least = if ids.len() > 1 { 2 } else { 1 };
        let [persons, places] = counts.map(|counts| {
            let mut counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= least).collect();
            counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            counts
        });
        Some(Names { persons, places })
    }
}
