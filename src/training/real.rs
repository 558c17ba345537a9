//! Articles of real papers as material for the typesetter: real language beside the invented, kept outside the project.
//!
//! A file holds a JSON object a line: `title`, `kicker`, `subtitle` (empty where there is none) and `paras`, pairs of
//! a role (`body`, `subhead`, `byline`, `caption`, `credit`, `endnote`) and a text. Rows whose `use` is not `train` are
//! left alone. A name that ends in `.gz` is unpacked.

use super::{SourceArticle, SourcePart};
use serde::Deserialize;
use std::{io::Read, path::Path};

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    kicker: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    subtitle: String,
    paras: Vec<(String, String)>,
    #[serde(default = "train", rename = "use")]
    used: String,
}

fn train() -> String {
    "train".into()
}

/// The articles of a file that are meant for training.
pub(crate) fn load(path: &Path) -> Result<Vec<SourceArticle>, String> {
    let failed = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let bytes = std::fs::read(path).map_err(|e| failed(&e))?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).map_err(|e| failed(&e))?;
    } else {
        text = String::from_utf8(bytes).map_err(|e| failed(&e))?;
    }
    let rows = text.lines().filter(|line| !line.trim().is_empty()).enumerate();
    let rows = rows.map(|(i, line)| {
        serde_json::from_str::<Row>(line).map_err(|e| failed(&format!("row {}: {e}", i + 1)))
    });
    let rows = rows.collect::<Result<Vec<Row>, String>>()?;
    Ok(rows.into_iter().filter(|row| row.used == "train").filter_map(article).collect())
}

fn article(row: Row) -> Option<SourceArticle> {
    let given = |text: String| Some(text).filter(|t| !t.is_empty()).into_iter().collect::<Vec<_>>();
    let mut out = SourceArticle {
        name: row.id,
        kind: row.kind,
        date: row.date,
        kickers: given(row.kicker),
        titles: given(row.title),
        subtitles: given(row.subtitle),
        real: true,
        ..Default::default()
    };
    for (role, text) in row.paras {
        match role.as_str() {
            "byline" if out.parts.is_empty() => out.bylines.push(text),
            "byline" | "credit" | "endnote" => out.parts.push(SourcePart::Note(text)),
            "subhead" => out.parts.push(SourcePart::Subhead(text, 1)),
            "caption" => out.parts.push(SourcePart::Picture { caption: text, credit: String::new() }),
            _ => out.parts.push(SourcePart::Paragraph(text)),
        }
    }
    (!out.parts.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_kept_for_measuring_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("articles.jsonl");
        let rows = [
            r#"{"id":"a","title":"新桥通车","paras":[["byline","何闻"],["body","桥通了。"],["endnote","（何闻）"]],"use":"train"}"#,
            r#"{"id":"b","title":"旧桥拆除","paras":[["body","桥拆了。"]],"use":"dev"}"#,
        ];
        std::fs::write(&path, rows.join("\n")).unwrap();
        let articles = load(&path).unwrap();
        assert_eq!(articles.len(), 1);
        assert_eq!(articles[0].bylines, ["何闻"]);
        assert_eq!(articles[0].parts[1], SourcePart::Note("（何闻）".into()));
    }
}
