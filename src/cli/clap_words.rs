//! What clap says by itself, its errors and the frame of its help, in Chinese.

use crate::language::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error;

/// Words around the help that clap writes itself.
const FRAME: [(&str, &str); 10] = [
    ("Usage:", "用法："),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("[OPTIONS]", "[选项]"),
    ("[COMMAND]", "[命令]"),
    ("<COMMAND>", "<命令>"),
    ("Print this message or the help of the given subcommand(s)", "显示此帮助，或某个命令的帮助"),
    ("Print help", "显示帮助"),
    ("Print version", "显示版本"),
];

/// Error, help or version of clap as it is printed.
pub(super) fn in_words(error: &clap::Error, language: Language, colours: bool) -> String {
    let plain = || if colours { error.render().ansi().to_string() } else { error.render().to_string() };
    match (language, error.kind()) {
        (Language::English, _) | (_, ErrorKind::DisplayVersion) => plain(),
        (_, ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) => framed(plain()),
        _ => in_chinese(error),
    }
}

fn framed(text: String) -> String {
    FRAME.iter().fold(text, |text, (english, chinese)| text.replace(english, chinese)).replace("： ", "：")
}

fn in_chinese(error: &clap::Error) -> String {
    let of = |kind| error.get(kind).map(listed).filter(|text| !text.is_empty());
    let (arg, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let arg = arg.unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_none() => format!("{arg} 后面缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{arg} 的值不能是“{}”", value.unwrap_or_default())
        }
        ErrorKind::UnknownArgument => format!("没有参数 {arg}"),
        ErrorKind::InvalidSubcommand => {
            format!("没有命令 {}", of(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            Some(prior) if prior == arg => format!("{arg} 只能给一次"),
            Some(prior) => format!("{arg} 与 {prior} 不能并用"),
            None => "PATH 只用于打开窗口，与命令不能并用".into(),
        },
        ErrorKind::TooManyValues => format!("{arg} 不能带值“{}”", value.unwrap_or_default()),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8".into(),
        _ => error.to_string().trim_start_matches("error: ").trim_end().to_owned(),
    };
    let reason = error.source().map(|reason| format!("：{reason}")).unwrap_or_default();
    let known = of(ContextKind::ValidValue).map(|known| format!("（可用：{known}）")).unwrap_or_default();
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().find_map(of).map(|near| format!("\n\n是不是 {near}？")).unwrap_or_default();
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => format!("\n\n{}", framed(usage.to_string())),
        _ => String::new(),
    };
    format!("错误：{what}{reason}{known}{near}{usage}\n\n详见 --help。\n")
}

/// A part of the context, several joined.
fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        other => other.to_string(),
    }
}
