//! The rules of CLREQ as a table, and what must hold for any text.

use super::class::may_break;
use super::unit::{Unit, units};
use super::*;
use proptest::prelude::*;

/// A plain font: Latin letters half an em, everything else an em.
fn metrics(c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

fn setting(measure: f32) -> Setting {
    Setting { measure, indent: 0.0, ..Setting::default() }
}

fn broken<'t>(text: &'t str, setting: &Setting) -> Vec<&'t str> {
    break_lines(text, &metrics, setting).iter().map(|line| &text[line.bytes()]).collect()
}

/// The placed glyphs of a text that fits one line.
fn placed(text: &str, setting: &Setting) -> PlacedLine {
    let lines = break_lines(text, &metrics, setting);
    assert_eq!(lines.len(), 1, "{text} fits a line of {} ems", setting.measure);
    place(text, &lines[0], &metrics, setting)
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.01
}

/// Rule, text, measure in ems, lines.
const BREAKS: &[(&str, &str, f32, &[&str])] = &[
    ("1: no comma at a line start: reduce and push in", "春天，来了，夏天，", 8.0, &["春天，来了，夏天，"]),
    ("1: no comma at a line start: push out", "春夏秋冬，年年", 4.0, &["春夏秋", "冬，年年"]),
    ("1: no full stop at a line start", "一二三四五六。七八", 6.0, &["一二三四五", "六。七八"]),
    ("1: no closing quotation mark at a line start", "他说“一二三”了", 6.0, &["他说“一二", "三”了"]),
    ("1: no closing book-title mark at a line start", "我读《山海经》吧", 6.0, &["我读《山海", "经》吧"]),
    ("1: no interpunct at a line start", "一二三卡尔·马", 5.0, &["一二三卡", "尔·马"]),
    ("1: no ～ at a line start", "一二三四～五六", 4.0, &["一二三", "四～五六"]),
    ("1: no ／ at a line start", "一二三四／五六", 4.0, &["一二三", "四／五六"]),
    ("1: no ー and no 々 at a line start", "一二三人々来", 4.0, &["一二三", "人々来"]),
    ("1: no opening bracket at a line end", "一二三（四五）六", 4.0, &["一二三", "（四五）", "六"]),
    (
        "1: no opening book-title mark at a line end",
        "一二三《四五》六七",
        4.0,
        &["一二三", "《四五》", "六七"],
    ),
    ("1: no opening quotation mark at a line end", "一二三“四五六七", 4.0, &["一二三", "“四五六", "七"]),
    ("1: no currency sign at a line end", "一二三￥300元", 5.0, &["一二三", "￥300元"]),
    ("2: …… stays whole", "一二三四……五六", 5.0, &["一二三", "四……五六"]),
    ("2: —— stays whole", "一二三四——五六", 5.0, &["一二三", "四——五六"]),
    ("2: a number stays whole", "一二三四12345五", 5.0, &["一二三四", "12345五"]),
    ("2: a number with a point stays whole", "一二三四12.34五", 5.0, &["一二三四", "12.34五"]),
    ("2: a number with commas stays whole", "一二三四1,234五", 5.0, &["一二三四", "1,234五"]),
    ("2: a number keeps its ％", "一二三四25％五", 5.4, &["一二三四", "25％五"]),
    ("2: a number keeps its ℃", "一二三四25℃五", 5.4, &["一二三四", "25℃五"]),
    ("2: a number keeps its unit", "一二三四25kg五", 5.0, &["一二三四", "25kg五"]),
    ("2: a number keeps its unit across a space", "一二三四25 kg五", 5.0, &["一二三四", "25 kg五"]),
    ("2: a word stays whole", "一二三四word五", 5.0, &["一二三四", "word五"]),
    ("2: a word keeps its apostrophe", "一二三don’t四", 5.0, &["一二三", "don’t四"]),
    ("2: words break at the space", "一二word word三", 5.0, &["一二word ", "word三"]),
    (
        "6: one character does not stand alone",
        "一二三四五六七八九十一",
        10.0,
        &["一二三四五六七八九", "十一"],
    ),
    ("6: nor with its full stop", "一二三四五六七八九十一。", 10.0, &["一二三四五六七八九", "十一。"]),
];

#[test]
fn breaks_follow_the_table() {
    let wrong = BREAKS.iter().filter(|(_, text, measure, lines)| broken(text, &setting(*measure)) != *lines);
    let wrong: Vec<_> =
        wrong.map(|(rule, text, measure, _)| (rule, broken(text, &setting(*measure)))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Rule, text, where the ink of an unadjusted line ends, in ems.
const WIDTHS: &[(&str, &str, f32)] = &[
    ("4: a mark takes an em", "一，二", 3.0),
    ("4: two closing marks take one and a half", "（一）。二", 4.0),
    ("4: closing and opening take one and a half", "一）（二", 3.5),
    ("4: two opening marks take one and a half, the first at the edge half of that", "（《一二", 3.0),
    ("4: three marks give half an em between each two", "一。”（二", 4.0),
    ("4: ！ with a closing quotation mark", "一！”二", 3.5),
    ("4: a closing mark at the end takes half an em", "一二。", 2.5),
    ("4: an opening mark at the start takes half an em", "（一二", 2.5),
    ("4: an interpunct takes half an em", "卡·马", 2.5),
    ("2: —— takes two ems", "一——二", 4.0),
    ("5: a quarter em on both sides of a word", "一ab二", 3.5),
    ("5: a quarter em on both sides of a number", "一12二", 3.5),
    ("5: no more where a space was typed", "一 ab 二", 3.5),
    ("5: none beside marks", "一，ab。二", 5.0),
    ("5: none beside brackets", "一（ab）二", 5.0),
    ("5: none beside a full-width sign", "一12％二", 4.25),
    ("5: none at the edges", "ab一", 2.25),
];

#[test]
fn a_character_wider_than_its_line_stands_alone() {
    assert_eq!(broken("春夏秋", &setting(0.5)), ["春", "夏", "秋"]);
    assert_eq!(broken("春。", &setting(0.3)).concat(), "春。");
}

#[test]
fn widths_follow_the_table() {
    for (rule, text, width) in WIDTHS {
        let line = placed(text, &setting(40.0));
        assert!(near(line.width, *width), "{rule}: {text} is {} wide, not {width}", line.width);
    }
}

#[test]
fn a_first_line_is_indented_and_its_opening_mark_keeps_its_half() {
    let setting = Setting { measure: 20.0, ..Setting::default() };
    let at = |text| placed(text, &setting).glyphs[0].at;
    assert!(near(at("一二三"), 2.0));
    assert!(near(at("“一二三"), 2.0));
    // A later line's opening mark stands at the edge.
    let text = "一二三四五六七八九十一二三四五六七八“九十";
    let lines = break_lines(text, &metrics, &setting);
    let second = place(text, &lines[1], &metrics, &setting);
    assert!(near(second.glyphs[0].at, -0.5) && near(second.glyphs[0].from, 0.0), "{:?}", second.glyphs[0]);
}

#[test]
fn commas_and_full_stops_hang_where_asked() {
    let hanging = Setting { hanging: true, ..setting(6.0) };
    assert_eq!(broken("一二三四五六。七八", &hanging), ["一二三四五六。", "七八"]);
    let text = "一二三四五六，七八";
    let lines = break_lines(text, &metrics, &hanging);
    let line = place(text, &lines[0], &metrics, &hanging);
    assert!(near(line.width, 6.0) && near(line.glyphs[6].at, 6.0));
    // Brackets do not hang.
    assert_eq!(broken("一二三四五六）七八", &hanging)[0], "一二三四五");
}

#[test]
fn lines_are_reduced_before_they_are_stretched_and_spaces_before_marks() {
    // Half an em too long: the comma inside gives it, no Han character moves closer to another.
    let text = "一，二三四，五六七八九。十";
    let lines = break_lines(text, &metrics, &setting(11.0));
    let line = place(text, &lines[0], &metrics, &setting(11.0));
    assert_eq!(&text[lines[0].bytes()], "一，二三四，五六七八九。");
    assert!(near(line.width, 11.0));
    let step = |i: usize| line.glyphs[i + 1].at - line.glyphs[i].at;
    assert!(step(1) < 0.8 && step(5) < 0.8 && near(step(2), 1.0) && near(step(7), 1.0));
    // A full stop parts more than a comma: it gives when no comma can.
    let text = "一。二三四，五六七八九。十";
    let lines = break_lines(text, &metrics, &setting(11.0));
    let line = place(text, &lines[0], &metrics, &setting(11.0));
    let step = |i: usize| line.glyphs[i + 1].at - line.glyphs[i].at;
    assert!(near(step(1), 1.0) && near(step(5), 0.5), "{:?}", line.glyphs);
    // A tenth of an em too long: the gaps beside the word give it, the comma keeps its em.
    let text = "一，二a三四五，六";
    let narrow = setting(7.4);
    let lines = break_lines(text, &metrics, &narrow);
    let line = place(text, &lines[0], &metrics, &narrow);
    assert_eq!(&text[lines[0].bytes()], "一，二a三四五，");
    assert!(near(line.glyphs[2].at - line.glyphs[1].at, 1.0), "{:?}", line.glyphs);
}

#[test]
fn a_stretched_line_is_full_and_even_and_the_last_one_is_left() {
    let text = "一二三四word五六七八";
    let setting = setting(6.9);
    let lines = break_lines(text, &metrics, &setting);
    assert_eq!(&text[lines[0].bytes()], "一二三四word");
    let line = place(text, &lines[0], &metrics, &setting);
    assert!(near(line.width, 6.9));
    let step = |i: usize| line.glyphs[i + 1].at - line.glyphs[i].at;
    assert!(near(step(0), step(1)) && near(step(1), step(2)));
    assert!(near(step(5), 0.5), "letters of a word keep their distance: {:?}", line.glyphs);
    let last = place(text, &lines[1], &metrics, &setting);
    assert!(near(last.width, 4.0));
}

#[test]
fn headings_are_balanced_and_break_between_words() {
    let text = "南坡新渠通水灌溉千亩旱地";
    // 南坡 新渠 通水 灌溉 千亩 旱地, each word of two characters.
    let words: Vec<usize> = (0..6).map(|word| word * 6).collect();
    let lines = break_heading(text, &words, &metrics, &setting(9.0));
    let lines: Vec<&str> = lines.iter().map(|line| &text[line.bytes()]).collect();
    assert_eq!(lines, ["南坡新渠通水", "灌溉千亩旱地"]);
    // Three characters on each of two lines would split a word: two and four do not.
    let text = "新渠通水千亩";
    let lines = break_heading(text, &[0, 6, 12], &metrics, &setting(5.0));
    assert!(lines[0].end.is_multiple_of(6), "{lines:?}");
    // At the comma, though the lines are less even so.
    let text = "渠道修好，一千亩旱地浇上了水";
    let lines = break_heading(text, &[0, 6, 9, 15, 21, 27, 36], &metrics, &setting(10.0));
    assert_eq!(&text[lines[0].bytes()], "渠道修好，");
    // Never after an opening mark, even where the halves would be equal.
    let text = "喜看家乡（新貌组图）";
    let lines = break_heading(text, &[0, 6, 12, 15, 21], &metrics, &setting(6.0));
    assert!(lines.iter().all(|line| !text[line.bytes()].ends_with('（')));
}

#[test]
fn vertical_lines_turn_words_and_keep_short_numbers_upright() {
    let vertical = Setting { vertical: true, ..setting(40.0) };
    let turns = |text: &str| -> Vec<(String, Turn, f32)> {
        let glyphs = placed(text, &vertical).glyphs;
        glyphs
            .iter()
            .map(|g| (text[g.bytes.start as usize..g.bytes.end as usize].to_owned(), g.turn, g.advance))
            .collect()
    };
    assert_eq!(turns("在12月")[1], ("12".to_owned(), Turn::Together, 1.0));
    assert_eq!(turns("在365天")[1], ("365".to_owned(), Turn::Together, 1.0));
    assert_eq!(turns("在3月")[1], ("3".to_owned(), Turn::Upright, 1.0));
    assert_eq!(turns("在1949年")[1], ("1".to_owned(), Turn::Turned, 0.5));
    assert_eq!(turns("在3.5里")[1].1, Turn::Turned);
    assert_eq!(turns("看GPS图")[1].1, Turn::Turned);
    assert_eq!(turns("看图")[0].1, Turn::Upright);
    // ：；！？ fill their em in a vertical line, 、，。 do not.
    assert!(near(placed("好！”吗", &vertical).width, 4.0) && near(placed("好。”吗", &vertical).width, 3.5));
    for (c, form) in [
        ('，', '︐'),
        ('。', '︒'),
        ('“', '﹃'),
        ('”', '﹄'),
        ('‘', '﹁'),
        ('’', '﹂'),
        ('「', '﹁'),
        ('『', '﹃'),
    ] {
        assert_eq!(vertical::form(c), form);
    }
    for (c, form) in [('（', '︵'), ('《', '︽'), ('…', '︙'), ('—', '︱'), ('【', '︻'), ('水', '水')]
    {
        assert_eq!(vertical::form(c), form);
    }
}

#[test]
fn straight_quotation_marks_open_and_close() {
    assert_eq!(broken("一二三\"四五六\"七", &setting(3.6)), ["一二三", "\"四五", "六\"七"]);
}

/// Whether a text of units has a lawful break strictly inside.
fn breakable(units: &[Unit]) -> bool {
    units.windows(2).any(|pair| may_break(pair[0].class, pair[1].class))
}

/// Panics where the lines of a text break a rule; `name` says which text it is.
fn check(text: &str, setting: &Setting, name: &str) {
    let lines = break_lines(text, &metrics, setting);
    let mut byte = 0;
    for (i, line) in lines.iter().enumerate() {
        let own = &text[line.bytes()];
        assert_eq!(line.start as usize, byte, "{name}: lines leave nothing out");
        byte = line.end as usize;
        let mut open = line.open_quote;
        let own_units = units(own, &metrics, setting, &mut open);
        let cut_word = |next: &Line| {
            let joined = &text[line.start as usize..next.end as usize];
            let all = units(joined, &metrics, setting, &mut { line.open_quote });
            let at = all.partition_point(|u| u.end() <= line.end - line.start);
            at > 0 && at < all.len() && !may_break(all[at - 1].class, all[at].class)
        };
        if let Some(next) = lines.get(i + 1)
            && cut_word(next)
        {
            assert!(
                !breakable(&own_units),
                "{name}: {own:?} | {:?} at {}",
                &text[next.bytes()],
                setting.measure
            );
        }
        let placed = place(text, line, &metrics, setting);
        assert!(
            placed.width <= setting.measure + 0.01,
            "{name}: {own:?} is {} in {}",
            placed.width,
            setting.measure
        );
        let joints = placed.glyphs.len().saturating_sub(1) as f32;
        let short = setting.measure - placed.width;
        let words_only = !own_units.windows(2).any(|pair| unit::may_stretch(&pair[0], &pair[1]));
        if setting.justify && !line.last && short > 0.01 && !words_only {
            let free =
                own_units.windows(2).filter(|pair| unit::may_stretch(&pair[0], &pair[1])).count() as f32;
            assert!(short / free > 0.7, "{name}: {own:?} is {short} short over {joints} joints");
        }
        for pair in placed.glyphs.windows(2) {
            assert!(
                pair[0].from <= pair[1].from + 0.01 && pair[0].to <= pair[1].to + 0.01,
                "{name}: {own:?} {pair:?}"
            );
        }
    }
    assert_eq!(byte, text.len(), "{name}: lines leave nothing out");
}

/// Text such as newspapers print, with every class of character.
fn any_text() -> impl Strategy<Value = String> {
    let han = proptest::sample::select(
        "的一是了我不人在他有这上们来到时大地为子中你说生国年着就那和要她出也得里后自以会々"
            .chars()
            .collect::<Vec<_>>(),
    );
    let mark = proptest::sample::select(
        "，。、；：！？“”‘’（）《》「」『』【】—…·～／％℃￥".chars().collect::<Vec<_>>(),
    );
    let latin = proptest::sample::select("abcXYZ0123456789.,-%()\"' $".chars().collect::<Vec<_>>());
    let word = proptest::collection::vec(latin, 1..9).prop_map(|chars| chars.into_iter().collect::<String>());
    let piece = prop_oneof![12 => han.prop_map(String::from), 3 => mark.prop_map(String::from), 1 => word];
    proptest::collection::vec(piece, 0..400).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_breaks_a_rule(
        text in any_text(),
        measure in 12u16..=60,
        indent in 0u8..=2,
        justify: bool,
        hanging: bool,
        vertical: bool,
    ) {
        let setting = Setting { measure: f32::from(measure), indent: f32::from(indent), justify, hanging, vertical };
        check(&text, &setting, "random text");
    }
}

#[test]
fn no_paragraph_of_the_archives_at_hand_breaks_a_rule() {
    let mut paragraphs = 0;
    for root in ["assets/sample", "../shared/corpus"] {
        let mut folders = vec![std::path::PathBuf::from(root)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(text) = std::fs::read_to_string(&path) {
                    // Lines of a page joined as a long paragraph, and each by itself.
                    let joined: String = text.lines().map(str::trim).collect();
                    for measure in (12u16..=60).step_by(8) {
                        check(&joined, &Setting { measure: f32::from(measure), ..Setting::default() }, root);
                    }
                    paragraphs += 1;
                }
            }
        }
    }
    println!("{paragraphs} pages set");
}
