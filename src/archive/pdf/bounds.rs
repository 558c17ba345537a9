//! What a PDF file would take in memory, before anything of it is unpacked.

use flate2::{Decompress, FlushDecompress, Status};

/// How much larger deflated bytes can become.
const RATIO: usize = 1032;
/// Bytes that a stream of a file may have when it is unpacked.
pub(super) const LARGEST: usize = 256 << 20;
/// Bytes unpacked at a time.
const STEP: usize = 1 << 16;

/// Whether a stream of a file unpacks to more than is read. Streams that are too short for that are not looked at.
pub(super) fn is_bloated(file: &[u8]) -> bool {
    let mut from = 0;
    for end in memchr::memmem::find_iter(file, b"endstream") {
        let begin = memchr::memmem::rfind(&file[from..end], b"stream").map_or(from, |at| from + at + 6);
        let stream = file[begin..end].trim_ascii_start();
        if stream.len() > LARGEST / RATIO && unpacks_to_more(stream) || is_packed_again(stream) {
            return true;
        }
        from = end + b"endstream".len();
    }
    false
}

fn unpacks_to_more(stream: &[u8]) -> bool {
    let mut unpacking = Decompress::new(true);
    let mut out = vec![0; STEP];
    while (unpacking.total_out() as usize) <= LARGEST {
        let (read, before) = (unpacking.total_in() as usize, unpacking.total_out());
        match unpacking.decompress(&stream[read..], &mut out, FlushDecompress::None) {
            Ok(Status::Ok) if unpacking.total_out() > before || unpacking.total_in() as usize > read => {}
            _ => return false,
        }
    }
    true
}

/// Whether a stream is packed twice: no program writes such, and two small steps make a large one.
fn is_packed_again(stream: &[u8]) -> bool {
    /// Streams that are shorter even so come to little.
    const SHORTEST: usize = 32;
    let is_packed = |bytes: &[u8]| matches!(bytes, [first, second, ..] if first & 0xf == 8 && (usize::from(*first) * 256 + usize::from(*second)) % 31 == 0);
    if stream.len() < SHORTEST || !is_packed(stream) {
        return false;
    }
    let (mut unpacking, mut out) = (Decompress::new(true), [0; 1024]);
    let done = unpacking.decompress(stream, &mut out, FlushDecompress::None).is_ok();
    let first = &out[..(unpacking.total_out() as usize).min(out.len())];
    let mut again = Decompress::new(true);
    done && is_packed(first)
        && again.decompress(first, &mut [0; 1 << 15], FlushDecompress::None).is_ok()
        && again.total_out() > 4 * again.total_in()
}
