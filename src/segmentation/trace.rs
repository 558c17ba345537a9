//! Why a block is what it is: the features that spoke loudest, for and against, in words.
//!
//! A decision is weighed against its runner-up: the weight of a feature in an explanation is how much it speaks for
//! the state that was chosen over the likeliest state of another role, or for the step that was taken over the
//! likeliest other step. Features of one template are added up, so that each question is answered once.

use super::engine::{Engine, FAVOUR, NOTE};
use super::line::Lines;
use super::state::{COLUMNS, Grammar};
use super::{Evidence, Favour, LineNo, Page, Role, Segmentation};
use rustc_hash::FxHashMap;

/// Pieces of evidence a block keeps.
const KEPT: usize = 6;
/// Weaker evidence is not worth a line, in log-odds.
const WEAKEST: f32 = 0.05;

/// The name of what an article as a whole says of a block's role.
pub(crate) const WHOLE_ARTICLE: &str = "whole-article";
/// [`Evidence::rule`] of a [`Favour`].
const OWN_RULE: &str = "own-rule";
/// The rule by which a line's form says that it is a note at an article's end.
const END_NOTE: &str = "end-note";

/// What each template asks, in Chinese and in English, by the name that [`Evidence::rule`] has.
const QUESTIONS: &[(&str, &str, &str)] = &[
    ("correction", "您的更正", "what you put right"),
    (OWN_RULE, "自定的规则", "a rule of your own"),
    (END_NOTE, "文末附注的写法", "form of a note at an article's end"),
    (WHOLE_ARTICLE, "标题各行或全文通盘看", "the headline's lines, or the article, as a whole"),
    ("bias", "此类通常多寡", "how common this is"),
    ("cue", "行中标志（电头、署名、编号等）", "cues in the line: dateline, byline, enumerator"),
    ("length", "行长", "length of the line"),
    ("fill", "占栏宽多少", "how much of the column it fills"),
    ("blank-around", "前后空行", "blank lines around it"),
    ("way-of-heading", "全版提取方式与标题形状", "heading shape, given how the page was extracted"),
    ("before", "前一行的样子", "the line before"),
    ("after", "后一行的样子", "the line after"),
    ("between", "前后两行的样子", "the lines on both sides"),
    ("heading-between", "标题形状与前后两行", "heading shape between its neighbours"),
    ("heading-run", "连续标题行中的位置", "place in a run of headings"),
    ("spread-length", "字间加空", "letter-spacing"),
    ("overlap-before-after", "与前后文共用的词语", "words shared with the text before and after"),
    ("heading-overlap", "标题与前后文共用的词语", "a heading's words in the text before and after"),
    ("kind-length", "形状与行长", "shape and length"),
    ("kind-blank", "形状与空行", "shape and blank lines"),
    ("halves-length", "以空格分成的段数", "parts divided by spaces"),
    ("against-measures", "与邻行栏宽相比", "width against the columns beside it"),
    ("page-place", "在版面首尾的位置", "place at the page's top or bottom"),
    ("way-fill", "提取方式与占栏宽", "fill, given how the page was extracted"),
    ("measure-length", "栏宽与行长", "column measure and length"),
    ("second-before", "前第二行", "the line before the last"),
    ("second-after", "后第二行", "the line after the next"),
    ("edges-of-line", "首字与末字", "first and last character"),
    ("kind-before", "形状与前一行", "shape and the line before"),
    ("kind-after", "形状与后一行", "shape and the line after"),
    ("kind-way", "形状与提取方式", "shape, given how the page was extracted"),
    (
        "stretch-picture",
        "整段长短与图片栏目、署名",
        "length of the stretch and a picture's label or credit at its ends",
    ),
    ("alike-beginnings", "与邻行开头相同", "begins like the lines beside it"),
    ("heading-people", "标题形状与人物、场景", "heading shape and people or a scene"),
    ("heading-wording", "标题用语：虚词多少与长短", "a heading's wording: particles, and its length"),
    ("heading-edges", "标题首尾的词类", "classes of the words that a heading begins and ends with"),
    (
        "habit-of-openings",
        "全版标题后有无电头、署名的习惯",
        "whether headings here have a dateline or an author's line",
    ),
    ("like-opened-headings", "与有电头、署名的标题相像", "like the headings that have one"),
    ("heading-spacing", "与前后标题相隔的行数", "lines of text up to the headings before and after"),
    ("parallel-headings", "附近有无同式标题", "headings of the same form nearby"),
    ("closes-and-opens", "前文如何收尾、后文如何起头", "how the text before ends and the text after begins"),
    ("heading-seam", "前后文是否说同一事", "whether the texts before and after speak of the same"),
    (
        "ends-fill-blank-starts",
        "前行如何收尾、空行、后行如何起头",
        "how the line ends, blank lines, how the next begins",
    ),
    ("fill-starts", "前行满栏与后行起头", "full line before, beginning after"),
    ("ends-fill", "收尾标点与满栏", "final mark and full line"),
    ("ends-starts", "收尾标点与后行起头", "final mark and the next beginning"),
    ("ends-blank", "收尾标点与空行", "final mark and blank lines"),
    ("ends-kind", "收尾标点与后行形状", "final mark and the next line's shape"),
    ("kinds", "两行的形状", "shapes of both lines"),
    ("straddling-word", "有词跨行", "a word cut by the line end"),
    ("association", "行末字与行首字常连用", "characters across the break belong together"),
    ("number-split", "数字与单位被拆开", "a number cut from its unit"),
    ("open-quote", "引号未闭", "an open quotation"),
    ("open-bracket", "括号未闭", "an open bracket"),
    ("leading-space", "行首有空格", "a leading space"),
    ("new-sheet", "换页符", "a form feed"),
    ("measure-change", "栏宽改变", "the column measure changes"),
    ("blank-pattern", "空行的排列", "pattern of blank lines"),
    ("cohesion", "前后文用词相续", "words carried on across the break"),
    ("enumerator", "编号相续", "an enumerator's count"),
    ("connective", "承接词起头", "a connective begins"),
    ("opening-start", "引号或括号起头", "an opening mark begins"),
    ("headings-meet", "两行标题相接", "two heading lines meet"),
    ("heading-straddle", "词跨两行标题", "a word across two heading lines"),
    ("heading-straddle-widths", "词跨两行标题与长短", "a word across two heading lines, and their widths"),
    ("opens", "开头说时间或是启事的套话", "opens with when it was, or as a notice"),
    ("seam", "前后文是否说同一事", "whether the text before and after speaks of the same"),
    ("seam-depth", "与邻近断处比，前后文是否说同一事", "whether it does so less than at the breaks nearby"),
    ("closes", "末尾是启事的套话或署名", "closes as a notice does, or with a name"),
    ("line-after", "再后一行", "the line after next"),
    ("line-before", "再前一行", "the line before last"),
    ("one-line-paragraph", "一行成段", "a paragraph of one line"),
    ("cue-after", "后行的标志", "cues after the break"),
    ("cue-before", "前行的标志", "cues before the break"),
    ("heading-length-pair", "两行标题的长短", "lengths of two heading lines"),
    ("pauses-ends-fill-kind", "标点习惯、收尾与形状", "punctuation habit, ending and shape"),
    ("neighbours-ends", "与邻行比长短", "width against the neighbouring lines"),
    ("indents", "首行缩进", "first-line indents"),
    ("indent-kind", "缩进与形状", "indent and shape"),
    ("pauses-ends-blank", "标点习惯、收尾与空行", "punctuation habit, ending and blank lines"),
];

/// What a rule asks, in Chinese and in English; the rule's own name where it is unknown.
pub fn question(rule: &str) -> (&str, &str) {
    QUESTIONS.iter().find(|(name, ..)| *name == rule).map_or((rule, rule), |(_, zh, en)| (zh, en))
}

/// Fills in the evidence of every block of a page that [`super::segment_favouring`] took apart, behind what others said of it.
pub fn explain(page: &Page, favours: &[Favour], found: &mut Segmentation) {
    let engine = Engine::get();
    let lines = Lines::read(page);
    let view = engine.extractor.view(&lines);
    let features = engine.extractor.read(&view);
    let read = engine.outcome(&view, favours).read;
    let mut favoured: FxHashMap<LineNo, Vec<Role>> = FxHashMap::default();
    favours.iter().for_each(|favour| favoured.entry(favour.line).or_default().push(favour.role));
    let grammar = Grammar::get();
    let states = grammar.states.len();
    let blocks = found.articles.iter_mut().flat_map(|a| &mut a.blocks).chain(&mut found.furniture);
    for block in blocks {
        let first = block.text.to_source(0..block.text.as_str().len()).first().map(|span| span.start);
        let Some(i) = first.and_then(|byte| lines.index_at(page, byte)) else { continue };
        let mut sums: FxHashMap<&'static str, f32> = FxHashMap::default();
        for &role in favoured.get(&lines.lines[i].no).into_iter().flatten() {
            let sign = if role == block.role { 1.0 } else { -1.0 };
            *sums.entry(OWN_RULE).or_default() += sign * FAVOUR;
        }
        if view.notes[i] {
            *sums.entry(END_NOTE).or_default() += if block.role == Role::Credit { NOTE } else { -NOTE };
        }
        let chosen = read.reading.states[i];
        let probability = |s: usize| read.marginals.states[i * states + s];
        let other = (0..states)
            .filter(|&s| grammar.states[s].role != grammar.states[chosen].role)
            .max_by(|&a, &b| probability(a).total_cmp(&probability(b)));
        if let Some(other) = other {
            for &f in &features.line[i] {
                let row = f as usize * states;
                let weight = engine.weights.line[row + chosen] - engine.weights.line[row + other];
                *sums.entry(engine.extractor.line_space.template(f)).or_default() += weight;
            }
        }
        if i > 0 {
            let taken = grammar.moves[read.reading.moves[i]];
            let row: Vec<f32> = (0..grammar.moves.len()).map(|m| read.marginals.of_move(i, m)).collect();
            let other = (0..row.len())
                .filter(|&m| grammar.moves[m].step != taken.step)
                .max_by(|&a, &b| row[a].total_cmp(&row[b]))
                .map(|m| grammar.moves[m].column as usize);
            if let Some(other) = other {
                for &f in &features.of_break[i] {
                    let at = f as usize * COLUMNS;
                    let weight = engine.weights.of_break[at + taken.column as usize]
                        - engine.weights.of_break[at + other];
                    *sums.entry(engine.extractor.break_space.template(f)).or_default() += weight;
                }
            }
        }
        let mut evidence: Vec<Evidence> = sums
            .into_iter()
            .filter(|(_, weight)| weight.abs() >= WEAKEST)
            .map(|(rule, weight)| Evidence { rule: rule.into(), weight })
            .collect();
        evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.rule.cmp(&b.rule)));
        evidence.truncate(KEPT);
        block.evidence.extend(evidence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::feature::{BREAK_TEMPLATES, LINE_TEMPLATES};
    use crate::segmentation::segment;

    #[test]
    fn every_template_has_its_question() {
        for (name, _) in LINE_TEMPLATES.iter().chain(BREAK_TEMPLATES) {
            assert!(QUESTIONS.iter().any(|(rule, ..)| rule == name), "{name} asks nothing");
        }
    }

    #[test]
    fn a_dateline_speaks_for_the_paragraph_that_it_opens() {
        let text = "本报讯（记者 何闻）近日，望江镇新建的渡口开通，两岸群\n众往来不必再绕行三十里山路。\n\n望江镇渡口开通\n";
        let page = Page::new(text.into());
        let mut found = segment(&page);
        explain(&page, &[], &mut found);
        let mut blocks = found.articles.iter().flat_map(|a| &a.blocks);
        assert!(blocks.any(|b| b.evidence.iter().any(|e| e.rule == "cue" && e.weight > 0.0)));
    }
}
