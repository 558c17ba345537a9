//! Label of a page, its paper, day, number and section: read off its path, else off the lines at the page's edges.

use super::date::find_date;
use super::naming::{is_paper_name, is_section, names_paper};
use super::number::{PageNumber, bundle, is_special, named_page, page_number};
use super::part::{Part, narrow, without_range};
use crate::citation::Citation;
use crate::correction::{Description, Saying};
use crate::segmentation::Article;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Label of a page: what is known about where it was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLabel {
    /// The newspaper's name, where something says it that has the form of one.
    pub paper: Option<String>,
    /// Name of the paper in its folders where that has not the form of a newspaper's name, as `jcrb`: it keeps papers
    /// apart, and no reference names it.
    #[serde(skip)]
    pub collection: Option<String>,
    /// The day of the issue.
    pub date: Option<Date>,
    /// 版次.
    pub page: Option<PageNumber>,
    /// The page's section, for instance 要闻.
    pub section: Option<String>,
}

impl PageLabel {
    /// Reads a path inside an archive, its parts joined by `/`. `around` is the path of the archive itself,
    /// for what the path inside leaves open: an archive may be one issue, or one year of a paper.
    pub fn from_path(path: &str, around: &str) -> PageLabel {
        let path = &narrow(without_extension(path));
        let inner = find_date(path);
        let full = format!("{}/{path}", around.trim_end_matches('/'));
        let date = inner.clone().or_else(|| find_date(&full)).map(|(date, _)| date);
        let in_page = inner.as_ref().is_some_and(|(_, bytes)| path[bytes.end..].matches('/').count() > 1);
        // The date is taken out, so that its numbers are not read again. The borders of its folders stay.
        let rest = match inner {
            Some((_, bytes)) => without_range(path, bytes.clone(), &bytes),
            None => match find_date(&full) {
                Some((_, bytes)) => {
                    let from = full.len() - path.len();
                    {
                        let inner = bytes.start.max(from) - from..bytes.end.max(from) - from;
                        without_range(path, inner.clone(), &inner)
                    }
                }
                None => path.to_string(),
            },
        };
        let parts: Vec<Part> = rest.split('/').map(Part::read).collect();
        let name = path.rsplit('/').next().unwrap_or(path);
        let date_in_file = find_date(name).map(|(_, bytes)| bytes);
        let Some((file, folders)) = parts.split_last() else { return PageLabel::default() };
        let inward = || std::iter::once(file).chain(folders.iter().rev());
        let outer: Vec<Part> = around.split('/').map(|part| Part::read(&without_date(part))).collect();
        let mut label = PageLabel { date, ..PageLabel::default() };
        label.paper = inward().chain(outer.iter().rev()).find_map(|part| {
            part.title.clone().or_else(|| part.words.iter().find(|word| names_paper(word)).cloned())
        });
        label.page = inward().find_map(|part| part.page.clone());
        // 2024-03-05/03/001.txt: the page's articles are files.
        if let Some(folder) = folders.last().filter(|_| label.page.is_none() && in_page) {
            let digits = |part: &Part| part.numbers.first().map_or(0, |(_, digits)| *digits);
            // 1/03: the third page of the first edition.
            let is_edition = digits(folder) == 1 && digits(file) == 2;
            label.page = folder.bare_number(true).filter(|_| !is_edition);
        }
        if label.page.is_none() {
            // What stands before the date, as in nw.D110000xxrb_20240105_1-03, is no number of a page.
            let behind =
                date_in_file.as_ref().map(|bytes| Part::read(&without_range(name, 0..bytes.end, bytes)));
            let known = date.is_some() || label.paper.is_some();
            label.page = behind.and_then(|part| part.bare_number(true)).or_else(|| file.bare_number(known));
            // nbs.D110000xxrb_03 in the folder of a day
            let last = name.rsplit(['_', '-']).next().filter(|last| last.len() == 2);
            let last = last.filter(|_| date.is_some() && date_in_file.is_none());
            let last = last.and_then(|last| page_number("", last.parse().ok()?));
            label.page = label.page.or(last).or_else(|| named_page(name));
        }
        if let Some(page) = label.page.as_mut().filter(|page| page.part.is_empty()) {
            // C叠/05
            let bundled = inward().find_map(|part| part.words.iter().find_map(|word| bundle(word)));
            // A/03
            let folder = path.rsplit('/').nth(1).filter(|_| in_page);
            let letter = folder.filter(|folder| matches!(folder.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z']));
            page.part = bundled.or_else(|| letter.map(str::to_uppercase)).unwrap_or_default();
        }
        label.section = inward().find_map(|part| part.section.clone());
        if label.paper.is_none() {
            let of_file = || date_in_file.as_ref().and_then(|_| file.plain_name());
            label.collection = folders.iter().find_map(Part::plain_name).or_else(of_file);
        }
        if label.section.is_none() && date.is_some() && label.page.is_none() {
            label.section = file.words.iter().find(|word| is_section(word) && !is_paper_name(word)).cloned();
        }
        if label.section == label.paper {
            label.section = None;
        }
        label
    }

    /// The labels of the pages of the file at a path, each with its own `header`: what the path says and, failing that, the
    /// header. Of one page of several the header comes first in what tells it from the others: the path is the whole
    /// file's, and its number and section at most the first page's.
    pub fn of_file(path: &str, around: &str, headers: &[&PageLabel]) -> Vec<PageLabel> {
        PageLabel::from_path(path, around).of_pages(headers)
    }

    /// The labels of the pages of a file of which this is known as a whole; see [`PageLabel::of_file`].
    pub fn of_pages(&self, headers: &[&PageLabel]) -> Vec<PageLabel> {
        if let [header] = headers {
            // Of a file of which nothing else is known the number may be any; the page's own is the page's.
            let is_head = header.date.is_some() || header.paper.is_some();
            let counted = self.date.is_none() && self.paper.is_none() && is_head;
            let page = header.page.clone().filter(|_| counted);
            let page = page.or_else(|| self.page.clone());
            return vec![PageLabel { page, ..self.clone() }.or(header)];
        }
        let label = |(at, header): (usize, &&PageLabel)| {
            let own = PageLabel { paper: None, ..PageLabel::clone(header) };
            let takes_number = at == 0 && own.page.is_none();
            let (page, section) = (self.page.clone(), self.section.clone());
            let (page, section) = if takes_number { (page, section) } else { (None, None) };
            own.or(&PageLabel { page, section, ..self.clone() }).or(header)
        };
        headers.iter().enumerate().map(label).collect()
    }

    /// The name of its paper in lists: by its folder, by its name or by the archive's.
    pub fn called<'a>(&'a self, archive: &'a str) -> &'a str {
        // Of one folder some pages may have a masthead and others none.
        self.collection.as_deref().or(self.paper.as_deref()).unwrap_or(archive)
    }

    /// A reference to the page at a path of an archive.
    pub fn citation(&self, path: &str) -> Citation {
        // A sheet outside the count is called by its name: 号外.
        let extra = || self.section.clone().filter(|section| is_special(section));
        Citation {
            paper: self.paper.clone().unwrap_or_default(),
            date: self.date,
            page: self.page.as_ref().map(ToString::to_string).or_else(extra).unwrap_or_default(),
            section: self.section.clone().unwrap_or_default(),
            path: path.to_string(),
            ..Citation::default()
        }
    }

    /// This label as the person describes the page. A number that is none is not taken.
    pub fn described(mut self, says: &Description) -> PageLabel {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        if let Some(paper) = &says.paper {
            (self.paper, self.collection) = (some(paper), None);
        }
        self.date = says.date.or(self.date);
        if let Some(page) = &says.page {
            self.page = if page.is_empty() { None } else { lone_page_number(page).or(self.page) };
        }
        if let Some(section) = &says.section {
            self.section = some(section);
        }
        self
    }

    /// A reference to an article of the page at a path, as the person says it.
    pub(super) fn cite(&self, path: &str, article: &Article, said: Option<&Saying>) -> Citation {
        let citation = self.citation(path).with_article(article);
        match said {
            Some(said) => citation.described(said.title(), said.says.each_author()),
            None => citation,
        }
    }

    /// This label, its gaps filled from another.
    pub fn or(mut self, other: &PageLabel) -> PageLabel {
        self.paper = self.paper.or_else(|| other.paper.clone());
        self.collection = self.collection.or_else(|| other.collection.clone());
        self.date = self.date.or(other.date);
        self.page = self.page.or_else(|| other.page.clone());
        self.section = self.section.or_else(|| other.section.clone());
        self
    }
}

/// A page's number that stands alone: `3`, `A02`, `2-3`, `第3版`.
pub fn lone_page_number(text: &str) -> Option<PageNumber> {
    let text = narrow(text.trim());
    Part::read(&text).page.or_else(|| Part::read(&format!("{text}版")).page)
}

/// A path without an extension of a page's file.
pub(super) fn without_extension(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, extension))
            if matches!(extension.to_lowercase().as_str(), "txt" | "text" | "md" | "markdown" | "pdf")
                && !stem.is_empty() =>
        {
            stem
        }
        _ => path,
    }
}

fn without_date(text: &str) -> String {
    find_date(text).map_or_else(|| text.to_string(), |(_, bytes)| without_range(text, bytes.clone(), &bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::Page;

    /// Paths with what they say: paper, date, page, section; `-` for nothing.
    const PATHS: &[(&str, &str, &str, &str, &str, &str)] = &[
        // around, path, paper, date, page, section
        ("", "江城日报/2024-01-05/03.txt", "江城日报", "2024-01-05", "3", "-"),
        ("", "江城日报/2024/01/05/03.txt", "江城日报", "2024-01-05", "3", "-"),
        ("", "江城日报/2024年/1月5日/第03版：要闻.txt", "江城日报", "2024-01-05", "3", "要闻"),
        ("", "江城日报/2024年/1月/1月5日/A02版 民生.txt", "江城日报", "2024-01-05", "A02", "民生"),
        ("", "江城日报20240105第3版要闻.txt", "江城日报", "2024-01-05", "3", "要闻"),
        ("", "jcrb_20240105_03.txt", "-", "2024-01-05", "3", "-"),
        ("", "jcrb2024010503.txt", "-", "2024-01-05", "3", "-"),
        ("", "jcrb-20240105-1-03.txt", "-", "2024-01-05", "3", "-"),
        ("", "民國二十年四月五日/第二版.txt", "-", "1931-04-05", "2", "-"),
        ("", "民国20年4月5日 第十二版.txt", "-", "1931-04-05", "12", "-"),
        ("", "民國元年元月三日.txt", "-", "1912-01-03", "-", "-"),
        ("", "1931-4-5/p3.txt", "-", "1931-04-05", "3", "-"),
        ("", "1931.4.5/recto_p1.txt", "-", "1931-04-05", "1", "-"),
        ("", "xb_1931-04-05_verso_p2.txt", "-", "1931-04-05", "2", "-"),
        ("", "二〇二四年一月五日/头版.txt", "-", "2024-01-05", "1", "-"),
        ("", "２０２４－０１－０５/Ａ０２.txt", "-", "2024-01-05", "A02", "-"),
        ("", "江城晚报海外版/202401/05/B11.TXT", "江城晚报海外版", "2024-01-05", "B11", "-"),
        ("", "2024/0105/07-副刊.txt", "-", "2024-01-05", "7", "副刊"),
        ("", "2024/2024-01/2024-01-05/要闻.txt", "-", "2024-01-05", "-", "要闻"),
        ("", "2024-01-05/A叠/A08.txt", "-", "2024-01-05", "A08", "-"),
        ("/data/江城日报/2024", "01/05/03.txt", "江城日报", "2024-01-05", "3", "-"),
        ("/data/江城日报/2024-01-05", "03.txt", "江城日报", "2024-01-05", "3", "-"),
        ("/data/江城日报", "第12期/第3版.txt", "江城日报", "-", "3", "-"),
        ("", "000_1bc97c5c6a0ca03d.txt", "-", "-", "-", "-"),
        ("", "0125_03aa.txt", "-", "-", "-", "-"),
        ("", "2024-13-45/03.txt", "-", "-", "3", "-"),
        ("", "江城日报/2023-02-29/03.txt", "江城日报", "-", "3", "-"),
        ("", "2024/03版/02.txt", "-", "-", "3", "-"),
        ("", "农历甲辰年正月初五/二版.txt", "-", "-", "2", "-"),
        ("", "第03版.txt", "-", "-", "3", "-"),
        ("", "今日八版.txt", "-", "-", "-", "-"),
        // Sheets of several pages.
        ("", "澜溪日报/2031-01-02/第1-4版.txt", "澜溪日报", "2031-01-02", "1-4", "-"),
        ("", "澜溪日报/2031-01-02/第01、04版.txt", "澜溪日报", "2031-01-02", "1, 4", "-"),
        ("", "澜溪日报/2031-01-02/2-3版通版.txt", "澜溪日报", "2031-01-02", "2-3", "-"),
        ("", "澜溪日报/2031-01-02/第二至三版.txt", "澜溪日报", "2031-01-02", "2-3", "-"),
        ("", "澜溪日报/2031-01-02/02—03版 要闻.txt", "澜溪日报", "2031-01-02", "2-3", "要闻"),
        ("", "澜溪日报/2031-01-02/A02-A03.txt", "澜溪日报", "2031-01-02", "A02-A03", "-"),
        ("", "澜溪日报/2031-01-02/A02-03版.txt", "澜溪日报", "2031-01-02", "A02-A03", "-"),
        ("", "澜溪日报/2031-01-02/第1版-第4版.txt", "澜溪日报", "2031-01-02", "1-4", "-"),
        ("", "澜溪日报/2031-01-02/第1、2、4版.txt", "澜溪日报", "2031-01-02", "1, 2, 4", "-"),
        ("", "澜溪日报2031-01-02第2～3版.txt", "澜溪日报", "2031-01-02", "2-3", "-"),
        ("", "澜溪日报/2031-01-02/第三四版.txt", "澜溪日报", "2031-01-02", "3-4", "-"),
        ("", "澜溪日报/2031-01-02/第十二三版.txt", "澜溪日报", "2031-01-02", "12-13", "-"),
        ("", "澜溪日报/2031-01-02/第二一版.txt", "澜溪日报", "2031-01-02", "21", "-"),
        ("", "澜溪日报/2031-01-02/第二〇版.txt", "澜溪日报", "2031-01-02", "20", "-"),
        // A part's letter apart from its number, and what is no part.
        ("", "澜溪日报/2031-01-02/A-3.txt", "澜溪日报", "2031-01-02", "A03", "-"),
        ("", "澜溪日报/2031-01-02/A－03.txt", "澜溪日报", "2031-01-02", "A03", "-"),
        ("", "澜溪日报/20310102-B_12版.txt", "澜溪日报", "2031-01-02", "B12", "-"),
        ("", "澜溪日报/2031-01-02/03-A.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/P-3.txt", "澜溪日报", "2031-01-02", "3", "-"),
        // Weeks and quarters of a year.
        ("", "澜溪/2031-W44/3.txt", "-", "2031-10-27", "3", "-"),
        ("", "澜溪周报/2031-W02-3/5.txt", "澜溪周报", "2031-01-08", "5", "-"),
        ("", "澜溪日报/2031Q2/W04.txt", "澜溪日报", "-", "W04", "-"),
        ("", "澜溪日报/Q2-2031/5.txt", "澜溪日报", "-", "5", "-"),
        // Parts and what is outside the count.
        ("", "澜溪日报/2031-01-02/C叠/05.txt", "澜溪日报", "2031-01-02", "C05", "-"),
        ("", "澜溪日报/2031-01-02/C叠05版.txt", "澜溪日报", "2031-01-02", "C05", "-"),
        ("", "澜溪日报/2031-01-02/Ｃ叠05.txt", "澜溪日报", "2031-01-02", "C05", "-"),
        ("", "澜溪日报/2031-01-02/C 疊 05.txt", "澜溪日报", "2031-01-02", "C05", "-"),
        ("", "澜溪日报/2031-01-02/C组/05.txt", "澜溪日报", "2031-01-02", "C05", "-"),
        ("", "澜溪日报/2031-01-02/C/05.txt", "澜溪日报", "2031-01-02", "C05", "-"),
        ("", "澜溪日报/2031年1月2H/05.txt", "澜溪日报", "2031-01-02", "5", "-"),
        ("", "澜溪日报/2031-01-02/A第3版.txt", "澜溪日报", "2031-01-02", "A03", "-"),
        ("", "澜溪日报/2031-01-02/专1.txt", "澜溪日报", "2031-01-02", "专1", "-"),
        ("", "澜溪日报/2031-01-02/版3.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/版面03.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/第三面.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/3页.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/十面埋伏.txt", "澜溪日报", "2031-01-02", "-", "十面埋伏"),
        ("", "澜溪日报/2031-01-02/03、04.txt", "澜溪日报", "2031-01-02", "3, 4", "-"),
        ("", "澜溪日报/2031-01-02/A03_A04.txt", "澜溪日报", "2031-01-02", "A03-A04", "-"),
        ("", "澜溪日报/2031-01-02/03_04.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/通版03-04.txt", "澜溪日报", "2031-01-02", "3-4", "-"),
        ("", "澜溪日报/2031-01-02/pp3-4.txt", "澜溪日报", "2031-01-02", "3-4", "-"),
        ("", "澜溪日报/2031-01-02/P3-P4.txt", "澜溪日报", "2031-01-02", "3-4", "-"),
        ("", "澜溪日报/2031-01-02/特1-特4.txt", "澜溪日报", "2031-01-02", "特1-特4", "-"),
        ("", "澜溪日报/2031-01-02～09/03.txt", "澜溪日报", "2031-01-02", "3", "-"),
        // A page's articles, each a file of its own; and editions.
        ("", "澜溪日报/2031-01-02/03/001.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/03 民生/2.txt", "澜溪日报", "2031-01-02", "3", "民生"),
        ("", "澜溪日报/2031-01-02/1/03.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "html/2031-01/02/nbs.D990000lanxirb_03.txt", "-", "2031-01-02", "3", "-"),
        ("", "20310102003.txt", "-", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/B疊/第二版.txt", "澜溪日报", "2031-01-02", "B02", "-"),
        ("", "澜溪日报/2031-01-02/特刊/02.txt", "澜溪日报", "2031-01-02", "特2", "-"),
        ("", "澜溪日报/2031-01-02/版次3.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/特1.txt", "澜溪日报", "2031-01-02", "特1", "-"),
        ("", "澜溪日报/2031-01-02/特刊01.txt", "澜溪日报", "2031-01-02", "特1", "-"),
        ("", "澜溪日报/2031-01-02/特刊第02版.txt", "澜溪日报", "2031-01-02", "特2", "-"),
        ("", "澜溪日报/2031-01-02/增刊2.txt", "澜溪日报", "2031-01-02", "增2", "-"),
        ("", "澜溪日报/2031-01-02/号外1.txt", "澜溪日报", "2031-01-02", "号外1", "-"),
        ("", "澜溪日报/2031-01-02/号外.txt", "澜溪日报", "2031-01-02", "-", "号外"),
        ("", "澜溪日报/2031-01-02/特刊T3.txt", "澜溪日报", "2031-01-02", "T03", "-"),
        ("", "澜溪日报/2031-01-02/AA02.txt", "澜溪日报", "2031-01-02", "AA02", "-"),
        ("", "澜溪日报/2031-01-02/AB02.txt", "澜溪日报", "2031-01-02", "-", "-"),
        ("", "澜溪日报 31.01.02 第7版.txt", "澜溪日报", "2031-01-02", "7", "-"),
        ("", "澜溪日报/2031-01-02/特刊.txt", "澜溪日报", "2031-01-02", "-", "特刊"),
        ("", "澜溪日报/2031-01-02/03+04.txt", "澜溪日报", "2031-01-02", "3, 4", "-"),
        ("", "澜溪日报/2031-01-02/03-04.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报PDF/2031-01-02/03.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报电子版/2031-01-02/03.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报1998—2005/2001-01-02/03.txt", "澜溪日报", "2001-01-02", "3", "-"),
        ("", "澜溪日报第12345期（2031年1月2日）第3版.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报海外版/2031-01-02/03.txt", "澜溪日报海外版", "2031-01-02", "3", "-"),
        ("", "剪报1998/2001-01-02/03.txt", "-", "2001-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02/04-05通版.txt", "澜溪日报", "2031-01-02", "4-5", "-"),
        ("", "澜溪日报/2031-01-02/A04-A05跨版.txt", "澜溪日报", "2031-01-02", "A04-A05", "-"),
        ("", "澜溪日报/2031-01-02/03@民生.txt", "澜溪日报", "2031-01-02", "3", "民生"),
        ("", "澜溪日报数字报/2031-01-02/03.txt", "澜溪日报", "2031-01-02", "3", "-"),
        // A number and a section in one word, and what is none.
        ("", "澜溪日报/2031-01-02/B02要闻.txt", "澜溪日报", "2031-01-02", "B02", "要闻"),
        ("", "澜溪日报/2031-01-02/03民生.txt", "澜溪日报", "2031-01-02", "3", "民生"),
        ("", "澜溪日报/2031-01-02/文化12.txt", "澜溪日报", "2031-01-02", "12", "文化"),
        ("", "澜溪日报/2031-01-02/G20峰会.txt", "澜溪日报", "2031-01-02", "-", "-"),
        // Copies of a file.
        ("", "澜溪日报/2031-01-02/05-副本.txt", "澜溪日报", "2031-01-02", "5", "-"),
        ("", "澜溪日报/2031-01-02/05 的副本2.txt", "澜溪日报", "2031-01-02", "5", "-"),
        ("", "澜溪日报/2031-01-02/05备份.txt", "澜溪日报", "2031-01-02", "5", "-"),
        ("", "澜溪日报/2031-01-02/副本A05.txt", "澜溪日报", "2031-01-02", "A05", "-"),
        ("", "澜溪日报/2031-01-02/05版 民生 - 副本.txt", "澜溪日报", "2031-01-02", "5", "民生"),
        ("", "澜溪日报/2031-01-02/05-已校对 要闻.txt", "澜溪日报", "2031-01-02", "5", "要闻"),
        ("", "澜溪日报 - 副本/2031-01-02/05.txt", "澜溪日报", "2031-01-02", "5", "-"),
        ("", "xb/2031-01-02 副本/终稿.txt", "-", "2031-01-02", "-", "-"),
        ("", "澜溪日报/2031-01-02/05-副刊.txt", "澜溪日报", "2031-01-02", "5", "副刊"),
        // Numbers as programs write them.
        ("", "澜溪日报/2031-01-02/0003.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "nw.D990000lanxirb_20310102_1-03.txt", "-", "2031-01-02", "3", "-"),
        ("", "lanxirb/2031-01/02/nw.D990000lanxirb_20310102_2-12.txt", "-", "2031-01-02", "12", "-"),
        // Dates of other spellings.
        ("", "澜溪日报/310102/03.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/2031-01-02至2031-01-09合刊/01.txt", "澜溪日报", "2031-01-02", "1", "-"),
        ("", "澜溪日报/20310102-20310103/3.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "澜溪日报/Jan 2, 2031/p3.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "瀾溪報/120年1月2日/A12版.txt", "瀾溪報", "2031-01-02", "A12", "-"),
        ("", "瀾溪報/1200102/A12.txt", "瀾溪報", "2031-01-02", "A12", "-"),
        ("", "澜溪日报/2031年第2期(1月2日)/3.txt", "澜溪日报", "2031-01-02", "3", "-"),
        // Newspapers' names of other forms, and what is none.
        ("", "澜溪周末/2031-01-02/3.txt", "澜溪周末", "2031-01-02", "3", "-"),
        ("", "澜溪消息/2031-01-02/3.txt", "澜溪消息", "2031-01-02", "3", "-"),
        ("", "Lanxi Daily/2031-01-02/p3.txt", "Lanxi Daily", "2031-01-02", "3", "-"),
        ("", "澜溪日报社/2031-01-02/3.txt", "澜溪日报", "2031-01-02", "3", "-"),
        ("", "合作社/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "周刊/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "新闻/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "澜溪周刊/2031-01-02/3.txt", "澜溪周刊", "2031-01-02", "3", "-"),
        ("", "剪报2019/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "我的剪报/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "下载/001.txt", "-", "-", "-", "-"),
        ("", "seeds/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "旧报/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("/home/hewen/资料", "新建文件夹/3.txt", "-", "-", "3", "-"),
        ("", "文汇报/2031-01-02/3.txt", "文汇报", "2031-01-02", "3", "-"),
        ("", "河报/1931-01-02/3.txt", "河报", "1931-01-02", "3", "-"),
        ("", "天气预报/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "工作日报/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "项目周报/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "校报/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "民国报刊/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "goodnews/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
        ("", "LanxiNews/2031-01-02/3.txt", "LanxiNews", "2031-01-02", "3", "-"),
        ("", "lanxidaily/2031-01-02/3.txt", "lanxidaily", "2031-01-02", "3", "-"),
        ("", "澜溪每日电讯/2031-01-02/3.txt", "澜溪每日电讯", "2031-01-02", "3", "-"),
        ("", "消息/2031-01-02/3.txt", "-", "2031-01-02", "3", "-"),
    ];

    fn shown<T: ToString>(value: Option<T>) -> String {
        value.map_or("-".to_string(), |value| value.to_string())
    }

    /// The first lines of pages, joined by `|`, with what they say: paper, date, page, section.
    const HEADERS: &[(&str, &str, &str, &str, &str)] = &[
        ("第二版民國九年十月三日|江聲報|米價又漲", "江聲報", "1920-10-03", "2", "-"),
        ("民國十九年十月四日|星期六|第七百號", "-", "1930-10-04", "-", "-"),
        ("江城日报 2024年1月5日 星期五|03版 要闻|责任编辑 何平", "江城日报", "2024-01-05", "3", "要闻"),
        ("2024年1月5日　星期五　农历腊月廿四　今日八版", "-", "2024-01-05", "-", "-"),
        ("A02 民生|2024-01-05", "-", "2024-01-05", "A02", "民生"),
        ("2024年1月5日，一场春雨之后茶农们上山采茶", "-", "-", "-", "-"),
        ("防汛简报|本报讯 昨日，全市召开会议", "-", "-", "-", "-"),
        ("第三版民國九年十月三日江聲報館印行庚申年八月廿二日星期日", "-", "1920-10-03", "3", "-"),
        ("报名时间：2024年1月5日 2024年1月9日 现场确认", "-", "-", "-", "-"),
        ("江城⽇报|2024年3⽉5⽇|第3\u{ad}版 ⺠生", "江城日报", "2024-03-05", "3", "民生"),
        ("G20 峰会开幕|本报讯", "-", "-", "-", "-"),
        ("江城晚报|两河口的老船工", "-", "-", "-", "-"),
        (
            "澜溪日报|2031年1月2日 农历腊月初九 今日多云 3℃-9℃|今日12版 第3版",
            "澜溪日报",
            "2031-01-02",
            "3",
            "-",
        ),
        ("第1版 / 共4版|渡口昨起通航", "-", "-", "1", "-"),
        ("澜 溪 日 报 2031年1月2日 第 3 版 民 生", "澜溪日报", "2031-01-02", "3", "民生"),
        ("2031年1月2日 农历腊月初九 渡口今天开航，船票两元，老人免费", "-", "-", "-", "-"),
        (
            "03|2031年1月2日|星期四|E-mail:a@b.example|澜溪日报|渡口昨起通航",
            "澜溪日报",
            "2031-01-02",
            "3",
            "-",
        ),
        ("澜溪日报 ｜ 03 ｜ 民生 2031年01月02日 星期四 编辑:何闻", "澜溪日报", "2031-01-02", "3", "民生"),
        ("澜溪日报｜2031年1月2日｜A05｜编辑 何闻", "澜溪日报", "2031-01-02", "A05", "-"),
        ("澜溪日报 星期四 第03版 出版日期：2031/01/02", "澜溪日报", "2031-01-02", "3", "-"),
        (
            "澜溪日报|LANXI DAILY|Thursday, January 2, 2031|03|渡口昨起通航",
            "澜溪日报",
            "2031-01-02",
            "3",
            "-",
        ),
        ("LANXI DAILY|Thursday, January 2, 2031|03", "LANXI DAILY", "2031-01-02", "3", "-"),
        ("澜溪日报|二０三一年一月二日　星期四|第３版|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        (
            "责任编辑 何闻 美编 吴岚|2031.1.2 星期四|３|澜溪日报·民生|渡口昨起通航",
            "澜溪日报",
            "2031-01-02",
            "3",
            "民生",
        ),
        (
            "澜 溪 日 报|2031 年 1 月 2 日|星 期 四|3|民 生|渡口昨起通航",
            "澜溪日报",
            "2031-01-02",
            "3",
            "民生",
        ),
        ("澜溪日报|2031年1月2日|第2-3版 专题|渡口昨起通航", "澜溪日报", "2031-01-02", "2-3", "专题"),
        ("澜溪日报 2031年1月2日 特刊01版|渡口昨起通航", "澜溪日报", "2031-01-02", "特1", "-"),
        ("澜溪日报 3 2031年1月2日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("3 民生 2031年1月2日 星期四 澜溪日报|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "民生"),
        ("LANXI DAILY|澜溪日报|2031/01/02|A03|要闻", "澜溪日报", "2031-01-02", "A03", "要闻"),
        ("澜溪日报|出版日期：2031年1月2日|版次：03|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("责任编辑：何闻|2031年1月2日|星期四|第 03 版|渡口昨起通航", "-", "2031-01-02", "3", "-"),
        ("澜溪日报 2031年1月2日 今日 8 版|渡口昨起通航", "澜溪日报", "2031-01-02", "-", "-"),
        ("澜溪日报 2031年1月2日 气温 8 ℃|渡口昨起通航", "澜溪日报", "2031-01-02", "-", "-"),
        // The number beside its section, behind editors or above the day.
        (
            "澜溪日报 2031-01-02 星期四 责编：何闻 版式：吴岚 03 要闻|渡口昨起通航",
            "澜溪日报",
            "2031-01-02",
            "3",
            "要闻",
        ),
        ("03 要闻|2031年1月2日 星期四|澜溪日报|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "要闻"),
        ("民生 A05|2031年1月2日|澜溪日报|渡口昨起通航", "澜溪日报", "2031-01-02", "A05", "民生"),
        ("澜溪日报社出版 2031年1月2日 第12345期 第3版|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("澜溪日报 2031年1月2日|20 强名单揭晓|渡口昨起通航", "澜溪日报", "2031-01-02", "-", "-"),
        // Ways through the pages of a site, and labels of each.
        ("澜溪日报 > 2031-01-02 > A3：教育|渡口昨起通航", "澜溪日报", "2031-01-02", "A03", "教育"),
        (
            "首页 » 澜溪日报 » 2031年01月02日 » 第A3版 教育|渡口昨起通航",
            "澜溪日报",
            "2031-01-02",
            "A03",
            "教育",
        ),
        ("澜溪日报/2031/01/02/A3|渡口昨起通航", "澜溪日报", "2031-01-02", "A03", "-"),
        ("澜溪日报……2031.1.2……A3……教育|渡口昨起通航", "澜溪日报", "2031-01-02", "A03", "教育"),
        (
            "澜溪日报 日期：2031-01-02 版次：A3 版名：教育|渡口昨起通航",
            "澜溪日报",
            "2031-01-02",
            "A03",
            "教育",
        ),
        (
            "报纸名称：澜溪日报|出版日期：2031年1月2日|版次：第3版|版名：教育|渡口昨起通航",
            "澜溪日报",
            "2031-01-02",
            "3",
            "教育",
        ),
        ("2031 年 1 月 2 日 星期四 澜溪日报 A-3|渡口昨起通航", "澜溪日报", "2031-01-02", "A03", "-"),
        ("澜溪日报 2031年1月2日|第三四版|渡口昨起通航", "澜溪日报", "2031-01-02", "3-4", "-"),
        ("澜溪日报|2031年1月2日|版名的由来|渡口昨起通航", "澜溪日报", "2031-01-02", "-", "-"),
        // The day that an author wrote below a text, and the foot of a page.
        ("致读者|渡口昨天通航了，船来了。|2 0 3 1 年 1 月 2 日", "-", "-", "-", "-"),
        ("致读者|渡口昨天通航了，船来了。|2031年1月2日 于渡口", "-", "-", "-", "-"),
        ("渡口|船来了，人都来了。|2031年1月2日 星期四", "-", "2031-01-02", "-", "-"),
        ("渡口|船来了，人都来了。|2031年1月2日|第3版", "-", "2031-01-02", "3", "-"),
        // Numbers that count something else, and a headline as short as a section.
        ("澜 溪 日 报|2 0 3 1 年 1 月 2 日|第 4 版|渡口昨起通航", "澜溪日报", "2031-01-02", "4", "-"),
        ("澜溪日报 LANXI DAILY|2031年1月2日 星期四|渡口昨起通航", "澜溪日报", "2031-01-02", "-", "-"),
        ("澜溪日报 APP上线|2031年1月2日 星期四|渡口昨起通航", "-", "2031-01-02", "-", "-"),
        ("澜溪日报 号外|2031年1月2日 星期四|渡口昨起通航", "澜溪日报", "2031-01-02", "-", "号外"),
        ("澜溪日报|2031年1月2日|今日 8 版|渡口昨起通航", "澜溪日报", "2031-01-02", "-", "-"),
        ("澜溪周报|2031年第2周|第3版|渡口昨起通航", "澜溪周报", "2031-01-06", "3", "-"),
        ("瀾溪報|大清光緒三十年六月十八日|第三版|渡口昨起通航", "瀾溪報", "1904-07-30", "3", "-"),
        ("瀾溪報|民國四十一年（一九五二年）十月一日|第三版|渡口昨起通航", "瀾溪報", "1952-10-01", "3", "-"),
        // A day and a name that are set over several lines, and lines that look like that.
        ("2|2031年1月|星期四|澜溪日报|第3版|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("澜溪日报|2031年1月|2|星期四|第3版|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("2031.01|02|星期四|澜溪日报|A03|渡口昨起通航", "澜溪日报", "2031-01-02", "A03", "-"),
        ("2031|01/02|星期四|澜溪日报|A03|渡口昨起通航", "澜溪日报", "2031-01-02", "A03", "-"),
        ("二〇三一年|一月二日|星期四|澜溪日报|3|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("1月2日 星期四|2031年|澜溪日报|3版|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("中華民國二十年|四月五日|瀾溪報|第三版|渡口昨起通航", "瀾溪報", "1931-04-05", "3", "-"),
        ("2031年1月|3|渡口昨起通航", "-", "-", "-", "-"),
        ("澜溪|日报|2031年1月2日|第3版|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("澜|溪|日|报|2031年1月2日|第3版|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("渡口|日报|2031年1月2日|第3版|渡口昨起通航", "渡口日报", "2031-01-02", "3", "-"),
        ("老街|周报|桥上的人都说好。", "-", "-", "-", "-"),
        // Marks around the number, and other marks between the parts.
        ("--- Page 3 ---|渡口昨起通航", "-", "-", "3", "-"),
        ("[Page 3]|渡口昨起通航", "-", "-", "3", "-"),
        ("=== 第3页 ===|澜溪日报|2031年1月2日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("（第3版）|渡口昨起通航", "-", "-", "3", "-"),
        ("第3页 共9页|渡口昨起通航", "-", "-", "-", "-"),
        ("--- 3 ---|渡口昨起通航", "-", "-", "-", "-"),
        ("Page 3 of 9|渡口昨起通航", "-", "-", "-", "-"),
        ("[03]|澜溪日报|2031年1月2日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("— 3 —|澜溪日报|2031年1月2日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("（3）|澜溪日报|2031年1月2日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("03/民生|澜溪日报|2031年1月2日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "民生"),
        ("民生 ｜ 03|澜溪日报|2031年1月2日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "民生"),
        ("澜溪日报◆民生◆2031年1月2日◆03|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "民生"),
        ("澜溪日报★2031年1月2日★3版★民生|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "民生"),
        ("澜溪日报/民生/2031年1月2日/星期四/3|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "民生"),
        ("澜溪日报▪民生▪03|2031年1月2日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "民生"),
        (
            "报刊：澜溪日报|时间：2031年1月2日|版面：第3版 民生|渡口昨起通航",
            "澜溪日报",
            "2031-01-02",
            "3",
            "民生",
        ),
        ("澜溪日报<2031年1月2日>第3版|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("３　民生　澜溪日报　２０３１年１月２日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "民生"),
        // The number at the end of a line that says one thing more.
        ("2031年1月2日 星期四 3|澜溪日报 民生|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "民生"),
        ("2031.1.2星期四 责编/何闻 美编/吴岚 3|澜溪日报|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("澜溪日报 3|2031年1月2日|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        ("2031年1月2日 气温 3|澜溪日报|渡口昨起通航", "澜溪日报", "2031-01-02", "-", "-"),
        ("澜溪日报 2031-01-02 星期四 A叠 03|渡口昨起通航", "澜溪日报", "2031-01-02", "A03", "-"),
        ("澜溪日报|2031年1月2日|02-03 跨版|渡口昨起通航", "澜溪日报", "2031-01-02", "2-3", "-"),
        ("出版：2031-01-02|澜溪日报|版面：03|渡口昨起通航", "澜溪日报", "2031-01-02", "3", "-"),
        // English.
        (
            "LANXI DAILY | THURSDAY, JANUARY 2, 2031 | PAGE 3|渡口昨起通航",
            "LANXI DAILY",
            "2031-01-02",
            "3",
            "-",
        ),
        ("Lanxi Daily, Thu 2 Jan 2031, p. 3|渡口昨起通航", "Lanxi Daily", "2031-01-02", "3", "-"),
        (
            "Newspaper: Lanxi Daily|Date: 2031-01-02|Page: 3|渡口昨起通航",
            "Lanxi Daily",
            "2031-01-02",
            "3",
            "-",
        ),
        ("澜溪日报 2031年1月2日 总第 123 期|渡口昨起通航", "澜溪日报", "2031-01-02", "-", "-"),
        ("澜溪日报|2031年1月2日|3|新桥通车|桥上的人都说好。", "澜溪日报", "2031-01-02", "3", "-"),
        ("渡口通航|3|船来了，两岸的人都来看热闹。", "-", "-", "-", "-"),
        ("新华社北京3月3日电 记者获悉，2019年4月5日起执行新价格", "-", "-", "-", "-"),
    ];

    #[test]
    fn header_lines_say_paper_date_page_and_section() {
        for (lines, paper, date, page, section) in HEADERS {
            let label = PageLabel::from_header(&Page::new(lines.replace('|', "\n")));
            let got = [shown(label.paper), shown(label.date), shown(label.page), shown(label.section)];
            assert_eq!(got, [*paper, *date, *page, *section].map(String::from), "{lines}");
        }
    }

    #[test]
    fn paths_say_paper_date_page_and_section() {
        for (around, path, paper, date, page, section) in PATHS {
            let label = PageLabel::from_path(path, around);
            let got = [shown(label.paper), shown(label.date), shown(label.page), shown(label.section)];
            assert_eq!(got, [*paper, *date, *page, *section].map(String::from), "{path}");
        }
    }

    #[test]
    fn of_several_pages_each_says_itself_which_it_is() {
        let header = |lines: &str| PageLabel::from_header(&Page::new(lines.into()));
        let labels = |headers: &[&str]| -> Vec<[String; 4]> {
            let headers: Vec<PageLabel> = headers.iter().map(|lines| header(lines)).collect();
            let headers: Vec<&PageLabel> = headers.iter().collect();
            let label = |PageLabel { paper, date, page, section, .. }| {
                [shown(paper), shown(date), shown(page), shown(section)]
            };
            PageLabel::of_file("lxrb/2031-01-02/03.txt", "", &headers).into_iter().map(label).collect()
        };
        let (third, fourth) = ("澜溪日报 第05版 民生", "澜溪日报 2031年1月3日 第04版");
        assert_eq!(labels(&[third]), [["澜溪日报", "2031-01-02", "3", "民生"]]);
        assert_eq!(
            labels(&[third, fourth]),
            [["澜溪日报", "2031-01-02", "5", "民生"], ["澜溪日报", "2031-01-03", "4", "-"]]
        );
        // What has no number has the file's if it is the first.
        assert_eq!(labels(&["", fourth, ""])[0][2..], ["3", "-"]);
        assert_eq!(labels(&["", fourth, ""])[2], ["-", "2031-01-02", "-", "-"]);
    }

    #[test]
    fn a_page_that_names_its_paper_knows_its_number_better_than_a_file_that_says_nothing_else() {
        let number = |path: &str, lines: &str| {
            let header = PageLabel::from_header(&Page::new(lines.into()));
            shown(PageLabel::of_file(path, "", &[&header]).remove(0).page)
        };
        assert_eq!(number("x/28.txt", "澜溪日报\n第三版\n渡口昨起通航"), "3");
        assert_eq!(number("x/28.txt", "渡口昨起通航\n下转第三版"), "28");
        assert_eq!(number("澜溪日报/28.txt", "澜溪日报\n第三版\n渡口昨起通航"), "28");
    }

    #[test]
    fn a_number_that_is_told_is_read_in_every_spelling() {
        for (told, read) in [
            ("3", "3"),
            (" 03 ", "3"),
            ("A02", "A02"),
            ("ａ０２", "A02"),
            ("p12", "12"),
            ("第3版", "3"),
            ("第三版", "3"),
            ("头版", "1"),
            ("2-3", "2-3"),
            ("A02-A03", "A02-A03"),
            ("1, 4", "1, 4"),
            ("特1", "特1"),
        ] {
            let page = lone_page_number(told);
            assert_eq!(page.as_ref().map(ToString::to_string).as_deref(), Some(read), "{told}");
            // As it is written it is read again.
            assert_eq!(lone_page_number(read), page, "{read}");
        }
        for none in ["", "0", "9999", "要闻", "-", "nan"] {
            assert_eq!(lone_page_number(none), None, "{none}");
        }
    }

    proptest::proptest! {
        /// Whatever a path or a page's first lines are, reading them ends with a label.
        #[test]
        fn nothing_breaks_the_reading(
            path in "([0-9０-９一二十〇廿元百民國国康德年月日号/._ -]|第|版|[A-Za-zＡ]|报|[^0-9]){0,30}",
            around in "([0-9/年月日-]|报){0,12}",
        ) {
            PageLabel::from_path(&path, &around);
            PageLabel::from_header(&Page::new(path.replace('/', "\n")));
        }
    }

    /// Paths of pages, and what a reference to them says.
    const REFERENCES: &[(&str, &str)] = &[
        ("澜溪日报/2031-01-02/03.txt", " 澜溪日报, 2031-01-02(3)."),
        ("澜溪日报/20310102/第03版：要闻.txt", " 澜溪日报, 2031-01-02(3)."),
        ("澜溪日报20310102第3版.txt", " 澜溪日报, 2031-01-02(3)."),
        ("澜溪日报/310102/3.txt", " 澜溪日报, 2031-01-02(3)."),
        ("澜溪日报/二０三一年一月二日/第三版.txt", " 澜溪日报, 2031-01-02(3)."),
        ("瀾溪報/民國二十年四月五日/第二版.txt", " 瀾溪報, 1931-04-05(2)."),
        ("瀾溪報/1200102/A12.txt", " 瀾溪報, 2031-01-02(A12)."),
        ("澜溪晚报/2031-01-02至2031-01-09合刊/2-3版.txt", " 澜溪晚报, 2031-01-02(2-3)."),
        ("澜溪晚报/2031年第2期(1月2日)/第01、04版.txt", " 澜溪晚报, 2031-01-02(1, 4)."),
        ("澜溪晚报/Jan 2, 2031/p3.txt", " 澜溪晚报, 2031-01-02(3)."),
        ("澜溪晚报/2031-01-02/C叠/05.txt", " 澜溪晚报, 2031-01-02(C05)."),
        ("澜溪晚报/2031-01-02/特刊01.txt", " 澜溪晚报, 2031-01-02(特1)."),
        ("澜溪周末/2031.1.2/0003.txt", " 澜溪周末, 2031-01-02(3)."),
        ("Lanxi Daily/2031-01-02/p3.txt", " Lanxi Daily, 2031-01-02(3)."),
        ("nw.D990000lanxirb_20310102_1-03.txt", " 2031-01-02(3)."),
        ("剪报2019/2031-01-02/3.txt", " 2031-01-02(3)."),
        ("下载/001.txt", ""),
    ];

    #[test]
    fn references_say_paper_day_and_page() {
        for (path, place) in REFERENCES {
            let citation =
                Citation { title: "渡口开航".into(), ..PageLabel::from_path(path, "").citation(path) };
            assert_eq!(citation.gbt7714(), format!("渡口开航[N].{place}"), "{path}");
        }
    }
}
