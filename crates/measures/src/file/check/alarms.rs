//! What has to hold for alarms: they can be raised, they say what to do, and no safety flag is without one.

use super::rules::{Subject, when};
use super::{CheckedFile, FileError, Instrument};
use crate::instrument::{Alarm, Condition, Item, Since, Urgency};
use std::collections::BTreeSet;

/// Checks every alarm.
pub(super) fn all(instrument: &Instrument, at: CheckedFile<'_>) -> Result<(), FileError> {
    let mut codes = BTreeSet::new();
    for (index, alarm) in instrument.alarms.iter().enumerate() {
        let problem = if codes.insert(&alarm.code) {
            self::alarm(instrument, alarm).err()
        } else {
            Some(format!("“{}” is there twice", alarm.code))
        };
        if let Some(problem) = problem {
            let remedy = "write it as the alarms of measures/cows.toml are".to_owned();
            return Err(at.refuse("alarms", index, "", problem, remedy));
        }
    }
    match unguarded(instrument) {
        None => Ok(()),
        Some(item) => Err(at.refuse(
            "alarms",
            0,
            "when",
            format!("item {item} is behind a safety flag and no alarm names it"),
            "write the alarm that it raises".to_owned(),
        )),
    }
}

fn alarm(instrument: &Instrument, alarm: &Alarm) -> Result<(), String> {
    if alarm.says.trim().is_empty() || alarm.does.trim().is_empty() {
        return Err("an alarm says what was found, and what to do".to_owned());
    }
    if alarm.graver.is_some_and(|graver| graver >= alarm.clock) {
        return Err("`graver` is no sooner than `clock`".to_owned());
    }
    match (&alarm.when, &alarm.since) {
        (Some(rule), None) => {
            when(instrument, rule, Subject::Any)?;
            rule.0
                .iter()
                .flatten()
                .try_for_each(|c| reachable(instrument, c))
        }
        (None, Some(since)) => self::since(instrument, since),
        _ => Err("an alarm has either `when` or `since`".to_owned()),
    }
}

/// A cut that no answer reaches would be an alarm that never sounds; one that every answer reaches sounds always.
fn reachable(instrument: &Instrument, condition: &Condition) -> Result<(), String> {
    let least = condition.at_least.unwrap_or(i32::MIN);
    let most = condition.at_most.unwrap_or(i32::MAX);
    let points: Vec<i32> = match (&condition.item, &condition.scale) {
        (Some(id), _) => instrument.item(id.as_str()).map_or_else(Vec::new, reached),
        (None, Some(id)) => match (instrument.scale(id), condition.rated) {
            (Some(scale), None) => (scale.range[0]..=scale.range[1]).collect(),
            (Some(scale), Some(_)) => (0..).take(scale.items.len() + 1).collect(),
            (None, _) => Vec::new(),
        },
        (None, None) => return Ok(()),
    };
    let subject = condition.item.as_ref().map(ToString::to_string);
    let subject = subject
        .or_else(|| condition.scale.clone())
        .unwrap_or_default();
    let meets = |points: &i32| (least..=most).contains(points);
    if !points.iter().any(meets) {
        return Err(format!("no answer gives {subject} such points"));
    }
    if points.iter().all(meets) {
        return Err(format!("every answer gives {subject} such points"));
    }
    Ok(())
}

fn reached(item: &Item) -> Vec<i32> {
    let values = item.kind.values();
    values
        .into_iter()
        .filter_map(|value| item.points(value))
        .map(|points| points.0)
        .collect()
}

fn since(instrument: &Instrument, since: &Since) -> Result<(), String> {
    let [low, high] = match (&since.item, &since.scale) {
        (Some(id), None) => {
            let item = instrument.item(id.as_str());
            let (low, high) = item
                .ok_or_else(|| format!("there is no item {id}"))?
                .range();
            [low.0, high.0]
        }
        (None, Some(id)) => {
            let scale = instrument.scale(id);
            scale
                .ok_or_else(|| format!("there is no scale {id}"))?
                .range
        }
        _ => return Err("`since` compares one item or one scale".to_owned()),
    };
    if since
        .from_at_most
        .is_some_and(|from| !(low..high).contains(&from))
    {
        return Err("nothing could rise from `from_at_most`".to_owned());
    }
    if since.hours_max.is_some_and(|hours| hours < 1) {
        return Err("`hours_max` is below an hour".to_owned());
    }
    if since.up < 1 || since.up > high - low {
        return Err(format!("a rise of {} cannot be", since.up));
    }
    Ok(())
}

/// The first item behind a safety flag that no alarm names.
fn unguarded(instrument: &Instrument) -> Option<String> {
    let flags = instrument.flags.iter();
    let safety = flags.filter(|flag| flag.urgency == Urgency::Safety);
    let guarded = safety.flat_map(|flag| flag.when.0.iter().flatten());
    let alarms = || {
        instrument
            .alarms
            .iter()
            .filter_map(|alarm| alarm.when.as_ref())
    };
    let names = |condition: &Condition| {
        alarms()
            .flat_map(|when| when.0.iter().flatten())
            .any(|other| (&other.item, &other.scale) == (&condition.item, &condition.scale))
    };
    guarded
        .filter(|condition| condition.sex.is_none())
        .find(|condition| !names(condition))
        .map(|condition| match (&condition.item, &condition.scale) {
            (Some(item), _) => item.to_string(),
            (None, scale) => scale.clone().unwrap_or_default(),
        })
}
