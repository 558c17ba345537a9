//! The cover of a book: its title and what stands below it, as a picture that a reader's program draws.

use super::escape::xml as escape;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// The cover with a title and lines below it, which are escaped already.
pub fn svg(title: &str, below: &[&str]) -> String {
    /// Type sizes of the title and of the lines below.
    const TITLE: usize = 64;
    const BELOW: usize = 30;
    let mut text = String::new();
    let mut y = 230;
    let mut line = |size: usize, words: &str| {
        y += size * 3 / 2;
        let _ = writeln!(
            text,
            "<text x=\"300\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"middle\">{words}</text>"
        );
    };
    lines(title).iter().for_each(|words| line(TITLE, &escape(words)));
    below.iter().for_each(|words| line(BELOW, words));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"800\" \
         viewBox=\"0 0 600 800\">\n<title>{}</title>\n<rect width=\"600\" height=\"800\" fill=\"#f4f1ea\"/>\n\
         <path d=\"M60 90H540M60 98H540M60 720H540\" stroke=\"#9f2d24\" stroke-width=\"3\"/>\n\
         <g fill=\"#23211d\" font-family=\"'Noto Serif CJK SC','Songti SC',SimSun,serif\">\n{text}</g>\n</svg>\n",
        escape(title)
    )
}

/// A title in as many lines as a cover has room for; what goes beyond is cut with ….
fn lines(title: &str) -> Vec<String> {
    /// Places of a terminal that a line has, and lines.
    const WIDE: usize = 15;
    const MOST: usize = 5;
    let (mut lines, mut width) = (vec![String::new()], 0);
    for c in title.chars() {
        width += c.width().unwrap_or(0);
        if width > WIDE {
            lines.push(String::new());
            width = c.width().unwrap_or(0);
        }
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
    }
    if lines.len() > MOST {
        lines.truncate(MOST);
        lines[MOST - 1].push('…');
    }
    lines
}
