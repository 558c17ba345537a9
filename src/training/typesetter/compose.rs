//! Lines out of text: where a line may break, how wide its characters stand, how it is made to fill its measure.
//!
//! Rules as CLREQ (Requirements for Chinese Text Layout) describes them: 避头尾, 标点挤压, two ems of indent.

/// What is done about marks that may not begin or end a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinsoku {
    /// Nothing, as in papers of the 1920s.
    Free,
    /// The character before the mark goes to the next line with it, and the line is stretched.
    PushOut,
    /// The mark is drawn into the line where its punctuation can be narrowed, else pushed out.
    PullIn,
}

/// Which full-width marks are narrowed to half an em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compress {
    /// None.
    Full,
    /// A mark at the end of a line.
    LineEnd,
    /// A mark beside another mark, and at the end of a line.
    Adjacent,
    /// Every mark but those that end a sentence.
    Half,
}

/// How one paper sets its type. Lengths in ems of the type that is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Typography {
    /// 避头尾.
    pub kinsoku: Kinsoku,
    /// 标点挤压.
    pub compress: Compress,
    /// Whether an opening mark at the start of a line stands half an em further left.
    pub open_outside: bool,
    /// Width of a Latin letter or digit.
    pub latin: f32,
    /// Room between Han characters and Latin ones.
    pub latin_gap: f32,
    /// Whether a number or word may be cut anywhere.
    pub break_latin: bool,
    /// Width of a space.
    pub space: f32,
    /// Whether full lines fill their measure exactly.
    pub justify: bool,
    /// First-line indent of a paragraph.
    pub indent: f32,
}

/// A composed line: the range of the text it holds and each character's place from the line's left edge.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Composed {
    /// First character.
    pub start: usize,
    /// Character, left edge, width of the font's glyph; spaces are left out.
    pub glyphs: Vec<(char, f32, f32)>,
}

const OPENING: &str = "“‘（《〈【〔「『(［｛〖";
const CLOSING: &str = "，。、；：？！”’）》〉】〕」』)］｝〗,.;:?!%％℃";
const SENTENCE_END: &str = "。！？";

pub(super) fn opening(ch: char) -> bool {
    OPENING.contains(ch)
}

fn closing(ch: char) -> bool {
    CLOSING.contains(ch)
}

/// Marks with half an em of white that can be taken away.
fn airy(ch: char) -> bool {
    !ch.is_ascii() && (opening(ch) || closing(ch)) && !"％℃".contains(ch)
}

/// Latin letters, digits and what stands inside numbers.
pub(super) fn latin(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || ".%-+/@:_&".contains(ch)
}

impl Typography {
    fn glyph_width(&self, ch: char) -> f32 {
        match ch {
            ' ' => self.space,
            'W' | 'M' | '@' | '%' => self.latin * 1.5,
            c if c.is_ascii() => self.latin,
            '·' if self.compress != Compress::Full => 0.5,
            _ => 1.0,
        }
    }

    /// How far the next character stands from this one.
    fn advance(&self, before: Option<char>, ch: char, after: Option<char>) -> f32 {
        let width = self.glyph_width(ch);
        if airy(ch) {
            let beside = |c: Option<char>| c.is_some_and(airy);
            let narrow = match self.compress {
                Compress::Full | Compress::LineEnd => false,
                Compress::Adjacent if opening(ch) => before.is_some_and(opening),
                Compress::Adjacent => beside(after),
                Compress::Half => !SENTENCE_END.contains(ch),
            };
            return if narrow { 0.5 } else { width };
        }
        let meets =
            |a: char, b: char| latin(a) && !b.is_ascii() && !airy(b) || latin(b) && !a.is_ascii() && !airy(a);
        if after.is_some_and(|next| meets(ch, next)) { width + self.latin_gap } else { width }
    }

    /// Whether a line may end before `chars[at]`.
    fn may_break(&self, chars: &[char], at: usize) -> bool {
        let (last, next) = (chars[at - 1], chars[at]);
        if !self.break_latin && latin(last) && latin(next) {
            return false;
        }
        let dash = matches!((last, next), ('—', '—') | ('…', '…'));
        self.kinsoku == Kinsoku::Free || !(closing(next) || opening(last) || dash)
    }

    /// One past the last character of a line that begins at `start`.
    fn line_end(&self, chars: &[char], start: usize, measure: f32) -> usize {
        const ROUNDING: f32 = 0.01;
        /// How much of an em each character can give way without being seen.
        const GIVE: f32 = 0.04;
        let mut x = 0.0;
        let mut end = start;
        let mut marks = 0;
        while end < chars.len() {
            let ch = chars[end];
            let before = (end > start).then(|| chars[end - 1]);
            let advance = self.advance(before, ch, chars.get(end + 1).copied());
            let least = if self.compress != Compress::Full && airy(ch) && closing(ch) {
                0.5
            } else {
                self.glyph_width(ch)
            };
            if x + least.min(advance) > measure + ROUNDING {
                break;
            }
            marks += usize::from(airy(ch) && advance > 0.9);
            x += advance;
            end += 1;
        }
        if end <= start + 1 || end >= chars.len() {
            return end.max(start + 1).min(chars.len());
        }
        if self.kinsoku == Kinsoku::PullIn && closing(chars[end]) {
            let room = marks as f32 * 0.5 + (end - start) as f32 * GIVE;
            let more = 1 + usize::from(chars.get(end + 1).is_some_and(|&c| closing(c)));
            if room >= 0.5 * more as f32 && chars.get(end + more).is_none_or(|&c| !closing(c)) {
                return end + more;
            }
        }
        let mut at = end;
        while at > start + 1 && !self.may_break(chars, at) {
            at -= 1;
        }
        if at > start + 1 { at } else { end }
    }

    /// Places the characters of one line.
    fn place(&self, chars: &[char], start: usize, end: usize, measure: f32, justify: bool) -> Composed {
        let text = &chars[start..end];
        let mut xs = Vec::with_capacity(text.len());
        let mut x = 0.0;
        for (i, &ch) in text.iter().enumerate() {
            xs.push(x);
            let before = i.checked_sub(1).map(|b| text[b]);
            x += self.advance(before, ch, text.get(i + 1).copied());
        }
        let last = text[text.len() - 1];
        let full = x;
        let narrow = if self.compress != Compress::Full && airy(last) && closing(last) && full > measure {
            0.5
        } else {
            0.0
        };
        let slack = measure - (full - narrow);
        let gap =
            if text.len() > 1 && (justify || slack < 0.0) { slack / (text.len() - 1) as f32 } else { 0.0 };
        let glyphs = text
            .iter()
            .zip(xs)
            .enumerate()
            .filter(|(_, (ch, _))| **ch != ' ')
            .map(|(i, (&ch, x))| (ch, x + gap * i as f32, self.glyph_width(ch)))
            .collect();
        Composed { start, glyphs }
    }

    /// Breaks text into lines. `measure_of` gives the measure of each line in turn; `indent` is the first line's.
    pub(super) fn compose(
        &self,
        chars: &[char],
        indent: f32,
        mut measure_of: impl FnMut(usize) -> f32,
    ) -> Vec<Composed> {
        let mut lines = Vec::new();
        let mut start = 0;
        while start < chars.len() {
            if chars[start] == ' ' {
                start += 1;
                continue;
            }
            let number = lines.len();
            let measure = measure_of(number);
            let shift = match number {
                0 => indent.min(measure / 2.0),
                _ if self.open_outside && opening(chars[start]) && !chars[start].is_ascii() => -0.5,
                _ => 0.0,
            };
            let end = self.line_end(chars, start, measure - shift);
            let last = end == chars.len();
            let mut line = self.place(chars, start, end, measure - shift, self.justify && !last);
            line.glyphs.iter_mut().for_each(|g| g.1 += shift);
            lines.push(line);
            start = end;
        }
        lines
    }

    /// Ems that a text takes on one line.
    pub(super) fn length(&self, text: &str) -> f32 {
        let chars: Vec<char> = text.chars().collect();
        (0..chars.len())
            .map(|i| self.advance(i.checked_sub(1).map(|b| chars[b]), chars[i], chars.get(i + 1).copied()))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "“早上好，”他说，“今天是2024年1月5日（星期五）。”大家都笑了：原来，昨天才是！——《新桥》通车……";

    fn typography(kinsoku: Kinsoku, compress: Compress) -> Typography {
        Typography {
            kinsoku,
            compress,
            open_outside: false,
            latin: 0.5,
            latin_gap: 0.0,
            break_latin: false,
            space: 0.5,
            justify: true,
            indent: 2.0,
        }
    }

    #[test]
    fn no_line_begins_or_ends_with_a_mark_that_may_not() {
        let chars: Vec<char> = TEXT.chars().collect();
        for kinsoku in [Kinsoku::PushOut, Kinsoku::PullIn] {
            for compress in [Compress::Full, Compress::LineEnd, Compress::Adjacent, Compress::Half] {
                for measure in 8..24 {
                    let lines = typography(kinsoku, compress).compose(&chars, 2.0, |_| measure as f32);
                    let count: usize = lines.iter().map(|l| l.glyphs.len()).sum();
                    assert_eq!(count, chars.len(), "every character is set once");
                    for line in &lines[1..] {
                        assert!(!closing(line.glyphs[0].0), "{measure} {kinsoku:?} {compress:?} {line:?}");
                    }
                    for line in &lines[..lines.len() - 1] {
                        assert!(!line.glyphs.last().is_some_and(|g| opening(g.0)), "{measure} {line:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn full_lines_fill_their_measure() {
        let chars: Vec<char> = TEXT.chars().collect();
        let lines = typography(Kinsoku::PushOut, Compress::Full).compose(&chars, 0.0, |_| 11.0);
        for line in &lines[..lines.len() - 1] {
            let (_, x, width) = line.glyphs[line.glyphs.len() - 1];
            assert!((x + width - 11.0).abs() < 0.01, "{line:?}");
        }
    }
}
