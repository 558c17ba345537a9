//! Title search against the floor: how long one query takes, and how often the right title comes first.
//!
//! `cargo bench --bench titles -- [ROWS]` makes ROWS titles (200,000 unless said) out of word lists by a fixed
//! rule, asks for mutated ones and prints times as ratios to one memmem over all titles, since machines differ. It asks
//! the index in memory, then, in a process of its own, the one on disk. In brackets is how long the processor worked.

use jianbao::search::titles::Saving;
use jianbao::search::{Ticket, TitleHit, TitleIndex, TitleRow};
use std::path::Path;
use std::process::Command;
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

/// How long something took, and how long the processor worked on it.
type Lengths = [Duration; 2];

fn timed<T>(work: impl FnOnce() -> T) -> (T, Lengths) {
    let (start, busy) = (Instant::now(), busy());
    let done = work();
    (done, [start.elapsed(), self::busy().saturating_sub(busy)])
}

/// Time for which the processor worked on this thread; nothing where the system does not tell.
fn busy() -> Duration {
    // The system counts up to the last switch.
    std::thread::yield_now();
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = counted.split(' ').next().and_then(|count| count.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// Memory of this process now in MB, where the system tells.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1e3)
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let rows = args.iter().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(200_000);
    let titles = titles(rows);
    let buffer = titles.join("\n");
    let mut floors: Vec<Duration> = (0..20)
        .map(|i| {
            let needle: String = titles[i * 37 % rows].chars().take(6).collect::<String>() + "无";
            timed(|| std::hint::black_box(memchr::memmem::find(buffer.as_bytes(), needle.as_bytes()))).1[1]
        })
        .collect();
    floors.sort_unstable();
    let floor = floors[floors.len() / 2];
    println!("{rows} titles, {} MB; floor (one memmem over all) {floor:.2?}", buffer.len() >> 20);
    if let Some(at) = args.iter().position(|arg| arg == "--kept") {
        return ask_kept(Path::new(&args[at + 1]), &titles, floor);
    }
    let before = memory();
    let mut index = TitleIndex::new();
    let ((), [time, busy]) = timed(|| {
        for (id, title) in titles.iter().enumerate() {
            index.add(id, &TitleRow { title, ..TitleRow::default() });
        }
    });
    println!("in memory: built in {time:.2?} ({busy:.2?}), {:.0} MB", memory() - before);
    ask(&index, &titles, floor);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let (before, begun) = (memory(), Instant::now());
    let mut saving = Saving::new(&index, &path, "bench", Vec::new()).unwrap();
    let (whole, [_, busy]) = timed(|| saving.go_on(&index, || true).unwrap());
    assert!(whole);
    let more = memory() - before;
    saving.finish(&index).unwrap();
    let size = path.metadata().unwrap().len() >> 20;
    println!("written in {:.2?} ({busy:.2?}), {more:.0} MB more; file of {size} MB", begun.elapsed());
    let own = std::env::current_exe().unwrap();
    let rows = rows.to_string();
    assert!(Command::new(own).arg(rows).arg("--kept").arg(path).status().unwrap().success());
}

/// Asks the index in a file.
fn ask_kept(path: &Path, titles: &[String], floor: Duration) {
    let before = memory();
    let (index, [time, busy]) = timed(|| {
        let (mut index, _) = TitleIndex::open(path, "bench").unwrap();
        index.name(0, 0..titles.len());
        index
    });
    println!("on disk: ready in {time:.2?} ({busy:.2?}; wanted: 100 ms), {:.0} MB", memory() - before);
    ask(&index, titles, floor);
    println!("memory beside the file {:.0} MB (wanted: 150)", memory() - before);
}

/// Asks for mutated titles, and what is no title.
fn ask(index: &TitleIndex<usize>, titles: &[String], floor: Duration) {
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
        "{:<16} {:>7} {:>7}   {:>19} {:>19} {:>19}   {:>8}",
        "query", "first", "in 5", "median", "p95 (wanted: 4 ms)", "max (12 ms)", "x floor"
    );
    for (name, len, mutate) in kinds {
        let mut dice = Dice(99);
        let (mut first, mut five, mut times) = (0, 0, Vec::new());
        let asked = 100;
        for _ in 0..asked {
            let title: Vec<char> = titles[dice.roll(titles.len())].chars().collect();
            let start = dice.roll(title.len() - len + 1);
            let meant: String = title[start..start + len].iter().collect();
            let query = mutate(title[start..start + len].to_vec(), &mut dice);
            let (hits, time) = timed(|| index.search(&query, 50, &Ticket::fresh()).unwrap());
            let hits = hits.unwrap_or_default();
            times.push(time);
            // Titles share words: right is every title that holds what was meant.
            let right = |hit: &TitleHit<usize>| titles[hit.id].contains(&meant);
            if std::env::var_os("SHOW_MISSES").is_some() && !hits.iter().take(5).any(right) {
                println!("  missed {meant} asked as {query}: {:?}", hits.first().map(|hit| &titles[hit.id]));
            }
            first += usize::from(hits.first().is_some_and(right));
            five += usize::from(hits.iter().take(5).any(right));
        }
        print_line(name, &format!("{first}/{asked}"), &format!("{five}/{asked}"), &times, floor);
    }
    for query in
        ["的", "一", "医保医保医保医保医保医保医保医保", "aaaa", "2023年", "y", "yb", "zhongguo", "date:2024"]
    {
        let times: Vec<Lengths> = (0..5)
            .map(|_| timed(|| std::hint::black_box(index.search(query, 50, &Ticket::fresh()))).1)
            .collect();
        print_line(query, "", "", &times, floor);
    }
}

fn print_line(name: &str, first: &str, five: &str, times: &[Lengths], floor: Duration) {
    let sorted = |which: usize| {
        let mut times: Vec<Duration> = times.iter().map(|lengths| lengths[which]).collect();
        times.sort_unstable();
        times
    };
    let (wall, busy) = (sorted(0), sorted(1));
    let last = (times.len() - 1) as f64;
    let [mid, most, max] = [0.5, 0.95, 1.0]
        .map(|share| (last * share) as usize)
        .map(|at| format!("{:.2?} ({:.2?})", wall[at], busy[at]));
    let ratio = busy[times.len() / 2].as_secs_f64() / floor.as_secs_f64();
    println!("{name:<16} {first:>7} {five:>7}   {mid:>19} {most:>19} {max:>19}   {ratio:>8.2}");
}

/// The pinyin of characters, or its first letters.
fn sound(chars: &[char], initials: bool) -> String {
    use pinyin::ToPinyin;
    let sounds = chars.iter().filter_map(|c| c.to_pinyin());
    sounds.map(|sound| if initials { sound.first_letter() } else { sound.plain() }).collect()
}
