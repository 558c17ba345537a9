//! The settings panel.

use super::user_font::FontChoice;
use super::{Settings, theme_name};
use crate::app::panels::Panel;
use crate::app::strings::{self, Language, Phrase};
use crate::app::theme::{ThemeChoice, size, space};
use crate::app::view::{View, panel_head};
use crate::app::{open_archive, widgets};
use crate::han::variants::Script;
use egui::{
    ComboBox, Key, PopupCloseBehavior, RichText, Role as WidgetRole, ScrollArea, Slider, TextEdit, Ui,
    WidgetInfo,
};

/// Names typed into the panel.
#[derive(Default)]
pub struct Typed {
    /// The font of the person's own.
    font: String,
    /// Words that are looked for among the system's families.
    family: String,
    /// The names of the archive's newspapers, and what is typed in their places.
    papers: Vec<(String, String)>,
    /// The lists of words while they are typed.
    word_lists: Option<String>,
}

/// Draws the panel.
pub fn show(ui: &mut Ui, view: &mut View<'_>, fonts: &FontChoice, typed: &mut Typed) {
    panel_head(ui, view, strings::SETTINGS, Panel::Settings);
    let mut new = view.cx.settings.clone();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        widgets::beside_bar(ui);
        text(ui, view, &mut new, fonts, typed);
        look(ui, view, &mut new);
        word_lists(ui, view, &mut new, typed);
        papers(ui, view, typed);
    });
    if new != view.cx.settings {
        view.push(super::Action::Set(Box::new(new)));
    }
}

fn text(ui: &mut Ui, view: &mut View<'_>, new: &mut Settings, fonts: &FontChoice, typed: &mut Typed) {
    choice(ui, view, strings::FONT, &mut new.serif, &[(true, strings::SERIF), (false, strings::SANS)]);
    user_font(ui, view, new, fonts, typed);
    slider(ui, view, strings::TEXT_SIZE, &mut new.text_size, Settings::TEXT_SIZES, (1.0, 0));
    slider(ui, view, strings::LINE_HEIGHT, &mut new.line_height, Settings::LINE_HEIGHTS, (0.05, 2));
    let mut measure = f32::from(new.measure);
    let range = f32::from(*Settings::MEASURES.start())..=f32::from(*Settings::MEASURES.end());
    slider(ui, view, strings::MEASURE, &mut measure, range, (1.0, 0));
    new.measure = measure as u16;
    let columns = [(1, strings::ONE_COLUMN), (2, strings::TWO_COLUMNS), (3, strings::THREE_COLUMNS)];
    choice(ui, view, strings::COLUMNS, &mut new.columns, &columns);
    choice(
        ui,
        view,
        strings::DIRECTION,
        &mut new.vertical,
        &[(false, strings::HORIZONTAL), (true, strings::VERTICAL)],
    );
    let scripts = Script::ALL.map(|script| (script, strings::script(script)));
    choice(ui, view, strings::SCRIPT, &mut new.script, &scripts);
    ui.add_space(space::S);
    ui.checkbox(&mut new.justify, view.t(strings::JUSTIFY));
    ui.checkbox(&mut new.hanging, view.t(strings::HANGING));
}

/// A font of the person's own: typed as a path or a name, or one of the system's that have Chinese characters.
fn user_font(ui: &mut Ui, view: &View<'_>, new: &mut Settings, fonts: &FontChoice, typed: &mut Typed) {
    widgets::section(ui, view.palette, view.t(strings::OWN_FONT));
    let field = TextEdit::singleline(&mut typed.font)
        .hint_text(strings::OWN_FONT_HINT.get(view.cx.language))
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    let name = view.t(strings::OWN_FONT);
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, name));
    let is_left = field.lost_focus();
    if is_left && ui.input(|input| input.key_pressed(Key::Enter)) {
        // A font that cannot be used is written anew.
        field.request_focus();
    }
    if is_left {
        new.font = Some(typed.font.trim().to_owned()).filter(|name| !name.is_empty());
    } else if !field.has_focus() {
        typed.font = new.font.clone().unwrap_or_default();
    }
    if let Some((name, reason)) = fonts.refused.as_ref().filter(|_| new.font.is_some()) {
        let text = view.fill(strings::NO_FONT, &[name, reason]);
        ui.label(RichText::new(text).size(size::SMALL).color(view.palette.error));
    }
    families(ui, view, new, fonts, typed);
}

/// The bundled font and the system's families that have Chinese characters, to be chosen from by a few letters.
fn families(ui: &mut Ui, view: &View<'_>, new: &mut Settings, fonts: &FontChoice, typed: &mut Typed) {
    /// Height of the list, in points.
    const LIST: f32 = 260.0;
    let bundled = view.t(strings::BUNDLED_FONT);
    let label = view.t(strings::FONT_OF_SYSTEM);
    let now = new.font.clone().unwrap_or(bundled.to_owned());
    let field = ComboBox::from_id_salt("families")
        .selected_text(&now)
        .width(ui.available_width())
        .truncate()
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show_ui(ui, |ui| {
            let hint = view.t(strings::FIND_FONT);
            let find = TextEdit::singleline(&mut typed.family).hint_text(hint).desired_width(f32::INFINITY);
            let find = ui.add(find);
            find.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, hint));
            let sought = typed.family.to_lowercase();
            let found = |name: &str| name.to_lowercase().contains(&sought);
            ScrollArea::vertical().max_height(LIST).show(ui, |ui| {
                let families = fonts.families.iter().flatten().map(|family| (family.as_str(), Some(family)));
                for (name, font) in
                    [(bundled, None)].into_iter().chain(families).filter(|(name, _)| found(name))
                {
                    if ui.selectable_label(new.font.as_ref() == font, name).clicked() {
                        new.font = font.cloned();
                        typed.family.clear();
                        ui.close();
                    }
                }
            });
        });
    field.response.widget_info(|| WidgetInfo::labeled(WidgetRole::ComboBox, true, format!("{label} {now}")));
}

fn look(ui: &mut Ui, view: &View<'_>, new: &mut Settings) {
    let themes = ThemeChoice::ALL.map(|theme| (theme, theme_name(theme)));
    choice(ui, view, strings::THEME, &mut new.theme, &themes);
    let languages = [
        (None, strings::FOLLOW_SYSTEM),
        (Some(Language::Chinese), Phrase::new("中文", "中文")),
        (Some(Language::English), Phrase::new("English", "English")),
    ];
    choice(ui, view, strings::LANGUAGE, &mut new.language, &languages);
    slider(ui, view, strings::SCALE, &mut new.scale, Settings::SCALES, (0.25, 2));
    ui.add_space(space::S);
    ui.checkbox(&mut new.letters, view.t(strings::LETTERS)).on_hover_text(view.t(strings::LETTERS_HINT));
    ui.checkbox(&mut new.reduced_motion, view.t(strings::REDUCED_MOTION));
    ui.add_space(space::L);
    if ui.button(view.t(strings::DEFAULTS)).clicked() {
        let kept = new.clone();
        *new = Settings {
            language: kept.language,
            welcome: kept.welcome,
            list: kept.list,
            grouping: kept.grouping,
            sort: kept.sort,
            keys: kept.keys,
            word_lists: kept.word_lists,
            ..Settings::default()
        };
    }
}

/// The lists of words that are underlined in every article; kept when the field is left.
fn word_lists(ui: &mut Ui, view: &View<'_>, new: &mut Settings, typed: &mut Typed) {
    widgets::section(ui, view.palette, view.t(strings::WORD_LISTS));
    let text = typed.word_lists.get_or_insert_with(|| new.word_lists.clone());
    let field = TextEdit::multiline(text)
        .hint_text(view.t(strings::WORD_LISTS_HINT))
        .desired_rows(3)
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    let label = view.t(strings::WORD_LISTS);
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::MultilineTextInput, true, label));
    if field.lost_focus() {
        new.word_lists = typed.word_lists.take().unwrap_or_default();
    } else if !field.has_focus() {
        typed.word_lists = None;
    }
}

/// The names of the archive's newspapers, to be written over.
fn papers(ui: &mut Ui, view: &mut View<'_>, typed: &mut Typed) {
    /// Newspapers that one names by hand.
    const MOST: usize = 20;
    let papers = view.cx.library.papers();
    if papers.is_empty() || papers.len() > MOST {
        return;
    }
    widgets::section(ui, view.palette, view.t(strings::PAPER_NAMES));
    let typed = &mut typed.papers;
    if !typed.iter().map(|(name, _)| name).eq(papers.iter().map(|paper| &paper.name)) {
        *typed = papers.iter().map(|paper| (paper.name.clone(), paper.name.clone())).collect();
    }
    for (name, text) in typed {
        let field = ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, name.as_str()));
        if field.lost_focus() && text != name {
            view.push(open_archive::Action::NamePaper(name.clone(), text.clone()));
        }
    }
    widgets::soft(ui, view.palette, view.t(strings::PAPER_NAMES_HINT));
}

/// A few values side by side, one of them on.
fn choice<T: PartialEq + Copy>(
    ui: &mut Ui,
    view: &View<'_>,
    name: Phrase,
    value: &mut T,
    all: &[(T, Phrase)],
) {
    widgets::section(ui, view.palette, view.t(name));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let all = all.iter().map(|&(one, label)| (one, view.t(label)));
        if let Some(one) = widgets::choices(ui, view.palette, value, all) {
            *value = one;
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
    /// Points that the value beside it takes.
    const VALUE: f32 = 64.0;
    widgets::section(ui, view.palette, view.t(name));
    let room = ui.available_width() - VALUE;
    let width = &mut ui.spacing_mut().slider_width;
    *width = width.min(room);
    let response = ui.add(Slider::new(value, range).step_by(step).fixed_decimals(decimals));
    let (label, now) = (view.t(name), f64::from(*value));
    response.widget_info(|| WidgetInfo::slider(true, now, label));
}
