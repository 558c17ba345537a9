//! Filter of the annotations that a list shows.

use super::Motivation;
use super::annotation_index::{Row, TAG};
use crate::anchor::AnchorState;
use memchr::memmem::Finder;

/// Conditions that an annotation must meet; what is left empty does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all occur in the quote, the note, the tags, the title, the paper's name or the path;
    /// letter case does not count.
    pub words: String,
    /// A tag it must carry.
    pub tag: Option<String>,
    /// Its colour.
    pub color: Option<u8>,
    /// Its motivation. Without one, all but those that only put an article into a collection.
    pub motivation: Option<Motivation>,
    /// The earliest date of its issue, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// The latest date of its issue, `YYYY-MM-DD`, or its beginning: `1954-07` lasts to the end of the month.
    pub to: Option<String>,
    /// The newspaper's name.
    pub paper: Option<String>,
    /// Certainty with which it was found when its page was last open ([`super::Notebook::set_state`]).
    pub state: Option<AnchorState>,
    /// Show what was deleted, and nothing else.
    pub deleted: bool,
}

/// A filter made ready for many annotations.
pub(super) struct Sieve<'a> {
    filter: &'a Filter,
    /// Words that must occur in the text.
    words: Vec<Finder<'static>>,
    /// The newspaper's number in the table.
    paper: Option<usize>,
}

impl<'a> Sieve<'a> {
    pub fn new(filter: &'a Filter, paper: Option<usize>) -> Sieve<'a> {
        let words = filter.words.to_lowercase();
        let tag = filter.tag.as_ref().map(|tag| format!("{TAG}{}{TAG}", tag.to_lowercase()));
        let needles = words.split_whitespace().map(str::to_owned).chain(tag);
        Sieve { filter, words: needles.map(|word| Finder::new(&word).into_owned()).collect(), paper }
    }

    /// Whether a row is to be shown.
    pub fn admits(&self, row: &Row, text: &[u8]) -> bool {
        let filter = self.filter;
        let date = row.date.as_ref().map(|date| &date[..]);
        row.deleted == filter.deleted
            && filter.motivation.map_or(row.motivation != Motivation::Classifying, |motivation| row.motivation == motivation)
            && filter.state.is_none_or(|state| row.state == Some(state))
            && self.paper.is_none_or(|paper| row.paper == paper)
            && filter.color.is_none_or(|color| row.color == Some(color))
            && filter.from.as_deref().is_none_or(|from| date.is_some_and(|date| date >= from.as_bytes()))
            && filter.to.as_deref().is_none_or(|to| date.is_some_and(|date| date <= to.as_bytes() || date.starts_with(to.as_bytes())))
            && self.words.iter().all(|word| word.find(text).is_some())
            // What the text has folded together is told apart last.
            && filter.tag.as_ref().is_none_or(|tag| row.annotation.body.tags.contains(tag))
    }
}

#[cfg(test)]
mod tests {
    use super::super::annotation_index::AnnotationIndex;
    use super::super::{Annotation, Body};
    use super::*;
    use crate::anchor::{PageRef, Target};
    use uuid::Uuid;

    fn annotation(note: &str, tag: &str, date: &str, color: u8) -> Annotation {
        let page = PageRef { paper: Some("湖口报".into()), date: Some(date.into()), ..PageRef::default() };
        let body = Body { note: note.into(), tags: vec![tag.into()], color: Some(color) };
        Annotation::new(Motivation::Highlighting, Target { page, ..Target::default() }, body)
    }

    #[test]
    fn each_part_of_a_filter_counts() {
        let mut table = AnnotationIndex::default();
        let all = [
            annotation("Dike 修堤", "水利", "1954-07-01", 0),
            annotation("修路", "交通", "1955-01-31", 1),
            annotation("修堤又修路", "水利工程", "1956-02-01", 1),
        ];
        // Out of order, and one of them twice.
        for annotation in [&all[2], &all[0], &all[1], &all[0]] {
            table.put(annotation.clone());
        }
        table.settle();
        let found = |filter: Filter| -> Vec<usize> {
            let position = |id| all.iter().position(|annotation| annotation.id == id);
            table.find(&filter).filter_map(|row| position(row.id)).collect()
        };
        let any = Filter::default;
        assert_eq!(found(any()), [2, 1, 0], "the newest first");
        assert_eq!(found(Filter { words: "修堤 dike".into(), ..any() }), [0]);
        assert_eq!(found(Filter { words: "修路".into(), ..any() }), [2, 1]);
        assert_eq!(found(Filter { words: "湖口报".into(), color: Some(1), ..any() }), [2, 1]);
        assert_eq!(found(Filter { tag: Some("水利".into()), ..any() }), [0], "a tag, not its beginning");
        assert_eq!(found(Filter { from: Some("1955-01-31".into()), ..any() }), [2, 1]);
        for to in ["1955-01-31", "1955-01", "1955"] {
            assert_eq!(found(Filter { to: Some(to.into()), ..any() }), [1, 0]);
        }
        assert_eq!(found(Filter { paper: Some("别的报".into()), ..any() }), [0; 0]);
        assert_eq!(found(Filter { motivation: Some(Motivation::Commenting), ..any() }), [0; 0]);
        assert_eq!(found(Filter { deleted: true, ..any() }), [0; 0]);
        table.set_state(all[1].id, AnchorState::Check);
        table.put(Annotation { body: Body { note: "改写".into(), ..Body::default() }, ..all[1].clone() });
        let check = Filter { state: Some(AnchorState::Check), ..any() };
        let ids: Vec<Uuid> = table.find(&check).map(|row| row.id).collect();
        assert_eq!(ids, [all[1].id], "a new text is still where it was found");
    }

    #[test]
    fn tags_are_counted_as_they_come_and_go() {
        let mut table = AnnotationIndex::default();
        let (mut one, two) = (annotation("", "水利", "", 0), annotation("", "水利", "", 0));
        table.put(one.clone());
        table.put(two.clone());
        table.put(two);
        assert_eq!(table.tags().get("水利"), Some(&2));
        one.body.tags = vec!["交通".into()];
        table.put(one.clone());
        assert_eq!((table.tags().get("水利"), table.tags().get("交通")), (Some(&1), Some(&1)));
        one.deleted = true;
        table.put(one);
        assert_eq!((table.tags().len(), table.tags().get("交通")), (1, None));
    }

    #[test]
    fn a_text_that_is_changed_for_ever_does_not_grow_for_ever() {
        let mut table = AnnotationIndex::default();
        let mut one = annotation("开头", "题", "1954-07-01", 0);
        for n in 0..200 {
            one.body.note = format!("第{n}稿");
            table.put(one.clone());
            table.settle();
        }
        assert!(table.text_bytes() < 400, "{}", table.text_bytes());
        assert_eq!(table.find(&Filter { words: "第199稿".into(), ..Filter::default() }).count(), 1);
        assert_eq!(table.find(&Filter { words: "第198稿".into(), ..Filter::default() }).count(), 0);
    }
}
