//! Jianbao 剪报: a reader for archives of Chinese newspaper pages.
//!
//! # One pass through the program
//!
//! ```text
//! bytes ─decode→ Page ─measure→ lines ─label→ blocks ─assign→ articles ─reflow→ paragraphs
//!                                                                            │
//! folder ─scan→ page files ─worker→ segmentation ─→ cache ─→ Library ─→ views
//!                                                                            │
//! views ─Action→ update ─→ rooms of the window ─Effect→ update        notebook, window system
//!                  ↑──────────────── Event ──────────────── threads ←──────┘
//! ```
//!
//! # Rooms
//!
//! Each room stands on rooms that are named before it; `tests/tidy.rs` has the table of who may import whom. Rooms
//! marked pure take values and give values: no window, no file, no clock, no chance.
//!
//! - [`language`]: the languages that the program speaks. Pure.
//! - [`file_error`]: what the system says of files, in words.
//! - [`han`]: the script and its words: numerals, surnames, marks, Simplified and Traditional forms, words. Pure.
//! - [`typography`]: Chinese typesetting: line breaks and the places of glyphs. Pure.
//! - [`dictionary`]: the meanings of words.
//! - [`documents`]: the manual and the licences, inside the program.
//! - [`segmentation`]: a page of text taken apart into its articles. Pure, and it cannot fail.
//! - [`serial`]: instalments linked across pages and issues. Pure.
//! - [`citation`]: where an article was printed and who wrote it, as references say it. Pure.
//! - [`anchor`]: what finds a place in a text again. Pure.
//! - [`correction`]: what a person puts right in a segmentation, done again on each new one. Pure.
//! - [`notebook`]: the person's own data: bookmarks, highlights, notes, corrections.
//! - [`archive`]: a folder of pages: scanning, encodings, PDF files, dates and 版次 out of paths, the library.
//! - [`search`]: titles by fuzzy match, pinyin, Simplified or Traditional; full text.
//! - [`export`]: articles and annotations in open formats.
//! - [`facsimile`]: pages as they were printed, and articles cut out of them.
//! - `evaluation`: labelled pages, and how well a segmentation fits them (feature `training`, and tests).
//! - `training`: the typesetter and the trainer of the engine's weights (feature `training`, and tests).
//! - `app`: the window (feature `window`).
//! - [`cli`]: the commands that need no display.
//!
//! # Invariants
//!
//! - The archive folder is never written to; there is no network.
//! - Source text is immutable and everything later points into it by span.
//! - Every non-blank line of a page lands in exactly one block of one article, or in the furniture.
//! - The person's data never points at an article's number: it points at a page, a quote and a place.
//!
//! # Glossary
//!
//! issue 期 · page 版 · article 稿 · kicker 引题 · title 主题 · subtitle 副题 · subhead 小标题 · byline 署名 ·
//! dateline 电头 · body 正文 · caption 图说 · credit 摄影 · jump line 转接行 · serial 连载 · brief 简讯 ·
//! furniture 版面附件 · column heading 栏题 · reflow 重排 · column measure 栏宽

pub mod anchor;
pub mod archive;
pub mod citation;
pub mod cli;
pub mod correction;
pub mod dictionary;
pub mod documents;
pub mod export;
pub mod facsimile;
pub mod file_error;
mod fonts;
pub mod han;
pub mod language;
pub mod notebook;
pub mod search;
pub mod segmentation;
pub mod serial;
pub mod typography;

#[cfg(feature = "window")]
pub mod app;
#[cfg(any(feature = "training", test))]
pub mod evaluation;
#[cfg(any(feature = "training", test))]
pub mod training;
