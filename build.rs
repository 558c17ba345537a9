//! Gives the engine a fingerprint: what was found by another engine is not taken for this one's.

use std::path::Path;

/// What decides how a page is taken apart and what is kept of it.
const ENGINE: [&str; 5] = ["src/segmentation", "src/variants", "src/serial", "src/archive", "assets"];

/// Texts inside the assets that only tests and the sample archive read.
const TEXTS: [&str; 2] = ["assets/articles", "assets/sample"];

fn main() {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for path in ENGINE {
        println!("cargo::rerun-if-changed={path}");
        take(Path::new(path), &mut hash);
    }
    println!("cargo::rustc-env=JIANBAO_ENGINE={hash:016x}");
}

/// Takes the files of a folder into a hash (FNV-1a, 64 bits), in the order of their names.
fn take(path: &Path, hash: &mut u64) {
    if TEXTS.iter().any(|text| path == Path::new(text)) {
        return;
    }
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
