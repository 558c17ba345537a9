//! Author's notes: who somebody is who wrote a text, with the name where it is in them: `作者系澜溪大学教授 何闻`,
//! `作者：何闻，系…`, `何闻，作者为…`, `何闻 澜溪大学教授`.

use super::byline::{Credits, credits, has_job, is_label};
use super::names::{behind_office, is_dwelling, is_other, is_person, is_usual_word};
use crate::han::place::is_place;

/// Words behind an author's name, before what he is; alone behind `作者`, too.
const IS: [&str; 9] = ["系", "係", "为", "為", "是", "现任", "現任", "现为", "現為"];
/// Words before where an author works.
const AT: [&str; 3] = ["单位", "單位", "工作单位"];

/// Names in a note that stands in brackets; nobody where it is no such note or names none.
pub(super) fn of_note(note: &str) -> Credits {
    let Some((before, after)) = note.split_once("作者") else { return of_post(note) };
    let before = bare(before.trim_end_matches("本文"));
    let after = bare(after);
    if !before.is_empty() {
        return if are_persons(before) { signed(before) } else { Credits::default() };
    }
    if let Some(post) = IS.iter().find_map(|is| after.strip_prefix(is)) {
        let named = last_persons(post);
        // 作者系澜溪大学教授何闻
        let behind = behind_office(post).filter(|_| !named.has_words());
        return behind.map_or(named, signed);
    }
    match AT.iter().find_map(|at| after.strip_prefix(at)) {
        Some(place) => last_persons(place),
        None => explained(after, |_| true),
    }
}

/// Names beside an office or a body: `何闻，澜溪大学教授`, `澜溪大学教授 何闻`, `何闻系澜溪大学教授`.
fn of_post(note: &str) -> Credits {
    if has_job(note) || note.contains([':', '：', '/', '／']) || words(note).any(is_label) {
        return Credits::default();
    }
    let (persons, others): (Vec<&str>, Vec<&str>) = words(note).partition(|word| is_name(word));
    let together = persons.first().is_some_and(|first| note.starts_with(first))
        || persons.last().is_some_and(|last| note.ends_with(last));
    if together && !others.is_empty() && others.iter().all(|word| is_other(word)) {
        return signed(&persons.join(" "));
    }
    explained(note, is_other)
}

/// The persons that a text begins with, where it goes on to say who they are.
fn explained(text: &str, is_post: impl Fn(&str) -> bool) -> Credits {
    let goes_on = |at: usize| {
        let rest = &text[at..];
        let post = IS.iter().find_map(|is| rest.strip_prefix(is)).or_else(|| rest.strip_prefix(['，', ',']));
        post.is_some_and(|post| !bare(post).is_empty() && is_post(bare(post)))
    };
    let mut names = text.char_indices().map(|(at, _)| &text[..at]).filter(|names| are_persons(names));
    names.find(|names| goes_on(names.len())).map_or_else(Credits::default, signed)
}

/// The persons at the end of a text, behind a blank.
fn last_persons(text: &str) -> Credits {
    let words: Vec<&str> = words(text).collect();
    let persons = words.iter().rev().take_while(|word| is_name(word)).count();
    match words.split_at(words.len() - persons) {
        ([], _) | (_, []) => Credits::default(),
        (_, persons) => signed(&persons.join(" ")),
    }
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "，,；;、".contains(c))
        .map(bare)
        .filter(|word| !word.is_empty())
}

fn is_name(word: &str) -> bool {
    is_person(word) && !is_usual_word(word) && !is_other(word) && !is_place(word) && !is_dwelling(word)
}

fn are_persons(text: &str) -> bool {
    words(text).next().is_some() && words(text).all(is_name)
}

fn signed(names: &str) -> Credits {
    credits(&format!("作者 {}", words(names).collect::<Vec<_>>().join(" ")))
}
