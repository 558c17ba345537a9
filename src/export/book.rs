//! Articles as an EPUB 3 book: a title page with the contents, then a chapter an article.

use super::escape::xml as escape;
use super::zip::Zip;
use super::{Collection, html};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, Write};

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// Writes the book.
pub fn write(collection: &Collection, out: &mut dyn Write) -> io::Result<()> {
    let Collection { documents, options, converter } = *collection;
    let title = escape(&collection.title());
    let language = html::language(options.script);
    let page = |title: &str, body: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
             xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\">\n<head>\n\
             <title>{title}</title>\n<link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n<body>\n{body}</body>\n</html>\n"
        )
    };
    let mut zip = Zip::new(out);
    // Readers tell the type by these bytes at this place: first, uncompressed.
    zip.add("mimetype", b"application/epub+zip", false)?;
    zip.add("META-INF/container.xml", CONTAINER.as_bytes(), true)?;
    zip.add("EPUB/style.css", html::STYLE.as_bytes(), true)?;
    let (mut contents, mut manifest, mut spine) = (String::new(), String::new(), String::new());
    let mut hash = Sha256::new();
    for (i, document) in documents.iter().enumerate() {
        let name = format!("a{:05}", i + 1);
        let heading = escape(&document.heading(converter));
        let body = html::article(document, converter, 1);
        hash.update(body.as_bytes());
        zip.add(&format!("EPUB/{name}.xhtml"), page(&heading, &body).as_bytes(), true)?;
        let _ = writeln!(contents, "<li><a href=\"{name}.xhtml\">{heading}</a></li>");
        let _ = writeln!(
            manifest,
            "<item id=\"{name}\" href=\"{name}.xhtml\" media-type=\"application/xhtml+xml\"/>"
        );
        let _ = writeln!(spine, "<itemref idref=\"{name}\"/>");
    }
    // A list of nothing is not valid; the title page is always there.
    let _ = write!(
        contents,
        "{}",
        if documents.is_empty() { "<li><a href=\"nav.xhtml\">—</a></li>\n" } else { "" }
    );
    let nav =
        format!("<h1>{title}</h1>\n<nav epub:type=\"toc\" id=\"toc\">\n<ol>\n{contents}</ol>\n</nav>\n");
    zip.add("EPUB/nav.xhtml", page(&title, &nav).as_bytes(), true)?;
    // The same articles are the same book to a reader's shelf.
    let mut id = [0; 16];
    id.copy_from_slice(&hash.finalize()[..16]);
    let id = uuid::Builder::from_custom_bytes(id).into_uuid();
    let made = options.made.strftime("%Y-%m-%dT%H:%M:%SZ");
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
