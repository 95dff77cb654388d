//! `compare`: what one timetable changes against another, for whom, and at what cost.

use crate::files::{Loaded, say};
use crate::week;
use crate::words::{meetings, thousands};
use anyhow::Result;
use clap::Args;
use console::Exit;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use timetable::{Instance, Score, Solution, Week, score};

/// Compares two timetables of one instance.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The instance, as JSON.
    instance: PathBuf,
    /// The timetable before.
    before: PathBuf,
    /// The timetable after.
    after: PathBuf,
    /// One JSON object on standard output.
    #[arg(long)]
    json: bool,
}

/// What becomes of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Placed,
    Lost,
    /// Other groups, or the same at other times, or another hour with the counselor.
    Moved,
}

impl Change {
    pub fn words(self) -> &'static str {
        match self {
            Change::Placed => "gets a week",
            Change::Lost => "loses their week",
            Change::Moved => "changes",
        }
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit> {
    let loaded = Loaded::read(&arguments.instance)?;
    let before = loaded.solution(&arguments.before)?;
    let after = loaded.solution(&arguments.after)?;
    let instance = &loaded.instance;
    let people = people_changed(instance, &before, &after);
    let groups = groups_changed(&before, &after);
    let scores = (score(instance, &before), score(instance, &after));
    if arguments.json {
        say(&object(&people, &groups, &scores).to_string());
    } else {
        describe(instance, (&before, &after), &people, &groups, &scores);
    }
    Ok(Exit::Well)
}

/// Everybody whose week differs. A week is what a person lives, so a group that moves changes the week of all in it.
pub(crate) fn people_changed(
    instance: &Instance,
    before: &Solution,
    after: &Solution,
) -> Vec<(usize, Change)> {
    let lived = |s: &Solution, p: usize, week: &Week| -> BTreeSet<_> {
        let sessions = week::sessions(instance, s, p, week);
        sessions.iter().map(|x| (x.at, x.group)).collect()
    };
    let change = |p: usize| match (&before.weeks[p], &after.weeks[p]) {
        (None, Some(_)) => Some(Change::Placed),
        (Some(_), None) => Some(Change::Lost),
        (Some(a), Some(b)) if lived(before, p, a) != lived(after, p, b) => Some(Change::Moved),
        _ => None,
    };
    (0..instance.people().len())
        .filter_map(|p| Some((p, change(p)?)))
        .collect()
}

fn groups_changed(before: &Solution, after: &Solution) -> Vec<usize> {
    let pairs = before.groups.iter().zip(&after.groups);
    let differ = pairs.enumerate().filter(|(_, (a, b))| a != b);
    differ.map(|(g, _)| g).collect()
}

fn describe(
    instance: &Instance,
    (before, after): (&Solution, &Solution),
    people: &[(usize, Change)],
    groups: &[usize],
    (a, b): &(Score, Score),
) {
    let total = instance.people().len();
    say(&format!(
        "{} of {total} people and {} of {} groups differ; placed {} -> {}; cost {} -> {}",
        people.len(),
        groups.len(),
        instance.groups().len(),
        before.placed(),
        after.placed(),
        thousands(a.total),
        thousands(b.total)
    ));
    for (which, s) in [("before", a), ("after", b)] {
        if !s.broken.is_empty() {
            say(&format!("{which} breaks {} hard rules", s.broken.len()));
        }
    }
    for ((part, was), (_, is)) in a.parts.named().into_iter().zip(b.parts.named()) {
        if was != is {
            let change = thousands(is - was);
            let sign = if is > was { "+" } else { "" };
            let (was, is) = (thousands(was), thousands(is));
            say(&format!(
                "  {part:<20}{was:>10} -> {is:>10}  {sign}{change}"
            ));
        }
    }
    for &g in groups {
        let name = &instance.groups()[g].name;
        let (was, is) = (runs(instance, before, g), runs(instance, after, g));
        say(&format!("{name} (group {g}): {was} -> {is}"));
    }
    for (p, change) in people {
        let name = &instance.people()[*p].name;
        say(&format!("{name} (person {p}) {}", change.words()));
    }
}

/// When a group runs and who leads it, in words.
fn runs(instance: &Instance, solution: &Solution, group: usize) -> String {
    match solution.groups[group] {
        None => "does not run".into(),
        Some(r) => format!(
            "{} with {}",
            meetings(instance, solution.meetings(instance, group)),
            instance.staff()[r.leader as usize].name
        ),
    }
}

fn object(people: &[(usize, Change)], groups: &[usize], (a, b): &(Score, Score)) -> Value {
    let changed: Vec<Value> = people
        .iter()
        .map(|(p, change)| json!({ "person": p, "change": change.words() }))
        .collect();
    json!({
        "people": changed, "groups": groups,
        "before": { "cost": a.total, "broken": a.broken.len(), "parts": a.parts },
        "after": { "cost": b.total, "broken": b.broken.len(), "parts": b.parts },
    })
}
