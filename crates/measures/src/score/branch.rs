//! Which items were asked, given the answers: the skip rules, and answers that contradict them.

use super::ScoreError;
use crate::instrument::{Condition, Contradiction, Instrument, Item, ItemId, Points, When};
use crate::{Absence, Answers, ItemAnswer};
use std::collections::{BTreeMap, BTreeSet};

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemState {
    /// Answered.
    Given(Points),
    /// Not asked, because an earlier answer leaves it out; counts no points.
    LeftOut,
    /// Asked, or to be asked, and not answered.
    Absent(Absence),
}

/// The states of all items, and what does not fit together.
pub(super) struct Resolved {
    pub states: BTreeMap<ItemId, ItemState>,
    pub disagreements: Vec<String>,
}

/// The items to ask, given what was answered so far, in the official order.
pub fn to_ask<'a>(instrument: &'a Instrument, answers: &Answers) -> Vec<&'a Item> {
    let given = |id: &ItemId| points(instrument, answers, id);
    let left_out = left_out(instrument, &given);
    let items = instrument.items.iter();
    items.filter(|item| !left_out.contains(&item.id)).collect()
}

/// Turns answers into points, following the skip rules.
pub(super) fn resolve(instrument: &Instrument, answers: &Answers) -> Result<Resolved, ScoreError> {
    for (id, answer) in answers.iter() {
        let Some(item) = instrument.item(id.as_str()) else {
            return Err(ScoreError::no_item(instrument, id));
        };
        if let ItemAnswer::Value(value) = answer
            && item.points(value).is_none()
        {
            return Err(ScoreError::not_an_answer(instrument, item, value));
        }
    }
    let given = |id: &ItemId| points(instrument, answers, id);
    let left_out = left_out(instrument, &given);
    let mut states = BTreeMap::new();
    for item in &instrument.items {
        let state = match (given(&item.id), answers.get(item.id.as_str())) {
            (Some(points), _) => ItemState::Given(points),
            (None, _) if left_out.contains(&item.id) => ItemState::LeftOut,
            (None, ItemAnswer::Absent(why)) => ItemState::Absent(why),
            (None, ItemAnswer::Value(_)) => ItemState::Absent(Absence::Missing),
        };
        states.insert(item.id.clone(), state);
    }
    let disagreements = disagreements(instrument, answers, &given)?;
    Ok(Resolved {
        states,
        disagreements,
    })
}

fn points(instrument: &Instrument, answers: &Answers, id: &ItemId) -> Option<Points> {
    match answers.get(id.as_str()) {
        ItemAnswer::Value(value) => instrument.item(id.as_str())?.points(value),
        ItemAnswer::Absent(_) => None,
    }
}

fn left_out<'a>(
    instrument: &'a Instrument,
    given: &impl Fn(&ItemId) -> Option<Points>,
) -> BTreeSet<&'a ItemId> {
    let rules = instrument.skips.iter();
    rules
        .filter(|rule| applies(&rule.when, given))
        .flat_map(|rule| &rule.skip)
        .collect()
}

/// Whether a branch is taken. What was not answered takes no branch.
fn applies(when: &When, given: &impl Fn(&ItemId) -> Option<Points>) -> bool {
    let holds = |condition: &Condition| {
        let points = condition.item.as_ref().and_then(given);
        points.is_some_and(|points| {
            condition.at_least.is_none_or(|least| points.0 >= least)
                && condition.at_most.is_none_or(|most| points.0 <= most)
        })
    };
    when.0.iter().any(|all| all.iter().all(holds))
}

fn disagreements(
    instrument: &Instrument,
    answers: &Answers,
    given: &impl Fn(&ItemId) -> Option<Points>,
) -> Result<Vec<String>, ScoreError> {
    let mut sentences = Vec::new();
    for rule in instrument.skips.iter().filter(|r| applies(&r.when, given)) {
        let answered = |id: &&ItemId| given(id).is_some_and(|points| points.0 != 0);
        let Some(id) = rule.skip.iter().find(answered) else {
            continue;
        };
        let gates = rule.when.0.iter().flatten().filter_map(|c| c.item.as_ref());
        let gates: Vec<_> = gates.map(|gate| named(instrument, gate)).collect();
        let (gate, item) = (gates.join(" and "), named(instrument, id));
        if rule.contradiction == Contradiction::Refuse {
            return Err(ScoreError::contradiction(instrument, &gate, &item));
        }
        sentences.push(format!(
            "{gate} was answered so that {item} is not asked, yet it was answered; it was counted. Ask which is right."
        ));
    }
    for check in &instrument.checks {
        let value = |id: &ItemId| match answers.get(id.as_str()) {
            ItemAnswer::Value(value) => Some(value),
            ItemAnswer::Absent(_) => None,
        };
        let both = value(&check.item).zip(value(&check.not_more_than));
        if both.is_some_and(|(part, whole)| part > whole) {
            sentences.push(format!(
                "{} is more than {}, which includes it. Ask which is right.",
                named(instrument, &check.item),
                named(instrument, &check.not_more_than)
            ));
        }
    }
    Ok(sentences)
}

fn named(instrument: &Instrument, id: &ItemId) -> String {
    let label = instrument.item(id.as_str()).map(|item| &item.label);
    label.map_or_else(
        || format!("item {id}"),
        |label| format!("item {id} ({label})"),
    )
}
