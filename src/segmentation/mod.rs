//! A page of text taken apart into its articles.
//!
//! Pure: text in, value out. No window, no file system, no clock, no randomness; it cannot fail.
//! [`segment`] returns what it found and how sure it is; [`explain`] adds why.
//!
//! # One page through the engine
//!
//! ```text
//! Page ─preparation→ Lines ─feature→ Features ─crf→ Readings ─fragment, pair, assemble→ Hypotheses
//!      ─headline_placement→ Hypothesis ─article_roles→ articles with roles ─reflow→ text with its way back
//! ```
//!
//! 0. **The page as it was.** `restore` undoes what extraction did to the page as a whole: it parts columns side by side at
//!    their gutters, reads tags and marks as what they stand for, takes out indents, line numbers and blank lines that every
//!    line has, and sets running heads and feet aside. What shows no sign of such a thing it leaves alone.
//! 1. **Lines.** `preparation` reads every line that is not blank: letter-spacing (`spacing`) and overprint (`overprint`)
//!    undone where a second sign says that they are none of the words, each character as it is meant and with its byte on the
//!    page, width in ems. `measure` finds the column measure around it; `cue` what it says of itself by its
//!    form (a dateline, a byline, an enumerator) and by the trade's `cue_words`; `author` knows names by what stands beside
//!    them. No cue knows a paper, a place or a person.
//! 2. **Features.** `page_context` sees how the page was extracted and punctuated and what each line is like from afar;
//!    `feature` asks some sixty questions of each line and of each break between two lines: how the line ends and how
//!    full it is, whether a word straddles the break (`lexicon`), whether what follows goes on with the same words
//!    (`cohesion`); `headings` asks of the page's headings together what tells a title from a subhead, `wording` how each
//!    is worded. A page that pauses with 、 alone has every feature once more for itself.
//! 3. **The chain of lines.** `grammar` has the states: a role at a place in its article, and three steps from line to
//!    line (the same block, another block, another article). `crf` finds the likeliest sequence exactly (Viterbi) under each of
//!    four habits of placing headlines, keeps those nearly as likely as the best, and has the probability of every state
//!    and step (forward-backward): an `inference`. Where the extractor wrote blocks as they stand in rows across the page,
//!    a first reading tells headlines from texts, `block_order` puts the pieces of each article together (by what they speak
//!    of, how they are cut, and which characters the text before a break calls for), and the page is read again.
//! 4. **Fragments.** `fragment` cuts the reading into headlines, texts and pictures; `pair` weighs every two of them (the
//!    reading, nearness under the page's habit, the words that `shared` finds in both, sentences that run on); `assemble`
//!    joins the surest pairs first, one headline an article. So a headline far from its text finds it, and a column cut
//!    in two is joined. Where all headlines stand in one place, `matching` goes through them and the texts in step, and
//!    cuts what two headlines claim.
//! 5. **The whole.** What no line can tell, the outcome (a `hypothesis`) does: `headline_placement` compares the articles
//!    that each habit led to (headlines that speak of their texts, few left over), and the same with a subhead that is
//!    alone in its article as the next one's title (`lone_subhead`), `idle` finds a place for headlines without a text,
//!    `one_byline` an article for a byline between two, `headline` weighs every order of kicker, title, subtitle and captions that an article's headline lines could have
//!    (words cut in two, words that link, what the text speaks of),
//!    `photo_story` asks each article whether it is told in captions (`article_roles` has their order), and `confidence`
//!    how likely it is whole.
//! 6. **Reflow.** `reflow` joins lines to clean text that remembers where each character came from; `spacing` says which
//!    spaces part something and which words were divided. What of a line is not in the text is a [`Fold`]: nothing is lost.
//!
//! Where a source knows the places of lines ([`layout`]), `setting` compares each with the body of its page, and
//! `layout_evidence` adds what type sizes, indents and regions say to the same scores; lines of the body have the widths
//! that they have on the paper. Without, nothing changes.
//!
//! What is plain by its form is spoken for as the person's own rules are: `masthead` finds what a paper says of itself at a
//! page's head, `rate_box` what it asks for itself there, `note` notes at an article's end, `signed_end` that another begins
//! behind them, `chapter` the headings of a novel's chapters, `verse` poems, whose lines stay lines, `latin` how articles in English begin.
//!
//! The person's own rules ([`RoleHint`]) are evidence beside the features: they add to the scores of a line's states.
//!
//! What is asked stands in tables, of a row a question: its name, its words, how many values it has and how a page answers
//! (`template`; `feature/of_line` and `feature/of_break`, and those of the judges). `explanation` and
//! `article_evidence` tell what spoke.
//!
//! Every number comes from `assets/weights.txt`, read by `weights` and made by the example `train` (module `training`):
//! a typesetter sets the project's own articles in random layouts, extracts them as PDF extractors would, and the
//! trainer maximises the likelihood of the right readings; what judges the whole (small networks, `mlp`, and weighted
//! sums) is learned from readings of pages that the reader had not seen, with the faults that such readings have. What a
//! feature says of a role or of a step is learned beside what it says of each state and move, so that it is known, too,
//! where it was rarely met; and three in ten features are hidden each time that a line is learned from, so that a page
//! where some mislead can be read by the others.
//!
//! # One decision, from bytes to paragraph
//!
//! ```text
//! 12 平整一新的河岸上，工人们正在栽种花
//! 13
//! 14 草，预计月底完工。
//! ```
//!
//! A blank line stands between 12 and 14, and 12 ends without a mark. Line 12 fills its measure (`ends-fill`), and 花|草
//! are one word (`straddling-word`): both speak for [`Role::Paragraph`] going on. `blank-pattern` speaks against. The sum
//! is far on the side of *the same block*, forward-backward calls it all but certain, and the reader sees one paragraph
//! “…栽种花草，预计月底完工。” whose characters lead back to lines 12 and 14. `jianbao segment --explain` prints this for
//! every block.
//!
//! # How sure it is
//!
//! The chain's own probabilities are too sure of themselves: it counts evidence twice that says the same, and it does not
//! know what became of its reading. So `confidence` asks small judges that were learned from readings of pages that the reader
//! had not seen. An article's confidence: of its weakest place and of what was nearly joined to it, how likely it is that
//! its lines, pictures aside, are all of it and nothing else. A block's two: of the chain's probabilities, of what
//! `headline` or `photo_story` said of it, of how surely it was joined, and of its article's confidence, how likely its role is
//! right, and that it begins where it does. `PlattScaling` corrects what the chain says of going on from line to line within a
//! block, by a slope and an offset of the log-odds (Platt 1999).
//!
//! `… --example train -- calibrate SET` prints the table. This one is of the shipped weights on `daily98/dev/pdfbox`: 34
//! files, 12,269 lines of articles that were in no training, of a paper whose other articles were. Blocks are counted by how
//! sure their role is, breaks between lines by how sure it is what they are.
//!
//! | sure | blocks by role | mean | right | by boundary | mean | right | articles | mean | right |
//! |---|---|---|---|---|---|---|---|---|---|
//! | 0–10% | 8 | 3.0 | 12.5 | 0 | | | 1 | 8.7 | 0.0 |
//! | 10–20% | 1 | 13.0 | 100.0 | 1 | 10.0 | 0.0 | 0 | | |
//! | 20–30% | 9 | 25.0 | 66.7 | 3 | 22.8 | 33.3 | 3 | 22.8 | 66.7 |
//! | 30–40% | 4 | 37.3 | 100.0 | 8 | 34.6 | 37.5 | 15 | 35.7 | 60.0 |
//! | 40–50% | 7 | 45.7 | 14.3 | 18 | 45.3 | 77.8 | 16 | 46.2 | 50.0 |
//! | 50–60% | 12 | 55.1 | 91.7 | 33 | 55.7 | 66.7 | 30 | 54.6 | 76.7 |
//! | 60–70% | 23 | 65.4 | 82.6 | 53 | 65.1 | 79.2 | 34 | 65.5 | 94.1 |
//! | 70–80% | 68 | 75.6 | 85.3 | 94 | 75.4 | 80.9 | 63 | 75.9 | 93.7 |
//! | 80–90% | 151 | 85.9 | 94.0 | 232 | 86.1 | 94.0 | 108 | 85.2 | 98.1 |
//! | 90–100% | 1,829 | 98.9 | 99.4 | 11,793 | 99.3 | 99.8 | 108 | 93.2 | 97.2 |
//!
//! Of its 143 wrong roles and boundaries 88.8% are among the 10% least sure, and of the articles that it is sure of at 80% or
//! more 97.7% are whole; on the same pages by pdftotext -raw and mutool 95.2% and 94.7%, in pdftotext's own order, where
//! blocks stand in rows, 91.1%.
//!
//! # How fast it is
//!
//! `simd_layout` lays the grammar out so that the moves into the eight states of a phase are worked on at once; scores are sums
//! of whole hundredths in sixteen bits, so that Viterbi is exact on every machine. `crf` keeps no probability of
//! single moves: they are made from the rows of both passes when they are asked for. `cargo bench --bench segment`
//! prints the throughput. No part takes more than a tenth: reading lines and their cues, looking words up, features,
//! Viterbi under four habits, forward-backward and pairs under each habit that is likely, articles and reflow.
//!
//! Time and memory are in step with the page, whatever is on it: `cargo bench --bench scaling` doubles some forty shapes
//! of pages and prints the exponents. Fragments are weighed against those within `shared::REACH`, more than a newspaper's
//! page has, so that a file that holds a whole year is taken apart as its pages would be. A page that takes long tells how
//! far it is and can be given up: [`segment_watched`].

mod article_evidence;
mod article_roles;
mod assemble;
mod author;
mod author_place;
pub(crate) mod block_order;
pub(crate) mod chain_weights;
mod chapter;
mod cohesion;
pub(crate) mod confidence;
pub(crate) mod crf;
mod cue;
mod cue_words;
pub mod decode;
pub(crate) mod engine;
mod explanation;
pub(crate) mod feature;
mod fold;
pub(crate) mod fragment;
pub(crate) mod grammar;
mod headings;
pub(crate) mod headline;
pub(crate) mod headline_placement;
pub(crate) mod hypothesis;
pub(crate) mod idle;
pub(crate) mod inference;
pub(crate) mod latin;
pub mod layout;
mod layout_evidence;
pub(crate) mod line;
mod line_kind;
mod lone_subhead;
mod masthead;
mod matching;
mod measure;
pub(crate) mod mlp;
mod note;
mod one_byline;
mod overprint;
mod page;
pub(crate) mod page_context;
pub(crate) mod pair;
pub(crate) mod photo_story;
mod picture_lines;
mod preparation;
mod rate_box;
mod reflow;
pub(crate) mod restore;
mod setting;
mod shared;
mod signed_end;
mod simd_layout;
mod spacing;
mod spanning_headline;
mod template;
mod unended;
mod verse;
mod watch;
pub(crate) mod weights;
mod wording;

pub use explanation::{WholeEvidence, explain, question};
pub use fold::{Fold, FoldKind};
pub use layout::Layout;
pub use page::{ByteSpan, LineNo, Page};
pub use reflow::ReflowedText;
pub use watch::Watch;

use serde::{Deserialize, Serialize};

/// Role of a block of lines on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 引题, 眉题: the line above the title.
    Kicker,
    /// 主题: the headline.
    Title,
    /// 副题: the line below the title.
    Subtitle,
    /// 署名: who wrote it.
    Byline,
    /// 正文: a paragraph of the body.
    #[serde(rename = "p")]
    Paragraph,
    /// 小标题: a heading inside the body.
    Subhead,
    /// 图说: what a picture shows.
    Caption,
    /// 摄影, 来源: whose picture it is.
    Credit,
    /// 转接行: 下转, 上接, 未完, 接上期.
    Jump,
    /// 版面附件: mastheads, column headings, slogans, folios.
    Furniture,
    /// 诗行: a line of verse, a block of its own.
    Verse,
}

impl Role {
    /// All roles, in the order in which a reader meets them.
    pub const ALL: [Role; 11] = [
        Role::Kicker,
        Role::Title,
        Role::Subtitle,
        Role::Byline,
        Role::Paragraph,
        Role::Subhead,
        Role::Caption,
        Role::Credit,
        Role::Jump,
        Role::Furniture,
        Role::Verse,
    ];

    /// The short name used in every saved and printed format: `kicker`, `title`, …, `p`, ….
    pub fn name(self) -> &'static str {
        match self {
            Role::Kicker => "kicker",
            Role::Title => "title",
            Role::Subtitle => "subtitle",
            Role::Byline => "byline",
            Role::Paragraph => "p",
            Role::Subhead => "subhead",
            Role::Caption => "caption",
            Role::Credit => "credit",
            Role::Jump => "jump",
            Role::Furniture => "furniture",
            Role::Verse => "verse",
        }
    }

    /// The role of a [`Role::name`].
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// One piece of evidence for a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Name of the question, for instance `straddling-word`: stable across runs; [`question`] puts it in words.
    pub rule: String,
    /// Signed weight in log-odds: above 0 it spoke for the decision, below 0 against it.
    pub weight: f32,
}

/// Lines that belong together and play one part: a paragraph, a headline, a caption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Its role.
    pub role: Role,
    /// The page's lines in reading order, each once. A line that holds parts of two columns stands in the blocks of both;
    /// which part is whose the text's own places say.
    pub lines: Vec<LineNo>,
    /// The lines as one clean text, with its way back to the page.
    pub text: ReflowedText,
    /// Probability, 0 to 1, that the role is right.
    pub role_confidence: f32,
    /// Probability, 0 to 1, that a block begins here and that it belongs to this article.
    pub boundary_confidence: f32,
    /// Evidence, the strongest first. Empty until [`explain`] fills it in.
    pub evidence: Vec<Evidence>,
    /// Whether text is missing between this block and the one before it in the article.
    pub gap_before: bool,
}

/// One article of a page, its blocks in reading order: headline first wherever it was printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Probability, 0 to 1, that the article's extent is right.
    pub confidence: f32,
}

impl Article {
    /// The texts of the blocks of one role, in reading order.
    pub fn texts(&self, role: Role) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter(move |b| b.role == role).map(|b| b.text.as_str())
    }

    /// The printed title, its lines joined by a full-width space; `None` where the page has none that shows anything.
    pub fn title(&self) -> Option<String> {
        let parts: Vec<&str> = self.texts(Role::Title).filter(|text| shows(text)).collect();
        if parts.is_empty() { None } else { Some(parts.join("\u{3000}")) }
    }

    /// Label for a list: the title or, for an untitled article, its first words and `…`.
    pub fn display_title(&self) -> String {
        /// Characters of an untitled article's first words.
        const FIRST_WORDS: usize = 18;
        if let Some(title) = self.title() {
            return title;
        }
        let text = self.blocks.iter().map(|b| b.text.as_str()).find(|t| shows(t)).unwrap_or("");
        let mut words: String = text.chars().take(FIRST_WORDS).collect();
        if text.chars().count() > FIRST_WORDS {
            words.push('…');
        }
        words
    }

    /// Whether the page shows no title for this article.
    pub fn is_untitled(&self) -> bool {
        !self.texts(Role::Title).any(shows)
    }

    /// The smallest line number of the article: where it begins on the page.
    pub fn first_line(&self) -> LineNo {
        self.blocks.iter().flat_map(|b| b.lines.iter().copied()).min().unwrap_or(LineNo(1))
    }

    /// The bytes of the page where the article begins: its first line, or its part of that.
    pub fn beginning(&self, page: &Page) -> ByteSpan {
        self.part_of_line(page, self.first_line())
    }

    /// The bytes of a line of the page that are the article's: all of the line, but where columns side by side share it.
    pub fn part_of_line(&self, page: &Page, line: LineNo) -> ByteSpan {
        let whole = page.span(line);
        let within = |span: &ByteSpan| whole.start <= span.start && span.end <= whole.end;
        let texts =
            || self.blocks.iter().filter(|block| block.lines.contains(&line)).map(|block| &block.text);
        let own: Vec<ByteSpan> =
            texts().flat_map(|text| text.to_source(0..text.as_str().len())).filter(within).collect();
        let folded: Vec<ByteSpan> =
            texts().flat_map(|text| text.folds()).map(|fold| fold.span).filter(within).collect();
        let is_own = |byte: u32| own.iter().chain(&folded).any(|span| span.start <= byte && byte < span.end);
        let mut letters = page.line(line).char_indices().filter(|(_, c)| !c.is_whitespace());
        match (own.iter().map(|span| span.start).min(), own.iter().map(|span| span.end).max()) {
            (Some(start), Some(end)) if letters.any(|(at, _)| !is_own(whole.start + at as u32)) => {
                ByteSpan { start, end }
            }
            _ => whole,
        }
    }
}

/// Whether a line opens a report: 本报讯, 新华社…电.
pub(crate) fn is_dateline(text: &str) -> bool {
    has_cue(text, cue::Cue::Dateline)
}

/// Whether a line begins with a mark as briefs do: ●, ■, ◆.
pub(crate) fn is_bulleted(text: &str) -> bool {
    has_cue(text, cue::Cue::Bullet)
}

/// Whether a line begins with a number as headings do: 一、, （二）, 3．
pub(crate) fn is_enumerated(text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    cue::Cues::of(&text).any(&[
        cue::Cue::EnumeratorHan,
        cue::Cue::EnumeratorBracket,
        cue::Cue::EnumeratorDigit,
    ])
}

/// Whether a line names the page, its day or those who made it, as at a page's head and foot.
pub(crate) fn is_page_line(text: &str) -> bool {
    /// Characters of a day with its weekday at most.
    const DAY: usize = 24;
    let text: Vec<char> = text.chars().collect();
    let cues = cue::Cues::of(&text);
    cues.any(&[cue::Cue::PageLabel, cue::Cue::Imprint]) || cues.has(cue::Cue::Date) && text.len() <= DAY
}

/// Whether a line is the name of a page or column: 要闻, 本埠新聞.
pub(crate) fn is_section_name(text: &str) -> bool {
    has_cue(text, cue::Cue::SectionName) || has_cue(text, cue::Cue::ColumnLabel)
}

fn has_cue(text: &str, cue: cue::Cue) -> bool {
    let text: Vec<char> = text.chars().collect();
    cue::Cues::of(&text).has(cue)
}

/// Whether a page's text is vertical, taken down a character or a row at a time, so that its lines can only be guessed.
pub(crate) fn is_vertical(page: &Page) -> bool {
    restore::is_vertical(page)
}

/// Whether a text has anything to see: no invisible mark, and not the sign for what could not be decoded.
fn shows(text: &str) -> bool {
    !text.chars().all(|c| decode::is_unseen(c) || c == char::REPLACEMENT_CHARACTER)
}

/// A page taken apart. Every part of every non-blank line is in exactly one block of `articles` or of `furniture`: a whole
/// line, but where the page had columns side by side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Segmentation {
    /// The articles, by where each begins on the page.
    pub articles: Vec<Article>,
    /// Mastheads, slogans, column headings, folios: kept, out of the text.
    pub furniture: Vec<Block>,
}

/// A line and a role that is spoken for from outside the page, by a rule of the person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleHint {
    /// The line.
    pub line: LineNo,
    /// Its likely role.
    pub role: Role,
}

/// Takes a page apart. Never fails; same page, same result.
///
/// ```
/// use jianbao::segmentation::{Page, Role, segment};
///
/// // The headline, and a paragraph whose second line is cut off by a blank one.
/// let text = "渡口今日开通\n\n　　本报讯（记者 何闻）昨日上午，澜溪渡口开航，两岸群众往来不必再绕行三十里山\n\n路。\n";
/// let page = Page::new(text.to_owned());
/// let found = segment(&page);
///
/// let [article] = &found.articles[..] else { panic!("one article") };
/// assert_eq!(article.title().as_deref(), Some("渡口今日开通"));
/// let body = article.blocks.iter().find(|block| block.role == Role::Paragraph).expect("a paragraph");
/// assert!(body.text.as_str().ends_with("三十里山路。"), "the lines are joined: {}", body.text.as_str());
///
/// // Each character leads back to its place on the page.
/// let at = body.text.as_str().find("山路").expect("the word that was cut");
/// let places = body.text.to_source(at..at + "山路".len());
/// let lines: Vec<u32> = places.iter().map(|place| page.line_at(place.start).0).collect();
/// assert_eq!(lines, [3, 5]);
/// ```
pub fn segment(page: &Page) -> Segmentation {
    segment_with_hints(page, &[])
}

/// Takes a page apart with strong evidence from outside for some of its lines.
pub fn segment_with_hints(page: &Page, hints: &[RoleHint]) -> Segmentation {
    without_unread(engine::Engine::get().segment(page, hints))
}

/// What was found, without the articles in which nothing can be read, neither a letter nor a figure: they are furniture.
fn without_unread(mut found: Segmentation) -> Segmentation {
    let is_read = |c: char| c.is_alphanumeric() && !decode::is_unseen(c);
    let reads = |block: &Block| block.text.as_str().chars().any(is_read);
    let (articles, unseen): (Vec<_>, Vec<_>) =
        found.articles.into_iter().partition(|article: &Article| article.blocks.iter().any(reads));
    found.articles = articles;
    if !unseen.is_empty() {
        let blocks = unseen.into_iter().flat_map(|article| article.blocks);
        found.furniture.extend(blocks.map(|block| Block { role: Role::Furniture, ..block }));
        found.furniture.sort_by_key(|block| block.lines.first().copied());
    }
    found
}

/// Takes a page apart while somebody waits; `None` where that one gave it up.
pub fn segment_watched(page: &Page, hints: &[RoleHint], watch: &Watch) -> Option<Segmentation> {
    engine::Engine::get().segment_watched(page, hints, watch).map(without_unread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_which_nothing_can_be_read_are_no_article_and_no_title() {
        for text in [
            "\u{FFFF}\n",
            "\u{200D}\u{200B}\n",
            "\u{FEFF}\u{FEFF}\n\n\u{2060}\u{3164}\n",
            "\u{FFFD}\n",
            "\u{FFFD}\u{FFFD}。\n\u{FFFD}\n",
            "\u{2800}\u{2800}\n\u{115F}\u{FFA0}\n\u{3164}\n",
            "□□□□\n□□\n",
            "……\n",
        ] {
            let page = Page::new(text.into());
            let found = segment(&page);
            assert_eq!(found.articles, [], "{text:?}");
            let lines: Vec<LineNo> = found.furniture.iter().flat_map(|block| block.lines.clone()).collect();
            assert_eq!(lines.len(), text.split_whitespace().count(), "each line is kept: {text:?}");
        }
        let seen =
            segment(&Page::new("\u{200B}渡口\n\n　　昨日上午，澜溪渡口开航，两岸的人都来看热闹。\n".into()));
        assert_eq!(seen.articles.len(), 1);
        let unseen = Block { role: Role::Title, ..seen.articles[0].blocks[0].clone() };
        let blank = ReflowedText::join(&Page::new("\u{200B}\n".into()), &[LineNo(1)]);
        let body = Block { role: Role::Paragraph, ..unseen.clone() };
        let article = Article { blocks: vec![Block { text: blank, ..unseen }, body], confidence: 1.0 };
        assert!(article.is_untitled() && article.title().is_none() && shows(&article.display_title()));
    }
}
