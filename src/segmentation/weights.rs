//! The learned weights: data, made by the example `train` (`train weights`), read once.
//!
//! The file is text. It begins with what it is:
//!
//! ```text
//! jianbao-weights 2
//! schema 0123456789abcdef         names and lengths of all rows that the engine has, hashed
//! made weights --typeset 6000 …   the command that made it
//! set assets/articles 0123…       each set that it learned from, with the hash of its files
//! figure daily98 article_b3 …     how good it was found to be
//! rows 8807                       how many rows follow
//! ```
//!
//! Then each row of weights is a line, `NAME w w …` in hundredths; rows of zeros alone are left out. Whatever does not fit
//! the engine, to the last number, is refused.

use super::chain_weights::{ChainWeights, UNIT};
use super::confidence::{self, BLOCK_CONFIDENCE_FEATURES, BLOCK_JUDGES, CONFIDENCE_FEATURES};
use super::feature::Extractor;
use super::grammar::{COLUMNS, Grammar};
use super::headline::{self, HEADLINE_FEATURES};
use super::headline_placement::{self, PLACEMENT_FEATURES};
use super::inference::PlattScaling;
use super::mlp;
use super::pair::{self, PAIR_FEATURES, PAIR_KINDS};
use super::photo_story::{self, StoryWeights};
use super::template::Question;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};

/// First line of the file; another format wants another number.
const FORMAT: &str = "jianbao-weights 2";
/// All weights of the engine.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weights {
    /// The weights of the chain of lines.
    pub chain: ChainWeights,
    /// Kinds of pairs of fragments × their features.
    pub pairs: Vec<f32>,
    /// Correction of the probability of going on with a block.
    pub doubt: PlattScaling,
    /// The features of stories told in captions.
    pub photo_story: StoryWeights,
    /// The features of [`super::headline`].
    pub headline: Vec<f32>,
    /// The features of [`super::confidence`].
    pub sure: Vec<f32>,
    /// Weights of what [`super::confidence`] tells of a block × its features.
    pub blocks: Vec<f32>,
    /// The features of [`super::headline_placement`].
    pub choice: Vec<f32>,
}

impl Weights {
    /// All zero.
    pub(crate) fn zero(extractor: &Extractor) -> Weights {
        Weights {
            chain: ChainWeights::zero(extractor),
            pairs: vec![0.0; PAIR_KINDS * mlp::size(PAIR_FEATURES)],
            doubt: PlattScaling::default(),
            photo_story: StoryWeights::zero(),
            headline: vec![0.0; HEADLINE_FEATURES],
            sure: vec![0.0; mlp::size(CONFIDENCE_FEATURES)],
            blocks: vec![0.0; BLOCK_JUDGES * mlp::size(BLOCK_CONFIDENCE_FEATURES)],
            choice: vec![0.0; PLACEMENT_FEATURES],
        }
    }

    /// All rows by their names, in the order of the file.
    pub(crate) fn rows(&mut self, extractor: &Extractor) -> impl Iterator<Item = (String, &mut [f32])> {
        let states = Grammar::get().states.len();
        let PlattScaling(doubt) = &mut self.doubt;
        let sections: [(&str, &mut [f32]); 10] = [
            ("start", &mut self.chain.start),
            ("moves", &mut self.chain.moves),
            ("pairs", &mut self.pairs),
            ("doubt", doubt),
            ("told", &mut self.photo_story.article),
            ("captions", &mut self.photo_story.caption),
            ("headline", &mut self.headline),
            ("sure", &mut self.sure),
            ("blocks", &mut self.blocks),
            ("choice", &mut self.choice),
        ];
        let line = self.chain.line.chunks_mut(states).zip(extractor.line_space.names());
        let of_break = self.chain.of_break.chunks_mut(COLUMNS).zip(extractor.break_space.names());
        (sections.into_iter().map(|(name, row)| (name.to_owned(), row)))
            .chain(line.map(|(row, name)| (format!("line:{name}"), row)))
            .chain(of_break.map(|(row, name)| (format!("break:{name}"), row)))
    }

    /// Reads the text form.
    pub(crate) fn parse(text: &str, extractor: &Extractor) -> Result<(Header, Weights), WeightsError> {
        let mut lines = text.lines().zip(1..);
        let header = Header::parse(&mut lines)?;
        let mut out = Weights::zero(extractor);
        let schema = schema(&mut out, extractor);
        if header.schema != schema {
            return Err(WeightsError::Schema { found: header.schema, wanted: schema });
        }
        let mut rows: FxHashMap<String, &mut [f32]> = out.rows(extractor).collect();
        let mut count = 0;
        for (line, no) in lines {
            let mut fields = line.split(' ');
            let name = fields.next().unwrap_or_default();
            let row = rows.remove(name).ok_or_else(|| WeightsError::Name { line: no, name: name.into() })?;
            let fields: Vec<&str> = fields.collect();
            if fields.len() != row.len() {
                return Err(WeightsError::Length { line: no, wanted: row.len() });
            }
            for (slot, field) in row.iter_mut().zip(fields) {
                let number = || WeightsError::Number { line: no, field: field.into() };
                *slot = f32::from(field.parse::<i16>().map_err(|_| number())?) * UNIT;
            }
            count += 1;
        }
        if count != header.rows {
            return Err(WeightsError::Rows { found: count, wanted: header.rows });
        }
        Ok((header, out))
    }

    /// Reads the text form but for what says how sure the engine is, whose questions may be others than those of the file.
    #[cfg(any(feature = "training", test))]
    pub(crate) fn parse_without_sureness(
        text: &str,
        extractor: &Extractor,
    ) -> Result<(Header, Weights), WeightsError> {
        let is_kept = |line: &&str| !line.starts_with("sure ") && !line.starts_with("blocks ");
        let dropped = text.lines().filter(|line| !is_kept(line)).count();
        let schema = schema(&mut Weights::zero(extractor), extractor);
        let line = |line: &str| match line.split_once(' ') {
            Some(("schema", _)) => format!("schema {schema}\n"),
            Some(("rows", count)) => {
                format!("rows {}\n", count.parse::<usize>().map_or(0, |count| count.saturating_sub(dropped)))
            }
            _ => format!("{line}\n"),
        };
        Weights::parse(&text.lines().filter(is_kept).map(line).collect::<String>(), extractor)
    }

    /// The text form, under a header whose schema and number of rows are these weights'.
    #[cfg_attr(not(feature = "training"), allow(dead_code))]
    pub(crate) fn print(&self, header: &Header, extractor: &Extractor) -> String {
        let mut weights = self.clone();
        let schema = schema(&mut weights, extractor);
        let (mut body, mut rows) = (String::new(), 0);
        for (name, row) in weights.rows(extractor) {
            let hundredths: Vec<i16> = row.iter().map(|w| (w / UNIT).round() as i16).collect();
            if hundredths.iter().any(|w| *w != 0) {
                body.push_str(&name);
                for w in hundredths {
                    let _ = write!(body, " {w}");
                }
                body.push('\n');
                rows += 1;
            }
        }
        Header { schema, rows, ..header.clone() }.to_string() + &body
    }
}

/// The hash of what a file of weights must fit: the name and length of every row, the grammar, what is asked of wholes.
fn schema(weights: &mut Weights, extractor: &Extractor) -> String {
    let mut hash = Sha256::new();
    for (name, row) in weights.rows(extractor) {
        hash.update(format!("{name} {}\n", row.len()));
    }
    let grammar = Grammar::get();
    hash.update(format!("{:?} {:?}", grammar.states, grammar.moves));
    for question in questions() {
        hash.update(question.name.as_bytes());
        hash.update(question.values.to_le_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// All that is asked of wholes.
pub(crate) fn questions() -> impl Iterator<Item = &'static Question> {
    (headline_placement::questions().chain(pair::questions()).chain(headline::questions()))
        .chain(confidence::questions().into_iter().flatten())
        .chain(photo_story::questions().into_iter().flatten())
}

/// Header of a file of weights: what it says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Header {
    pub schema: String,
    /// The command that made it.
    pub made: String,
    /// Each set it was learned from: name and hash.
    pub sets: Vec<String>,
    /// Figures that say how good it was found to be.
    pub figures: Vec<String>,
    pub rows: usize,
}

impl Header {
    /// Reads the lines up to the first row of weights.
    fn parse<'a>(lines: &mut impl Iterator<Item = (&'a str, usize)>) -> Result<Header, WeightsError> {
        let mut header = Header::default();
        if lines.next().is_none_or(|(line, _)| line != FORMAT) {
            return Err(WeightsError::Format);
        }
        for (line, no) in lines {
            let (key, value) = line.split_once(' ').unwrap_or((line, ""));
            match key {
                "schema" => header.schema = value.into(),
                "made" => header.made = value.into(),
                "set" => header.sets.push(value.into()),
                "figure" => header.figures.push(value.into()),
                "rows" => {
                    let number = |_| WeightsError::Number { line: no, field: value.into() };
                    header.rows = value.parse().map_err(number)?;
                    return Ok(header);
                }
                _ => return Err(WeightsError::Name { line: no, name: key.into() }),
            }
        }
        Err(WeightsError::Rows { found: 0, wanted: 0 })
    }
}

impl fmt::Display for Header {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let Header { schema, made, sets, figures, rows } = self;
        writeln!(out, "{FORMAT}\nschema {schema}\nmade {made}")?;
        sets.iter().try_for_each(|set| writeln!(out, "set {set}"))?;
        figures.iter().try_for_each(|figure| writeln!(out, "figure {figure}"))?;
        writeln!(out, "rows {rows}")
    }
}

/// Reason why a file of weights does not fit the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WeightsError {
    /// The first line is not that of this format.
    Format,
    /// The rows are of an engine that asks other questions.
    Schema { found: String, wanted: String },
    /// A row of no such name, or the second of its name.
    Name { line: usize, name: String },
    /// A row of more or fewer numbers than there are.
    Length { line: usize, wanted: usize },
    /// A number that is none.
    Number { line: usize, field: String },
    /// More or fewer rows than the header says.
    Rows { found: usize, wanted: usize },
}

impl fmt::Display for WeightsError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        use WeightsError::*;
        match self {
            Format => write!(out, "the first line is not {FORMAT:?}"),
            Schema { found, wanted } => write!(out, "made for schema {found:?}, the engine has {wanted:?}"),
            Name { line, name } => {
                write!(out, "line {line}: no row is called {name:?}, or it was there before")
            }
            Length { line, wanted } => write!(out, "line {line}: not {wanted} numbers"),
            Number { line, field } => write!(out, "line {line}: {field:?} is no number"),
            Rows { found, wanted } => write!(out, "{found} rows, {wanted} wanted"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../assets/weights.txt");

    fn read(text: &str) -> Result<(Header, Weights), WeightsError> {
        Weights::parse(text, &Extractor::new())
    }

    /// Error that the shipped file is refused for with one place of it changed.
    fn refusal(from: &str, to: &str) -> WeightsError {
        assert!(SHIPPED.contains(from));
        read(&SHIPPED.replacen(from, to, 1)).expect_err(to)
    }

    #[test]
    fn weights_with_other_questions_of_sureness_are_read_but_for_these() {
        let extractor = Extractor::new();
        let other = SHIPPED.replacen("schema ", "schema 0", 1).replacen("\nsure ", "\nsure 1 ", 1);
        assert!(read(&other).is_err());
        let (_, found) = Weights::parse_without_sureness(&other, &extractor).unwrap();
        assert!(found.sure.iter().chain(&found.blocks).all(|w| *w == 0.0));
        assert_eq!(found.pairs, read(SHIPPED).unwrap().1.pairs);
    }

    #[test]
    fn the_shipped_file_is_written_as_it_was_read() {
        let (header, weights) = read(SHIPPED).unwrap();
        assert!(weights.print(&header, &Extractor::new()) == SHIPPED);
        assert!(!header.made.is_empty() && !header.sets.is_empty() && !header.figures.is_empty());
    }

    #[test]
    fn a_file_of_another_format_is_refused() {
        assert_eq!(refusal(FORMAT, "jianbao-weights 1"), WeightsError::Format);
        assert_eq!(read("").unwrap_err(), WeightsError::Format);
    }

    #[test]
    fn a_file_of_another_schema_is_refused() {
        let WeightsError::Schema { found, wanted } = refusal("\nschema ", "\nschema 0") else { panic!() };
        assert_eq!(found, format!("0{wanted}"));
    }

    #[test]
    fn an_unknown_row_and_one_that_comes_twice_are_refused() {
        let unknown = refusal("\nline:bias=0 ", "\nline:bias=1 ");
        assert!(matches!(unknown, WeightsError::Name { name, .. } if name == "line:bias=1"));
        let doubt = SHIPPED.lines().find(|line| line.starts_with("doubt ")).unwrap();
        let twice = refusal(doubt, &format!("{doubt}\n{doubt}"));
        assert!(matches!(twice, WeightsError::Name { name, .. } if name == "doubt"));
        assert!(matches!(refusal("\nmade ", "\nmdae "), WeightsError::Name { name, .. } if name == "mdae"));
    }

    #[test]
    fn a_number_that_is_none_is_refused() {
        let number = refusal("\ndoubt ", "\ndoubt l");
        assert!(matches!(number, WeightsError::Number { field, .. } if field.starts_with('l')));
        assert!(matches!(refusal("\ndoubt ", "\ndoubt 99999"), WeightsError::Number { .. }));
        assert!(matches!(refusal("\nrows ", "\nrows x"), WeightsError::Number { .. }));
    }

    #[test]
    fn a_row_that_is_short_or_long_is_refused() {
        assert!(matches!(refusal("\ndoubt ", "\ndoubt 1 "), WeightsError::Length { wanted: 2, .. }));
        let row = SHIPPED.lines().find(|line| line.starts_with("line:bias=0 ")).unwrap();
        let short = refusal(row, row.rsplit_once(' ').unwrap().0);
        assert!(matches!(short, WeightsError::Length { wanted, .. } if wanted > 2));
    }

    #[test]
    fn a_file_that_is_cut_off_is_refused() {
        let end = SHIPPED.trim_end().rfind('\n').unwrap();
        assert!(matches!(read(&SHIPPED[..=end]).unwrap_err(), WeightsError::Rows { .. }));
        let rows = SHIPPED.find("\nrows ").unwrap();
        assert!(matches!(read(&SHIPPED[..rows]).unwrap_err(), WeightsError::Rows { .. }));
    }
}
