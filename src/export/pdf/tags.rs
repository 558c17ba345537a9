//! Tags of a PDF file: what a screen reader is told of it, article by article and in the order of reading.

use super::file::Refs;
use pdf_writer::types::{AnnotationFlags, AnnotationType, StructRole};
use pdf_writer::writers::{Destination, StructTreeRoot};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, TextStr};

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

/// The elements of an article or of the contents, and their language.
pub(super) struct Group {
    pub role: StructRole,
    pub language: &'static str,
    pub elements: Vec<Element>,
}

/// A link from a place on a sheet.
pub(super) struct Link<'e> {
    /// Its object.
    pub annotation: Ref,
    /// Number of the sheet that it is on.
    pub sheet: usize,
    area: Rect,
    /// Number of the article that it leads to.
    to: usize,
    words: &'e str,
}

/// The links of elements that lead to articles, in their order; each is around its lines on one sheet.
pub(super) fn links<'e>(groups: &'e [Group], refs: &mut Refs) -> Vec<Link<'e>> {
    let elements = groups.iter().flat_map(|group| &group.elements);
    let link = |element: &'e Element| {
        let (Tag::Link(to), Some(first)) = (element.tag, element.marks.first()) else { return None };
        let here = element.marks.iter().filter(|mark| mark.sheet == first.sheet);
        let area = here.fold(first.area, |all, mark| Rect {
            x1: all.x1.min(mark.area.x1),
            y1: all.y1.min(mark.area.y1),
            x2: all.x2.max(mark.area.x2),
            y2: all.y2.max(mark.area.y2),
        });
        Some(Link { annotation: refs.next(), sheet: first.sheet, area, to, words: &element.text })
    };
    elements.filter_map(link).collect()
}

/// Writes the links; `starts` are the pages that articles begin on.
pub(super) fn write_links(pdf: &mut Pdf, links: &[Link<'_>], starts: &[Ref], page_count: usize) {
    for (number, link) in links.iter().enumerate() {
        let mut written = pdf.annotation(link.annotation);
        written.subtype(AnnotationType::Link).rect(link.area).contents(TextStr(link.words));
        written.border(0.0, 0.0, 0.0, None).flags(AnnotationFlags::PRINT);
        written.struct_parent((page_count + number) as i32);
        written.insert(Name(b"Dest")).start::<Destination<'_>>().page(starts[link.to]).fit();
    }
}

/// Writes the tree of what is marked on the pages and linked from them; gives its root.
pub(super) fn write(
    pdf: &mut Pdf,
    refs: &mut Refs,
    groups: &[Group],
    links: &[Link<'_>],
    pages: &[Ref],
) -> Ref {
    let (root, document) = (refs.next(), refs.next());
    // The elements of each page's lines by their numbers, and those of links.
    let mut on_pages: Vec<Vec<Ref>> = vec![Vec::new(); pages.len()];
    let (mut of_links, mut annotations) = (Vec::new(), links.iter());
    let parts: Vec<Ref> = groups.iter().map(|_| refs.next()).collect();
    for (group, &part) in groups.iter().zip(&parts) {
        let own: Vec<Ref> = group.elements.iter().map(|_| refs.next()).collect();
        let mut written = pdf.struct_element(part);
        written.kind(group.role).parent(document).lang(TextStr(group.language));
        own.iter().fold(&mut written.children(), |children, &id| children.struct_element(id));
        written.finish();
        for (element, &id) in group.elements.iter().zip(&own) {
            let mut written = pdf.struct_element(id);
            written.kind(element.tag.role()).parent(part);
            let mut children = written.children();
            for mark in &element.marks {
                children.marked_content_ref().page(pages[mark.sheet]).marked_content_id(mark.id);
                // Lines of a sheet are numbered as they are set.
                on_pages[mark.sheet].push(id);
            }
            let is_link = matches!(element.tag, Tag::Link(_)) && !element.marks.is_empty();
            if let Some(link) = is_link.then(|| annotations.next()).flatten() {
                children.object_ref().page(pages[link.sheet]).object(link.annotation);
                of_links.push(id);
            }
        }
    }
    let mut written = pdf.struct_element(document);
    written.kind(StructRole::Document).parent(root);
    parts.iter().fold(&mut written.children(), |children, &id| children.struct_element(id));
    written.finish();
    let arrays: Vec<Ref> = on_pages.iter().map(|_| refs.next()).collect();
    for (elements, &array) in on_pages.iter().zip(&arrays) {
        pdf.indirect(array).array().items(elements.iter().copied());
    }
    let next = (arrays.len() + of_links.len()) as i32;
    let mut tree = pdf.indirect(root).start::<StructTreeRoot<'_>>();
    tree.child(document).parent_tree_next_key(next);
    let mut numbers = tree.parent_tree();
    let mut entries = numbers.nums();
    for (key, value) in (0..).zip(arrays.into_iter().chain(of_links)) {
        entries.insert(key, value);
    }
    drop(entries);
    drop(numbers);
    drop(tree);
    root
}
