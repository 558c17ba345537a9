//! The engine: lines, features, the likeliest reading, articles.

use super::article_roles::{self, DecidedBlock};
use super::assemble;
use super::author_place::{NamedBelow, is_rest_of_name};
use super::block_order::{self, Place};
use super::chain_weights::UNIT;
use super::chapter;
use super::confidence;
use super::crf::{self, Continuation, QuantizedWeights, Reading, Scores};
use super::cue::{Cue, is_column_in_brackets};
use super::feature::Extractor;
use super::fragment::{self, RawBlock};
use super::grammar::{Grammar, Step};
use super::headline::MARKED;
use super::headline_placement::{self, Choice};
use super::hypothesis::Hypothesis;
use super::idle;
use super::inference::Inference;
use super::layout_evidence;
use super::line::Lines;
use super::line_kind::Kind;
use super::lone_subhead;
use super::masthead;
use super::matching;
use super::one_byline;
use super::page_context::PageContext;
use super::pair::{self, PairScorer};
use super::signed_end;
use super::spacing;
use super::spanning_headline;
use super::unended;
use super::verse;
use super::watch::Watch;
use super::weights::{Weights, WeightsError};
use super::{Article, Block, ByteSpan, LineNo, Page, ReflowedText, Role, RoleHint, Segmentation};
use std::sync::LazyLock;

/// The weights inside the program.
pub(crate) const WEIGHTS: &str = include_str!("../../assets/weights.txt");

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(WEIGHTS).unwrap_or_else(|error| panic!("assets/weights.txt: {error}")));

/// The tables and the weights; made once, used from any thread.
pub(crate) struct Engine {
    pub extractor: Extractor,
    pub weights: Weights,
    hundredths: QuantizedWeights,
}

/// Readings of a page and the scores that they follow from.
struct Readings {
    scores: Scores<i16>,
    /// The likeliest first, each with how many nats it is behind that.
    likely: Vec<(Reading, f32)>,
}

impl Readings {
    /// The order of the articles' lines by the likeliest; `None` where they are in order.
    fn order(&self, lines: &Lines) -> Option<Vec<Place>> {
        block_order::order(lines, &self.likely.first()?.0)
    }
}

impl Engine {
    /// The engine inside the program.
    pub(crate) fn get() -> &'static Engine {
        &ENGINE
    }

    /// An engine with the weights of a text.
    pub(crate) fn new(weights: &str) -> Result<Engine, WeightsError> {
        Ok(Engine::with(Weights::parse(weights, &Extractor::new())?.1))
    }

    /// An engine with weights at hand.
    pub(crate) fn with(weights: Weights) -> Engine {
        Engine { extractor: Extractor::new(), hundredths: QuantizedWeights::of(&weights.chain), weights }
    }

    /// Takes a page apart.
    pub(crate) fn segment(&self, page: &Page, hints: &[RoleHint]) -> Segmentation {
        // Nobody gives it up.
        self.segment_watched(page, hints, &Watch::nobody()).unwrap_or_default()
    }

    /// Takes a page apart while somebody waits; `None` where that one gave it up.
    pub(crate) fn segment_watched(
        &self,
        page: &Page,
        hints: &[RoleHint],
        watch: &Watch,
    ) -> Option<Segmentation> {
        watch.at(0, 1)?;
        let lines = Lines::read(page);
        let context = self.extractor.watched_context(&lines, &watch.part(0.1, 0.2))?;
        let readings = self.readings(&context, hints, &watch.part(0.2, 0.5))?;
        let Some(order) = readings.order(&lines) else {
            return self.taken_apart(page, &context, readings, &watch.part(0.5, 1.0));
        };
        let lines = lines.in_order(&order);
        let context = self.extractor.watched_context(&lines, &watch.part(0.5, 0.55))?;
        let readings = self.readings(&context, hints, &watch.part(0.55, 0.7))?;
        self.taken_apart(page, &context, readings, &watch.part(0.7, 1.0))
    }

    /// Takes a page apart by its readings; `None` where it was given up.
    fn taken_apart(
        &self,
        page: &Page,
        context: &PageContext,
        readings: Readings,
        watch: &Watch,
    ) -> Option<Segmentation> {
        let mut choice = Choice::default();
        self.each_outcome(context, readings, &watch.part(0.0, 0.6), |mut outcome| {
            outcome.inference.marginals.forget_moves();
            choice.offer(outcome, &self.weights.choice);
        })?;
        let (found, _) = self.watched_present(page, context, choice.best()?, &watch.part(0.6, 1.0))?;
        Some(with_the_rest(found, page, context.page))
    }

    /// The lines of a page, blocks that an extractor wrote in rows put into the order of their articles.
    pub(crate) fn lines(&self, page: &Page, hints: &[RoleHint]) -> Lines {
        let lines = Lines::read(page);
        // Most pages need not be read for it.
        if !block_order::may_be_in_rows(&lines) {
            return lines;
        }
        // Nobody gives it up.
        let readings = self.readings(&self.extractor.context(&lines), hints, &Watch::nobody());
        match readings.and_then(|readings| readings.order(&lines)) {
            Some(order) => lines.in_order(&order),
            None => lines,
        }
    }

    /// The likeliest reading of lines as they stand.
    #[cfg(any(feature = "training", test))]
    pub(crate) fn likeliest(&self, lines: &Lines) -> Option<Reading> {
        let readings = self.readings(&self.extractor.context(lines), &[], &Watch::nobody())?;
        readings.likely.into_iter().next().map(|(reading, _)| reading)
    }

    /// The articles of an outcome, and what is asked of each block: of the articles' blocks in order, then of furniture.
    #[cfg(any(feature = "training", test))]
    pub(crate) fn present_asked(
        &self,
        page: &Page,
        context: &PageContext,
        found: Hypothesis,
    ) -> (Segmentation, Vec<Vec<f32>>) {
        // Nobody gives it up.
        self.watched_present(page, context, found, &Watch::nobody()).unwrap_or_default()
    }

    /// The same; `None` where the page was given up.
    fn watched_present(
        &self,
        page: &Page,
        context: &PageContext,
        mut found: Hypothesis,
        watch: &Watch,
    ) -> Option<(Segmentation, Vec<Vec<f32>>)> {
        let weights = &self.weights;
        idle::settle(&mut found.fragments, &mut found.articles, context.page);
        one_byline::settle(&mut found.fragments, &found.articles, context);
        let joins = confidence::Joins::of(&found);
        let sure = confidence::probabilities(&found, &joins, context.page, &weights.sure);
        let Hypothesis { inference, mut fragments, articles, furniture, .. } = found;
        let count = articles.len();
        let decide = |(article, members): (usize, &Vec<usize>)| {
            watch.at(article, 2 * count)?;
            Some(article_roles::decide(&mut fragments, members, &joins, &inference, context, weights))
        };
        let decided = articles.iter().enumerate().map(decide).collect::<Option<Vec<_>>>()?;
        let build = Builder { page, context, inference: &inference, engine: self };
        let mut asked = Vec::new();
        let mut ask = |(block, features)| {
            asked.push(features);
            block
        };
        let articles = decided.iter().zip(sure).enumerate().map(|(article, (blocks, confidence))| {
            watch.at(count + article, 2 * count)?;
            let blocks = build.blocks(blocks, confidence);
            Some(Article { blocks: blocks.map(&mut ask).collect(), confidence })
        });
        let articles = articles.collect::<Option<_>>()?;
        let furniture = furniture.iter().map(|b| build.block(b, None, None)).map(&mut ask).collect();
        Some((Segmentation { articles, furniture }, asked))
    }

    /// The page taken apart under the habit that fits it best.
    #[cfg(any(feature = "training", test))]
    pub(crate) fn outcome(&self, context: &PageContext, hints: &[RoleHint]) -> Hypothesis {
        let mut choice = Choice::default();
        self.outcomes(context, hints)
            .into_iter()
            .for_each(|outcome| choice.offer(outcome, &self.weights.choice));
        choice.best().expect("a page has an outcome under some habit")
    }

    /// The page taken apart under each habit that is nearly as likely as the likeliest, that one first.
    pub(crate) fn outcomes(&self, context: &PageContext, hints: &[RoleHint]) -> Vec<Hypothesis> {
        let mut outcomes = Vec::new();
        // Nobody gives it up.
        if let Some(readings) = self.readings(context, hints, &Watch::nobody()) {
            let _ = self.each_outcome(context, readings, &Watch::nobody(), |outcome| outcomes.push(outcome));
        }
        outcomes
    }

    /// The readings of a page that are nearly as likely as the likeliest; `None` where it was given up.
    fn readings(&self, context: &PageContext, hints: &[RoleHint], watch: &Watch) -> Option<Readings> {
        let mut scores = self.hundredths.scores(&self.extractor, context, &watch.part(0.0, 0.7))?;
        hold_to_form(&mut scores, context, hints);
        let close = headline_placement::CLOSE;
        let likely = crf::best_readings(&scores, &self.hundredths, close, &watch.part(0.7, 1.0))?;
        Some(Readings { scores, likely })
    }

    /// Hands on the [`Engine::outcomes`] one by one; `None` where the page was given up.
    fn each_outcome(
        &self,
        context: &PageContext,
        readings: Readings,
        watch: &Watch,
        mut take: impl FnMut(Hypothesis),
    ) -> Option<()> {
        let Readings { scores, likely } = readings;
        let count = likely.len() as f32;
        for (k, (reading, behind)) in likely.into_iter().enumerate() {
            let watch = watch.part(k as f32 / count, (k + 1) as f32 / count);
            let marginals =
                crf::marginals(&scores, UNIT, &self.weights.chain, reading.set, &watch.part(0.0, 0.4))?;
            let inference = Inference { reading, marginals };
            let other = lone_subhead::as_titles(&inference, &context.cohesion);
            take(self.assembled(context, inference, behind, &watch.part(0.5, 0.75))?);
            if let Some((inference, further)) = other {
                take(self.assembled(context, inference, behind + further, &watch.part(0.75, 1.0))?);
            }
        }
        Some(())
    }

    /// The articles of a reading; `None` where the page was given up.
    fn assembled(
        &self,
        context: &PageContext,
        inference: Inference,
        behind: f32,
        watch: &Watch,
    ) -> Option<Hypothesis> {
        let (mut fragments, furniture) = fragment::fragments(&inference.reading, context.page);
        let matched = matching::cut(&mut fragments, context, &inference);
        let mut pairs = pair::pairs(&fragments, context, &inference, &self.pair_scorer(), watch)?;
        signed_end::part(&mut pairs, &fragments, context);
        matching::hold(&mut pairs, &matched);
        let articles = assemble::articles(&fragments, &pairs);
        Some(Hypothesis { inference, fragments, pairs, furniture, articles, behind })
    }

    /// The scorer of pairs of fragments.
    pub(crate) fn pair_scorer(&self) -> PairScorer<'_> {
        PairScorer { weights: &self.weights.pairs, continuation: self.continuation() }
    }

    /// The judge of lines that may go on far from each other.
    fn continuation(&self) -> Continuation<'_> {
        Continuation { extractor: &self.extractor, weights: &self.weights.chain }
    }
}

/// Adds to a page's scores what is all but certain of some lines: the person's rules, mastheads, notes at an article's end, words
/// divided between two lines, headlines printed twice, verse.
fn hold_to_form(scores: &mut Scores<i16>, context: &PageContext, hints: &[RoleHint]) {
    let steps = |nats: f32| (nats / UNIT) as i16;
    for hint in hints {
        for i in context.page.indices(hint.line) {
            scores.favour(i, hint.role, steps(RULE));
        }
    }
    for &i in &context.pen_names {
        scores.favour(i, Role::Byline, steps(HINT));
    }
    for &(i, named) in &context.named {
        let strength = if named == NamedBelow::Author { NOTE } else { -HINT };
        scores.favour(i, Role::Byline, steps(strength));
    }
    for rates in &context.mastheads.rates {
        scores.part(rates.start, steps(NOTE));
        if rates.end < context.page.lines.len() {
            scores.part(rates.end, steps(NOTE));
        }
        for i in rates.clone() {
            scores.favour(i, Role::Paragraph, steps(NOTE));
            if i > rates.start {
                scores.hold_together(i, steps(NOTE));
            }
        }
    }
    for heading in chapter::headings(context.page, &context.kinds) {
        // Over the first chapter stand the novel's headline and author.
        let goes_on = heading.start > 0 && context.kind(heading.start as isize - 1).is_text();
        for edge in goes_on.then_some(heading.start).into_iter().chain([heading.end]) {
            scores.lean(edge, Step::Same, steps(-NOTE));
            scores.lean(edge, Step::Article, steps(-NOTE));
        }
    }
    layout_evidence::hold(scores, context.page);
    signed_end::hold(scores, context);
    unended::hold(scores, context);
    spanning_headline::hold(scores, context);
    let marked = context.page.lines.iter().filter(|line| line.heading).count() > 1;
    for i in 0..context.page.lines.len() {
        if context.mastheads.furniture[i] {
            scores.favour(i, Role::Furniture, steps(FAVOUR));
        } else if i > 0 && context.mastheads.furniture[i - 1] && context.page.lines[i].len() > masthead::MOTTO
        {
            // What stands below a masthead is the first article, but for a column's name.
            scores.favour(i, Role::Furniture, steps(-HINT));
        }
        let headed = i > 0 && context.kind(i as isize - 1).is_heading();
        if context.is_signature(i) {
            scores.favour(i, Role::Byline, steps(NOTE));
            scores.lean(i, Step::Article, steps(-NOTE));
        }
        let labelled = i > 0 && context.page.lines[i - 1].cues.has(Cue::PhotoLabel);
        if labelled && context.kind(i as isize) == Kind::Byline && is_reporter(context.page, i) {
            scores.favour(i, Role::Credit, steps(-HINT));
        }
        let goes_on_here = context.page.lines.get(i + 1).is_some_and(|below| below.cues.has(Cue::JumpFrom));
        if goes_on_here && context.kind(i as isize).is_heading() {
            // What goes on from another page has a title of its own.
            scores.favour(i, Role::Subhead, steps(-NOTE));
        }
        let are_text = || context.kind(i as isize).is_text() && context.kind(i as isize - 1).is_text();
        if context.paragraph_a_line && i > 0 && are_text() {
            scores.lean(i, Step::Same, steps(-NOTE));
        }
        let cues = context.page.lines[i].cues;
        if is_column_in_brackets(context.page.text(i))
            && context.kind(i as isize + 1).is_text()
            && (headed || i == 0 || context.page.lines[i - 1].cues.has(Cue::SentenceEnd))
            && context.page.lines[i].width() + 1.0 < context.page.lines[i].measure
            && !cues.any(&[Cue::JumpTo, Cue::JumpFrom, Cue::Credit, Cue::CreditEnd])
        {
            scores.favour(i, Role::Title, steps(HINT));
            scores.favour(i, Role::Paragraph, steps(-HINT));
        }
        if let Some(role) = context.notes[i] {
            scores.favour(i, role, steps(NOTE));
            scores.hold_together(i, steps(NOTE));
            // A credit is mostly of a picture: what this one stands behind is text.
            if let Some(before) = i.checked_sub(1) {
                scores.favour(before, Role::Paragraph, steps(HINT));
            }
        }
        if let Some(role) = context.pictures[i] {
            scores.favour(i, role, steps(NOTE));
            if i > 0 && context.pictures[i - 1].is_some_and(|before| before != role) {
                scores.lean(i, Step::Article, steps(-HINT));
            }
        }
        if let Some(part) = context.poems[i] {
            scores.favour(i, part.role(), steps(FAVOUR));
            if i > 0 && context.poems[i - 1].is_some() && part != verse::Part::Title {
                scores.hold_together(i, steps(FAVOUR));
            }
        }
        if verse::is_announced(context.page, &context.kinds, context.era, i) {
            scores.hold_together(i, steps(NOTE));
            scores.favour(i, Role::Paragraph, steps(NOTE));
        }
        let after_poem = i > 0 && context.poems[i - 1].is_some() && context.poems[i].is_none();
        let line = &context.page.lines[i];
        if after_poem && (line.blank_before > 0 || line.lead) {
            scores.lean(i, Step::Article, steps(HINT));
        } else if after_poem && line.cues.has(Cue::CommaInside) && line.cues.has(Cue::SentenceEnd) {
            // The text that quoted it.
            scores.favour(i, Role::Paragraph, steps(HINT));
        }
        if let Some(part) = context.latin[i] {
            scores.favour(i, part.role(), steps(FAVOUR));
            let before = i.checked_sub(1).and_then(|before| context.latin[before]);
            if before == Some(part) {
                scores.hold(i, steps(FAVOUR));
            } else if i > 0 && before.is_none() {
                scores.part(i, steps(FAVOUR));
            }
        }
        if is_rest_of_name(context.page, i) {
            scores.favour(i, Role::Byline, steps(FAVOUR));
            scores.hold(i, steps(FAVOUR));
        }
        if i > 0 && spacing::goes_on(context.page, i - 1, i) {
            scores.hold(i, steps(FAVOUR));
        }
        if context.page.lines[i].cells {
            // A row of a table is a line of the text that it stands in.
            scores.favour(i, Role::Paragraph, steps(FAVOUR));
            scores.lean(i, Step::Same, steps(-FAVOUR));
            scores.lean(i, Step::Article, steps(-FAVOUR));
        }
        if marked {
            hold_to_marks(scores, i, context.page.lines[i].heading);
        }
        // Captions are overprinted, too, but not as lines of their own.
        if context.page.printed_again(i).next().is_some() {
            for (role, nats) in OVERPRINTED {
                scores.favour(i, role, steps(nats));
            }
        }
    }
}

/// Whether a line that names somebody says that it is a reporter: who took a picture is said to have taken it.
fn is_reporter(page: &Lines, i: usize) -> bool {
    let text = page.text(i);
    let has = |word: &[char; 2]| text.windows(2).any(|pair| pair == word);
    [['记', '者'], ['記', '者'], ['讯', '员'], ['訊', '員']].iter().any(has)
        && !matches!(text[0], '（' | '(')
        && !page.lines[i].cues.any(&[Cue::Credit, Cue::CreditEnd])
}

/// Adds what marks of HTML or Markdown say of a line on a page where headings are marked. One that they pass over is no title,
/// but may be what stands around one.
fn hold_to_marks(scores: &mut Scores<i16>, i: usize, is_marked: bool) {
    let steps = (MARKED / UNIT) as i16;
    if !is_marked {
        return scores.favour(i, Role::Title, -steps);
    }
    for role in [Role::Kicker, Role::Title, Role::Subtitle, Role::Subhead] {
        scores.favour(i, role, steps);
    }
}

/// Adds what stood aside before lines were judged, and the doubt about the order of them all.
fn with_the_rest(mut found: Segmentation, page: &Page, lines: &Lines) -> Segmentation {
    let block = |&(no, span): &(LineNo, ByteSpan)| {
        let mut text = ReflowedText::default();
        text.copy(page, span);
        Block {
            role: Role::Furniture,
            lines: vec![no],
            text,
            role_confidence: 1.0,
            boundary_confidence: 1.0,
            evidence: Vec::new(),
            gap_before: false,
        }
    };
    found.furniture.extend(lines.aside.iter().map(block));
    found.furniture.sort_by_key(|block| block.lines.first().copied());
    found.articles.sort_by_key(Article::first_line);
    let most = 1.0 - lines.doubt;
    for article in &mut found.articles {
        article.confidence = article.confidence.min(most);
        for block in &mut article.blocks {
            block.role_confidence = block.role_confidence.min(most);
            block.boundary_confidence = block.boundary_confidence.min(most);
        }
    }
    found
}

/// Strength of a form that is plain for its role, in nats: more than all that a line and its neighbours say together; and of
/// a person's own rule, which is more.
pub(crate) const FAVOUR: f32 = 15.0;
pub(crate) const RULE: f32 = 2.0 * FAVOUR;

/// Strength of a note's form for a credit, in nats.
pub(crate) const NOTE: f32 = 12.0;
/// Strength of a place for an author's name, or for the text before a note, in nats.
const HINT: f32 = 4.0;

/// Strength of overprint for a headline, in nats: what is set heaviest is one.
const OVERPRINTED: [(Role, f32); 3] = [(Role::Title, 6.0), (Role::Subtitle, 4.0), (Role::Kicker, 2.0)];

/// Builder of the public articles and blocks from the engine's line indices.
struct Builder<'a> {
    page: &'a Page,
    context: &'a PageContext<'a>,
    inference: &'a Inference,
    engine: &'a Engine,
}

impl Builder<'_> {
    /// The blocks of an article in reading order, and what is asked of each; the article is so sure.
    fn blocks(&self, decided: &[DecidedBlock], confidence: f32) -> impl Iterator<Item = (Block, Vec<f32>)> {
        let in_text = |b: &RawBlock| matches!(b.role, Role::Paragraph | Role::Subhead | Role::Jump);
        let mut parts: Vec<(RawBlock, Option<f32>, bool)> = Vec::new();
        let mut last_text = None;
        for DecidedBlock { block, joined } in decided {
            let open = last_text.map(|at: usize| &mut parts[at].0);
            match open {
                Some(open) if self.goes_on(open, block) => open.lines.extend(&block.lines),
                open => {
                    let gap = open.is_some_and(|open| self.is_cut_off(open, block));
                    if in_text(block) {
                        last_text = Some(parts.len());
                    }
                    parts.push((block.clone(), *joined, gap));
                }
            }
        }
        let block = |(raw, joined, gap_before): &(RawBlock, Option<f32>, bool)| {
            let (block, asked) = self.block(raw, *joined, Some(confidence));
            (Block { gap_before: *gap_before, ..block }, asked)
        };
        let mut blocks: Vec<(Block, Vec<f32>)> = parts.iter().map(block).collect();
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
            && !self.context.page.lines[from].cues.any(&[
                Cue::SentenceEnd,
                Cue::ColonEnd,
                Cue::EnumerationCommaEnd,
            ])
    }

    /// Whether a paragraph that something was taken out of goes on in the next one. Full lines say little where other
    /// lines are between them; a word that is cut in two does. Else text may be missing, which is better told than bridged.
    fn goes_on(&self, open: &RawBlock, next: &RawBlock) -> bool {
        let (Some(&from), Some(&to)) = (open.lines.last(), next.lines.first()) else { return false };
        open.role == Role::Paragraph
            && next.role == Role::Paragraph
            && to > from + 1
            && spacing::is_word_cut(self.context.page, from, to)
            && self.engine.continuation().odds(self.context, from, to) > 0.0
    }

    /// A block, and what is asked of it: `joined` the log-odds by which it was joined, `article` how sure its article is.
    fn block(&self, raw: &RawBlock, joined: Option<f32>, article: Option<f32>) -> (Block, Vec<f32>) {
        let first = raw.lines[0];
        let read_as = if raw.role == Role::Verse { Role::Paragraph } else { raw.role };
        let asked = confidence::Asked {
            role: read_as,
            lines: raw.lines.iter().map(|&i| self.inference.marginals.of_role(i, read_as)).collect(),
            settled: raw.decision.map(|of| (of.odds, of.changed)),
            begins: self.step_probability(first, self.step(first)),
            joined,
            article,
        };
        let features = asked.features();
        let [role_confidence, boundary_confidence] =
            confidence::of_block(&features, &self.engine.weights.blocks);
        let block = Block {
            role: raw.role,
            text: ReflowedText::of(self.page, self.context.page, &raw.lines, raw.role),
            role_confidence,
            boundary_confidence,
            lines: self.context.page.numbers(self.page, &raw.lines),
            evidence: Vec::new(),
            gap_before: false,
        };
        (block, features)
    }

    /// The step that the reading takes into a line.
    fn step(&self, i: usize) -> Step {
        if i == 0 { Step::Article } else { Grammar::get().moves[self.inference.reading.moves[i]].step }
    }

    /// Probability of a step into a line.
    fn step_probability(&self, i: usize, step: Step) -> f32 {
        if i == 0 {
            return f32::from(u8::from(step == Step::Article));
        }
        self.inference.marginals.steps[i][step as usize].min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::segmentation::{Page, Role, segment};

    #[test]
    fn the_rest_of_a_name_is_of_the_byline_and_of_no_headline() {
        let text = "修水渠的人说，渠通了，田就活了，村里明\n年还要再修一条，把山后的水也引过来。\n本报记者 何小溪 通讯员 吴\n岚\n\n五个村合修一条渠\n渠水进了田\n";
        let found = segment(&Page::new(text.into()));
        let bylines: Vec<&str> = found.articles.iter().flat_map(|a| a.texts(Role::Byline)).collect();
        assert!(bylines.concat().ends_with("吴岚"), "{found:?}");
    }

    #[test]
    fn a_text_is_signed_below_it_where_no_author_is_above() {
        let text = "渡口两岸的乡亲从前要绕行三十里，如今渡船一刻钟\n一班，船老大每天要在江上来回四十多趟。\n";
        let other =
            "果园里的苹果熟了，果农忙着采摘装箱，收购商的货\n车在村口排起长队，今年价钱比去年涨了两成。\n";
        let of = |first: &str, between: &str| {
            let found =
                segment(&Page::new(format!("摆渡人的一天\n{first}{text}{between}\n苹果红了\n{other}")));
            assert_eq!(found.articles.len(), 2, "{found:?}");
            let bylines =
                |article: &crate::segmentation::Article| article.texts(Role::Byline).collect::<String>();
            (bylines(&found.articles[0]), found.articles[0].texts(Role::Title).collect::<String>())
        };
        for signature in ["□吴小岚", "◎ 青衫客", "——吴小岚"] {
            assert_eq!(of("", signature).0.replace(['\u{2002}', ' '], ""), signature.replace(' ', ""));
        }
        // The author of the first is named at its head.
        assert_eq!(of("□何闻\n", "□吴小岚"), ("□何闻".into(), "摆渡人的一天".into()));
    }

    #[test]
    fn running_feet_are_furniture_and_their_article_goes_on() {
        let text = "澜溪渡口开通\n\n本报讯（记者 何闻）4月8日，澜溪新建的渡口开通，两岸群\n第1页 共9页\n众往来不必再绕行三十里山路。\n第2页 共9页\n";
        let found = segment(&Page::new(text.into()));
        let feet: Vec<u32> = found.furniture.iter().map(|block| block.lines[0].0).collect();
        assert_eq!(feet, [4, 6]);
        let article = &found.articles[0];
        assert!(article.texts(Role::Paragraph).any(|text| text.contains("两岸群众往来")), "{article:?}");
    }

    #[test]
    fn what_stands_around_a_marked_title_need_not_be_marked() {
        let article = |mark: &str, kicker: &str, title: &str, text: &str| {
            format!("{kicker}\n{mark}{title}\n\n本报讯（记者 何闻）{text}\n\n")
        };
        let of = |mark: &str| {
            let first = article(
                mark,
                "澜溪镇改善两岸交通",
                "新渡口昨日通航",
                "昨天上午，澜溪镇新建的渡口通航，头一班渡船载着四十多位乡亲过江。",
            );
            let second = article(
                mark,
                "望江县今年风调雨顺",
                "果园迎来丰收",
                "望江县的果园里苹果熟了，果农忙着采摘装箱，收购的货车排起长队。",
            );
            segment(&Page::new(first + &second))
        };
        for mark in ["# ", "## "] {
            let found = of(mark);
            let titles: Vec<_> = found.articles.iter().flat_map(|a| a.texts(Role::Title)).collect();
            assert_eq!(titles, ["新渡口昨日通航", "果园迎来丰收"], "{mark}");
            let kickers: Vec<_> = found.articles.iter().flat_map(|a| a.texts(Role::Kicker)).collect();
            assert_eq!(kickers, ["澜溪镇改善两岸交通", "望江县今年风调雨顺"], "{mark}");
        }
    }

    #[test]
    fn nothing_is_sure_of_a_text_whose_lines_were_lost() {
        let text: String =
            "澜溪渡口开通本报讯昨日澜溪新建的渡口开通".chars().map(|c| format!("{c}\n")).collect();
        let found = segment(&Page::new(text));
        assert!(found.articles.iter().all(|article| article.confidence <= 0.5));
    }

    #[test]
    fn entities_are_shown_as_what_they_stand_for() {
        let page = Page::new("渡口&ldquo;昨日&rdquo;开通，AT&amp;T也来了。\n".into());
        let found = segment(&page);
        let block = found.articles.iter().flat_map(|a| &a.blocks).chain(&found.furniture).next().unwrap();
        assert_eq!(block.text.as_str(), "渡口“昨日”开通，AT&T也来了。");
    }
}
