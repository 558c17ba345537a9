//! The order of the house, checked: which room may import which, what is pure, how long a module is.

#[allow(dead_code)]
#[path = "../build.rs"]
mod build;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rooms of the library and the rooms that each may import. A room stands on those that are named before it.
const ROOMS: &[(&str, &[&str])] = &[
    ("fonts", &[]),
    ("language", &[]),
    ("file_error", &["language"]),
    ("han", &[]),
    ("typography", &[]),
    ("dictionary", &["han"]),
    ("documents", &["language"]),
    ("segmentation", &["han"]),
    ("serial", &["han", "segmentation"]),
    ("citation", &["han", "segmentation"]),
    ("anchor", &["citation", "han", "segmentation"]),
    ("correction", &["anchor", "han", "segmentation"]),
    ("notebook", &["anchor", "correction", "file_error", "language", "segmentation"]),
    (
        "archive",
        &["anchor", "citation", "correction", "file_error", "han", "language", "segmentation", "serial"],
    ),
    ("search", &["archive", "citation", "han", "language", "segmentation"]),
    ("export", &["citation", "fonts", "han", "language", "notebook", "segmentation", "typography"]),
    ("facsimile", &["archive", "export", "fonts", "language", "segmentation"]),
    ("evaluation", &["han", "segmentation"]),
    ("training", &["archive", "evaluation", "export", "han", "segmentation"]),
    (
        "app",
        &[
            "anchor",
            "archive",
            "citation",
            "correction",
            "dictionary",
            "documents",
            "export",
            "facsimile",
            "file_error",
            "fonts",
            "han",
            "language",
            "notebook",
            "search",
            "segmentation",
            "serial",
            "typography",
        ],
    ),
    (
        "cli",
        &[
            "app",
            "archive",
            "anchor",
            "citation",
            "correction",
            "documents",
            "export",
            "facsimile",
            "file_error",
            "language",
            "notebook",
            "search",
            "segmentation",
        ],
    ),
];

/// The rooms that are pure: values in, values out.
const PURE: [&str; 8] =
    ["anchor", "citation", "correction", "han", "language", "segmentation", "serial", "typography"];

/// Names that no pure room has: a window, files, a clock, chance, the machine around it.
const IMPURE: [&str; 14] = [
    "egui",
    "eframe",
    "std::fs",
    "std::io",
    "std::env",
    "std::net",
    "std::process",
    "std::time",
    "Instant::",
    "SystemTime::",
    "::now(",
    "now_v7(",
    "rand::",
    "rusqlite",
];

/// Lines that a module may have, its tests apart.
const LONGEST: usize = 800;

/// Imports between the modules below a folder of `src`, tests not counted: module paths such as `app::reader::view`.
struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    fn below(folder: &str) -> Imports {
        let sources = sources(folder);
        let modules: BTreeSet<String> = sources.keys().cloned().collect();
        let imports = |(module, source): (String, String)| {
            let used = uses(&source).iter().filter_map(|path| target(&module, path, &modules)).collect();
            (module, used)
        };
        Imports(sources.into_iter().map(imports).collect())
    }

    /// The modules that a module leads to, over others or directly.
    fn reach(&self, from: &str) -> BTreeSet<&str> {
        let (mut reached, mut todo) = (BTreeSet::new(), vec![from]);
        while let Some(module) = todo.pop() {
            let new = self.0[module].iter().map(String::as_str).filter(|next| reached.insert(*next));
            todo.extend(new.collect::<Vec<_>>());
        }
        reached
    }

    /// The modules that lead to themselves over each other, by circle.
    fn circles<'a>(&'a self) -> BTreeSet<BTreeSet<&'a str>> {
        let reach: BTreeMap<&'a str, BTreeSet<&'a str>> =
            self.0.keys().map(|module| (module.as_str(), self.reach(module))).collect();
        let circle = |(module, reached): (&&'a str, &BTreeSet<&'a str>)| {
            reached.iter().copied().filter(|other| reach[other].contains(module)).collect()
        };
        reach.iter().map(circle).collect()
    }
}

/// The sources below a folder of `src`, by module path; files of tests are none.
fn sources(folder: &str) -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = BTreeMap::new();
    read(&src, &src.join(folder), &mut sources);
    let tests: Vec<String> =
        sources.iter().flat_map(|(module, source)| test_modules(module, source)).collect();
    sources.retain(|module, _| !tests.contains(module));
    sources
}

/// The modules in files of their own that a module has for its tests alone.
fn test_modules(module: &str, source: &str) -> Vec<String> {
    let name = |after: &str| Some(after.split_once("mod ")?.1.split_once(';')?.0.trim().to_owned());
    let declared = source.split("#[cfg(test)]").skip(1).filter_map(|after| name(after.lines().nth(1)?));
    declared.map(|name| if module == "lib" { name } else { format!("{module}::{name}") }).collect()
}

/// A source without its tests and its comments.
fn code(source: &str) -> String {
    let lines = before_tests(source).lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

fn before_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// The rooms that a module leads to, in its `use` lines or elsewhere in its code.
fn rooms_of(module: &str, source: &str) -> BTreeSet<String> {
    let rooms: BTreeSet<String> = ROOMS.iter().map(|(room, _)| room.to_string()).collect();
    let code = code(source);
    let root = |found: &str| found.split("::").next().unwrap_or_default().to_owned();
    let used = uses(&code).into_iter().filter_map(|path| target(module, &path, &rooms));
    let named = code.split("crate::").skip(1).map(|after| {
        let end = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
        after[..end].to_owned()
    });
    let own = root(module);
    used.map(|found| root(&found)).chain(named).filter(|room| rooms.contains(room) && *room != own).collect()
}

/// The arrows from modules to rooms that no row of a table allows, each with what to do.
fn wrong_arrows(modules: &BTreeMap<String, String>, allowed: &[(&str, &[&str])]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (module, source) in modules {
        let room = module.split("::").next().unwrap_or_default();
        let row = allowed.iter().find(|(name, _)| *name == room);
        let Some((_, may)) = row else {
            wrong.push(format!(
                "{room} is a new room: give it a row in ROOMS, below the rooms that it imports."
            ));
            continue;
        };
        wrong.extend(rooms_of(module, source).iter().filter(|to| !may.contains(&to.as_str())).map(|to| {
            format!(
                "{module} imports {to}, which {room} may not: pass values, move the code to the room that \
                 knows both, or add {to} to the row of {room} in ROOMS if it stands before it there."
            )
        }));
    }
    wrong
}

/// Uses that make modules impure.
fn impure(modules: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (module, source) in modules {
        let code = code(source);
        let words = IMPURE.iter().filter(|word| code.contains(**word));
        found.extend(words.map(|word| format!("{module} has {word}: the caller is to give it the value")));
    }
    found
}

fn read(src: &Path, folder: &Path, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(src, &path, sources);
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let inside = path.strip_prefix(src).expect("a path below src").with_extension("");
        let parts: Vec<&str> = inside.iter().filter_map(|part| part.to_str()).collect();
        let module = parts.join("::");
        let module = module.strip_suffix("::mod").unwrap_or(&module);
        if !matches!(parts.last(), Some(&("tests" | "testing"))) {
            sources.insert(module.to_owned(), fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// The paths that the `use` lines of a source import.
fn uses(source: &str) -> Vec<String> {
    let before_tests = before_tests(source);
    let is_use = |line: &&str| line.trim_start().trim_start_matches("pub ").starts_with("use ");
    let statements = before_tests.split(';').filter_map(|statement| {
        let lines = statement.lines().skip_while(|line| !is_use(line)).map(str::trim);
        Some(lines.collect::<String>().split_once("use ")?.1.to_owned())
    });
    statements.flat_map(|path| expanded(&path)).collect()
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn expanded(path: &str) -> Vec<String> {
    let Some((before, inside)) = path.split_once('{') else {
        return vec![path.split(" as ").next().unwrap_or(path).trim().to_owned()];
    };
    let (mut depth, mut start, mut out) = (0, 0, Vec::new());
    let inside = inside.trim_end().trim_end_matches('}');
    // The brace of an inner group at the end is taken off as well: that group is the last part.
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 || at == inside.len() => {
                let part = inside[start..at].trim();
                if !part.is_empty() {
                    out.extend(expanded(part).into_iter().map(|part| format!("{before}{part}")));
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    out
}

/// The module that a path used in a module leads to, if it is one of these and another.
fn target(module: &str, path: &str, modules: &BTreeSet<String>) -> Option<String> {
    let mut at: Vec<&str> = module.split("::").collect();
    let mut path: Vec<&str> = path.split("::").collect();
    if path[0] == "crate" {
        at.clear();
        path.remove(0);
    }
    while path.first() == Some(&"super") {
        at.pop();
        path.remove(0);
    }
    at.extend(path);
    let found =
        (1..=at.len()).rev().map(|length| at[..length].join("::")).find(|name| modules.contains(name))?;
    (found != module).then_some(found)
}

#[test]
fn imports_are_read_with_groups_and_parents() {
    let source = "//! Of `use`.\nuse super::{\n    a::{self, B},\n    c as d,\n};\npub use e::F;\nfn g() {}\n\
                  #[cfg(test)]\nmod tests {\n    use super::h;\n}\n";
    assert_eq!(uses(source), ["super::a::self", "super::a::B", "super::c", "e::F"]);
    let modules = ["m", "m::a", "m::n", "m::n::e"].map(String::from).into();
    let target = |path| target("m::n", path, &modules);
    assert_eq!(target("super::a::B").as_deref(), Some("m::a"));
    assert_eq!(target("e::F").as_deref(), Some("m::n::e"));
    assert_eq!(target("crate::m::a").as_deref(), Some("m::a"));
    assert_eq!(target("std::fmt"), None);
}

/// The sources of the library's rooms, by module path.
fn library() -> BTreeMap<String, String> {
    let mut modules = sources("");
    modules.retain(|module, _| module != "lib" && module != "main");
    assert!(modules.len() > 300, "the sources are seen");
    modules
}

/// Modules with made-up sources.
fn modules<const N: usize>(modules: [(&str, &str); N]) -> BTreeMap<String, String> {
    modules.into_iter().map(|(module, source)| (module.to_owned(), source.to_owned())).collect()
}

#[test]
fn each_room_imports_only_the_rooms_below_it() {
    let wrong = wrong_arrows(&library(), ROOMS);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_of_rooms_has_no_circle_and_no_arrow_that_is_not_there() {
    let library = library();
    let mut wrong = Vec::new();
    for (at, (room, may)) in ROOMS.iter().enumerate() {
        let inside = |module: &&String| module.split("::").next() == Some(room);
        let used: BTreeSet<String> =
            library.iter().filter(|(m, _)| inside(m)).flat_map(|(m, source)| rooms_of(m, source)).collect();
        for to in *may {
            if !ROOMS[..at].iter().any(|(below, _)| below == to) {
                wrong.push(format!(
                    "{room} stands on {to}, which is not before it: a circle or a wrong order."
                ));
            }
            if !used.contains(*to) {
                wrong.push(format!("{room} no longer imports {to}: take it out of the row of {room}."));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn arrows_are_seen_wherever_they_are_written() {
    let allowed: &[(&str, &[&str])] = &[("han", &[]), ("archive", &["han"])];
    let wrong = |module, source| wrong_arrows(&modules([(module, source)]), allowed).len();
    assert_eq!(wrong("archive::date", "use crate::han::numeral;\n"), 0);
    assert_eq!(wrong("archive::date", "use crate::{han, notebook::Step};\n"), 1);
    assert_eq!(wrong("archive::date", "fn f() {\n    crate::export::write();\n}\n"), 1);
    assert_eq!(wrong("archive::pdf::codes", "use super::super::super::search::Query;\n"), 1);
    assert_eq!(wrong("archive::date", "/// See [`crate::export`].\nfn f() {}\n"), 0);
    assert_eq!(wrong("archive::date", "#[cfg(test)]\nmod tests {\n    use crate::export;\n}\n"), 0);
    assert_eq!(wrong("common", ""), 1);
}

#[test]
fn pure_rooms_have_no_window_no_files_no_clock_and_no_chance() {
    let mut pure = library();
    pure.retain(|module, _| PURE.contains(&module.split("::").next().unwrap_or_default()));
    let found = impure(&pure);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let made_up = modules([
        ("han", "use std::fs;\n"),
        ("anchor", "let now = jiff::Timestamp::now();\n"),
        ("serial", "// Without std::fs.\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n"),
    ]);
    assert_eq!(impure(&made_up).len(), 2);
}

#[test]
fn each_module_says_what_it_is() {
    let mut all = sources("");
    all.retain(|_, source| !source.starts_with("//!"));
    assert!(all.is_empty(), "no //! at the head of {:?}", all.keys());
}

#[test]
fn no_module_is_too_long() {
    for (module, source) in sources("") {
        let lines = before_tests(&source).lines().count();
        assert!(lines <= LONGEST, "{module} has {lines} lines: part it");
    }
}

#[test]
fn what_is_kept_of_pages_is_forgotten_when_what_it_follows_from_changes() {
    let mut rooms = BTreeSet::from(["archive", "search"]);
    for (room, may) in ROOMS.iter().rev() {
        if rooms.contains(room) {
            rooms.extend(may.iter());
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for room in rooms {
        let [folder, file] = [format!("src/{room}"), format!("src/{room}.rs")];
        let covered = build::ENGINE.iter().any(|path| **path == folder || **path == file);
        assert!(covered, "{room} decides what is kept of pages, but is not in ENGINE of build.rs");
    }
    let copy = tempfile::tempdir().expect("a folder");
    for path in build::ENGINE {
        assert!(root.join(path).exists(), "{path} is in ENGINE of build.rs, but not there");
        let place = copy.path().join(path);
        let file = if root.join(path).is_dir() { place.join("inner/a.rs") } else { place };
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let before = build::engine(copy.path());
        fs::write(&file, "one").expect("a file");
        let one = build::engine(copy.path());
        fs::write(&file, "two").expect("a file");
        assert!(before != one && one != build::engine(copy.path()), "{path}");
    }
}

#[test]
fn only_what_puts_the_window_together_knows_all_of_it() {
    let imports = Imports::below("app");
    let knows = imports.0.iter().filter(|(_, used)| used.contains("app::state")).map(|(module, _)| module);
    let rooms: BTreeSet<&str> = knows.map(|module| module.split("::").nth(1).unwrap_or_default()).collect();
    assert_eq!(rooms, BTreeSet::from(["assembly", "menu", "shell", "update"]));
}

#[test]
fn no_circle_of_imports_in_a_room_is_over_three_files() {
    assert!(Imports::below("app").reach("app::assembly").contains("app::settings"), "imports are seen");
    assert!(Imports::below("segmentation").reach("segmentation::engine").contains("segmentation::line"));
    for (room, _) in ROOMS.iter().filter(|(room, _)| source_folder(room)) {
        let mut imports = Imports::below(room);
        // The room's own file says what the room is; the others are its parts.
        imports.0.remove(*room);
        for used in imports.0.values_mut() {
            used.remove(*room);
        }
        for circle in imports.circles() {
            assert!(circle.len() <= 3, "{room}: {circle:?}");
        }
    }
}

/// Whether a room has a folder, not a file alone.
fn source_folder(room: &str) -> bool {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room).is_dir()
}

#[test]
fn no_handler_of_the_window_lets_an_action_fall_through() {
    for (module, source) in sources("app") {
        let handles = source.contains("pub enum Action") || module == "app::update";
        assert!(!handles || !source.contains("_ => {}"), "{module} has an arm that does nothing");
    }
}

#[test]
fn spaces_sizes_of_type_and_colours_of_the_window_are_tokens() {
    for (module, source) in sources("app").iter().filter(|(module, _)| *module != "app::tokens") {
        let code = code(source);
        for asked in ["add_space(", "FontId::proportional(", ".size(", "from_rgb(", "rgb(0x"] {
            let own = code.split(asked).skip(1).find(|after| after.starts_with(|c: char| c.is_ascii_digit()));
            let own = own.filter(|after| !after.starts_with("0.0"));
            let line = own.and_then(|after| after.lines().next());
            assert!(line.is_none(), "{module} has a number of its own: {asked}{}", line.unwrap_or_default());
        }
    }
}

#[test]
fn what_shows_that_the_window_keeps_its_promises_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let promises = fs::read_to_string(root.join("tests/WINDOW.md")).expect("the promises");
    let rows = promises.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Promise"));
    let mut shown = 0;
    for row in rows {
        let by = row.trim_end_matches('|').rsplit_once('|').map_or("", |(_, by)| by);
        let names: Vec<&str> = by.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "nothing shows it: {row}");
        for name in names {
            let is_there = match name.split_once("::") {
                Some((file, test)) => {
                    let source = fs::read_to_string(root.join(file)).unwrap_or_default();
                    source.split("#[test]").skip(1).any(|after| after.contains(&format!("fn {test}(")))
                }
                None => root.join("tests/golden/pictures").join(name).exists(),
            };
            assert!(is_there, "{name} is not there: {row}");
        }
        shown += 1;
    }
    assert!(shown > 50, "the promises are seen");
}
