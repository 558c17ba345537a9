//! Every article at every measure: no line begins or ends with what must not stand there.

use jianbao::segmentation::{Page, segment};
use jianbao::typography::class::{Class, may_break};
use jianbao::typography::{Setting, break_lines};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Counts of what was set and what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    paragraphs: usize,
    lines: usize,
    /// Lines that begin with a closing mark or the like.
    starts: usize,
    /// Lines that end with an opening mark or the like.
    ends: usize,
    /// Lines cut inside a word or a run of marks that is longer than the measure.
    forced: usize,
}

impl std::ops::Add for Count {
    type Output = Count;

    fn add(self, other: Count) -> Count {
        Count {
            paragraphs: self.paragraphs + other.paragraphs,
            lines: self.lines + other.lines,
            starts: self.starts + other.starts,
            ends: self.ends + other.ends,
            forced: self.forced + other.forced,
        }
    }
}

/// Sets a paragraph at every measure that can be chosen.
fn set(text: &str) -> Count {
    let advance = |c: char| if c.is_ascii() { 0.55 } else { 1.0 };
    let mut count = Count { paragraphs: 1, ..Count::default() };
    for measure in 12..=60 {
        for (hanging, vertical) in [(false, false), (true, false), (false, true)] {
            let setting = Setting { measure: measure as f32, hanging, vertical, ..Setting::default() };
            let lines = break_lines(text, &advance, &setting);
            count.lines += lines.len();
            for pair in lines.windows(2) {
                let (line, next) = (&text[pair[0].bytes()], &text[pair[1].bytes()]);
                let inked = line.trim_end();
                let (Some(last), Some(first)) = (inked.chars().next_back(), next.chars().next()) else {
                    continue;
                };
                let (starts, ends) = (Class::of(first).never_starts(), Class::of(last).never_ends());
                if !starts && !ends {
                    continue;
                }
                let classes: Vec<Class> = line.chars().map(Class::of).collect();
                if classes.windows(2).any(|pair| may_break(pair[0], pair[1])) {
                    count.starts += usize::from(starts);
                    count.ends += usize::from(ends);
                } else {
                    count.forced += 1;
                }
            }
        }
    }
    count
}

/// Sets the articles of all pages in a folder.
fn set_all(folder: &Path) -> Count {
    let mut pages = Vec::new();
    collect(folder, &mut pages);
    let count = |path: &PathBuf| {
        let Ok(text) = std::fs::read_to_string(path) else { return Count::default() };
        let found = segment(&Page::new(text));
        let blocks = found.articles.iter().flat_map(|article| &article.blocks).chain(&found.furniture);
        blocks.map(|block| set(block.text.as_str())).fold(Count::default(), |sum, one| sum + one)
    };
    pages.par_iter().map(count).reduce(Count::default, |sum, one| sum + one)
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            pages.push(path);
        }
    }
}

#[test]
fn no_line_of_the_sample_breaks_a_rule_at_any_measure() {
    let count = set_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"));
    println!("the sample at 12 to 60 ems: {count:?}");
    assert!(count.paragraphs > 500 && count.lines > 100_000, "{count:?}");
    assert_eq!((count.starts, count.ends), (0, 0));
}

/// `JIANBAO_CORPUS=FOLDER cargo test --test measures -- --ignored --nocapture`
#[test]
#[ignore = "wants a folder of pages in JIANBAO_CORPUS"]
fn no_line_of_a_corpus_breaks_a_rule_at_any_measure() {
    let folder = std::env::var_os("JIANBAO_CORPUS").expect("JIANBAO_CORPUS names a folder of pages");
    let count = set_all(Path::new(&folder));
    println!("the corpus at 12 to 60 ems: {count:?}");
    assert!(count.paragraphs > 0, "there are pages");
    assert_eq!((count.starts, count.ends), (0, 0));
}
