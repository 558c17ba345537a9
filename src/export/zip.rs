//! A ZIP archive written front to back: the container of EPUB.
//!
//! Local headers, data, a central directory (PKWARE APPNOTE 6.3.3), without encryption, without the 64-bit
//! extensions: up to 65,535 files and 4 GiB, beyond which writing fails.

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::{self, Write};

/// 1980-01-01 00:00, the first moment a ZIP archive knows: the same articles make the same bytes.
const TIME: [u8; 4] = [0, 0, 0x21, 0];
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// Writes files one after another; [`Zip::finish`] ends the archive.
pub struct Zip<'a> {
    out: &'a mut dyn Write,
    at: u32,
    directory: Vec<u8>,
    files: u16,
}

impl<'a> Zip<'a> {
    /// Begins an archive.
    pub fn new(out: &'a mut dyn Write) -> Zip<'a> {
        Zip { out, at: 0, directory: Vec::new(), files: 0 }
    }

    /// Adds a file, compressed or as it is.
    pub fn add(&mut self, name: &str, data: &[u8], compress: bool) -> io::Result<()> {
        let mut crc = Crc::new();
        crc.update(data);
        let packed = if compress {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(data)?;
            encoder.finish()?
        } else {
            data.to_vec()
        };
        let method: u16 = if compress { 8 } else { 0 };
        // The part that the local header and the directory share.
        let mut shared = Vec::new();
        for half in [20, FLAGS, method] {
            shared.extend(half.to_le_bytes());
        }
        shared.extend(TIME);
        for word in [crc.sum(), size(packed.len())?, size(data.len())?] {
            shared.extend(word.to_le_bytes());
        }
        shared.extend(u16::try_from(name.len()).map_err(too_large)?.to_le_bytes());
        shared.extend([0, 0]);

        self.directory.extend(b"PK\x01\x02\x14\0");
        self.directory.extend(&shared);
        self.directory.extend([0; 10]);
        self.directory.extend(self.at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.files = self.files.checked_add(1).ok_or_else(|| too_large(()))?;

        for bytes in [&b"PK\x03\x04"[..], &shared, name.as_bytes(), &packed] {
            self.out.write_all(bytes)?;
            self.at = self.at.checked_add(size(bytes.len())?).ok_or_else(|| too_large(()))?;
        }
        Ok(())
    }

    /// Writes the directory.
    pub fn finish(self) -> io::Result<()> {
        self.out.write_all(&self.directory)?;
        self.out.write_all(b"PK\x05\x06\0\0\0\0")?;
        for _ in 0..2 {
            self.out.write_all(&self.files.to_le_bytes())?;
        }
        self.out.write_all(&size(self.directory.len())?.to_le_bytes())?;
        self.out.write_all(&self.at.to_le_bytes())?;
        self.out.write_all(&[0, 0])
    }
}

fn size(bytes: usize) -> io::Result<u32> {
    u32::try_from(bytes).map_err(too_large)
}

fn too_large<E>(_: E) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "the book is too large for one file: export fewer articles")
}
