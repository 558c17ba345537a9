//! SHA-256 of pages, texts and rows.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;

/// A SHA-256 sum; saved and printed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The sum of some bytes.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint(Sha256::digest(bytes).into())
    }

    /// The sum of several fields, each preceded by its length so that no two lists of fields run together.
    pub fn of_fields(fields: &[&[u8]]) -> Fingerprint {
        let mut hasher = Sha256::new();
        for field in fields {
            hasher.update((field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        Fingerprint(hasher.finalize().into())
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(hex: &str) -> Option<Fingerprint> {
        let mut bytes = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        for (byte, digits) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        Some(Fingerprint(bytes))
    }

    /// The first eight bytes: enough to tell the versions of one record apart.
    pub fn mark(self) -> u64 {
        self.0.iter().take(8).fold(0, |mark, &byte| mark << 8 | u64::from(byte))
    }

    /// The sum as it is kept in the store: 32 bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Fingerprint> {
        bytes.try_into().ok().map(Fingerprint)
    }

    /// A name made of the sum (UUID version 8): the same wherever the same thing is named.
    pub(crate) fn name(self) -> Uuid {
        let mut half = [0; 16];
        half.copy_from_slice(&self.0[..16]);
        uuid::Builder::from_custom_bytes(half).into_uuid()
    }

    /// The raw bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Adds or takes away one member of a set's sum: the order of members does not matter.
    pub fn toggle(&mut self, member: Fingerprint) {
        for (byte, other) in self.0.iter_mut().zip(member.0) {
            *byte ^= other;
        }
    }
}

impl From<[u8; 32]> for Fingerprint {
    /// A sum that was made elsewhere.
    fn from(sum: [u8; 32]) -> Fingerprint {
        Fingerprint(sum)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fingerprint, D::Error> {
        let hex = String::deserialize(deserializer)?;
        Fingerprint::parse(&hex).ok_or_else(|| D::Error::custom("not a SHA-256 sum"))
    }
}
