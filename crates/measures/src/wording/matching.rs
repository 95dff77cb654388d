//! Holds what a file has against the structure of an instrument, item by item.

mod answers;
mod whole;

use super::found::{Found, FoundItem};
use super::{ItemWording, TEXT_CHARS_MAX, Wording, WordingError};
use crate::instrument::{Instrument, Item};
use answers::Terms;
use whole::Pair;

/// Whether a text can be shown: there is one, of sensible length, without control characters.
pub(super) fn is_text(text: &str) -> bool {
    // U+FFFD is what is left of a character that some program could not read.
    let control = |c: char| c.is_control() && !['\n', '\t', '\r'].contains(&c) || c == '\u{fffd}';
    !text.trim().is_empty() && text.chars().count() <= TEXT_CHARS_MAX && !text.chars().any(control)
}

/// Whether two texts read the same.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    words(one) == words(other)
}

/// Whether an answer is a number where the form has words. Where our own label is a number, the form has one too.
pub(super) fn is_bare_number(item: &Item, value: i32, text: &str) -> bool {
    let number = |text: &str| {
        text.trim()
            .trim_end_matches(['.', ')'])
            .parse::<f64>()
            .is_ok()
    };
    number(text) && !number(&item.kind.label(value))
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
    let mut pairs: Vec<Pair<'_>> = Vec::new();
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
        pairs.push(one(instrument, item, question, found.may_have_gaps)?);
        questions.next();
    }
    if let Some(question) = questions.next() {
        let which = format!("question “{}” is too many", question.name);
        return Err(count(instrument, found, &which));
    }
    whole::check(instrument, &pairs)?;
    Ok(Wording {
        instrument: instrument.code.clone(),
        version: instrument.version.clone(),
        origin: found.origin.clone(),
        copyright: found.copyright.clone(),
        unconfirmed: whole::unconfirmed(instrument, &pairs),
        notes: notes(found, &pairs),
        items: pairs.into_iter().map(|pair| pair.wording).collect(),
    })
}

/// What somebody who reads the result should know about how it came about.
fn notes(found: &Found, pairs: &[Pair<'_>]) -> Vec<String> {
    let left_out = found
        .left_out
        .iter()
        .map(|what| format!("Left out: {what}."));
    let ordered: Vec<_> = pairs
        .iter()
        .filter(|pair| pair.by_order)
        .map(|pair| pair.item.id.to_string())
        .collect();
    let by_order = (!ordered.is_empty()).then(|| {
        format!("Which answer is which follows from their order, since the file gives neither points nor codes we know (item {}).", ordered.join(", "))
    });
    left_out.chain(by_order).collect()
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

fn one<'a>(
    instrument: &Instrument,
    item: &'a Item,
    question: &'a FoundItem,
    may_have_gaps: bool,
) -> Result<Pair<'a>, WordingError> {
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
    let terms = Terms {
        may_have_gaps,
        counts: instrument.counts(&item.id),
    };
    let matched = answers::check(item, question, terms).map_err(refuse)?;
    Ok(Pair {
        item,
        question,
        wording: ItemWording {
            item: item.id.clone(),
            text: question.text.clone(),
            answers: matched.answers,
        },
        by_order: matched.by_order,
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
