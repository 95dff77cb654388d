//! The criteria of a file, and what must hold of them beyond the grammar.

use super::CRITERIA_MAX;
use super::criterion::{Beside, Criterion, Raises, Weight};
use super::problem::Notes;
use super::raw::{RawBeside, RawCriterion, RawSignal};
use crate::LevelOfCare;
use crate::assessment::condition::{Expression, Trend, parse};
use crate::assessment::facts::FactSlot;
use crate::assessment::place::Place;
use toml::Spanned;

/// The lowest priority; 1 is looked at first.
const PRIORITY_MAX: u8 = 5;

/// What stands beside levels.
pub(super) fn besides(raw: Vec<Spanned<RawBeside>>, notes: &mut Notes<'_>) -> Vec<Beside> {
    let mut besides: Vec<Beside> = Vec::new();
    let mut covered: Vec<Spanned<String>> = Vec::new();
    for entry in raw {
        let at = entry.span().start;
        let raw = entry.into_inner();
        let empty = [&raw.code, &raw.text, &raw.source]
            .iter()
            .any(|text| text.trim().is_empty());
        if empty || besides.iter().any(|known| known.code == raw.code) {
            notes.add(
                at,
                format!(
                    "“{}” lacks a text or a source, or stands here twice.",
                    raw.code
                ),
                "Give each its own code, a text and where it comes from.",
            );
        }
        besides.push(Beside {
            code: raw.code,
            text: raw.text,
            emergency: raw.emergency,
            up_to: raw.up_to,
            covers: raw
                .covers
                .iter()
                .map(|code| code.get_ref().clone())
                .collect(),
            source: raw.source,
        });
        covered.extend(raw.covers);
    }
    for code in &covered {
        explained(code, &besides, notes);
    }
    besides
}

/// The place of a code among what stands beside levels; one that is explained nowhere is noted.
fn explained(code: &Spanned<String>, besides: &[Beside], notes: &mut Notes<'_>) -> Option<usize> {
    let at = besides
        .iter()
        .position(|known| known.code == *code.get_ref());
    if at.is_none() {
        notes.add(
            code.span().start,
            format!("“{}” is explained nowhere.", code.get_ref()),
            "Add a [[beside]] entry with this code.",
        );
    }
    at
}

/// The criteria, those that can be used.
pub(super) fn criteria(
    raw: Vec<Spanned<RawCriterion>>,
    besides: &[Beside],
    notes: &mut Notes<'_>,
) -> Vec<Criterion> {
    if let Some(over) = raw.get(CRITERIA_MAX) {
        notes.add(
            over.span().start,
            format!("There are more than {CRITERIA_MAX} criteria."),
            "Join some with “or”.",
        );
    }
    let mut criteria: Vec<Criterion> = Vec::new();
    for entry in raw.into_iter().take(CRITERIA_MAX) {
        let id = &entry.get_ref().id;
        if criteria.iter().any(|known| known.id == *id.get_ref()) {
            notes.add(
                id.span().start,
                format!("A second criterion is called “{}”.", id.get_ref()),
                "Give each its own id.",
            );
        }
        criteria.extend(criterion(entry.get_ref(), besides, notes));
    }
    criteria
}

fn criterion(raw: &RawCriterion, besides: &[Beside], notes: &mut Notes<'_>) -> Option<Criterion> {
    texts(raw, notes);
    let (weight, least, levels) = effect(raw, notes);
    let prescriber = prescriber(raw, least, notes);
    let expression = condition(raw.id.get_ref(), &raw.when, notes)?;
    if least.is_some_and(|least| least.rank() > 0) && expression.trend() != Trend::Rising {
        notes.add(
            raw.when.span().start,
            "A more dangerous answer could make this criterion false, and so lead to less care.",
            "Compare toward danger: “at least” for what gets worse as it rises, “is yes” for a danger, without “not”.",
        );
    }
    let mut slots: Vec<FactSlot> = expression.slots();
    let signals: Vec<Raises> = raw
        .signal
        .iter()
        .filter_map(|signal| raises(raw.id.get_ref(), signal.get_ref(), notes))
        .collect();
    for slot in signals
        .iter()
        .filter_map(|signal| signal.when.as_ref())
        .flat_map(Expression::slots)
    {
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    Some(Criterion {
        id: raw.id.get_ref().clone(),
        weight,
        least,
        prescriber,
        levels,
        until: raw.until.as_ref().map(|text| text.get_ref().clone()),
        signals,
        beside: beside(raw, besides, notes),
        watch: raw.watch.as_ref().map(|text| text.get_ref().clone()),
        priority: *raw.priority.get_ref(),
        sure: raw.sure,
        label: raw.label.get_ref().clone(),
        when: raw.when.get_ref().clone(),
        source: raw.source.get_ref().clone(),
        slots,
        expression,
    })
}

fn texts(raw: &RawCriterion, notes: &mut Notes<'_>) {
    let always = [
        (&raw.id, "id"),
        (&raw.label, "label"),
        (&raw.source, "source"),
    ];
    let some = [(&raw.until, "until"), (&raw.watch, "watch")];
    let some = some
        .into_iter()
        .filter_map(|(text, name)| Some((text.as_ref()?, name)));
    for (text, name) in always.into_iter().chain(some) {
        if text.get_ref().trim().is_empty() {
            notes.add(
                text.span().start,
                format!("The {name} is empty."),
                "Every criterion has an id, a label and a source in your words; “house rule” is a source.",
            );
        }
    }
    if !(1..=PRIORITY_MAX).contains(raw.priority.get_ref()) {
        notes.add(
            raw.priority.span().start,
            format!("priority = {} is not possible.", raw.priority.get_ref()),
            format!("Write a number from 1, looked at first, to {PRIORITY_MAX}."),
        );
    }
}

/// What it does to levels.
fn effect(raw: &RawCriterion, notes: &mut Notes<'_>) -> (Weight, Option<Place>, Vec<LevelOfCare>) {
    match (&raw.least, &raw.supports) {
        (Some(least), None) => {
            let place = Place::from_code(least.get_ref());
            if place.is_none() {
                let codes: Vec<&str> = Place::all().map(Place::code).collect();
                notes.add(
                    least.span().start,
                    format!("“{}” is no level.", least.get_ref()),
                    format!("Use one of: {}.", codes.join(", ")),
                );
            }
            let below = LevelOfCare::ALL
                .into_iter()
                .filter(|level| place.is_some_and(|place| Place::Level(*level) < place));
            (Weight::Least, place, below.collect())
        }
        (None, Some(levels)) => {
            let mut list = levels.get_ref().clone();
            list.sort_unstable();
            list.dedup();
            if list.is_empty() {
                notes.add(
                    levels.span().start,
                    "A supporting criterion lists its levels.",
                    "Write supports = [\"intensive_outpatient\"].",
                );
            }
            (Weight::Supporting, None, list)
        }
        (None, None) => {
            let says = raw.until.is_some()
                || raw.watch.is_some()
                || !raw.signal.is_empty()
                || !raw.beside.is_empty();
            if !says {
                notes.add(
                    raw.id.span().start,
                    format!("The criterion “{}” says nothing.", raw.id.get_ref()),
                    "Give it a least level, levels it supports, a signal, or something beside the level.",
                );
            }
            (Weight::Beside, None, Vec::new())
        }
        (Some(least), Some(_)) => {
            notes.add(
                least.span().start,
                "A criterion asks for a least level or supports levels, not both.",
                "Write two criteria.",
            );
            (Weight::Beside, None, Vec::new())
        }
    }
}

/// Whether only somebody who prescribes chooses less; below the first level there is nothing to choose.
fn prescriber(raw: &RawCriterion, least: Option<Place>, notes: &mut Notes<'_>) -> bool {
    let Some(said) = &raw.prescriber else {
        return false;
    };
    if *said.get_ref() && least.is_none_or(|least| least.rank() == 0) {
        notes.add(
            said.span().start,
            format!(
                "The criterion “{}” asks for no level, so nobody could choose less.",
                raw.id.get_ref()
            ),
            "Give it a least level above the first, or remove “prescriber”.",
        );
    }
    *said.get_ref()
}

fn condition(id: &str, when: &Spanned<String>, notes: &mut Notes<'_>) -> Option<Expression> {
    match parse(when.get_ref(), None) {
        Ok(expression) => Some(expression),
        Err((what, remedy)) => {
            notes.add(when.span().start, format!("In “{id}”: {what}."), remedy);
            None
        }
    }
}

fn raises(id: &str, raw: &RawSignal, notes: &mut Notes<'_>) -> Option<Raises> {
    let when = match &raw.when {
        None => None,
        Some(when) => Some(condition(id, when, notes)?),
    };
    Some(Raises {
        matter: raw.matter,
        urgency: raw.urgency,
        when,
        when_text: raw.when.as_ref().map(|text| text.get_ref().clone()),
    })
}

fn beside(raw: &RawCriterion, besides: &[Beside], notes: &mut Notes<'_>) -> Vec<usize> {
    raw.beside
        .iter()
        .filter_map(|code| explained(code, besides, notes))
        .collect()
}
