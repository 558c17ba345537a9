//! The engine: lines, features, the likeliest reading, articles.

use super::assemble;
use super::chain::{self, Hundredths, Marginals, Reading, Scores};
use super::choice::{self, Choice, Outcome};
use super::cue::Cue;
use super::feature::Extractor;
use super::headline;
use super::idle;
use super::line::Lines;
use super::lone_subhead;
use super::masthead;
use super::matching;
use super::pair;
use super::setting;
use super::spacing;
use super::state::{self, Grammar, Phase, Step};
use super::sure;
use super::told;
use super::unended;
use super::unit::{self, RawBlock};
use super::verse;
use super::view::{View, is_rest_of_name};
use super::watch::Watch;
use super::weights::{UNIT, Weights, WeightsError};
use super::{Article, Block, ByteSpan, Favour, LineNo, Page, ReflowedText, Role, Segmentation};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The weights inside the program.
pub(crate) const WEIGHTS: &str = include_str!("../../assets/weights.txt");

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(WEIGHTS).unwrap_or_else(|error| panic!("assets/weights.txt: {error}")));

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
    pub(crate) fn new(weights: &str) -> Result<Engine, WeightsError> {
        Ok(Engine::with(Weights::parse(weights, &Extractor::new())?.1))
    }

    /// An engine with weights at hand.
    pub(crate) fn with(weights: Weights) -> Engine {
        Engine { extractor: Extractor::new(), hundredths: Hundredths::of(&weights), weights }
    }

    /// Takes a page apart.
    pub(crate) fn segment(&self, page: &Page, favours: &[Favour]) -> Segmentation {
        // Nobody gives it up.
        self.segment_watched(page, favours, &Watch::nobody()).unwrap_or_default()
    }

    /// Takes a page apart while somebody waits; `None` where that one gave it up.
    pub(crate) fn segment_watched(
        &self,
        page: &Page,
        favours: &[Favour],
        watch: &Watch,
    ) -> Option<Segmentation> {
        watch.at(0, 1)?;
        let lines = Lines::read(page);
        let view = self.extractor.watched_view(&lines, &watch.part(0.1, 0.2))?;
        let mut choice = Choice::default();
        self.each_outcome(&view, favours, &watch.part(0.2, 0.8), |mut outcome| {
            outcome.read.marginals.forget_moves();
            choice.offer(outcome, &self.weights);
        })?;
        let (found, _) = self.watched_present(page, &view, choice.best()?, &watch.part(0.8, 1.0))?;
        Some(with_the_rest(found, page, &lines))
    }

    /// The articles of an outcome, and what is asked of each block: of the articles' blocks in order, then of furniture.
    #[cfg(any(feature = "training", test))]
    pub(crate) fn present_asked(
        &self,
        page: &Page,
        view: &View,
        found: Outcome,
    ) -> (Segmentation, Vec<Vec<f32>>) {
        // Nobody gives it up.
        self.watched_present(page, view, found, &Watch::nobody()).unwrap_or_default()
    }

    /// The same; `None` where the page was given up.
    fn watched_present(
        &self,
        page: &Page,
        view: &View,
        mut found: Outcome,
        watch: &Watch,
    ) -> Option<(Segmentation, Vec<Vec<f32>>)> {
        let weights = &self.weights;
        idle::settle(&mut found.units, &mut found.articles, view.page);
        let joins = sure::Joins::of(&found);
        let sure: Vec<f32> = (0..found.articles.len())
            .map(|article| sure::probability(&found, &joins, article, weights))
            .collect();
        let (mut settled, mut joined) = (FxHashMap::default(), FxHashMap::default());
        for members in &found.articles {
            let join = |&u: &usize| (found.units[u].first_line(), joins.of_unit(u));
            joined.extend(members.iter().skip(1).map(join));
        }
        let count = found.articles.len();
        for (article, members) in found.articles.iter().enumerate() {
            watch.at(article, 2 * count)?;
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
        let articles = found.articles.iter().zip(sure).enumerate().map(|(article, (members, confidence))| {
            watch.at(count + article, 2 * count)?;
            let blocks = build.blocks(members.iter().flat_map(|&u| &found.units[u].blocks), confidence);
            Some(Article { blocks: blocks.map(&mut ask).collect(), confidence })
        });
        let articles = articles.collect::<Option<_>>()?;
        let furniture = found.furniture.iter().map(|b| build.block(b, None)).map(&mut ask).collect();
        Some((Segmentation { articles, furniture }, asked))
    }

    /// The page taken apart under the habit that fits it best.
    #[cfg(any(feature = "training", test))]
    pub(crate) fn outcome(&self, view: &View, favours: &[Favour]) -> Outcome {
        let mut choice = Choice::default();
        self.outcomes(view, favours).into_iter().for_each(|outcome| choice.offer(outcome, &self.weights));
        choice.best().expect("a page has an outcome under some habit")
    }

    /// The page taken apart under each habit that is nearly as likely as the likeliest, that one first.
    pub(crate) fn outcomes(&self, view: &View, favours: &[Favour]) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        // Nobody gives it up.
        let _ = self.each_outcome(view, favours, &Watch::nobody(), |outcome| outcomes.push(outcome));
        outcomes
    }

    /// Hands on the [`Engine::outcomes`] one by one; `None` where the page was given up.
    fn each_outcome(
        &self,
        view: &View,
        favours: &[Favour],
        watch: &Watch,
        mut take: impl FnMut(Outcome),
    ) -> Option<()> {
        let mut scores = self.hundredths.scores(&self.extractor, view, &watch.part(0.0, 0.4))?;
        hold_to_form(&mut scores, view, favours);
        let readings = chain::best_readings(&scores, &self.hundredths, choice::CLOSE, &watch.part(0.4, 0.6))?;
        let rest = watch.part(0.6, 1.0);
        let count = readings.len() as f32;
        for (k, (reading, behind)) in readings.into_iter().enumerate() {
            let watch = rest.part(k as f32 / count, (k + 1) as f32 / count);
            let marginals =
                chain::marginals(&scores, UNIT, &self.weights, reading.set, &watch.part(0.0, 0.4))?;
            let read = Read { reading, marginals };
            let other = lone_subhead::as_titles(&read);
            take(self.assembled(view, read, behind, &watch.part(0.5, 0.75))?);
            if let Some((read, further)) = other {
                take(self.assembled(view, read, behind + further, &watch.part(0.75, 1.0))?);
            }
        }
        Some(())
    }

    /// The articles of a reading; `None` where the page was given up.
    fn assembled(&self, view: &View, read: Read, behind: f32, watch: &Watch) -> Option<Outcome> {
        let (mut units, furniture) = unit::units(&read.reading, view.page);
        let matched = matching::cut(&mut units, view, &read);
        let mut pairs = pair::pairs(&units, view, &read, self, watch)?;
        matching::hold(&mut pairs, &matched);
        let articles = assemble::articles(&units, &pairs);
        Some(Outcome { read, units, pairs, furniture, articles, behind })
    }

    /// How much rather a paragraph goes on from one line to another than ends between them, in log-odds.
    pub(crate) fn runs_on(&self, view: &View, from: usize, to: usize) -> f32 {
        let columns = chain::sum_columns(&self.extractor.break_between(view, from, to), &self.weights);
        let column = |step| usize::from(state::column(Role::Paragraph, Role::Paragraph, step));
        let moves = |step| {
            let grammar = Grammar::get();
            let text = grammar.state(Role::Paragraph, Phase::Headed).unwrap_or(0);
            grammar
                .find(text, text, step)
                .map_or(0.0, |m| self.weights.moves(state::Habit::Mixed as usize)[m])
        };
        columns[column(Step::Same)] + moves(Step::Same) - columns[column(Step::Block)] - moves(Step::Block)
    }
}

/// Adds to a page's scores what is all but certain of some lines: the person's rules, mastheads, notes at an article's end, words
/// divided between two lines, headlines printed twice, verse.
fn hold_to_form(scores: &mut Scores<i16>, view: &View, favours: &[Favour]) {
    let steps = |nats: f32| (nats / UNIT) as i16;
    for favour in favours {
        for i in view.page.indices(favour.line) {
            scores.favour(i, favour.role, steps(FAVOUR));
        }
    }
    for &i in &view.pen_names {
        scores.favour(i, Role::Byline, steps(HINT));
    }
    setting::hold(scores, view.page);
    unended::hold(scores, view);
    let marked = view.page.lines.iter().filter(|line| line.heading).count() > 1;
    for i in 0..view.page.lines.len() {
        if view.mastheads[i] {
            scores.favour(i, Role::Furniture, steps(FAVOUR));
        } else if i > 0 && view.mastheads[i - 1] && view.page.lines[i].len() > masthead::MOTTO {
            // What stands below a masthead is the first article, but for a column's name.
            scores.favour(i, Role::Furniture, steps(-HINT));
        }
        if view.notes[i] {
            scores.favour(i, Role::Credit, steps(NOTE));
            scores.hold_together(i, steps(NOTE));
            // A credit is mostly of a picture: what this one stands behind is text.
            if let Some(before) = i.checked_sub(1) {
                scores.favour(before, Role::Paragraph, steps(HINT));
            }
        }
        if let Some(part) = view.poems[i] {
            scores.favour(i, part.role(), steps(FAVOUR));
            if i > 0 && view.poems[i - 1].is_some() && part != verse::Part::Title {
                scores.hold_together(i, steps(FAVOUR));
            }
        }
        let after_poem = i > 0 && view.poems[i - 1].is_some() && view.poems[i].is_none();
        if after_poem && (view.page.lines[i].blank_before > 0 || view.page.lines[i].lead) {
            scores.lean(i, Step::Article, steps(HINT));
        }
        if let Some(part) = view.latin[i] {
            scores.favour(i, part.role(), steps(FAVOUR));
            let before = i.checked_sub(1).and_then(|before| view.latin[before]);
            if before == Some(part) {
                scores.hold(i, steps(FAVOUR));
            } else if i > 0 && before.is_none() {
                scores.part(i, steps(FAVOUR));
            }
        }
        if is_rest_of_name(view.page, i) {
            scores.favour(i, Role::Byline, steps(FAVOUR));
            scores.hold(i, steps(FAVOUR));
        }
        if i > 0 && spacing::goes_on(view.page, i - 1, i) {
            scores.hold(i, steps(FAVOUR));
        }
        if marked {
            let nats = if view.page.lines[i].heading { MARKED } else { -MARKED };
            for role in [Role::Kicker, Role::Title, Role::Subtitle, Role::Subhead] {
                scores.favour(i, role, steps(nats));
            }
        }
        // Captions are overprinted, too, but not as lines of their own.
        if view.page.printed_again(i).next().is_some() {
            for (role, nats) in OVERPRINTED {
                scores.favour(i, role, steps(nats));
            }
        }
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

/// How strongly a favour speaks for its role, in nats: more than all that a line's form and its neighbours say together.
pub(crate) const FAVOUR: f32 = 15.0;

/// How strongly the form of a note speaks for a credit, in nats.
pub(crate) const NOTE: f32 = 12.0;
/// How strongly its place speaks for an author's name, or for the text before a note, in nats.
const HINT: f32 = 4.0;

/// How strongly a line that is printed twice over itself speaks for a headline, in nats: what is set heaviest is.
const OVERPRINTED: [(Role, f32); 3] = [(Role::Title, 6.0), (Role::Subtitle, 4.0), (Role::Kicker, 2.0)];

/// How strongly marks of HTML or Markdown speak for a heading, and against what they do not mark, in nats.
const MARKED: f32 = 6.0;

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
        let mut last_text = None;
        for block in raw {
            let open = last_text.map(|at: usize| &mut joined[at].0);
            match open {
                Some(open) if self.goes_on(open, block) => open.lines.extend(&block.lines),
                open => {
                    let gap = open.is_some_and(|open| self.is_cut_off(open, block));
                    if in_text(block) {
                        last_text = Some(joined.len());
                    }
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

    /// Whether a paragraph that something was taken out of goes on in the next one. Full lines say little where other
    /// lines are between them; a word that is cut in two does. Else text may be missing, which is better told than bridged.
    fn goes_on(&self, open: &RawBlock, next: &RawBlock) -> bool {
        let (Some(&from), Some(&to)) = (open.lines.last(), next.lines.first()) else { return false };
        open.role == Role::Paragraph
            && next.role == Role::Paragraph
            && to > from + 1
            && spacing::is_word_cut(self.view.page, from, to)
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
            lines: self.view.page.numbers(self.page, &raw.lines),
            evidence: Vec::new(),
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
    #[cfg(any(feature = "training", test))]
    pub(crate) fn correct(self, p: f32) -> f32 {
        let Doubt([slope, offset]) = self;
        1.0 / (1.0 + (-(slope * Doubt::log_odds(p) + offset)).exp())
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
    fn running_feet_are_furniture_and_their_article_goes_on() {
        let text = "澜溪渡口开通\n\n本报讯（记者 何闻）4月8日，澜溪新建的渡口开通，两岸群\n第1页 共9页\n众往来不必再绕行三十里山路。\n第2页 共9页\n";
        let found = segment(&Page::new(text.into()));
        let feet: Vec<u32> = found.furniture.iter().map(|block| block.lines[0].0).collect();
        assert_eq!(feet, [4, 6]);
        let article = &found.articles[0];
        assert!(article.texts(Role::Paragraph).any(|text| text.contains("两岸群众往来")), "{article:?}");
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
