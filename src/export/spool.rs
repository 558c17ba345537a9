//! Bytes that wait until others are written before them: in memory while they are few, then in a file without a name.

use std::fs::File;
use std::io::{Result, Seek, Write};
use uuid::Uuid;
use zstd::{Decoder, Encoder};

/// The bytes so far.
#[derive(Default)]
pub struct Spool {
    file: Option<Encoder<'static, File>>,
    /// Those behind the file's.
    recent: Vec<u8>,
}

impl Spool {
    /// Takes the next bytes in.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        /// Bytes in memory at most, beside those of one call.
        const FEW: usize = if cfg!(test) { 1 << 10 } else { 1 << 20 };
        /// The fastest: what is written is read again at once.
        const LEVEL: i32 = 1;
        self.recent.extend(bytes);
        if self.recent.len() > FEW {
            let file = match &mut self.file {
                Some(file) => file,
                none => none.insert(Encoder::new(nameless_file()?, LEVEL)?),
            };
            file.write_all(&self.recent)?;
            self.recent.clear();
        }
        Ok(())
    }

    /// Writes them.
    pub fn write_to(self, out: &mut dyn Write) -> Result<()> {
        if let Some(file) = self.file {
            let mut file = file.finish()?;
            file.rewind()?;
            std::io::copy(&mut Decoder::new(file)?, out)?;
        }
        out.write_all(&self.recent)
    }
}

/// A temporary file that is gone when it is closed, however the program ends.
fn nameless_file() -> Result<File> {
    let path = std::env::temp_dir().join(format!("jianbao-{}", Uuid::now_v7()));
    let mut options = File::options();
    options.read(true).write(true).create_new(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        // FILE_FLAG_DELETE_ON_CLOSE
        options.custom_flags(0x0400_0000);
    }
    let file = options.open(&path)?;
    #[cfg(unix)]
    std::fs::remove_file(&path)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_bytes_come_out_as_few_do() {
        for count in [0, 1, 3000] {
            let (mut spool, mut out) = (Spool::default(), Vec::new());
            let lines: Vec<String> = (0..count).map(|number| format!("第{number}篇\n")).collect();
            lines.iter().for_each(|line| spool.push(line.as_bytes()).unwrap());
            assert!(spool.recent.len() <= 1 << 10);
            spool.write_to(&mut out).unwrap();
            assert_eq!(String::from_utf8(out), Ok(lines.concat()));
        }
    }
}
