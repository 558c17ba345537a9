//! A labelled page as a reading of the grammar: the states and moves that the trainer wants to be likeliest.

use crate::evaluation::LabelledPage;
use crate::segmentation::grammar::{Grammar, Habit, Phase, Step};
use crate::segmentation::line::Lines;
use crate::segmentation::{LineNo, Role, crf::Reading};
use std::collections::HashMap;

/// Label of a line: what gold says of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label {
    pub role: Role,
    /// Article index; furniture has none.
    pub article: Option<usize>,
    /// Block index, unique on the page.
    pub block: usize,
}

/// The reading that gold asks for; `None` where the grammar cannot say it.
pub(crate) fn reading(gold: &LabelledPage, page: &Lines) -> Option<Reading> {
    let labels = labels(gold, page)?;
    let hosts = hosts(&labels, gold);
    let phases = phases(&labels, &hosts);
    let grammar = Grammar::get();
    let mut out = Reading { set: habit(&labels) as usize, ..Reading::default() };
    for i in 0..labels.len() {
        let state = grammar.state(labels[i].role, phases[i])?;
        if i == 0 {
            out.moves.push(0);
        } else {
            let step = if hosts[i] != hosts[i - 1] {
                Step::Article
            } else if labels[i].block == labels[i - 1].block {
                Step::Same
            } else {
                Step::Block
            };
            out.moves.push(grammar.find(out.states[i - 1], state, step)?);
        }
        out.states.push(state);
    }
    Some(out)
}

/// Share of a page's headlines that make a habit.
const HABITUAL: f32 = 0.75;

/// Habit by which the page places its headlines.
fn habit(labels: &[Label]) -> Habit {
    let mut counts = [0f32; 3];
    let articles = labels.iter().filter_map(|l| l.article).max().map_or(0, |a| a + 1);
    for article in 0..articles {
        let place = |wanted: fn(Role) -> bool| -> Vec<usize> {
            (0..labels.len())
                .filter(|&i| labels[i].article == Some(article) && wanted(labels[i].role))
                .collect()
        };
        let heads = place(|r| matches!(r, Role::Kicker | Role::Title | Role::Subtitle));
        let text = place(|r| matches!(r, Role::Paragraph | Role::Caption));
        let (Some(&head), Some(&first), Some(&last)) = (heads.first(), text.first(), text.last()) else {
            continue;
        };
        let foreign = |range: std::ops::Range<usize>| {
            labels[range].iter().any(|l| l.role == Role::Paragraph && l.article.is_some_and(|a| a != article))
        };
        let habit = match head {
            h if h < first && !foreign(h..first) => Habit::Before,
            h if h > last && !foreign(last..h) => Habit::After,
            h if h < first || h > last => Habit::Apart,
            _ => continue,
        };
        counts[habit as usize] += 1.0;
    }
    let all: f32 = counts.iter().sum();
    let habitual = |h: Habit| counts[h as usize] > 0.0 && counts[h as usize] >= HABITUAL * all;
    [Habit::Before, Habit::After, Habit::Apart].into_iter().find(|&h| habitual(h)).unwrap_or(Habit::Mixed)
}

/// The gold article that most of some lines belong to.
pub(crate) fn owner(gold: &LabelledPage, page: &Lines, lines: impl Iterator<Item = usize>) -> Option<usize> {
    let mut votes: HashMap<usize, usize> = HashMap::new();
    for i in lines {
        let no = page.lines[i].no;
        let of = gold.articles.iter().position(|a| a.blocks.iter().any(|b| b.lines.contains(&no)));
        if let Some(article) = of {
            *votes.entry(article).or_default() += page.lines[i].len();
        }
    }
    votes
        .into_iter()
        .max_by_key(|&(article, votes)| (votes, std::cmp::Reverse(article)))
        .map(|(article, _)| article)
}

/// Role to be learned: which paragraphs are verse is told by their form.
fn read_as(role: Role) -> Role {
    if role == Role::Verse { Role::Paragraph } else { role }
}

/// The label of each line; `None` where a line has none of its own.
pub(crate) fn labels(gold: &LabelledPage, page: &Lines) -> Option<Vec<Label>> {
    let mut of_line: HashMap<LineNo, Label> = HashMap::new();
    let mut block = 0;
    for (article, a) in gold.articles.iter().enumerate() {
        for b in &a.blocks {
            block += 1;
            of_line.extend(
                b.lines
                    .iter()
                    .map(|&no| (no, Label { role: read_as(b.role), article: Some(article), block })),
            );
        }
    }
    for &no in &gold.furniture {
        block += 1;
        of_line.insert(no, Label { role: Role::Furniture, article: None, block });
    }
    // A line that holds parts of two columns has no one label: each number is taken once.
    page.lines.iter().map(|line| of_line.remove(&line.no)).collect()
}

/// For each line the number of the run of lines that it stands in. Furniture, and pictures of another article, are
/// guests of the run around them: they do not end it.
fn hosts(labels: &[Label], gold: &LabelledPage) -> Vec<usize> {
    let has_text: Vec<bool> =
        gold.articles.iter().map(|a| a.blocks.iter().any(|b| b.role == Role::Paragraph)).collect();
    let is_guest = |l: &Label| match l.article {
        None => true,
        Some(a) => matches!(l.role, Role::Caption | Role::Credit) && has_text[a],
    };
    let n = labels.len();
    let solid: Vec<Option<usize>> =
        labels.iter().map(|l| if is_guest(l) { None } else { l.article }).collect();
    // A guest stays with its own article's text where that is next to it, else with the run it interrupts, else alone.
    let mut owner: Vec<Option<usize>> = solid.clone();
    let mut i = 0;
    while i < n {
        if owner[i].is_some() {
            i += 1;
            continue;
        }
        let end = (i..n).find(|&j| solid[j].is_some()).unwrap_or(n);
        let before = i.checked_sub(1).and_then(|b| owner[b]);
        let after = (end < n).then(|| solid[end]).flatten();
        for j in i..end {
            owner[j] = match labels[j].article {
                Some(a) if before == Some(a) || after == Some(a) => Some(a),
                _ if before == after && before.is_some() => before,
                Some(a) => Some(a),
                None => j.checked_sub(1).and_then(|b| owner[b]).or(after),
            };
        }
        i = end;
    }
    let mut hosts = Vec::with_capacity(n);
    let mut run = 0;
    for i in 0..n {
        if i > 0 && owner[i] != owner[i - 1] {
            run += 1;
        }
        hosts.push(run);
    }
    hosts
}

fn phases(labels: &[Label], hosts: &[usize]) -> Vec<Phase> {
    let n = labels.len();
    let mut phases = vec![Phase::HeadFirst; n];
    let mut start = 0;
    while start < n {
        let end = (start..n).find(|&j| hosts[j] != hosts[start]).unwrap_or(n);
        let run = &labels[start..end];
        let is_head = |r: Role| matches!(r, Role::Kicker | Role::Title | Role::Subtitle);
        let is_text = |r: Role| matches!(r, Role::Paragraph | Role::Subhead);
        let first_head = run.iter().position(|l| is_head(l.role));
        let first_text = run.iter().position(|l| is_text(l.role));
        // Without paragraphs (a photo story) the captions are the text.
        let first_text = first_text.or_else(|| run.iter().position(|l| l.role == Role::Caption));
        let leads = match (first_head, first_text) {
            (Some(h), Some(t)) => h < t,
            (head, _) => head.is_some(),
        };
        let mut phase = if leads { Phase::HeadFirst } else { Phase::Unheaded };
        for i in 0..run.len() {
            let role = run[i].role;
            phase = match phase {
                Phase::HeadFirst if is_text(role) => Phase::Headed,
                Phase::HeadFirst if role == Role::Caption && first_text == Some(i) => Phase::Headed,
                Phase::HeadLast if is_text(role) => Phase::Headed,
                Phase::Headed | Phase::Unheaded if is_head(role) => Phase::HeadLast,
                same => same,
            };
            phases[start + i] = phase;
        }
        start = end;
    }
    phases
}
