//! Rules that the fold's table follows from: OpenCC's forms, old forms of print, marks in other styles, case and width.

use super::as_meant;
use unicode_normalization::UnicodeNormalization;

/// Forms that OpenCC keeps apart, each followed by the one it is found with: old and vulgar forms of print, new
/// forms of Japan that Chinese papers set as well, and a few words that mainland spelling does not tell apart.
/// Search would rather find one word too many than miss one.
const FORMS: &str = "\
著着妳你祂他牠它菸烟煙烟痠酸佔占週周慾欲覆复祇只\
靑青淸清値值槪概鄕乡緖绪毎每衞卫敍叙囘回廻回囬回氷冰刧劫刦劫呉吴戸户荘庄戯戏戱戏粧妆姉姊竝并鬭斗鬪斗鬦斗闘斗\
罸罚彊强卽即旣既眞真敎教説说悅悦銳锐閱阅稅税脫脱內内吿告吳吴呂吕宮宫愼慎戶户揷插擧举晩晚曁暨朶朵査查栢柏橫横\
歩步歲岁歴历沒没涙泪淚泪淨净渉涉渇渴溫温滿满焔焰燻熏爭争牀床犂犁豬猪玆兹珎珍珤宝缾瓶產产畧略癡痴皁皂皐皋盌碗\
椀碗盜盗県县覩睹硏研礟炮砲炮礮炮祕秘祿禄稾稿稟禀稺稚穉稚窻窗窓窗筍笋箇个糉粽糭粽紥扎紮扎絕绝経经綠绿緜绵緣缘\
羣群羮羹恥耻聨联胷胸腳脚膓肠臥卧舎舍舖铺艶艳菓果葢盖蔴麻蘓苏虗虚虛虚蝨虱衒炫裠裙覇霸觧解詠咏誌志譁哗讌宴讐仇\
讎仇豎竖豓艳貍狸賛赞跡迹蹟迹蹤踪躭耽軆体躰体軰辈遯遁隣邻酧酬釐厘鉄铁鐡铁銹锈鏽锈鈎钩鑑鉴鑒鉴閙闹関关闗关隄堤険险\
隷隶雑杂鷄鸡靣面頼赖顔颜飃飘飜翻饍膳餽馈駡骂駆驱騐验鬂鬓鴈雁鵞鹅鷰燕麫面麪面麯曲黃黄黒黑黙默皷鼓鼔鼓龝秋穐秋亀龟\
竜龙圧压囲围図图団团壊坏売卖変变実实対对専专帰归広广応应徳德恵惠悪恶戦战拡扩挙举拠据検检楽乐権权歓欢気气浜滨済济\
満满発发砕碎稲稻穂穗続续総总緑绿縄绳聴听脳脑臓脏蔵藏薬药蛍萤覚觉観观訳译読读譲让豊丰軽轻転转辺边遅迟醸酿釈释鉱矿\
銭钱録录隠隐霊灵顕显験验駅驿鶏鸡歯齿歳岁仮假伝传価价剣剑剤剂労劳勧劝厳严収收営营圏圈塩盐増增奨奖寛宽巣巢帯带庁厅\
廃废弾弹従从徴征懐怀抜拔択择拝拜捜搜掲揭揺摇摂摄撃击暁晓暦历栄荣桜樱様样殻壳沢泽浄净渓溪焼烧犠牺猟猎畳叠痩瘦穏稳\
粋粹粛肃縁缘繊纤聡聪舗铺謡谣郷乡酔醉鋳铸錬炼陥陷";

/// Characters that print the same thing in another style.
const MARKS: [(&str, char); 6] = [
    ("「」『』“”„‟〝〞«»", '"'),
    ("‘’‚‛`´", '\''),
    ("—–―‒‐‑−─━", '-'),
    ("·•・‧∙●", '·'),
    ("〜～∼", '~'),
    ("\u{3000}", ' '),
];

/// Makes the table. A form may lead to a form that leads on; in the end each
/// character stands for itself or for one that does.
pub fn build() -> Box<[u16]> {
    let mut table: Vec<u16> = (0..=u16::MAX).collect();
    let mut lead = |from: char, to: char| {
        if let (Ok(from), Ok(to)) = (u16::try_from(from as u32), u16::try_from(to as u32)) {
            table[usize::from(from)] = to;
        }
    };
    let narrowed = NARROWED.into_iter().flatten().filter_map(char::from_u32);
    narrowed.for_each(|c| lead(c, narrow(c)));
    for (&from, &to) in crate::han::variants::convert::simplified_chars() {
        lead(from, to);
    }
    (0x2e80..0x2fe0).chain(0xfe10..0xfe50).filter_map(char::from_u32).for_each(|c| lead(c, as_meant(c)));
    let forms: Vec<char> = FORMS.chars().collect();
    forms.chunks_exact(2).for_each(|pair| lead(pair[0], pair[1]));
    for (from, to) in MARKS {
        from.chars().for_each(|c| lead(c, to));
    }
    for code in 0..table.len() {
        let mut end = table[code];
        // Eight steps are more than any chain has; two forms that lead to each other would have no end.
        for _ in 0..8 {
            end = table[usize::from(end)];
        }
        table[code] = end;
    }
    table.into()
}

/// The blocks that have case or compatibility forms: Latin, Greek, Cyrillic, Armenian, Georgian and the like,
/// symbols and radicals, compatibility ideographs, full and half width.
const NARROWED: [std::ops::RangeInclusive<u32>; 7] = [
    0x41..=0x587,
    0x10a0..=0x13ff,
    0x1c80..=0x33ff,
    0xa640..=0xabff,
    0xf900..=0xfaff,
    0xfe30..=0xfe6f,
    0xff00..=0xffef,
];

/// Compatibility and case folding where the result is one character.
fn narrow(c: char) -> char {
    let one = |mut chars: Box<dyn Iterator<Item = char>>| chars.next().filter(|_| chars.next().is_none());
    // In Latin blocks compatibility would take letters for others; only their case is folded.
    let compatible = c as u32 >= 0x2000;
    let c = if compatible { one(Box::new([c].into_iter().nfkc())).unwrap_or(c) } else { c };
    one(Box::new(c.to_lowercase())).unwrap_or(c)
}
