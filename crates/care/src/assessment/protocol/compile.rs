//! From the file to a protocol that can be evaluated quickly.

use super::expression::{Expression, Slots, parse};
use super::load::{RawCriterion, RawProtocol, RawWeight};
use super::numbers::LevelNumbers;
use super::problem::Notes;
use super::{CRITERIA_MAX, Criterion, Protocol, Slot, Weight, bits, check};
use crate::LevelOfCare;
use crate::assessment::finding::{Kind, QuestionId};
use crate::groups::group::Limits;
use toml::Spanned;

/// Checks and compiles; problems go to `notes`, and the protocol is only good when there are none.
pub(super) fn compile(raw: RawProtocol, notes: &mut Notes<'_>) -> Protocol {
    let levels = levels(raw.levels, notes);
    check::group_size(raw.group_size.get_ref(), raw.group_size.span().start, notes);
    let mut cadences = Vec::new();
    for cadence in raw.cadences {
        check::cadence(cadence.get_ref(), cadence.span().start, notes);
        cadences.push(cadence.into_inner());
    }
    let rules = super::rule::rules(raw.rules, notes);
    if raw.criteria.len() > CRITERIA_MAX {
        notes.add(
            raw.criteria[CRITERIA_MAX].span().start,
            format!("There are more than {CRITERIA_MAX} criteria."),
            "Join some with “or”.",
        );
    }
    let mut slots = Slots::default();
    let mut criteria: Vec<Criterion> = Vec::new();
    for entry in raw.criteria.into_iter().take(CRITERIA_MAX) {
        if criteria
            .iter()
            .any(|known| known.id == *entry.get_ref().id.get_ref())
        {
            notes.add(
                entry.get_ref().id.span().start,
                format!(
                    "A second criterion is called “{}”.",
                    entry.get_ref().id.get_ref()
                ),
                "Give each its own id.",
            );
        }
        criteria.extend(criterion(&entry, &mut slots, notes));
    }
    let protocol = assemble(
        (raw.id, raw.version, raw.title),
        (levels, raw.group_size.into_inner()),
        criteria,
        &slots.0,
    );
    let protocol = Protocol {
        cadences,
        rules,
        ..protocol
    };
    for level in LevelOfCare::ALL {
        if protocol.bearing[level as usize] == 0 && notes.problems.is_empty() {
            notes.add(
                0,
                format!(
                    "Nothing can rule out “{}”, so nothing could ever be given as a reason for it.",
                    level.code()
                ),
                format!(
                    "Add an excluding criterion with up_to = \"{}\" or higher.",
                    level.code()
                ),
            );
        }
    }
    protocol
}

fn levels(raw: Vec<Spanned<super::load::RawLevel>>, notes: &mut Notes<'_>) -> Vec<LevelNumbers> {
    let mut levels: Vec<LevelNumbers> = Vec::new();
    for entry in raw {
        let at = entry.span().start;
        let level = LevelNumbers::from(entry.into_inner());
        check::numbers(&level, at, notes);
        if levels.iter().any(|known| known.level == level.level) {
            notes.add(
                at,
                format!(
                    "The level “{}” stands here a second time.",
                    level.level.code()
                ),
                "Keep one entry for each level.",
            );
        }
        levels.push(level);
    }
    levels.sort_by_key(|level| level.level);
    for level in LevelOfCare::ALL {
        if !levels.iter().any(|known| known.level == level) {
            notes.add(
                0,
                format!("The level “{}” is missing.", level.code()),
                format!(
                    "Add [[level]] with level = \"{}\", also when you refer it out.",
                    level.code()
                ),
            );
        }
    }
    levels
}

fn criterion(
    entry: &Spanned<RawCriterion>,
    slots: &mut Slots,
    notes: &mut Notes<'_>,
) -> Option<Criterion> {
    let raw = entry.get_ref();
    let levels = check::levels(raw, raw.weight.span().start, notes);
    for (text, name) in [
        (&raw.id, "id"),
        (&raw.label, "label"),
        (&raw.source, "source"),
    ] {
        if text.get_ref().trim().is_empty() {
            notes.add(
                text.span().start,
                format!("The {name} is empty."),
                "Every criterion has an id, a label and a source in your words; “house rule” is a source.",
            );
        }
    }
    let weight = *raw.weight.get_ref();
    let expression = match parse(raw.when.get_ref(), slots) {
        Ok(expression) => expression,
        Err((what, remedy)) => {
            let what = format!("In “{}”: {what}.", raw.id.get_ref());
            notes.add(raw.when.span().start, what, remedy);
            return None;
        }
    };
    let trend = expression.trend(&|slot| slots.0[usize::from(slot)].question());
    check::trend(weight, trend, raw.when.span().start, notes);
    Some(Criterion {
        id: raw.id.get_ref().clone(),
        weight: match weight {
            RawWeight::Required => Weight::Required,
            RawWeight::Supporting => Weight::Supporting,
            RawWeight::Excluding => Weight::Excluding,
        },
        levels,
        label: raw.label.get_ref().clone(),
        when: raw.when.get_ref().clone(),
        source: raw.source.get_ref().clone(),
        slots: slots_of(&expression),
        expression,
    })
}

fn assemble(
    (id, version, title): (String, u32, String),
    (levels, group_size): (Vec<LevelNumbers>, Limits),
    criteria: Vec<Criterion>,
    questions: &[QuestionId],
) -> Protocol {
    let mut bearing = [0; LevelOfCare::ALL.len()];
    let (mut excluding, mut required) = (0, 0);
    for (at, criterion) in criteria.iter().enumerate() {
        let bit = 1u64 << at;
        match criterion.weight {
            Weight::Excluding => excluding |= bit,
            Weight::Required => required |= bit,
            Weight::Supporting => continue,
        }
        for level in &criterion.levels {
            bearing[*level as usize] |= bit;
        }
    }
    let slots = (0..)
        .zip(questions)
        .map(|(slot, question)| Slot {
            question: *question,
            criteria: criteria
                .iter()
                .enumerate()
                .filter(|(_, criterion)| criterion.slots >> slot & 1 == 1)
                .fold(0, |set, (at, _)| set | 1 << at),
            positions: positions(slot, *question, &criteria),
        })
        .collect();
    Protocol {
        id,
        version,
        title,
        levels,
        group_size,
        cadences: Vec::new(),
        rules: Vec::new(),
        criteria,
        slots,
        bearing,
        excluding,
        required,
    }
}

fn slots_of(expression: &Expression) -> u64 {
    match expression {
        Expression::Within { slot, .. } => 1 << slot,
        Expression::Not(inner) => slots_of(inner),
        Expression::All(parts) | Expression::Any(parts) => {
            parts.iter().fold(0, |set, part| set | slots_of(part))
        }
    }
}

/// Positions that stand for all answers: between two thresholds every number has the same effect.
fn positions(slot: u8, question: QuestionId, criteria: &[Criterion]) -> Vec<i32> {
    let Some((lowest, highest)) = question.question().bounds() else {
        return Vec::new();
    };
    if !matches!(question.question().kind, Kind::Number { .. }) {
        return (lowest..=highest).collect();
    }
    let mut positions = vec![lowest, highest];
    for criterion in criteria {
        if bits(criterion.slots).any(|at| at == usize::from(slot)) {
            thresholds(&criterion.expression, slot, &mut positions);
        }
    }
    positions.retain(|position| (lowest..=highest).contains(position));
    positions.sort_unstable();
    positions.dedup();
    positions
}

fn thresholds(expression: &Expression, wanted: u8, positions: &mut Vec<i32>) {
    match expression {
        Expression::Within { slot, range } if *slot == wanted => positions.extend([
            range.0.saturating_sub(1),
            range.0,
            range.1,
            range.1.saturating_add(1),
        ]),
        Expression::Within { .. } => {}
        Expression::Not(inner) => thresholds(inner, wanted, positions),
        Expression::All(parts) | Expression::Any(parts) => {
            for part in parts {
                thresholds(part, wanted, positions);
            }
        }
    }
}
