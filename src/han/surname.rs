//! Family names of Han persons.

use super::variants::fold_char;

/// Family names of one character, Simplified, by how many bear them; together those of well over nine in ten persons.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范\
金石廖贾夏韦赖付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊洪葛邢安齐易乔伍庞\
颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房\
滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣\
巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝区郜海阚花权强帅屠\
豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺\
战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭位干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由";

/// Those of [`SURNAMES`] that are rare, or met as words so often that no name is told by them on a page.
const FAINT: &str = "肖付闫尚符骆蓝蒙喻蒲滕饶艾穆农卓古吉缪简连麦褚娄窦戚岑党宫冷晏米宗瞿全佟应臧苟邬卞姬师和仇栾商刁沙荣巫寇桑郎仲虞敖巩明佘\
池麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝区郜海阚花权帅屠豆朴盖练廉禹井祖漆巴丰支卿国\
狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利\
於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉衡富尧闭由";

/// Traditional forms of the others.
const TRADITIONAL: &str = "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻餘鍾範譚鄒陸顧龍萬錢湯喬賀賴龔龐蘭莊嚴溫蘆魯韋畢聶叢齊關費紀歐項陽衛單寧\
閔華車邊";

/// Family names of two characters, Simplified, the better known ones first.
const COMPOUND: [&str; 55] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒",
    "司空", "夏侯", "端木", "呼延", "南宫", "西门", "独孤", "轩辕", "百里", "东郭", "钟离", "申屠", "公羊",
    "澹台", "濮阳", "闻人", "赫连", "公冶", "宗政", "淳于", "单于", "太叔", "鲜于", "闾丘", "亓官", "司寇",
    "颛孙", "漆雕", "乐正", "拓跋", "宰父", "谷梁", "羊舌", "微生", "梁丘", "左丘", "万俟", "完颜", "纳兰",
    "东门", "南门", "巫马",
];

/// Number of [`COMPOUND`] that tell a name by themselves on a page.
const WELL_KNOWN: usize = 30;

/// Whether a character, in any form, is a family name.
pub fn is_surname(c: char) -> bool {
    SURNAMES.contains(fold_char(c))
}

/// Whether a character, in any form, is one of the `most` family names that most persons bear.
pub fn is_common(c: char, most: usize) -> bool {
    SURNAMES.chars().take(most).any(|surname| surname == fold_char(c))
}

/// Whether a name is told by a character anywhere on a page: a family name that is rarely another word.
pub fn is_telling(c: char) -> bool {
    SURNAMES.contains(c) && !FAINT.contains(c) || TRADITIONAL.contains(c)
}

/// Whether a name begins with a family name of two characters, in any form.
pub fn is_compound(name: &[char]) -> bool {
    begins_with(name, &COMPOUND)
}

/// The same of the ones that are no other words.
pub fn is_telling_compound(name: &[char]) -> bool {
    begins_with(name, &COMPOUND[..WELL_KNOWN])
}

fn begins_with(name: &[char], surnames: &[&str]) -> bool {
    surnames.iter().any(|surname| surname.chars().eq(name.iter().take(2).map(|&c| fold_char(c))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_has_each_name_once_and_its_parts_are_of_it() {
        let all: BTreeSet<char> = SURNAMES.chars().collect();
        assert_eq!(all.len(), SURNAMES.chars().count());
        assert!(FAINT.chars().all(|c| all.contains(&c)));
        let stray = |c: &char| !is_surname(*c) || FAINT.contains(fold_char(*c)) || fold_char(*c) == *c;
        assert_eq!(TRADITIONAL.chars().filter(stray).collect::<String>(), "");
    }

    #[test]
    fn names_are_told_in_both_scripts_and_words_are_not() {
        assert!("何吴吳赖賴洪".chars().all(|c| is_telling(c) && is_surname(c)));
        assert!(is_surname('和') && !is_telling('和') && !is_surname('的'));
        assert!(is_common('陳', 50) && !is_common('闻', 50));
        let compound = |name: &str| is_compound(&name.chars().collect::<Vec<_>>());
        assert!(compound("司馬") && compound("欧阳闻") && !compound("何闻") && !compound("司"));
    }
}
