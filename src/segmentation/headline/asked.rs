//! Questions about a headline's lines, the breaks between them, and the whole with a role for each line.

use super::CAPTION;
use crate::han::lexicon::{Lexicon, WORD_CLASSES};
use crate::segmentation::cue::Cue;
use crate::segmentation::line::Line;
use crate::segmentation::template::{Answer, Template, width};
use Answer::{Flag, Value, Which};

/// Characters with which a line goes on rather than begins, and ends on the way rather than at the end.
const LINKS: &str = "在和与及同对将为把被让向从以的地得之并而又再也都还更最就才可要使令由按至到";

/// A line of a headline, and what several questions ask of it.
pub(super) struct OfLine<'a> {
    pub line: &'a Line,
    pub text: &'a [char],
    /// Share of its pairs of characters that the article's text has.
    pub overlap: f32,
    /// Its place among so many lines.
    pub k: usize,
    pub count: usize,
    pub widest: f32,
    /// Of the column above.
    pub measure: f32,
}

impl OfLine<'_> {
    fn has(&self, cue: Cue) -> bool {
        self.line.cues.has(cue)
    }
}

/// Two neighbouring lines of a headline.
pub(super) struct OfBreak<'a> {
    pub lexicon: &'static Lexicon,
    pub lines: [&'a Line; 2],
    pub texts: [&'a [char]; 2],
    /// Whether other lines are between them.
    pub parted: bool,
    /// Han at the end of the first and at the beginning of the second.
    pub tail: &'a [char],
    pub head: &'a [char],
}

impl OfBreak<'_> {
    fn association(&self) -> f32 {
        match (self.tail.last(), self.head.first()) {
            (Some(&x), Some(&y)) => self.lexicon.association(x, y) / 3.0,
            _ => 0.0,
        }
    }

    fn linked(&self) -> bool {
        let [before, after] = self.texts;
        [after.first(), before.last()].into_iter().flatten().any(|c| LINKS.contains(*c))
    }
}

/// A whole headline with a role for each line.
pub(super) struct OfWhole<'a> {
    pub lines: &'a [&'a Line],
    pub roles: &'a [usize],
    pub as_read: &'a [usize],
    /// Whether it stands after the text.
    pub last: bool,
}

impl OfWhole<'_> {
    fn count(&self, role: usize) -> usize {
        self.roles.iter().filter(|&&r| r == role).count()
    }

    fn of_role(&self, role: usize) -> impl Iterator<Item = &Line> {
        self.lines.iter().zip(self.roles).filter(move |(_, r)| **r == role).map(|(line, _)| *line)
    }

    fn widest(&self, role: usize) -> f32 {
        self.of_role(role).map(Line::width).fold(0.0, f32::max)
    }

    fn title_length(&self) -> usize {
        let length: usize = self.of_role(1).map(Line::len).sum();
        [7, 13, 19, 27].iter().filter(|&&from| length >= from).count()
    }
}

/// Functions that answer a question about a line, a break and the whole.
pub(super) type AskLine = for<'a> fn(&OfLine<'a>) -> Answer;
pub(super) type AskBreak = for<'a> fn(&OfBreak<'a>) -> Answer;
pub(super) type AskWhole = for<'a> fn(&OfWhole<'a>) -> Answer;

const fn line(name: &'static str, words: [&'static str; 2], answer: AskLine) -> Template<AskLine> {
    Template::new(name, 1, words, answer)
}

const fn between(
    name: &'static str,
    values: u32,
    words: [&'static str; 2],
    answer: AskBreak,
) -> Template<AskBreak> {
    Template::new(name, values, words, answer)
}

const fn whole(
    name: &'static str,
    values: u32,
    words: [&'static str; 2],
    answer: AskWhole,
) -> Template<AskWhole> {
    Template::new(name, values, words, answer)
}

/// Questions about each line, once for each role; the reading's probability is put in for each role.
pub(super) const LINE: &[Template<AskLine>] = &[
    line("headline-bias", ["各角色的多寡", "how common each role is"], |_| Value(1.0)),
    line("headline-read", ["逐行判断的角色", "the reading's probability of the role"], |_| Value(0.0)),
    line("headline-words", ["与正文共用的词语", "words that the text has too"], |l| Value(l.overlap)),
    line("headline-people", ["写人物", "people"], |l| Flag(l.has(Cue::People))),
    line("headline-scene", ["写场景", "a scene"], |l| Flag(l.has(Cue::Scene))),
    line("headline-sentence", ["以句末标点收尾", "ends a sentence"], |l| {
        Flag(l.has(Cue::SentenceEnd))
    }),
    line("headline-length", ["长短", "length"], |l| Value(l.text.len() as f32 / 10.0)),
    line("headline-very-short", ["很短", "very short"], |l| Flag(l.text.len() <= 5)),
    line("headline-long", ["很长", "long"], |l| Flag(l.text.len() >= 16)),
    line("headline-genre", ["体裁或栏目名", "the name of a genre or a column"], |l| {
        Flag(l.has(Cue::Genre) || l.has(Cue::SectionName))
    }),
    line("headline-spaced", ["字间加空", "letter-spaced"], |l| Flag(l.line.letter_spaced)),
    line("headline-first", ["标题首行", "the first line"], |l| Flag(l.k == 0)),
    line("headline-last", ["标题末行", "the last line"], |l| Flag(l.k + 1 == l.count)),
    line("headline-wide", ["宽过栏宽", "wider than the column"], |l| {
        Flag(l.line.width() > l.measure + 1.0)
    }),
    line("headline-widest", ["最宽的一行", "as wide as the widest"], |l| {
        Flag(l.line.width() > l.widest - 0.5)
    }),
    line("headline-halves", ["两截", "two halves"], |l| Flag(l.has(Cue::Halves))),
    line("headline-place", ["只是地名", "a place and nothing else"], |l| Flag(l.has(Cue::PlaceOnly))),
    line("headline-label", ["图片栏目", "a label of pictures"], |l| Flag(l.has(Cue::PhotoLabel))),
    line("headline-said", ["引出某人的话", "leads on to what somebody said"], |l| {
        Flag(l.has(Cue::SaidEnd))
    }),
    line("headline-dash-first", ["以破折号起头", "begins with a dash"], |l| {
        Flag(l.has(Cue::DashStart))
    }),
    line("headline-dash-last", ["以破折号收尾", "ends with a dash"], |l| Flag(l.has(Cue::DashEnd))),
    line("headline-shows", ["说图中所见", "says what a picture shows"], |l| Flag(l.has(Cue::Caption))),
    line("headline-comma", ["中有逗号", "a comma inside"], |l| Flag(l.has(Cue::CommaInside))),
    line("headline-quoted", ["全句加引号", "quoted as a whole"], |l| Flag(l.has(Cue::Wrapped))),
    line("headline-closing", ["以后引号等收尾", "ends with a closing mark"], |l| {
        Flag(l.has(Cue::ClosingEnd))
    }),
];
pub(super) const OF_LINE: usize = width(LINE);
pub(super) const READ_AS: usize = 1;

/// Questions about two neighbouring lines, once for each two roles.
pub(super) const BREAK: &[Template<AskBreak>] = &[
    between(
        "headline-break-bias",
        1,
        ["两角色相接的多寡", "how common it is that the two roles meet"],
        |_| Value(1.0),
    ),
    between("headline-break-word", 1, ["有词跨行", "a word across the break"], |b| {
        Flag(b.lexicon.straddle(b.tail, b.head) > 0.0)
    }),
    between(
        "headline-break-association",
        1,
        ["行末字与行首字常连用", "characters that belong together"],
        |b| Value(b.association()),
    ),
    between("headline-break-link", 1, ["有连接词", "a word that links"], |b| Flag(b.linked())),
    between(
        "headline-break-mark",
        1,
        ["以破折号、冒号或顿号收尾", "ends with a dash, a colon or a pause"],
        |b| Flag(b.lines[0].cues.any(&[Cue::DashEnd, Cue::ColonEnd, Cue::PauseEnd])),
    ),
    between("headline-break-blank", 1, ["有空行", "a blank line"], |b| Flag(b.lines[1].blank_before > 0)),
    between("headline-break-narrower", 1, ["窄过前行", "narrower than the line before"], |b| {
        Flag(b.lines[0].width() - b.lines[1].width() > 1.0)
    }),
    between("headline-break-wider", 1, ["宽过前行", "wider than the line before"], |b| {
        Flag(b.lines[0].width() - b.lines[1].width() < -1.0)
    }),
    between(
        "headline-break-lengths",
        5,
        ["两行长短之比", "length of one line beside the other"],
        |b| {
            let [before, after] = b.texts.map(|text| text.len() as f32);
            let ratio = before / after.max(1.0);
            Which(Some([0.45, 0.75, 1.25, 2.0].iter().filter(|&&from| ratio >= from).count()))
        },
    ),
    between("headline-break-byline", 1, ["隔着署名", "a byline between"], |b| Flag(b.parted)),
    between("headline-break-spaced", 1, ["一行加空一行不加", "letter-spaced or not"], |b| {
        Flag(b.lines[0].letter_spaced != b.lines[1].letter_spaced)
    }),
    between("headline-break-people", 1, ["两行都写人物或场景", "people or scenes in both"], |b| {
        Flag(b.lines.iter().all(|l| l.cues.any(&[Cue::People, Cue::Scene])))
    }),
    between("headline-break-short", 1, ["有一行很短", "one of them very short"], |b| {
        Flag(b.texts.iter().any(|text| text.len() <= 4))
    }),
    between(
        "headline-break-last-word",
        WORD_CLASSES as u32,
        ["前行末词的词类", "the class of the last word before"],
        |b| Which(b.lexicon.last_class(b.tail)),
    ),
    between(
        "headline-break-first-word",
        WORD_CLASSES as u32,
        ["后行首词的词类", "the class of the first word after"],
        |b| Which(b.lexicon.first_class(b.head)),
    ),
];
pub(super) const OF_BREAK: usize = width(BREAK);

/// Questions about the whole.
pub(super) const WHOLE: &[Template<AskWhole>] = &[
    whole("headline-kickers", 4, ["引题行数", "number of kickers"], |w| Which(Some(w.count(0).min(3)))),
    whole("headline-titles", 4, ["主题行数", "lines of the title"], |w| {
        Which(Some((w.count(1) - 1).min(3)))
    }),
    whole("headline-subtitles", 3, ["副题行数", "number of subtitles"], |w| {
        Which(Some(w.count(2).min(2)))
    }),
    whole(
        "headline-captions-behind",
        4,
        ["正文后标题的图说行数", "captions beside a headline behind its text"],
        |w| Which(Some(if w.last { w.count(CAPTION).min(3) } else { 0 })),
    ),
    whole(
        "headline-captions-before",
        4,
        ["正文前标题的图说行数", "captions beside a headline before its text"],
        |w| Which(Some(if w.last { 0 } else { w.count(CAPTION).min(3) })),
    ),
    whole("headline-title-length", 5, ["主题长短", "length of the title"], |w| {
        Which(Some(w.title_length()))
    }),
    whole(
        "headline-title-kicker",
        1,
        ["主题不窄于引题", "the title at least as wide as the kicker"],
        |w| Flag(w.widest(1) >= w.widest(0)),
    ),
    whole(
        "headline-title-subtitle",
        1,
        ["主题不窄于副题", "the title at least as wide as the subtitle"],
        |w| Flag(w.widest(1) >= w.widest(2)),
    ),
    whole("headline-as-read", 1, ["与逐行判断相同", "as it was read"], |w| Flag(w.roles == w.as_read)),
    whole("headline-otherwise", 1, ["与逐行判断不同的行数", "lines read otherwise"], |w| {
        Value(w.roles.iter().zip(w.as_read).filter(|(a, b)| a != b).count() as f32 / 2.0)
    }),
    whole(
        "headline-captions-above",
        1,
        ["图说在正文前标题之上", "captions above a headline before its text"],
        |w| Flag(w.roles[0] == CAPTION && !w.last),
    ),
    whole(
        "headline-captions-below",
        1,
        ["图说在正文后标题之下", "captions below a headline behind its text"],
        |w| Flag(w.roles[w.roles.len() - 1] == CAPTION && w.last),
    ),
];
pub(super) const OF_WHOLE: usize = width(WHOLE);
