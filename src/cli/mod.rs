//! The command line: opens the window, or does without one.
//!
//! Results go to standard output, everything said about them to standard error. The exit code is 0 when all
//! went well, 1 when some pages could not be read or a file could not be written, 2 when the command itself made no sense,
//! 3 when no file is a page.

mod arguments;
mod by_hand;
mod clap_words;
mod clip;
mod export;
mod meter;
mod notes;
mod ordered;
mod outline;
mod page_record;
#[cfg(feature = "parquet")]
mod parquet;
mod resume;
mod rules;
mod search;
mod segment;
mod serials;
mod share;
mod stream;
mod terminal;

use crate::archive::{Source, give_password, path_of_address};
use crate::file_error::FileError;
use crate::language::Language;
use arguments::{Arguments, Command, NoForm};
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use uuid::Uuid;

/// The environment's variable for the password of PDF files.
const PASSWORD_VARIABLE: &str = "JIANBAO_PASSWORD";

/// Outcome of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All went well.
    Done,
    /// Some pages could not be read, each was named on standard error; or a file could not be written.
    SomeUnreadable,
    /// The command made no sense.
    Usage,
    /// No file is a page.
    NoPages,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::SomeUnreadable => 1,
            Outcome::Usage => 2,
            Outcome::NoPages => 3,
        })
    }
}

/// Runs the program with its arguments, its own name first.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let arguments = match Arguments::read(&args) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way, too: they go to standard output and are no error. A closed
            // pipe is no reason to say more.
            let language = arguments::asked_language(&args).unwrap_or_else(Language::of_system);
            let words = |colours| clap_words::in_words(&error, language, colours);
            let _ = if error.use_stderr() {
                std::io::stderr().write_all(words(std::io::stderr().is_terminal()).as_bytes())
            } else {
                std::io::stdout().write_all(words(std::io::stdout().is_terminal()).as_bytes())
            };
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    let language = arguments.lang.unwrap_or_else(Language::of_system);
    // Another program on the machine can read the command line, but not the environment.
    let given = arguments.password.into_iter().chain(std::env::var(PASSWORD_VARIABLE));
    given.for_each(|password| give_password(&password));
    let output = arguments.command.as_ref().and_then(Command::output).map(Path::to_owned);
    let result = match arguments.command {
        Some(Command::Segment(options)) => segment::run(&options, arguments.data_dir, language),
        Some(Command::Search(options)) => search::run(&options, arguments.data_dir, language),
        Some(Command::Rules(options)) => rules::run(&options, language),
        Some(Command::Serials(options)) => serials::run(&options, arguments.data_dir, language),
        Some(Command::Export(options)) => export::run(&options, arguments.data_dir, language),
        Some(Command::Notes(options)) => notes::run(&options.command, arguments.data_dir, language),
        Some(Command::Licences) => share::licences(),
        Some(Command::Share(options)) => share::run(&options),
        Some(Command::Clip(options)) => clip::run(&options, arguments.data_dir, language),
        None => open(arguments.path, arguments.data_dir, arguments.lang, language),
    };
    match result {
        Ok(outcome) => outcome.into(),
        // Who closed the pipe has read enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let output = output.unwrap_or_else(|| language.pick("标准输出", "standard output").into());
            complain(of_output(error, &output, language), Outcome::SomeUnreadable).into()
        }
    }
}

/// Says what is wrong on standard error; gives the outcome that follows from it.
fn complain(what: impl AsRef<str>, outcome: Outcome) -> Outcome {
    eprintln!("jianbao: {}", terminal::sanitize(what.as_ref()));
    outcome
}

/// An error of the system in words; it is about the output where it names no other file.
fn of_output(error: std::io::Error, output: &Path, language: Language) -> String {
    let error = FileError::at(output)(error);
    let named = error.get_ref().and_then(|error| error.downcast_ref::<FileError>());
    named.map_or_else(|| error.to_string(), |named| named.in_words(language))
}

/// Says why the form of the output is not known.
fn form_is_unknown(why: &NoForm, language: Language) -> Outcome {
    let (chinese, english) = match why {
        NoForm::Unknown(forms) => (
            format!("从文件名看不出格式，请加 --format：{forms}"),
            format!("the file's name does not say the form: add --format with one of {forms}"),
        ),
        NoForm::Another(ending) => (
            format!("--format 与文件名的扩展名 .{ending} 不一致，请改其一，或去掉 --format"),
            format!(
                "--format is not what .{ending} at the end of the file's name says: change one of them, or leave --format out"
            ),
        ),
    };
    complain(language.pick(chinese, english), Outcome::Usage)
}

/// Says how many signs were not written because no format may hold them.
fn tell_forbidden(count: usize, language: Language) {
    if count > 0 {
        let (chinese, english) = (
            format!("略去 {count} 个不成文字的符号（控制符、改变书写方向的符号、非字符码位）"),
            format!(
                "signs that are no text were left out: {count} (controls, changes of direction, noncharacters)"
            ),
        );
        eprintln!("jianbao: {}", language.pick(chinese, english));
    }
}

/// Opens the window or, where there is none, shows what is in the archive.
fn open(
    path: Option<PathBuf>,
    data_dir: Option<PathBuf>,
    lang: Option<Language>,
    language: Language,
) -> std::io::Result<Outcome> {
    let annotation = path.as_deref().and_then(Path::to_str).and_then(crate::export::annotations::parse_link);
    let path = path.filter(|_| annotation.is_none());
    let kept_in = data_dir.clone();
    let path = path.map(|path| path.to_str().and_then(path_of_address).unwrap_or(path));
    let source = match path.as_deref().map_or(Ok(Source::Sample), Source::open) {
        Ok(source) => source,
        Err(error) => return Ok(complain(error.in_words(language), Outcome::Usage)),
    };
    match open_window((path, annotation), data_dir, lang, language) {
        Ok(()) => return Ok(Outcome::Done),
        Err(reason) => eprintln!("jianbao: {reason}"),
    }
    segment::outline_of(&source, kept_in, language)?;
    Ok(Outcome::Done)
}

/// Opens the window and waits until it is closed; where it cannot be opened, says why.
#[cfg(feature = "window")]
fn open_window(
    (archive, annotation): (Option<PathBuf>, Option<Uuid>),
    data_dir: Option<PathBuf>,
    lang: Option<Language>,
    language: Language,
) -> Result<(), String> {
    if cfg!(all(unix, not(target_os = "macos"))) {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(set) {
            return Err(language
                .pick(
                    "没有图形界面（未设置 DISPLAY 或 WAYLAND_DISPLAY），以下为目录",
                    "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); the outline follows",
                )
                .into());
        }
    }
    crate::app::run(crate::app::Options { archive, annotation, data_dir, language: lang })
        .map_err(|error| error.to_string())
}

/// This build has no window.
#[cfg(not(feature = "window"))]
fn open_window(
    _what: (Option<PathBuf>, Option<Uuid>),
    _data_dir: Option<PathBuf>,
    _lang: Option<Language>,
    language: Language,
) -> Result<(), String> {
    Err(language.pick("此版本不含窗口，以下为目录", "this build has no window; the outline follows").into())
}
