use super::*;
use crate::app::direction::Direction;
use crate::app::reading::{TextPosition, TextRange};
use crate::app::store::Saving;
use crate::app::testing::Bench;
use crate::app::{annotations, import_export, layout, navigation, reader, search, settings};
use crate::han::variants::Script;

#[test]
fn saved_is_said_only_when_the_store_says_so() {
    let mut bench = Bench::two_papers();
    assert_eq!(bench.state.store.saving, Saving::Idle);
    bench.act(annotations::Action::ToggleBookmark);
    assert_eq!(bench.state.store.saving, Saving::Pending);
    let begun = std::time::Instant::now();
    while bench.state.store.saving != Saving::Saved {
        bench.frame();
        assert!(begun.elapsed().as_secs() < 30);
    }
}

#[test]
fn escape_closes_one_thing_at_a_time() {
    let mut bench = Bench::two_papers();
    bench.act(layout::Action::TogglePanel(Panel::Source));
    bench.act(search::Action::Open(search::Mode::Titles));
    bench.act(layout::Action::Show(Overlay::Help));
    bench.act(Action::Escape);
    assert!(bench.state.layout.overlay.is_none() && bench.state.find.open);
    bench.act(Action::Escape);
    assert!(!bench.state.find.open && bench.state.layout.panel.is_some());
    bench.act(Action::Escape);
    assert!(bench.state.layout.panel.is_none());
}

#[test]
fn the_text_has_the_keyboard_again_after_the_page_alone() {
    let mut bench = Bench::two_papers();
    bench.state.layout.alone = Some(Alone::Page);
    bench.act(Action::Escape);
    assert_eq!((bench.state.layout.alone, bench.state.layout.focus), (None, Some(Focus::Article)));
}

#[test]
fn the_results_are_gone_to_where_they_stand_in_the_lists_place() {
    let mut bench = Bench::two_papers();
    bench.act(search::Action::Timeline);
    let go = |bench: &mut Bench| {
        bench.state.layout.focus = None;
        bench.act(article_list::Action::Focus);
        bench.state.layout.focus
    };
    assert_eq!(go(&mut bench), Some(Focus::Results));
    assert!(bench.state.find.results.is_shown);
    bench.act(search::Action::Results(search::results::Action::Toggle));
    assert_eq!(go(&mut bench), Some(Focus::List));
}

#[test]
fn a_list_that_is_narrowed_is_seen_though_the_results_lay_over_it() {
    let mut bench = Bench::two_papers();
    bench.act(search::Action::Timeline);
    bench.act(article_list::Action::Narrow(None));
    assert!(bench.state.find.results.is_shown);
    bench.act(article_list::Action::Narrow(Some(article_list::Narrowing::Tag("水灾".into()))));
    assert!(!bench.state.find.results.is_shown && bench.state.settings.list);
}

#[test]
fn escape_puts_results_away_after_everything_over_them() {
    let mut bench = Bench::two_papers();
    bench.act(search::Action::Timeline);
    bench.act(layout::Action::TogglePanel(Panel::Notes));
    bench.act(Action::Escape);
    assert!(bench.state.find.results.is_shown && bench.state.layout.panel.is_none());
    bench.act(Action::Escape);
    assert!(!bench.state.find.results.is_shown);
    assert_eq!(bench.state.layout.focus, Some(Focus::Article));
    bench.act(search::Action::Results(search::results::Action::Toggle));
    assert!(
        bench.state.find.results.is_shown && !bench.state.find.results.question.is_blank(),
        "they are kept"
    );
}

#[test]
fn settings_are_kept_and_stay_in_their_ranges() {
    let mut bench = Bench::two_papers();
    for _ in 0..99 {
        bench.act(settings::Action::TextSize(Direction::Next));
    }
    assert_eq!(bench.state.settings.text_size, *Settings::TEXT_SIZES.end());
    let kept: Option<Settings> = bench.state.store.book.as_ref().unwrap().setting("window");
    assert_eq!(kept.as_ref(), Some(&bench.state.settings));
}

#[test]
fn another_script_changes_what_is_shown_and_nothing_else() {
    let mut bench = Bench::two_papers();
    let printed = bench.state.reader.open.as_ref().unwrap().document.clone();
    bench.act(settings::Action::NextScript);
    bench.act(settings::Action::NextScript);
    assert_eq!(bench.state.settings.script, Script::Traditional);
    let open = bench.state.reader.open.as_ref().unwrap();
    assert_eq!(open.document, printed);
    let shown = &open.shown.document.paragraphs[1].text;
    assert!(shown.contains("這裏寫着一條短消息"), "{shown}");
    let at = printed.paragraphs[1].text.find("发生").unwrap();
    let range = TextRange { start: TextPosition::new(1, at), end: TextPosition::new(1, at + 6) };
    bench.act(reader::Action::Select(Some(range)));
    bench.act(reader::Action::Copy);
    bench.act(reader::Action::CopyShown);
    let copied = [WindowRequest::Copy("发生".into()), WindowRequest::Copy("發生".into())];
    assert_eq!(bench.state.requests, copied);
    // One key to the original and back; the setting stays.
    bench.act(reader::Action::ToggleAsPrinted);
    assert_eq!(bench.state.reader.open.as_ref().unwrap().shown.document, printed);
    bench.act(navigation::Action::StepArticle(Direction::Next));
    assert_eq!(bench.state.reader.open.as_ref().unwrap().shown.script, Script::AsPrinted);
    bench.act(reader::Action::ToggleAsPrinted);
    assert_eq!(bench.state.reader.open.as_ref().unwrap().shown.script, Script::Traditional);
}

#[test]
fn a_note_is_undone_as_one_however_long_it_was_written() {
    let mut bench = Bench::two_papers();
    bench.act(annotations::Action::StartNote);
    for text in ["明天", "明天去看看"] {
        bench.act(annotations::Action::SetText(text.into()));
        // A pause after which what was typed is kept.
        bench.state.now += 1.0;
        bench.frame();
    }
    bench.act(annotations::Action::SetText("明天去看看冰灯".into()));
    bench.act(annotations::Action::CloseNote);
    let notes = |bench: &Bench| -> Vec<String> {
        let book = bench.state.store.book.as_ref().unwrap();
        book.find(&Default::default()).map(|note| note.body.note.clone()).collect()
    };
    assert_eq!(notes(&bench), ["明天去看看冰灯"]);
    bench.act(import_export::Action::Undo);
    assert_eq!(notes(&bench), [""; 0]);
    bench.act(import_export::Action::Redo);
    assert_eq!(notes(&bench), ["明天去看看冰灯"]);
    // A later change is a thing of its own.
    let id = bench.state.notes.listed[0];
    bench.act(annotations::Action::Edit(id));
    bench.act(annotations::Action::SetText("去过了".into()));
    bench.act(annotations::Action::CloseNote);
    bench.act(import_export::Action::Undo);
    assert_eq!(notes(&bench), ["明天去看看冰灯"]);
}

#[test]
fn what_is_typed_into_a_note_outlives_a_program_that_is_killed() {
    let mut bench = Bench::two_papers();
    bench.act(annotations::Action::StartNote);
    // What a notebook that is opened anew would have of it.
    let kept = |bench: &Bench| {
        let book = bench.state.store.book.as_ref().unwrap();
        let all = Default::default();
        let note = book.find(&all).next()?;
        let draft = book.draft(&note.id.to_string());
        Some(draft.unwrap_or_else(|| note.body.note.clone()))
    };
    // A letter every fifth of a second without a pause: never is more than half a second of it at stake.
    let mut typed = String::new();
    for (at, letter) in "渡口的老船夫说江水涨了三尺".chars().enumerate() {
        typed.push(letter);
        bench.act(annotations::Action::SetText(typed.clone()));
        bench.state.now += 0.2;
        bench.frame();
        let safe: String = typed.chars().take((at + 1).saturating_sub(2)).collect();
        assert!(safe.is_empty() || kept(&bench).is_some_and(|kept| kept.contains(&safe)), "{safe}");
    }
    // At once where the keyboard goes elsewhere, to another window too.
    for leave in [true, false] {
        typed.push('！');
        bench.act(annotations::Action::SetText(typed.clone()));
        assert!(!kept(&bench).unwrap().contains(&typed));
        match leave {
            true => update(&mut bench.state, Message::News(Event::Left)),
            false => bench.act(annotations::Action::KeepDraft),
        }
        assert!(kept(&bench).unwrap().contains(&typed), "{:?}", kept(&bench));
    }
    // The notebook has it back, and says of how many.
    let folder = bench.state.data_dir.clone();
    bench.state.notes.editing = None;
    bench.reopen_notebook(|data_dir| assert_eq!(data_dir, folder));
    assert_eq!(kept(&bench).unwrap(), typed);
}

#[test]
fn tags_alone_make_a_note() {
    let mut bench = Bench::two_papers();
    bench.act(annotations::Action::StartNote);
    bench.act(annotations::Action::SetTags("渡口".into()));
    bench.act(annotations::Action::CloseNote);
    assert_eq!(bench.state.notes.tags, [("渡口".to_owned(), 1)]);
    // Nothing makes none.
    bench.act(annotations::Action::StartNote);
    bench.act(annotations::Action::SetText("  ".into()));
    bench.act(annotations::Action::CloseNote);
    assert_eq!(bench.state.notes.listed.len(), 1);
}

#[test]
fn a_serial_is_collected_whole_and_in_its_order() {
    let part =
        |number: &str| format!("渡口旧事（{number}）\n\n　　老船夫在渡口等了一夜，天色渐明，江上起了雾。\n");
    let pages: Vec<(String, String)> = ["一", "二", "三"]
        .iter()
        .zip([1, 8, 15])
        .map(|(number, day)| (format!("江报/2031-01-{day:02}/04.txt"), part(number)))
        .collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut bench = Bench::new(&pages);
    bench.act(navigation::Action::StepPart(Direction::Next));
    assert!(bench.title().contains('二'), "{}", bench.title());
    let deed = import_export::articles::Deed::Ask(Overlay::Collect);
    bench.act(import_export::Action::Articles(deed, Which::Serial));
    let articles = bench.state.exchange.chosen.articles.clone();
    let days = articles.iter().map(|id| bench.state.archive.library.page(id.page).unwrap().file.path.clone());
    let days: Vec<_> = days.collect();
    assert!(days.len() == 3 && days.is_sorted(), "{days:?}");
}

#[test]
fn what_is_read_off_paths_is_said_of_the_open_article_too() {
    use import_export::describe::{Action as Describe, Extent};
    let page = "渡口老船退役\n\n　　服役三十年的老船昨天退役，许多乘客赶来和它合影。\n";
    let mut bench = Bench::new(&[("江报/m2031-3/d04/b1.txt", page), ("江报/m2031-3/d05/b1.txt", page)]);
    let said = |bench: &Bench| {
        let open = bench.state.reader.open.as_ref().unwrap();
        (open.entry.issue.date.map(|date| date.to_string()), open.at.label.clone())
    };
    assert_eq!(said(&bench).0, None);
    let ask = import_export::articles::Deed::Ask(Overlay::Describe);
    bench.act(import_export::Action::Articles(ask, Which::Open));
    for action in [
        Describe::SetExtent(Extent::Folder(String::new())),
        Describe::SetPattern("{paper}/m{year}-{month}/d{day}/b{page}".into()),
        Describe::Save,
    ] {
        bench.act(import_export::Action::Describe(action));
    }
    let wait_for = |bench: &mut Bench, wanted: Option<&str>| {
        let begun = std::time::Instant::now();
        while said(bench).0.as_deref() != wanted {
            bench.frame();
            assert!(begun.elapsed().as_secs() < 30, "{:?}", said(bench));
        }
        said(bench).1
    };
    assert_eq!(wait_for(&mut bench, Some("2031-03-04")).as_deref(), Some("1"));
    bench.act(import_export::Action::Undo);
    wait_for(&mut bench, None);
}
