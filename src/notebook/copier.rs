//! Writing a whole notebook out on another thread than the window's.

use super::StoreError;
use super::exchange;
use super::merge::{self, Incoming, Preview};
use super::opening::id_of;
use super::point::Point;
use super::record::{Kind, Record};
use super::store::Store;
use super::writer::WriterHandle;
use crate::file_error::FileError;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Writes a whole notebook out while the window goes on; see [`super::Notebook::copier`].
pub struct Copier(Origin);

pub(super) enum Origin {
    /// The store, through the thread that has it.
    Store(WriterHandle),
    /// A notebook that is only read, or a part of one, and why.
    Memory(Vec<Record>, StoreError),
}

impl Copier {
    pub(super) fn of_records(records: Vec<Record>) -> Copier {
        Copier(Origin::Memory(records, StoreError::Missing))
    }

    pub(super) fn of(origin: Origin) -> Copier {
        Copier(origin)
    }

    /// See [`super::Notebook::export`].
    pub fn export(&self) -> Result<String, StoreError> {
        let all = self.records()?;
        exchange::write(all.iter().filter(|record| !record.kind.is_private()))
    }

    /// See [`super::Notebook::export_all`].
    pub fn export_all(&self) -> Result<String, StoreError> {
        exchange::write(self.records()?.iter())
    }

    fn records(&self) -> Result<Cow<'_, [Record]>, StoreError> {
        Ok(match &self.0 {
            Origin::Store(line) => line.read_all()?.into(),
            Origin::Memory(records, _) => records.into(),
        })
    }

    /// See [`super::Notebook::preview`].
    pub fn preview(&self, incoming: &Incoming) -> Result<Preview, StoreError> {
        let kept;
        let all = match &self.0 {
            Origin::Store(line) => {
                kept = line.read_all()?;
                &kept
            }
            Origin::Memory(records, _) => records,
        };
        let own: HashMap<(Kind, &str), &Record> =
            all.iter().map(|record| ((record.kind, record.key.as_str()), record)).collect();
        let get = |kind, key: &str| own.get(&(kind, key)).copied();
        Ok(merge::plan(get, |text| get(Kind::Page, text).is_some(), &incoming.0).1)
    }

    /// See [`super::Notebook::back_up`].
    pub fn back_up(&self, folder: &Path) -> Result<PathBuf, StoreError> {
        let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string();
        let names = (0..100).map(|n| if n == 0 { now.clone() } else { format!("{now}-{n}") });
        let mut paths = names.map(|name| folder.join(format!("jianbao-{name}.db")));
        let path =
            paths.find(|path| !path.exists()).ok_or(StoreError::Io("too many backups in a second".into()))?;
        // Whether it can be written: of the store's errors it would not be known which file they are about.
        let failed = if folder.is_dir() { &path } else { folder };
        let tried = File::create_new(&path).and_then(|_| std::fs::remove_file(&path));
        tried.map_err(|error| StoreError::File(FileError::new(failed, error.kind(), &error)))?;
        match &self.0 {
            Origin::Store(line) => line.copy_to(path.clone()).map_err(|error| error.about(&path))?,
            Origin::Memory(records, StoreError::ReadOnly) => {
                let point = Point::start(id_of(records)).after(records);
                Store::write_copy(&path, records, point).map_err(|error| error.about(&path))?;
                if Store::read_copy(&path)?.0.len() != records.len() {
                    return Err(StoreError::Damaged("the copy lacks records".into()));
                }
            }
            Origin::Memory(_, reason) => return Err(reason.clone()),
        }
        Ok(path)
    }
}
