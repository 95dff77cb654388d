//! What somebody says to an appointment by the link in a message, without signing in.
//!
//! The link is the proof: 256 bits that stand in one message and are kept nowhere, only their hash, until some time after
//! the appointment. Whoever has it learns when an appointment is, which the message says as well, and can say yes, ask for
//! another time or for a call. Opening it changes nothing: programs that look at mail open every link in it.

use super::inquiry::{keep, visitor};
use super::reminder;
use crate::access::sign_in::Ticket;
use crate::{Act, Clinic, Key, Refusal};
use care::intake::appointment::{
    ANSWERS_MAX, Answered, Appointment, AppointmentAnswer, AppointmentState, CallAsked, Notice,
};
use care::intake::inquiry::{Inquiry, StepKind, call_back_by};
use care::people::site::Site;
use care::{AppointmentId, OrganizationId, TimeZoneName};
use jiff::Timestamp;
use policy::Action;
use record::RecordError;
use record::intake::appointment::notice;
use record::intake::{appointment, inquiry};
use record::people::site;

/// How an appointment stands for whoever opens the link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkStand {
    /// It can be answered.
    Open,
    /// It was answered so often that the next answer is one for the telephone.
    Full,
    /// Its time has come.
    Past,
    /// It was called off.
    Cancelled,
}

/// What the page behind a link shows.
#[derive(Clone, Debug)]
pub struct AskedTime {
    /// When it is now.
    pub starts_at: Timestamp,
    /// By whose clocks.
    pub zone: TimeZoneName,
    /// How it stands.
    pub stand: LinkStand,
    /// What they said last.
    pub answered: Option<AppointmentAnswer>,
}

fn stand(it: &Appointment, notice: &Notice, now: Timestamp) -> LinkStand {
    if it.state == AppointmentState::Cancelled {
        LinkStand::Cancelled
    } else if !reminder::stands(it, now) {
        LinkStand::Past
    } else if notice.answers >= ANSWERS_MAX {
        LinkStand::Full
    } else {
        LinkStand::Open
    }
}

/// Nobody learns why a link leads nowhere.
fn unseen(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Denied | Refusal::Record(RecordError::Forgotten) => Refusal::NotFound,
        other => other,
    }
}

/// Which appointment of which organization a link is about.
fn find(clinic: &Clinic, link: &str) -> Result<(OrganizationId, AppointmentId), Refusal> {
    let ticket = Ticket::parse(link).ok_or(Refusal::NotFound)?;
    let organization = ticket.organization;
    let now = clinic.now();
    let found = clinic.record().read(organization, |read| {
        notice::by_link(read, ticket.hash, now).map_err(Refusal::from)
    });
    let id = found.map_err(unseen)?.ok_or(Refusal::NotFound)?;
    Ok((organization, id))
}

/// The appointment behind a link.
pub fn asked(clinic: &Clinic, link: &str) -> Result<AskedTime, Refusal> {
    let (organization, id) = find(clinic, link)?;
    let asked = clinic.look(&visitor(organization), |look| {
        look.permit(Action::AnswerAppointment)?;
        let it = appointment::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let site = site::find(look.read, it.site)?.ok_or(Refusal::NotFound)?;
        let notice = reminder::known(look.read, id, look.now)?;
        let subject = ("appointment", id.uuid());
        look.saw("appointment.asked", subject, Some(it.person), None);
        Ok(AskedTime {
            starts_at: it.starts_at,
            zone: site.zone,
            stand: stand(&it, &notice, look.now),
            answered: notice.answered.map(|answered| answered.answer),
        })
    });
    asked.map_err(unseen)
}

/// Keeps an answer. `seen` is the time that the page showed: an answer to another one than holds now is none.
pub fn answer(
    clinic: &Clinic,
    key: Key,
    link: &str,
    seen: Timestamp,
    answer: AppointmentAnswer,
) -> Result<(), Refusal> {
    let (organization, id) = find(clinic, link)?;
    let command = ("answer_appointment", &(id, seen, answer));
    let answered = clinic.act(&visitor(organization), key, command, |act| {
        act.permit(Action::AnswerAppointment)?;
        let it = appointment::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        let mut notice = reminder::known(act.tx, id, act.now)?;
        if it.starts_at != seen || stand(&it, &notice, act.now) != LinkStand::Open {
            return Err(Refusal::Changed);
        }
        let site = site::find(act.tx, it.site)?.ok_or(Refusal::NotFound)?;
        let before = notice.answered.replace(Answered {
            answer,
            at: act.now,
        });
        notice.answers = notice.answers.saturating_add(1);
        tell(act, &it, &site, &mut notice, answer)?;
        reminder::keep(act, &it, &site, &notice)?;
        let before = before.map(|answered| answered.answer);
        let detail = serde_json::json!({ "before": before, "after": answer });
        let subject = ("appointment", id.uuid());
        act.journal(
            "appointment.answered",
            subject,
            Some(it.person),
            Some(detail),
        )
    });
    answered.map_err(unseen)
}

/// Lets those who work the request see it: in what happened, and, where they are to be called, on the list of whom to
/// call, by the time that is promised to everybody. Whoever says yes after all need not be called for it; a call that
/// staff set in between stays.
fn tell(
    act: &mut Act<'_, '_>,
    it: &Appointment,
    site: &Site,
    notice: &mut Notice,
    answer: AppointmentAnswer,
) -> Result<(), Refusal> {
    let found = match it.inquiry {
        Some(id) => inquiry::find(act.tx, id)?,
        None => None,
    };
    let Some(mut asked) = found.filter(Inquiry::is_open) else {
        return Ok(());
    };
    let minutes = act.clinic.settings().call_back_minutes;
    let by = call_back_by(act.now, &site.hours, &site.zone, minutes, &asked.rules);
    let kind = match answer {
        AppointmentAnswer::Yes => {
            unask(&mut asked, notice);
            StepKind::SaidYes
        }
        AppointmentAnswer::AnotherTime => {
            ask(&mut asked, notice, by);
            StepKind::AskedTime
        }
        AppointmentAnswer::Call => {
            ask(&mut asked, notice, by);
            StepKind::AskedCall
        }
    };
    let stage = asked.stage;
    keep(act, &asked, stage, kind)
}

/// Has them called because of an answer, and keeps what that changed.
fn ask(asked: &mut Inquiry, notice: &mut Notice, by: Timestamp) {
    let before = asked.next_call_at;
    asked.call_by(by);
    let Some(by) = asked.next_call_at.filter(|by| before != Some(*by)) else {
        return;
    };
    let instead_of = match notice.call {
        Some(call) if before == Some(call.by) => call.instead_of,
        _ => before,
    };
    notice.call = Some(CallAsked { by, instead_of });
}

/// Takes the call back that an answer asked for, while it is the one that stands.
fn unask(asked: &mut Inquiry, notice: &mut Notice) {
    if let Some(call) = notice.call.take()
        && asked.next_call_at == Some(call.by)
    {
        asked.next_call_at = call.instead_of;
    }
}
