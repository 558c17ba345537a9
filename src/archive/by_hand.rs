//! What the person says of an archive's pages, put into their labels: for the loader, and for whoever reads the files one
//! by one.

use super::folders::Folders;
use super::keys::IssueKey;
use super::label::PageLabel;
use super::library::PageContent;
use super::pdf::Wanted;
use super::reading::read_known_pages;
use super::rules::Rules;
use super::source::{Limits, PageFile};
use crate::anchor::{Fingerprint, NormalText};
use crate::citation::Citation;
use crate::correction::{Corrections, Description, Operation, Saying};
use crate::segmentation::{Article, Segmentation, Watch};
use std::collections::HashMap;

/// The label of a page and its issue, as the person says them. `names` are those that newspapers are to have.
pub(super) fn label_of(
    label: PageLabel,
    path: &str,
    archive: &str,
    (said, of_folder): (&Saying, &Description),
    names: &HashMap<String, String>,
) -> (PageLabel, IssueKey) {
    let mut label = label.described(&said.says.clone().or(of_folder));
    let mut issue = IssueKey::of(&label, path, archive);
    if let Some(name) = names.get(&issue.paper) {
        issue.paper.clone_from(name);
        label.paper = Some(name.clone());
    }
    (label, issue)
}

/// Sayings of the person about the pages of an archive.
#[derive(Default)]
pub struct ByHand {
    archive: String,
    corrections: Corrections,
    names: HashMap<String, String>,
    folders: Folders,
}

impl ByHand {
    /// Those about an archive of a name with these files. A folder is looked for among files that are called as those that
    /// it is known by.
    pub fn new(
        archive: &str,
        corrections: &Corrections,
        names: HashMap<String, String>,
        files: &[PageFile],
    ) -> ByHand {
        let said = corrections.folders();
        let kept = said.iter().filter_map(|correction| match &correction.operation {
            Operation::FolderIs { folder, .. } => Some(folder),
            _ => None,
        });
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let called: Vec<String> =
            kept.flat_map(|folder| &folder.pages).map(|page| name(&page.path)).collect();
        let sums = files
            .iter()
            .filter(|file| called.contains(&name(&file.path)))
            .flat_map(|file| sums_of(file).into_iter().map(|sums| (&*file.path, sums)));
        let folders = Folders::find(&Folders::default(), &said, archive, sums);
        ByHand { archive: archive.to_owned(), corrections: corrections.clone(), names, folders }
    }

    /// Puts the pages of a file right, of which this much is known as a whole; their labels and issues.
    pub fn put_right(
        &self,
        file: &PageFile,
        label: &PageLabel,
        pages: &mut [PageContent],
    ) -> Vec<(PageLabel, IssueKey)> {
        PageContent::correct(pages, &self.corrections, &file.path);
        let headers: Vec<&PageLabel> = pages.iter().map(|page| &page.header).collect();
        let of_folder = self.folders.describe(&file.path);
        let labels = label.of_pages(&headers).into_iter().zip(pages.iter());
        let described = |(label, page): (PageLabel, &PageContent)| {
            label_of(label, &file.path, &self.archive, (&page.described.page, &of_folder), &self.names)
        };
        labels.map(described).collect()
    }
}

impl PageContent {
    /// The title of an article of the page, as the person says it or else as it is printed; `None` where there is none.
    pub fn title(&self, article: &Article) -> Option<String> {
        let said = self.described.article(&self.page, article).and_then(Saying::title);
        said.map(str::to_owned).or_else(|| article.title())
    }

    /// The citation of an article of the page, which has this label and is at this path.
    pub fn citation(&self, label: &PageLabel, path: &str, article: &Article) -> Citation {
        label.cite(path, article, self.described.article(&self.page, article))
    }
}

/// The sums of a file's pages, of bytes and of text; none where it cannot be read.
fn sums_of(file: &PageFile) -> Vec<[Fingerprint; 2]> {
    let (limit, watch) = (Limits::default().bytes_of(&file.path), Watch::nobody());
    let not_taken_apart = |_: &_, _: &_| Some(Segmentation::default());
    let pages = read_known_pages(file, None, limit, &Rules::default(), &watch, Wanted::All, not_taken_apart);
    let sums = |page: &PageContent| [page.sha256.into(), NormalText::new(page.page.text()).fingerprint()];
    pages.unwrap_or_default().iter().map(sums).collect()
}
