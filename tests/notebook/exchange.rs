//! Notebooks that leave, come back and meet: round trips, hostile files, merges.

use super::support::{Dice, folder, notes};
use jianbao::anchor::{ArticleHint, PageRef, Target};
use jianbao::notebook::{Annotation, Body, Motivation, Notebook, Preview, StoreError};
use jianbao::segmentation::{ByteSpan, Page};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use uuid::Uuid;

fn annotation(dice: &mut Dice, name: &str) -> (Annotation, Page) {
    let page = Page::new(format!(
        "山村电台第{}期\n\n清早的广播从谷口传到梁上，\n人们听完才下地。\n",
        dice.below(30)
    ));
    let mut at = PageRef::new(page.text().as_bytes(), &page, "甲/01.txt");
    at.paper = Some("山村通讯".into());
    at.date = Some(format!("1987-03-{:02}", 1 + dice.below(28)));
    let spans = [ByteSpan { start: 0, end: 12 }, ByteSpan { start: 36, end: 48 }];
    let target = Target::of_spans(&at, &page, &spans[..1 + dice.below(2)]);
    let body = Body {
        note: format!("{name}{}", dice.below(1 << 30)),
        tags: (0..dice.below(3)).map(|n| format!("题{n}")).collect(),
        color: (dice.below(2) == 0).then_some(dice.below(5) as u8),
    };
    let motivation = Motivation::ALL[dice.below(4)];
    (Annotation::new(motivation, target, body), page)
}

/// Adds, changes and deletes at random.
fn live(book: &mut Notebook, dice: &mut Dice, steps: usize, name: &str) {
    for _ in 0..steps {
        let ids: Vec<Uuid> = notes(book).into_keys().collect();
        let id = ids.get(dice.below(ids.len())).copied();
        match (dice.below(6), id) {
            (0, Some(id)) => drop(book.delete(id)),
            (1 | 2, Some(id)) => {
                drop(book.update(id, |a| a.body.note = format!("{name}{}", dice.below(1 << 30))))
            }
            (3, _) => drop(book.undo()),
            _ => {
                let (note, page) = annotation(dice, name);
                drop(book.create(&note, &page));
            }
        }
    }
    book.set_setting("last", &name).wait().unwrap();
}

/// Merges what another notebook exports.
pub fn take(book: &mut Notebook, exported: &str) -> Preview {
    let incoming = Notebook::read_export(exported).unwrap();
    let preview = book.preview(&incoming);
    book.merge(&incoming).wait().unwrap();
    preview
}

fn merges(times: usize) {
    let mut dice = Dice(5);
    for round in 0..times {
        let dirs: Vec<_> = (0..3).map(|_| folder()).collect();
        let [mut a, mut b, mut c] = [0, 1, 2].map(|n: usize| Notebook::open(dirs[n].path()).unwrap());
        live(&mut a, &mut dice, 12, "共");
        let shared = notes(&a);
        take(&mut b, &a.export_all().unwrap());
        assert_eq!(notes(&b), shared, "round {round}: an empty notebook takes all");
        let parted: BTreeMap<Uuid, u64> =
            shared.keys().map(|&id| (id, b.get(id).unwrap().revision)).collect();
        live(&mut a, &mut dice, 10, "甲");
        live(&mut b, &mut dice, 10, "乙");
        let (mine, theirs) = (notes(&a), notes(&b));
        let untouched_by_b: BTreeSet<Uuid> =
            shared.keys().copied().filter(|&id| b.get(id).unwrap().revision == parted[&id]).collect();
        let (from_a, from_b) = (a.export_all().unwrap(), b.export().unwrap());
        take(&mut a, &from_b);
        take(&mut b, &from_a);
        let merged = notes(&a);

        // A superset: what either side wrote since they parted is there, and so is what neither touched.
        let texts: Vec<&String> = merged.values().collect();
        for (side, other) in [(&mine, &theirs), (&theirs, &mine)] {
            for (id, text) in side {
                let untouched = shared.get(id) == Some(text);
                let kept = if untouched {
                    other.get(id).is_none_or(|t| texts.contains(&t))
                } else {
                    texts.contains(&text)
                };
                assert!(kept, "round {round}: {text}");
            }
        }
        // A deletion does not come back, unless the other side wrote there.
        for id in shared.keys().filter(|id| !mine.contains_key(id) && untouched_by_b.contains(id)) {
            assert!(!merged.contains_key(id), "round {round}: a deletion came back");
        }
        // The same on both sides, once and for ever.
        assert_eq!(merged, notes(&b), "round {round}: both ways");
        for book in [&mut a, &mut b] {
            for exported in [&from_a, &from_b] {
                let again = take(book, exported);
                let nothing = Preview { unchanged: 0, stay_deleted: 0, ..again };
                assert_eq!(nothing, Preview::default(), "round {round}: again");
            }
            assert_eq!(notes(book), merged);
        }
        // A round trip is the same document.
        let document = |book: &Notebook| {
            let mut document: Value = serde_json::from_str(&book.export_all().unwrap()).unwrap();
            document["id"] = Value::Null;
            document
        };
        take(&mut c, &a.export_all().unwrap());
        assert_eq!(document(&c), document(&a), "round {round}: round trip");
    }
    println!("{times} merges: supersets, idempotent, both ways the same, round trips identical");
}

#[test]
fn a_hundred_merges() {
    merges(100);
}

#[test]
#[ignore = "minutes"]
fn a_thousand_merges() {
    merges(1000);
}

#[test]
fn both_texts_of_one_note_are_kept_and_a_merge_can_be_undone() {
    let dirs = [folder(), folder()];
    let [mut a, mut b] = [0, 1].map(|n: usize| Notebook::open(dirs[n].path()).unwrap());
    let (note, page) = annotation(&mut Dice(1), "");
    a.create(&note, &page).wait().unwrap();
    take(&mut b, &a.export_all().unwrap());
    a.update(note.id, |n| n.body.note = "左边写的".into()).wait().unwrap();
    b.update(note.id, |n| n.body.note = "右边写的".into()).wait().unwrap();
    let preview = take(&mut a, &b.export_all().unwrap());
    assert_eq!(preview.kept_both, 1);
    let mut texts: Vec<String> = notes(&a).into_values().collect();
    texts.sort();
    assert_eq!(texts, ["右边写的", "左边写的"]);
    a.undo().unwrap().wait().unwrap();
    assert_eq!(notes(&a).into_values().collect::<Vec<_>>(), ["左边写的"]);
}

#[test]
fn a_title_filled_in_on_either_side_makes_no_second_note() {
    let dirs = [folder(), folder()];
    let [mut a, mut b] = [0, 1].map(|n: usize| Notebook::open(dirs[n].path()).unwrap());
    let (note, page) = annotation(&mut Dice(1), "旧");
    a.create(&note, &page).wait().unwrap();
    take(&mut b, &a.export_all().unwrap());
    let name = |book: &mut Notebook, title: &str| {
        let name = ArticleHint { title: title.into(), ..ArticleHint::default() };
        book.name_articles(vec![(note.id, name)]).wait().unwrap();
    };
    // The same name is the same version, so that what one side wrote since is simply newer.
    name(&mut a, "题目");
    name(&mut b, "题目");
    b.update(note.id, |n| n.body.note.push_str("，后来又写")).wait().unwrap();
    let preview = take(&mut a, &b.export_all().unwrap());
    assert_eq!((preview.changed, preview.kept_both), (1, 0));
    name(&mut a, "题目一");
    name(&mut b, "题目二");
    let (from_a, from_b) = (a.export_all().unwrap(), b.export().unwrap());
    take(&mut a, &from_b);
    take(&mut b, &from_a);
    assert_eq!((notes(&a).len(), notes(&b).len()), (1, 1));
    assert_eq!(a.get(note.id).unwrap().target, b.get(note.id).unwrap().target);
}

#[test]
fn a_backup_is_one_file_that_merges_back() {
    let (dir, place) = (folder(), folder());
    let mut book = Notebook::open(dir.path()).unwrap();
    live(&mut book, &mut Dice(8), 20, "备");
    let before = notes(&book);
    let path = book.back_up(place.path()).unwrap();
    let (later, page) = annotation(&mut Dice(9), "后来");
    book.create(&later, &page).wait().unwrap();

    let incoming = Notebook::read_backup(&path).unwrap();
    let preview = book.preview(&incoming);
    assert_eq!((preview.added, preview.changed, preview.deleted), (0, 0, 0));
    book.merge(&incoming).wait().unwrap();
    assert!(notes(&book).contains_key(&later.id), "what was written after the backup stays");

    let other = folder();
    let mut other = Notebook::open(other.path()).unwrap();
    assert_eq!(other.preview(&incoming).added, preview.unchanged);
    other.merge(&incoming).wait().unwrap();
    assert_eq!(notes(&other), before);

    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0);
    std::fs::write(&path, bytes).unwrap();
    assert!(Notebook::read_backup(&path).is_err());
    assert!(Notebook::read_backup(Path::new("/nowhere/x.db")).is_err());
}

#[test]
fn hostile_files_change_nothing() {
    let dir = folder();
    let mut book = Notebook::open(dir.path()).unwrap();
    live(&mut book, &mut Dice(2), 10, "原");
    let good: Value = serde_json::from_str(&book.export_all().unwrap()).unwrap();
    let before = notes(&book);
    let spoilt = |change: &dyn Fn(&mut Value)| {
        let mut document = good.clone();
        change(&mut document);
        document.to_string()
    };
    let deep = "[".repeat(100_000);
    let hostile = [
        String::new(),
        "null".into(),
        "{".into(),
        "[1]".into(),
        deep,
        "\u{feff}{}".into(),
        spoilt(&|d| d["jianbao:format"] = json!(3)),
        spoilt(&|d| d["items"] = json!("x")),
        spoilt(&|d| d["items"][0]["type"] = json!("Note")),
        spoilt(&|d| d["items"][0]["id"] = json!({"a": 1})),
        spoilt(&|d| d["items"][0]["target"] = Value::Null),
        spoilt(&|d| d["items"][0]["target"] = json!([7])),
        spoilt(&|d| d["items"][0]["body"] = json!([[["x"]]])),
        spoilt(&|d| d["items"][0]["body"] = json!({"type": "TextualBody", "value": 5})),
        spoilt(&|d| d["items"][0]["jianbao:color"] = json!(200)),
        spoilt(&|d| d["items"][0]["jianbao:color"] = json!(-1)),
        spoilt(&|d| d["items"][0]["jianbao:page"] = json!({"bytes": "zz"})),
        spoilt(&|d| d["items"][0]["jianbao:history"]["revision"] = json!(u64::MAX)),
        spoilt(&|d| d["items"][0]["jianbao:history"]["parents"] = json!(["x"])),
        spoilt(&|d| d["items"][0]["target"][0]["selector"][1]["start"] = json!(-4)),
        spoilt(&|d| d["items"][0]["target"][0]["selector"][1]["start"] = json!(1 << 20)),
        spoilt(&|d| d["items"][0]["target"][0]["selector"][0]["exact"] = json!(["x"])),
        spoilt(&|d| d["jianbao:records"][0]["kind"] = json!("annotation")),
        spoilt(&|d| d["jianbao:records"][0]["kind"] = json!("other")),
        spoilt(&|d| d["jianbao:records"][0]["kind"] = json!("collection")),
        spoilt(&|d| d["jianbao:collections"] = json!([{"id": 7}])),
        spoilt(&|d| d["items"][0]["jianbao:collection"] = json!({"rank": "x"})),
        spoilt(&|d| {
            d["jianbao:records"].as_array_mut().unwrap().iter_mut().for_each(|r| r["value"] = json!("AAAA"))
        }),
    ];
    for (at, json) in hostile.iter().enumerate() {
        let answer = Notebook::read_export(json);
        let is_refused = matches!(answer, Err(StoreError::Invalid(_) | StoreError::NotJson(..)));
        assert!(is_refused, "{at}: {:.80}", json);
    }
    assert_eq!(notes(&book), before);
}
