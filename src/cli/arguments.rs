//! Arguments of the command line, and their help in both languages.

use crate::citation::CitationStyle;
use crate::export::NoteFormat;
use crate::export::{self};
use crate::language::Language;
use crate::search::Order;
use crate::segmentation::decode::Encoding;
use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Reads archives of Chinese newspaper pages: takes pages of text apart into their articles.
#[derive(Debug, Parser)]
#[command(name = "jianbao", version = env!("JIANBAO_BUILD"))]
pub(super) struct Arguments {
    /// Folder of pages, one page, or a link jianbao://… to open in the window
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// Language of the program's words: zh or en [default: the system's]
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
    /// Where notes and settings are kept [default: JIANBAO_DATA_DIR, else the platform's place]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Password of encrypted PDF files; several may be given [default: JIANBAO_PASSWORD, which other users cannot see]
    #[arg(long, global = true, value_name = "PASSWORD")]
    pub password: Vec<String>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A command that needs no window.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the articles of pages
    Segment(SegmentOptions),
    /// Find articles by their text or their titles
    Search(SearchOptions),
    /// Print the rules of the archive's jianbao.toml and how many lines each one meets
    Rules(RulesOptions),
    /// Print the serials: articles that go on over pages and issues
    Serials(SerialsOptions),
    /// Write articles in an open format, each with its source
    Export(ExportOptions),
    /// Export, import and back up bookmarks, highlights and notes
    Notes(NotesOptions),
    /// Print the licences of the program, its fonts, its data and the libraries inside
    Licences,
    /// Write man pages, completions of the shells and the licences, as packages install them
    #[command(hide = true)]
    Share(ShareOptions),
    /// Cut an article out of a PDF page as it was printed, as a picture
    Clip(ClipOptions),
}

impl Command {
    /// The file or folder that it is to write.
    pub fn output(&self) -> Option<&Path> {
        match self {
            Command::Segment(options) => options.output.as_deref(),
            Command::Search(options) => options.output.as_deref(),
            Command::Export(options) => options.output.as_deref(),
            Command::Clip(options) => options.output.as_deref(),
            Command::Notes(NotesOptions { command: NotesCommand::Export(options) }) => {
                options.output.as_deref()
            }
            Command::Share(options) => Some(&options.folder),
            _ => None,
        }
    }
}

/// Reason why the form of an output is not known.
#[derive(Debug)]
pub(super) enum NoForm {
    /// Nothing says it; which forms there are.
    Unknown(String),
    /// The file's name ends as another form than the one that is asked for.
    Another(String),
}

/// The form that is asked for, `own` says by which ending; else the one of the output's ending, else of `usual`.
fn form_of<T: Copy + PartialEq>(
    asked: Option<T>,
    own: impl Fn(T) -> Option<&'static str>,
    output: &Option<PathBuf>,
    usual: &str,
    named: impl Fn(&str) -> Result<T, String>,
) -> Result<T, NoForm> {
    let ending = ending(output);
    let Some(asked) = asked else { return named(ending.unwrap_or(usual)).map_err(NoForm::Unknown) };
    let is_another = |ending: &&str| {
        let is_own = own(asked).is_some_and(|own| own.eq_ignore_ascii_case(ending));
        !is_own && named(ending).is_ok_and(|form| form != asked)
    };
    ending.filter(is_another).map_or(Ok(asked), |ending| Err(NoForm::Another(ending.to_owned())))
}

/// Options of `segment`.
#[derive(Debug, Args)]
pub(super) struct SegmentOptions {
    /// Folders of pages, page files and pipes; - is standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Form of the output [default: as FILE ends, else outline, for standard input jsonl]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// How pages come by standard input or a pipe
    #[arg(long, value_enum, default_value_t = Framing::Auto)]
    pub input: Framing,
    /// Print, too, which rules decided each block
    #[arg(long)]
    pub explain: bool,
    /// File to write, which must not be there yet [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Go on with an output file of JSON lines that was broken off: files that are in it are left out. Not for pipes
    #[arg(long, requires = "output")]
    pub resume: bool,
    /// Pages worked on at once [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Read all pages in this encoding, for instance gb18030 [default: found page by page]
    #[arg(long, value_name = "ENCODING", value_parser = encoding)]
    pub encoding: Option<Encoding>,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Issues, pages and titles, for people
    Outline,
    /// One JSON object a page and line, with every block and its line numbers
    Jsonl,
    /// The articles in full
    #[value(alias = "md")]
    Markdown,
    /// A table of the pages: what jsonl has, as columns
    #[cfg(feature = "parquet")]
    Parquet,
}

/// Framing of pages in the bytes of a pipe: how one is told from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Framing {
    /// As the first bytes show: { begins JSON lines, a NUL in the first 64 kB parts pages, else a form feed does
    Auto,
    /// A JSON object a line: text, or bytes in base64; and, where known, path, paper, date, page, section, encoding
    Jsonl,
    /// Pages parted by NUL
    Nul,
    /// Pages parted by form feeds
    FormFeed,
    /// One file, such as a PDF
    File,
}

impl SegmentOptions {
    /// The form that is asked for, else the one that the output's name ends with, else this one.
    pub fn form(&self, usual: Format) -> Result<Format, NoForm> {
        let named = |name: &str| Format::from_str(name, true);
        // A file that ends otherwise may hold any.
        form_of(self.format, |_| None, &self.output, "", named).or_else(|why| match why {
            NoForm::Unknown(_) => Ok(usual),
            why => Err(why),
        })
    }
}

/// Options of `search`.
#[derive(Debug, Args)]
pub(super) struct SearchOptions {
    /// Folder of pages, or one page
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Words, all of which must be there; "phrase", -without, A OR B, (A OR B) C, A NEAR/10 B, paper:NAME, date:2024-01..2024-06,
    /// page:3, title:WORD, author:NAME, note:WORD, tag:TAG
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: String,
    /// Look for titles like the query instead: with mistakes, by pinyin or initials
    #[arg(long)]
    pub titles: bool,
    /// Order of the articles that were found
    #[arg(long, value_enum, default_value_t = SearchOrder::Relevance, conflicts_with = "titles")]
    pub order: SearchOrder,
    /// Articles that are printed at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Print how many articles there are of each newspaper, year and page instead
    #[arg(long, conflicts_with = "titles")]
    pub counts: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = SearchFormat::Text)]
    pub format: SearchFormat,
    /// File to write, which must not be there yet [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Go on with an output file of JSON lines that was broken off
    #[arg(long, requires = "output")]
    pub resume: bool,
}

/// Options of `rules`.
#[derive(Debug, Args)]
pub(super) struct RulesOptions {
    /// Folder of pages with a jianbao.toml
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
}

/// Options of `serials`.
#[derive(Debug, Args)]
pub(super) struct SerialsOptions {
    /// Folder of pages
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = SearchFormat::Text)]
    pub format: SearchFormat,
}

/// Options of `export`.
#[derive(Debug, Args)]
pub(super) struct ExportOptions {
    /// Folder of pages, or one page
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Only the articles that answer this query; see search
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Form of the output: md, txt, html, epub, jsonl, csv, pdf; or references: gbt7714, gbt7714-2025, ris, bibtex, csl
    /// [default: as FILE ends, else md]
    #[arg(long, value_name = "FORMAT", value_parser = export_form)]
    pub format: Option<ExportForm>,
    /// In a PDF file let an article begin below the one before it instead of on a page of its own
    #[arg(long)]
    pub flow: bool,
    /// In an EPUB file show each article of a PDF page as it was printed, too
    #[arg(long)]
    pub clippings: bool,
    /// File to write, which must not be there yet; for md also a folder or a new FOLDER/, which gets a file an article [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Go on with an output file that was broken off: jsonl or csv, a record an article
    #[arg(long, requires = "output")]
    pub resume: bool,
}

impl ExportOptions {
    /// The form that is asked for, else the one that the output's name ends with.
    pub fn form(&self) -> Result<ExportForm, NoForm> {
        let own = |form| match form {
            ExportForm::Articles(format) => Some(format.extension()),
            ExportForm::References(style) => Some(style.extension()),
        };
        form_of(self.format, own, &self.output, "md", export_form)
    }
}

/// Options of `notes`.
#[derive(Debug, Args)]
pub(super) struct NotesOptions {
    #[command(subcommand)]
    pub command: NotesCommand,
}

/// What `notes` does.
#[derive(Debug, Subcommand)]
pub(super) enum NotesCommand {
    /// Write bookmarks, highlights and notes in an open format
    Export(NotesExport),
    /// Take in notes of a file of JSON-LD, of a backup or of another notebook's folder; nothing that is here is lost
    Import {
        /// The file or folder
        #[arg(value_name = "PATH")]
        path: PathBuf,
        /// Only say what would come in
        #[arg(long)]
        preview: bool,
    },
    /// Copy the whole notebook into one file, and check the copy
    Backup {
        /// Folder to write into
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
}

/// Options of `notes export`.
#[derive(Debug, Args)]
pub(super) struct NotesExport {
    /// Form of the output: jsonld (comes back in), hypothesis, md, md-by-tag, csv, cards, card-files; or references: gbt7714,
    /// gbt7714-2025, ris, bibtex, csl [default: as FILE ends, else md]
    #[arg(long, value_name = "FORMAT", value_parser = note_format)]
    pub format: Option<NoteFormat>,
    /// Write private things, too: drafts, settings, places of reading, folders; only in jsonld
    #[arg(long)]
    pub all: bool,
    /// File to write, or folder for card-files, which must not be there yet [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl NotesExport {
    /// The form that is asked for, else the one that the output's name ends with.
    pub fn form(&self) -> Result<NoteFormat, NoForm> {
        form_of(self.format, NoteFormat::extension, &self.output, "md", note_format)
    }
}

/// Options of `share`.
#[derive(Debug, Args)]
pub(super) struct ShareOptions {
    /// Folder to write into, such as /usr/share
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

/// Options of `clip`.
#[derive(Debug, Args)]
pub(super) struct ClipOptions {
    /// A PDF file
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The article's number on its page, as segment --format outline prints it
    #[arg(value_name = "ARTICLE")]
    pub article: NonZeroUsize,
    /// The page of the file, from 1
    #[arg(long, value_name = "N", default_value = "1")]
    pub page: NonZeroUsize,
    /// File to write, .png or .pdf, which must not be there yet [default: a PNG on standard output]
    #[arg(long, value_name = "FILE", value_parser = PathBufValueParser::new().try_map(picture_name))]
    pub output: Option<PathBuf>,
    /// Pixels a point (1/72 inch), 0.1 to 20
    #[arg(long, value_name = "N", default_value = "3", value_parser = zoom)]
    pub zoom: f32,
}

/// Form that `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExportForm {
    /// The articles.
    Articles(export::Format),
    /// References to them.
    References(CitationStyle),
}

/// An order of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SearchOrder {
    /// The best first
    Relevance,
    /// The newest first
    Newest,
    /// The oldest first
    Oldest,
}

impl From<SearchOrder> for Order {
    fn from(order: SearchOrder) -> Order {
        match order {
            SearchOrder::Relevance => Order::Relevance,
            SearchOrder::Newest => Order::Newest,
            SearchOrder::Oldest => Order::Oldest,
        }
    }
}

/// A form of what was found: articles with every hit and its line numbers, or serials with their instalments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SearchFormat {
    /// Lines for people
    Text,
    /// One JSON object a line
    Jsonl,
}

/// Meaning of the exit status, at the end of every help, in Chinese and in English.
const STATUS: (&str, &str) = (
    "退出状态：0 正常；1 有版面读不出（已写明在标准错误，jsonl 中另有 error 字段），或有文件写不成；2 命令或检索式有误；\
     3 没有一个文件是版面",
    "Exit status: 0 all went well; 1 some pages could not be read (each is named on standard error, and has an error in \
     jsonl) or a file could not be written; 2 the command or its query made no sense; 3 no file is a page",
);

/// The help in Chinese, by the name of the argument; commands and their arguments are joined by a point.
const CHINESE: &[(&str, &str)] = &[
    ("", "阅读中文报纸文本库：把版面文本拆成一篇篇文章"),
    ("path", "要在窗口中打开的文件夹、单个版面文件或 jianbao://… 链接"),
    ("lang", "界面语言：zh 或 en（默认随系统）"),
    ("data_dir", "笔记与设置的存放位置（默认取 JIANBAO_DATA_DIR，否则为系统惯用位置）"),
    ("password", "加密 PDF 的密码，可给多个（默认取 JIANBAO_PASSWORD，别的用户看不到）"),
    ("segment", "输出版面中的文章"),
    ("segment.paths", "版面文件夹、版面文件或管道；- 为标准输入"),
    (
        "segment.format",
        "输出格式：outline 目录，jsonl 每个文件一行 JSON，markdown 全文，parquet 与 jsonl 同样内容的表（编译时须有 parquet）（默认按输出文件的扩展名，否则 outline，标准输入则为 jsonl）",
    ),
    (
        "segment.input",
        "标准输入或管道中的版面如何分隔：auto 按开头判断（{ 为 jsonl，前 64 kB 有 NUL 则为 nul，否则为 form-feed），\
         jsonl 每行一个 JSON 对象（text，或 base64 的 bytes；已知的 path、paper、date、page、section、encoding），\
         nul 以 NUL 分隔，form-feed 以换页符分隔，file 为一个文件，如 PDF（默认 auto）",
    ),
    ("segment.explain", "同时输出每一块的判定依据"),
    ("segment.output", "写入的文件，不得已存在（默认写到标准输出）"),
    ("segment.resume", "续写中断的 jsonl 输出文件：其中已有的版面文件不再处理；不用于管道"),
    ("segment.threads", "同时处理的版面数（默认每核一个）"),
    ("segment.encoding", "所有版面都按此编码读取，如 gb18030（默认逐版识别）"),
    ("search", "按正文或标题查找文章"),
    ("search.path", "版面文件夹或单个版面文件"),
    (
        "search.query",
        "检索词，须全部出现；\"短语\"，-排除，甲 OR 乙，(甲 OR 乙) 丙，甲 NEAR/10 乙，paper:报名，date:2024-01..2024-06，page:版次，title:标题词，author:作者，note:批注，tag:标签",
    ),
    ("search.counts", "改为输出各报、各年、各版的篇数"),
    ("search.titles", "改为查找相近的标题：容许错漏，可用拼音或首字母"),
    ("search.order", "排序：relevance 相关，newest 由新到旧，oldest 由旧到新"),
    ("search.limit", "最多输出的篇数"),
    ("search.output", "写入的文件，不得已存在（默认写到标准输出）"),
    ("search.resume", "续写中断的 jsonl 输出文件"),
    ("rules", "列出资料库 jianbao.toml 中的规则及各自命中的行数"),
    ("rules.path", "带有 jianbao.toml 的版面文件夹"),
    ("serials", "列出连载与转版：跨版、跨期的文章"),
    ("serials.path", "版面文件夹"),
    ("serials.format", "输出格式：text 供阅读，jsonl 每个连载一行 JSON"),
    ("export", "以开放格式导出文章，每篇注明出处"),
    ("export.path", "版面文件夹或单个版面文件"),
    ("export.query", "只导出符合此检索式的文章，写法同 search"),
    (
        "export.format",
        "格式：md、txt、html、epub、jsonl、csv、pdf；或参考文献：gbt7714、gbt7714-2025、ris、bibtex、csl（默认按输出文件的扩展名，否则 md）",
    ),
    ("export.flow", "PDF 中文章接排，不另起页"),
    ("export.clippings", "EPUB 中附上 PDF 版面上的原版剪报"),
    (
        "export.output",
        "写入的文件，不得已存在；md 也可以是文件夹（尚无则以 / 结尾），每篇文章一个文件（默认写到标准输出）",
    ),
    ("export.resume", "续写中断的输出文件：jsonl 或 csv，每篇文章一条"),
    ("notes", "导出、导入、备份书签、划线和批注"),
    ("notes.export", "以开放格式输出书签、划线和批注"),
    ("notes.export.all", "连私人内容也写出：草稿、设置、读到何处、文件夹；仅限 jsonld"),
    ("notes.import", "并入 JSON-LD 文件、备份或另一笔记文件夹中的笔记，原有的一条不失"),
    ("notes.import.path", "文件或文件夹"),
    ("notes.import.preview", "只说明会并入什么"),
    ("notes.backup", "把全部笔记复制为一个文件，并核对副本"),
    ("notes.backup.folder", "写入的文件夹"),
    (
        "notes.export.format",
        "格式：jsonld（可再导入）、hypothesis、md、md-by-tag、csv、cards、card-files；或参考文献：gbt7714、gbt7714-2025、ris、bibtex、csl（默认按输出文件的扩展名，否则 md）",
    ),
    ("notes.export.output", "写入的文件，card-files 则为文件夹，不得已存在（默认写到标准输出）"),
    ("licences", "列出程序、字体、数据与所用程序库的许可证"),
    ("share", "写出安装包所需的手册页、命令补全与许可证"),
    ("share.folder", "写入的文件夹，如 /usr/share"),
    ("clip", "把一篇文章照原样从 PDF 版面上剪下来，存成图片"),
    ("clip.path", "PDF 文件"),
    ("clip.article", "文章在本版的序号，见 segment --format outline"),
    ("clip.page", "文件中的第几页，从 1 数起（默认 1）"),
    ("clip.output", "写入的文件，.png 或 .pdf，不得已存在（默认把 PNG 写到标准输出）"),
    ("clip.zoom", "每点（1/72 英寸）的像素数，0.1 至 20（默认 3）"),
    ("search.format", "输出格式：text 供阅读，jsonl 每篇一行 JSON"),
];

impl Arguments {
    /// Reads the command line, the program's name first. The help speaks the language that `--lang` or the
    /// system asks for.
    pub fn read(args: &[OsString]) -> Result<Arguments, clap::Error> {
        let language = asked_language(args).unwrap_or_else(Language::of_system);
        let mut command = Arguments::command_in(language);
        let arguments = Arguments::from_arg_matches(&command.try_get_matches_from_mut(args)?)?;
        // Clap's own check for this would refuse the global options, too.
        if arguments.path.is_some() && arguments.command.is_some() {
            let reason = "PATH is for the window and goes with no command";
            return Err(command.error(ErrorKind::ArgumentConflict, reason));
        }
        Ok(arguments)
    }

    /// The command line's definition with its help in a language.
    pub fn command_in(language: Language) -> clap::Command {
        let mut command = Arguments::command();
        if language == Language::Chinese {
            command = in_chinese(command, "");
        }
        let status = language.pick(STATUS.0, STATUS.1);
        command.after_help(status).mut_subcommands(|sub| sub.after_help(status))
    }
}

/// The language after `--lang`, looked for before the command line is read because the help speaks it.
pub(super) fn asked_language(args: &[OsString]) -> Option<Language> {
    let mut args = args.iter().skip(1).filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        match arg.split_once('=') {
            None if arg == "--lang" => return args.next().and_then(Language::from_name),
            Some(("--lang", name)) => return Language::from_name(name),
            _ => {}
        }
    }
    None
}

fn in_chinese(mut command: clap::Command, prefix: &str) -> clap::Command {
    let text = |name: &str| CHINESE.iter().find(|(key, _)| *key == name).map(|(_, text)| *text);
    if let Some(about) = text(prefix.trim_end_matches('.')) {
        command = command.about(about).long_about(None::<&str>);
    }
    command = command.mut_args(|arg| {
        let help = text(&format!("{prefix}{}", arg.get_id()));
        let listed = arg.get_action().takes_values() && !arg.get_possible_values().is_empty();
        match help {
            // The help names the values itself.
            Some(help) if listed => arg.help(help).hide_possible_values(true),
            Some(help) => arg.help(help),
            None => arg,
        }
    });
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_string()).collect();
    for name in names {
        let prefix = format!("{prefix}{name}.");
        command = command.mut_subcommand(name, |sub| in_chinese(sub, &prefix));
    }
    command
}

fn export_form(name: &str) -> Result<ExportForm, String> {
    CitationStyle::from_name(name)
        .map(ExportForm::References)
        .or_else(|| export::Format::from_name(name).map(ExportForm::Articles))
        .ok_or_else(|| "md, txt, html, epub, jsonl, csv, pdf, gbt7714, gbt7714-2025, ris, bibtex, csl".into())
}

fn note_format(name: &str) -> Result<NoteFormat, String> {
    let all =
        "jsonld, hypothesis, md, md-by-tag, csv, cards, card-files, gbt7714, gbt7714-2025, ris, bibtex, csl";
    NoteFormat::from_name(name).ok_or_else(|| all.into())
}

/// The ending of the name of a file that is written.
fn ending(output: &Option<PathBuf>) -> Option<&str> {
    output.as_deref().filter(|path| !is_folder(path))?.extension()?.to_str()
}

/// Whether a path is a folder's: one that is there, or is written as a new one.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

fn picture_name(path: PathBuf) -> Result<PathBuf, &'static str> {
    let ending = path.extension().unwrap_or_default();
    let known = ["png", "pdf"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    if known { Ok(path) } else { Err(".png, .pdf") }
}

fn language(name: &str) -> Result<Language, String> {
    Language::from_name(name).ok_or_else(|| "zh, en".into())
}

fn zoom(number: &str) -> Result<f32, String> {
    number.parse().ok().filter(|zoom| (0.1..=20.0).contains(zoom)).ok_or_else(|| "0.1–20".into())
}

fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::from_name(name)
        .ok_or_else(|| Encoding::ALL.into_iter().map(Encoding::name).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_argument_has_help_in_both_languages() {
        fn names(command: &clap::Command, prefix: &str, out: &mut Vec<String>) {
            out.push(prefix.trim_end_matches('.').to_string());
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{}", arg.get_id());
                out.push(format!("{prefix}{}", arg.get_id()));
            }
            for sub in command.get_subcommands() {
                names(sub, &format!("{prefix}{}.", sub.get_name()), out);
            }
        }
        let mut found = Vec::new();
        names(&Arguments::command(), "", &mut found);
        found.sort();
        let mut told: Vec<&str> = CHINESE.iter().map(|(name, _)| *name).collect();
        told.sort();
        assert_eq!(found, told);
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_language_is_known_before_the_rest() {
        let args = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(asked_language(&args("jianbao segment --lang=zh --help")), Some(Language::Chinese));
        assert_eq!(asked_language(&args("jianbao --lang en_GB x")), Some(Language::English));
        assert_eq!(asked_language(&args("jianbao --language en")), None);
        let help = Arguments::read(&args("jianbao --lang zh segment --help")).unwrap_err().to_string();
        assert!(help.contains("输出版面中的文章") && help.contains(STATUS.0), "{help}");
    }
}
