//! The page of a note as it was when the note was made, for one that has no place in the archive any more.

use super::action::Overlay;
use super::language::Phrase;
use super::state::{NoticeKind, State};
use crate::notebook::{Annotation, PageRef};
use std::ops::Range;
use uuid::Uuid;

/// The text of a page out of the notebook.
pub struct KeptPage {
    /// The note.
    pub note: Uuid,
    /// Why it is shown instead of the page itself.
    pub why: Phrase,
    /// Where the page was.
    pub page: PageRef,
    /// Its lines.
    pub lines: Vec<String>,
    /// The lines with the note's words, from 0, in order.
    pub marked: Vec<usize>,
}

/// Shows the page that a note was made on, or says why the note cannot be gone to where no text was kept of it, as
/// with notes that were imported.
pub fn show(state: &mut State, id: Uuid, why: Phrase) {
    let note = state.notes.book.as_ref().and_then(|book| book.get(id));
    let kept = note.and_then(|note| {
        let text = state.notes.book.as_ref()?.page_text(note.target.page.text).ok()??;
        Some(KeptPage::new(note, &text, why))
    });
    match kept {
        Some(page) => {
            state.notes.kept = Some(page);
            state.overlay = Some(Overlay::Kept);
        }
        None => state.tell(NoticeKind::Warning, state.t(why)),
    }
}

impl KeptPage {
    fn new(note: &Annotation, text: &str, why: Phrase) -> KeptPage {
        let spans: Vec<Range<usize>> = note
            .target
            .selectors
            .iter()
            .map(|selector| selector.position.start_byte as usize..selector.position.end_byte as usize)
            .collect();
        let (mut lines, mut marked, mut start) = (Vec::new(), Vec::new(), 0);
        for line in text.split_inclusive('\n') {
            let end = start + line.len();
            if spans.iter().any(|span| span.start < end && start < span.end) {
                marked.push(lines.len());
            }
            lines.push(line.trim_end().to_owned());
            start = end;
        }
        KeptPage { note: note.id, why, page: note.target.page.clone(), lines, marked }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::action::{Action, Along, Overlay};
    use crate::app::testing::Bench;
    use crate::app::{files, language as words, writing};

    #[test]
    fn a_note_whose_page_is_gone_leads_to_the_page_as_it_was() {
        let mut bench = Bench::two_papers();
        let open = bench.state.reader.open.as_ref().unwrap();
        let (title, text) = (open.article().display_title(), open.page().text().to_owned());
        let path = open.entry.file.path.to_string();
        bench.act(Action::ToggleBookmark);
        let id = bench.state.notes.listed[0];
        // What is open stays open.
        bench.act(Action::StepPage(Along::Next));
        std::fs::remove_file(bench.state.archive.path.clone().unwrap().join(path)).unwrap();
        bench.act(Action::Rescan);
        while bench.state.archive.progress.is_some() || bench.state.marks.is_working() {
            files::poll(&mut bench.state);
            writing::poll(&mut bench.state);
        }
        bench.act(Action::ShowAnnotation(id));
        let kept = bench.state.notes.kept.as_ref().unwrap();
        assert_eq!(bench.state.overlay, Some(Overlay::Kept));
        assert_eq!((kept.note, kept.why), (id, words::NOT_IN_ARCHIVE));
        assert_eq!(kept.lines.join("\n").trim_end(), text.trim_end());
        assert!(kept.marked.iter().any(|&line| kept.lines[line].contains(&title)), "{:?}", kept.marked);
    }
}
