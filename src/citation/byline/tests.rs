//! Authors of bylines, form by form.

use super::authors;

#[test]
fn names_without_jobs_and_employers() {
    for (byline, expected) in [
        ("□本报记者 何砚秋 通讯员 吴 岚", "何砚秋|吴岚"),
        ("本报记者 何砚秋", "何砚秋"),
        ("■ 何砚秋", "何砚秋"),
        ("（记者何砚秋 通讯员孟 可）", "何砚秋|孟可"),
        ("本报全媒体记者何砚秋、孟可 实习生 郑一帆", "何砚秋|孟可|郑一帆"),
        ("新华社记者 何砚秋", "何砚秋"),
        ("本报见习记者/丁一鸣", "丁一鸣"),
        ("作者：欧阳雪松", "欧阳雪松"),
        ("本报评论员 丁一鸣", "丁一鸣"),
        ("●何砚秋（市文史馆）", "何砚秋"),
        ("［美］约翰·哈里森 著　孟可 译", "约翰·哈里森"),
        ("記者 陳大文", "陳大文"),
        ("Anna Berg", "Anna Berg"),
        ("副市长 何砚秋", "何砚秋"),
        ("何砚秋（外一篇）", "何砚秋"),
        ("（外二首）", ""),
        ("by 何砚秋", "何砚秋"),
        ("by何砚秋", "何砚秋"),
        ("何砚秋77岁", "何砚秋"),
        ("文 | 何砚秋", "何砚秋"),
        ("何砚秋；孟可", "何砚秋|孟可"),
        ("本报记者 何砚秋等三人", "何砚秋"),
        ("何砚秋〔新加坡〕", "何砚秋"),
    ] {
        assert_eq!(authors(byline).join("|"), expected, "{byline}");
    }
}

#[test]
fn signatures_in_brackets_are_names_of_any_form() {
    for (byline, expected) in [
        ("（聽雨樓主）", "聽雨樓主"),
        ("（鶴）", "鶴"),
        ("（聽雨）（樓主）", "聽雨樓主"),
        ("（青衫客自廣州寄）", "青衫客"),
        ("（青衫客）（自廣州寄）", "青衫客"),
        ("（青衫客投稿）", "青衫客"),
        ("（十二）", ""),
        ("（一）（〇）（三）", ""),
        ("（未完）", ""),
        ("（續完）", ""),
        // How a report came is nobody's name; that of a thing may be.
        ("（特約通訊）", ""),
        ("（本報專電）", ""),
        ("（雷電）", "雷電"),
    ] {
        assert_eq!(authors(byline).join("|"), expected, "{byline}");
    }
}

#[test]
fn names_printed_without_spaces_and_with_notes() {
    for (byline, expected) in [
        ("本报记者何砚秋通讯员吴岚", "何砚秋|吴岚"),
        ("本报记者何砚秋本报通讯员吴岚孟可", "何砚秋|吴岚|孟可"),
        ("何砚秋 图片由市博物馆提供", "何砚秋"),
    ] {
        assert_eq!(authors(byline).join("|"), expected, "{byline}");
    }
}

#[test]
fn letter_spaced_names_are_put_together() {
    for (byline, expected) in [
        ("吴 岚", "吴岚"),
        ("吴　岚　何砚秋", "吴岚|何砚秋"),
        ("何砚秋 吴 岚 孟 可", "何砚秋|吴岚|孟可"),
        ("欧 阳 修 远", "欧阳修远"),
        ("丁 一 鸣", "丁一鸣"),
        ("记者 何砚秋丁一鸣", "何砚秋|丁一鸣"),
    ] {
        assert_eq!(authors(byline).join("|"), expected, "{byline}");
    }
}

#[test]
fn writers_go_before_photographers() {
    for (byline, expected) in [
        ("文/丁一鸣 图/孟可", "丁一鸣"),
        ("丁一鸣 文 孟可 摄", "丁一鸣"),
        ("本报记者 丁一鸣 文/图", "丁一鸣"),
        ("本报记者 丁一鸣 摄影报道", "丁一鸣"),
        ("孟可 摄", "孟可"),
        ("丁一鸣 何砚秋 文 孟可 摄", "丁一鸣|何砚秋"),
        ("本报记者丁一鸣摄影报道", "丁一鸣"),
        ("丁一鸣撰文 孟可摄", "丁一鸣"),
    ] {
        assert_eq!(authors(byline).join("|"), expected, "{byline}");
    }
}

#[test]
fn collective_authors_and_nobody() {
    assert_eq!(authors("本报评论员"), ["本报评论员"]);
    for nobody in ["", "□", "本报讯", "（上接第一版）", "综合报道"] {
        assert_eq!(authors(nobody), Vec::<String>::new(), "{nobody}");
    }
}

#[test]
fn english_bylines_name_persons_without_by_and_posts() {
    for (byline, expected) in [
        ("By Helen Wu", "Helen Wu"),
        ("By Helen Wu and Peter Shen", "Helen Wu|Peter Shen"),
        ("BY ANN QIAO, Peter Shen and Helen Wu", "ANN QIAO|Peter Shen|Helen Wu"),
        ("By Helen Wu, Staff Writer", "Helen Wu"),
        ("Byron Wu", "Byron Wu"),
    ] {
        assert_eq!(authors(byline).join("|"), expected, "{byline}");
    }
}
