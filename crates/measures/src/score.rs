//! Scoring: answers in, points, bands, flags and triage out, with everything that was absent said.

mod alarm;
mod branch;
mod error;
mod marked;
mod result;
mod truth;

pub use alarm::{Earlier, RaisedAlarm, alarms};
pub use branch::to_ask;
pub use error::ScoreError;
pub use marked::{MarkedItem, marked};
pub use result::{
    AbsentItem, BandRead, FlagState, Outcome, RaisedFlag, ScaleScore, Scored, Triaged,
};

use crate::instrument::{Instrument, Points, Scale, Sex};
use crate::{Absence, Answers};
use branch::{ItemState, Resolved};
use serde::Deserialize;
use std::collections::BTreeMap;
use truth::{Facts, Truth};

/// What scoring needs to know besides the answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// The recorded sex, where a published cut depends on it.
    pub sex: Option<Sex>,
    /// The set of bands a clinic chose where sources disagree, by scale id.
    #[serde(default)]
    pub bands: BTreeMap<String, String>,
}

/// Scores an instrument. Pure: the same answers give the same result, in whatever order they came.
///
/// # Errors
/// [`ScoreError`] names the item and what to do: an answer to an item that is not there, a value that is not among the
/// answers, answers that contradict a gate, or bands that do not exist. Absent answers are no error; what can be
/// scored is, and the rest says why not.
pub fn score(
    instrument: &Instrument,
    answers: &Answers,
    context: &Context,
) -> Result<Scored, ScoreError> {
    check_bands(instrument, context)?;
    let resolved = branch::resolve(instrument, answers)?;
    let scales = scale_scores(instrument, &resolved, context);
    let facts = Facts {
        instrument,
        resolved: &resolved,
        scales: &scales,
        sex: context.sex,
    };
    let flags = flags(instrument, &facts);
    let triage = triage(instrument, &facts);
    Ok(Scored {
        instrument: instrument.code.clone(),
        version: instrument.version.clone(),
        flags,
        triage,
        absent: absent(instrument, &resolved),
        left_out: resolved.left_out(instrument),
        disagreements: resolved.disagreements,
        scales,
    })
}

fn check_bands(instrument: &Instrument, context: &Context) -> Result<(), ScoreError> {
    for (id, name) in &context.bands {
        let Some(scale) = instrument.scale(id) else {
            return Err(ScoreError::no_scale(instrument, id));
        };
        if scale.bands(Some(name)).is_none() {
            return Err(ScoreError::no_bands(instrument, scale, name));
        }
    }
    Ok(())
}

fn scale_scores(
    instrument: &Instrument,
    resolved: &Resolved,
    context: &Context,
) -> Vec<ScaleScore> {
    let scales = instrument.scales.iter();
    scales
        .map(|scale| scale_score(instrument, scale, resolved, context))
        .collect()
}

fn scale_score(
    instrument: &Instrument,
    scale: &Scale,
    resolved: &Resolved,
    context: &Context,
) -> ScaleScore {
    let outcome = outcome(instrument, scale, resolved);
    let name = context.bands.get(&scale.id).map(String::as_str);
    let bands = scale.bands(name);
    let band = outcome.points().zip(bands).and_then(|(points, bands)| {
        let band = bands.of(points)?;
        Some(BandRead {
            set: bands.name.clone(),
            code: band.code.clone(),
            label: band.label.clone(),
        })
    });
    ScaleScore {
        scale: scale.id.clone(),
        title: scale.title.clone(),
        total: scale.total,
        range: scale.range.map(Points),
        outcome,
        band,
    }
}

/// A complete sum; or one in which the mean of the others stands for a few absent answers, rounded half up; or none.
fn outcome(instrument: &Instrument, scale: &Scale, resolved: &Resolved) -> Outcome {
    let (mut sum, mut absent) = (Points(0), Vec::new());
    let (mut at_least, mut at_most) = (Points(0), Points(0));
    for id in &scale.items {
        let (low, high) = match (resolved.state(id.as_str()), instrument.item(id.as_str())) {
            (ItemState::Given(points), _) => (points, points),
            (ItemState::LeftOut, _) => (Points(0), Points(0)),
            (ItemState::Absent(_), item) => {
                absent.push(id.clone());
                item.map(crate::Item::range).unwrap_or_default()
            }
        };
        at_least = Points(at_least.0 + low.0);
        at_most = Points(at_most.0 + high.0);
        if absent.last() != Some(id) {
            sum = Points(sum.0 + low.0);
        }
    }
    let of = scale.items.len();
    let most = scale.missing.as_ref().map_or(0, |missing| missing.most);
    if absent.is_empty() {
        return Outcome::Complete { points: sum };
    }
    if absent.len() > most {
        return Outcome::not_scored(&absent, of, most, at_least, at_most);
    }
    let answered = of - absent.len();
    Outcome::Prorated {
        points: prorate(sum, answered, of),
        answered,
        of,
    }
}

/// `sum` of `answered` items, scaled to `of` items and rounded half up. `answered` is at least 1.
fn prorate(sum: Points, answered: usize, of: usize) -> Points {
    // An instrument has at most a few hundred items (checked with its file), so nothing is lost here.
    let (k, n) = (
        i32::try_from(answered.max(1)).unwrap_or(i32::MAX),
        i32::try_from(of).unwrap_or(i32::MAX),
    );
    Points((2 * sum.0 * n + k).div_euclid(2 * k))
}

fn flags(instrument: &Instrument, facts: &Facts<'_>) -> Vec<RaisedFlag> {
    let mut flags: Vec<_> = instrument
        .flags
        .iter()
        .filter_map(|flag| {
            let state = match facts.when(&flag.when) {
                Truth::Yes => FlagState::Raised,
                Truth::Unknown => FlagState::CannotRuleOut,
                Truth::No => return None,
            };
            Some(RaisedFlag {
                code: flag.code.clone(),
                urgency: flag.urgency,
                state,
                says: match state {
                    FlagState::Raised => flag.says.clone(),
                    FlagState::CannotRuleOut => format!(
                        "Answers are absent, so this cannot be ruled out; ask. {}",
                        flag.says
                    ),
                },
            })
        })
        .collect();
    flags.sort_by_key(|flag| (std::cmp::Reverse(flag.urgency), flag.state));
    flags
}

/// The highest level reached; and the highest that absent answers could still reach.
fn triage(instrument: &Instrument, facts: &Facts<'_>) -> Option<Triaged> {
    let triage = instrument.triage.as_ref()?;
    let truths: Vec<_> = (triage.levels.iter())
        .map(|level| (level, facts.when(&level.when)))
        .collect();
    let reached = truths.iter().position(|(_, truth)| *truth == Truth::Yes);
    let open = truths
        .iter()
        .position(|(_, truth)| *truth == Truth::Unknown);
    let higher = open.filter(|open| reached.is_none_or(|reached| *open < reached));
    let at = |index: Option<usize>| index.and_then(|i| truths.get(i)).map(|(level, _)| *level);
    Some(Triaged {
        title: triage.title.clone(),
        level: at(reached).map(|level| level.code.clone()),
        label: at(reached).map_or(triage.none.clone(), |level| level.label.clone()),
        could_be: at(higher).map(|level| level.label.clone()),
    })
}

fn absent(instrument: &Instrument, resolved: &Resolved) -> Vec<AbsentItem> {
    let items = instrument.items.iter().filter(|item| !item.optional);
    items
        .filter_map(|item| match resolved.state(item.id.as_str()) {
            ItemState::Absent(why) => Some(AbsentItem {
                item: item.id.clone(),
                label: item.label.clone(),
                why,
            }),
            ItemState::Given(_) | ItemState::LeftOut => None,
        })
        .collect()
}

impl Resolved {
    fn state(&self, item: &str) -> ItemState {
        let state = self.states.get(item).copied();
        state.unwrap_or(ItemState::Absent(Absence::Missing))
    }

    fn left_out(&self, instrument: &Instrument) -> Vec<crate::ItemId> {
        let ids = instrument.items.iter().map(|item| &item.id);
        ids.filter(|id| self.state(id.as_str()) == ItemState::LeftOut)
            .cloned()
            .collect()
    }
}
