//! Tags of a PDF file: what a screen reader is told of it, article by article and in the order of reading.

use super::file::{File, Refs};
use pdf_writer::types::{AnnotationFlags, AnnotationType, StructRole};
use pdf_writer::writers::{Destination, StructTreeRoot};
use pdf_writer::{Chunk, Name, Rect, Ref, TextStr};
use std::io;

/// The part that a piece of text plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// The headline of an article.
    Heading,
    /// A heading inside of an article.
    Subhead,
    /// Any other text.
    Text,
    /// An entry of the contents, which leads to the article of this number.
    Link(usize),
}

impl Tag {
    /// What its lines are marked with on the page.
    pub fn name(self) -> Name<'static> {
        match self {
            Tag::Heading => Name(b"H1"),
            Tag::Subhead => Name(b"H2"),
            Tag::Text => Name(b"P"),
            Tag::Link(_) => Name(b"Link"),
        }
    }

    fn role(self) -> StructRole {
        match self {
            Tag::Heading => StructRole::H1,
            Tag::Subhead => StructRole::H2,
            Tag::Text => StructRole::P,
            Tag::Link(_) => StructRole::Link,
        }
    }
}

/// A line on a sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Number of the sheet.
    pub sheet: usize,
    /// Its number on the sheet.
    pub id: i32,
    /// Where it is.
    pub area: Rect,
}

/// A text and its lines.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// The part that it plays.
    pub tag: Tag,
    /// Its words.
    pub text: String,
    /// Its lines in order.
    pub marks: Vec<Mark>,
}

/// The elements of an article or of the contents while they are written, and their language.
pub(super) struct Group {
    own: Ref,
    role: StructRole,
    language: &'static str,
    elements: Vec<Ref>,
}

impl Group {
    pub fn new(role: StructRole, language: &'static str, refs: &mut Refs) -> Group {
        Group { own: refs.next(), role, language, elements: Vec::new() }
    }
}

/// A link from a place on a sheet.
pub(super) struct Link<'e> {
    /// Its object.
    pub annotation: Ref,
    /// Its key in the tree.
    key: usize,
    /// Number of the sheet that it is on.
    pub sheet: usize,
    area: Rect,
    /// Number of the article that it leads to.
    pub to: usize,
    words: &'e str,
}

/// The links of elements that lead to articles, in their order, with keys from one on; each is around its lines on one
/// sheet.
pub(super) fn links<'e>(elements: &'e [Element], first_key: usize, refs: &mut Refs) -> Vec<Link<'e>> {
    let mut keys = first_key..;
    let link = |element: &'e Element| {
        let (Tag::Link(to), Some(first)) = (element.tag, element.marks.first()) else { return None };
        let here = element.marks.iter().filter(|mark| mark.sheet == first.sheet);
        let area = here.fold(first.area, |all, mark| Rect {
            x1: all.x1.min(mark.area.x1),
            y1: all.y1.min(mark.area.y1),
            x2: all.x2.max(mark.area.x2),
            y2: all.y2.max(mark.area.y2),
        });
        let key = keys.next()?;
        Some(Link { annotation: refs.next(), key, sheet: first.sheet, area, to, words: &element.text })
    };
    elements.iter().filter_map(link).collect()
}

/// Writes a link; `start` is the page that its article begins on.
pub(super) fn write_link(pdf: &mut Chunk, link: &Link<'_>, start: Ref) {
    let mut written = pdf.annotation(link.annotation);
    written.subtype(AnnotationType::Link).rect(link.area).contents(TextStr(link.words));
    written.border(0.0, 0.0, 0.0, None).flags(AnnotationFlags::PRINT);
    written.struct_parent(link.key as i32);
    written.insert(Name(b"Dest")).start::<Destination<'_>>().page(start).fit();
}

/// Tree of what is marked on the pages and linked from them, while it is written.
pub(super) struct Tree {
    root: Ref,
    document: Ref,
    groups: Vec<Ref>,
    /// What the lines of pages belong to, and what links do, by their keys.
    keys: Vec<(usize, Ref)>,
}

impl Tree {
    pub fn new(refs: &mut Refs) -> Tree {
        Tree { root: refs.next(), document: refs.next(), groups: Vec::new(), keys: Vec::new() }
    }

    /// Writes elements of a group; `mark` is told the sheet of each line and the element that it belongs to, and gives the
    /// sheet's page.
    pub fn elements(
        &mut self,
        file: &mut File<'_>,
        refs: &mut Refs,
        group: &mut Group,
        (elements, links): (&[Element], &[Link<'_>]),
        mark: &mut dyn FnMut(usize, Ref) -> Ref,
    ) -> io::Result<()> {
        let mut links = links.iter();
        for element in elements {
            let id = refs.next();
            group.elements.push(id);
            file.object(|pdf| {
                let mut written = pdf.struct_element(id);
                written.kind(element.tag.role()).parent(group.own);
                let mut children = written.children();
                let mut first = None;
                for line in &element.marks {
                    // Lines of a sheet are numbered as they are set.
                    let page = mark(line.sheet, id);
                    first.get_or_insert(page);
                    children.marked_content_ref().page(page).marked_content_id(line.id);
                }
                let page = first.filter(|_| matches!(element.tag, Tag::Link(_)));
                if let Some((page, link)) = page.and_then(|page| Some((page, links.next()?))) {
                    children.object_ref().page(page).object(link.annotation);
                    self.keys.push((link.key, id));
                }
            })?;
        }
        Ok(())
    }

    /// Writes a group whose elements are written.
    pub fn group(&mut self, file: &mut File<'_>, group: Group) -> io::Result<()> {
        self.groups.push(group.own);
        file.object(|pdf| {
            let mut written = pdf.struct_element(group.own);
            written.kind(group.role).parent(self.document).lang(TextStr(group.language));
            group.elements.iter().fold(&mut written.children(), |children, &id| children.struct_element(id));
        })
    }

    /// Notes what the lines of a page of a key belong to.
    pub fn page(&mut self, key: usize, lines: Ref) {
        self.keys.push((key, lines));
    }

    /// Moves the group that was written last to the front.
    pub fn last_goes_first(&mut self) {
        self.groups.rotate_right(1);
    }

    /// Writes what ties it together; gives its root.
    pub fn finish(mut self, file: &mut File<'_>) -> io::Result<Ref> {
        file.object(|pdf| {
            let mut written = pdf.struct_element(self.document);
            written.kind(StructRole::Document).parent(self.root);
            self.groups.iter().fold(&mut written.children(), |children, &id| children.struct_element(id));
        })?;
        self.keys.sort_unstable_by_key(|(key, _)| *key);
        let next = self.keys.last().map_or(0, |(key, _)| key + 1);
        file.object(|pdf| {
            let mut tree = pdf.indirect(self.root).start::<StructTreeRoot<'_>>();
            tree.child(self.document).parent_tree_next_key(next as i32);
            let mut numbers = tree.parent_tree();
            let mut entries = numbers.nums();
            for (key, value) in self.keys {
                entries.insert(key as i32, value);
            }
        })?;
        Ok(self.root)
    }
}
