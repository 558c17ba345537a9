//! A state over a small archive, for tests without a window.

use super::context::Context;
use super::effect::Effects;
use super::message::{Action, Message};
use super::open_archive;
use super::state::State;
use super::store::Store;
use super::update;
use crate::language::Language;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A state with its folders, which go with it.
pub struct Bench {
    /// The state.
    pub state: State,
    _folders: [TempDir; 2],
}

impl Bench {
    /// A state over an archive of these files, loaded.
    pub fn new(files: &[(&str, &str)]) -> Bench {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        for (path, text) in files {
            write(folders[0].path(), path, text);
        }
        let state = State::new(folders[1].path(), Some(Language::Chinese), Arc::new(|| {}));
        let mut bench = Bench { state, _folders: folders };
        bench.act(open_archive::Action::OpenPath(bench._folders[0].path().to_owned()));
        bench.wait();
        bench
    }

    /// Two papers, three issues, four pages.
    pub fn two_papers() -> Bench {
        let page = |title: &str| format!("{title}\n\n　　本报讯 这里写着一条短消息，说明昨天发生的事情。\n");
        let files = [
            ("江报/2031-01-02/01.txt", page("渡口新船下水")),
            ("江报/2031-01-02/02.txt", page("冬菜供应充足")),
            ("江报/2031-01-05/01.txt", page("冰灯游园会开幕")),
            ("山报/2031-01-02/01.txt", page("山路除雪完成")),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        Bench::new(&files)
    }

    /// Carries an action out.
    pub fn act(&mut self, action: impl Into<Action>) {
        update::update(&mut self.state, Message::User(action.into()));
        let begun = Instant::now();
        while self.state.find.is_waiting {
            self.take_news();
            assert!(begun.elapsed() < Duration::from_secs(30), "the titles are not told");
        }
        self.refresh();
    }

    /// Takes in what threads told, and goes on with what is done a little in each frame.
    pub fn frame(&mut self) {
        let now = self.state.now;
        update::begin_frame(&mut self.state, now);
    }

    /// Takes in what threads told.
    pub fn take_news(&mut self) {
        update::take_news(&mut self.state);
    }

    /// Makes the list anew where it is no longer true.
    pub fn refresh(&mut self) {
        update::refresh_list(&mut self.state);
    }

    /// Lets a room do something, and carries out what it asks for.
    pub fn with(&mut self, room: impl FnOnce(&mut State, &Context, &mut Effects)) {
        update::with(&mut self.state, room);
    }

    /// Closes the notebook, which waits for the disk, lets something happen to its folder, and opens it again.
    pub fn reopen_notebook(&mut self, meanwhile: impl FnOnce(&Path)) {
        self.state.store = Store::default();
        meanwhile(&self.state.data_dir);
        self.state.store = Store::open(&self.state.data_dir, self.state.wake.clone()).unwrap();
        self.state.take_up_notebook();
    }

    /// Waits until the archive is loaded and an article is open.
    pub fn wait(&mut self) {
        let begun = Instant::now();
        while self.state.archive.progress.is_some() || self.state.reader.open.is_none() {
            self.frame();
            assert!(begun.elapsed() < Duration::from_secs(30), "the archive does not load");
            std::thread::sleep(Duration::from_millis(2));
        }
        self.refresh();
    }

    /// The title of the open article.
    pub fn title(&self) -> String {
        self.state.reader.open.as_ref().map(|open| open.article().display_title()).unwrap_or_default()
    }
}

/// Writes a file with its folders.
fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
