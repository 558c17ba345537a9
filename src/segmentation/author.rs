//! Lines that name an author by their form, whatever the name: with a mark, a label, a country, a place or an office beside it.

use crate::han::character::{BINDING, POINTS, is_han};
use crate::han::lexicon::{Lexicon, WordClass};
use crate::han::numeral::is_han_numeral;
use crate::han::people::{is_composed, is_given};
use crate::han::place::is_place;
use crate::han::surname::{is_surname, is_telling, is_telling_compound};
use crate::han::variants::fold_char;
use crate::han::verse_form::is_verse_form;

/// Marks that stand before an author.
const MARKS: &str = "□■○●◎◇◆△▲▽▼☆★※▪▫◼◻◾◽▢▣☐◈❖♦✎✍✏＊▍▎▌▇▉►▶◉⊙〇";
/// Dashes that do.
const DASHES: &str = "—―─－–-";
/// Labels before a name; a bar, a stroke or a colon parts them from it.
const LABELS: [&str; 34] = [
    "文图",
    "图文",
    "文字",
    "图片",
    "撰文",
    "撰稿",
    "供稿",
    "作者",
    "原作者",
    "口述",
    "口述人",
    "口述者",
    "讲述",
    "讲述人",
    "讲述者",
    "主讲",
    "主讲人",
    "倾诉",
    "倾诉人",
    "整理",
    "整理人",
    "记录",
    "记录人",
    "记录者",
    "执笔",
    "采写",
    "采访",
    "摄影",
    "编译",
    "翻译",
    "译者",
    "文",
    "图",
    "译",
];
/// Labels behind a name and a stroke.
const CREDITS: [&str; 8] = ["文", "图", "译", "摄", "文图", "图文", "文/图", "图/文"];
/// People whom a paper calls by no more than what they are to it.
const CALLED: [&str; 14] = [
    "读者",
    "网友",
    "市民",
    "村民",
    "学生",
    "教师",
    "作家",
    "诗人",
    "律师",
    "医生",
    "护士",
    "教授",
    "小记者",
    "小作者",
];
/// Teachers who stand behind a pupil's name, or have a line of their own with such a label.
const TEACHERS: [&str; 3] = ["指导老师", "指导教师", "辅导老师"];
/// Last characters of the name of an office, a school or a body.
const BODIES: &str = "学校院班级社局厅厂部处所站会团委队司馆中小长员任授师家席记工科室系组心园台士联协";
/// Countries and dynasties that stand in brackets before an author, in characters or in full; 国 behind one may be left out.
const COUNTRIES: &str = "美 英 法 德 日 日本 俄 俄罗斯 俄羅斯 苏 蘇 苏联 蘇聯 前苏联 意 意大利 奥 奥地利 匈 匈牙利 波 波兰 捷 捷克 丹 丹麦 \
    挪 挪威 芬 芬兰 瑞 瑞典 瑞士 荷 荷兰 比 比利时 西 西班牙 葡 葡萄牙 希 希腊 土 土耳其 印 印度 韩 韓 朝 朝鲜 越 越南 泰 加 加拿大 \
    澳 澳大利亚 新西兰 墨 墨西哥 巴 巴西 智 智利 秘 秘鲁 古巴 阿根廷 哥伦比亚 委内瑞拉 埃 埃及 以 以色列 伊 伊朗 伊拉克 黎巴嫩 叙利亚 \
    南非 尼日利亚 肯尼亚 爱尔兰 冰岛 罗马尼亚 保加利亚 南斯拉夫 塞尔维亚 克罗地亚 乌克兰 白俄罗斯 格鲁吉亚 哈萨克斯坦 乌兹别克斯坦 \
    蒙古 缅甸 菲律宾 马来西亚 印度尼西亚 新加坡 尼泊尔 巴基斯坦 孟加拉 斯里兰卡 阿富汗 古希腊 古罗马 \
    战国 秦 汉 东汉 西汉 魏 三国 晋 东晋 西晋 南朝 隋 唐 五代 宋 北宋 南宋 辽 金 元 明 清 民国";
/// The longest line that can be an author's, in characters.
const LONGEST: usize = 26;

/// Whether a line names authors and does nothing else.
pub(super) fn is_author_line(text: &[char]) -> bool {
    if is_author_note(text) {
        return true;
    }
    if text.len() > LONGEST || text.len() < 2 {
        return false;
    }
    // 何闻，某大学教授; 某大学教授，何闻
    if text.contains(&'，') && is_explained(text) {
        return true;
    }
    // 何闻（女，32岁）
    let bare = without_age(text);
    if bare.len() < text.len() {
        return names(bare, false);
    }
    if text.iter().any(|c| "，。！？“”《》…".contains(*c)) {
        return false;
    }
    // 文：何闻；图：吴岚, 何闻；吴岚
    if text.contains(&'；') {
        return is_labelled_author(text) || text.split(|c| *c == '；').all(|part| names(trim(part), false));
    }
    // by 何闻
    if let ['b' | 'B', 'y' | 'Y', ' ', named @ ..] = text {
        return names(trim(named), false);
    }
    if text.contains(&'、') {
        let listed = &text[usize::from(MARKS.contains(text[0]))..];
        let rows = |listed: &[char]| listed.split(|c| *c == '、').all(|row| names(trim(row), false));
        // 某市政协委员、某大学教授 某某
        let offices: Vec<char> = listed.iter().map(|c| if *c == '、' { ' ' } else { *c }).collect();
        let is_held = || listed.contains(&' ') && with_body(&offices, false);
        return are_listed(listed) || placed(listed).is_some_and(rows) || is_held();
    }
    // ·某某
    if let ['·' | '•', named @ ..] = text {
        return names(trim(named), false);
    }
    let marked = MARKS.contains(text[0]);
    let end = text.len() - usize::from(text.len() > 2 && marked && MARKS.contains(text[text.len() - 1]));
    // A name between two marks is a column's.
    if end < text.len() {
        return false;
    }
    let rest = trim(&text[usize::from(marked)..]);
    // 某某某（二）: the second part of what somebody wrote.
    if let [name @ .., '（' | '(', number, '）' | ')'] = rest
        && (is_han_numeral(*number) || "上中下".contains(*number))
    {
        return is_full_name(trim(name));
    }
    // 某某某著, as under a serial's title.
    if let [name @ .., '著' | '撰' | '译' | '譯'] = rest
        && is_full_name(trim(name))
    {
        return true;
    }
    if let Some(named) = without_country(rest) {
        let named = match named {
            [named @ .., ' ' | '\u{3000}', '著' | '文' | '作' | '撰'] => trim(named),
            _ => named,
        };
        let tight: Vec<char> = named.iter().copied().filter(|c| !c.is_whitespace()).collect();
        return is_foreign(named) || (2..=7).contains(&tight.len()) && tight.iter().all(|c| is_han(*c));
    }
    let dashed = rest.iter().take_while(|c| DASHES.contains(**c)).count();
    if !marked && dashed > 0 {
        return is_full_name(trim(&rest[dashed..]));
    }
    if let Some(named) = without_label(rest) {
        return names(named, true) || is_foreign(named) || with_body(named, true) || with_place(named);
    }
    if let Some(named) = before_credit(rest) {
        return names(named, true) || is_foreign(named);
    }
    if is_pointed_credit(rest) || is_bracketed(rest) {
        return true;
    }
    if marked {
        return names(rest, true) || is_foreign(rest) || with_body(rest, false) || with_place(rest);
    }
    credits_song(rest)
        || is_foreign(rest)
        || with_place(rest)
        || with_body(rest, false)
        || is_two_syllable(rest)
        || are_listed(rest)
        || are_credited(rest)
        || are_placed(rest)
        || are_composed(rest)
}

/// The text before an age or a sex in brackets: 某某（女，32岁）. All of it where there is none.
fn without_age(text: &[char]) -> &[char] {
    match placed_with(text) {
        Some((named, inside))
            if inside.contains(&'，') && (inside.contains(&'岁') || "男女".contains(inside[0])) =>
        {
            named
        }
        _ => text,
    }
}

/// Whether a line in brackets says who its author is: （作者系某大学教授 何闻）.
fn is_author_note(text: &[char]) -> bool {
    /// The longest, in characters.
    const LONGEST: usize = 44;
    let ['（' | '(', inside @ .., '）' | ')'] = text else { return false };
    let said = said_of_author(inside);
    text.len() <= LONGEST
        && !inside.iter().any(|c| "。！？（(".contains(fold_char(*c)))
        && said.is_some_and(|said| said.starts_with(['系', '为', '是', '：', ':', '单', '现']))
}

/// What a note says of the author, behind 作者 or 本文作者; `None` where it says nothing of one.
pub(super) fn said_of_author(note: &[char]) -> Option<String> {
    let note: String = note.iter().map(|c| fold_char(*c)).collect();
    note.strip_prefix("本文").unwrap_or(&note).strip_prefix("作者").map(str::to_owned)
}

/// Whether a line is a person and, behind commas, what that is, or other persons: 何闻，男，某市作家协会会员; 何闻，吴小岚.
fn is_explained(text: &[char]) -> bool {
    let parts: Vec<&[char]> = text.split(|c| *c == '，').map(trim).collect();
    if parts.len() <= 4 && parts.iter().all(|part| is_full_name(part)) {
        return true;
    }
    let tells = |part: &&[char]| match part {
        ['男' | '女'] => true,
        [age @ .., '岁' | '歲'] => !age.is_empty() && age.iter().all(char::is_ascii_digit),
        part => is_held(part),
    };
    match parts[..] {
        [office, person] if is_held(office) => is_name(person, false) && !has_word(person),
        [person, ref told @ ..] => is_name(person, false) && !has_word(person) && told.iter().all(tells),
        [] => false,
    }
}

/// The text before brackets at a line's end, and what is in them.
fn placed_with(text: &[char]) -> Option<(&[char], &[char])> {
    let [inner @ .., '）' | ')'] = text else { return None };
    let open = inner.iter().rposition(|c| matches!(c, '（' | '('))?;
    let inside = &inner[open + 1..];
    (open > 0 && !inside.is_empty()).then_some((trim(&inner[..open]), inside))
}

/// The text before a place, a school or an office in brackets: 某某、某某（某地）.
fn placed(text: &[char]) -> Option<&[char]> {
    let (named, inside) = placed_with(text)?;
    ((2..=14).contains(&inside.len()) && inside.iter().all(|c| is_han(*c))).then_some(named)
}

/// Persons with a place in brackets each: 某某（某地） 某某（某地）.
fn are_placed(text: &[char]) -> bool {
    let mut pieces = text.split_inclusive(|c| matches!(c, '）' | ')')).map(trim);
    pieces.clone().count() > 1 && pieces.all(|piece| placed(piece).is_some_and(|named| names(named, false)))
}

/// A name and 文 or 图 with a point between them: 文·某某, 某某·文.
fn is_pointed_credit(text: &[char]) -> bool {
    match text {
        ['文' | '图', point, named @ ..] | [named @ .., point, '文' | '图'] => {
            POINTS.contains(*point) && names(named, false)
        }
        _ => false,
    }
}

/// A name in brackets of headings: 【某某】.
fn is_bracketed(text: &[char]) -> bool {
    matches!(text, ['【' | '〖', named @ .., '】' | '〗'] if names(named, false))
}

/// Names and what each of them did by turns, with blanks alone between them: 某某 口述 某某 整理.
fn are_credited(text: &[char]) -> bool {
    let parts = parts(text);
    let is_label =
        |part: &&[char]| LABELS.iter().any(|label| label.chars().eq(part.iter().copied().map(fold_char)));
    let named = parts.iter().filter(|part| !is_label(part));
    let by_turns = parts.windows(2).all(|two| is_label(&two[0]) != is_label(&two[1]));
    parts.len() >= 4
        && parts.len().is_multiple_of(2)
        && by_turns
        && named.clone().all(|part| is_name(part, false))
}

/// Whether a line says who wrote the words and who the music of a song, and nothing else: 某某词 某某曲, 作词：某某 作曲：某某.
pub(super) fn credits_song(text: &[char]) -> bool {
    let is_part = |c: char| "词詞曲".contains(c);
    let credits = |part: &&[char]| {
        let labelled = part
            .iter()
            .position(|c| matches!(c, '：' | ':' | '/'))
            .is_some_and(|at| part[..at].last().is_some_and(|c| is_part(*c)) && (1..=2).contains(&at));
        labelled || part.len() > 2 && is_part(part[part.len() - 1])
    };
    let parts: Vec<&[char]> = text.split(|c| *c == ' ').filter(|part| !part.is_empty()).collect();
    parts.len() > 1 && parts.iter().all(credits) && text.iter().any(|c| *c != '曲' && is_part(*c))
}

/// Names of persons that a line is made of, without the spaces inside them; none where it has anything else.
pub(super) fn names_in(text: &[char]) -> Vec<Vec<char>> {
    let row = text.split(|c| " \u{3000}、".contains(*c)).filter(|part| !part.is_empty());
    names_of(&row.collect::<Vec<_>>(), false)
}

/// The one to four names that the parts of a text are, one that is letter-spaced put together; none where a part is no name.
fn names_of(parts: &[&[char]], loose: bool) -> Vec<Vec<char>> {
    let spaced =
        parts.len() > 1 && parts.iter().all(|part| part.len() <= 2) && parts.iter().any(|p| p.len() == 1);
    let names: Vec<Vec<char>> =
        if spaced { vec![parts.concat()] } else { parts.iter().map(|part| part.to_vec()).collect() };
    let all = (1..=4).contains(&names.len()) && names.iter().all(|name| is_name(name, loose));
    if all { names } else { Vec::new() }
}

/// Whether a line names authors behind a mark.
pub(super) fn is_marked_author(text: &[char]) -> bool {
    MARKS.contains(text[0]) && is_author_line(text)
}

/// Whether a line names an author behind each of its labels, whatever stands below it: 口述：某某.
pub(super) fn is_labelled_author(text: &[char]) -> bool {
    let is_named = |named: &[char]| names(named, false) || with_place(named);
    text.split(|c| *c == '；').all(|part| without_label(trim(part)).is_some_and(is_named))
}

/// Whether a line is the class of a school that the pupil on the next line is in: 某某小学四（3）班.
pub(super) fn is_school_class(text: &[char]) -> bool {
    let [school @ .., last, '班'] = text else { return false };
    let number = |c: char| c.is_ascii_digit() || is_han_numeral(c);
    let bracketed = matches!(last, ')' | '）') && school.last().is_some_and(|c| number(*c));
    school.len() >= 3 && (bracketed || number(*last))
}

/// Whether a line is a paper's commentator or its editors, who have no name: 本报特约评论员, 本刊编辑部.
pub(super) fn is_commentator(text: &[char]) -> bool {
    let text: String = text.iter().filter(|c| **c != ' ').collect();
    let own = ["本报", "本刊", "本社", "本網", "本网", "本報"].iter().any(|own| text.starts_with(own));
    own && ["评论员", "評論員", "观察员", "编辑部", "編輯部", "编者"].iter().any(|end| text.ends_with(end))
}

/// The person in a line that is an office and who holds it: 某市财政局局长何闻.
pub(super) fn office_holder(text: &[char]) -> Option<&[char]> {
    /// Last characters of the names of offices.
    const OFFICES: &str = "长員员任授师席记理士监";
    // 某某 某大学教授, 某市人大代表 某某
    match parts(text)[..] {
        [person, office] | [office, person] if is_held(office) && is_name(person, false) => {
            return Some(person);
        }
        _ => {}
    }
    let stop = |c: &char| "，。；！？：“”《》…—".contains(*c);
    if text.len() < 7 || text.iter().any(stop) {
        return None;
    }
    [3, 2].iter().map(|n| text.split_at(text.len() - n)).find_map(|(office, person)| {
        (is_name(person, false) && office.last().is_some_and(|c| OFFICES.contains(*c))).then_some(person)
    })
}

/// Whether a line names authors behind a mark or a dash, as a text is signed. Behind a dash a name may be short there.
pub(super) fn is_signed_by(text: &[char]) -> bool {
    let named = trim(&text[text.iter().take_while(|c| DASHES.contains(**c)).count()..]);
    let is_dashed = named.len() < text.len() && names(named, false) && !has_word(named);
    is_dashed || (MARKS.contains(text[0]) || DASHES.contains(text[0])) && is_author_line(text)
}

/// Whether a line under a headline can be an author who has no family name that is known: no word of the language is in it.
pub(super) fn is_pen_name(text: &[char]) -> bool {
    let letters: Vec<char> = text.iter().copied().filter(|c| *c != ' ').collect();
    (2..=4).contains(&letters.len())
        && letters.iter().all(|c| is_han(*c) && !"的了着得是在不而十".contains(*c))
        && is_unknown(&letters)
}

/// Whether a line behind a text is where its author lives or works, and a name: 菱湖新村 何闻.
pub(super) fn is_signature(text: &[char]) -> bool {
    let place = |part: &[char]| part.len() >= 3 && part.iter().all(|c| is_han(*c));
    matches!(parts(text)[..], [of, name] if place(of) && names(name, false)) || is_author_line(text)
}

/// Whether the last name of a row of names is cut at a line's end: 通讯员 何|闻.
pub(super) fn is_name_cut(above: &[char], below: &[char]) -> bool {
    let [.., before, [surname]] = parts(above)[..] else { return false };
    before.len() > 1
        && is_surname(*surname)
        && (1..=2).contains(&below.len())
        && below.iter().all(|c| is_han(*c))
}

fn trim(mut text: &[char]) -> &[char] {
    while let [' ' | '\u{3000}', rest @ ..] = text {
        text = rest;
    }
    while let [rest @ .., ' ' | '\u{3000}'] = text {
        text = rest;
    }
    text
}

fn parts(text: &[char]) -> Vec<&[char]> {
    text.split(|c| matches!(c, ' ' | '\u{3000}')).filter(|part| !part.is_empty()).collect()
}

/// One to four Han names, letter-spaced ones too; `loose` takes what has no known family name.
fn names(text: &[char], loose: bool) -> bool {
    !names_of(&parts(text), loose).is_empty()
}

/// Whether characters are one person's name; `loose` takes what has no known family name.
pub(super) fn is_name(text: &[char], loose: bool) -> bool {
    if !text.iter().all(|c| is_han(*c)) {
        return false;
    }
    match text.len() {
        3..=8 if is_composed(text) => true,
        2 if is_given(text) => !is_word(text),
        2 | 3 if is_telling(text[0]) => !is_word(text),
        2..=4 => is_two_syllable(text) || loose && is_unknown(text),
        _ => false,
    }
}

/// A name of three Han or more with a family name that tells it, and no word in it.
fn is_full_name(text: &[char]) -> bool {
    text.len() >= 3 && is_name(text, false) && !has_word(text)
}

/// Two to four names beside one another: 某某、某某某, 某某某 某某 some of which are full.
fn are_listed(text: &[char]) -> bool {
    let names: Vec<&[char]> =
        text.split(|c| " \u{3000}、和与與&".contains(*c)).filter(|name| !name.is_empty()).collect();
    let known = names.iter().filter(|name| is_name(name, false) && !has_word(name)).count();
    (2..=4).contains(&names.len())
        && known > 1
        && names.iter().all(|name| is_name(name, true) && !has_word(name))
        && names.iter().any(|name| name.len() >= 3)
}

/// Names of other peoples, none of which has a family name: 扎西次仁 其其格.
fn are_composed(text: &[char]) -> bool {
    let names = parts(text);
    let is_one = |name: &&[char]| is_composed(name) || is_given(name) || is_full_name(name);
    names.iter().any(|name| is_composed(name)) && names.len() <= 4 && names.iter().all(is_one)
}

fn is_two_syllable(text: &[char]) -> bool {
    (3..=4).contains(&text.len())
        && text.iter().all(|c| is_han(*c))
        && is_telling_compound(text)
        && !is_word(text)
}

/// A word of the language that is no name, and not a rare one.
pub(super) fn is_word(text: &[char]) -> bool {
    let lexicon = Lexicon::get();
    lexicon.class(text).is_some_and(|class| class != WordClass::Name as usize) && lexicon.is_usual(text)
}

/// Whether a text is no word and has none in it, as a name has that no list has.
fn is_unknown(text: &[char]) -> bool {
    Lexicon::get().class(text).is_none() && !has_word(text)
}

/// Whether two or more characters side by side are a word.
fn has_word(text: &[char]) -> bool {
    (2..=text.len()).any(|n| text.windows(n).any(is_word))
}

/// Han that may stand for the sounds of a name.
fn are_syllables(part: &[char]) -> bool {
    (1..=7).contains(&part.len()) && part.iter().all(|c| is_han(*c))
}

/// A name of another language: parts with points between, or Latin.
fn is_foreign(text: &[char]) -> bool {
    let point = |c: &char| POINTS.contains(*c);
    let pointed = text.iter().any(point)
        && text.split(point).all(|part| {
            are_syllables(part) || matches!(part, [initial, '.'] | [initial] if initial.is_ascii_uppercase())
        })
        && !text.split(point).any(|part| part.len() == 2 && is_word(part))
        && !text.split(point).any(is_verse_form);
    let words = parts(text);
    let latin = |part: &[char]| {
        part[0].is_ascii_uppercase()
            && part[1..].iter().all(|c| c.is_alphabetic() && !is_han(*c) || ".-'’".contains(*c))
    };
    let mixed = words.iter().any(|part| part.iter().filter(|c| c.is_lowercase()).count() > 1);
    pointed || (2..=4).contains(&words.len()) && mixed && words.iter().all(|part| latin(part))
}

/// The text behind a country in brackets.
fn without_country(text: &[char]) -> Option<&[char]> {
    if !matches!(text.first(), Some('[' | '［' | '〔' | '（' | '(' | '【')) {
        return None;
    }
    let close = text.iter().position(|c| matches!(c, ']' | '］' | '〕' | '）' | ')' | '】'))?;
    is_country(&text[1..close]).then(|| trim(&text[close + 1..]))
}

fn is_country(inside: &[char]) -> bool {
    let inside: String = inside.iter().collect();
    let country = inside.strip_suffix(['国', '國']).filter(|country| !country.is_empty());
    COUNTRIES.split_whitespace().any(|known| known == inside || country == Some(known))
}

/// Whether a part of a line names a place, by what is known of places or by what it is not: a word.
fn is_place_like(part: &[char]) -> bool {
    is_place(&part.iter().collect::<String>()) || !is_word(part)
}

/// The text behind a label such as 文/.
fn without_label(text: &[char]) -> Option<&[char]> {
    LABELS.iter().chain(&TEACHERS).find_map(|label| {
        let after = text.get(label.chars().count()..)?;
        let begins = label.chars().eq(text[..text.len() - after.len()].iter().copied().map(fold_char));
        // 文 | 何闻
        let after = trim(after);
        (begins && after.first().is_some_and(|c| BINDING.contains(*c))).then(|| trim(&after[1..]))
    })
}

/// The text before a credit such as /文.
fn before_credit(text: &[char]) -> Option<&[char]> {
    let at = text.iter().position(|c| !":：".contains(*c) && BINDING.contains(*c))?;
    let credit: String = trim(&text[at + 1..]).iter().collect();
    CREDITS.contains(&credit.as_str()).then(|| trim(&text[..at]))
}

/// A name and a place, an office, a people or an age: 某某/某地, 某某（某地）, （某地）某某, 某某（回族）, 某某（10岁）.
fn with_place(text: &[char]) -> bool {
    let place = |t: &[char]| match t {
        [age @ .., '岁' | '歲'] if !age.is_empty() && age.iter().all(char::is_ascii_digit) => true,
        ['女'] | ['男'] => true,
        ['笔', '名', ..] | ['本', '名', ..] | ['筆', '名', ..] => true,
        _ => (2..=14).contains(&t.len()) && t.iter().all(|c| is_han(*c)),
    };
    let surname = |t: &[char]| names(t, false);
    // Of other peoples most have no family name.
    let named = |inside: &[char], t: &[char]| {
        let people = inside.len() >= 2 && inside.last() == Some(&'族');
        place(inside)
            && (surname(t)
                || people && (are_syllables(t) && !is_word(t) || is_foreign(t))
                || is_country(inside) && is_foreign(t))
    };
    if let Some(at) = text.iter().position(|c| "/／|｜".contains(*c)) {
        let (before, after) = (trim(&text[..at]), trim(&text[at + 1..]));
        return surname(before) && place(after) || place(before) && is_place_like(before) && surname(after);
    }
    // 何闻 77岁
    if let [person, aged] = parts(text)[..]
        && let [age @ .., '岁' | '歲'] = aged
        && !age.is_empty()
        && age.iter().all(char::is_ascii_digit)
    {
        return surname(person);
    }
    let open = text.iter().position(|c| matches!(c, '（' | '(' | '〔' | '［' | '['));
    let close = text.iter().rposition(|c| matches!(c, '）' | ')' | '〕' | '］' | ']'));
    match (open, close) {
        (Some(0), Some(close)) if close + 1 < text.len() => named(&text[1..close], trim(&text[close + 1..])),
        (Some(open), Some(close)) if open > 0 && close + 1 == text.len() => {
            named(&text[open + 1..close], trim(&text[..open]))
        }
        _ => false,
    }
}

/// A school, an office, a body or a place, then a name.
fn with_body(text: &[char], loose: bool) -> bool {
    let mut parts = parts(text);
    let is_one_of =
        |part: &[char], words: &[&str]| words.iter().any(|word| word.chars().eq(part.iter().copied()));
    // 指导老师 何闻, 指导老师：何闻
    let is_teacher =
        |part: &&[char]| is_one_of(part.split(|c| ":：".contains(*c)).next().unwrap_or(part), &TEACHERS);
    if let Some(at) = parts.iter().position(is_teacher) {
        parts.truncate(at);
    } else if parts.len() == 3 && is_one_of(parts[2], &CREDITS) {
        parts.truncate(2);
    }
    // 某地 某某 某某
    if let [place, persons @ ..] = &parts[..]
        && persons.len() > 1
        && is_place(&place.iter().collect::<String>())
        && !names_of(persons, false).is_empty()
    {
        return true;
    }
    // A name of two or three characters may be letter-spaced.
    let letters = parts.iter().rev().take_while(|part| part.len() == 1).count();
    let split = parts.len().saturating_sub(if (2..=3).contains(&letters) { letters } else { 1 });
    let (bodies, name) = (&parts[..split], parts[split..].concat());
    let is_body = |part: &&[char]| {
        let bare: Vec<char> = part.iter().copied().filter(|c| !"（）()".contains(*c)).collect();
        let is_place = bare.len() >= 3 && bare.last().is_some_and(|last| "省市县縣".contains(*last));
        is_place && bare.iter().all(|c| is_han(*c))
            || bare.len() >= 2 && self::is_place(&bare.iter().collect::<String>())
            || is_one_of(part, &CALLED)
            || bare.len() >= 3
                && bare.iter().all(|c| is_han(*c) || c.is_ascii_digit())
                && bare.last().is_some_and(|last| BODIES.contains(*last))
    };
    if bodies.is_empty() {
        // 某部部长某某, 五（2）班某某某, with no space between.
        return name.len() >= 7
            && [3, 2].iter().any(|n| {
                let (body, person) = name.split_at(name.len() - n);
                let last = body.last().copied().unwrap_or_default();
                is_name(person, false) && "长员任授师席记".contains(last)
                    || is_full_name(person) && "班学校院".contains(last)
            });
    }
    // Behind a label whoever stands before the name is what that person is.
    let is_said = |part: &&[char]| loose && part.len() >= 2 && part.iter().all(|c| is_han(*c));
    let is_named = is_name(&name, loose) || is_surname(name[0]) && is_name(&name, true);
    is_named && bodies.iter().all(|part| is_body(part) || is_held(part) || is_said(part))
        || is_before_office(&parts)
}

/// Whether a part of a line is an office with its house, or what people are: 某市人大代表, 退休教师.
fn is_held(part: &[char]) -> bool {
    const HELD: [&str; 16] = [
        "会员",
        "理事",
        "代表",
        "委员",
        "教授",
        "讲师",
        "教师",
        "老师",
        "主席",
        "主任",
        "干部",
        "院长",
        "研究员",
        "总监",
        "顾问",
        "秘书长",
    ];
    const BECOMES: &str = "任当當获獲成是做为為聘选選升当出";
    let text: String = part.iter().map(|c| fold_char(*c)).collect();
    part.len() >= 4
        && part.iter().all(|c| is_han(*c) && !"的了着是不".contains(*c))
        && !BECOMES.contains(part[0])
        && HELD.iter().any(|held| text.ends_with(held))
}

/// Whether parts of a line are persons and then an office: 某某 某大学教授.
fn is_before_office(parts: &[&[char]]) -> bool {
    parts
        .split_last()
        .is_some_and(|(office, persons)| is_held(office) && !names_of(persons, false).is_empty())
}

#[cfg(test)]
mod tests;
