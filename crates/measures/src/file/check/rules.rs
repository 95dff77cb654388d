//! What has to hold for skips, checks, flags, triage, changes and traps: whatever they name exists.

use super::{CheckedFile, FileError, Instrument};
use crate::instrument::{ChangeRule, Condition, ItemId, Variant, When};
use std::collections::BTreeSet;

/// Checks every rule.
pub(super) fn all(instrument: &Instrument, at: CheckedFile<'_>) -> Result<(), FileError> {
    let refuse = |table: &str, index: usize, problem: String| {
        let remedy = "name an item or scale of this file, and one measure".to_owned();
        at.refuse(table, index, "", problem, remedy)
    };
    let known = |id: &ItemId| match instrument.item(id.as_str()) {
        Some(_) => Ok(()),
        None => Err(format!("there is no item {id}")),
    };
    for (index, skip) in instrument.skips.iter().enumerate() {
        (skip.skip.iter().try_for_each(known))
            .and_then(|()| when(instrument, &skip.when, Subject::ItemsOnly))
            .map_err(|problem| refuse("skips", index, problem))?;
    }
    for (index, check) in instrument.checks.iter().enumerate() {
        (known(&check.item).and_then(|()| known(&check.not_more_than)))
            .map_err(|problem| refuse("checks", index, problem))?;
    }
    let mut codes = BTreeSet::new();
    for (index, flag) in instrument.flags.iter().enumerate() {
        if !codes.insert(&flag.code) {
            return Err(refuse(
                "flags",
                index,
                format!("“{}” is there twice", flag.code),
            ));
        }
        when(instrument, &flag.when, Subject::Any)
            .map_err(|problem| refuse("flags", index, problem))?;
    }
    let levels = instrument.triage.iter().flat_map(|triage| &triage.levels);
    for (index, level) in levels.enumerate() {
        when(instrument, &level.when, Subject::Any)
            .map_err(|problem| refuse("triage.levels", index, problem))?;
    }
    for (index, change) in instrument.changes.iter().enumerate() {
        self::change(instrument, change).map_err(|problem| refuse("changes", index, problem))?;
    }
    for (index, trap) in instrument.traps.iter().enumerate() {
        known(&trap.item).map_err(|problem| refuse("traps", index, problem))?;
    }
    for (index, variant) in instrument.variants.iter().enumerate() {
        self::variant(instrument, variant).map_err(|p| refuse("variants", index, p))?;
    }
    Ok(())
}

/// What a condition may be about.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Subject {
    Any,
    /// A branch is taken before anything is summed.
    ItemsOnly,
}

pub(super) fn when(instrument: &Instrument, when: &When, subject: Subject) -> Result<(), String> {
    if when.0.is_empty() || when.0.iter().any(Vec::is_empty) {
        return Err("`when` has no condition".to_owned());
    }
    when.0
        .iter()
        .flatten()
        .try_for_each(|c| condition(instrument, c, subject))
}

fn condition(i: &Instrument, c: &Condition, subject: Subject) -> Result<(), String> {
    let bounded = c.at_least.is_some() || c.at_most.is_some();
    match (&c.item, &c.scale, c.sex) {
        (Some(id), None, None) if i.item(id.as_str()).is_none() => {
            Err(format!("there is no item {id}"))
        }
        (None, Some(id), None) if i.scale(id).is_none() => Err(format!("there is no scale {id}")),
        _ if c.rated.is_some() && c.scale.is_none() => {
            Err("`rated` counts the items of a scale, so name one".to_owned())
        }
        (None, None, Some(_)) if !bounded && subject == Subject::Any => Ok(()),
        (Some(_), None, None) if bounded => Ok(()),
        (None, Some(_), None) if bounded && subject == Subject::Any => Ok(()),
        _ => Err(
            "a condition is about one item, one scale (with at_least or at_most) or the \
                  recorded sex; a skip only about items"
                .to_owned(),
        ),
    }
}

fn change(instrument: &Instrument, rule: &ChangeRule) -> Result<(), String> {
    let measures = [rule.points, rule.percent_down, rule.falls_below];
    match measures.into_iter().flatten().collect::<Vec<_>>()[..] {
        _ if instrument.scale(&rule.scale).is_none() => {
            Err(format!("there is no scale {}", rule.scale))
        }
        [measure] if measure > 0 => Ok(()),
        _ => Err("a change has one of points, percent_down and falls_below, above 0".to_owned()),
    }
}

/// A variant that this instrument fits itself would refuse every file.
fn variant(instrument: &Instrument, variant: &Variant) -> Result<(), String> {
    let needed = instrument
        .items
        .iter()
        .filter(|item| !item.optional)
        .count();
    let own = needed..=instrument.items.len();
    match (variant.items, &variant.item, variant.answers) {
        (Some(items), None, None) if own.contains(&items) => {
            Err(format!("this instrument itself has {items} items"))
        }
        (Some(_), None, None) => Ok(()),
        (None, Some(id), Some(answers)) => match instrument.item(id.as_str()) {
            None => Err(format!("there is no item {id}")),
            Some(item) if item.kind.values().len() == answers => {
                Err(format!("item {id} itself has {answers} answers"))
            }
            Some(_) => Ok(()),
        },
        _ => Err("a variant is told by `items`, or by `item` with `answers`".to_owned()),
    }
}
