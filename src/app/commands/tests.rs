use super::*;
use std::collections::HashSet;

fn press(key: Key, modifiers: Modifiers) -> egui::Event {
    egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

fn ids(mut events: Vec<egui::Event>, typing: Typing) -> Vec<&'static str> {
    let pressed = pressed(&mut events, typing, &Keys::default(), &mut None, |_| true);
    pressed.commands.iter().map(|command| command.id).collect()
}

#[test]
fn names_and_shortcuts_are_each_given_once() {
    let mut ids = HashSet::new();
    let mut keys = HashSet::new();
    for command in COMMANDS {
        assert!(ids.insert(command.id), "{} twice", command.id);
        assert!(!command.label.zh.is_empty() && !command.label.en.is_empty(), "{}", command.id);
        assert!(command.help.zh.ends_with('。') && command.help.en.ends_with('.'), "{}", command.id);
        for shortcut in command.shortcuts {
            assert!(keys.insert(*shortcut), "{}: {shortcut:?} twice", command.id);
        }
    }
}

#[test]
fn shift_tells_commands_apart() {
    assert_eq!(ids(vec![press(Key::F, Modifiers::COMMAND)], Typing::No), ["find-titles"]);
    assert_eq!(
        ids(vec![press(Key::F, Modifiers::COMMAND.plus(Modifiers::SHIFT))], Typing::No),
        ["find-text"]
    );
    assert_eq!(ids(vec![press(Key::J, Modifiers::SHIFT)], Typing::No), ["next-page"]);
    assert_eq!(ids(vec![press(Key::Questionmark, Modifiers::SHIFT)], Typing::No), ["help"]);
}

#[test]
fn letters_are_typed_while_typing() {
    assert!(ids(vec![press(Key::B, Modifiers::NONE)], Typing::Text).is_empty());
    assert!(ids(vec![press(Key::Z, Modifiers::COMMAND)], Typing::Text).is_empty());
    assert!(ids(vec![press(Key::B, Modifiers::NONE)], Typing::Titles).is_empty());
    assert_eq!(ids(vec![press(Key::Slash, Modifiers::NONE)], Typing::Titles), ["find-titles"]);
    assert_eq!(ids(vec![press(Key::F1, Modifiers::NONE)], Typing::Text), ["help"]);
    for typing in [Typing::NoLetters, Typing::Elsewhere] {
        assert!(ids(vec![press(Key::B, Modifiers::NONE)], typing).is_empty());
        assert!(ids(vec![press(Key::N, Modifiers::SHIFT)], typing).is_empty());
        assert_eq!(ids(vec![press(Key::Z, Modifiers::COMMAND)], typing), ["undo"]);
    }
    assert!(ids(vec![press(Key::Delete, Modifiers::NONE)], Typing::Elsewhere).is_empty());
    assert!(ids(vec![press(Key::Delete, Modifiers::NONE)], Typing::Titles).is_empty());
    assert_eq!(ids(vec![press(Key::D, Modifiers::COMMAND)], Typing::Text), ["bookmark"]);
}

#[test]
fn a_letter_with_shift_is_a_command_in_the_list_or_nothing_and_is_never_typed_there() {
    let in_list = |key, typing| {
        let mut events = vec![press(key, Modifiers::SHIFT), egui::Event::Text(key.name().into())];
        let pressed = pressed(&mut events, typing, &Keys::default(), &mut None, |_| true);
        assert!(events.is_empty(), "{key:?} is typed");
        pressed.commands.first().map(|command| command.id)
    };
    for (key, id) in
        [(Key::D, "collect"), (Key::G, "tag-articles"), (Key::I, "describe"), (Key::S, "page-image")]
    {
        assert_eq!(in_list(key, Typing::Titles), Some(id));
        assert_eq!(in_list(key, Typing::TitlesAlone), None);
    }
    // What corrects an article is not done from the list; other letters mean nothing.
    for key in [Key::N, Key::A, Key::Y, Key::Q] {
        assert_eq!(in_list(key, Typing::Titles), None, "{key:?}");
    }
    // A letter alone finds a title; where text is typed, capitals are.
    for (modifiers, typing) in [(Modifiers::NONE, Typing::Titles), (Modifiers::SHIFT, Typing::Text)] {
        let mut events = vec![press(Key::D, modifiers), egui::Event::Text("d".into())];
        let pressed = pressed(&mut events, typing, &Keys::default(), &mut None, |_| true);
        assert_eq!((pressed.commands.len(), events.len()), (0, 2));
    }
}

#[test]
fn a_key_of_the_persons_own_takes_the_place_of_those_of_the_table() {
    let (bookmark, note) = (command("bookmark").unwrap(), command("note").unwrap());
    let mut own = Keys::default();
    for shortcut in COMMANDS.iter().flat_map(|command| command.shortcuts) {
        own.set(bookmark.id, Some(*shortcut));
        assert_eq!(own.own(bookmark.id), Some(*shortcut), "it is kept as it is");
    }
    let key = KeyboardShortcut::new(Modifiers::COMMAND, Key::F12);
    own.set(bookmark.id, Some(key));
    assert_eq!(keys_of(bookmark, &own), [key]);
    assert_eq!(other_with(key, note, &own).map(|other| other.id), Some("bookmark"));
    assert!(other_with(bookmark.shortcuts[0], note, &own).is_none(), "its old key is free");
    let asked = |own: &Keys, key, held| {
        let pressed = pressed(&mut vec![press(key, held)], Typing::No, own, &mut None, |_| true);
        pressed.commands.iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(asked(&own, Key::F12, Modifiers::COMMAND), ["bookmark"]);
    assert!(asked(&own, Key::B, Modifiers::NONE).is_empty());
    own.set(bookmark.id, None);
    assert_eq!(asked(&own, Key::B, Modifiers::NONE), ["bookmark"]);
}

#[test]
fn a_command_key_is_not_typed_as_well() {
    let mut events = vec![press(Key::Slash, Modifiers::NONE), egui::Event::Text("/".into())];
    let pressed = pressed(&mut events, Typing::No, &Keys::default(), &mut None, |_| true);
    assert_eq!((pressed.commands.len(), events.len(), pressed.ahead), (1, 0, Some(vec![])));
}

#[test]
fn a_key_that_is_held_goes_on_with_what_it_began() {
    let event = |repeat| egui::Event::Key {
        key: Key::J,
        physical_key: None,
        pressed: true,
        repeat,
        modifiers: Modifiers::NONE,
    };
    let mut held = None;
    let mut frame = |repeat, typing| {
        let mut events = vec![event(repeat), egui::Event::Text("j".into())];
        let pressed = pressed(&mut events, typing, &Keys::default(), &mut held, |_| true);
        (pressed.commands.len(), events.len())
    };
    // Typed into a field that closes meanwhile, it is no command; nor is it typed.
    assert_eq!(frame(false, Typing::Text), (0, 2));
    assert_eq!(frame(true, Typing::Text), (0, 2));
    assert_eq!(frame(true, Typing::No), (0, 0));
    // A command is one again and again, and is not typed into a field that opens meanwhile.
    assert_eq!(frame(false, Typing::No), (1, 0));
    assert_eq!(frame(true, Typing::No), (1, 0));
    assert_eq!(frame(true, Typing::Text), (0, 0));
    assert_eq!(frame(false, Typing::Text), (0, 2));
}

#[test]
fn what_follows_a_key_that_opens_a_field_is_for_the_field() {
    let (b, text) = (|| press(Key::B, Modifiers::NONE), |text: &str| egui::Event::Text(text.into()));
    let slash = press(Key::Slash, Modifiers::NONE);
    let pointer = egui::Event::PointerGone;
    let all = vec![b(), text("b"), slash, text("/"), b(), pointer.clone(), text("b"), b()];
    let ids = |events: &mut Vec<egui::Event>, is_allowed: &dyn Fn(&Command) -> bool| {
        let pressed = pressed(events, Typing::No, &Keys::default(), &mut None, is_allowed);
        (pressed.commands.iter().map(|one| one.id).collect::<Vec<_>>(), pressed.ahead)
    };
    let mut events = all.clone();
    let (commands, ahead) = ids(&mut events, &|_| true);
    assert_eq!(commands, ["bookmark", "find-titles"]);
    assert_eq!((ahead, events), (Some(vec![b(), text("b"), b()]), vec![pointer]));
    // What goes elsewhere keeps the keyboard where it is, and so does what is not done.
    let mut events = vec![press(Key::J, Modifiers::NONE), b()];
    assert_eq!(ids(&mut events, &|_| true), (vec!["next", "bookmark"], None));
    let (commands, ahead) = ids(&mut all.clone(), &|command| command.id != "find-titles");
    assert_eq!((commands.len(), ahead), (3, None));
}
