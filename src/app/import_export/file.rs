//! Files of notes, read and written.

use crate::app::strings::{self, Phrase};
use crate::archive::{ArticleId, Library};
use crate::export::annotations::Card;
use crate::export::{Draft, NoteFormat, WrittenNotes};
use crate::facsimile::{NoPicture, Scissors};
use crate::file_error::reason;
use crate::language::Language;
use crate::notebook::StoreError;
use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Reason why nothing came out or in.
#[derive(Debug)]
pub enum Failure {
    /// There is no path.
    NoPath,
    /// There is such a file already.
    Exists(PathBuf),
    /// There is no such folder or file.
    Missing(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
    /// The notebook refused, or what was read is none.
    Notebook(StoreError),
    /// There is no picture of what was to be cut out.
    NoPicture(NoPicture),
    /// The person stopped it.
    Stopped,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Notebook(error)
    }
}

impl Failure {
    /// The reason in a language.
    pub fn in_words(&self, language: Language) -> String {
        let say = |phrase: Phrase, path: &Path| phrase.fill(language, &[&path.display()]);
        match self {
            Failure::NoPath => strings::NO_PATH.get(language).into(),
            Failure::Exists(path) => say(strings::FILE_EXISTS, path),
            Failure::Missing(path) => say(strings::FILE_MISSING, path),
            Failure::Io(path, error) => {
                let reason = match StoreError::from(io::Error::from(error.kind())) {
                    StoreError::DiskFull => strings::DISK_FULL.get(language).into(),
                    StoreError::ReadOnly => strings::NOT_WRITABLE.get(language).into(),
                    _ => reason(error.kind(), &error.to_string(), language),
                };
                strings::NOT_WRITTEN.fill(language, &[&path.display(), &reason])
            }
            Failure::Notebook(error) => language.pick(error.chinese(), error.to_string()),
            Failure::NoPicture(reason) => reason.in_words(language),
            Failure::Stopped => strings::STOPPED.get(language).into(),
        }
    }
}

/// A name in a folder that nothing has yet.
pub fn free(folder: &Path, name: &str, extension: Option<&str>) -> PathBuf {
    let ending = extension.map(|extension| format!(".{extension}")).unwrap_or_default();
    let numbered = (2..1000).map(|n| folder.join(format!("{name}-{n}{ending}")));
    let mut names = std::iter::once(folder.join(format!("{name}{ending}"))).chain(numbered);
    names.find(|path| !path.exists()).unwrap_or_else(|| folder.join(format!("{name}{ending}")))
}

/// Writes notes to a file or into a folder, never over a file unless asked to; says where they are. `progress` is told
/// how far it is, and may stop it.
pub fn write_notes(
    notes: WrittenNotes,
    format: NoteFormat,
    path: &Path,
    replace: bool,
    progress: impl Fn(usize, usize) -> Result<(), Failure>,
) -> Result<PathBuf, Failure> {
    let text = match notes {
        WrittenNotes::Cards(cards) => return write_cards(path, &cards, progress),
        WrittenNotes::Text(text) => text,
    };
    progress(0, 1)?;
    let path = if path.is_dir() { free(path, "jianbao", format.extension()) } else { path.to_owned() };
    write_file(&path, text.as_bytes(), replace)
}

/// A file that is written whole or not at all.
pub struct Part(Draft);

impl Part {
    /// Begins a file, over none that is there unless asked to.
    pub fn new(path: &Path, replace: bool) -> Result<Part, Failure> {
        if path.exists() && !(replace && path.is_file()) {
            return Err(Failure::Exists(path.to_owned()));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(Failure::Missing(folder.to_owned()));
        }
        Draft::new(path).map(Part).map_err(|error| Failure::Io(path.to_owned(), error))
    }

    /// Its path when it is done.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The file that its bytes go to.
    pub fn file(&mut self) -> &mut fs::File {
        self.0.file()
    }

    /// Writes on.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.0.file().write_all(bytes).map_err(|error| Failure::Io(self.0.path().to_owned(), error))
    }

    /// Puts it in its place, which it tells.
    pub fn finish(self) -> Result<PathBuf, Failure> {
        let path = self.0.path().to_owned();
        self.0.finish().map_err(|error| Failure::Io(path.clone(), error))?;
        Ok(path)
    }
}

fn write_file(path: &Path, bytes: &[u8], replace: bool) -> Result<PathBuf, Failure> {
    let mut part = Part::new(path, replace)?;
    part.write(bytes)?;
    part.finish()
}

/// Makes a folder to write into, unless it is there.
pub fn make_folder(folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir(folder).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::Missing(folder.parent().unwrap_or(folder).to_owned()),
        io::ErrorKind::AlreadyExists => Failure::Exists(folder.to_owned()),
        _ => Failure::Io(folder.to_owned(), error),
    })
}

fn write_cards(
    folder: &Path,
    cards: &[Card],
    progress: impl Fn(usize, usize) -> Result<(), Failure>,
) -> Result<PathBuf, Failure> {
    make_folder(folder)?;
    for (done, card) in cards.iter().enumerate() {
        progress(done, cards.len())?;
        write_file(&folder.join(&card.file_name), card.text.as_bytes(), true)?;
        if let Some(png) = &card.clipping {
            write_file(&folder.join(card.clipping_name()), png, true)?;
        }
    }
    Ok(folder.to_owned())
}

/// Puts onto each card what its article looks like in print, where it is on a page that can be drawn.
pub fn clip_cards(
    cards: &mut [Card],
    articles: &HashMap<Uuid, ArticleId>,
    library: &Library,
    language: Language,
    progress: impl Fn(usize, usize) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (mut scissors, total) = (Scissors::default(), cards.len());
    for (done, card) in cards.iter_mut().enumerate() {
        progress(done, total)?;
        let Some(id) = articles.get(&card.id) else { continue };
        let (Some(page), Ok(content)) = (library.page(id.page), library.content_once(id.page)) else {
            continue;
        };
        let clipped = content.articles(&[*id]).next().map(|article| scissors.cut(page, &content, article));
        if let Some(Ok(png)) = clipped {
            card.clip(png, language);
        }
    }
    Ok(())
}
