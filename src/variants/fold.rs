//! The fold of search: each character to the one that stands for all its forms.
//!
//! One character in, one out, so that positions in folded text are positions in the text.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The folded form of every character of the Basic Multilingual Plane, by code point.
static FOLD: LazyLock<Box<[u16]>> = LazyLock::new(build);

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

/// The characters that the CJK Radicals Supplement (from U+2E80) stands for, in its order, by Unicode's
/// EquivalentUnifiedIdeograph; a radical without one in the Basic Multilingual Plane stands for itself.
const SUPPLEMENT: &str = "\
⺀厂乛乚乙亻冂⺇刀刂卜㔾小小兀尣尢⺑巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王⺪目示礻⺮糹纟罓罒㓁冗⺵羊⺷⺸耂肀聿\
肉⺽艹艹艹虎衤覀西见角⻇讠贝⻊车辶辶辶邑钅長镸长门⻕阝雨青韦页风飞食⻞飠饣⻡马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";
/// What the vertical forms of marks from U+FE10 and from U+FE30 on stand for, in their order.
const VERTICAL: [&str; 2] = ["，、。：；！？〖〗…", "‥—–＿＿（）｛｝〔〕【】《》〈〉「」『』﹅﹆［］"];

/// The character that another stands for in running text, or itself: a radical for the ideograph that it looks like, a
/// vertical form of a mark for the mark. Both are as many bytes of UTF-8.
///
/// ```
/// use jianbao::variants::as_meant;
/// assert_eq!(['⻛', '⽯', '︐', '石'].map(as_meant), ['风', '石', '，', '石']);
/// ```
pub fn as_meant(c: char) -> char {
    let nth = |table: &str, first: u32| table.chars().nth((c as u32 - first) as usize).unwrap_or(c);
    match c {
        '\u{2e80}'..='\u{2ef3}' => nth(SUPPLEMENT, 0x2e80),
        // The Kangxi Radicals have the same as compatibility forms.
        '\u{2f00}'..='\u{2fd5}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        '\u{fe10}'..='\u{fe19}' => nth(VERTICAL[0], 0xfe10),
        '\u{fe30}'..='\u{fe48}' => nth(VERTICAL[1], 0xfe30),
        _ => c,
    }
}

/// Whether a character has no shape and no place in a word (Unicode's Default_Ignorable_Code_Point and the controls that
/// are no white space): soft hyphens, joiners, marks of direction, variation selectors, fillers, tags.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1b}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The form that stands for all forms of a character: half-width, lower case, Simplified, one style of
/// quotation marks and dashes, kangxi radicals and compatibility ideographs as the characters they look like.
///
/// ```
/// use jianbao::variants::fold_char;
/// assert_eq!(fold_char('國'), '国');
/// assert_eq!(fold_char('Ａ'), 'a');
/// ```
pub fn fold_char(c: char) -> char {
    match FOLD.get(c as usize) {
        Some(&folded) => char::from_u32(u32::from(folded)).unwrap_or(c),
        None => c,
    }
}

/// A text folded character by character; it has as many characters as before, maybe other bytes.
pub fn fold_text(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Makes the table, once: some milliseconds. A form may lead to a form that leads on; in the end each
/// character stands for itself or for one that does.
fn build() -> Box<[u16]> {
    let mut table: Vec<u16> = (0..=u16::MAX).collect();
    let mut lead = |from: char, to: char| {
        if let (Ok(from), Ok(to)) = (u16::try_from(from as u32), u16::try_from(to as u32)) {
            table[usize::from(from)] = to;
        }
    };
    let narrowed = NARROWED.into_iter().flatten().filter_map(char::from_u32);
    narrowed.for_each(|c| lead(c, narrow(c)));
    for (&from, &to) in super::convert::simplified_chars() {
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

#[cfg(test)]
mod tests {
    use super::{as_meant, fold_char, fold_text};

    #[test]
    fn traditional_and_simplified_meet() {
        for (one, other) in [
            ("醫療體制", "医疗体制"),
            ("臺灣", "台湾"),
            ("頭髮發展", "头发发展"),
            ("裏裡", "里里"),
            ("爲為", "为为"),
        ] {
            assert_eq!(fold_text(one), fold_text(other), "{one}");
        }
    }

    #[test]
    fn width_case_quotes_and_radicals_meet() {
        assert_eq!(fold_text("ＡＩ「芯片」—１０％"), "ai\"芯片\"-10%");
        assert_eq!(fold_char('⼈'), '人');
        assert_eq!(fold_char('金'), '金');
        assert_eq!(fold_char('É'), 'é');
    }

    #[test]
    fn radicals_and_vertical_marks_are_found_as_what_they_mean() {
        assert_eq!(fold_text("⻓⻛⺠⽯︵⻢︶︐︽⻥︾"), fold_text("长风民石（马），《鱼》"));
        assert_eq!(fold_text("⻔⾨門"), "门门门");
        // No mark is another's, and no radical becomes more bytes or fewer: spans stay true.
        assert_ne!(fold_char('︐'), fold_char('︑'));
        for code in 0..=0xffff_u32 {
            let Some(c) = char::from_u32(code) else { continue };
            assert_eq!(as_meant(c).len_utf8(), c.len_utf8(), "U+{code:04X}");
            assert_eq!(as_meant(as_meant(c)), as_meant(c), "U+{code:04X}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing_and_keeps_positions() {
        for code in 0..=0xffff_u32 {
            let Some(c) = char::from_u32(code) else { continue };
            let folded = fold_char(c);
            assert_eq!(fold_char(folded), folded, "U+{code:04X} {c}");
        }
        assert_eq!(fold_text("龍𠮷㎏").chars().count(), 3);
    }

    #[test]
    fn different_words_stay_apart() {
        for (one, other) in [('我', '你'), ('大', '太'), ('1', 'l'), ('0', 'o'), ('。', '.')] {
            assert_ne!(fold_char(one), fold_char(other));
        }
    }
}
