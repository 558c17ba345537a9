//! The shapes that the W3C Web Annotation Data Model allows (<https://www.w3.org/TR/annotation-model/>, by the numbers of
//! its sections), each as small as it can be: what another program writes comes in, and comes in once.

use super::exchange::take;
use super::support::folder;
use jianbao::notebook::{Annotation, Filter, Motivation, Notebook, StoreError};
use serde_json::{Value, json};

/// Annotation that a notebook takes out of one with these members.
fn taken(members: Value) -> Annotation {
    let dir = folder();
    let mut book = Notebook::open(dir.path()).unwrap();
    let mut document = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/anno", "type": "Annotation",
    });
    document.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    assert_eq!(take(&mut book, &document.to_string()).added, 1, "{document}");
    assert_eq!(take(&mut book, &document.to_string()).unchanged, 1, "a second time: {document}");
    book.find(&Filter::default()).next().unwrap().as_ref().clone()
}

const PAGE: &str = "http://example.org/page";

#[test]
fn bodies_of_all_kinds() {
    let note = |body: Value| taken(json!({"body": body, "target": PAGE})).body.note;
    let post = "http://example.org/post";
    // 3.2.1, 3.2.2: another page, with what it is.
    assert_eq!(note(json!(post)), post);
    assert_eq!(note(json!({"id": post, "type": "Sound", "format": "audio/mpeg", "language": "zh"})), post);
    // 3.2.4: text, and 3.2.5: text as it is.
    let text =
        json!({"type": "TextualBody", "value": "一条意见", "format": "text/html", "language": ["zh", "en"]});
    assert_eq!(note(text), "一条意见");
    assert_eq!(taken(json!({"bodyValue": "只有文字", "target": PAGE})).body.note, "只有文字");
    // 3.2.7: none, one, several; 3.2.8: one of several.
    assert_eq!(taken(json!({"target": PAGE})).body.note, "");
    assert_eq!(note(json!([post, {"type": "TextualBody", "value": "又一条"}])), format!("{post}\n\n又一条"));
    let choice = json!({"type": "Choice", "items": [
        {"id": "http://example.org/zh", "language": "zh"}, {"id": "http://example.org/en", "language": "en"}]});
    assert_eq!(note(choice), "http://example.org/zh");
    // 4: a part of something as a body.
    assert_eq!(note(json!({"type": "SpecificResource", "purpose": "describing", "source": post})), post);
}

#[test]
fn targets_of_all_kinds() {
    let path = |target: Value| taken(json!({"bodyValue": "x", "target": target})).target.page.path;
    // 3.2.1 to 3.2.3: a page, what it is, a part of it.
    assert_eq!(path(json!(PAGE)), PAGE);
    assert_eq!(path(json!({"id": PAGE, "type": "Text", "format": "text/html"})), PAGE);
    assert_eq!(path(json!(format!("{PAGE}#xywh=0,0,1,1"))), format!("{PAGE}#xywh=0,0,1,1"));
    // 3.2.7: several; and sets of them.
    assert_eq!(path(json!([PAGE, "http://example.org/other"])), PAGE);
    for kind in ["Composite", "List", "Independents"] {
        assert_eq!(path(json!({"type": kind, "items": [PAGE, "http://example.org/other"]})), PAGE);
    }
    // 4.1, 4.3 to 4.6: a part, in a state, in a style, drawn by, in a scope.
    let part = json!({"type": "SpecificResource", "source": {"id": PAGE}, "scope": "http://example.org/site",
        "state": {"type": "TimeState", "sourceDate": "2015-07-20T13:30:00Z"}, "styleClass": "red",
        "renderedVia": {"id": "http://example.org/viewer", "type": "Software"}});
    assert_eq!(path(part), PAGE);
}

#[test]
fn selectors_of_all_kinds() {
    let selected =
        |selector: Value| taken(json!({"target": {"source": PAGE, "selector": selector}})).target.selectors;
    // 4.2.4 and 4.2.5: what this program knows.
    let quote = json!({"type": "TextQuoteSelector", "exact": "渡口", "prefix": "新修的", "suffix": "昨日"});
    let found = selected(quote.clone());
    assert_eq!(
        (&*found[0].quote.exact, &*found[0].quote.prefix, &*found[0].quote.suffix),
        ("渡口", "新修的", "昨日")
    );
    let found = selected(json!({"type": "TextPositionSelector", "start": 412, "end": 795}));
    assert_eq!((found[0].position.start, found[0].position.end), (412, 795));
    // 4.2.1 to 4.2.3, 4.2.6, 4.2.7: of other kinds of things; the annotation comes in without them.
    for other in [
        json!({"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3236", "value": "part"}),
        json!({"type": "CssSelector", "value": "#main > p"}),
        json!({"type": "XPathSelector", "value": "/html/body/p[2]"}),
        json!({"type": "DataPositionSelector", "start": 4096, "end": 4104}),
        json!({"type": "SvgSelector", "value": "<svg:svg/>"}),
        json!({"id": "http://example.org/svg", "type": "SvgSelector"}),
    ] {
        assert!(selected(other).is_empty());
    }
    // Several ways to say the same, and 4.2.9: a part of a part.
    assert_eq!(selected(json!([{"type": "CssSelector", "value": "p"}, quote]))[0].quote.exact, "渡口");
    let refined = json!({"type": "FragmentSelector", "value": "p3", "refinedBy": quote});
    assert_eq!(selected(refined)[0].quote.exact, "渡口");
    // 4.2.8: from here to there; the words at the beginning are what can be looked for.
    let range = json!({"type": "RangeSelector", "startSelector": quote, "endSelector": {"type": "XPathSelector", "value": "//p"}});
    assert_eq!(selected(range)[0].quote.exact, "渡口");
}

#[test]
fn motivations_tags_and_times() {
    // 3.3.5: for what.
    for motivation in ["bookmarking", "highlighting", "commenting", "tagging"] {
        let one = taken(json!({"motivation": motivation, "target": PAGE}));
        assert_eq!(one.motivation.name(), motivation);
    }
    let foreign = taken(json!({"motivation": ["assessing", "bookmarking"], "target": PAGE}));
    assert_eq!(foreign.motivation, Motivation::Bookmarking);
    let tagged = taken(json!({"target": PAGE, "body": [
        {"type": "TextualBody", "value": "水利", "purpose": "tagging"},
        {"type": "TextualBody", "value": "看这里", "purpose": ["commenting", "linking"]}]}));
    assert_eq!((&tagged.body.tags[..], &*tagged.body.note), (&["水利".to_owned()][..], "看这里"));
    // 3.3.1: when and by whom; 3.3.2 to 3.3.7 say nothing that a notebook keeps, and do no harm.
    let told = taken(
        json!({"created": "2015-01-28T12:00:00Z", "modified": "2015-01-29T09:00:00Z", "target": PAGE,
        "creator": {"id": "http://example.org/user", "type": "Person", "nickname": "某"},
        "generator": "http://example.org/client", "audience": {"type": "Audience"}, "accessibility": "captions",
        "rights": "https://creativecommons.org/publicdomain/zero/1.0/", "canonical": "urn:x", "via": "http://example.org/v"}),
    );
    assert_eq!(
        (told.created.to_string(), told.modified.to_string()),
        ("2015-01-28T12:00:00Z".into(), "2015-01-29T09:00:00Z".into())
    );
}

#[test]
fn pages_and_collections() {
    let dir = folder();
    let mut book = Notebook::open(dir.path()).unwrap();
    let item = |n: u32| json!({"id": format!("http://example.org/{n}"), "type": ["Annotation", "Other"], "bodyValue": n.to_string(), "target": PAGE});
    // 5.1: a collection with its first page inside; 5.2: a page of one that is elsewhere.
    let collection = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/all",
        "type": "AnnotationCollection", "label": "别处的批注", "total": 2,
        "first": {"id": "http://example.org/p1", "type": "AnnotationPage", "startIndex": 0, "items": [item(1), item(2)]}});
    let page = json!({"type": "AnnotationPage", "partOf": {"id": "http://example.org/all"}, "items": [item(2), item(3)]});
    assert_eq!(take(&mut book, &collection.to_string()).added, 2);
    let second = take(&mut book, &page.to_string());
    assert_eq!((second.added, second.unchanged), (1, 1));
    let elsewhere = json!({"type": "AnnotationCollection", "total": 9, "first": "http://example.org/p1"});
    let refused = Notebook::read_export(&elsewhere.to_string());
    assert!(matches!(refused, Err(StoreError::Invalid(why)) if why.contains("elsewhere")));
}
