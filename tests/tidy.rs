//! The order of the house, checked: which file may import which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

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
    sources
}

fn read(src: &Path, folder: &Path, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(src, &path, sources);
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
    let before_tests = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
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

#[test]
fn only_what_puts_the_window_together_knows_all_of_it() {
    let imports = Imports::below("app");
    let knows = imports.0.iter().filter(|(_, used)| used.contains("app::state")).map(|(module, _)| module);
    assert_eq!(knows.collect::<Vec<_>>(), ["app::assembly", "app::menu", "app::shell", "app::update"]);
}

#[test]
fn no_circle_of_imports_in_the_window_is_over_three_files() {
    let imports = Imports::below("app");
    assert!(imports.reach("app::assembly").contains("app::settings"), "imports are seen");
    for circle in imports.circles() {
        assert!(circle.len() <= 3, "{circle:?}");
    }
}

#[test]
fn no_handler_of_the_window_lets_an_action_fall_through() {
    for (module, source) in sources("app") {
        let handles = source.contains("pub enum Action") || module == "app::update";
        assert!(!handles || !source.contains("_ => {}"), "{module} has an arm that does nothing");
    }
}
