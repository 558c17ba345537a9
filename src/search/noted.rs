//! Notes and tags that a query asks for, beside the words of articles.

use super::Query;
use crate::archive::ArticleId;
use std::collections::HashMap;

/// Remark of the person on an article: a note, and its tags.
#[derive(Clone, Copy, Debug)]
pub struct Remark<'a> {
    /// The article.
    pub article: ArticleId,
    /// Text of the note.
    pub note: &'a str,
    /// Tags.
    pub tags: &'a [String],
}

/// Choice of articles by what is noted on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// Whether an article is chosen, of those with remarks.
    remarked: HashMap<ArticleId, bool>,
    /// Whether those without any are.
    others: bool,
}

impl Noted {
    /// The choice that a query makes; `None` where it asks for no notes and no tags.
    pub fn new<'a>(query: &Query, remarks: impl IntoIterator<Item = Remark<'a>>) -> Option<Noted> {
        if !query.filters.ask_notes() {
            return None;
        }
        let mut by_article: HashMap<ArticleId, Vec<Remark<'_>>> = HashMap::new();
        for remark in remarks {
            by_article.entry(remark.article).or_default().push(remark);
        }
        let accepts = |remarks: &[Remark<'_>]| query.filters.accept_notes(remarks);
        let remarked = by_article.iter().map(|(id, remarks)| (*id, accepts(remarks))).collect();
        Some(Noted { remarked, others: accepts(&[]) })
    }

    /// Whether an article is chosen.
    pub fn accepts(&self, article: ArticleId) -> bool {
        self.remarked.get(&article).copied().unwrap_or(self.others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::PageId;

    #[test]
    fn articles_are_chosen_by_their_notes_and_tags_and_by_having_none() {
        let id = |index| ArticleId { page: PageId { file: 0, index: 0 }, index };
        let tags = ["水利".to_owned(), "Ferry".to_owned()];
        let remarks = [
            Remark { article: id(0), note: "修堤的時候", tags: &[] },
            Remark { article: id(0), note: "", tags: &tags[..1] },
            Remark { article: id(1), note: "", tags: &tags },
        ];
        let chosen = |typed: &str| -> Option<Vec<u32>> {
            let noted = Noted::new(&Query::parse(typed).unwrap(), remarks)?;
            Some((0..3).filter(|&index| noted.accepts(id(index))).collect())
        };
        assert_eq!(chosen("修堤 title:水利"), None, "words of the article are not words of a note");
        for (typed, expected) in [
            ("note:修堤", &[0][..]),
            ("批注:修堤的时候", &[0]),
            ("tag:水利", &[0, 1]),
            ("标签:ferry", &[1]),
            ("tag:水", &[]),
            ("tag:水利 note:修堤", &[0]),
            ("tag:水利 -note:修堤", &[1]),
            ("-tag:水利", &[2]),
            ("tag:水利 tag:ferry", &[1]),
            ("note:渡口", &[]),
        ] {
            assert_eq!(chosen(typed).as_deref(), Some(expected), "{typed}");
        }
    }
}
