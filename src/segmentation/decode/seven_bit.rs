//! Encodings in bytes of seven bits, which shift between ASCII and Chinese by signs of ASCII: HZ, ISO-2022, UTF-7.
//!
//! Mail and news of the nineties, and what was saved of them, come so. Whatever bytes are read; what stands for no
//! character becomes `U+FFFD`.

use encoding_rs::{EUC_JP, EUC_KR, GBK};

/// HZ (RFC 1843): GB 2312 without the eighth bits between `~{` and `~}`. A line end shifts back.
pub fn hz(bytes: &[u8]) -> String {
    let mut eight_bits = Vec::with_capacity(bytes.len());
    let (mut rest, mut shifted) = (bytes, false);
    while let [first, after @ ..] = rest {
        rest = match (rest, shifted) {
            ([b'~', b'{', rest @ ..], false) => {
                shifted = true;
                rest
            }
            ([b'~', b'}', rest @ ..], true) => {
                shifted = false;
                rest
            }
            ([b'~', b'~', rest @ ..], false) => {
                eight_bits.push(b'~');
                rest
            }
            // A line that goes on in the next one.
            ([b'~', b'\n', rest @ ..] | [b'~', b'\r', b'\n', rest @ ..], false) => rest,
            ([a @ 0x21..=0x7E, b @ 0x21..=0x7E, rest @ ..], true) => {
                eight_bits.extend([a | 0x80, b | 0x80]);
                rest
            }
            _ => {
                shifted &= *first != b'\n';
                eight_bits.push(*first);
                after
            }
        };
    }
    GBK.decode_without_bom_handling(&eight_bits).0.into_owned()
}

/// A set of characters that ISO-2022 shifts to.
#[derive(Clone, Copy, PartialEq)]
enum Set {
    Ascii,
    /// GB 2312.
    Gb,
    /// JIS X 0208.
    Jis,
    /// JIS X 0212.
    MoreJis,
    /// KS X 1001.
    Ks,
    /// CNS 11643, or another without a table here.
    Unknown,
}

impl Set {
    fn read(self, a: u8, b: u8) -> String {
        let pair = [a | 0x80, b | 0x80];
        let (text, _) = match self {
            Set::Gb => GBK.decode_without_bom_handling(&pair),
            Set::Jis => EUC_JP.decode_without_bom_handling(&pair),
            Set::MoreJis => {
                return EUC_JP.decode_without_bom_handling(&[0x8F, pair[0], pair[1]]).0.into_owned();
            }
            Set::Ks => EUC_KR.decode_without_bom_handling(&pair),
            Set::Ascii | Set::Unknown => return char::REPLACEMENT_CHARACTER.into(),
        };
        text.into_owned()
    }
}

/// ISO-2022-CN, -JP and -KR (RFC 1922, 1468, 1557): sets named by escape sequences, shifted to at once (JP) or by
/// `SO` and back by `SI` (CN, KR). Of CNS 11643, which ISO-2022-CN can name too, no table is here.
pub fn iso_2022(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let (mut at_once, mut by_shift, mut shifted) = (Set::Ascii, Set::Unknown, false);
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = match rest {
            [0x1B, b'$', b'@' | b'B', rest @ ..] => {
                at_once = Set::Jis;
                rest
            }
            [0x1B, b'$', b'A', rest @ ..] => {
                at_once = Set::Gb;
                rest
            }
            [0x1B, b'$', b'(', set, rest @ ..] => {
                at_once = match set {
                    b'A' => Set::Gb,
                    b'B' => Set::Jis,
                    b'C' => Set::Ks,
                    b'D' => Set::MoreJis,
                    _ => Set::Unknown,
                };
                rest
            }
            [0x1B, b'$', b')', set, rest @ ..] => {
                by_shift = match set {
                    b'A' | b'E' => Set::Gb,
                    b'C' => Set::Ks,
                    _ => Set::Unknown,
                };
                rest
            }
            [0x1B, b'$', b'*' | b'+', _, rest @ ..] => rest,
            [0x1B, b'(', b'B' | b'J', rest @ ..] => {
                at_once = Set::Ascii;
                rest
            }
            // One character of a set without a table.
            [0x1B, b'N' | b'O', 0x21..=0x7E, 0x21..=0x7E, rest @ ..] => {
                out.push(char::REPLACEMENT_CHARACTER);
                rest
            }
            [0x0E | 0x0F, rest @ ..] => {
                shifted = *first == 0x0E;
                rest
            }
            [a @ 0x21..=0x7E, b @ 0x21..=0x7E, rest @ ..] if shifted || at_once != Set::Ascii => {
                out.push_str(&if shifted { by_shift } else { at_once }.read(*a, *b));
                rest
            }
            _ => {
                if *first == b'\n' {
                    (at_once, shifted) = (Set::Ascii, false);
                }
                out.push(if first.is_ascii() { char::from(*first) } else { char::REPLACEMENT_CHARACTER });
                after
            }
        };
    }
    out
}

/// UTF-7 (RFC 2152): UTF-16 in base 64 between `+` and the first byte that is no digit of it, a `-` among them
/// taken away; `+-` is a plus sign.
pub fn utf_7(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        if *first != b'+' {
            out.push(if first.is_ascii() { char::from(*first) } else { char::REPLACEMENT_CHARACTER });
            rest = after;
            continue;
        }
        let digits = after.iter().map_while(|&byte| digit(byte));
        let length = digits.clone().count();
        let closed = after.get(length) == Some(&b'-');
        if length == 0 {
            // A plus sign that is only that, as `+-` or, against the rules, as it is.
            out.push('+');
        }
        let (mut bits, mut held, mut units) = (0_u32, 0, Vec::new());
        for digit in digits {
            (bits, held) = (bits << 6 | digit, held + 6);
            if held >= 16 {
                held -= 16;
                units.push((bits >> held) as u16);
                bits &= (1 << held) - 1;
            }
        }
        out.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        if held >= 6 || bits != 0 {
            out.push(char::REPLACEMENT_CHARACTER);
        }
        rest = &after[length + usize::from(closed)..];
    }
    out.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(out)
}

/// A digit of base 64.
fn digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}
