//! Makes the sample archive anew: `assets/sample` and its right answers in `tests/golden/sample`.

use jianbao::training::{load_articles, sample_files};
use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (archive, golden) = (root.join("assets/sample"), root.join("tests/golden/sample"));
    for folder in [&archive, &golden] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    for file in sample_files(&load_articles(&root.join("assets/articles"))?)? {
        let path = archive.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, &file.bytes)?;
        fs::write(golden.join(format!("{}.gold", file.page.name)), file.page.gold())?;
    }
    Ok(())
}
