//! The eleven criteria, what is behind somebody, and medicines for opioid use disorder.

use crate::assessment::facts::view::{PERHAPS, View, at_least, includes, sure};
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::disorder::{CRITERIA, Count, Severity};
use crate::assessment::finding::{Interval, QuestionId, Substance};
use std::sync::LazyLock;

/// Where tolerance and withdrawal stand among the criteria.
const PHYSIOLOGICAL: [usize; 2] = [9, 10];
const WITHDRAWAL: usize = 10;
/// House rule: days without use and criteria after which a severe disorder no longer asks for an IOP by itself.
const BEHIND_DAYS: i32 = 90;
const DAY_HOURS: i32 = 24;
/// Buprenorphine, methadone and naltrexone stand first among the medicines.
const FOR_OPIOIDS: i32 = 0b111;

static CRITERION_IDS: LazyLock<Vec<QuestionId>> = LazyLock::new(|| {
    CRITERIA
        .iter()
        .filter_map(|id| QuestionId::find(id))
        .collect()
});

/// The criteria met and unknown for one substance.
pub fn counted(view: View<'_>, substance: Substance) -> Count {
    let prescribed = view
        .known_of(ids::AS_PRESCRIBED, substance)
        .is_some_and(|prescribed| prescribed.low == 1);
    let mut count = Count::default();
    for (at, id) in CRITERION_IDS.iter().enumerate() {
        let impossible = at == WITHDRAWAL && !substance.has_withdrawal();
        if impossible || (prescribed && PHYSIOLOGICAL.contains(&at)) {
            continue;
        }
        match view.of(*id, substance) {
            Interval { low: 1, .. } => count.met += 1,
            Interval { high: 1, .. } => count.unknown += 1,
            Interval { .. } => {}
        }
    }
    count
}

pub fn of(view: View<'_>, substance: Substance) -> Interval {
    if !view.named.contains(&substance) && !view.named.is_empty() {
        return Interval::exactly(0);
    }
    let (least, most) = counted(view, substance).severity();
    Interval::between(rank(least), rank(most))
}

/// The place of a severity among the options of `disorder.severity`.
const fn rank(severity: Option<Severity>) -> i32 {
    match severity {
        None => 0,
        Some(Severity::Mild) => 1,
        Some(Severity::Moderate) => 2,
        Some(Severity::Severe) => 3,
    }
}

fn most_severe(view: View<'_>, without: Option<Substance>) -> Interval {
    let anything = Interval::between(0, rank(Some(Severity::Severe)));
    if view.named.is_empty() {
        return anything;
    }
    view.named
        .iter()
        .filter(|substance| Some(**substance) != without)
        .map(|substance| view.of(ids::DISORDER_OF, *substance))
        .reduce(Interval::highest)
        .unwrap_or(Interval::exactly(0))
}

pub fn severity(view: View<'_>) -> Interval {
    most_severe(view, None)
}

/// Tobacco is treated in outpatient care however severe the disorder is.
pub fn active(view: View<'_>) -> Interval {
    let severity = most_severe(view, Some(Substance::Nicotine));
    if view.at(ids::STEPPED_DOWN).low == 1 {
        return Interval::between(0, severity.high.min(rank(Some(Severity::Mild))));
    }
    severity
}

/// It lowers a need, so it counts only where it is known: a level completed or a remission, 90 days, and no use since.
pub fn stepped_down(view: View<'_>) -> Interval {
    let known = |question, position| {
        view.known(question)
            .is_some_and(|value| at_least(value, position).low == 1)
    };
    let finished = known(ids::COMPLETED_LEVEL, 1) || known(ids::REMISSION, 1);
    let long = known(ids::ABSTINENT_DAYS, BEHIND_DAYS) || known(ids::REMISSION, 1);
    let used_since = view.named.iter().any(|substance| {
        *substance != Substance::Nicotine
            && view.of(ids::HOURS_AGO, *substance).low < BEHIND_DAYS * DAY_HOURS
            && (view.known_of(ids::LAST, *substance).is_some()
                || view.of(ids::DAYS, *substance).high > 0)
    });
    sure(finished && long && !used_since)
}

pub fn on_moud(view: View<'_>) -> Interval {
    view.known(ids::USE_DISORDER_MEDICINES)
        .map_or(PERHAPS, |medicines| includes(medicines, FOR_OPIOIDS))
}
