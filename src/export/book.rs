//! Articles as an EPUB 3 book: a title page with the contents, then a chapter an article.

use super::document::Document;
use super::escape::xml as escape;
use super::zip::Zip;
use super::{Options, html};
use crate::han::variants::Converter;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, Write};

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// A book while its chapters are written.
pub struct Book<'a> {
    zip: Zip<'a>,
    title: String,
    language: &'static str,
    made: String,
    chapters: usize,
    contents: String,
    manifest: String,
    spine: String,
    hash: Sha256,
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
    /// Begins a book.
    pub fn begin(title: &str, options: &Options, out: &'a mut dyn Write) -> io::Result<Book<'a>> {
        let mut zip = Zip::new(out);
        // Readers tell the type by these bytes at this place: first, uncompressed.
        zip.add("mimetype", b"application/epub+zip", false)?;
        zip.add("META-INF/container.xml", CONTAINER.as_bytes(), true)?;
        zip.add("EPUB/style.css", html::STYLE.as_bytes(), true)?;
        let (contents, manifest, spine) = Default::default();
        Ok(Book {
            zip,
            title: escape(title),
            language: html::language(options.script),
            made: options.made.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            chapters: 0,
            contents,
            manifest,
            spine,
            hash: Sha256::new(),
        })
    }

    /// Writes a chapter.
    pub fn add(&mut self, document: &Document, converter: Converter) -> io::Result<()> {
        self.chapters += 1;
        let name = format!("a{:05}", self.chapters);
        let heading = escape(&document.heading(converter));
        let body = html::article(document, converter, 1);
        self.hash.update(body.as_bytes());
        let chapter = page(self.language, &heading, &body);
        self.zip.add(&format!("EPUB/{name}.xhtml"), chapter.as_bytes(), true)?;
        let _ = writeln!(self.contents, "<li><a href=\"{name}.xhtml\">{heading}</a></li>");
        let _ = writeln!(
            self.manifest,
            "<item id=\"{name}\" href=\"{name}.xhtml\" media-type=\"application/xhtml+xml\"/>"
        );
        let _ = writeln!(self.spine, "<itemref idref=\"{name}\"/>");
        Ok(())
    }

    /// Writes the contents and what ties the chapters together.
    pub fn finish(self) -> io::Result<()> {
        let Book { mut zip, title, language, made, mut contents, manifest, spine, hash, .. } = self;
        // A list of nothing is not valid; the title page is always there.
        if contents.is_empty() {
            contents.push_str("<li><a href=\"nav.xhtml\">—</a></li>\n");
        }
        let nav =
            format!("<h1>{title}</h1>\n<nav epub:type=\"toc\" id=\"toc\">\n<ol>\n{contents}</ol>\n</nav>\n");
        zip.add("EPUB/nav.xhtml", page(language, &title, &nav).as_bytes(), true)?;
        // The same articles are the same book to a reader's shelf.
        let mut id = [0; 16];
        id.copy_from_slice(&hash.finalize()[..16]);
        let id = uuid::Builder::from_custom_bytes(id).into_uuid();
        let package = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{id}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{language}</dc:language>
<meta property="dcterms:modified">{made}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
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
}
