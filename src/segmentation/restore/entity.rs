//! Entities of HTML: characters that were written by name or number.

/// Names, each with the character that it stands for behind it.
const ENTITIES: [&str; 94] = [
    "nbsp\u{a0}",
    "ensp\u{2002}",
    "emsp\u{2003}",
    "thinsp\u{2009}",
    "lt<",
    "gt>",
    "amp&",
    "quot\"",
    "apos'",
    "ldquo“",
    "rdquo”",
    "lsquo‘",
    "rsquo’",
    "mdash—",
    "ndash–",
    "hellip…",
    "middot·",
    "bull•",
    "times×",
    "divide÷",
    "deg°",
    "yen¥",
    "copy©",
    "reg®",
    "trade™",
    "laquo«",
    "raquo»",
    "sect§",
    "plusmn±",
    "euro€",
    "pound£",
    "permil‰",
    "lpar(",
    "rpar)",
    "lsqb[",
    "rsqb]",
    "lbrack[",
    "rbrack]",
    "lcub{",
    "rcub}",
    "comma,",
    "period.",
    "colon:",
    "semi;",
    "excl!",
    "quest?",
    "num#",
    "dollar$",
    "percnt%",
    "ast*",
    "plus+",
    "equals=",
    "sol/",
    "bsol\\",
    "lowbar_",
    "verbar|",
    "vert|",
    "commat@",
    "grave`",
    "hyphen‐",
    "dash‐",
    "horbar―",
    "sbquo‚",
    "bdquo„",
    "lsaquo‹",
    "rsaquo›",
    "prime′",
    "Prime″",
    "para¶",
    "dagger†",
    "cent¢",
    "microµ",
    "frac12½",
    "frac14¼",
    "frac34¾",
    "sup2²",
    "sup3³",
    "larr←",
    "uarr↑",
    "rarr→",
    "darr↓",
    "le≤",
    "ge≥",
    "ne≠",
    "infin∞",
    "squ□",
    "eacuteé",
    "egraveè",
    "uumlü",
    "oumlö",
    "aumlä",
    "ccedilç",
    "zwnj\u{200c}",
    "zwj\u{200d}",
];

/// The character of the entity that a text begins with, and its length: by name, by number, or one whose own & was written as one.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let name = text.strip_prefix('&')?;
    let twice = name.strip_prefix("amp;").map_or(0, |rest| match entity_character(rest) {
        Some(_) => "amp;".len(),
        None => 0,
    });
    let (character, length) = entity_character(&name[twice..])?;
    Some((character, 1 + twice + length))
}

/// The character of `nbsp;` or `#160;`, and how many bytes say so.
fn entity_character(text: &str) -> Option<(char, usize)> {
    let Some(end) = text.bytes().take(9).position(|b| b == b';') else {
        // Browsers know it without its ;, and hardly anybody else writes it.
        return text.starts_with("nbsp").then_some(('\u{a0}', "nbsp".len()));
    };
    let name = &text[..end];
    let by_number = || {
        let digits = name.strip_prefix('#')?;
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        char::from_u32(code).filter(|c| !c.is_control())
    };
    let of_name = |known: &&str| known.strip_prefix(name).and_then(single);
    let by_name = ENTITIES.iter().find_map(of_name);
    by_name.or_else(by_number).map(|c| (c, end + 1))
}

/// The one character of a text.
fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
