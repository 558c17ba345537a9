//! Gives the engine a fingerprint: what was found by another engine is not taken for this one's. Says, too, which
//! commit the program was built from.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// Sources that decide how a page is taken apart, and what is kept of it and of its text: the rooms of the archive and
/// of the search with all that they stand on, the libraries, the weights and the words.
pub const ENGINE: [&str; 13] = [
    "src/anchor",
    "src/archive",
    "src/citation",
    "src/correction",
    "src/file_error.rs",
    "src/han",
    "src/language.rs",
    "src/search",
    "src/segmentation",
    "src/serial",
    "Cargo.lock",
    "assets/weights.txt",
    "assets/lexicon",
];

fn main() {
    ENGINE.iter().for_each(|path| println!("cargo::rerun-if-changed={path}"));
    println!("cargo::rustc-env=JIANBAO_ENGINE={:016x}", engine(Path::new("")));
    println!("cargo::rustc-env=JIANBAO_BUILD={}", build());
}

/// The fingerprint of the engine whose sources are in a folder.
pub fn engine(root: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    ENGINE.iter().for_each(|path| take(root, Path::new(path), &mut hasher));
    hasher.finish()
}

/// The version with the commit: the one that `JIANBAO_COMMIT` names (for who builds from an archive of the sources),
/// else in release the checkout's. Other builds name none: each commit would compile the crate anew.
fn build() -> String {
    println!("cargo::rerun-if-env-changed=JIANBAO_COMMIT");
    let version = env!("CARGO_PKG_VERSION");
    let commit = std::env::var("JIANBAO_COMMIT").ok().or_else(|| {
        if std::env::var("PROFILE").is_ok_and(|profile| profile != "release") {
            return None;
        }
        for file in ["HEAD", "index"] {
            let path = git(&["rev-parse", "--git-path", file])?;
            println!("cargo::rerun-if-changed={path}");
        }
        // A checkout around an unpacked crate is not this program's.
        git(&["ls-files", "--error-unmatch", "build.rs"])?;
        git(&["describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"])
    });
    commit.map_or_else(|| version.to_owned(), |commit| format!("{version} ({commit})"))
}

/// Answer of git; nothing where there is no git or no checkout.
fn git(args: &[&str]) -> Option<String> {
    let output = std::process::Command::new("git").args(args).output().ok()?;
    let answer = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !answer.trim().is_empty()).then(|| answer.trim().to_owned())
}

/// Takes the files of a folder into a hash, in the order of their names.
fn take(root: &Path, path: &Path, hasher: &mut impl Hasher) {
    if let Ok(entries) = std::fs::read_dir(root.join(path)) {
        let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        names.sort();
        names.iter().for_each(|name| take(root, &path.join(name), hasher));
    } else if let Ok(bytes) = std::fs::read(root.join(path)) {
        (path, bytes).hash(hasher);
    }
}
