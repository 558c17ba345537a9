//! Watch of whoever waits for a page: is told how far it is, and may have it given up.

/// A watch over a part of the work on a page. The engine has no clock: it tells as it goes, and whoever listens decides
/// what is worth showing.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    tell: &'a dyn Fn(f32) -> bool,
    /// Share of the whole work that the part is.
    from: f32,
    to: f32,
}

/// Steps between two that are told of: some milliseconds of work at most.
const EVERY: usize = 256;

impl<'a> Watch<'a> {
    /// Tells how far the work is, from 0 to 1; it goes on as long as the answer is yes.
    pub fn new(tell: &'a dyn Fn(f32) -> bool) -> Watch<'a> {
        Watch { tell, from: 0.0, to: 1.0 }
    }

    /// Tells nobody.
    pub(crate) fn nobody() -> Watch<'static> {
        Watch::new(&|_| true)
    }

    /// The watch over a part, between two shares of this one.
    pub(crate) fn part(&self, from: f32, to: f32) -> Watch<'a> {
        let share = |of: f32| self.from + of * (self.to - self.from);
        Watch { from: share(from), to: share(to), ..*self }
    }

    /// Tells of every so many of a part's steps that it is about to do; `None` where the page was given up.
    pub(crate) fn at(&self, step: usize, steps: usize) -> Option<()> {
        if !step.is_multiple_of(EVERY) {
            return Some(());
        }
        let share = self.from + (self.to - self.from) * step as f32 / steps.max(1) as f32;
        (self.tell)(share).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{Page, segment, segment_watched};
    use std::cell::RefCell;

    fn page() -> Page {
        let article = "渡口今日开通\n\n　　本报讯（记者 何闻）两岸群众往来不必再绕行三十里山路。\n\n";
        Page::new(article.repeat(400))
    }

    #[test]
    fn the_work_is_told_from_beginning_to_end_and_changes_nothing() {
        let told = RefCell::new(Vec::new());
        let tell = |share: f32| {
            told.borrow_mut().push(share);
            true
        };
        assert_eq!(segment_watched(&page(), &[], &Watch::new(&tell)), Some(segment(&page())));
        let told = told.into_inner();
        assert!(told.is_sorted() && told[0] == 0.0 && told[told.len() - 1] >= 0.8, "{told:?}");
        assert!(told.windows(2).all(|pair| pair[1] - pair[0] < 0.25), "{told:?}");
    }

    #[test]
    fn a_page_can_be_given_up_wherever_it_is() {
        let count = RefCell::new(0);
        let tell = |_: f32| {
            *count.borrow_mut() += 1;
            true
        };
        segment_watched(&page(), &[], &Watch::new(&tell));
        let all = count.into_inner();
        for last in 1..=all {
            let left = RefCell::new(last);
            let tell = |_: f32| {
                *left.borrow_mut() -= 1;
                *left.borrow() > 0
            };
            assert_eq!(segment_watched(&page(), &[], &Watch::new(&tell)), None, "{last} of {all}");
            assert_eq!(left.into_inner(), 0, "nothing is told after a no");
        }
    }
}
