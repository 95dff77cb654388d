//! The file as it is written.

use super::numbers::{Cadence, Caseload, Hours, LevelNumbers, Mix, Range};
use super::problem::Notes;
use super::{FILE_BYTES_MAX, Problems, Protocol};
use crate::LevelOfCare;
use crate::attendance::hours::Service;
use crate::groups::group::Limits;
use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProtocol {
    pub id: String,
    pub version: u32,
    pub title: String,
    #[serde(rename = "level")]
    pub levels: Vec<Spanned<RawLevel>>,
    pub group_size: Spanned<Limits>,
    #[serde(rename = "cadence", default)]
    pub cadences: Vec<Spanned<Cadence>>,
    #[serde(rename = "rule", default)]
    pub rules: Vec<Spanned<RawRule>>,
    #[serde(rename = "criterion")]
    pub criteria: Vec<Spanned<RawCriterion>>,
}

/// One `[[rule]]`: what a payer or a state asks of a week.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub id: String,
    pub title: String,
    /// Whose rule it is.
    pub whose: String,
    pub levels: Vec<LevelOfCare>,
    /// The services that count; all of them when it is left out.
    #[serde(default)]
    pub counts: Vec<Service>,
    /// Hours a week, by age.
    #[serde(default)]
    pub week_hours: Option<RawRuleHours>,
    /// Days a week, together with one of the two below.
    #[serde(default)]
    pub days: Option<u16>,
    #[serde(default)]
    pub day_hours: Option<u16>,
    #[serde(default)]
    pub day_services: Option<u16>,
    pub source: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRuleHours {
    pub adult: u16,
    pub adolescent: u16,
}

/// One `[[level]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLevel {
    level: LevelOfCare,
    title: String,
    #[serde(default)]
    around_the_clock: bool,
    #[serde(default)]
    hours_per_week: RawHours,
    #[serde(default)]
    days_per_week: Option<Range>,
    #[serde(default)]
    session_hours: Option<Range>,
    #[serde(default)]
    weeks: Option<Range>,
    #[serde(default)]
    program_days: Vec<u16>,
    #[serde(default)]
    caseload: Option<Caseload>,
    #[serde(default)]
    mix: Vec<Mix>,
    source: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHours {
    adult: Option<Hours>,
    adolescent: Option<Hours>,
}

/// One `[[criterion]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCriterion {
    pub id: Spanned<String>,
    pub weight: Spanned<RawWeight>,
    /// For an excluding criterion: this level and every less intensive one.
    #[serde(default)]
    pub up_to: Option<Spanned<LevelOfCare>>,
    /// For all others.
    #[serde(default)]
    pub levels: Option<Spanned<Vec<LevelOfCare>>>,
    pub label: Spanned<String>,
    pub when: Spanned<String>,
    pub source: Spanned<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawWeight {
    Required,
    Supporting,
    Excluding,
}

impl From<RawLevel> for LevelNumbers {
    fn from(raw: RawLevel) -> Self {
        Self {
            level: raw.level,
            title: raw.title,
            around_the_clock: raw.around_the_clock,
            hours_adult: raw.hours_per_week.adult,
            hours_adolescent: raw.hours_per_week.adolescent,
            days_per_week: raw.days_per_week,
            session_hours: raw.session_hours,
            weeks: raw.weeks,
            program_days: raw.program_days,
            caseload: raw.caseload,
            mix: raw.mix,
            source: raw.source,
        }
    }
}

impl Protocol {
    /// Loads a protocol; `file` is its name for the messages.
    pub fn load(file: &str, text: &str) -> Result<Self, Problems> {
        let mut notes = Notes {
            file,
            text,
            problems: Vec::new(),
        };
        if text.len() > FILE_BYTES_MAX {
            notes.add(
                0,
                format!("The file is longer than {FILE_BYTES_MAX} bytes."),
                "Keep one program in one file.",
            );
            return Err(Problems(notes.problems));
        }
        let raw: RawProtocol = match reading::toml(text) {
            Ok(raw) => raw,
            Err(wrong) => {
                notes.add(
                    wrong.at,
                    format!("This cannot be read: {}.", wrong.problem),
                    "Compare the entry with the same kind of entry in protocols/iop-standard.toml.",
                );
                return Err(Problems(notes.problems));
            }
        };
        let protocol = super::compile::compile(raw, &mut notes);
        if notes.problems.is_empty() {
            return Ok(protocol);
        }
        notes.problems.sort_by_key(|problem| problem.line);
        Err(Problems(notes.problems))
    }
}
