//! Tests of the index on disk: it answers as the one in memory, and is believed only as it was written.

use super::*;
use proptest::prelude::*;
use std::cell::Cell;

/// A row of the tests.
#[derive(Clone, Debug)]
struct Given {
    title: String,
    kicker: String,
    paper: &'static str,
    day: Option<i8>,
}

impl Given {
    fn add(&self, id: u32, index: &mut TitleIndex<u32>) {
        let date = self.day.map(|day| jiff::civil::date(2031, 2, day));
        let (title, kicker, paper) = (&self.title, &self.kicker, self.paper);
        index.add(id, &TitleRow { title, kicker, paper, date, ..TitleRow::default() });
    }
}

/// Change of an index.
#[derive(Clone, Debug)]
enum Change {
    Add(Vec<Given>),
    /// Takes out the rows whose numbers leave this rest.
    Remove(u32),
    /// Writes it to disk and goes on with what stands there.
    Save,
}

fn words(most: usize) -> impl Strategy<Value = String> {
    const LETTERS: &str = "供热计费老街重庆绿道長江台臺ab ，";
    let letters: Vec<char> = LETTERS.chars().collect();
    prop::collection::vec(prop::sample::select(letters), 0..most).prop_map(|letters| letters.iter().collect())
}

fn change() -> impl Strategy<Value = Change> {
    let given =
        (words(9), words(3), prop::sample::select(vec!["澜溪日报", "澜溪晚报"]), prop::option::of(1..9_i8));
    let given = given.prop_map(|(title, kicker, paper, day)| Given { title, kicker, paper, day });
    prop_oneof![
        3 => prop::collection::vec(given, 1..30).prop_map(Change::Add),
        1 => (2..6_u32).prop_map(Change::Remove),
        2 => Just(Change::Save),
    ]
}

/// Writes an index with a break after each step.
fn save(index: &TitleIndex<u32>, path: &Path) {
    let mut saving = Saving::new(index, path, "form", b"note".to_vec()).unwrap();
    let goes = Cell::new(false);
    while !saving.go_on(index, || goes.replace(!goes.get())).unwrap() {}
    saving.finish(index).unwrap();
}

fn answers(index: &TitleIndex<u32>, queries: &[String]) -> Vec<Vec<TitleHit<u32>>> {
    queries.iter().map(|query| index.search(query, 20, &Ticket::fresh()).unwrap().expect("fresh")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn an_index_on_disk_answers_as_one_in_memory(
        changes in prop::collection::vec(change(), 1..10),
        typed in prop::collection::vec(words(5), 4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index");
        let mut queries = typed;
        let also = ["grjf", "chongqing", "lu", "jiang", "j", "供re", "paper:晚报", "老街 -供热", "date:2031-02-03.. 街"];
        queries.extend(also.map(String::from));
        let (mut kept, mut plain) = (TitleIndex::new(), TitleIndex::new());
        let mut rows: Vec<(u32, Given)> = Vec::new();
        let mut next = 0;
        for change in changes {
            match change {
                Change::Add(all) => for given in all {
                    given.add(next, &mut kept);
                    given.add(next, &mut plain);
                    rows.push((next, given));
                    next += 1;
                },
                Change::Remove(rest) => {
                    kept.retain(|id| id % rest != 0);
                    plain.retain(|id| id % rest != 0);
                    rows.retain(|(id, _)| id % rest != 0);
                }
                Change::Save => {
                    save(&kept, &path);
                    let (opened, note) = TitleIndex::open(&path, "form").unwrap();
                    prop_assert_eq!(note, b"note".to_vec());
                    kept = opened;
                    prop_assert_eq!((kept.len(), kept.on_disk(), kept.in_memory()), (0, rows.len(), 0));
                    kept.name(0, rows.iter().map(|(id, _)| *id));
                    plain = TitleIndex::new();
                    rows.iter().for_each(|(id, given)| given.add(*id, &mut plain));
                }
            }
            prop_assert_eq!(answers(&kept, &queries), answers(&plain, &queries));
        }
    }
}

#[test]
fn a_damaged_file_of_titles_is_never_believed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let mut index = TitleIndex::new();
    for id in 0..24 {
        let title = format!("老街第{id}处供热管网修缮");
        Given { title, kicker: "澜溪".into(), paper: "澜溪日报", day: Some(3) }.add(id, &mut index);
    }
    save(&index, &path);
    let queries = ["供热管网", "gongre", "第17处", "lj", "paper:澜溪 老街"].map(String::from);
    let expected = answers(&index, &queries);
    let whole = std::fs::read(&path).unwrap();
    let ask = |bytes: &[u8], form: &str| -> Result<Vec<Vec<TitleHit<u32>>>> {
        std::fs::write(&path, bytes).unwrap();
        let (mut index, _) = TitleIndex::open(&path, form)?;
        index.name(0, 0..24);
        let ask = |query: &String| Ok(index.search(query, 20, &Ticket::fresh())?.expect("fresh"));
        queries.iter().map(ask).collect()
    };
    assert_eq!(ask(&whole, "form").unwrap(), expected);
    assert!(ask(&whole, "another form").is_err());
    let mut noticed = 0;
    for at in (0..whole.len()).step_by(3) {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        match ask(&damaged, "form") {
            Ok(answers) => assert_eq!(answers, expected, "byte {at}"),
            Err(_) => noticed += 1,
        }
    }
    // The others stand in what no question asked for.
    assert!(noticed * 6 > whole.len(), "{noticed} of {}", whole.len());
    for length in (0..whole.len()).step_by(7) {
        assert!(ask(&whole[..length], "form").is_err(), "cut at {length}");
    }
    // One that is longer, or of which a part stands in another's place.
    assert!(ask(&[&whole[..], b"0"].concat(), "form").is_err());
    assert!(ask(&[&whole[whole.len() / 2..], &whole[..whole.len() / 2]].concat(), "form").is_err());
}
