//! Notices: what the person is told once, and for how long it stands.

pub mod view;

use super::effect::NoticeKind;
use super::theme::motion;
use std::ops::Deref;

/// Notice to the person, told once.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its name, to take it away.
    pub id: u64,
    /// Its gravity.
    pub kind: NoticeKind,
    /// Text that says what happened and what to do.
    pub text: String,
    /// The command that is offered with it, by name.
    pub offer: Option<&'static str>,
    /// Time when it goes by itself, in seconds since the window opened.
    pub until: f64,
}

/// Actions on notices.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Take a notice away.
    Dismiss(u64),
}

/// The notices that stand, the latest last.
#[derive(Debug, Default)]
pub struct Notices {
    standing: Vec<Notice>,
    count: u64,
}

impl Deref for Notices {
    type Target = [Notice];

    fn deref(&self) -> &[Notice] {
        &self.standing
    }
}

impl Notices {
    /// Carries an action out.
    pub fn update(&mut self, action: Action) {
        match action {
            Action::Dismiss(id) => self.standing.retain(|notice| notice.id != id),
        }
    }

    /// Tells the person something, once: the same words are not repeated while they stand.
    pub fn tell(&mut self, kind: NoticeKind, text: String, now: f64) {
        /// Notices that fit into the smallest window.
        const MOST: usize = 4;
        if self.standing.iter().any(|notice| notice.text == text) {
            return;
        }
        let until = match kind {
            NoticeKind::Info | NoticeKind::Hint => now + motion::BRIEF,
            NoticeKind::Warning => now + motion::LONG,
            NoticeKind::Error => f64::INFINITY,
        };
        if matches!(kind, NoticeKind::Info | NoticeKind::Hint) {
            self.forget_done();
        }
        self.count += 1;
        self.standing.push(Notice { id: self.count, kind, text, offer: None, until });
        if self.standing.len() > MOST {
            self.standing.remove(0);
        }
    }

    /// Tells that something was done, and offers a command.
    pub fn offer(&mut self, text: String, command: &'static str, now: f64) {
        self.tell(NoticeKind::Info, text, now);
        if let Some(notice) = self.standing.last_mut() {
            (notice.offer, notice.until) = (Some(command), now + motion::LONG);
        }
    }

    /// Takes notices of these words away.
    pub fn untell(&mut self, texts: &[String]) {
        self.standing.retain(|notice| !texts.contains(&notice.text));
    }

    /// Takes away what only says that something was done, or why it was not.
    pub fn forget_done(&mut self) {
        self.standing.retain(|notice| !matches!(notice.kind, NoticeKind::Info | NoticeKind::Hint));
    }

    /// Takes away what has stood long enough.
    pub fn expire(&mut self, now: f64) {
        self.standing.retain(|notice| notice.until > now);
    }

    /// Time when the next one goes by itself.
    pub fn next_end(&self) -> Option<f64> {
        self.standing.iter().map(|notice| notice.until).reduce(f64::min).filter(|until| until.is_finite())
    }
}
