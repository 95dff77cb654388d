//! Which alarms a result raises, alone and beside the one before.

use super::{Context, FlagState, ScoreError, branch, scale_scores};
use crate::Answers;
use crate::instrument::{Alarm, Clock, Instrument, Matter, Since};
use crate::score::truth::{Facts, Truth};
use serde::Serialize;
use std::collections::BTreeMap;

/// The result before this one, of the same instrument in the same version.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// What was answered then.
    pub answers: &'a Answers,
    /// How many whole hours ago.
    pub hours: i64,
}

/// An alarm that a result raises, or that absent answers keep from being ruled out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RaisedAlarm {
    /// Its code.
    pub code: String,
    /// What the danger is.
    pub matter: Matter,
    /// How soon somebody acts; one step softer where it only cannot be ruled out.
    pub clock: Clock,
    /// How soon, where the rest of the record says that this danger may get worse.
    pub graver: Option<Clock>,
    /// Whether it stands.
    pub state: FlagState,
    /// What was found, in sentences.
    pub says: String,
    /// What to do, in a few words.
    pub does: String,
}

/// The alarms that answers raise, the soonest first. Pure, as [`score`](super::score()) is.
///
/// # Errors
/// [`ScoreError`], as scoring has them.
pub fn alarms(
    instrument: &Instrument,
    answers: &Answers,
    context: &Context,
    earlier: Option<Earlier<'_>>,
) -> Result<Vec<RaisedAlarm>, ScoreError> {
    let mut ladders: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    let mut raised = Vec::new();
    with_facts(instrument, answers, context, |now| {
        for alarm in &instrument.alarms {
            let state = match truth(now, alarm, context, earlier) {
                Truth::Yes => FlagState::Raised,
                Truth::Unknown => FlagState::CannotRuleOut,
                Truth::No => continue,
            };
            if let Some(ladder) = &alarm.ladder {
                let (stands, open) = ladders.entry(ladder).or_default();
                if *stands || (*open && state == FlagState::CannotRuleOut) {
                    continue;
                }
                *stands |= state == FlagState::Raised;
                *open |= state == FlagState::CannotRuleOut;
            }
            raised.push(RaisedAlarm::new(alarm, state));
        }
    })?;
    raised.sort_by_key(|alarm| (alarm.clock, alarm.state));
    Ok(raised)
}

impl RaisedAlarm {
    fn new(alarm: &Alarm, state: FlagState) -> Self {
        let within = |clock: Clock| match state {
            FlagState::Raised => clock,
            FlagState::CannotRuleOut => clock.softer(alarm.matter),
        };
        let says = match state {
            FlagState::Raised => alarm.says.clone(),
            FlagState::CannotRuleOut => format!(
                "Answers are absent, so this cannot be ruled out; ask. {}",
                alarm.says
            ),
        };
        Self {
            code: alarm.code.clone(),
            matter: alarm.matter,
            clock: within(alarm.clock),
            graver: alarm.graver.map(within),
            state,
            says,
            does: alarm.does.clone(),
        }
    }
}

/// Holds answers that were worked out against `then`.
fn with_facts<T>(
    instrument: &Instrument,
    answers: &Answers,
    context: &Context,
    then: impl FnOnce(&Facts<'_>) -> T,
) -> Result<T, ScoreError> {
    let resolved = branch::resolve(instrument, answers)?;
    let scales = scale_scores(instrument, &resolved, context);
    Ok(then(&Facts {
        instrument,
        resolved: &resolved,
        scales: &scales,
        sex: context.sex,
    }))
}

fn truth(now: &Facts<'_>, alarm: &Alarm, context: &Context, earlier: Option<Earlier<'_>>) -> Truth {
    let alone = alarm.when.as_ref().map_or(Truth::No, |when| now.when(when));
    let risen = match (&alarm.since, earlier) {
        (Some(since), Some(earlier)) => risen(now, since, context, earlier),
        _ => Truth::No,
    };
    alone.max(risen)
}

/// Whether there are more points than before. A result before that is itself incomplete tells of no rise: the bands speak
/// for what it may have been.
fn risen(now: &Facts<'_>, since: &Since, context: &Context, earlier: Earlier<'_>) -> Truth {
    if since.hours_max.is_some_and(|most| earlier.hours > most) {
        return Truth::No;
    }
    let of = |facts: &Facts<'_>| facts.bounds(since.item.as_ref(), since.scale.as_deref(), None);
    let before = with_facts(now.instrument, earlier.answers, context, of);
    let (Ok(Some((low, high))), Some((least, most))) = (before, of(now)) else {
        return Truth::No;
    };
    if low != high || since.from_at_most.is_some_and(|from| low.0 > from) {
        return Truth::No;
    }
    if least.0 - low.0 >= since.up {
        Truth::Yes
    } else if most.0 - low.0 >= since.up {
        Truth::Unknown
    } else {
        Truth::No
    }
}
