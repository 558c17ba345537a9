//! Names of files and folders as text, whatever encoding they were written in.
//!
//! Old archives unpack to names in GBK, Big5 or Shift-JIS; and where the program that unpacked them took these bytes, or
//! UTF-8, for those of a Western code page, to names such as `╜¡│╟` or `½­³Ç`; or took UTF-8 for GBK, `姹熸哗`; or wrote
//! every byte or character as signs of ASCII, `%E6%B1%9F`, `#U6c5f`. What makes Chinese of them is what they are.

use crate::segmentation::decode::{hexadecimal, points};
use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The upper half of code page 437, in which names inside ZIP files are unless they say otherwise.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// Characters that names in an archive of newspapers are made of.
const USUAL: &str = "报報版日月年期第号號刊新闻聞晨晚早周週要副叠疊";

/// A name as text; bytes that make no sense in any encoding are written `\xNN`.
pub fn readable(name: &OsStr) -> String {
    let bytes = name.as_encoded_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => unescaped(text).unwrap_or_else(|| text.to_owned()),
        Ok(text) => as_it_was_written(text).unwrap_or_else(|| text.to_owned()),
        Err(_) => chinese(bytes, &[GB18030, BIG5, SHIFT_JIS]).map_or_else(|| exact(name), |(text, _)| text),
    }
}

/// A path as text, for people.
pub fn readable_path(path: &Path) -> String {
    path.iter().map(readable).collect::<PathBuf>().display().to_string()
}

/// A name as text that no other name has: bytes that are no UTF-8 are written `\xNN`.
pub fn exact(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02X}"));
        }
    }
    out
}

/// A name whose bytes were taken for those of a Western code page, as it was; `None` where it is what it seems.
fn as_it_was_written(text: &str) -> Option<String> {
    /// Han characters that are no accident.
    const SURELY: usize = 2;
    let undone = [bytes_of(text, in_cp437), bytes_of(text, in_latin)].into_iter().flatten();
    let read = undone.filter_map(|bytes| chinese(&bytes, &[UTF_8, GB18030, BIG5, SHIFT_JIS]));
    let (in_gbk, _, lost) = GB18030.encode(text);
    let of_gbk = (!lost).then(|| chinese(&in_gbk, &[UTF_8])).flatten();
    let (found, sense) = read.chain(of_gbk).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (sense > 0.5 && found.chars().filter(|c| is_han(*c)).count() >= SURELY).then_some(found)
}

/// A name of ASCII as the Chinese that it is written for, `%E6%B1%9F` or `#U6c5f`; `None` where it is for none.
fn unescaped(text: &str) -> Option<String> {
    let bytes = written(text.as_bytes(), |rest| match rest {
        [b'#', b'U', digits @ ..] => {
            let c = hexadecimal(digits, 4).and_then(char::from_u32)?;
            Some((c.encode_utf8(&mut [0; 4]).bytes().collect(), 6))
        }
        _ => percent(rest),
    });
    let (found, _) = chinese(&bytes, &[UTF_8, GB18030, BIG5])?;
    found.contains(is_han).then_some(found)
}

/// The bytes that a text is written for where bytes may be written `%E6`, as in addresses.
pub(super) fn unpercented(text: &str) -> Vec<u8> {
    written(text.as_bytes(), percent)
}

fn percent(rest: &[u8]) -> Option<(Vec<u8>, usize)> {
    let digits = rest.strip_prefix(b"%")?;
    Some((vec![hexadecimal(digits, 2)? as u8], 3))
}

/// Bytes in which some are written otherwise: `read` says what a stretch stands for, and how long it is.
fn written(bytes: &[u8], read: impl Fn(&[u8]) -> Option<(Vec<u8>, usize)>) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::with_capacity(bytes.len()), bytes);
    while let Some((first, after)) = rest.split_first() {
        if let Some((stands_for, length)) = read(rest) {
            out.extend(stands_for);
            rest = &rest[length..];
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

/// The bytes of a text in a code page whose upper half is given; `None` where a character is not in it.
fn bytes_of(text: &str, upper: impl Fn(char) -> Option<u8>) -> Option<Vec<u8>> {
    text.chars().map(|c| if c.is_ascii() { Some(c as u8) } else { upper(c) }).collect()
}

fn in_cp437(c: char) -> Option<u8> {
    let c = if c == 'μ' { 'µ' } else { c };
    CP437.chars().position(|known| known == c).map(|at| 0x80 + at as u8)
}

/// Latin-1 and, where that has controls, Windows-1252.
fn in_latin(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    match &*WINDOWS_1252.encode(c.encode_utf8(&mut buffer)).0 {
        [byte @ 0x80..=0xFF] => Some(*byte),
        _ => None,
    }
}

/// Bytes in the encoding that makes the most sense of them, and how much: points a character, above 0 for Chinese.
/// `None` where none makes any.
fn chinese(bytes: &[u8], encodings: &[&'static Encoding]) -> Option<(String, f32)> {
    /// Extra points of a character that is usual in the names of newspapers: a page has fewer.
    const USUALLY: f32 = 2.0;
    let read = encodings.iter().filter_map(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
        let (sum, counted) = points(&text);
        let usual = text.chars().filter(|c| USUAL.contains(*c)).count() as f32;
        Some((text, (sum + USUALLY * usual) / (counted + 1.0)))
    });
    // Of equals the first, the most usual encoding.
    let best = read.reduce(|best, other| if other.1 > best.1 { other } else { best });
    best.filter(|(_, sense)| *sense > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name that bytes are on a disk where names are bytes, else only the bytes.
    fn read(bytes: &[u8]) -> String {
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            readable(OsStr::from_bytes(bytes))
        }
        #[cfg(not(unix))]
        chinese(bytes, &[GB18030, BIG5, SHIFT_JIS]).unwrap().0
    }

    const NAMES: [(&str, &Encoding); 10] = [
        ("澜溪晚报", GB18030),
        ("要闻", GB18030),
        ("2031年1月2日", GB18030),
        ("第03版：副刊.txt", GB18030),
        ("民生", GB18030),
        ("瀾溪晚報", BIG5),
        ("要聞", BIG5),
        ("民國二十年四月五日", BIG5),
        ("第二版.txt", BIG5),
        ("瀾渓新聞", SHIFT_JIS),
    ];

    #[test]
    fn names_in_encodings_of_old_are_read() {
        for (name, encoding) in NAMES {
            let (bytes, _, lost) = encoding.encode(name);
            assert!(!lost && !bytes.is_ascii());
            assert_eq!(read(&bytes), name, "{}", encoding.name());
        }
    }

    #[test]
    fn names_that_were_unpacked_in_a_western_code_page_are_read_as_they_were_written() {
        for (name, encoding) in NAMES.into_iter().chain([("澜溪晚报", UTF_8), ("第03版：要闻.txt", UTF_8)])
        {
            let bytes = encoding.encode(name).0;
            let table: Vec<char> = CP437.chars().collect();
            let in_cp437: String = bytes
                .iter()
                .map(|&byte| if byte < 0x80 { char::from(byte) } else { table[usize::from(byte) - 0x80] })
                .collect();
            let in_latin_1: String = bytes.iter().copied().map(char::from).collect();
            let in_windows = WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned();
            for seen in [in_cp437, in_latin_1, in_windows] {
                assert_eq!(readable(OsStr::new(&seen)), name, "{seen} {}", encoding.name());
            }
        }
    }

    #[test]
    fn names_that_were_taken_for_gbk_or_written_in_ascii_are_read_as_they_were() {
        for name in ["澜溪晚报", "民生要闻", "要闻04"] {
            let in_gbk = GB18030.decode_without_bom_handling(name.as_bytes()).0.into_owned();
            let percent: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let units: String = name.encode_utf16().map(|unit| format!("#U{unit:04x}")).collect();
            for seen in [in_gbk, percent, units] {
                assert_eq!(readable(OsStr::new(&seen)), name, "{seen}");
            }
        }
        for name in ["100%25", "50%off", "#Unit", "C#U0041", "联通", "要闻"] {
            assert_eq!(readable(OsStr::new(name)), name);
        }
    }

    #[test]
    fn names_in_other_languages_are_what_they_seem() {
        for name in [
            "澜溪晚报",
            "Élan vital",
            "Informações e notícias",
            "Þjóðviljinn",
            "Ärzteblatt für Österreich",
            "naïve café – №5",
            "Dziennik Śląski",
            "Правда",
            "¿Qué pasó ayer?",
            "ÅÄÖ",
            "Übermäßig größere Ölmühlen",
            "« L’Écho »",
            "┌─ box ─┐",
            "π ≈ 3.14",
            "20 °C ± 2 µm",
            "경향신문",
            "おしらせ",
            "😀",
        ] {
            assert_eq!(readable(OsStr::new(name)), name);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_makes_no_sense_is_kept_byte_for_byte() {
        assert_eq!(read(b"p\xFE.txt"), "p\\xFE.txt");
        assert_eq!(read(b"\xFF\xFF"), "\\xFF\\xFF");
    }
}
