//! Fragments: what a reading yields before it is known what belongs together.
//!
//! A headline, a stretch of text and the pictures' lines are fragments of their own even where the reading holds them
//! for one article: a headline may belong to the text before it, after it, or far from it.

use super::Role;
use super::cohesion::pairs_of;
use super::crf::Reading;
use super::cue::Cue;
use super::grammar::{Grammar, Step};
use super::line::Lines;
use crate::han::lexicon::Lexicon;
use rustc_hash::FxHashMap;

/// Lines of one role that follow each other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawBlock {
    pub role: Role,
    /// Indices into [`Lines::lines`].
    pub lines: Vec<usize>,
    /// The decision of its article about its role, once that was asked.
    pub decision: Option<RoleDecision>,
}

impl RawBlock {
    /// A block as it was read.
    pub(crate) fn new(role: Role, lines: Vec<usize>) -> RawBlock {
        RawBlock { role, lines, decision: None }
    }
}

/// Decision of an article as a whole about the role of a block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RoleDecision {
    /// Strength with which it asks for the role, in log-odds.
    pub odds: f32,
    /// Whether the lines had been read in another role.
    pub changed: bool,
}

/// Kind of a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FragmentKind {
    /// Kicker, title, subtitle, and a byline next to them.
    Head,
    /// Paragraphs, subheads, jump lines, and a byline next to them.
    Body,
    /// Captions and credits.
    Picture,
}

/// A part of one article.
#[derive(Clone, Debug)]
pub(crate) struct Fragment {
    pub kind: FragmentKind,
    pub blocks: Vec<RawBlock>,
    /// The reading's article.
    pub article: usize,
    /// Its pairs of characters, sorted, with how often it has each.
    pub pairs: Vec<(u32, f32)>,
}

impl Fragment {
    pub(crate) fn first_line(&self) -> usize {
        self.blocks[0].lines[0]
    }

    pub(crate) fn last_line(&self) -> usize {
        self.blocks.last().and_then(|b| b.lines.last()).copied().unwrap_or(0)
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = usize> {
        self.blocks.iter().flat_map(|b| b.lines.iter().copied())
    }

    /// Counts its pairs of characters.
    pub(super) fn count_pairs(&mut self, page: &Lines, lexicon: &Lexicon) {
        let mut pairs: Vec<u32> = self.lines().flat_map(|i| pairs_of(page.text(i), lexicon)).collect();
        pairs.sort_unstable();
        self.pairs = pairs.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f32)).collect();
    }
}

/// Kinds of fragments that each of the reading's articles has.
pub(super) struct Kinds(Vec<[bool; 3]>);

impl Kinds {
    pub(super) fn of(fragments: &[Fragment]) -> Kinds {
        let mut kinds = vec![[false; 3]; fragments.last().map_or(0, |fragment| fragment.article + 1)];
        fragments.iter().for_each(|fragment| kinds[fragment.article][fragment.kind as usize] = true);
        Kinds(kinds)
    }

    /// Whether the article that a fragment is of in the reading has a fragment of a kind.
    pub(super) fn beside(&self, fragment: &Fragment, kind: FragmentKind) -> bool {
        self.0[fragment.article][kind as usize]
    }
}

/// The fragments of a reading in page order, and the furniture.
pub(crate) fn fragments(reading: &Reading, page: &Lines) -> (Vec<Fragment>, Vec<RawBlock>) {
    let grammar = Grammar::get();
    let (mut fragments, mut furniture) = (Vec::<Fragment>::new(), Vec::new());
    // Bylines wait for what follows when nothing before can take them.
    let mut article = 0;
    let mut begun = true;
    let mut before = None;
    let shows_pictures = |i: usize| page.lines[i].cues.any(&[Cue::Credit, Cue::CreditEnd, Cue::Caption]);
    let mut last: FxHashMap<u8, usize> = FxHashMap::default();
    for (i, &state) in reading.states.iter().enumerate() {
        let role = grammar.states[state].role;
        let step = if i == 0 { Step::Article } else { grammar.moves[reading.moves[i]].step };
        if step == Step::Article {
            article += 1;
            begun = true;
            last.clear();
        }
        let kind = match role {
            Role::Furniture => {
                furniture.push(RawBlock::new(role, vec![i]));
                continue;
            }
            Role::Kicker | Role::Title | Role::Subtitle => FragmentKind::Head,
            Role::Paragraph | Role::Verse | Role::Subhead | Role::Jump => FragmentKind::Body,
            // A note behind the text is of the text, whoever took the pictures.
            Role::Credit if before == Some(FragmentKind::Body) && !begun && !shows_pictures(i) => {
                FragmentKind::Body
            }
            Role::Caption | Role::Credit => FragmentKind::Picture,
            // A byline stays with the fragment before it, or opens the text.
            Role::Byline => match fragments.last() {
                Some(fragment) if !begun && fragment.kind != FragmentKind::Picture => fragment.kind,
                _ => FragmentKind::Body,
            },
        };
        // Text goes on over pictures set into it, but not over a headline.
        let open = last.get(&(kind as u8)).copied().filter(|&u| {
            kind != FragmentKind::Body
                || fragments[u + 1..].iter().all(|between| between.kind == FragmentKind::Picture)
        });
        let open = open.filter(|&u| kind == FragmentKind::Body || u + 1 == fragments.len());
        begun = false;
        before = Some(kind);
        match open {
            Some(u) => {
                let same = step == Step::Same;
                match fragments[u].blocks.last_mut() {
                    Some(block) if same && block.role == role => block.lines.push(i),
                    _ => fragments[u].blocks.push(RawBlock::new(role, vec![i])),
                }
            }
            None => {
                last.insert(kind as u8, fragments.len());
                let blocks = vec![RawBlock::new(role, vec![i])];
                fragments.push(Fragment { kind, blocks, article, pairs: Vec::new() });
            }
        }
    }
    let lexicon = Lexicon::get();
    fragments.iter_mut().for_each(|fragment| fragment.count_pairs(page, lexicon));
    (fragments, furniture)
}
