//! The sample archive: pages of two invented papers, set from the articles with fixed seeds.
//!
//! Together they show what page texts do to a reader: columns cut in mid-sentence, displaced paragraph breaks,
//! headlines before, after and amid their articles, jumps and serials, captions, overprint, interleaved columns, old
//! papers without stops, and files in five encodings.

mod issues;

use super::{
    extracted, furniture,
    geometry::SetFile,
    label, marks,
    plan::{self, Sheet},
    printed,
    random::Random,
    source::SourceArticle,
    story::{Piece, Story},
    style::{Look, Style},
    vary,
};
use crate::{evaluation::LabelledPage, segmentation::Role};
use encoding_rs::{BIG5, Encoding, GB18030};
use jiff::{Span, civil::Date};
use std::collections::BTreeMap;

/// A file of the sample archive.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleFile {
    /// Its path inside the archive, parts joined by `/`.
    pub path: String,
    /// What is in it, in its own encoding.
    pub bytes: Vec<u8>,
    /// Its pages as they are read and their right answers, named after the path with `_` for `/`.
    pub pages: Vec<LabelledPage>,
}

/// How a file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Utf8,
    /// UTF-8 with a byte-order mark.
    Utf8Marked,
    /// UTF-8, lines ended by CR LF.
    Utf8Windows,
    Gb18030,
    Big5,
    /// UTF-16, little end first, with a byte-order mark.
    Utf16,
}

/// What a page prints of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Whole,
    /// Its first half, which goes on at a page.
    TurnsTo(u8),
    /// Its second half, which began at a page.
    ComesFrom(u8),
    /// A part of a serial that is not the last.
    Unfinished,
    /// A part of a serial that is not the first.
    Continued,
    /// Neither the first nor the last.
    Between,
    /// With text lost in its middle.
    Torn,
    /// Without its headline.
    Untitled,
}

/// One file of the archive and how it is made.
struct Page {
    path: &'static str,
    /// The day of the issue.
    date: [i16; 3],
    form: Form,
    look: Look,
    seed: u64,
    /// Articles by their names.
    prints: &'static [(&'static str, How)],
    /// What its style is made to do.
    habit: fn(&mut Style),
    /// Folio, masthead, slogans.
    notes: &'static [&'static str],
    /// Half-width brackets and full-width figures, as papers of the first years of text files have them.
    mixed_widths: bool,
}

/// The sample archive, out of the project's articles; the same bytes each time.
///
/// # Errors
/// An article that is not among them, or a page that its encoding cannot hold.
pub fn sample_files(articles: &[SourceArticle]) -> Result<Vec<SampleFile>, String> {
    let articles: BTreeMap<&str, &SourceArticle> = articles.iter().map(|a| (a.name.as_str(), a)).collect();
    let texts = issues::PAGES.iter().map(|page| page.file(&articles));
    texts.chain([issues::PRINTED.file(&articles)]).collect()
}

/// An issue that is one PDF file, and how it is made.
struct PrintedIssue {
    path: &'static str,
    title: &'static str,
    pages: &'static [Page],
}

impl PrintedIssue {
    fn file(&self, articles: &BTreeMap<&str, &SourceArticle>) -> Result<SampleFile, String> {
        let set =
            self.pages.iter().map(|page| Ok(page.set(articles)?.0)).collect::<Result<Vec<_>, String>>()?;
        printed::file(self.path, self.title, &set)
    }
}

impl Page {
    /// The page set in type.
    fn set(
        &self,
        articles: &BTreeMap<&str, &SourceArticle>,
    ) -> Result<(SetFile, [Sheet; 1], Random), String> {
        let mut random = Random::new(self.seed, 0);
        let chance = &mut random;
        let mut style = Style::draw(self.look, chance);
        (self.habit)(&mut style);
        let [year, month, day] = self.date;
        let date = Date::new(year, month as i8, day as i8).map_err(|e| e.to_string())?;
        let mut stories = Vec::new();
        for &(name, how) in self.prints {
            let article = articles.get(name).ok_or_else(|| format!("{}: no article {name}", self.path))?;
            stories.push(self.story(article, how, date, chance));
        }
        if self.prints.is_empty() {
            stories = furniture::front_boxes(chance).into_iter().map(Story::boxed).collect();
        }
        let sheet = Sheet { style, stories, notes: self.notes.iter().map(|&n| n.to_owned()).collect() };
        let sheets = [sheet];
        let file = plan::set_file(&sheets, chance);
        Ok((file, sheets, random))
    }

    fn file(&self, articles: &BTreeMap<&str, &SourceArticle>) -> Result<SampleFile, String> {
        let (file, sheets, mut chance) = self.set(articles)?;
        let lines = extracted(&file, &sheets, &mut chance);
        let line_end = if self.form == Form::Utf8Windows { "\r\n" } else { "\n" };
        let name = self.path.trim_end_matches(".txt").replace('/', "_");
        let page = label::label(name, &file, &lines, line_end);
        page.check().map_err(|e| e.to_string())?;
        let bytes = self
            .form
            .encode(page.page.text())
            .ok_or_else(|| format!("{}: a character has no code", self.path))?;
        Ok(SampleFile { path: self.path.into(), bytes, pages: vec![page] })
    }

    fn story(&self, article: &SourceArticle, how: How, date: Date, chance: &mut Random) -> Story {
        let mut story = vary::faithful(article, self.look == Look::Typed, chance);
        if let Ok(written) = article.date.parse::<Date>()
            && let Ok(moved) = date.since(written)
            && !article.traditional
        {
            redate(&mut story, written, moved);
        }
        if self.form == Form::Big5 {
            standard_forms(&mut story);
        }
        if self.mixed_widths {
            marks::half_brackets(&mut story);
            marks::full_figures(&mut story);
        }
        match how {
            How::Whole => {}
            How::TurnsTo(page) => {
                story.body = halves(std::mem::take(&mut story.body)).0;
                story.pictures.clear();
                story.body.push(Piece::new(Role::Jump, format!("（下转{page}版）")));
            }
            How::ComesFrom(page) => {
                story.body = halves(std::mem::take(&mut story.body)).1;
                story.body.insert(0, Piece::new(Role::Jump, format!("（上接{page}版）")));
                story.bylines.clear();
            }
            How::Unfinished => story.body.push(Piece::new(Role::Jump, "（未完）")),
            How::Continued => story.body.insert(0, Piece::new(Role::Jump, "（接上期）")),
            How::Between => {
                story.body.insert(0, Piece::new(Role::Jump, "（接上期）"));
                story.body.push(Piece::new(Role::Jump, "（未完）"));
            }
            How::Torn => {
                let (mut first, mut rest) = halves(std::mem::take(&mut story.body));
                rest.remove(0);
                first.append(&mut rest);
                story.body = first;
                story.open = true;
            }
            How::Untitled => story.head.clear(),
        }
        story
    }
}

/// A body cut in two in the middle of a paragraph near its middle.
fn halves(mut body: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    let middle = body.len() / 2;
    let at = (middle..body.len())
        .chain(0..middle)
        .find(|&i| body[i].role == Role::Paragraph && body[i].text().chars().count() > 60)
        .unwrap_or(middle);
    let mut rest = body.split_off(at);
    if let Some(first) = rest.first_mut() {
        let text: Vec<char> = first.text().chars().collect();
        let cut = text.len() / 2;
        body.push(Piece::new(first.role, text[..cut].iter().collect::<String>()));
        first.lines = vec![text[cut..].iter().collect()];
    }
    (body, rest)
}

/// Moves the days that a story names (`3月19日`, `2023年`) by as much as its issue is later than it was written.
fn redate(story: &mut Story, written: Date, moved: Span) {
    for piece in story.pieces_mut() {
        for line in &mut piece.lines {
            *line = redated(line, written, moved);
        }
    }
}

fn redated(line: &str, written: Date, moved: Span) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let (number, after) = leading_number(rest);
        let day = after.strip_prefix('月').map(leading_number).filter(|(_, tail)| tail.starts_with('日'));
        let moved_day = day.and_then(|(day, tail)| {
            let day: i8 = day.parse().ok()?;
            let date = Date::new(written.year(), number.parse().ok()?, day).ok()?.checked_add(moved).ok()?;
            Some((format!("{}月{}", date.month(), date.day()), tail))
        });
        if let Some((text, tail)) = moved_day {
            out.push_str(&text);
            rest = tail;
        } else {
            out.push_str(number);
            rest = after;
        }
    }
    out + rest
}

/// The digits that a text begins with, and what follows.
fn leading_number(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// The forms that Big5 has for characters that old papers cut otherwise.
fn standard_forms(story: &mut Story) {
    const FORMS: [(char, char); 22] = [
        ('毁', '毀'),
        ('値', '值'),
        ('着', '著'),
        ('麽', '麼'),
        ('烟', '煙'),
        ('脚', '腳'),
        ('吿', '告'),
        ('囘', '回'),
        ('卽', '即'),
        ('旣', '既'),
        ('眞', '真'),
        ('爲', '為'),
        ('敎', '教'),
        ('羣', '群'),
        ('衆', '眾'),
        ('鎗', '槍'),
        ('裏', '裡'),
        ('淸', '清'),
        ('飮', '飲'),
        ('尙', '尚'),
        ('却', '卻'),
        ('峯', '峰'),
    ];
    for piece in story.pieces_mut() {
        for line in &mut piece.lines {
            *line = line
                .chars()
                .map(|ch| FORMS.iter().find(|(old, _)| *old == ch).map_or(ch, |(_, new)| *new))
                .collect();
        }
    }
}

impl Form {
    /// The text in this form; `None` where a character has no place in it.
    fn encode(self, text: &str) -> Option<Vec<u8>> {
        let strict = |encoding: &'static Encoding| {
            let (bytes, _, lossy) = encoding.encode(text);
            (!lossy).then(|| bytes.into_owned())
        };
        match self {
            Form::Utf8 | Form::Utf8Windows => Some(text.into()),
            Form::Utf8Marked => Some([b"\xef\xbb\xbf", text.as_bytes()].concat()),
            Form::Gb18030 => strict(GB18030),
            Form::Big5 => strict(BIG5),
            Form::Utf16 => {
                Some([0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::training::load_articles;
    use std::path::Path;

    #[test]
    fn the_sample_archive_is_what_the_typesetter_makes_of_the_articles() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let articles = load_articles(&root.join("assets/articles")).unwrap();
        let files = sample_files(&articles).unwrap();
        assert!(files.len() >= 24);
        for file in files {
            let kept = std::fs::read(root.join("assets/sample").join(&file.path)).unwrap();
            assert!(kept == file.bytes, "{} differs: run `train sample`", file.path);
            for page in &file.pages {
                let gold = root.join("tests/golden/sample").join(format!("{}.gold", page.name));
                assert_eq!(std::fs::read_to_string(gold).unwrap(), page.gold(), "{}", page.name);
            }
        }
    }

    #[test]
    fn the_sample_archive_shows_each_kind_of_block_and_each_place_of_a_headline() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let articles = load_articles(&root.join("assets/articles")).unwrap();
        let pages: Vec<LabelledPage> =
            sample_files(&articles).unwrap().into_iter().flat_map(|file| file.pages).collect();
        let all = || pages.iter().flat_map(|p| &p.articles);
        for role in Role::ALL.into_iter().filter(|r| !matches!(r, Role::Furniture | Role::Verse)) {
            assert!(all().any(|a| a.blocks.iter().any(|b| b.role == role)), "{role:?}");
        }
        assert!(all().any(|a| a.open), "an article with text missing");
        assert!(all().any(|a| a.blocks.iter().any(|b| b.text.is_some())), "an overprinted caption");
        assert!(all().any(|a| a.blocks.iter().all(|b| b.role != Role::Title)), "an untitled article");
        // First and last line of a role's blocks.
        let extent = |article: &crate::evaluation::GoldArticle, role: Role| {
            let lines = || {
                article.blocks.iter().filter(move |b| b.role == role).flat_map(|b| b.lines.iter().copied())
            };
            Some((lines().min()?, lines().max()?))
        };
        let (mut before, mut after, mut amid) = (0, 0, 0);
        for article in all() {
            if let (Some(title), Some(body)) =
                (extent(article, Role::Title), extent(article, Role::Paragraph))
            {
                before += usize::from(title.1 < body.0);
                after += usize::from(title.0 > body.1);
                amid += usize::from(title.0 > body.0 && title.1 < body.1);
            }
        }
        assert!(before > 9 && after > 9 && amid > 0, "{before} before, {after} after, {amid} amid");
    }

    #[test]
    fn days_move_with_the_issue_and_other_numbers_stay() {
        let written: Date = "2023-12-30".parse().unwrap();
        let moved = "2024-07-10".parse::<Date>().unwrap().since(written).unwrap();
        assert_eq!(redated("12月29日上午，第3版，45个", written, moved), "7月9日上午，第3版，45个");
    }
}
