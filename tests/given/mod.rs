//! Archives whose pages are given with their articles: the engine is not asked, so no weights change what is seen.
//!
//! A line of a given page is a role and a line of the page; `-` goes on with the block of the line before, `article P` begins
//! an article that is right with probability P, and a blank line is one of the page.

use jianbao::archive::{Limits, Source, cache_dir, keep_articles};
use jianbao::segmentation::{Article, Block, ByteSpan, LineNo, Page, ReflowedText, Role, Segmentation};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// Writes pages, by their paths, into a folder, and keeps their articles where a window whose data is in `data` looks for
/// them.
pub fn archive<P: AsRef<str>>(pages: &[(P, P)], folder: &Path, data: &Path) {
    let mut articles = Vec::new();
    for (path, given) in pages {
        let (page, found) = read(given.as_ref());
        let path = folder.join(path.as_ref());
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, page.text()).expect("a page is written");
        articles.push((path, found));
    }
    let source = Source::open(folder).expect("a folder");
    let listing = source.list(&Limits::default(), &AtomicBool::new(false)).expect("a listing");
    for (path, found) in articles {
        let file = listing.files.iter().find(|file| folder.join(&*file.path) == path).expect("it is listed");
        keep_articles(&cache_dir(data), &source, file, vec![found]).expect("articles are kept");
    }
}

/// The page and its articles.
fn read(given: &str) -> (Page, Segmentation) {
    let (mut text, mut found) = (String::new(), Segmentation::default());
    // Each block with the number of articles begun.
    let mut blocks: Vec<(usize, Role, Vec<LineNo>)> = Vec::new();
    for (row, no) in given.lines().scan(0, |no, row| {
        *no += u32::from(!row.starts_with("article "));
        Some((row, LineNo(*no)))
    }) {
        let (word, line) = row.split_once(' ').unwrap_or(("", row));
        if word == "article" {
            let confidence = line.parse().expect("how sure it is");
            found.articles.push(Article { blocks: Vec::new(), confidence });
            continue;
        }
        text.push_str(line);
        text.push('\n');
        match word {
            "" => {}
            "-" => blocks.last_mut().expect("a block to go on with").2.push(no),
            role => {
                let role = Role::from_name(role).unwrap_or_else(|| panic!("{role} is no role"));
                blocks.push((found.articles.len(), role, vec![no]));
            }
        }
    }
    let page = Page::new(text);
    for (begun, role, lines) in blocks {
        let mut text = ReflowedText::default();
        for no in &lines {
            let ByteSpan { start, end } = page.span(*no);
            let indent = page.line(*no).len() - page.line(*no).trim_start().len();
            text.copy(&page, ByteSpan { start: start + indent as u32, end });
        }
        let (role_confidence, boundary_confidence, evidence, gap_before) = (1.0, 1.0, Vec::new(), false);
        let block = Block { role, lines, text, role_confidence, boundary_confidence, evidence, gap_before };
        match role {
            Role::Furniture => found.furniture.push(block),
            _ => found.articles[begun - 1].blocks.push(block),
        }
    }
    (page, found)
}
