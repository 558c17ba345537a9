//! Persons among the words of a text: by the form of a name, and by where it stands.

use super::character::is_han;
use super::surname::{is_telling, is_telling_compound};

/// Ends of the words for whom somebody is: what stands before a name.
const OFFICES: [&str; 58] = [
    "员",
    "长",
    "师",
    "者",
    "书记",
    "主任",
    "主席",
    "总统",
    "总理",
    "首相",
    "大臣",
    "教授",
    "经理",
    "司令",
    "将军",
    "元帅",
    "大使",
    "代表",
    "院士",
    "博士",
    "硕士",
    "护士",
    "战士",
    "人士",
    "医生",
    "学生",
    "先生",
    "考生",
    "研究生",
    "同学",
    "同志",
    "导演",
    "教练",
    "会计",
    "司机",
    "船夫",
    "农民",
    "市民",
    "村民",
    "居民",
    "渔民",
    "职工",
    "工人",
    "民工",
    "船工",
    "矿工",
    "作家",
    "画家",
    "专家",
    "学家",
    "艺术家",
    "歌手",
    "选手",
    "水手",
    "店主",
    "老板",
    "董事",
    "师傅",
];

/// Words behind a name that are of persons alone.
const HONOURS: [&str; 11] =
    ["先生", "女士", "小姐", "夫人", "同志", "师傅", "等人", "夫妇", "父子", "母女", "兄弟"];

/// What persons do who are named.
const DEEDS: [&str; 53] = [
    "说",
    "说道",
    "讲",
    "介绍",
    "表示",
    "告诉",
    "认为",
    "指出",
    "称",
    "回忆",
    "回忆说",
    "坦言",
    "透露",
    "强调",
    "解释",
    "感慨",
    "笑",
    "笑着",
    "笑道",
    "问",
    "问道",
    "答",
    "答道",
    "主持",
    "率领",
    "带领",
    "出席",
    "会见",
    "接见",
    "视察",
    "致电",
    "致辞",
    "致词",
    "讲话",
    "发言",
    "下令",
    "辞职",
    "就任",
    "当选",
    "获悉",
    "报道",
    "摄",
    "摄影",
    "逝世",
    "病逝",
    "去世",
    "遇刺",
    "被捕",
    "谈到",
    "谈",
    "谓",
    "云",
    "曰",
];

/// Characters that are taken along with a name of three and end none.
const BEHIND: &str = "谓谈云曰称说言于在赴往抵乘偕等致电因昨今氏君任将已自为与及";

/// Words before a place.
const WHERE: [&str; 17] = [
    "在", "到", "往", "去", "沿", "沿着", "登上", "经过", "位于", "地处", "来到", "爬上", "翻过", "通往",
    "抵达", "进入", "途经",
];

/// Words behind a place.
const THERE: [&str; 29] = [
    "上", "下", "里", "内", "中", "边", "旁", "脚下", "山脚", "山上", "顶上", "附近", "一带", "境内", "地区",
    "村", "镇", "乡", "县", "区", "路", "街", "山", "河", "林场", "水库", "隧道", "大桥", "景区",
];

/// What the words around a name say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// That it is a person's: 记者何闻, 何闻昨天说.
    Person,
    /// That it is something else's: 在梅岭, 石阶上.
    Other,
    /// Nothing.
    Open,
}

/// Whether a word of a tag of jieba's has the form of a person's name.
pub(super) fn has_form(word: &str, tag: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let is_compound = is_telling_compound(&chars);
    let has_surname = match chars.len() {
        2 | 3 => is_compound && chars.len() == 3 || is_telling(chars[0]),
        4 => is_compound,
        _ => false,
    };
    has_surname && matches!(tag, "nr" | "nrt" | "x") && chars.iter().all(|c| is_han(*c))
}

/// The words of a text where one that no dictionary has is a name and what the named does: 朱庆澜谓.
pub(super) fn mended<'t>(words: &[(&'t str, &'t str)]) -> Vec<(&'t str, &'t str)> {
    let mut out: Vec<(&str, &str)> = Vec::with_capacity(words.len());
    for &(word, tag) in words {
        let chars: Vec<char> = word.chars().collect();
        let is_alone = chars.first().is_some_and(|first| is_telling(*first)) && !is_telling_compound(&chars);
        match chars.as_slice() {
            &[_, _, _, last] if is_alone && matches!(tag, "x" | "nr" | "nrt") && BEHIND.contains(last) => {
                let (name, deed) = word.split_at(word.len() - last.len_utf8());
                out.extend([(name, "nr"), (deed, "v")]);
            }
            _ => out.push((word, tag)),
        }
    }
    out
}

/// What the words with their tags around one of them, which has the form of a name, say of it.
pub(super) fn standing(words: &[(&str, &str)], at: usize) -> Standing {
    let is_space = |word: &str| word.trim().is_empty() || word == "□";
    let before = || words[..at].iter().rev().filter(|(word, _)| !is_space(word));
    let behind = || words[at + 1..].iter();
    let (last, next) = (before().next(), behind().next().map_or("", |(word, _)| word));
    let is_next = |list: &[&str]| list.contains(&next);
    if last.is_some_and(is_office) || is_next(&HONOURS) || is_next(&DEEDS) || is_one_of_named(words, at) {
        return Standing::Person;
    }
    let is_age = |word: &str| word.ends_with('岁');
    let of_age = before().take(2).map(|(word, _)| *word).collect::<Vec<_>>();
    let aside = behind().take(3).map(|(word, _)| *word).collect::<Vec<_>>();
    let is_told_of = matches!(aside[..], ["（" | "(" | "，", "男" | "女", ..])
        || matches!(aside[..], ["（" | "(" | "，", _, age] if is_age(age));
    if matches!(of_age[..], ["的", age] if is_age(age)) || is_told_of || does_something(words, at) {
        return Standing::Person;
    }
    let is_where = last.is_some_and(|(word, _)| WHERE.contains(word));
    if is_next(&THERE) || is_where && next != "的" { Standing::Other } else { Standing::Open }
}

fn is_office((word, tag): &(&str, &str)) -> bool {
    (tag.starts_with('n') || *tag == "x")
        && word.chars().nth(1).is_some()
        && OFFICES.iter().any(|end| word.ends_with(end))
}

/// Whether a name stands in a row of names that an office stands before: 记者何闻、陈水根.
fn is_one_of_named(words: &[(&str, &str)], at: usize) -> bool {
    let mut before = words[..at].iter().rev();
    let mut is_behind_name = false;
    loop {
        match before.next() {
            Some((word, _)) if word.trim().is_empty() || matches!(*word, "、" | "□") => {}
            Some((word, tag)) if has_form(word, tag) => is_behind_name = true,
            Some(word) => return is_behind_name && is_office(word),
            None => return false,
        }
    }
}

/// Whether a clause begins with a name and goes on to what it says or does, past times and places: 何闻昨天在武汉说.
fn does_something(words: &[(&str, &str)], at: usize) -> bool {
    /// Words past which a deed is not looked for.
    const FAR: usize = 5;
    let begins =
        at.checked_sub(1).is_none_or(|last| matches!(words[last].1, "x" | "w") && !is_word(words[last].0));
    let mut behind = words[at + 1..].iter().take(FAR);
    let deed = behind.find(|(_, tag)| !matches!(*tag, "t" | "tg" | "d" | "ad" | "p" | "ns" | "m" | "q"));
    begins && deed.is_some_and(|(word, _)| DEEDS.contains(word))
}

fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use crate::han::words::{NameKind, names};

    /// What is said of the persons in a text.
    fn persons(text: &str) -> Vec<(String, super::Standing)> {
        let persons = names(text).into_iter().filter_map(|name| match name.kind {
            NameKind::Person(standing) => Some((name.word, standing)),
            NameKind::Place | NameKind::Word => None,
        });
        persons.collect()
    }

    fn are(text: &str, standing: super::Standing) -> Vec<String> {
        persons(text).into_iter().filter(|(_, one)| *one == standing).map(|(name, _)| name).collect()
    }

    #[test]
    fn a_person_is_told_by_an_office_before_and_a_deed_behind() {
        use super::Standing::Person;
        for (text, expected) in [
            ("记者何闻获悉，渡口昨天开了。", vec!["何闻"]),
            ("（通讯员 陈水根、何闻）", vec!["陈水根", "何闻"]),
            ("县委书记陈水根和大家一起修路。", vec!["陈水根"]),
            ("据陈水根介绍，新船走得稳。", vec!["陈水根"]),
            ("陈水根昨天在武汉说，新船走得稳。", vec!["陈水根"]),
            ("45岁的陈水根今年学会了开船。", vec!["陈水根"]),
            ("人们都感谢陈水根先生。", vec!["陈水根"]),
            ("昨天来的是陈水根（男，35岁）。", vec!["陈水根"]),
            ("朱慶瀾謂此次水災甚大。", vec!["朱庆澜"]),
            ("記者昨訪許世英談賑濟。", vec!["许世英"]),
        ] {
            assert_eq!(are(text, Person), expected, "{text}: {:?}", persons(text));
        }
    }

    #[test]
    fn a_hill_and_a_stair_with_the_form_of_a_name_are_no_persons() {
        use super::Standing::Person;
        for text in [
            "昨天我们登上梅岭，石阶很滑。",
            "梅岭脚下的村民说，今年雨多。",
            "梅岭景区负责人介绍，石阶已经修好。",
            "石阶上落满了叶子，白云在山下。",
            "市民在石阶旁介绍自己的家乡。",
        ] {
            assert_eq!(are(text, Person), [""; 0], "{text}: {:?}", persons(text));
        }
        assert!(are("昨天我们登上梅岭，石阶上很滑。", super::Standing::Other).contains(&"石阶".to_owned()));
    }
}
