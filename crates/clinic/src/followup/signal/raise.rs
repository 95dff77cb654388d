//! Raising a signal, in the act that caused it.

use crate::followup::alert;
use crate::{Act, Refusal};
use care::followup::signal::{About, Alarm, FurtherReason, Once, Signal, SignalKind, Urgency};
use care::{PersonId, SignalId};
use record::followup::signal;

/// What is raised.
pub(crate) struct Raise<'a> {
    /// About whom.
    pub person: PersonId,
    /// What about.
    pub kind: SignalKind,
    /// How soon somebody has to look.
    pub urgency: Urgency,
    /// Why, in sentences for staff.
    pub words: String,
    /// What it is raised on.
    pub about: About,
    /// When the same is not worth a second signal.
    pub once: Option<Once<'a>>,
}

/// Raises a signal in the act that caused it; answers its id, or nothing when the same one was raised before.
pub(crate) fn raise(act: &mut Act<'_, '_>, raise: Raise<'_>) -> Result<Option<SignalId>, Refusal> {
    let once = raise.once;
    let signal = card(act, raise);
    if !signal::raise(act.tx, act.clinic.dice(), &signal, once)? {
        return Ok(None);
    }
    told_raised(act, &signal)?;
    Ok(Some(signal.id))
}

/// A signal to which nothing has happened yet.
fn card(act: &Act<'_, '_>, raise: Raise<'_>) -> Signal {
    Signal {
        id: act.id(),
        person: raise.person,
        kind: raise.kind,
        matter: None,
        urgency: raise.urgency,
        words: raise.words,
        further: Vec::new(),
        gone: Vec::new(),
        about: raise.about,
        occasion: raise.once.map(|once| once.key().to_owned()),
        raised_at: act.now,
        raised_by: act.actor.person(),
        closed: None,
        answer_by: None,
        waits_since: None,
        first_by: None,
        step: Some(0),
        taken: None,
    }
}

fn told_raised(act: &mut Act<'_, '_>, signal: &Signal) -> Result<(), Refusal> {
    let detail = serde_json::json!({
        "kind": signal.kind,
        "matter": signal.matter,
        "urgency": signal.urgency,
    });
    let subject = ("signal", signal.id.uuid());
    act.clinic.bell().note();
    act.journal("signal.raised", subject, Some(signal.person), Some(detail))
}

/// Raises what a rule, a band or an answer asks for, in the act that found it. One event is one card: while a signal of
/// the same person and matter is open, this is a further reason on it and makes it more urgent, never less;
/// [`Signal::join`] says when its clock begins anew. Answers the card, or nothing when the same reason stands on it
/// already and nobody has answered it yet.
pub fn raise_alarm(
    act: &mut Act<'_, '_>,
    person: PersonId,
    alarm: &Alarm,
    about: About,
    reason_key: &str,
) -> Result<Option<SignalId>, Refusal> {
    let open = signal::open_of(act.tx, person)?;
    let same = |signal: &Signal| signal.matter == Some(alarm.matter);
    if let Some(open) = open.into_iter().find(same) {
        return join(act, open, alarm, about, reason_key);
    }
    let raise = Raise {
        person,
        kind: alarm.matter.kind(),
        urgency: alarm.urgency,
        words: alarm.words.clone(),
        about,
        once: None,
    };
    let mut signal = Signal {
        matter: Some(alarm.matter),
        occasion: Some(reason_key.to_owned()),
        ..card(act, raise)
    };
    signal::raise(act.tx, act.clinic.dice(), &signal, None)?;
    told_raised(act, &signal)?;
    alert::begin(act, &mut signal)?;
    Ok(Some(signal.id))
}

fn join(
    act: &mut Act<'_, '_>,
    mut open: Signal,
    alarm: &Alarm,
    about: About,
    reason_key: &str,
) -> Result<Option<SignalId>, Refusal> {
    let was = open.urgency;
    let reason = FurtherReason {
        key: reason_key.to_owned(),
        words: alarm.words.clone(),
        urgency: alarm.urgency,
        about,
        at: act.now,
        by: act.actor.person(),
    };
    let answered_at = signal::answered_at(act.tx, open.id)?;
    let Some(begins) = open.join(reason, answered_at) else {
        return Ok(None);
    };
    signal::join(act.tx, act.clinic.dice(), &open)?;
    let detail = serde_json::json!({
        "matter": alarm.matter,
        "urgency": alarm.urgency,
        "was": was,
    });
    act.journal(
        "signal.joined",
        ("signal", open.id.uuid()),
        Some(open.person),
        Some(detail),
    )?;
    act.clinic.bell().note();
    if begins {
        alert::begin(act, &mut open)?;
    }
    Ok(Some(open.id))
}
