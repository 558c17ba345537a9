//! Files of stretches that carry checksums: read where they are needed, believed only as they were written.
//!
//! ```text
//! stretch … stretch  directory  place of the directory
//! ```
//!
//! Such a file is never changed once it is written. It is read rather than mapped: a disk that fails, or a file that
//! somebody cuts, is an error and no more.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fs::File;
use std::io::{BufWriter, Error, ErrorKind, Result, Write};
use std::path::Path;

/// Length of what stands at the end of the file.
const TAIL: usize = 8 + 4 + 4;

/// The error of a file that is not as it was written.
pub fn damaged() -> Error {
    Error::from(ErrorKind::InvalidData)
}

/// A value out of its packed form.
pub fn unpack<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Result<T> {
    postcard::from_bytes(bytes).map_err(|_| damaged())
}

/// The packed form of a value.
pub fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(Error::other)
}

/// Place of a stretch, and the checksum of what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    pub offset: u64,
    pub length: u32,
    pub sum: u32,
}

impl Stretch {
    /// Reads it.
    pub fn read(self, file: &File) -> Result<Vec<u8>> {
        let mut bytes = vec![0; self.length as usize];
        self.read_into(file, &mut bytes)?;
        Ok(bytes)
    }

    /// Reads it into a buffer of its length.
    pub fn read_into(self, file: &File, bytes: &mut [u8]) -> Result<()> {
        read_at(file, self.offset, bytes)?;
        if crc32fast::hash(bytes) == self.sum { Ok(()) } else { Err(damaged()) }
    }
}

#[cfg(unix)]
pub fn read_at(file: &File, offset: u64, bytes: &mut [u8]) -> Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
pub fn read_at(file: &File, mut offset: u64, mut bytes: &mut [u8]) -> Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if read == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        (offset, bytes) = (offset + read as u64, &mut bytes[read..]);
    }
    Ok(())
}

/// The directory of a file.
pub fn directory<T: DeserializeOwned>(file: &File) -> Result<T> {
    let end = file.metadata()?.len();
    let place = end.checked_sub(TAIL as u64).ok_or_else(damaged)?;
    let mut tail = [0; TAIL];
    read_at(file, place, &mut tail)?;
    let number =
        |from: usize| u32::from_le_bytes([tail[from], tail[from + 1], tail[from + 2], tail[from + 3]]);
    let offset = u64::from(number(0)) | u64::from(number(4)) << 32;
    let stretch = Stretch { offset, length: number(8), sum: number(12) };
    if offset.checked_add(u64::from(stretch.length)) != Some(place) {
        return Err(damaged());
    }
    unpack(&stretch.read(file)?)
}

/// A file while it is written.
#[derive(Debug)]
pub struct Writer {
    file: BufWriter<File>,
    /// Bytes that were written.
    pub offset: u64,
}

impl Writer {
    pub fn create(path: &Path) -> Result<Writer> {
        Ok(Writer { file: BufWriter::with_capacity(1 << 18, File::create(path)?), offset: 0 })
    }

    /// Writes a stretch; says where it is.
    pub fn write(&mut self, bytes: &[u8]) -> Result<Stretch> {
        let length = u32::try_from(bytes.len()).map_err(Error::other)?;
        let stretch = Stretch { offset: self.offset, length, sum: crc32fast::hash(bytes) };
        self.file.write_all(bytes)?;
        self.offset += u64::from(length);
        Ok(stretch)
    }

    /// Writes the directory; the file is on the disk then.
    pub fn finish(mut self, directory: &impl Serialize) -> Result<()> {
        let Stretch { offset, length, sum } = self.write(&pack(directory)?)?;
        self.file.write_all(&offset.to_le_bytes())?;
        self.file.write_all(&length.to_le_bytes())?;
        self.file.write_all(&sum.to_le_bytes())?;
        self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()
    }
}
