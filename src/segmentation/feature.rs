//! Features: named observations of a line and of the break between two lines.
//!
//! A template is a row of a table: its name, how many values it has, what it asks in words, and how the page answers. A
//! feature is one value of a template, for instance `blank-around=1`. Templates know nothing of any paper, place or person.
//! The explanation of a decision lists them by name, so a template's name says what it asks.

mod bins;
mod of_break;
mod of_line;

pub(crate) use of_break::BREAK_TEMPLATES;
pub(crate) use of_line::LINE_TEMPLATES;

use super::cue::Cue;
use super::line::Lines;
use super::line_kind::Era;
use super::page_context::PageContext;
use super::template::Template;
use super::watch::Watch;
use crate::han::lexicon::Lexicon;
use of_break::OfBreak;
use of_line::OfLine;

/// The features that answer the templates of a table.
pub(crate) struct Answers {
    features: Vec<u32>,
    /// First feature of the template that is asked, and its number of values.
    first: u32,
    values: u32,
}

impl Answers {
    fn put(&mut self, value: u32) {
        debug_assert!(value < self.values, "feature {} has no value {value}", self.first);
        self.features.push(self.first + value);
    }

    fn all(&mut self, values: impl IntoIterator<Item = u32>) {
        values.into_iter().for_each(|value| self.put(value));
    }
}

/// Numbering of a table of templates: feature id = first id of the template + value.
pub(crate) struct Space<Ask: 'static> {
    templates: &'static [Template<Ask>],
    first: Vec<u32>,
    size: u32,
}

impl<Ask> Space<Ask> {
    pub(crate) fn new(templates: &'static [Template<Ask>]) -> Space<Ask> {
        let mut size = 0;
        let first = templates
            .iter()
            .map(|template| {
                let at = size;
                size += template.question.values;
                at
            })
            .collect();
        Space { templates, first, size }
    }

    /// Number of features: each stands for all pages, and once more for pages of [`Era::Old`] alone.
    pub(crate) fn size(&self) -> usize {
        2 * self.size as usize
    }

    /// Adds the old pages' own copies of some features, so that what holds for them alone can be learned apart
    /// (feature augmentation: Daumé 2007).
    fn augment(&self, features: &mut Vec<u32>) {
        features.extend_from_within(..);
        let half = features.len() / 2;
        features[half..].iter_mut().for_each(|f| *f += self.size);
    }

    /// The template of a feature.
    pub(crate) fn template(&self, feature: u32) -> &'static str {
        let feature = feature % self.size;
        self.templates[self.first.partition_point(|&first| first <= feature) - 1].question.name
    }

    /// `template=value`, or for cues `cue=SentenceEnd`.
    pub(crate) fn name(&self, feature: u32) -> String {
        if feature >= self.size {
            return format!("old:{}", self.name(feature - self.size));
        }
        let template = self.first.partition_point(|&first| first <= feature) - 1;
        let (name, value) = (self.templates[template].question.name, feature - self.first[template]);
        if name.starts_with("cue") {
            format!("{name}={}", Cue::ALL[value as usize].name())
        } else {
            format!("{name}={value}")
        }
    }

    /// The names of all features.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        (0..2 * self.size).map(|feature| self.name(feature))
    }

    /// Features of the answers that `ask` gives to the templates.
    fn answers(&self, ask: impl Fn(&Ask, &mut Answers)) -> Vec<u32> {
        let mut out = Answers { features: Vec::with_capacity(48), first: 0, values: 0 };
        for (template, &first) in self.templates.iter().zip(&self.first) {
            (out.first, out.values) = (first, template.question.values);
            ask(&template.answer, &mut out);
        }
        out.features
    }
}

/// Features of every line and of every break of a page, flat.
#[derive(Default)]
pub(crate) struct Features {
    pub line: Vec<Vec<u32>>,
    /// `of_break[i]` is the break before line `i`; empty for the first line.
    pub of_break: Vec<Vec<u32>>,
    pub era: Era,
}

/// Reads a page with one set of tables; made once, used for many pages.
pub(crate) struct Extractor {
    pub line_space: Space<of_line::Ask>,
    pub break_space: Space<of_break::Ask>,
    lexicon: &'static Lexicon,
}

impl Extractor {
    pub(crate) fn new() -> Extractor {
        Extractor {
            line_space: Space::new(LINE_TEMPLATES),
            break_space: Space::new(BREAK_TEMPLATES),
            lexicon: Lexicon::get(),
        }
    }

    /// A page with what is asked of it more than once.
    pub(crate) fn context<'a>(&self, page: &'a Lines) -> PageContext<'a> {
        self.watched_context(page, &Watch::nobody()).expect("nobody gives it up")
    }

    /// The [`Extractor::context`]; `None` where the page was given up.
    pub(crate) fn watched_context<'a>(&self, page: &'a Lines, watch: &Watch) -> Option<PageContext<'a>> {
        PageContext::new(page, self.lexicon, watch)
    }

    /// The features of a page.
    pub(crate) fn read(&self, context: &PageContext) -> Features {
        let lines = (0..context.page.lines.len()).map(|i| self.read_line(context, i).into());
        let (line, of_break) = lines.unzip();
        Features { line, of_break, era: context.era }
    }

    /// The features of a line and of the break before it.
    pub(crate) fn read_line(&self, context: &PageContext, i: usize) -> [Vec<u32>; 2] {
        let mut of_line = self.of_line(context, i);
        if context.era == Era::Old {
            self.line_space.augment(&mut of_line);
        }
        [of_line, i.checked_sub(1).map_or_else(Vec::new, |before| self.break_between(context, before, i))]
    }

    /// The features of a break between two lines that need not be neighbours: what stood between was taken out.
    pub(crate) fn break_between(&self, context: &PageContext, a: usize, b: usize) -> Vec<u32> {
        let mut features = self.of_break(context, a, b);
        if context.era == Era::Old {
            self.break_space.augment(&mut features);
        }
        features
    }

    fn of_line(&self, context: &PageContext, i: usize) -> Vec<u32> {
        let line = OfLine::new(context, self.lexicon, i);
        self.line_space.answers(|ask, out| ask(&line, out))
    }

    fn of_break(&self, context: &PageContext, a: usize, b: usize) -> Vec<u32> {
        let between = OfBreak::new(context, self.lexicon, a, b);
        self.break_space.answers(|ask, out| ask(&between, out))
    }
}
