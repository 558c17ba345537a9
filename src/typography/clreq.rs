//! W3C's "Requirements for Chinese Text Layout" as a table: each rule with an example and what must come of it.
//!
//! `cargo test --lib typography::clreq -- --nocapture` prints it. The rules are numbered as in [`super`]; 9 is that
//! emphasis dots and book-title marks stay where the source has them.

use super::*;

/// Result that must come of an example.
enum Expect {
    /// These lines.
    Lines(&'static [&'static str]),
    /// The ink of the first line ends there, in ems.
    Width(f32),
    /// A glyph of the first line begins there, in ems.
    At(usize, f32),
    /// The next glyph of the first line begins so much later, in ems.
    Step(usize, f32),
    /// A glyph of the first line stands so.
    Stands(usize, Turn),
    /// The first glyph is drawn by this character.
    Drawn(char),
    /// Lines of a heading; a space parts its words.
    Heading(&'static [&'static str]),
}
use Expect::*;

/// A line that holds every example, without indent.
const LONG: Setting = Setting { measure: 40.0, indent: 0.0, justify: true, hanging: false, vertical: false };
const DOWN: Setting = Setting { vertical: true, ..LONG };

/// A measure of so many ems, without indent.
const fn ems(measure: f32) -> Setting {
    Setting { measure, ..LONG }
}

/// Rule, example, how it is set, what must come of it.
const RULES: &[(&str, &str, Setting, Expect)] = &[
    (
        "1: no comma at a line start: reduce and push in",
        "春天，来了，夏天，",
        ems(8.0),
        Lines(&["春天，来了，夏天，"]),
    ),
    ("1: no comma at a line start: push out", "春夏秋冬，年年", ems(4.0), Lines(&["春夏秋", "冬，年年"])),
    ("1: no full stop at a line start", "一二三四五六。七八", ems(6.0), Lines(&["一二三四五", "六。七八"])),
    (
        "1: no closing quotation mark at a line start",
        "他说“一二三”了",
        ems(6.0),
        Lines(&["他说“一二", "三”了"]),
    ),
    (
        "1: no closing book-title mark at a line start",
        "我读《山海经》吧",
        ems(6.0),
        Lines(&["我读《山海", "经》吧"]),
    ),
    ("1: no interpunct at a line start", "一二三卡尔·马", ems(5.0), Lines(&["一二三卡", "尔·马"])),
    ("1: no ～ at a line start", "一二三四～五六", ems(4.0), Lines(&["一二三", "四～五六"])),
    ("1: no ／ at a line start", "一二三四／五六", ems(4.0), Lines(&["一二三", "四／五六"])),
    ("1: no ー and no 々 at a line start", "一二三人々来", ems(4.0), Lines(&["一二三", "人々来"])),
    (
        "1: no opening bracket at a line end",
        "一二三（四五）六",
        ems(4.0),
        Lines(&["一二三", "（四五）", "六"]),
    ),
    (
        "1: no opening book-title mark at a line end",
        "一二三《四五》六七",
        ems(4.0),
        Lines(&["一二三", "《四五》", "六七"]),
    ),
    (
        "1: no opening quotation mark at a line end",
        "一二三“四五六七",
        ems(4.0),
        Lines(&["一二三", "“四五六", "七"]),
    ),
    ("1: no currency sign at a line end", "一二三￥300元", ems(5.0), Lines(&["一二三", "￥300元"])),
    ("2: …… stays whole", "一二三四……五六", ems(5.0), Lines(&["一二三", "四……五六"])),
    ("2: —— stays whole", "一二三四——五六", ems(5.0), Lines(&["一二三", "四——五六"])),
    ("2: a number stays whole", "一二三四12345五", ems(5.0), Lines(&["一二三四", "12345五"])),
    ("2: a number with a point stays whole", "一二三四12.34五", ems(5.0), Lines(&["一二三四", "12.34五"])),
    ("2: a number with commas stays whole", "一二三四1,234五", ems(5.0), Lines(&["一二三四", "1,234五"])),
    ("2: a number with spaces stays whole", "一二三四1 234五", ems(5.0), Lines(&["一二三四", "1 234五"])),
    ("2: numbers in a row break", "一98 100 102 104 106", ems(7.0), Lines(&["一98 100 102 ", "104 106"])),
    ("2: a number keeps its ％", "一二三四25％五", ems(5.4), Lines(&["一二三四", "25％五"])),
    ("2: a number keeps its ℃", "一二三四25℃五", ems(5.4), Lines(&["一二三四", "25℃五"])),
    ("2: a number keeps its unit", "一二三四25kg五", ems(5.0), Lines(&["一二三四", "25kg五"])),
    (
        "2: a number keeps its unit across a space",
        "一二三四25 kg五",
        ems(5.0),
        Lines(&["一二三四", "25 kg五"]),
    ),
    ("2: a word stays whole", "一二三四word五", ems(5.0), Lines(&["一二三四", "word五"])),
    ("2: a word keeps its apostrophe", "一二三don’t四", ems(5.0), Lines(&["一二三", "don’t四"])),
    ("2: words break at the space", "一二word word三", ems(5.0), Lines(&["一二word ", "word三"])),
    (
        "6: one character does not stand alone",
        "一二三四五六七八九十一",
        ems(10.0),
        Lines(&["一二三四五六七八九", "十一"]),
    ),
    (
        "6: nor with its full stop",
        "一二三四五六七八九十一。",
        ems(10.0),
        Lines(&["一二三四五六七八九", "十一。"]),
    ),
    ("4: a mark takes an em", "一，二", LONG, Width(3.0)),
    ("4: two closing marks take one and a half", "（一）。二", LONG, Width(4.0)),
    ("4: closing and opening take one and a half", "一）（二", LONG, Width(3.5)),
    (
        "4: two opening marks take one and a half, the first at the edge half of that",
        "（《一二",
        LONG,
        Width(3.0),
    ),
    ("4: three marks give half an em between each two", "一。”（二", LONG, Width(4.0)),
    ("4: ！ with a closing quotation mark", "一！”二", LONG, Width(3.5)),
    ("4: a closing mark at the end takes half an em", "一二。", LONG, Width(2.5)),
    ("4: an opening mark at the start takes half an em", "（一二", LONG, Width(2.5)),
    ("4: an interpunct takes half an em", "卡·马", LONG, Width(2.5)),
    ("2: —— takes two ems", "一——二", LONG, Width(4.0)),
    ("5: a quarter em on both sides of a word", "一ab二", LONG, Width(3.5)),
    ("5: a quarter em on both sides of a number", "一12二", LONG, Width(3.5)),
    ("5: no more where a space was typed", "一 ab 二", LONG, Width(3.5)),
    ("5: none beside marks", "一，ab。二", LONG, Width(5.0)),
    ("5: none beside brackets", "一（ab）二", LONG, Width(5.0)),
    ("5: none beside a full-width sign", "一12％二", LONG, Width(4.25)),
    ("5: none at the edges", "ab一", LONG, Width(2.25)),
    ("3: gaps beside words give first", "一，二a三四五，六", ems(7.4), Step(1, 1.0)),
    ("3: then marks inside the sentence", "一。二三四，五六七八九。十", ems(11.0), Step(5, 0.5)),
    ("3: and marks that end one last", "一。二三四，五六七八九。十", ems(11.0), Step(1, 1.0)),
    ("3: Han keep their distance while marks give", "一，二三四，五六七八九。十", ems(11.0), Step(2, 1.0)),
    ("3: what is still short is stretched to the edge", "一二三四word五六七八", ems(6.9), Width(6.9)),
    ("3: evenly between Han", "一二三四word五六七八", ems(6.9), Step(0, 1.13125)),
    ("3: but not inside a word", "一二三四word五六七八", ems(6.9), Step(5, 0.5)),
    (
        "4: a full stop may hang",
        "一二三四五六。七八",
        Setting { hanging: true, ..ems(6.0) },
        Lines(&["一二三四五六。", "七八"]),
    ),
    (
        "4: a comma hangs outside the measure",
        "一二三四五六，七八",
        Setting { hanging: true, ..ems(6.0) },
        At(6, 6.0),
    ),
    (
        "4: brackets do not hang",
        "一二三四五六）七八",
        Setting { hanging: true, ..ems(6.0) },
        Lines(&["一二三四五", "六）七八"]),
    ),
    ("6: a first line is indented by two ems", "一二三", Setting { indent: 2.0, ..LONG }, At(0, 2.0)),
    ("6: an opening mark there keeps its half", "“一二三", Setting { indent: 2.0, ..LONG }, At(0, 2.0)),
    ("6: a last line stays left", "一二三", ems(12.0), Width(3.0)),
    (
        "7: a heading is balanced",
        "南坡 新渠 通水 灌溉 千亩 旱地",
        ems(9.0),
        Heading(&["南坡新渠通水", "灌溉千亩旱地"]),
    ),
    ("7: and breaks between words", "新渠 通水 千亩", ems(5.0), Heading(&["新渠通水", "千亩"])),
    (
        "7: rather at a comma",
        "渠道 修好 ， 一千亩 旱地 浇上了 水",
        ems(10.0),
        Heading(&["渠道修好，", "一千亩旱地浇上了水"]),
    ),
    (
        "7: never after an opening mark",
        "喜看 家乡 （ 新貌 组图 ）",
        ems(6.0),
        Heading(&["喜看家乡", "（新貌组图）"]),
    ),
    ("8: Han stand upright", "看图", DOWN, Stands(0, Turn::Upright)),
    ("8: a word is turned", "看GPS图", DOWN, Stands(1, Turn::Turned)),
    ("8: one digit stands upright", "在3月", DOWN, Stands(1, Turn::Upright)),
    ("8: two digits share an em", "在12月", DOWN, Stands(1, Turn::Together)),
    ("8: three digits share an em", "在365天", DOWN, Step(1, 1.0)),
    ("8: a year in four digits is turned", "在1949年", DOWN, Stands(1, Turn::Turned)),
    ("8: so is a number with spaces", "在12 000里", DOWN, Stands(1, Turn::Turned)),
    ("8: all of it", "在12 000里", DOWN, Stands(4, Turn::Turned)),
    ("8: so is a number with a point", "在3.5里", DOWN, Stands(1, Turn::Turned)),
    ("8: ！ fills its em", "好！”吗", DOWN, Width(4.0)),
    ("8: 。 does not", "好。”吗", DOWN, Width(3.5)),
    ("8: ， stands in the corner", "，", DOWN, Drawn('︐')),
    ("8: 。 stands in the corner", "。", DOWN, Drawn('︒')),
    ("8: “ is ﹃", "“", DOWN, Drawn('﹃')),
    ("8: ‘ is ﹁", "‘", DOWN, Drawn('﹁')),
    ("8: 「 is ﹁", "「", DOWN, Drawn('﹁')),
    ("8: （ lies across", "（", DOWN, Drawn('︵')),
    ("8: 《 lies across", "《", DOWN, Drawn('︽')),
    ("8: … runs down", "…", DOWN, Drawn('︙')),
    ("8: — runs down", "—", DOWN, Drawn('︱')),
    (
        "9: an emphasis dot stays with its character",
        "一二三四\u{323}五六",
        ems(4.0),
        Lines(&["一二三四\u{323}", "五六"]),
    ),
    ("9: and takes no room", "一二\u{323}三", LONG, Width(3.0)),
];

/// A plain font: Latin letters half an em, everything else an em.
fn metrics(c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// Result of an example, in the words of what is expected.
fn outcome(text: &str, setting: &Setting, expect: &Expect) -> (String, bool) {
    let near = |found: f32, wanted: &f32| (format!("{found:.2} ems"), (found - wanted).abs() < 0.01);
    let shown = |lines: Vec<&str>, wanted: &[&str]| (lines.join(" | "), lines == wanted);
    if let Heading(wanted) = expect {
        let words: Vec<&str> = text.split(' ').collect();
        let starts = words.iter().scan(0, |end, word| Some(std::mem::replace(end, *end + word.len())));
        let (starts, text) = (starts.collect::<Vec<_>>(), words.concat());
        let lines = break_heading(&text, &starts, &metrics, setting);
        return shown(lines.iter().map(|line| &text[line.bytes()]).collect(), wanted);
    }
    let lines = break_lines(text, &metrics, setting);
    let first = place(text, &lines[0], &metrics, setting);
    let glyph = |at: usize| &first.glyphs[at];
    match expect {
        Lines(wanted) => shown(lines.iter().map(|line| &text[line.bytes()]).collect(), wanted),
        Width(wanted) => near(first.width, wanted),
        At(at, wanted) => near(glyph(*at).at, wanted),
        Step(at, wanted) => near(glyph(at + 1).at - glyph(*at).at, wanted),
        Stands(at, wanted) => (format!("{:?}", glyph(*at).turn), glyph(*at).turn == *wanted),
        Drawn(wanted) => {
            let c = text.chars().next().unwrap_or_default();
            let form = glyph(0).form(c, setting.vertical);
            (form.to_string(), form == *wanted)
        }
        Heading(_) => unreachable!("done above"),
    }
}

#[test]
fn every_rule_holds_for_its_example() {
    let mut wrong = Vec::new();
    for (rule, text, setting, expect) in RULES {
        let (found, holds) = outcome(text, setting, expect);
        println!("{rule:<60} {text}  →  {found}");
        if !holds {
            wrong.push((rule, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_has_an_example() {
    for number in '1'..='9' {
        assert!(RULES.iter().any(|(rule, ..)| rule.starts_with(number)), "rule {number} has none");
    }
}

#[test]
fn no_mark_stands_where_it_must_not() {
    for mark in "、，。．：；！？）」』】》〉〕］｝”’…—·～／％‰℃".chars() {
        for measure in 3..12 {
            let text = format!("一二三四五六七{mark}八九十");
            let lines = break_lines(&text, &metrics, &ems(measure as f32));
            let starts = |line: &&Line| text[line.bytes()].starts_with(mark);
            assert_eq!(lines.iter().find(starts), None, "{mark} at {measure} ems");
        }
    }
    for mark in "（「『【《〈〔［｛“‘￥＄".chars() {
        for measure in 3..12 {
            let text = format!("一二三四五六七{mark}89十一");
            let lines = break_lines(&text, &metrics, &ems(measure as f32));
            let ends = |line: &&Line| text[line.bytes()].ends_with(mark);
            assert_eq!(lines.iter().find(ends), None, "{mark} at {measure} ems");
        }
    }
}
