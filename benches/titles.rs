//! Title search against the floor: how long one query takes, and how often the right title comes first.
//!
//! `cargo bench --bench titles -- [ROWS]` makes ROWS titles (200,000 unless said) out of word lists by a fixed
//! rule, asks for mutated ones and prints times as ratios to one memmem over all titles, since machines differ.

use jianbao::search::{Ticket, TitleHit, TitleIndex, TitleRow};
use std::time::{Duration, Instant};

/// Words that headlines are made of.
const WHO: &str = "市政府 教育局 博物馆 老街 居民 医院 高校 企业 农户 消防员 志愿者 交警 法院 港口 渔村 图书馆 社区 工会 \
剧团 球队 邮局 车站 机场 银行 气象台 山区 小镇 学校 幼儿园 研究所 工地 商会 书店 菜场 养老院 供电局 自来水厂 铁路 地铁 公交";
const WHAT: &str = "垃圾计费 夜市经济 义务教育 旧城改造 防汛抗旱 垃圾分类 人才引进 数字货币 春耕备耕 河道治理 食品安全 \
住房公积金 非遗传承 低空经济 绿色出行 就业服务 招商引资 扶贫产业 森林防火 文物修复 阅读推广 冬季供暖 疫苗接种 物流通道 海洋牧场 \
芯片制造 新能源汽车 航天科普 暑期托管 长江禁渔 乡村旅游 电梯加装 水质监测 城市更新 反诈宣传 志愿服务 法律援助 体育赛事 戏曲展演";
const HOW: &str = "全面推开 稳步推进 取得进展 引发热议 今起实施 试点扩围 提质增效 亮相街头 通过验收 签约落地 进入尾声 再创新高 \
面向全国 惠及百姓 按下快进键 跑出加速度 迎来高峰 交出答卷 走进校园 串起新线 写入规划 公开征求意见 首次披露 突破百万 收官在即";
const WHERE: &str = "江滨 城南 东湖 北岭 西关 白鹭洲 青石巷 高新区 老城区 开发区 双桥镇 柳林村 望海路 云台山 清水河 石门 金沙 \
锦屏 凤鸣 龙潭 永安 太平 和顺 兴隆 临江 安澜 平湖 长乐 武陵 桃源";

/// Numbers that look random and are the same on every machine (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }
}

/// Titles of about 18 characters; two characters at random make each its own.
fn titles(rows: usize) -> Vec<String> {
    let lists = [WHERE, WHO, WHAT, HOW].map(|list| list.split_whitespace().collect::<Vec<_>>());
    let mut dice = Dice(7);
    (0..rows)
        .map(|_| {
            let mut title: String = lists.iter().map(|list| dice.pick(list)).collect();
            let extra: String =
                (0..3).filter_map(|_| char::from_u32(0x4e00 + dice.roll(3500) as u32)).collect();
            let at = dice.roll(title.chars().count());
            let byte = title.char_indices().nth(at).map_or(0, |(byte, _)| byte);
            title.insert_str(byte, &extra);
            title
        })
        .collect()
}

fn median(mut times: Vec<Duration>) -> (Duration, Duration, Duration) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    (at(0.5), at(0.95), at(1.0))
}

fn main() {
    let rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(200_000);
    let titles = titles(rows);
    let buffer = titles.join("\n");
    let floor = median(
        (0..20)
            .map(|i| {
                let needle: String = titles[i * 37 % rows].chars().take(6).collect::<String>() + "无";
                let start = Instant::now();
                std::hint::black_box(memchr::memmem::find(buffer.as_bytes(), needle.as_bytes()));
                start.elapsed()
            })
            .collect(),
    )
    .0;
    let start = Instant::now();
    let mut index = TitleIndex::new();
    for (id, title) in titles.iter().enumerate() {
        index.add(id, &TitleRow { title, ..TitleRow::default() });
    }
    println!(
        "{rows} titles, {} MB; built in {:.2?}; floor (one memmem over all) {floor:.2?}",
        buffer.len() >> 20,
        start.elapsed()
    );

    type Mutate = fn(Vec<char>, &mut Dice) -> String;
    // What is asked, the characters taken from a title for it, and what is done to them.
    let kinds: [(&str, usize, Mutate); 9] = [
        ("as it stands", 8, |q, _| q.into_iter().collect()),
        ("dropped", 8, |mut q, d| {
            q.remove(1 + d.roll(6));
            q.into_iter().collect()
        }),
        ("swapped", 8, |mut q, d| {
            let i = 1 + d.roll(5);
            q.swap(i, i + 1);
            q.into_iter().collect()
        }),
        ("added", 8, |mut q, d| {
            q.insert(1 + d.roll(6), '龘');
            q.into_iter().collect()
        }),
        ("wrong", 8, |mut q, d| {
            q[1 + d.roll(6)] = '的';
            q.into_iter().collect()
        }),
        ("other order", 10, |q, _| q[5..].iter().chain(&q[..5]).collect()),
        ("pinyin", 6, |q, _| sound(&q, false)),
        ("initials", 8, |q, _| sound(&q, true)),
        ("two characters", 2, |q, _| q.into_iter().collect()),
    ];
    println!(
        "{:<16} {:>7} {:>7}   {:>9} {:>9} {:>9}   {:>8}",
        "query", "first", "in 5", "median", "p95", "max", "x floor"
    );
    for (name, len, mutate) in kinds {
        let mut dice = Dice(99);
        let (mut first, mut five, mut times) = (0, 0, Vec::new());
        let asked = 100;
        for _ in 0..asked {
            let title: Vec<char> = titles[dice.roll(rows)].chars().collect();
            let start = dice.roll(title.len() - len + 1);
            let meant: String = title[start..start + len].iter().collect();
            let query = mutate(title[start..start + len].to_vec(), &mut dice);
            let start = Instant::now();
            let hits = index.search(&query, 50, &Ticket::fresh()).unwrap_or_default();
            times.push(start.elapsed());
            // Titles share words: right is every title that holds what was meant.
            let right = |hit: &TitleHit<usize>| titles[hit.id].contains(&meant);
            if std::env::var_os("SHOW_MISSES").is_some() && !hits.iter().take(5).any(right) {
                println!("  missed {meant} asked as {query}: {:?}", hits.first().map(|hit| &titles[hit.id]));
            }
            first += usize::from(hits.first().is_some_and(right));
            five += usize::from(hits.iter().take(5).any(right));
        }
        print_line(name, &format!("{first}/{asked}"), &format!("{five}/{asked}"), times, floor);
    }
    for query in
        ["的", "一", "医保医保医保医保医保医保医保医保", "aaaa", "2023年", "y", "yb", "zhongguo", "date:2024"]
    {
        let times = (0..5).map(|_| {
            let start = Instant::now();
            std::hint::black_box(index.search(query, 50, &Ticket::fresh()));
            start.elapsed()
        });
        print_line(query, "", "", times.collect(), floor);
    }
}

fn print_line(name: &str, first: &str, five: &str, times: Vec<Duration>, floor: Duration) {
    let (mid, most, max) = median(times);
    let ratio = mid.as_secs_f64() / floor.as_secs_f64();
    println!("{name:<16} {first:>7} {five:>7}   {mid:>9.2?} {most:>9.2?} {max:>9.2?}   {ratio:>8.2}");
}

/// The pinyin of characters, or its first letters.
fn sound(chars: &[char], initials: bool) -> String {
    use pinyin::ToPinyin;
    let sounds = chars.iter().filter_map(|c| c.to_pinyin());
    sounds.map(|sound| if initials { sound.first_letter() } else { sound.plain() }).collect()
}
