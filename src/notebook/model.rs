//! Model of what a person can put into the notebook, after the W3C Web Annotation model.

use super::Membership;
use crate::anchor::{Anchor, Locator, Target};
use crate::correction::{Correction, Operation};
use crate::segmentation::Page;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Number of highlight colours.
pub const COLORS: u8 = 5;

/// Motivation of a person to make an annotation; the names are those of the W3C vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motivation {
    /// A place or an article to come back to.
    Bookmarking,
    /// Words marked in a colour.
    Highlighting,
    /// A note on words or on an article.
    Commenting,
    /// Topics only.
    Tagging,
    /// An article put into a collection.
    Classifying,
}

impl Motivation {
    /// All of them, in the order of a list.
    pub const ALL: [Motivation; 5] = [
        Motivation::Bookmarking,
        Motivation::Highlighting,
        Motivation::Commenting,
        Motivation::Tagging,
        Motivation::Classifying,
    ];

    /// The word of the W3C vocabulary.
    pub fn name(self) -> &'static str {
        match self {
            Motivation::Bookmarking => "bookmarking",
            Motivation::Highlighting => "highlighting",
            Motivation::Commenting => "commenting",
            Motivation::Tagging => "tagging",
            Motivation::Classifying => "classifying",
        }
    }

    /// The motivation of a [`Motivation::name`].
    pub fn from_name(name: &str) -> Option<Motivation> {
        Motivation::ALL.into_iter().find(|m| m.name() == name)
    }
}

/// Body of an annotation: what the person wrote or chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    /// The note; empty where there is none.
    pub note: String,
    /// Topics, without `#`.
    pub tags: Vec<String>,
    /// The highlight's colour, 0 to [`COLORS`] - 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<u8>,
}

/// A bookmark, a highlight or a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Its name for ever (UUID version 7).
    pub id: Uuid,
    /// Its motivation.
    pub motivation: Motivation,
    /// Its body: what the person wrote.
    pub body: Body,
    /// Target as it was when it was made; never rewritten, but that an article without a name is given one.
    pub target: Target,
    /// Target that the person confirmed after the page had changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Target>,
    /// The collection it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<Membership>,
    /// Time when it was made, by the machine's clock; for display only.
    pub created: Timestamp,
    /// Time when it was last changed, by the machine's clock; for display only.
    #[serde(skip)]
    pub modified: Timestamp,
    /// Number of times that it was written, from 1; 0 before the notebook has it.
    #[serde(skip)]
    pub revision: u64,
    /// Deleted, and still there to be had back.
    #[serde(skip)]
    pub deleted: bool,
}

impl Annotation {
    /// A new one, not yet in a notebook.
    pub fn new(motivation: Motivation, target: Target, body: Body) -> Annotation {
        let now = Timestamp::now();
        Annotation {
            id: Uuid::now_v7(),
            motivation,
            body,
            target,
            confirmed: None,
            collection: None,
            created: now,
            modified: now,
            revision: 0,
            deleted: false,
        }
    }

    /// An article put into a collection.
    pub fn in_collection(target: Target, at: Membership) -> Annotation {
        let annotation = Annotation::new(Motivation::Classifying, target, Body::default());
        Annotation { collection: Some(at), ..annotation }
    }

    /// The place on a page: where the person last said it is, else where it was made.
    pub fn find(&self, locator: &Locator<'_>) -> Anchor {
        locator.locate_either(self.confirmed.as_ref(), &self.target)
    }
}

impl Correction {
    /// A new one, not yet in a notebook.
    pub fn new(operation: Operation) -> Correction {
        Correction { id: Uuid::now_v7(), operation, created: Timestamp::now() }
    }
}

/// Finds one annotation on a page. For many on one page, keep a [`Locator`] and ask [`Annotation::find`].
pub fn locate(annotation: &Annotation, page: &Page) -> Anchor {
    annotation.find(&Locator::new(page))
}

/// Progress of a person in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// Marked as read.
    pub read: bool,
    /// Put off when it was to be checked.
    pub put_off: bool,
    /// The first byte of the page's decoded text that was visible at the top; `None` at the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_byte: Option<u32>,
}

/// An archive that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentArchive {
    /// Its folder.
    pub folder: std::path::PathBuf,
    /// Time when it was last opened, by the machine's clock.
    pub opened: Timestamp,
}
