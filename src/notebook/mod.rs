//! The person's own data: bookmarks, highlights, notes, tags, collections, corrections, reading positions, settings.
//!
//! # Promises
//!
//! 1. "Saved" is said only after a synced commit ([`Pending`]).
//! 2. Only the person deletes; what was deleted can be had back.
//! 3. The archive folder is never written to.
//! 4. No highlight moves silently: [`AnchorState`](crate::anchor::AnchorState) says exact, re-placed, please check, not found or page gone.
//! 5. A store that cannot be read, or is newer than the program, is never overwritten. One that is damaged, empty, behind
//!    its copies or another notebook's is kept as it was found, and a new one made of everything whole in all copies.
//! 6. Restore and import merge.
//! 7. Everything exports to open formats.
//! 8. Nothing is lost in silence: a [`Notice`] says what was found wrong, what there is now, and how much of what was known
//!    to be saved may be missing. Files that go away while the notebook is open are noticed before the next change is
//!    called saved, and everything is written again.
//!
//! # How it hangs together
//!
//! ```text
//! window ─→ Notebook (everything in memory, answers at once)
//!              │ records                       ↑ acknowledgements
//!              └──→ writer thread ─→ log (lines of JSON), then store (SQLite); now and then a snapshot
//! ```
//!
//! Whatever is kept is a `Record`: kind, key, revision, JSON body, checksum. Each write comes to a `Point`: whose notebook,
//! how many writes, a mark of them all. Store, log, snapshots and lock carry it, so that each tells of the others whether
//! they are behind.

mod annotation_index;
mod book;
mod collection;
mod collections;
mod compression;
mod copier;
mod data_dir;
mod error;
mod exchange;
mod filter;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod history;
mod lock;
mod log;
mod memory_index;
mod merge;
mod model;
mod network;
mod notice;
mod opening;
mod place;
mod point;
mod record;
mod recovery;
mod single_instance;
mod snapshot;
mod store;
mod transaction;
mod writer;

pub use book::{Notebook, setting_of};
pub use collection::{Collection, Membership, ranks_after};
pub use copier::Copier;
pub use data_dir::data_dir;
pub use error::StoreError;
pub use filter::Filter;
pub use history::{Deed, DeedKind};
pub use lock::is_open_elsewhere;
pub use merge::{Incoming, Preview};
pub use model::{Annotation, Body, COLORS, Motivation, Reading, RecentArchive, locate};
pub use notice::{Fault, Notice};
pub use single_instance::{Request, hand_over};
pub use snapshot::{Snapshot, list as snapshots};
pub use transaction::Step;
pub use writer::{Pending, Saved, Status};
