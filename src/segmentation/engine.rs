//! The engine: lines, features, the likeliest reading, articles.

use super::assemble;
use super::chain::{self, Hundredths, Marginals, Reading};
use super::choice::{self, Outcome};
use super::cue::Cue;
use super::feature::Extractor;
use super::headline;
use super::line::Lines;
use super::pair;
use super::state::{self, Grammar, Step};
use super::sure;
use super::told;
use super::trace::WHOLE_ARTICLE;
use super::unit::{self, RawBlock};
use super::verse;
use super::view::View;
use super::weights::{UNIT, Weights};
use super::{Article, Block, Evidence, Favour, Page, ReflowedText, Role, Segmentation};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(include_str!("../../assets/weights.txt")));

/// The tables and the weights; made once, used from any thread.
pub(crate) struct Engine {
    pub extractor: Extractor,
    pub weights: Weights,
    hundredths: Hundredths,
}

impl Engine {
    /// The engine inside the program.
    pub(crate) fn get() -> &'static Engine {
        &ENGINE
    }

    /// An engine with the weights of a text.
    pub(crate) fn new(weights: &str) -> Engine {
        Engine::with(Weights::parse(weights, &Extractor::new()))
    }

    /// An engine with weights at hand.
    pub(crate) fn with(weights: Weights) -> Engine {
        Engine { extractor: Extractor::new(), hundredths: Hundredths::of(&weights), weights }
    }

    /// Takes a page apart.
    pub(crate) fn segment(&self, page: &Page, favours: &[Favour]) -> Segmentation {
        let lines = Lines::read(page);
        let view = self.extractor.view(&lines);
        self.present(page, &view, self.outcome(&view, favours))
    }

    /// The articles of an outcome.
    pub(crate) fn present(&self, page: &Page, view: &View, found: Outcome) -> Segmentation {
        self.present_asked(page, view, found).0
    }

    /// The articles of an outcome, and what is asked of each block: of the articles' blocks in order, then of furniture.
    pub(crate) fn present_asked(
        &self,
        page: &Page,
        view: &View,
        mut found: Outcome,
    ) -> (Segmentation, Vec<Vec<f32>>) {
        let weights = &self.weights;
        let sure: Vec<f32> =
            found.articles.iter().map(|members| sure::probability(&found, members, weights)).collect();
        let (mut settled, mut joined) = (FxHashMap::default(), FxHashMap::default());
        for members in &found.articles {
            let join = |u: usize| sure::joins(&found, members, u);
            joined.extend(members.iter().skip(1).map(|&u| (found.units[u].first_line(), join(u))));
        }
        for members in &found.articles {
            let headlines = headline::settle(&mut found.units, members, &found.read, view, weights);
            verse::settle(&mut found.units, members, view);
            let text = told::settle(&mut found.units, members, &found.read, view.page, weights);
            settled.extend(headlines.into_iter().chain(text).map(|of| (of.line, of)));
        }
        let build = Builder { page, view, read: &found.read, engine: self, settled, joined };
        let mut asked = Vec::new();
        let mut ask = |(block, features)| {
            asked.push(features);
            block
        };
        let articles = found.articles.iter().zip(sure).map(|(members, confidence)| Article {
            blocks: build
                .blocks(members.iter().flat_map(|&u| &found.units[u].blocks), confidence)
                .map(&mut ask)
                .collect(),
            confidence,
        });
        let articles = articles.collect();
        let furniture = found.furniture.iter().map(|b| build.block(b, None)).map(&mut ask).collect();
        (Segmentation { articles, furniture }, asked)
    }

    /// The page taken apart under the habit that fits it best.
    pub(crate) fn outcome(&self, view: &View, favours: &[Favour]) -> Outcome {
        choice::best(self.outcomes(view, favours), &self.weights)
    }

    /// The page taken apart under each habit that is nearly as likely as the likeliest, that one first.
    pub(crate) fn outcomes(&self, view: &View, favours: &[Favour]) -> Vec<Outcome> {
        let features = self.extractor.read(view);
        let mut scores = self.hundredths.scores(&features);
        for favour in favours {
            if let Some(i) = view.page.index(favour.line) {
                scores.favour(i, favour.role, (FAVOUR / UNIT) as i16);
            }
        }
        for i in (0..view.notes.len()).filter(|&i| view.notes[i]) {
            scores.favour(i, Role::Credit, (NOTE / UNIT) as i16);
            scores.hold_together(i, (NOTE / UNIT) as i16);
            // A credit is mostly of a picture: what this one stands behind is text.
            scores.favour(i - 1, Role::Paragraph, (HINT / UNIT) as i16);
        }
        for &i in &view.pen_names {
            scores.favour(i, Role::Byline, (HINT / UNIT) as i16);
        }
        for (i, part) in view.poems.iter().enumerate() {
            let Some(part) = part else { continue };
            scores.favour(i, part.role(), (FAVOUR / UNIT) as i16);
            if i > 0 && view.poems[i - 1].is_some() && *part != verse::Part::Title {
                scores.hold_together(i, (FAVOUR / UNIT) as i16);
            }
        }
        let readings = chain::best_readings(&scores, &self.hundredths, choice::CLOSE);
        let outcome = |(reading, behind): (Reading, f32)| {
            let marginals = chain::marginals(&scores, UNIT, &self.weights, reading.set);
            let read = Read { reading, marginals };
            let (units, furniture) = unit::units(&read.reading, view.page);
            let pairs = pair::pairs(&units, view, &read, self);
            let articles = assemble::articles(&units, &pairs);
            Outcome { read, units, pairs, furniture, articles, behind }
        };
        readings.into_iter().map(outcome).collect()
    }

    /// How much rather a paragraph goes on from one line to another than ends between them, in log-odds.
    pub(crate) fn runs_on(&self, view: &View, from: usize, to: usize) -> f32 {
        let columns = chain::sum_columns(&self.extractor.break_between(view, from, to), &self.weights);
        let column = |step| usize::from(state::column(Role::Paragraph, Role::Paragraph, step));
        let moves = |step| {
            let grammar = Grammar::get();
            let text = grammar.state(Role::Paragraph, state::Phase::Headed).unwrap_or(0);
            grammar
                .find(text, text, step)
                .map_or(0.0, |m| self.weights.moves(state::Habit::Mixed as usize)[m])
        };
        columns[column(Step::Same)] + moves(Step::Same) - columns[column(Step::Block)] - moves(Step::Block)
    }
}

/// How strongly a favour speaks for its role, in nats: more than all that a line's form and its neighbours say together.
pub(crate) const FAVOUR: f32 = 15.0;

/// How strongly the form of a note speaks for a credit, in nats.
pub(crate) const NOTE: f32 = 12.0;
/// How strongly its place speaks for an author's name, or for the text before a note, in nats.
const HINT: f32 = 4.0;

/// What inference says of a page.
pub(crate) struct Read {
    pub reading: Reading,
    pub marginals: Marginals,
}

/// What an article as a whole says of the role of a line, or of the block that begins with it.
pub(crate) struct Settled {
    pub line: usize,
    /// How strongly it asks for the role, in log-odds.
    pub odds: f32,
    /// Whether the chain had read another role.
    pub changed: bool,
}

/// Makes the public values out of line indices.
struct Builder<'a> {
    page: &'a Page,
    view: &'a View<'a>,
    read: &'a Read,
    engine: &'a Engine,
    /// What the whole article said of blocks that it was asked about, by their first line.
    settled: FxHashMap<usize, Settled>,
    /// The log-odds by which a part of an article was joined to the others, by its first line.
    joined: FxHashMap<usize, f32>,
}

impl Builder<'_> {
    /// The blocks of an article in reading order, and what is asked of each; the article is so sure.
    fn blocks<'b>(
        &self,
        raw: impl Iterator<Item = &'b RawBlock>,
        confidence: f32,
    ) -> impl Iterator<Item = (Block, Vec<f32>)> {
        let in_text = |b: &RawBlock| matches!(b.role, Role::Paragraph | Role::Subhead | Role::Jump);
        let mut joined: Vec<(RawBlock, bool)> = Vec::new();
        for block in raw {
            let open = joined.iter_mut().map(|(b, _)| b).rfind(|b| in_text(b));
            match open {
                Some(open) if self.goes_on(open, block) => open.lines.extend(&block.lines),
                open => {
                    let gap = open.is_some_and(|open| self.is_cut_off(open, block));
                    joined.push((block.clone(), gap));
                }
            }
        }
        let block = |(raw, gap_before): &(RawBlock, bool)| {
            let (block, asked) = self.block(raw, Some(confidence));
            (Block { gap_before: *gap_before, ..block }, asked)
        };
        let mut blocks: Vec<(Block, Vec<f32>)> = joined.iter().map(block).collect();
        blocks.sort_by_key(|(b, _)| match b.role {
            Role::Kicker => 0,
            Role::Title => 1,
            Role::Subtitle => 2,
            Role::Byline => 3,
            _ => 4,
        });
        blocks.into_iter()
    }

    /// Whether a paragraph breaks off in the middle of a sentence and what follows, elsewhere on the page, does not take
    /// it up: text is missing between them.
    fn is_cut_off(&self, open: &RawBlock, next: &RawBlock) -> bool {
        let (Some(&from), Some(&to)) = (open.lines.last(), next.lines.first()) else { return false };
        open.role == Role::Paragraph
            && next.role == Role::Paragraph
            && to > from + 1
            && !self.view.page.lines[from].cues.any(&[
                Cue::SentenceEnd,
                Cue::ColonEnd,
                Cue::EnumerationCommaEnd,
            ])
    }

    /// Whether a paragraph that something was taken out of goes on in the next one.
    fn goes_on(&self, open: &RawBlock, next: &RawBlock) -> bool {
        let (Some(&from), Some(&to)) = (open.lines.last(), next.lines.first()) else { return false };
        open.role == Role::Paragraph
            && next.role == Role::Paragraph
            && to > from + 1
            && self.engine.runs_on(self.view, from, to) > 0.0
    }

    /// A block, and what is asked of it; `article` is how sure its article is.
    fn block(&self, raw: &RawBlock, article: Option<f32>) -> (Block, Vec<f32>) {
        let first = raw.lines[0];
        let read_as = if raw.role == Role::Verse { Role::Paragraph } else { raw.role };
        let settled = self.settled.get(&first);
        let asked = sure::Asked {
            role: read_as,
            lines: raw.lines.iter().map(|&i| self.read.marginals.of_role(i, read_as)).collect(),
            settled: settled.map(|of| (of.odds, of.changed)),
            begins: self.step_probability(first, self.step(first)),
            joined: self.joined.get(&first).copied(),
            article,
        };
        let features = asked.features();
        let [role_confidence, boundary_confidence] = sure::of_block(&features, &self.engine.weights);
        let block = Block {
            role: raw.role,
            text: ReflowedText::of(self.page, self.view.page, &raw.lines, raw.role),
            role_confidence,
            boundary_confidence,
            lines: raw.lines.iter().map(|&i| self.view.page.lines[i].no).collect(),
            evidence: settled
                .filter(|of| of.changed)
                .map(|of| Evidence { rule: WHOLE_ARTICLE.into(), weight: of.odds })
                .into_iter()
                .collect(),
            gap_before: false,
        };
        (block, features)
    }

    /// The step that the reading takes into a line.
    fn step(&self, i: usize) -> Step {
        if i == 0 { Step::Article } else { Grammar::get().moves[self.read.reading.moves[i]].step }
    }

    /// How likely a step into a line is.
    fn step_probability(&self, i: usize, step: Step) -> f32 {
        if i == 0 {
            return f32::from(u8::from(step == Step::Article));
        }
        self.read.marginals.steps[i][step as usize].min(1.0)
    }
}

/// How the probability that two lines are of one block is corrected, so that it is what it says on pages that were not
/// learned from: slope and offset of its log-odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Doubt(pub [f32; 2]);

impl Default for Doubt {
    /// No correction.
    fn default() -> Doubt {
        Doubt([1.0, 0.0])
    }
}

impl Doubt {
    /// The log-odds of a probability, within what a sum of a page's probabilities can tell from certainty.
    pub(crate) fn log_odds(p: f32) -> f32 {
        let p = p.clamp(1e-6, 1.0 - 1e-6);
        (p / (1.0 - p)).ln()
    }

    /// A probability corrected.
    pub(crate) fn correct(self, p: f32) -> f32 {
        let Doubt([slope, offset]) = self;
        1.0 / (1.0 + (-(slope * Doubt::log_odds(p) + offset)).exp())
    }
}
