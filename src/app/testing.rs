//! A state over a small archive, for tests without a window.

use super::action::Action;
use super::state::State;
use super::{browsing, files, update};
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
        let mut state = State::new(folders[1].path(), Some(Language::Chinese), Arc::new(|| {}));
        update::update(&mut state, Action::OpenPath(folders[0].path().to_owned()));
        let mut bench = Bench { state, _folders: folders };
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
    pub fn act(&mut self, action: Action) {
        update::update(&mut self.state, action);
        browsing::refresh_list(&mut self.state);
    }

    /// Waits until the archive is loaded and an article is open.
    pub fn wait(&mut self) {
        let begun = Instant::now();
        while self.state.archive.progress.is_some() || self.state.reader.open.is_none() {
            files::poll(&mut self.state);
            assert!(begun.elapsed() < Duration::from_secs(30), "the archive does not load");
            std::thread::sleep(Duration::from_millis(2));
        }
        browsing::refresh_list(&mut self.state);
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
