//! Actions on the articles that are chosen: a bar below the list, and the menu of a row.

use super::{Action, List, Narrowing, Which};
use crate::app::article_status;
use crate::app::commands;
use crate::app::icons::Icon;
use crate::app::import_export::{self, articles::Deed};
use crate::app::panels::Overlay;
use crate::app::strings::{self, Phrase};
use crate::app::theme::space;
use crate::app::view::View;
use crate::app::{message, reader, widgets};
use crate::citation::CitationStyle;
use egui::Ui;

/// Height of the bar, in points.
const HEIGHT: f32 = 36.0;

/// Draws the bar where articles are chosen, and keeps the list above it. `none` chooses none of them.
pub fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    count: usize,
    none: message::Action,
    menu: impl FnOnce(&mut Ui, &mut View<'_>),
) {
    if count == 0 {
        return;
    }
    let frame =
        egui::Frame::new().fill(view.palette.chosen).inner_margin(egui::Margin::symmetric(space::S as i8, 0));
    egui::Panel::bottom("selection").frame(frame).exact_size(HEIGHT).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            let chosen =
                |ui: &mut Ui, view: &mut View<'_>| drop(ui.label(view.fill(strings::CHOSEN, &[&count])));
            widgets::with_buttons(ui, view, 5, chosen, |ui, view| {
                let ask = |overlay| Deed::Ask(overlay);
                for (icon, phrase, deed) in [
                    (Icon::Bookmark, strings::BOOKMARK_THEM, Deed::Bookmark),
                    (Icon::Book, strings::COLLECT, ask(Overlay::Collect)),
                    (Icon::Source, strings::EXPORT_ARTICLES, ask(Overlay::Articles)),
                ] {
                    if widgets::icon_button(ui, view.palette, icon, view.t(phrase), None).clicked() {
                        view.push(import_export::Action::Articles(deed, Which::Chosen));
                    }
                }
                let label = view.t(strings::DO_WITH_THEM);
                let button = widgets::icon_button(ui, view.palette, Icon::Menu, label, None);
                egui::Popup::menu(&button).accessible_name(label).show(|ui| menu(ui, view));
                if widgets::icon_button(ui, view.palette, Icon::Close, view.t(strings::CHOOSE_NONE), None)
                    .clicked()
                {
                    view.push(none);
                }
            });
        });
    });
}

/// The menu of articles of the list.
pub fn menu(ui: &mut Ui, view: &mut View<'_>, list: &List, which: &Which) {
    let from_here = match &list.narrowing {
        Some(Narrowing::Collection(id)) => Some((view.t(strings::TAKE_OUT).to_owned(), Deed::TakeOut(*id))),
        Some(Narrowing::Tag(tag)) => Some((view.fill(strings::UNTAG, &[tag]), Deed::Untag(tag.clone()))),
        None => None,
    };
    if let Some((name, from_here)) = from_here {
        widgets::menu_items(ui, 200.0);
        entry(ui, view, &name, import_export::Action::Articles(from_here, which.clone()).into());
        ui.separator();
    }
    menu_of(ui, view, which, Action::ChooseAll);
}

/// The menu of what can be done with articles, wherever they are listed; `all` chooses all that are.
pub fn menu_of(ui: &mut Ui, view: &mut View<'_>, which: &Which, all: impl Into<message::Action>) {
    widgets::menu_items(ui, 200.0);
    if let Which::These(articles) = which
        && let [article] = articles[..]
    {
        entry(ui, view, view.t(strings::OPEN_BESIDE), reader::Action::OpenBeside(article).into());
        ui.separator();
    }
    // Of a large archive the serials are not known in the first moments.
    let serial = match (which, view.cx.library.known_serials()) {
        (Which::These(articles), Some(serials)) => match articles[..] {
            [article] if serials.is_part(article) => Some(Which::These(serials.parts(article))),
            _ => None,
        },
        _ => None,
    };
    let mark = |read| message::Action::Status(article_status::Action::Mark { which: which.clone(), read });
    let deed_of = |deed, which| message::Action::Exchange(import_export::Action::Articles(deed, which));
    let deed = |deed| deed_of(deed, which.clone());
    let mut entries: Vec<Option<(Phrase, message::Action)>> = vec![
        Some((strings::MARK_READ, mark(true))),
        Some((strings::MARK_UNREAD, mark(false))),
        None,
        Some((strings::BOOKMARK_THEM, deed(Deed::Bookmark))),
        Some((strings::TAG_THEM, deed(Deed::Ask(Overlay::Tag)))),
        Some((strings::COLLECT, deed(Deed::Ask(Overlay::Collect)))),
    ];
    if let (Some(parts), Some(command)) = (serial, commands::command("collect-serial")) {
        entries.push(Some((command.label, deed_of(Deed::Ask(Overlay::Collect), parts))));
    }
    entries.extend([
        Some((strings::DESCRIBE_THEM, deed(Deed::Ask(Overlay::Describe)))),
        None,
        Some((strings::COPY_TEXT, deed(Deed::CopyText))),
        Some((strings::COPY_CITATIONS, deed(Deed::CopyCitations(CitationStyle::Gbt7714)))),
        Some((strings::EXPORT_ARTICLES, deed(Deed::Ask(Overlay::Articles)))),
    ]);
    for one in entries {
        match one {
            Some((phrase, action)) => entry(ui, view, view.t(phrase), action),
            None => drop(ui.separator()),
        }
    }
    ui.separator();
    entry(ui, view, view.t(strings::CHOOSE_ALL), all.into());
}

fn entry(ui: &mut Ui, view: &mut View<'_>, name: &str, action: message::Action) {
    if ui.button(name).clicked() {
        view.push(action);
        ui.close();
    }
}
