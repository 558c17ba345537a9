//! A step one way or the other.

/// One step one way or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Back, up, smaller.
    Previous,
    /// On, down, larger.
    Next,
}
