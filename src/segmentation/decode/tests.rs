use super::*;

/// Bytes of a text in an encoding; `None` where it lacks a character.
fn encoded(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        _ => {
            let (bytes, _, lost) = encoding.table()?.encode(text);
            (!lost).then(|| bytes.into_owned())
        }
    }
}

/// Pieces of so many bytes from all over a text, begun at a character and cut anywhere.
fn pieces(text: &str, encoding: Encoding, length: usize) -> Vec<Vec<u8>> {
    let characters: Vec<char> = text.chars().collect();
    (0..characters.len())
        .step_by(97)
        .filter_map(|at| {
            let piece: String = characters[at..characters.len().min(at + length + 20)].iter().collect();
            let mut bytes = encoded(&piece, encoding)?;
            bytes.truncate(length);
            (bytes.len() == length).then_some(bytes)
        })
        .collect()
}

const SIMPLIFIED: &str = "本报讯（记者 何平）昨日上午，江城市第三座跨江大桥合龙。大桥全长2,860米，双向六车道，\n\
    预计明年春节前通车。“以后去对岸买菜，不用再等渡船了。”家住东岸的退休教师说。\r\n\
    据市交通局介绍，桥面上还留出了自行车道和人行道，两侧安装隔音屏。";
const TRADITIONAL: &str = "本埠消息　昨日午後三時，江聲輪船公司之小輪由上游駛抵碼頭，載客一百廿餘人，行李堆積如山。\n\
    據船主云，沿途水淺，舟行甚緩，較平日遲到兩日。又聞米價因此稍漲，每石須洋七元有奇，貧民苦之。";

#[test]
fn encodings_are_told_apart_whole_and_cut() {
    for encoding in Encoding::WHOLE {
        let texts =
            if encoding == Encoding::Big5 { vec![TRADITIONAL] } else { vec![SIMPLIFIED, TRADITIONAL] };
        for text in texts {
            let bytes = encoded(text, encoding).unwrap();
            for end in [16, 17, 40, 99, 100, 101, bytes.len()] {
                assert_eq!(
                    detect(&bytes[..end]).map(|found| found.0),
                    Some(encoding),
                    "{end} bytes of {text}"
                );
            }
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.page.text(), decoded.encoding, decoded.replaced), (text, encoding, 0));
            assert!(decoded.confidence > 0.99, "{}", decoded.confidence);
        }
    }
}

#[test]
fn marks_decide_and_are_no_text() {
    let four = |unit: fn(u32) -> [u8; 4]| "江城".chars().flat_map(|c| unit(c as u32)).collect();
    let marked = |mark: &[u8], encoding| {
        let text = match encoding {
            Encoding::Utf32Le => four(u32::to_le_bytes),
            Encoding::Utf32Be => four(u32::to_be_bytes),
            encoding => encoded("江城", encoding).unwrap(),
        };
        [mark, &text].concat()
    };
    for (mark, encoding) in MARKS {
        let decoded = decode(&marked(mark, encoding), None).unwrap();
        assert_eq!((decoded.page.text(), decoded.encoding, decoded.confidence), ("江城", encoding, 1.0));
    }
}

#[test]
fn a_wish_overrules_everything() {
    let bytes = encoded(TRADITIONAL, Encoding::Big5).unwrap();
    let wrong = decode(&bytes, Some(Encoding::Gb18030)).unwrap();
    assert_eq!((wrong.encoding, wrong.confidence), (Encoding::Gb18030, 1.0));
    assert_ne!(wrong.page.text(), TRADITIONAL);
}

#[test]
fn damage_is_counted_and_kept_in_its_place() {
    let mut bytes = SIMPLIFIED.as_bytes().to_vec();
    bytes[30] = 0xFF;
    let decoded = decode(&bytes, None).unwrap();
    assert_eq!(decoded.encoding, Encoding::Utf8);
    assert!((1..=3).contains(&decoded.replaced), "{}", decoded.replaced);
    assert!(decoded.page.text().ends_with("隔音屏。"));
    let odd = encoded(SIMPLIFIED, Encoding::Utf16Le).unwrap();
    let cut = decode(&odd[..odd.len() - 1], None).unwrap();
    assert_eq!((cut.encoding, cut.replaced), (Encoding::Utf16Le, 1));
}

#[test]
fn what_is_no_text_is_refused_with_the_reason() {
    assert_eq!(decode(b"\xFF\xD8\xFF\xE0\0\x10JFIF", None), Err(NotText::Kind(FileKind::Jpeg)));
    assert_eq!(decode(b"%PDF-1.7\n1 0 obj", None), Err(NotText::Kind(FileKind::Pdf)));
    // A linear congruential generator stands for compressed data.
    let mut state = 7u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(5_000)
    .collect();
    assert_eq!(decode(&noise, None), Err(NotText::NoReading));
    assert!(matches!(decode(&noise, Some(Encoding::Gb18030)), Err(NotText::Binary { .. })));
    assert!(decode(&[0; 4096], None).is_err());
    let long = "江".repeat(LONGEST_LINE);
    assert!(matches!(decode(long.as_bytes(), None), Err(NotText::LongLine { .. })));
}

#[test]
fn odd_characters_stay_in_the_text_and_are_known() {
    let text = "江\0城\u{202E}日报\u{200B}今\u{FEFF}日\r出\u{0C}版，每份售大洋二分，外埠酌加邮费";
    let decoded = decode(text.as_bytes(), None).unwrap();
    assert_eq!(decoded.page.text(), text);
    let hazards: String = text.chars().filter(|c| is_hazard(*c)).collect();
    assert_eq!(hazards, "\0\u{202E}\u{200B}\u{FEFF}\r\u{0C}");
    assert!(!"\t\n 中A—\u{3000}😀".chars().any(is_hazard));
}

#[test]
fn nothing_and_plain_ascii_are_utf8() {
    for bytes in [&b""[..], b"\n\n", b"THE RIVER NEWS, page 1\r\n"] {
        assert_eq!(decode(bytes, None).unwrap().encoding, Encoding::Utf8);
    }
}

#[test]
fn lines_end_as_the_file_ends_them() {
    for text in ["江城\n日报\n", "江城\r\n日报\r\n", "江城\r日报\r"] {
        let page = decode(text.as_bytes(), None).unwrap().page;
        assert_eq!(page.lines().map(|(_, line)| line).collect::<Vec<_>>(), ["江城", "日报", ""]);
        assert_eq!(page.text(), text);
    }
}

#[test]
fn units_of_four_bytes_are_read_with_a_mark_and_without() {
    for (unit, encoding) in
        [(u32::to_le_bytes as fn(u32) -> [u8; 4], Encoding::Utf32Le), (u32::to_be_bytes, Encoding::Utf32Be)]
    {
        for mark in ["", "\u{feff}"] {
            let text = format!("{mark}{SIMPLIFIED}");
            let bytes: Vec<u8> = text.chars().flat_map(|c| unit(c as u32)).collect();
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.encoding, decoded.confidence, decoded.replaced), (encoding, 1.0, 0));
            assert_eq!(decoded.page.text(), SIMPLIFIED);
            assert_eq!(decode(&bytes[..bytes.len() - 2], None).unwrap().replaced, 1);
        }
    }
    // Of other text with zeros in it: four bytes make no character.
    let ascii: Vec<u8> = "渡口 No. 12\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(decode(&ascii, None).unwrap().encoding, Encoding::Utf16Le);
}

#[test]
fn names_are_read_in_their_usual_spellings() {
    for (name, encoding) in [
        ("GBK", Encoding::Gb18030),
        ("gb2312", Encoding::Gb18030),
        ("gb18030", Encoding::Gb18030),
        ("UTF8", Encoding::Utf8),
        ("big5-hkscs", Encoding::Big5),
        ("utf-16", Encoding::Utf16Le),
        ("UTF-32", Encoding::Utf32Le),
        ("HZ", Encoding::Hz),
        ("hz-gb-2312", Encoding::Hz),
        ("ISO-2022-CN", Encoding::Iso2022),
        ("iso-2022-jp", Encoding::Iso2022),
        ("utf-7", Encoding::Utf7),
        ("mixed", Encoding::Mixed),
    ] {
        assert_eq!(Encoding::from_name(name), Some(encoding), "{name}");
    }
    assert!(Encoding::ALL.into_iter().all(|encoding| Encoding::from_name(encoding.name()) == Some(encoding)));
    assert_eq!(Encoding::from_name("latin1"), None);
}

/// A text in HZ: each run that is no ASCII shifted to and back.
fn in_hz(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for run in text.split_inclusive('\n').flat_map(|line| line.split_inclusive(|c: char| c.is_ascii())) {
        let (han, ascii) = run.split_at(run.find(|c: char| c.is_ascii()).unwrap_or(run.len()));
        if !han.is_empty() {
            let bytes = encoded(han, Encoding::Gb18030).unwrap();
            out.extend(
                [&b"~{"[..], &bytes.iter().map(|byte| byte & 0x7F).collect::<Vec<_>>(), b"~}"].concat(),
            );
        }
        out.extend(ascii.replace('~', "~~").bytes());
    }
    out
}

/// A text in ISO-2022: each run that is no ASCII between two signs, in the bytes of a table without their high bits.
fn in_iso_2022(
    text: &str,
    table: &'static encoding_rs::Encoding,
    named: &str,
    to: &str,
    back: &str,
) -> Vec<u8> {
    let mut out = named.as_bytes().to_vec();
    for run in text.split_inclusive(|c: char| c.is_ascii()) {
        let (wide, ascii) = run.split_at(run.find(|c: char| c.is_ascii()).unwrap_or(run.len()));
        if !wide.is_empty() {
            let (bytes, _, lost) = table.encode(wide);
            assert!(!lost, "{wide}");
            out.extend(to.bytes().chain(bytes.iter().map(|byte| byte & 0x7F)).chain(back.bytes()));
        }
        out.extend(ascii.bytes());
    }
    out
}

/// A text in UTF-7.
fn in_utf_7(text: &str) -> Vec<u8> {
    use base64::Engine;
    let mut out = String::new();
    for run in text.split_inclusive(|c: char| c.is_ascii()) {
        let (wide, ascii) = run.split_at(run.find(|c: char| c.is_ascii()).unwrap_or(run.len()));
        if !wide.is_empty() {
            let units: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let digits = base64::engine::general_purpose::STANDARD_NO_PAD.encode(units);
            out.push_str(&format!("+{digits}-"));
        }
        out.push_str(&ascii.replace('+', "+-"));
    }
    out.into_bytes()
}

/// Seven bits hide nothing: ASCII that shifts to Chinese is read, and not called ASCII.
#[test]
fn encodings_of_seven_bits_are_read() {
    let with_signs = format!("{SIMPLIFIED}\n订阅热线 800-820 ~ 转 3+5\n");
    let hz = in_hz(&with_signs);
    let mut cases =
        vec![(Encoding::Hz, hz, with_signs.clone()), (Encoding::Utf7, in_utf_7(&with_signs), with_signs)];
    let gbk = encoding_rs::GBK;
    let cn = SIMPLIFIED.to_owned();
    cases.push((Encoding::Iso2022, in_iso_2022(&cn, gbk, "\x1B$)A", "\x0E", "\x0F"), cn.clone()));
    cases.push((Encoding::Iso2022, in_iso_2022(&cn, gbk, "", "\x1B$A", "\x1B(B"), cn));
    let ja = "江城新聞　きのう午後、第三の橋が開通した。\n渡し船は今月で終わる。\n".to_owned();
    let jp = in_iso_2022(&ja, encoding_rs::EUC_JP, "", "\x1B$B", "\x1B(B");
    cases.push((Encoding::Iso2022, jp, ja));
    let ko = "강성일보 어제 오후 다리가 열렸다.\n".to_owned();
    let kr = in_iso_2022(&ko, encoding_rs::EUC_KR, "\x1B$)C\n", "\x0E", "\x0F");
    cases.push((Encoding::Iso2022, kr, format!("\n{ko}")));
    for (encoding, bytes, text) in cases {
        assert!(bytes.is_ascii());
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.encoding, decoded.page.text(), decoded.replaced), (encoding, &*text, 0));
        assert!(decoded.confidence > 0.9, "{encoding:?} {}", decoded.confidence);
        assert_eq!(decode(&bytes, Some(encoding)).unwrap().page.text(), text);
    }
}

/// A set without a table here is told by what is lost, never taken for text.
#[test]
fn a_set_of_iso_2022_without_a_table_is_told() {
    let page = |known: &str| {
        let unknown = b"\x1B$)G\x0E\x44\x21\x45\x22\x0F\n";
        [&in_iso_2022(known, encoding_rs::GBK, "\x1B$)A", "\x0E", "\x0F"), &unknown[..]].concat()
    };
    let decoded = decode(&page(SIMPLIFIED), None).unwrap();
    assert_eq!((decoded.encoding, decoded.replaced), (Encoding::Iso2022, 2));
    assert!(matches!(decode(&page(""), None), Err(NotText::Binary { .. })));
}

#[test]
fn tildes_braces_and_plus_signs_alone_are_ascii() {
    for text in [
        "if (~{mask} & flag) { return ~{a,b} + c++; } // ~} ~{ab~}\n",
        "a+b-c x+ABC-y 1+2+3-4 +8613800000000 C++ +-\n",
        "From: a@example.org\nContent-Transfer-Encoding: base64\n\nVGhlIHJpdmVyIG5ld3M+Pz8/K0FCQy0rL3Y4LQ==\n",
        "rsync -av ~/pages/ host:~/pages/ && echo +done- ~{}~\n",
        "mailto:news+river@example.org, +44 20 7946 0000, 3 + 4 = 7\n",
    ] {
        let decoded = decode(text.as_bytes(), None).unwrap();
        assert_eq!((decoded.encoding, decoded.page.text(), decoded.confidence), (Encoding::Utf8, text, 1.0));
    }
}

/// The paragraphs of pages that were put together as bytes, in any order.
#[test]
fn two_encodings_in_one_file_are_read_piece_by_piece() {
    use Encoding::{Big5, Gb18030, Utf8};
    let (cn, tw) = (format!("{SIMPLIFIED}\n"), format!("{TRADITIONAL}\n"));
    let short = "澜溪渡口\n".to_owned();
    for parts in [
        vec![(&cn, Gb18030), (&cn, Utf8)],
        vec![(&cn, Utf8), (&cn, Gb18030)],
        vec![(&tw, Big5), (&cn, Utf8)],
        vec![(&cn, Gb18030), (&tw, Big5)],
        vec![(&tw, Utf8), (&tw, Big5), (&cn, Gb18030), (&cn, Utf8)],
        vec![(&cn, Gb18030), (&short, Utf8), (&cn, Gb18030)],
    ] {
        let bytes: Vec<u8> = parts.iter().flat_map(|(text, e)| encoded(text, *e).unwrap()).collect();
        let text: String = parts.iter().map(|(text, _)| text.as_str()).collect();
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.page.text(), decoded.encoding, decoded.replaced), (&*text, Encoding::Mixed, 0));
        assert!(decoded.confidence > 0.5, "{}", decoded.confidence);
        // Who asks for one encoding has it.
        assert_eq!(decode(&bytes, Some(Gb18030)).unwrap().encoding, Gb18030);
    }
    // The second encoding may begin after all that is looked at to find the first.
    let long = [encoded(&cn.repeat(400), Utf8).unwrap(), encoded(&cn, Gb18030).unwrap()].concat();
    assert_eq!(decode(&long, None).unwrap().page.text(), cn.repeat(401));
}

/// Damage, rare characters and signs are no second encoding.
#[test]
fn a_file_in_one_encoding_is_not_read_piece_by_piece() {
    let names = "王喆 李堃 赵龑 周犇 吴骉 郑鑫 冯淼 陈焱 褚垚 卫鱻\n嬲 嫑 巭 勥 烎 奣\n";
    for (text, encoding) in [
        (format!("{SIMPLIFIED}\n{names}{SIMPLIFIED}"), Encoding::Gb18030),
        (format!("{SIMPLIFIED}\nàéü ①② ▲● αβγ абв ㈱℃\n"), Encoding::Gb18030),
        (TRADITIONAL.to_owned(), Encoding::Gb18030),
        (TRADITIONAL.repeat(3), Encoding::Big5),
    ] {
        let Some(bytes) = encoded(&text, encoding) else { panic!("{text}") };
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.encoding, decoded.page.text()), (encoding, &*text));
    }
    let whole = SIMPLIFIED.repeat(2).into_bytes();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] = 0xFF;
        assert_eq!(decode(&bytes, None).unwrap().encoding, Encoding::Utf8, "byte {at}");
        assert_eq!(decode(&whole[..at.max(20)], None).unwrap().encoding, Encoding::Utf8, "cut at {at}");
    }
}

/// Whole pages and pieces of them, written anew in every encoding, where pages to measure with are at hand.
#[test]
fn encodings_of_real_pages_are_found() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    for set in ["pages", "typeset/pages", "jingbao/pages"] {
        let Ok(folder) = std::fs::read_dir(root.join(set)) else { continue };
        let mut counts = std::collections::BTreeMap::<(Encoding, usize), (usize, usize)>::new();
        for entry in folder.flatten() {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            for encoding in Encoding::WHOLE {
                // Big5 lacks most Simplified characters: what is left is the harder test.
                let text: String = match encoding {
                    Encoding::Big5 => {
                        text.chars().filter(|c| encoded(&c.to_string(), encoding).is_some()).collect()
                    }
                    _ => text.clone(),
                };
                let mut judge = |bytes: &[u8], length: usize| {
                    let count = counts.entry((encoding, length)).or_default();
                    count.0 += usize::from(detect(bytes).is_some_and(|found| found.0 == encoding));
                    count.1 += 1;
                };
                let bytes = encoded(&text, encoding).unwrap();
                assert_eq!(
                    decode(&bytes, None).map(|page| page.encoding),
                    Ok(encoding),
                    "{:?}",
                    entry.path()
                );
                judge(&bytes, 0);
                for length in [20, 100] {
                    pieces(&text, encoding, length).iter().for_each(|piece| judge(piece, length));
                }
            }
        }
        for ((encoding, length), (right, all)) in counts {
            println!("{set} {} {length:>3} {right}/{all}", encoding.name());
            let floor = if length == 20 { 0.97 } else { 0.995 };
            assert!(right as f64 >= floor * all as f64, "{set} {encoding:?} {length}: {right} of {all}");
        }
    }
}

proptest::proptest! {
    /// Any bytes are a page or are refused; what is read without a fault can be written back unchanged.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        for wish in [None].into_iter().chain(Encoding::ALL.map(Some)) {
            if let Ok(decoded) = decode(&bytes, wish)
                && decoded.encoding == Encoding::Utf8
                && decoded.replaced == 0
            {
                assert!(bytes.ends_with(decoded.page.text().as_bytes()));
            }
        }
    }

    /// Text with a little damage is still read as what it is.
    #[test]
    fn a_little_damage_does_not_change_the_encoding(at in 0usize..200, byte: u8) {
        for encoding in [Encoding::Utf8, Encoding::Gb18030] {
            let mut bytes = encoded(&SIMPLIFIED.repeat(3), encoding).unwrap();
            bytes[at] = byte;
            assert_eq!(detect(&bytes).map(|found| found.0), Some(encoding));
        }
    }
}

#[test]
fn a_text_that_was_written_once_more_is_read_as_it_was() {
    let hex = |text: &str, encoding, sign: &str| -> String {
        encoded(text, encoding)
            .unwrap()
            .iter()
            .map(|byte| match byte {
                b'\n' => "\n".to_owned(),
                byte => format!("{sign}{byte:02X}"),
            })
            .collect()
    };
    let units: String = SIMPLIFIED.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let braces: String = SIMPLIFIED.chars().map(|c| format!("\\u{{{:x}}}", u32::from(c))).collect();
    let eight: String = SIMPLIFIED.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    let octal: String = SIMPLIFIED.bytes().map(|byte| format!("\\{byte:03o}")).collect();
    let latin: String =
        encoded(SIMPLIFIED, Encoding::Gb18030).unwrap().iter().map(|byte| char::from(*byte)).collect();
    let windows = encoding_rs::WINDOWS_1252.decode_without_bom_handling(SIMPLIFIED.as_bytes()).0.into_owned();
    let base_64: String = SIMPLIFIED
        .as_bytes()
        .chunks(3)
        .map(|three| {
            let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
                << (8 * (3 - three.len()));
            let shown = |at: usize| {
                if at > three.len() { '=' } else { char::from(digits[(bits >> (18 - 6 * at)) as usize & 63]) }
            };
            (0..4).map(shown).collect::<String>()
        })
        .collect();
    for (name, wrapped) in [
        ("quoted-printable", hex(SIMPLIFIED, Encoding::Utf8, "=").replace("=2C", "=2C=\r\n")),
        ("quoted-printable of GBK", hex(SIMPLIFIED, Encoding::Gb18030, "=")),
        ("percent signs", hex(SIMPLIFIED, Encoding::Utf8, "%")),
        ("codes", units),
        ("codes in braces", braces),
        ("codes of eight digits", eight),
        ("octal", octal),
        ("base 64", base_64),
        ("Latin-1", latin),
        ("Windows-1252", windows),
    ] {
        let decoded = decode(wrapped.as_bytes(), None).unwrap();
        assert_eq!(decoded.encoding, Encoding::Wrapped, "{name}");
        assert_eq!(decoded.page.text().replace('\r', ""), SIMPLIFIED.replace('\r', ""), "{name}");
    }
    for plain in [
        "See http://a.example/%E6%B8%A1%E5%8F%A3 for the ferry, which crosses the river every day.",
        "The sign =3D stands for itself, and 100% of it; C:\\users\\u1 is a folder.",
        "Café à São Paulo: « L’été déjà fini », über größere Äpfel, señor Núñez y compañía.",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    ] {
        let decoded = decode(plain.as_bytes(), None).unwrap();
        assert_eq!((decoded.encoding, decoded.page.text()), (Encoding::Utf8, plain));
    }
}

#[test]
fn blank_lines_between_signs_are_no_joined_lines() {
    let line = "=E6=B8=A1=E5=8F=A3=E5=BC=80=E9=80=9A=E3=80=82";
    let text = decode(format!("{line}\n\n{line}=\n{line}\n").as_bytes(), None).unwrap();
    assert_eq!(text.page.text(), "渡口开通。\n\n渡口开通。渡口开通。\n");
}

#[test]
fn a_few_letters_with_marks_in_latin_words_are_utf_8() {
    for text in ["Größe der Fähre", "Jürgen fährt über die Brücke nach Köln", "São João"] {
        assert_eq!(decode(text.as_bytes(), None).unwrap().encoding, Encoding::Utf8, "{text}");
    }
    let chinese = encoded("渡口开通，往来方便", Encoding::Gb18030).unwrap();
    assert_eq!(decode(&chinese, None).unwrap().encoding, Encoding::Gb18030);
    let cats = encoded("A猫B眉C", Encoding::Gb18030).unwrap();
    assert!(std::str::from_utf8(&cats).is_ok_and(|text| text != "A猫B眉C"));
}

#[test]
fn utf_8_that_was_taken_for_gbk_is_read_as_it_was_and_its_losses_are_told() {
    let taken = |text: &str| encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    // Pairs of bytes: nothing is lost where none is left over at a line's end, and 80 begins none.
    let whole = "渡口都来看热闹，江边站在船头。渡口站在船头！\n";
    let decoded = decode(taken(whole).as_bytes(), None).unwrap();
    assert_eq!((decoded.encoding, decoded.replaced), (Encoding::Wrapped, 0));
    assert_eq!(decoded.page.text(), whole);
    let odd = &format!("{whole}{whole}渡口都来看热闹，江边站在船头。\n");
    for lossy in [taken(odd), taken(odd).replace('\u{fffd}', "?")] {
        let decoded = decode(lossy.as_bytes(), None).unwrap();
        assert_eq!((decoded.encoding, decoded.replaced), (Encoding::Wrapped, 1), "{lossy}");
        assert_eq!(decoded.page.text(), odd.replace("。\n", "\u{fffd}\n"));
    }
    // Where 80 between others was lost as well, much is, and the rest is read all the same.
    let much = "江边的渡口开通了，大家都来看热闹。\n渡口开了，人们都说好。\n";
    let decoded = decode(taken(much).replace('€', "\u{fffd}").as_bytes(), None).unwrap();
    assert!(decoded.page.text().starts_with("江边的渡口开通了，大家都来看") && decoded.replaced > 2);
    let plain = "木匠用锛子把船板刨平，再刷三道桐油。\n";
    assert_eq!(decode(plain.as_bytes(), None).unwrap().page.text(), plain);
}

#[test]
fn a_text_of_marks_of_loss_is_none_and_one_that_speaks_of_them_is() {
    assert!(matches!(decode("锟斤拷锟斤拷锟斤拷，锟斤拷\n".as_bytes(), None), Err(NotText::Binary { .. })));
    let told = "屏幕上只剩下“锟斤拷”三个字，没有人知道那一页说了什么。\n";
    assert_eq!(decode(told.as_bytes(), None).unwrap().replaced, 0);
}

#[test]
fn blank_signs_alone_are_utf_8_and_no_han_of_another_encoding() {
    for text in ["\u{2800}\u{2800}\n", "\u{ad}\u{ad}\n", "\u{a0}\n", "\u{3000}\u{3000}\n", "\u{2800}a"] {
        let read = decode(text.as_bytes(), None).unwrap();
        assert_eq!((read.encoding, read.page.text()), (Encoding::Utf8, text));
    }
    let bytes = encoded("颅内", Encoding::Gb18030).unwrap();
    assert_eq!(decode(&bytes, None).unwrap().encoding, Encoding::Gb18030);
}
