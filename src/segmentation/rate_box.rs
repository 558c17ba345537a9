//! Rate boxes at a page's head: what an old paper asks for itself and for a line of advertising, 定報價格 and 廣告刊例.
//!
//! Each box is a piece of its own, known by its heading and by the sums and measures in its lines.

use super::line::Lines;
use crate::han::lexicon::Lexicon;
use std::ops::Range;

/// Most lines of a box below its heading, and longest heading in characters.
const LINES: usize = 14;
const HEADING: usize = 8;
/// Longest line, in characters.
const LONGEST: usize = 40;

/// The lines of the box that begins at a line.
pub(super) fn rate_box(page: &Lines, first: usize) -> Option<Range<usize>> {
    let simplified = |i: usize| -> String {
        page.text(i).iter().map(|c| Lexicon::get().simplify(*c)).filter(|c| *c != ' ').collect()
    };
    if first >= page.lines.len() || !is_heading(&simplified(first)) {
        return None;
    }
    let stated = |i: usize| i < page.lines.len() && states_rate(&simplified(i));
    let goes_on = |i: usize| {
        i < page.lines.len()
            && page.lines[i].len() <= LONGEST
            && !is_heading(&simplified(i))
            // 面加倍中縫全部 | 一元五角
            && (stated(i) || stated(i + 1) && !is_heading(&simplified(i + 1)))
    };
    let end = (first + 1..=first + LINES).find(|&i| !goes_on(i))?;
    // 广告费 | 每格降十元，半年再降二元， | 商家都说好。
    let goes_on = simplified(end - 1).ends_with(['，', '；', '：']);
    (end > first + 1 && !goes_on).then_some(first..end)
}

/// 定报价格, 本报价目, 广告刊例, and no news of them: 降低广告费.
fn is_heading(text: &str) -> bool {
    const RATES: [&str; 9] = ["价目表", "价格", "价目", "价表", "刊例", "刊费", "报费", "广告费", "广告例"];
    const FOR: [&str; 5] = ["报", "广告", "广吿", "告白", "吿白"];
    const ASIDE: &str = "本定订閱阅登刊载零售外埠各广告吿白报费";
    let aside = RATES.iter().find_map(|rate| text.strip_suffix(rate));
    text.chars().count() <= HEADING
        && FOR.iter().any(|what| text.contains(what))
        && aside.is_some_and(|aside| aside.chars().all(|c| ASIDE.contains(c)))
}

/// Whether a line is mostly of sums and measures, 半年大洋一元一角, 寸高为一格每期, or leaves them open, 长期另议, and not of the day's issue: 今日一张售大洋二分.
fn states_rate(text: &str) -> bool {
    const SAID: &str = "每张期元角分厘洋文毫枚寸格行字折倍费资价邮惠年月半一二三四五六七八九十百两";
    const OF_ISSUE: [&str; 5] = ["今日", "本日", "今天", "第", "民国"];
    let said = text.chars().filter(|c| SAID.contains(*c) || c.is_ascii_digit()).count();
    (3 * said >= text.chars().count() || text.ends_with("另议") || text.ends_with("面议"))
        && !OF_ISSUE.iter().any(|start| text.starts_with(start))
        && !text.ends_with(['号', '日'])
}

#[cfg(test)]
mod tests {
    use crate::segmentation::{Page, segment};

    const REPORT: &str = "渡口昨日開航\n瀾水新開渡口、昨日下午開航、往來行人稱便、船資每人銅元兩枚、\n渡船共有四艘、每日往來二十次、\n";

    /// The first line of each article of a page.
    fn beginnings(text: &str) -> Vec<u32> {
        let found = segment(&Page::new(text.into()));
        let first = |article: &crate::segmentation::Article| {
            article.blocks.iter().flat_map(|block| &block.lines).map(|line| line.0).min()
        };
        found.articles.iter().filter_map(first).collect()
    }

    #[test]
    fn boxes_of_rates_at_a_page_s_head_are_articles_of_their_own() {
        let head = "瀾埠新報\n民國廿二年三月八日\n";
        let ours = "本報價目\n每三日出紙一張逐期寄閱\n全年大洋四元半年大洋二元\n郵費在內外埠加倍\n";
        let theirs = "廣告刊例\n每行十二字每日大洋二角\n封面加倍長期另議\n登報者先惠刊資每月大洋六元\n";
        assert_eq!(beginnings(&format!("{head}{ours}{theirs}{REPORT}")), [3, 7, 11]);
        let open = "定報價目\n本埠每月大洋一元\n廣告價目\n每行每日二角\n長期另議\n";
        assert_eq!(beginnings(&format!("{head}{open}{REPORT}")), [3, 5, 8]);
        let number = "今日一張售大洋二分\n第一千二百零五號\n";
        let post = "中華郵政特准掛號認爲新聞紙類\n";
        assert_eq!(beginnings(&format!("{head}{ours}{number}{theirs}{post}{REPORT}")), [3, 9, 14]);
    }

    #[test]
    fn a_report_on_prices_is_no_box_of_rates() {
        let report = "米市報告價格\n昨日米市開盤、上米每石大洋十二元、較前日漲五角、米商言、客米來少、\n故價又漲、小戶人家、莫不叫苦、\n";
        assert_eq!(beginnings(&format!("瀾埠新報\n民國廿二年三月八日\n{report}")).first(), Some(&3));
        let long = "廣告費漲了以後的小商店\n";
        assert!(!super::is_heading(long.trim()));
        assert!(!super::is_heading("米市价格"));
        for news in ["降低广告费", "报社调整广告价格", "明年起本报报费"] {
            assert!(!super::is_heading(news), "{news}");
        }
        for heading in
            ["定报价格", "本报广告价目", "广告刊例", "订阅报费", "登广告费", "告白刊例", "本报价目表"]
        {
            assert!(super::is_heading(heading), "{heading}");
        }
        let cut = "澜溪日报\n2024年3月5日 第3版\n\n广告费\n从四月起，每期每格降十元，半年再降二元，一年降五元，\n商家都说好。\n";
        assert_eq!(beginnings(cut).len(), 1);
    }
}
