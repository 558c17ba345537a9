//! Makes the engine's word table out of a jieba dictionary (`word frequency tag` rows) and OpenCC's characters.

use crate::han::lexicon::{CLASS, FREQUENCY, LONGEST_WORD, WordClass, hash_word};
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::collections::BTreeMap;

/// Words seen less often than this in the dictionary's own corpus are left out.
const RAREST_WORD: u64 = 3;

/// Forms of lead type that OpenCC's tables leave out, each followed by today's.
const OLD_FORMS: &str = "吿告囘回卽即旣既眞真敎教淸清靑青戶户爲为鎭镇槪概凖准敍叙冲冲决决况况减减凉凉啓启峯峰羣群\
    說说脫脱稅税銳锐閱阅悅悦鄕乡彥彦產产顏颜錄录綠绿祿禄虛虚黃黄橫横强强溫温奬奖默默畧略\
    尙尚甁瓶喩喻揷插郞郎姬姬寗宁淨净爭争靜静步步免免歲岁";

/// The bytes of the table, in the format that `han::lexicon` describes.
pub fn compile(dictionary: &str) -> Result<Vec<u8>, String> {
    let converter = OpenCC::from_config(BuiltinConfig::T2s).map_err(|e| format!("OpenCC's tables: {e}"))?;
    let mut simplified: BTreeMap<char, char> = BTreeMap::new();
    for c in ('\u{3400}'..='\u{9fff}').chain('\u{f900}'..='\u{faff}') {
        let form = converter.convert(&c.to_string());
        if let Some(to) = form.chars().next().filter(|&to| to != c) {
            simplified.insert(c, to);
        }
    }
    let mut forms = OLD_FORMS.chars();
    while let (Some(old), Some(new)) = (forms.next(), forms.next()) {
        if old != new {
            simplified.insert(old, simplified.get(&new).copied().unwrap_or(new));
        }
    }
    let (mut words, mut letters, mut pairs) =
        (BTreeMap::new(), BTreeMap::<char, u64>::new(), BTreeMap::new());
    for row in dictionary.lines() {
        let mut fields = row.split(' ');
        let (Some(word), Some(count)) = (fields.next(), fields.next().and_then(|n| n.parse::<u64>().ok()))
        else {
            continue;
        };
        let word: Vec<char> = word.chars().map(|c| simplified.get(&c).copied().unwrap_or(c)).collect();
        for &c in &word {
            *letters.entry(c).or_default() += count;
        }
        for pair in word.windows(2) {
            *pairs.entry([pair[0], pair[1]]).or_insert(0u64) += count;
        }
        if word.len() <= LONGEST_WORD && count >= RAREST_WORD {
            let class = class(fields.next().unwrap_or_default());
            let slot = words.entry(word).or_insert((0u64, class));
            slot.0 += count;
        }
    }
    let (all_letters, all_pairs) = (letters.values().sum::<u64>() as f64, pairs.values().sum::<u64>() as f64);
    let association = |pair: &[char; 2], count: u64| {
        let chance =
            (letters[&pair[0]] + 1) as f64 / all_letters * ((letters[&pair[1]] + 1) as f64 / all_letters);
        (count as f64 / all_pairs / chance).ln().clamp(-4.0, 8.0)
    };
    let thousandths = |value: f64| (value * 1000.0).round() as u16;
    let words = table(
        words.iter().map(|(word, &(n, class))| {
            (hash_word(word), thousandths(((n + 1) as f64).log10()).min(FREQUENCY) | (class as u16) << CLASS)
        }),
        FREQUENCY,
    );
    let pairs = table(
        pairs
            .iter()
            .filter(|(_, n)| **n > 0)
            .map(|(pair, &n)| (hash_word(pair), thousandths(association(pair, n) + 16.0))),
        u16::MAX,
    );
    let mut out = Vec::new();
    out.extend((simplified.len() as u32).to_le_bytes());
    for (from, to) in &simplified {
        out.extend((*from as u32).to_le_bytes());
        out.extend((*to as u32).to_le_bytes());
    }
    for table in [words, pairs] {
        out.extend((table.len() as u32).to_le_bytes());
        for (hash, value) in table {
            out.extend(hash.to_le_bytes());
            out.extend(value.to_le_bytes());
        }
    }
    Ok(out)
}

/// The class of a word by jieba's tag.
fn class(tag: &str) -> WordClass {
    match tag.as_bytes() {
        [b'v', b'n', ..] => WordClass::Action,
        [b'n', b's' | b'r' | b't' | b'z', ..] => WordClass::Name,
        [b'v', ..] => WordClass::Verb,
        [b'p' | b'c' | b'u' | b'y' | b'e', ..] => WordClass::Link,
        [b'a' | b'd' | b'z' | b'b', ..] => WordClass::Modifier,
        [b'm' | b'q' | b't', ..] => WordClass::Amount,
        [b'r' | b'f' | b's', ..] => WordClass::Place,
        _ => WordClass::Noun,
    }
}

/// Sorted by hash; of two entries under one hash that stays which is larger in the bits that say how often.
pub(super) fn table(entries: impl Iterator<Item = (u32, u16)>, how_often: u16) -> BTreeMap<u32, u16> {
    let mut table = BTreeMap::new();
    for (hash, value) in entries {
        let slot = table.entry(hash).or_insert(value);
        if value & how_often > *slot & how_often {
            *slot = value;
        }
    }
    table
}
