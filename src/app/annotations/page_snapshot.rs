//! Snapshot of a note's page as it was when the note was made, for a note that has no place in the archive any more.

use crate::anchor::PageRef;
use crate::app::context::Context;
use crate::app::effect::{Effect, Effects};
use crate::app::panels::Overlay;
use crate::app::store::Store;
use crate::app::strings::Phrase;
use crate::notebook::Annotation;
use std::ops::Range;
use uuid::Uuid;

/// The text of a page out of the notebook.
pub struct PageSnapshot {
    /// The note.
    pub note: Uuid,
    /// Reason why it is shown instead of the page itself.
    pub why: Phrase,
    /// Reference to the page as it was.
    pub page: PageRef,
    /// Its lines.
    pub lines: Vec<String>,
    /// The lines with the note's words, from 0, in order.
    pub marked: Vec<usize>,
}

impl PageSnapshot {
    /// Has the page shown that a note was made on, or says why the note cannot be gone to where no text was kept of it,
    /// as with notes that were imported.
    pub fn show(
        id: Uuid,
        why: Phrase,
        cx: &Context,
        store: &Store,
        effects: &mut Effects,
    ) -> Option<PageSnapshot> {
        let book = store.book.as_ref();
        let snapshot = book.and_then(|book| {
            let note = book.get(id)?;
            let text = book.page_text(note.target.page.text).ok()??;
            Some(PageSnapshot::new(note, &text, why))
        });
        match &snapshot {
            Some(_) => effects.push(Effect::ShowOverlay(Overlay::PageSnapshot)),
            None => effects.warn(cx.t(why)),
        }
        snapshot
    }

    fn new(note: &Annotation, text: &str, why: Phrase) -> PageSnapshot {
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
        PageSnapshot { note: note.id, why, page: note.target.page.clone(), lines, marked }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::direction::Direction;
    use crate::app::panels::Overlay;
    use crate::app::testing::Bench;
    use crate::app::{annotations, navigation, open_archive, strings};

    #[test]
    fn a_note_whose_page_is_gone_leads_to_the_page_as_it_was() {
        let mut bench = Bench::two_papers();
        let open = bench.state.reader.open.as_ref().unwrap();
        let (title, text) = (open.article().display_title(), open.page().text().to_owned());
        let path = open.entry.file.path.to_string();
        bench.act(annotations::Action::ToggleBookmark);
        let id = bench.state.notes.listed[0];
        // What is open stays open.
        bench.act(navigation::Action::StepPage(Direction::Next));
        std::fs::remove_file(bench.state.archive.path.clone().unwrap().join(path)).unwrap();
        bench.act(open_archive::Action::Rescan);
        while bench.state.archive.progress.is_some() || bench.state.marks.is_working() {
            bench.frame();
            bench.frame();
        }
        bench.act(annotations::Action::Show(id));
        let kept = bench.state.notes.snapshot.as_ref().unwrap();
        assert_eq!(bench.state.layout.overlay, Some(Overlay::PageSnapshot));
        assert_eq!((kept.note, kept.why), (id, strings::NOT_IN_ARCHIVE));
        assert_eq!(kept.lines.join("\n").trim_end(), text.trim_end());
        assert!(kept.marked.iter().any(|&line| kept.lines[line].contains(&title)), "{:?}", kept.marked);
    }
}
