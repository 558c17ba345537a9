//! Annotations for reading elsewhere: Markdown, cards, a table, citations. Pure: annotations in, text out.

use super::escape;
use crate::citation::{Citation, CitationStyle, authors, bibliography};
use crate::han::character::is_forbidden;
use crate::language::Language;
use crate::notebook::{Annotation, COLORS, Motivation};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use uuid::Uuid;

/// Beginning of a link that opens an annotation.
const LINK: &str = "jianbao://annotation/";

/// A link that opens an annotation in the program.
pub fn link(id: Uuid) -> String {
    format!("{LINK}{id}")
}

/// The annotation that a link of [`link`] opens.
pub fn parse_link(link: &str) -> Option<Uuid> {
    Uuid::parse_str(link.trim().strip_prefix(LINK)?.trim_end_matches('/')).ok()
}

/// The citation of an annotation's article: where it was printed.
pub fn citation(annotation: &Annotation) -> Citation {
    let (page, article) = (&annotation.target.page, &annotation.target.article);
    Citation {
        paper: page.paper.clone().unwrap_or_default(),
        date: page.date.as_deref().and_then(|date| date.parse().ok()),
        page: page.label.clone().unwrap_or_default(),
        title: if article.title.is_empty() { annotation.target.quote() } else { article.title.clone() },
        subtitle: article.subtitle.clone(),
        authors: if article.authors.is_empty() { authors(&article.byline) } else { article.authors.clone() },
        section: article.section.clone(),
        path: page.path.clone(),
        notes: said(annotation).into_iter().collect(),
        keywords: annotation.body.tags.clone(),
        link: link(annotation.id),
        ..Citation::default()
    }
}

/// How many signs of annotations are no text: all forms but JSON-LD leave them out.
pub fn forbidden(annotations: &[Arc<Annotation>]) -> usize {
    let signs = |text: &str| text.chars().filter(|c| is_forbidden(*c)).count();
    let of = |annotation: &Arc<Annotation>| -> usize {
        let (article, body) = (&annotation.target.article, &annotation.body);
        let texts = [&annotation.target.quote(), &body.note, &article.title, &article.subtitle]
            .map(|text| signs(text));
        texts.iter().sum::<usize>() + body.tags.iter().map(|tag| signs(tag)).sum::<usize>()
    };
    annotations.iter().map(of).sum()
}

/// The words that an annotation is about; none for a bookmark, which is about an article and only known by its first line.
fn excerpt(annotation: &Annotation) -> String {
    match annotation.motivation {
        Motivation::Bookmarking => String::new(),
        _ => annotation.target.quote(),
    }
}

/// The quotation and what was written to it; nothing for a bookmark.
fn said(annotation: &Annotation) -> Option<String> {
    let quote = excerpt(annotation);
    let quote = if quote.is_empty() { quote } else { format!("“{quote}”") };
    let text = [quote.as_str(), annotation.body.note.as_str()].join(" ");
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// The articles of annotations as one file of a citation style, each article once.
pub fn citations(annotations: &[Arc<Annotation>], style: CitationStyle) -> String {
    let mut all: Vec<Citation> = in_order(annotations).into_iter().map(citation).collect();
    let place = |c: &Citation| (c.source_line(), c.title.clone(), c.path.clone());
    // Those of one article follow each other.
    all.dedup_by(|next, one| {
        let same = place(next) == place(one);
        if same {
            one.notes.append(&mut next.notes);
            next.keywords.retain(|keyword| !one.keywords.contains(keyword));
            one.keywords.append(&mut next.keywords);
        }
        same
    });
    bibliography(&all, style)
}

/// A document by article, in the order of the issues: quotes, notes, tags and links back.
pub fn markdown_by_article(annotations: &[Arc<Annotation>], language: Language) -> String {
    let mut out = front(language.pick("摘录与笔记", "Excerpts and notes"), annotations);
    let mut last = None;
    for annotation in in_order(annotations) {
        let citation = citation(annotation);
        let article = (citation.source_line(), citation.title.clone());
        if last.as_ref() != Some(&article) {
            let _ = write!(out, "\n## {}\n\n{}\n", markdown(&article.1), markdown(&article.0));
            last = Some(article);
        }
        push_markdown(&mut out, annotation, language);
    }
    out
}

/// A document by tag, alphabetical; what carries several tags stands under each, what has none at the end.
pub fn markdown_by_tag(annotations: &[Arc<Annotation>], language: Language) -> String {
    let mut tags: BTreeMap<&str, Vec<&Annotation>> = BTreeMap::new();
    let mut untagged = Vec::new();
    for annotation in in_order(annotations) {
        annotation.body.tags.iter().for_each(|tag| tags.entry(tag).or_default().push(annotation));
        if annotation.body.tags.is_empty() {
            untagged.push(annotation);
        }
    }
    let mut out = front(language.pick("按主题的摘录与笔记", "Excerpts and notes by tag"), annotations);
    let none = language.pick("无主题", "No tag");
    let rest = (!untagged.is_empty()).then_some((none, untagged));
    for (tag, annotations) in tags.into_iter().chain(rest) {
        let _ = write!(out, "\n## {}\n", markdown(tag));
        for annotation in annotations {
            let _ = write!(out, "\n{}\n", markdown(&citation(annotation).gbt7714()));
            push_markdown(&mut out, annotation, language);
        }
    }
    out
}

/// Front matter of a document: its title and tags as programs for notes read them, and the title again to be read.
fn front(title: &str, annotations: &[Arc<Annotation>]) -> String {
    let mut tags: Vec<String> =
        annotations.iter().flat_map(|one| &one.body.tags).filter_map(|tag| escape::hashtag(tag)).collect();
    tags.sort();
    tags.dedup();
    let tags: Vec<String> = tags.iter().map(|tag| tag.trim_start_matches('#').to_owned()).collect();
    let front = escape::front_matter(&[("title", vec![title.to_owned()]), ("tags", tags)]);
    format!("{front}\n# {title}\n")
}

fn push_markdown(out: &mut String, annotation: &Annotation, language: Language) {
    let quote = excerpt(annotation);
    if !quote.is_empty() {
        let _ = write!(out, "\n> {}\n", markdown(&quote));
    }
    if !annotation.body.note.is_empty() {
        out.push('\n');
        for line in annotation.body.note.lines() {
            let _ = writeln!(out, "{}", markdown(line));
        }
    }
    let tags: Vec<String> = annotation.body.tags.iter().filter_map(|tag| escape::hashtag(tag)).collect();
    let open = format!("[{}]({})", language.pick("打开", "Open"), link(annotation.id));
    let _ = write!(out, "\n{}\n", [tags.join(" "), open].join(" ").trim_start());
}

/// 资料卡片: one card for each annotation, excerpt, source, date, page and topics.
pub struct Card {
    /// A name for the card's file, safe on every platform, with its extension.
    pub file_name: String,
    /// The card.
    pub text: String,
    /// The annotation that it is of.
    pub id: Uuid,
    /// A PNG file that shows the article as it was printed.
    pub clipping: Option<Vec<u8>>,
}

impl Card {
    /// The name of the file of its clipping.
    pub fn clipping_name(&self) -> String {
        format!("{}.png", self.file_name.trim_end_matches(".txt"))
    }

    /// Puts a clipping onto the card.
    pub fn clip(&mut self, png: Vec<u8>, language: Language) {
        let name = self.clipping_name();
        let _ = writeln!(self.text, "【{}】{name}", language.pick("剪报", "Clipping"));
        self.clipping = Some(png);
    }
}

/// A card for each annotation, in the order of the issues. All of them joined are one document.
pub fn cards(annotations: &[Arc<Annotation>], language: Language) -> Vec<Card> {
    in_order(annotations).into_iter().map(|annotation| card(annotation, language)).collect()
}

fn card(annotation: &Annotation, language: Language) -> Card {
    let citation = citation(annotation);
    let date = citation.date.map(|date| date.to_string()).unwrap_or_default();
    let fields = [
        ("主题", "Topic", annotation.body.tags.join("、")),
        ("摘录", "Excerpt", excerpt(annotation)),
        ("题名", "Title", citation.title.clone()),
        ("作者", "Author", citation.authors.join("、")),
        ("报纸", "Newspaper", citation.paper.clone()),
        ("日期", "Date", date.clone()),
        ("版次", "Page", citation.page.clone()),
        ("出处", "Source", citation.gbt7714()),
        ("按语", "Note", annotation.body.note.clone()),
        ("链接", "Link", link(annotation.id)),
    ];
    let mut text = String::new();
    for (chinese, english, value) in fields.iter().filter(|field| !field.2.is_empty()) {
        let value = shown(value).replace('\n', "\n\u{3000}\u{3000}");
        let _ = writeln!(text, "【{}】{value}", language.pick(*chinese, *english));
    }
    let name = escape::file_name(&format!("{date} {} {}", citation.paper, citation.title));
    // The end of the id is the part that chance made.
    let id = annotation.id.simple().to_string();
    Card {
        file_name: format!("{name} {}.txt", &id[24..]).trim_start().to_owned(),
        text,
        id: annotation.id,
        clipping: None,
    }
}

/// A table with a heading row, as [`escape::write_csv`] has it.
pub fn csv(annotations: &[Arc<Annotation>]) -> String {
    const COLOURS: [&str; COLORS as usize] = ["yellow", "green", "blue", "pink", "violet"];
    const HEADS: [&str; 16] = [
        "id",
        "motivation",
        "quote",
        "note",
        "tags",
        "color",
        "paper",
        "date",
        "page",
        "section",
        "title",
        "authors",
        "path",
        "created",
        "modified",
        "link",
    ];
    let rows = in_order(annotations).into_iter().map(|annotation| {
        let (page, body) = (&annotation.target.page, &annotation.body);
        let citation = citation(annotation);
        let fields = [
            annotation.id.to_string(),
            annotation.motivation.name().to_owned(),
            excerpt(annotation),
            body.note.clone(),
            body.tags.join("；"),
            body.color
                .and_then(|color| COLOURS.get(usize::from(color)))
                .copied()
                .unwrap_or_default()
                .to_owned(),
            citation.paper,
            page.date.clone().unwrap_or_default(),
            citation.page,
            citation.section,
            citation.title,
            citation.authors.join("；"),
            citation.path,
            annotation.created.to_string(),
            annotation.modified.to_string(),
            link(annotation.id),
        ];
        fields.map(|field| shown(&field))
    });
    let mut out = Vec::new();
    // Memory takes everything.
    let _ = escape::write_csv(HEADS, rows, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// One paragraph of Markdown that is shown as it was written.
fn markdown(text: &str) -> String {
    escape::markdown(&shown(text))
}

/// Text without signs that are no text, and without those that show nothing.
pub(super) fn shown(text: &str) -> String {
    let hidden = |c: char| is_forbidden(c) || matches!(c, '\r' | '\u{200b}'..='\u{200f}' | '\u{feff}');
    text.replace(hidden, "")
}

/// By issue, page, place on the page.
pub(super) fn in_order(annotations: &[Arc<Annotation>]) -> Vec<&Annotation> {
    let mut sorted: Vec<&Annotation> = annotations.iter().map(Arc::as_ref).collect();
    sorted.sort_by_key(|annotation| {
        let page = &annotation.target.page;
        let place = annotation.target.selectors.first().map_or(0, |selector| selector.position.start_byte);
        (&page.date, &page.paper, &page.label, &page.path, place, annotation.id)
    });
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::{PageRef, Target};
    use crate::notebook::Body;
    use crate::segmentation::{ByteSpan, Page};

    fn annotation(note: &str, tag: &str) -> Arc<Annotation> {
        let page = Page::new("=1+1 *稿*\n正文有,逗号\n".into());
        let mut at = PageRef::new(b"", &page, "a/03.txt");
        at.paper = Some("北岭日报".into());
        at.date = Some("2024-01-05".into());
        at.label = Some("03".into());
        let mut target = Target::of_spans(&at, &page, &[ByteSpan { start: 0, end: 10 }]);
        target.article.title = "桥通了<b>".into();
        target.article.byline = "本报记者 何志平".into();
        let body = Body { note: note.into(), tags: vec![tag.into()], color: None };
        Arc::new(Annotation::new(Motivation::Highlighting, target, body))
    }

    #[test]
    fn markdown_shows_what_was_written_and_leads_back() {
        let one = annotation("- [x](http://e) \u{202e}倒", "水利");
        let text = markdown_by_article(std::slice::from_ref(&one), Language::Chinese);
        assert!(text.contains("## 桥通了\\<b\\>\n\n《北岭日报》2024年1月5日第03版"), "{text}");
        assert!(text.contains("> \\=1+1 \\*稿\\*"), "{text}");
        assert!(text.starts_with("---\ntitle: \"摘录与笔记\"\ntags:\n  - \"水利\"\n---\n"), "{text}");
        assert!(text.contains("\n#水利 [打开]("), "a tag is a tag: {text}");
        assert!(text.contains("\n\\- \\[x\\](http://e) 倒"), "{text}");
        let link = text.split_once("[打开](").unwrap().1.split_once(')').unwrap().0;
        assert_eq!(parse_link(link), Some(one.id));
        assert_eq!(parse_link("jianbao://annotation/../x"), None);
        let both = [one, annotation("二", "交通")];
        let text = markdown_by_tag(&both, Language::Chinese);
        assert!(text.find("## 交通") < text.find("## 水利"), "{text}");
        assert!(text.contains("\\[N\\]. 北岭日报, 2024-01-05(03)"), "a source can be read: {text}");
    }

    #[test]
    fn a_table_has_no_formulas() {
        let text = csv(&[annotation("=HYPERLINK(\"x\")", "+1")]);
        assert!(text.starts_with("\u{feff}id,"));
        assert!(
            text.contains(
                ",'=1+1 *稿*,\"'=HYPERLINK(\"\"x\"\")\",'+1,,北岭日报,2024-01-05,03,,桥通了<b>,何志平,"
            ),
            "{text}"
        );
    }

    #[test]
    fn a_bookmark_quotes_nothing_and_a_colour_has_its_name() {
        let mut one = Arc::unwrap_or_clone(annotation("", "水利"));
        one.body.color = Some(2);
        let marked = [Arc::new(one.clone())];
        one.motivation = Motivation::Bookmarking;
        one.body.color = None;
        let bookmark = [Arc::new(one)];
        let forms = |of: &[Arc<Annotation>]| {
            let card = cards(of, Language::Chinese).remove(0).text;
            [markdown_by_article(of, Language::Chinese), card, csv(of), citations(of, CitationStyle::Ris)]
        };
        for (marked, bookmark) in forms(&marked).iter().zip(forms(&bookmark)) {
            assert!(marked.contains('稿') && !bookmark.contains('稿'), "{bookmark}");
            assert!(bookmark.contains("桥通了"), "{bookmark}");
        }
        assert!(csv(&marked).contains(",blue,") && !csv(&bookmark).contains("blue"));
    }

    #[test]
    fn a_card_says_where_it_is_from() {
        let cards = cards(&[annotation("按", "水利")], Language::Chinese);
        assert!(cards[0].text.starts_with("【主题】水利\n【摘录】=1+1 *稿*\n"), "{}", cards[0].text);
        assert!(cards[0].text.contains("【日期】2024-01-05\n【版次】03\n"));
        assert!(cards[0].file_name.starts_with("2024-01-05 北岭日报 桥通了b "));
        let ris = citations(&[annotation("", ""), annotation("二", "")], CitationStyle::Ris);
        assert!(ris.contains("桥通了"));
        assert_eq!(ris.matches("TY  - NEWS").count(), 1, "each article once");
        let both = [annotation("待查", "水利"), annotation("二", "交通")];
        let ris = citations(&both, CitationStyle::Ris);
        for line in [
            "N1  - “=1+1 *稿*” 待查",
            "N1  - “=1+1 *稿*” 二",
            "KW  - 水利",
            "KW  - 交通",
            "UR  - jianbao://annotation/",
        ] {
            assert_eq!(ris.matches(line).count(), 1, "{line}: {ris}");
        }
    }
}
