//! `notes`: bookmarks, highlights and notes, out in an open format and in again.

use super::arguments::{NotesCommand, NotesExport, is_folder};
use super::by_hand::notebook_dir;
use super::{Outcome, complain, form_is_unknown, tell_forbidden};
use crate::export::annotations::{Card, forbidden};
use crate::export::{NoteFormat, WrittenNotes};
use crate::file_error::FileError;
use crate::language::Language;
use crate::notebook::{Notebook, Preview, StoreError, data_dir};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Runs the command.
pub(super) fn run(
    command: &NotesCommand,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> io::Result<Outcome> {
    let own = data_dir(asked_dir.as_deref());
    let done = match (command, notebook_dir(asked_dir.as_deref())) {
        (NotesCommand::Import { path, preview }, _) => match &own {
            Some(dir) => import(dir, path, *preview, language),
            None => Ok(complain(
                language.pick("没有放笔记的文件夹", "there is no folder for notes"),
                Outcome::Usage,
            )),
        },
        (_, None) => Ok(complain(language.pick("还没有笔记", "there are no notes yet"), Outcome::Usage)),
        (NotesCommand::Export(options), Some(dir)) => return export(options, &dir, language),
        (NotesCommand::Backup { folder }, Some(dir)) => {
            open(&dir).and_then(|book| book.back_up(folder)).map(|path| {
                println!("{}", path.display());
                Outcome::Done
            })
        }
    };
    let dir = own.unwrap_or_default();
    let incoming = if let NotesCommand::Import { path, .. } = command { path } else { &dir };
    Ok(done.unwrap_or_else(|error| refused(&error, (&dir, incoming), language)))
}

/// The notebook of a folder, to be read: where the window has it open, as it is now.
fn open(dir: &Path) -> Result<Notebook, StoreError> {
    match Notebook::open(dir) {
        Err(StoreError::InUse) => Ok(Notebook::look(dir)),
        opened => opened,
    }
}

/// Says why nothing was done, and with which file: the notebook's folder or what was to come in, unless the error names one.
fn refused(error: &StoreError, (dir, incoming): (&Path, &Path), language: Language) -> Outcome {
    let words = language.pick(error.chinese(), error.to_string());
    let words = match error {
        StoreError::File(_) | StoreError::NotThere(_) | StoreError::NoFile(_) => words,
        StoreError::Invalid(_) | StoreError::NotJson(..) => format!("{}: {words}", incoming.display()),
        _ => format!("{}: {words}", dir.display()),
    };
    complain(words, Outcome::SomeUnreadable)
}

/// Takes in what is at a path, or only says what would come in.
fn import(dir: &Path, path: &Path, preview: bool, language: Language) -> Result<Outcome, StoreError> {
    let incoming = Notebook::read_incoming(path)?;
    // Who only looks makes no notebook.
    let mut book = if preview { Notebook::look(dir) } else { Notebook::open(dir)? };
    if let Some(reason) = book.status().read_only.filter(|_| !preview) {
        return Err(reason);
    }
    let Preview { added, changed, deleted, kept_both, unchanged, others, .. } = book.preview(&incoming);
    if !preview {
        book.merge(&incoming).wait()?;
    }
    eprintln!(
        "{}",
        language.pick(
            format!("新增 {added}，更新 {changed}，删除 {deleted}，两边都改而并存 {kept_both}，不变 {unchanged}，其他 {others}"),
            format!("{added} added, {changed} changed, {deleted} deleted, {kept_both} kept in both versions, {unchanged} unchanged, {others} others"),
        )
    );
    Ok(Outcome::Done)
}

/// Writes the notes in a format.
fn export(options: &NotesExport, dir: &Path, language: Language) -> io::Result<Outcome> {
    let form = match options.form() {
        Ok(form) => form,
        Err(why) => return Ok(form_is_unknown(&why, language)),
    };
    if options.all && form != NoteFormat::JsonLd {
        let reason = language.pick("--all 只用于 --format jsonld", "--all goes with --format jsonld only");
        return Ok(complain(reason, Outcome::Usage));
    }
    let written = open(dir).and_then(|book| {
        let notes: Vec<_> = book.find(&Default::default()).cloned().collect();
        let written = match options.all {
            true => WrittenNotes::Text(book.export_all()?),
            false => form.write(&notes, &book.copier()?, language)?,
        };
        let dropped = if form == NoteFormat::JsonLd { 0 } else { forbidden(&notes) };
        Ok((written, notes.len(), dropped))
    });
    let (written, count, dropped) = match written {
        Ok(written) => written,
        Err(error) => return Ok(refused(&error, (dir, dir), language)),
    };
    match (written, &options.output) {
        (WrittenNotes::Text(text), None) => io::stdout().lock().write_all(text.as_bytes())?,
        (WrittenNotes::Text(_), Some(path)) if is_folder(path) => {
            let words =
                language.pick("这种格式写成一个文件，请写出文件名", "this format is one file: name it");
            return Ok(complain(format!("{}: {words}", path.display()), Outcome::Usage));
        }
        (WrittenNotes::Text(text), Some(path)) => create(path, &text)?,
        (WrittenNotes::Cards(cards), Some(folder)) => write_cards(folder, &cards)?,
        (WrittenNotes::Cards(_), None) => {
            let reason = language.pick("请用 --output 指定文件夹", "say by --output into which folder");
            return Ok(complain(reason, Outcome::Usage));
        }
    }
    tell_forbidden(dropped, language);
    eprintln!("{}", language.pick(format!("共 {count} 条"), format!("{count} notes")));
    Ok(Outcome::Done)
}

fn write_cards(folder: &Path, cards: &[Card]) -> io::Result<()> {
    std::fs::create_dir(folder)?;
    cards.iter().try_for_each(|card| create(&folder.join(&card.file_name), &card.text))
}

/// Writes a file that is not there yet.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(FileError::at(path))
}
