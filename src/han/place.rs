//! Places by their names: provinces, what ends as places do, and what the lexicon knows.

use super::lexicon::{Lexicon, WordClass};
use super::surname::{is_common, is_compound, is_surname};
use super::variants::{fold_char, fold_text};

/// Provinces, which stand beside a name as often as any place.
const PROVINCES: [&str; 34] = [
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
];
/// Last characters of places that are no names for it.
const PLACES: &str = "省市县区镇乡州盟旗";
/// Last characters of places of two characters in the lexicon of names.
const PLACE_ENDS: &str = "州城京津沪港岛湾阳江河湖海山川沙庆都宁昌安春口原南北东西林门关封北";

/// Whether a piece of a byline is a place: by its end, by the lexicon and an end that is no common name's, or as a province
/// and a city of it, 江苏南京.
pub fn is_place(piece: &str) -> bool {
    let chars: Vec<char> = piece.chars().map(fold_char).collect();
    let (Some(first), Some(last)) = (chars.first(), chars.last()) else { return false };
    let folded: String = chars.iter().collect();
    let within =
        PROVINCES.iter().find_map(|province| folded.strip_prefix(province)).map(|city| city.chars().count());
    if is_province(piece)
        || chars.len() >= 3 && PLACES.contains(*last)
        || within.is_some_and(|city| (2..=3).contains(&city))
    {
        return true;
    }
    let name =
        Lexicon::get().class(&chars) == Some(WordClass::Name as usize) && Lexicon::get().is_usual(&chars);
    let surname = is_common(*first, 50) || is_compound(&chars);
    (2..=4).contains(&chars.len())
        && name
        && (*last == '州' || !surname && (PLACE_ENDS.contains(*last) || !is_surname(*first)))
}

/// Whether a piece is the name of a province.
pub fn is_province(piece: &str) -> bool {
    PROVINCES.contains(&fold_text(piece).as_str())
}
