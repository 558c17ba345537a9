//! The list of articles: its cursor, groups and filters.

use super::action::{Action, Filter, ListMove};
use super::listing::{Group, Listing, Row, Shape};
use super::state::{Focus, State};
use super::update::{SURE, change_settings, update as carry_out};
use crate::archive::ArticleId;

/// Makes the list anew where it is no longer true.
pub fn refresh_list(state: &mut State) {
    if !std::mem::take(&mut state.list.stale) {
        return;
    }
    let shape =
        Shape { grouping: state.settings.grouping, sort: state.settings.sort, closed: &state.list.closed };
    let (filters, marks) = (&state.list.filters, &state.marks);
    state.list.listing = Listing::new(&state.archive.library, &shape, |id, _, article| {
        filters.iter().all(|filter| match filter {
            Filter::Unread => !marks.is_read(id),
            Filter::Bookmarked => marks.of(id).bookmark,
            Filter::Annotated => marks.of(id).note,
            Filter::Doubtful => article.confidence < SURE,
            Filter::Untitled => article.untitled,
        })
    });
}

/// Carries an action of the list out.
pub fn update(state: &mut State, action: Action) {
    refresh_list(state);
    let cursor = state.list.cursor.as_ref().and_then(|row| state.list.listing.find(row));
    let rows = state.list.listing.rows().len();
    match action {
        Action::MoveList(ListMove::By(by)) => {
            let at = cursor.map_or(0, |at| at.saturating_add_signed(by).min(rows.saturating_sub(1)));
            put_cursor(state, at);
        }
        Action::MoveList(ListMove::First) => put_cursor(state, 0),
        Action::MoveList(ListMove::Last) => put_cursor(state, rows.saturating_sub(1)),
        Action::MoveList(ListMove::In) => match cursor.map(|at| (at, &state.list.listing.rows()[at])) {
            Some((at, Row::Heading { open: false, .. })) => toggle_group(state, at),
            Some((at, Row::Heading { .. })) => put_cursor(state, at + 1),
            _ => {}
        },
        Action::MoveList(ListMove::Out) => {
            let Some(at) = cursor else { return };
            let rows = state.list.listing.rows();
            let level = match &rows[at] {
                Row::Heading { open: true, .. } => return toggle_group(state, at),
                Row::Heading { level, .. } => *level,
                Row::Article(_) => u8::MAX,
            };
            let outer =
                rows[..at].iter().rposition(|row| matches!(row, Row::Heading { level: l, .. } if *l < level));
            if let Some(at) = outer {
                put_cursor(state, at);
            }
        }
        Action::ListCursor(at) => put_cursor(state, at),
        Action::ToggleGroup(at) => toggle_group(state, at),
        Action::OpenCursor { stay } => match (cursor, state.list.cursor.clone()) {
            (_, Some(Row::Article(id))) => {
                carry_out(state, Action::OpenArticle(id));
                if !stay {
                    state.focus = Some(Focus::Article);
                }
            }
            (Some(at), Some(Row::Heading { .. })) => toggle_group(state, at),
            _ => {}
        },
        Action::TypeAhead(typed) => {
            let from = cursor.unwrap_or(0);
            let rows = state.list.listing.rows();
            // The row under the cursor counts too, so that more letters narrow down.
            let begins = |row: &Row| match row {
                Row::Article(id) => state
                    .archive
                    .library
                    .article(*id)
                    .is_some_and(|article| begins_with(&article.title, &typed)),
                Row::Heading { .. } => false,
            };
            let found = (from..rows.len()).chain(0..from).find(|&at| begins(&rows[at]));
            if let Some(at) = found {
                put_cursor(state, at);
            }
        }
        Action::ToggleFilter(filter) => {
            if !state.list.filters.remove(&filter) {
                state.list.filters.insert(filter);
            }
            state.list.stale = true;
            state.list.reveal += 1;
        }
        Action::ClearFilters => {
            state.list.filters.clear();
            state.list.stale = true;
            state.list.reveal += 1;
        }
        Action::FocusList => {
            state.focused = false;
            if !state.settings.list {
                change_settings(state, |settings| settings.list = true);
            }
            if state.list.cursor.is_none() {
                put_cursor(state, 0);
            }
            state.focus = Some(Focus::List);
        }
        _ => {}
    }
}

/// Puts the list's cursor on an article, opening the groups it is in.
pub fn show_in_list(state: &mut State, id: ArticleId) {
    refresh_list(state);
    let row = Row::Article(id);
    if state.list.listing.find(&row).is_none() && state.list.listing.order().contains(&id) {
        for group in groups_of(state, id) {
            state.list.stale |= state.list.closed.remove(&group);
        }
        refresh_list(state);
    }
    state.list.cursor = Some(row);
    state.list.reveal += 1;
}

/// The groups that an article can lie in.
fn groups_of(state: &State, id: ArticleId) -> Vec<Group> {
    let Some(page) = state.archive.library.page(id.page) else { return Vec::new() };
    vec![
        Group::Date(page.issue.date),
        Group::Paper(page.issue.paper.clone()),
        Group::Issue(page.issue.clone()),
        Group::Page(page.id),
    ]
}

/// Whether a title begins with what was typed, or its characters' pinyin with these letters: `djgy` for 大江公园.
/// Marks and letter case do not count.
fn begins_with(title: &str, typed: &str) -> bool {
    use pinyin::ToPinyin;
    let typed = typed.to_lowercase();
    let letters = || title.chars().filter(|c| c.is_alphanumeric());
    let as_it_is: String = letters().take(typed.chars().count()).flat_map(char::to_lowercase).collect();
    let initial = |c: char| c.to_pinyin().and_then(|sound| sound.plain().chars().next()).unwrap_or(c);
    let by_sound: String = letters().take(typed.len()).map(initial).collect();
    as_it_is == typed || by_sound == typed
}

fn put_cursor(state: &mut State, at: usize) {
    if let Some(row) = state.list.listing.rows().get(at) {
        state.list.cursor = Some(row.clone());
        state.list.reveal += 1;
    }
}

fn toggle_group(state: &mut State, at: usize) {
    let Some(Row::Heading { group, .. }) = state.list.listing.rows().get(at).cloned() else { return };
    if !state.list.closed.remove(&group) {
        state.list.closed.insert(group);
    }
    state.list.stale = true;
    put_cursor(state, at);
}

#[cfg(test)]
mod tests {
    use super::super::settings::{Grouping, Sort};
    use super::super::testing::Bench;
    use super::super::writing;
    use super::*;

    fn titles(bench: &Bench) -> Vec<String> {
        let list = &bench.state.list.listing;
        let title = |id: &ArticleId| bench.state.archive.library.article(*id).map(|a| a.title.clone());
        list.order().iter().filter_map(title).collect()
    }

    #[test]
    fn the_list_is_grouped_and_sorted_as_asked() {
        let mut bench = Bench::two_papers();
        for grouping in Grouping::ALL {
            bench.act(Action::SetGrouping(grouping));
            assert_eq!(bench.state.list.listing.order().len(), 4, "{grouping:?}");
            let headings = bench.state.list.listing.rows().len() - 4;
            let expected = match grouping {
                Grouping::Date => 2 + 4,
                Grouping::Paper => 2 + 3 + 4,
                Grouping::Page => 4,
                Grouping::Flat => 0,
            };
            assert_eq!(headings, expected, "{grouping:?}");
        }
        bench.act(Action::SetSort(Sort::Newest));
        assert!(titles(&bench)[0].starts_with("冰灯"), "{:?}", titles(&bench));
        bench.act(Action::SetSort(Sort::Oldest));
        assert!(titles(&bench)[3].starts_with("冰灯"));
    }

    #[test]
    fn a_closed_group_hides_its_rows_until_one_is_opened() {
        let mut bench = Bench::two_papers();
        let rows = bench.state.list.listing.rows().len();
        bench.act(Action::ToggleGroup(0));
        assert!(bench.state.list.listing.rows().len() < rows);
        assert_eq!(bench.state.list.listing.order().len(), 4);
        let first = bench.state.list.listing.order()[0];
        bench.act(Action::OpenArticle(first));
        assert_eq!(bench.state.list.listing.rows().len(), rows, "the open article is shown in the list");
    }

    #[test]
    fn rows_are_found_by_their_height() {
        let bench = Bench::two_papers();
        let listing = &bench.state.list.listing;
        for at in 0..listing.rows().len() {
            let (top, bottom) = listing.extent(at).unwrap();
            assert_eq!(listing.visible(top + 1.0, bottom - 1.0), at..at + 1);
        }
        assert_eq!(listing.visible(0.0, listing.height()), 0..listing.rows().len());
        assert_eq!(listing.extent(listing.rows().len()), None);
    }

    #[test]
    fn filters_hold_together_and_marks_feed_them() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleFilter(Filter::Bookmarked));
        assert!(titles(&bench).is_empty());
        bench.act(Action::ToggleBookmark);
        writing::poll(&mut bench.state);
        refresh_list(&mut bench.state);
        assert_eq!(titles(&bench), [bench.title()]);
        bench.act(Action::ToggleFilter(Filter::Unread));
        assert_eq!(titles(&bench).len(), 1);
        bench.act(Action::ToggleRead);
        bench.act(Action::ClearFilters);
        bench.act(Action::ToggleFilter(Filter::Unread));
        assert_eq!(titles(&bench).len(), 3);
    }
}
