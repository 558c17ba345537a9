//! The notebook as W3C Web Annotation JSON-LD, out and back in without loss.
//!
//! The document is an `AnnotationPage`; each annotation follows the [data model](https://www.w3.org/TR/annotation-model/),
//! so that other programs can read it. What the model has no word for stands in members that begin with `jianbao:`. An
//! annotation of another program is taken as far as the model goes. A collection is an `AnnotationCollection`: the document
//! itself, where it holds nothing else.

use super::compression::unpack;
use super::merge::Incoming;
use super::model::COLORS;
use super::record::{Kind, Record, body};
use super::recovery;
use super::store::Store;
use super::{Annotation, Body, Collection, Membership, Motivation, StoreError, ranks_after};
use crate::anchor::ArticleHint;
use crate::anchor::{
    Fingerprint, NormalText, PageRef, Selector, Target, TextPositionSelector, TextQuoteSelector,
};
use crate::file_error::FileError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::path::Path;
use uuid::Uuid;

/// The members that begin with `jianbao:` belong to this vocabulary.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const VOCABULARY: &str = "urn:jianbao:";
/// Version of the `jianbao:` members; 1 had no collections, and is still written where there are none.
const FORMAT: u64 = 2;
/// Bytes of a document; a million notes are less.
const LIMIT: usize = 1 << 30;

/// History of a record: what it says besides its value.
#[derive(Serialize, Deserialize)]
struct History {
    revision: u64,
    modified: i64,
    deleted: bool,
    parents: Vec<String>,
    sum: Fingerprint,
}

/// Writes records as one document.
pub(super) fn write<'a>(records: impl IntoIterator<Item = &'a Record>) -> Result<String, StoreError> {
    let mut items = Vec::new();
    let mut others = Vec::new();
    let mut collections = Vec::new();
    for record in records {
        let history = json!(History {
            revision: record.revision,
            modified: record.modified,
            deleted: record.deleted,
            parents: record.parents.iter().map(|mark| format!("{mark:016x}")).collect(),
            sum: record.sum,
        });
        if record.kind == Kind::Annotation {
            let annotation: Annotation = serde_json::from_str(&record.body).map_err(invalid)?;
            let mut item = item(&annotation, record.modified);
            item.insert("jianbao:history".into(), history);
            items.push(Value::Object(item));
        } else if record.kind == Kind::Collection {
            let mut collection = write_collection(&serde_json::from_str(&record.body).map_err(invalid)?);
            collection["jianbao:history"] = history;
            collections.push(collection);
        } else {
            let value: Value = serde_json::from_str(&record.body).map_err(invalid)?;
            others.push(json!({"kind": record.kind, "key": record.key, "value": value, "history": history}));
        }
    }
    let mut document = json!({
        "@context": [CONTEXT, context()],
        "id": format!("urn:uuid:{}", Uuid::now_v7()),
        "type": "AnnotationPage",
        "jianbao:format": if collections.is_empty() { 1 } else { FORMAT },
    });
    match &mut collections[..] {
        [one]
            if others.is_empty()
                && items.iter().all(|item| item["jianbao:collection"]["id"] == one["id"]) =>
        {
            let page = json!({"type": "AnnotationPage", "startIndex": 0, "items": items});
            one["total"] = json!(items.len());
            one["first"] = page;
            let members = one.as_object_mut().map(std::mem::take).unwrap_or_default();
            members.into_iter().for_each(|(name, value)| document[name] = value);
        }
        _ => {
            document["items"] = json!(items);
            document["jianbao:records"] = json!(others);
            if !collections.is_empty() {
                document["jianbao:collections"] = json!(collections);
            }
        }
    }
    serde_json::to_string_pretty(&document).map_err(invalid)
}

fn write_collection(collection: &Collection) -> Value {
    let Collection { id, name, note, color, created } = collection;
    let mut out = json!({
        "id": format!("urn:uuid:{id}"),
        "type": "AnnotationCollection",
        "label": name,
        "created": created,
    });
    if !note.is_empty() {
        out["summary"] = json!(note);
    }
    if let Some(color) = color {
        out["jianbao:color"] = json!(color);
    }
    out
}

/// Meaning of the `jianbao:` members, so that a reader of JSON-LD keeps all that is in them: what a page and an article
/// are called in words of their own, the rest as JSON.
fn context() -> Value {
    let words = json!({"@context": [null, {"@vocab": VOCABULARY}]});
    let named = |name: &str, mut how: Value| {
        how["@id"] = json!(format!("{VOCABULARY}{name}"));
        how
    };
    json!({
        "@version": 1.1,
        "jianbao": VOCABULARY,
        "jianbao:page": named("page", words.clone()),
        "jianbao:article": named("article", words),
        "jianbao:confirmed": named("confirmed", json!({"@type": "@json"})),
        "jianbao:collection": named("collection", json!({"@type": "@json"})),
        "jianbao:collections": named("collections", json!({"@container": "@set"})),
        "jianbao:history": named("history", json!({"@type": "@json"})),
        "jianbao:records": named("records", json!({"@type": "@json"})),
    })
}

fn item(annotation: &Annotation, modified: i64) -> Map<String, Value> {
    let Annotation { id, motivation, body, target, confirmed, collection, created, .. } = annotation;
    let mut bodies = Vec::new();
    if !body.note.is_empty() {
        bodies.push(json!({
            "type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": body.note,
        }));
    }
    for tag in &body.tags {
        bodies.push(json!({"type": "TextualBody", "purpose": "tagging", "value": tag}));
    }
    let mut item = json!({
        "id": format!("urn:uuid:{id}"),
        "type": "Annotation",
        "motivation": motivation.name(),
        "created": created,
        "modified": Timestamp::from_microsecond(modified).unwrap_or(*created),
        "target": write_target(target),
        "jianbao:page": target.page,
    });
    if !bodies.is_empty() {
        item["body"] = Value::Array(bodies);
    }
    if let Some(color) = body.color {
        item["jianbao:color"] = json!(color);
    }
    if target.article != ArticleHint::default() {
        item["jianbao:article"] = json!(target.article);
    }
    if let Some(Membership { id, rank }) = collection {
        item["jianbao:collection"] = json!({"id": format!("urn:uuid:{id}"), "rank": rank});
    }
    if let Some(confirmed) = confirmed {
        item["jianbao:confirmed"] = json!(confirmed);
    }
    item.as_object_mut().map(std::mem::take).unwrap_or_default()
}

/// One specific resource a stretch; the page itself where there is none.
fn write_target(target: &Target) -> Value {
    let source = format!("urn:sha256:{}", target.page.bytes);
    if target.selectors.is_empty() {
        return json!({"source": source});
    }
    let stretches = target.selectors.iter().map(|selector| {
        let (quote, position) = (&selector.quote, &selector.position);
        json!({
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
                {"type": "TextPositionSelector", "start": position.start, "end": position.end,
                 "jianbao:startByte": position.start_byte, "jianbao:endByte": position.end_byte,
                 "jianbao:startNormal": position.start_normal},
            ],
        })
    });
    Value::Array(stretches.collect())
}

/// Reads an export, a backup or another notebook's folder, whichever is at a path.
pub(super) fn read_path(path: &Path) -> Result<Incoming, StoreError> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => StoreError::NotThere(path.to_owned()),
        kind => StoreError::File(FileError::new(path, kind, &error)),
    };
    let meta = std::fs::metadata(path).map_err(unreadable)?;
    if meta.is_dir() {
        let store = path.join("notebook.db");
        let is_notebook = store.is_file() || path.join("log").is_dir();
        return if is_notebook {
            Ok(Incoming(recovery::look(path)))
        } else {
            Err(StoreError::NotThere(store))
        };
    }
    match path.extension() {
        _ if !meta.is_file() => Err(StoreError::NoFile(path.to_owned())),
        Some(extension) if extension == "db" => {
            let records = Store::read_copy(path).map(|(records, _)| Incoming(records));
            records.map_err(|error| match error {
                StoreError::Damaged(what) => StoreError::Invalid(what),
                error => error.about(path),
            })
        }
        _ if meta.len() > LIMIT as u64 => Err(refuse("the file is larger than 1 GB")),
        _ => read_file(path),
    }
}

/// Reads the document in a file.
fn read_file(path: &Path) -> Result<Incoming, StoreError> {
    let bytes = std::fs::read(path);
    let bytes = bytes.map_err(|error| StoreError::File(FileError::new(path, error.kind(), &error)))?;
    let text = String::from_utf8(bytes).map_err(|_| refuse("the file is not UTF-8 text"))?;
    read(text.trim_start_matches('\u{feff}'))
}

/// Reads a document: an `AnnotationPage`, an `AnnotationCollection` with its first page inside, a list of annotations or
/// one annotation. Any error, and nothing of it is taken.
pub(super) fn read(json: &str) -> Result<Incoming, StoreError> {
    if json.len() > LIMIT {
        return Err(refuse("the file is larger than 1 GB"));
    }
    let document: Value = serde_json::from_str(json).map_err(invalid)?;
    let known = document.get("jianbao:format").map_or(Some(FORMAT), Value::as_u64);
    if known.is_none_or(|format| format > FORMAT) {
        return Err(refuse("the file was written by a newer Jianbao"));
    }
    let items = match &document {
        Value::Array(items) => items.clone(),
        Value::Object(object) => {
            let page = object.get("first").filter(|first| first.is_object()).unwrap_or(&document);
            match page.get("items") {
                Some(Value::Array(items)) => items.clone(),
                Some(_) => return Err(refuse("`items` is no list")),
                None if document.get("first").is_some() => {
                    return Err(refuse(
                        "the collection's annotations are elsewhere, this file only names them",
                    ));
                }
                None => vec![document.clone()],
            }
        }
        _ => return Err(refuse("this is no annotation")),
    };
    let mut records = Vec::new();
    let whole =
        Some(&document).filter(|_| is(&document, "AnnotationCollection") && document.get("label").is_some());
    for (at, collection) in
        whole.into_iter().chain(many(document.get("jianbao:collections")).iter()).enumerate()
    {
        let record =
            read_collection(collection).map_err(|what| refuse(&format!("collection {}: {what}", at + 1)))?;
        records.push(record);
    }
    let whole = whole.map(|whole| read_id(whole.get("id"))).transpose().map_err(|what| refuse(&what))?;
    let mut ranks = ranks_after(None, items.len());
    for (at, item) in items.iter().enumerate() {
        let into = whole.zip(ranks.next()).map(|(id, rank)| Membership { id, rank });
        let record =
            read_item(item, into).map_err(|what| refuse(&format!("annotation {}: {what}", at + 1)))?;
        records.push(record);
    }
    let others = document.get("jianbao:records").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (at, other) in others.iter().enumerate() {
        let record = read_other(other).map_err(|what| refuse(&format!("record {}: {what}", at + 1)))?;
        records.push(record);
    }
    Ok(Incoming(records))
}

type Reading<T> = Result<T, String>;

/// Whether a thing is of a type.
fn is(thing: &Value, kind: &str) -> bool {
    many(thing.get("type")).iter().any(|one| one.as_str() == Some(kind))
}

/// A colour, where there is one.
fn read_color(color: Option<&Value>) -> Reading<Option<u8>> {
    let number = |color: &Value| color.as_u64().filter(|&color| color < u64::from(COLORS));
    color.map(|color| number(color).map(|color| color as u8).ok_or("no such colour".into())).transpose()
}

fn read_collection(collection: &Value) -> Reading<Record> {
    let text = |name: &str| {
        many(collection.get(name)).first().and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let id = read_id(collection.get("id"))?;
    let created = text("created").parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let color = read_color(collection.get("jianbao:color"))?;
    let value = Collection { id, name: text("label"), note: text("summary"), color, created };
    versioned(Kind::Collection, id.to_string(), body(&value), 0, collection.get("jianbao:history"))
}

/// `into`: the collection that the document is.
fn read_item(item: &Value, into: Option<Membership>) -> Reading<Record> {
    let object = item.as_object().ok_or("not an object")?;
    if !is(item, "Annotation") {
        return Err("its type is not `Annotation`".into());
    }
    let id = read_id(object.get("id"))?;
    let motivation = many(object.get("motivation"));
    let motivation = motivation.iter().filter_map(|m| m.as_str()).find_map(Motivation::from_name);
    let page = match object.get("jianbao:page") {
        Some(page) => serde_json::from_value(page.clone()).map_err(|error| error.to_string())?,
        None => PageRef::default(),
    };
    let mut target = read_target(object.get("target").ok_or("it has no target")?, page)?;
    if let Some(article) = object.get("jianbao:article") {
        target.article = serde_json::from_value(article.clone()).map_err(|error| error.to_string())?;
    }
    let mut written = read_body(object)?;
    written.color = read_color(object.get("jianbao:color"))?;
    let collection = match object.get("jianbao:collection") {
        Some(at) => {
            let rank = at["rank"].as_i64().ok_or("a place in a collection that is no number")?;
            Some(Membership { id: read_id(at.get("id"))?, rank })
        }
        None => into,
    };
    let confirmed = match object.get("jianbao:confirmed") {
        Some(confirmed) => {
            Some(serde_json::from_value(confirmed.clone()).map_err(|error| error.to_string())?)
        }
        None => None,
    };
    let time =
        |name: &str| object.get(name).and_then(Value::as_str).and_then(|text| text.parse::<Timestamp>().ok());
    let created = time("created").unwrap_or(Timestamp::UNIX_EPOCH);
    // Without a motivation, what it has says what it is for.
    let motivation = motivation.unwrap_or(match (&written.note, &written.tags[..]) {
        (note, _) if !note.is_empty() => Motivation::Commenting,
        (_, [_, ..]) => Motivation::Tagging,
        _ => Motivation::Highlighting,
    });
    let annotation =
        Annotation { confirmed, collection, created, id, ..Annotation::new(motivation, target, written) };
    let modified = time("modified").unwrap_or(created).as_microsecond();
    versioned(Kind::Annotation, id.to_string(), body(&annotation), modified, object.get("jianbao:history"))
}

/// An annotation's own UUID; for another program's IRI one made of its sum, so that it comes in once.
fn read_id(id: Option<&Value>) -> Reading<Uuid> {
    match id {
        None => Ok(Uuid::now_v7()),
        Some(Value::String(iri)) => Ok(iri
            .strip_prefix("urn:uuid:")
            .and_then(|uuid| Uuid::parse_str(uuid).ok())
            .unwrap_or_else(|| Fingerprint::of(iri.as_bytes()).name())),
        Some(_) => Err("its id is no text".into()),
    }
}

fn read_body(object: &Map<String, Value>) -> Reading<Body> {
    let mut body = Body::default();
    let mut notes = Vec::new();
    for part in many(object.get("body")).iter().chain(&many(object.get("bodyValue"))) {
        // Of several that say the same, the first.
        let choice = part.get("items").map(|items| many(Some(items)));
        let (value, purposes) = match choice.as_ref().and_then(|items| items.first()).unwrap_or(part) {
            Value::String(value) => (value.clone(), Vec::new()),
            Value::Object(part) => match part.get("value") {
                Some(Value::String(value)) => (value.clone(), many(part.get("purpose"))),
                Some(_) => return Err("a body's value is no text".into()),
                // A picture, a sound, another page: its address is all that a note can hold.
                None => (iri(part), Vec::new()),
            },
            _ => return Err("a body is neither text nor an object".into()),
        };
        if purposes.iter().any(|purpose| purpose.as_str() == Some("tagging")) {
            body.tags.push(value);
        } else if !value.is_empty() {
            notes.push(value);
        }
    }
    body.note = notes.join("\n\n");
    Ok(body)
}

fn read_target(target: &Value, mut page: PageRef) -> Reading<Target> {
    let mut selectors = Vec::new();
    let parts: Vec<Value> = many(Some(target))
        .into_iter()
        .flat_map(|part| part.get("items").map_or(vec![part.clone()], |items| many(Some(items))))
        .collect();
    if parts.is_empty() {
        return Err("it has no target".into());
    }
    for part in parts {
        let source = match &part {
            Value::String(iri) => iri.as_str(),
            Value::Object(part) => {
                selectors.extend(read_selectors(part.get("selector"))?);
                &iri(part)
            }
            _ => return Err("a target is neither text nor an object".into()),
        };
        if page == PageRef::default() {
            match source.strip_prefix("urn:sha256:").and_then(Fingerprint::parse) {
                Some(sum) => page.bytes = sum,
                None => page.path = source.to_owned(),
            }
        }
    }
    Ok(Target { page, selectors, ..Target::default() })
}

/// The address of a thing, or of what a specific resource is a part of.
fn iri(part: &Map<String, Value>) -> String {
    let source = part.get("source").or_else(|| part.get("id"));
    let iri = source.and_then(|source| source.as_str().or_else(|| source.get("id")?.as_str()));
    iri.unwrap_or_default().to_owned()
}

/// Selectors with those that they are refined by, and those where ranges begin. The file decides how deep that goes:
/// JSON that is too deep was refused before.
fn all_selectors(selector: Option<&Value>, out: &mut Vec<Value>) {
    for part in many(selector) {
        for inner in ["refinedBy", "startSelector"] {
            all_selectors(part.get(inner), out);
        }
        out.push(part);
    }
}

/// The quote and the position of one stretch; other selectors say nothing about text.
fn read_selectors(selector: Option<&Value>) -> Reading<Option<Selector>> {
    let mut found: Option<Selector> = None;
    let mut all = Vec::new();
    all_selectors(selector, &mut all);
    for part in all {
        let Some(object) = part.as_object() else { continue };
        let text = |name: &str| match object.get(name) {
            None => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(_) => Err(format!("`{name}` is no text")),
        };
        let number = |name: &str| match object.get(name) {
            None => Ok(0),
            Some(number) => number.as_u64().ok_or(format!("`{name}` is no number")),
        };
        let small = |name: &str| u32::try_from(number(name)?).map_err(|_| format!("`{name}` is too large"));
        match object.get("type").and_then(Value::as_str) {
            Some("TextQuoteSelector") => {
                let quote = TextQuoteSelector {
                    exact: text("exact")?,
                    prefix: text("prefix")?,
                    suffix: text("suffix")?,
                };
                found.get_or_insert_default().quote = quote;
            }
            Some("TextPositionSelector") => {
                let position = TextPositionSelector {
                    start: number("start")?,
                    end: number("end")?,
                    start_byte: small("jianbao:startByte")?,
                    end_byte: small("jianbao:endByte")?,
                    start_normal: small("jianbao:startNormal")?,
                };
                if position.end < position.start || position.end_byte < position.start_byte {
                    return Err("a position ends before it begins".into());
                }
                found.get_or_insert_default().position = position;
            }
            _ => {}
        }
    }
    Ok(found)
}

fn read_other(other: &Value) -> Reading<Record> {
    let kind: Kind = serde_json::from_value(other["kind"].clone()).map_err(|error| error.to_string())?;
    let key = other["key"].as_str().ok_or("it has no key")?;
    if matches!(kind, Kind::Annotation | Kind::Collection) {
        return Err("an annotation or a collection among other records".into());
    }
    let value = body(&other["value"]);
    if kind == Kind::Page {
        // Somebody else's text must not stand for this page's.
        let text = unpack(&value).map_err(|error| error.to_string())?;
        if NormalText::new(&text).fingerprint().to_string() != key {
            return Err("the text of a page is not the one it says".into());
        }
    }
    versioned(kind, key.to_owned(), value, 0, other.get("history"))
}

/// A record of a value. If the value is still what its history sums up, it is that very version; if somebody edited
/// the file, it is a version made from that one; without a history it is the first.
fn versioned(
    kind: Kind,
    key: String,
    body: String,
    modified: i64,
    history: Option<&Value>,
) -> Reading<Record> {
    let deleted = false;
    let first = Record { modified, ..Record::next(None, kind, &key, body.clone(), deleted) }.sealed();
    let Some(history) = history else { return Ok(first) };
    let history: History = serde_json::from_value(history.clone()).map_err(|error| error.to_string())?;
    let parents =
        history.parents.iter().map(|mark| u64::from_str_radix(mark, 16).map_err(|error| error.to_string()));
    let mut record = Record {
        revision: history.revision,
        modified: history.modified,
        deleted: history.deleted,
        parents: parents.collect::<Reading<_>>()?,
        ..first
    }
    .sealed();
    // A number that would leave no room for later versions is no honest one.
    if record.revision == 0 || record.revision > 1 << 40 {
        return Err("an impossible revision".into());
    }
    if record.sum != history.sum {
        record.revision += 1;
        record.parents.push(history.sum.mark());
        record = record.sealed();
    }
    Ok(record)
}

/// A member that may be absent, one value or a list of values, as JSON-LD has it.
fn many(value: Option<&Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.clone(),
        Some(value) => vec![value.clone()],
    }
}

fn invalid(error: serde_json::Error) -> StoreError {
    match error.classify() {
        serde_json::error::Category::Data => StoreError::Invalid(error.to_string()),
        _ => StoreError::NotJson(error.line(), error.column()),
    }
}

fn refuse(what: &str) -> StoreError {
    StoreError::Invalid(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// A document with some of its characters changed is read or refused, never a panic; what is read can be written.
        #[test]
        fn any_document_is_read_or_refused(changes in proptest::collection::vec((0usize..4000, "\\PC{0,3}"), 0..4)) {
            let quote = TextQuoteSelector { exact: "渡口".into(), prefix: "新".into(), suffix: "通航".into() };
            let selector = Selector { quote, ..Selector::default() };
            let target = Target { selectors: vec![selector], ..Target::default() };
            let written = Body { note: "笔记".into(), tags: vec!["题".into()], color: Some(3) };
            let annotation = Annotation::new(Motivation::Commenting, target, written);
            let record = Record::next(None, Kind::Annotation, &annotation.id.to_string(), body(&annotation), false);
            let setting = Record::next(None, Kind::Setting, "size", "18".into(), false);
            let mut document = write(&[record.clone(), setting.clone()]).unwrap();
            prop_assert_eq!(read(&document).unwrap().0, vec![record, setting]);
            for (at, text) in changes {
                let at = document.floor_char_boundary(at.min(document.len()));
                let end = document.ceil_char_boundary((at + text.len()).min(document.len()));
                document.replace_range(at..end, &text);
            }
            if let Ok(incoming) = read(&document) {
                prop_assert!(write(&incoming.0).is_ok());
            }
        }
    }
}
