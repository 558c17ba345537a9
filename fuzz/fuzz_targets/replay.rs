//! Whatever stands in a file of the log, reading it ends, and what is whole can be put on the shelf.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    jianbao::notebook::fuzzing::replay(data);
});
