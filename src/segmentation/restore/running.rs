//! Running heads and feet that came into the text with the pages of a document: 第3页 共9页.

use super::super::Page;
use super::Restored;
use rustc_hash::FxHashMap;

/// Longest running line, in characters.
const LONGEST: usize = 40;
/// Characters that a line of running text has at least.
const TEXT: usize = 9;
/// Times that a page number comes back.
const OFTEN: usize = 2;
/// Times that a bare number between dashes does.
const VERY_OFTEN: usize = 3;

/// Sets aside the lines that come back with another page number, and those that come back beside them.
pub(super) fn set_aside(page: &Page, out: &mut Restored) {
    // For each form how often it stands on the page, lines one below the other counted once, and where it did last.
    let mut kinds: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    let forms: Vec<Option<(String, usize)>> = (0..out.strips.len())
        .map(|i| {
            let text: String =
                out.strips[i].text(page).take(2 * LONGEST).filter(|c| !c.is_whitespace()).collect();
            let form = form(&text)?;
            let enough = numbered(&form)?;
            // 【第2版：民生】 and 【第3版：副刊】 are one form.
            let form = if form.starts_with("【第#版") { "【第#版".into() } else { form };
            let (times, last) = kinds.entry(form.clone()).or_insert((0, i));
            *times += usize::from(*times == 0 || i > *last + 1);
            *last = i;
            Some((form, enough))
        })
        .collect();
    let mut runs: Vec<bool> =
        forms.iter().map(|of| of.as_ref().is_some_and(|(form, enough)| kinds[form].0 >= *enough)).collect();
    // A page's first and last lines say its number once, and so does a line in the middle of its text.
    let is_text = |i: usize| {
        let text: Vec<char> = out.strips[i].text(page).filter(|c| !c.is_whitespace()).take(TEXT).collect();
        text.len() == TEXT && text.iter().any(|c| c.is_alphabetic())
    };
    let is_open = |i: usize| {
        let last = out.strips[i].text(page).rfind(|c| !c.is_whitespace());
        is_text(i) && last.is_some_and(|c| c.is_alphanumeric() || "，、；,".contains(c))
    };
    for i in 0..runs.len() {
        let is_edge = i == 0 || i + 1 == runs.len();
        let Some((form, _)) = &forms[i] else { continue };
        runs[i] |= if is_edge {
            is_framed(form)
        } else {
            is_said(form) && !form.contains('版') && is_open(i - 1) && is_text(i + 1)
        };
    }
    if !runs.contains(&true) {
        return;
    }
    // What stands beside several of them in the same words, or under the same heading, runs with them.
    let mut beside: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for i in 0..runs.len() {
        let near = i > 0 && runs[i - 1] || runs.get(i + 1) == Some(&true);
        if near && !runs[i] {
            let text: String =
                out.strips[i].text(page).filter(|c| !c.is_whitespace()).take(LONGEST + 1).collect();
            let label = text
                .split_inclusive([':', '：'])
                .next()
                .filter(|label| label.len() < text.len() || label.ends_with([':', '：']));
            if let Some(form) = form(label.unwrap_or(&text)) {
                beside.entry(form).or_default().push(i);
            }
        }
    }
    for places in beside.into_values().filter(|places| places.len() >= OFTEN) {
        places.into_iter().for_each(|i| runs[i] = true);
    }
    out.set_aside(|i, _| runs[i]);
}

/// A line's words with # for every number; `None` for a line too long or with a sentence in it.
fn form(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST || text.contains(['。', '，', '！', '？']) {
        return None;
    }
    let mut form = String::new();
    for c in text.chars() {
        let digit = c.is_numeric() || "〇一二三四五六七八九十百".contains(c);
        match c {
            _ if digit && form.ends_with('#') => {}
            _ if digit => form.push('#'),
            // A sign of its own is no number.
            '#' => form.push('='),
            c => form.push(c.to_ascii_lowercase()),
        }
    }
    Some(form)
}

/// Period of a form with a page number where it runs; `None` for a form that has none.
fn numbered(form: &str) -> Option<usize> {
    let points_on = ["转", "轉", "接", "见", "見", "刊", "载"].iter().any(|sign| form.contains(sign));
    let bare = form.trim_matches(|c| is_mark(c) || "[]【】〔〕".contains(c));
    let is_ruled = ["===", "~~~", "***"].iter().any(|rule| form.starts_with(rule));
    let says =
        || ["第#页", "共#页", "第#頁", "共#頁", "page#", "第#版"].iter().any(|sign| form.contains(sign));
    if points_on && !form.starts_with("【第#版") {
        None
    } else if says() || bare == "#" && is_ruled {
        Some(OFTEN)
    } else if bare == "#" && form != "#" || matches!(bare, "#/#" | "#of#") || is_lettered(bare) {
        Some(VERY_OFTEN)
    } else {
        None
    }
}

/// Whether a form is a page's number between marks: - # -, ---page#---, ===第#页===.
fn is_framed(form: &str) -> bool {
    is_said(form) && form.starts_with(is_mark) && form.ends_with(is_mark)
}

/// Whether a form is a page's number and says so, by marks or in words.
fn is_said(form: &str) -> bool {
    const NUMBERS: [&str; 9] =
        ["#", "#/#", "#of#", "page#", "page#of#", "第#页", "第#頁", "第#版", "第#页共#页"];
    form != "#" && NUMBERS.contains(&form.trim_matches(is_mark))
}

fn is_mark(c: char) -> bool {
    "-–—=*~·•".contains(c)
}

/// A page's number behind a letter: A03, P.3.
fn is_lettered(form: &str) -> bool {
    let number = form.strip_prefix(|c: char| c.is_ascii_lowercase()).map(|rest| rest.trim_start_matches('.'));
    number == Some("#")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{aside, read};

    #[test]
    fn running_feet_stand_aside_and_the_text_goes_on_over_them() {
        let text = "渡口昨日开\n第 1 页 共 9 页\n通，往来不\n第 2 页 共 9 页\n\n必绕行。\n";
        assert_eq!(aside(text), ["第 1 页 共 9 页", "第 2 页 共 9 页"]);
        assert_eq!(read(text), ["渡口昨日开", "通，往来不", "\n必绕行。"]);
        assert_eq!(aside("开\n- 1 -\n通\n- 2 -\n往\n- 3 -\n来\n").len(), 3);
        assert_eq!(aside("开\nA01\n通\nA02\n往\nA03\n来\n").len(), 3);
        assert_eq!(aside("--- Page 3 ---\n渡口昨日开通。\n- 3 -\n"), ["--- Page 3 ---", "- 3 -"]);
        assert_eq!(aside("*** 第3版 ***\n渡口昨日开通。\n-- 3 of 9 --\n").len(), 2);
        assert_eq!(aside("【第2版：民生】\n开。\n【第3版：副刊】\n通。\n").len(), 2);
        assert_eq!(aside("[P1]\n开。\n[P2]\n通。\n[P3]\n往。\n").len(), 3);
        assert_eq!(aside("### 1 ###\n开。\n### 2 ###\n通。\n").len(), 2);
        assert_eq!(aside("~~~~ 1 ~~~~\n开。\n~~~~ 2 ~~~~\n通。\n").len(), 2);
        assert_eq!(aside("开\nPage 1 of 9\n通\nPage 2 of 9\n往\n").len(), 2);
    }

    #[test]
    fn a_number_in_the_middle_of_a_sentence_is_a_page_s() {
        for number in ["- 4 -", "— 4 —", "-4-", "·4·", "— 第4页 —", "第 4 页", "4 / 9"] {
            let text = format!("渡口昨日上午开航，两岸的人\n{number}\n往来不必再绕行三十里山路。\n");
            assert_eq!(aside(&text), [number]);
        }
        for text in [
            "渡口昨日上午开航，人很多。\n- 2 -\n往来不必再绕行三十里山路。\n",
            "摆渡人的一天\n- 2 -\n往来不必再绕行三十里山路。\n",
            "渡口昨日上午开航，两岸的人\n4\n往来不必再绕行三十里山路。\n",
        ] {
            assert!(aside(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_comes_back_beside_a_page_label_runs_with_it() {
        let text = "第2版（综合）\n专栏：乡村\n渡口昨日开通。\n第2版（综合）\n专栏：\n往来不必绕行。\n";
        assert_eq!(aside(text), ["第2版（综合）", "专栏：乡村", "第2版（综合）", "专栏："]);
    }

    #[test]
    fn jumps_scores_and_refrains_stay() {
        let text = "下转第2版\n渡口\n下转第3版\n3\n4\n5\n划呀划\n划呀划\n划呀划\n（一）\n（二）\n（三）\n- 3 -\nA1\nB2\nC3\n全书共3页。\n全书共4页。\n";
        assert!(aside(text).is_empty());
    }
}
