//! The file as it is written.

use super::criterion::Sure;
use super::numbers::{Cadence, Caseload, Hours, LevelNumbers, Mix, Range};
use crate::LevelOfCare;
use crate::attendance::hours::Service;
use crate::followup::signal::{Matter, Urgency};
use crate::groups::group::Limits;
use crate::intake::checklist::AdmissionRows;
use serde::Deserialize;
use toml::Spanned;

/// What tells of the form of a file, whatever else stands in it.
#[derive(Deserialize)]
pub(super) struct RawForm {
    #[serde(default)]
    pub form: Option<Spanned<u32>>,
}

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProtocol {
    /// Looked at before anything else is read.
    #[serde(rename = "form")]
    _form: u32,
    pub id: String,
    pub version: u32,
    pub title: String,
    #[serde(rename = "level")]
    pub levels: Vec<Spanned<RawLevel>>,
    pub group_size: Spanned<Limits>,
    /// Which rows of the checklist an admission waits for.
    #[serde(default)]
    pub admission: Option<AdmissionRows>,
    #[serde(rename = "cadence", default)]
    pub cadences: Vec<Spanned<Cadence>>,
    #[serde(rename = "rule", default)]
    pub rules: Vec<Spanned<RawRule>>,
    #[serde(rename = "beside", default)]
    pub besides: Vec<Spanned<RawBeside>>,
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
    pub label: Spanned<String>,
    pub when: Spanned<String>,
    /// The least level when it holds: a level's code, or `emergency`.
    #[serde(default)]
    pub least: Option<Spanned<String>>,
    /// Whether only somebody who prescribes chooses less than that.
    #[serde(default)]
    pub prescriber: Option<Spanned<bool>>,
    /// The levels that it speaks for, deciding nothing.
    #[serde(default)]
    pub supports: Option<Spanned<Vec<LevelOfCare>>>,
    /// What has to happen before anything is recommended.
    #[serde(default)]
    pub until: Option<Spanned<String>>,
    #[serde(default)]
    pub signal: Vec<Spanned<RawSignal>>,
    /// The codes of what is said beside the level.
    #[serde(default)]
    pub beside: Vec<Spanned<String>>,
    /// What to watch out for.
    #[serde(default)]
    pub watch: Option<Spanned<String>>,
    pub priority: Spanned<u8>,
    pub sure: Sure,
    pub source: Spanned<String>,
}

/// One entry of `signal`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSignal {
    pub matter: Matter,
    pub urgency: Urgency,
    /// When it is raised, beside the criterion's own condition.
    #[serde(default)]
    pub when: Option<Spanned<String>>,
}

/// One `[[beside]]`: what is said or done beside a level.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBeside {
    pub code: String,
    pub text: String,
    /// Whether it belongs on the page of an emergency.
    #[serde(default)]
    pub emergency: bool,
    /// The highest level beside which it makes sense.
    #[serde(default)]
    pub up_to: Option<LevelOfCare>,
    /// The codes of what it says already.
    #[serde(default)]
    pub covers: Vec<Spanned<String>>,
    pub source: String,
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
