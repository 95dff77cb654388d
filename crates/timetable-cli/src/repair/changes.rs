//! What happened: from flags, or from a JSON file.

use crate::files::{Loaded, read_json};
use crate::words::{day_by_name, minute};
use anyhow::{Result, anyhow, bail};
use clap::Args;
use serde::Deserialize;
use serde_json::Value;
use std::path::{Path, PathBuf};
use timetable::{Change, Instance};

/// The changes; at least one.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
pub(crate) struct Flags {
    /// A staff member is out: `WHO@DAY` or `WHO@DAY,17:00-20:00`; may be given again.
    #[arg(long, value_name = "WHO@DAY")]
    leader_out: Vec<String>,
    /// A person has a new commitment: `WHO@DAY` or `WHO@DAY,9:00-10:30`; may be given again.
    #[arg(long, value_name = "WHO@DAY")]
    person_busy: Vec<String>,
    /// A room cannot be used: its number, counted from 0 in the instance.
    #[arg(long, value_name = "R")]
    room_gone: Vec<usize>,
    /// A site is closed for a day: `SITE@DAY`.
    #[arg(long, value_name = "K@DAY")]
    site_closed: Vec<String>,
    /// A new person: a JSON file with what `participants` of an instance has for one.
    #[arg(long, value_name = "FILE")]
    new_person: Vec<PathBuf>,
    /// A JSON list of changes: `[{"staff-out":{"staff":3,"day":1,"from":18,"to":26}}, {"new-person":{…}}]`.
    #[arg(long, value_name = "FILE")]
    change: Vec<PathBuf>,
}

/// What happened, in order: new people come first.
#[derive(Debug, Default)]
pub(crate) struct Happened {
    pub changes: Vec<Change>,
    pub people: Vec<Value>,
}

/// One entry of a change file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    NewPerson {
        #[serde(rename = "new-person")]
        new_person: Value,
    },
    Other(Change),
}

impl Flags {
    /// Reads everything that the flags name.
    pub fn read(&self, loaded: &Loaded) -> Result<Happened> {
        let instance = &loaded.instance;
        let mut happened = Happened::default();
        for text in &self.leader_out {
            let flag = "--leader-out";
            let (who, when) = split(flag, text)?;
            let staff = loaded.staff(flag, who)?;
            let (day, from, to) = span(flag, when, instance)?;
            happened.changes.push(Change::StaffOut {
                staff,
                day,
                from,
                to,
            });
        }
        for text in &self.person_busy {
            let flag = "--person-busy";
            let (who, when) = split(flag, text)?;
            let person = loaded.person(flag, who)?;
            let (day, from, to) = span(flag, when, instance)?;
            happened.changes.push(Change::PersonBusy {
                person,
                day,
                from,
                to,
            });
        }
        for &room in &self.room_gone {
            happened.changes.push(Change::RoomGone { room });
        }
        for text in &self.site_closed {
            let flag = "--site-closed";
            let (site, when) = split(flag, text)?;
            let site = site
                .parse()
                .map_err(|_| anyhow!("{flag} {text}: {site} is not a number of a site"))?;
            let (day, ..) = span(flag, when, instance)?;
            happened.changes.push(Change::SiteClosed { site, day });
        }
        for path in &self.new_person {
            happened.people.push(json(path, "a person")?);
        }
        for path in &self.change {
            let entries: Vec<Entry> = json(path, "a list of changes")?;
            for entry in entries {
                match entry {
                    Entry::NewPerson { new_person } => happened.people.push(new_person),
                    Entry::Other(change) => happened.changes.push(change),
                }
            }
        }
        Ok(happened)
    }
}

fn json<T: serde::de::DeserializeOwned>(path: &Path, what: &str) -> Result<T> {
    read_json(path, &format!("{what} as --help shows it"))
}

fn split<'a>(flag: &str, text: &'a str) -> Result<(&'a str, &'a str)> {
    text.split_once('@')
        .ok_or_else(|| anyhow!("{flag} {text}: give WHO@DAY, such as 3@tue"))
}

/// `tue` or `tue,17:00-20:00` as a day and its units; a half unit counts whole.
fn span(flag: &str, text: &str, instance: &Instance) -> Result<(usize, usize, usize)> {
    let (day, hours) = text.split_once(',').unwrap_or((text, ""));
    let Some(day) = day_by_name(day, instance.days()) else {
        bail!("{flag}: {day} is not a day of the instance; give one such as tue");
    };
    if hours.is_empty() {
        return Ok((day, 0, instance.units()));
    }
    let ends = hours.split_once('-').and_then(|(from, to)| {
        let (from, to) = (minute(from)?, minute(to)?);
        (from < to).then_some((from, to))
    });
    let Some((from, to)) = ends else {
        bail!("{flag}: {hours} is not a span of hours; give one such as 17:00-20:30");
    };
    let per_unit = instance.unit_minutes();
    let since = |minute: u32| minute.saturating_sub(instance.first_minute());
    let unit = |n: u32| {
        usize::try_from(n)
            .unwrap_or(usize::MAX)
            .min(instance.units())
    };
    Ok((
        day,
        unit(since(from) / per_unit),
        unit(since(to).div_ceil(per_unit)),
    ))
}
