//! Questions about the break between two lines.

use super::Answers;
use super::bins::*;
use crate::han::lexicon::Lexicon;
use crate::segmentation::cue::Cue;
use crate::segmentation::headings;
use crate::segmentation::line::Line;
use crate::segmentation::line_kind::{KINDS, Kind};
use crate::segmentation::page_context::PageContext;
use crate::segmentation::template::Template;
use crate::segmentation::wording::{han_head, han_tail};

/// The lines above and below a break, and what several templates ask of them.
pub(crate) struct OfBreak<'a> {
    context: &'a PageContext<'a>,
    lexicon: &'a Lexicon,
    from: usize,
    to: usize,
    above: &'a Line,
    below: &'a Line,
    texts: [&'a [char]; 2],
    kinds: [Kind; 2],
    way: u32,
    ends: u32,
    /// Whether a sentence ends above.
    end: u32,
    starts: u32,
    fullness: u32,
    blank: u32,
    pauses: u32,
    /// The width above against that below.
    widths: u32,
    /// Usualness of the longest word across the break.
    straddle: u32,
}

impl<'a> OfBreak<'a> {
    pub(super) fn new(
        context: &'a PageContext<'a>,
        lexicon: &'a Lexicon,
        from: usize,
        to: usize,
    ) -> OfBreak<'a> {
        let [above, below] = [from, to].map(|i| &context.page.lines[i]);
        let texts = [from, to].map(|i| context.page.text(i));
        OfBreak {
            context,
            lexicon,
            from,
            to,
            above,
            below,
            texts,
            kinds: [from, to].map(|i| context.kind(i as isize)),
            way: context.ways[to] as u32,
            ends: ends_of(above.cues),
            end: u32::from(above.cues.has(Cue::SentenceEnd)),
            starts: starts_of(below, texts[1]),
            fullness: above.fullness(),
            blank: u32::from(below.blank_before).min(2),
            pauses: context.era as u32,
            widths: against(above.width(), below.width()),
            straddle: word_of(lexicon.straddle(han_tail(texts[0]), han_head(texts[1]))),
        }
    }

    fn tail(&self) -> &[char] {
        han_tail(self.texts[0])
    }

    fn head(&self) -> &[char] {
        han_head(self.texts[1])
    }

    fn of_headings(&self, answer: impl FnOnce() -> u32) -> Option<u32> {
        self.kinds.iter().all(|kind| kind.is_heading()).then(answer)
    }

    /// The line before the one above.
    fn line_before(&self) -> Option<&Line> {
        self.from.checked_sub(1).map(|i| &self.context.page.lines[i])
    }
}

/// The one of two cues that a line has.
fn which(line: &Line, pair: [Cue; 2]) -> impl Iterator<Item = u32> {
    (0..2u32).filter(move |&k| line.cues.has(pair[k as usize]))
}

/// Function that answers a template about a break.
pub(crate) type Ask = for<'a> fn(&OfBreak<'a>, &mut Answers);

const fn ask(name: &'static str, values: u32, words: [&'static str; 2], answer: Ask) -> Template<Ask> {
    Template::new(name, values, words, answer)
}

/// The templates of a break. A row is a name, the number of values, the question, and its answers.
pub(crate) const BREAK_TEMPLATES: &[Template<Ask>] = &[
    ask("bias", 1, ["此类通常多寡", "how common this is"], |_, out| out.put(0)),
    ask(
        "ends-fill-blank-starts",
        4 * ENDS * 3 * 3 * STARTS,
        ["前行如何收尾、空行、后行如何起头", "how the line ends, blank lines, how the next begins"],
        |b, out| out.put((((b.way * ENDS + b.ends) * 3 + b.fullness) * 3 + b.blank) * STARTS + b.starts),
    ),
    ask(
        "fill-starts",
        3 * STARTS,
        ["前行满栏与后行起头", "full line before, beginning after"],
        |b, out| out.put(b.fullness * STARTS + b.starts),
    ),
    ask("ends-fill", ENDS * 3, ["收尾标点与满栏", "final mark and full line"], |b, out| {
        out.put(b.ends * 3 + b.fullness)
    }),
    ask(
        "ends-starts",
        ENDS * STARTS,
        ["收尾标点与后行起头", "final mark and the next beginning"],
        |b, out| out.put(b.ends * STARTS + b.starts),
    ),
    ask("ends-blank", ENDS * 3 * 4, ["收尾标点与空行", "final mark and blank lines"], |b, out| {
        out.put((b.ends * 3 + b.blank) * 4 + b.way)
    }),
    ask(
        "ends-kind",
        ENDS * KINDS,
        ["收尾标点与后行形状", "final mark and the next line's shape"],
        |b, out| out.put(b.ends * KINDS + b.kinds[1] as u32),
    ),
    ask("kinds", KINDS * KINDS * 3, ["两行的形状", "shapes of both lines"], |b, out| {
        out.put((b.kinds[0] as u32 * KINDS + b.kinds[1] as u32) * 3 + b.blank)
    }),
    ask("straddling-word", 4, ["有词跨行", "a word cut by the line end"], |b, out| out.put(b.straddle)),
    ask(
        "association",
        7,
        ["行末字与行首字常连用", "characters across the break belong together"],
        |b, out| {
            let meet = (b.tail().last(), b.head().first());
            out.put(match meet {
                (Some(&x), Some(&y)) => 1 + association_of(b.lexicon.association(x, y)),
                _ => 0,
            });
        },
    ),
    ask("number-split", 2, ["数字与单位被拆开", "a number cut from its unit"], |b, out| {
        out.put(u32::from(splits_number(b.texts[0], b.texts[1])))
    }),
    ask("open-quote", 3 * ENDS, ["引号未闭", "an open quotation"], |b, out| {
        out.put(u32::from(b.context.open_marks[b.from].0.min(2)) * ENDS + b.ends)
    }),
    ask("open-bracket", 2 * 3, ["括号未闭", "an open bracket"], |b, out| {
        out.put(u32::from(b.context.open_marks[b.from].1.min(1)) * 3 + b.blank)
    }),
    ask("leading-space", 2 * ENDS, ["行首有空格", "a leading space"], |b, out| {
        out.put(u32::from(b.below.lead) * ENDS + b.ends)
    }),
    ask("new-sheet", 2, ["换页符", "a form feed"], |b, out| out.put(u32::from(b.below.new_sheet))),
    ask("measure-change", 5 * 3, ["栏宽改变", "the column measure changes"], |b, out| {
        out.put(change_of(b.below.measure - b.above.measure) * 3 + b.blank)
    }),
    ask("blank-pattern", 8 * 2 * 3, ["空行的排列", "pattern of blank lines"], |b, out| {
        let blank = |lines: u8| u32::from(lines > 0);
        let pattern = blank(b.above.blank_before) * 4
            + blank(b.below.blank_before) * 2
            + blank(b.context.blank_after(b.to));
        out.put((pattern * 2 + b.end) * 3 + b.starts.min(2));
    }),
    ask("cohesion", 6 * 2, ["前后文用词相续", "words carried on across the break"], |b, out| {
        out.all(b.context.cohesion.across(b.to).map(|share| cohesion_of(share) * 2 + b.end))
    }),
    ask("enumerator", 5 * 4, ["编号相续", "an enumerator's count"], |b, out| {
        out.all(b.context.enumerators[b.to])
    }),
    ask("connective", 2 * 2, ["承接词起头", "a connective begins"], |b, out| {
        out.put(u32::from(b.below.cues.has(Cue::Connective)) * 2 + b.end)
    }),
    ask("opening-start", 2 * 2 * 3, ["引号或括号起头", "an opening mark begins"], |b, out| {
        out.put((u32::from(b.below.cues.has(Cue::OpeningStart)) * 2 + b.end) * 3 + b.blank)
    }),
    ask("headings-meet", 3 * 3 * 4, ["两行标题相接", "two heading lines meet"], |b, out| {
        out.all(b.of_headings(|| (b.widths * 3 + b.blank) * 4 + length_of(b.above.len()) / 3))
    }),
    ask("heading-straddle", 4, ["词跨两行标题", "a word across two heading lines"], |b, out| {
        out.all(b.of_headings(|| b.straddle))
    }),
    ask("line-after", STARTS * 3 * 2, ["再后一行", "the line after next"], |b, out| {
        let lines = &b.context.page.lines;
        let starts = |line| starts_of(line, b.context.page.text(b.to + 1));
        let starts = lines.get(b.to + 1).map_or(STARTS - 1, starts);
        out.put((starts * 3 + u32::from(b.context.blank_after(b.to)).min(2)) * 2 + b.end);
    }),
    ask("line-before", 3 * ENDS, ["再前一行", "the line before last"], |b, out| {
        out.put(b.line_before().map_or(2, Line::fullness) * ENDS + b.ends)
    }),
    ask("one-line-paragraph", 2 * 2 * 4, ["一行成段", "a paragraph of one line"], |b, out| {
        let alone = b.below.cues.has(Cue::SentenceEnd) && b.below.fullness() == 2;
        out.put((u32::from(alone) * 2 + b.end) * 4 + b.way);
    }),
    ask("cue-after", Cue::AT_EDGES, ["后行的标志", "cues after the break"], |b, out| {
        out.all(at_edges(b.below))
    }),
    ask("cue-before", Cue::AT_EDGES, ["前行的标志", "cues before the break"], |b, out| {
        out.all(at_edges(b.above))
    }),
    ask(
        "heading-length-pair",
        LENGTHS * LENGTHS,
        ["两行标题的长短", "lengths of two heading lines"],
        |b, out| out.all(b.of_headings(|| length_of(b.above.len()) * LENGTHS + length_of(b.below.len()))),
    ),
    ask(
        "pauses-ends-fill-kind",
        2 * ENDS * 3 * KINDS,
        ["标点习惯、收尾与形状", "punctuation habit, ending and shape"],
        |b, out| out.put(((b.pauses * ENDS + b.ends) * 3 + b.fullness) * KINDS + b.kinds[1] as u32),
    ),
    ask(
        "neighbours-ends",
        9 * ENDS * 2,
        ["与邻行比长短", "width against the neighbouring lines"],
        |b, out| {
            let earlier = b.line_before().unwrap_or(b.above).width();
            let neighbours = b.widths * 3 + against(b.above.width(), earlier);
            out.put((neighbours * ENDS + b.ends) * 2 + b.pauses);
        },
    ),
    ask(
        "pauses-ends-blank",
        2 * ENDS * 3,
        ["标点习惯、收尾与空行", "punctuation habit, ending and blank lines"],
        |b, out| out.put((b.pauses * ENDS + b.ends) * 3 + b.blank),
    ),
    ask("indents", 4 * 3 * ENDS, ["首行缩进", "first-line indents"], |b, out| {
        let indents = u32::from(b.above.indented) * 2 + u32::from(b.below.indented);
        out.put((indents * 3 + b.context.indenting) * ENDS + b.ends);
    }),
    ask(
        "heading-straddle-widths",
        4 * 3 * 3 * 2,
        ["词跨两行标题与长短", "a word across two heading lines, and their widths"],
        |b, out| {
            let long = u32::from(b.above.len() >= 7);
            let of_heading = b.kinds.iter().any(|kind| kind.is_heading());
            out.all(of_heading.then(|| ((b.straddle * 3 + b.widths) * 3 + b.blank) * 2 + long));
        },
    ),
    ask(
        "opens",
        2 * ENDS * 3,
        ["开头说时间或是启事的套话", "opens with when it was, or as a notice"],
        |b, out| {
            let opens = which(b.below, [Cue::TimeStart, Cue::NoticeStart]);
            out.all(opens.map(|k| (k * ENDS + b.ends) * 3 + b.fullness));
        },
    ),
    ask(
        "closes",
        2 * 3 * STARTS,
        ["末尾是启事的套话或署名", "closes as a notice does, or with a name"],
        |b, out| {
            let closes = which(b.above, [Cue::NoticeEnd, Cue::SignedEnd]);
            out.all(closes.map(|k| (k * 3 + b.fullness) * STARTS + b.starts));
        },
    ),
    ask(
        "seam",
        7 * 2,
        ["前后文是否说同一事", "whether the text before and after speaks of the same"],
        |b, out| {
            out.all(b.context.cohesion.seam(b.to).map(|(more, _)| headings::surprise_of(more) * 2 + b.end))
        },
    ),
    ask(
        "seam-depth",
        4 * 2,
        ["与邻近断处比，前后文是否说同一事", "whether it does so less than at the breaks nearby"],
        |b, out| out.all(b.context.cohesion.seam(b.to).map(|(_, depth)| depth_of(depth) * 2 + b.end)),
    ),
];
