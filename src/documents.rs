//! Documents inside the program: its manual, and the licences of all that it is made of.

use crate::language::Language;
use include_dir::{Dir, include_dir};
use std::io;

/// Licences of the program and of all that is inside it, as `packaging/licences.py` gathers them.
static LICENCES: &[u8] = include_bytes!("../assets/licences.txt.zst");
/// The line above and below the names of those that a licence is of.
const RULE: &str = "\n━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━\n";

static CONTENTS: &str = include_str!("../docs/src/SUMMARY.md");
static CHINESE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/src/zh");
static ENGLISH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/src/en");

/// A page of the manual, or a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name in a list.
    pub title: String,
    /// The file of a page of the manual, which links name; empty for a licence.
    pub file: String,
    /// Markdown for a page of the manual, else plain text.
    pub text: String,
}

/// The pages of the manual in the order of its contents.
pub fn manual(language: Language) -> Vec<Document> {
    let (folder, files) = language.pick(("zh/", &CHINESE), ("en/", &ENGLISH));
    let page = |line: &str| {
        let (title, path) = line.strip_prefix("- [")?.strip_suffix(')')?.split_once("](")?;
        let file = path.strip_prefix(folder)?;
        let text = files.get_file(file)?.contents_utf8()?;
        Some(Document { title: title.into(), file: file.into(), text: text.into() })
    };
    CONTENTS.lines().filter_map(page).collect()
}

/// Licences of everything inside, as one text.
///
/// # Errors
/// None but of memory: what is unpacked was packed with the program.
pub fn licence_text() -> io::Result<String> {
    String::from_utf8(zstd::decode_all(LICENCES)?).map_err(io::Error::other)
}

/// The list of the libraries, then each licence once, with all that it is of.
///
/// # Errors
/// As [`licence_text`].
pub fn licences(language: Language) -> io::Result<Vec<Document>> {
    let whole = licence_text()?;
    let mut parts = whole.split(RULE);
    let list = parts.next().and_then(|head| head.split_once("Libraries\n\n")).unwrap_or_default().1;
    let document = |title, text| Document { title, file: String::new(), text };
    let mut documents = vec![document(language.pick("程序库", "Libraries").into(), list.trim().into())];
    while let (Some(names), Some(text)) = (parts.next(), parts.next()) {
        let (first, others) = names.split_once('\n').unwrap_or((names, ""));
        let title = match others.lines().count() {
            0 => first.to_owned(),
            n => language.pick(format!("{first} 等 {} 个程序库", n + 1), format!("{first} and {n} more")),
        };
        documents.push(document(title, format!("{names}\n\n{}", text.trim())));
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_manual_is_inside_in_both_languages() {
        for (language, files) in [(Language::Chinese, &CHINESE), (Language::English, &ENGLISH)] {
            let pages = manual(language);
            assert_eq!(pages.len(), files.files().count());
            assert!(pages.len() > 10 && pages.iter().all(|page| page.text.starts_with("# ")));
        }
        assert_eq!(manual(Language::Chinese)[0].title, "准备资料库");
    }

    #[test]
    fn every_library_has_its_licence_or_says_by_whom_it_is() -> io::Result<()> {
        let licences = licences(Language::English)?;
        assert!(licences.iter().all(|licence| !licence.title.contains('━') && licence.text.len() > 30));
        let has =
            |name: &str| licences[1..].iter().any(|licence| licence.text.lines().any(|line| line == name));
        for name in ["Jianbao", "Noto Serif SC (fonts/)", "CC-CEDICT (assets/dictionary/)"] {
            assert!(has(name), "{name}");
        }
        let mut libraries = 0;
        for line in licences[0].text.lines() {
            let (name, licence) = line.split_once(": ").unwrap_or_default();
            assert!(has(name) != licence.contains("; by "), "{line}");
            libraries += 1;
        }
        assert!(libraries > 300, "{libraries}");
        Ok(())
    }
}
