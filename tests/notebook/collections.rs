//! Collections of articles: kept, undone, exchanged, merged, and whole after a killed process.

use super::exchange::take;
use super::faults::CHILD_DIR;
use super::support::{Dice, Writer, copy_dir, folder, page, say_saved};
use jianbao::anchor::{AnchorState, PageRef, Target};
use jianbao::notebook::{Annotation, Collection, Incoming, Membership, Notebook, locate, ranks_after};
use jianbao::segmentation::{Page, segment};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use uuid::Uuid;

/// The article of a page put into a collection.
fn member(book: &Notebook, collection: Uuid, number: usize) -> (Annotation, Page) {
    let page = page(number);
    let at = PageRef::new(page.text().as_bytes(), &page, &format!("{number}/01.txt"));
    let target = Target::of_article(&at, &page, &segment(&page).articles[0]);
    let rank = ranks_after(book.last_rank(collection), 1).next().unwrap();
    (Annotation::in_collection(target, Membership { id: collection, rank }), page)
}

fn put(book: &mut Notebook, collection: Uuid, number: usize) -> Uuid {
    let (annotation, page) = member(book, collection, number);
    drop(book.create(&annotation, &page));
    annotation.id
}

/// Names of the collections and what is in them, in order.
fn shelves(book: &Notebook) -> Vec<(String, String, Option<u8>, Vec<String>)> {
    let members = |id| book.members(id).iter().map(|member| member.target.page.path.clone()).collect();
    let all = book.collections();
    all.iter().map(|one| (one.name.clone(), one.note.clone(), one.color, members(one.id))).collect()
}

fn paths(book: &Notebook, collection: Uuid) -> Vec<String> {
    book.members(collection).iter().map(|member| member.target.page.path.clone()).collect()
}

fn document(json: &str) -> Value {
    let mut document: Value = serde_json::from_str(json).unwrap();
    document["id"] = Value::Null;
    document
}

#[derive(Clone, Debug)]
enum Step {
    Begin(u8),
    Describe(u8, u8),
    Put(u8, u8),
    Move(u8, u8, u8),
    Remove(u8, u8),
    Delete(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let n = any::<u8>;
    prop_oneof![
        n().prop_map(Step::Begin),
        (n(), n()).prop_map(|(a, b)| Step::Describe(a, b)),
        (n(), n()).prop_map(|(a, b)| Step::Put(a, b)),
        (n(), n()).prop_map(|(a, b)| Step::Put(a, b)),
        (n(), n(), n()).prop_map(|(a, b, c)| Step::Move(a, b, c)),
        (n(), n()).prop_map(|(a, b)| Step::Remove(a, b)),
        n().prop_map(Step::Delete),
    ]
}

/// Does a step; says whether there was something to do.
fn go(book: &mut Notebook, step: &Step) -> bool {
    let all = book.collections();
    let pick = |n: u8| all.get(usize::from(n) % all.len().max(1)).cloned();
    let member = |book: &Notebook, collection: Uuid, n: u8| {
        let members = book.members(collection);
        members.get(usize::from(n) % members.len().max(1)).map(|member| member.id)
    };
    match *step {
        Step::Begin(name) => drop(book.keep_collection(&Collection::new(&format!("专题{}", name % 9)))),
        Step::Describe(which, text) => {
            let Some(one) = pick(which) else { return false };
            let changed =
                Collection { note: format!("说明{text}"), color: Some(text % 5), ..(*one).clone() };
            if changed == *one {
                return false;
            }
            drop(book.keep_collection(&changed));
        }
        Step::Put(which, number) => {
            let Some(one) = pick(which) else { return false };
            put(book, one.id, usize::from(number % 12));
        }
        Step::Move(which, from, to) => {
            let Some(one) = pick(which) else { return false };
            let Some(id) = member(book, one.id, from) else { return false };
            drop(book.move_member(id, usize::from(to) % 12));
        }
        Step::Remove(which, from) => {
            let Some(one) = pick(which) else { return false };
            let Some(id) = member(book, one.id, from) else { return false };
            drop(book.remove_members(&[id]));
        }
        Step::Delete(which) => {
            let Some(one) = pick(which) else { return false };
            drop(book.delete_collection(one.id));
        }
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever was done: it is undone and done again step by step, there after a restart, and the same after it went out
    /// and came in.
    #[test]
    fn whatever_becomes_of_collections_is_undone_kept_and_exchanged(
        steps in prop::collection::vec(step(), 1..24),
    ) {
        let dir = folder();
        let mut book = Notebook::open(dir.path()).unwrap();
        let mut states = vec![shelves(&book)];
        for step in &steps {
            if go(&mut book, step) {
                states.push(shelves(&book));
            }
        }
        for state in states.iter().rev().skip(1) {
            let _ = book.undo().unwrap();
            prop_assert_eq!(&shelves(&book), state);
        }
        prop_assert!(!book.can_undo());
        for state in &states[1..] {
            let _ = book.redo().unwrap();
            prop_assert_eq!(&shelves(&book), state);
        }
        let exported = book.export().unwrap();
        drop(book);
        let book = Notebook::open(dir.path()).unwrap();
        prop_assert_eq!(&shelves(&book), states.last().unwrap());
        let other = folder();
        let mut other = Notebook::open(other.path()).unwrap();
        take(&mut other, &exported);
        prop_assert_eq!(&shelves(&other), states.last().unwrap());
        prop_assert_eq!(document(&other.export().unwrap()), document(&exported));
    }

    /// Two notebooks that parted and meet again are the same, whichever takes the other; what either put in is there.
    #[test]
    fn two_notebooks_bring_their_collections_together(
        shared in prop::collection::vec(step(), 1..8),
        mine in prop::collection::vec(step(), 0..8),
        theirs in prop::collection::vec(step(), 0..8),
    ) {
        let dirs = [folder(), folder()];
        let [mut a, mut b] = [0, 1].map(|n: usize| Notebook::open(dirs[n].path()).unwrap());
        for step in &shared {
            go(&mut a, step);
        }
        take(&mut b, &a.export().unwrap());
        for step in &mine {
            go(&mut a, step);
        }
        for step in &theirs {
            go(&mut b, step);
        }
        let notes = |book: &Notebook| -> Vec<String> {
            let all = book.collections();
            all.iter().filter(|one| !one.note.is_empty()).map(|one| format!("{} {}", one.name, one.note)).collect()
        };
        let (from_a, from_b) = (a.export().unwrap(), b.export().unwrap());
        take(&mut a, &from_b);
        take(&mut b, &from_a);
        prop_assert_eq!(shelves(&a), shelves(&b));
        prop_assert_eq!(notes(&a), notes(&b));
        let before = shelves(&a);
        take(&mut a, &from_b);
        prop_assert_eq!(shelves(&a), before, "a second time changes nothing");
    }
}

#[test]
fn a_collection_that_both_sides_described_keeps_both_notes() {
    let dirs = [folder(), folder()];
    let [mut a, mut b] = [0, 1].map(|n: usize| Notebook::open(dirs[n].path()).unwrap());
    let one = Collection::new("水利");
    a.keep_collection(&one).wait().unwrap();
    put(&mut a, one.id, 1);
    take(&mut b, &a.export().unwrap());
    for (book, note, number) in [(&mut a, "堤坝部分", 2), (&mut b, "渠道部分", 3)] {
        let described = Collection { note: note.into(), ..(**book.collection(one.id).unwrap()).clone() };
        book.keep_collection(&described).wait().unwrap();
        put(book, one.id, number);
    }
    take(&mut a, &b.export().unwrap());
    let mut notes: Vec<String> = a.collections().iter().map(|one| one.note.clone()).collect();
    notes.sort();
    assert_eq!(notes, ["堤坝部分", "渠道部分"]);
    let mut together = paths(&a, one.id);
    together.sort();
    assert_eq!(together, ["1/01.txt", "2/01.txt", "3/01.txt"]);
}

#[test]
fn what_both_sides_put_in_or_moved_stands_in_it_once() {
    let dirs = [folder(), folder()];
    let [mut a, mut b] = [0, 1].map(|n: usize| Notebook::open(dirs[n].path()).unwrap());
    let one = Collection::new("水利");
    a.keep_collection(&one).wait().unwrap();
    let moved = [1, 2, 3].map(|number| put(&mut a, one.id, number))[2];
    take(&mut b, &a.export().unwrap());
    put(&mut a, one.id, 4);
    put(&mut b, one.id, 4);
    a.move_member(moved, 0).wait().unwrap();
    b.move_member(moved, 1).wait().unwrap();
    let (from_a, from_b) = (a.export().unwrap(), b.export().unwrap());
    take(&mut a, &from_b);
    take(&mut b, &from_a);
    assert_eq!(paths(&a, one.id).len(), 4, "{:?}", paths(&a, one.id));
    assert_eq!(paths(&a, one.id), paths(&b, one.id));
}

#[test]
fn a_collection_goes_out_as_one_and_comes_back() {
    let dir = folder();
    let mut book = Notebook::open(dir.path()).unwrap();
    let (one, other) = (Collection::new("水利"), Collection::new("交通"));
    let one = Collection { note: "先写堤坝。".into(), color: Some(3), ..one };
    for collection in [&one, &other] {
        book.keep_collection(collection).wait().unwrap();
    }
    for number in 0..3 {
        put(&mut book, one.id, number);
    }
    put(&mut book, other.id, 9);
    let exported = book.copier_of_collection(one.id).export().unwrap();
    let json = document(&exported);
    assert_eq!(json["type"], "AnnotationCollection");
    assert_eq!(
        (&json["label"], &json["summary"], &json["total"]),
        (&json!("水利"), &json!("先写堤坝。"), &json!(3))
    );
    assert_eq!(json["first"]["items"][0]["motivation"], "classifying");
    let dir = folder();
    let mut there = Notebook::open(dir.path()).unwrap();
    take(&mut there, &exported);
    assert_eq!(there.collections(), [std::sync::Arc::new(one.clone())]);
    assert_eq!(paths(&there, one.id), paths(&book, one.id));
    let nothing = there.preview(&Notebook::read_export(&exported).unwrap());
    assert_eq!((nothing.added, nothing.changed, nothing.others), (0, 0, 0));
}

#[test]
fn a_collection_of_another_program_is_taken_in_its_order() {
    let note = |n: u32| {
        json!({
            "id": format!("http://example.org/{n}"), "type": "Annotation", "motivation": "commenting",
            "body": format!("第{n}条"), "target": format!("http://example.org/page{n}"),
        })
    };
    let json = json!({
        "id": "http://example.org/collection", "type": ["AnnotationCollection"], "label": "Floods",
        "first": {"type": "AnnotationPage", "items": [note(3), note(1), note(2)]},
    });
    let dir = folder();
    let mut book = Notebook::open(dir.path()).unwrap();
    for _ in 0..2 {
        take(&mut book, &json.to_string());
        let [one] = &book.collections()[..] else { panic!("{:?}", book.collections()) };
        assert_eq!(one.name, "Floods");
        let notes: Vec<String> = book.members(one.id).iter().map(|note| note.body.note.clone()).collect();
        assert_eq!(notes, ["第3条", "第1条", "第2条"]);
    }
}

#[test]
fn a_member_is_moved_even_where_no_rank_is_left_between_two() {
    let dir = folder();
    let mut book = Notebook::open(dir.path()).unwrap();
    let one = Collection::new("水利");
    book.keep_collection(&one).wait().unwrap();
    let ids: Vec<Uuid> = (0..4).map(|number| put(&mut book, one.id, number)).collect();
    // The last two in turns to the same place halve the room each time.
    for turn in 0..80 {
        book.move_member(ids[2 + turn % 2], 1).wait().unwrap();
        let second = book.members(one.id)[1].id;
        assert_eq!(second, ids[2 + turn % 2], "turn {turn}");
    }
    assert_eq!(paths(&book, one.id), ["0/01.txt", "3/01.txt", "2/01.txt", "1/01.txt"]);
    book.undo().unwrap().wait().unwrap();
    assert_eq!(paths(&book, one.id), ["0/01.txt", "2/01.txt", "3/01.txt", "1/01.txt"], "one step");
}

#[test]
fn many_articles_are_put_in_as_one_step_and_found_again() {
    let dir = folder();
    let mut book = Notebook::open(dir.path()).unwrap();
    let one = Collection::new("通告");
    let mut incoming = Incoming::default();
    incoming.add_collection(&one);
    for (number, rank) in ranks_after(None, 12).enumerate() {
        let (annotation, page) = member(&book, one.id, number);
        let annotation = Annotation { collection: Some(Membership { id: one.id, rank }), ..annotation };
        incoming.add(&annotation, &page).unwrap();
    }
    book.merge(&incoming).wait().unwrap();
    assert_eq!(paths(&book, one.id).len(), 12);
    for member in book.members(one.id) {
        let text = book.page_text(member.target.page.text).unwrap().unwrap();
        let moved = Page::new(format!("邻版转来的几行\n\n{text}"));
        assert!(locate(&member, &moved).state <= AnchorState::Replaced, "{}", member.target.page.path);
    }
    book.undo().unwrap().wait().unwrap();
    assert_eq!(book.collections(), []);
    assert!(!book.can_undo());
}

// Killed while writing.

/// Run in a process of its own: puts articles into a collection and says so, until it is killed.
#[test]
#[ignore = "runs only inside other tests"]
fn collects_until_killed() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else { return };
    let mut book = Notebook::open(Path::new(&dir)).unwrap();
    let one = Collection::new("通告");
    book.keep_collection(&one).wait().unwrap();
    for number in 0.. {
        let (annotation, page) = member(&book, one.id, number % 40);
        book.create(&annotation, &page).wait().unwrap();
        say_saved(annotation.id, &one.id.to_string());
        book.move_member(annotation.id, 0).wait().unwrap();
        let described = Collection { note: format!("共{number}篇"), ..one.clone() };
        book.keep_collection(&described).wait().unwrap();
    }
}

#[test]
fn no_article_that_was_said_to_be_in_a_collection_is_lost_by_8_kills() {
    let dir = tempfile::tempdir().unwrap();
    let mut dice = Dice(11);
    let mut saved: Vec<(Uuid, Uuid)> = Vec::new();
    for _ in 0..8 {
        let mut writer = Writer::start("collections::collects_until_killed", &[(CHILD_DIR, dir.path())]);
        let first = writer.saved.recv_timeout(Duration::from_secs(60)).unwrap();
        std::thread::sleep(Duration::from_millis(dice.below(60) as u64));
        writer.process.kill().unwrap();
        writer.process.wait().unwrap();
        let said = std::iter::once(first).chain(&writer.saved);
        saved.extend(said.map(|(id, collection)| (id, collection.parse().unwrap())));
        let copy = tempfile::tempdir().unwrap();
        copy_dir(dir.path(), copy.path());
        let book = Notebook::open(copy.path()).unwrap();
        assert_eq!(book.status().notices, []);
        for (id, collection) in &saved {
            assert!(book.collection(*collection).is_some());
            let at = book.get(*id).filter(|one| !one.deleted).and_then(|one| one.collection);
            assert_eq!(at.map(|at| at.id), Some(*collection));
        }
    }
    assert!(saved.len() >= 8);
}
