//! Authors told by their place: a name between a headline and what is no part of it, and nobody the text speaks of.

use super::author::{
    is_author_line, is_commentator, is_labelled_author, is_marked_author, is_name_cut, is_pen_name,
    is_school_class, is_word, names_in, office_holder,
};
use super::cue::Cue;
use super::line::Lines;
use super::line_kind::{Era, Kind};
use super::wording::{han_head, han_tail};
use crate::han::character::is_han;
use crate::han::lexicon::Lexicon;
use crate::han::people::is_composed;

/// Lines on each side in which a person whom the text speaks of is looked for.
const REACH: usize = 200;

/// Whether a line is the rest of a name that the byline above it is cut in.
pub(super) fn is_rest_of_name(page: &Lines, i: usize) -> bool {
    i > 0 && page.lines[i - 1].cues.has(Cue::Byline) && is_name_cut(page.text(i - 1), page.text(i))
}

/// Whether a line between a headline of one line and its text can be nothing but an author's name that no list has.
pub(super) fn is_pen_name_below(page: &Lines, kinds: &[Kind], lexicon: &Lexicon, i: usize) -> bool {
    let text_below = kinds.get(i + 1).is_some_and(|below| below.is_text());
    let headline_above = kinds[i - 1].is_heading()
        && i.checked_sub(2).is_none_or(|z| {
            !kinds[z].is_heading() && (!kinds[z].is_text() || page.lines[z].cues.has(Cue::SentenceEnd))
        });
    kinds[i] == Kind::Heading
        && headline_above
        && text_below
        && is_pen_name(page.text(i))
        && page.lines[i].blank_before == 0
        && lexicon.straddle(han_tail(page.text(i - 1)), han_head(page.text(i))) == 0.0
}

/// Whom a line below a headline names by its form, if it stands inside none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedBelow {
    Author,
    /// The person whom the article is about: the lines around it speak of the name.
    Subject,
}

/// Whom a line names, where it stands at a headline's end.
pub(super) fn named_below(page: &Lines, kinds: &[Kind], era: Era, i: usize) -> Option<NamedBelow> {
    let text = page.text(i);
    if !kinds[i - 1].is_heading() {
        return None;
    }
    // 何闻；吴岚: a sentence has such a mark, too.
    let is_row = text.contains(&'；') && is_author_line(text);
    if is_marked_author(text) || is_labelled_author(text) || is_school_class(text) || is_row {
        return Some(NamedBelow::Author);
    }
    let ends_headline = kinds.get(i + 1).is_none_or(|below| {
        page.lines[i + 1].blank_before > 0 || !below.is_heading() && *below != Kind::Byline
    });
    // Old papers have notes of a few characters under their titles.
    if era == Era::Old || !ends_headline || kinds[i].is_text() || begins_text(page, kinds, i) {
        return None;
    }
    let mut names = names_in(text);
    // 白云村 and 黄金周 begin with family names, too.
    let letters: Vec<char> = text.iter().copied().filter(|c| is_han(*c)).collect();
    let is_wordlike =
        |name: &[char]| !is_composed(name) && (is_word(name) || name.get(..2).is_some_and(is_word));
    if page.lines[i].cues.has(Cue::PlaceOnly)
        || letters.len() <= 3 && is_wordlike(&letters)
        || names.iter().any(|name| is_wordlike(name))
    {
        return None;
    }
    names.extend(office_holder(text).map(<[char]>::to_vec));
    let by_form = page.lines[i].cues.has(Cue::NameOnly)
        || is_author_line(text)
        || is_commentator(text)
        || !names.is_empty();
    by_form.then(|| {
        let is_subject = names.iter().any(|name| is_spoken_of(page, i, name));
        if is_subject { NamedBelow::Subject } else { NamedBelow::Author }
    })
}

/// Whether a line is as wide as the column of the text below it, or would be with a first line's indent.
fn begins_text(page: &Lines, kinds: &[Kind], i: usize) -> bool {
    let left = page.lines[i].measure - page.lines[i].width();
    kinds.get(i + 1).is_some_and(|below| below.is_text()) && (left < 1.0 || (left - 2.0).abs() <= 0.6)
}

/// Whether the lines around a line have a name of it, or the first two characters of that: the third may be of the next word.
fn is_spoken_of(page: &Lines, i: usize, name: &[char]) -> bool {
    let near = i.saturating_sub(REACH)..(i + REACH).min(page.lines.len());
    near.filter(|&j| j != i).any(|j| page.text(j).windows(2).any(|part| name.starts_with(part)))
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::page_context::PageContext;
    use crate::segmentation::{Page, Role, Watch, segment};

    const TEXT: &str = "澜溪的渡船每天清早开出，船上坐的多是到对岸学校去的孩子。入冬以后水浅了，船工\n\
        何满堂就用竹篙一下一下地把船撑过去，从来没有误过一堂课。村里人说，有他在，这条\n\
        河就不宽。";

    fn role_below(title: &str, line: &str) -> Option<Role> {
        let found = segment(&Page::new(format!("{title}\n{line}\n{TEXT}\n")));
        let blocks = found.articles.iter().flat_map(|a| &a.blocks).chain(&found.furniture);
        blocks.filter(|b| b.lines.iter().any(|no| no.0 == 2)).map(|b| b.role).next()
    }

    #[test]
    fn an_author_alone_below_a_title_is_no_part_of_it() {
        for line in [
            "赵青山",
            "赵青山 林晓",
            "赵青山、林晓",
            "赵青山；林晓",
            "赵青山，澜溪大学教授",
            "扎西次仁",
            "斯琴高娃",
            "本报评论员",
            "◇ 赵青山",
            "澜溪县教育局局长赵青山",
        ] {
            assert_eq!(role_below("河上的课堂", line), Some(Role::Byline), "{line}");
        }
    }

    #[test]
    fn each_line_of_labels_and_names_below_a_title_is_no_part_of_it() {
        for lines in ["口述：赵青山\n整理：林晓", "口述／赵青山\n记录／林晓", "文：赵青山；图：林晓"]
        {
            assert_eq!(role_below("河上的课堂", lines), Some(Role::Byline), "{lines}");
        }
        assert_ne!(role_below("河上的课堂", "口述：渡口的事"), Some(Role::Byline));
    }

    #[test]
    fn the_class_of_a_pupil_below_a_title_is_no_part_of_it() {
        assert_eq!(role_below("河上的课堂", "澜溪小学四（3）班\n赵青山"), Some(Role::Byline));
        assert_ne!(role_below("河上的课堂", "澜溪小学毕业班"), Some(Role::Byline));
    }

    #[test]
    fn what_begins_as_a_name_does_and_is_a_word_is_not_held_for_an_author() {
        for line in ["白云村", "黄金周", "高粱红"] {
            let page = Page::new(format!("河上的课堂\n{line}\n{TEXT}\n"));
            let lines = Lines::read(&page);
            let context = PageContext::new(&lines, Lexicon::get(), &Watch::nobody()).unwrap();
            assert!(context.named.is_empty(), "{line}");
        }
    }

    #[test]
    fn a_person_whom_the_text_speaks_of_is_of_the_headline() {
        for line in ["何满堂", "澜溪渡口船工队队长何满堂"] {
            let role = role_below("十年撑船送孩子上学的", line);
            assert!(matches!(role, Some(Role::Title | Role::Subtitle)), "{line}: {role:?}");
        }
    }
}
