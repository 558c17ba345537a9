//! Learns what is judged once lines have been read: headlines, fragments, articles, outcomes.
//!
//! The readings are those of engines that have not seen the page, so that they have the faults that readings of other
//! pages have.

use super::calibrate;
use super::labels;
use super::trainer::WeightedPage;
use crate::evaluation::score::{self, Tally};
use crate::evaluation::{LabelledPage, splitmix};
use crate::segmentation::confidence::{self, BLOCK_CONFIDENCE_FEATURES, BLOCK_JUDGES, CONFIDENCE_FEATURES};
use crate::segmentation::engine::Engine;
use crate::segmentation::fragment::Fragment;
use crate::segmentation::headline::{self, HEADLINE_FEATURES};
use crate::segmentation::headline_placement::{self, PLACEMENT_FEATURES};
use crate::segmentation::hypothesis::Hypothesis;
use crate::segmentation::idle;
use crate::segmentation::line::Lines;
use crate::segmentation::mlp;
use crate::segmentation::pair::{self, PAIR_FEATURES, PAIR_KINDS};
use crate::segmentation::photo_story::{self, BLOCK_FEATURES, STORY_FEATURES};
use crate::segmentation::weights::Weights;
use crate::segmentation::{Role, Segmentation, Watch};
use rayon::prelude::*;

/// Learns all of it, each part from pages read with the parts before it. `engines` have the readings, one for each fold.
pub(crate) fn learn(lessons: &[WeightedPage], engines: &mut [Engine], weights: &mut Weights) {
    let mut set = |engines: &mut [Engine], put: &dyn Fn(&mut Weights)| {
        engines.iter_mut().map(|engine| &mut engine.weights).chain([&mut *weights]).for_each(put);
    };
    let found = headlines(lessons, engines);
    set(engines, &|weights| weights.headline.clone_from(&found));
    let [pairs, told, captions] = fragments(lessons, engines);
    set(engines, &|weights| {
        weights.pairs.clone_from(&pairs);
        weights.photo_story.article.clone_from(&told);
        weights.photo_story.caption.clone_from(&captions);
    });
    let found = choices(lessons, engines);
    set(engines, &|weights| weights.choice.clone_from(&found));
    learn_sureness(lessons, engines);
    weights.sure.clone_from(&engines[0].weights.sure);
    weights.blocks.clone_from(&engines[0].weights.blocks);
}

/// Learns how sure it is of an article, then of a block, whose article's sureness is asked for.
pub(crate) fn learn_sureness(lessons: &[WeightedPage], engines: &mut [Engine]) {
    let found = sureness(lessons, engines);
    engines.iter_mut().for_each(|engine| engine.weights.sure.clone_from(&found));
    let found = of_blocks(lessons, engines);
    engines.iter_mut().for_each(|engine| engine.weights.blocks.clone_from(&found));
}

/// Results of each lesson by the engine that has not seen it, in the order of the lessons.
fn of_lessons<T: Send>(
    lessons: &[WeightedPage],
    engines: &[Engine],
    make: impl Fn(&WeightedPage, &Engine, &Lines) -> Vec<T> + Sync,
) -> Vec<T> {
    let of_lesson = |lesson: &WeightedPage| {
        let engine = &engines[lesson.fold];
        make(lesson, engine, &engine.lines(&lesson.page.page, &[]))
    };
    lessons.par_iter().flat_map_iter(of_lesson).collect()
}

/// One thing to be told: which judge tells it, its features, the answer, its weight.
struct Question {
    judge: usize,
    features: Vec<f32>,
    answer: bool,
    weight: f32,
}

/// Learns which fragments belong together, which articles are told in captions and which blocks are captions.
fn fragments(lessons: &[WeightedPage], engines: &[Engine]) -> [Vec<f32>; 3] {
    let asked = of_lessons(lessons, engines, |lesson, engine, lines| {
        vec![questions(&lesson.page, lesson.weight, engine, lines)]
    });
    let of = |kind: usize| asked.iter().flat_map(|questions| &questions[kind]).collect::<Vec<_>>();
    [
        judges(PAIR_KINDS, PAIR_FEATURES, &of(0)),
        judges(1, STORY_FEATURES, &of(1)),
        judges(1, BLOCK_FEATURES, &of(2)),
    ]
}

/// The pairs of a page's fragments, its articles and its captions as questions, under each habit that is likely.
fn questions(page: &LabelledPage, weight: f32, engine: &Engine, lines: &Lines) -> [Vec<Question>; 3] {
    let context = engine.extractor.context(lines);
    let [mut pairs, mut told, mut captions] = [(); 3].map(|()| Vec::new());
    let outcomes = engine.outcomes(&context, &[]);
    let weight = weight / outcomes.len() as f32;
    for Hypothesis { inference, mut fragments, pairs: found, .. } in outcomes {
        let owners = owners(page, lines, &fragments);
        let share = weight / (found.len().max(1) as f32).sqrt();
        let watch = Watch::nobody();
        pair::each(&fragments, &context, &inference, &engine.pair_scorer(), &watch, |pair, features| {
            if let [Some(a), Some(b)] = pair.fragments().map(|u| owners[u]) {
                let (judge, features) = (usize::from(pair.kind), features.to_vec());
                pairs.push(Question { judge, features, answer: a == b, weight: share });
            }
        });
        for (article, gold) in page.articles.iter().enumerate() {
            let members = members(&owners, article);
            headline::settle(&mut fragments, &members, &inference, &context, &engine.weights.headline);
            let has = |role| gold.blocks.iter().any(|b| b.role == role);
            told.extend(photo_story::features(&fragments, &members, &inference, lines).map(|features| {
                Question { judge: 0, features, answer: has(Role::Caption) && !has(Role::Paragraph), weight }
            }));
            let is_caption = |i: usize| {
                let no = lines.lines[i].no;
                gold.blocks.iter().any(|b| b.role == Role::Caption && b.lines.contains(&no))
            };
            let asked = photo_story::captions(&fragments, &members, &inference, lines).into_iter();
            captions.extend(asked.map(|(u, b, features)| {
                let lines = &fragments[u].blocks[b].lines;
                let right = lines.iter().filter(|&&i| is_caption(i)).count();
                Question { judge: 0, features, answer: 2 * right > lines.len(), weight }
            }));
        }
    }
    [pairs, told, captions]
}

/// The gold article of each fragment.
fn owners(page: &LabelledPage, lines: &Lines, fragments: &[Fragment]) -> Vec<Option<usize>> {
    fragments.iter().map(|u| labels::owner(page, lines, u.lines())).collect()
}

/// The fragments of a gold article.
fn members(owners: &[Option<usize>], article: usize) -> Vec<usize> {
    (0..owners.len()).filter(|&u| owners[u] == Some(article)).collect()
}

/// Learns how sure it is of an article: whether its lines other than those of pictures are those of one of gold's.
fn sureness(lessons: &[WeightedPage], engines: &[Engine]) -> Vec<f32> {
    let asked = of_lessons(lessons, engines, |lesson, engine, lines| {
        let context = engine.extractor.context(lines);
        let mut outcome = engine.outcome(&context, &[]);
        idle::settle(&mut outcome.fragments, &mut outcome.articles, lines);
        let joins = confidence::Joins::of(&outcome);
        let asked = confidence::features(&outcome, &joins, lines);
        let found = engine.present_asked(&lesson.page.page, &context, outcome).0;
        let right = score::exact_articles(&lesson.page, &found);
        let question = |(features, answer)| Question { judge: 0, features, answer, weight: lesson.weight };
        asked.into_iter().zip(right).map(question).collect()
    });
    judges(1, CONFIDENCE_FEATURES, &asked.iter().collect::<Vec<_>>())
}

/// Learns how sure it is of a block: whether its role is right, and whether it begins where it does.
fn of_blocks(lessons: &[WeightedPage], engines: &[Engine]) -> Vec<f32> {
    let of_lesson = |lesson: &WeightedPage| -> Vec<Question> {
        let (judged, asked) = calibrate::judge(&lesson.page, &engines[lesson.fold]);
        let of_line = |j: &calibrate::Judged| -> Vec<Question> {
            let Some(block) = j.block else { return Vec::new() };
            let question = |(judge, answer)| Question {
                judge,
                features: asked[block].clone(),
                answer,
                weight: lesson.weight,
            };
            [(0, Some(j.role_right)), (1, j.step.map(|step| step.1))]
                .into_iter()
                .filter_map(|(judge, answer)| Some(question((judge, answer?))))
                .collect()
        };
        judged.iter().flat_map(of_line).collect()
    };
    let asked: Vec<Question> = lessons.par_iter().flat_map_iter(of_lesson).collect();
    judges(BLOCK_JUDGES, BLOCK_CONFIDENCE_FEATURES, &asked.iter().collect::<Vec<_>>())
}

/// Learns so many judges by the same steps on each run.
fn judges(count: usize, width: usize, questions: &[&Question]) -> Vec<f32> {
    let of_judge =
        |judge: usize| -> Vec<&Question> { questions.iter().filter(|q| q.judge == judge).copied().collect() };
    (0..count).into_par_iter().flat_map_iter(|judge| learn_judge(width, &of_judge(judge))).collect()
}

/// Passes over a judge's questions, questions a step, how far a step goes, and how large hidden weights are at first.
const JUDGE_EPOCHS: usize = 24;
const JUDGE_BATCH: usize = 64;
const JUDGE_RATE: f32 = 0.05;
const FIRST: f32 = 0.3;

/// Logistic regression with hidden fragments, by AdaGrad.
fn learn_judge(width: usize, questions: &[&Question]) -> Vec<f32> {
    let mut random = width as u64;
    let mut draw = || (splitmix(&mut random) >> 40) as f32 / (1u64 << 24) as f32 * 2.0 - 1.0;
    let mut weights: Vec<f32> =
        (0..mlp::size(width)).map(|i| if i < width { 0.0 } else { FIRST * draw() }).collect();
    let mut history = vec![1f32; weights.len()];
    let mut gradient = vec![0f32; weights.len()];
    let mut order: Vec<usize> = (0..questions.len()).collect();
    for epoch in 0..JUDGE_EPOCHS {
        for i in (1..order.len()).rev() {
            order.swap(i, (splitmix(&mut random) % (i as u64 + 1)) as usize);
        }
        let rate = JUDGE_RATE / (1.0 + 0.2 * epoch as f32);
        for batch in order.chunks(JUDGE_BATCH) {
            for &q in batch {
                let Question { features, answer, weight, .. } = questions[q];
                let odds = mlp::log_odds(&weights, features);
                let error = 1.0 / (1.0 + (-odds).exp()) - f32::from(u8::from(*answer));
                mlp::add_gradient(&weights, features, weight * error, &mut gradient);
            }
            for ((w, h), g) in weights.iter_mut().zip(&mut history).zip(&mut gradient) {
                *h += *g * *g;
                *w -= rate * *g / h.sqrt();
                *g = 0.0;
            }
        }
    }
    weights
}

/// Things of which one is to be chosen: the features of each that are not zero, how good it is, what the choice counts for.
struct Ballot {
    candidates: Vec<(Vec<(u16, f32)>, f32)>,
    weight: f32,
}

/// Passes over the ballots, and how far one step goes.
const BALLOT_EPOCHS: usize = 200;
const BALLOT_RATE: f32 = 0.3;
/// Parts in which gradients are summed: a fixed number, so that the result does not depend on the cores.
const PARTS: usize = 16;

/// Learns weights under which the best of each ballot gets the most, by AdaGrad on the likelihood of a softmax. What is
/// worse than the best by much less than `near` is as good.
fn elect(width: usize, ballots: &[Ballot], near: f32) -> Vec<f32> {
    let (mut weights, mut history) = (vec![0f32; width], vec![1e-6f32; width]);
    for _ in 0..BALLOT_EPOCHS {
        let of_part = |part: &[Ballot]| {
            let mut gradient = vec![0f64; width];
            for Ballot { candidates, weight } in part {
                let score = |features: &[(u16, f32)]| headline::score(features, &weights);
                let found = softmax(candidates.iter().map(|c| score(&c.0)));
                let wanted = softmax(candidates.iter().map(|c| c.1 / near));
                for ((features, _), push) in
                    candidates.iter().zip(found.iter().zip(&wanted).map(|(f, w)| f - w))
                {
                    for &(f, value) in features {
                        gradient[usize::from(f)] += f64::from(weight * push * value);
                    }
                }
            }
            gradient
        };
        let parts: Vec<Vec<f64>> = ballots.par_chunks(ballots.len() / PARTS + 1).map(of_part).collect();
        for f in 0..width {
            let g = parts.iter().map(|part| part[f]).sum::<f64>() as f32;
            history[f] += g * g;
            weights[f] -= BALLOT_RATE * g / history[f].sqrt();
        }
    }
    weights
}

fn softmax(scores: impl Iterator<Item = f32>) -> Vec<f32> {
    let scores: Vec<f32> = scores.collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let total: f32 = scores.iter().map(|s| (s - most).exp()).sum();
    scores.iter().map(|s| (s - most).exp() / total).collect()
}

/// Learns how the lines of a headline are best read.
fn headlines(lessons: &[WeightedPage], engines: &[Engine]) -> Vec<f32> {
    let ballots = of_lessons(lessons, engines, |lesson, engine, lines| {
        let context = engine.extractor.context(lines);
        let outcome = engine.outcomes(&context, &[]).swap_remove(0);
        let owners = owners(&lesson.page, lines, &outcome.fragments);
        let mut out = Vec::new();
        for (article, gold) in lesson.page.articles.iter().enumerate() {
            let role = |i: usize| {
                let no = lines.lines[i].no;
                gold.blocks.iter().find(|b| b.lines.contains(&no)).and_then(|b| headline::number(b.role))
            };
            let members = members(&owners, article);
            for found in headline::headlines(&outcome.fragments, &members, &outcome.inference, &context) {
                let gold: Vec<Option<usize>> = found.lines.iter().map(|&i| role(i)).collect();
                let ways = found.ways.into_iter();
                let read: Vec<_> =
                    ways.map(|way| (way.features, headline_quality(&way.roles, &gold))).collect();
                // On pages of its own kind the reading is nearly always right; others want what the lines say, too.
                let own = |features: &[(u16, f32)]| -> Vec<(u16, f32)> {
                    features.iter().copied().filter(|(f, _)| !headline::is_hearsay(*f)).collect()
                };
                let unread = read.iter().map(|(features, quality)| (own(features), *quality)).collect();
                out.extend([unread, read].map(|candidates| Ballot { candidates, weight: lesson.weight }));
            }
        }
        out
    });
    elect(HEADLINE_FEATURES, &ballots, 0.01)
}

/// Quality of a way to read a headline: the lines that are right, its title, and what is no caption.
fn headline_quality(roles: &[usize], gold: &[Option<usize>]) -> f32 {
    let right = roles.iter().zip(gold).filter(|(role, gold)| Some(**role) == **gold).count();
    let all_of = |wanted: Role| {
        let wanted = headline::number(wanted);
        roles.iter().zip(gold).all(|(role, gold)| (Some(*role) == wanted) == (*gold == wanted))
    };
    let flag = |on: bool| f32::from(u8::from(on));
    right as f32 / roles.len() as f32 + flag(all_of(Role::Title)) + flag(all_of(Role::Caption))
}

/// Learns which outcome is the best of a page's.
fn choices(lessons: &[WeightedPage], engines: &[Engine]) -> Vec<f32> {
    let ballots = of_lessons(lessons, engines, |lesson, engine, lines| {
        let context = engine.extractor.context(lines);
        let judged = engine.outcomes(&context, &[]).into_iter().map(|outcome| {
            let features = headline_placement::features(&outcome).into_iter().enumerate();
            let features = features.map(|(f, value)| (f as u16, value)).collect();
            (features, quality(&lesson.page, &engine.present_asked(&lesson.page.page, &context, outcome).0))
        });
        let candidates: Vec<(Vec<(u16, f32)>, f32)> = judged.collect();
        let qualities = || candidates.iter().map(|c| c.1);
        let spread = qualities().fold(0.0, f32::max) - qualities().fold(f32::INFINITY, f32::min);
        if candidates.len() < 2 {
            return Vec::new();
        }
        vec![Ballot { candidates, weight: lesson.weight * spread }]
    });
    elect(PLACEMENT_FEATURES, &ballots, 0.05)
}

/// Quality of an outcome: what lines make an article, and what articles and headlines are right in full.
fn quality(page: &LabelledPage, found: &Segmentation) -> f32 {
    let mut tally = Tally::default();
    tally.add(page, found);
    (tally.article_b3() + tally.article_exact() + 0.5 * tally.title_exact()) as f32
}
