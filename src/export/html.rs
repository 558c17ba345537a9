//! Articles as HTML: one file for a browser, and the same elements as chapters of a book.

use super::document::{Document, Part};
use super::escape::xml as escape;
use super::spool::Spool;
use crate::han::variants::{Converter, Script, is_traditional};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Looks of both: paper-like, two characters of indent, as wide as reads well.
pub const STYLE: &str = "\
body{max-width:38em;margin:2em auto;padding:0 1em;line-height:1.8;font-family:'Songti SC','Noto Serif CJK SC','Source Han Serif SC',SimSun,serif;color:#222;background:#fdfcf8}
h1,h2{line-height:1.4}p{margin:0;text-indent:2em;text-align:justify}
.kicker,.subtitle,.byline,.aside,.source{text-indent:0;color:#555}.byline{margin:.5em 0 1em}.aside{font-size:.9em;margin:.5em 0}
.verse{text-align:start}.gap{text-indent:0;color:#a33}.source{font-size:.85em;margin-top:1.5em;overflow-wrap:anywhere}article+article{border-top:1px solid #ccc;margin-top:3em}
";

/// The language tag of words in a script.
pub fn language(script: Script) -> &'static str {
    match script {
        Script::AsPrinted => "zh",
        Script::Simplified => "zh-Hans",
        Script::Traditional => "zh-Hant",
        Script::Taiwan => "zh-Hant-TW",
        Script::HongKong => "zh-Hant-HK",
    }
}

/// The language tag of a document in a script: of what is as printed, by its own words.
pub fn language_of(document: &Document, script: Script) -> &'static str {
    match script {
        Script::AsPrinted if is_traditional(document.texts()) => language(Script::Traditional),
        Script::AsPrinted => language(Script::Simplified),
        script => language(script),
    }
}

/// An article as elements that are well-formed XML too; its title is a heading of `level`.
pub fn article(document: &Document, converter: Converter, level: u8) -> String {
    let mut out = String::new();
    for part in document.parts(converter) {
        let text = escape(part.text());
        let _ = match part {
            Part::Title(_) => writeln!(out, "<h{level}>{text}</h{level}>"),
            Part::Subhead(_) => writeln!(out, "<h{0}>{text}</h{0}>", level + 1),
            Part::Paragraph(_) => writeln!(out, "<p>{text}</p>"),
            Part::Kicker(_) => writeln!(out, "<p class=\"kicker\">{text}</p>"),
            Part::Subtitle(_) => writeln!(out, "<p class=\"subtitle\">{text}</p>"),
            Part::Byline(_) => writeln!(out, "<p class=\"byline\">{text}</p>"),
            Part::Verse(_) => writeln!(out, "<p class=\"verse\">{text}</p>"),
            Part::StanzaEnd => writeln!(out, "<p class=\"verse\">&#160;</p>"),
            Part::Aside(_) => writeln!(out, "<p class=\"aside\">{text}</p>"),
            Part::Gap => writeln!(out, "<p class=\"gap\">{text}</p>"),
        };
    }
    let source: Vec<String> = document.source().iter().map(|line| escape(line)).collect();
    let _ = writeln!(out, "<p class=\"source\">{}</p>", source.join("<br/>"));
    out
}

/// One file with all articles while it is written. Several stand behind a table of contents, which is known at the end.
pub struct File<'a> {
    out: &'a mut dyn Write,
    title: String,
    script: Script,
    count: usize,
    /// Heading of the first article, and what it looks like where there is no other.
    alone: (String, String),
    contents: String,
    articles: Spool,
}

impl<'a> File<'a> {
    /// Begins a file; the title is that of several articles.
    pub fn new(title: String, script: Script, out: &'a mut dyn Write) -> File<'a> {
        let (alone, contents, articles) = Default::default();
        File { out, title: escape(&title), script, count: 0, alone, contents, articles }
    }

    /// Takes the next article in.
    pub fn add(&mut self, document: &Document, converter: Converter) -> io::Result<()> {
        self.count += 1;
        let (number, heading) = (self.count, escape(&document.heading(converter)));
        // The file is in Chinese; of two scripts in it, each has its own characters drawn.
        let traditional = language(Script::Traditional);
        let is_other = self.script == Script::AsPrinted && language_of(document, self.script) == traditional;
        let lang = if is_other { format!(" lang=\"{traditional}\"") } else { String::new() };
        let element = |level| {
            format!("<article id=\"a{number}\"{lang}>\n{}</article>\n", article(document, converter, level))
        };
        let _ = writeln!(self.contents, "<li><a href=\"#a{number}\">{heading}</a></li>");
        if number == 1 {
            self.alone = (heading, element(1));
        }
        self.articles.push(element(2).as_bytes())
    }

    /// Writes the file.
    pub fn finish(self) -> io::Result<()> {
        let (out, several) = (self.out, self.count != 1);
        let title = if several { &self.title } else { &self.alone.0 };
        let language = language(self.script);
        writeln!(out, "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        writeln!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>")?;
        if several {
            writeln!(out, "<h1>{title}</h1>\n<nav><ol>\n{}</ol></nav>", self.contents)?;
            self.articles.write_to(out)?;
        } else {
            out.write_all(self.alone.1.as_bytes())?;
        }
        writeln!(out, "</body>\n</html>")
    }
}
