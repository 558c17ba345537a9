//! Fields of records, as databases and sites write an article out: 【标题】…, 作者：…, each behind a label of its own.

use super::super::Page;
use super::{Letter, Restored, Strip, span_of};
use crate::han::variants::fold_text;

/// Content of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Heading,
    Author,
    Text,
    /// What a catalogue says of the article.
    Other,
}

const HEADINGS: [&str; 13] = [
    "标题",
    "文章标题",
    "新闻标题",
    "主标题",
    "正标题",
    "副标题",
    "副题",
    "引题",
    "肩题",
    "眉题",
    "题名",
    "篇名",
    "title",
];
const AUTHORS: [&str; 6] = ["作者", "文章作者", "责任者", "撰稿人", "署名", "author"];
const TEXTS: [&str; 8] = ["正文", "全文", "内容", "文章内容", "文章正文", "正文内容", "content", "text"];
const OTHERS: [&str; 33] = [
    "日期",
    "发布日期",
    "发布时间",
    "出版日期",
    "时间",
    "来源",
    "文章来源",
    "出处",
    "报纸名称",
    "报名",
    "报刊",
    "报刊名称",
    "刊名",
    "版次",
    "版号",
    "版名",
    "版面",
    "栏目",
    "专栏",
    "关键词",
    "主题词",
    "分类号",
    "摘要",
    "字数",
    "体裁",
    "序号",
    "编号",
    "记录号",
    "期号",
    "date",
    "source",
    "page",
    "keywords",
];

/// Label of a field at the beginning of a line.
struct Label {
    field: Field,
    /// Its characters, with brackets or colon, and the blanks behind it.
    length: usize,
    /// Whether brackets are around it, as no sentence has them.
    bracketed: bool,
}

/// Reads the labels of the records of a page: titles are headings, authors keep 作者, what else a catalogue says
/// stands aside. A line that has a label and is of no record keeps it.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let labels: Vec<Option<Label>> = out.strips.iter().map(|strip| label(strip.text(page))).collect();
    let has = |field| labels.iter().flatten().any(|label| label.field == field);
    if !has(Field::Text) || !has(Field::Heading) && !has(Field::Author) {
        return;
    }
    let lines: Vec<Vec<Letter>> = out.strips.iter().map(|strip| strip.characters(page).collect()).collect();
    let mut read = vec![None; lines.len()];
    let mut at = 0;
    let mut records = 0;
    while at < lines.len() {
        if let Some(fields) = record(&lines[at..], &labels[at..]) {
            read[at..at + fields.len()].copy_from_slice(&fields);
            (at, records) = (at + fields.len(), records + 1);
            continue;
        }
        // 【字数】1200 behind a text.
        let is_rest = |label: &Label| records > 0 && label.bracketed && label.field == Field::Other;
        read[at] = labels[at].as_ref().filter(|label| is_rest(label)).map(|label| label.field);
        at += 1;
    }
    if records == 0 {
        return;
    }
    let mut opens = false;
    let old = std::mem::take(&mut out.strips);
    for (((mut strip, line), label), field) in old.into_iter().zip(lines).zip(labels).zip(read) {
        strip.blanks = strip.blanks.max(usize::from(std::mem::take(&mut opens)));
        let Some(field) = field else {
            out.strips.push(strip);
            continue;
        };
        let length = label.as_ref().map_or(0, |label| label.length);
        if field == Field::Other || length == line.len() {
            // What follows begins something.
            opens = field != Field::Author;
            out.aside.push(strip);
            continue;
        }
        // 【作者】何闻 says who that is.
        let says = field == Field::Author && line[..length].iter().any(|(_, c)| *c == '作');
        let keeps = |i: usize| i >= length || says;
        let (kept, gone): (Vec<_>, Vec<_>) = line.iter().enumerate().partition(|(i, _)| keeps(*i));
        let kept = kept.into_iter().map(|(_, letter)| *letter);
        let marks = gone.iter().filter(|(_, (_, c))| !c.is_whitespace());
        out.taken.extend(marks.map(|(_, letter)| span_of(letter)));
        let blanks = strip.blanks.max(usize::from(field != Field::Author && length > 0));
        let heading = strip.heading || field == Field::Heading;
        if let Some(strip) = strip.with(kept.collect()) {
            out.strips.push(Strip { heading, blanks, ..strip });
        }
    }
}

/// What each line is of the record that lines begin with: a title, and the label of a text behind it. `None` where they begin
/// with none.
fn record(lines: &[Vec<Letter>], labels: &[Option<Label>]) -> Option<Vec<Option<Field>>> {
    /// Lines of a value below its label, or of a title that goes on.
    const LINES: usize = 2;
    let mut read = Vec::new();
    let (mut titled, mut below, mut last) = (false, 0, labels.first()?.as_ref()?);
    for (line, label) in lines.iter().zip(labels) {
        if let Some(label) = label {
            (last, below) = (label, 0);
            titled |= label.field == Field::Heading;
            read.push(Some(label.field));
            if label.field == Field::Text {
                // 【作者】…【正文】… below a title without a label.
                let bracketed = read.len() > 1 && labels[..read.len()].iter().flatten().all(|l| l.bracketed);
                return (titled || bracketed).then_some(read);
            }
            continue;
        }
        below += 1;
        let is_alone = lines[read.len() - below].len() == last.length;
        let may_go_on = || last.field == Field::Heading && !line.iter().any(|(_, c)| "，。：:".contains(*c));
        if below > LINES || !(is_alone || may_go_on()) {
            return None;
        }
        read.push(Some(last.field));
    }
    None
}

/// The label that a line begins with: 【标题】, 标题：.
fn label(line: impl Iterator<Item = char>) -> Option<Label> {
    /// Characters of the longest label, with blanks between them, and of what stands around it.
    const LONGEST: usize = 10;
    let text: Vec<char> = line.take(2 * LONGEST).collect();
    const BRACKETS: [(char, char); 8] = [
        ('【', '】'),
        ('〖', '〗'),
        ('[', ']'),
        ('［', '］'),
        ('<', '>'),
        ('＜', '＞'),
        ('〈', '〉'),
        ('《', '》'),
    ];
    let closing = BRACKETS.iter().find(|(open, _)| text.first() == Some(open)).map(|(_, close)| *close);
    let from = usize::from(closing.is_some());
    let is_end = |c: &char| closing.map_or("：:".contains(*c), |close| close == *c);
    let end = text.iter().take(LONGEST + from).position(is_end)?;
    let name: String = text.get(from..end)?.iter().filter(|c| !c.is_whitespace()).collect();
    let name = fold_text(&name).to_lowercase();
    let fields = [
        (Field::Heading, &HEADINGS[..]),
        (Field::Author, &AUTHORS[..]),
        (Field::Text, &TEXTS[..]),
        (Field::Other, &OTHERS[..]),
    ];
    let (field, _) = fields.into_iter().find(|(_, names)| names.contains(&name.as_str()))?;
    let behind = text[end + 1..].iter().take_while(|c| c.is_whitespace() || "：:".contains(**c)).count();
    Some(Label { field, length: end + 1 + behind, bracketed: closing.is_some() })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{aside, headings, read};

    const TEXT: &str = "渡口两岸的乡亲从前要绕行三十里，如今渡船一刻钟\n一班。\n";

    #[test]
    fn labels_of_records_go_and_titles_are_headings() {
        for (form, author) in [
            (["【标题】", "【作者】", "【正文】"], "【作者】何闻"),
            (["标题：", "作者：", "正文："], "作者：何闻"),
            (["篇名: ", "撰稿人: ", "全文: "], "何闻"),
            (["[標題] ", "[作者] ", "[內容] "], "[作者] 何闻"),
            (["<标 题>", "<作 者>", "<正 文>"], "<作 者>何闻"),
        ] {
            let [title, by, body] = form;
            let text =
                format!("{title}渡口开航\n{by}何闻\n{body}{TEXT}{title}苹果熟了\n{by}吴岚\n{body}{TEXT}");
            let lines = read(&text);
            assert_eq!([&lines[0], &lines[1], &lines[4]], ["\n渡口开航", author, "\n苹果熟了"], "{form:?}");
            assert!(lines[2].ends_with("如今渡船一刻钟") && lines[2].starts_with("\n渡口"), "{lines:?}");
            assert_eq!(headings(&text), [1, 5], "{form:?}");
        }
    }

    #[test]
    fn labels_may_stand_above_their_fields_and_what_a_catalogue_says_stands_aside() {
        let text = format!(
            "【标题】\n渡口开航\n【作者】\n何闻\n【来源】澜溪日报\n【版次】第3版\n【正文】\n{TEXT}【字数】1200\n"
        );
        assert_eq!(read(&text)[..2], ["\n渡口开航", "何闻"]);
        assert_eq!(
            aside(&text),
            ["【标题】", "【作者】", "【来源】澜溪日报", "【版次】第3版", "【正文】", "【字数】1200"]
        );
        assert_eq!(headings(&text), [2]);
    }

    #[test]
    fn a_record_in_brackets_needs_no_label_for_its_title() {
        let text = format!("渡口开航\n【作者】何闻\n【正文】{TEXT}");
        assert_eq!(read(&text)[..2], ["渡口开航", "【作者】何闻"]);
        assert!(read(&text)[2].starts_with("\n渡口两岸"));
        assert_eq!(headings(&text), [] as [u32; 0]);
    }

    #[test]
    fn labels_that_are_of_no_record_stay() {
        for text in [
            "标题：要短\n稿件请写明，\n内容：不限\n",
            "征文启事\n内容：家乡的河\n时间：三月底以前\n作者：何闻\n",
            "【作者】何闻\n渡口昨日开航。\n【链接】渡口的历史\n",
            "标题：渡口开航\n渡口昨日开航，\n两岸的人都来看，\n热闹了一整天。\n正文：如下\n",
        ] {
            assert_eq!(read(text), text.lines().collect::<Vec<_>>());
        }
    }
}
