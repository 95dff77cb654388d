//! One signal with everything around it, as its page shows it.

use super::Pages;
use super::closing::{grounds, is_handed};
use crate::followup::on_call::{self, Duty};
use crate::intake::inquiry::{Touch, anybody, touch};
use crate::{Clinic, Look, Refusal};
use care::followup::clock::Rung;
use care::followup::signal::{Grounds, Response, Signal};
use care::stays::handover::KeptHandover;
use care::{PersonId, SignalId};
use jiff::Timestamp;
use policy::{Action, Actor};
use record::followup::{alert, signal};
use record::people::person;
use record::stays::handover;

/// One signal, as its page shows it.
pub struct ShownSignal {
    /// The signal.
    pub signal: Signal,
    /// What the person is called, and how they are reached by telephone.
    pub called: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// What the request for help says about being in touch.
    pub touch: Touch,
    /// Which pages about the person the actor may open.
    pub pages: Pages,
    /// In whose words it was raised: the first, and each further reason, in their order.
    pub raised_by: Vec<RaisedBy>,
    /// What was done, the oldest first, with who wrote it.
    pub responses: Vec<(Response, String)>,
    /// Who closed it.
    pub closed_by: Option<String>,
    /// Who was told of it, and who opened it.
    pub told: Vec<ToldPerson>,
    /// Who is on call for the person now.
    pub duty: Option<Duty>,
    /// Who said "I have it".
    pub taken_by: Option<String>,
    /// What else is open about the same person, the most urgent first.
    pub beside: Vec<Signal>,
    /// Whom it goes to when its clock runs out, by name, and whether that tells them again.
    pub next: (Vec<(String, Rung)>, bool),
    /// What closing it goes by, where it is a risk of suicide.
    pub grounds: Option<Grounds>,
    /// The sheet with which the person was handed over since the latest reason.
    pub handed: Option<KeptHandover>,
}

/// In whose words a reason of a signal is: during whose act it was raised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RaisedBy {
    /// The person, on their own pages.
    Themselves,
    /// Somebody at the public pages, who asked for help.
    Request,
    /// Nobody: time alone made it true.
    Program,
    /// Somebody who is known by this name.
    Staff(String),
    /// Somebody who was forgotten since.
    Forgotten,
}

/// Opens one signal.
pub fn show(clinic: &Clinic, actor: &Actor, id: SignalId) -> Result<ShownSignal, Refusal> {
    clinic.look(actor, |look| {
        // Asked before anything is read, so that the answer never tells whether there was one.
        look.permit(Action::ListSignals)?;
        let found = signal::find(look.read, id)?;
        let signal = found.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::RespondToSignal, signal.person)?;
        let (name, contact) = person::load(look.read, signal.person)?;
        let mut responses = Vec::new();
        let written = signal::responses(look.read, &signal)?;
        let raised: Vec<PersonId> = std::iter::once(signal.raised_by)
            .chain(signal.further.iter().map(|reason| reason.by))
            .collect();
        look.meet(
            written
                .iter()
                .map(|response| response.by)
                .chain(raised.iter().copied()),
        )?;
        let mut raised_by = Vec::with_capacity(raised.len());
        for by in raised {
            raised_by.push(raiser(look, signal.person, by)?);
        }
        for response in written {
            let by = door::display_name(look, response.by)?.unwrap_or_default();
            responses.push((response, by));
        }
        let closed_by = match signal.closed {
            Some((_, by)) => door::display_name(look, by)?,
            None => None,
        };
        look.saw(
            "signal.viewed",
            ("signal", id.uuid()),
            Some(signal.person),
            None,
        );
        let touch = touch(look, signal.person)?;
        let pages = Pages::of(look, signal.person)?;
        let told = told(look, &signal)?;
        let duty = on_call::duty(look, signal.person)?;
        let taken_by = match signal.taken {
            Some((_, by)) => door::display_name(look, by)?,
            None => None,
        };
        let mut beside = signal::open_of(look.read, signal.person)?;
        beside.retain(|other| other.id != id);
        let next = next(look, &signal)?;
        let grounds = grounds(look.read, &signal)?;
        let handed = handover::last(look.read, signal.person)?;
        let handed = handed.filter(|kept| is_handed(&signal, kept));
        Ok(ShownSignal {
            touch,
            pages,
            told,
            duty,
            taken_by,
            beside,
            next,
            grounds,
            handed,
            raised_by,
            signal,
            called: name.full(),
            phone: contact.phone.map(String::from),
            responses,
            closed_by,
        })
    })
}

fn raiser(look: &mut Look<'_, '_>, about: PersonId, by: PersonId) -> Result<RaisedBy, Refusal> {
    if by == about {
        return Ok(RaisedBy::Themselves);
    }
    if by == anybody() {
        return Ok(RaisedBy::Request);
    }
    if by.uuid().is_nil() {
        return Ok(RaisedBy::Program);
    }
    let name = door::display_name(look, by)?;
    Ok(name.map_or(RaisedBy::Forgotten, RaisedBy::Staff))
}

/// Whom a signal goes to next, by name.
fn next(look: &mut Look<'_, '_>, signal: &Signal) -> Result<(Vec<(String, Rung)>, bool), Refusal> {
    let (tell, again) = crate::followup::alert::next(look.read, signal, look.now)?;
    look.meet(tell.iter().map(|(who, _)| *who))?;
    let mut called = Vec::with_capacity(tell.len());
    for (who, rung) in tell {
        called.push((door::display_name(look, who)?.unwrap_or_default(), rung));
    }
    Ok((called, again))
}

/// Somebody who was told of a signal, or opened it.
#[derive(Clone, Debug)]
pub struct ToldPerson {
    /// Who.
    pub who: PersonId,
    /// What they are called.
    pub called: String,
    /// As what they were told; nothing for whoever opened it by themselves.
    pub rung: Option<Rung>,
    /// When it was their turn.
    pub at: Timestamp,
    /// When it reached them, and by which way.
    pub way: Option<(Timestamp, String)>,
    /// When they first opened it.
    pub opened_at: Option<Timestamp>,
}

/// Who was told of a signal, and who opened it.
fn told(look: &mut Look<'_, '_>, signal: &Signal) -> Result<Vec<ToldPerson>, Refusal> {
    let mut alerts = alert::of_signal(look.read, signal.id)?;
    alerts.sort_by_key(|alert| (alert.raised_at, alert.rung));
    let viewed = alert::viewed(look.read, signal.id)?;
    let people = alerts.iter().map(|alert| alert.staff);
    look.meet(people.chain(viewed.iter().map(|(who, _)| *who)))?;
    let mut told = Vec::with_capacity(alerts.len());
    for alert in alerts {
        let looked = viewed.iter().find(|(who, _)| *who == alert.staff);
        told.push(ToldPerson {
            called: door::display_name(look, alert.staff)?.unwrap_or_default(),
            rung: Some(alert.rung),
            at: alert.raised_at,
            way: alert.told,
            opened_at: alert.opened_at.or(looked.map(|(_, at)| *at)),
            who: alert.staff,
        });
    }
    for (who, at) in viewed {
        if told.iter().all(|one| one.who != who) {
            told.push(ToldPerson {
                called: door::display_name(look, who)?.unwrap_or_default(),
                rung: None,
                at,
                way: None,
                opened_at: Some(at),
                who,
            });
        }
    }
    Ok(told)
}
