//! The issues of the sample archive.

use super::{
    Form, How,
    How::{Between, ComesFrom, Continued, Torn, TurnsTo, Unfinished, Untitled, Whole},
    Page, PrintedIssue,
};
use crate::training::typesetter::{
    compose::Compress,
    style::{BylinePlace, CaptionOrder, HeadOrder, Look, Reader, Style},
};

const WINTER: [i16; 3] = [2024, 1, 5];
const FIRST: [i16; 3] = [2024, 7, 10];
const SECOND: [i16; 3] = [2024, 7, 17];
const THIRD: [i16; 3] = [2024, 7, 24];
const FOURTH: [i16; 3] = [2024, 7, 31];
const OLD_FIRST: [i16; 3] = [1931, 4, 5];
const OLD_SECOND: [i16; 3] = [1931, 4, 6];
const OLD_THIRD: [i16; 3] = [1931, 4, 7];

type Prints = &'static [(&'static str, How)];
type Notes = &'static [&'static str];

const fn page(
    path: &'static str,
    date: [i16; 3],
    seed: u64,
    prints: Prints,
    habit: fn(&mut Style),
    notes: Notes,
) -> Page {
    Page {
        path,
        date,
        form: Form::Utf8,
        look: Look::Stripped,
        seed,
        prints,
        habit,
        notes,
        mixed_widths: false,
    }
}

impl Page {
    const fn form(mut self, form: Form) -> Page {
        self.form = form;
        self
    }

    const fn mixed_widths(mut self) -> Page {
        self.mixed_widths = true;
        self
    }

    const fn look(mut self, look: Look) -> Page {
        self.look = look;
        self
    }
}

/// One style of its own for all modern pages, so that a page's habit changes only what it says.
fn plain(style: &mut Style) {
    style.guests_last = 0.0;
    style.font.space = 0.25;
    style.font.height = 0.8;
    style.leading = 1.35;
    style.interleave = 0.0;
    style.overprint = 0.0;
    style.bead = 0.0;
    style.narrow = 0.0;
    style.mixed_measure = 0.0;
    style.shuffled = 0.0;
    style.body.open_outside = false;
    style.body.latin_gap = 0.0;
    style.body.justify = true;
    style.columns = 5;
}

pub(super) const PAGES: &[Page] = &[
    page(
        "澜溪日报/2024-01-05/01.txt",
        WINTER,
        101,
        &[
            ("m091", Whole),
            ("m073", TurnsTo(3)),
            ("m099", Whole),
            ("m045", Whole),
            ("m090", Whole),
            ("m068", Whole),
        ],
        |style| {
            plain(style);
            style.heads = HeadOrder::After;
            style.measure = 17.0;
        },
        &["1版 要闻 2024年1月5日 星期五 责任编辑：程曦 版式：方羽", "抓落实 谋新篇 惠民生"],
    ),
    page(
        "澜溪日报/2024-01-05/02.txt",
        WINTER,
        102,
        &[
            ("m017", Whole),
            ("m093", Whole),
            ("m026", Whole),
            ("m028", Whole),
            ("m096", Whole),
            ("m097", Whole),
            ("m092", Whole),
        ],
        |style| {
            plain(style);
            style.heads = HeadOrder::Before;
            style.body.latin_gap = 0.25;
            style.measure = 16.0;
        },
        &["2024年1月5日 星期五 2版 综合 责任编辑：宋楠"],
    )
    .form(Form::Utf8Windows),
    page(
        "澜溪日报/2024-01-05/03.txt",
        WINTER,
        103,
        &[
            ("m073", ComesFrom(1)),
            ("m029", Whole),
            ("m044", Whole),
            ("m016", Whole),
            ("m071", Whole),
            ("m059", Whole),
            ("m031", Whole),
        ],
        |style| {
            plain(style);
            style.heads = HeadOrder::Mixed;
            style.measure = 14.0;
        },
        &["3版 民生 2024年1月5日 星期五 责任编辑：邹敏行"],
    ),
    page(
        "澜溪日报/2024-01-05/04.txt",
        WINTER,
        104,
        &[
            ("m042", Whole),
            ("m009", Whole),
            ("m032", Whole),
            ("m030", Whole),
            ("m078", Whole),
            ("m050", Whole),
        ],
        |style| {
            plain(style);
            style.font.space = 1.0;
            style.heads = HeadOrder::Before;
            style.columns = 4;
            style.measure = 19.0;
        },
        &["4版 副刊 澜江潮 2024年1月5日 星期五 投稿邮箱：lanjiangchao@lanxi.example"],
    ),
    page(
        "澜溪日报/20240710_A01版.txt",
        FIRST,
        111,
        &[
            ("m056", Whole),
            ("m021", Whole),
            ("m072", Whole),
            ("m048", Whole),
            ("m076", Whole),
            ("m055", Whole),
            ("m064", Whole),
        ],
        |style| {
            plain(style);
            style.heads = HeadOrder::After;
            style.bylines = BylinePlace::BodyEnd;
            style.captions = CaptionOrder::PageEnd;
            style.measure = 15.0;
        },
        &["A01版 要闻 2024年7月10日 星期三"],
    ),
    page(
        "澜溪日报/20240710_A02版.txt",
        FIRST,
        112,
        &[("m005", Whole), ("m081", Whole), ("m079", Whole), ("m037", Whole), ("m080", Whole)],
        |style| {
            plain(style);
            style.leading = 1.7;
            style.font.height = 0.5;
            style.heads = HeadOrder::Before;
            style.columns = 4;
            style.measure = 18.0;
        },
        &["A02版 服务 2024年7月10日 星期三 责任编辑：罗小满"],
    )
    .form(Form::Gb18030),
    page(
        "澜溪日报/20240710_A03版.txt",
        FIRST,
        113,
        &[
            ("m006", Whole),
            ("m058", Whole),
            ("m100", Whole),
            ("m070", Whole),
            ("m049", Whole),
            ("m065", Whole),
        ],
        |style| {
            plain(style);
            style.reader = Reader::Paragraphs;
            style.interleave = 1.0;
            style.heads = HeadOrder::Between;
            style.columns = 4;
            style.measure = 16.0;
        },
        &["A03版 评论 2024年7月10日 星期三", "晒作风 比担当 看实效"],
    )
    .look(Look::Other),
    page(
        "澜溪日报/20240710_A04版.txt",
        FIRST,
        114,
        &[
            ("m011", Unfinished),
            ("m033", Whole),
            ("m020", Whole),
            ("m087", Whole),
            ("m054", Whole),
            ("m019", Whole),
        ],
        |style| {
            plain(style);
            style.body.open_outside = true;
            style.body.compress = Compress::Adjacent;
            style.heads = HeadOrder::Before;
            style.columns = 4;
            style.measure = 20.0;
        },
        &["A04版 周末 2024年7月10日 星期三 责任编辑：顾知秋"],
    ),
    page(
        "澜溪日报/2024年/7月17日/第01版：要闻.txt",
        SECOND,
        121,
        &[
            ("m094", Whole),
            ("m022", Whole),
            ("m043", Whole),
            ("m047", Whole),
            ("m040", Whole),
            ("m098", Whole),
        ],
        |style| {
            plain(style);
            style.heads = HeadOrder::Mixed;
            style.captions = CaptionOrder::Before;
            style.measure = 16.0;
        },
        &["第01版 要闻 2024-07-17 星期三 责编：程曦 美编：方羽"],
    ),
    page(
        "澜溪日报/2024年/7月17日/第02版：产业.txt",
        SECOND,
        122,
        &[("m041", Whole), ("m074", Whole), ("m046", Whole), ("m015", Whole), ("m069", Whole)],
        |style| {
            plain(style);
            style.narrow = 1.0;
            style.heads = HeadOrder::After;
            style.measure = 12.0;
        },
        &["第02版 产业 2024-07-17 星期三 责编：罗小满"],
    ),
    page(
        "澜溪日报/2024年/7月17日/第03版：城事.txt",
        SECOND,
        123,
        &[
            ("m051", Whole),
            ("m089", Whole),
            ("m085", Whole),
            ("m053", Whole),
            ("m084", Whole),
            ("m001", Whole),
        ],
        |style| {
            plain(style);
            style.interleave = 1.0;
            style.heads = HeadOrder::After;
            style.columns = 4;
            style.measure = 18.0;
        },
        &["第03版 城事 2024-07-17 星期三 责编：周亦舟"],
    )
    .mixed_widths(),
    page(
        "澜溪日报/2024年/7月17日/第04版：副刊.txt",
        SECOND,
        124,
        &[
            ("m012", Between),
            ("m077", Whole),
            ("m038", Whole),
            ("m083", Whole),
            ("m062", Whole),
            ("m052", Whole),
        ],
        |style| {
            plain(style);
            style.heads = HeadOrder::Before;
            style.bead = 1.0;
            style.columns = 4;
            style.measure = 19.0;
        },
        &["第04版 副刊 2024-07-17 星期三"],
    )
    .form(Form::Utf8Marked),
    page(
        "澜溪日报/2024/07/24/澜溪日报20240724第1版要闻.txt",
        THIRD,
        131,
        &[
            ("m023", Whole),
            ("m095", Whole),
            ("m082", Whole),
            ("m061", Whole),
            ("m060", Whole),
            ("m008", Whole),
        ],
        |style| {
            plain(style);
            style.heads = HeadOrder::After;
            style.overprint = 1.0;
            style.measure = 15.0;
        },
        &["2024年7月24日 星期三 第1版 要闻 责任编辑：沈知夏", "促改革 强服务 优环境"],
    ),
    page(
        "澜溪日报/2024/07/24/澜溪日报20240724第2版综合.txt",
        THIRD,
        132,
        &[("m066", Torn), ("m063", Whole), ("m025", Whole), ("m027", Whole), ("m067", Whole)],
        |style| {
            plain(style);
            style.heads = HeadOrder::Before;
            style.measure = 17.0;
        },
        &["2024年7月24日 星期三 第2版 综合 责任编辑：宋楠"],
    )
    .form(Form::Utf16),
    page(
        "澜溪日报/2024/07/24/澜溪日报20240724第3版资讯.txt",
        THIRD,
        133,
        &[
            ("m024", Whole),
            ("m088", Whole),
            ("m007", Untitled),
            ("m039", Whole),
            ("m075", Untitled),
            ("m018", Whole),
            ("m057", Whole),
            ("m010", Whole),
            ("m004", Whole),
        ],
        |style| {
            plain(style);
            style.bead = 0.7;
            style.heads = HeadOrder::PageEnd;
            style.measure = 14.0;
        },
        &["2024年7月24日 星期三 第3版 资讯"],
    ),
    page(
        "澜溪日报/2024/07/24/澜溪日报20240724第4版副刊.txt",
        THIRD,
        134,
        &[
            ("m013", Continued),
            ("m034", Whole),
            ("m086", Whole),
            ("m035", Whole),
            ("m014", Whole),
            ("m036", Whole),
        ],
        |style| {
            plain(style);
            style.reader = Reader::MuPdf;
            style.heads = HeadOrder::Before;
            style.columns = 4;
            style.measure = 18.0;
        },
        &["2024年7月24日 星期三 第4版 副刊"],
    )
    .look(Look::Other),
    page(
        "瀾埠新報/民國二十年四月五日/第一版.txt",
        OLD_FIRST,
        201,
        &[],
        old,
        &["民國二十年四月五日", "星期日", "瀾埠新報", "今日本報一大張"],
    )
    .look(Look::Typed),
    page(
        "瀾埠新報/民國二十年四月五日/第二版.txt",
        OLD_FIRST,
        202,
        &[
            ("r033", Whole),
            ("r018", Whole),
            ("r019", Whole),
            ("r003", Whole),
            ("r012", Whole),
            ("r006", Whole),
            ("r054", Whole),
            ("r074", Whole),
            ("r097", Whole),
            ("r115", Whole),
        ],
        old,
        &["第二版民國二十年四月五日", "瀾埠新報", "星期日"],
    )
    .look(Look::Typed),
    page(
        "瀾埠新報/民國二十年四月五日/第三版.txt",
        OLD_FIRST,
        203,
        &[
            ("r035", Whole),
            ("r023", Whole),
            ("r016", Whole),
            ("r020", Whole),
            ("r005", Whole),
            ("r065", Whole),
            ("r057", Whole),
            ("r104", Whole),
            ("r129", Whole),
        ],
        old,
        &["第三版民國二十年四月五日", "瀾埠新報"],
    )
    .look(Look::Typed),
    page(
        "瀾埠新報/民國二十年四月五日/第四版.txt",
        OLD_FIRST,
        204,
        &[
            ("r004", Whole),
            ("r013", Whole),
            ("r007", Whole),
            ("r032", Whole),
            ("r001", Whole),
            ("r014", Whole),
            ("r084", Whole),
            ("r061", Whole),
            ("r073", Whole),
            ("r101", Whole),
            ("r111", Whole),
            ("r078", Whole),
            ("r079", Whole),
        ],
        old,
        &["第四版民國二十年四月五日", "瀾埠新報"],
    )
    .look(Look::Typed),
    page(
        "瀾埠新報/1931-04-06/2.txt",
        OLD_SECOND,
        212,
        &[
            ("r042", Whole),
            ("r022", Whole),
            ("r031", Whole),
            ("r026", Whole),
            ("r134", Whole),
            ("r076", Whole),
            ("r148", Whole),
        ],
        old,
        &["第二版", "瀾埠新報", "民國二十年四月六日星期一"],
    )
    .look(Look::Typed)
    .form(Form::Big5),
    page(
        "瀾埠新報/1931-04-06/3.txt",
        OLD_SECOND,
        213,
        &[
            ("r036", Whole),
            ("r044", Whole),
            ("r017", Whole),
            ("r010", Whole),
            ("r029", Whole),
            ("r058", Whole),
            ("r093", Whole),
            ("r149", Whole),
        ],
        old,
        &["第三版", "瀾埠新報", "民國二十年四月六日星期一"],
    )
    .look(Look::Typed),
    page(
        "瀾埠新報/1931-04-06/4.txt",
        OLD_SECOND,
        214,
        &[
            ("r039", Whole),
            ("r021", Whole),
            ("r025", Whole),
            ("r009", Whole),
            ("r002", Whole),
            ("r075", Whole),
            ("r123", Whole),
            ("r090", Whole),
            ("r125", Whole),
        ],
        |style| {
            old(style);
            style.reader = Reader::Optical;
        },
        &["第四版", "瀾埠新報", "民國二十年四月六日星期一"],
    )
    .look(Look::Typed),
    page(
        "瀾埠新報/民國二十年四月七日/第二版.txt",
        OLD_THIRD,
        222,
        &[
            ("r041", Whole),
            ("r024", Whole),
            ("r028", Whole),
            ("r050", Whole),
            ("r116", Whole),
            ("r132", Whole),
            ("r059", Whole),
        ],
        old,
        &["第二版民國二十年四月七日", "瀾埠新報", "注重本埠新聞"],
    )
    .look(Look::Typed),
    page(
        "瀾埠新報/民國二十年四月七日/第三版.txt",
        OLD_THIRD,
        223,
        &[
            ("r037", Whole),
            ("r045", Whole),
            ("r030", Whole),
            ("r046", Whole),
            ("r118", Whole),
            ("r056", Whole),
            ("r060", Whole),
        ],
        old,
        &["第三版民國二十年四月七日", "瀾埠新報"],
    )
    .look(Look::Typed),
    page(
        "瀾埠新報/民國二十年四月七日/第四版.txt",
        OLD_THIRD,
        224,
        &[
            ("r047", Whole),
            ("r048", Whole),
            ("r015", Whole),
            ("r008", Whole),
            ("r027", Whole),
            ("r127", Whole),
            ("r122", Whole),
            ("r082", Whole),
            ("r083", Whole),
            ("r119", Whole),
        ],
        old,
        &["第四版民國二十年四月七日", "瀾埠新報"],
    )
    .look(Look::Typed),
];

/// One style of its own for all old pages.
fn old(style: &mut Style) {
    style.reader = Reader::Typist;
    style.heads = HeadOrder::Before;
    style.bylines = BylinePlace::Head;
    style.narrow = 0.1;
    style.fitted = 0.0;
    style.shuffled = 0.0;
    style.columns = 5;
    style.measure = 16.0;
    style.body.indent = 0.0;
}

/// The issue as the newspaper printed it.
pub(super) const PRINTED: PrintedIssue = PrintedIssue {
    path: "澜溪日报/2024-07-31.pdf",
    title: "澜溪日报 2024年7月31日",
    pages: &[
        page(
            "1",
            FOURTH,
            2280,
            &[("m161", Whole), ("m165", Whole), ("m160", Whole), ("m164", Whole), ("m166", Whole)],
            as_printed,
            &["澜溪日报 2024年7月31日 星期三 第1版 要闻"],
        ),
        page(
            "2",
            FOURTH,
            2234,
            &[("m152", Whole), ("m162", Whole), ("m143", Whole), ("m175", Whole)],
            as_printed,
            &["2024年7月31日 星期三 第2版 综合 责任编辑：程曦"],
        ),
        page(
            "3",
            FOURTH,
            3635,
            &[("m155", Whole), ("m163", Whole), ("m146", Whole), ("m147", Whole)],
            as_printed,
            &["2024年7月31日 星期三 第3版 纵深 责任编辑：宋楠"],
        ),
        page(
            "4",
            FOURTH,
            633,
            &[("m167", Whole), ("m170", Whole), ("m122", Whole), ("m150", Whole)],
            as_printed,
            &["2024年7月31日 星期三 第4版 副刊 责任编辑：邹敏行"],
        ),
    ],
};

/// The habits of pages that are read with their places.
fn as_printed(style: &mut Style) {
    plain(style);
    style.heads = HeadOrder::Before;
    style.measure = 15.0;
    style.aside = 0.0;
    style.scattered = 0.0;
    style.columns = 6;
    style.title_size = 1.9;
    style.kicker_size = 1.15;
    style.head_centred = false;
}
