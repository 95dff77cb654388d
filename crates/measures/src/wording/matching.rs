//! Holds what a file has against the structure of an instrument, item by item.

mod answers;

use super::found::{Found, FoundItem};
use super::{ItemWording, TEXT_CHARS_MAX, Wording, WordingError};
use crate::instrument::{Instrument, Item};

/// Whether a text can be shown: there is one, of sensible length, without control characters.
pub(super) fn is_text(text: &str) -> bool {
    let control = |c: char| c.is_control() && c != '\n' && c != '\t' && c != '\r';
    !text.trim().is_empty() && text.chars().count() <= TEXT_CHARS_MAX && !text.chars().any(control)
}

/// The wording, if every item is there, in order, with the answers the instrument has.
pub(super) fn check(instrument: &Instrument, found: &Found) -> Result<Wording, WordingError> {
    for trap in &instrument.traps {
        let sprung = |item: &FoundItem| item.loinc.contains(&trap.loinc);
        if found.items.iter().any(sprung) {
            return Err(WordingError::Trap(trap.says.clone()));
        }
    }
    let mut questions = found.items.iter().peekable();
    let mut items = Vec::new();
    for item in &instrument.items {
        let Some(question) = questions.peek() else {
            if item.optional {
                continue;
            }
            return Err(count(
                instrument,
                found,
                &format!("item {} ({}) is not there", item.id, item.label),
            ));
        };
        if item.optional && !is_same(instrument, item, question) {
            continue;
        }
        items.push(one(instrument, item, question, found.may_have_gaps)?);
        questions.next();
    }
    if let Some(question) = questions.next() {
        let which = format!("question “{}” is too many", question.name);
        return Err(count(instrument, found, &which));
    }
    Ok(Wording {
        instrument: instrument.code.clone(),
        version: instrument.version.clone(),
        origin: found.origin.clone(),
        copyright: found.copyright.clone(),
        items,
    })
}

fn count(instrument: &Instrument, found: &Found, which: &str) -> WordingError {
    WordingError::Count {
        instrument: instrument.short.clone(),
        expected: instrument
            .items
            .iter()
            .filter(|item| !item.optional)
            .count(),
        found: found.items.len(),
        which: which.to_owned(),
    }
}

fn one(
    instrument: &Instrument,
    item: &Item,
    question: &FoundItem,
    may_have_gaps: bool,
) -> Result<ItemWording, WordingError> {
    let refuse = |problem: String| WordingError::Item {
        instrument: instrument.short.clone(),
        item: item.id.to_string(),
        label: item.label.clone(),
        problem,
    };
    if !is_same(instrument, item, question) {
        return Err(refuse(difference(instrument, item, question)));
    }
    if !is_text(&question.text) {
        return Err(refuse(format!(
            "question “{}” has no text, or one that is longer than {TEXT_CHARS_MAX} characters or has control characters",
            question.name
        )));
    }
    let answers = answers::check(item, question, may_have_gaps).map_err(refuse)?;
    Ok(ItemWording {
        item: item.id.clone(),
        text: question.text.clone(),
        answers,
    })
}

/// Whether nothing says that the question is another one. A code decides where both have one; else the order does.
fn is_same(instrument: &Instrument, item: &Item, question: &FoundItem) -> bool {
    if let (Some(expected), Some(found)) = (&item.va, &question.va) {
        return expected == found;
    }
    let confirmed = item
        .loinc
        .iter()
        .filter(|code| instrument.is_confirmed(code));
    let mut codes = confirmed.chain(&item.loinc_also).peekable();
    codes.peek().is_none()
        || question.loinc.is_empty()
        || codes.any(|code| question.loinc.contains(code))
}

fn difference(instrument: &Instrument, item: &Item, question: &FoundItem) -> String {
    let other = instrument.items.iter().find(|other| {
        other.loinc.iter().any(|code| question.loinc.contains(code))
            || (other.va.is_some() && other.va == question.va)
    });
    if let Some(other) = other {
        return format!(
            "in its place is item {} ({}); put the questions in the official order, none left out",
            other.id, other.label
        );
    }
    let codes = match (&question.va, &item.va) {
        (Some(found), Some(expected)) => [found.clone(), expected.clone()],
        _ => [
            question.loinc.join(", "),
            item.loinc.clone().unwrap_or_default(),
        ],
    };
    let [found, expected] = codes;
    format!(
        "question “{}” is {found} and should be {expected}; this is another question",
        question.name
    )
}
