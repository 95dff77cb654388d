//! One person's week as a list of sessions, in the order in which they happen.

use crate::words::{clock_of, day_name};
use serde_json::{Value, json};
use timetable::{Instance, Kind, Meeting, Solution, Week};

/// One session of a week.
pub(crate) struct Session<'a> {
    pub at: Meeting,
    pub length: u8,
    pub kind: Kind,
    /// The group; none is an individual session.
    pub group: Option<usize>,
    pub name: &'a str,
    pub leader: &'a str,
}

/// All sessions of a person's week, by day and hour.
pub(crate) fn sessions<'a>(
    instance: &'a Instance,
    solution: &Solution,
    person: usize,
    week: &Week,
) -> Vec<Session<'a>> {
    let staff = instance.staff();
    let counselor = &staff[instance.people()[person].counselor].name;
    let mut all: Vec<Session> = week
        .individual
        .iter()
        .map(|at| Session {
            at: *at,
            length: instance.individual_units(),
            kind: Kind::Individual,
            group: None,
            name: "Individual session",
            leader: counselor,
        })
        .collect();
    for &g in &week.groups {
        let (index, group) = (g as usize, &instance.groups()[g as usize]);
        let leader = solution.groups[index].map_or("", |r| &staff[r.leader as usize].name);
        let meetings = solution.meetings(instance, index).iter();
        all.extend(meetings.map(|at| Session {
            at: *at,
            length: group.length_units,
            kind: group.kind,
            group: Some(index),
            name: &group.name,
            leader,
        }));
    }
    all.sort_by_key(|s| (s.at, s.group));
    all
}

/// A week in words, a line per session.
pub(crate) fn lines(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    week: &Week,
) -> Vec<String> {
    let said = |s: &Session| {
        let (start, end) = (usize::from(s.at.start), usize::from(s.at.start + s.length));
        let hours = format!(
            "{} to {}",
            clock_of(instance, start),
            clock_of(instance, end)
        );
        let day = day_name(s.at.day.into());
        format!("{day}  {hours:<20}  {}, with {}", s.name, s.leader)
    };
    sessions(instance, solution, person, week)
        .iter()
        .map(said)
        .collect()
}

/// A week for machines: the form of the timetable's file.
pub(crate) fn json(week: &Week) -> Value {
    let individual: Vec<(u8, u8)> = week.individual.iter().map(|m| (*m).into()).collect();
    json!({ "series": week.groups, "ind": individual })
}
