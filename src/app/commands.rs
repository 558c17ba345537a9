//! The table of commands: menus, palette, shortcuts and help are all made from it.

use super::article_list::Which;
use super::corrections::Fix;
use super::direction::Direction;
use super::import_export::articles::Deed;
use super::keys::Keys;
use super::message::Action;
use super::page_image::Resize;
use super::panels::{Alone, Overlay, Panel};
use super::strings::Phrase;
use super::{
    annotations, article_list, article_status, corrections, dictionary, import_export, layout, navigation,
    open_archive, page_image, reader, review, search, settings, speech,
};
use crate::citation::CitationStyle;
use crate::segmentation::Role;
use egui::{Key, KeyboardShortcut, Modifiers};

/// Group of the menu that a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The archive.
    Archive,
    /// The view: what is shown.
    View,
    /// Moving about.
    Go,
    /// The person's own data.
    Notes,
    /// Corrections of what was taken apart wrongly.
    Correct,
    /// The program.
    Help,
}

impl Group {
    /// All groups in the order of the menu.
    pub const ALL: [Group; 6] =
        [Group::Archive, Group::View, Group::Go, Group::Notes, Group::Correct, Group::Help];

    /// Name in the menu.
    pub fn label(self) -> Phrase {
        match self {
            Group::Archive => Phrase::new("资料库", "Archive"),
            Group::View => Phrase::new("显示", "View"),
            Group::Go => Phrase::new("前往", "Go"),
            Group::Notes => Phrase::new("笔记", "Notes"),
            Group::Correct => Phrase::new("更正", "Correct"),
            Group::Help => Phrase::new("帮助", "Help"),
        }
    }
}

/// One thing the person can tell the window to do.
#[derive(Debug)]
pub struct Command {
    /// Its name, stable across versions and languages.
    pub id: &'static str,
    /// Its group in the menu.
    pub group: Group,
    /// Its name.
    pub label: Phrase,
    /// Its effect, in a sentence.
    pub help: Phrase,
    /// Keys; the first is the one that menus show.
    pub shortcuts: &'static [KeyboardShortcut],
    /// The action that it sets off.
    pub action: Action,
}

const fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}
const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}
const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}
const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}
const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

macro_rules! commands {
    ($($id:literal $group:ident [$($shortcut:expr),*] $action:expr,
        $zh:literal, $en:literal, $help_zh:literal, $help_en:literal;)*) => {
        /// Every command there is.
        pub static COMMANDS: &[Command] = &[$(Command {
            id: $id,
            group: Group::$group,
            label: Phrase::new($zh, $en),
            help: Phrase::new($help_zh, $help_en),
            shortcuts: &[$($shortcut),*],
            action: $action,
        }),*];
    };
}

commands! {
    "open" Archive [ctrl(Key::O)] Action::Layout(layout::Action::Show(Overlay::Open)),
        "打开资料库…", "Open an archive...",
        "选择一个存放报纸版面文本的文件夹。", "Choose a folder that holds newspaper pages as text.";
    "open-sample" Archive [] Action::Archive(open_archive::Action::OpenSample),
        "打开样例", "Open the sample",
        "打开程序自带的样例报纸。", "Opens the sample papers that come with the program.";
    "rescan" Archive [key(Key::F5), ctrl(Key::R)] Action::Archive(open_archive::Action::Rescan),
        "重新扫描", "Scan again",
        "查找新增、改动和删除的文件。", "Finds new, changed and removed files.";
    "cancel-loading" Archive [] Action::Archive(open_archive::Action::CancelLoading),
        "停止载入", "Stop loading",
        "停下载入，已载入的版面仍可阅读。", "Stops loading; the pages that are here stay readable.";
    "unreadable" Archive [] Action::Layout(layout::Action::Show(Overlay::Unreadable)),
        "读不出的文件", "Unreadable files",
        "列出读不出的文件及其原因。", "Lists the files that could not be read, with the reason.";
    "print" Archive [ctrl(Key::P)] Action::Layout(layout::Action::Show(Overlay::Print)),
        "打印或存为 PDF…", "Print or save as PDF...",
        "按当前的排版把文章存为 PDF，可再打印。", "Saves the article as a PDF file in the same setting, to be printed.";
    "quit" Archive [ctrl(Key::Q)] Action::Layout(layout::Action::Quit),
        "退出", "Quit",
        "关闭窗口，所有笔记都已存好。", "Closes the window; every note is kept.";

    "list" View [key(Key::F9)] Action::Layout(layout::Action::ToggleList),
        "显示或隐藏目录", "Show or hide the list",
        "开关左侧的文章目录。", "Opens or closes the list of articles.";
    "source" View [key(Key::S), key(Key::F6)] Action::Layout(layout::Action::TogglePanel(Panel::Source)),
        "版面原文", "Source of the page",
        "在旁边显示原始文本，标出本文所在的行。", "Shows the raw text beside the article and marks its lines.";
    "page-image" View [shift(Key::S), key(Key::F4)] Action::Layout(layout::Action::TogglePanel(Panel::PageImage)),
        "版面图像", "Page image",
        "在旁边照原样显示 PDF 的版面，标出本文所在。", "Shows the page of a PDF file beside the article as printed, and where the article stands.";
    "page-alone" View [shift(Key::Z), shift(Key::F4)] Action::Layout(layout::Action::ToggleAlone(Alone::Page)),
        "只看版面", "The page alone",
        "只留下版面图像和本期各版的缩略图，再按一次或按 Esc 恢复。", "Leaves nothing but the page as printed and thumbnails of its issue; again or Esc brings the rest back.";
    "page-larger" View [key(Key::Equals), key(Key::Plus)] Action::PageImage(page_image::Action::Resize(Resize::Larger)),
        "放大版面", "Magnify the page",
        "版面图像放大一级。", "Shows the page image one step larger.";
    "page-smaller" View [key(Key::Minus)] Action::PageImage(page_image::Action::Resize(Resize::Smaller)),
        "缩小版面", "Shrink the page",
        "版面图像缩小一级。", "Shows the page image one step smaller.";
    "page-width" View [key(Key::Num9)] Action::PageImage(page_image::Action::Resize(Resize::FitWidth)),
        "版面适合宽度", "Fit the width",
        "版面图像与所在之处同宽。", "Shows the page image as wide as there is room.";
    "page-whole" View [key(Key::Num0)] Action::PageImage(page_image::Action::Resize(Resize::FitPage)),
        "显示整版", "Fit the page",
        "版面图像缩到看得见整版。", "Shows all of the page image.";
    "why" View [key(Key::I)] Action::Layout(layout::Action::TogglePanel(Panel::Evidence)),
        "判断依据", "Why it is so",
        "列出每一块的判断依据和把握。", "Lists evidence and confidence for every block.";
    "notes" View [key(Key::F8)] Action::Layout(layout::Action::TogglePanel(Panel::Notes)),
        "笔记面板", "Notes panel",
        "列出书签、划线和批注。", "Lists bookmarks, highlights and notes.";
    "collections" View [shift(Key::F8)] Action::Layout(layout::Action::TogglePanel(Panel::Collections)),
        "资料夹", "Collections",
        "列出资料夹、其中的文章和所有标签。", "Lists the collections, what is in them, and all tags.";
    "settings" View [ctrl(Key::Comma)] Action::Layout(layout::Action::TogglePanel(Panel::Settings)),
        "设置", "Settings",
        "字号、栏宽、行距、字体、主题、语言。", "Text size, measure, line height, font, theme, language.";
    "larger" View [ctrl(Key::Equals), ctrl(Key::Plus)] Action::Settings(settings::Action::TextSize(Direction::Next)),
        "放大文字", "Larger text",
        "正文字号加大一级。", "Makes the text one step larger.";
    "smaller" View [ctrl(Key::Minus)] Action::Settings(settings::Action::TextSize(Direction::Previous)),
        "缩小文字", "Smaller text",
        "正文字号减小一级。", "Makes the text one step smaller.";
    "normal-size" View [ctrl(Key::Num0)] Action::Settings(settings::Action::ResetTextSize),
        "默认字号", "Default text size",
        "正文字号恢复原样。", "Puts the text size back.";
    "theme" View [key(Key::T)] Action::Settings(settings::Action::NextTheme),
        "切换主题", "Next theme",
        "依次换用跟随系统、浅色、米色、深色。", "Goes through system, light, sepia and dark.";
    "font" View [key(Key::F)] Action::Settings(settings::Action::ToggleSerif),
        "宋体或黑体", "Serif or sans",
        "切换正文字体。", "Switches the font of the text.";
    "vertical" View [key(Key::V)] Action::Settings(settings::Action::ToggleVertical),
        "横排或竖排", "Horizontal or vertical",
        "切换正文的排版方向。", "Switches the direction of the text.";
    "columns" View [key(Key::C)] Action::Settings(settings::Action::NextColumns),
        "分栏", "Columns",
        "依次换用一栏、两栏、三栏。", "Goes through one, two and three columns.";
    "script" View [key(Key::X)] Action::Settings(settings::Action::NextScript),
        "简体或繁体", "Simplified or Traditional",
        "依次按原样、简体、繁体显示文章，不改变保存的文字。", "Shows articles as printed, in Simplified, in Traditional; what is kept stays the same.";
    "as-printed" View [key(Key::O)] Action::Reader(reader::Action::ToggleAsPrinted),
        "看原样", "As printed",
        "在换过的字形与原样之间来回切换。", "Flips between the chosen script and the text as printed.";
    "outline" View [key(Key::H)] Action::Layout(layout::Action::TogglePanel(Panel::Outline)),
        "本文提纲", "Outline of the article",
        "列出文章的小标题、字数和阅读时间。", "Lists the article's subheads, its length and the time it takes to read.";
    "focus" View [key(Key::Z)] Action::Layout(layout::Action::ToggleAlone(Alone::Text)),
        "专注阅读", "Focus",
        "只留下正文，再按一次或按 Esc 恢复。", "Leaves nothing but the text; again or Esc brings the rest back.";
    "read-aloud" View [key(Key::R)] Action::Speech(speech::Action::Toggle),
        "朗读", "Read aloud",
        "从选中处或眼前逐句朗读，再按一次停止。", "Reads aloud by sentences from the selection or what is in view; again stops it.";
    "pause" View [key(Key::P)] Action::Speech(speech::Action::Pause),
        "暂停朗读", "Pause reading aloud",
        "暂停或继续朗读。", "Pauses reading aloud, or goes on.";
    "language" View [ctrl_shift(Key::L)] Action::Settings(settings::Action::ToggleLanguage),
        "English", "中文",
        "界面改用英文。", "Switches the window to Chinese.";
    "fullscreen" View [key(Key::F11)] Action::Layout(layout::Action::Fullscreen),
        "全屏", "Full screen",
        "进入或退出全屏。", "Enters or leaves full screen.";

    "next" Go [key(Key::J), alt(Key::ArrowDown)] Action::Go(navigation::Action::StepArticle(Direction::Next)),
        "下一篇", "Next article",
        "按目录的次序打开下一篇文章。", "Opens the next article of the list.";
    "previous" Go [key(Key::K), alt(Key::ArrowUp)] Action::Go(navigation::Action::StepArticle(Direction::Previous)),
        "上一篇", "Previous article",
        "按目录的次序打开上一篇文章。", "Opens the previous article of the list.";
    "next-page" Go [shift(Key::J), ctrl(Key::PageDown)] Action::Go(navigation::Action::StepPage(Direction::Next)),
        "下一版", "Next page",
        "打开下一版的第一篇文章。", "Opens the first article of the next page.";
    "previous-page" Go [shift(Key::K), ctrl(Key::PageUp)] Action::Go(navigation::Action::StepPage(Direction::Previous)),
        "上一版", "Previous page",
        "打开上一版的第一篇文章。", "Opens the first article of the previous page.";
    "next-issue" Go [key(Key::CloseBracket)] Action::Go(navigation::Action::StepIssue(Direction::Next)),
        "下一期", "Next issue",
        "打开下一期的第一篇文章。", "Opens the first article of the next issue.";
    "previous-issue" Go [key(Key::OpenBracket)] Action::Go(navigation::Action::StepIssue(Direction::Previous)),
        "上一期", "Previous issue",
        "打开上一期的第一篇文章。", "Opens the first article of the previous issue.";
    "next-unread" Go [key(Key::U)] Action::Go(navigation::Action::NextUnread),
        "下一篇未读", "Next unread",
        "打开后面第一篇未读的文章。", "Opens the next article that is not read yet.";
    "next-doubtful" Go [key(Key::D)] Action::Go(navigation::Action::NextDoubtful),
        "下一篇存疑", "Next doubtful",
        "打开后面第一篇把握不大的文章。", "Opens the next article of which the program is not sure.";
    "back" Go [alt(Key::ArrowLeft)] Action::Go(navigation::Action::Step(Direction::Previous)),
        "后退", "Back",
        "回到刚才看的文章。", "Returns to the article seen before.";
    "forward" Go [alt(Key::ArrowRight)] Action::Go(navigation::Action::Step(Direction::Next)),
        "前进", "Forward",
        "取消后退。", "Undoes going back.";
    "follow" Go [key(Key::G)] Action::Go(navigation::Action::FollowJump),
        "跟随转接", "Follow the jump",
        "打开转接行所指的那一版。", "Opens the page that a jump line points to.";
    "next-part" Go [key(Key::Period)] Action::Go(navigation::Action::StepPart(Direction::Next)),
        "续篇", "Next instalment",
        "打开连载的下一篇，或转到别版的下文。", "Opens the next instalment of a serial, or the rest on another page.";
    "previous-part" Go [key(Key::Comma)] Action::Go(navigation::Action::StepPart(Direction::Previous)),
        "前篇", "Previous instalment",
        "打开连载的上一篇，或别版的上文。", "Opens the instalment before, or the part on another page.";
    "beside" Go [key(Key::Backslash)] Action::Reader(reader::Action::ToggleBeside),
        "并排阅读", "Read side by side",
        "把这篇留在旁边，另一边可以打开别的文章；再按一次收起。", "Keeps this article beside, so that another can be opened; again closes it.";
    "other-side" Go [key(Key::F7)] Action::Reader(reader::Action::SwitchSide),
        "换到另一篇", "To the other article",
        "并排阅读时换到另一边的文章。", "Goes to the other of two articles side by side.";
    "next-subhead" Go [key(Key::Quote)] Action::Reader(reader::Action::StepSubhead(Direction::Next)),
        "下一个小标题", "Next subhead",
        "跳到下一个小标题。", "Goes to the next subhead of the article.";
    "previous-subhead" Go [key(Key::Semicolon)] Action::Reader(reader::Action::StepSubhead(Direction::Previous)),
        "上一个小标题", "Previous subhead",
        "跳到上一个小标题或文章开头。", "Goes to the previous subhead or the start of the article.";
    "find-titles" Go [ctrl(Key::F), key(Key::Slash)] Action::Search(search::Action::Open(search::Mode::Titles)),
        "查找标题", "Find a title",
        "边输入边查找，可用拼音和首字母。", "Finds as you type; pinyin and initials work too.";
    "find-text" Go [ctrl_shift(Key::F)] Action::Search(search::Action::Open(search::Mode::Text)),
        "全文检索", "Search the text",
        "在所有文章的正文里查找。", "Searches the text of all articles.";
    "find-here" Go [ctrl(Key::G)] Action::Search(search::Action::Open(search::Mode::Here)),
        "在本文中查找", "Find in this article",
        "在打开的文章里查找，回车到下一处。", "Finds words in the open article; Enter goes from place to place.";
    "results" Go [key(Key::F2)] Action::Search(search::Action::Results(search::results::Action::Toggle)),
        "检索结果栏", "Search results",
        "在旁边列出查到的全部文章，可排序、筛选。", "Lists all that was found beside the article, to be sorted and narrowed.";
    "alike" Go [shift(Key::F2)] Action::Search(search::Action::Alike),
        "相似的文章", "Articles like this one",
        "在检索结果栏列出说同一件事的文章：他报的、他日的。", "Lists among the results what tells of the same: in other papers and on other days.";
    "timeline" Go [ctrl_shift(Key::T)] Action::Search(search::Action::Timeline),
        "时间线", "Timeline",
        "全部文章按报纸、版面排在时间上，点一段就只看那一段。", "Shows all articles over time, by newspaper and section; a press on a stretch shows that alone.";
    "next-hit" Go [key(Key::F3)] Action::Search(search::Action::StepPlace(Direction::Next)),
        "下一处", "Next place found",
        "跳到下一处查到的文字，本文之后接着下一篇。", "Goes to the next place of what is looked for, in this article and then in the next that was found.";
    "previous-hit" Go [shift(Key::F3)] Action::Search(search::Action::StepPlace(Direction::Previous)),
        "上一处", "Previous place found",
        "跳到上一处查到的文字，本文之前接着上一篇。", "Goes to the previous place of what is looked for, in this article and then in the one found before.";
    "calendar" Go [ctrl_shift(Key::G)] Action::Layout(layout::Action::TogglePanel(Panel::Calendar)),
        "日历，转到日期", "Calendar, go to date",
        "显示哪些日子有报、哪些日子缺报，转到某一天，整期查看。", "Shows which days have an issue and which lack one, goes to a day, shows an issue as a whole.";
    "review" Go [key(Key::F10)] Action::Layout(layout::Action::TogglePanel(Panel::Review)),
        "审读：先查这些", "Review: check these first",
        "把没有把握的文章按次序列出并说明理由，也显示资料库的概况。", "Lists doubtful articles in order with the reasons, and shows how the archive is as a whole.";
    "go-list" Go [key(Key::L)] Action::List(article_list::Action::Focus),
        "转到目录", "Go to the list",
        "用方向键在目录或检索结果里移动。", "Arrow keys then move in the list, or among the results in its place.";
    "go-panel" Go [key(Key::F12)] Action::Layout(layout::Action::GoToPanel),
        "转到旁边的面板", "Go to the panel",
        "Tab 和方向键在打开的面板里移动，按 Esc 回到正文。", "Tab and arrows then move in the open panel; Esc goes back to the text.";

    "undo" Notes [ctrl(Key::Z)] Action::Exchange(import_export::Action::Undo),
        "撤销", "Undo",
        "撤销对笔记的上一次改动。", "Takes back the last change to the notes.";
    "redo" Notes [ctrl_shift(Key::Z), ctrl(Key::Y)] Action::Exchange(import_export::Action::Redo),
        "重做", "Redo",
        "恢复刚撤销的改动。", "Does again what was undone.";
    "bookmark" Notes [key(Key::B), ctrl(Key::D)] Action::Notes(annotations::Action::ToggleBookmark),
        "书签", "Bookmark",
        "给这篇文章加上或取消书签。", "Adds or removes a bookmark on this article.";
    "note" Notes [key(Key::N)] Action::Notes(annotations::Action::StartNote),
        "写批注", "Write a note",
        "给选中的文字或整篇文章写批注。", "Writes a note on the selected text or on the article.";
    "highlight-1" Notes [key(Key::Num1)] Action::Notes(annotations::Action::Highlight(0)),
        "黄色划线", "Highlight yellow",
        "用黄色标出选中的文字。", "Marks the selected text in yellow.";
    "highlight-2" Notes [key(Key::Num2)] Action::Notes(annotations::Action::Highlight(1)),
        "绿色划线", "Highlight green",
        "用绿色标出选中的文字。", "Marks the selected text in green.";
    "highlight-3" Notes [key(Key::Num3)] Action::Notes(annotations::Action::Highlight(2)),
        "蓝色划线", "Highlight blue",
        "用蓝色标出选中的文字。", "Marks the selected text in blue.";
    "highlight-4" Notes [key(Key::Num4)] Action::Notes(annotations::Action::Highlight(3)),
        "粉色划线", "Highlight pink",
        "用粉色标出选中的文字。", "Marks the selected text in pink.";
    "highlight-5" Notes [key(Key::Num5)] Action::Notes(annotations::Action::Highlight(4)),
        "紫色划线", "Highlight violet",
        "用紫色标出选中的文字。", "Marks the selected text in violet.";
    "delete-mark" Notes [key(Key::Delete)] Action::Notes(annotations::Action::DeleteAtHand),
        "删除这处划线", "Delete the highlight",
        "删除选中处或刚点过的划线和批注。", "Deletes the highlight or note under the selection or pressed last.";
    "read" Notes [key(Key::M)] Action::Status(article_status::Action::ToggleRead),
        "标为已读或未读", "Mark read or unread",
        "改变这篇文章的已读标记。", "Changes whether this article counts as read.";
    "look-up" Notes [key(Key::W)] Action::Dictionary(dictionary::Action::Toggle),
        "查词典", "Look up",
        "在词典里查选中的词，注有拼音和英文释义。", "Looks the selected word up: pinyin and English meanings.";
    "copy" Notes [] Action::Reader(reader::Action::Copy),
        "复制", "Copy",
        "按原样复制选中的文字，未选中时复制全文。", "Copies the selection as printed, or the article where nothing is selected.";
    "copy-shown" Notes [shift(Key::C)] Action::Reader(reader::Action::CopyShown),
        "按显示的字形复制", "Copy as shown",
        "按屏幕上的简体或繁体复制。", "Copies in the script that is on the screen.";
    "copy-citation" Notes [ctrl_shift(Key::C)] Action::Reader(reader::Action::CopyWithCitation),
        "复制并附出处", "Copy with citation",
        "复制选中的文字，附上报名、日期和版次。", "Copies the selection with paper, date and page.";
    "copy-quotation" Notes [ctrl_shift(Key::X)] Action::Reader(reader::Action::CopyAsQuotation),
        "复制为引文", "Copy as quotation",
        "给选中的文字加上引号，后附出处。", "Copies the selection in quotation marks, its source behind.";
    "copy-picture" Notes [] Action::PageImage(page_image::Action::Copy),
        "复制为图片", "Copy as a picture",
        "把文章从版面图像上剪下来，附上出处，放到剪贴板。", "Cuts the article out of the page as it was printed, its source below, onto the clipboard.";
    "save-picture" Notes [] Action::Exchange(import_export::Action::Articles(Deed::Clip, Which::Open)),
        "存为图片…", "Save as a picture...",
        "把文章从 PDF 的版面上剪下来，附上出处，存成图片文件。", "Cuts the article out of its PDF page as it was printed, its source below, into a picture file.";
    "collect" Notes [shift(Key::D)] Action::Exchange(import_export::Action::Articles(Deed::Ask(Overlay::Collect), Which::Chosen)),
        "收入资料夹…", "Put into a collection...",
        "把目录里选中的文章收入资料夹，未选时收入这一篇。", "Puts the articles chosen in the list into a collection, or this one where none is.";
    "collect-serial" Notes [] Action::Exchange(import_export::Action::Articles(Deed::Ask(Overlay::Collect), Which::Serial)),
        "整部连载收入资料夹…", "Collect the whole serial...",
        "把这部连载的各篇按次序收入资料夹。", "Puts all instalments of the serial into a collection, in their order.";
    "tag-articles" Notes [shift(Key::G)] Action::Exchange(import_export::Action::Articles(Deed::Ask(Overlay::Tag), Which::Chosen)),
        "加标签…", "Tag...",
        "给目录里选中的文章加标签，未选时给这一篇。", "Gives the articles chosen in the list tags, or this one where none is.";
    "describe" Notes [shift(Key::I)] Action::Exchange(import_export::Action::Articles(Deed::Ask(Overlay::Describe), Which::Chosen)),
        "著录…", "Describe...",
        "填写目录里选中的文章（未选时为这一篇）的报纸、日期、版次、题名、作者，也可以整个文件夹一起填。", "Says by hand paper, day, page, title and author of the articles chosen in the list, or of this one; also of a whole folder.";
    "copy-text" Notes [] Action::Exchange(import_export::Action::Articles(Deed::CopyText, Which::Chosen)),
        "复制所选文章", "Copy the chosen articles",
        "复制目录里选中的文章，带格式，也带纯文本。", "Copies the articles chosen in the list, with their form and as plain text.";
    "copy-citations" Notes [] Action::Exchange(import_export::Action::Articles(Deed::CopyCitations(CitationStyle::Gbt7714), Which::Chosen)),
        "复制所选文章的出处", "Copy citations of the chosen articles",
        "按 GB/T 7714 复制目录里选中的文章的出处。", "Copies where the articles chosen in the list were printed, by GB/T 7714.";
    "export-articles" Notes [ctrl_shift(Key::E)] Action::Exchange(import_export::Action::Articles(Deed::Ask(Overlay::Articles), Which::Chosen)),
        "导出文章…", "Export articles...",
        "把目录里选中的文章写成 Markdown、HTML、EPUB、PDF、CSV 等。", "Writes the articles chosen in the list as Markdown, HTML, EPUB, PDF, CSV and others.";
    "export-notes" Notes [ctrl(Key::E)] Action::Layout(layout::Action::Show(Overlay::Export)),
        "导出笔记…", "Export notes...",
        "写成 JSON-LD、Markdown、CSV、资料卡片或参考文献。", "Writes them as JSON-LD, Markdown, CSV, cards or references.";
    "import-notes" Notes [ctrl(Key::I)] Action::Layout(layout::Action::Show(Overlay::Import)),
        "导入或合并笔记…", "Import or merge notes...",
        "读入导出的文件或另一个笔记本，先预览再合并。", "Reads an export or another notebook, shows what it would change, then merges it.";
    "back-up" Notes [ctrl_shift(Key::B)] Action::Layout(layout::Action::Show(Overlay::BackUp)),
        "备份笔记…", "Back up the notes...",
        "把整个笔记本复制成一个文件。", "Copies the whole notebook into one file.";
    "restore" Notes [] Action::Layout(layout::Action::Show(Overlay::Restore)),
        "恢复笔记…", "Restore notes...",
        "从备份或自动副本中取回，先预览再合并。", "Has notes back from a backup or an automatic copy, after a preview.";

    "review-accept" Correct [key(Key::Y)] Action::Review(review::Action::Accept),
        "这一篇无误", "This article is right",
        "记下这一篇查过无误，再到下一篇待查的。", "Keeps that this article is right as it is, and goes to the next to check.";
    "review-skip" Correct [shift(Key::Y)] Action::Review(review::Action::Skip),
        "这一篇以后再查", "Put this article off",
        "把这一篇放到最后，先到下一篇待查的。", "Leaves this article for the end and goes to the next to check.";
    "belongs" Correct [shift(Key::B)] Action::Correct(corrections::Action::Choose(Vec::new())),
        "归入另一篇…", "Belongs to another article...",
        "所选的行归入本版的另一篇文章，或不属于任何文章。", "The chosen lines belong to another article of the page, or to none.";
    "catch-lines" Correct [shift(Key::L)] Action::PageImage(page_image::Action::ToggleCatch),
        "在版面上圈选", "Catch lines on the page",
        "在版面图像上拖出方框圈住几行，再选它们属于哪一篇；按住 Shift 拖动亦可。", "Drag a frame around lines on the page image, then say which article they belong to; dragging with Shift does so too.";
    "everywhere" Correct [shift(Key::E)] Action::Correct(corrections::Action::Everywhere(None)),
        "别处同样更正…", "The same everywhere...",
        "列出别的版面上同样的行，选定后照本版最近的更正一并更正。", "Lists lines of other pages that are alike, to be put right as the latest correction of this page.";
    "article-here" Correct [shift(Key::A)] Action::Correct(corrections::Action::Correct(Fix::ArticleHere, None)),
        "文章从这里开始", "An article begins here",
        "在所选的行处把文章一分为二。", "Splits the article before the chosen line.";
    "join-next-article" Correct [shift(Key::N)] Action::Correct(corrections::Action::Correct(Fix::JoinArticle(Direction::Next), None)),
        "与下一篇合并", "Join with the next article",
        "本版的下一篇文章接在这一篇之后。", "The next article of the page goes on where this one ends.";
    "join-previous-article" Correct [] Action::Correct(corrections::Action::Correct(Fix::JoinArticle(Direction::Previous), None)),
        "与上一篇合并", "Join with the previous article",
        "这一篇接在本版的上一篇文章之后。", "This article goes on where the previous one of the page ends.";
    "paragraph-here" Correct [shift(Key::P)] Action::Correct(corrections::Action::Correct(Fix::ParagraphHere, None)),
        "段落从这里开始", "A paragraph begins here",
        "在所选的行处另起一段。", "Begins a new paragraph with the chosen line.";
    "join-previous-paragraph" Correct [shift(Key::M)] Action::Correct(corrections::Action::Correct(Fix::JoinParagraph(Direction::Previous), None)),
        "接上一段", "Join with the previous paragraph",
        "这一段接在上一段之后。", "This paragraph goes on where the previous one ends.";
    "join-next-paragraph" Correct [] Action::Correct(corrections::Action::Correct(Fix::JoinParagraph(Direction::Next), None)),
        "接下一段", "Join with the next paragraph",
        "下一段接在这一段之后。", "The next paragraph goes on where this one ends.";
    "role-title" Correct [shift(Key::T)] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Title), None)),
        "这是主题", "This is the title",
        "所选的行是主题。", "The chosen lines are the title.";
    "role-kicker" Correct [] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Kicker), None)),
        "这是引题", "This is the kicker",
        "所选的行是引题。", "The chosen lines are the line above the title.";
    "role-subtitle" Correct [] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Subtitle), None)),
        "这是副题", "This is the subtitle",
        "所选的行是副题。", "The chosen lines are the line below the title.";
    "role-byline" Correct [] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Byline), None)),
        "这是署名", "This is the byline",
        "所选的行是署名。", "The chosen lines say who wrote it.";
    "role-body" Correct [] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Paragraph), None)),
        "这是正文", "This is body text",
        "所选的行是正文。", "The chosen lines are a paragraph of the body.";
    "role-subhead" Correct [] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Subhead), None)),
        "这是小标题", "This is a subhead",
        "所选的行是小标题。", "The chosen lines are a heading inside the body.";
    "role-caption" Correct [] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Caption), None)),
        "这是图说", "This is a caption",
        "所选的行是图片说明。", "The chosen lines say what a picture shows.";
    "role-credit" Correct [] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Credit), None)),
        "这是摄影署名", "This is a picture credit",
        "所选的行是图片的作者。", "The chosen lines say whose picture it is.";
    "role-jump" Correct [] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Jump), None)),
        "这是转接行", "This is a jump line",
        "所选的行是转接行。", "The chosen lines point to another page.";
    "role-furniture" Correct [] Action::Correct(corrections::Action::Correct(Fix::Role(Role::Furniture), None)),
        "这是版面附件", "This is page furniture",
        "所选的行是报头、栏目名之类，不属于文章。", "The chosen lines are a masthead, a column's name or the like, of no article.";

    "palette" Help [ctrl(Key::K), ctrl_shift(Key::P)] Action::Layout(layout::Action::Show(Overlay::Palette)),
        "命令面板", "Command palette",
        "输入几个字，找到并执行任何命令。", "Type a few letters to find and run any command.";
    "help" Help [key(Key::F1), key(Key::Questionmark)] Action::Layout(layout::Action::Show(Overlay::Help)),
        "按键一览", "Keys and commands",
        "列出所有命令和按键。", "Lists every command and its keys.";
    "manual" Help [shift(Key::F1)] Action::Layout(layout::Action::Show(Overlay::Manual)),
        "使用手册", "Manual",
        "在窗口里查阅手册，不必连网。", "Opens the manual, searchable; it is inside the program.";
    "licences" Help [] Action::Layout(layout::Action::Show(Overlay::Licences)),
        "许可证", "Licences",
        "程序、字体、数据与所用程序库的许可证。", "Licences of the program, its fonts, its data and the libraries inside.";
    "about" Help [] Action::Layout(layout::Action::Show(Overlay::About)),
        "关于剪报", "About Jianbao",
        "版本、数据所在和许可。", "Version, where the data is, licences.";
}

/// A shortcut as it is printed on keyboards: `Ctrl+,`, `Shift+J`, `[`.
pub fn keys(ctx: &egui::Context, shortcut: &KeyboardShortcut) -> String {
    let name = shortcut.logical_key.name();
    let sign = match shortcut.logical_key {
        Key::Comma => ",",
        Key::Period => ".",
        Key::Backslash => "\\",
        Key::Semicolon => ";",
        Key::Quote => "'",
        Key::Slash => "/",
        Key::Questionmark => "?",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Equals => "=",
        Key::Plus => "+",
        Key::Minus => "-",
        _ => name,
    };
    ctx.format_shortcut(shortcut).replace(name, sign)
}

/// The keys of a command: the one that the person gave it, else those of the table; the first is the one that menus show.
pub fn keys_of(command: &Command, own: &Keys) -> Vec<KeyboardShortcut> {
    own.own(command.id).map_or_else(|| command.shortcuts.to_vec(), |own| vec![own])
}

/// The command that has a key, other than this one.
pub fn other_with(key: KeyboardShortcut, command: &Command, own: &Keys) -> Option<&'static Command> {
    COMMANDS.iter().find(|other| other.id != command.id && keys_of(other, own).contains(&key))
}

/// The command of a name.
pub fn command(id: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.id == id)
}

/// Purpose of plain keys at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// Commands: the text has the keyboard.
    No,
    /// Nothing: the text has the keyboard, and the person does not want letters to be commands.
    NoLetters,
    /// Letters and digits find a title in the list; other signs are commands, and so are letters with Shift but for those that
    /// correct an article.
    Titles,
    /// Letters, digits and other signs find a title in the list, and the person does not want them to be commands.
    TitlesAlone,
    /// Whatever has the keyboard: a button, a slider, a card.
    Elsewhere,
    /// Text is typed: only keys that cannot be part of typing or editing are commands.
    Text,
}

/// Purpose of the keys of a frame.
#[derive(Default)]
pub struct Pressed {
    /// The commands that they ask for.
    pub commands: Vec<&'static Command>,
    /// What was typed after a command that gives the keyboard to something else, which is to have it; `None` without one.
    pub ahead: Option<Vec<egui::Event>>,
}

/// What the events of a frame ask for, which is taken out of the events. Commands that are not allowed are not done.
/// `held` is the key that was a command when it went down: what is held goes on with what it began, wherever the keyboard
/// is meanwhile.
pub fn pressed(
    events: &mut Vec<egui::Event>,
    typing: Typing,
    keys: &Keys,
    held: &mut Option<Key>,
    is_allowed: impl Fn(&Command) -> bool,
) -> Pressed {
    let mut pressed = Pressed::default();
    let mut taken = Vec::new();
    events.retain(|event| {
        if let Some(ahead) = pressed.ahead.as_mut().filter(|_| is_of_keyboard(event)) {
            // The letter of the command itself is none of them.
            let is_own = ahead.is_empty() && matches!(event, egui::Event::Text(_));
            if !(is_own && taken.last().is_some_and(is_typing)) {
                ahead.push(event.clone());
            }
            return false;
        }
        let egui::Event::Key { key, pressed: true, repeat, modifiers, .. } = event else { return true };
        let found = find(*key, *modifiers, typing, keys);
        if !repeat {
            *held = found.map(|_| *key);
        }
        let is_held = *held == Some(*key);
        let Some((command, shortcut)) = found else {
            let typed = KeyboardShortcut::new(*modifiers, *key);
            // A letter with Shift is meant for a command: in the list it finds no title where it is none.
            let is_idle = matches!(typing, Typing::Titles | Typing::TitlesAlone)
                && is_letter(*key)
                && modifiers.matches_exact(Modifiers::SHIFT);
            taken.extend((is_held || is_idle).then_some(typed));
            return !(is_held || is_idle);
        };
        // Holding a key walks through articles; it must not flicker what is switched.
        let is_done = !repeat
            || is_held && command.group == Group::Go
            || is_held && matches!(command.id, "larger" | "smaller" | "page-larger" | "page-smaller");
        if is_done && is_allowed(command) {
            pressed.commands.push(command);
            pressed.ahead = takes_keyboard(command).then(Vec::new);
        }
        taken.push(shortcut);
        false
    });
    // A letter that was a command is not typed as well.
    if taken.iter().any(|shortcut| !shortcut.modifiers.command && !shortcut.modifiers.alt) {
        events.retain(|event| !matches!(event, egui::Event::Text(_)));
    }
    pressed
}

/// Whether an event is of the keyboard and not of the pointer or the window.
pub fn is_of_keyboard(event: &egui::Event) -> bool {
    use egui::Event::{Copy, Cut, Ime, Key, Paste, Text};
    matches!(event, Key { .. } | Text(_) | Paste(_) | Copy | Cut | Ime(_))
}

/// Whether a command gives the keyboard to a field or a dialog.
fn takes_keyboard(command: &Command) -> bool {
    use corrections::Action::{Choose, Everywhere};
    match &command.action {
        Action::Layout(action) => {
            matches!(action, layout::Action::Show(_) | layout::Action::TogglePanel(Panel::Calendar))
        }
        Action::Exchange(import_export::Action::Articles(deed, _)) => {
            matches!(deed, Deed::Ask(_) | Deed::Clip)
        }
        Action::Search(action) => matches!(action, search::Action::Open(_)),
        Action::Notes(action) => *action == annotations::Action::StartNote,
        Action::Correct(action) => matches!(action, Choose(_) | Everywhere(_)),
        _ => false,
    }
}

fn find(
    key: Key,
    modifiers: Modifiers,
    typing: Typing,
    keys: &Keys,
) -> Option<(&'static Command, KeyboardShortcut)> {
    COMMANDS.iter().find_map(|command| {
        let shortcut = keys_of(command, keys).into_iter().find(|shortcut| {
            // On some keyboards these signs want Shift, on others not.
            let shifted = matches!(shortcut.logical_key, Key::Questionmark | Key::Plus | Key::Slash);
            let pattern = Modifiers {
                shift: shortcut.modifiers.shift || (shifted && modifiers.shift),
                ..shortcut.modifiers
            };
            shortcut.logical_key == key
                && modifiers.matches_exact(pattern)
                && match typing {
                    Typing::No => true,
                    Typing::NoLetters => !is_typing(shortcut) || key == Key::Delete,
                    Typing::Titles => {
                        let is_typed = is_typing(shortcut) && (is_letter(key) || key == Key::Delete);
                        // What a slip of the finger would change in an article is not seen from the list.
                        !is_typed || modifiers.shift && command.group != Group::Correct
                    }
                    Typing::Elsewhere | Typing::TitlesAlone => !is_typing(shortcut),
                    Typing::Text => !is_typing(shortcut) && !is_editing(shortcut),
                }
        })?;
        Some((command, shortcut))
    })
}

/// Whether a field to type in takes a shortcut for itself: undoing, and moving by words.
fn is_editing(shortcut: &KeyboardShortcut) -> bool {
    let undo = shortcut.modifiers.command && matches!(shortcut.logical_key, Key::Z | Key::Y);
    let by_word = shortcut.modifiers.alt && matches!(shortcut.logical_key, Key::ArrowLeft | Key::ArrowRight);
    undo || by_word
}

/// Whether a key writes a letter or a digit.
fn is_letter(key: Key) -> bool {
    key.name().chars().count() == 1
}

/// Whether a shortcut is a plain key that writes a character.
fn is_typing(shortcut: &KeyboardShortcut) -> bool {
    let function_key = shortcut.logical_key >= Key::F1 && shortcut.logical_key <= Key::F35;
    !shortcut.modifiers.command && !shortcut.modifiers.alt && !function_key
}

#[cfg(test)]
mod tests;
