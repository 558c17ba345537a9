//! Forms of verse in the old styles, and the tunes that words were written to.

use super::variants::fold_char;

/// Forms and tunes, Simplified.
const FORMS: &str = "七律 七绝 五律 五绝 七古 五古 六绝 律诗 绝句 古风 排律 新韵 词 曲 诗 赋 散曲 散文诗 组诗 新诗 儿歌 童谣 \
    沁园春 满江红 水调歌头 念奴娇 西江月 浣溪沙 蝶恋花 如梦令 卜算子 清平乐 菩萨蛮 忆江南 望江南 忆秦娥 虞美人 临江仙 鹧鸪天 浪淘沙 采桑子 \
    渔家傲 点绛唇 江城子 破阵子 钗头凤 长相思 南乡子 踏莎行 定风波 青玉案 贺新郎 水龙吟 永遇乐 摸鱼儿 雨霖铃 八声甘州 望海潮 天净沙 山坡羊 \
    十六字令 减字木兰花 木兰花 玉楼春 生查子 诉衷情 阮郎归 画堂春 少年游 醉花阴 苏幕遮 满庭芳 声声慢 扬州慢 桂枝香 行香子 太常引 风入松 \
    鹊桥仙 一剪梅 唐多令 武陵春 眼儿媚 柳梢青 霜天晓角 捣练子 渔歌子 调笑令 谒金门 好事近 更漏子 乌夜啼 相见欢 喜迁莺 六州歌头 小重山 \
    千秋岁 洞仙歌 六幺令 烛影摇红 朝中措 人月圆 折桂令 水仙子 凤凰台上忆吹箫 昭君怨 南歌子 荷叶杯 忆王孙 御街行 祝英台近 高阳台 齐天乐";

/// Whether characters, in any form, are a form of verse or a tune: 七律, 西江月.
pub fn is_verse_form(text: &[char]) -> bool {
    let folded: String = text.iter().map(|&c| fold_char(c)).collect();
    FORMS.split_whitespace().any(|form| form == folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_verse_are_known_in_both_scripts_and_names_are_none() {
        let is = |text: &str| is_verse_form(&text.chars().collect::<Vec<_>>());
        assert!(is("七律") && is("西江月") && is("清平樂") && is("滿江紅"));
        assert!(!is("约翰") && !is("沁园") && !is(""));
    }
}
