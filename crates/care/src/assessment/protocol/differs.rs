//! What a protocol of one's own has otherwise than the one that comes along: whoever signs it sees first what no longer
//! holds.

use super::{Criterion, Protocol};
use crate::assessment::place::Place;
use crate::followup::signal::Urgency;
use std::cmp::Reverse;

impl Protocol {
    /// Whether it says the same, whatever it is called.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        self.title == other.title
            && self.version == other.version
            && self.levels == other.levels
            && self.group_size == other.group_size
            && self.admission == other.admission
            && self.cadences == other.cadences
            && self.rules == other.rules
            && self.besides == other.besides
            && self.criteria == other.criteria
    }

    /// What differs from another one, each in a line: first the dangers that it no longer knows, then other criteria that
    /// are gone, those that changed, those that were added, and the numbers.
    pub(super) fn differences(&self, from: &Self) -> Vec<String> {
        let mut gone: Vec<&Criterion> = from
            .criteria
            .iter()
            .filter(|one| self.called(&one.id).is_none())
            .collect();
        gone.sort_by_key(|one| (Reverse(is_danger(one)), one.priority));
        let mut lines: Vec<String> = gone
            .into_iter()
            .map(|one| {
                let what = if is_danger(one) {
                    "Gone, a danger"
                } else {
                    "Gone"
                };
                format!("**{what}**: {} {} (`{}`)", one.id, one.label, one.when)
            })
            .collect();
        let changed = from
            .criteria
            .iter()
            .filter_map(|one| Some((one, self.called(&one.id)?)));
        lines.extend(changed.filter_map(|(before, now)| {
            let what = self.changes(now, from, before);
            (!what.is_empty())
                .then(|| format!("Changed: {} {}: {}", now.id, now.label, what.join("; ")))
        }));
        let added = self
            .criteria
            .iter()
            .filter(|one| from.called(&one.id).is_none());
        lines.extend(added.map(|one| format!("Added: {} {} (`{}`)", one.id, one.label, one.when)));
        lines.extend(listed("level", &from.levels, &self.levels, |one| {
            one.level.label().to_owned()
        }));
        if self.admission != from.admission {
            lines.push("Changed: what an admission waits for".to_owned());
        }
        if self.group_size != from.group_size {
            lines.push("Changed: the size of groups".to_owned());
        }
        lines.extend(listed("rhythm", &from.cadences, &self.cadences, |one| {
            one.what.replace('_', " ")
        }));
        lines.extend(listed("rule of hours", &from.rules, &self.rules, |one| {
            one.id.clone()
        }));
        lines.extend(listed("words", &from.besides, &self.besides, |one| {
            one.code.replace('_', " ")
        }));
        lines
    }

    fn called(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|one| one.id == id)
    }

    /// What of a criterion is otherwise than it was in another protocol.
    fn changes(&self, now: &Criterion, from: &Self, before: &Criterion) -> Vec<String> {
        let level = |one: &Criterion| one.least.map_or("none", Place::label);
        let mut what = Vec::new();
        if now.least != before.least {
            what.push(format!("at least {}, was {}", level(now), level(before)));
        }
        if now.when != before.when {
            what.push(format!("when `{}`, was `{}`", now.when, before.when));
        }
        if now.signals != before.signals {
            what.push("its signals".to_owned());
        }
        if now.until != before.until {
            what.push("what has to happen first".to_owned());
        }
        if now.prescriber != before.prescriber {
            what.push("who may choose less".to_owned());
        }
        if (now.weight, &now.levels) != (before.weight, &before.levels) {
            what.push("what it does".to_owned());
        }
        if now.watch != before.watch || self.asks(now) != from.asks(before) {
            what.push("what stands beside the level".to_owned());
        }
        if now.priority != before.priority {
            what.push("when it is looked at".to_owned());
        }
        if (&now.label, now.sure, &now.source) != (&before.label, before.sure, &before.source) {
            what.push("its words or its source".to_owned());
        }
        what
    }

    /// The codes of what a criterion asks for beside the level.
    fn asks(&self, criterion: &Criterion) -> Vec<&str> {
        criterion
            .beside
            .iter()
            .filter_map(|at| self.besides.get(*at))
            .map(|beside| beside.code.as_str())
            .collect()
    }
}

/// Whether somebody may come to harm at once where it is not known.
fn is_danger(criterion: &Criterion) -> bool {
    criterion.least == Some(Place::Emergency)
        || criterion
            .signals
            .iter()
            .any(|raises| raises.urgency == Urgency::Now)
}

/// What is gone, changed or added among things that are known by a name.
fn listed<T: PartialEq>(
    kind: &str,
    before: &[T],
    now: &[T],
    name: impl Fn(&T) -> String,
) -> Vec<String> {
    let find = |among: &[T], of: &T| among.iter().position(|one| name(one) == name(of));
    let mut lines = Vec::new();
    // Several may have one name, so what is there word for word is looked for first.
    for one in before.iter().filter(|one| !now.contains(one)) {
        let what = if find(now, one).is_some() {
            "Changed"
        } else {
            "Gone"
        };
        lines.push(format!("{what}: the {kind} “{}”", name(one)));
    }
    let added = now.iter().filter(|one| find(before, one).is_none());
    lines.extend(added.map(|one| format!("Added: the {kind} “{}”", name(one))));
    lines
}
