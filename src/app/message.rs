//! Everything that can change the window comes as a [`Message`]: what the person brings about, and news of threads and
//! of the window system. [`super::update::update`] is the one door.

use super::{
    annotations, article_list, article_status, calendar, collections, corrections, dictionary, import_export,
    layout, navigation, notices, open_archive, page_image, printing, reader, review, search, settings,
    speech,
};

/// Something that changes the window.
pub enum Message {
    /// Brought about by the person.
    User(Action),
    /// Told by a thread or by the window system.
    News(Event),
}

/// An enum with a variant for each room, made out of what it holds, and others.
macro_rules! by_room {
    (
        $(#[$doc:meta])*
        pub enum $name:ident {
            rooms { $($(#[$room_doc:meta])* $room:ident($inner:ty),)* }
            others { $($others:tt)* }
        }
    ) => {
        $(#[$doc])*
        pub enum $name { $($(#[$room_doc])* $room($inner),)* $($others)* }
        $(impl From<$inner> for $name {
            fn from(inner: $inner) -> $name {
                $name::$room(inner)
            }
        })*
    };
}

by_room! {
    /// Something to be done, by the room that does it.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Action {
        rooms {
            /// Archives.
            Archive(open_archive::Action),
            /// The list of articles.
            List(article_list::Action),
            /// Going to another article.
            Go(navigation::Action),
            /// The open article.
            Reader(reader::Action),
            /// Read or unread.
            Status(article_status::Action),
            /// Finding articles.
            Search(search::Action),
            /// Bookmarks, highlights, notes.
            Notes(annotations::Action),
            /// The calendar of issues.
            Calendar(calendar::Action),
            /// Going through what is doubtful.
            Review(review::Action),
            /// Collections of articles.
            Collections(collections::Action),
            /// Corrections of what was taken apart wrongly.
            Correct(corrections::Action),
            /// The notebook as a whole.
            Exchange(import_export::Action),
            /// The page as it was printed.
            PageImage(page_image::Action),
            /// Printing.
            Print(printing::Action),
            /// Reading aloud.
            Speech(speech::Action),
            /// Looking words up.
            Dictionary(dictionary::Action),
            /// Settings.
            Settings(settings::Action),
            /// Panels and dialogs.
            Layout(layout::Action),
            /// Notices.
            Notices(notices::Action),
        }
        others {
            /// Close the uppermost thing, or take it back.
            Escape,
        }
    }
}

by_room! {
    /// News, by the room that takes it in.
    pub enum Event {
        rooms {
            /// Of the archive's loader.
            Archive(open_archive::Event),
            /// Of the thread that makes long lists.
            List(article_list::Event),
            /// Of the search of the text.
            Search(search::Event),
            /// Of the threads that look for what is to be corrected, too.
            Correct(corrections::Event),
            /// Of notes going out or coming in.
            Exchange(import_export::Event),
            /// Of the threads that look through the archive.
            Review(review::Event),
            /// Of the thread that draws pages.
            PageImage(page_image::Event),
            /// Of the file being printed.
            Print(printing::Event),
            /// Of the person's own font.
            Font(settings::user_font::Event),
        }
        others {
            /// Another frame is drawn, so many seconds after the window opened; what is done a little at a time goes on.
            Frame(f64),
            /// The system is light or dark.
            SystemTheme {
                /// Whether it is dark.
                dark: bool,
            },
            /// The window has the keyboard again.
            Returned,
            /// Another window has the keyboard.
            Left,
            /// The window is about to be closed.
            Closing,
        }
    }
}
