//! Collections (资料夹) of articles: which there are, what is in the one that is open, and its note being written.

pub mod view;

use super::context::Context;
use super::effect::{Effect, Effects};
use super::store::Store;
use super::strings;
use crate::notebook::{Annotation, Collection};
use std::sync::Arc;
use uuid::Uuid;

/// Collections as the panel shows them.
#[derive(Default)]
pub struct Collections {
    /// All of them by name, each with how much is in it.
    pub all: Vec<(Arc<Collection>, usize)>,
    /// The one that is open.
    pub open: Option<Uuid>,
    /// Its members, in its order.
    pub members: Vec<Arc<Annotation>>,
    /// The collection as the person has edited it, not kept yet, and the time of the edit.
    edited: Option<(Collection, f64)>,
}

/// Actions on collections.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Make a new one and open it.
    Begin,
    /// Open one, or go back to the list of all.
    Open(Option<Uuid>),
    /// The open one has another name, note or colour.
    Change(Box<Collection>),
    /// Delete one.
    Delete(Uuid),
    /// Put a member of the open one at another place.
    Move {
        /// The member.
        member: Uuid,
        /// Its new place, counted without it.
        to: usize,
    },
    /// Take a member out of the open one.
    Remove(Uuid),
    /// Show a member.
    Show(Uuid),
}

impl Collections {
    /// Takes up what the notebook has now.
    pub fn refresh(&mut self, store: &Store) {
        let Some(book) = &store.book else { return };
        let count = |one: Arc<Collection>| {
            let count = book.count_members(one.id);
            (one, count)
        };
        self.all = book.collections().into_iter().map(count).collect();
        self.open = self.open.filter(|open| book.collection(*open).is_some());
        self.members = self.open.map(|open| book.members(open)).unwrap_or_default();
    }

    /// The open collection as the person has made it by now.
    pub fn now(&self) -> Option<&Collection> {
        let kept = self.all.iter().map(|(one, _)| &**one).find(|one| Some(one.id) == self.open)?;
        Some(self.edited.as_ref().map_or(kept, |(edited, _)| edited))
    }

    /// Whether something is typed that is not kept yet.
    pub fn is_typing(&self) -> bool {
        self.edited.is_some()
    }

    /// Keeps what was typed when the person paused.
    pub fn go_on(&mut self, now: f64, store: &mut Store, effects: &mut Effects) {
        /// Seconds without a key after which what was typed is kept.
        const PAUSE: f64 = 0.4;
        if self.edited.as_ref().is_some_and(|(_, since)| now - since >= PAUSE) {
            self.keep(store, effects);
        }
    }

    /// Keeps what was typed.
    pub fn keep(&mut self, store: &mut Store, effects: &mut Effects) {
        let Some((edited, _)) = self.edited.take() else { return };
        let kept = store.book.as_ref().and_then(|book| book.collection(edited.id));
        if kept.is_some_and(|kept| **kept != edited) {
            store.write(|book| book.keep_collection(&edited));
            effects.push(Effect::NotesChanged);
        }
    }

    /// Carries an action out.
    pub fn update(&mut self, action: Action, cx: &Context, store: &mut Store, effects: &mut Effects) {
        if !matches!(action, Action::Change(_)) {
            self.keep(store, effects);
        }
        match action {
            Action::Begin => {
                let new = Collection::new(cx.t(strings::NEW_COLLECTION));
                if store.write(|book| book.keep_collection(&new)) {
                    self.open = Some(new.id);
                }
            }
            Action::Open(open) => self.open = open,
            Action::Change(changed) => {
                // From the first key on: who types without a pause is kept safe as well.
                let since = self.edited.take().map_or(cx.now, |(_, since)| since);
                return self.edited = Some((*changed, since));
            }
            Action::Delete(id) => {
                let name =
                    store.book.as_ref().and_then(|book| book.collection(id)).map(|one| one.name.clone());
                store.write(|book| book.delete_collection(id));
                effects.info(cx.fill(strings::COLLECTION_DELETED, &[&name.unwrap_or_default()]));
            }
            Action::Move { member, to } => drop(store.write(|book| book.move_member(member, to))),
            Action::Remove(member) => {
                store.write(|book| book.remove_members(&[member]));
                effects.info(cx.fill(strings::TAKEN_OUT, &[&1]));
            }
            Action::Show(member) => return effects.push(Effect::ShowAnnotation(member)),
        }
        effects.push(Effect::NotesChanged);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::article_list::listing::Row;
    use crate::app::article_list::{self, Narrowing, Which};
    use crate::app::import_export::articles::Deed;
    use crate::app::testing::Bench;
    use crate::app::{article_status, import_export};
    use crate::archive::ArticleId;
    use std::time::{Duration, Instant};

    /// Waits until nothing is under way.
    fn finish(bench: &mut Bench) {
        let begun = Instant::now();
        while bench.state.exchange.job.is_some() || bench.state.marks.is_working() {
            assert!(begun.elapsed() < Duration::from_secs(30), "it does not end");
            bench.frame();
            std::thread::sleep(Duration::from_millis(1));
        }
        bench.refresh();
    }

    fn deed(bench: &mut Bench, deed: Deed) {
        bench.act(import_export::Action::Articles(deed, Which::Chosen));
        finish(bench);
    }

    fn titles(bench: &Bench) -> Vec<String> {
        bench.state.collections.members.iter().map(|member| member.target.article.title.clone()).collect()
    }

    #[test]
    fn a_selection_is_put_into_a_collection_and_the_list_shows_it_alone() {
        let mut bench = Bench::two_papers();
        bench.act(article_list::Action::ChooseAll);
        deed(&mut bench, Deed::CollectInNew("冬天".into()));
        let [(one, 4)] = &bench.state.collections.all[..] else { panic!("four articles in one collection") };
        let id = one.id;
        bench.act(Action::Open(Some(id)));
        let all = titles(&bench);
        assert_eq!(all.len(), 4);
        let first = bench.state.collections.members[0].id;
        let last = bench.state.collections.members[3].id;
        bench.act(Action::Show(last));
        assert_eq!(
            (bench.title(), bench.state.layout.overlay),
            (all[3].clone(), None),
            "it is opened where it is"
        );
        assert!(bench.state.notes.decorations().is_empty(), "and nothing in it is marked");
        bench.act(Action::Move { member: first, to: 3 });
        assert_eq!(titles(&bench), [&all[1..], &all[..1]].concat());
        bench.act(Action::Remove(first));
        finish(&mut bench);
        bench.act(article_list::Action::Narrow(Some(Narrowing::Collection(id))));
        assert_eq!(bench.state.list.listing.order().len(), 3);
        // Once more, and only what is missing is put in.
        bench.act(article_list::Action::Narrow(None));
        bench.act(article_list::Action::ChooseAll);
        deed(&mut bench, Deed::Collect(id));
        assert_eq!(bench.state.collections.all[0].1, 4);
        for left in [3, 4, 4] {
            bench.act(import_export::Action::Undo);
            finish(&mut bench);
            assert_eq!(bench.state.collections.all[0].1, left);
        }
        bench.act(import_export::Action::Undo);
        assert!(bench.state.collections.all.is_empty(), "the collection and what is in it are one step");
    }

    #[test]
    fn what_is_in_a_collection_is_found_again_after_its_page_moved_and_was_cut_anew() {
        let mut bench = Bench::two_papers();
        bench.act(article_list::Action::ChooseAll);
        deed(&mut bench, Deed::CollectInNew("冬天".into()));
        let id = bench.state.collections.all[0].0.id;
        let root = bench.state.archive.path.clone().unwrap();
        std::fs::create_dir(root.join("旧报")).unwrap();
        std::fs::rename(root.join("山报"), root.join("旧报/山报")).unwrap();
        let page = root.join("江报/2031-01-02/02.txt");
        let text = std::fs::read_to_string(&page).unwrap();
        std::fs::write(&page, format!("早市开张\n\n　　本报讯 早市今天开张，人来人往。\n\n{text}")).unwrap();
        bench.act(crate::app::open_archive::Action::Rescan);
        bench.wait();
        finish(&mut bench);
        bench.act(article_list::Action::Narrow(Some(Narrowing::Collection(id))));
        assert_eq!(bench.state.list.listing.order().len(), 4);
        let listing = &bench.state.list.listing;
        let is_article = |at: &usize| matches!(listing.row(*at), Some(Row::Article(_)));
        assert_eq!((0..listing.len()).filter(is_article).count(), 4);
    }

    #[test]
    fn tags_come_together_on_an_article_and_narrow_the_list() {
        let mut bench = Bench::two_papers();
        deed(&mut bench, Deed::Tag("#冬 渡口".into()));
        bench.act(article_list::Action::ChooseAll);
        deed(&mut bench, Deed::Tag("冬，城市".into()));
        let mut tags = bench.state.notes.tags.clone();
        tags.sort();
        assert_eq!(tags, [("冬".to_owned(), 4), ("城市".to_owned(), 4), ("渡口".to_owned(), 1)]);
        bench.act(article_list::Action::Narrow(Some(Narrowing::Tag("渡口".into()))));
        assert_eq!(bench.state.list.listing.order().len(), 1);
        bench.act(import_export::Action::Undo);
        finish(&mut bench);
        assert_eq!(bench.state.notes.tags.len(), 2, "one step for all of them");
        bench.act(article_list::Action::Narrow(None));
        bench.act(article_list::Action::ChooseAll);
        deed(&mut bench, Deed::Untag("冬".into()));
        assert_eq!(bench.state.notes.tags, [("渡口".to_owned(), 1)]);
        deed(&mut bench, Deed::Untag("渡口".into()));
        assert!(bench.state.notes.listed.is_empty(), "a tag alone goes with its last word");
    }

    #[test]
    fn a_selection_is_bookmarked_and_read_as_a_whole() {
        let mut bench = Bench::two_papers();
        bench.act(article_list::Action::ChooseAll);
        deed(&mut bench, Deed::Bookmark);
        bench.act(article_status::Action::Mark { which: Which::Chosen, read: true });
        finish(&mut bench);
        let order: Vec<ArticleId> = bench.state.list.listing.order().to_vec();
        assert!(order.iter().all(|id| bench.state.marks.of(*id).bookmark && bench.state.marks.is_read(*id)));
        bench.act(article_status::Action::Mark { which: Which::These(order[..1].to_vec()), read: false });
        finish(&mut bench);
        assert!(!bench.state.marks.is_read(order[0]) && bench.state.marks.is_read(order[1]));
        bench.reopen_notebook(|_| {});
        finish(&mut bench);
        assert!(!bench.state.marks.is_read(order[0]) && bench.state.marks.is_read(order[1]));
    }

    #[test]
    fn what_is_typed_about_a_collection_is_kept_after_a_pause() {
        let mut bench = Bench::two_papers();
        bench.act(Action::Begin);
        let made = bench.state.collections.now().unwrap().clone();
        bench.act(Action::Change(Box::new(Collection { note: "先看渡口".into(), ..made.clone() })));
        let kept = |bench: &Bench| {
            bench.state.store.book.as_ref().unwrap().collection(made.id).unwrap().note.clone()
        };
        assert_eq!(
            (bench.state.collections.now().unwrap().note.as_str(), kept(&bench)),
            ("先看渡口", String::new())
        );
        assert!(bench.state.is_busy(), "a frame is wanted after the pause");
        bench.state.now += 1.0;
        bench.frame();
        assert_eq!(kept(&bench), "先看渡口");
        // And without a pause, where there is none.
        let mut note = String::from("先看渡口");
        for letter in "再看桥头".chars() {
            note.push(letter);
            bench.act(Action::Change(Box::new(Collection { note: note.clone(), ..made.clone() })));
            bench.state.now += 0.2;
            bench.frame();
        }
        assert!(kept(&bench).starts_with("先看渡口再看"), "{}", kept(&bench));
    }
}
