//! Words of the window, in Chinese and in English, in one table.

use crate::han::variants::Script;
use crate::segmentation::Role;
use std::fmt::Display;

pub use crate::language::Language;

/// One thing the window says, in both languages. `{0}`, `{1}` … stand for values, `{0:page|pages}` for the word that goes
/// with one and with any other number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// 中文.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Phrase {
    /// A phrase out of its two wordings.
    pub const fn new(zh: &'static str, en: &'static str) -> Phrase {
        Phrase { zh, en }
    }

    /// The wording in a language.
    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    /// The wording with its values put in.
    pub fn fill(self, language: Language, values: &[&dyn Display]) -> String {
        let mut rest = self.get(language);
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}').map(|i| open + i) else { break };
            let hole = &rest[open + 1..close];
            let (number, forms) =
                hole.split_once(':').map_or((hole, None), |(n, forms)| (n, forms.split_once('|')));
            match (number.parse::<usize>().ok().and_then(|i| values.get(i)), forms) {
                (Some(value), None) => out.push_str(&value.to_string()),
                (Some(value), Some((one, many))) => {
                    out.push_str(if value.to_string() == "1" { one } else { many });
                }
                (None, _) => out.push_str(&rest[open..=close]),
            }
            rest = &rest[close + 1..];
        }
        out + rest
    }
}

macro_rules! phrases {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(#[doc = $en] pub const $name: Phrase = Phrase::new($zh, $en);)*
        /// Every phrase, for tests.
        #[cfg(test)]
        const ALL: &[(&str, Phrase)] = &[$((stringify!($name), $name),)*];
    };
}

phrases! {
    PROGRAM: "剪报", "Jianbao";
    MENU: "菜单", "Menu";
    CLOSE: "关闭", "Close";
    CANCEL: "停止", "Stop";
    DONE: "完成", "Done";
    DELETE: "删除", "Delete";
    EDIT: "编辑", "Edit";
    OPEN: "打开", "Open";
    DISMISS: "知道了", "Dismiss";
    OPEN_TITLE: "打开资料库", "Open an archive";
    OPEN_PATH: "文件夹的路径", "Path of the folder";
    OPEN_PATH_HINT: "例如 /home/me/papers", "for instance /home/me/papers";
    CHOOSE_FOLDER: "选择文件夹…", "Choose a folder...";
    OPEN_SAMPLE: "打开样例", "Open the sample";
    DROP_HINT: "也可以把文件夹拖到窗口里。资料库只读，不会被改动。", "You can also drop a folder onto the window. The archive is only read, never changed.";
    RECENT: "最近打开", "Opened before";
    WELCOME: "欢迎使用剪报。现在看到的是随程序附带的样例：几份虚构的报纸。", "Welcome to Jianbao. These are sample papers; they are invented.";
    OPEN_OWN: "打开自己的资料库…", "Open your own archive...";
    OPEN_BESIDE: "并排打开", "Open side by side";
    TOO_NARROW: "窗口太窄，不能并排", "Too narrow for two side by side";
    FIND_FONT: "查找字体", "Find a font";
    FONT_OF_SYSTEM: "系统字体", "Fonts of the system";
    OPENING: "正在打开", "Opening";
    FIRST_PAGES: "载入后的版面会立即出现。", "Pages appear as soon as they are ready.";
    LOADING: "载入中 {0} / {1}", "Loading {0} of {1}";
    CANCELLED: "已停止载入。按 F5 可继续。", "Loading was stopped. Press F5 to go on.";
    COUNTS: "{0} 版 · {1} 篇", "{0} {0:page|pages} · {1} {1:article|articles}";
    UNREADABLE_COUNT: "{0} 个文件读不出", "{0} unreadable {0:file|files}";
    NONE_READABLE: "这里的 {0} 个文件都读不出，例如 {1}：{2}。", "None of {0} {0:file|files} here could be read, for instance {1}: {2}.";
    SOME_UNREADABLE: "有 {0} 个文件读不出，原因见下方状态栏。", "{0} {0:file|files} could not be read; the line at the bottom lists them with the reasons.";
    UNREADABLE_HINT: "这些文件没有列入目录，其余版面不受影响。编码认错的可在此另选。", "These files are not in the list; all other pages are. Where the encoding was mistaken, choose another.";
    PASSWORD: "PDF 密码：", "Password of PDF files:";
    UNLOCK: "打开", "Open";
    STILL_LOCKED: "仍有文件未能打开", "Some files are still locked";
    ALL_READABLE: "所有文件都读出来了。", "Every file could be read.";
    NO_DIALOG: "系统没有弹出选择框，请直接输入路径。", "The system showed no dialog; please type the path.";
    PAGE_CHANGED: "这一版的文件刚被改动，正在重新读取。", "The file of this page has just changed; it is being read again.";
    PAGE_UNREADABLE: "读不出 {0}：{1}。", "{0} cannot be read: {1}.";
    LIST: "文章目录", "List of articles";
    GROUPING: "分组", "Group by";
    SORTING: "排序", "Sort";
    BY_DATE: "按日期", "By date";
    BY_PAPER: "按报纸", "By paper";
    BY_PAGE: "按版面", "By page";
    FLAT: "不分组", "No groups";
    OLDEST: "早的在前", "Oldest";
    NEWEST: "近的在前", "Newest";
    BY_TITLE: "按标题", "By title";
    LONGEST: "长的在前", "Longest";
    DOUBTFUL_FIRST: "存疑在前", "Doubtful";
    UNREAD: "未读", "Unread";
    BOOKMARKED: "有书签", "Bookmarked";
    WITH_BOOKMARK: "有书签", "Bookmarks";
    WITH_NOTES: "有笔记", "Notes";
    ANNOTATED: "有笔记", "With notes";
    DOUBTFUL: "存疑", "Doubtful";
    UNTITLED: "无题", "Untitled";
    NO_PAGES: "这里没有找到版面", "No pages were found here";
    NO_ARTICLES: "这些版面里没有文章", "These pages hold no articles";
    NO_ARTICLES_HINT: "文件里没有可读的文字。", "The files hold no text to read.";
    ALL_FILTERED: "没有符合条件的文章", "No article passes the filters";
    ALL_FILTERED_HINT: "放宽条件再看。", "Loosen the filters to see more.";
    CLEAR_FILTERS: "显示全部", "Show all";
    DATE: "{0}年{1}月{2}日 {3}", "{0}-{1}-{2} {3}";
    NO_DATE: "未注明日期", "No date";
    NOTHING_OPEN: "还没有打开文章", "No article is open";
    NOTHING_OPEN_HINT: "从左边的目录里选一篇，或打开一个资料库。", "Choose one from the list, or open an archive.";
    READ: "已读", "marked read";
    CHARACTERS: "{0} 字", "{0} {0:character|characters}";
    SAMPLE: "样例", "Sample";
    DOUBT_MARK: "存疑：把握 {0}%", "Doubtful: {0}% sure";
    DOUBT_HINT: "程序对这篇文章的起止没有把握，点此看依据。", "The program is not sure where this article begins and ends. Press to see why.";
    AT_FIRST: "已经是第一篇。", "This is the first one.";
    AT_LAST: "已经是最后一篇。", "This is the last one.";
    NO_MORE_UNREAD: "没有未读的文章了。", "Nothing is left unread.";
    NO_MORE_DOUBTFUL: "没有存疑的文章了。", "No doubtful article is left.";
    NO_JUMP: "这篇文章没有指向别的版的转接行。", "No jump line of this article names another page.";
    NO_NEXT_PART: "资料库里没有这篇文章的续篇。", "No later part of this article is in the archive.";
    NO_PREVIOUS_PART: "资料库里没有这篇文章的前篇。", "No earlier part of this article is in the archive.";
    NEXT_PART: "续篇：{0}", "Next: {0}";
    PREVIOUS_PART: "前篇：{0}", "Previous: {0}";
    PART_SURE: "{0} · 把握 {1}%", "{0} · {1}% sure";
    PARTS_MISSING: "，中间缺 {0} 篇", " · {0} missing between";
    JUMP_MISSING: "转接行所指的第 {0} 版不在资料库里。", "Page {0}, to which the jump line points, is not in the archive.";
    SOURCE: "版面原文", "Source of the page";
    CORRECTED: "已更正，以后都照此处理。按 Ctrl+Z 可撤销。", "Put right, for good. Ctrl+Z takes it back.";
    EVERYWHERE: "别处同样更正", "The same everywhere";
    EVERYWHERE_OF: "别处同样更正：{0}", "The same everywhere: {0}";
    EVERYWHERE_HINT: "文字相同（数字、星期不论）的行如下。与原处同在版首、版尾或版内的已选上；不对的请去掉，选上的才会更正。", "Lines of the same words, whatever their numbers and weekdays. Those at the same place of their page are chosen; leave out what is not so: only what is chosen is put right.";
    EVERYWHERE_FOUND: "看了 {0} 个版面，同样的有 {1} 处，选了 {2} 处。", "{0} {0:page|pages} looked through: {1} {1:place|places} alike, {2} chosen.";
    SO_ALREADY: "本来就是这样，没有改动：{0}。", "It is so already, and nothing was changed: {0}.";
    NOTHING_EVERYWHERE: "本版没有可以在别处照做的更正。", "No correction of this page can be made elsewhere.";
    AT_HEAD: "版首", "at the head";
    AT_FOOT: "版尾", "at the foot";
    INSIDE: "版内", "inside";
    NOW_IS: "现为{0}", "now: {0}";
    CORRECT_PLACES: "更正选上的 {0} 处", "Put {0} {0:place|places} right";
    SOME_CORRECTED: "已同样更正 {0} 处，按 Ctrl+Z 一并撤销。", "{0} {0:place|places} put right. Ctrl+Z takes them back together.";
    WITHDRAWN: "已放弃这条更正。", "This correction is given up.";
    NOTHING_TO_CORRECT: "请先选中要更正的文字，或点一下它所在的段落。", "Select the text to put right first, or press its paragraph.";
    CORRECT: "更正", "Correct";
    THIS_IS: "这是…", "This is...";
    HAS_CORRECTIONS: "有更正", "With corrections";
    CORRECTIONS: "本版的更正（{0}）", "Corrections of this page ({0})";
    GIVE_UP: "放弃更正：{0}", "Give up: {0}";
    SAYS_ARTICLE: "文章始于“{0}”", "An article begins with \"{0}\"";
    KEY_TAKEN: "已用于“{0}”，请另按一个", "\"{0}\" has it; press another";
    PRESS_A_KEY: "请按新的键", "Press a key";
    CHANGE_KEY: "改“{0}”的键", "Change the key of \"{0}\"";
    KEY_AS_BEFORE: "恢复原来的键", "The keys that it had at first";
    WORD_LISTS: "自己的词表", "Lists of words";
    WORD_LISTS_HINT: "一行一组，如 水利：河堤 水闸。文章里都会划出。", "A list a line, as Water: levee sluice. Underlined in every article.";
    SAYS_RIGHT: "“{0}”一篇无误", "The article of \"{0}\" is right";
    REVIEW: "审读", "Review";
    CHECK_FIRST: "先查这些", "Check these first";
    HEALTH: "资料库概况", "How the archive is";
    REVIEWED: "已查 {0} 篇，待查 {1} 篇，其中搁下 {2} 篇。", "Checked: {0}. To check: {1}, of these put off: {2}.";
    CHECK_NEXT: "待查", "To check";
    CHECK_ORDER: "把握小的在前，没有标题、字太少的各按少 {0}% 排，搁下的在最后。", "The least sure first; no title or hardly any text counts as {0}% less, and what was put off comes last.";
    SURE: "把握 {0}%", "{0}% sure";
    NOTHING_TO_CHECK: "没有要先查的文章。", "There is no article to check first.";
    CHECKED_OR_SURE: "不必先查。", "Nothing speaks for checking it.";
    CHECKED_ONE: "已记下：这一篇无误。", "Kept: this article is right.";
    PUT_OFF_ONE: "已留待以后再查。", "Put off for later.";
    TITLE_SAID: "著录题名：{0}", "Described as: {0}";
    ACCEPT: "无误", "Right";
    SKIP: "以后再查", "Put off";
    PUT_OFF: "搁下", "put off";
    DOUBT_EXTENT: "起止不一定对，把握 {0}%", "it may not be one whole article: {0}% sure";
    DOUBT_UNTITLED: "没有标题", "no title";
    DOUBT_SHORT: "只有 {0} 个字", "{0} {0:character|characters} only";
    DOUBT_NO_DATE: "版面的日期不明", "the day of its page is not known";
    DOUBT_NO_PAGE: "版次不明", "the number of its page is not known";
    DOUBT_GAP: "“{0}…”前面可能缺字", "text may be missing before \"{0}...\"";
    DOUBT_BOUNDARY: "“{0}…”也可能另起一篇或接在别处", "\"{0}...\" may begin another article or belong elsewhere";
    DOUBT_ROLE: "“{0}…”不一定是{1}", "\"{0}...\" may be something other than {1}";
    HEALTH_COVERAGE: "有报 {0} 天，按刊期缺 {1} 天", "{0} {0:day|days} with an issue, {1} expected but missing";
    HEALTH_ISSUE_DAYS: "各报合计有报 {0} 天，按刊期缺 {1} 天", "All newspapers together: {0} {0:day|days} with an issue, {1} expected but missing";
    HEALTH_SIZE: "{0} 个版面，{1} 篇文章", "{0} {0:page|pages}, {1} {1:article|articles}";
    HEALTH_DOUBT: "没有把握的 {0}%，无标题的 {1}%，查过 {2} 篇", "{0}% doubtful, {1}% without a title, {2} checked";
    HEALTH_UNREADABLE: "读不出的文件 {0} 个", "{0} {0:file|files} cannot be read";
    HEALTH_DAYS: "各月有报和缺报的天数，下面一行颜色越深越没有把握", "Days with and without an issue over time; the darker the line below, the more doubt";
    HEALTH_BAR: "{0}：有报 {1} 天，缺 {2} 天，没有把握的 {3}%", "{0}: {1} {1:day|days} with an issue, {2} without, {3}% doubtful";
    EXPORT_HEALTH: "导出为 CSV…", "Export as CSV...";
    SAYS_DESCRIBED: "“{0}”：{1}", "\"{0}\": {1}";
    SAYS_PAGE: "本版：{0}", "This page: {0}";
    SAYS_PARAGRAPH: "段落始于“{0}”", "A paragraph begins with \"{0}\"";
    SAYS_JOIN_ARTICLES: "“{1}”的文章接“{0}”", "The article of \"{1}\" goes on from \"{0}\"";
    SAYS_JOIN_PARAGRAPHS: "“{1}”接“{0}”", "\"{1}\" goes on from \"{0}\"";
    SAYS_ROLE: "“{0}”是{1}", "\"{0}\" is {1}";
    SAYS_BELONGS: "“{0}”属于“{1}”的文章", "\"{0}\" belongs to the article of \"{1}\"";
    CONFLICT_NOT_FOUND: "原文不在本版", "its words are not on the page";
    CONFLICT_UNSURE: "位置不确定，未执行", "not sure where; not done";
    CONFLICT_CONTRADICTED: "与后来的更正相抵触", "contradicted by a later one";
    ENCODING: "编码：{0}", "Encoding: {0}";
    AUTOMATIC: "自动识别", "automatic";
    ENCODING_IS: "正在按“{0}”重新读取这一版。", "Reading the page again: {0}.";
    ROLE_SURE: "{0}，把握 {1}%", "{0}, {1}% sure";
    PAGE_IMAGE: "版面图像", "Page image";
    PAGE_IMAGE_OF: "版面图像：{0}", "Page image: {0}";
    PAGES_ARE_PICTURES: "还没有打开文章", "No article is open";
    PAGES_ARE_PICTURES_HINT: "没有文字的版面是图像，可以照原样看。", "Pages without text are pictures and can be looked at as printed.";
    LOOK_AT_PAGES: "看版面", "Look at the pages";
    NO_ARTICLES_HERE: "没有文字，只有图像", "a picture without text";
    NO_PAGE_IMAGE: "这一版没有图像", "This page has no picture";
    NO_PAGE_IMAGE_HINT: "它是文本。PDF 的版面可以照原样看。", "It is text. Pages of PDF files are shown as printed.";
    CANNOT_BE_SHOWN: "无法显示：{0}。", "It cannot be shown: {0}.";
    PAGE_OF_ISSUE: "本期：{0}", "In this issue: {0}";
    NO_LINES_CAUGHT: "框中没有文字行。请把整行圈进去，或先在正文里选中文字。", "No line is in the frame. Draw it around whole lines, or select words in the text first.";
    BELONGS: "属于哪一篇", "Which article they belong to";
    BELONG_TO: "以上各行属于", "These lines belong to";
    BELONG_TO_NONE: "不属于任何文章（版面附件）", "None: they are page furniture";
    MORE_LINES: "另有 {0} 行", "{0} more {0:line|lines}";
    WHY: "判断依据", "Why it is so";
    ARTICLE_SURE: "文章起止的把握：{0}%", "Sure of where it begins and ends: {0}%";
    BLOCKS: "各块", "Blocks";
    BLOCK_HEAD_LINE: "{0} · 第 {1} 行 · {3}%", "{0} · line {1} · {3}%";
    BLOCK_HEAD: "{0} · 第 {1}–{2} 行 · {3}%", "{0} · lines {1}–{2} · {3}%";
    EVIDENCE: "所选块的依据：{0}", "Evidence for the chosen block: {0}";
    SURE_OF: "类别 {0}% · 起始 {1}%", "role {0}% · beginning {1}%";
    GAP: "此块之前有缺文。", "Text is missing before this block.";
    MISSING_HERE: "〔此处原文有缺〕", "[Text is missing here]";
    NO_EVIDENCE: "没有记录依据。", "No evidence was recorded.";
    NOTES: "笔记", "Notes";
    NO_NOTES: "还没有笔记", "No notes yet";
    NO_NOTES_HINT: "按 B 加书签；选中文字后按 1–5 划线，按 N 写批注。", "B bookmarks; select text, then 1–5 highlights and N writes a note.";
    NOTES_COUNT: "{0} 条", "{0} listed";
    ANY_TAG: "标签", "Any tag";
    ANY_PAPER: "报纸", "Any paper";
    ANY_STATE: "位置", "Any place";
    DATE_FROM: "自某年月", "from";
    DATE_TO: "至某年月", "to";
    NO_DATE_SO: "日期写作 1954、1954-07 或 1954-07-09。", "Write dates as 1954, 1954-07 or 1954-07-09.";
    DELETED_NOTES: "已删除", "Deleted";
    NO_FILTERS: "清除条件", "Clear filters";
    RESTORE_NOTE: "取回", "Have it back";
    CONFIRM_PLACE: "位置无误", "The place is right";
    ATTACH: "改附到选中的文字", "Attach to the selection";
    PLACE_KEPT: "位置已记下，原来的位置也保留。", "The place is kept, and so is the one before.";
    ANCHOR_EXACT: "原位", "in place";
    ANCHOR_UNKNOWN: "尚未查找", "not looked for yet";
    ANCHOR_GONE: "版面不在资料库", "page not in the archive";
    PAPER_NAMES: "本库报纸名", "Names of this archive's newspapers";
    PAPER_NAMES_HINT: "列表、引文和导出都用这里的名字；清空即恢复原名。", "Lists, citations and exports use these; an empty one is the found name again.";
    FIND_NOTES: "查找笔记", "Find notes";
    ALL_NOTES: "全部", "All";
    BOOKMARKS: "书签", "Bookmarks";
    HIGHLIGHTS: "划线", "Highlights";
    COMMENTS: "批注", "Notes";
    TAGS: "标签", "Tags";
    TAGS_HINT: "标签，用空格分开", "Tags, separated by spaces";
    NOTE_TEXT: "批注内容", "Text of the note";
    NOTE_HINT: "写点什么，边写边存…", "Write; it is kept as you type...";
    SAVING: "保存中…", "Saving...";
    SAVED: "已保存", "Saved";
    DRAFT_KEPT: "草稿已存", "Draft kept";
    NOT_SAVED: "未能保存，正在重试", "Not saved, trying again";
    NO_NOTEBOOK: "笔记本打不开，这次的笔记不会保存：{0}", "The notebook cannot be opened, so nothing will be kept this time: {0}";
    ONLY_READ: "笔记只读，不保存", "Notes are only read";
    NOT_WRITTEN_TO: "笔记本只能读，这次写下的不会保存：{0}", "The notebook is only read, and what is written now is not kept: {0}";
    LOW_SPACE: "磁盘快满了。已保存的都在，请腾出空间。", "The disk is nearly full. What is saved is safe; please make room.";
    STORE_GONE: "笔记本的文件 notebook.db 不见了。", "The notebook's file, notebook.db, was gone.";
    STORE_EMPTY: "笔记本的文件 notebook.db 里什么也没有。", "The notebook's file, notebook.db, was empty.";
    STORE_DAMAGED: "笔记本的文件 notebook.db 有损坏（{0}）。", "The notebook's file, notebook.db, was damaged ({0}).";
    STORE_BEHIND: "笔记本的文件 notebook.db 是旧的，缺最后 {0} 次保存的内容。", "The notebook's file, notebook.db, was old: it lacked the last {0} saves.";
    STORE_FOREIGN: "文件 notebook.db 是另一个笔记本的，没有用它；可用 Ctrl+I 导入其中的笔记。", "The file notebook.db was another notebook's and is not used; Ctrl+I takes its notes in.";
    STORE_NO_NOTEBOOK: "文件 notebook.db 是别的程序的，不是笔记本，没有用它。", "The file notebook.db was another program's and no notebook; it is not used.";
    STORE_OTHER_COPY: "文件 notebook.db 来自本笔记本在别处写过的一份拷贝，两边的笔记已合在一起。", "The file notebook.db came from a copy of this notebook that was written to elsewhere; the notes of both are together now.";
    STORE_RESTORED: "已由其余副本恢复，现有 {0} 条笔记。", "It is restored from the other copies; there are {0} notes now.";
    NOTHING_MISSING: "已知保存过的都在。", "All that is known to have been saved is there.";
    SAVES_MISSING: "最后 {0} 次保存的内容可能缺失。", "What was saved the last {0} times may be missing.";
    MAYBE_MISSING: "最后保存的内容可能缺失，无从查证。", "What was saved last may be missing; nothing is left that could tell.";
    STORE_KEPT: "原来的文件留在 {0}", "The file as it was found is kept in {0}";
    SAVED_AGAIN: "笔记本的文件在使用中不见了。{0} 条笔记已全部重新保存在 {1}", "The notebook's files went away while it was open. All {0} notes are saved again in {1}";
    LOG_DAMAGED: "笔记本的第二份副本有损坏，已重新写好；笔记都在。", "The notebook's second copy was damaged and is written anew; the notes are whole.";
    LOG_LOST: "笔记本的第二份副本不见了，已由现有的笔记重新写好。最后保存的内容可能缺失，无从查证。", "The notebook's second copy was lost and is written anew from the notes that there are. What was saved last may be missing; nothing is left that could tell.";
    FOREIGN_FILES: "笔记本文件夹里混有另一个笔记本的副本，已移到 {0}，可用 Ctrl+I 导入。", "Copies of another notebook lay in this one's folder; they are kept in {0}, and Ctrl+I takes them in.";
    NETWORK_DRIVE: "笔记本在网络盘（{0}）上，“已保存”以服务器为准；可用 --data-dir 放到本机。", "The notebook is on a network drive ({0}), where \"saved\" is what the server makes of it; --data-dir moves it.";
    NOT_UNDERSTOOD: "笔记本里有 {0} 条记录读不懂，原样留着。", "{0} records of the notebook could not be understood; they are left as they are.";
    NOT_KEPT: "笔记没有存上：{0}", "The notes are not saved: {0}";
    RECOVERED: "找回了 {0} 条没写完的批注。", "{0} unfinished {0:note|notes} recovered.";
    DELETED: "已删除。按 Ctrl+Z 可恢复。", "Deleted. Ctrl+Z has it back.";
    NO_MARK_HERE: "这里没有划线或批注。", "There is no highlight or note here.";
    DELETE_MARK: "删除这处划线", "Delete the highlight";
    EDIT_NOTE: "编辑批注", "Edit the note";
    UNDID: "已撤销：{0}。", "Undone: {0}.";
    REDID: "已重做：{0}。", "Done again: {0}.";
    ADDING: "添加{0}", "adding {0}";
    DELETING: "删除{0}", "deleting {0}";
    CHANGING: "修改{0}", "changing {0}";
    BOOKMARK_ON: "《{0}》的书签", "the bookmark on \"{0}\"";
    HIGHLIGHT_OF: "“{0}”的划线", "the highlight of \"{0}\"";
    TAGS_ON: "《{0}》的标签", "the tags of \"{0}\"";
    NOTE_ON: "批注“{0}”", "the note \"{0}\"";
    MEMBER: "资料夹中的“{0}”", "\"{0}\" in a collection";
    A_DESCRIPTION: "著录“{0}”", "the description \"{0}\"";
    COLLECTION_NAMED: "资料夹《{0}》", "the collection \"{0}\"";
    AND_OTHERS: "{0}等 {1} 项", "{0}, {1} in all";
    NOT_CUT_OUT: "；有 {0} 篇没有原版图像，没有剪下", "; {0} {0:article has|articles have} no picture as printed";
    LEFT_OUT: "；有 {0} 篇所在的版面现在读不出，没有写进去", "; {0} {0:article is|articles are} not in it, since their pages cannot be read now";
    CHANGES: "{0} 项改动", "changes of {0} {0:record|records}";
    NOTHING_TO_UNDO: "在这个资料库里没有可撤销的改动。", "In this archive there is nothing to undo.";
    NOTHING_TO_REDO: "在这个资料库里没有可重做的改动。", "In this archive there is nothing to do again.";
    SELECT_FIRST: "请先选中要划线的文字。", "Select the text to highlight first.";
    WORDS_LOST: "这条笔记划过的文字在它的版面上已找不到。若在别处，选中那里的文字，再从笔记的右键菜单改附过去。", "The words of this note are no longer on its page. If they are elsewhere, select them there and attach the note to them by its context menu.";
    KEPT_PAGE: "做笔记时的版面", "The page when the note was made";
    TO_CHECK: "有笔记的位置请核对", "The place of a note is to be checked";
    PRINTED_BEFORE: "{0}：当时的文字是“{1}”", "{0}: the words were \"{1}\"";
    NO_SUCH_NOTE: "笔记本里没有这条笔记。", "There is no such note in the notebook.";
    NOT_IN_ARCHIVE: "这条笔记所在的版面不在打开的资料库里。", "The page of this note is not in the archive that is open.";
    COPIED: "已复制，附有出处。", "Copied, with the citation.";
    COPIED_PICTURE: "已复制为图片，附有出处。", "Copied as a picture, with its source.";
    COPIED_QUOTATION: "已复制为引文。", "Copied as a quotation.";
    STAY_DELETED: "其中 {0} 条在这里已删除，合并后仍是已删除。", "Of these {0} are deleted here and stay deleted.";
    MERGE_REVIVING: "合并并取回已删除的 {0} 条", "Merge and have the {0} deleted ones back";
    MERGING: "正在合并…", "Merging...";
    ANY: "不限", "Any";
    STOOD_SO: "划线时的原文：", "As it stood: ";
    NOTHING_NEW: "其中的一切这里都有了，没有可合并的。", "Everything in it is here already: there is nothing to merge.";
    FILTERS: "筛选", "Filters";
    UNDOING: "正在撤销…", "Undoing...";
    REDOING: "正在重做…", "Doing again...";
    TAKING_BACK: "正在退回…", "Taking back...";
    STEP_UNDER_WAY: "上一步还在进行，请稍候再试。", "Something else is still under way; try again in a moment.";
    EXPORT_NOTES: "导出笔记", "Export notes";
    EXPORT_FORM: "写成", "As";
    EXPORT_WHICH: "哪些", "Which";
    ALL_OF_THEM: "全部（{0}）", "All ({0})";
    ONLY_LISTED: "笔记面板列出的（{0}）", "Those in the notes panel ({0})";
    WRITE_TO: "写到这个路径", "Write to this path";
    EXPORT: "导出", "Export";
    EXPORTING: "正在导出", "Exporting";
    IMPORT_NOTES: "导入或合并笔记", "Import or merge notes";
    IMPORT_HINT: "JSON-LD 文件、备份文件（.db）或另一个笔记本的文件夹。先预览，确认后才合并。", "A JSON-LD file, a backup (.db) or the folder of another notebook. Nothing is merged before you have seen what would change.";
    READ_FROM: "从这个路径读", "Read from this path";
    LOOK: "预览", "Preview";
    READING_FILE: "正在读取", "Reading";
    CHOOSE_FILE: "选择文件…", "Choose a file...";
    BACK_UP: "备份笔记", "Back up the notes";
    BACK_UP_HINT: "整个笔记本写成一个文件，并逐条核对。", "The whole notebook becomes one file, checked record by record.";
    INTO_FOLDER: "存到这个文件夹", "Into this folder";
    BACKING_UP: "正在备份", "Backing up";
    RESTORE: "恢复笔记", "Restore notes";
    RESTORE_HINT: "选备份文件（.db）或下面的自动副本。先预览；恢复即合并，现有的笔记不会丢。", "Choose a backup (.db) or one of the automatic copies below. You see first what would change; restoring merges, so nothing that is here is lost.";
    SNAPSHOTS: "自动副本", "Automatic copies";
    SNAPSHOT: "{0} · {1} 条记录", "{0} · {1} {1:record|records}";
    WOULD_DO: "合并 {0} 将会：", "Merging {0} would:";
    WOULD_ADD: "新增 {0} 条", "add {0}";
    WOULD_CHANGE: "更新 {0} 条", "bring newer versions of {0}";
    WOULD_DELETE: "删除 {0} 条（对方删除的）", "delete {0} (deleted there)";
    WOULD_KEEP_BOTH: "两边都改过、两份都留 {0} 条", "keep both versions of {0} that were changed on both sides";
    WOULD_LEAVE: "不变 {0} 条", "leave {0} as they are";
    WOULD_TAKE_OTHERS: "其他（版面文本、更正、阅读进度、设置）{0} 项", "take {0} other things (page texts, corrections, reading positions, settings)";
    MERGE: "合并", "Merge";
    MERGE_HINT: "合并后按 Ctrl+Z 可一步撤回。", "Ctrl+Z takes the merge back in one step.";
    MERGED: "已合并：新增 {0}，更新 {1}，删除 {2}，两份都留 {3}。按 Ctrl+Z 可撤回。", "Merged: {0} added, {1} newer, {2} deleted, {3} kept twice. Ctrl+Z takes it back.";
    WRITTEN: "已写到 {0}", "Written to {0}";
    NO_PATH: "请输入路径。", "Please type a path.";
    FILE_EXISTS: "{0} 已存在，不会覆盖，请换个名字。", "{0} exists and is not written over; choose another name.";
    FILE_MISSING: "找不到 {0}。", "{0} is not there.";
    NOT_WRITTEN: "{0} 读写失败：{1}", "{0} could not be read or written: {1}";
    DISK_FULL: "磁盘已满", "the disk is full";
    NOT_WRITABLE: "没有权限", "permission is denied";
    STOPPED: "已停止。", "Stopped.";
    COPIED_PRINTED: "已复制（按原样）。", "Copied as printed.";
    COPIED_SHOWN: "已按显示的字形复制。", "Copied as shown.";
    PAGE_LABEL: "第{0}版", "page {0}";
    ANCHOR_REPLACED: "已移位", "re-placed";
    ANCHOR_CHECK: "请核对", "please check";
    ANCHOR_NOT_FOUND: "原文未找到", "words not found";
    FIND_TITLES: "查找标题、拼音、首字母", "Find titles, pinyin, initials";
    NO_TITLES: "没有这样的标题", "No such title";
    HIT: "打开 {0}", "Open {0}";
    IN_TITLES: "标题", "Titles";
    IN_TEXT: "全文", "Full text";
    IN_ARTICLE: "本文", "This article";
    FIND_HERE: "在本文中查找，回车到下一处", "Find in this article, Enter for the next place";
    IN_TEXT_INSTEAD: "没有这样的标题，正文里有 {0} 篇", "No such title, but in the text: {0}";
    NO_PANEL: "旁边没有打开的面板。F1 列出打开面板的键。", "No panel is open. F1 lists the keys that open one.";
    ALL_IN_PANE: "回车在结果栏列出全部 {0} 篇", "Enter lists all {0} beside the article";
    RESULTS: "检索结果", "Search results";
    ONE_ARTICLE: "{0} 篇", "{0} article";
    SOME_ARTICLES: "{0} 篇", "{0} articles";
    ONE_PLACE: "{0} 处", "{0} place";
    SOME_PLACES: "{0} 处", "{0} places";
    OF_ALL: "{0}（共 {1} 篇）", "{0} of {1}";
    INDEXED: "正在编制全文索引 {0} / {1} 版", "Indexing the text, {0} of {1} pages";
    NO_INDEX: "全文索引存不下来，只能查到已编的部分：{0}", "The index of the text cannot be kept, so not everything is found: {0}";
    KEEP_SEARCH: "保存这次检索", "Keep this search";
    FORGET_SEARCH: "不再保存这次检索", "Do not keep this search";
    SEARCHES: "检索记录", "Earlier searches";
    SAVED_SEARCHES: "已保存", "Kept";
    HISTORY: "最近检索", "Before";
    FORGET_HISTORY: "清除最近检索", "Forget what was looked for";
    QUERY_HINT: "可用 OR、NOT、NEAR、“短语”，及 title: author: paper: date: page: note: tag:", "OR, NOT, NEAR, phrases in \"...\" and title: author: paper: date: page: note: tag: work too";
    PAPER: "报纸", "Paper";
    YEAR: "年份", "Year";
    PAGE_NUMBER: "版次", "Page";
    MORE_OF: "{0}：另有 {1} 个", "{0}: {1} more";
    CHOOSE_NOTHING: "取消全部筛选", "Show all again";
    EXPORT_RESULTS: "导出…", "Export...";
    NOTES_TOO: "笔记里有 {0} 条", "In notes: {0}";
    BY_RELEVANCE: "按相关", "Best first";
    BY_LINE: "逐处列出", "Every place";
    OVER_TIME: "按时间", "Over time";
    TIMELINE: "时间线：全部文章", "Timeline of all articles";
    LIKE_TITLE: "与《{0}》相近", "Like \"{0}\"";
    TOGETHER: "合为一图", "In one";
    EACH_PAPER: "各报分列", "Each paper";
    EACH_SECTION: "各版面分列", "Each section";
    SECTION: "版面名", "Section";
    PERSONS: "人名", "Persons";
    PLACES: "地名", "Places";
    NAMES_AMONG: "前 {0} 篇中的人名和地名：", "Among the first {0} articles:";
    NONE_THERE: "没有", "none";
    FIND_TEXT: "查找全文，如：河堤 -招标 date:2024-01", "Find in the text, e.g. dike -tender date:2024-01";
    HIT_OF_RESULTS: "结果中第 {0} / {1} 处", "Place {0} of {1} in the results";
    NONE_ALIKE: "没有讲同一件事的文章", "No article is about the same";
    NONE_ALIKE_HINT: "按这一篇的人名、地名和少见的词找，至少要有两个相同。", "Looked for by its names and rare words, of which two must be the same.";
    HIT_PLACE: "本文第 {0} / {1} 处", "Place {0} of {1} in the article";
    NOT_HERE: "本文里没有这样的文字", "The article has nothing like this";
    NO_TEXT: "正文里没有这样的文字", "The text has nothing like this";
    QUERY_WRONG: "检索式有误", "This query cannot be understood";
    PALETTE_HINT: "输入命令", "Type a command";
    NOTHING_FOUND: "没有找到", "Nothing found";
    LENGTH: "{0} 字 · 约 {1} 分钟", "{0} {0:character|characters} · {1} min to read";
    DICTIONARY: "词典", "Dictionary";
    NO_WORD: "词典里没有这个词。", "The dictionary does not have this.";
    SELECT_WORD: "请先选中要查的词，双击即可选词。", "Select the word to look up first; two clicks select a word.";
    READING: "朗读 {0} / {1}", "Reading aloud {0} of {1}";
    STOP_READING: "停止朗读", "Stop reading";
    PAUSE: "暂停", "Pause";
    GO_ON: "继续", "Go on";
    NO_SPEECH: "系统没有可用的朗读程序。Linux 请安装 speech-dispatcher 或 espeak-ng。", "The system has no program that speaks. On Linux install speech-dispatcher or espeak-ng.";
    SPEECH_FAILED: "系统的朗读程序没能出声，请检查声音设备和语音设置。", "The system's speech program could not speak; see to the sound device and its voices.";
    ALL_READ: "读完了。", "Read to the end.";
    OWN_FONT: "自备字体", "A font of your own";
    OWN_FONT_HINT: "字体文件的路径或字体名", "A font file or a name";
    BUNDLED_FONT: "用自带字体", "Use the bundled one";
    NO_FONT: "用不了字体“{0}”：{1}。", "The font \"{0}\" cannot be used: {1}.";
    HANGING: "行末标点悬挂", "Hang marks at line ends";
    PRINT: "打印或存为 PDF", "Print or save as PDF";
    PRINT_PATH: "文件", "File";
    PRINT_HINT: "A4，按当前的字体、横竖排和简繁。打开后可用系统的阅读程序打印。", "A4, in the font, direction and script of the window. To print it, open it in the system's viewer.";
    SAVE: "保存", "Save";
    SAVE_AND_OPEN: "保存并打开", "Save and open";
    CHOOSE_PLACE: "选择位置…", "Choose a place...";
    PRINTED: "已存为 {0}", "Saved as {0}";
    NOT_PRINTED: "没能存为 {0}：{1}", "{0} could not be saved: {1}";
    NO_OPENER: "系统没有可以打开它的程序。", "The system has no program to open it with.";
    NO_SAVE_DIALOG: "系统没有弹出选择框，请直接输入文件的路径。", "The system showed no dialog; type the path of the file.";
    OUTLINE: "本文提纲", "Outline of the article";
    NO_SUBHEADS: "这篇文章没有小标题。", "This article has no subheads.";
    SCRIPT: "简繁", "Script";
    SCRIPT_IS: "显示：{0}", "Shown: {0}";
    IS_AS_PRINTED: "文字正按原样显示。按 X 可换成简体或繁体。", "The text is as printed. X shows it in Simplified or Traditional.";
    AS_PRINTED: "原样", "As printed";
    SIMPLIFIED: "简体", "Simplified";
    TRADITIONAL: "繁體", "Traditional";
    TAIWAN: "繁體（臺灣）", "Traditional (Taiwan)";
    HONG_KONG: "繁體（香港）", "Traditional (Hong Kong)";
    SCRIPT_HINT: "只改变显示，不改变保存和复制的文字。点此看原样，按 O 亦可。", "Only what is shown changes, not what is kept or copied. Press here or O for the original.";
    SETTINGS: "设置", "Settings";
    FONT: "正文字体", "Font";
    SERIF: "宋体", "Serif";
    SANS: "黑体", "Sans";
    TEXT_SIZE: "字号", "Text size";
    LINE_HEIGHT: "行距", "Line height";
    MEASURE: "栏宽（字）", "Measure (characters)";
    COLUMNS: "分栏", "Columns";
    ONE_COLUMN: "一栏", "One";
    TWO_COLUMNS: "两栏", "Two";
    THREE_COLUMNS: "三栏", "Three";
    DIRECTION: "排版方向", "Direction";
    HORIZONTAL: "横排", "Horizontal";
    VERTICAL: "竖排", "Vertical";
    JUSTIFY: "两端对齐", "Justify lines";
    THEME: "主题", "Theme";
    THEME_IS: "主题：{0}", "Theme: {0}";
    FOLLOW_SYSTEM: "跟随系统", "System";
    LIGHT: "浅色", "Light";
    SEPIA: "米色", "Sepia";
    DARK: "深色", "Dark";
    LANGUAGE: "界面语言", "Language";
    SCALE: "界面缩放", "Scale of the window";
    REDUCED_MOTION: "减少动画", "Reduce motion";
    LETTERS: "单个字母即命令", "Single letters are commands";
    LETTERS_HINT: "光标在正文里时，按一个字母就执行命令；关掉后只用 Ctrl、Alt 和功能键。", "While the text has the keyboard a letter is a command; without this only Ctrl, Alt and function keys are.";
    DEFAULTS: "恢复默认", "Defaults";
    VERSION: "版本", "Version";
    ABOUT: "关于剪报", "About Jianbao";
    ABOUT_TEXT: "读报纸版面文本资料库的程序：把一版文字拆成一篇篇文章。不联网，不改动资料库。", "A reader for archives of newspaper pages held as text: it takes pages apart into their articles. It uses no network and never changes the archive.";
    ABOUT_DATA: "笔记存放在", "Notes are kept in";
    ABOUT_LICENCE: "许可", "Licences";
    UNREADABLE: "读不出的文件", "Unreadable files";
    LICENCES: "许可证", "Licences";
    FIND_IN_LICENCES: "查找程序库或许可证条文", "Find a library or words of a licence";
    MANUAL: "使用手册", "Manual";
    FIND_IN_MANUAL: "在手册中查找", "Find in the manual";
    WITH_CLIPPINGS: "附原版剪报", "With clippings of the pages";
    WITH_CLIPPINGS_HINT: "PDF 版面上的文章，另附原版图像", "Articles of PDF pages are also shown as they were printed";
    FLOWS: "文章接排，不另起页", "Articles follow one another on a page";
    HELP: "按键一览", "Keys and commands";
    PALETTE: "命令面板", "Command palette";
    DROP_HERE: "松手即打开", "Drop to open";

    COLLECTIONS: "资料夹", "Collections";
    ALL_COLLECTIONS: "所有资料夹", "All collections";
    NEW_COLLECTION: "新资料夹", "New collection";
    BEGIN_COLLECTION: "新建资料夹", "New collection";
    COLLECTION_NAME: "资料夹名称", "Name of the collection";
    COLLECTION_NOTE: "关于这个资料夹的说明", "A note on this collection";
    NO_COLLECTIONS: "还没有资料夹", "No collections yet";
    NO_COLLECTIONS_HINT: "在目录里选中文章，按右键或按 Shift+D 收入资料夹。", "Choose articles in the list and press the right button, or Shift+D, to put them into one.";
    NOTHING_COLLECTED: "里面还没有文章。", "There is nothing in it yet.";
    COLLECTION_DELETED: "已删除资料夹“{0}”，撤销即可找回。", "\"{0}\" was deleted; Undo has it back.";
    DELETE_COLLECTION: "删除资料夹", "Delete";
    ONLY_IN_LIST: "目录中只看这些", "Only these in the list";
    ARTICLES_COUNTED: "文章 {0} 篇", "Articles: {0}";
    NOT_IN_THIS_ARCHIVE: "不在当前资料库中", "Not in this archive";
    MOVE_UP: "上移", "Move up";
    MOVE_DOWN: "下移", "Move down";
    MOVE_FIRST: "移到最前", "Move to the top";
    MOVE_LAST: "移到最后", "Move to the end";
    TAKE_OUT: "移出资料夹", "Take out of the collection";
    TAKEN_OUT: "已移出 {0} 篇。", "Taken out: {0}.";
    COLLECT: "收入资料夹…", "Put into a collection...";
    COLLECT_TITLE: "收入资料夹", "Put into a collection";
    COLLECT_HINT: "输入名称查找，没有则新建", "Type a name to find one, or to make a new one";
    COLLECT_IN_NEW: "新建“{0}”并收入", "Put into a new \"{0}\"";
    SOME_COLLECTED: "已将 {0} 篇收入“{1}”。", "Put into \"{1}\": {0}.";
    ALL_COLLECTED: "这些文章已在“{0}”中。", "They are in \"{0}\" already.";
    DESCRIBE_THEM: "著录…", "Describe...";
    DESCRIBE_TITLE: "著录", "Describe";
    DESCRIBED_COUNTED: "{0} 篇文章，在 {1} 个版面上。", "{0} {0:article|articles} on {1} {1:page|pages}.";
    OF_ARTICLES: "文章", "Article";
    WHERE_PRINTED: "出处", "Where it was printed";
    THESE_PAGES: "这些文章所在的版面", "The pages of these articles";
    THIS_FOLDER: "文件夹", "A folder";
    WHOLE_ARCHIVE: "整个资料库", "The whole archive";
    PATH_PATTERN: "按路径读取", "Read off the paths";
    TRIAL_HERE: "这里预览从各路径读出的内容。", "What is read off the paths is shown here.";
    PATTERN_FITS: "抽看 {1} 个路径，{0} 个相符：", "Of {1} {1:path|paths} tried, {0} {0:fits|fit}:";
    PATTERN_FITS_NONE: "没有路径与此相符，改好后再保存。", "No path is like this. Change the pattern, then keep it.";
    DESCRIBE_HINT: "没填的照程序读到的。填“-”表示没有。", "What is left empty stays as the program reads it; \"-\" says that there is none.";
    ONE_AT_A_TIME: "一次只能填一篇的题名", "Titles are given one at a time";
    NOT_KNOWN: "不详", "not known";
    VARIOUS: "各不相同", "various";
    NO_DAY_SO: "不是日期。请写成 1931-04-05 或民国二十年四月五日。", "This is no day. Write 1931-04-05 or 5 April 1931.";
    NO_PAGE_SO: "不是版次。请写成 3、A02 或 2-3。", "This is no page. Write 3, A02 or 2-3.";
    KEEP: "保存", "Keep";
    TAKE_BACK_SAID: "撤回填过的", "Take back what was said";
    NOTHING_NEW_SAID: "没有改动。", "Nothing was changed.";
    DESCRIBED: "已著录，各处照此处理。按 Ctrl+Z 可撤销。", "Described: list, citations and search go by it. Ctrl+Z takes it back.";
    DESCRIPTION_TAKEN: "已撤回，照程序读到的处理。", "Taken back: as the program reads it.";
    TAG_THEM: "加标签…", "Tag...";
    TAG_TITLE: "加标签", "Tag";
    TAG_THEM_NOW: "加上", "Tag";
    TAG_HINT: "标签之间用空格隔开", "Tags, separated by spaces";
    SOME_TAGGED: "已给 {0} 篇加上标签。", "Tagged: {0}.";
    UNTAG: "去掉标签“{0}”", "Take the tag \"{0}\" off";
    SOME_UNTAGGED: "已从 {0} 篇去掉标签“{1}”。", "The tag \"{1}\" was taken off: {0}.";
    MARK_READ: "标为已读", "Mark as read";
    MARK_UNREAD: "标为未读", "Mark as unread";
    BOOKMARK_THEM: "加书签", "Bookmark";
    SOME_BOOKMARKED: "已给 {0} 篇加上书签。", "Bookmarked: {0}.";
    ALL_BOOKMARKED: "这些文章都有书签了。", "They are all bookmarked already.";
    COPY_TEXT: "复制全文", "Copy the text";
    COPY_CITATIONS: "复制出处", "Copy citations";
    SOME_COPIED: "已复制 {0} 篇。", "Copied: {0}.";
    EXPORT_ARTICLES: "导出文章…", "Export articles...";
    EXPORT_ARTICLES_TITLE: "导出文章", "Export articles";
    FILES: "文件", "Files";
    EXPORT_BEGINS: "开头会是这样", "It will begin so";
    SHOW_WRITTEN: "打开所在文件夹", "Open its folder";
    IN_ONE_FILE: "合为一个文件", "One file";
    A_FILE_EACH: "一篇一个文件", "A file for each";
    READING_ARTICLES: "正在读取文章", "Reading the articles";
    CHOSEN: "已选 {0} 篇", "Chosen: {0}";
    CHOOSE_ALL: "全选", "Choose all";
    FROM_PATH: "从这个路径起", "Begin with this path";
    CLOSE_THIS_ONE: "收起这一篇", "Close this one";
    CHOOSE_NONE: "取消选择", "Choose none";
    DO_WITH_THEM: "对所选文章的操作", "Do with these articles";
    NOTHING_CHOSEN: "先在目录里选中文章。", "Choose articles in the list first.";
    NARROWED_BY_COLLECTION: "资料夹：{0}", "Collection: {0}";
    NARROWED_BY_TAG: "标签：{0}", "Tag: {0}";

    CALENDAR: "日历", "Calendar";
    GO_TO_DATE: "转到日期", "Go to date";
    GO_TO_DATE_HINT: "转到日期：1931-4-5、民国二十年四月、七月一日……", "Go to 1931-04-05";
    NO_DATE_TYPED: "“{0}”不是日期，试试 1931-04-05。", "\"{0}\" is no date; try 1931-04-05.";
    MISSING_DAYS: "缺报的日子…", "Missing days...";
    NO_DATED_ISSUES: "这个资料库里没有注明日期的报纸。", "No issue of this archive has a date.";
    DAYS_COUNTED: "有报 {0} 天，按刊期缺 {1} 天", "Days with an issue: {0}. Expected but missing: {1}.";
    DAYS_COUNTED_UNDATED: "有报 {0} 天，按刊期缺 {1} 天，未注明日期 {2} 期", "Days with an issue: {0}. Expected but missing: {1}. Issues without a date: {2}.";
    IN_OTHER_YEARS: "其他年份的这一天", "This day in other years";
    ALL_PAPERS: "全部报纸", "All papers";
    PREVIOUS_MONTH: "上一月", "Previous month";
    NEXT_MONTH: "下一月", "Next month";
    PREVIOUS_ISSUE: "上一个有报的日子", "Previous day with an issue";
    NEXT_ISSUE: "下一个有报的日子", "Next day with an issue";
    ISSUES_COUNTED: "有 {0} 期", "Issues: {0}";
    PAPERS_MISSING: "按刊期缺：{0}", "Expected but missing: {0}";
    DAY_MISSING: "按刊期应有报，缺", "An issue is expected here and missing";
    NOTHING_TELLING: "这篇太短，没有可据以查找的词。", "This article is too short to look for others like it.";
    NO_ISSUE_ON: "{0}没有报纸，最近的有：", "No issue on {0}; the nearest are:";
    EXPORT_ISSUE: "导出整期…", "Export the issue...";
}

/// Name of a role.
pub fn role_name(role: Role) -> Phrase {
    match role {
        Role::Kicker => Phrase::new("引题", "kicker"),
        Role::Title => Phrase::new("主题", "title"),
        Role::Subtitle => Phrase::new("副题", "subtitle"),
        Role::Byline => Phrase::new("署名", "byline"),
        Role::Paragraph => Phrase::new("正文", "body"),
        Role::Subhead => Phrase::new("小标题", "subhead"),
        Role::Caption => Phrase::new("图说", "caption"),
        Role::Credit => Phrase::new("摄影", "credit"),
        Role::Jump => Phrase::new("转接行", "jump line"),
        Role::Furniture => Phrase::new("版面附件", "furniture"),
        Role::Verse => Phrase::new("诗行", "verse"),
    }
}

/// Name of a script.
pub fn script(script: Script) -> Phrase {
    match script {
        Script::AsPrinted => AS_PRINTED,
        Script::Simplified => SIMPLIFIED,
        Script::Traditional => TRADITIONAL,
        Script::Taiwan => TAIWAN,
        Script::HongKong => HONG_KONG,
    }
}

/// The days of the week from Monday.
pub const WEEKDAYS: [Phrase; 7] = [
    Phrase::new("周一", "Mon"),
    Phrase::new("周二", "Tue"),
    Phrase::new("周三", "Wed"),
    Phrase::new("周四", "Thu"),
    Phrase::new("周五", "Fri"),
    Phrase::new("周六", "Sat"),
    Phrase::new("周日", "Sun"),
];

/// The colours of highlights.
pub const COLORS: [Phrase; 5] = [
    Phrase::new("黄色", "Yellow"),
    Phrase::new("绿色", "Green"),
    Phrase::new("蓝色", "Blue"),
    Phrase::new("粉红", "Pink"),
    Phrase::new("紫色", "Violet"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_decides_the_language() {
        assert_eq!(Language::of_locale("zh_TW.UTF-8"), Language::Chinese);
        assert_eq!(Language::of_locale("zh-Hans"), Language::Chinese);
        assert_eq!(Language::of_locale("en_US"), Language::English);
        assert_eq!(Language::of_locale("C"), Language::English);
    }

    #[test]
    fn values_are_put_in_by_number() {
        let phrase = Phrase::new("{1}中的{0}", "{0} of {1}");
        assert_eq!(phrase.fill(Language::Chinese, &[&3, &"甲"]), "甲中的3");
        assert_eq!(phrase.fill(Language::English, &[&3, &"A"]), "3 of A");
        assert_eq!(phrase.fill(Language::English, &[&3]), "3 of {1}", "a missing value is seen, not lost");
        let files = Phrase::new("{0} 个文件", "{0} {0:file|files}");
        let told = [0, 1, 2, 11].map(|count| files.fill(Language::English, &[&count]));
        assert_eq!(told, ["0 files", "1 file", "2 files", "11 files"]);
    }

    #[test]
    fn english_has_no_marks_that_a_chinese_font_makes_an_em_wide() {
        use crate::app::commands::COMMANDS;
        let commands =
            COMMANDS.iter().flat_map(|command| [(command.id, command.label), (command.id, command.help)]);
        for (name, phrase) in ALL.iter().copied().chain(commands).filter(|(_, phrase)| phrase.en != phrase.zh)
        {
            assert!(!phrase.en.contains(['“', '”', '‘', '’', '…']), "{name}: {}", phrase.en);
        }
    }

    #[test]
    fn both_wordings_are_there_and_take_the_same_values() {
        for (name, phrase) in ALL {
            assert!(!phrase.zh.is_empty() && !phrase.en.is_empty(), "{name}");
            for i in 0..4 {
                let hole = format!("{{{i}}}");
                assert_eq!(phrase.zh.contains(&hole), phrase.en.contains(&hole), "{name}: {hole}");
            }
        }
    }
}
