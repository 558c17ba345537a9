//! Saving the open article as a PDF file, for printing: written on a thread of its own.

pub mod view;

use super::context::{Context, Outbox};
use super::effect::{Effect, Effects, NoticeKind};
use super::file_dialog;
use super::fonts::UserFont;
use super::reader::Reader;
use super::strings;
use crate::export::{self, Document, Format, Options, Print};
use std::path::{Path, PathBuf};

/// Printing under way, and where it goes.
pub struct Printing {
    outbox: Outbox<Event>,
    /// Time when the system's dialog was asked for a file, in seconds since the window opened.
    asked: Option<f64>,
    /// Whether a file is being written.
    busy: bool,
    /// Whether the file is to be opened by the system's own program.
    then_open: bool,
    /// The file that was chosen in the dialog, which asked before it took one that is there already.
    pub chosen: Option<PathBuf>,
    /// Reason why nothing was saved last.
    pub refused: Option<String>,
}

/// Actions on printing.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Save the article as a PDF file.
    Save {
        /// The file.
        path: PathBuf,
        /// Whether the system's own program is to open it then.
        then_open: bool,
    },
    /// Ask for the file with the system's dialog, beginning at this one.
    Choose(PathBuf),
}

/// News of the dialog and of the file being written.
#[derive(Debug)]
pub enum Event {
    /// The system's dialog was answered.
    Chosen(Option<PathBuf>),
    /// The file was written, or not.
    Written(PathBuf, std::io::Result<()>),
}

impl Printing {
    /// Nothing printed yet.
    pub fn new(outbox: Outbox<Event>) -> Printing {
        Printing { outbox, asked: None, busy: false, then_open: false, chosen: None, refused: None }
    }

    /// Whether a file is being written.
    pub fn is_busy(&self) -> bool {
        self.busy
    }

    /// Carries an action out; `font` is the person's own.
    pub fn update(&mut self, action: Action, cx: &Context, reader: &Reader, font: Option<&UserFont>) {
        match action {
            Action::Save { path, then_open } => {
                self.refused = None;
                self.save(path, then_open, cx, reader, font);
            }
            Action::Choose(suggested) => self.choose(&suggested, cx),
        }
    }

    /// Takes in what a thread tells.
    pub fn take(&mut self, event: Event, cx: &Context, effects: &mut Effects) {
        match event {
            Event::Chosen(Some(path)) => (self.asked, self.chosen) = (None, Some(path)),
            Event::Chosen(None) => {
                if self.asked.take().is_some_and(|asked| file_dialog::was_never_shown(asked, cx.now)) {
                    self.refused = Some(cx.t(strings::NO_SAVE_DIALOG).into());
                }
            }
            Event::Written(path, Ok(())) => {
                self.busy = false;
                effects.push(Effect::CloseOverlay);
                effects.info(cx.fill(strings::PRINTED, &[&path.display()]));
                if self.then_open && !open_file(&path) {
                    effects.warn(cx.t(strings::NO_OPENER));
                }
            }
            Event::Written(path, Err(error)) => {
                self.busy = false;
                let text = cx.fill(strings::NOT_PRINTED, &[&path.display(), &error]);
                effects.push(Effect::TellIfClosed(NoticeKind::Error, text.clone()));
                self.refused = Some(text);
            }
        }
    }

    fn choose(&mut self, suggested: &Path, cx: &Context) {
        if self.asked.is_some() {
            return;
        }
        self.asked = Some(cx.now);
        let dialog = file_dialog::beginning_at(suggested).add_filter("PDF", &["pdf"]);
        let outbox = self.outbox.clone();
        file_dialog::ask(move || dialog.save_file(), move |answer| outbox.send(Event::Chosen(answer)));
    }

    /// Writes the open article to a file, as it is set in the window.
    fn save(
        &mut self,
        path: PathBuf,
        then_open: bool,
        cx: &Context,
        reader: &Reader,
        font: Option<&UserFont>,
    ) {
        let Some(open) = &reader.open else { return };
        if path.exists() && self.chosen.as_ref() != Some(&path) {
            self.refused = Some(cx.fill(strings::FILE_EXISTS, &[&path.display()]));
            return;
        }
        let options = Options {
            title: open.title(),
            preface: String::new(),
            script: reader.script(&cx.settings),
            made: jiff::Timestamp::now(),
            print: Print {
                vertical: cx.settings.vertical,
                sans: !cx.settings.serif,
                hanging: cx.settings.hanging,
                flows: false,
            },
            font: font.map(UserFont::to_embed),
        };
        let (content, index) = (open.content.clone(), open.id.index as usize);
        let citation = open.entry.citation(open.article());
        let outbox = self.outbox.clone();
        std::thread::spawn(move || {
            let article = &content.segmentation.articles[index];
            let mut bytes = Vec::new();
            let documents = [Document { citation: &citation, article }];
            let written = export::write(&documents, Format::Pdf, &options, &mut bytes);
            let written = written.and_then(|()| std::fs::write(&path, bytes));
            outbox.send(Event::Written(path, written));
        });
        (self.busy, self.then_open) = (true, then_open);
    }
}

/// Has the system's own program open a file or a folder; says whether there is one to ask.
pub fn open_file(path: &Path) -> bool {
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
