//! Tables of questions: a row has a name, what it asks in words, how many values it has, and how a page answers.
//!
//! A row of a table of features has an answer for each place that it is asked of; a row of a judge's table gives numbers.

use super::Evidence;

/// Question of a row, apart from how it is answered.
pub(crate) struct Question {
    /// [`Evidence::rule`] of what it says.
    pub name: &'static str,
    /// Number of its values.
    pub values: u32,
    /// Its words, in Chinese and in English.
    pub words: [&'static str; 2],
}

/// A row: a question and the function that answers it.
pub(crate) struct Template<Ask> {
    pub question: Question,
    pub answer: Ask,
}

impl<Ask> Template<Ask> {
    pub(crate) const fn new(
        name: &'static str,
        values: u32,
        words: [&'static str; 2],
        answer: Ask,
    ) -> Template<Ask> {
        Template { question: Question { name, values, words }, answer }
    }
}

/// Answer to a judge's question.
pub(crate) enum Answer {
    /// A number, of a question of one value.
    Value(f32),
    /// Yes or no, of a question of one value.
    Flag(bool),
    /// One of the question's values, or none.
    Which(Option<usize>),
}

/// Number of values that a table has.
pub(crate) const fn width<Ask>(table: &[Template<Ask>]) -> usize {
    let (mut sum, mut row) = (0, 0);
    while row < table.len() {
        sum += table[row].question.values as usize;
        row += 1;
    }
    sum
}

/// Fills in the values of a table, all 0 so far.
pub(crate) fn fill<Ask>(table: &[Template<Ask>], out: &mut [f32], ask: impl Fn(&Ask) -> Answer) {
    let mut first = 0;
    for Template { question, answer } in table {
        match ask(answer) {
            Answer::Value(value) => out[first] = value,
            Answer::Flag(on) => out[first] = f32::from(u8::from(on)),
            Answer::Which(value) => value.into_iter().for_each(|value| out[first + value] = 1.0),
        }
        first += question.values as usize;
    }
}

/// The values of a table.
pub(crate) fn values<Ask>(table: &[Template<Ask>], ask: impl Fn(&Ask) -> Answer) -> Vec<f32> {
    let mut out = vec![0.0; width(table)];
    fill(table, &mut out, ask);
    out
}

/// The questions of a table.
pub(crate) fn questions<Ask>(table: &'static [Template<Ask>]) -> impl Iterator<Item = &'static Question> {
    table.iter().map(|row| &row.question)
}

/// Evidence of each question, the loudest first, out of what each value of theirs says in log-odds; `most` at most.
pub(crate) fn evidence(
    questions: impl Iterator<Item = &'static Question>,
    says: &[f32],
    most: usize,
) -> Vec<Evidence> {
    /// Weaker evidence is not worth a line, in log-odds.
    const WEAKEST: f32 = 0.05;
    let mut rest = says;
    let mut out = Vec::new();
    for question in questions {
        let (own, after) = rest.split_at(question.values as usize);
        rest = after;
        out.push(Evidence { rule: question.name.into(), weight: own.iter().sum() });
    }
    out.retain(|said| said.weight.abs() >= WEAKEST);
    out.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    out.truncate(most);
    out
}
