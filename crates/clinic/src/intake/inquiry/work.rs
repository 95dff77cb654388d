//! What a coordinator does: call, correct, let wait, end, take up again.

use super::touch::is_told;
use super::{danger, keep, to_work};
use crate::access::sign_in::link;
use crate::intake::{appointment, waiting};
use crate::people::{minor, reach};
use crate::stays::gate;
use crate::{Act, Clinic, Key, Refusal};
use care::daytime::minute_of;
use care::intake::inquiry::{
    BeforeCall, CallOutcome, CallRecord, Inquiry, InquiryDraft, Loss, LossReason, Move, Request,
    Stage, StepKind, answer_now_by, call_back_by, moved,
};
use care::people::contact_rules::{ContactRules, Forbidden, SafeContact, WayOut};
use care::people::site::Site;
use care::{CallId, InquiryId, Line, Paragraph, PersonId};
use jiff::Timestamp;
use policy::{Action, Actor};
use record::intake::inquiry;
use record::people::{patient, person, site};
use serde::Serialize;

/// After a call that reached nobody, the next one is due after so many minutes of opening time.
pub const CALL_AGAIN_MINUTES: u32 = 240;

/// A call as it is logged.
#[derive(Clone, Debug, Serialize)]
pub struct CallDraft {
    /// How it went.
    pub outcome: CallOutcome,
    /// What was said.
    pub words: Option<Paragraph>,
    /// When to call next; after a call that reached nobody there always is such a time.
    pub next_call_at: Option<Timestamp>,
    /// Why something was done, or is to be done, that their rules for being in touch forbid.
    pub despite: Option<Line>,
}

/// When to call next after a call that reached nobody, at a time that is theirs.
pub fn default_next_call(site: &Site, rules: &ContactRules, now: Timestamp) -> Timestamp {
    call_back_by(now, &site.hours, &site.zone, CALL_AGAIN_MINUTES, rules)
}

/// The same for one request: who is in danger and was not reached is called again at once, whatever the opening hours.
fn call_again(act: &mut Act<'_, '_>, inquiry: &Inquiry, site: &Site) -> Result<Timestamp, Refusal> {
    let in_danger = inquiry::in_danger(act.tx, &[inquiry.id])?.contains(&inquiry.id);
    Ok(if in_danger {
        answer_now_by(act.now)
    } else {
        default_next_call(site, &inquiry.rules, act.now)
    })
}

/// Notes a call. Whoever calls first looks after the inquiry from then on.
pub fn log_call(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    draft: &CallDraft,
) -> Result<CallId, Refusal> {
    clinic.act(actor, key, ("log_call", &(id, draft)), |act| {
        let inquiry = worked(act, id)?;
        if draft.next_call_at.is_some_and(|at| at <= act.now) {
            let sentence = "The next call lies in the past. Choose a time that is still to come.";
            return Err(Refusal::field("next_day", sentence));
        }
        note_call(act, inquiry, draft, Some(actor.person()), false)
    })
}

/// Notes a call to somebody in danger, by whoever answers the danger. They need not work requests: then nobody looks
/// after this one yet.
pub(crate) fn call_in_danger(
    act: &mut Act<'_, '_>,
    person: PersonId,
    outcome: CallOutcome,
    words: &str,
) -> Result<(), Refusal> {
    let by = act.actor.person();
    let may_work = act.could(Action::WorkInquiry, person)?;
    if may_work {
        act.permit_patient(Action::WorkInquiry, person)?;
    } else {
        act.permit_patient(Action::ReachInDanger, person)?;
        if !is_told(act.tx, person, by, act.now)? {
            return Err(Refusal::Denied);
        }
    }
    let mut asked = inquiry::of_person(act.tx, person)?.into_iter();
    let Some(found) = asked.find(Inquiry::is_open) else {
        let sentence =
            "There is no open request for help that lists calls. Say in the words whom you called.";
        return Err(Refusal::field("call", sentence));
    };
    let draft = CallDraft {
        outcome,
        words: Paragraph::cut(words),
        next_call_at: None,
        // What was done about a danger is never refused by a rule: what is said of it is the reason.
        despite: Line::cut(words),
    };
    note_call(act, found, &draft, may_work.then_some(by), true).map(drop)
}

/// Notes a call. One that answers a danger is part of an answer that stands, so how the request stood before is not
/// kept with it: it is not taken back alone.
fn note_call(
    act: &mut Act<'_, '_>,
    mut inquiry: Inquiry,
    draft: &CallDraft,
    owner: Option<PersonId>,
    answers_danger: bool,
) -> Result<CallId, Refusal> {
    let (id, person) = (inquiry.id, inquiry.person);
    let reached = draft.outcome == CallOutcome::Reached;
    let site = site::find(act.tx, inquiry.site)?.ok_or(Refusal::NotFound)?;
    by_the_rules(act, &inquiry, &site, draft)?;
    let again = if reached {
        None
    } else {
        Some(call_again(act, &inquiry, &site)?)
    };
    let before = BeforeCall {
        stage: inquiry.stage,
        next_call_at: inquiry.next_call_at,
        owner: inquiry.owner,
    };
    let call = CallRecord {
        id: act.id(),
        at: act.now,
        by: act.actor.person(),
        outcome: draft.outcome,
        words: draft.words.clone(),
        next_call_at: draft.next_call_at.or(again),
        before: (!answers_danger).then_some(before),
    };
    inquiry::log::insert_call(act.tx, act.clinic.dice(), id, person, &call)?;
    if reached {
        inquiry.stage = moved_to(inquiry.stage, Move::Forward(Stage::Reached))?;
    }
    inquiry.next_call_at = call.next_call_at;
    inquiry.owner = inquiry.owner.or(owner);
    keep(act, &inquiry, before.stage, StepKind::Came)?;
    let detail = serde_json::json!({ "call": call.id, "outcome": call.outcome });
    let subject = ("inquiry", id.uuid());
    act.journal("inquiry.called", subject, Some(person), Some(detail))?;
    Ok(call.id)
}

/// Takes back a call that was logged by mistake: the request stands as it did before. Only the latest can be, by whoever
/// logged it, and while nothing was done since; the journal keeps both. A call that answered a danger stands with that
/// answer.
pub fn take_call_back(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    call: CallId,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("take_call_back", &(id, call)), |act| {
        let mut inquiry = worked(act, id)?;
        let person = inquiry.person;
        let calls = inquiry::log::calls(act.tx, id, person)?;
        let latest = calls.into_iter().next().filter(|it| it.id == call);
        let latest = latest.filter(|it| it.by == actor.person());
        let Some(it) = latest else {
            return Err(Refusal::Conflict(
                "Only the latest call is taken back, by whoever logged it. The page of the request shows how it stands."
                    .to_owned(),
            ));
        };
        let Some(before) = it.before else {
            return Err(Refusal::Conflict(
                "This call is part of what was done about a danger, and that stands. Say on the signal what was different."
                    .to_owned(),
            ));
        };
        let after = match it.outcome {
            CallOutcome::Reached => moved_to(before.stage, Move::Forward(Stage::Reached))?,
            _ => before.stage,
        };
        if (inquiry.stage, inquiry.next_call_at) != (after, it.next_call_at) {
            return Err(Refusal::Conflict(
                "Something was done about this request since the call. The page of the request shows how it stands."
                    .to_owned(),
            ));
        }
        inquiry::log::take_call_back(act.tx, id, call)?;
        if after != before.stage {
            let kind = StepKind::TakenBack;
            let by = Some(actor.person());
            inquiry::log::step(act.tx, id, person, kind, after, act.now, by)?;
        }
        inquiry.stage = before.stage;
        inquiry.next_call_at = before.next_call_at;
        inquiry.owner = before.owner;
        keep(act, &inquiry, before.stage, StepKind::Came)?;
        let detail = serde_json::json!({ "call": it });
        let subject = ("inquiry", id.uuid());
        act.journal("inquiry.call_taken_back", subject, Some(person), Some(detail))
    })
}

/// What was left or written, and when to call next, by the person's rules: against one of them only with a reason. That
/// somebody was spoken to needs none, since they may have called.
fn by_the_rules(
    act: &mut Act<'_, '_>,
    inquiry: &Inquiry,
    site: &Site,
    draft: &CallDraft,
) -> Result<(), Refusal> {
    let (person, rules) = (inquiry.person, &inquiry.rules);
    let (to, despite) = (rules.with(), draft.despite.as_ref());
    let now = minute_of(site.zone.local(act.now).time());
    let left = match draft.outcome {
        CallOutcome::Voicemail => rules
            .refuses(WayOut::Voicemail, to, now)
            .map(|rule| (WayOut::Voicemail, rule)),
        // Which of the two it was is not noted: one of them has to be safe.
        CallOutcome::Message => rules
            .refuses(WayOut::Text, to, now)
            .filter(|_| rules.refuses(WayOut::Letter, to, now).is_some())
            .map(|rule| (WayOut::Text, rule)),
        CallOutcome::Reached | CallOutcome::NoAnswer | CallOutcome::WrongNumber => None,
    };
    if let Some((way, rule)) = left {
        reach::settle(act, person, way, rule, despite)?;
    }
    match draft.next_call_at {
        Some(at) if !reach::suits(rules, site, at) => {
            let (way, rule) = (WayOut::CallBack, Forbidden::NotNow);
            reach::settle(act, person, way, rule, despite)
        }
        _ => Ok(()),
    }
}

/// An inquiry to be worked: not joined to another.
pub(crate) fn worked(act: &mut Act<'_, '_>, id: InquiryId) -> Result<Inquiry, Refusal> {
    let inquiry = to_work(act, Action::WorkInquiry, id)?;
    if inquiry.joined_to.is_some() {
        let sentence =
            "This request was joined to another. Work that one, or take the joining back.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    Ok(inquiry)
}

pub(crate) fn moved_to(stage: Stage, to: Move) -> Result<Stage, Refusal> {
    moved(stage, to).map_err(|invalid| Refusal::Conflict(invalid.0))
}

/// Corrects what is known.
pub fn change(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    draft: &InquiryDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("change_inquiry", &(id, draft)), |act| {
        let mut inquiry = worked(act, id)?;
        let before = inquiry.clone();
        act.unchanged(super::page::version(&inquiry)?)?;
        draft.check().map_err(Refusal::Fields)?;
        if patient::find(act.tx, inquiry.person)?.is_some() {
            let sentence = "This person is in care. Change their details on their own page.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        if draft.site != inquiry.site {
            site::find(act.tx, draft.site)?
                .ok_or_else(|| Refusal::field("site", "Choose one of the sites."))?;
            if appointment::standing_of(act.tx, inquiry.person)?.is_some() {
                let sentence =
                    "There is an appointment at this site. Call it off before changing the site.";
                return Err(Refusal::field("site", sentence));
            }
        }
        person::update(
            act.tx,
            act.clinic.dice(),
            inquiry.person,
            &draft.name,
            &draft.contact,
        )?;
        link::follow(
            act,
            inquiry.person,
            before.contact.email.as_ref(),
            draft.contact.email.as_ref(),
        )?;
        inquiry.site = draft.site;
        inquiry.request = Request::from(draft);
        keep(act, &inquiry, inquiry.stage, StepKind::Changed)?;
        // After the request is written: other rules may put its next call off.
        change_rules(act, &before, draft)?;
        if inquiry.request.dangers() != before.request.dangers() {
            danger::raise(act, &inquiry)?;
        }
        let detail = serde_json::json!({ "before": before, "after": draft });
        let subject = ("inquiry", id.uuid());
        act.journal(
            "inquiry.changed",
            subject,
            Some(inquiry.person),
            Some(detail),
        )?;
        let today = crate::stays::stay::today_at(act, inquiry.site)?;
        minor::notice(act, inquiry.person, draft.born, today)
    })
}

/// The rules after the form of a request, which asks for part of them. A form in which nobody touched them leaves them
/// as they are, so that correcting a number does not decide between two requests that said different things.
fn change_rules(
    act: &mut Act<'_, '_>,
    before: &Inquiry,
    draft: &InquiryDraft,
) -> Result<(), Refusal> {
    let shown = before.rules.together();
    let wanted = SafeContact {
        others: shown.others.clone(),
        ..draft.safe.clone()
    };
    if wanted == shown {
        return Ok(());
    }
    if before.rules.is_joined() {
        let sentence = "Two requests said different things about being in touch, and the stricter holds. Decide on the page of their contact rules.";
        return Err(Refusal::field("channels", sentence));
    }
    let after = ContactRules::from(wanted);
    reach::write(act, before.person, &before.rules, &after)
}

/// Puts somebody on the waiting list, from today.
pub fn wait(clinic: &Clinic, actor: &Actor, key: Key, id: InquiryId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("wait_inquiry", &id), |act| {
        let mut inquiry = worked(act, id)?;
        if !inquiry.is_open() {
            return Err(Refusal::Conflict("This inquiry has ended.".to_owned()));
        }
        if inquiry.waiting_since.is_some() {
            return Err(Refusal::Conflict(
                "They are on the waiting list already.".to_owned(),
            ));
        }
        let site = site::find(act.tx, inquiry.site)?.ok_or(Refusal::NotFound)?;
        inquiry.waiting_since = Some(site.zone.local(act.now).date());
        keep(act, &inquiry, inquiry.stage, StepKind::Waits)?;
        waiting::begin(act, &inquiry, &site)?;
        let subject = ("inquiry", id.uuid());
        act.journal("inquiry.waits", subject, Some(inquiry.person), None)
    })
}

/// Ends an inquiry without admission, with a reason. An appointment that stands is called off by it.
pub fn lose(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    reason: LossReason,
    words: Option<&Paragraph>,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("lose_inquiry", &(id, reason, words)), |act| {
        let mut inquiry = worked(act, id)?;
        if reason == LossReason::Other && words.is_none() {
            return Err(Refusal::field(
                "words",
                "Say in a few words what the other reason is.",
            ));
        }
        gate::pass(act, inquiry.person).map_err(|held| held.beside("reason"))?;
        let after = moved_to(inquiry.stage, Move::Lost)?;
        if let Some(standing) = appointment::standing_of(act.tx, inquiry.person)? {
            appointment::call_off(act, &mut inquiry, standing)?;
        }
        let loss = Loss {
            reason,
            words: words.cloned(),
            from: inquiry.stage,
        };
        inquiry.stage = after;
        inquiry.next_call_at = None;
        inquiry.waiting_since = None;
        inquiry::log::ended(
            act.tx,
            act.clinic.dice(),
            id,
            inquiry.person,
            &loss,
            act.now,
            actor.person(),
        )?;
        inquiry.loss = Some(loss);
        inquiry::update(act.tx, act.clinic.dice(), &inquiry)?;
        let detail = serde_json::json!({ "reason": reason, "words": words });
        let subject = ("inquiry", id.uuid());
        act.journal("inquiry.lost", subject, Some(inquiry.person), Some(detail))
    })
}

/// Takes an ended inquiry up again, where it had come to.
pub fn reopen(clinic: &Clinic, actor: &Actor, key: Key, id: InquiryId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("reopen_inquiry", &id), |act| {
        let mut inquiry = worked(act, id)?;
        let from = inquiry.loss.take().map_or(Stage::New, |loss| loss.from);
        inquiry.stage = moved_to(inquiry.stage, Move::Reopened(from))?;
        keep(act, &inquiry, inquiry.stage, StepKind::Reopened)?;
        let subject = ("inquiry", id.uuid());
        act.journal("inquiry.reopened", subject, Some(inquiry.person), None)
    })
}
