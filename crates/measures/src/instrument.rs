//! What an instrument is: items, answers, scales, bands, flags, alarms and rules, as data.
//!
//! The numbers live in `measures/*.toml`, each with its source beside it; an [`Instrument`] exists only after its file
//! was checked (see [`crate::file`]).

mod alarm;
mod answer;
mod basics;
mod rule;
mod scale;

pub use alarm::{Alarm, Clock, Matter, Since, Sure};
pub use answer::{AnswerKind, ItemChoice};
pub use basics::{AnsweredBy, Higher, ItemId, Points, Sex, SexIs, Source, Urgency};
pub use rule::{
    ChangeRule, Check, Condition, Contradiction, Flag, Level, Skip, Trap, Triage, Variant, When,
};
pub use scale::{Band, Bands, Missing, Scale};

use serde::Deserialize;

/// A standard instrument, ready to be answered and scored.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Instrument {
    /// How files, addresses and commands name it, such as `phq-9`.
    pub code: String,
    /// How people call it, such as `PHQ-9`.
    pub short: String,
    /// Its full name.
    pub title: String,
    /// The version of this description; scores of different versions are not compared.
    pub version: String,
    /// What it measures, in a few words.
    pub measures: String,
    /// The period its questions are about.
    pub recall: String,
    /// Who answers it.
    pub answered_by: AnsweredBy,
    /// Under which terms it may be used.
    pub licence: Licence,
    /// Its LOINC codes beyond those on items and scales.
    pub loinc: Codes,
    /// How the VA's instrument file names and numbers it, if it is there.
    pub va: Option<VaForm>,
    /// Its items in the official order.
    pub items: Vec<Item>,
    /// What is summed: a total, subscales, both or none.
    pub scales: Vec<Scale>,
    /// Which items are left out after which answers.
    pub skips: Vec<Skip>,
    /// Which answers have to fit each other.
    pub checks: Vec<Check>,
    /// What a result calls attention to.
    pub flags: Vec<Flag>,
    /// After which results somebody has to act, and how soon.
    pub alarms: Vec<Alarm>,
    /// Levels decided by answers instead of a sum.
    pub triage: Option<Triage>,
    /// How large a difference means something.
    pub changes: Vec<ChangeRule>,
    /// Known mistakes in published files.
    pub traps: Vec<Trap>,
    /// Other forms that are easily taken for this one.
    pub variants: Vec<Variant>,
}

/// One question of an instrument.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its official number or letter.
    pub id: ItemId,
    /// Our own short words for clinicians; never the official wording.
    pub label: String,
    /// What may be answered, and how many points each answer is.
    pub kind: AnswerKind,
    /// Whether points run against the order of the answers.
    pub reversed: bool,
    /// Whether an official form may leave it out.
    pub optional: bool,
    /// Its LOINC code.
    pub loinc: Option<String>,
    /// Other LOINC codes of variants of the same question.
    pub loinc_also: Vec<String>,
    /// Its sequence number in the VA's instrument file.
    pub va: Option<String>,
}

impl Item {
    /// The points of a raw answer value, or nothing when the value is not among the answers.
    pub fn points(&self, value: i32) -> Option<Points> {
        let points = self.kind.points(value)?;
        if !self.reversed {
            return Some(points);
        }
        let (low, high) = self.kind.range();
        Some(Points(low.0 + high.0 - points.0))
    }

    /// The fewest and the most points.
    pub fn range(&self) -> (Points, Points) {
        self.kind.range()
    }
}

/// Under which terms an instrument may be used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// The terms, in a sentence.
    pub terms: String,
    /// Where the terms were read.
    pub source: Source,
}

/// The LOINC codes of a whole instrument.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// The panel.
    pub panel: Option<String>,
    /// Codes in this file that nobody confirmed yet; they are not used to recognize a file nor sent anywhere.
    #[serde(default)]
    pub unverified: Vec<String>,
    /// Where the codes were read, or that none was found.
    pub source: Source,
}

/// How the VA's instrument file (Mental Health Assistant) numbers an instrument.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VaForm {
    /// Its name there.
    pub code: String,
    /// Sequence numbers that are not questions of the instrument, such as the date.
    #[serde(default)]
    pub preamble: Vec<String>,
}

impl Instrument {
    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id.as_str() == id)
    }

    /// The scale with this id.
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// The scale that is the total; some instruments have none, and then none may be made.
    pub fn total(&self) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.total)
    }

    /// The items that can raise a safety flag: whatever is mistaken here, a danger is overlooked.
    pub fn safety_items(&self) -> Vec<&Item> {
        let flags = self.flags.iter().filter(|f| f.urgency == Urgency::Safety);
        let conditions: Vec<_> = flags
            .flat_map(|flag| flag.when.0.iter().flatten())
            .collect();
        let summed = |item: &Item, id: &String| {
            self.scale(id)
                .is_some_and(|scale| scale.items.contains(&item.id))
        };
        let guards = |item: &&Item| {
            conditions.iter().any(|condition| {
                condition.item.as_ref() == Some(&item.id)
                    || condition.scale.as_ref().is_some_and(|id| summed(item, id))
            })
        };
        self.items.iter().filter(guards).collect()
    }

    /// Whether anything is worked out from an item's answer. Where nothing is, its points do not matter.
    pub fn counts(&self, id: &ItemId) -> bool {
        let condition = |c: &Condition| c.item.as_ref() == Some(id);
        let whens = (self.flags.iter().map(|flag| &flag.when))
            .chain(self.alarms.iter().filter_map(|alarm| alarm.when.as_ref()))
            .chain(self.skips.iter().map(|skip| &skip.when))
            .chain(
                self.triage
                    .iter()
                    .flat_map(|triage| triage.levels.iter().map(|l| &l.when)),
            );
        let mut compared = self
            .alarms
            .iter()
            .filter_map(|a| a.since.as_ref()?.item.as_ref());
        self.scales.iter().any(|scale| scale.items.contains(id))
            || compared.any(|item| item == id)
            || whens
                .flat_map(|when| when.0.iter().flatten())
                .any(condition)
    }

    /// Whether somebody confirmed this LOINC code.
    pub fn is_confirmed(&self, loinc: &str) -> bool {
        !self.loinc.unverified.iter().any(|code| code == loinc)
    }

    /// The confirmed panel code.
    pub fn panel(&self) -> Option<&str> {
        let panel = self.loinc.panel.as_deref()?;
        self.is_confirmed(panel).then_some(panel)
    }
}
