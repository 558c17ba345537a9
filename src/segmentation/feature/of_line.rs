//! Questions about a line.

use super::Answers;
use super::bins::*;
use crate::han::lexicon::Lexicon;
use crate::segmentation::cue::Cue;
use crate::segmentation::headings::{self, Run};
use crate::segmentation::line::Line;
use crate::segmentation::line_kind::KINDS;
use crate::segmentation::page_context::{PageContext, STRETCHES};
use crate::segmentation::template::Template;
use crate::segmentation::wording;

/// A line, and what several templates ask of it.
pub(crate) struct OfLine<'a> {
    context: &'a PageContext<'a>,
    lexicon: &'a Lexicon,
    i: usize,
    line: &'a Line,
    text: &'a [char],
    length: u32,
    fill: u32,
    way: u32,
    blank: u32,
    is_heading: bool,
    /// Its place among the page's headings.
    run: Option<&'a Run>,
}

impl<'a> OfLine<'a> {
    pub(super) fn new(context: &'a PageContext<'a>, lexicon: &'a Lexicon, i: usize) -> OfLine<'a> {
        let line = &context.page.lines[i];
        OfLine {
            context,
            lexicon,
            i,
            line,
            text: context.page.text(i),
            length: length_of(line.len()),
            fill: fill_of(line),
            way: context.ways[i] as u32,
            blank: blank_of(line.blank_before) * 4 + blank_of(context.blank_after(i)),
            is_heading: context.kind(i as isize).is_heading(),
            run: context.headings.of(i),
        }
    }

    /// The kind of the line so many lines further.
    fn near(&self, lines: isize) -> u32 {
        self.context.kind(self.i as isize + lines) as u32
    }

    fn kind(&self) -> u32 {
        self.near(0)
    }

    fn heading(&self) -> u32 {
        u32::from(self.is_heading)
    }

    fn of_heading<T>(&self, answer: impl FnOnce() -> T) -> Option<T> {
        self.is_heading.then(answer)
    }

    fn cue(&self, cue: Cue) -> u32 {
        u32::from(self.line.cues.has(cue))
    }

    /// Number of its words that the text before and after has.
    fn overlap(&self) -> Option<u32> {
        self.context.cohesion.overlap(self.i).map(|(before, after)| share_of(before) * 5 + share_of(after))
    }
}

/// Function that answers a template about a line.
pub(crate) type Ask = for<'a> fn(&OfLine<'a>, &mut Answers);

const fn ask(name: &'static str, values: u32, words: [&'static str; 2], answer: Ask) -> Template<Ask> {
    Template::new(name, values, words, answer)
}

/// The templates of a line. A row is a name, the number of values, the question, and its answers.
pub(crate) const LINE_TEMPLATES: &[Template<Ask>] = &[
    ask("bias", 1, ["此类通常多寡", "how common this is"], |_, out| out.put(0)),
    ask(
        "cue",
        Cue::AT_EDGES,
        ["行中标志（电头、署名、编号等）", "cues in the line: dateline, byline, enumerator"],
        |a, out| out.all(at_edges(a.line)),
    ),
    ask("length", LENGTHS, ["行长", "length of the line"], |a, out| out.put(a.length)),
    ask("fill", FILLS, ["占栏宽多少", "how much of the column it fills"], |a, out| out.put(a.fill)),
    ask("blank-around", 16, ["前后空行", "blank lines around it"], |a, out| out.put(a.blank)),
    ask(
        "way-of-heading",
        8,
        ["全版提取方式与标题形状", "heading shape, given how the page was extracted"],
        |a, out| out.put(a.way * 2 + a.heading()),
    ),
    ask("before", KINDS, ["前一行的样子", "the line before"], |a, out| out.put(a.near(-1))),
    ask("after", KINDS, ["后一行的样子", "the line after"], |a, out| out.put(a.near(1))),
    ask("between", KINDS * KINDS, ["前后两行的样子", "the lines on both sides"], |a, out| {
        out.put(a.near(-1) * KINDS + a.near(1))
    }),
    ask(
        "heading-between",
        2 * KINDS * KINDS,
        ["标题形状与前后两行", "heading shape between its neighbours"],
        |a, out| out.put((a.heading() * KINDS + a.near(-1)) * KINDS + a.near(1)),
    ),
    ask(
        "heading-run",
        4 * 4 * KINDS,
        ["连续标题行中的位置", "place in a run of headings"],
        |a, out| {
            let (run, index, next) = a.context.heading_run(a.i);
            out.all((run > 0).then(|| ((run.min(4) - 1) * 4 + index.min(3)) as u32 * KINDS + next as u32));
        },
    ),
    ask("spread-length", LENGTHS, ["字间加空", "letter-spacing"], |a, out| {
        out.all(a.line.letter_spaced.then_some(a.length))
    }),
    ask(
        "overlap-before-after",
        25,
        ["与前后文共用的词语", "words shared with the text before and after"],
        |a, out| out.all(a.overlap()),
    ),
    ask(
        "heading-overlap",
        25 * 2,
        ["标题与前后文共用的词语", "a heading's words in the text before and after"],
        |a, out| out.all(a.of_heading(|| Some(a.overlap()? * 2 + u32::from(a.line.len() >= 8))).flatten()),
    ),
    ask("kind-length", KINDS * LENGTHS, ["形状与行长", "shape and length"], |a, out| {
        out.put(a.kind() * LENGTHS + a.length)
    }),
    ask("kind-blank", KINDS * 16, ["形状与空行", "shape and blank lines"], |a, out| {
        out.put(a.kind() * 16 + a.blank)
    }),
    ask("halves-length", 3 * LENGTHS, ["以空格分成的段数", "parts divided by spaces"], |a, out| {
        let halves = if a.line.cues.has(Cue::Halves) { 1 } else { 2 * a.cue(Cue::Parts) };
        out.put(halves * LENGTHS + a.length);
    }),
    ask("against-measures", 9, ["与邻行栏宽相比", "width against the columns beside it"], |a, out| {
        let against_measure = |i: isize| against(a.line.width(), a.context.measure(a.i as isize + i));
        out.put(against_measure(-1) * 3 + against_measure(1));
    }),
    ask("page-place", 6, ["在版面首尾的位置", "place at the page's top or bottom"], |a, out| {
        out.put(a.context.place(a.i))
    }),
    ask(
        "way-fill",
        4 * FILLS,
        ["提取方式与占栏宽", "fill, given how the page was extracted"],
        |a, out| out.put(a.way * FILLS + a.fill),
    ),
    ask("measure-length", 6 * LENGTHS, ["栏宽与行长", "column measure and length"], |a, out| {
        out.put(measure_of(a.line.measure) * LENGTHS + a.length)
    }),
    ask("second-before", KINDS, ["前第二行", "the line before the last"], |a, out| out.put(a.near(-2))),
    ask("second-after", KINDS, ["后第二行", "the line after the next"], |a, out| out.put(a.near(2))),
    ask("edges-of-line", 25, ["首字与末字", "first and last character"], |a, out| {
        out.put(letter_of(a.text.first()) * 5 + letter_of(a.text.last()))
    }),
    ask("kind-before", KINDS * KINDS, ["形状与前一行", "shape and the line before"], |a, out| {
        out.put(a.kind() * KINDS + a.near(-1))
    }),
    ask("kind-after", KINDS * KINDS, ["形状与后一行", "shape and the line after"], |a, out| {
        out.put(a.kind() * KINDS + a.near(1))
    }),
    ask(
        "kind-way",
        KINDS * 4,
        ["形状与提取方式", "shape, given how the page was extracted"],
        |a, out| out.put(a.kind() * 4 + a.way),
    ),
    ask("indent-kind", 2 * 3 * KINDS, ["缩进与形状", "indent and shape"], |a, out| {
        out.put((u32::from(a.line.indented) * 3 + a.context.indenting) * KINDS + a.kind())
    }),
    ask(
        "stretch-picture",
        STRETCHES * 3 * 3,
        ["整段长短与图片栏目、署名", "length of the stretch and a picture's label or credit at its ends"],
        |a, out| out.all(a.context.stretches[a.i]),
    ),
    ask(
        "alike-beginnings",
        3 * KINDS,
        ["与邻行开头相同", "begins like the lines beside it"],
        |a, out| out.put(a.context.alike_beginnings(a.i) * KINDS + a.kind()),
    ),
    ask(
        "heading-people",
        4 * LENGTHS,
        ["标题形状与人物、场景", "heading shape and people or a scene"],
        |a, out| out.all(a.of_heading(|| (a.cue(Cue::People) * 2 + a.cue(Cue::Scene)) * LENGTHS + a.length)),
    ),
    ask(
        "heading-wording",
        wording::BINDINGS * LENGTHS,
        ["标题用语：虚词多少与长短", "a heading's wording: particles, and its length"],
        |a, out| out.all(a.of_heading(|| wording::binding(a.text) * LENGTHS + a.length)),
    ),
    ask(
        "heading-edges",
        wording::EDGES,
        ["标题首尾的词类", "classes of the words that a heading begins and ends with"],
        |a, out| out.all(a.of_heading(|| wording::edges(a.text, a.lexicon))),
    ),
    ask(
        "habit-of-openings",
        headings::HABITS,
        ["全版标题后有无电头、署名的习惯", "whether headings here have a dateline or an author's line"],
        |a, out| out.all(a.run.map(|run| run.habit)),
    ),
    ask(
        "like-opened-headings",
        headings::LIKENESSES,
        ["与有电头、署名的标题相像", "like the headings that have one"],
        |a, out| out.all(a.run.map(|run| run.like)),
    ),
    ask(
        "heading-spacing",
        headings::SPACINGS,
        ["与前后标题相隔的行数", "lines of text up to the headings before and after"],
        |a, out| out.all(a.run.map(|run| run.spacing)),
    ),
    ask(
        "parallel-headings",
        headings::PARALLELS,
        ["附近有无同式标题", "headings of the same form nearby"],
        |a, out| out.all(a.run.map(|run| run.parallel)),
    ),
    ask(
        "closes-and-opens",
        headings::BETWEEN,
        ["前文如何收尾、后文如何起头", "how the text before ends and the text after begins"],
        |a, out| out.all(a.run.map(|run| run.between)),
    ),
    ask(
        "heading-seam",
        headings::SEAMS,
        ["前后文是否说同一事", "whether the texts before and after speak of the same"],
        |a, out| out.all(a.run.map(|run| run.seam)),
    ),
];
