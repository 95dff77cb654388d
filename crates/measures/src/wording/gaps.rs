//! What a file had no words for, filled in by somebody who has the official form; and items that somebody confirmed.

use super::matching::{is_bare_number, is_text, same_words};
use super::{TEXT_CHARS_MAX, Wording};
use crate::instrument::{AnswerKind, Instrument, Item, ItemId};

/// An answer without words. Items that share a list of answers share the gap, so that it is typed once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The items.
    pub items: Vec<ItemId>,
    /// The raw value of the answer.
    pub value: i32,
    /// Our own short words for it.
    pub label: String,
    /// The words of the answer after it, by which somebody finds the place on the official form.
    pub beside: Option<String>,
}

impl Wording {
    /// Every answer without words.
    pub fn gap_list(&self, instrument: &Instrument) -> Vec<Gap> {
        let mut gaps: Vec<(&Item, Gap)> = Vec::new();
        for item in instrument.items.iter().filter(|item| !item.optional) {
            for value in self.missing(item) {
                let shared = gaps
                    .iter_mut()
                    .find(|(first, gap)| gap.value == value && self.share_answers(first, item));
                match shared {
                    Some((_, gap)) => gap.items.push(item.id.clone()),
                    None => gaps.push((item, self.gap(item, value))),
                }
            }
        }
        gaps.into_iter().map(|(_, gap)| gap).collect()
    }

    fn gap(&self, item: &Item, value: i32) -> Gap {
        let worded = self.item(item.id.as_str());
        let next = worded.and_then(|worded| worded.answers.range(value..).next());
        Gap {
            items: vec![item.id.clone()],
            value,
            label: item.kind.label(value),
            beside: next.map(|(_, text)| text.clone()),
        }
    }

    /// Whether two items offer the same answers in the same words, as far as there are words.
    fn share_answers(&self, one: &Item, other: &Item) -> bool {
        let words = |item: &Item| self.item(item.id.as_str()).map(|worded| &worded.answers);
        one.kind == other.kind && words(one) == words(other)
    }

    /// Fills a gap with the words of the official form.
    ///
    /// # Errors
    /// A sentence that says what to type instead.
    pub fn fill(&mut self, instrument: &Instrument, gap: &Gap, text: &str) -> Result<(), String> {
        let text = text.trim();
        if text.is_empty() {
            return Err(format!(
                "Type the words of the answer that is {} on the official form.",
                gap.value
            ));
        }
        if !is_text(text) {
            return Err(format!(
                "Type at most {TEXT_CHARS_MAX} characters, without control characters."
            ));
        }
        for id in &gap.items {
            let (Some(item), Some(worded)) = (
                instrument.item(id.as_str()),
                self.items.iter_mut().find(|worded| worded.item == *id),
            ) else {
                continue;
            };
            if is_bare_number(item, gap.value, text) {
                return Err(
                    "A bare number says nothing to a person; type the words of the official form."
                        .to_owned(),
                );
            }
            if worded.answers.values().any(|other| same_words(other, text)) {
                return Err(format!(
                    "Item {id} has an answer “{text}” already; each answer has its own words."
                ));
            }
            worded.answers.insert(gap.value, text.to_owned());
        }
        Ok(())
    }

    /// Somebody held the item's official words against our description: it is the same question.
    pub fn confirm(&mut self, item: &ItemId) {
        self.unconfirmed.retain(|other| other != item);
    }

    /// The raw values whose answers have no words; numbers, days and yes and no need none.
    pub(super) fn missing(&self, item: &Item) -> Vec<i32> {
        let AnswerKind::Options { .. } = item.kind else {
            return Vec::new();
        };
        let worded = self.item(item.id.as_str());
        let unworded = |v: &i32| worded.is_none_or(|worded| !worded.answers.contains_key(v));
        item.kind.values().into_iter().filter(unworded).collect()
    }
}
