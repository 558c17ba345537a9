//! A second launch hands its folder to the first, through a file in the notebook's folder: works on every platform and
//! opens no socket.

use super::StoreError;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Time that a second launch waits for the first one to take the folder.
const PATIENCE: Duration = Duration::from_secs(3);
/// Bytes of a request; a path is shorter.
const LIMIT: u64 = 64 << 10;

/// Request of a second launch to the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// To come to the front.
    Show,
    /// To open an archive.
    Open(PathBuf),
    /// To show an annotation.
    Annotation(Uuid),
}

/// Asks the window that has the notebook in `dir` open for something, and waits until it took the request. To be called
/// when [`super::Notebook::open`] said [`StoreError::InUse`]; the same error says that nobody took it.
pub fn hand_over(dir: &Path, request: &Request) -> Result<(), StoreError> {
    let inbox = dir.join("inbox");
    fs::create_dir_all(&inbox)?;
    let name = Uuid::now_v7().to_string();
    let (draft, finished) = (inbox.join(&name), inbox.join(format!("{name}.json")));
    // A path relative to this process means nothing to the other one.
    let request = match request {
        Request::Open(folder) => &Request::Open(std::path::absolute(folder)?),
        other => other,
    };
    fs::write(&draft, serde_json::to_vec(request).map_err(|error| StoreError::Invalid(error.to_string()))?)?;
    fs::rename(&draft, &finished)?;
    let asked = Instant::now();
    while finished.exists() {
        if asked.elapsed() > PATIENCE {
            let _ = fs::remove_file(&finished);
            return Err(StoreError::InUse);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// Takes what was handed over.
pub(super) fn take(dir: &Path) -> Vec<Request> {
    let mut requests = Vec::new();
    for entry in fs::read_dir(dir.join("inbox")).into_iter().flatten().flatten() {
        let path = entry.path();
        // A regular file only: a pipe put there would hold the reader up.
        let regular = fs::symlink_metadata(&path).is_ok_and(|file| file.is_file() && file.len() <= LIMIT);
        if !regular || path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let request = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if fs::remove_file(&path).is_ok() {
            requests.extend(request);
        }
    }
    requests
}
