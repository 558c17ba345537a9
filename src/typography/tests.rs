//! Rules that single rows of the table of rules cannot say, and that must hold for any text.

use super::unit::{Unit, may_part, units};
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

#[test]
fn a_character_wider_than_its_line_stands_alone() {
    assert_eq!(broken("春夏秋", &setting(0.5)), ["春", "夏", "秋"]);
    assert_eq!(broken("春。", &setting(0.3)).concat(), "春。");
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
fn a_line_that_is_full_by_itself_is_not_crowded() {
    // The commas could give the em that 六 takes, but nine ems are full as they are.
    assert_eq!(broken("一，二，三，四，五六七八", &setting(9.0))[0], "一，二，三，四，五");
    // Half an em is missing: spread over twenty places nobody sees it, taken from the commas everybody does.
    let text = "春，夏，秋冬，一二三四五六七八九十一二，三四五";
    assert_eq!(broken(text, &setting(20.0)), ["春，夏，秋冬，一二三四五六七八九十一二，", "三四五"]);
}

#[test]
fn a_line_that_is_reduced_keeps_its_words_apart() {
    let narrow_space = |c: char| if c == ' ' { 0.22 } else { metrics(c) };
    let (text, setting) = ("一a b二，三，四五", setting(8.3));
    let line = place(text, &break_lines(text, &narrow_space, &setting)[0], &narrow_space, &setting);
    assert!(line.glyphs.len() == 10 && near(line.width, 8.3), "{line:?}");
    assert!(line.glyphs[3].at - line.glyphs[2].at > 0.179, "{:?}", line.glyphs);
}

#[test]
fn lines_before_a_loose_one_help_out() {
    let text = "一二三四五六七八九十一二三四五六internationalization七";
    let lines = broken(text, &setting(12.0));
    assert_eq!(lines, ["一二三四五六七八", "九十一二三四五六", "internationalization七"]);
}

#[test]
fn numbers_in_full_width_digits_fractions_and_ranges_are_not_broken() {
    assert_eq!(broken("一二三４５６七", &setting(5.0)), ["一二三", "４５６七"]);
    assert_eq!(broken("一二三５／８七", &setting(5.0)), ["一二三", "５／８七"]);
    assert_eq!(broken("一二三四8／月七", &setting(5.6)), ["一二三四", "8／月七"]);
    // The dash of a range begins no line.
    for measure in 20..60 {
        let lines = broken("一二三8月-10月七", &setting(measure as f32 / 10.0));
        assert!(lines.iter().all(|line| !line.starts_with('-')), "{lines:?}");
    }
    // What is no number may be parted as ever.
    assert_eq!(broken("一二三／四五", &setting(4.0)), ["一二三／", "四五"]);
    assert_eq!(broken("一二三-四五", &setting(4.0)).len(), 2);
}

#[test]
fn a_printed_space_beside_a_number_gives_as_much_as_the_gap_on_its_other_side() {
    let text = "一二三四，于 2024年五六七八九";
    let lines = break_lines(text, &metrics, &setting(14.4));
    let placed = place(text, &lines[0], &metrics, &setting(14.4));
    let glyph = |c: char| {
        let at = text.find(c).expect("a character") as u32;
        placed.glyphs.iter().position(|glyph| glyph.bytes.start == at).expect("its glyph")
    };
    let before = placed.glyphs[glyph('2')].at - (placed.glyphs[glyph('于')].at + 1.0);
    let after = placed.glyphs[glyph('年')].at - placed.glyphs[glyph('4')].to;
    assert!((before - after).abs() < 0.01 && before < 0.25, "{before} {after}");
}

#[test]
fn straight_quotation_marks_open_and_close() {
    assert_eq!(broken("一二三\"四五六\"七", &setting(3.6)), ["一二三", "\"四五", "六\"七"]);
}

/// Whether a text of units has a lawful break strictly inside.
fn breakable(units: &[Unit]) -> bool {
    units.windows(2).any(|pair| may_part(&pair[0], &pair[1]))
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
            at > 0 && at < all.len() && !may_part(&all[at - 1], &all[at])
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
                } else if path.extension().is_some_and(|x| x == "txt")
                    && let Ok(text) = std::fs::read_to_string(&path)
                {
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
