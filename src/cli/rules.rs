//! `rules`: the rules of an archive and what they meet.

use super::arguments::RulesOptions;
use super::meter::Meter;
use super::terminal::sanitize;
use super::{Outcome, complain};
use crate::archive::{Limits, PageFile, RULES_FILE, Rules, Source, read_pages};
use crate::language::Language;
use crate::segmentation::{LineNo, Role, Segmentation, Watch};
use rayon::prelude::*;
use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::AtomicBool;

/// Lines that a rule met, and how many of them the engine made what the rule says.
type Counts = Vec<[usize; 2]>;

/// Runs the command.
pub(super) fn run(options: &RulesOptions, language: Language) -> std::io::Result<Outcome> {
    let source = match Source::open(&options.path) {
        Ok(source) => source,
        Err(error) => return Ok(complain(error.in_words(language), Outcome::Usage)),
    };
    let rules = match Rules::of(&source) {
        Ok(rules) => rules,
        Err(reason) => {
            return Ok(complain(format!("{RULES_FILE}: {}", reason.in_words(language)), Outcome::Usage));
        }
    };
    let limits = Limits::default();
    let listing = match source.list(&limits, &AtomicBool::new(false)) {
        Ok(listing) => listing,
        Err(error) => return Ok(complain(error.in_words(language), Outcome::SomeUnreadable)),
    };
    let none = || vec![[0; 2]; rules.rules().len()];
    let add = |mut a: Counts, b: Counts| {
        a.iter_mut().flatten().zip(b.into_iter().flatten()).for_each(|(sum, n)| *sum += n);
        a
    };
    let meter = Meter::new(listing.files.len());
    let of_page = |file: &PageFile| {
        let mut counts = none();
        let read = |watch: &Watch| read_pages(file, None, limits.bytes_of(&file.path), &rules, watch);
        for content in meter.page(read).into_iter().flatten() {
            let roles = roles(&content.segmentation);
            for (rule, favour) in rules.hits(&file.path, &content.header, &content.page) {
                counts[rule][0] += 1;
                counts[rule][1] += usize::from(roles.get(&favour.line) == Some(&favour.role));
            }
        }
        counts
    };
    let counts = listing.files.par_iter().map(of_page).reduce(none, add);
    meter.clear();
    let mut out = std::io::stdout().lock();
    for (rule, [met, followed]) in rules.rules().iter().zip(counts) {
        let paper = rule.paper.as_deref().unwrap_or("*");
        let hits = language
            .pick(format!("命中 {met} 行，采用 {followed}"), format!("{met} lines, {followed} followed"));
        let rule = format!("{RULES_FILE}:{}  {paper}  {} = {}", rule.line, rule.key, rule.pattern);
        writeln!(out, "{}  {hits}", sanitize(&rule))?;
    }
    Ok(Outcome::Done)
}

/// The role of each line.
fn roles(found: &Segmentation) -> HashMap<LineNo, Role> {
    let blocks = found.articles.iter().flat_map(|a| &a.blocks).chain(&found.furniture);
    blocks.flat_map(|block| block.lines.iter().map(|&line| (line, block.role))).collect()
}
