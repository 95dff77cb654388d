//! What has to hold for scales and their bands.

use super::{CheckedFile, FileError, Instrument};
use crate::instrument::{Bands, Item, Points, Scale};
use std::collections::BTreeSet;

/// Checks every scale.
pub(super) fn all(instrument: &Instrument, at: CheckedFile<'_>) -> Result<(), FileError> {
    let mut ids = BTreeSet::new();
    let mut totals = 0;
    for (index, scale) in instrument.scales.iter().enumerate() {
        totals += usize::from(scale.total);
        let twice = !ids.insert(&scale.id) || totals > 1;
        let problem = if twice {
            Some(("id", "this scale or the total is there twice".to_owned()))
        } else {
            items(instrument, scale).or_else(|| bands(scale))
        };
        if let Some((field, problem)) = problem {
            let remedy = "correct it against the published scoring".to_owned();
            return Err(at.refuse("scales", index, field, problem, remedy));
        }
    }
    Ok(())
}

type Problem = Option<(&'static str, String)>;

fn items(instrument: &Instrument, scale: &Scale) -> Problem {
    let mut summed: Vec<&Item> = Vec::new();
    for id in &scale.items {
        let Some(item) = instrument.item(id.as_str()) else {
            return Some(("items", format!("there is no item {id}")));
        };
        if summed.iter().any(|other| other.id == *id) {
            return Some(("items", format!("item {id} is summed twice")));
        }
        summed.push(item);
    }
    let low: Points = summed.iter().map(|item| item.range().0).sum();
    let high: Points = summed.iter().map(|item| item.range().1).sum();
    if [low.0, high.0] != scale.range || summed.is_empty() {
        let [from, to] = scale.range;
        return Some((
            "range",
            format!("the items sum to {low} to {high}, but the range says {from} to {to}"),
        ));
    }
    let most = scale.missing.as_ref().map_or(0, |missing| missing.most);
    (most >= summed.len()).then(|| ("missing", "every answer could be absent".to_owned()))
}

fn bands(scale: &Scale) -> Problem {
    let mut names = BTreeSet::new();
    scale.bands.iter().find_map(|set| {
        if !names.insert(&set.name) {
            return Some(("bands", format!("“{}” is there twice", set.name)));
        }
        gap(scale, set).map(|problem| ("bands", problem))
    })
}

/// Bands cover the whole range, each beginning where the one before ends.
fn gap(scale: &Scale, set: &Bands) -> Option<String> {
    let [from, to] = scale.range;
    let mut next = from;
    for band in &set.steps {
        if band.from != next || band.to < band.from {
            return Some(format!(
                "in “{}”, “{}” begins at {} instead of {next}, or ends before it begins",
                set.name, band.label, band.from
            ));
        }
        next = band.to + 1;
    }
    (next != to + 1).then(|| format!("“{}” ends at {} instead of {to}", set.name, next - 1))
}
