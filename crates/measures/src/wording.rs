//! The official wording of an instrument, brought by the clinic. Stepwell ships structure and scoring, not wording.
//!
//! A person may answer alone only what is worded officially: [`Answerable`] says whether that is so, and why not.

mod decode;
mod error;
mod fhir;
mod found;
mod gaps;
mod import;
mod json;
mod matching;
mod recognize;
mod va;

pub use error::WordingError;
pub use gaps::Gap;
pub use import::{Imported, import};

use crate::instrument::{AnsweredBy, Instrument, Item, ItemId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The longest file that is read, in bytes.
pub const FILE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The longest text of one question or answer, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// The official wording of one instrument, checked against its structure item by item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The instrument's code.
    pub instrument: String,
    /// The version of our description it was checked against.
    pub version: String,
    /// Where it came from, in words: format, title and version of the file.
    pub origin: String,
    /// The copyright notice of the file, to be shown with the questions.
    pub copyright: Option<String>,
    /// The items, in the official order.
    pub items: Vec<ItemWording>,
    /// Items that a person has to confirm: those behind a safety flag that nothing in the file names, and one for each
    /// list of answers whose points follow from their order alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unconfirmed: Vec<ItemId>,
    /// How it came about, in sentences: what was left out, what follows from an order only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// The official wording of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemWording {
    /// The item.
    pub item: ItemId,
    /// The question.
    pub text: String,
    /// The answers by raw value; empty where a number or yes and no are answered.
    pub answers: BTreeMap<i32, String>,
}

/// Who may answer an instrument here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answerable {
    /// A clinician, who scores from the official form.
    ByClinicianOnly {
        /// Why not the person alone, in a sentence.
        because: String,
    },
    /// The person alone.
    ByPerson,
}

impl Wording {
    /// Reads wording that was imported earlier, and checks again that it fits the instrument as it is now.
    ///
    /// # Errors
    /// [`WordingError`] when the file was damaged, or the instrument has changed since.
    pub fn stored(instrument: &Instrument, text: &str) -> Result<Self, WordingError> {
        let wording: Self = serde_json::from_str(text).map_err(|error| {
            if error.is_eof() {
                return WordingError::Truncated(error.line());
            }
            WordingError::Damaged(instrument.short.clone())
        })?;
        let same = (wording.instrument.as_str(), wording.version.as_str())
            == (instrument.code.as_str(), instrument.version.as_str());
        let known = instrument.items.iter().map(|item| &item.id);
        let mut expected = known.filter(|id| {
            let worded = wording.items.iter().any(|item| item.item == **id);
            worded || instrument.item(id.as_str()).is_some_and(|i| !i.optional)
        });
        let fits = wording.items.iter().all(|worded| {
            let item = instrument.item(worded.item.as_str());
            let known = |value: &i32| item.is_some_and(|item| item.points(*value).is_some());
            expected.next() == Some(&worded.item)
                && matching::is_text(&worded.text)
                && worded.answers.keys().all(known)
                && worded.answers.values().all(|text| matching::is_text(text))
        });
        let known = |id: &ItemId| instrument.item(id.as_str()).is_some();
        if same && fits && expected.next().is_none() && wording.unconfirmed.iter().all(known) {
            return Ok(wording);
        }
        Err(WordingError::Stale(instrument.short.clone()))
    }

    /// The wording of an item.
    pub fn item(&self, id: &str) -> Option<&ItemWording> {
        self.items.iter().find(|item| item.item.as_str() == id)
    }

    /// Answers without wording, as "item 3: 0, 2", the items in order.
    pub fn gaps(&self, instrument: &Instrument) -> Vec<String> {
        let items = instrument.items.iter().filter(|item| !item.optional);
        items
            .filter_map(|item| {
                let missing = self.missing(item);
                let values: Vec<_> = missing.iter().map(ToString::to_string).collect();
                (!values.is_empty()).then(|| format!("item {}: {}", item.id, values.join(", ")))
            })
            .collect()
    }

    /// What somebody still has to do before a person may see it, in a sentence: words to add, an item to confirm.
    pub fn lacks(&self, instrument: &Instrument) -> Option<String> {
        let gaps = self.gaps(instrument);
        if !gaps.is_empty() {
            return Some(format!(
                "The file this wording came from has no words for some answers ({}); add them from the official form, under Measures on the staff pages.",
                gaps.join("; ")
            ));
        }
        let guards = instrument.safety_items();
        let waiting = self.unconfirmed.iter();
        let waiting = waiting.filter_map(|id| instrument.item(id.as_str()));
        let (guarded, ordered): (Vec<&Item>, Vec<&Item>) =
            waiting.partition(|item| guards.iter().any(|guard| guard.id == item.id));
        let named = |items: &[&Item]| {
            let named = items
                .iter()
                .map(|item| format!("{} ({})", item.id, item.label));
            named.collect::<Vec<_>>().join(", ")
        };
        let mut sentences = Vec::new();
        if !guarded.is_empty() {
            sentences.push(format!(
                "Item {} carries a safety flag, and the file does not say surely that this is the item or which answer is which; somebody has to hold both texts against each other and confirm it, under Measures on the staff pages.",
                named(&guarded)
            ));
        }
        if !ordered.is_empty() {
            sentences.push(format!(
                "Only the order of the answers says how many points each is (item {}); somebody has to hold the words against the points and confirm them, under Measures on the staff pages.",
                named(&ordered)
            ));
        }
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// Whether an item can be shown to a person: its question and all its answers are worded.
    pub fn is_complete(&self, instrument: &Instrument, item: &str) -> bool {
        let worded = self.item(item).is_some();
        worded
            && instrument
                .item(item)
                .is_some_and(|item| self.missing(item).is_empty())
    }
}

impl Answerable {
    /// Who may answer `instrument`, given the wording the clinic has.
    pub fn of(instrument: &Instrument, wording: Option<&Wording>) -> Self {
        let only = |because: String| Self::ByClinicianOnly { because };
        if instrument.answered_by == AnsweredBy::Clinician {
            return only(format!("The {} is rated by a clinician.", instrument.short));
        }
        let Some(wording) = wording else {
            return only(format!(
                "The official wording of the {} is not loaded.",
                instrument.short
            ));
        };
        if (&wording.instrument, &wording.version) != (&instrument.code, &instrument.version) {
            return only(WordingError::Stale(instrument.short.clone()).to_string());
        }
        wording.lacks(instrument).map_or(Self::ByPerson, only)
    }
}
