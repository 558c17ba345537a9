//! Citations of heads as newspapers print them: author, paper, date and page, by form.
//!
//! `tests/heads/authors.tsv`: an article, `⏎` for a line's end, `@` and `&` for a report and an essay, and whom it names, each
//! with the part where that is not to have written it. `tests/heads/places.tsv`: a file's path, what stands over its
//! articles, and where it was printed; `?` where nobody can say. The tables are printed with `--nocapture`.

mod pages_of_text;

use jianbao::archive::{PageLabel, readable_path};
use jianbao::citation::Citation;
use pages_of_text::pages_of;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const REPORT: &str = "昨日上午八时，澜溪河边的候船廊里已经坐满了人，早班的轮渡载了九十多位乘客开往北岸，
住在河两边的人以后再不用翻山走远路。
　　县交通局一位科长说，新船能载一百二十人，天亮开头班，天黑收末班，赶集的日子再添两趟，
住校的孩子凭学生证乘船不要钱。
　　北岸的菜农高兴得合不拢嘴，往年送菜要翻过两道山梁，如今一担豆角上了船，半个钟头就到了
南岸的集市上。";
const ESSAY: &str = "那一年的春天来得急，檐下的雪还堆着，向阳的坡上已经冒出了青。我和妹妹提着竹篮去田埂上
挖荠菜，母亲站在院门口喊我们早点回家。
　　多年以后，我在城里的菜场又看到荠菜，装在塑料袋里，一把一把扎得很整齐，却再也闻不到
泥土的味道。
　　昨夜下了一场雨，我忽然想起那条田埂，想起竹篮边上母亲缝的一圈蓝布。";

/// The reference to the first article of a page of this text under a path.
fn cited(path: &str, text: &str) -> Citation {
    let pages = pages_of(text);
    let label = PageLabel::of_file(path, "", &[&pages[0].header]).remove(0);
    let citation = label.citation(path);
    match pages[0].segmentation.articles.first() {
        Some(article) => citation.with_article(article),
        None => citation,
    }
}

/// Whom an article names: `何闻; photographer:丁一鸣; et al.`
fn named(citation: &Citation) -> Vec<String> {
    let has = |name: &str, part: &str| {
        citation.contributors.iter().any(|one| one.name == name && one.part.name() == part)
    };
    let one_of = citation.contributors.iter().filter(|one| {
        // Who wrote it and made its pictures is the writer.
        one.part.name() != "editor" && (one.part.name() != "photographer" || !has(&one.name, "writer"))
    });
    let mut named: Vec<String> = one_of
        .map(|one| match one.part.name() {
            "writer" => one.name.clone(),
            part => format!("{part}:{}", one.name),
        })
        .collect();
    let bodies =
        citation.authors.iter().filter(|name| !citation.contributors.iter().any(|one| one.name == **name));
    named.extend(bodies.map(|name| format!("body:{name}")));
    named.extend(citation.and_others.then(|| "et al.".to_owned()));
    named.sort();
    named
}

/// A path in the encoding that stands before it, read as the program reads names.
fn read_path(path: &str) -> String {
    let encoded = match path.split_once(':') {
        Some(("gbk", path)) => encoding_rs::GBK.encode(path).0,
        Some(("big5", path)) => encoding_rs::BIG5.encode(path).0,
        _ => return path.to_owned(),
    };
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        readable_path(Path::new(std::ffi::OsStr::from_bytes(&encoded)))
    }
    #[cfg(not(unix))]
    readable_path(&PathBuf::from(path.split_once(':').expect("an encoding").1))
}

/// The rows of a table of the folder, without its head.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/heads").join(name);
    let text = std::fs::read_to_string(path).expect("a table");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// How many heads of each form are right in each of their four parts.
#[derive(Default)]
struct Count(BTreeMap<String, [usize; 5]>, Vec<String>);

impl Count {
    fn take(&mut self, form: &str, head: &str, parts: [(&str, String, String); 4]) {
        let counts = self.0.entry(form.to_owned()).or_default();
        counts[4] += 1;
        for (count, (part, found, wanted)) in counts.iter_mut().zip(parts) {
            if found == wanted || wanted == "?" {
                *count += 1;
            } else {
                self.1.push(format!("{form}: {part} “{found}” instead of “{wanted}”: {head}"));
            }
        }
    }

    fn show(&self) {
        println!("{:20}{:>8}{:>8}{:>8}{:>8}{:>8}", "form", "author", "paper", "date", "page", "of");
        for (form, [author, paper, date, page, all]) in &self.0 {
            println!("{form:20}{author:8}{paper:8}{date:8}{page:8}{all:8}");
        }
        self.1.iter().for_each(|fault| println!("{fault}"));
    }
}

fn cited_parts(
    path: &str,
    text: &str,
    [authors, paper, date, page]: [&str; 4],
) -> [(&'static str, String, String); 4] {
    let citation = cited(path, text);
    let mut wanted: Vec<&str> = authors.split("; ").filter(|name| !name.is_empty()).collect();
    wanted.sort_unstable();
    let day = citation.date.map(|date| date.to_string()).unwrap_or_default();
    [
        ("author", named(&citation).join("; "), wanted.join("; ")),
        ("paper", citation.paper, paper.to_owned()),
        ("date", day, date.to_owned()),
        ("page", citation.page, page.to_owned()),
    ]
}

#[test]
fn heads_of_every_form_are_cited_as_printed() {
    let mut count = Count::default();
    for row in rows("authors.tsv") {
        let [form, page, authors] = &row[..] else { panic!("three columns: {row:?}") };
        let text = page.replace('⏎', "\n").replace('@', REPORT).replace('&', ESSAY);
        let path = "澜溪日报/2024-03-05/03.txt";
        count.take(form, page, cited_parts(path, &text, [authors, "澜溪日报", "2024-03-05", "3"]));
    }
    for row in rows("places.tsv") {
        let [form, path, head, paper, date, page] = &row[..] else { panic!("six columns: {row:?}") };
        let text = format!("{head}⏎澜溪新渡口昨起通航⏎本报记者 何闻⏎　　{REPORT}\n")
            .trim_start_matches('⏎')
            .replace('⏎', "\n");
        let about = format!("{path} {head}");
        count.take(form, &about, cited_parts(&read_path(path), &text, ["何闻", paper, date, page]));
    }
    count.show();
    // A pen name that is a word, and a name of four characters that are two names as well.
    const AMBIGUOUS: usize = 2;
    let all = count.0.values().map(|all| all[4]).sum::<usize>();
    assert!(count.1.len() <= AMBIGUOUS, "{} of {all} are wrong:\n{}", count.1.len(), count.1.join("\n"));
}
