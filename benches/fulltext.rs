//! Full-text search beside the floor: one memmem over all the text.
//!
//! `cargo bench --bench fulltext -- [MEGABYTES]` makes articles (64 MB unless said) out of word lists by a fixed
//! rule and prints times as ratios to the floor, since machines differ. Each answer's count is checked against
//! a plain search of every article.

use jianbao::search::store::{PageRecord, StoredPage, ToldHeading};
use jianbao::search::{Order, Query, TextStore, Ticket, Wanted};
use jianbao::segmentation::{Article, Block, LineNo, Page, ReflowedText, Role};
use std::time::{Duration, Instant};

/// Words that the sentences are made of.
const WORDS: &str = "清晨 傍晚 渡口 码头 茶馆 书摊 学堂 邮差 木匠 渔民 菜农 掌柜 学徒 老人 孩子 邻居 河水 山路 雨季 集市 灯笼 \
算盘 账本 布匹 瓷器 铁匠铺 豆腐坊 石桥 牌坊 戏台 祠堂 水车 稻田 果园 鱼塘 驳船 缆绳 汽笛 站台 信号灯 修理 搬运 丈量 登记 核对 \
抄写 朗读 争论 商量 等候 收拾 打听 赶往 离开 回来 仍然 终于 据说 大约 一律 逐渐 当即 随后 其中 另外 因此 不料 并且 以及 关于";

/// Numbers that look random and are the same on every machine (a linear congruence, its high bits).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// A page of one article, of a title and some paragraphs.
fn article(words: &[&str], number: usize) -> (Page, Article) {
    let dice = &mut Dice(number as u64);
    let mut text = String::new();
    let mut lines = vec![Role::Title];
    (0..5).for_each(|_| text.push_str(words[dice.roll(words.len())]));
    for _ in 0..3 + dice.roll(8) {
        text.push('\n');
        lines.push(Role::Paragraph);
        for _ in 0..4 + dice.roll(8) {
            (0..6 + dice.roll(6)).for_each(|_| text.push_str(words[dice.roll(words.len())]));
            text.push_str(["，", "。", "；", "！"][dice.roll(4)]);
        }
    }
    let page = Page::new(text);
    let blocks = (1..).map(LineNo).zip(lines).map(|(line, role)| {
        let mut text = ReflowedText::default();
        text.copy(&page, page.span(line));
        let (role_confidence, boundary_confidence) = (1.0, 1.0);
        Block {
            role,
            lines: vec![line],
            text,
            role_confidence,
            boundary_confidence,
            evidence: vec![],
            gap_before: false,
        }
    });
    let blocks = blocks.collect();
    (page, Article { blocks, confidence: 1.0 })
}

fn main() {
    let megabytes = std::env::args().skip(1).find_map(|arg| arg.parse::<usize>().ok()).unwrap_or(64);
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let (mut texts, mut ends) = (String::new(), Vec::new());
    while texts.len() < megabytes << 20 {
        let (_, article) = article(&words, ends.len());
        article.blocks.iter().for_each(|block| {
            texts.push_str(block.text.as_str());
            texts.push('\n');
        });
        ends.push(texts.len());
    }
    let dir = std::env::temp_dir().join(format!("jianbao-fulltext-{}", std::process::id()));
    let mut store = TextStore::open(&dir, "");
    let mark = |place: usize| (place as u128).to_le_bytes();
    let read = |place: usize| {
        let (page, article) = article(&words, place);
        let paper = ["甲报", "乙报", "丙报"][place % 3].to_owned();
        let date = jiff::civil::date(1950 + (place % 70) as i16, 1 + (place % 12) as i8, 5);
        let record = PageRecord { path: place.to_string(), paper, date: Some(date), ..PageRecord::default() };
        Some(StoredPage::new(mark(place), record, &page, &[article], |_| None, |_| ToldHeading::default()))
    };
    let marks: Vec<_> = (0..ends.len()).map(mark).collect();
    let start = Instant::now();
    if let Err(error) = store.update(&marks, Vec::new(), read, &|_, _| true) {
        panic!("{}: {error}", dir.display());
    }
    let (size, adding) = (texts.len() as f64 / 1e6, start.elapsed());
    let files = std::fs::read_dir(&dir).into_iter().flatten().flatten();
    let kept: u64 = files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum();
    println!(
        "{} articles, {size:.0} MB; made and taken in at {:.0} MB/s, kept in {:.0} MB",
        ends.len(),
        size / adding.as_secs_f64(),
        kept as f64 / 1e6
    );
    let floor = best((0..5).map(|_| {
        let start = Instant::now();
        std::hint::black_box(memchr::memmem::find(texts.as_bytes(), "无此词".as_bytes()));
        start.elapsed()
    }));
    println!("floor (one memmem over all, 1 thread) {floor:.2?}; threads {}", rayon::current_num_threads());
    let sentences = texts.split(|c: char| !c.is_alphanumeric()).filter(|sentence| sentence.len() > 30);
    let long: String = sentences.skip(999).flat_map(str::chars).take(8).collect();
    for typed in [
        "渡口",
        "渡口码头",
        &format!("\"{long}\""),
        "渡口 码头 茶馆",
        "茶館",
        "渡口 -码头",
        "paper:甲 渡口码头",
        "date:1960..1961 渡口",
        "title:渡口",
        "无此词",
    ] {
        let query = match Query::parse(typed) {
            Ok(query) => query,
            Err(error) => panic!("{error}"),
        };
        let (mut count, wanted) = (0, Wanted { hits: 100, counts: true });
        let time = best((0..5).map(|_| {
            let start = Instant::now();
            let results = store.search(&query, Order::Relevance, wanted, &Ticket::fresh());
            count = results.ok().flatten().map_or(0, |results| results.articles);
            start.elapsed()
        }));
        if !typed.contains([':', ' ', '"', '館']) {
            let starts = std::iter::once(0).chain(ends.iter().copied());
            let plain = starts.zip(&ends).filter(|(from, to)| texts[*from..**to].contains(typed)).count();
            assert_eq!(count, plain, "{typed}");
        }
        println!(
            "{typed:<28} {count:>7} articles {time:>10.2?} {:>6.2} x floor",
            time.as_secs_f64() / floor.as_secs_f64()
        );
    }
    // The system clears its temporary files in the end.
    let _ = std::fs::remove_dir_all(dir);
}

fn best(times: impl Iterator<Item = Duration>) -> Duration {
    times.min().unwrap_or_default()
}
