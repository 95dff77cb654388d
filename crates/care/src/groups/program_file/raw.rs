//! The file as it is written. An entry that is not known here is refused, with its line and the nearest one that is.

use super::near::remedy;
use super::written::{Counted, RawIndividual, RawWeeks};
use super::{FILE_BYTES_MAX, PROGRAMS_MAX};
use crate::assessment::protocol::problem::Notes;
use crate::groups::group::GroupKind;
use crate::{LevelOfCare, Weekday};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(rename = "program")]
    programs: Vec<Spanned<RawProgram>>,
}

/// One `[[program]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProgram {
    pub name: Spanned<String>,
    #[serde(default)]
    pub name_es: Option<Spanned<String>>,
    #[serde(default)]
    pub level: Option<LevelOfCare>,
    #[serde(default)]
    pub phases: Vec<RawPhase>,
    #[serde(default)]
    pub days: Vec<Weekday>,
    #[serde(default)]
    pub tracks: Vec<RawTrack>,
    #[serde(default)]
    pub session_minutes: Option<Spanned<u16>>,
    #[serde(default)]
    pub break_minutes: Option<Spanned<u16>>,
    #[serde(default)]
    pub family_group: Option<RawNight>,
    #[serde(default)]
    pub group_sessions_week: Option<Spanned<u16>>,
    #[serde(default)]
    pub group_hours: Option<Spanned<f64>>,
    #[serde(default)]
    pub individual: Option<Spanned<RawIndividual>>,
    #[serde(default)]
    pub weeks: Option<Spanned<RawWeeks>>,
    #[serde(default)]
    pub groups: Vec<RawGroup>,
    #[serde(default)]
    pub hours_week: Option<Spanned<RawHours>>,
    #[serde(default)]
    pub rules: Vec<String>,
    /// How many people stayed how long; read for completeness, and nothing is made of it.
    #[serde(default)]
    pub retained: Option<Spanned<BTreeMap<String, f64>>>,
}

impl RawProgram {
    /// The break between two sessions; none where none is written.
    pub fn break_minutes(&self) -> u16 {
        self.break_minutes
            .as_ref()
            .map_or(0, |minutes| *minutes.get_ref())
    }

    /// Individual sessions, where the file says anything about them.
    pub fn individual(&self) -> Option<&RawIndividual> {
        self.individual.as_ref().map(Spanned::get_ref)
    }
}

/// One track: a part of the day on some days.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTrack {
    pub name: Spanned<String>,
    #[serde(default)]
    pub days: Vec<Weekday>,
    pub start: Spanned<String>,
    pub end: Spanned<String>,
    #[serde(default)]
    pub phase: Option<Spanned<RawNames>>,
}

/// A group on one evening.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNight {
    pub day: Weekday,
    pub start: Spanned<String>,
    pub end: Spanned<String>,
}

/// One group of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGroup {
    pub name: Spanned<String>,
    #[serde(default)]
    pub kind: Option<GroupKind>,
    #[serde(default)]
    pub days: Vec<Weekday>,
    #[serde(default)]
    pub start: Option<Spanned<String>>,
    pub minutes: Spanned<u16>,
    #[serde(default)]
    pub weeks: Option<Spanned<(u16, u16)>>,
    /// The phase it is part of, or several.
    #[serde(default)]
    pub phase: Option<Spanned<RawNames>>,
    /// Of the groups with one word here a person attends one.
    #[serde(default)]
    pub one_of: Option<Spanned<String>>,
    /// Whether people of every program may attend.
    #[serde(default)]
    pub open_to_all: bool,
    #[serde(default)]
    pub telehealth: bool,
}

/// One `[[program.phases]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPhase {
    pub name: Spanned<String>,
    #[serde(default)]
    pub level: Option<LevelOfCare>,
    #[serde(default)]
    pub weeks: Option<Spanned<RawWeeks>>,
    #[serde(default)]
    pub sessions: Option<Spanned<u16>>,
    #[serde(default)]
    pub hours_week: Option<Spanned<RawTaper>>,
    #[serde(default)]
    pub individual: Option<Spanned<RawIndividual>>,
    #[serde(default)]
    pub entry: Option<Spanned<RawEntry>>,
    #[serde(default)]
    pub outside: Option<Spanned<RawOutside>>,
    #[serde(default)]
    pub then: Option<Spanned<String>>,
}

/// One name, or several.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RawNames {
    One(String),
    Several(Vec<String>),
}

/// The hours of a phase: the same every week, or week by week.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RawTaper {
    Same(f64),
    Weekly(Vec<f64>),
}

/// What has to be kept before a phase begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawKept {
    pub sessions: u16,
    pub level: LevelOfCare,
    #[serde(default)]
    pub words: Option<String>,
}

/// What is asked outside of the program.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOutside {
    pub per_week: u16,
    pub what: String,
}

/// An entry condition: in words, or so many sessions.
pub(super) type RawEntry = Counted<RawKept>;

/// Individual sessions, so many.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCounted {
    #[serde(default)]
    pub per_week: Option<u16>,
    #[serde(default)]
    pub total: Option<u16>,
    pub minutes: u16,
}

/// The hours of a week as published: one number, or one for each track or stretch of weeks.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RawHours {
    One(f64),
    By(BTreeMap<String, f64>),
}

/// Reads the file, or notes why it cannot be read.
pub(super) fn read(notes: &mut Notes<'_>) -> Option<Vec<Spanned<RawProgram>>> {
    if notes.text.len() > FILE_BYTES_MAX {
        notes.add(
            0,
            format!("The file is longer than {FILE_BYTES_MAX} bytes."),
            "Keep only programs in it.",
        );
        return None;
    }
    let file: RawFile = match reading::toml(notes.text) {
        Ok(file) => file,
        Err(wrong) => {
            notes.add(wrong.at, wrong.in_sentence(), remedy(&wrong.problem));
            return None;
        }
    };
    if file.programs.is_empty() || file.programs.len() > PROGRAMS_MAX {
        notes.add(
            0,
            format!("The file has {} programs.", file.programs.len()),
            format!("Let it have from 1 to {PROGRAMS_MAX}."),
        );
        return None;
    }
    Some(file.programs)
}
