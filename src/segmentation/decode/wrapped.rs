//! Text that was written once more: as signs of ASCII (quoted-printable, percent signs, `\u6E21`, base 64), or taken for
//! Latin letters or for GBK and saved as such, `ÐÂ¶É¿Ú`, `æ–°æ¸¡å£` and `鏂版浮鍙ｏ紝`.
//!
//! Programs of mail and of the web leave it so. What it was written from is any other encoding. What had no place in the wrong
//! one was lost there, and is told as lost.

use super::{Encoding, detect};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, general_purpose::NO_PAD};
use encoding_rs::{GB18030, WINDOWS_1252};

const BASE_64: GeneralPurpose = GeneralPurpose::new(&STANDARD, NO_PAD.with_decode_allow_trailing_bits(true));

/// The text of bytes that were written once more, in the way that they are; as UTF-8 where in none.
pub fn read(bytes: &[u8]) -> String {
    let unwrapped = unwrapped(bytes).unwrap_or_else(|| bytes.to_vec());
    let encoding = detect(&unwrapped).map_or(Encoding::Utf8, |(encoding, _)| encoding);
    // Once, not again and again.
    if encoding == Encoding::Wrapped { Encoding::Utf8.read(&unwrapped) } else { encoding.read(&unwrapped) }
}

/// The bytes that most of a text stands for; `None` where it stands for itself.
pub fn unwrapped(bytes: &[u8]) -> Option<Vec<u8>> {
    if is_of_gbk(bytes) {
        return from_gbk(bytes);
    }
    if !bytes.is_ascii() {
        return from_latin(bytes);
    }
    escaped(bytes, b'=')
        .or_else(|| escaped(bytes, b'%'))
        .or_else(|| escaped(bytes, b'\\'))
        .or_else(|| base_64(bytes))
}

/// Whether a text has the signs that the marks of Chinese in UTF-8 are in GBK: ，is 锛 with what follows it, or 紝 with what
/// stands before, 。is 銆. Hardly anybody writes these.
pub fn is_of_gbk(bytes: &[u8]) -> bool {
    ["锛", "紝", "銆"].iter().any(|sign| memchr::memmem::find(bytes, sign.as_bytes()).is_some())
}

/// Bytes of UTF-8 that were taken for GBK and saved as UTF-8. A character of which some bytes had no place there is lost.
fn from_gbk(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut out = Vec::with_capacity(bytes.len());
    for c in text.chars() {
        let mut buffer = [0; 4];
        match (c, &*GB18030.encode(c.encode_utf8(&mut buffer)).0) {
            // GBK of Windows has it in one byte.
            ('€', _) => out.push(0x80),
            (char::REPLACEMENT_CHARACTER, _) => out.push(0xFF),
            (_, one_or_two) if one_or_two.len() < 4 => out.extend_from_slice(one_or_two),
            _ => return None,
        }
    }
    // Of a character each of whose bytes is a fault, and of the ? that stands for one, one loss is enough.
    let mut whole = String::with_capacity(out.len());
    for chunk in out.utf8_chunks() {
        whole.push_str(chunk.valid());
        let is_told = chunk.valid().is_empty() && whole.ends_with(char::REPLACEMENT_CHARACTER);
        if !chunk.invalid().is_empty() && !is_told {
            whole.push(char::REPLACEMENT_CHARACTER);
        }
    }
    Some(whole.replace("\u{FFFD}?", "\u{FFFD}").into_bytes())
}

/// Number of characters that were lost before a text was saved: where marks of loss in UTF-8 were taken for GBK, two of them
/// are 锟斤拷.
pub fn lost(text: &str) -> usize {
    /// Fewer are spoken of.
    const FEWEST: usize = 3;
    let signs = memchr::memmem::find_iter(text.as_bytes(), "锟斤拷").count();
    if signs < FEWEST { 0 } else { 2 * signs }
}

/// Bytes that were taken for Latin-1 or Windows-1252 and saved as UTF-8; what is in neither was lost.
fn from_latin(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut out = Vec::with_capacity(bytes.len());
    for c in text.chars() {
        let mut buffer = [0; 4];
        match (u8::try_from(u32::from(c)), &*WINDOWS_1252.encode(c.encode_utf8(&mut buffer)).0) {
            (Ok(byte), _) | (Err(_), &[byte @ 0x80..=0xFF]) => out.push(byte),
            (Err(_), _) if c == char::REPLACEMENT_CHARACTER => out.push(b'?'),
            _ => return None,
        }
    }
    Some(out)
}

/// Bytes that are written as a sign and two hexadecimal digits, or as one and a code of UTF-16.
fn escaped(bytes: &[u8], sign: u8) -> Option<Vec<u8>> {
    let (mut out, mut units, mut written, mut rest) = (Vec::with_capacity(bytes.len()), Vec::new(), 0, bytes);
    while let [first, after @ ..] = rest {
        // \u{6E21}, \U00006E21, \346\270\241
        if *first == sign
            && sign == b'\\'
            && let Some((code, length)) = code_point(after).or_else(|| octal(after))
        {
            push_units(&mut units, &mut out);
            match code {
                Code::Character(c) => out.extend(c.encode_utf8(&mut [0; 4]).bytes()),
                Code::Byte(byte) => out.push(byte),
            }
            written += 1 + length;
            rest = &after[length..];
            continue;
        }
        let (unit, byte, digits_end) = match after {
            _ if *first != sign => (None, None, 0),
            [b'u', digits @ ..] if sign != b'=' => (hexadecimal(digits, 4).map(|unit| unit as u16), None, 6),
            [b'x', digits @ ..] if sign == b'\\' => (None, hexadecimal(digits, 2), 4),
            digits if sign != b'\\' => (None, hexadecimal(digits, 2), 3),
            _ => (None, None, 0),
        };
        if unit.is_none() {
            push_units(&mut units, &mut out);
        }
        let length = match (unit, byte) {
            (Some(unit), _) => {
                units.push(unit);
                digits_end
            }
            (None, Some(byte)) => {
                out.push(byte as u8);
                digits_end
            }
            // A line that goes on in the next one.
            (None, None) if *first == b'=' && sign == b'=' && after.starts_with(b"\n") => 2,
            (None, None) if *first == b'=' && sign == b'=' && after.starts_with(b"\r\n") => 3,
            (None, None) => {
                out.push(*first);
                rest = after;
                continue;
            }
        };
        written += length;
        rest = &rest[length..];
    }
    push_units(&mut units, &mut out);
    // An address on an English page is no reason.
    (written * 2 > bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).count()).then_some(out)
}

/// Meaning of an escape.
enum Code {
    Character(char),
    Byte(u8),
}

/// A character by its number, and the length of that: `u{6E21}`, `U00006E21`.
fn code_point(after: &[u8]) -> Option<(Code, usize)> {
    let (code, length) = match after {
        [b'u', b'{', rest @ ..] => {
            let end = rest.iter().take(7).position(|byte| *byte == b'}')?;
            (hexadecimal(rest, end)?, end + 3)
        }
        [b'U', rest @ ..] => (hexadecimal(rest, 8)?, 9),
        _ => return None,
    };
    Some((Code::Character(char::from_u32(code)?), length))
}

/// A byte by three octal digits.
fn octal(after: &[u8]) -> Option<(Code, usize)> {
    let digits =
        std::str::from_utf8(after.get(..3)?).ok().filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    Some((Code::Byte(u8::from_str_radix(digits, 8).ok()?), 3))
}

fn push_units(units: &mut Vec<u16>, out: &mut Vec<u8>) {
    for c in char::decode_utf16(units.drain(..)) {
        out.extend(c.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut [0; 4]).bytes());
    }
}

/// The number that so many hexadecimal digits are.
pub(crate) fn hexadecimal(digits: &[u8], count: usize) -> Option<u32> {
    let digits = std::str::from_utf8(digits.get(..count)?).ok()?;
    let all = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| all)
}

/// The bytes of a text that is base 64 and nothing else.
fn base_64(bytes: &[u8]) -> Option<Vec<u8>> {
    /// Digits of the shortest text that is no word.
    const SHORTEST: usize = 64;
    let digits: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let bare = digits.strip_suffix(b"==").or_else(|| digits.strip_suffix(b"=")).unwrap_or(&digits);
    if bare.len() < SHORTEST {
        return None;
    }
    // A sample may end within four digits, of which one alone is no byte.
    let whole = bare.len() - usize::from(bare.len() % 4 == 1);
    BASE_64.decode(&bare[..whole]).ok()
}
