//! Sets pages and writes them with their right answers: `typeset ARTICLES OUT COUNT SEED`.
//!
//! Makes OUT/pages/*.txt and OUT/gold/*.gold out of the article sources in the folder ARTICLES.

use jianbao::training::{labelled_pages, load_articles};
use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [articles, out, count, seed] = arguments.as_slice() else {
        return Err("usage: typeset ARTICLES OUT COUNT SEED".into());
    };
    let articles = load_articles(Path::new(articles))?;
    let (pages, gold) = (Path::new(out).join("pages"), Path::new(out).join("gold"));
    fs::create_dir_all(&pages)?;
    fs::create_dir_all(&gold)?;
    for page in labelled_pages(&articles, seed.parse()?, count.parse()?) {
        fs::write(pages.join(format!("{}.txt", page.name)), page.page.text())?;
        fs::write(gold.join(format!("{}.gold", page.name)), page.gold())?;
    }
    Ok(())
}
