//! What has to hold between the parts of an instrument.

mod alarms;
mod loinc;
mod rules;
mod scales;

use super::FileError;
use super::locate::CheckedFile;
use crate::instrument::{AnswerKind, Instrument, Item};
use std::collections::BTreeSet;

/// The most items an instrument may have; more is a mistake in a file.
const ITEMS_MAX: usize = 200;
/// The most points one answer may be, up or down.
const POINTS_MAX: i32 = 1_000;

/// Checks everything, the first problem first.
pub(super) fn all(instrument: &Instrument, at: CheckedFile<'_>) -> Result<(), FileError> {
    items(instrument, at)?;
    loinc::all(instrument, at)?;
    scales::all(instrument, at)?;
    rules::all(instrument, at)?;
    alarms::all(instrument, at)
}

fn items(instrument: &Instrument, at: CheckedFile<'_>) -> Result<(), FileError> {
    let count = instrument.items.len();
    if count == 0 || count > ITEMS_MAX {
        return Err(at.refuse(
            "items",
            0,
            "",
            format!("an instrument has 1 to {ITEMS_MAX} items, this one {count}"),
            "write one [[items]] for each question".to_owned(),
        ));
    }
    let (mut ids, mut sequences) = (BTreeSet::new(), BTreeSet::new());
    for (index, item) in instrument.items.iter().enumerate() {
        if !ids.insert(&item.id) {
            return Err(at.refuse(
                "items",
                index,
                "id",
                format!("item {} is there twice", item.id),
                "give every item its own official number".to_owned(),
            ));
        }
        if let Some(problem) = kind(item) {
            return Err(at.refuse(
                "items",
                index,
                "answers",
                problem,
                "correct the [answers] this item names".to_owned(),
            ));
        }
        if instrument.va.is_some() != item.va.is_some()
            || item.va.as_ref().is_some_and(|va| !sequences.insert(va))
        {
            return Err(at.refuse(
                "items",
                index,
                "va",
                "sequence numbers and [va] do not fit".to_owned(),
                "with [va], give every item its own sequence number; without, give none".to_owned(),
            ));
        }
    }
    Ok(())
}

/// What is wrong with the answers of an item.
fn kind(item: &Item) -> Option<String> {
    let (low, high) = item.range();
    if low.0 < -POINTS_MAX || high.0 > POINTS_MAX {
        return Some(format!("points go beyond {POINTS_MAX}"));
    }
    match &item.kind {
        AnswerKind::Options { options } => {
            let values: BTreeSet<_> = options.iter().map(|choice| choice.value).collect();
            if options.len() < 2 {
                return Some("there are fewer than two options".to_owned());
            }
            (values.len() < options.len()).then(|| "two options have the same value".to_owned())
        }
        AnswerKind::YesNo { yes, no } => {
            (yes == no).then(|| "yes and no are the same points".to_owned())
        }
        AnswerKind::Range { min, max } => (min >= max).then(|| "min is not below max".to_owned()),
        AnswerKind::Days { max } => (*max < 1).then(|| "max is below one day".to_owned()),
    }
}
