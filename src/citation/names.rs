//! Names of persons among the words of a byline: which characters are one, and what is none.

use crate::han::character::{POINTS, is_han};
use crate::han::continuation::is_continuation;
use crate::han::lexicon::{Lexicon, WordClass};
use crate::han::people::is_composed;
use crate::han::place::{is_place, is_province};
use crate::han::surname::{is_common, is_compound, is_surname, is_telling};
use crate::han::variants::{fold_char, fold_text};
use crate::han::verse_form::is_verse_form;

/// Words of a byline that have the form of a name.
const NOT_NAMES: [&str; 38] = [
    "文完", "来信", "手记", "观察", "札记", "视点", "调查", "日记", "感言", "述评", "见闻", "随笔", "链接",
    "提示", "特别", "单位", "来源", "供图", "提供", "转载", "资料", "本组", "本版", "如图", "上图", "下图",
    "左图", "右图", "受访", "网友", "特稿", "专稿", "专电", "综述", "访谈", "特写", "通稿", "来稿",
];

/// Number of family names that are so common that two of them in four characters are two names.
const COMMON: usize = 150;

/// Last words of an office, a trade or a body that stands before or behind a name.
const OFFICES: [&str; 111] = [
    "省长",
    "市长",
    "区长",
    "县长",
    "镇长",
    "乡长",
    "村长",
    "先生",
    "小姐",
    "女士",
    "师傅",
    "阿姨",
    "大爷",
    "大妈",
    "老伯",
    "奶奶",
    "爷爷",
    "同志",
    "护士",
    "教授",
    "医生",
    "医师",
    "老师",
    "教师",
    "主任",
    "院长",
    "校长",
    "局长",
    "处长",
    "科长",
    "部长",
    "社长",
    "馆长",
    "会长",
    "书记",
    "律师",
    "作家",
    "诗人",
    "画家",
    "学者",
    "馆员",
    "会员",
    "院士",
    "博士",
    "硕士",
    "学生",
    "同学",
    "村民",
    "市民",
    "读者",
    "职工",
    "干事",
    "民警",
    "法官",
    "队员",
    "店主",
    "工人",
    "农民",
    "渔民",
    "牧民",
    "船工",
    "民工",
    "瓦工",
    "木匠",
    "石匠",
    "铁匠",
    "司机",
    "战士",
    "老兵",
    "家长",
    "居民",
    "业主",
    "校友",
    "职员",
    "店员",
    "演员",
    "船员",
    "网友",
    "志愿者",
    "退休干部",
    "经理",
    "董事",
    "主席",
    "委员",
    "导师",
    "讲师",
    "专家",
    "大学",
    "中学",
    "小学",
    "学院",
    "学校",
    "医院",
    "公司",
    "协会",
    "学会",
    "法院",
    "集团",
    "支队",
    "中心",
    "街道",
    "社区",
    "幼儿园",
    "工程师",
    "代表",
    "干部",
    "总监",
    "顾问",
    "秘书长",
    "负责人",
    "主持人",
];
/// The same, of one character; what they end is longer than a name or has no family name.
const BODIES: &str = "院局厅厂处部校馆队班系司委店园署网报刊台社办科股室营团联协";
/// Last characters of places that no list has, beside a person: 澜溪 何闻.
const SMALL_PLACE_ENDS: &str = "州城洲溪浦渡埠桥镇港湾河湖江岭坪塘墩堡寨屯店集";

/// The names among the pieces of a run of a byline, in order.
pub(super) fn names(pieces: &[&str]) -> Vec<String> {
    let pieces = pieces.iter().copied().map(behind_place);
    let named: Vec<&str> = pieces.filter(|piece| !is_other(piece)).collect();
    let beside_person = named.len() == 2 && named.iter().any(|piece| is_person(piece));
    let place =
        |piece: &str| is_place(piece) || beside_person && (is_small_place(piece) || is_dwelling(piece));
    let persons: Vec<&str> = named.iter().copied().filter(|piece| !place(piece)).collect();
    // A place stands beside a name; alone it may be a person after all.
    join_pieces(if persons.is_empty() { &named } else { &persons })
}

/// Whether a piece is an office, a body, a time or another word that is no person's name.
pub(super) fn is_other(piece: &str) -> bool {
    let folded = fold_text(piece);
    if is_composed(&folded.chars().collect::<Vec<_>>()) {
        return false;
    }
    let length = folded.chars().count();
    let Some(last) = folded.chars().last() else { return true };
    let first_is_surname = folded.chars().next().is_some_and(is_surname);
    let body = length >= 4 && BODIES.contains(last)
        || length == 3 && !first_is_surname && "院局厅厂处校馆社委网台".contains(last);
    is_continuation(&folded)
        || is_further(&folded)
        || NOT_NAMES.iter().any(|word| folded.contains(word))
        || OFFICES.iter().any(|end| folded.ends_with(end) && length >= end.chars().count())
        || body
        || folded.ends_with('岁')
        || is_word(&folded)
}

/// A word of the language that no person is called: 昨日, 今天, 工作.
fn is_word(folded: &str) -> bool {
    let chars: Vec<char> = folded.chars().collect();
    let lexicon = Lexicon::get();
    let class = lexicon.class(&chars);
    let is_surname = is_surname(chars[0]);
    (2..=4).contains(&chars.len())
        && !is_surname
        && class.is_some_and(|class| {
            class != WordClass::Name as usize && class != WordClass::Noun as usize
                || class == WordClass::Noun as usize && lexicon.is_usual(&chars) && chars.len() == 2
        })
}

/// Whether a text is a person by a family name that tells one: no 伊万 before a point.
fn is_named(text: &str) -> bool {
    is_person(text) && text.chars().next().is_some_and(is_telling)
}

/// Whether a piece ends as places do whose names no list has, and begins as no person's name.
fn is_small_place(piece: &str) -> bool {
    let chars: Vec<char> = piece.chars().map(fold_char).collect();
    (2..=3).contains(&chars.len())
        && !begins_as_person(piece)
        && SMALL_PLACE_ENDS.contains(chars[chars.len() - 1])
}

/// Whether a piece ends as the name of where people live does: 柳坝新村, 北门街; no 岛崎藤村, who stands by himself.
pub(super) fn is_dwelling(piece: &str) -> bool {
    const ENDS: [&str; 14] =
        ["村", "镇", "乡", "街", "路", "巷", "弄", "里", "苑", "小区", "花园", "家园", "公寓", "大院"];
    let folded = fold_text(piece);
    (3..=8).contains(&folded.chars().count())
        && ENDS.iter().any(|end| folded.ends_with(end))
        && !(folded.chars().count() == 3 && is_person(piece))
}

/// Whether a piece before a point ends as small places do; no 艾力江, who is a person.
fn ends_as_place(piece: &str) -> bool {
    let ends = |c: char| c != '江' && SMALL_PLACE_ENDS.contains(c);
    piece.chars().count() == 2 && piece.chars().next_back().map(fold_char).is_some_and(ends)
}

/// The person behind a place and a point, or before them: 湖北·何闻, 何闻·枫洲.
fn behind_place(piece: &str) -> &str {
    match piece.split_once(|c| POINTS.contains(c)) {
        Some((place, person)) if is_person(person) && (is_province(place) || ends_as_place(place)) => person,
        Some((person, place)) if is_named(person) && (is_place(place) || is_small_place(place)) => person,
        _ => piece,
    }
}

/// The person at the end of a piece that begins with an office: 某院护士何闻.
pub(super) fn behind_office(piece: &str) -> Option<&str> {
    let folded = fold_text(piece);
    let (at, office) =
        OFFICES.iter().filter_map(|o| Some((folded.rfind(o)?, o))).max_by_key(|(at, o)| at + o.len())?;
    let before = folded[..at + office.len()].chars().count();
    let rest = &piece[piece.char_indices().nth(before)?.0..];
    (2..=4).contains(&rest.chars().count()).then_some(rest).filter(|rest| is_person(rest))
}

/// Whether characters are a name by their family name and length.
pub(super) fn is_person(text: &str) -> bool {
    let chars: Vec<char> = text.chars().map(fold_char).collect();
    let compound = is_compound(&chars);
    match chars.len() {
        3..=8 if is_composed(&chars) => true,
        2 | 3 => (compound || is_surname(chars[0])) && chars.iter().all(|c| is_han(*c)),
        4 => compound && chars.iter().all(|c| is_han(*c)),
        _ => false,
    }
}

/// Whether a text is a word that is often met, whatever else it may be: 江边, 大约.
pub(super) fn is_usual_word(text: &str) -> bool {
    let chars: Vec<char> = text.chars().map(fold_char).collect();
    let name = Lexicon::get().class(&chars) == Some(WordClass::Name as usize);
    // The lexicon has persons, too.
    Lexicon::get().class(&chars).is_some() && Lexicon::get().is_usual(&chars) && !(name && chars.len() > 2)
}

/// Whether a text begins with a family name.
pub(super) fn begins_as_person(text: &str) -> bool {
    let chars: Vec<char> = text.chars().take(2).map(fold_char).collect();
    is_compound(&chars) || chars.first().is_some_and(|c| is_surname(*c)) && !is_usual_word(text)
}

/// A name without a place printed on to its end: 何闻 of 何闻台北.
pub(super) fn without_place(piece: &str) -> &str {
    let ends = piece.char_indices().map(|(at, _)| at).skip(2);
    ends.filter(|&at| is_person(&piece[..at]))
        .find(|&at| is_place(&piece[at..]) || is_small_place(&piece[at..]))
        .map_or(piece, |at| &piece[..at])
}

/// Puts letter-spaced names together and takes names apart that were printed without a space.
fn join_pieces(pieces: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let alike = |same: fn(&str) -> bool| pieces[at..].iter().take_while(|p| same(p)).count();
        let latin = alike(|p| p.chars().all(|c| c.is_ascii() || POINTS.contains(c)));
        let composed = |p: &str| is_composed(&p.chars().collect::<Vec<_>>());
        let han = pieces[at..].iter().take_while(|p| p.chars().all(is_han) && !composed(p)).count();
        if composed(pieces[at]) {
            names.push(pieces[at].to_owned());
            at += 1;
        } else if latin > 0 {
            // By Anna Berg and John Moran
            let words = &pieces[at..at + latin];
            let words = if words[0].eq_ignore_ascii_case("by") { &words[1..] } else { words };
            let staff = words.iter().position(|word| {
                const POSTS: [&str; 7] =
                    ["staff", "special", "reporter", "correspondent", "writer", "editor", "columnist"];
                POSTS.contains(&word.to_lowercase().as_str())
            });
            let persons = words[..staff.unwrap_or(words.len())].split(|word| *word == "and");
            names.extend(persons.map(|words| words.join(" ")).filter(|name| !name.is_empty()));
            at += latin;
        } else if han > 0 {
            names.extend(split_names(&pieces[at..at + han]));
            at += han;
        } else {
            // Names of other peoples: 阿卜杜拉·买买提.
            let longest = 24;
            let chars: Vec<char> = pieces[at].chars().collect();
            let points = |c: &char| POINTS.contains(*c);
            let verse = chars.split(points).any(is_verse_form);
            if chars.iter().any(points) && chars.len() <= longest && !verse {
                names.push(pieces[at].to_string());
            }
            at += 1;
        }
    }
    names
}

/// The cheapest way to read pieces of Han characters as names of two to four characters; pieces that no
/// reading makes a name of are left out.
fn split_names(pieces: &[&str]) -> Vec<String> {
    let chars: Vec<char> = pieces.iter().flat_map(|piece| piece.chars()).collect();
    let mut breaks = vec![false; chars.len() + 1];
    let mut end = 0;
    for piece in pieces {
        end += piece.chars().count();
        breaks[end] = true;
    }
    // best[i]: the least cost of reading the first i characters, and where its last name begins.
    let mut best: Vec<Option<(u32, usize, bool)>> = vec![None; chars.len() + 1];
    best[0] = Some((0, 0, false));
    for end in 1..=chars.len() {
        for start in 0..end {
            let Some((before, ..)) = best[start] else { continue };
            let inner = (start + 1..end).filter(|&i| breaks[i]).count() as u32;
            let starts_piece = start == 0 || breaks[start];
            let (cost, is_name) = match name_cost(&chars[start..end], inner, starts_piece && breaks[end]) {
                Some(cost) => (cost, true),
                // Not a name: left out whole, at a price that makes it the last resort.
                None if starts_piece && breaks[end] && inner == 0 => (100, false),
                None => continue,
            };
            let cost = before + cost;
            if best[end].is_none_or(|(least, ..)| cost < least) {
                best[end] = Some((cost, start, is_name));
            }
        }
    }
    let mut names = Vec::new();
    let mut end = chars.len();
    while end > 0 {
        let Some((_, start, is_name)) = best[end] else { break };
        if is_name {
            names.push(chars[start..end].iter().collect());
        }
        end = start;
    }
    names.reverse();
    names
}

/// Cost of reading characters as one name. `inner` counts the spaces inside; `whole` says that spaces or
/// ends are on both sides.
fn name_cost(name: &[char], inner: u32, whole: bool) -> Option<u32> {
    let compound = is_compound(name);
    let surname = compound || is_surname(name[0]);
    // Of two names printed as one piece each has a family name that is common: 阿依古丽 is one.
    let common = || is_common(name[0], COMMON);
    let length = match (name.len(), compound) {
        (2, true) => 5,
        (2, false) | (3, _) => 0,
        (4, true) => 0,
        (4, false) if whole => 10,
        (5, false) if whole && !surname => 10,
        _ => return None,
    };
    let folded: String = name.iter().map(|&c| fold_char(c)).collect();
    // （记者在现场看到）
    let is_said = !surname && name.len() > 3 && "在据对将把被已正还也都就了".contains(name[0]);
    let other_word = is_continuation(&folded) || NOT_NAMES.contains(&folded.as_str()) || is_said;
    if (!whole && !surname) || other_word || name.iter().all(|&c| is_number(c)) {
        return None;
    }
    // Printers letter-space a name of two characters to the width of three: spaces inside are cheapest there.
    // A space inside means that a piece of one character is there, never that two whole names are one.
    let spaced = match (name.len(), inner) {
        (_, 0) => 0,
        (2, 1) => 1,
        (3, 2) => 2,
        (3, 1) => 4,
        (4, 3) | (4, 1) if compound => 4,
        _ => return None,
    };
    let unspaced = match whole {
        true => 0,
        false if name.len() == 2 && inner == 0 && !common() => 5,
        false => 4,
    };
    Some(length + spaced + unspaced + if surname { 0 } else { 5 })
}

/// Whether a text says how many others go by the same title: 外一首.
fn is_further(text: &str) -> bool {
    let count = text.strip_prefix('外').and_then(|text| text.strip_suffix(['首', '篇', '章', '题', '则']));
    count.is_some_and(|count| count.chars().count() == 1 && count.chars().all(is_number))
}

/// Whether a character numbers the parts of a series.
pub(super) fn is_number(c: char) -> bool {
    "〇零一二三四五六七八九十百上中下完續续".contains(c)
}
