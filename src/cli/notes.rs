//! `notes`: bookmarks, highlights and notes in an open format.

use super::arguments::NotesOptions;
use super::{Outcome, complain};
use crate::export::WrittenNotes;
use crate::export::annotations::Card;
use crate::language::Language;
use crate::notebook::{Notebook, data_dir};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Runs the command.
pub(super) fn run(
    options: &NotesOptions,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> io::Result<Outcome> {
    // Who only looks makes no notebook.
    let Some(dir) = data_dir(asked_dir.as_deref()).filter(|dir| dir.join("notebook.db").is_file()) else {
        return Ok(complain(language.pick("还没有笔记", "there are no notes yet"), Outcome::Usage));
    };
    let written = Notebook::open(&dir).and_then(|book| {
        let notes: Vec<_> = book.find(&Default::default()).cloned().collect();
        Ok((options.format.write(&notes, &book.copier()?, language)?, notes.len()))
    });
    let (written, count) = match written {
        Ok(written) => written,
        Err(error) => {
            return Ok(complain(language.pick(error.chinese(), error.to_string()), Outcome::SomeUnreadable));
        }
    };
    match (written, &options.output) {
        (WrittenNotes::Text(text), None) => io::stdout().lock().write_all(text.as_bytes())?,
        (WrittenNotes::Text(text), Some(path)) => create(path, &text)?,
        (WrittenNotes::Cards(cards), Some(folder)) => write_cards(folder, &cards)?,
        (WrittenNotes::Cards(_), None) => {
            let reason = language.pick("请用 --output 指定文件夹", "say by --output into which folder");
            return Ok(complain(reason, Outcome::Usage));
        }
    }
    eprintln!("{}", language.pick(format!("共 {count} 条"), format!("{count} notes")));
    Ok(Outcome::Done)
}

fn write_cards(folder: &Path, cards: &[Card]) -> io::Result<()> {
    std::fs::create_dir(folder).map_err(|error| named(folder, &error))?;
    cards.iter().try_for_each(|card| create(&folder.join(&card.file_name), &card.text))
}

/// Writes a file that is not there yet.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| named(path, &error))
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
