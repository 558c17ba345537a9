use super::*;
use crate::segmentation::{Page, Role, segment};

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

#[test]
fn a_name_cut_at_the_line_end_is_told_from_a_whole_one() {
    let cut = |above: &str, below: &str| {
        is_name_cut(&above.chars().collect::<Vec<_>>(), &below.chars().collect::<Vec<_>>())
    };
    assert!(cut("本报记者 何闻 通讯员 吴", "岚"));
    assert!(!cut("本报记者 何闻", "渡口") && !cut("本报记者 何闻 通讯员 吴", "渡口通航了"));
    assert!(!cut("通讯员 吴 岚", "渡口"));
}

#[test]
fn a_name_is_known_by_what_stands_beside_it() {
    for line in [
        "◇何闻",
        "○ 丘 岚",
        "◎佴青",
        "[法]让·贝松",
        "〔俄〕伊万诺夫",
        "文｜何闻",
        "文\\佴青",
        "何闻（澜溪师范教授）",
        "吴岚/望江",
        "（望江）吴岚",
        "望江县第二小学 吴岚",
        "初二（5）班 吴岚",
        "欧阳小溪",
        "阿依古丽·买买提",
        "M. Torres",
        "■水务局局长吴岚",
        "吴岚/文",
        "卓玛措/文",
        "吴岚（9岁）",
        "读者 吴岚",
        "望江市 吴岚",
        "望江县 吴岚 文",
        "望江县第二小学 三（2）班 吴岚 指导老师 何闻",
        "讲述人：教师 吴岚",
        "整理：吴岚",
        "何闻、吴小岚",
        "□何闻、吴小岚",
        "何闻、吴小岚、佴青禾",
        "吴小岚（二）",
        "吴小岚著",
        "欧阳小溪 译",
        "何闻词 吴岚曲",
        "作词：何闻 作曲：吴岚",
        "吴小岚 何青禾",
        "吴小岚 和 何青禾",
        "[苏联] 伊万·彼得罗夫",
        "（美国）约翰·桑德",
        "〔日本〕 山口 直树",
        "巴特尔（蒙古族）",
        "（藏族）扎西·多吉",
        "（维吾尔族）阿依古丽",
        "吴岚（笔名：青山）",
        "吴岚（女）",
        "吴岚 / 文",
        "吴小岚｜文",
        "——吴小岚",
        "▪吴岚",
        "五（2）班吴小岚",
        "望江县中心医院急诊科　岑若禾",
        "望江县博物馆　吴　岚",
        "讲述人：渡口护士 吴岚",
        "指导老师：吴岚",
        "口述人：吴岚",
        "记录：吴岚",
        "口述：吴岚（渡口船工）",
        "口述者／吴岚",
        "講述：吴岚",
        "吴岚 口述 何闻 整理",
        "口述 吴岚 记录 何闻",
        "文：吴岚；图：何闻",
        "何闻、吴岚（望江）",
        "何 闻、吴 岚（望江师范）",
        "何闻（望江） 吴岚（临江）",
        "约翰·桑德（美国）",
        "吴岚（女，32岁）",
        "望江／吴岚",
        "吴岚|望江",
        "［俄］伊万·彼得罗夫 著",
        "▼吴岚",
        "·吴岚",
        "〇吴岚",
        "【吴岚】",
        "文·吴岚",
        "吴岚·文",
        "吴岚\\文",
        "文┃吴岚",
        "文∕吴岚",
        "文‖吴岚",
        "江苏南京 吴岚",
        "北京 吴岚 何闻",
        "望江市文联 吴岚",
        "市人大代表 吴岚",
        "望江市政协委员、望江大学教授 吴岚",
        "吴岚 望江大学教授",
        "吴岚 何闻 望江大学教授",
        "吴岚 退休教师",
        "吴 岚 望江县文联主席",
        "何闻；吴小岚",
        "by 吴小岚",
        "文 | 吴岚",
        "吴岚 77岁",
        "吴岚〔新加坡〕",
        "望江县第二小学 三（2）班 吴岚 指导老师：何闻",
        "吴小岚 望江市作家协会会员",
    ] {
        assert!(is_author_line(&chars(line)), "{line}");
    }
}

#[test]
fn what_only_looks_like_a_name_is_none() {
    for line in [
        "●望江话题●",
        "□望江论坛",
        "◎简讯",
        "●何闻昨日到访望江镇小学",
        "[图片]渡口",
        "文/图",
        "by 渡口",
        "渡口 77岁",
        "渡口；码头",
        "渡口〔望江〕",
        "（望江）渡口",
        "渡口/码头",
        "民生·关注",
        "望江县第二小学 开学",
        "司空见惯",
        "GDP",
        "AI ABC",
        "渡口通航（图）",
        "渡口/文",
        "何以成名著",
        "成效显著",
        "渡口（9岁）",
        "望江市 渡口",
        // A letter's signature, behind its text.
        "望江新村 吴岚",
        "读者 来信",
        "整理：旧物",
        "指导老师 吴岚",
        "青山、绿水",
        "江水 东流",
        "七律·登望江阁",
        "滿江紅·渡口",
        "[通讯] 渡口",
        "渡口（藏族）",
        "——记何闻",
        "——高高兴兴",
        "渡口词 望江",
        "方法论（下）",
        "山村小学高年级",
        "望江县博物馆　开　放",
        "望江县中心医院急诊科　不打烊",
        "指导老师：再教一遍",
        "口述：渡口的事",
        "记录：一条河",
        "渡口、码头（望江）",
        "渡口（望江） 码头（临江）",
        "渡口 口述 码头 整理",
        "文：渡口；图：码头",
        "渡口（女，32岁）",
        "民生/渡口",
        "【简讯】",
        "【方言】",
        "·渡口",
        "图·渡口",
        "约翰·桑德（渡口）",
        "江苏南京 开学",
        "北京 渡口 码头",
        "吴岚 当选市人大代表",
        "吴岚 出任望江大学教授",
        "吴岚 我的老师",
        "渡口 望江大学教授",
        "渡口、码头 开学",
    ] {
        assert!(!is_author_line(&chars(line)), "{line}");
    }
}

#[test]
fn a_pen_name_holds_no_word() {
    for name in ["佴青禾", "热孜万", "亓 岚"] {
        assert!(is_pen_name(&chars(name)), "{name}");
    }
    for heading in ["归来", "不停歇", "硕果累累", "渡口通航", "春耕"] {
        assert!(!is_pen_name(&chars(heading)), "{heading}");
    }
}

#[test]
fn a_marked_author_below_a_headline_is_no_part_of_it_wherever_headlines_stand() {
    let story = "渡口两岸的乡亲从前要绕行三十里，如今渡船一刻钟\n一班，船老大每天要在江上来回四十多趟。\n\n";
    let orchard =
        "果园里的苹果熟了，果农忙着采摘装箱，收购商的货\n车在村口排起长队，今年价钱比去年涨了两成。\n\n";
    let heads = "摆渡人的一天\n◇ 士 心\n\n苹果红了\n○ 佴青禾\n";
    let found = segment(&Page::new(format!("{story}{orchard}{heads}")));
    let titles: Vec<_> = found.articles.iter().map(|a| a.texts(Role::Title).collect::<String>()).collect();
    assert_eq!(titles, ["摆渡人的一天", "苹果红了"]);
}

#[test]
fn a_pen_name_is_an_author_only_between_a_headline_and_its_text() {
    let bylines = |second: &str| {
        let text = "　　井台上的青石被绳子磨出了深深的沟，母亲每天清早都去打水，\n水桶碰着井壁，声音传得很远。\n　　后来村里通了自来水，井就闲了下来。\n";
        let found = segment(&Page::new(format!("门前的老井\n{second}\n{text}")));
        found.articles[0].texts(Role::Byline).map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(bylines("佴青禾"), ["佴青禾"]);
    assert_eq!(bylines("往事悠悠"), [] as [&str; 0]);
}
