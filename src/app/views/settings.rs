//! The settings panel.

use super::{View, kit};
use crate::app::action::{Action, Panel};
use crate::app::language::{self as words, Language, Phrase};
use crate::app::settings::Settings;
use crate::app::theme::{Theme, ThemeChoice, space};
use crate::variants::Script;
use egui::{Role as WidgetRole, ScrollArea, Slider, TextEdit, Ui, WidgetInfo};

/// Draws the panel.
pub fn show(ui: &mut Ui, view: &mut View<'_>) {
    if kit::panel_head(ui, view.palette, view.t(words::SETTINGS), view.t(words::CLOSE)) {
        view.push(Action::TogglePanel(Panel::Settings));
    }
    let mut new = view.state.settings.clone();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        kit::beside_bar(ui);
        text(ui, view, &mut new);
        look(ui, view, &mut new);
        papers(ui, view);
    });
    if new != view.state.settings {
        view.push(Action::Set(Box::new(new)));
    }
}

fn text(ui: &mut Ui, view: &mut View<'_>, new: &mut Settings) {
    choice(ui, view, words::FONT, &mut new.serif, &[(true, words::SERIF), (false, words::SANS)]);
    own_font(ui, view, new);
    slider(ui, view, words::TEXT_SIZE, &mut new.text_size, Settings::TEXT_SIZES, (1.0, 0));
    slider(ui, view, words::LINE_HEIGHT, &mut new.line_height, Settings::LINE_HEIGHTS, (0.05, 2));
    let mut measure = f32::from(new.measure);
    let range = f32::from(*Settings::MEASURES.start())..=f32::from(*Settings::MEASURES.end());
    slider(ui, view, words::MEASURE, &mut measure, range, (1.0, 0));
    new.measure = measure as u16;
    let columns = [(1, words::ONE_COLUMN), (2, words::TWO_COLUMNS), (3, words::THREE_COLUMNS)];
    choice(ui, view, words::COLUMNS, &mut new.columns, &columns);
    choice(
        ui,
        view,
        words::DIRECTION,
        &mut new.vertical,
        &[(false, words::HORIZONTAL), (true, words::VERTICAL)],
    );
    let scripts = Script::ALL.map(|script| (script, words::script(script)));
    choice(ui, view, words::SCRIPT, &mut new.script, &scripts);
    ui.add_space(space::S);
    ui.checkbox(&mut new.justify, view.t(words::JUSTIFY));
    ui.checkbox(&mut new.hanging, view.t(words::HANGING));
}

/// A font of the person's own: typed as a path or a name, or one of the system's that have Chinese characters.
fn own_font(ui: &mut Ui, view: &mut View<'_>, new: &mut Settings) {
    kit::section(ui, view.palette, view.t(words::OWN_FONT));
    let typed = &mut view.buffers.font;
    let field = TextEdit::singleline(typed)
        .hint_text(words::OWN_FONT_HINT.get(view.language))
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    let name = view.t(words::OWN_FONT);
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, name));
    if field.lost_focus() {
        new.font = Some(view.buffers.font.trim().to_owned()).filter(|name| !name.is_empty());
    } else if !field.has_focus() {
        view.buffers.font = new.font.clone().unwrap_or_default();
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        if kit::chip(ui, view.palette, view.t(words::BUNDLED_FONT), new.font.is_none()).clicked() {
            new.font = None;
        }
        for family in view.state.own_font.families.iter().flatten() {
            if kit::chip(ui, view.palette, family, new.font.as_ref() == Some(family)).clicked() {
                new.font = Some(family.clone());
            }
        }
    });
}

fn look(ui: &mut Ui, view: &View<'_>, new: &mut Settings) {
    let names = [words::FOLLOW_SYSTEM, words::LIGHT, words::SEPIA, words::DARK];
    let themes: Vec<(ThemeChoice, Phrase)> = ThemeChoice::ALL.into_iter().zip(names).collect();
    debug_assert_eq!(themes[3].0, ThemeChoice::Fixed(Theme::Dark));
    choice(ui, view, words::THEME, &mut new.theme, &themes);
    let languages = [
        (None, words::FOLLOW_SYSTEM),
        (Some(Language::Chinese), Phrase::new("中文", "中文")),
        (Some(Language::English), Phrase::new("English", "English")),
    ];
    choice(ui, view, words::LANGUAGE, &mut new.language, &languages);
    slider(ui, view, words::SCALE, &mut new.scale, Settings::SCALES, (0.25, 2));
    ui.add_space(space::S);
    ui.checkbox(&mut new.reduced_motion, view.t(words::REDUCED_MOTION));
    ui.add_space(space::L);
    if ui.button(view.t(words::DEFAULTS)).clicked() {
        let kept = new.clone();
        *new = Settings {
            language: kept.language,
            list: kept.list,
            grouping: kept.grouping,
            sort: kept.sort,
            ..Settings::default()
        };
    }
}

/// The names of the archive's newspapers, to be written over.
fn papers(ui: &mut Ui, view: &mut View<'_>) {
    /// Newspapers that one names by hand.
    const MOST: usize = 20;
    let papers = view.state.archive.library.papers();
    if papers.is_empty() || papers.len() > MOST {
        return;
    }
    kit::section(ui, view.palette, view.t(words::PAPER_NAMES));
    let typed = &mut view.buffers.papers;
    if !typed.iter().map(|(name, _)| name).eq(papers.iter().map(|paper| &paper.name)) {
        *typed = papers.iter().map(|paper| (paper.name.clone(), paper.name.clone())).collect();
    }
    for (name, text) in typed {
        let field = ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, name.as_str()));
        if field.lost_focus() && text != name {
            view.actions.push(Action::NamePaper(name.clone(), text.clone()));
        }
    }
    kit::soft(ui, view.palette, view.t(words::PAPER_NAMES_HINT));
}

/// A few values side by side, one of them on.
fn choice<T: PartialEq + Copy>(
    ui: &mut Ui,
    view: &View<'_>,
    name: Phrase,
    value: &mut T,
    all: &[(T, Phrase)],
) {
    kit::section(ui, view.palette, view.t(name));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for &(one, label) in all {
            if kit::chip(ui, view.palette, view.t(label), *value == one).clicked() {
                *value = one;
            }
        }
    });
}

fn slider(
    ui: &mut Ui,
    view: &View<'_>,
    name: Phrase,
    value: &mut f32,
    range: std::ops::RangeInclusive<f32>,
    (step, decimals): (f64, usize),
) {
    kit::section(ui, view.palette, view.t(name));
    let response = ui.add(Slider::new(value, range).step_by(step).fixed_decimals(decimals));
    let (label, now) = (view.t(name), f64::from(*value));
    response.widget_info(|| WidgetInfo::slider(true, now, label));
}
