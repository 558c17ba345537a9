//! The article that is open: its page, its text as the reading pane wants it, and the way between the two.

use super::display_script::Shown;
use crate::anchor::{ArticleHint, ArticleKey, PageRef};
use crate::app::reading::{Document, TextPosition, TextRange};
use crate::archive::{ArticleId, Library, PageContent, PageEntry};
use crate::han::variants::Script;
use crate::segmentation::{Article, Block, ByteSpan, LineNo, Page, Role, explain};
use crate::serial::jump_page;
use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// From this confidence on, an article is not marked as doubtful.
pub const SURE: f32 = 0.6;

/// Confidence in percent, as it is told everywhere: what is short of a whole one is not told as one, so that nothing
/// doubtful is called as sure as [`SURE`].
pub fn percent(confidence: f32) -> u8 {
    // 0.57 is a little less than that.
    (confidence * 100.0 + 0.0001).clamp(0.0, 100.0) as u8
}

/// The article that is open.
pub struct OpenArticle {
    /// Its id.
    pub id: ArticleId,
    /// A number of its own for each opening, so that views notice.
    pub serial: u64,
    /// The library's entry of its page.
    pub entry: Arc<PageEntry>,
    /// The page.
    pub content: Arc<PageContent>,
    /// The article as printed.
    pub document: Document,
    /// The article as the reading pane shows it.
    pub shown: Shown,
    /// The page as the notebook knows it.
    pub at: PageRef,
    /// The article as the notebook knows it.
    pub key: ArticleKey,
    explained: OnceCell<Vec<Block>>,
    explaining: OnceCell<Receiver<Vec<Block>>>,
}

impl OpenArticle {
    /// Reads an article of the library.
    ///
    /// # Errors
    /// When the page can no longer be read, or no longer has such an article.
    pub fn read(
        library: &Library,
        id: ArticleId,
        serial: u64,
        script: Script,
    ) -> Result<OpenArticle, crate::archive::PageError> {
        let gone = crate::archive::PageError::Gone;
        let entry = library.page(id.page).ok_or(gone.clone())?.clone();
        let content = library.content(id.page)?;
        let article = content.segmentation.articles.get(id.index as usize).ok_or(gone)?;
        let document = Document::from_article(article);
        let at = page_ref(&entry, &content);
        let key = ArticleKey::new(&at, &content.page, article);
        let shown = Shown::new(&document, script);
        let (explained, explaining) = (OnceCell::new(), OnceCell::new());
        Ok(OpenArticle { id, serial, document, shown, at, key, entry, content, explained, explaining })
    }

    /// Takes over what the library says of the page now, where its text is as it was: the newspaper, the day and the number
    /// are of the folder too.
    pub fn follow(&mut self, library: &Library) {
        let now = library.page(self.id.page).filter(|now| now.version() == self.content.version());
        if let Some(now) = now.filter(|now| !Arc::ptr_eq(now, &self.entry)) {
            self.entry = now.clone();
            self.at = page_ref(now, &self.content);
            self.key = ArticleKey::new(&self.at, &self.content.page, self.article());
        }
    }

    /// Heading of the article for lists and citations.
    pub fn hint(&self) -> ArticleHint {
        self.entry.hint(self.article())
    }

    /// The title of the article, as the person says it or else as it is printed; without one its first words.
    pub fn title(&self) -> String {
        let article = self.article();
        self.content.title(article).unwrap_or_else(|| article.display_title())
    }

    /// Shows the article in a script.
    pub fn show_in(&mut self, script: Script) {
        if self.shown.script != script {
            self.shown = Shown::new(&self.document, script);
        }
    }

    /// The article.
    pub fn article(&self) -> &Article {
        &self.content.segmentation.articles[self.id.index as usize]
    }

    /// The article's blocks with their evidence, which is looked for when it is first asked for: that takes the page
    /// apart a second time, so it is done on a thread of its own. `None` until it is there; then `wake` is called.
    pub fn explained(&self, wake: impl FnOnce() + Send + 'static) -> Option<&[Block]> {
        /// Most pages take less than this part of a frame, and nothing flickers.
        const AT_ONCE: Duration = Duration::from_millis(8);
        if let Some(blocks) = self.explained.get() {
            return Some(blocks);
        }
        let answer = match self.explaining.get() {
            Some(explaining) => explaining.try_recv().ok(),
            None => self.explaining.get_or_init(|| self.explain(wake)).recv_timeout(AT_ONCE).ok(),
        };
        answer.map(|blocks| &**self.explained.get_or_init(|| blocks))
    }

    fn explain(&self, wake: impl FnOnce() + Send + 'static) -> Receiver<Vec<Block>> {
        let (content, index) = (self.content.clone(), self.id.index as usize);
        let (answer, answers) = channel();
        std::thread::spawn(move || {
            let mut segmentation = content.segmentation.clone();
            explain(&content.page, &content.hints, &mut segmentation);
            // Another article may be open by now; then nobody wants the answer.
            let _ = answer.send(segmentation.articles.swap_remove(index).blocks);
            wake();
        });
        answers
    }

    /// The page.
    pub fn page(&self) -> &Page {
        &self.content.page
    }

    /// The places of the page that a range of the article shows, in reading order.
    pub fn to_source(&self, range: TextRange) -> Vec<ByteSpan> {
        let paragraphs = self.document.paragraphs.iter().enumerate();
        paragraphs
            .filter_map(|(index, paragraph)| {
                let bytes = range.within(index, paragraph.text.len())?;
                Some(self.article().blocks.get(paragraph.block)?.text.to_source(bytes))
            })
            .flatten()
            .collect()
    }

    /// The ranges of the article that show a span of the page, one for each paragraph at most.
    pub fn from_source(&self, span: ByteSpan) -> Vec<TextRange> {
        let mut ranges = Vec::new();
        for (index, paragraph) in self.document.paragraphs.iter().enumerate() {
            let Some(block) = self.article().blocks.get(paragraph.block) else { continue };
            let parts = block.text.from_source(span);
            let (Some(first), Some(last)) =
                (parts.iter().map(|part| part.start).min(), parts.iter().map(|part| part.end).max())
            else {
                continue;
            };
            ranges.push(TextRange {
                start: TextPosition::new(index, first),
                end: TextPosition::new(index, last),
            });
        }
        ranges
    }

    /// Place where the article shows a byte of the page.
    pub fn position_of(&self, byte: u32) -> Option<TextPosition> {
        let span = ByteSpan { start: byte, end: byte + 1 };
        self.from_source(span).first().map(|range| range.start)
    }

    /// The lines of the page that a range of the article shows.
    pub fn lines(&self, range: TextRange) -> Vec<LineNo> {
        let mut lines: Vec<LineNo> = Vec::new();
        for span in self.to_source(range) {
            let (first, last) =
                (self.page().line_at(span.start), self.page().line_at(span.end.saturating_sub(1)));
            lines.extend((first.0..=last.0).map(LineNo));
        }
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// The block of this article that a line belongs to.
    pub fn block_of(&self, line: LineNo) -> Option<usize> {
        self.article().blocks.iter().position(|block| block.lines.contains(&line))
    }

    /// A block as a range of the article.
    pub fn block_range(&self, block: usize) -> Option<TextRange> {
        let index = self.document.paragraphs.iter().position(|paragraph| paragraph.block == block)?;
        let end = self.document.paragraphs[index].text.len();
        Some(TextRange { start: TextPosition::new(index, 0), end: TextPosition::new(index, end) })
    }

    /// The subheads, each with its range.
    pub fn subheads(&self) -> impl Iterator<Item = TextRange> {
        let paragraphs = self.document.paragraphs.iter().enumerate();
        paragraphs.filter(|(_, paragraph)| paragraph.role == Role::Subhead).map(|(index, paragraph)| {
            TextRange {
                start: TextPosition::new(index, 0),
                end: TextPosition::new(index, paragraph.text.len()),
            }
        })
    }

    /// Characters to read, and the minutes that takes.
    pub fn length(&self) -> (usize, usize) {
        /// Characters that an adult reads in a minute of a newspaper.
        const A_MINUTE: usize = 400;
        let blocks = self.article().blocks.iter();
        let characters = blocks.map(|block| block.text.as_str().chars().count()).sum();
        (characters, (characters + A_MINUTE / 2).div_euclid(A_MINUTE).max(1))
    }

    /// The whole article as a range.
    pub fn whole(&self) -> TextRange {
        TextRange { start: TextPosition::default(), end: self.document.end() }
    }

    /// Jump lines of the article: the range of each, and the page where the text goes on.
    pub fn jumps(&self) -> Vec<(TextRange, u16)> {
        let blocks = self.article().blocks.iter().enumerate().filter(|(_, block)| block.role == Role::Jump);
        blocks
            .filter_map(|(index, block)| Some((self.block_range(index)?, jump_page(block.text.as_str())?)))
            .collect()
    }
}

/// A page as the notebook knows it.
pub fn page_ref(entry: &PageEntry, content: &PageContent) -> PageRef {
    PageRef {
        bytes: content.sha256.into(),
        text: entry.summary.text,
        path: entry.file.path.to_string(),
        paper: Some(entry.issue.paper.clone()),
        date: entry.issue.date.map(|date| date.to_string()),
        label: entry.label.page.as_ref().map(ToString::to_string),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;

    #[test]
    fn evidence_is_looked_for_when_it_is_asked_for() {
        let bench = Bench::two_papers();
        let open = bench.state.reader.open.as_ref().expect("an article");
        assert!(open.article().blocks.iter().all(|block| block.evidence.is_empty()));
        let begun = std::time::Instant::now();
        while open.explained(|| {}).is_none() {
            assert!(begun.elapsed().as_secs() < 30, "waited in vain");
            std::thread::sleep(Duration::from_millis(2));
        }
        let blocks = open.explained(|| {}).expect("they are there");
        assert_eq!(blocks.len(), open.article().blocks.len());
        assert!(blocks.iter().any(|block| !block.evidence.is_empty()));
    }
}
