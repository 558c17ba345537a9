//! Bytes to a [`Page`]: which encoding they are in, how sure that is, and whether they are text at all.
//!
//! A mark at the beginning (BOM) decides. Without one, valid UTF-8 decides where it is long enough to be no
//! accident. Else the beginning of the file is decoded in each encoding, and the readings are compared by how
//! much they look like Chinese: the wrong reading of Chinese bytes falls among rare characters, the right one
//! among the few hundred that make up most of any page. Bytes of seven bits are ASCII unless they shift to what
//! looks like Chinese (`seven_bit`); a file in several encodings is read piece by piece (`pieces`), one that was written once
//! more as it was before (`wrapped`).

mod pieces;
mod seven_bit;
mod wrapped;

pub(crate) use wrapped::hexadecimal;

use super::Page;
use crate::han::character::is_noncharacter;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// An encoding that page files come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, ASCII within it.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// GB18030, and with it GBK and GB2312.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// Big5 with the Hong Kong supplement.
    #[serde(rename = "big5")]
    Big5,
    /// HZ, of seven bits: GB 2312 between `~{` and `~}`.
    #[serde(rename = "hz")]
    Hz,
    /// ISO-2022-CN, -JP or -KR, of seven bits: sets named by escape sequences.
    #[serde(rename = "iso-2022")]
    Iso2022,
    /// UTF-7, of seven bits: UTF-16 in base 64.
    #[serde(rename = "utf-7")]
    Utf7,
    /// UTF-8, GB18030 and Big5 by turns in one file.
    #[serde(rename = "mixed")]
    Mixed,
    /// Any of these, written once more: quoted-printable, percent signs, `\u`, base 64, or taken for Latin letters or for
    /// GBK.
    #[serde(rename = "wrapped")]
    Wrapped,
    /// UTF-32, low byte first.
    #[serde(rename = "utf-32le")]
    Utf32Le,
    /// UTF-32, high byte first.
    #[serde(rename = "utf-32be")]
    Utf32Be,
}

impl Encoding {
    /// All encodings, the most usual first.
    pub const ALL: [Encoding; 12] = [
        Encoding::Utf8,
        Encoding::Gb18030,
        Encoding::Big5,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Utf32Le,
        Encoding::Utf32Be,
        Encoding::Hz,
        Encoding::Iso2022,
        Encoding::Utf7,
        Encoding::Mixed,
        Encoding::Wrapped,
    ];

    /// Those of bytes of eight bits, in which a file is as a whole; where two readings look equally good, the earlier
    /// one stands.
    const WHOLE: [Encoding; 5] =
        [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be];

    /// The name to show and to save: `utf-8`, `gb18030`, `big5`, `hz`, ….
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Utf32Le => "utf-32le",
            Encoding::Utf32Be => "utf-32be",
            Encoding::Gb18030 => "gb18030",
            Encoding::Big5 => "big5",
            Encoding::Hz => "hz",
            Encoding::Iso2022 => "iso-2022",
            Encoding::Utf7 => "utf-7",
            Encoding::Mixed => "mixed",
            Encoding::Wrapped => "wrapped",
        }
    }

    /// The encoding of a name in any of its usual spellings: `GBK`, `gb2312`, `UTF8`, `big5-hkscs`, ….
    pub fn from_name(name: &str) -> Option<Encoding> {
        let name = name.trim().to_ascii_lowercase();
        match &*name {
            "hz-gb-2312" | "hz-gb2312" => return Some(Encoding::Hz),
            "iso-2022-cn" | "iso-2022-cn-ext" | "iso-2022-jp" | "iso-2022-kr" => {
                return Some(Encoding::Iso2022);
            }
            "utf7" => return Some(Encoding::Utf7),
            "utf-32" | "utf32" | "ucs-4" => return Some(Encoding::Utf32Le),
            "quoted-printable" | "base64" => return Some(Encoding::Wrapped),
            _ => {}
        }
        let found = encoding_rs::Encoding::for_label(name.as_bytes());
        let table = if found == Some(encoding_rs::GBK) { Some(encoding_rs::GB18030) } else { found };
        let is =
            |encoding: &Encoding| encoding.name() == name || table.is_some() && encoding.table() == table;
        Encoding::ALL.into_iter().find(is)
    }

    /// The table of the WHATWG; `None` where it has none.
    fn table(self) -> Option<&'static encoding_rs::Encoding> {
        Some(match self {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Gb18030 => encoding_rs::GB18030,
            Encoding::Big5 => encoding_rs::BIG5,
            Encoding::Utf32Le
            | Encoding::Utf32Be
            | Encoding::Hz
            | Encoding::Iso2022
            | Encoding::Utf7
            | Encoding::Mixed
            | Encoding::Wrapped => return None,
        })
    }

    fn read(self, bytes: &[u8]) -> String {
        match (self.table(), self) {
            (Some(table), _) => table.decode_without_bom_handling(bytes).0.into_owned(),
            (None, Encoding::Utf32Le) => utf_32(bytes, u32::from_le_bytes),
            (None, Encoding::Utf32Be) => utf_32(bytes, u32::from_be_bytes),
            (None, Encoding::Hz) => seven_bit::hz(bytes),
            (None, Encoding::Iso2022) => seven_bit::iso_2022(bytes),
            (None, Encoding::Utf7) => seven_bit::utf_7(bytes),
            (None, Encoding::Wrapped) => wrapped::read(bytes),
            (None, _) => pieces::read(bytes).text,
        }
    }
}

/// The text of units of four bytes; what is no character, or cut, is lost.
fn utf_32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> String {
    let character = |four: &[u8]| four.try_into().ok().and_then(|four| char::from_u32(unit(four)));
    bytes.chunks(4).map(|four| character(four).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The encoding of unmarked units of four bytes: no other text has three in a row that are characters.
fn detect_utf_32(sample: &[u8]) -> Option<Encoding> {
    /// Fewer are an accident.
    const FEWEST: usize = 3;
    let is = |encoding: &Encoding| {
        let text = encoding.read(&sample[..sample.len() / 4 * 4]);
        text.chars().all(|c| c != char::REPLACEMENT_CHARACTER && !is_control(c))
    };
    let fits = sample.len() >= 4 * FEWEST && sample.contains(&0);
    [Encoding::Utf32Le, Encoding::Utf32Be].into_iter().find(|encoding| fits && is(encoding))
}

/// A page file as text.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// The text and its lines. Every character is kept, the invisible and the harmful ones among them; see
    /// [`is_hazard`] for showing them.
    pub page: Page,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// Probability, 0 to 1, that this is the right encoding; 1 where it was asked for or marked.
    pub confidence: f32,
    /// Characters `U+FFFD` in the text: bytes that stand for no character, or places that the file itself
    /// marks as lost.
    pub replaced: usize,
}

/// Reason why bytes are no page of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NotText {
    /// The first bytes are those of another kind of file.
    Kind(FileKind),
    /// Too many control characters or too many bytes that stand for no character.
    Binary {
        /// Share of such characters, 0 to 1.
        share: f32,
    },
    /// It is marked by nothing, and in no encoding does it look like Chinese.
    NoReading,
    /// One line is longer than any printed page.
    LongLine {
        /// Its bytes of decoded text.
        bytes: usize,
    },
}

/// A kind of file that is often found under the wrong name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum FileKind {
    Jpeg,
    Png,
    Gif,
    Tiff,
    Pdf,
    Zip,
    Gzip,
    Office,
    Rtf,
    Djvu,
    Sqlite,
    Program,
}

/// First bytes of the kinds of file.
const SIGNATURES: [(&[u8], FileKind); 14] = [
    (b"\xFF\xD8\xFF", FileKind::Jpeg),
    (b"\x89PNG\r\n", FileKind::Png),
    (b"GIF8", FileKind::Gif),
    (b"II*\0", FileKind::Tiff),
    (b"MM\0*", FileKind::Tiff),
    (b"%PDF-", FileKind::Pdf),
    (b"PK\x03\x04", FileKind::Zip),
    (b"\x1F\x8B", FileKind::Gzip),
    (b"\xD0\xCF\x11\xE0", FileKind::Office),
    (b"{\\rtf", FileKind::Rtf),
    (b"AT&TFORM", FileKind::Djvu),
    (b"SQLite format 3\0", FileKind::Sqlite),
    (b"\x7FELF", FileKind::Program),
    (b"MZ\x90\0", FileKind::Program),
];

/// Marks at the beginning of a file, the longer ones first.
const MARKS: [(&[u8], Encoding); 6] = [
    (b"\xFF\xFE\0\0", Encoding::Utf32Le),
    (b"\0\0\xFE\xFF", Encoding::Utf32Be),
    (b"\x84\x31\x95\x33", Encoding::Gb18030),
    (b"\xEF\xBB\xBF", Encoding::Utf8),
    (b"\xFF\xFE", Encoding::Utf16Le),
    (b"\xFE\xFF", Encoding::Utf16Be),
];

/// Bytes of a file that are read to find the encoding: some twenty thousand characters settle it.
const SAMPLE: usize = 64 << 10;

/// Share of control and lost characters above which a file is no text. Random bytes have above 0.2 in every
/// encoding; the worst scans with lost characters stay under 0.05.
const MOST_GARBAGE: f32 = 0.1;
/// The same share in a text that was written once more: what is left has been seen to be Chinese.
const MOST_LOST: f32 = 0.3;

/// Bytes of the longest line: some thirty printed pages without one line end are no page.
const LONGEST_LINE: usize = 1 << 20;

/// Characters of multi-byte UTF-8 without a fault that are no accident: text in another encoding passes for
/// UTF-8 by chance about once in ten a character.
const SURE_UTF8: usize = 12;

/// Reads bytes as a page, in the encoding that is asked for or else the most likely one.
pub fn decode(bytes: &[u8], wish: Option<Encoding>) -> Result<Decoded, NotText> {
    if let Some((_, kind)) = SIGNATURES.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Err(NotText::Kind(*kind));
    }
    let marked = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
    let found = match (wish, marked) {
        (Some(wish), _) => Some((wish, 1.0)),
        (None, Some((_, encoding))) => Some((*encoding, 1.0)),
        (None, None) => detect(bytes),
    };
    let mark = marked.filter(|(_, marked)| found.is_some_and(|(encoding, _)| encoding == *marked));
    let bytes = &bytes[mark.map_or(0, |(mark, _)| mark.len())..];
    let mixed = if wish.is_none() { detect_mixed(bytes, found.map(|(encoding, _)| encoding)) } else { None };
    let (text, encoding, confidence) = match (mixed, found) {
        (Some((text, confidence)), _) => (text, Encoding::Mixed, confidence),
        (None, Some((encoding, confidence))) => (encoding.read(bytes), encoding, confidence),
        (None, None) => return Err(NotText::NoReading),
    };
    let longest = longest_line(&text);
    let (mut characters, mut replaced, mut controls) = (0usize, wrapped::lost(&text), 0usize);
    for c in text.chars() {
        characters += 1;
        replaced += usize::from(c == '\u{FFFD}');
        controls += usize::from(is_control(c));
    }
    // A character cut at the end of the file says nothing about the rest.
    let cut = usize::from(text.ends_with('\u{FFFD}'));
    let share = (replaced - cut + controls) as f32 / characters.max(1) as f32;
    let most = if encoding == Encoding::Wrapped { MOST_LOST } else { MOST_GARBAGE };
    if share > most && replaced - cut + controls > 1 {
        return Err(NotText::Binary { share });
    }
    if longest > LONGEST_LINE {
        return Err(NotText::LongLine { bytes: longest });
    }
    Ok(Decoded { page: Page::new(text), encoding, confidence, replaced })
}

/// Whether a character must not reach a screen as it is: controls, and the marks that hide text or turn its
/// direction. A view shows a placeholder for it or leaves it out; the page keeps it.
pub fn is_hazard(c: char) -> bool {
    is_control(c)
        || matches!(c, '\r' | '\u{0C}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || matches!(c as u32, 0xE0000..=0xE0FFF)
        || is_noncharacter(c)
}

/// Whether a character shows nothing: blanks, hazards, and what only fills or varies.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || is_hazard(c)
        || matches!(c, '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}')
}

/// Controls that no text needs; tab, line end, form feed and the DOS end-of-file mark are left aside.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{0C}' | '\u{1A}' | '\u{85}')
}

fn longest_line(text: &str) -> usize {
    let mut start = 0;
    let mut longest = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        longest = longest.max(end - start);
        start = end + 1;
    }
    longest
}

/// Points a character below which a reading is noise: random bytes get about -3 in their best encoding, random
/// Han (UTF-16 that lost a byte) about -1, and pieces of 20 bytes of real pages above 0.
const NOISE: f32 = -0.3;

/// The most likely encoding of unmarked bytes and its probability; `None` if no reading makes sense.
fn detect(bytes: &[u8]) -> Option<(Encoding, f32)> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let passes = !sample.contains(&0) && passes_for_utf8(sample);
    if passes {
        let wide = sample.iter().filter(|b| **b >= 0xC0).count();
        if wide == 0 {
            return Some(
                detect_shifts(sample).or_else(|| detect_wrapped(sample)).unwrap_or((Encoding::Utf8, 1.0)),
            );
        }
        if wide >= SURE_UTF8 || is_of_latin_words(sample) || is_of_blanks(sample) {
            let is_latin = sample.iter().filter(|b| matches!(b, 0xC2 | 0xC3)).count() * 2 > wide;
            let wrapped = if is_latin || wrapped::is_of_gbk(sample) { detect_wrapped(sample) } else { None };
            return Some(wrapped.unwrap_or((Encoding::Utf8, 1.0)));
        }
    }
    if let Some(encoding) = detect_utf_32(sample) {
        return Some((encoding, 1.0));
    }
    let mut ranked: Vec<(f32, Encoding)> = Encoding::WHOLE
        .into_iter()
        .map(|encoding| (likeness(&encoding.read(sample), encoding), encoding))
        .collect();
    // The sort is stable: equals stay in the order of `Encoding::ALL`.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    if ranked[0].0 < NOISE {
        return passes.then_some((Encoding::Utf8, 0.5));
    }
    let margin = (ranked[0].0 - ranked[1].0) * (sample.len() as f32 / 2.0).min(64.0).sqrt();
    Some((ranked[0].1, 1.0 / (1.0 + (-margin).exp())))
}

/// Whether every character beyond ASCII is a Latin letter beside another: Größe. In other encodings the same bytes are single
/// Han within words.
fn is_of_latin_words(sample: &[u8]) -> bool {
    let text = whole_characters(sample);
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c < '\u{250}');
    let beyond = || text.char_indices().filter(|(_, c)| !c.is_ascii());
    beyond().next().is_some()
        && beyond().all(|(at, c)| {
            let after = text[at + c.len_utf8()..].chars().next();
            is_letter(Some(c)) && (is_letter(text[..at].chars().next_back()) || is_letter(after))
        })
}

/// Whether every character beyond ASCII is one that shows nothing: of these no other encoding's text is made.
fn is_of_blanks(sample: &[u8]) -> bool {
    whole_characters(sample).chars().filter(|c| !c.is_ascii()).all(is_unseen)
}

/// The text of a sample in UTF-8, without a character that it cuts.
fn whole_characters(sample: &[u8]) -> &str {
    sample.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

/// The encoding that ASCII shifts to and its probability; `None` where it is only ASCII. An escape sequence stands in
/// no text; braces after a tilde and plus signs do, and are shifts only where Chinese comes of them.
fn detect_shifts(sample: &[u8]) -> Option<(Encoding, f32)> {
    /// Points a character from which ASCII read otherwise is Chinese: by chance it is noise.
    const CHINESE: f32 = 1.0;
    let has = |sign: &[u8]| memchr::memmem::find(sample, sign).is_some();
    if has(b"\x1B$") {
        let text = Encoding::Iso2022.read(sample);
        let (_, counted) = points(&text);
        let lost = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        return (counted > 0.0).then(|| (Encoding::Iso2022, (1.0 - lost as f32 / counted).max(0.5)));
    }
    let hz = (has(b"~{") && has(b"~}")).then_some(Encoding::Hz);
    let utf_7 = has(b"+").then_some(Encoding::Utf7);
    let found = hz.into_iter().chain(utf_7).find_map(|encoding| {
        let likeness = likeness(&encoding.read(sample), encoding);
        (likeness > CHINESE).then_some((encoding, likeness))
    });
    found.map(|(encoding, likeness)| (encoding, 1.0 / (1.0 + (-4.0 * likeness).exp())))
}

/// That a text was written once more, and how likely that is: where Chinese comes of it that was none before.
fn detect_wrapped(sample: &[u8]) -> Option<(Encoding, f32)> {
    /// Points a character from which that is no accident.
    const CHINESE: f32 = 1.0;
    // A character that the sample cuts is no fault of the text.
    let whole = std::str::from_utf8(sample).map_or_else(|e| &sample[..e.valid_up_to()], |_| sample);
    let unwrapped = wrapped::unwrapped(whole)?;
    let (encoding, _) = detect(&unwrapped).filter(|(encoding, _)| *encoding != Encoding::Wrapped)?;
    let mut text = encoding.read(&unwrapped);
    if wrapped::is_of_gbk(whole) {
        // What was lost on the way says nothing of the rest.
        text.retain(|c| c != char::REPLACEMENT_CHARACTER);
    }
    let likeness = likeness(&text, encoding);
    (likeness > CHINESE).then(|| (Encoding::Wrapped, 1.0 / (1.0 + (-4.0 * likeness).exp())))
}

/// The text of bytes that are in several encodings by turns, and how likely that is. `whole` is what they are taken
/// for as a whole.
fn detect_mixed(bytes: &[u8], whole: Option<Encoding>) -> Option<(String, f32)> {
    let by_turns = matches!(whole, None | Some(Encoding::Utf8 | Encoding::Gb18030 | Encoding::Big5));
    if !by_turns || bytes.len() < 2 || passes_for_utf8(bytes) {
        return None;
    }
    let pieces = pieces::read(bytes);
    let is_text = whole.is_some() || likeness(&pieces.text, Encoding::Mixed) >= NOISE;
    (pieces.mixed && is_text).then(|| (pieces.text, 1.0 / (1.0 + (-pieces.gain / pieces::CHANGE).exp())))
}

/// Whether bytes are UTF-8, a character cut at their end aside.
fn passes_for_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).err().is_none_or(|e| e.error_len().is_none())
}

/// Likeness of a reading to Chinese: mean points a character, ASCII set apart.
fn likeness(text: &str, encoding: Encoding) -> f32 {
    /// Weight of the prior that pulls short texts to the middle, in characters.
    const PRIOR: f32 = 2.0;
    let text = text.strip_suffix('\u{FFFD}').unwrap_or(text);
    let (mut sum, mut counted) = points(text);
    if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
        // In UTF-16 an ASCII character takes a zero byte: that speaks for UTF-16. Elsewhere it says nothing.
        let ascii = text.chars().filter(|c| c.is_ascii() && !is_control(*c)).count() as f32;
        (sum, counted) = (sum + ascii, counted + ascii);
    }
    sum / (counted + PRIOR)
}

/// Likeness of a reading to Chinese in points, and of how many characters: those that are no ASCII, and controls.
pub(crate) fn points(text: &str) -> (f32, f32) {
    let counted = text.chars().filter(|c| !c.is_ascii() || is_control(*c));
    counted.fold((0.0, 0.0), |(sum, count), c| (sum + character_points(c), count + 1.0))
}

fn character_points(c: char) -> f32 {
    match c {
        '\u{FFFD}' => -8.0,
        '，' | '。' | '、' | '：' | '“' | '”' | '「' | '」' | '\u{3000}' => 2.5,
        '《' | '》' | '（' | '）' | '；' | '？' | '！' | '—' | '…' | '·' | '『' | '』' => 1.5,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => 0.5,
        '\u{3001}'..='\u{3020}' | '■'..='◆' | '○'..='●' | '☆' | '★' | '％' | '／' => 0.0,
        '\u{4E00}'..='\u{9FFF}' => match familiarity(c) {
            Familiarity::Frequent => 3.0,
            Familiarity::Common => 0.8,
            Familiarity::Rare => -2.0,
        },
        '\u{3040}'..='\u{30FF}' => -1.5,
        '\u{2000}'..='\u{22FF}' | '\u{FF00}'..='\u{FF65}' | '\u{A0}'..='\u{BF}' => -1.0,
        '\u{E000}'..='\u{F8FF}' => -5.0,
        _ if is_control(c) => -6.0,
        _ => -3.0,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Familiarity {
    Frequent,
    Common,
    Rare,
}

/// Characters that between them make up more than half of a Chinese page, in both scripts.
const FREQUENT: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子\
说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开\
它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问\
意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较\
将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处府研究市省县镇乡村记者报讯今昨近\
這為個國時來們於對會發動過說產種後學經進著電裡現實兩體當使點從業應開還義間樣與關線數氣變條沒結問無軍題黨總設長頭資邊級\
圖統較將組見計別論運農幾區強戰則據處報訊縣鎮鄉記號價廣告寄銀洋局店先生君女士矣乎哉云曰該";

/// Usualness of a Han character: by [`FREQUENT`], then by the first levels of GB 2312 and Big5, which were
/// drawn up by frequency.
fn familiarity(c: char) -> Familiarity {
    static TABLE: OnceLock<Vec<Familiarity>> = OnceLock::new();
    const FIRST: u32 = 0x4E00;
    let table = TABLE.get_or_init(|| {
        let mut table = vec![Familiarity::Rare; 0x5200];
        let mut mark = |text: &str, as_what: Familiarity| {
            for c in text.chars() {
                if let Some(slot) = (c as u32).checked_sub(FIRST).and_then(|i| table.get_mut(i as usize)) {
                    *slot = as_what;
                }
            }
        };
        let rows = |leads: std::ops::RangeInclusive<u8>, trails: Vec<u8>| -> Vec<u8> {
            leads.flat_map(|lead| trails.iter().flat_map(move |trail| [lead, *trail])).collect()
        };
        mark(&Encoding::Gb18030.read(&rows(0xB0..=0xD7, (0xA1..=0xFE).collect())), Familiarity::Common);
        let trails = (0x40..=0x7E).chain(0xA1..=0xFE).collect();
        mark(&Encoding::Big5.read(&rows(0xA4..=0xC6, trails)), Familiarity::Common);
        mark(FREQUENT, Familiarity::Frequent);
        table
    });
    table.get((c as u32).wrapping_sub(FIRST) as usize).copied().unwrap_or(Familiarity::Rare)
}

#[cfg(test)]
mod tests;
