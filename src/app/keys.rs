//! Keys that the person gave commands.

use egui::{Key, KeyboardShortcut, Modifiers};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Keys that the person gave commands, by the commands' names; `Ctrl+Shift+E` as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keys(BTreeMap<String, String>);

impl Keys {
    /// The key that the person gave the command of a name.
    pub fn own(&self, command: &str) -> Option<KeyboardShortcut> {
        self.0.get(command).and_then(|own| read(own))
    }

    /// Gives the command of a name a key, or those that it had at first.
    pub fn set(&mut self, command: &str, own: Option<KeyboardShortcut>) {
        match own {
            Some(own) => self.0.insert(command.to_owned(), write(&own)),
            None => self.0.remove(command),
        };
    }
}

/// A shortcut as text that is the same on all systems.
fn write(shortcut: &KeyboardShortcut) -> String {
    let KeyboardShortcut { modifiers, logical_key } = shortcut;
    let held = [(modifiers.command, "Ctrl+"), (modifiers.alt, "Alt+"), (modifiers.shift, "Shift+")];
    let held: String = held.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect();
    format!("{held}{}", logical_key.name())
}

fn read(text: &str) -> Option<KeyboardShortcut> {
    let (mut rest, mut modifiers) = (text, Modifiers::NONE);
    for (name, held) in
        [("Ctrl+", Modifiers::COMMAND), ("Alt+", Modifiers::ALT), ("Shift+", Modifiers::SHIFT)]
    {
        if let Some(after) = rest.strip_prefix(name) {
            (rest, modifiers) = (after, modifiers.plus(held));
        }
    }
    let key = Key::from_name(rest).filter(|key| !is_held(*key))?;
    Some(KeyboardShortcut::new(modifiers, key))
}

/// Whether a key is one that is held while another is pressed, and no command's by itself.
pub fn is_held(key: Key) -> bool {
    use Key::{AltLeft, AltRight, ControlLeft, ControlRight, ShiftLeft, ShiftRight, SuperLeft, SuperRight};
    matches!(
        key,
        AltLeft | AltRight | ControlLeft | ControlRight | ShiftLeft | ShiftRight | SuperLeft | SuperRight
    )
}

/// The shortcut that a key makes when it is pressed with others held.
pub fn pressed(key: Key, held: Modifiers) -> KeyboardShortcut {
    let mut modifiers = Modifiers::NONE;
    for (on, modifier) in
        [(held.command, Modifiers::COMMAND), (held.alt, Modifiers::ALT), (held.shift, Modifiers::SHIFT)]
    {
        if on {
            modifiers = modifiers.plus(modifier);
        }
    }
    KeyboardShortcut::new(modifiers, key)
}
