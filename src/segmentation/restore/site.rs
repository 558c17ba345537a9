//! What a website puts around an article: where it stands among the site's pages, buttons, the titles of other articles,
//! whose site it is.
//!
//! A line that is a path, 首页 > 新闻 > 正文, or buttons alone, 上一篇 下一篇, makes the page one of a site. Only there the
//! other lines are looked for: that all rights are reserved stands in print as well.

use super::super::Page;
use super::Restored;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Longest line, in characters, and that of another article's title.
const LONGEST: usize = 80;
const TITLE: usize = 40;

/// Buttons that nothing but a site has: the articles before and after, others, and words that stand among them.
const NEIGHBOURS: [&str; 8] =
    ["上一篇", "下一篇", "上一条", "下一条", "前一篇", "后一篇", "上一版", "下一版"];
const BUTTONS: [&str; 24] = [
    "上一页",
    "下一页",
    "上一期",
    "下一期",
    "返回目录",
    "返回首页",
    "返回顶部",
    "返回列表",
    "返回版面",
    "回到顶部",
    "版面导航",
    "版面目录",
    "标题导航",
    "关闭窗口",
    "打印本页",
    "打印本文",
    "我要评论",
    "加入收藏",
    "设为首页",
    "分享到",
    "复制链接",
    "PDF版",
    "PDF下载",
    "下载PDF",
];
const AMONG: [&str; 27] = [
    "字号",
    "大",
    "中",
    "小",
    "放大",
    "缩小",
    "默认",
    "打印",
    "关闭",
    "收藏",
    "分享",
    "评论",
    "点赞",
    "转发",
    "微信",
    "微博",
    "新浪微博",
    "QQ空间",
    "QQ",
    "QQ好友",
    "朋友圈",
    "朗读",
    "目录",
    "返回",
    "首页",
    "A+",
    "A-",
];
/// Headings of lists of other articles.
const OTHERS: [&str; 12] = [
    "相关阅读",
    "相关新闻",
    "相关文章",
    "相关推荐",
    "推荐阅读",
    "延伸阅读",
    "热门新闻",
    "热门文章",
    "最新文章",
    "更多新闻",
    "猜你喜欢",
    "新闻排行",
];

/// Words of which one is on every page of a site and none on most others, looked for in one pass.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = ["首页", "主页", "字号"].iter().chain(&NEIGHBOURS).chain(&BUTTONS);
    AhoCorasick::new(words).expect("the words are few")
});

/// Sets aside what is the site's on a page of one.
pub(super) fn set_aside(page: &Page, out: &mut Restored) {
    if !WORDS.is_match(page.text()) {
        return;
    }
    let texts: Vec<String> =
        out.strips.iter().map(|strip| strip.text(page).take(LONGEST + 1).collect::<String>()).collect();
    let sure = |text: &str| is_path(text) || are_buttons(text) || is_neighbour(text);
    if !texts.iter().any(|text| sure(text)) {
        return;
    }
    let mut aside: Vec<bool> =
        texts.iter().map(|text| sure(text) || is_sharing(text) || is_owner(text)).collect();
    // A list of others goes on to the page's end.
    let is_list = |from: usize| (from..texts.len()).all(|i| aside[i] || is_title(&texts[i]));
    if let Some(list) = (0..texts.len()).find(|&i| are_others(&texts[i]) && is_list(i + 1)) {
        aside[list..].fill(true);
    }
    out.set_aside(|i, _| aside[i]);
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= LONGEST
}

/// 首页 > 新闻 > 正文, 当前位置：首页 » 要闻; one with a day or a page names the issue and is a masthead.
fn is_path(text: &str) -> bool {
    let steps: Vec<&str> = text.split(['>', '＞', '»', '›', '→']).map(str::trim).collect();
    let (place, first) = steps[0].split_once(['：', ':']).unwrap_or(("", steps[0]));
    let begins = |word: &&str| first.trim().ends_with(*word) || place.ends_with("位置");
    let names_issue = text.contains(|c: char| c.is_ascii_digit());
    is_short(text) && !names_issue && steps.len() > 1 && ["首页", "主页"].iter().any(begins)
}

/// Buttons and nothing else, also those for the size of type.
fn are_buttons(text: &str) -> bool {
    let is_gap = |c: char| c.is_whitespace() || "|｜·/／:：[]【】()（）<>《》«»←→".contains(c);
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    let is_button = |word: &&str| NEIGHBOURS.contains(word) || BUTTONS.contains(word);
    let is_known = |word: &&str| is_button(word) || AMONG.contains(word);
    // A shop's name is its 字号, too.
    let sizes = words.len() > 2 && words.contains(&"字号");
    is_short(text) && words.iter().all(is_known) && (sizes || words.iter().any(is_button))
}

/// 上一篇：江堤加高.
fn is_neighbour(text: &str) -> bool {
    let after = |label: &&str| text.strip_prefix(*label)?.trim_start().strip_prefix(['：', ':']);
    NEIGHBOURS.iter().find_map(after).is_some_and(is_title)
}

/// 分享到：微信 微博.
fn is_sharing(text: &str) -> bool {
    is_title(text) && ["分享到", "分享至", "扫一扫", "扫码"].iter().any(|word| text.starts_with(word))
}

/// 版权所有 澜溪日报社, 京ICP备12345678号.
fn is_owner(text: &str) -> bool {
    let at_an_end = |word: &&str| text.starts_with(*word) || text.ends_with(*word);
    is_short(text)
        && (["版权所有", "版权声明", "Copyright", "©"].iter().any(at_an_end)
            || ["ICP备", "ICP证", "公网安备"].iter().any(|word| text.contains(word)))
}

fn are_others(text: &str) -> bool {
    OTHERS.contains(&text.trim_matches(|c: char| c.is_whitespace() || "：:【】[]■●>".contains(c)))
}

/// Whether a line may be another article's title: short, and no sentence.
fn is_title(text: &str) -> bool {
    text.chars().count() <= TITLE && !text.contains('。')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{aside, read};

    const TEXT: &str = "澜溪渡口昨日开航\n停了半年的渡口昨天重新有船，头一班坐满了人。\n";

    #[test]
    fn what_a_site_puts_around_an_article_stands_aside() {
        let around = |head: &str, foot: &str| {
            let page = format!("{head}{TEXT}{foot}");
            assert_eq!(read(&page), TEXT.lines().collect::<Vec<_>>(), "{page}");
            assert_eq!(aside(&page), format!("{head}{foot}").lines().collect::<Vec<_>>());
        };
        around("首页 > 新闻中心 > 正文\n", "");
        around("当前位置：首页 » 要闻\n", "分享到：微信 微博\n");
        around("上一版 下一版\n", "上一篇 下一篇\n版面导航 | 标题导航\n");
        around(
            "【字号：大 中 小】【打印】\n",
            "上一篇：江堤今年再加高半米\n版权所有 澜溪日报社 京ICP备12345678号\n",
        );
        around("[返回目录]\n", "相关阅读\n江堤今年再加高半米\n云岭茶山开园\n");
    }

    #[test]
    fn the_same_words_in_an_article_are_text() {
        for text in [
            "上一篇说到渡口，这一篇说船。\n下一页写的是船票：\n一人两元。\n",
            "相关阅读\n江堤今年再加高半米\n",
            "版权所有\n这本小书的版权所有人是渡口的老人。\n",
            "速度 > 30 公里\n首页上的渡口照片是何闻拍的。\n",
            "大 中 小\n三个碗排在窗台上。\n",
            "字号\n招牌上的字号是一百年前的。\n首页有照片。\n",
        ] {
            assert_eq!(aside(text), [] as [&str; 0], "{text}");
        }
        // With a text below them they are no list of others.
        let page = format!("上一篇 下一篇\n相关阅读\n{TEXT}");
        assert_eq!(aside(&page), ["上一篇 下一篇"]);
    }
}
