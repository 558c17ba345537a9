//! Marks of a text that goes on elsewhere: 下转, 上接, 未完, 完.

/// Marks of a text that goes on elsewhere, but 转入, which is a verb of every page.
pub const ONWARD: &[&str] = &["未完", "待续", "待續", "下转", "下轉", "转第", "轉第", "轉入"];
/// Marks of a text that came from elsewhere.
pub const BACK: &[&str] =
    &["接上期", "接上", "上接", "续上", "續上", "续前", "續前", "接前", "紧接", "緊接", "接第"];
/// Marks of an end.
pub const ENDED: &[&str] = &["（完）", "(完)", "续完", "續完", "全文完", "连载完", "系列完"];

/// Whether a text says that it goes on elsewhere, came from elsewhere or ends.
pub fn is_continuation(text: &str) -> bool {
    ONWARD.iter().chain(BACK).chain(ENDED).any(|mark| text.contains(mark))
}
