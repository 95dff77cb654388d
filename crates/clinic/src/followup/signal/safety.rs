//! What is known of a danger to somebody, where decisions about them are made.

use super::closing::grounds;
use super::{Pages, may_answer};
use crate::followup::on_call::{self, Duty};
use crate::intake::inquiry::{Touch, touch};
use crate::people::minor;
use crate::people::minor::Ward;
use crate::{Clinic, Look, Refusal};
use care::followup::signal::{Grounds, Signal};
use care::stays::handover::KeptHandover;
use care::{PersonId, SignalId, TimeZoneName};
use policy::{Action, Actor, Resource};
use record::followup::signal;
use record::people::person as people;
use record::stays::handover;

/// The open safety signals about somebody, as the pages about them warn of it.
#[derive(Clone, Debug)]
pub struct Warning {
    /// The most urgent of those that nobody has answered, and among those the oldest; of all where each was answered.
    pub signal: Signal,
    /// Whether somebody said what was done about it, since its latest reason.
    pub answered: bool,
    /// How many more there are.
    pub more: usize,
    /// Each of them, and this one.
    pub all: Vec<SignalId>,
    /// The zone of their site, by whose clocks it is told.
    pub zone: TimeZoneName,
}

/// The danger to somebody that is still open; nothing where there is none, or where the actor may not answer it. That
/// it was seen is noted with the head of the same page ([`crate::people::about`]).
pub fn warning(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
) -> Result<Option<Warning>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        let open = open_dangers(look, person)?;
        let more = open.len().saturating_sub(1);
        let all = open.iter().map(|signal| signal.id).collect();
        let Some((signal, answered)) = most_pressing(look, open)? else {
            return Ok(None);
        };
        Ok(Some(Warning {
            signal,
            answered,
            more,
            all,
            zone: door::zone(look.read, look.actor, person)?,
        }))
    })
}

/// The most pressing of the dangers to somebody that are open, with whether somebody answered it and how many more
/// there are; the journal knows that it was seen. Nothing where the actor may not answer it.
pub(crate) fn pressing(
    look: &mut Look<'_, '_>,
    person: PersonId,
) -> Result<Option<(Signal, bool, usize)>, Refusal> {
    let organization = Resource::Organization(look.organization());
    if !look.could_on(Action::ListSignals, &organization) {
        return Ok(None);
    }
    let open = open_dangers(look, person)?;
    let more = open.len().saturating_sub(1);
    let Some((signal, answered)) = most_pressing(look, open)? else {
        return Ok(None);
    };
    look.saw(
        "signal.listed",
        ("person", person.uuid()),
        Some(person),
        None,
    );
    Ok(Some((signal, answered, more)))
}

/// The open safety signals about somebody, the most urgent and oldest first; none where the actor may not answer them.
fn open_dangers(look: &mut Look<'_, '_>, person: PersonId) -> Result<Vec<Signal>, Refusal> {
    if !may_answer(look, person)? {
        return Ok(Vec::new());
    }
    // The entry of the journal names the rule by which this person's signals are seen.
    look.permit_patient(Action::RespondToSignal, person)?;
    let mut open = signal::open_of(look.read, person)?;
    open.retain(|signal| signal.kind.is_safety());
    Ok(open)
}

/// The first that nobody has answered, or else the first, with whether it was answered.
fn most_pressing(
    look: &mut Look<'_, '_>,
    open: Vec<Signal>,
) -> Result<Option<(Signal, bool)>, Refusal> {
    let answered = signal::all_answered_at(look.read, &open)?;
    let waits = |signal: &Signal| signal.is_unanswered(answered.get(&signal.id).copied());
    let waiting = open.iter().position(waits);
    let pressing = open.into_iter().nth(waiting.unwrap_or_default());
    Ok(pressing.map(|signal| (signal, waiting.is_none())))
}

/// What the safety page about somebody shows.
pub struct Safety {
    /// What the person is called.
    pub called: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Who answers for them, where they are a minor.
    pub ward: Ward,
    /// The zone of their site, by whose clocks all of it is told.
    pub zone: TimeZoneName,
    /// What the request for help says about being in touch.
    pub touch: Touch,
    /// Which pages about them the actor may open.
    pub pages: Pages,
    /// Whether the actor may score an instrument.
    pub may_score: bool,
    /// The open safety signals about them that the actor may answer, the most urgent and oldest first.
    pub open: Vec<Signal>,
    /// What closing a risk of suicide goes by, where one is open.
    pub grounds: Option<Grounds>,
    /// The sheet with which they were handed over last, where a signal is open.
    pub handed: Option<KeptHandover>,
    /// Who is on call for them now, for whoever may see the rota.
    pub duty: Option<Duty>,
}

/// Opens the safety page about somebody. What is seen of a signal or a request goes by the rule of each.
pub fn safety(clinic: &Clinic, actor: &Actor, person: PersonId) -> Result<Safety, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, person)?;
        let (name, contact) = people::load(look.read, person)?;
        let zone = door::zone(look.read, actor, person)?;
        let today = zone.local(look.now).date();
        look.saw(
            "patient.viewed",
            ("person", person.uuid()),
            Some(person),
            None,
        );
        let open = open(look, person)?;
        let mut stands = None;
        for signal in &open {
            stands = stands.or(grounds(look.read, signal)?);
        }
        let handed = if open.is_empty() {
            None
        } else {
            handover::last(look.read, person)?
        };
        Ok(Safety {
            called: name.full(),
            phone: contact.phone.map(String::from),
            ward: minor::ward(look, person, today)?,
            zone,
            may_score: look.could(Action::ScoreMeasure, person)?,
            open,
            grounds: stands,
            handed,
            touch: touch(look, person)?,
            pages: Pages::of(look, person)?,
            duty: duty(look, person)?,
        })
    })
}

fn duty(look: &mut Look<'_, '_>, person: PersonId) -> Result<Option<Duty>, Refusal> {
    let organization = Resource::Organization(look.organization());
    if look.could_on(Action::ViewOnCall, &organization) {
        on_call::duty(look, person)
    } else {
        Ok(None)
    }
}

fn open(look: &mut Look<'_, '_>, person: PersonId) -> Result<Vec<Signal>, Refusal> {
    let organization = look.organization();
    if !look.could_on(Action::ListSignals, &Resource::Organization(organization)) {
        return Ok(Vec::new());
    }
    let open = open_dangers(look, person)?;
    for signal in &open {
        look.saw(
            "signal.viewed",
            ("signal", signal.id.uuid()),
            Some(person),
            None,
        );
    }
    Ok(open)
}
