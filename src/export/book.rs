//! Articles as an EPUB 3 book: a title page with the contents by issue and page, then a chapter an article.

use super::cover;
use super::document::Document;
use super::escape::xml as escape;
use super::zip::Zip;
use super::{Options, html};
use crate::citation::Citation;
use crate::han::variants::{Converter, Script};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// How clippings are set: as wide as the page at most.
const PICTURES: &str = "figure{margin:1.5em 0}img{max-width:100%}\n";

/// What a reader with a screen reader is told of the book, but for its pages.
const ACCESS: &str = r#"<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">readingOrder</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">displayTransformability</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">全书为可重排的文字，标题分级，按期、按版编目。 All of it is text that reflows, with headings in order and contents by issue and page.</meta>
"#;

/// A book while its chapters are written.
pub struct Book<'a> {
    zip: Zip<'a>,
    /// As it was given or, without that, as the first chapter is called.
    title: Option<String>,
    script: Script,
    made: String,
    chapters: usize,
    contents: Vec<Entry>,
    /// The newspapers, as often as they come.
    papers: BTreeMap<String, usize>,
    /// The authors of the last article.
    authors: Vec<String>,
    /// The first and the last day.
    days: Option<(Date, Date)>,
    /// Whether any chapter has a picture.
    is_pictured: bool,
    /// Languages of the chapters, and how many there are of each.
    languages: BTreeMap<&'static str, usize>,
    manifest: String,
    spine: String,
    hash: Sha256,
}

/// A line of the contents: an article in its place.
struct Entry {
    /// Newspaper and day, and 版次: empty where they are not known.
    place: [String; 2],
    file: String,
    heading: String,
}

/// A page of the book.
fn page(language: &str, title: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\">\n<head>\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

impl<'a> Book<'a> {
    /// Begins a book; one without a title is called as its first chapter is.
    pub fn begin(title: Option<String>, options: &Options, out: &'a mut dyn Write) -> io::Result<Book<'a>> {
        let mut zip = Zip::new(out);
        // Readers tell the type by these bytes at this place: first, uncompressed.
        zip.add("mimetype", b"application/epub+zip", false)?;
        zip.add("META-INF/container.xml", CONTAINER.as_bytes(), true)?;
        zip.add("EPUB/style.css", format!("{}{PICTURES}", html::STYLE).as_bytes(), true)?;
        Ok(Book {
            zip,
            title,
            script: options.script,
            made: options.made.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            chapters: 0,
            contents: Vec::new(),
            papers: BTreeMap::new(),
            authors: Vec::new(),
            days: None,
            is_pictured: false,
            languages: BTreeMap::new(),
            manifest: String::new(),
            spine: String::new(),
            hash: Sha256::new(),
        })
    }

    /// Writes a chapter, with the article as it was printed at its end.
    pub fn add(
        &mut self,
        document: &Document,
        clipping: Option<&[u8]>,
        converter: Converter,
    ) -> io::Result<()> {
        self.chapters += 1;
        let file = format!("a{:05}", self.chapters);
        let heading = document.heading(converter);
        self.title.get_or_insert_with(|| heading.clone());
        let heading = escape(&heading);
        let citation = document.citation;
        let place = place(citation);
        // Where a page begins a reader can go to it.
        let begins = !place[1].is_empty() && self.contents.last().is_none_or(|last| last.place != place);
        let mark = format!(
            "<div epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page\" aria-label=\"{}\"></div>\n",
            place[1]
        );
        let mut body = html::article(document, converter, 1);
        if let Some(png) = clipping {
            self.is_pictured = true;
            self.zip.add(&format!("EPUB/{file}.png"), png, false)?;
            let _ = writeln!(
                self.manifest,
                "<item id=\"{file}p\" href=\"{file}.png\" media-type=\"image/png\"/>"
            );
            let _ = writeln!(body, "<figure><img src=\"{file}.png\" alt=\"原版：{heading}\"/></figure>");
        }
        self.hash.update(body.as_bytes());
        let language = html::language_of(document, self.script);
        let chapter = page(language, &heading, &format!("{}{body}", if begins { &mark } else { "" }));
        self.zip.add(&format!("EPUB/{file}.xhtml"), chapter.as_bytes(), true)?;
        *self.languages.entry(language).or_default() += 1;
        self.contents.push(Entry { place, file: file.clone(), heading });
        if !citation.paper.is_empty() {
            *self.papers.entry(escape(&citation.paper)).or_default() += 1;
        }
        if let Some(date) = citation.date {
            let (first, last) = self.days.unwrap_or((date, date));
            self.days = Some((first.min(date), last.max(date)));
        }
        self.authors = citation.authors.iter().map(|author| escape(author)).collect();
        let _ = writeln!(
            self.manifest,
            "<item id=\"{file}\" href=\"{file}.xhtml\" media-type=\"application/xhtml+xml\"/>"
        );
        let _ = writeln!(self.spine, "<itemref idref=\"{file}\"/>");
        Ok(())
    }

    /// Writes the contents, the cover and what ties the chapters together.
    pub fn finish(mut self) -> io::Result<()> {
        // The language that most is in; of a title page alone, Chinese.
        let most = self.languages.iter().max_by_key(|(_, count)| **count);
        let language = most.map_or(html::language(self.script), |(language, _)| language);
        let name = self.title.take().unwrap_or_default();
        let title = escape(&name);
        let nav = format!("<h1>{title}</h1>\n{}", self.navigation());
        self.zip.add("EPUB/nav.xhtml", page(language, &title, &nav).as_bytes(), true)?;
        let papers: Vec<&str> = self.papers.keys().map(String::as_str).collect();
        let days = self
            .days
            .map(|(first, last)| if first == last { first.to_string() } else { format!("{first} – {last}") });
        let below: Vec<&str> = papers.iter().copied().take(3).chain(days.as_deref()).collect();
        self.zip.add("EPUB/cover.svg", cover::svg(&name, &below).as_bytes(), true)?;
        let metadata = self.metadata(&title, language, &papers);
        let Book { mut zip, manifest, spine, .. } = self;
        let package = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}{ACCESS}</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
<item id="style" href="style.css" media-type="text/css"/>
{manifest}</manifest>
<spine>
<itemref idref="nav"/>
{spine}</spine>
</package>
"#
        );
        zip.add("EPUB/package.opf", package.as_bytes(), true)?;
        zip.finish()
    }

    fn metadata(&self, title: &str, language: &str, papers: &[&str]) -> String {
        // The same articles are the same book to a reader's shelf.
        let mut id = [0; 16];
        id.copy_from_slice(&self.hash.clone().finalize()[..16]);
        let id = uuid::Builder::from_custom_bytes(id).into_uuid();
        let made = &self.made;
        let mut out = format!(
            "<dc:identifier id=\"id\">urn:uuid:{id}</dc:identifier>\n<dc:title>{title}</dc:title>\n\
             <dc:language>{language}</dc:language>\n<meta property=\"dcterms:modified\">{made}</meta>\n"
        );
        // Of several articles the newspapers are what a shelf of books sorts by.
        let authors = self.authors.iter().map(String::as_str).filter(|_| self.chapters == 1);
        let creators: Vec<&str> = authors.collect();
        for creator in if creators.is_empty() { papers } else { &creators } {
            let _ = writeln!(out, "<dc:creator>{creator}</dc:creator>");
        }
        for paper in papers {
            let _ = writeln!(out, "<dc:publisher>{paper}</dc:publisher>");
        }
        match self.days {
            Some((first, last)) if first == last => {
                let _ = writeln!(out, "<dc:date>{first}</dc:date>");
            }
            Some((first, last)) => {
                let _ = writeln!(out, "<dc:coverage>{first}/{last}</dc:coverage>");
            }
            None => {}
        }
        if self.is_pictured {
            out += "<meta property=\"schema:accessMode\">visual</meta>\n\
                    <meta property=\"schema:accessibilityFeature\">alternativeText</meta>\n";
        }
        if self.contents.iter().any(|entry| !entry.place[1].is_empty()) {
            let source = if papers.is_empty() { title.to_owned() } else { papers.join("、") };
            let _ = writeln!(
                out,
                "<dc:source id=\"source\">{source}</dc:source>\n\
                 <meta refines=\"#source\" property=\"source-of\">pagination</meta>\n\
                 <meta property=\"schema:accessibilityFeature\">pageBreakMarkers</meta>\n\
                 <meta property=\"schema:accessibilityFeature\">pageNavigation</meta>"
            );
        }
        out
    }

    /// The contents, issue by issue and page by page, and the list of pages.
    fn navigation(&self) -> String {
        let mut pages = String::new();
        let mut contents = String::new();
        let file = |entry: &Entry| format!("{}.xhtml", entry.file);
        for issue in self.contents.chunk_by(|a, b| a.place[0] == b.place[0]) {
            let name = &issue[0].place[0];
            level(&mut contents, name, &file(&issue[0]), |contents| {
                for page in issue.chunk_by(|a, b| a.place == b.place) {
                    let number = &page[0].place[1];
                    level(contents, number, &file(&page[0]), |contents| {
                        for entry in page {
                            let _ = writeln!(
                                contents,
                                "<li><a href=\"{}\">{}</a></li>",
                                file(entry),
                                entry.heading
                            );
                        }
                    });
                    if !number.is_empty() {
                        let label = format!("{name} {number}");
                        let _ = writeln!(
                            pages,
                            "<li><a href=\"{}#page\">{}</a></li>",
                            file(&page[0]),
                            label.trim()
                        );
                    }
                }
            });
        }
        // A list of nothing is not valid; the title page is always there.
        if contents.is_empty() {
            contents.push_str("<li><a href=\"nav.xhtml\">—</a></li>\n");
        }
        let nav = |kind, role, name, list: &str, more| {
            format!(
                "<nav epub:type=\"{kind}\" role=\"{role}\" aria-label=\"{name}\" id=\"{kind}\"{more}>\n<ol>\n{list}</ol>\n</nav>\n"
            )
        };
        let mut out = nav("toc", "doc-toc", "目录", &contents, "");
        if !pages.is_empty() {
            out += &nav("page-list", "doc-pagelist", "版次", &pages, " hidden=\"hidden\"");
        }
        out
    }
}

/// Newspaper and day, and 版次, for the contents.
fn place(citation: &Citation) -> [String; 2] {
    let issue = Citation { page: String::new(), section: String::new(), ..citation.clone() };
    let page =
        Citation { page: citation.page.clone(), section: citation.section.clone(), ..Citation::default() };
    [issue, page].map(|place| escape(place.source_line().trim()))
}

/// Writes a line of the contents with what is below it; without a name, that alone.
fn level(out: &mut String, name: &str, file: &str, below: impl FnOnce(&mut String)) {
    if name.is_empty() {
        return below(out);
    }
    let _ = writeln!(out, "<li><a href=\"{file}\">{name}</a>\n<ol>");
    below(out);
    out.push_str("</ol>\n</li>\n");
}
