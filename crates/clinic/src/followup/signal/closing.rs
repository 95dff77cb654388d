//! What closing a signal goes by.

use crate::{Act, Refusal};
use care::followup::signal::{Grounds, Matter, ResponseOutcome, Signal, closing_lacks};
use care::stays::handover::KeptHandover;
use record::Read;
use record::assessment::measure;
use record::followup::safety_plan;

/// How the codes of all forms of the C-SSRS begin.
const C_SSRS: &str = "c-ssrs";

/// Refuses to close what wanted somebody within the hour before it is said what became of it.
pub(super) fn may_close(
    act: &mut Act<'_, '_>,
    signal: &Signal,
    words: &str,
    outcome: &ResponseOutcome,
) -> Result<(), Refusal> {
    let grounds = grounds(act.tx, signal)?.unwrap_or_default();
    let lacks = closing_lacks(signal, words, outcome, &grounds);
    if lacks.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Fields(lacks))
    }
}

/// What stands about somebody at risk of suicide; nothing where the signal is about something else, or can wait.
pub(super) fn grounds(read: &mut impl Read, signal: &Signal) -> Result<Option<Grounds>, Refusal> {
    if signal.matter != Some(Matter::Suicide) || !signal.asks_outcome() {
        return Ok(None);
    }
    let taken = measure::taken(read, signal.person)?;
    let scored = taken
        .into_iter()
        .filter(|(code, _)| code.starts_with(C_SSRS));
    let plan = safety_plan::latest(read, signal.person)?;
    Ok(Some(Grounds {
        screened: scored.map(|(_, at)| at).max(),
        planned: plan.map(|kept| kept.at),
    }))
}

/// Whether a hand-over is what was done about a danger: it was written since the latest reason of an open card.
pub fn is_handed(signal: &Signal, kept: &KeptHandover) -> bool {
    signal.closed.is_none() && signal.kind.is_safety() && kept.at >= signal.latest_reason()
}
