//! Habits of a page's own against those of most pages: paragraphs a line that have lost their final marks, headings that come
//! back with another name behind the same label, and those that alone have no indent.

use super::Role;
use super::chain_weights::UNIT;
use super::crf::Scores;
use super::cue::Cue;
use super::grammar::Step;
use super::line::{Line, Lines};
use super::line_kind::Kind;
use super::page_context::PageContext;
use crate::han::character::is_han;
use rustc_hash::FxHashMap;

/// A paragraph of one line is as long as this at least, a heading between such at most, in characters.
const PARAGRAPH: usize = 26;
const HEADING: usize = 24;
/// The widest column of lines, in ems: paragraphs are wider.
const WIDEST: f32 = 40.0;
/// Value of [`PageContext::indenting`] where paragraphs are indented.
const MANY_INDENTS: u32 = 2;
/// Strength of such a habit, in nats.
const HABIT: f32 = 6.0;

/// Adds what a page's habits say to its scores.
pub(super) fn hold(scores: &mut Scores<i16>, context: &PageContext) {
    let steps = (HABIT / UNIT) as i16;
    let lines = &context.page.lines;
    if loses_final_marks(context) {
        let is_long = |i: usize| lines[i].len() >= PARAGRAPH;
        for i in (0..lines.len()).filter(|&i| is_long(i) && lines[i].cues.has(Cue::CommaInside)) {
            scores.favour(i, Role::Paragraph, steps);
        }
        for i in (1..lines.len()).filter(|&i| is_long(i - 1)) {
            scores.lean(i, Step::Same, -steps);
            let plain = !lines[i].cues.any(&[Cue::CommaInside, Cue::PauseEnd, Cue::SentenceEnd]);
            if plain && lines[i].len() <= HEADING && i + 1 < lines.len() && is_long(i + 1) {
                scores.favour(i, Role::Title, steps);
                scores.favour(i, Role::Subhead, steps);
            }
        }
    }
    for i in unindented(context) {
        scores.favour(i, Role::Title, steps);
        scores.favour(i, Role::Subhead, steps);
    }
    for i in labelled(context) {
        scores.favour(i, Role::Subhead, steps);
        scores.lean(i, Step::Same, -steps);
    }
}

/// Whether lines are paragraphs, of all lengths, and hardly any ends a sentence.
fn loses_final_marks(context: &PageContext) -> bool {
    let lines = &context.page.lines;
    let long = || lines.iter().filter(|line| line.len() >= PARAGRAPH);
    let (count, widest) = (long().count(), long().map(|line| line.wide).fold(0.0, f32::max));
    let full = long().filter(|line| line.wide >= widest - 2.0).count();
    let ended = long().filter(|line| line.cues.has(Cue::SentenceEnd)).count();
    let length: usize = long().map(Line::len).sum();
    length * 5 >= context.page.chars.len() * 4
        && count >= 3
        && widest >= WIDEST
        && full * 2 <= count
        && ended * 5 <= count
}

/// Short lines without an indent between the end of a text and an indented line, where paragraphs are indented.
fn unindented(context: &PageContext) -> Vec<usize> {
    let lines = &context.page.lines;
    let is_heading = |i: &usize| {
        let (before, line, after) = (&lines[i - 1], &lines[*i], &lines[i + 1]);
        before.cues.has(Cue::SentenceEnd)
            && !line.lead
            && after.indented
            && (4..=HEADING).contains(&line.len())
            && line.width() + 1.0 < line.measure
            && !line.cues.any(&[Cue::SentenceEnd, Cue::PauseEnd, Cue::CommaInside, Cue::StopInside])
            && matches!(context.kinds[*i], Kind::Heading | Kind::OpenShort | Kind::OpenIndented)
    };
    let many = context.indenting == MANY_INDENTS;
    (1..lines.len().saturating_sub(1)).filter(|_| many).filter(is_heading).collect()
}

/// Headings of a label, a colon and a name that come back over further text: 队伍：东山一队 … 队伍：西岭二队.
fn labelled(context: &PageContext) -> Vec<usize> {
    /// Characters of such a label at most, and sentences between two of them at least.
    const LABEL: usize = 4;
    const SENTENCES: usize = 2;
    let page = context.page;
    let labels: Vec<(usize, &[char])> =
        (0..page.lines.len()).filter_map(|i| Some((i, label(page, i, LABEL)?))).collect();
    let is_sentence = |line: &Line| usize::from(line.cues.any(&[Cue::SentenceEnd, Cue::StopInside]));
    let mut before = vec![0];
    for line in &page.lines {
        before.push(before[before.len() - 1] + is_sentence(line));
    }
    // A label is furthest from the first or from the last of its kind.
    let mut ends: FxHashMap<&[char], [usize; 2]> = FxHashMap::default();
    for &(i, label) in &labels {
        ends.entry(label).or_insert([i, i])[1] = i;
    }
    let is_over_text = |&(i, label): &(usize, &[char])| {
        let [first, last] = ends[label];
        before[i] - before[first] >= SENTENCES || before[last] - before[i] >= SENTENCES
    };
    labels.iter().filter(|of| is_over_text(of)).map(|(i, _)| *i).collect()
}

/// The label of a line that is a label, a colon and a few words.
fn label(page: &Lines, i: usize, longest: usize) -> Option<&[char]> {
    let text = page.text(i);
    let at = text.iter().position(|c| matches!(c, '：' | ':'))?;
    let prose = page.lines[i].cues.any(&[Cue::SentenceEnd, Cue::PauseEnd, Cue::CommaInside, Cue::Speaker]);
    let fits = (2..=longest).contains(&at) && (2..=HEADING).contains(&(text.len() - at - 1));
    (fits && !prose && text[..at].iter().all(|c| is_han(*c))).then_some(&text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{Page, Segmentation, segment};

    fn found(text: &str) -> Segmentation {
        segment(&Page::new(text.into()))
    }

    const FIRST: &str = "本报讯（记者何闻）这几天，澜溪老渡口的候船廊刚刚刷了新漆，靠江一侧的长椅坐满等早班船的乡亲，岸边卖豆浆的小摊也多了两家";
    const SECOND: &str = "船队前年把三条漏水的木船拖上岸大修，换了船底和缆绳，请退休的老舵手回来带徒弟，如今风小的日子每条船都能准点开出";
    const THIRD: &str =
        "立冬刚过，云坞的制伞作坊已经开始备料，今年山里的毛竹长得直，工匠们白天剖竹夜里糊纸，院子晾满了伞面";

    #[test]
    fn paragraphs_without_their_final_marks_are_parted_line_by_line() {
        let more = "作坊今年接到外地戏班的订单一千把，伞骨要细，纸要两层，刷油的次数也比往常多，师傅说年前赶得完，只是刷油的人手还差几个";
        for gap in ["\n", "\n\n"] {
            let text = ["老渡口换了新模样", FIRST, SECOND, "制伞作坊 备料忙", THIRD, more].join(gap);
            let found = found(&text);
            assert_eq!(found.articles.len(), 2, "{found:?}");
            assert!(found.articles.iter().all(|article| article.texts(Role::Paragraph).count() == 2));
            assert_eq!(found.articles[1].texts(Role::Title).collect::<String>(), "制伞作坊\u{3000}备料忙");
        }
    }

    #[test]
    fn a_short_paragraph_without_its_final_mark_is_text_as_the_others_are() {
        let text = [
            "石桥镇茶园添新路",
            "本报讯（记者 何闻）清明前后，石桥镇的茶园里一派忙碌，采茶的妇女背着竹篓走在新修的水泥路上，一边采一边说笑",
            "镇里去年筹钱修了六里茶园路，过去挑茶下山要两个钟头，现在三轮车一趟就能拉走两百斤鲜叶",
            "茶农方秀兰算了一笔账，路修通之后，一亩茶园能多收八百元，她家打算再种三亩新茶",
            "旧书市集重回城南",
            "停办了三年的城南旧书市集上周末重新开张，四十多个书摊沿着护城河一字排开，来淘书的人把河边挤得满满当当",
            "摊主老龚摆摊已有二十年，他说最抢手的是连环画和老地图，一上午就卖掉了两箱",
            "主办方表示，市集以后每个月办两次，还要请修书匠人现场教大家补书",
            "山区学校有了直饮水",
            "本报讯（记者 何闻）新学期第一天，云岭小学的孩子们发现走廊里多了一排银色的饮水机，拧开龙头就能喝到干净的水",
            "校长邱明远介绍，过去学校用水要从山脚下挑，遇到雨天水里都是泥沙，老师们只好把水澄上一夜再烧开",
            "县水务部门今年给十一所山区学校装上了净水设备，每季度派人检测一次水质",
            "夜市摊位实行先到先得",
            "入夏以来，滨河路夜市的摊位管理换了新办法，不再抽签，谁来得早谁先选，摊主们都说这样公平",
            "夜市管理员说，新办法实行一个月，纠纷少了一大半，卫生也比从前好，收摊后地面基本看不到油污",
            "卖凉粉的郝大姐每天下午四点就来占位置，她的凉粉一晚上能卖出一百多碗",
        ];
        let found = found(&text.join("\n"));
        let paragraphs: Vec<usize> =
            found.articles.iter().map(|a| a.texts(Role::Paragraph).count()).collect();
        assert_eq!(paragraphs, [3, 3, 3, 3], "{found:?}");
    }

    #[test]
    fn wide_captions_on_a_page_of_columns_are_no_paragraphs_that_lost_their_marks() {
        let columns =
            "渡口两岸的乡亲从前要绕行三\n十里，如今有了渡船，来往方\n便得多，大家都说好。\n".repeat(6);
        let page = Page::new(format!("{columns}{FIRST}\n{SECOND}\n{THIRD}\n"));
        let lines = Lines::read(&page);
        let extractor = crate::segmentation::feature::Extractor::new();
        assert!(!loses_final_marks(&extractor.context(&lines)));
    }

    #[test]
    fn a_wide_column_goes_on_from_line_to_line() {
        let text: String = format!("{FIRST}，{SECOND}，{THIRD}。").repeat(2);
        let chars: Vec<char> = text.chars().collect();
        let lines: Vec<String> = chars.chunks(48).map(|line| line.iter().collect()).collect();
        let found = found(&format!("老渡口换了新模样\n{}\n", lines.join("\n")));
        assert!(found.articles[0].texts(Role::Paragraph).count() < 3, "{found:?}");
    }

    #[test]
    fn a_short_line_without_an_indent_heads_the_indented_text_below_it_in_the_narrowest_column() {
        let columns = "老渡口换新颜\n\u{3000}\u{3000}清明前后江边渡\n口热闹起来，卖豆浆\n的小摊多了两家，长\n椅上坐满了人。\n\u{3000}\u{3000}船家算了一笔账\n，新船省油，一天能\n多跑两趟。\n山里书市重开\n\u{3000}\u{3000}停办了三年的书\n市上周重新开张，摊\n子沿河排开，来人挤\n满了桥头。\n\u{3000}\u{3000}摊主卖了一上午\n书，最抢手的是老地\n图，一张不剩。\n";
        let of = |text: String| {
            let page = Page::new(text);
            let lines = Lines::read(&page);
            unindented(&crate::segmentation::feature::Extractor::new().context(&lines))
        };
        assert_eq!(of(columns.to_owned()), [8]);
        assert_eq!(of(columns.replace('\u{3000}', "")), [] as [usize; 0]);
    }

    #[test]
    fn a_label_that_comes_back_over_text_heads_a_part_of_it() {
        let text = |heads: [&str; 2]| {
            format!(
                "云坞冬训划船队\n\n本报讯（记者 何闻）近日，云坞的划船队开\n始冬训，记者跟了两支队伍。\n\n{}\n\n{THIRD}。{SECOND}。\n\n教练说，{SECOND}。\n\n{}\n\n{SECOND}。\n\n{THIRD}。\n",
                heads[0], heads[1]
            )
        };
        let found = found(&text(["队伍：东山一队", "队伍：西岭二队"]));
        assert_eq!(found.articles.len(), 1, "{found:?}");
        assert_eq!(found.articles[0].texts(Role::Subhead).count(), 2);
    }
}
