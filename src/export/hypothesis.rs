//! Annotations in the form that Hypothesis exports and imports: a list under `annotations`, each with its target's selectors.
//! What its import keeps is all that is written: words, note, tags, and of which document they are.

use super::annotations::{citation, in_order, link, shown};
use crate::notebook::Annotation;
use serde_json::{Value, json};
use std::sync::Arc;

/// The file for the import.
pub(super) fn write(annotations: &[Arc<Annotation>]) -> String {
    let items: Vec<Value> = in_order(annotations).into_iter().map(item).collect();
    let document = json!({
        "client_version": concat!("jianbao ", env!("CARGO_PKG_VERSION")),
        "export_userid": "",
        "export_date": jiff::Timestamp::now(),
        "annotations": items,
    });
    format!("{document:#}\n")
}

fn item(annotation: &Annotation) -> Value {
    let (target, body) = (&annotation.target, &annotation.body);
    let citation = citation(annotation);
    let source = format!("urn:sha256:{}", target.page.bytes);
    let selectors = target.selectors.iter().flat_map(|selector| {
        let (quote, position) = (&selector.quote, &selector.position);
        [
            json!({
                "type": "TextQuoteSelector",
                "exact": shown(&quote.exact), "prefix": shown(&quote.prefix), "suffix": shown(&quote.suffix),
            }),
            json!({"type": "TextPositionSelector", "start": position.start, "end": position.end}),
        ]
    });
    // A title as it is read in a list: it is all that says where the words were printed.
    let title = [shown(&citation.title), citation.source_line()].join(" ");
    json!({
        "id": annotation.id,
        "created": annotation.created,
        "updated": annotation.modified,
        "uri": source,
        "text": shown(&body.note),
        "tags": body.tags.iter().map(|tag| shown(tag)).collect::<Vec<_>>(),
        "target": [{"source": source, "selector": selectors.collect::<Vec<_>>()}],
        "document": {"title": [title.trim()]},
        "links": {"incontext": link(annotation.id)},
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::{PageRef, Target};
    use crate::notebook::{Body, Motivation};
    use crate::segmentation::{ByteSpan, Page};

    #[test]
    fn each_annotation_has_what_the_import_keeps() {
        let page = Page::new("江边的集市散了，人都过了渡口。\n".into());
        let mut at = PageRef::new(page.text().as_bytes(), &page, "澜溪晚报/01.txt");
        at.paper = Some("澜溪晚报".into());
        let target = Target::of_spans(&at, &page, &[ByteSpan { start: 9, end: 15 }]);
        let body = Body { note: "查\u{7}".into(), tags: vec!["集市".into()], color: None };
        let written = write(&[Arc::new(Annotation::new(Motivation::Commenting, target, body))]);
        let file: Value = serde_json::from_str(&written).unwrap();
        let one = &file["annotations"][0];
        assert_eq!((&one["text"], &one["tags"]), (&json!("查"), &json!(["集市"])));
        assert_eq!(one["target"][0]["source"], one["uri"]);
        assert_eq!(one["target"][0]["selector"][0]["exact"], "集市");
        assert_eq!(
            one["target"][0]["selector"][1],
            json!({"type": "TextPositionSelector", "start": 3, "end": 5})
        );
        assert!(one["document"]["title"][0].as_str().unwrap().contains("《澜溪晚报》"), "{written}");
        assert!(!written.contains("01.txt"), "a path on this machine is nobody else's: {written}");
    }
}
