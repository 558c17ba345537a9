//! Notebooks under bad luck: killed processes, power cuts, full disks, damage, two windows, hostile files, merges.
//!
//! The short runs are part of `cargo test`; the long ones are `cargo test --test notebook -- --ignored`.

mod collections;
mod exchange;
mod faults;
mod losses;
mod model;
mod power;
mod support;
