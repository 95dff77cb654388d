//! The typed instance: people, groups, staff and rooms of one representative week.
//!
//! An [`Instance`] exists only after validation ([`Instance::from_json`] or [`Instance::new`]), so the solvers never
//! meet an index out of range, a meeting past the end of a day, or a weight that overflows.

pub mod form;
mod validate;

pub(crate) use validate::TRACK_GENERAL;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a session is for. The five group kinds and the individual session with one's own counselor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Process group: exactly one for everybody, the person's cohort.
    #[serde(rename = "PROC")]
    Process,
    /// Education, by topic; no topic twice.
    #[serde(rename = "EDU")]
    Education,
    /// Relapse prevention.
    #[serde(rename = "RP")]
    RelapsePrevention,
    /// Holistic: yoga, mindfulness, art.
    #[serde(rename = "HOL")]
    Holistic,
    /// Family group.
    #[serde(rename = "FAM")]
    Family,
    /// Individual session with one's own counselor.
    #[serde(rename = "IND")]
    Individual,
}

impl Kind {
    /// Every kind, in the order used for arrays indexed by kind.
    pub const ALL: [Kind; 6] = [
        Kind::Process,
        Kind::Education,
        Kind::RelapsePrevention,
        Kind::Holistic,
        Kind::Family,
        Kind::Individual,
    ];

    /// The kinds a person can miss: everything but the process group, which is a hard rule.
    pub const MISSABLE: [Kind; 5] = [
        Kind::Education,
        Kind::RelapsePrevention,
        Kind::Holistic,
        Kind::Family,
        Kind::Individual,
    ];

    /// Position in arrays indexed by kind.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The words for it in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Process => "process group",
            Kind::Education => "education group",
            Kind::RelapsePrevention => "relapse prevention group",
            Kind::Holistic => "holistic group",
            Kind::Family => "family group",
            Kind::Individual => "individual session",
        }
    }
}

/// A day and the unit of the day at which something starts. JSON: `[day, start]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(u8, u8)", into = "(u8, u8)")]
pub struct Meeting {
    /// Day of the week, 0 is the first day of the grid.
    pub day: u8,
    /// First unit of the day, 0 is the first unit of the grid.
    pub start: u8,
}

impl From<(u8, u8)> for Meeting {
    fn from((day, start): (u8, u8)) -> Self {
        Meeting { day, start }
    }
}

impl From<Meeting> for (u8, u8) {
    fn from(m: Meeting) -> Self {
        (m.day, m.start)
    }
}

impl Meeting {
    /// The units of the day that something of this length covers, as bits.
    pub fn mask(self, length_units: u8) -> u64 {
        units_mask(length_units) << self.start
    }
}

/// The lowest `count` bits set.
pub(crate) fn units_mask(count: u8) -> u64 {
    if count >= 64 {
        u64::MAX
    } else {
        (1 << count) - 1
    }
}

/// One way a group can be timed: all its meetings in the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The meetings, in order of day and start; they do not overlap.
    pub meetings: Vec<Meeting>,
}

/// One person's life and prescription.
#[derive(Clone, Debug)]
pub struct Person {
    /// What to call the person in a sentence.
    pub name: String,
    /// Their site.
    pub site: usize,
    /// Their track, an index into [`Instance::tracks`].
    pub track: u16,
    /// Units they could attend, one bit mask per day.
    pub free: Vec<u64>,
    /// Cost of each unit to their life, by `day * units + unit`; 0 where they are not free.
    pub life: Vec<i32>,
    /// Whether telehealth groups are possible for them.
    pub telehealth_possible: bool,
    /// Whether they wish for telehealth.
    pub telehealth_wished: bool,
    /// Prescribed hours, in units.
    pub prescribed_units: u32,
    /// The least units of a week, where more than everybody's is asked.
    pub floor_units: u32,
    /// How many of each kind the plan asks for, by [`Kind::index`].
    pub need: [u32; 6],
    /// How much it matters that they have a week; multiplies the price of none.
    pub acuity: u32,
    /// Their own counselor, a staff index.
    pub counselor: usize,
    /// The process group they sit in now, if any.
    pub cohort: Option<usize>,
    /// Groups that are not for them whatever their kind and track, in order.
    pub barred: Vec<usize>,
}

impl Person {
    /// Whether a group, by number, suits their track and their plan and is not barred to them.
    pub(crate) fn suits(&self, number: usize, group: &GroupSeries) -> bool {
        (group.kind != Kind::Process || group.track == Some(self.track))
            && (group.kind != Kind::Family || self.need[Kind::Family.index()] > 0)
            && self.barred.binary_search(&number).is_err()
    }
}

/// One weekly group that may run.
#[derive(Clone, Debug)]
pub struct GroupSeries {
    /// What to call the group in a sentence.
    pub name: String,
    /// Its site; none is the whole network by telehealth.
    pub site: Option<usize>,
    /// What it is for; never [`Kind::Individual`].
    pub kind: Kind,
    /// Its track, for process groups.
    pub track: Option<u16>,
    /// Its topic, an index into [`Instance::topics`].
    pub topic: Option<u16>,
    /// The bit of an education topic, which nobody has twice; 0 for none.
    pub(crate) topic_bit: u64,
    /// Seats.
    pub seats: u32,
    /// Size below which it is too small.
    pub smallest: u32,
    /// Held by telehealth: needs no room.
    pub telehealth: bool,
    /// Length of one meeting, in units.
    pub length_units: u8,
    /// Which set of options it uses.
    pub(crate) option_set: usize,
}

/// One staff member.
#[derive(Clone, Debug)]
pub struct StaffMember {
    /// What to call them in a sentence.
    pub name: String,
    /// Their site; none floats by telehealth.
    pub site: Option<usize>,
    /// Units on duty, one bit mask per day.
    pub duty: Vec<u64>,
    /// What they may lead: kinds and tracks, by their JSON names.
    pub credentials: Vec<String>,
    /// Most units they may be in session.
    pub units_max: u32,
}

/// A room.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Its site.
    pub site: Option<usize>,
    /// Its seats.
    pub seats: u32,
}

/// What everything costs. All at least 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// A person without a week, times their acuity.
    pub unplaced: i64,
    /// A session of a kind missing, by [`Kind::index`].
    pub missing: [i64; 6],
    /// One unit below the prescribed hours.
    pub dose_short: i64,
    /// One day beyond the fewest.
    pub day_extra: i64,
    /// One idle unit between sessions of a day.
    pub gap: i64,
    /// Leaving one's cohort.
    pub cohort_change: i64,
    /// A telehealth group for someone who does not wish for it.
    pub telehealth_mismatch: i64,
    /// One meeting of a group that runs.
    pub run_meeting: i64,
    /// One person fewer than the smallest size.
    pub small: i64,
}

/// The hard limits of a person's week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Fewest days attended.
    pub days_min: u32,
    /// Most days attended.
    pub days_max: u32,
    /// Fewest units on an attended day.
    pub day_units_min: u32,
    /// Most units on an attended day.
    pub day_units_max: u32,
    /// Most units from first to last on a day.
    pub span_units_max: u32,
    /// Fewest units in the week.
    pub floor_units: u32,
}

/// Why an instance or a solution is not one: the field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {problem}")]
pub struct Invalid {
    /// The field, as a path into the JSON: `participants[3].avail[2]`.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
}

impl Invalid {
    pub(crate) fn new(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Invalid {
            field: field.into(),
            problem: problem.into(),
        }
    }
}

/// A validated problem. Cheap to share by reference; nothing in it changes.
#[derive(Clone, Debug)]
pub struct Instance {
    pub(crate) days: usize,
    pub(crate) units: usize,
    pub(crate) first_minute: u32,
    pub(crate) unit_minutes: u32,
    pub(crate) individual_units: u8,
    pub(crate) individual_starts: Vec<u8>,
    pub(crate) people: Vec<Person>,
    pub(crate) groups: Vec<GroupSeries>,
    pub(crate) staff: Vec<StaffMember>,
    pub(crate) rooms: Vec<Room>,
    pub(crate) option_sets: Vec<Vec<Slot>>,
    pub(crate) tracks: Vec<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) weights: Weights,
    pub(crate) limits: Limits,
    pub(crate) leaders: Vec<Vec<u32>>,
    pub(crate) eligible: Vec<Vec<u32>>,
}

impl Instance {
    /// Reads and validates an instance from its JSON.
    pub fn from_json(text: &str) -> Result<Instance, Invalid> {
        Instance::new(form::InstanceForm::from_json(text)?)
    }

    /// Validates an instance built in memory.
    pub fn new(form: form::InstanceForm) -> Result<Instance, Invalid> {
        validate::instance(form)
    }

    /// Days in the grid.
    pub fn days(&self) -> usize {
        self.days
    }

    /// Units in a day.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Minutes in a unit.
    pub fn unit_minutes(&self) -> u32 {
        self.unit_minutes
    }

    /// Minute of the day at which unit 0 starts.
    pub fn first_minute(&self) -> u32 {
        self.first_minute
    }

    /// Length of an individual session, in units.
    pub fn individual_units(&self) -> u8 {
        self.individual_units
    }

    /// Units of the day at which an individual session may start.
    pub fn individual_starts(&self) -> &[u8] {
        &self.individual_starts
    }

    /// Everybody who needs a week.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Every group that may run.
    pub fn groups(&self) -> &[GroupSeries] {
        &self.groups
    }

    /// Everybody who leads.
    pub fn staff(&self) -> &[StaffMember] {
        &self.staff
    }

    /// Every room.
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// Names of the tracks.
    pub fn tracks(&self) -> &[String] {
        &self.tracks
    }

    /// Names of the topics.
    pub fn topics(&self) -> &[String] {
        &self.topics
    }

    /// What everything costs.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The hard limits of a person's week.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The ways a group can be timed.
    pub fn options(&self, group: usize) -> &[Slot] {
        &self.option_sets[self.groups[group].option_set]
    }

    /// Who holds the credentials to lead a group, by staff index.
    pub fn leaders(&self, group: usize) -> &[u32] {
        &self.leaders[group]
    }

    /// The groups a person may attend at all (site or telehealth, track, family need, not barred).
    pub fn eligible(&self, person: usize) -> &[u32] {
        &self.eligible[person]
    }

    /// The cost of `mask`'s units on a day to a person's life.
    pub(crate) fn life(&self, person: &Person, day: usize, mask: u64) -> i64 {
        let row = &person.life[day * self.units..(day + 1) * self.units];
        let mut rest = mask;
        let mut cost = 0;
        while rest != 0 {
            cost += i64::from(row[rest.trailing_zeros() as usize]);
            rest &= rest - 1;
        }
        cost
    }
}
