//! Makes the sample archive anew: the papers in `assets/sample` and their right answers in `tests/golden/sample`.

use jianbao::training::{load_articles, sample_files};
use std::{collections::BTreeSet, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (archive, golden) = (root.join("assets/sample"), root.join("tests/golden/sample"));
    let files = sample_files(&load_articles(&root.join("assets/articles"))?)?;
    // A paper's folder is made whole, so that no page of an earlier plan stays behind; other files are let be.
    let papers = files.iter().filter_map(|file| file.path.split('/').next()).collect::<BTreeSet<&str>>();
    for folder in papers.iter().map(|paper| archive.join(paper)).chain([golden.clone()]) {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
    }
    for file in files {
        let path = archive.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, &file.bytes)?;
        fs::write(golden.join(format!("{}.gold", file.page.name)), file.page.gold())?;
    }
    Ok(())
}
