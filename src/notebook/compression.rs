//! Texts of pages, kept small inside JSON: zstd, then base64.

use super::StoreError;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt::Display;
use std::io::Read;

/// Level of the compression: small, and quick enough to be done while the window waits.
const LEVEL: i32 = 9;
/// Bytes a text may grow to when unpacked; a page of a newspaper has some ten thousand.
const LIMIT: u64 = 256 << 20;

pub(super) fn pack(text: &str) -> Result<String, StoreError> {
    Ok(STANDARD.encode(zstd::encode_all(text.as_bytes(), LEVEL)?))
}

/// Unpacks a record's body.
pub(super) fn unpack(body: &str) -> Result<String, StoreError> {
    let broken = |what: &dyn Display| StoreError::Damaged(format!("text of a page: {what}"));
    let packed: String = serde_json::from_str(body).map_err(|error| broken(&error))?;
    let bytes = STANDARD.decode(packed).map_err(|error| broken(&error))?;
    let mut text = String::new();
    let reader = zstd::Decoder::new(bytes.as_slice()).map_err(|error| broken(&error))?;
    reader.take(LIMIT).read_to_string(&mut text).map_err(|error| broken(&error))?;
    Ok(text)
}
