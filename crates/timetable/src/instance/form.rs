//! The instance as JSON has it, before validation.
//!
//! A superset of the reference form: names, a clock, and per-series lengths and options are optional extras. Fields
//! that are not known here (`meta`, `arche`, `role`) are read past, so that generators may describe the lives they
//! made.

use super::{Invalid, Kind, Meeting};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest JSON text that is read, in bytes.
pub const INPUT_BYTES_MAX: usize = 1 << 28;

/// A whole problem.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InstanceForm {
    /// Days in the grid.
    pub days: usize,
    /// Units in a day.
    pub units: usize,
    /// What the units mean on a clock; half hours from 8:00 when absent.
    #[serde(default)]
    pub clock: ClockForm,
    /// Length of a meeting by kind, in units.
    pub dur: BTreeMap<Kind, u8>,
    /// Length of an individual session, in units.
    pub ind_dur: u8,
    /// Time options by kind: each a list of `[day, start]`.
    pub options: BTreeMap<Kind, Vec<Vec<Meeting>>>,
    /// Units at which an individual session may start.
    pub ind_starts: Vec<u8>,
    /// Everybody who needs a week.
    pub participants: Vec<PersonForm>,
    /// Every group that may run.
    pub series: Vec<GroupForm>,
    /// Everybody who leads.
    pub staff: Vec<StaffForm>,
    /// Every room.
    pub rooms: Vec<RoomForm>,
    /// Weights and limits.
    pub w: WeightsForm,
}

/// What a unit means on a clock.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ClockForm {
    /// Minute of the day at which unit 0 starts.
    pub first_minute: u32,
    /// Minutes in a unit.
    pub unit_minutes: u32,
}

impl Default for ClockForm {
    fn default() -> Self {
        ClockForm {
            first_minute: 8 * 60,
            unit_minutes: 30,
        }
    }
}

/// One person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PersonForm {
    /// What to call them; a number when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Their site.
    pub site: usize,
    /// Their track.
    pub track: String,
    /// By day and unit: -1 impossible, otherwise the cost to their life.
    pub avail: Vec<Vec<i32>>,
    /// Telehealth is possible.
    pub tele_ok: bool,
    /// Telehealth is wished for.
    #[serde(default)]
    pub tele_pref: bool,
    /// Prescribed units.
    pub dose: u32,
    /// The least units of a week, where more than everybody's is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<u32>,
    /// Prescribed mix.
    pub need: BTreeMap<Kind, u32>,
    /// How much a missing week matters.
    pub acuity: u32,
    /// Their own counselor.
    pub therapist: usize,
    /// Their current process group.
    #[serde(default)]
    pub prev: Option<usize>,
    /// Groups, by number, that are not for them whatever their kind and track.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barred: Vec<usize>,
}

/// One group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GroupForm {
    /// What to call it; its kind, topic and number when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its site; null is the network.
    pub site: Option<usize>,
    /// Held by telehealth.
    pub tele: bool,
    /// What it is for.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Its track, for process groups.
    #[serde(default)]
    pub track: Option<String>,
    /// Seats.
    pub cap: u32,
    /// Smallest size that is not too small.
    pub min: u32,
    /// Topic.
    #[serde(default)]
    pub topic: Option<String>,
    /// Length of a meeting, in units, where it differs from its kind's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dur: Option<u8>,
    /// Time options, where they differ from its kind's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<Vec<Meeting>>>,
}

/// One staff member.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StaffForm {
    /// What to call them; a number when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Their site; null floats by telehealth.
    pub site: Option<usize>,
    /// By day and unit: 1 on duty, 0 not.
    pub avail: Vec<Vec<u8>>,
    /// Kinds and tracks they may lead.
    pub creds: Vec<String>,
    /// Most units in session.
    pub max_units: u32,
}

/// One room.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RoomForm {
    /// Its site.
    pub site: Option<usize>,
    /// Its seats.
    pub cap: u32,
}

/// Weights and limits.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is documented where it lands, in Weights and Limits"
)]
pub struct WeightsForm {
    pub unplaced: i64,
    pub miss: BTreeMap<Kind, i64>,
    pub dose_short: i64,
    pub day_extra: i64,
    pub gap: i64,
    pub cohort_change: i64,
    pub tele_mismatch: i64,
    pub run_meeting: i64,
    pub small: i64,
    pub min_days: u32,
    pub max_days: u32,
    pub day_min: u32,
    pub day_max: u32,
    pub span_max: u32,
    pub dose_floor: u32,
}

impl InstanceForm {
    /// Reads the form; a type error names the field it is in.
    pub fn from_json(text: &str) -> Result<InstanceForm, Invalid> {
        parse(text)
    }

    /// Writes the form.
    pub fn to_json(&self) -> String {
        // Maps have string keys and there are no floats, so writing cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Parses any JSON form with a path in its errors.
pub(crate) fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Invalid> {
    if text.len() > INPUT_BYTES_MAX {
        return Err(Invalid::new(
            "input",
            format!("longer than {INPUT_BYTES_MAX} bytes"),
        ));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|e| Invalid::new(e.path().to_string(), e.inner().to_string()))?;
    reader
        .end()
        .map_err(|e| Invalid::new("input", e.to_string()))?;
    Ok(value)
}
