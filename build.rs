//! Gives the engine a fingerprint: what was found by another engine is not taken for this one's. Says, too, which
//! commit the program was built from.

use std::path::Path;

/// What decides how a page is taken apart and what is kept of it.
const ENGINE: [&str; 6] =
    ["src/segmentation", "src/han", "src/serial", "src/archive", "assets/weights.txt", "assets/lexicon"];

fn main() {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for path in ENGINE {
        println!("cargo::rerun-if-changed={path}");
        take(Path::new(path), &mut hash);
    }
    println!("cargo::rustc-env=JIANBAO_ENGINE={hash:016x}");
    println!("cargo::rustc-env=JIANBAO_BUILD={}", build());
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

/// What git answers; nothing where there is no git or no checkout.
fn git(args: &[&str]) -> Option<String> {
    let output = std::process::Command::new("git").args(args).output().ok()?;
    let answer = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !answer.trim().is_empty()).then(|| answer.trim().to_owned())
}

/// Takes the files of a folder into a hash (FNV-1a, 64 bits), in the order of their names.
fn take(path: &Path, hash: &mut u64) {
    if let Ok(entries) = std::fs::read_dir(path) {
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().for_each(|path| take(path, hash));
    } else if let Ok(bytes) = std::fs::read(path) {
        for byte in path.to_string_lossy().bytes().chain(bytes) {
            *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
