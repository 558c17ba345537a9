//! 消息头: whom the first words of a text name, and the brackets at its end.
//!
//! News names its reporters where it begins: `本报讯（记者 何闻）`, `本报讯 记者何闻报道`, `新华社江城1月5日电`,
//! `【记者何闻／江城报道】`. Other texts name their authors at the end: `（何闻）`, `（整理：何闻）`. What only begins with
//! such a word, as 记者昨日获悉, names nobody.

use super::author_note;
use super::byline::{BINDING, Credits, EMPLOYERS, Part, agency, credits, has_job, is_label};
use super::names::{is_dwelling, is_other, is_person, is_usual_word};
use crate::han::character::{POINTS, is_han};
use crate::han::continuation::is_continuation;
use crate::han::place::is_place;
use crate::han::variants::fold_text;
use crate::segmentation::{Article, Role};

/// The authors of an article, as its byline, lead and end name them.
pub fn authors_of(article: &Article) -> Vec<String> {
    of_article(article).authors()
}

/// Characters at the end of a caption that tell who made the picture.
const CREDIT: usize = 6;
/// Characters of the longest caption that tells nothing else.
const CREDITED: usize = 16;

/// Dashes before the name of whoever signs.
const DASHES: [char; 3] = ['—', '―', '─'];

fn is_unpunctuated(text: &str) -> bool {
    !text.contains(['，', '。', '；', '？', '！', '“', '”', '、'])
}

/// Names in an article: in its byline, where its text begins, in its credits and at its end.
pub(super) fn of_article(article: &Article) -> Credits {
    let mut found = Credits::default();
    let signed = article.texts(Role::Byline).any(has_job);
    for text in article.texts(Role::Byline) {
        let mut said = credits(text);
        // Beside a reporter's, a line that names nobody by its form is a column's.
        said.contributors.retain(|one| !signed || has_job(text) || is_by_form(&one.name));
        found.add(said);
    }
    let mut paragraphs = article.texts(Role::Paragraph).filter(|text| !text.trim().is_empty());
    let first = paragraphs.next();
    found.add(first.map(of_lead).unwrap_or_default());
    // Below a text, names alone sign it; below a picture they may have taken it.
    let last_line = match &article.blocks[..] {
        [.., text, last] if (text.role, last.role) == (Role::Paragraph, Role::Credit) => {
            Some(last.text.as_str())
        }
        _ => None,
    };
    for text in article.texts(Role::Credit) {
        let mut said = of_end(text);
        said.contributors
            .extend(credits(text).contributors.into_iter().filter(|one| one.part == Part::Photographer));
        // The engine knows it for a credit: a pen name will do.
        let inner = unbracketed(text);
        if said.contributors.is_empty() && inner.len() < text.trim().len() && are_short_names(inner) {
            said = credits(inner);
        }
        if said.contributors.is_empty() && said.body.is_none() {
            said = of_signature(text);
        }
        let is_last = last_line == Some(text) && !found.has_words();
        if is_last && said.contributors.is_empty() && are_persons(text) {
            said = credits(text);
        }
        // Whoever took the picture beside a text did not write it.
        said.beside = first.is_some();
        found.add(said);
    }
    for text in article.texts(Role::Caption) {
        // A note on the author is short and below the text, as a caption may be.
        if text.starts_with(['（', '(']) {
            found.add(author_note::of_note(unbracketed(text)));
        }
        // （何闻自澜溪寄）: who sent it is not said to have made it.
        let end: String = text.chars().skip(text.chars().count().saturating_sub(CREDIT)).collect();
        if !end.contains(['摄', '攝', '图', '圖', '道', '導', '导']) {
            continue;
        }
        // 新华社发 丁一鸣 摄
        let is_credit =
            text.ends_with(['摄', '攝']) && text.chars().count() <= CREDITED && is_unpunctuated(text);
        let mut said = if is_credit { credits(text) } else { of_end(text) };
        if first.is_some()
            && (found.has_words()
                || !["文/图", "文／图", "图文", "文图"].iter().any(|both| end.contains(both)))
        {
            // Beside a text, 摄影报道 is of the picture.
            said.contributors.iter_mut().for_each(|one| one.part = Part::Photographer);
            (said.body, said.beside) = (None, true);
        }
        found.add(said);
    }
    let last = paragraphs.last().or(first).or_else(|| article.texts(Role::Verse).last());
    let end = last.map(of_end).unwrap_or_default();
    if !found.has_words() || last.is_some_and(has_job) {
        found.add(end);
    }
    if !found.has_words() {
        article.texts(Role::Subtitle).map(of_subtitle).for_each(|said| found.add(said));
    }
    if !found.has_words() {
        // 新华社记者 何闻 on a line of its own below the telegram's head.
        let said =
            article.texts(Role::Subhead).filter(|text| has_job(text)).map(|text| in_brackets(text, false));
        said.filter(is_plain).for_each(|said| found.add(said));
    }
    found
}

/// A text without the round brackets around it.
fn unbracketed(text: &str) -> &str {
    text.trim().trim_matches(|c: char| "（()）".contains(c))
}

/// Whether a text is persons' names and nothing else.
fn are_persons(text: &str) -> bool {
    text.split_whitespace().all(|word| is_person(word) && !is_usual_word(word))
}

/// Whoever signed a text with where and when, and nothing else: `何闻 于澜溪`, `何闻 2024年3月`, `澜溪读者 何闻`.
fn of_signature(text: &str) -> Credits {
    let signature = text.trim();
    let dated = signature.trim_start_matches(DASHES);
    let undated = dated.find(|c: char| c.is_ascii_digit()).filter(|_| dated.ends_with(['年', '月', '日']));
    let text = undated.map_or(dated, |at| &dated[..at]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_aside = |word: &&&str| {
        word.starts_with(['于', '於', '寄', '写']) || is_other(word) || is_place(word) || is_dwelling(word)
    };
    let named: Vec<&str> = words.iter().filter(|word| !is_aside(word)).copied().collect();
    // ——何闻
    let is_dashed = dated.len() < signature.len();
    let is_signed = named.len() < words.len() || text.len() < dated.len() || is_dashed;
    let named = named.join(" ");
    if is_signed && !named.is_empty() && are_persons(&named) { credits(&named) } else { Credits::default() }
}

/// Names in a line below the headline that is nothing else: `口述：何闻 记录：吴岚`, `讲述人 何闻`, `何闻 吴岚等`,
/// `何闻 发自雁洲`.
pub(super) fn of_subtitle(text: &str) -> Credits {
    let is_from = |from: &str| ["发自", "寄自"].iter().any(|sent| from.starts_with(sent));
    let sent = text.trim().rsplit_once(char::is_whitespace).filter(|(_, from)| is_from(from));
    let words = || sent.map_or(text, |(names, _)| names).trim().trim_end_matches('等').split_whitespace();
    let is_labelled = |word: &str| {
        word.split_once(|c| BINDING.contains(c))
            .is_some_and(|(label, name)| is_label(label) && is_person(name))
    };
    let is_list =
        (text.trim().ends_with('等') && words().count() > 1 || sent.is_some()) && words().all(is_person);
    // Each label by itself, with a person behind it; where there is one alone, that of a job.
    let pairs: Vec<&str> = words().collect();
    let is_paired = pairs.len().is_multiple_of(2)
        && pairs
            .chunks(2)
            .all(|pair| (pairs.len() > 2 || has_job(pair[0])) && is_label(pair[0]) && is_person(pair[1]));
    if is_list || words().all(is_labelled) || is_paired { credits(text) } else { Credits::default() }
}

/// Characters in which a lead has come to its end.
const LEAD: usize = 90;
/// Characters before the bracket of a lead.
const OPENING: usize = 34;

/// Names in the first paragraph of a text.
pub(super) fn of_lead(paragraph: &str) -> Credits {
    let text = paragraph.trim_start_matches(|c: char| c.is_whitespace() || "□■●◆○◇★▲△".contains(c));
    let text: String = text.chars().take(LEAD).collect();
    let text = text.as_str();
    // 【本报讯】 and （记者 何闻） before anything else.
    if let Some((inner, rest)) = bracket(text) {
        // 【雁洲讯】 is nobody.
        let opens = is_opening(inner) && !has_job(inner);
        let found = if opens { Credits::default() } else { in_brackets(inner, true) };
        return if found.has_words() || !is_opening(inner) {
            found
        } else {
            or_agency(after_opening(rest.trim_start()), inner)
        };
    }
    let at = text.find(['（', '(', '【', '〔', '[']).unwrap_or(text.len());
    let opening = opening(text);
    match opening {
        Some(end) => {
            let rest = text[end..].trim_start();
            or_agency(after_opening(rest), &text[..end])
        }
        // 本报记者（江城）… and 记者何闻报道：
        None if text[..at].chars().count() <= OPENING || is_report(text) => reported(text, false),
        None => Credits::default(),
    }
}

/// Names in a text's last words, in brackets or as a line of their own.
pub(super) fn of_end(paragraph: &str) -> Credits {
    /// Characters of the longest note that names somebody.
    const LONGEST: usize = 44;
    let text = paragraph.trim_end().trim_end_matches('。');
    let Some(close) = text.chars().last() else { return Credits::default() };
    if text.starts_with(DASHES) {
        return of_signature(text);
    }
    let length = text.chars().count();
    if length <= LONGEST && text.contains("作者") && !text.contains('。') {
        let said = author_note::of_note(text.trim());
        if said.has_words() {
            return said;
        }
    }
    if "）)】〕]".contains(close) {
        let Some(open) = text.rfind(['（', '(', '【', '〔', '[']) else { return Credits::default() };
        let inner = text[open..].trim_matches(|c: char| "（()）【】〔〕[]".contains(c));
        if inner.chars().count() <= LONGEST {
            return in_brackets(inner, false);
        }
    }
    // The last words of a text: …看热闹。 何闻 文/图
    let tail = text
        .rfind(['。', '！', '？', '”'])
        .map_or("", |at| text[at..].trim_start_matches(|c: char| "。！？”".contains(c)));
    let tail = tail.trim();
    if tail.starts_with(DASHES) {
        return of_signature(tail);
    }
    if !tail.is_empty()
        && tail.chars().count() <= LONGEST
        && !tail.contains(['，', '；', '：', ':'])
        && ends_with_credit(tail)
    {
        return in_brackets(tail, false);
    }
    let is_sentence = text.contains(['，', '。', '；', '？', '！', '“', '”']);
    let marked = text.strip_prefix(['□', '■', '●', '◎', '○', '◆']).is_some_and(are_names);
    let is_labelled = marked || has_job(text) || text.contains(['/', '／', '：']);
    if length <= LONGEST && !is_sentence && is_labelled {
        in_brackets(text, false)
    } else {
        Credits::default()
    }
}

/// Whether a text ends with the credit for the words or the pictures before it.
fn ends_with_credit(text: &str) -> bool {
    ["文/图", "文／图", "/文", "文并摄", " 摄", "　摄", " 文"]
        .iter()
        .any(|credit| fold_text(text).ends_with(credit))
}

/// The bracket that a text begins with, and the text behind it.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['（', '(', '【', '〔', '[', '［'])?;
    let close = inner.find(['）', ')', '】', '〕', ']', '］'])?;
    let behind = &inner[close..];
    Some((&inner[..close], &behind[behind.chars().next()?.len_utf8()..]))
}

/// End of the words that news begins with: 本报讯, 新华社江城1月5日电, 晨报江城消息.
fn opening(text: &str) -> Option<usize> {
    const ENDS: [char; 4] = ['讯', '訊', '电', '電'];
    let mut best = None;
    for (count, (at, c)) in text.char_indices().enumerate() {
        let end = at + c.len_utf8();
        if count > OPENING || "，。！？；、：“《".contains(c) || c == '记' && text[at..].starts_with("记者")
        {
            break;
        }
        let folded_end = text[..end].ends_with("消息") || text[..end].ends_with("专稿");
        // 电讯, 电话, 讯息 are words of the text.
        let goes_on = text[end..].starts_with([
            '讯', '訊', '话', '話', '视', '力', '台', '报', '子', '网', '信', '影', '息', '号',
        ]);
        if ENDS.contains(&c) && goes_on {
            break;
        }
        if ENDS.contains(&c) || folded_end {
            let said = &text[..end];
            let named = bracket(text[end..].trim_start()).is_some_and(|(inner, _)| has_job(inner));
            if is_opening(said) || named {
                best = Some(end);
                break;
            }
        }
    }
    best
}

/// Whether a text is what news begins with and nothing else.
fn is_opening(text: &str) -> bool {
    const PLACES: [&str; 9] = ["本报", "本報", "本刊", "本网", "本台", "报讯", "報訊", "晨报", "晚报"];
    let ends = ["讯", "訊", "电", "電", "消息", "专稿"].iter().any(|end| text.ends_with(end));
    let dated =
        text.contains('日') && text.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let short = text.chars().count() <= 6 && text.ends_with(['讯', '訊', '息']);
    ends && (PLACES.iter().any(|word| text.contains(word)) || agency(text).is_some() || dated || short)
}

/// Names in the words behind an opening.
fn after_opening(rest: &str) -> Credits {
    match bracket(rest) {
        Some((inner, behind)) => {
            let found = in_brackets(inner, true);
            if found.has_words() { found } else { reported(behind.trim_start(), true) }
        }
        None => reported(rest, true),
    }
}

/// The persons found or, without one, the agency that the opening names.
fn or_agency(mut found: Credits, opening: &str) -> Credits {
    if !found.has_words() {
        found.body = agency(opening).map(str::to_string);
    }
    found
}

/// Names in a bracket; one without a label names persons only where there is nothing else in it.
fn in_brackets(inner: &str, leads: bool) -> Credits {
    const NOTES: [&str; 18] = [
        "作者系",
        "作者为",
        "作者是",
        "作者单位",
        "作者單位",
        "编者注",
        "详见",
        "见图",
        "见第",
        "来源",
        "原载",
        "摘自",
        "选自",
        "题图",
        "资料图",
        "本栏",
        "信箱",
        "投稿",
    ];
    let inner = behind_source(inner);
    // 译自《枫浦晚报》: the paper is none of those who are named.
    let inner =
        inner.split_once("自《").filter(|(by, _)| by.ends_with(['译', '譯'])).map_or(inner, |(by, _)| by);
    if !leads {
        let said = author_note::of_note(inner);
        if said.has_words() {
            return said;
        }
    }
    let folded = fold_text(inner);
    if is_continuation(&folded)
        || NOTES.iter().any(|note| folded.contains(note))
        || inner.contains(['，', '。', '；']) && !has_job(inner)
        || !begins_plainly(&folded)
    {
        return Credits::default();
    }
    let found = credits(&dated_apart(inner));
    let labelled = has_job(inner) || inner.contains([':', '：', '/', '／', '｜', '|']);
    let said = ["整理", "文图", "图文", "口述", "编译", "摄影", "撰文", "采写"]
        .iter()
        .any(|word| folded.contains(word))
        || folded.ends_with(['摄', '译']);
    let plain = is_plain(&found);
    let usual = found.contributors.iter().all(|one| is_usual_word(&one.name));
    let alone: usize = found.contributors.iter().map(|one| one.name.chars().count()).sum();
    let all = inner.chars().filter(|c| c.is_alphanumeric() || POINTS.contains(*c)).count();
    let agency_only =
        found.contributors.is_empty() && found.body.as_deref().is_some_and(|body| agency(body).is_some());
    let sure = labelled || said && plain || plain && alone + usize::from(found.and_others) == all && !usual;
    if sure && (!leads || found.has_words()) || agency_only && !leads { found } else { Credits::default() }
}

/// Whether before the first job, if there is one, nothing stands but an employer or another credit: not 当时记者也在场.
fn begins_plainly(folded: &str) -> bool {
    let Some(at) = ["记者", "通讯员", "编辑", "作者"].iter().filter_map(|job| folded.find(job)).min()
    else {
        return true;
    };
    let before = folded[..at].trim_end();
    before.is_empty()
        || before.ends_with(['报', '社', '网', '台', '刊', '视', '：', '/', '／', ':', '｜', '|'])
        || before.starts_with('驻') && before.chars().count() <= 5
        || EMPLOYERS.iter().any(|employer| before.contains(employer))
        || are_names(before)
}

/// Whether a text is names of persons and marks between them.
fn are_names(text: &str) -> bool {
    let found = credits(text);
    let named: usize = found.contributors.iter().map(|one| one.name.chars().count()).sum();
    is_plain(&found)
        && named > 0
        && named == text.chars().filter(|c| c.is_alphanumeric() || POINTS.contains(*c)).count()
}

/// Whether a text is a name or two of two to four characters, of whatever form.
fn are_short_names(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=3).contains(&words.len())
        && words.iter().all(|word| (2..=4).contains(&word.chars().count()) && word.chars().all(is_han))
        && words.iter().all(|word| !is_other(word) && !is_usual_word(word))
}

/// Whether a name has the form of a person's, not only its length.
fn is_by_form(name: &str) -> bool {
    is_person(name) || name.contains(|c| POINTS.contains(c)) || name.is_ascii()
}

/// Whether all who are named have a name by its form.
fn is_plain(found: &Credits) -> bool {
    found.contributors.iter().all(|one| is_by_form(&one.name))
}

/// Names in 记者何闻报道 and 记者 何闻　… where a text begins with it: they have to end plainly.
fn reported(text: &str, opened: bool) -> Credits {
    const ENDS: [&str; 7] = ["摄影报道", "报道", "報道", "報導", "报导", "电", "電"];
    /// Characters of the names and what is between them.
    const LONGEST: usize = 40;
    let head: String = text.chars().take(LONGEST).collect();
    let folded = fold_text(&head);
    let begins = folded.find("记者").or_else(|| folded.find("通讯员")).or_else(|| folded.find("特派员"));
    // 本报讯 何闻报道：
    if let Some((names, rest)) = folded.split_once("报道").filter(|_| opened && begins.is_none())
        && rest.starts_with(['：', ':', '，', ',', ' '])
        && are_names(names)
    {
        let named: String = head.chars().take(names.chars().count()).collect();
        return credits(&format!("记者 {named}"));
    }
    // Before the label nothing but an employer.
    if begins
        .is_none_or(|at| folded[..at].chars().count() > 12 || folded[..at].contains(['，', '。', '、', '：']))
    {
        return Credits::default();
    }
    let stop = head.find(['，', '。', '；', '！', '？', '“', '：', ':']).unwrap_or(head.len());
    let end = ENDS
        .iter()
        .filter_map(|end| head[..stop].find(end))
        .min()
        .filter(|end| begins.is_some_and(|at| *end > at));
    let end = end.or_else(|| head[stop..].starts_with(['：', ':']).then_some(stop));
    if let Some(end) = end {
        let found = credits(&dated_apart(&format!("{}报道", &head[..end])));
        return if is_plain(&found) { found } else { Credits::default() };
    }
    // 本报讯 记者何闻从…获悉: a name, and a word that can stand behind it.
    if begins == Some(0) && opened {
        let name = &head["记者".len()..].trim_start();
        let cut = |length: usize| name.char_indices().nth(length).map(|(at, _)| name.split_at(at));
        let told = [3, 2].into_iter().filter_map(cut).find(|(name, rest)| {
            is_person(name)
                && !is_usual_word(name)
                // 何闻 昨日
                && !(name.chars().count() == 3 && name.ends_with(['昨', '今', '近']))
                && rest.starts_with(['从', '在', '近', '昨', '今', '日', '获'])
        });
        if let Some((name, _)) = told.filter(|_| folded.starts_with("记者")) {
            return credits(&format!("记者 {name}"));
        }
    }
    // 记者 何闻 吴岚　昨日上午…: names of persons with blanks around them, and then something else.
    let words: Vec<&str> = head[..stop].split_whitespace().collect();
    let named = words
        .iter()
        .take_while(|word| {
            has_job(word) || is_person(word) && !is_usual_word(word) || word.contains(|c| POINTS.contains(c))
        })
        .count();
    if named == 0 || named == words.len() && stop < head.len() {
        return Credits::default();
    }
    let found = credits(&words[..named].join(" "));
    if is_plain(&found) { found } else { Credits::default() }
}

/// Whether a text begins with reporters of the paper and goes on: 本报记者何闻报道昨日….
fn is_report(text: &str) -> bool {
    let folded = fold_text(text);
    let employed =
        folded.starts_with("记者") || EMPLOYERS.iter().any(|employer| folded.starts_with(employer));
    let named = folded.split_once("记者").and_then(|(_, rest)| rest.split_once("报道"));
    employed && named.is_some_and(|(names, _)| are_names(names))
}

/// The words behind the title of the paper that a note says the text is from: 摘自《某报》 何闻/文, 原载《某报》，作者：何闻.
fn behind_source(note: &str) -> &str {
    let is_source = ["摘自", "选自", "原载", "选摘自", "据"].iter().any(|from| note.starts_with(from));
    let rest = note.split_once('》').filter(|_| is_source).map_or(note, |(_, rest)| rest.trim());
    rest.trim_start_matches(['，', ',', '；']).trim_start()
}

/// A text without the day of a telegram: 何闻江城5日电 is 何闻江城报道.
fn dated_apart(text: &str) -> String {
    let Some(day) = text.rfind(['日', '號', '号']) else { return text.to_string() };
    let before = text[..day]
        .trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十廿卅月".contains(c));
    let after = &text[day..];
    let is_day = before.len() < day && after.chars().skip(1).all(|c| "电電讯訊专專 ".contains(c));
    if is_day { format!("{before}报道") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{Block, LineNo, Page, ReflowedText};

    fn lead(text: &str) -> String {
        of_lead(text).authors().join("|")
    }

    fn end(text: &str) -> String {
        of_end(text).authors().join("|")
    }

    #[test]
    fn leads_name_their_reporters() {
        for (text, expected) in [
            ("本报讯（记者 何闻 通讯员 吴岚）昨日上午八时，渡口开航。", "何闻|吴岚"),
            ("本报讯 (记者何闻) 昨日，渡口开航。", "何闻"),
            ("本报澜溪12月1日电  （记者何闻、丁一鸣）渡口1日开航。", "何闻|丁一鸣"),
            ("新华社澜溪3月5日电（记者 阿依古丽·买买提）渡口开航。", "阿依古丽·买买提"),
            ("新华社澜溪3月5日电 渡口昨日开航。", "新华社"),
            ("本报讯 记者何闻报道 昨日，渡口开航。", "何闻"),
            ("本报讯 记者何闻、吴岚 通讯员司马青报道：渡口开航。", "何闻|吴岚|司马青"),
            ("【本报讯】（记者 何 闻）渡口开航。", "何闻"),
            ("【記者何聞／台北報導】渡口開航。", "何聞"),
            ("（中央社記者何聞台北5日電）渡口開航。", "何聞"),
            ("中新网澜溪3月5日电 (何闻 吴岚)渡口开航。", "何闻|吴岚"),
            ("中新网澜溪3月5日电 (记者 何闻)渡口开航。", "何闻"),
            ("晨报讯（首席记者 欧阳雪松）渡口开航。", "欧阳雪松"),
            ("本报记者何闻报道：渡口开航。", "何闻"),
            (
                "本报记者何闻报道昨日上午八时，澜溪河边的候船廊里已经坐满了人，早班的轮渡载了九十多位乘客开往北岸。",
                "何闻",
            ),
            ("早报讯 记者何闻昨日上午在渡口看见船来了。", "何闻"),
            ("本报澜溪3月5日电 记者罗盘报道：渡口开航。", "罗盘"),
            ("据路透社伦敦3月5日电 渡口开航。", "路透社"),
            ("中央社南京廿八日電　渡口開航。", "中央社"),
            ("澜溪讯（记者 何闻 实习生 吴岚 文/图）渡口开航。", "何闻|吴岚"),
            ("（记者 何闻）渡口昨日开航。", "何闻"),
        ] {
            assert_eq!(lead(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_that_begin_like_a_lead_name_nobody() {
        for text in [
            "记者昨日从市水务局获悉，渡口开航。",
            "本报讯 记者昨日从市水务局获悉，渡口开航。",
            "昨日，记者何闻来到渡口，看见船来了。",
            "记者在现场看到，工作人员正在准备。",
            "本报讯（图为渡口）昨日开航。",
            "本报讯 渡口昨日开航，两岸居民都来看热闹。",
            "作者何以如此？说来话长。",
            "本报记者何闻由渡口出发，沿河走了三天，看见两岸的村子都通了电，回来以后写了一组报道，登在第二版上。",
            "据报道，渡口开航。",
            "出版社昨日送来两车书，记者何闻也在场。",
            "旅行社3月5日电话通知游客，渡口开航。",
        ] {
            assert_eq!(lead(text), "", "{text}");
        }
    }

    #[test]
    fn ends_name_their_authors() {
        for (text, expected) in [
            ("水比往年都清。（何闻）", "何闻"),
            ("水比往年都清。（记者 何闻 通讯员 吴岚）", "何闻|吴岚"),
            ("水比往年都清。（整理：何闻）", "何闻"),
            ("水比往年都清。（何闻 文/图）", "何闻"),
            ("水比往年都清。（作者：司马青）", "司马青"),
            ("水比往年都清。（摘自《枫浦晚报》 何闻/文）", "何闻"),
            ("水比往年都清。　何闻 文/图", "何闻"),
            ("水比往年都清。　何闻 摄", "何闻"),
            ("水比往年都清。（据新华社电）", "新华社"),
            ("水比往年都清。（据新华社）", "新华社"),
            ("本报记者 何闻 通讯员 吴岚", "何闻|吴岚"),
            ("文/何闻", "何闻"),
            ("水比往年都清。(何闻 吴岚 丁一鸣)", "何闻|吴岚|丁一鸣"),
        ] {
            assert_eq!(end(text), expected, "{text}");
        }
    }

    #[test]
    fn a_note_on_the_author_that_was_read_as_a_caption_names_him() {
        let page = Page::new("桥头的人都来看。\n（作者：何闻，系澜溪大学教授）\n（图为桥头）".into());
        let block = |role, line: u32| Block {
            role,
            lines: vec![LineNo(line)],
            text: ReflowedText::join(&page, &[LineNo(line)]),
            role_confidence: 1.0,
            boundary_confidence: 1.0,
            evidence: Vec::new(),
            gap_before: false,
        };
        let authors = |caption| {
            let blocks = vec![block(Role::Paragraph, 1), block(Role::Caption, caption)];
            authors_of(&Article { blocks, confidence: 1.0 })
        };
        assert_eq!(authors(2), ["何闻"]);
        assert!(authors(3).is_empty());
    }

    #[test]
    fn notes_at_an_end_name_nobody() {
        for text in [
            "水比往年都清。（作者系澜溪大学教授）",
            "水比往年都清。（作者单位：澜溪县水务局）",
            "水比往年都清（见图）。",
            "下转第3版。（下转第三版）",
            "水比往年都清（大约）。",
            "他住在这里（江边）",
            "全长三百米（含引桥）。",
            "水比往年都清。（来源：澜溪发布）",
            "水比往年都清。（未完待续）",
            "水比往年都清。（摘自《枫浦晚报》）",
            "水比往年都清。（原载《枫浦晚报》2031年1月2日）",
            "水比往年都清。 船 文",
            "责任编辑 何闻 美编 吴岚",
            "水比往年都清（记者在现场看到）",
        ] {
            assert_eq!(end(text), "", "{text}");
        }
    }
}
