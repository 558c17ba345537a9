//! Saving the open article as a PDF file, for printing: written on a thread of its own.

use super::fonts::UserFont;
use super::language as words;
use super::state::{NoticeKind, State};
use crate::export::{self, Document, Format, Options, Print};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

/// What is under way.
#[derive(Default)]
pub struct Printing {
    /// The file that the system's dialog was asked for, with the second in which it was.
    picker: Option<(f64, Receiver<Option<PathBuf>>)>,
    job: Option<Receiver<(PathBuf, std::io::Result<()>)>>,
    /// Whether the file is to be opened by the system's own program.
    then_open: bool,
    /// The file that was chosen in the dialog, which asked before it took one that is there already.
    pub chosen: Option<PathBuf>,
}

impl Printing {
    /// Whether a file is being written.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }
}

/// Where an article is saved unless the person says otherwise.
pub fn default_path(state: &State) -> PathBuf {
    /// Characters of a file's name.
    const LONGEST: usize = 60;
    let title = state.reader.open.as_ref().map(|open| open.article().display_title()).unwrap_or_default();
    let harmless = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c };
    let name: String = title.chars().map(harmless).take(LONGEST).collect();
    let folders = directories::UserDirs::new();
    let folder = folders.as_ref().map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()).to_owned());
    folder.unwrap_or_else(std::env::temp_dir).join(format!("{}.pdf", name.trim()))
}

/// Asks for a place with the system's dialog.
pub fn pick(state: &mut State, suggested: &Path) {
    if state.printing.picker.is_some() {
        return;
    }
    let (answer, picker) = channel();
    let wake = state.wake.clone();
    let mut dialog = rfd::FileDialog::new().add_filter("PDF", &["pdf"]);
    if let Some(folder) = suggested.parent() {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = suggested.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    // The dialog blocks until it is answered.
    std::thread::spawn(move || {
        // The window may have closed meanwhile; then nobody wants the answer.
        let _ = answer.send(dialog.save_file());
        wake();
    });
    state.printing.picker = Some((state.now, picker));
}

/// Writes the open article to a file, as it is set in the window.
pub fn print(state: &mut State, path: PathBuf, then_open: bool) {
    let Some(open) = &state.reader.open else { return };
    if path.exists() && state.printing.chosen.as_ref() != Some(&path) {
        let text = words::FILE_EXISTS.fill(state.language(), &[&path.display()]);
        return state.tell(NoticeKind::Warning, text);
    }
    let options = Options {
        title: open.article().display_title(),
        script: state.script(),
        made: jiff::Timestamp::now(),
        print: Print {
            vertical: state.settings.vertical,
            sans: !state.settings.serif,
            hanging: state.settings.hanging,
        },
        font: state.own_font.font.as_ref().map(UserFont::to_embed),
    };
    let (content, index) = (open.content.clone(), open.id.index as usize);
    let citation = open.entry.citation(open.article());
    let (answer, job) = channel();
    let wake = state.wake.clone();
    std::thread::spawn(move || {
        let article = &content.segmentation.articles[index];
        let mut bytes = Vec::new();
        let documents = [Document { citation: &citation, article }];
        let written = export::write(&documents, Format::Pdf, &options, &mut bytes);
        let written = written.and_then(|()| std::fs::write(&path, bytes));
        // The window may have closed meanwhile; the file is there all the same.
        let _ = answer.send((path, written));
        wake();
    });
    (state.printing.job, state.printing.then_open) = (Some(job), then_open);
    state.overlay = None;
}

/// Takes in the dialog's answer and tells what became of the file.
pub fn poll(state: &mut State) {
    /// A dialog that is answered faster than this, in seconds, was never shown: the system has none.
    const TOO_FAST: f64 = 0.3;
    if let Some((asked, answer)) =
        state.printing.picker.as_ref().and_then(|(asked, picker)| Some((*asked, picker.try_recv().ok()?)))
    {
        state.printing.picker = None;
        match answer {
            Some(path) => state.printing.chosen = Some(path),
            None if state.now - asked < TOO_FAST => {
                state.tell(NoticeKind::Warning, state.t(words::NO_SAVE_DIALOG));
            }
            None => {}
        }
    }
    let Some((path, written)) = state.printing.job.as_ref().and_then(|job| job.try_recv().ok()) else {
        return;
    };
    state.printing.job = None;
    let name = path.display().to_string();
    match written {
        Ok(()) => {
            let text = words::PRINTED.fill(state.language(), &[&name]);
            state.tell(NoticeKind::Info, text);
            if state.printing.then_open && !open_file(&path) {
                state.tell(NoticeKind::Warning, state.t(words::NO_OPENER));
            }
        }
        Err(error) => {
            let text = words::NOT_PRINTED.fill(state.language(), &[&name, &error]);
            state.tell(NoticeKind::Error, text);
        }
    }
}

/// Has the system's own program open a file; says whether there is one to ask.
fn open_file(path: &Path) -> bool {
    let mut command = if cfg!(windows) {
        let mut command = std::process::Command::new("explorer.exe");
        command.arg(path);
        command
    } else {
        let mut command =
            std::process::Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
        command.arg(path);
        command
    };
    let spawned = command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null()).spawn();
    // Somebody has to wait for it, so that it does not stay behind when it has ended.
    spawned.is_ok_and(|mut child| {
        std::thread::spawn(move || drop(child.wait()));
        true
    })
}
