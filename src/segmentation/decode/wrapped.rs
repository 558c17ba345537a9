//! Text that was written once more: as signs of ASCII (quoted-printable, percent signs, `\u6E21`, base 64), or taken for
//! Latin letters and saved as such, `ÐÂ¶É¿Ú` and `æ–°æ¸¡å£`.
//!
//! Programs of mail and of the web leave it so. What it was written from is any other encoding.

use super::{Encoding, detect};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, general_purpose::NO_PAD};
use encoding_rs::WINDOWS_1252;

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
    if !bytes.is_ascii() {
        return from_latin(bytes);
    }
    escaped(bytes, b'=')
        .or_else(|| escaped(bytes, b'%'))
        .or_else(|| escaped(bytes, b'\\'))
        .or_else(|| base_64(bytes))
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
        let (unit, byte, digits_end) = match after {
            _ if *first != sign => (None, None, 0),
            [b'u', digits @ ..] if sign != b'=' => (hexadecimal(digits, 4), None, 6),
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
            (None, None) if sign == b'=' && after.starts_with(b"\n") => 2,
            (None, None) if sign == b'=' && after.starts_with(b"\r\n") => 3,
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

fn push_units(units: &mut Vec<u16>, out: &mut Vec<u8>) {
    for c in char::decode_utf16(units.drain(..)) {
        out.extend(c.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut [0; 4]).bytes());
    }
}

fn hexadecimal(digits: &[u8], count: usize) -> Option<u16> {
    let digits = std::str::from_utf8(digits.get(..count)?).ok()?;
    let all = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| all)
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
