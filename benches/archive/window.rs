//! The window over an archive, frame by frame and without a screen: how soon there is something to read, and how long a
//! frame takes meanwhile. A frame is news, actions, layout and triangles; what a graphics card would draw is left out.

use egui::{Context, Event, MouseWheelUnit, Pos2, RawInput, Rect, Vec2};
use jianbao::app::assembly::{self, Widgets};
use jianbao::app::direction::Direction;
use jianbao::app::message::{Action, Message};
use jianbao::app::panels::{Overlay, Panel};
use jianbao::app::search::results::{self, Choice};
use jianbao::app::settings::{self, Grouping, Sort};
use jianbao::app::state::State;
use jianbao::app::{
    annotations, article_list, calendar, collections, fonts, layout, navigation, open_archive, review,
    search, update,
};
use jianbao::language::Language;
use jianbao::search::Order;
use jiff::civil::date;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Time from one frame to the next.
const BEAT: Duration = Duration::from_millis(16);
const SIZE: Vec2 = Vec2::new(1280.0, 820.0);
const OVER_LIST: Pos2 = Pos2::new(120.0, 400.0);
const OVER_PANEL: Pos2 = Pos2::new(1160.0, 500.0);

/// Lengths of a frame: how long it took, and how long of that the processor worked on it.
#[derive(Clone, Copy)]
struct Length {
    wall: Duration,
    busy: Duration,
}

struct Stage {
    ctx: Context,
    state: State,
    widgets: Widgets,
    begun: Instant,
    /// Where the wheel is turned.
    pointer: Pos2,
    frames: Vec<Length>,
}

/// Opens an archive as a person would and works with it; prints what was measured.
pub fn run(root: &Path, data: &Path) {
    let begun = Instant::now();
    let ctx = Context::default();
    fonts::install(&ctx, None);
    let state = State::new(data, Some(Language::Chinese), Arc::new(|| {}));
    let (widgets, frames) = Default::default();
    let mut stage = Stage { ctx, state, widgets, begun, pointer: OVER_LIST, frames };
    stage.frame(vec![open_archive::Action::OpenPath(root.to_owned()).into()]);
    stage.open();
    stage.use_it();
    println!("  memory at most          {:>10.0} MB (wanted: 600 new, 400 known)", peak());
}

impl Stage {
    /// Until all is loaded, indexed and quiet; meanwhile the person scrolls, types and turns pages.
    fn open(&mut self) {
        let (mut article, mut listed, mut whole, mut loaded) = (None, None, (0, Duration::ZERO), None);
        let mut quiet = 0;
        while quiet < 30 {
            let count = self.frames.len();
            let actions = match count % 60 {
                20 => vec![typed(["何", "何闻", "第二", "第二水厂"][count / 60 % 4])],
                40 => vec![search::Action::Close.into()],
                50 => vec![navigation::Action::StepArticle(Direction::Next).into()],
                _ => vec![],
            };
            self.frame(actions);
            let (now, state) = (self.begun.elapsed(), &self.state);
            let order = state.list.listing.order().len();
            if state.reader.open.is_some() {
                article.get_or_insert(now);
            }
            if order > 0 {
                listed.get_or_insert(now);
            }
            if order != whole.0 {
                whole = (order, now);
            }
            let is_loaded =
                state.archive.progress.is_none() && order == state.archive.library.article_count();
            if is_loaded {
                loaded.get_or_insert(now);
            }
            let is_indexed = state.find.indexed.is_some_and(|(done, all)| done == all && all > 0);
            quiet = if is_loaded && is_indexed && !state.is_busy() { quiet + 1 } else { 0 };
        }
        println!(
            "  first article           {:>10.2?} (wanted: 1 s new, 0.5 s known)",
            article.unwrap_or_default()
        );
        println!("  list begins             {:>10.2?} (wanted: 0.3 s known)", listed.unwrap_or_default());
        println!("  list of {:<16}{:>10.2?}", whole.0, whole.1);
        println!("  all loaded              {:>10.2?}", loaded.unwrap_or_default());
        println!("  all indexed             {:>10.2?}", self.begun.elapsed());
        println!("  memory at most          {:>10.0} MB", peak());
        tell("opening", &std::mem::take(&mut self.frames));
    }

    /// The person groups, sorts, filters, types, bookmarks, goes through what was found and opens every panel.
    fn use_it(&mut self) {
        let mut all = Vec::new();
        let mut act = |stage: &mut Stage, name: &str, action: Action| {
            stage.frame(vec![action]);
            while stage.frames.len() < 41 || stage.state.find.results.is_waiting {
                stage.frame(vec![]);
            }
            let frames = std::mem::take(&mut stage.frames);
            tell(name, &frames);
            all.extend(frames);
        };
        act(self, "scrolling", article_list::Action::Focus.into());
        for grouping in Grouping::ALL.into_iter().rev() {
            act(self, &format!("group {grouping:?}"), settings::Action::GroupBy(grouping).into());
        }
        act(self, "flat", settings::Action::GroupBy(Grouping::Flat).into());
        for sort in Sort::ALL.into_iter().rev() {
            act(self, &format!("sort {sort:?}"), settings::Action::SortBy(sort).into());
        }
        act(self, "by date", settings::Action::GroupBy(Grouping::Date).into());
        for filter in article_list::Filter::ALL {
            act(self, &format!("only {filter:?}"), article_list::Action::ToggleFilter(filter).into());
            act(self, "all again", article_list::Action::ClearFilters.into());
        }
        act(self, "last row", article_list::Action::Move(article_list::ListMove::Last).into());
        act(self, "letter", article_list::Action::TypeAhead("无".into()).into());
        act(self, "bookmark", annotations::Action::ToggleBookmark.into());
        act(self, "next article", navigation::Action::StepArticle(Direction::Next).into());
        for typed_so_far in ["何", "何闻", "第二水", "第二水厂", "dier", "diershui"] {
            act(self, &format!("titles {typed_so_far}"), typed(typed_so_far));
        }
        act(self, "text", search::Action::Open(search::Mode::Text).into());
        act(self, "text 何闻", typed("何闻"));
        act(self, "close", search::Action::Close.into());
        act(self, "choose all", article_list::Action::ChooseAll.into());
        act(self, "choose none", article_list::Action::ChooseNone.into());
        println!("  memory at most          {:>10.0} MB", peak());
        self.find(&mut act);
        self.pointer = OVER_PANEL;
        self.panels(&mut act);
        tell("all of these", &all);
    }

    /// Results with facets and chart, as a list and line by line, and the whole archive over time.
    fn find(&mut self, act: &mut impl FnMut(&mut Stage, &str, Action)) {
        act(self, "results 何闻", on_results(results::Action::Ask("何闻".into())));
        act(self, "line by line", on_results(results::Action::ShowLines(true)));
        act(self, "last line", on_results(results::Action::Move(results::Move::Last)));
        act(self, "first line", on_results(results::Action::Move(results::Move::First)));
        act(self, "articles", on_results(results::Action::ShowLines(false)));
        for order in [Order::Newest, Order::Oldest, Order::Relevance] {
            act(self, &format!("results {order:?}"), on_results(results::Action::SortBy(order)));
        }
        let year = date(2010, 1, 1)..=date(2010, 12, 31);
        act(self, "a year", on_results(results::Action::Choose(Choice::Days(year))));
        act(self, "all years", on_results(results::Action::ChooseNothing));
        act(self, "pick all", on_results(results::Action::PickAll));
        act(self, "pick none", on_results(results::Action::PickNone));
        act(self, "open a hit", on_results(results::Action::Open { row: 7, place: 0, stay: true }));
        act(self, "next place", search::Action::StepPlace(Direction::Next).into());
        act(self, "results 的", on_results(results::Action::Ask("的".into())));
        act(self, "alike", search::Action::Alike.into());
        act(self, "over time", search::Action::Timeline.into());
        for grouping in [results::Grouping::Papers, results::Grouping::Sections, results::Grouping::Together]
        {
            act(self, &format!("chart {grouping:?}"), on_results(results::Action::Group(grouping)));
        }
        act(self, "no results", on_results(results::Action::Toggle));
    }

    /// Every panel and the dialogs that look at the archive.
    fn panels(&mut self, act: &mut impl FnMut(&mut Stage, &str, Action)) {
        let panels = [
            (Panel::Calendar, "calendar"),
            (Panel::Review, "review"),
            (Panel::Collections, "collections"),
            (Panel::Notes, "notes"),
            (Panel::PageImage, "page as printed"),
            (Panel::Source, "source"),
            (Panel::Evidence, "evidence"),
            (Panel::Outline, "outline"),
            (Panel::Settings, "settings"),
        ];
        for (panel, name) in panels {
            act(self, name, layout::Action::TogglePanel(panel).into());
            match panel {
                Panel::Calendar => {
                    act(self, "a year of days", calendar::Action::GoTo("2015".into()).into());
                    act(self, "next day", calendar::Action::Step(1).into());
                    act(self, "a paper", calendar::Action::Paper(Some("江城日报".into())).into());
                    act(self, "all papers", calendar::Action::Paper(None).into());
                }
                Panel::Review => {
                    act(self, "health", review::Action::Show(review::Tab::Health).into());
                    act(self, "queue", review::Action::Show(review::Tab::Queue).into());
                    act(self, "put off", review::Action::Skip.into());
                    act(self, "accept", review::Action::Accept.into());
                }
                Panel::Collections => act(self, "a collection", collections::Action::Begin.into()),
                _ => act(self, "next article", navigation::Action::StepArticle(Direction::Next).into()),
            }
        }
        for overlay in
            [Overlay::Palette, Overlay::Help, Overlay::Articles, Overlay::Describe, Overlay::Export]
        {
            act(self, &format!("{overlay:?}"), layout::Action::Show(overlay).into());
            act(self, "closed", layout::Action::CloseOverlay.into());
        }
    }

    /// A frame with the wheel turned.
    fn frame(&mut self, actions: Vec<Action>) {
        let turn = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, if self.frames.len() % 200 < 150 { -60.0 } else { 60.0 }),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        };
        let time = self.begun.elapsed().as_secs_f64();
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(time),
            max_texture_side: Some(4096),
            events: vec![Event::PointerMoved(self.pointer), turn],
            ..RawInput::default()
        };
        let (start, busy) = (Instant::now(), busy());
        let state = &mut self.state;
        update::begin_frame(state, time);
        actions.into_iter().for_each(|action| update::update(state, Message::User(action)));
        update::refresh_list(state);
        let mut pushed = Vec::new();
        let mut output = self.ctx.run_ui(input, |ui| pushed = assembly::draw(ui, state, &mut self.widgets));
        state.layout.focus = None;
        pushed.into_iter().for_each(|action| update::update(state, Message::User(action)));
        update::refresh_list(state);
        self.ctx.tessellate(output.shapes, output.pixels_per_point);
        output.textures_delta.clear();
        let wall = start.elapsed();
        self.frames.push(Length { wall, busy: self::busy().saturating_sub(busy) });
        std::thread::sleep(BEAT.saturating_sub(wall).max(Duration::from_millis(2)));
    }
}

fn typed(query: &str) -> Action {
    search::Action::SetQuery(query.to_owned()).into()
}

fn on_results(action: results::Action) -> Action {
    search::Action::Results(action).into()
}

/// Prints what frames took; in brackets, how long the processor worked on them.
fn tell(name: &str, frames: &[Length]) {
    let sorted = |of: fn(&Length) -> Duration| {
        let mut times: Vec<f64> = frames.iter().map(|frame| of(frame).as_secs_f64() * 1e3).collect();
        times.sort_by(f64::total_cmp);
        times
    };
    let (wall, busy) = (sorted(|frame| frame.wall), sorted(|frame| frame.busy));
    let at = |share: f64| (wall.len() as f64 * share) as usize;
    let at = |share: f64| at(share).min(wall.len() - 1);
    let over = |limit: f64| wall.iter().filter(|time| **time > limit).count();
    println!(
        "  {name:<22} frames {:>5}: median {:>5.1} ({:>5.1}), 99.9% {:>6.1} ({:>6.1}), longest {:>6.1} ({:>6.1}) ms; over 16 ms {}, over 50 ms {}",
        frames.len(),
        wall[at(0.5)],
        busy[at(0.5)],
        wall[at(0.999)],
        busy[at(0.999)],
        wall[wall.len() - 1],
        busy[busy.len() - 1],
        over(16.0),
        over(50.0),
    );
}

/// Time for which the processor worked on this thread; nothing where the system does not tell.
#[cfg(unix)]
fn busy() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

#[cfg(not(unix))]
fn busy() -> Duration {
    Duration::ZERO
}

/// Memory of this process at most, in MB where the system tells.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    super::peak_of(&status).unwrap_or(f64::NAN)
}
