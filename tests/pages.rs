//! Short pages, each of one phenomenon, taken apart as they should be: `tests/golden/pages`.
//!
//! A file is a page, a line `====`, and the outline of what is found: articles with their blocks, then furniture, each with
//! its role, its lines and its text. `UPDATE=1 cargo test --test pages` writes the outlines anew; read every one that changed.

mod pages_of_text;

use jianbao::archive::PageContent;
use jianbao::language::Language;
use jianbao::segmentation::Block;
use pages_of_text::pages_of;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Line that parts the page from its outline.
const END: &str = "====\n";

#[test]
fn pages_are_taken_apart_as_their_outlines_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pages");
    let mut paths: Vec<PathBuf> =
        folder.read_dir().expect("the pages").map(|entry| entry.expect("a page").path()).collect();
    paths.sort();
    assert!(paths.len() >= 15);
    let mut others = Vec::new();
    for path in paths {
        let golden = std::fs::read_to_string(&path).expect("a page");
        let (page, wanted) = golden.split_once(END).expect("a page and its outline");
        let found = outline(page);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, format!("{page}{END}{found}")).expect("it is written");
        } else if found != wanted {
            others.push(format!("{}:\n{found}instead of\n{wanted}", path.display()));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

/// Outline of what is found in a file of this text.
fn outline(text: &str) -> String {
    let pages = pages_of(text);
    let mut out = String::new();
    for page in &pages {
        if pages.len() > 1 {
            let label = &page.header;
            let number = label.page.as_ref().map(|number| number.title(Language::Chinese));
            let words = [label.paper.clone(), label.date.map(|date| date.to_string()), number];
            let words: Vec<String> = words.into_iter().chain([label.section.clone()]).flatten().collect();
            let _ = writeln!(out, "page {}", words.join(" "));
        }
        write_page(&mut out, page);
    }
    out
}

fn write_page(out: &mut String, page: &PageContent) {
    for article in &page.segmentation.articles {
        let _ = writeln!(out, "article");
        article.blocks.iter().for_each(|block| write_block(out, block));
    }
    if !page.segmentation.furniture.is_empty() {
        let _ = writeln!(out, "aside");
        page.segmentation.furniture.iter().for_each(|block| write_block(out, block));
    }
}

fn write_block(out: &mut String, block: &Block) {
    let lines: Vec<String> = block.lines.iter().map(|line| line.0.to_string()).collect();
    let gap = if block.gap_before { "… " } else { "" };
    let _ = writeln!(out, "  {} {}: {gap}{}", block.role.name(), lines.join(","), block.text.as_str());
}
