//! Details of articles that only rows in sight show, and of pages that are asked for seldom. They are most of the words that
//! an archive has in its lists, so that they leave memory for a file.

use super::label::PageLabel;
use crate::serial::Marks;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Details of an article for its row in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// 引题; empty where there is none.
    pub kicker: String,
    /// 署名; empty where there is none.
    pub byline: String,
    /// The first characters of the body.
    pub lead: String,
}

/// File of details, without a name: it goes when the program ends.
#[derive(Debug)]
pub(super) struct DetailsFile(Mutex<File>);

impl DetailsFile {
    /// A file in a folder; `None` where none can be made.
    pub fn new(folder: &Path) -> Option<DetailsFile> {
        std::fs::create_dir_all(folder).ok()?;
        Some(DetailsFile(Mutex::new(tempfile::tempfile_in(folder).ok()?)))
    }

    /// Adds bytes and says where they begin.
    fn add(&self, bytes: &[u8]) -> Result<u64> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(at)
    }

    fn read(&self, at: u64, bytes: u32) -> Result<Vec<u8>> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(at))?;
        let mut read = vec![0; bytes as usize];
        file.read_exact(&mut read)?;
        Ok(read)
    }
}

/// What is known of a page that is seldom asked for: the label that the lines at its edges give, what its articles say of
/// being parts of something longer, and their details.
#[derive(Clone, Debug)]
pub(super) struct PageDetails(Place);

#[derive(Clone, Debug)]
enum Place {
    Memory(Arc<[u8]>),
    File { file: Arc<DetailsFile>, at: u64, bytes: u32 },
}

impl PageDetails {
    /// The marks and details are of each article in turn.
    pub fn new(header: &PageLabel, parts: Vec<Marks>, articles: Vec<Details>) -> PageDetails {
        // Memory takes everything.
        let kept = postcard::to_stdvec(&(header, parts, articles)).unwrap_or_default();
        PageDetails(Place::Memory(kept.into()))
    }

    /// Moves them into a file; where that fails they stay in memory.
    pub fn move_to(&mut self, file: &Arc<DetailsFile>) {
        if let Place::Memory(kept) = &self.0
            && let Ok(bytes) = u32::try_from(kept.len())
            && let Ok(at) = file.add(kept)
        {
            self.0 = Place::File { file: file.clone(), at, bytes };
        }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        match &self.0 {
            Place::Memory(kept) => Ok(kept.to_vec()),
            Place::File { file, at, bytes } => file.read(*at, *bytes),
        }
    }

    /// The first of what is kept; nothing where the file cannot be read any more.
    fn read<T: DeserializeOwned + Default>(&self) -> T {
        let read = |bytes: Vec<u8>| postcard::take_from_bytes(&bytes).ok().map(|(first, _)| first);
        self.bytes().ok().and_then(read).unwrap_or_default()
    }

    /// The label that the lines at the page's edges give: paper, date and page.
    pub fn header(&self) -> PageLabel {
        self.read()
    }

    /// Marks of each article in turn.
    pub fn parts(&self) -> Vec<Marks> {
        self.read::<(PageLabel, _)>().1
    }

    /// Details of each article in turn.
    pub fn articles(&self) -> Vec<Details> {
        self.read::<(PageLabel, Vec<Marks>, _)>().2
    }
}

impl PartialEq for PageDetails {
    fn eq(&self, other: &PageDetails) -> bool {
        self.bytes().ok() == other.bytes().ok()
    }
}

impl Serialize for PageDetails {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.bytes().map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PageDetails {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<PageDetails, D::Error> {
        Ok(PageDetails(Place::Memory(Vec::deserialize(deserializer)?.into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(name: &str) -> Details {
        Details {
            kicker: String::new(), byline: format!("本报记者{name}"), lead: format!("{name}昨天来信")
        }
    }

    #[test]
    fn what_a_row_shows_is_the_same_from_memory_and_from_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = Arc::new(DetailsFile::new(folder.path()).expect("a file"));
        let pages = [&["何闻", "林远"][..], &[], &["沈舟"]];
        let header = PageLabel { section: Some("要闻".into()), ..PageLabel::default() };
        let pages = pages.map(|names| {
            PageDetails::new(
                &header,
                vec![Marks::default(); names.len()],
                names.iter().map(|name| details(name)).collect(),
            )
        });
        let mut moved = pages.clone();
        moved.iter_mut().for_each(|page| page.move_to(&file));
        assert!(moved.iter().all(|page| matches!(page.0, Place::File { .. })));
        assert_eq!(moved, pages);
        assert_eq!(moved[0].articles()[1].byline, "本报记者林远");
        assert_eq!(moved[0].articles()[1].lead, "林远昨天来信");
        assert_eq!(moved[1].header(), header);
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0, "it has no name");
    }

    #[test]
    fn where_the_file_takes_nothing_they_stay_in_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("full"), "").expect("written");
        let closed = File::open(folder.path().join("full")).expect("for reading alone");
        let mut page = PageDetails::new(&PageLabel::default(), Vec::new(), vec![details("何闻")]);
        page.move_to(&Arc::new(DetailsFile(Mutex::new(closed))));
        assert_eq!(page.articles()[0].byline, "本报记者何闻");
    }
}
