//! The instance's file after the changes: the file that was read, with only what changed rewritten, so that nothing of
//! what it says beyond the problem is lost.

use super::changes::Happened;
use crate::files::Loaded;
use anyhow::{Context, Result, anyhow};
use serde_json::Value;
use timetable::{Change, Instance};

/// The instance with new people in it; none when there are no new people.
pub(crate) fn new_people(loaded: &Loaded, people: &[Value]) -> Result<Option<Instance>> {
    if people.is_empty() {
        return Ok(None);
    }
    let only = Happened {
        people: people.to_vec(),
        ..Happened::default()
    };
    let text = to_text(loaded, &only)?;
    let read = Instance::from_json(&text).map_err(|e| anyhow!("{e}"));
    read.context("the new person does not fit the instance")
        .map(Some)
}

/// The JSON of the instance after the changes.
pub(crate) fn to_text(loaded: &Loaded, happened: &Happened) -> Result<String> {
    let mut all: Value = serde_json::from_str(loaded.text())?;
    if let Some(people) = all["participants"].as_array_mut() {
        people.extend(happened.people.iter().cloned());
    }
    for change in &happened.changes {
        match *change {
            Change::StaffOut {
                staff,
                day,
                from,
                to,
            } => fill(&mut all["staff"][staff]["avail"][day], from, to, 0),
            Change::PersonBusy {
                person,
                day,
                from,
                to,
            } => fill(&mut all["participants"][person]["avail"][day], from, to, -1),
            Change::RoomGone { room } => all["rooms"][room]["cap"] = 0.into(),
            Change::SiteClosed { site, day } => {
                for member in all["staff"].as_array_mut().into_iter().flatten() {
                    if member["site"].as_u64() == Some(site as u64) {
                        fill(&mut member["avail"][day], 0, usize::MAX, 0);
                    }
                }
            }
        }
    }
    Ok(all.to_string())
}

fn fill(row: &mut Value, from: usize, to: usize, value: i64) {
    let units = row.as_array_mut().into_iter().flatten();
    for unit in units.take(to).skip(from) {
        *unit = value.into();
    }
}
