//! Tags of forums (BBCode) that were left in the text: [b]…[/b], [size=5]…[/size].

use super::super::Page;
use super::{Letter, Restored};

/// Tags that forums know.
const TAGS: [&str; 24] = [
    "b", "i", "u", "s", "p", "h1", "h2", "h3", "size", "color", "font", "center", "left", "right", "align",
    "url", "email", "img", "quote", "code", "list", "table", "tr", "td",
];

/// Reads the tags of a page on which one of them is closed.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let text = page.text();
    let closed = |name: &str| {
        text.match_indices("[/").any(|(at, _)| {
            text.get(at + 2..at + 2 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
                && text[at + 2 + name.len()..].starts_with(']')
        })
    };
    let tags: Vec<&str> = TAGS.into_iter().filter(|tag| closed(tag)).collect();
    if !tags.is_empty() {
        out.unmark(page, |letters| (without_tags(letters, &tags), false));
    }
}

/// The characters of a line without these tags; what a picture's encloses is its address.
fn without_tags(letters: &[Letter], tags: &[&str]) -> Vec<Letter> {
    let mut out = Vec::with_capacity(letters.len());
    let (mut at, mut picture) = (0, false);
    while at < letters.len() {
        if let Some((name, length)) = tag(&letters[at..]).filter(|(name, _)| tags.contains(&&**name)) {
            picture = name == "img" && letters[at + 1].1 != '/';
            if name == "td" {
                out.push((letters[at].0, ' '));
            }
            at += length;
            continue;
        }
        if !picture {
            out.push(letters[at]);
        }
        at += 1;
    }
    out
}

/// The name of the tag that a text begins with, and its length.
fn tag(letters: &[Letter]) -> Option<(String, usize)> {
    /// Characters of the longest tag: [url=…].
    const LONGEST: usize = 200;
    if letters[0].1 != '[' {
        return None;
    }
    let end = letters.iter().take(LONGEST).position(|(_, c)| *c == ']')?;
    let inner: String = letters[1..end].iter().map(|(_, c)| c.to_ascii_lowercase()).collect();
    let name = inner.strip_prefix('/').unwrap_or(&inner);
    Some((name.split('=').next()?.to_owned(), end + 1))
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn tags_go_and_what_they_set_stays() {
        let text = "[size=5][B]澜溪渡口开通[/B][/size]\n[p]渡口[url=http://a.b/c]昨日[/url]开通[img]a/b.jpg[/img]。[/p]\n";
        assert_eq!(read(text), ["澜溪渡口开通", "渡口昨日开通。"]);
    }

    #[test]
    fn notes_countries_and_tags_without_an_end_stay() {
        let text = "[美]约翰·桑德\n渡口开通[1]，往来方便[b]。\n[图片]渡船\n见[p]和[/渡口]\n";
        assert_eq!(read(text), text.lines().collect::<Vec<_>>());
    }
}
