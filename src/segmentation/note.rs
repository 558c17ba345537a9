//! Notes at an article's end: where a text comes from, who put it together, who edited or drew it, on a line of their own.
//!
//! （本报云岭4月8日电） （何闻整理） （吴岚） 制图：何闻. Modern papers set them apart from the text; papers of old signed so.
//! A reporter who is named as one, （记者 何闻）, signs.

use super::Role;
use super::author::{is_name, said_of_author};
use super::cue::Cue;
use super::line::Lines;
use super::line_kind::{Era, Kind};
use crate::han::lexicon::Lexicon;

/// The longest note, in characters, and how many lines it has at most.
const LONGEST: usize = 44;
const LINES: usize = 3;
/// Labels of who made something of an article, a name behind them.
const LABELS: [&str; 26] = [
    "责任编辑",
    "本栏编辑",
    "本文编辑",
    "栏目编辑",
    "编辑",
    "责编",
    "美编",
    "制图",
    "绘图",
    "制表",
    "插图",
    "题图",
    "题字",
    "漫画",
    "版式设计",
    "版式",
    "数据来源",
    "资料来源",
    "图表来源",
    "数据整理",
    "统筹",
    "策划",
    "校对",
    "整理",
    "编译",
    "摘编",
];
/// The longest row of names behind a label; a page's own row of editors has more labels than one.
const LONGEST_NAMES: usize = 12;

/// For each line its role where it is of a note: a credit, or a byline.
pub(super) fn notes(page: &Lines, kinds: &[Kind], era: Era) -> Vec<Option<Role>> {
    let mut out = vec![None; kinds.len()];
    if era == Era::Old {
        return out;
    }
    let apart = blocks_stand_apart(page, kinds);
    let mut i = 1;
    while i < kinds.len() {
        let found = note(page, i).filter(|(n, role)| {
            is_behind_text(page, kinds, &out, i)
                && ends(page, kinds, i + n)
                && !(apart && *role == Role::Credit && is_turned_over(page, i))
        });
        let lines = found.map_or(1, |(lines, _)| lines);
        out[i..i + lines].fill(found.map(|(_, role)| role));
        i += lines;
    }
    out
}

/// The number of lines of the note that begins at a line, by its form, and what it is.
fn note(page: &Lines, first: usize) -> Option<(usize, Role)> {
    let opens = |c: char| matches!(c, '（' | '(' | '［' | '[');
    let closes = |c: char| matches!(c, '）' | ')' | '］' | ']');
    let text = page.text(first);
    if !opens(text[0]) {
        return is_labelled(text).then_some((1, Role::Credit));
    }
    let mut note: Vec<char> = Vec::new();
    for (n, i) in (first..page.lines.len().min(first + LINES)).enumerate() {
        let cues = page.lines[i].cues;
        let last = page.text(i).iter().rev().nth(1);
        if cues.any(&[Cue::JumpTo, Cue::JumpFrom, Cue::CreditEnd]) || matches!(last, Some('完' | '续' | '續'))
        {
            return None;
        }
        note.extend_from_slice(page.text(i));
        // （作者：某某，某大学教授）
        let marks = if said_of_author(&note[1..]).is_some() { "。！？；" } else { "。！？；，" };
        if note.len() > LONGEST || note.iter().any(|c| marks.contains(*c)) {
            return None;
        }
        if note.iter().any(|c| closes(*c)) {
            let at_end = closes(note[note.len() - 1]) && note.iter().filter(|c| closes(**c)).count() == 1;
            let numbered = note.len() <= 5
                && note[1..note.len() - 1]
                    .iter()
                    .all(|c| c.is_numeric() || "一二三四五六七八九十上中下完".contains(*c));
            let role = if is_byline(&note) { Role::Byline } else { Role::Credit };
            return (at_end && note.len() > 3 && !numbered).then_some((n + 1, role));
        }
    }
    None
}

/// （记者 某某）: whoever reported it signs so; who put it together, or sent it from where, is noted.
fn is_byline(note: &[char]) -> bool {
    const TRADES: [&str; 5] = ["本报通讯员", "本报记者", "通讯员", "实习生", "记者"];
    let text: Vec<char> = note[1..note.len() - 1].iter().map(|c| Lexicon::get().simplify(*c)).collect();
    let of_trade = |trade: &&str| trade.chars().eq(text.iter().take(trade.chars().count()).copied());
    let Some(trade) = TRADES.iter().find(|trade| of_trade(trade)) else { return false };
    let said: String = text.iter().collect();
    !["整理", "电", "编译", "综合", "摘编", "供稿"].iter().any(|end| said.ends_with(end))
        && begins_with_name(&text[trade.chars().count()..])
}

/// Whether a person's name stands first, letter-spaced or not: no （记者招待会现场）, no （记者 追问）.
fn begins_with_name(text: &[char]) -> bool {
    let is_space = |c: &char| " \u{3000}、：:".contains(*c);
    let parted = text.first().is_some_and(is_space);
    let mut parts = text.split(is_space).filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return false };
    let rest = if first.len() == 1 { parts.next().unwrap_or_default() } else { &[] };
    first.contains(&'·') || is_name(&[first, rest].concat(), parted)
}

/// Whether a line is a label, a colon or a space, and names: 制图：吴岚.
pub(super) fn is_labelled(text: &[char]) -> bool {
    LABELS.iter().any(|label| {
        let length = label.chars().count();
        text.len() > length + 2
            && label.chars().eq(text[..length].iter().map(|c| Lexicon::get().simplify(*c)))
            && matches!(text[length], '：' | ':' | ' ' | '\u{3000}')
            && text.len() <= length + 1 + LONGEST_NAMES
            && !text[length + 1..].iter().any(|c| "：:，。".contains(*c) || c.is_ascii_digit())
    })
}

/// Whether a text stands before a line and has come to its end there.
fn is_behind_text(page: &Lines, kinds: &[Kind], notes: &[Option<Role>], i: usize) -> bool {
    notes[i - 1].is_some() || kinds[i - 1].is_text() && page.lines[i - 1].cues.has(Cue::SentenceEnd)
}

/// Whether blank lines stand where most paragraphs of a page end.
fn blocks_stand_apart(page: &Lines, kinds: &[Kind]) -> bool {
    let is_last = |i: &usize| {
        kinds[*i].is_text() && page.lines[*i].fullness() == 2 && page.lines[*i].cues.has(Cue::SentenceEnd)
    };
    let ends = || (0..kinds.len().saturating_sub(1)).filter(is_last);
    let apart = ends().filter(|i| page.lines[i + 1].blank_before > 0).count();
    5 * apart > 4 * ends().count()
}

/// Whether a note is on a line of its own only because the line before it, its paragraph's last, has no room for it.
fn is_turned_over(page: &Lines, i: usize) -> bool {
    let (before, note) = (&page.lines[i - 1], &page.lines[i]);
    note.blank_before == 0 && before.wide + note.narrow > before.measure
}

/// Whether no text goes on from a line: （笑） stands within one.
fn ends(page: &Lines, kinds: &[Kind], i: usize) -> bool {
    kinds.get(i).is_none_or(|kind| {
        !kind.is_text()
            || *kind == Kind::Dateline
            || page.lines[i].blank_before > 0
            || page.lines[i].cues.has(Cue::TimeStart)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::feature::Extractor;
    use crate::segmentation::{Page, Role, segment};

    const TEXT: &str =
        "本报讯（记者 何闻）昨天，望江镇的渡口通航，头一班渡\n船载着四十多位乡亲过江，大家都说盼了两年。\n";

    fn noted_as(page: &str, role: Role) -> Vec<usize> {
        let page = Page::new(page.into());
        let lines = Lines::read(&page);
        let notes = Extractor::new().context(&lines).notes.clone();
        (0..notes.len()).filter(|&i| notes[i] == Some(role)).collect()
    }

    fn noted(page: &str) -> Vec<usize> {
        noted_as(page, Role::Credit)
    }

    #[test]
    fn a_note_stands_behind_the_text_and_nothing_goes_on_from_it() {
        for note in [
            "（吴岚）",
            "（本报云岭4月8日电）",
            "（吴岚 丘青整理）",
            "（作者单位：望江师范学校）",
            "（作者：吴岚，望江师范学校教师）",
            "（本报记者 吴岚整理）",
            "制图：吴岚",
            "责任编辑 吴岚",
            "責任編輯 吳嵐",
            "製圖：吳嵐",
            "（本報記者 吳嵐編譯）",
        ] {
            assert_eq!(noted(&format!("{TEXT}{note}\n\n果园丰收\n")), [2], "{note}");
        }
        assert_eq!(noted(&format!("{TEXT}（本报望江四月八日\n电）\n\n果园丰收\n")), [2, 3]);
    }

    #[test]
    fn a_note_that_has_no_room_behind_its_text_is_of_the_paragraph_where_blocks_stand_apart() {
        let page = |last: &str, blank: &str| {
            let text = "昨天，望江镇的渡口通航，头一班渡船载\n着四十多位乡亲过江，大家都说盼了两年。\n\n果园里的苹果熟了，收购的货车排起长队，\n价钱涨了两成。\n\n";
            format!("{text}渡口旁边的候船廊也修好了，遮风避雨，\n{last}\n{blank}（吴岚）\n\n果园丰收\n")
        };
        let full = "来往的乡亲不必再绕行三十里的山路了。";
        let short = "来往的乡亲不必再绕行。";
        assert_eq!(noted(&page(full, "")), [] as [usize; 0]);
        assert_eq!(noted(&page(full, "\n")), [6]);
        assert_eq!(noted(&page(short, "")), [6]);
        // Where no blank lines tell, it is a note sooner than not.
        let close = |page: String| page.replace("\n\n", "\n");
        assert_eq!(noted(&close(page(full, ""))), [6]);
    }

    #[test]
    fn what_is_bracketed_for_another_reason_is_no_note() {
        for other in [
            "（记者 吴岚）",
            "（本報記者 吳嵐）",
            "（未完）",
            "（一）",
            "（他不知道渡口已经修好了。）",
            "（上）",
            "望江（吴岚）",
        ] {
            assert_eq!(noted(&format!("{TEXT}{other}\n\n果园丰收\n")), [] as [usize; 0], "{other}");
        }
        // Under a headline, and within a text that goes on.
        assert_eq!(noted(&format!("果园丰收\n（吴岚）\n{TEXT}")), [] as [usize; 0]);
        assert_eq!(noted(&format!("{TEXT}（笑声）\n他说完就上了船，乡亲都来送。\n")), [] as [usize; 0]);
    }

    #[test]
    fn a_reporter_in_brackets_behind_a_text_signs_it() {
        for name in ["（记者 吴岚）", "（本報記者 吳嵐）", "（记者 何闻 通讯员 吴岚）"]
        {
            assert_eq!(noted_as(&format!("{TEXT}{name}\n\n果园丰收\n"), Role::Byline), [2], "{name}");
        }
        for name in ["（记者吴岚）", "（记者 何 闻）", "（记者 艾力·买买提）", "（通讯员 热依汗 吴岚）"]
        {
            assert_eq!(noted_as(&format!("{TEXT}{name}\n\n果园丰收\n"), Role::Byline), [2], "{name}");
        }
        for other in [
            "（吴岚）",
            "（记者 吴岚 摄）",
            "（记者 吴岚整理）",
            "（记者 追问）",
            "（记者招待会现场）",
            "（通讯员可投稿至本报信箱）",
            "（記者會後）",
        ] {
            assert_eq!(noted_as(&format!("{TEXT}{other}\n\n果园丰收\n"), Role::Byline), [] as [usize; 0]);
        }
        let brief = "从四月起，望江镇的渡船每天早晚各加开一班，方便两\n岸学生上学。\n";
        let page = Page::new(format!("渡船加班\n{brief}（记者 吴岚）\n\n果园丰收\n{TEXT}"));
        let found = segment(&page);
        assert_eq!(found.articles.len(), 2, "{found:?}");
        assert_eq!(found.articles[0].texts(Role::Byline).collect::<Vec<_>>(), ["（记者\u{2002}吴岚）"]);
    }

    #[test]
    fn old_papers_sign_in_brackets() {
        let text = "鼓浦橋頭之書場昨換新臺、開場之夜座無虛席、\n館主親彈三弦、唱一段以助興、\n（老聃）\n";
        assert_eq!(noted(text), [] as [usize; 0]);
    }

    #[test]
    fn a_note_is_a_credit_of_the_article_before_it() {
        let page = Page::new(format!(
            "渡口通航\n{TEXT}（吴岚整理）\n\n果园丰收\n本报讯（记者 吴岚）云岭县的果园里苹果熟了，果农忙着\n采摘装箱，货车排起长队。\n"
        ));
        let found = segment(&page);
        assert_eq!(found.articles.len(), 2);
        assert_eq!(found.articles[0].texts(Role::Credit).collect::<Vec<_>>(), ["（吴岚整理）"]);
    }
}
