//! Cues: what a line says of itself by its form, whatever paper it is from.
//!
//! Every cue is a class of lines (an opening formula, a byline, a folio), never a known line. A cue decides nothing:
//! the engine weighs it.

use super::author::{is_author_line, is_word};
use super::cue_words::{Found, List, TRADES};
use crate::han::character::{CLOSING, OPENING, is_han, is_mark};
use crate::han::lexicon::Lexicon;
use crate::han::surname::is_telling;

macro_rules! cues {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// One cue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Cue { $($(#[doc = $doc])+ $name,)+ }

        impl Cue {
            pub(crate) const ALL: &[Cue] = &[$(Cue::$name,)+];

            /// The name of the cue, as explanations and the weights show it.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Cue::$name => stringify!($name),)+ }
            }
        }
    };
}

cues! {
    /// Ends a sentence: 。！？… and closing marks behind.
    SentenceEnd,
    /// Ends at a closing mark with no sentence end inside.
    ClosingEnd,
    /// Ends at ，、；.
    PauseEnd,
    /// Ends at 、 where papers of old paused with nothing else.
    EnumerationCommaEnd,
    /// Ends at ：.
    ColonEnd,
    /// Ends at an opening mark.
    OpeningEnd,
    /// Ends with ——.
    DashEnd,
    /// Begins with ——.
    DashStart,
    /// Begins with a mark that no line may begin with.
    ClosingStart,
    /// Begins with “ ‘ （ 《 〔.
    OpeningStart,
    /// Has 。 or ； inside.
    StopInside,
    /// Has ， inside.
    CommaInside,
    /// Has 、 inside.
    EnumerationCommaInside,
    /// Two halves parted by a space, as headlines have.
    Halves,
    /// Three parts or more parted by spaces, as slogans and lists have.
    Parts,
    /// Opening formula of a report: 本报讯, 新华社北京3月19日电.
    Dateline,
    /// A report's reporter named in the opening formula: （记者 …）, 记者…报道：.
    ReporterInside,
    /// Trade and name: 本报记者 某某.
    Byline,
    /// A pen name in brackets and nothing else.
    PenName,
    /// A name and nothing else.
    NameOnly,
    /// Credit of a picture: 某某 摄, 图片由…提供, 资料图片.
    Credit,
    /// Says what a picture shows: 图为, 上图, ▲.
    Caption,
    /// 未完, 待续, 下转…版.
    JumpTo,
    /// 接上期, 上接…版.
    JumpFrom,
    /// 一、
    EnumeratorHan,
    /// （一）
    EnumeratorBracket,
    /// 1. 或 1、
    EnumeratorDigit,
    /// 一是, 首先, 第一步, 其一
    EnumeratorWord,
    /// ● ■ ◆ ★ before a brief.
    Bullet,
    /// □ before a name.
    Square,
    /// Ends with ？.
    QuestionEnd,
    /// Ends with ！.
    ExclamationEnd,
    /// Quoted or bracketed as a whole.
    Wrapped,
    /// A full date.
    Date,
    /// 第3版, A02版, 版次.
    PageLabel,
    /// 责编, 美编, 编辑, 校对, 电话, 邮箱 …: the people and numbers behind the page.
    Imprint,
    /// An address on the net.
    Address,
    /// More digits and Latin than Han.
    MostlyLatin,
    /// No Han at all.
    NoHan,
    /// Part of a series: 之一, （上）, ①.
    SeriesPart,
    /// Speaks of what was said before: 接下来, 同时, 此外, 据了解.
    Connective,
    /// 问：答：记者：
    Speaker,
    /// Digits and no Han.
    Number,
    /// A label that stands for the headline of pictures: 图片新闻.
    PhotoLabel,
    /// Ends by saying who took the picture: 某某 摄, 某某供图.
    CreditEnd,
    /// A place and nothing else: 某某镇, 某某社区.
    PlaceOnly,
    /// Speaks early of people as a picture shows them: 村民, 工作人员, 孩子们.
    People,
    /// Says what goes on before the camera: 正在…, 现场, 一角.
    Scene,
    /// The name of a column of short pieces, standing for a headline: 简讯, 政务动态.
    ColumnLabel,
    /// The genre of a piece, or the name of the column that it stands in, over its headline: 述评, ●灯下漫笔●.
    Genre,
    /// Ends by leading on to what somebody said: …时指出, …时强调.
    SaidEnd,
    /// A paper's name and nothing else: …日报, …晨报.
    PaperName,
    /// A day of the week and nothing else.
    Weekday,
    /// The name of a page or of a column and nothing else: 要闻, 副刊, 本埠新聞.
    SectionName,
    /// Begins with when it happened, as reports do: 昨日, 近日, 入夏以來, 3月5日, 八日.
    TimeStart,
    /// Begins as notices do: 敬启者, 兹, 本院, 遗失.
    NoticeStart,
    /// Ends as notices do: 谨启, 特此公告, 声明作废.
    NoticeEnd,
    /// Ends with a name in brackets behind a text: …。（何闻）
    SignedEnd,
}

impl Cue {
    /// Cues from this one on say something only at the edge of a paragraph: any line of a column may begin with 昨日.
    pub(crate) const AT_EDGES: u32 = Cue::TimeStart as u32;
}

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cues(u64);

impl Cues {
    /// The cues of a line's characters.
    pub(crate) fn of(text: &[char]) -> Cues {
        let mut set = Cues::default();
        if text.is_empty() {
            return set;
        }
        set.by_ends(text);
        set.by_shape(text);
        set.by_words(text);
        set
    }

    /// Whether the cue is there.
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 >> cue as u8 & 1 == 1
    }

    /// Whether any of the cues is there.
    pub(crate) fn any(self, cues: &[Cue]) -> bool {
        cues.iter().any(|&cue| self.has(cue))
    }

    /// The set as bits, for sets too frequent to ask one by one.
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    fn set(&mut self, cue: Cue, on: bool) {
        self.0 |= u64::from(on) << cue as u8;
    }

    fn by_ends(&mut self, text: &[char]) {
        let (first, last) = (text[0], text[text.len() - 1]);
        let closers = text.iter().rev().take_while(|c| is_mark(**c, CLOSING)).count();
        let stop = text.len().checked_sub(closers + 1).map(|i| text[i]);
        self.set(Cue::SentenceEnd, stop.is_some_and(|c| is_mark(c, "。！？…!?．")));
        self.set(Cue::ClosingEnd, closers > 0 && !self.has(Cue::SentenceEnd));
        self.set(Cue::PauseEnd, is_mark(last, "，；,;"));
        self.set(Cue::EnumerationCommaEnd, last == '、');
        self.set(Cue::ColonEnd, is_mark(last, "：:"));
        self.set(Cue::OpeningEnd, is_mark(last, OPENING));
        self.set(Cue::QuestionEnd, is_mark(last, "？?"));
        self.set(Cue::ExclamationEnd, is_mark(last, "！!"));
        self.set(Cue::ClosingStart, is_mark(first, CLOSING) || is_mark(first, "，。、；：？！,;:"));
        self.set(Cue::OpeningStart, is_mark(first, OPENING));
        let dash = |pair: &[char]| pair.iter().all(|c| is_mark(*c, "—―－-─"));
        self.set(Cue::DashStart, text.len() > 2 && dash(&text[..2]));
        self.set(Cue::DashEnd, text.len() > 2 && dash(&text[text.len() - 2..]));
        let wrapped = matches!(
            (first, last),
            ('（' | '(', '）' | ')') | ('“', '”') | ('《', '》') | ('「', '」') | ('【', '】') | ('『', '』')
        );
        self.set(Cue::Wrapped, wrapped && text.len() > 2);
    }

    fn by_shape(&mut self, text: &[char]) {
        let inside = &text[..text.len() - 1];
        self.set(Cue::StopInside, inside.iter().any(|c| matches!(c, '。' | '；')));
        self.set(Cue::CommaInside, inside.iter().any(|c| matches!(c, '，' | ',')));
        self.set(Cue::EnumerationCommaInside, inside.contains(&'、'));
        let joint = |w: &[char]| {
            w[1] == ' '
                && (is_han(w[0]) || CLOSING.contains(w[0]) || w[0].is_ascii_digit())
                && (is_han(w[2]) || OPENING.contains(w[2]))
        };
        let parts = text.windows(3).filter(|w| joint(w)).count();
        self.set(Cue::Halves, parts == 1);
        self.set(Cue::Parts, parts > 1);
        let han = text.iter().filter(|c| is_han(**c)).count();
        let latin = text.iter().filter(|c| c.is_ascii_alphanumeric()).count();
        self.set(Cue::NoHan, han == 0);
        self.set(Cue::MostlyLatin, han > 0 && latin > han);
        self.set(Cue::Number, han == 0 && latin > 0);
        let first = text[0];
        self.set(
            Cue::Bullet,
            (matches!(first, '\u{25a0}'..='\u{27bf}' | '•' | '※') && !"□▲▶▼◀△▷▽◁○".contains(first))
                && text.len() > 1,
        );
        self.set(Cue::Square, "□".contains(first));
        self.set(Cue::EnumeratorHan, enumerator(text, "一二三四五六七八九十", 3, "、，．."));
        self.set(
            Cue::EnumeratorBracket,
            matches!(first, '（' | '(') && enumerator(&text[1..], "一二三四五六七八九十0123456789", 3, "）)"),
        );
        self.set(
            Cue::EnumeratorDigit,
            enumerator(text, "0123456789０１２３４５６７８９", 2, "、．.")
                && text.get(2).is_none_or(|c| !c.is_ascii_digit()),
        );
        self.set(Cue::SeriesPart, text.iter().any(|c| ('①'..='⑳').contains(c)) && text.len() < 30);
    }

    fn by_words(&mut self, text: &[char]) {
        let letters = text.iter().filter(|c| **c != ' ');
        let length = letters.clone().count();
        let mut tight = String::with_capacity(text.len() * 3);
        tight.extend(letters);
        let mut found = Found::in_text(&tight);
        let simplified = || tight.chars().map(|c| Lexicon::get().simplify(c));
        if !simplified().eq(tight.chars()) {
            // A list has words that are written otherwise in Traditional, not the Traditional form of each.
            found.add(&Found::in_text(&simplified().collect::<String>()));
        }
        let prose =
            self.any(&[Cue::SentenceEnd, Cue::StopInside, Cue::PauseEnd, Cue::CommaInside]) || length > 40;
        let bracket = tight.contains(['（', '(']);
        self.set(Cue::Dateline, found.anywhere(List::Wire) && is_dateline(&tight));
        let trade = found.anywhere(List::Trade);
        // 记者手记, and no 记者何闻报道.
        let reports = trade && tight.ends_with(['道', '摄', '攝']);
        self.set(Cue::Genre, length <= 10 && !reports && is_genre(&tight));
        let trade = trade && !self.has(Cue::Genre);
        let reporter = trade && length > 8 && (bracket || found.anywhere(List::Reports));
        self.set(Cue::ReporterInside, reporter && !is_column_in_brackets(text));
        self.set(
            Cue::Byline,
            trade && !prose && !self.has(Cue::Dateline) && length >= 4 && is_byline(&tight),
        );
        let bracketed = self.has(Cue::Wrapped) && matches!(text[0], '（' | '(');
        let inside = &text[1..text.len().max(2) - 1];
        self.set(
            Cue::PenName,
            // （二） numbers a part.
            bracketed
                && !self.has(Cue::EnumeratorBracket)
                && (3..=8).contains(&text.len())
                && inside.iter().all(|c| is_han(*c) || *c == ' '),
        );
        self.set(Cue::PlaceOnly, length <= 8 && found.at_end(List::Place) && text.iter().all(|c| is_han(*c)));
        self.set(
            Cue::NameOnly,
            !prose && (is_name(text) && !self.has(Cue::PlaceOnly) || is_author_line(text)),
        );
        let photo = found.anywhere(List::Photo) || found.at_end(List::PhotoEnd) && length > 2;
        self.set(Cue::Credit, photo && (length < 26 || found.at_end(List::PhotoEnd)));
        self.set(
            Cue::CreditEnd,
            length < 26
                && (found.at_end(List::CreditEnd) || found.anywhere(List::CreditInside))
                && !found.at_end(List::PhotoReport),
        );
        self.set(Cue::ColumnLabel, length <= 7 && found.at_end(List::ColumnLabel));
        let name = !prose && length <= 8 && text.iter().all(|c| is_han(*c) || *c == ' ');
        self.set(Cue::PaperName, name && length > 2 && found.at_end(List::Paper));
        self.set(Cue::Weekday, length <= 3 && found.at_start(List::Week));
        self.set(
            Cue::SectionName,
            name && (found.at_end(List::Section) || length == 2 && found.at_end(List::Field)),
        );
        self.set(Cue::SaidEnd, !prose && found.at_end(List::SaidEnd));
        self.set(Cue::Caption, found.at_start(List::CaptionStart) || found.anywhere(List::CaptionInside));
        let short = length <= 16;
        self.set(Cue::JumpTo, short && found.anywhere(List::JumpTo));
        self.set(Cue::JumpFrom, short && found.anywhere(List::JumpFrom));
        self.set(Cue::EnumeratorWord, has_enumerator_word(&tight));
        self.set(Cue::Date, has_date(text));
        self.set(Cue::PageLabel, length < 60 && has_page_label(text));
        self.set(Cue::Imprint, length < 90 && found.anywhere(List::Imprint));
        self.set(Cue::Address, found.anywhere(List::Address));
        self.set(Cue::SeriesPart, self.has(Cue::SeriesPart) || length < 30 && found.anywhere(List::Series));
        self.set(Cue::Connective, found.at_start(List::Connective));
        self.set(Cue::Speaker, found.at_start(List::Speaker));
        self.set(Cue::PhotoLabel, length <= 10 && found.anywhere(List::PhotoLabel));
        self.set(Cue::People, length <= 40 && found.early(List::People));
        self.set(Cue::Scene, length <= 40 && found.anywhere(List::Scene));
        self.set(Cue::TimeStart, found.at_start(List::Time) || begins_with_date(&tight));
        self.set(Cue::NoticeStart, found.at_start(List::NoticeStart));
        self.set(Cue::NoticeEnd, ends_notice(&tight));
        self.set(Cue::SignedEnd, !self.has(Cue::Wrapped) && is_signed(&tight));
    }
}

fn enumerator(text: &[char], digits: &str, longest: usize, stops: &str) -> bool {
    // No stop is Han.
    if text.iter().skip(1).take(longest).all(|c| is_han(*c)) {
        return false;
    }
    let run = text.iter().take_while(|c| digits.contains(**c)).count();
    (1..=longest).contains(&run) && text.get(run).is_some_and(|c| stops.contains(*c))
}

fn has_enumerator_word(text: &str) -> bool {
    let mut chars = text.chars();
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    let number = |c: Option<char>| c.is_some_and(|c| "一二三四五六七八九十".contains(c));
    number(first) && second == Some('是')
        || first == Some('第') && number(second)
        || first == Some('其') && number(second) && third.is_some_and(|c| "，、是：".contains(c))
        || text.starts_with("首先")
        || text.starts_with("其次")
}

/// 本报讯, 本报北京5月2日电, 新华社…电, 据…电, and their Traditional forms; 電 and 訊 of the old papers (南京五日電).
fn is_dateline(text: &str) -> bool {
    let head: String = text.chars().take(26).collect();
    let head = head.trim_start_matches(['（', '(', '【', '［', '■', '●', '▲', '◆']);
    // A source in brackets that fills its line stands under the text, not before it.
    let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    const OWN: [&str; 6] = ["本报讯", "本報訊", "本社讯", "本社訊", "本刊讯", "本台讯"];
    const OTHERS: [&str; 10] =
        ["据新华社", "新华社", "中新社", "中央社", "電通社", "路透社", "據", "据", "本报", "本報"];
    const REPORTS: [&str; 8] = ["日电", "日電", "日讯", "日訊", "专电", "專電", "社电", "社電"];
    let begins = |openings: &[&str]| openings.iter().any(|o| head.starts_with(o));
    let reports = || REPORTS.iter().any(|r| head.contains(r)) || head.contains("讯（");
    // 某地五日电: the end of a dateline that the column cut in two, 五日电 or 社五日电, names no place.
    const DATE: &str = "0123456789月零一二三四五六七八九十廿";
    let wired = |mark: &str| {
        let start: String = head.chars().take(12).collect();
        start.find(mark).is_some_and(|at| start[..at].chars().filter(|c| !DATE.contains(*c)).count() > 1)
    };
    !bracketed
        && (begins(&OWN)
            || begins(&OTHERS) && reports()
            || wired("日電")
            || wired("日电")
            || head.chars().take(8).collect::<String>().ends_with('訊'))
}

/// A trade with names and little else: no verb of reporting, few other characters.
fn is_byline(text: &str) -> bool {
    let mut rest = text.trim_matches(|c: char| "□■◎●（）()【】—".contains(c)).to_owned();
    for word in [
        "融媒体中心",
        "全媒体",
        "融媒体",
        "新媒体",
        "本报",
        "本報",
        "本刊",
        "本社",
        "首席",
        "见习",
        "特约",
        "特派",
        "实习",
        "新华社",
        "中心",
    ]
    .iter()
    .chain(TRADES)
    {
        rest = rest.replace(word, " ");
    }
    let names: Vec<&str> =
        rest.split(|c: char| c == ' ' || "/、·，：:|".contains(c)).filter(|s| !s.is_empty()).collect();
    names.iter().all(|name| name.chars().count() <= 12) && rest.chars().filter(|c| *c != ' ').count() <= 20
}

/// A headline's line with the name of a column in brackets behind it: 渡口晨昏（记者手记）, 老街的灯〔民生观察〕.
pub(super) fn is_column_in_brackets(text: &[char]) -> bool {
    let [line @ .., '）' | ')' | '〕' | ']' | '］' | '】'] = text else { return false };
    let Some(open) = line.iter().rposition(|c| "（(〔[［【".contains(*c)) else { return false };
    let (before, inside) = (&line[..open], &line[open + 1..]);
    let plain = |part: &[char]| part.iter().all(|c| is_han(*c) || matches!(c, ' ' | '“' | '”'));
    let is_named = match inside {
        ['记', '者', rest @ ..] | ['記', '者', rest @ ..] => {
            rest.first().is_some_and(|c| is_han(*c) && !is_telling(*c))
        }
        _ => (1..inside.len()).any(|at| is_word(&inside[..at]) && is_word(&inside[at..])),
    };
    (3..=20).contains(&before.len()) && plain(before) && (3..=6).contains(&inside.len()) && is_named
}

/// A short name that ends with a word for a genre or a column, marks around it or not.
fn is_genre(tight: &str) -> bool {
    const MARKS: &[char] = &[
        '●', '○', '■', '□', '◆', '◇', '★', '☆', '◎', '【', '】', '〔', '〕', '［', '］', '[', ']', '“', '”',
        '·', '—',
    ];
    /// Han of a name at most.
    const LONGEST: usize = 6;
    let name = tight.trim_matches(MARKS);
    name.chars().count() <= LONGEST
        && name.chars().all(is_han)
        && Found::in_text(&name.chars().map(|c| Lexicon::get().simplify(c)).collect::<String>())
            .at_end(List::Genre)
}

/// Two to four Han that begin with a family name, or two such names apart.
fn is_name(text: &[char]) -> bool {
    if text.iter().filter(|c| is_han(**c)).take(5).count() > 4 {
        return false;
    }
    let inner: Vec<char> = text.iter().copied().filter(|c| !"（）()□■".contains(*c)).collect();
    let letters = inner.iter().filter(|c| is_han(**c)).count();
    (2..=4).contains(&letters)
        && inner.iter().all(|c| is_han(*c) || *c == ' ')
        && is_telling(inner[0])
        && (letters <= 3 || inner.contains(&' '))
}

/// 3月5日, 三月五日, 五日, 1958年: a number and what it counts.
fn begins_with_date(text: &str) -> bool {
    let rest =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十廿卅".contains(c));
    rest.len() < text.len()
        && (rest.starts_with(['日', '月']) || rest.starts_with('年') && text.len() - rest.len() >= 4)
}

/// …谨启, …特此公告, …声明作废, and what else closes a notice.
fn ends_notice(text: &str) -> bool {
    const ENDS: [&str; 18] = [
        "启",
        "啟",
        "啓",
        "谨白",
        "謹白",
        "敬白",
        "谨告",
        "謹告",
        "敬告",
        "公告",
        "特此声明",
        "特此聲明",
        "特此通知",
        "作废",
        "作廢",
        "此布",
        "此佈",
        "鞠躬",
    ];
    let text = text.trim_end_matches(['。', '、', '！']);
    ENDS.iter().any(|end| text.ends_with(end))
}

/// A sentence with a name in brackets behind it.
fn is_signed(text: &str) -> bool {
    let Some(inside) = text.strip_suffix(['）', ')']) else { return false };
    let Some((before, name)) = inside.rsplit_once(['（', '(']) else { return false };
    let letters = name.chars().count();
    before.ends_with(['。', '！', '？', '”', '…', '」'])
        && ((2..=4).contains(&letters) && name.chars().all(is_han)
            || letters <= 20 && TRADES.iter().any(|trade| name.contains(trade)))
}

/// 2024年1月5日, 民國二十年四月五日, 2024-01-05.
fn has_date(chars: &[char]) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "〇零○一二三四五六七八九十廿卅元".contains(c);
    let mut after_year = false;
    for (i, &c) in chars.iter().enumerate() {
        let numbered = || i > 0 && digit(chars[i - 1]);
        match c {
            '年' if numbered() => after_year = true,
            '日' | '号' | '號' if after_year && numbered() => return true,
            '-' | '.' | '/'
                if i >= 4
                    && chars[i - 4..i].iter().all(char::is_ascii_digit)
                    && chars.get(i + 1).is_some_and(char::is_ascii_digit)
                    && chars[i + 1..].iter().take(4).any(|c| "-./".contains(*c)) =>
            {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// 第3版, 03版, A02, 第二版.
fn has_page_label(chars: &[char]) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    chars.windows(2).any(|w| w[1] == '版' && digit(w[0]))
        || chars.first().is_some_and(|c| ('A'..='H').contains(c))
            && chars.get(1).is_some_and(char::is_ascii_digit)
        || chars.len() <= 3 && chars.iter().all(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(text: &str) -> Cues {
        Cues::of(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn words_are_known_in_traditional_as_in_simplified() {
        for (text, cue) in [
            ("渡口開通。（何聞攝）", Cue::CreditEnd),
            ("圖為渡船靠岸。", Cue::Caption),
            ("圖片新聞", Cue::PhotoLabel),
            ("據了解，渡口已通航。", Cue::Connective),
        ] {
            let cues = |text: &str| Cues::of(&text.chars().collect::<Vec<_>>());
            assert!(cues(text).has(cue), "{text}");
            assert!(!cues("渡口開通，兩岸的人都來看熱鬧。").has(cue), "{text}");
        }
    }

    #[test]
    fn a_place_is_no_name_though_it_begins_with_a_surname() {
        assert!(cues("吴河镇").has(Cue::PlaceOnly) && !cues("吴河镇").has(Cue::NameOnly));
        assert!(cues("吴 岚").has(Cue::NameOnly) && !cues("吴 岚").has(Cue::PlaceOnly));
        assert!(!cues("全镇上下齐动手，河道清了").has(Cue::PlaceOnly));
    }

    #[test]
    fn a_photographer_is_told_from_a_writer() {
        for credit in ["记者 何闻 摄", "融媒体中心记者 何闻 摄/视觉澜溪", "（何闻 摄）"]
        {
            assert!(cues(credit).has(Cue::CreditEnd), "{credit}");
        }
        for byline in ["本报记者 何闻", "何闻 文/图", "何闻 图片由水务局提供"] {
            assert!(!cues(byline).has(Cue::CreditEnd), "{byline}");
        }
    }

    #[test]
    fn a_dateline_is_no_source_in_brackets_and_no_end_of_another_that_the_column_cut() {
        for dateline in ["新华社云岭4月8日电 记者从县里获悉", "本报讯（记者 何闻）近日", "望江八日電、昨日"]
        {
            assert!(cues(dateline).has(Cue::Dateline), "{dateline}");
        }
        for rest in ["8日电（记者 何闻）近日", "社4月8日电 记者", "（新华社云岭4月8日电）", "讯（记者 何闻"]
        {
            assert!(!cues(rest).has(Cue::Dateline), "{rest}");
        }
    }

    #[test]
    fn what_a_page_is_called_is_told_from_what_it_reports() {
        assert!(
            cues("望江晨报").has(Cue::PaperName) && !cues("读者争看望江晨报，报纸脱销").has(Cue::PaperName)
        );
        assert!(cues("星期三").has(Cue::Weekday) && !cues("星期三停水").has(Cue::Weekday));
        assert!(cues("本埠新聞").has(Cue::SectionName) && cues("体育").has(Cue::SectionName));
        assert!(!cues("全民健身办出体育").has(Cue::SectionName));
    }

    #[test]
    fn a_report_that_opens_with_when_is_told_from_one_that_counts() {
        for opening in
            ["昨日下午，河堤合龙", "近日，记者获悉", "3月5日，渡口开通", "八日晨大霧", "1958年丝厂投产"]
        {
            assert!(cues(opening).has(Cue::TimeStart), "{opening}");
        }
        for other in ["三百名工人连夜抢修", "3台水泵同时开动", "十年树木，百年树人", "河堤昨日合龙"]
        {
            assert!(!cues(other).has(Cue::TimeStart), "{other}");
        }
    }

    #[test]
    fn a_notice_is_signed_otherwise_than_a_report() {
        assert!(cues("紙、特此聲明、沈聽松啟").has(Cue::NoticeEnd) && cues("声明作废。").has(Cue::NoticeEnd));
        assert!(!cues("他说，这是一个启示。").has(Cue::NoticeEnd));
        assert!(cues("送到各家各户。（何闻）").has(Cue::SignedEnd));
        assert!(cues("送到各家各户。（本报记者 何闻 通讯员 吴岚）").has(Cue::SignedEnd));
        assert!(
            !cues("送到各家各户。（其中四成是老人）").has(Cue::SignedEnd)
                && !cues("（何闻）").has(Cue::SignedEnd)
        );
    }

    #[test]
    fn a_column_in_brackets_is_told_from_a_name_and_from_text() {
        let is = |text: &str| is_column_in_brackets(&text.chars().collect::<Vec<char>>());
        for text in ["渡船准点开（记者蹲点）", "老街的灯〔民生观察〕", "“数字渡口”上岸【今日关注】"]
        {
            assert!(is(text), "{text}");
        }
        for text in [
            "老街的灯（何闻）",
            "渡口通航（记者 何闻）",
            "（记者蹲点）",
            "渡口，通航（记者蹲点）",
            "渡口（）",
            "渡）",
        ] {
            assert!(!is(text), "{text}");
        }
        assert!(!cues("渡船准点开航了（记者蹲点）").has(Cue::ReporterInside));
        assert!(cues("渡船准点开航（记者 何闻）").has(Cue::ReporterInside));
    }

    #[test]
    fn words_that_lead_on_to_speech_end_a_kicker_and_no_sentence() {
        assert!(cues("何闻在望江镇调研时强调").has(Cue::SaidEnd));
        assert!(!cues("会议强调，要把堤坝修好。").has(Cue::SaidEnd));
    }
}
