//! Article sources: clean articles in a plain text form, the material that the typesetter sets.

use std::path::Path;

/// A paragraph-level part of a source article's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourcePart {
    /// A paragraph.
    Paragraph(String),
    /// A subhead; rank 1 or 2.
    Subhead(String, u8),
    /// A verse or list line that must stay a line.
    Line(String),
    /// A note on a line of its own: in brackets who wrote it or whence it came, or who drew or edited it.
    Note(String),
    /// A picture: what it shows and, where it is said, whose it is.
    Picture {
        /// The caption.
        caption: String,
        /// The credit, empty where there is none.
        credit: String,
    },
}

impl SourcePart {
    /// Its text; of a picture the caption.
    pub fn text(&self) -> &str {
        match self {
            SourcePart::Paragraph(text)
            | SourcePart::Subhead(text, _)
            | SourcePart::Line(text)
            | SourcePart::Note(text) => text,
            SourcePart::Picture { caption, .. } => caption,
        }
    }
}

/// A clean article as written: header rows, `---`, then one part a line.
///
/// Header rows are `kind:`, `date:`, `section:`, `serial:` and, each as often as wanted, `kicker:`, `title:`,
/// `subtitle:` and `byline:`. In the body `# ` and `## ` begin subheads, `! caption | credit` is a picture, `> `
/// a line that must stay a line, `~ ` a note on a line of its own, anything else a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceArticle {
    /// The name of its file without the ending; empty for a text that came from no file.
    pub name: String,
    /// What sort of article it is, for instance `news`, `poem` or `notice`.
    pub kind: String,
    /// The day of its issue, `YYYY-MM-DD`.
    pub date: String,
    /// The column heading it stands under; may be empty.
    pub section: String,
    /// 引题, a line each.
    pub kickers: Vec<String>,
    /// 主题: one title, or parallel lines.
    pub titles: Vec<String>,
    /// 副题, a line each.
    pub subtitles: Vec<String>,
    /// 署名 printed apart from the body.
    pub bylines: Vec<String>,
    /// Which serial it is a part of and which part, `NAME 2/3`; may be empty.
    pub serial: String,
    /// The body.
    pub parts: Vec<SourcePart>,
    /// Whether it is written in Traditional characters.
    pub traditional: bool,
    /// Whether it is of a real paper, and none of the project's own.
    pub real: bool,
}

impl SourceArticle {
    /// Characters of the body.
    pub(super) fn chars(&self) -> usize {
        self.parts.iter().map(|part| part.text().chars().count()).sum()
    }

    /// Characters of a part of the body, on average.
    pub(super) fn mean_part(&self) -> usize {
        self.chars() / self.parts.len().max(1)
    }

    /// Reads an article's source. The error says what is wrong with it.
    pub fn parse(text: &str) -> Result<SourceArticle, String> {
        let mut out = SourceArticle::default();
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        for row in lines.by_ref() {
            let row = row.trim();
            if row == "---" {
                break;
            }
            if row.is_empty() {
                continue;
            }
            let (key, value) =
                row.split_once(':').ok_or_else(|| format!("a header row is KEY: VALUE: {row}"))?;
            let value = value.trim().to_owned();
            if value.is_empty() {
                continue;
            }
            match key.trim() {
                "kind" => out.kind = value,
                "date" => out.date = value,
                "section" => out.section = value,
                "serial" => out.serial = value,
                "kicker" => out.kickers.push(value),
                "title" => out.titles.push(value),
                "subtitle" => out.subtitles.push(value),
                "byline" => out.bylines.push(value),
                other => return Err(format!("unknown header {other}")),
            }
        }
        for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
            let part = if let Some(text) = line.strip_prefix("##") {
                SourcePart::Subhead(text.trim().into(), 2)
            } else if let Some(text) = line.strip_prefix('#') {
                SourcePart::Subhead(text.trim().into(), 1)
            } else if let Some(text) = line.strip_prefix('!') {
                let (caption, credit) = text.split_once('|').unwrap_or((text, ""));
                SourcePart::Picture { caption: caption.trim().into(), credit: credit.trim().into() }
            } else if let Some(text) = line.strip_prefix('>') {
                SourcePart::Line(text.trim().into())
            } else if let Some(text) = line.strip_prefix('~') {
                SourcePart::Note(text.trim().into())
            } else {
                SourcePart::Paragraph(line.into())
            };
            out.parts.push(part);
        }
        if out.parts.is_empty() {
            return Err("an article wants a body".into());
        }
        out.traditional = out.date.get(..4).is_some_and(|year| year < "1950");
        Ok(out)
    }
}

/// Reads every `*.txt` of a folder of article sources, by name.
///
/// # Errors
/// A folder that cannot be read, or the first article that cannot, each with its name.
pub fn load_articles(folder: &Path) -> Result<Vec<SourceArticle>, String> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            let mut article = SourceArticle::parse(&text).map_err(|e| format!("{}: {e}", path.display()))?;
            article.name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Ok(article)
        })
        .collect()
}
