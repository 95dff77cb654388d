//! A whole program from a file: the weeks that programs publish, turned into groups.
//!
//! Programs describe their weeks in quite different shapes: tracks with days and hours, sessions with breaks between
//! them, a family night, so many telehealth groups a week, groups for certain weeks of a stay, phases that follow each
//! other. Loading reads all of these, makes groups of them, and says two things plainly: what the file leaves open and how that was settled
//! ([`ProgramPlan::settled`]), and what does not add up ([`ProgramPlan::findings`]). Nothing is corrected silently.

use crate::assessment::protocol::Problems;
use crate::groups::group::{GroupKind, Meeting, StayWeeks};
use crate::people::pathway::Pathway;
use crate::text::clean;
use crate::{LevelOfCare, Line, Track, Weekday};

mod bounds;
mod example;
mod make;
mod near;
mod phases;
mod raw;
mod sums;
mod words;
mod written;

pub use example::{EXAMPLES_TEXT, Example, examples};

/// The longest program file, in bytes.
pub const FILE_BYTES_MAX: usize = 64 * 1024;
/// The most programs in one file.
pub const PROGRAMS_MAX: usize = 20;
/// The most groups that one program may come to.
pub const GROUPS_MAX: usize = 40;
/// What an intensive outpatient program gives adults each week, in minutes: nine hours (level 2.1 as states and payers
/// use it; the same number stands in `protocols/iop-standard.toml` with its sources).
pub const DOSE_MINUTES: u32 = 9 * 60;
/// What partial hospitalization gives each week, in minutes: twenty hours (level 2.5, the same way).
pub const PARTIAL_DOSE_MINUTES: u32 = 20 * 60;
/// How far a published number of hours may be from the sum before it is said: numbers are published with one decimal.
pub const ROUNDING_MINUTES: u32 = 3;

/// How what a file leaves open is settled. Each is shown beside what it settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settle {
    /// Days of groups for which the file names none.
    pub days: Vec<Weekday>,
    /// When groups begin for which the file names no time.
    pub start_minute: u16,
}

impl Default for Settle {
    /// Monday, Wednesday and Thursday from half past five in the afternoon: after work, and never Friday.
    fn default() -> Self {
        Self {
            days: vec![Weekday::Mon, Weekday::Wed, Weekday::Thu],
            start_minute: 17 * 60 + 30,
        }
    }
}

/// One group that a program comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    /// Its name.
    pub name: Line,
    /// What it is for.
    pub kind: GroupKind,
    /// Its track.
    pub track: Track,
    /// When in the week it meets.
    pub meetings: Vec<Meeting>,
    /// How long each meeting lasts.
    pub minutes: u16,
    /// The weeks of a stay it is meant for.
    pub stay_weeks: Option<StayWeeks>,
    /// Whether it is held by telehealth.
    pub telehealth: bool,
    /// The numbers of the phases that it is for; none is all of them.
    pub phases: Vec<u16>,
    /// Of the groups with one word here a person attends one.
    pub one_of: Option<Line>,
    /// Whether people of every program may attend.
    pub open_to_all: bool,
}

impl Planned {
    /// Minutes a week.
    pub(crate) fn week_minutes(&self) -> u32 {
        let meetings = u32::try_from(self.meetings.len()).unwrap_or(u32::MAX);
        meetings.saturating_mul(u32::from(self.minutes))
    }
}

/// What one program of a file comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgramPlan {
    /// Its name.
    pub name: Line,
    /// Its name in Spanish, where the file says one.
    pub name_es: Option<Line>,
    /// Its level of care: of one with phases, that of the first.
    pub level: LevelOfCare,
    /// Its phases, where it has any.
    pub pathway: Option<Pathway>,
    /// Its groups.
    pub groups: Vec<Planned>,
    /// What a week comes to: of which track or which weeks of a stay, and how many minutes.
    pub weeks: Vec<(String, u32)>,
    /// What does not add up, as sentences.
    pub findings: Vec<String>,
    /// What the file leaves open, and how it was settled.
    pub settled: Vec<String>,
    /// The program's own rules, as it wrote them.
    pub rules: Vec<String>,
}

/// Reads a file; `file` is its name for the messages.
pub fn load(file: &str, text: &str, settle: &Settle) -> Result<Vec<ProgramPlan>, Problems> {
    // Word processors and browsers leave marks in a file that nobody sees and no line counts.
    let text = &*clean(text);
    let mut notes = crate::assessment::protocol::problem::Notes {
        file,
        text,
        problems: Vec::new(),
    };
    let plans = raw::read(&mut notes)
        .map(|programs| {
            programs
                .into_iter()
                .filter_map(|program| make::plan(program, settle, &mut notes))
                .collect()
        })
        .unwrap_or_default();
    if notes.problems.is_empty() {
        return Ok(plans);
    }
    notes.problems.sort_by_key(|problem| problem.line);
    Err(Problems(notes.problems))
}

#[cfg(test)]
mod tests;
