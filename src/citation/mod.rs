//! Citations: where an article was printed, in the forms that reference managers and editors ask for.
//!
//! Citation, styles and bibliography; the authors of an article by its byline, lead and end. Pure.

mod author_note;
pub mod byline;
#[cfg(test)]
mod heads;
mod lead;
mod names;

pub use byline::{Contributor, Part as Contribution, authors};
pub use lead::authors_of;

use crate::han::character::plain;
use crate::han::lexicon::fnv1a;
use crate::segmentation::{Article, Role};
use byline::Part;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt::Write;

/// Citation of a newspaper article. Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// 报纸名: the newspaper, as the reader calls it; empty where unknown.
    pub paper: String,
    /// The day of the issue.
    pub date: Option<Date>,
    /// 版次: the page as printed, for instance `03` or `A2`; empty where unknown.
    pub page: String,
    /// 题名: the title, or the first words of an untitled article.
    pub title: String,
    /// 副题: the line below the title; empty where there is none.
    pub subtitle: String,
    /// Those who wrote it, as byline, lead and end name them, in order; see [`authors`].
    pub authors: Vec<String>,
    /// Whether there are authors who are not named: 等.
    #[serde(default)]
    pub and_others: bool,
    /// All who had a part in it, authors too.
    #[serde(default)]
    pub contributors: Vec<Contributor>,
    /// 版面: the name of the page's section, for instance `要闻`; empty where unknown.
    pub section: String,
    /// The page file, relative to its archive; empty where unknown.
    pub path: String,
    /// First and last line of the place in the page file, counted from 1.
    pub lines: Option<(u32, u32)>,
    /// Summary in its own words: the first paragraph.
    #[serde(default)]
    pub summary: String,
    /// Notes that a person wrote about it, and quotations from it.
    #[serde(default)]
    pub notes: Vec<String>,
    /// A person's tags for it.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// A link that opens it in the program; empty where there is none.
    #[serde(default)]
    pub link: String,
}

/// The forms that a citation can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CitationStyle {
    /// GB/T 7714-2015, newspaper article `[N]`.
    Gbt7714,
    /// GB/T 7714-2025: the same with the marks of Chinese text.
    Gbt7714In2025,
    /// RIS, read by Zotero, EndNote, NoteExpress.
    Ris,
    /// BibTeX with the fields of biblatex.
    Bibtex,
    /// CSL-JSON: an array of one item.
    CslJson,
}

impl CitationStyle {
    /// All styles.
    pub const ALL: [CitationStyle; 5] = [
        CitationStyle::Gbt7714,
        CitationStyle::Gbt7714In2025,
        CitationStyle::Ris,
        CitationStyle::Bibtex,
        CitationStyle::CslJson,
    ];

    /// The style of a name of the command line.
    pub fn from_name(name: &str) -> Option<CitationStyle> {
        match name {
            "gbt7714" | "gbt7714-2015" => Some(CitationStyle::Gbt7714),
            "gbt7714-2025" => Some(CitationStyle::Gbt7714In2025),
            "ris" => Some(CitationStyle::Ris),
            "bibtex" | "bib" => Some(CitationStyle::Bibtex),
            "csl" => Some(CitationStyle::CslJson),
            _ => None,
        }
    }

    /// The usual extension of a file in this style, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            CitationStyle::Gbt7714 | CitationStyle::Gbt7714In2025 => "txt",
            CitationStyle::Ris => "ris",
            CitationStyle::Bibtex => "bib",
            CitationStyle::CslJson => "json",
        }
    }
}

/// Many citations as one file of a style, each once, in order. BibTeX keys are made distinct.
pub fn bibliography(citations: &[Citation], style: CitationStyle) -> String {
    let mut bibliography = Bibliography::new(style);
    let entries: String = citations.iter().map(|citation| bibliography.add(citation)).collect();
    entries + bibliography.end()
}

/// Bibliography that is written one citation after the other, so that they need not be in memory together.
pub struct Bibliography {
    style: CitationStyle,
    count: usize,
    /// The keys of BibTeX, as often as they came.
    keys: HashMap<String, usize>,
}

impl Bibliography {
    /// Begins a file of a style.
    pub fn new(style: CitationStyle) -> Bibliography {
        Bibliography { style, count: 0, keys: HashMap::new() }
    }

    /// What the file goes on with for the next citation.
    pub fn add(&mut self, citation: &Citation) -> String {
        self.count += 1;
        match self.style {
            CitationStyle::Gbt7714 | CitationStyle::Gbt7714In2025 => {
                format!("[{}] {}\n", self.count, citation.format(self.style))
            }
            CitationStyle::Ris => citation.ris(),
            CitationStyle::Bibtex => {
                let key = citation.key();
                let count = self.keys.entry(key.clone()).or_insert(0);
                *count += 1;
                let key = if *count == 1 { key } else { format!("{key}-{count}") };
                citation.bibtex(&key)
            }
            CitationStyle::CslJson => {
                let item = serde_json::to_string_pretty(&citation.csl()).unwrap_or_default();
                let before = if self.count == 1 { "[\n  " } else { ",\n  " };
                format!("{before}{}", item.replace('\n', "\n  "))
            }
        }
    }

    /// What stands at the file's end.
    pub fn end(&self) -> &'static str {
        match self.style {
            CitationStyle::CslJson if self.count == 0 => "[]\n",
            CitationStyle::CslJson => "\n]\n",
            _ => "",
        }
    }
}

/// The marks between the parts of a reference by GB/T 7714.
struct GbtMarks {
    comma: &'static str,
    colon: &'static str,
    brackets: (char, char),
}

const GBT_2015: GbtMarks = GbtMarks { comma: ", ", colon: ": ", brackets: ('(', ')') };
/// The edition in force from July 2026 sets all but the full stops as Chinese text does.
const GBT_2025: GbtMarks = GbtMarks { comma: "，", colon: "：", brackets: ('（', '）') };

impl Citation {
    /// The citation of an article at this place: title, subtitle, authors and lines are the article's.
    pub fn with_article(self, article: &Article) -> Citation {
        let lines = article.blocks.iter().flat_map(|block| &block.lines).map(|line| line.0);
        let credits = lead::of_article(article);
        Citation {
            title: article.display_title(),
            subtitle: article.texts(Role::Subtitle).collect::<Vec<_>>().join("\u{3000}"),
            authors: credits.authors(),
            and_others: credits.and_others,
            contributors: credits.contributors,
            summary: article
                .texts(Role::Paragraph)
                .chain(article.texts(Role::Caption))
                .next()
                .unwrap_or_default()
                .to_owned(),
            lines: lines.clone().min().zip(lines.max()),
            ..self
        }
    }

    /// The citation with a title and authors as the person says them; an empty title is not taken.
    pub fn described(self, title: Option<&str>, authors: Option<Vec<String>>) -> Citation {
        let (title, subtitle) = match title.filter(|title| !title.is_empty()) {
            Some(title) => (title.to_owned(), String::new()),
            None => (self.title, self.subtitle),
        };
        let and_others = self.and_others && authors.is_none();
        let authors = authors.unwrap_or(self.authors);
        Citation { title, subtitle, authors, and_others, ..self }
    }

    /// The citation in one style; a file of one entry where the style is a file format.
    pub fn format(&self, style: CitationStyle) -> String {
        match style {
            CitationStyle::Gbt7714 => self.gbt7714(),
            CitationStyle::Gbt7714In2025 => self.gbt7714_with(&GBT_2025),
            _ => bibliography(std::slice::from_ref(self), style),
        }
    }

    /// GB/T 7714-2015, 8.8 报纸中的析出文献: `作者. 题名[N]. 报纸名, 2024-01-05(03).`
    ///
    /// Of more than three authors the first three are named, then 等. What is unknown is left out.
    pub fn gbt7714(&self) -> String {
        self.gbt7714_with(&GBT_2015)
    }

    fn gbt7714_with(&self, marks: &GbtMarks) -> String {
        const NAMED: usize = 3;
        let mut out = String::new();
        if !self.authors.is_empty() {
            let mut named: Vec<String> = self.authors.iter().take(NAMED).map(|a| one_line(a)).collect();
            if self.and_others || self.authors.len() > NAMED {
                named.push("等".into());
            }
            let _ = write!(out, "{}. ", named.join(marks.comma));
        }
        let _ = write!(out, "{}[N].", self.full_title(marks.colon));
        let translators = self.translators().join(marks.comma);
        if !translators.is_empty() {
            let _ = write!(out, " {translators}{}译.", marks.comma);
        }
        let date = self.date.map(|date| date.to_string()).unwrap_or_default();
        let mut issue: Vec<String> = vec![one_line(&self.paper), date];
        issue.retain(|part| !part.is_empty());
        let page = one_line(&self.page);
        if !page.is_empty() {
            let page = format!("{}{page}{}", marks.brackets.0, marks.brackets.1);
            issue.last_mut().map_or_else(|| out.push_str(&format!(" {page}.")), |last| last.push_str(&page));
        }
        if !issue.is_empty() {
            let _ = write!(out, " {}.", issue.join(marks.comma));
        }
        out
    }

    /// One record of RIS, type `NEWS`, ended by `ER`.
    pub fn ris(&self) -> String {
        let mut out = String::from("TY  - NEWS\r\n");
        let mut field = |tag: &str, value: &str| {
            let value = one_line(value);
            if !value.is_empty() {
                let _ = write!(out, "{tag}  - {value}\r\n");
            }
        };
        self.authors.iter().for_each(|author| field("AU", author));
        self.translators().iter().for_each(|name| field("A4", name));
        field("TI", &self.full_title(": "));
        field("T2", &self.paper);
        if let Some(date) = self.date {
            field("PY", &format!("{:04}", date.year()));
            field("DA", &date.strftime("%Y/%m/%d").to_string());
        }
        field("SE", &self.section);
        // The first and the last page of a sheet of several.
        let (first, last) = self.page.split_once('-').unwrap_or((&self.page, ""));
        field("SP", first);
        field("EP", last);
        field("LA", "zh");
        field("AB", &self.summary);
        self.keywords.iter().for_each(|keyword| field("KW", keyword));
        self.notes.iter().for_each(|note| field("N1", note));
        field("UR", &self.link);
        // A call number: no style prints it.
        field("CN", &self.place());
        out.push_str("ER  - \r\n\r\n");
        out
    }

    /// One entry of BibTeX with fields of biblatex (`entrysubtype`, `date`, `langid`).
    pub fn bibtex(&self, key: &str) -> String {
        let mut out = format!("@article{{{key},\n  entrysubtype = {{newspaper}},\n");
        let mut field = |name: &str, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(out, "  {name} = {{{value}}},");
            }
        };
        // A name in braces of its own is one name, not taken apart at its spaces.
        let names =
            |names: &[String]| -> Vec<String> { names.iter().map(|a| format!("{{{}}}", tex(a))).collect() };
        let mut authors = names(&self.authors);
        if self.and_others && !authors.is_empty() {
            authors.push("others".into());
        }
        field("author", &authors.join(" and "));
        field("translator", &names(&self.translators()).join(" and "));
        field("title", &tex(&self.title));
        field("subtitle", &tex(&self.bare_subtitle()));
        field("journal", &tex(&self.paper));
        if let Some(date) = self.date {
            field("date", &date.to_string());
            field("year", &format!("{:04}", date.year()));
        }
        field("pages", &tex(&self.page).replace('-', "--"));
        field("langid", "chinese");
        field("abstract", &tex(&self.summary));
        field("keywords", &tex(&self.keywords.join(", ")));
        // No style prints these three.
        let notes: Vec<&str> = self
            .notes
            .iter()
            .chain([&self.link])
            .map(String::as_str)
            .filter(|note| !note.is_empty())
            .collect();
        field("annotation", &tex(&notes.join(" / ")));
        field("library", &tex(&self.place()));
        out.push_str("}\n\n");
        out
    }

    /// One item of CSL-JSON, type `article-newspaper`.
    pub fn csl(&self) -> serde_json::Value {
        let mut item = serde_json::Map::new();
        let mut field = |name: &str, value: String| {
            if !value.is_empty() {
                item.insert(name.into(), value.into());
            }
        };
        field("id", self.key());
        field("type", "article-newspaper".into());
        field("title", self.full_title(": "));
        field("container-title", one_line(&self.paper));
        field("section", one_line(&self.section));
        field("page", one_line(&self.page));
        field("language", "zh".into());
        field("abstract", one_line(&self.summary));
        field("keyword", one_line(&self.keywords.join(", ")));
        field("note", one_line(&self.notes.join(" / ")));
        for (role, names) in [
            ("author", self.authors.clone()),
            ("translator", self.translators()),
            ("illustrator", self.with_part(Part::Photographer)),
        ] {
            // A Chinese name has no certain split into family and given name: `literal` keeps it whole.
            let names: Vec<_> =
                names.iter().map(|name| serde_json::json!({ "literal": one_line(name) })).collect();
            if !names.is_empty() {
                item.insert(role.into(), names.into());
            }
        }
        // The member for what CSL has no word for: no style prints it.
        let mut custom = serde_json::Map::new();
        for (name, value) in [("path", self.place()), ("link", one_line(&self.link))] {
            if !value.is_empty() {
                custom.insert(name.into(), value.into());
            }
        }
        if !custom.is_empty() {
            item.insert("custom".into(), custom.into());
        }
        if let Some(date) = self.date {
            let parts = serde_json::json!([[date.year(), date.month(), date.day()]]);
            item.insert("issued".into(), serde_json::json!({ "date-parts": parts }));
        }
        item.into()
    }

    /// The place for a person to open: `2024/0105/03.txt:12-40`; empty where the file is unknown.
    pub fn place(&self) -> String {
        let path = one_line(&self.path);
        match self.lines {
            Some((first, last)) if !path.is_empty() && first == last => format!("{path}:{first}"),
            Some((first, last)) if !path.is_empty() => format!("{path}:{first}-{last}"),
            _ => path,
        }
    }

    /// The source line under a quotation: `《某某日报》2024年1月5日第03版 要闻`.
    pub fn source_line(&self) -> String {
        let paper = one_line(&self.paper);
        let mut out = if paper.is_empty() { paper } else { format!("《{paper}》") };
        if let Some(date) = self.date {
            let _ = write!(out, "{}年{}月{}日", date.year(), date.month(), date.day());
        }
        // 第3版, but A02版 and 特1版; 号外 is a sheet without a number.
        let page = one_line(&self.page);
        let numbered = page.contains(|c: char| c.is_ascii_digit());
        let (before, after) = match page.starts_with(|c: char| c.is_ascii_digit()) {
            true => ("第", "版"),
            false => ("", if numbered { "版" } else { "" }),
        };
        if !page.is_empty() {
            let _ = write!(out, "{before}{page}{after}");
        }
        if !self.section.is_empty() && self.section != page {
            let _ = write!(out, " {}", one_line(&self.section));
        }
        out
    }

    /// Words of the article in quotation marks, with the source behind: `“……”（《某某日报》2024年1月5日第03版《题名》）`.
    pub fn quotation(&self, words: &str) -> String {
        let inner: String = plain(words)
            .trim()
            .chars()
            // Quotation marks inside are of the other kind.
            .map(|c| match c {
                '“' => '‘',
                '”' => '’',
                '「' => '『',
                '」' => '』',
                c => c,
            })
            .collect();
        let marks = if words.contains(['「', '」']) { ('「', '」') } else { ('“', '”') };
        let title = one_line(&self.title);
        let title = if title.is_empty() { title } else { format!("《{title}》") };
        format!("{}{inner}{}（{}{title}）", marks.0, marks.1, self.source_line())
    }

    /// Title and subtitle as one, this mark between them: `主题: 副题`.
    fn full_title(&self, colon: &str) -> String {
        let (title, subtitle) = (one_line(&self.title), self.bare_subtitle());
        if subtitle.is_empty() { title } else { format!("{title}{colon}{subtitle}") }
    }

    /// The subtitle without the dash that a paper sets before it: a reference says it by a colon or a field of its own.
    fn bare_subtitle(&self) -> String {
        one_line(&self.subtitle)
            .trim_start_matches(['—', '―', '─', '－', '–', '-', '~', '～', ' '])
            .to_owned()
    }

    /// Those who put it into Chinese, where somebody else is the author.
    fn translators(&self) -> Vec<String> {
        let mut names = self.with_part(Part::Translator);
        names.retain(|name| !self.authors.contains(name));
        names
    }

    /// Those who had another part in it than its authors.
    pub(super) fn others(&self) -> impl Iterator<Item = &Contributor> {
        self.contributors.iter().filter(|one| !self.authors.contains(&one.name))
    }

    /// Those who had a part in it.
    pub(super) fn with_part(&self, part: Part) -> Vec<String> {
        self.contributors.iter().filter(|one| one.part == part).map(|one| one.name.clone()).collect()
    }

    /// A key of ASCII letters, digits and hyphens: the date, the page and a checksum of title and paper.
    fn key(&self) -> String {
        let mut key = String::from("news");
        if let Some(date) = self.date {
            let _ = write!(key, "-{}", date.strftime("%Y%m%d"));
        }
        let page: String = self.page.chars().filter(char::is_ascii_alphanumeric).collect();
        if !page.is_empty() {
            let _ = write!(key, "-{page}");
        }
        let sum = fnv1a(self.paper.bytes().chain([0]).chain(self.title.bytes()));
        let _ = write!(key, "-{sum:08x}");
        key
    }
}

/// Line ends and runs of white space become one space, so that a value cannot begin a new field or line; signs that are
/// no text are left out.
fn one_line(text: &str) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text that TeX prints as it is.
fn tex(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            // An unbalanced brace would end the field, escaped or not, in BibTeX's own reader.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '$' | '&' | '#' | '_' | '%' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn sample() -> Citation {
        Citation {
            paper: "临江晚报".into(),
            date: Some(date(2024, 1, 5)),
            page: "03".into(),
            title: "老街修缮过半".into(),
            subtitle: "居民盼早日回迁".into(),
            authors: vec!["何砚秋".into(), "吴岚".into()],
            section: "城事".into(),
            path: "2024/0105/03.txt".into(),
            lines: Some((12, 40)),
            ..Citation::default()
        }
    }

    #[test]
    fn gbt7714_names_author_title_paper_date_and_page() {
        assert_eq!(
            sample().gbt7714(),
            "何砚秋, 吴岚. 老街修缮过半: 居民盼早日回迁[N]. 临江晚报, 2024-01-05(03)."
        );
    }

    #[test]
    fn gbt7714_of_2025_sets_marks_as_chinese_text_does() {
        let mut citation = sample();
        let style = CitationStyle::Gbt7714In2025;
        assert_eq!(
            citation.format(style),
            "何砚秋，吴岚. 老街修缮过半：居民盼早日回迁[N]. 临江晚报，2024-01-05（03）."
        );
        citation.authors = ["甲", "乙", "丙", "丁"].map(String::from).to_vec();
        assert!(bibliography(&[citation], style).starts_with("[1] 甲，乙，丙，等. 老街"));
    }

    #[test]
    fn gbt7714_names_three_authors_and_leaves_out_what_is_unknown() {
        let mut citation = sample();
        citation.authors = ["甲", "乙", "丙", "丁"].map(String::from).to_vec();
        assert!(citation.gbt7714().starts_with("甲, 乙, 丙, 等. 老街"));
        let bare = Citation { paper: "临江晚报".into(), title: "短讯".into(), ..Citation::default() };
        assert_eq!(bare.gbt7714(), "短讯[N]. 临江晚报.");
    }

    #[test]
    fn the_dash_before_a_subtitle_gives_way_to_the_colon() {
        let citation = Citation { subtitle: "——记一条老街".into(), ..sample() };
        assert!(citation.gbt7714().contains("过半: 记一条老街[N]"));
        assert!(Citation { subtitle: "——".into(), ..sample() }.gbt7714().contains("过半[N]"));
    }

    #[test]
    fn ris_keeps_one_field_a_line() {
        let mut citation = sample();
        citation.title = "上行\r\nER  - 下行".into();
        let ris = citation.ris();
        assert!(ris.contains("TI  - 上行 ER - 下行: 居民盼早日回迁\r\n"), "{ris}");
        assert_eq!(ris.lines().filter(|line| line.starts_with("ER")).count(), 1);
        assert!(ris.contains("DA  - 2024/01/05\r\n") && ris.contains("AU  - 吴岚\r\n"));
    }

    #[test]
    fn bibtex_escapes_and_balances_braces() {
        let mut citation = sample();
        citation.title = "涨 5% {半开 A&B_C \\x".into();
        let entry = citation.bibtex("k");
        assert!(entry.contains("title = {涨 5\\% \\textbraceleft{}半开 A\\&B\\_C \\textbackslash{}x},"));
        assert!(entry.contains("author = {{何砚秋} and {吴岚}},"));
        let depth = entry.chars().fold(0, |d, c| d + i32::from(c == '{') - i32::from(c == '}'));
        assert_eq!(depth, 0);
    }

    #[test]
    fn csl_json_reads_back() {
        let text = sample().format(CitationStyle::CslJson);
        let items: Vec<serde_json::Value> = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(items[0]["type"], "article-newspaper");
        assert_eq!(items[0]["issued"]["date-parts"][0][1], 1);
        assert_eq!(items[0]["author"][0]["literal"], "何砚秋");
        assert_eq!(items[0]["custom"]["path"], "2024/0105/03.txt:12-40");
    }

    #[test]
    fn what_a_person_wrote_goes_along_and_no_style_prints_the_path() {
        let citation = Citation {
            summary: "老街的屋顶换了新瓦。".into(),
            notes: vec!["“新瓦” 待查".into()],
            keywords: vec!["老街".into(), "修缮".into()],
            link: "jianbao://annotation/1".into(),
            subtitle: "——记一条老街".into(),
            ..sample()
        };
        let ris = citation.ris();
        for line in [
            "AB  - 老街的屋顶换了新瓦。",
            "KW  - 修缮",
            "N1  - “新瓦” 待查",
            "UR  - jianbao://annotation/1",
            "CN  - 2024/0105/03.txt:12-40",
        ] {
            assert!(ris.contains(&format!("{line}\r\n")), "{line}: {ris}");
        }
        let bibtex = citation.bibtex("k");
        for line in [
            "subtitle = {记一条老街},",
            "keywords = {老街, 修缮},",
            "annotation = {“新瓦” 待查 / jianbao://annotation/1},",
            "library = {2024/0105/03.txt:12-40},",
        ] {
            assert!(bibtex.contains(line), "{line}: {bibtex}");
        }
        assert!(!bibtex.contains(" note ="), "{bibtex}");
        let csl = citation.csl();
        assert_eq!(csl["note"], "“新瓦” 待查");
        assert_eq!(csl["keyword"], "老街, 修缮");
        assert_eq!(csl["custom"]["link"], "jianbao://annotation/1");
        assert_eq!(csl["title"], "老街修缮过半: 记一条老街");
    }

    #[test]
    fn a_range_of_pages_is_one_in_every_form() {
        let citation = Citation { page: "2-3".into(), ..sample() };
        assert!(citation.ris().contains("SP  - 2\r\nEP  - 3\r\n"));
        assert!(citation.bibtex("k").contains("pages = {2--3},"));
        assert!(citation.gbt7714().ends_with("2024-01-05(2-3)."));
    }

    #[test]
    fn what_is_unknown_is_not_made_up() {
        let page_only = Citation { title: "短讯".into(), page: "3".into(), ..Citation::default() };
        assert_eq!(page_only.gbt7714(), "短讯[N]. (3).");
        assert_eq!(Citation { title: "短讯".into(), ..Citation::default() }.gbt7714(), "短讯[N].");
        assert!(!page_only.ris().contains("T2  -") && !page_only.bibtex("k").contains("journal"));
        assert_eq!(Citation { page: "3".into(), ..Citation::default() }.source_line(), "第3版");
    }

    #[test]
    fn others_and_translators_are_told() {
        let translator = Contributor { name: "孟可".into(), part: Part::Translator };
        let citation = Citation { and_others: true, contributors: vec![translator], ..sample() };
        assert_eq!(
            citation.gbt7714(),
            "何砚秋, 吴岚, 等. 老街修缮过半: 居民盼早日回迁[N]. 孟可, 译. 临江晚报, 2024-01-05(03)."
        );
        let bibtex = citation.bibtex("k");
        assert!(
            bibtex.contains("{吴岚} and others}") && bibtex.contains("translator = {{孟可}}"),
            "{bibtex}"
        );
        assert!(citation.ris().contains("A4  - 孟可\r\n"));
        assert_eq!(citation.csl()["translator"][0]["literal"], "孟可");
    }

    #[test]
    fn keys_of_a_bibliography_are_distinct() {
        let text = bibliography(&[sample(), sample()], CitationStyle::Bibtex);
        let keys: Vec<&str> = text.lines().filter(|line| line.starts_with('@')).collect();
        assert_eq!(keys.len(), 2);
        assert_ne!(keys[0], keys[1]);
    }

    #[test]
    fn numbered_list_counts_from_one() {
        let text = bibliography(&[sample(), sample()], CitationStyle::Gbt7714);
        assert!(text.starts_with("[1] 何砚秋") && text.contains("\n[2] 何砚秋"));
    }

    #[test]
    fn a_quotation_stands_in_marks_with_its_source_behind() {
        assert_eq!(
            sample().quotation("他说“再等等”。"),
            "“他说‘再等等’。”（《临江晚报》2024年1月5日第03版 城事《老街修缮过半》）"
        );
        assert!(sample().quotation("他說「再等等」。").starts_with("「他說『再等等』。」（"));
    }

    #[test]
    fn source_line_says_paper_day_page_and_section() {
        assert_eq!(sample().source_line(), "《临江晚报》2024年1月5日第03版 城事");
        for (page, section, line) in [
            ("A02", "城事", "A02版 城事"),
            ("特1", "", "特1版"),
            ("2-3", "", "第2-3版"),
            ("号外", "号外", "号外"),
        ] {
            let (page, section) = (page.to_owned(), section.to_owned());
            assert_eq!(Citation { page, section, ..Citation::default() }.source_line(), line);
        }
    }
}
