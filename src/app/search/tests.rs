use super::*;
use crate::app::message;
use crate::app::testing::Bench;

#[test]
fn places_in_the_article_are_gone_through_round_and_round() {
    let page = "水渠通水\n\n　　本报讯 水渠昨天通水，沿渠的人都来看水。\n";
    let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", page)]);
    bench.act(Action::StepPlace(Direction::Next));
    assert!(bench.state.find.open, "without words they are asked for");
    assert_eq!(bench.state.find.mode, Mode::Here);
    bench.act(Action::SetQuery("水渠".to_owned()));
    let text = |bench: &Bench| {
        let (find, open) = (&bench.state.find, bench.state.reader.open.as_ref().unwrap());
        (find.place, open.document.text(find.places[find.place]))
    };
    assert_eq!((bench.state.find.places.len(), text(&bench)), (2, (0, "水渠".to_owned())));
    for (direction, place) in [(Direction::Next, 1), (Direction::Next, 0), (Direction::Previous, 1)] {
        bench.act(Action::StepPlace(direction));
        assert_eq!(text(&bench), (place, "水渠".to_owned()));
    }
    bench.act(Action::Close);
    bench.act(message::Action::Escape);
    assert!(bench.state.find.places.is_empty());
    bench.act(Action::Open(Mode::Here));
    bench.act(Action::SetQuery("麦田".to_owned()));
    bench.act(Action::OpenHit);
    let told = bench.state.notices.iter().last().map(|notice| notice.text.clone());
    assert_eq!(told.as_deref(), Some(strings::NOT_HERE.zh), "Enter says that there is none");
}

/// Draws frames until something is so.
fn wait(bench: &mut Bench, is_so: impl Fn(&Find) -> bool) {
    let begun = std::time::Instant::now();
    while !is_so(&bench.state.find) {
        bench.frame();
        assert!(begun.elapsed().as_secs() < 30, "waited in vain");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn the_index_follows_pages_that_change() {
    let mut bench = Bench::two_papers();
    let rows = |find: &Find| find.results.answer.rows.len();
    bench.act(Action::Open(Mode::Text));
    bench.act(Action::SetQuery("昨天发生".to_owned()));
    wait(&mut bench, |find| rows(find) == 4);
    let root = bench.state.archive.path.clone().unwrap();
    std::fs::write(root.join("江报/2031-01-05/01.txt"), "渡口茶馆\n\n　　渡口的茶馆昨天重新开门。\n")
        .unwrap();
    bench.act(crate::app::open_archive::Action::Rescan);
    wait(&mut bench, |find| rows(find) == 3);
    bench.act(Action::SetQuery("重新开门".to_owned()));
    wait(&mut bench, |find| rows(find) == 1 && find.results.answer.query == "重新开门");
}

#[test]
fn the_next_place_is_gone_to_though_the_results_are_put_away() {
    let mut bench = Bench::two_papers();
    bench.act(Action::Open(Mode::Text));
    bench.act(Action::SetQuery("冬菜".to_owned()));
    wait(&mut bench, |find| find.results.answer.rows.len() == 1);
    bench.act(Action::OpenHit);
    bench.act(Action::Results(results::Action::Toggle));
    bench.act(crate::app::navigation::Action::StepArticle(Direction::Previous));
    assert!(!bench.state.find.results.is_shown && !bench.title().starts_with("冬菜"));
    bench.act(Action::StepPlace(Direction::Next));
    assert!(bench.title().starts_with("冬菜"), "{}", bench.title());
    // What is looked for in one article is not looked for in others.
    bench.act(crate::app::navigation::Action::StepArticle(Direction::Previous));
    bench.act(Action::Open(Mode::Here));
    bench.act(Action::StepPlace(Direction::Next));
    assert!(!bench.title().starts_with("冬菜"));
}

#[test]
fn an_undated_issue_of_a_folder_is_named_once() {
    let page = "水渠通水\n\n　　本报讯 水渠昨天通水，沿渠的人都来看水。\n";
    let bench = Bench::new(&[("未整理/a1.txt", page)]);
    let id = bench.state.reader.open.as_ref().unwrap().id;
    let (_, place) = view::place_of(&bench.state.context(), id).unwrap();
    assert_eq!(place.matches("未整理").count(), 1, "{place}");
}

#[test]
fn the_best_title_is_opened_though_it_is_still_to_be_told() {
    let mut bench = Bench::two_papers();
    bench.act(Action::Open(Mode::Titles));
    bench.act(Action::SetQuery("冬菜".to_owned()));
    wait(&mut bench, |find| find.hits.len() == 1);
    // Typed and confirmed before an answer can be there.
    for action in [Action::SetQuery("冰灯".to_owned()), Action::OpenHit] {
        crate::app::update::update(&mut bench.state, message::Message::User(action.into()));
    }
    let begun = std::time::Instant::now();
    while !bench.title().starts_with("冰灯") {
        assert!(!bench.title().starts_with("冬菜"), "what was found before is not what was typed");
        bench.frame();
        assert!(begun.elapsed().as_secs() < 30, "waited in vain");
    }
    assert!(!bench.state.find.open);
}

#[test]
fn searches_made_before_are_come_to_by_keys_where_nothing_is_typed() {
    let mut bench = Bench::two_papers();
    bench.act(Action::Open(Mode::Text));
    for query in ["昨天", "发生"] {
        bench.act(Action::SetQuery(query.into()));
        bench.act(Action::OpenHit);
    }
    bench.act(Action::Results(results::Action::ToggleSaved("昨天".into())));
    let asked = |bench: &Bench| (bench.state.find.query.clone(), bench.state.find.results.is_shown);
    // Beside the pane, which has them itself, none stands under the box.
    bench.act(Action::SetQuery(String::new()));
    assert_eq!(bench.state.find.earlier(), [""; 0]);
    bench.act(Action::Results(results::Action::Toggle));
    assert_eq!(bench.state.find.earlier(), ["昨天", "发生"], "what is kept first, and nothing twice");
    // Before a key led to one, Enter asks for none.
    bench.act(Action::OpenHit);
    assert_eq!(asked(&bench), (String::new(), false));
    for direction in [Direction::Next, Direction::Next, Direction::Previous] {
        bench.act(Action::MoveHit(direction));
    }
    bench.act(Action::OpenHit);
    assert_eq!(asked(&bench), ("昨天".into(), true));
}

#[test]
fn articles_are_found_by_what_the_person_noted_on_them() {
    use crate::app::annotations;
    let mut bench = Bench::two_papers();
    bench.act(annotations::Action::StartNote);
    bench.act(annotations::Action::SetText("查一查航道".into()));
    bench.act(annotations::Action::CloseNote);
    let noted = bench.title();
    let begun = std::time::Instant::now();
    while bench.state.marks.is_working() {
        bench.frame();
        assert!(begun.elapsed().as_secs() < 30, "waited in vain");
    }
    bench.act(Action::Open(Mode::Text));
    let ask = |bench: &mut Bench, query: &str, count: usize| {
        bench.act(Action::SetQuery(query.to_owned()));
        wait(bench, |find| find.results.answer.query == query && find.results.answer.rows.len() == count);
    };
    ask(&mut bench, "昨天发生", 4);
    ask(&mut bench, "昨天发生 note:航道", 1);
    let found = bench.state.find.results.answer.rows[0].id;
    assert_eq!(bench.state.archive.library.article(found).unwrap().title(), noted);
    ask(&mut bench, "昨天发生 -note:航道", 3);
    ask(&mut bench, "note:航线", 0);
    bench.act(Action::Open(Mode::Titles));
    bench.act(Action::SetQuery("note:航道".to_owned()));
    assert_eq!(bench.state.find.hits.len(), 1);
    assert_eq!(bench.state.find.hits[0].id, found);
}

#[test]
fn a_question_asked_again_makes_the_one_before_stale() {
    let mut bench = Bench::two_papers();
    bench.act(Action::Open(Mode::Text));
    for query in ["渡口", "冬菜", "冰灯"] {
        bench.act(Action::SetQuery(query.to_owned()));
    }
    wait(&mut bench, |find| {
        assert!(!["渡口", "冬菜"].contains(&&*find.results.answer.query), "nobody wants this answer");
        find.results.answer.rows.len() == 1
    });
    bench.act(Action::OpenHit);
    assert!(bench.state.find.results.is_shown);
    assert!(bench.title().starts_with("冰灯"));
}

#[test]
fn another_order_leaves_the_cursor_on_its_article() {
    let mut bench = Bench::two_papers();
    bench.act(Action::Open(Mode::Text));
    bench.act(Action::SetQuery("昨天发生".to_owned()));
    wait(&mut bench, |find| find.results.answer.rows.len() == 4);
    let sort = |order| Action::Results(results::Action::SortBy(order));
    bench.act(sort(crate::search::Order::Oldest));
    wait(&mut bench, |find| !find.results.is_waiting);
    bench.act(Action::Results(results::Action::Move(results::Move::Last)));
    let last = bench.state.find.results.current();
    assert_eq!(bench.state.find.results.cursor, 3);
    bench.act(sort(crate::search::Order::Newest));
    wait(&mut bench, |find| !find.results.is_waiting);
    assert_eq!((bench.state.find.results.current(), bench.state.find.results.cursor), (last, 0));
}

#[test]
fn the_same_story_is_found_in_other_papers_and_on_other_days() {
    let story =
        |head: &str| format!("{head}\n\n　　本报讯 武汉的渡口昨天有新船下水，市民都到渡口来看新船。\n");
    let mut bench = Bench::new(&[
        ("江报/2031-01-02/01.txt", &*story("武汉渡口新船下水")),
        ("山报/2031-01-03/01.txt", &*story("新船在武汉下水")),
        ("山报/2031-01-04/01.txt", "冬菜供应充足\n\n　　本报讯 各菜场的冬菜昨天到货，市民都来买菜。\n"),
    ]);
    assert_eq!(bench.title(), "武汉渡口新船下水");
    bench.act(Action::Open(Mode::Here));
    bench.act(Action::SetQuery("渡口".into()));
    assert!(!bench.state.find.places.is_empty());
    bench.act(Action::Alike);
    assert!(bench.state.find.places.is_empty(), "what was lit for other words");
    wait(&mut bench, |find| find.results.answer.rows.len() == 1);
    let found = bench.state.find.results.answer.rows[0].id;
    let title = |id| bench.state.archive.library.article(id).unwrap().title().to_owned();
    assert_eq!(title(found), "新船在武汉下水", "not itself, and none with one usual word");
    assert!(bench.state.find.results.is_shown && !bench.state.find.open);
    assert_eq!(bench.state.find.query, "", "what nobody typed does not stand in the box");
}

#[test]
fn rare_words_count_for_more_than_usual_ones_in_what_is_alike() {
    let page = |words: &str| format!("渡口来信\n\n　　本报讯 {words}昨天都有人说起，说的人不多。\n");
    let usual = "市民、集市、渡船、码头";
    let mut files = vec![
        ("江报/2031-01-02/01.txt".to_owned(), page(&format!("{usual}、钟表匠、望远镜"))),
        ("江报/2031-01-03/01.txt".to_owned(), page("钟表匠、望远镜")),
    ];
    files.extend((0..12).map(|n| (format!("山报/2031-02-{:02}/01.txt", n + 1), page(usual))));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut bench = Bench::new(&files);
    let first = bench.state.archive.library.articles().find(|(_, page, _)| page.file.path.contains("01-02"));
    let first = first.unwrap().0;
    bench.act(crate::app::navigation::Action::Open(first));
    bench.act(Action::Alike);
    wait(&mut bench, |find| find.results.answer.rows.len() == 13);
    let best = bench.state.find.results.answer.rows[0].id;
    let path = &bench.state.archive.library.page(best.page).unwrap().file.path;
    assert!(path.contains("01-03"), "two rare words go before four usual ones: {path}");
}

#[test]
fn all_articles_are_shown_over_time_and_a_stretch_of_a_newspaper_narrows_them() {
    let mut bench = Bench::two_papers();
    bench.act(Action::Timeline);
    wait(&mut bench, |find| find.results.answer.rows.len() == 4);
    let results = &bench.state.find.results;
    assert!(results.is_shown && !bench.state.find.open && results.grouping == Grouping::Papers);
    let lanes = Grouping::Papers.lanes(&results.answer.facets);
    let counts: Vec<_> = lanes.iter().map(|lane| (&*lane.name, lane.chart.articles())).collect();
    assert_eq!(counts, [("江报", 3), ("山报", 1)]);
    let days = lanes[0].chart.days(0, 0).expect("days with articles");
    let lane = results::Choice::Lane(Grouping::Papers, "江报".into(), days);
    bench.act(Action::Results(results::Action::Choose(lane)));
    wait(&mut bench, |find| find.results.answer.rows.len() == 2);
    // Opened from there, an article is not searched for anything.
    bench.act(Action::Results(results::Action::Open { row: 1, place: 0, stay: true }));
    assert_eq!(bench.title(), "冬菜供应充足");
    assert!(bench.state.find.places.is_empty());
    bench.act(Action::Results(results::Action::ChooseNothing));
    wait(&mut bench, |find| find.results.answer.rows.len() == 4);
}

#[test]
fn persons_and_places_that_several_articles_name_are_counted_and_looked_for() {
    let page = |title: &str, words: &str| format!("{title}\n\n　　本报讯（记者 何闻）{words}\n");
    let mut bench = Bench::new(&[
        (
            "江报/2031-01-02/01.txt",
            &*page("渡口新船下水", "新船昨天从武汉开到重庆，城市近了，船长陈水根掌舵。"),
        ),
        ("江报/2031-01-03/01.txt", &*page("船长谈新船", "陈水根昨天在武汉说，新船走得稳，城市里的人都坐。")),
        ("江报/2031-01-04/01.txt", &*page("新船票价公布", "新船的票价昨天公布，每人两元。")),
    ]);
    bench.act(Action::Open(Mode::Text));
    bench.act(Action::SetQuery("新船".to_owned()));
    wait(&mut bench, |find| find.results.answer.rows.len() == 3);
    bench.act(Action::Results(results::Action::WantNames));
    assert!(!bench.state.find.results.wants_names(), "they are asked for once");
    wait(&mut bench, |find| find.results.answer.names.is_some());
    let names = bench.state.find.results.answer.names.clone().unwrap();
    assert_eq!(names.persons, [("何闻".to_owned(), 3), ("陈水根".to_owned(), 2)]);
    // What one article has alone is none of them, nor is a word for any place.
    assert_eq!(names.places, [("武汉".to_owned(), 2)]);
}

#[test]
fn a_hill_and_a_stair_with_the_form_of_a_name_are_not_among_the_persons() {
    let page = |title: &str, words: &str| format!("{title}\n\n　　本报讯（记者 何闻）{words}\n");
    let mut bench = Bench::new(&[
        (
            "江报/2031-01-02/01.txt",
            &*page("梅岭修好石阶", "游人昨天登上梅岭，石阶修好了，据陈水根介绍，路宽了一倍。"),
        ),
        (
            "江报/2031-01-03/01.txt",
            &*page("梅岭下了雪", "梅岭下了雪，石阶很滑，扫雪的陈水根说，天黑才下山。"),
        ),
        (
            "江报/2031-01-04/01.txt",
            &*page("梅岭的茶", "梅岭的茶今年收成好，石阶两旁摆满了茶摊，人人都来尝。"),
        ),
    ]);
    bench.act(Action::Open(Mode::Text));
    bench.act(Action::SetQuery("梅岭".to_owned()));
    wait(&mut bench, |find| find.results.answer.rows.len() == 3);
    bench.act(Action::Results(results::Action::WantNames));
    wait(&mut bench, |find| find.results.answer.names.is_some());
    let names = bench.state.find.results.answer.names.clone().unwrap();
    assert_eq!(names.persons, [("何闻".to_owned(), 3), ("陈水根".to_owned(), 2)]);
}
