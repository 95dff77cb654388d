//! What only shows when all questions are looked at together: words that mean two things, and whether the item behind a
//! safety flag is surely the one it is taken for.

use super::super::found::FoundItem;
use super::super::{ItemWording, WordingError};
use super::same_words;
use crate::instrument::{Instrument, Item, ItemId};

/// One item, the question that stands for it, and its wording.
pub(super) struct Pair<'a> {
    pub item: &'a Item,
    pub question: &'a FoundItem,
    pub wording: ItemWording,
    /// Whether only the order of its answers says which is which.
    pub by_order: bool,
}

/// The same words mean the same among items with the same answers; otherwise one of them runs the wrong way.
pub(super) fn check(instrument: &Instrument, pairs: &[Pair<'_>]) -> Result<(), WordingError> {
    let refuse = |problem: String| {
        Err(WordingError::Contradicts {
            instrument: instrument.short.clone(),
            problem,
        })
    };
    for (at, pair) in pairs.iter().enumerate() {
        for other in pairs
            .iter()
            .take(at)
            .filter(|other| other.item.kind == pair.item.kind)
        {
            for (value, text) in &pair.wording.answers {
                let mut same = other.wording.answers.iter();
                let same = same.find(|(v, t)| *v != value && same_words(t, text));
                if let Some((elsewhere, _)) = same {
                    return refuse(format!(
                        "“{text}” is {elsewhere} at item {} and {value} at item {}, so one of them is reversed; bring a file in which the same words have the same points",
                        other.item.id, pair.item.id
                    ));
                }
            }
        }
    }
    for guard in instrument.safety_items() {
        let own = pairs.iter().find(|pair| pair.item.id == guard.id);
        let twin = own.and_then(|own| {
            pairs.iter().find(|pair| {
                pair.item.id != guard.id && same_words(&pair.wording.text, &own.wording.text)
            })
        });
        if let Some(twin) = twin {
            return refuse(format!(
                "items {} and {} ask the same, and item {} ({}) carries a safety flag; bring a file in which each question stands once",
                twin.item.id, guard.id, guard.id, guard.label
            ));
        }
    }
    Ok(())
}

/// The items that a person has to look at, in the official order: those behind a safety flag that nothing in the file
/// names, and one for each list of answers whose points follow from nothing but the file's order. A link id that is the
/// official number is no name: programs that make forms number by place, whatever stands there.
pub(super) fn unconfirmed(instrument: &Instrument, pairs: &[Pair<'_>]) -> Vec<ItemId> {
    let guards = instrument.safety_items();
    let is_guard = |pair: &Pair<'_>| guards.iter().any(|guard| guard.id == pair.item.id);
    let mut waiting: Vec<&Pair<'_>> = pairs
        .iter()
        .filter(|pair| is_guard(pair) && (pair.by_order || !is_coded(instrument, pair)))
        .collect();
    // Where nothing is worked out from an answer, its place does not matter.
    let ordered = pairs
        .iter()
        .filter(|pair| pair.by_order && instrument.counts(&pair.item.id));
    for pair in ordered {
        if !waiting.iter().any(|other| have_same_answers(other, pair)) {
            waiting.push(pair);
        }
    }
    let waits = |pair: &&Pair<'_>| waiting.iter().any(|other| other.item.id == pair.item.id);
    let all = pairs.iter().filter(waits);
    all.map(|pair| pair.item.id.clone()).collect()
}

/// Whether two items have the same words for the same points, so that who confirms one has confirmed both.
fn have_same_answers(one: &Pair<'_>, other: &Pair<'_>) -> bool {
    one.item.kind == other.item.kind
        && one.item.reversed == other.item.reversed
        && one.wording.answers == other.wording.answers
}

/// Whether the question carries the item's own code.
fn is_coded(instrument: &Instrument, pair: &Pair<'_>) -> bool {
    if pair.item.va.is_some() && pair.item.va == pair.question.va {
        return true;
    }
    let own = pair
        .item
        .loinc
        .iter()
        .filter(|code| instrument.is_confirmed(code));
    let mut codes = own.chain(&pair.item.loinc_also);
    codes.any(|code| pair.question.loinc.contains(code))
}
