//! Lists of words of the person's own, underlined wherever they stand in an article.

use super::places;
use crate::app::reader::article::OpenArticle;
use crate::app::reading::{Decoration, DecorationKind};

/// Decorations of an article for lists as they are typed: a list a line, its words parted by spaces or commas, before them
/// a name and a colon if one likes.
pub fn decorations(lists: &str, open: &OpenArticle) -> Vec<Decoration> {
    let lists = lists.lines().map(words_of).filter(|words| !words.is_empty());
    let mark = |(list, words): (usize, Vec<&str>)| {
        let query = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ");
        let kind = DecorationKind::Listed(list as u8);
        places(&query, open).into_iter().map(move |range| Decoration { range, kind, id: 0 })
    };
    lists.enumerate().flat_map(mark).collect()
}

/// The words of a list.
fn words_of(line: &str) -> Vec<&str> {
    let words = line.split_once(['：', ':']).map_or(line, |(_, words)| words);
    let between =
        |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；' | '"' | '“' | '”');
    words.split(between).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;

    #[test]
    fn words_of_each_list_are_marked_in_its_colour_and_script_makes_no_difference() {
        let bench = Bench::two_papers();
        let open = bench.state.reader.open.as_ref().unwrap();
        let found = decorations("山里：山路，除雪\n\n發生 短消息\n", open);
        let shown: Vec<(String, DecorationKind)> =
            found.iter().map(|one| (open.document.text(one.range), one.kind)).collect();
        let marked = |words: &str, list| (words.to_owned(), DecorationKind::Listed(list));
        assert_eq!(shown, [marked("山路", 0), marked("除雪", 0), marked("短消息", 1), marked("发生", 1)],);
        assert!(decorations(" \n水路：\n", open).is_empty());
    }
}
