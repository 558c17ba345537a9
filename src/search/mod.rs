//! Titles and full text.
