//! The head of a column: its word, its kind, its sorting.

use maud::{Markup, html};

use crate::ui::Icon;

/// The widest that a column of an aligned table says it is; the style sheet has a width for each.
const SHARES_MAX: u8 = 6;

/// Which way a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// The head of one column.
#[derive(Clone, Debug)]
pub struct Column {
    label: String,
    pub(super) number: bool,
    pub(super) brief: bool,
    unseen: bool,
    share: Option<u8>,
    sort: Option<(String, Option<Sorted>)>,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            number: false,
            brief: false,
            unseen: false,
            share: None,
            sort: None,
        }
    }

    /// A column of numbers: aligned at the end, figures of one width.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }

    /// A column of few words or of moments: where there is the room of a desk they stay on one line.
    #[must_use]
    pub fn brief(mut self) -> Self {
        self.brief = true;
        self
    }

    /// A column of buttons, whose head only assistive technology needs.
    #[must_use]
    pub fn unseen(mut self) -> Self {
        self.unseen = true;
        self
    }

    /// As wide as so many twenty-fifths of an aligned table, of one to six; without, what is left.
    #[must_use]
    pub fn share(mut self, parts: u8) -> Self {
        self.share = Some(parts.clamp(1, SHARES_MAX));
        self
    }

    /// Sortable by the link; `now` says whether the table is sorted by it.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, now: Option<Sorted>) -> Self {
        self.sort = Some((href.into(), now));
        self
    }

    /// The word that is seen, where there is one.
    pub(super) fn label(&self) -> Option<&str> {
        Some(self.label.as_str()).filter(|label| !self.unseen && !label.is_empty())
    }

    pub(super) fn head(&self) -> Markup {
        let direction = self
            .sort
            .as_ref()
            .and_then(|(_, now)| *now)
            .map(|now| match now {
                Sorted::Up => "ascending",
                Sorted::Down => "descending",
            });
        html! {
            th.num[self.number] scope="col" aria-sort=[direction] data-share=[self.share] {
                @if let Some((href, now)) = &self.sort {
                    a.sort href=(href) {
                        span { (self.label) }
                        @match now {
                            Some(Sorted::Up) => (Icon::SortUp),
                            Some(Sorted::Down) => (Icon::SortDown),
                            None => {},
                        }
                    }
                } @else { span.unseen[self.unseen] { (self.label) } }
            }
        }
    }
}
