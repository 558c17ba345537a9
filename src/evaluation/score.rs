//! Scores of a page that was taken apart against its right answer.

use super::LabelledPage;
use crate::segmentation::{Article, LineNo, Role, Segmentation};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Sums over pages, and the figures that they give.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Characters, and sums of precision and recall weighted by them.
    b3: [f64; 3],
    articles: Counts,
    wholes: Counts,
    titles: Counts,
    breaks: Counts,
    /// Pairs of lines of a body that follow each other: judged wrongly, and all.
    pairs: [f64; 2],
    roles: BTreeMap<Role, Counts>,
    /// Lines that are in no block.
    pub lost: usize,
}

/// Counts of what was found and right, what was found, what was wanted.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: f64,
    found: f64,
    wanted: f64,
}

impl Counts {
    fn f1(self) -> f64 {
        let all = self.found + self.wanted;
        if all > 0.0 { 2.0 * self.right / all } else { 1.0 }
    }
}

impl Tally {
    /// B-cubed F1 of line to article, weighted by characters.
    pub fn article_b3(&self) -> f64 {
        let [characters, precision, recall] = self.b3;
        let (p, r) = (precision / characters.max(1.0), recall / characters.max(1.0));
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    /// F1 of articles whose lines are found exactly, captions and credits aside.
    pub fn article_exact(&self) -> f64 {
        self.articles.f1()
    }

    /// F1 of articles all of whose lines are found exactly, whatever roles they were given: what a reader sees first.
    pub fn article_whole(&self) -> f64 {
        self.wholes.f1()
    }

    /// F1 of headlines: same article, same text, white space aside.
    pub fn title_exact(&self) -> f64 {
        self.titles.f1()
    }

    /// F1 of breaks between lines of a body that follow each other.
    pub fn break_f1(&self) -> f64 {
        self.breaks.f1()
    }

    /// Of a thousand pairs of lines of a body that follow each other, those judged wrongly.
    pub fn join_errors(&self) -> f64 {
        let [wrong, pairs] = self.pairs;
        1000.0 * wrong / pairs.max(1.0)
    }

    /// Mean over the roles of the F1 of line to role, weighted by characters.
    pub fn role(&self) -> f64 {
        let wanted = self.roles.values().filter(|counts| counts.wanted > 0.0);
        wanted.clone().map(|counts| counts.f1()).sum::<f64>() / wanted.count().max(1) as f64
    }

    /// Counts a page.
    pub fn add(&mut self, gold: &LabelledPage, found: &Segmentation) {
        let weight = |no: LineNo| squeeze(gold.page.line(no)).chars().count() as f64;
        // Furniture is an article of its own, line by line.
        let (wanted, roles) = owners(
            gold.articles.iter().map(|a| a.blocks.iter().map(|b| (b.role, &b.lines[..])).collect()),
            &gold.furniture,
        );
        let furniture: Vec<LineNo> = found.furniture.iter().flat_map(|b| b.lines.iter().copied()).collect();
        let (got, got_roles) = owners(
            found.articles.iter().map(|a| a.blocks.iter().map(|b| (b.role, &b.lines[..])).collect()),
            &furniture,
        );
        let members = |owner: &HashMap<LineNo, usize>| -> HashMap<usize, HashSet<LineNo>> {
            let mut out: HashMap<usize, HashSet<LineNo>> = HashMap::new();
            owner.iter().for_each(|(&no, &article)| {
                out.entry(article).or_default().insert(no);
            });
            out
        };
        let (wanted_sets, got_sets) = (members(&wanted), members(&got));
        let size = |lines: &HashSet<LineNo>| lines.iter().map(|&no| weight(no)).sum::<f64>();
        let mut lines: Vec<LineNo> = wanted.keys().copied().collect();
        lines.sort_unstable();
        for no in lines {
            let w = weight(no);
            let role = roles[&no];
            self.b3[0] += w;
            self.roles.entry(role).or_default().wanted += w;
            let Some(article) = got.get(&no) else {
                self.lost += 1;
                continue;
            };
            let (a, b) = (&wanted_sets[&wanted[&no]], &got_sets[article]);
            let both = a.intersection(b).map(|&no| weight(no)).sum::<f64>();
            self.b3[1] += w * both / size(b).max(1.0);
            self.b3[2] += w * both / size(a).max(1.0);
            self.roles.entry(got_roles[&no]).or_default().found += w;
            self.roles.entry(role).or_default().right += if got_roles[&no] == role { w } else { 0.0 };
        }
        self.add_articles(gold, found, &got);
        self.add_breaks(gold, found);
    }

    fn add_articles(&mut self, gold: &LabelledPage, found: &Segmentation, got: &HashMap<LineNo, usize>) {
        let cores: HashSet<Vec<LineNo>> = found.articles.iter().map(found_core).collect();
        self.articles.found += cores.iter().filter(|core| !core.is_empty()).count() as f64;
        let wholes: HashSet<Vec<LineNo>> =
            found.articles.iter().map(|a| lines(a.blocks.iter().map(|b| &b.lines))).collect();
        self.wholes.found += wholes.iter().filter(|whole| !whole.is_empty()).count() as f64;
        self.wholes.wanted += gold.articles.len() as f64;
        self.titles.found += found.articles.iter().filter(|a| !a.is_untitled()).count() as f64;
        for article in &gold.articles {
            let wanted = core(article.blocks.iter().map(|b| (b.role, &b.lines)));
            // Of an article of captions alone nothing is left to find.
            if !wanted.is_empty() {
                self.articles.wanted += 1.0;
                self.articles.right += f64::from(u8::from(cores.contains(&wanted)));
            }
            let whole = lines(article.blocks.iter().map(|b| &b.lines));
            self.wholes.right += f64::from(u8::from(wholes.contains(&whole)));
            let titles = article.blocks.iter().filter(|b| b.role == Role::Title);
            let title: String = titles
                .map(|b| match &b.text {
                    Some(text) => squeeze(text),
                    None => b.lines.iter().map(|&no| squeeze(gold.page.line(no))).collect(),
                })
                .collect();
            if title.is_empty() {
                continue;
            }
            self.titles.wanted += 1.0;
            let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
            for &no in article.blocks.iter().flat_map(|b| &b.lines) {
                if let Some(&of) = got.get(&no).filter(|of| **of < found.articles.len()) {
                    *votes.entry(of).or_default() += squeeze(gold.page.line(no)).chars().count();
                }
            }
            let best = votes.into_iter().max_by_key(|&(of, votes)| (votes, std::cmp::Reverse(of)));
            let printed = |a: &Article| a.texts(Role::Title).map(squeeze).collect::<String>();
            let right = best.is_some_and(|(of, _)| printed(&found.articles[of]) == title);
            self.titles.right += f64::from(u8::from(right));
        }
    }

    fn add_breaks(&mut self, gold: &LabelledPage, found: &Segmentation) {
        let mut blocks: HashMap<LineNo, usize> = HashMap::new();
        let all = found.articles.iter().flat_map(|a| &a.blocks);
        for (number, block) in all.enumerate() {
            blocks.extend(block.lines.iter().map(|&no| (no, number)));
        }
        for article in &gold.articles {
            let body = article.blocks.iter().filter(|b| matches!(b.role, Role::Paragraph | Role::Subhead));
            let order: Vec<(LineNo, usize)> =
                body.enumerate().flat_map(|(i, b)| b.lines.iter().map(move |&no| (no, i))).collect();
            for pair in order.windows(2) {
                let wanted = pair[0].1 != pair[1].1;
                if article.open && wanted {
                    continue;
                }
                // A line that is furniture shares its block with no other.
                let block = |no: LineNo| blocks.get(&no);
                let got = block(pair[0].0).is_none() || block(pair[0].0) != block(pair[1].0);
                self.pairs[0] += f64::from(u8::from(wanted != got));
                self.pairs[1] += 1.0;
                self.breaks.wanted += f64::from(u8::from(wanted));
                self.breaks.found += f64::from(u8::from(got));
                self.breaks.right += f64::from(u8::from(wanted && got));
            }
        }
    }
}

/// The article and the role of each line.
fn owners<'a>(
    articles: impl Iterator<Item = Vec<(Role, &'a [LineNo])>>,
    furniture: &[LineNo],
) -> (HashMap<LineNo, usize>, HashMap<LineNo, Role>) {
    let (mut owner, mut roles) = (HashMap::new(), HashMap::new());
    let mut count = 0;
    for blocks in articles {
        for (role, lines) in blocks {
            owner.extend(lines.iter().map(|&no| (no, count)));
            roles.extend(lines.iter().map(|&no| (no, role)));
        }
        count += 1;
    }
    for (i, &no) in furniture.iter().enumerate() {
        owner.insert(no, count + i);
        roles.insert(no, Role::Furniture);
    }
    (owner, roles)
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// An article's lines other than those of its pictures.
fn core<'a>(blocks: impl Iterator<Item = (Role, &'a Vec<LineNo>)>) -> Vec<LineNo> {
    let kept = blocks.filter(|(role, _)| !matches!(role, Role::Caption | Role::Credit));
    lines(kept.map(|(_, lines)| lines))
}

/// Lines of blocks in the order of the page.
fn lines<'a>(blocks: impl Iterator<Item = &'a Vec<LineNo>>) -> Vec<LineNo> {
    let mut lines: Vec<LineNo> = blocks.flatten().copied().collect();
    lines.sort_unstable();
    lines
}

fn found_core(article: &Article) -> Vec<LineNo> {
    core(article.blocks.iter().map(|b| (b.role, &b.lines)))
}

/// For each article that was found, whether gold has it with the same lines, captions and credits aside.
pub(crate) fn exact_articles(gold: &LabelledPage, found: &Segmentation) -> Vec<bool> {
    let cores: HashSet<Vec<LineNo>> =
        gold.articles.iter().map(|a| core(a.blocks.iter().map(|b| (b.role, &b.lines)))).collect();
    found.articles.iter().map(|a| cores.contains(&found_core(a))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::perturb::{self, Change};
    use super::*;
    use crate::archive::{Limits, Source};
    use crate::segmentation::decode::decode;
    use crate::segmentation::segment;
    use std::sync::atomic::AtomicBool;

    /// The pages of the sample archive with their right answers.
    fn sample() -> Vec<LabelledPage> {
        let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/sample");
        let listing = Source::Sample.list(&Limits::default(), &AtomicBool::new(false)).unwrap();
        let label = |file: &crate::archive::PageFile| {
            let name = file.path.trim_end_matches(".txt").replace('/', "_");
            let gold = std::fs::read_to_string(golden.join(format!("{name}.gold"))).ok()?;
            let page = decode(&file.read(1 << 20).unwrap(), None).unwrap().page;
            Some(LabelledPage::parse(&name, page, &gold).unwrap())
        };
        listing.files.iter().filter_map(label).collect()
    }

    fn score(pages: &[LabelledPage]) -> Tally {
        let mut tally = Tally::default();
        pages.iter().for_each(|page| tally.add(page, &segment(&page.page)));
        tally
    }

    #[test]
    fn the_right_answer_has_full_marks() {
        let text = "江上架起新桥\n昨天上午，江上的新桥合龙，两岸的人\n都来看。\n2版\n";
        let gold = "article a\ntitle 1\np 2-3\nfurniture 4\n";
        let page = LabelledPage::parse("x", crate::segmentation::Page::new(text.into()), gold).unwrap();
        let mut tally = Tally::default();
        let block = |role, lines: &[u32]| crate::segmentation::Block {
            role,
            lines: lines.iter().map(|&no| LineNo(no)).collect(),
            text: crate::segmentation::ReflowedText::join(&page.page, &[LineNo(lines[0])]),
            role_confidence: 1.0,
            boundary_confidence: 1.0,
            evidence: Vec::new(),
            gap_before: false,
        };
        let blocks = vec![block(Role::Title, &[1]), block(Role::Paragraph, &[2, 3])];
        let mut found = Segmentation {
            articles: vec![Article { blocks, confidence: 1.0 }],
            furniture: vec![block(Role::Furniture, &[4])],
        };
        tally.add(&page, &found);
        let figures = [tally.article_b3(), tally.article_exact(), tally.title_exact(), tally.role()];
        assert_eq!(figures, [1.0; 4]);
        let other = found.articles[0].blocks.split_off(1);
        found.articles.push(Article { blocks: other, confidence: 1.0 });
        tally.add(&page, &found);
        assert!(tally.article_b3() < 1.0 && tally.article_exact() < 1.0);
    }

    #[test]
    fn an_article_whose_caption_is_taken_for_text_is_whole_but_not_exact() {
        let text = "江上架起新桥\n昨天上午，江上的新桥合龙。\n桥头的孩子们\n";
        let gold = "article a\ntitle 1\np 2\ncaption 3\n";
        let page = LabelledPage::parse("x", crate::segmentation::Page::new(text.into()), gold).unwrap();
        let block = |role, line| crate::segmentation::Block {
            role,
            lines: vec![LineNo(line)],
            text: crate::segmentation::ReflowedText::join(&page.page, &[LineNo(line)]),
            role_confidence: 1.0,
            boundary_confidence: 1.0,
            evidence: Vec::new(),
            gap_before: false,
        };
        let blocks = vec![block(Role::Title, 1), block(Role::Paragraph, 2), block(Role::Paragraph, 3)];
        let found =
            Segmentation { articles: vec![Article { blocks, confidence: 1.0 }], furniture: Vec::new() };
        let mut tally = Tally::default();
        tally.add(&page, &found);
        assert_eq!([tally.article_whole(), tally.article_exact()], [1.0, 0.0]);
    }

    /// A floor is raised when its figure rises, and never lowered unseen.
    #[test]
    fn the_sample_is_taken_apart_as_well_as_ever() {
        let pages = sample();
        assert!(pages.len() >= 26);
        let tally = score(&pages);
        let figures = [
            ("article_b3", tally.article_b3(), 0.93),
            ("article_exact", tally.article_exact(), 0.66),
            ("title_exact", tally.title_exact(), 0.775),
            ("role", tally.role(), 0.845),
            ("break_f1", tally.break_f1(), 0.935),
        ];
        assert_eq!(tally.lost, 0);
        for (name, figure, _) in figures {
            println!("{name:14} {figure:.4}");
        }
        for (name, figure, floor) in figures {
            assert!(figure >= floor, "{name} fell to {figure:.4}");
        }
    }

    /// Bounds on how far a change of the pages may move article_b3.
    #[test]
    fn small_changes_of_a_page_change_little() {
        let pages = sample();
        let before = score(&pages).article_b3();
        for (change, floor) in [
            (Change::Rewrapped, -0.03),
            (Change::WithoutBlanks, -0.035),
            (Change::OtherBlanks, -0.03),
            (Change::HalfWidth, -0.005),
            (Change::Noisy, -0.015),
            (Change::Reordered, -0.01),
        ] {
            let changed: Vec<LabelledPage> = pages.iter().map(|page| perturb::change(page, change)).collect();
            let moved = score(&changed).article_b3() - before;
            println!("{:16} {moved:+.4}", change.name());
            assert!(moved >= floor, "{} moves article_b3 by {moved:+.4}", change.name());
        }
    }
}
