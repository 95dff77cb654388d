//! Signals: raised inside the act that caused them, answered by whoever looks after the person.

mod closing;
mod pages;
mod raise;
mod safety;

pub use closing::is_handed;
use closing::{grounds, may_close};
pub use pages::Pages;
pub use raise::raise_alarm;
pub(crate) use raise::{Raise, raise};
pub use record::followup::signal::Waiting;
pub use safety::{Safety, Warning, safety, warning};

use super::on_call;
use super::on_call::Duty;
use crate::intake::inquiry::{Touch, anybody, call_in_danger, touch};
use crate::{Act, Clinic, Key, Look, Refusal};
use care::followup::clock::Rung;
use care::followup::signal::{
    Done, Grounds, PersonReached, Response, ResponseOutcome, Signal, Urgency, words,
};
use care::intake::inquiry::CallOutcome;
use care::stays::handover::KeptHandover;
use care::{Invalid, PersonId, SignalId, TimeZoneName};
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor};
use record::Read;
use record::followup::{alert, signal};
use record::people::patient::Within;
use record::stays::handover;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Within how many minutes requests that tell of danger are a burst, where there are many.
pub const BURST_MINUTES: i64 = 10;
/// How many are.
/// House numbers, for a sentence above a list; nothing is held back by them.
const BURST_MIN: usize = 4;

/// A signal as a list shows it.
#[derive(Clone, Debug)]
pub struct ListedSignal {
    /// The signal.
    pub signal: Signal,
    /// What the person is called.
    pub called: String,
    /// The responses so far, the oldest first.
    pub responses: Vec<Response>,
    /// The zone of their site, by whose clocks all of it is told.
    pub zone: Option<TimeZoneName>,
}

impl ListedSignal {
    /// Whether it waits for an answer.
    pub fn is_unanswered(&self) -> bool {
        let last = self.responses.last();
        self.signal.is_unanswered(last.map(|response| response.at))
    }
}

/// Which signals to list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// Those still open, the most urgent and oldest first.
    Open,
    /// Those closed, the latest first.
    Closed,
}

/// The signals the actor may answer.
pub fn list(clinic: &Clinic, actor: &Actor, which: Which) -> Result<Vec<ListedSignal>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        let within = reach_to_answer(actor, look.now);
        let signals = match which {
            Which::Open => signal::open(look.read, &within)?,
            Which::Closed => signal::closed(look.read, &within)?,
        };
        listed(look, signals)
    })
}

/// How many people asked for help through the public page and told of danger within [`BURST_MINUTES`], of those whose
/// cards wait unanswered; nothing where that is no burst. Cards do not join across people, since nobody can tell a
/// prank from twenty people in danger but by looking; this says that there is something to look at as a whole.
pub fn burst(listed: &[ListedSignal]) -> Option<usize> {
    let asked = listed
        .iter()
        .filter(|one| one.signal.raised_by == anybody() && one.is_unanswered());
    let mut asked: Vec<(Timestamp, PersonId)> = asked
        .map(|one| (one.signal.raised_at, one.signal.person))
        .collect();
    asked.sort_unstable();
    // One request may tell of several dangers.
    asked.dedup();
    let within = SignedDuration::from_mins(BURST_MINUTES);
    let from = asked.iter().enumerate().map(|(first, (from, _))| {
        let next = asked.iter().skip(first);
        next.take_while(|(at, _)| at.duration_since(*from) <= within)
            .count()
    });
    from.max().filter(|most| *most >= BURST_MIN)
}

/// The open signals that the actor may answer, as part of another page.
pub(crate) fn open_to(look: &mut Look<'_, '_>) -> Result<Vec<ListedSignal>, Refusal> {
    let within = reach_to_answer(look.actor, look.now);
    let signals = signal::open(look.read, &within)?;
    listed(look, signals)
}

/// The policy's reach with answering as the switches of a query; a test holds them against the policy itself.
fn reach_to_answer(actor: &Actor, now: Timestamp) -> Within {
    door::reach_for(actor, Action::RespondToSignal, now)
}

/// Signals with the person's name and what was done; the journal knows whose they were.
fn listed(look: &mut Look<'_, '_>, signals: Vec<Signal>) -> Result<Vec<ListedSignal>, Refusal> {
    if signals.is_empty() {
        return Ok(Vec::new());
    }
    let organization = look.organization();
    let shown: Vec<PersonId> = signals.iter().map(|signal| signal.person).collect();
    look.meet(shown.iter().copied())?;
    let mut responses = signal::responses_to(look.read, &signals)?;
    let mut zones = zones(look, &signals)?;
    let mut listed = Vec::with_capacity(signals.len());
    for signal in signals {
        listed.push(ListedSignal {
            called: door::display_name(look, signal.person)?.unwrap_or_default(),
            responses: responses.remove(&signal.id).unwrap_or_default(),
            zone: zones.remove(&signal.id),
            signal,
        });
    }
    let detail = serde_json::json!({ "shown": shown });
    let subject = ("organization", organization.uuid());
    look.saw("signal.listed", subject, None, Some(detail));
    Ok(listed)
}

/// The zones of the sites where those are seen whom signals are about, in two questions for all of them.
fn zones(
    look: &mut Look<'_, '_>,
    signals: &[Signal],
) -> Result<HashMap<SignalId, TimeZoneName>, Refusal> {
    let mut people: Vec<PersonId> = signals.iter().map(|signal| signal.person).collect();
    people.sort();
    people.dedup();
    let by = look.actor.person();
    let facts = record::intake::inquiry::ties(look.read, &people, by)?;
    let sites = record::people::site::all(look.read)?;
    Ok(signals
        .iter()
        .filter_map(|signal| {
            let at = facts.get(&signal.person)?.site;
            let site = sites.iter().find(|site| site.id == at)?;
            Some((signal.id, site.zone.clone()))
        })
        .collect())
}

/// Somebody forgotten, or gone from the lists that give a right to see them, is nobody's to answer.
fn may_answer(look: &mut Look<'_, '_>, person: PersonId) -> Result<bool, Refusal> {
    match look.could(Action::RespondToSignal, person) {
        Err(Refusal::NotFound) => Ok(false),
        other => other,
    }
}

/// What waits for the actor, for the frame of every page: numbers and ids, nothing about anybody in particular.
pub fn waiting(clinic: &Clinic, actor: &Actor) -> Result<Waiting, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListSignals)?;
        let within = reach_to_answer(actor, look.now);
        Ok(signal::waiting(look.read, &within)?)
    })
}

/// The open *now* signals about somebody that nobody has answered: what is decided about them waits for those. One that
/// was answered and became pressing again counts as unanswered.
pub fn open_now(read: &mut impl Read, person: PersonId) -> Result<Vec<Signal>, Refusal> {
    let mut open = signal::open_of(read, person)?;
    open.retain(|signal| signal.urgency == Urgency::Now);
    let answered = signal::all_answered_at(read, &open)?;
    open.retain(|signal| signal.is_unanswered(answered.get(&signal.id).copied()));
    Ok(open)
}

/// Whether a signal waits for an answer.
pub(crate) fn is_unanswered(read: &mut impl Read, signal: &Signal) -> Result<bool, Refusal> {
    Ok(signal.is_unanswered(signal::answered_at(read, signal.id)?))
}

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

/// Opens one signal.
pub fn show(clinic: &Clinic, actor: &Actor, id: SignalId) -> Result<ShownSignal, Refusal> {
    clinic.look(actor, |look| {
        // Asked before anything is read, so that the answer never tells whether there was one.
        look.permit(Action::ListSignals)?;
        let found = signal::find(look.read, id)?;
        let signal = found.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::RespondToSignal, signal.person)?;
        let (name, contact) = record::people::person::load(look.read, signal.person)?;
        let mut responses = Vec::new();
        let written = signal::responses(look.read, &signal)?;
        look.meet(written.iter().map(|response| response.by))?;
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
            signal,
            called: name.full(),
            phone: contact.phone.map(String::from),
            responses,
            closed_by,
        })
    })
}

/// Whom a signal goes to next, by name.
fn next(look: &mut Look<'_, '_>, signal: &Signal) -> Result<(Vec<(String, Rung)>, bool), Refusal> {
    let (tell, again) = super::alert::next(look.read, signal, look.now)?;
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

/// What was done about a signal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResponseDraft {
    /// What, in words.
    pub words: String,
    /// Whether it is done or planned.
    pub done: Done,
    /// Whether they were reached, and why it is closed without what is missing.
    #[serde(default)]
    pub outcome: ResponseOutcome,
    /// Whether nothing more has to be done.
    pub close: bool,
}

/// Notes what was done about a signal, and closes it when nothing more has to be done. Whoever was not reached is tried
/// again: the signal stays open, and its clock goes on.
pub fn respond(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: SignalId,
    draft: &ResponseDraft,
) -> Result<(), Refusal> {
    respond_after_call(clinic, actor, key, id, draft, None)
}

/// The same, with how a call to the person went that was part of it.
pub fn respond_after_call(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: SignalId,
    draft: &ResponseDraft,
    call: Option<CallOutcome>,
) -> Result<(), Refusal> {
    let command = ("respond_to_signal", &(id, draft, call));
    clinic.act(actor, key, command, |act| {
        let mut signal = open_signal(act, id)?;
        let words = words(&draft.words).map_err(|invalid| Refusal::invalid("words", invalid))?;
        check_day(act, &signal, draft.done).map_err(|invalid| Refusal::invalid("on", invalid))?;
        let missed = draft.outcome.reached == Some(PersonReached::NotReached);
        if draft.close && !missed {
            may_close(act, &signal, &words, &draft.outcome)?;
        }
        let by = act.actor.person();
        alert::opened(act.tx, id, by, act.now)?;
        if let Some(outcome) = call {
            call_in_danger(act, signal.person, outcome, &words)?;
            act.permit_patient(Action::RespondToSignal, signal.person)?;
        }
        keep(act, &mut signal, draft.done, words, draft.outcome.clone())?;
        if missed {
            signal.try_again(by, act.now);
            signal::set_clock(act.tx, &signal)?;
        } else if draft.close {
            close_now(act, &signal)?;
        }
        Ok(())
    })
}

/// Keeps what was done about a signal, and stops its clock. It is an answer to everything that is on the card by then,
/// whatever the clocks say: a reason that was written while this waited for its turn may bear a later moment, and would
/// wait with no clock.
pub(crate) fn answered(
    act: &mut Act<'_, '_>,
    signal: &mut Signal,
    done: Done,
    words: String,
) -> Result<(), Refusal> {
    keep(act, signal, done, words, ResponseOutcome::default())
}

fn keep(
    act: &mut Act<'_, '_>,
    signal: &mut Signal,
    done: Done,
    words: String,
    outcome: ResponseOutcome,
) -> Result<(), Refusal> {
    let response = Response {
        id: act.id(),
        signal: signal.id,
        at: act.now.max(signal.latest_reason()),
        by: act.actor.person(),
        done,
        words,
        outcome,
    };
    signal::respond(act.tx, act.clinic.dice(), signal.person, &response)?;
    signal.answer();
    signal::set_clock(act.tx, signal)?;
    act.clinic.bell().note();
    let detail = serde_json::json!({
        "response": response.id,
        "done": response.done,
        "reached": response.outcome.reached,
    });
    act.journal(
        "signal.answered",
        ("signal", signal.id.uuid()),
        Some(signal.person),
        Some(detail),
    )
}

/// Closes a signal that was answered. One that nobody answered stays open.
pub fn close(clinic: &Clinic, actor: &Actor, key: Key, id: SignalId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("close_signal", &id), |act| {
        let signal = open_signal(act, id)?;
        if is_unanswered(act.tx, &signal)? {
            return Err(Refusal::field(
                "words",
                "Say first what was done or is planned. A signal without a response stays open.",
            ));
        }
        if let Some(last) = signal::responses(act.tx, &signal)?.pop() {
            may_close(act, &signal, &last.words, &last.outcome)?;
        }
        close_now(act, &signal)
    })
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

/// Says "I have it": the clock stops for whoever was told, and another one runs until they say what was done.
pub fn take(clinic: &Clinic, actor: &Actor, key: Key, id: SignalId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("take_signal", &id), |act| {
        let mut signal = open_signal(act, id)?;
        if let Some((_, by)) = signal.taken {
            let called = door::display_name_in(act.tx, by)?.unwrap_or_default();
            return Err(Refusal::Conflict(format!(
                "{called} has it already. Open the page again to see since when; you can still say what you did."
            )));
        }
        let by = act.actor.person();
        signal.take(by, act.now);
        signal::set_clock(act.tx, &signal)?;
        alert::opened(act.tx, id, by, act.now)?;
        act.clinic.bell().note();
        let detail = serde_json::json!({ "respond_by": signal.answer_by });
        let subject = ("signal", id.uuid());
        act.journal("signal.taken", subject, Some(signal.person), Some(detail))
    })
}

fn open_signal(act: &mut Act<'_, '_>, id: SignalId) -> Result<Signal, Refusal> {
    act.permit(Action::ListSignals)?;
    let found = signal::find(act.tx, id)?;
    let signal = found.ok_or(Refusal::NotFound)?;
    act.permit_patient(Action::RespondToSignal, signal.person)?;
    if signal.closed.is_some() {
        return Err(Refusal::Conflict(
            "This signal is closed already. Open the page again to see what was done.".to_owned(),
        ));
    }
    Ok(signal)
}

fn check_day(act: &mut Act<'_, '_>, signal: &Signal, done: Done) -> Result<(), Invalid> {
    let Done::Planned(on) = done else {
        return Ok(());
    };
    let zone = door::zone(act.tx, act.actor, signal.person)
        .map_err(|refusal| Invalid::new(refusal.to_string()))?;
    Done::planned(on, zone.local(act.now).date()).map(drop)
}

fn close_now(act: &mut Act<'_, '_>, signal: &Signal) -> Result<(), Refusal> {
    let by = act.actor.person();
    signal::close(act.tx, signal.id, by, act.now)?;
    act.clinic.bell().note();
    act.journal(
        "signal.closed",
        ("signal", signal.id.uuid()),
        Some(signal.person),
        None,
    )
}
