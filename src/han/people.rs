//! Names of Tibetan, Mongol and Uyghur persons in Han: put together from names that have a sense in their language.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What they are put together from, as it is usually written.
static PARTS: LazyLock<FxHashSet<Vec<char>>> =
    LazyLock::new(|| WRITTEN.split_whitespace().map(|part| part.chars().collect()).collect());

const WRITTEN: &str = "扎西 次仁 才让 卓玛 格桑 多吉 旦增 丹增 单增 洛桑 桑吉 桑杰 嘉措 央宗 央金 白玛 德吉 拉姆 尼玛 达瓦 达娃 索南 平措 仁青 仁增 \
    贡布 加央 普布 边巴 巴桑 米玛 拉巴 罗布 江村 旺堆 旺姆 旺久 旺扎 曲珍 曲扎 梅朵 顿珠 晋美 强巴 益西 赤列 土登 阿旺 群培 卓嘎 \
    措姆 拉毛 措毛 才旦 东智 华旦 坚赞 坚参 降央 泽仁 泽旺 班玛 南杰 朗杰 占堆 \
    巴特尔 巴特 巴图 斯琴 高娃 乌云 其木格 图雅 布和 苏和 哈斯 巴根 额尔敦 额尔德尼 敖登 宝音 那仁 格日勒 阿拉坦 朝鲁 孟和 \
    毕力格 毕力格图 苏日娜 萨仁 娜仁 托娅 托雅 呼格吉勒 特木尔 铁木尔 查干 白音 吉日格拉 朝克图 满都拉 巴雅尔 通拉嘎 其其格 \
    乌日娜 乌兰 格根 塔娜 青格勒 阿尔斯楞 乌力吉 呼和 孟克 达来 吉雅 琪琪格 \
    阿依 古丽 古力 买买提 麦麦提 阿不都 阿卜杜 热合曼 热西提 艾尼 吐尔逊 图尔荪 买合木提 努尔 艾力 艾山 木拉提 帕提 热孜万 热孜 \
    玛依拉 阿迪力 克里木 尼亚孜 海米提 祖农 吾斯曼 依明 玉素甫 肉孜 萨迪克 古丽娜尔 迪丽 努尔古丽 再娜甫 阿娜尔";

/// Whether characters are such a name: of two parts or more, or of one of three characters.
pub fn is_composed(name: &[char]) -> bool {
    /// The shortest and the longest.
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=8;
    LENGTHS.contains(&name.len()) && is_of_parts(name)
}

/// Whether characters are one of the names that others are put together from, of two: 德吉, 达瓦.
pub fn is_given(name: &[char]) -> bool {
    name.len() == 2 && PARTS.contains(name)
}

fn is_of_parts(name: &[char]) -> bool {
    name.is_empty() || (1..=name.len()).any(|end| PARTS.contains(&name[..end]) && is_of_parts(&name[end..]))
}

#[cfg(test)]
mod tests {
    use super::is_composed;

    #[test]
    fn names_are_of_known_parts_and_nothing_else() {
        let is = |name: &str| is_composed(&name.chars().collect::<Vec<_>>());
        for name in ["扎西次仁", "乌云其木格", "其其格", "额尔敦巴图", "阿依古丽", "努尔买买提", "洛桑江村"]
        {
            assert!(is(name), "{name}");
        }
        for word in ["乌云", "扎西", "扎西德勒", "乌云密布", "古丽", "查干湖", "白音村", "何满堂", "乌兰牧骑"]
        {
            assert!(!is(word), "{word}");
        }
    }
}
