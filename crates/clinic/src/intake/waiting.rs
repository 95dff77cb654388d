//! The waiting list: who comes next and why, what they are given meanwhile, and places that are offered and expire.

use super::inquiry::{keep, worked};
use crate::access::setup::operator;
use crate::assessment::interview;
use crate::people::reach::in_their_time;
use crate::{Act, Clinic, Key, Refusal, Version};
use care::assessment::facts::{Facts, Standing};
use care::assessment::finding::QuestionId;
use care::intake::inquiry::{Inquiry, StepKind, days_waiting};
use care::intake::waiting::{
    InterimGiven, InterimService, OFFER_DAYS_MAX, OffReason, OfferEnd, PlaceOffer, Precedence,
    PriorityFact, TakenOff, Waiting,
};
use care::people::site::Site;
use care::{InquiryId, LevelOfCare, Line, OrganizationId, PersonId, SiteId};
use door::{display_name, reach_for};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor};
use record::Read;
use record::assessment::placement;
use record::intake::{inquiry, waiting};
use record::people::site;
use serde::Serialize;
use std::collections::HashMap;

/// The questions of the assessment that say who comes first.
const PREGNANT: &str = "medical.pregnant";
const PREGNANCY_POSSIBLE: &str = "person.pregnancy_possible";
const INJECTED: &str = "use.injected_30d";
/// Where “yes” stands among the answers to whether somebody is pregnant: after no and may be.
const SURELY_PREGNANT: i32 = 2;
/// When an offer is looked at again whose end could not be written, in minutes.
const AGAIN_MINUTES: i64 = 1;

/// Somebody on the list.
pub struct WaitingRow {
    /// Their request.
    pub inquiry: Inquiry,
    /// What is known.
    pub waiting: Waiting,
    /// Why they stand where they stand.
    pub precedence: Precedence,
    /// How many days they have waited.
    pub days: i32,
}

/// The list.
pub struct WaitingList {
    /// Everybody within reach, whoever comes first at the top.
    pub rows: Vec<WaitingRow>,
    /// How many more wait, at any site, than one list shows.
    pub more: usize,
    /// Every site.
    pub sites: Vec<Site>,
    /// When this was true.
    pub now: Timestamp,
}

/// Who waits within the actor's reach, at one site or at all of them.
pub fn list(clinic: &Clinic, actor: &Actor, at: Option<SiteId>) -> Result<WaitingList, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ListInquiries)?;
        let within = reach_for(actor, Action::ViewInquiry, look.now);
        let (mut open, more) = inquiry::waiting(look.read, &within)?;
        open.retain(|it| at.is_none_or(|at| at == it.site));
        let people: Vec<PersonId> = open.iter().map(|it| it.person).collect();
        let mut known = waiting::of_people(look.read, &people)?;
        let ids: Vec<InquiryId> = open.iter().map(|it| it.id).collect();
        let dangers = inquiry::in_danger(look.read, &ids)?;
        let sites = site::all(look.read)?;
        let subject = ("organization", look.organization().uuid());
        let detail = serde_json::json!({ "shown": ids });
        look.saw("waiting.listed", subject, None, Some(detail));
        let now = look.now;
        let row = |inquiry: Inquiry| {
            let waiting = known.remove(&inquiry.id).unwrap_or_default();
            let here = sites.iter().find(|site| site.id == inquiry.site);
            let today = here.map(|site| site.zone.local(now).date());
            let days = inquiry.waiting_since.zip(today);
            WaitingRow {
                precedence: waiting.precedence(dangers.contains(&inquiry.id)),
                days: days.map_or(0, |(since, today)| days_waiting(since, today)),
                waiting,
                inquiry,
            }
        };
        let mut rows: Vec<WaitingRow> = open.into_iter().map(row).collect();
        rows.sort_by_key(|row| (row.precedence, row.inquiry.requested_at, row.inquiry.id));
        Ok(WaitingList {
            rows,
            more,
            sites,
            now,
        })
    })
}

/// What the page about one waiting shows.
pub struct WaitingPage {
    /// The request.
    pub inquiry: Inquiry,
    /// Where.
    pub site: Site,
    /// What is known.
    pub waiting: Waiting,
    /// Why they stand where they stand.
    pub precedence: Precedence,
    /// What those who wrote are called.
    pub names: HashMap<PersonId, String>,
    /// Whether the actor may work it.
    pub may_work: bool,
    /// What the form about who they are was made from.
    pub version: Version,
    /// When this was true.
    pub now: Timestamp,
}

impl WaitingPage {
    /// Whether they are on the list.
    pub const fn waits(&self) -> bool {
        self.inquiry.waiting_since.is_some()
    }
}

/// Opens what is kept of somebody's waiting.
pub fn open(clinic: &Clinic, actor: &Actor, id: InquiryId) -> Result<WaitingPage, Refusal> {
    clinic.look(actor, |look| {
        let inquiry = inquiry::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::ViewInquiry, inquiry.person)?;
        let may_work = look.could(Action::WorkInquiry, inquiry.person)?;
        let waiting = known(look.read, id)?;
        let site = site::find(look.read, inquiry.site)?.ok_or(Refusal::NotFound)?;
        let in_danger = inquiry::in_danger(look.read, &[id])?.contains(&id);
        let wrote = waiting.interim.iter().map(|given| given.by);
        let wrote: Vec<PersonId> = wrote.chain(waiting.off.iter().map(|off| off.by)).collect();
        look.meet(wrote.iter().copied())?;
        let mut names = HashMap::new();
        for by in wrote {
            if let Some(name) = display_name(look, by)? {
                names.insert(by, name);
            }
        }
        let subject = ("inquiry", id.uuid());
        look.saw("waiting.viewed", subject, Some(inquiry.person), None);
        Ok(WaitingPage {
            precedence: waiting.precedence(in_danger),
            version: version(&waiting)?,
            may_work: may_work && inquiry.joined_to.is_none(),
            now: look.now,
            inquiry,
            site,
            waiting,
            names,
        })
    })
}

fn version(waiting: &Waiting) -> Result<Version, Refusal> {
    Version::of(&(waiting.level, waiting.pregnant, waiting.injects))
}

fn known(read: &mut impl Read, id: InquiryId) -> Result<Waiting, Refusal> {
    let kept = waiting::of(read, id)?;
    Ok(kept.map(|(waiting, _)| waiting).unwrap_or_default())
}

/// One waiting for a change: of somebody who is on the list.
fn to_change(act: &mut Act<'_, '_>, id: InquiryId) -> Result<(Inquiry, Waiting), Refusal> {
    let inquiry = worked(act, id)?;
    if inquiry.waiting_since.is_none() {
        let sentence = "They are not on the waiting list.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    let waiting = known(act.tx, id)?;
    Ok((inquiry, waiting))
}

fn write(
    act: &mut Act<'_, '_>,
    inquiry: &Inquiry,
    said: &'static str,
    before: &Waiting,
    after: &Waiting,
) -> Result<(), Refusal> {
    waiting::set(act.tx, act.clinic.dice(), inquiry, after)?;
    let detail = serde_json::json!({ "before": before, "after": after });
    let subject = ("inquiry", inquiry.id.uuid());
    act.journal(said, subject, Some(inquiry.person), Some(detail))
}

/// Begins somebody's waiting with what the record knows of them already. What was given and offered while they waited
/// before stays.
pub(crate) fn begin(act: &mut Act<'_, '_>, inquiry: &Inquiry, site: &Site) -> Result<(), Refusal> {
    let mut waiting = known(act.tx, inquiry.id)?;
    let found = interview::current(act.tx, inquiry.person, act.now, &site.zone)?;
    let facts = Facts::of(&found.findings, &found.basis);
    let cannot = is_sure(&facts, PREGNANCY_POSSIBLE, 0);
    waiting.pregnant = match waiting.pregnant {
        PriorityFact::Unknown if is_sure(&facts, PREGNANT, SURELY_PREGNANT) => PriorityFact::Yes,
        PriorityFact::Unknown if cannot || is_sure(&facts, PREGNANT, 0) => PriorityFact::No,
        said => said,
    };
    waiting.injects = match waiting.injects {
        PriorityFact::Unknown if is_sure(&facts, INJECTED, 1) => PriorityFact::Yes,
        PriorityFact::Unknown if is_sure(&facts, INJECTED, 0) => PriorityFact::No,
        said => said,
    };
    if waiting.level.is_none() {
        let placed = placement::of_person(act.tx, inquiry.person)?;
        waiting.level = placed.first().and_then(placement::Placed::level);
    }
    Ok(waiting::set(act.tx, act.clinic.dice(), inquiry, &waiting)?)
}

/// Whether the assessment knows an answer and it is this one.
fn is_sure(facts: &Facts, question: &str, position: i32) -> bool {
    QuestionId::find(question).is_some_and(|question| {
        let reading = facts.reading(question, None).plain;
        facts.standing(question, None) == Standing::Known
            && (reading.low, reading.high) == (position, position)
    })
}

/// What decides where somebody stands.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct WaitingDraft {
    /// For which level.
    pub level: Option<LevelOfCare>,
    /// Whether they are pregnant.
    pub pregnant: PriorityFact,
    /// Whether they injected drugs in the last 30 days.
    pub injects: PriorityFact,
}

/// Says what decides where somebody stands.
pub fn set(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    draft: WaitingDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_waiting", &(id, draft)), |act| {
        let (inquiry, before) = to_change(act, id)?;
        act.unchanged(version(&before)?)?;
        let after = Waiting {
            level: draft.level,
            pregnant: draft.pregnant,
            injects: draft.injects,
            ..before.clone()
        };
        write(act, &inquiry, "waiting.changed", &before, &after)
    })
}

/// Writes down what was given to somebody while they wait.
pub fn give(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    service: InterimService,
    on: Option<Date>,
    note: Option<&Line>,
) -> Result<(), Refusal> {
    let command = ("give_interim", &(id, service, on, note));
    clinic.act(actor, key, command, |act| {
        let (inquiry, before) = to_change(act, id)?;
        let site = site::find(act.tx, inquiry.site)?.ok_or(Refusal::NotFound)?;
        let today = site.zone.local(act.now).date();
        let on = on.unwrap_or(today);
        if on > today {
            let sentence = "This day has not come yet. Check the date.";
            return Err(Refusal::field("on", sentence));
        }
        let mut after = before.clone();
        after.interim.push(InterimGiven {
            service,
            on,
            note: note.cloned(),
            by: act.actor.person(),
        });
        write(act, &inquiry, "waiting.interim_given", &before, &after)
    })
}

/// Offers somebody a place until an instant.
pub fn offer(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    until: Timestamp,
    words: Option<&Line>,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("offer_place", &(id, until, words)), |act| {
        let (inquiry, before) = to_change(act, id)?;
        if before.open_offer().is_some() {
            let sentence = "A place is offered to them already. Say first what became of it.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let last = later(act.now, SignedDuration::from_hours(24 * OFFER_DAYS_MAX));
        if until <= act.now || until > last {
            let sentence =
                format!("Choose a time that is still to come, within {OFFER_DAYS_MAX} days.");
            return Err(Refusal::field("until_day", sentence));
        }
        let mut after = before.clone();
        after.offers.push(PlaceOffer {
            at: act.now,
            until,
            words: words.cloned(),
            ended: None,
        });
        write(act, &inquiry, "waiting.offered", &before, &after)
    })
}

/// Says what became of the offer that was made at an instant, while it is open: a later one is another.
pub fn end_offer(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    made_at: Timestamp,
    how: OfferEnd,
) -> Result<(), Refusal> {
    let command = ("end_offer", &(id, made_at, how));
    clinic.act(actor, key, command, |act| {
        let (inquiry, before) = to_change(act, id)?;
        let is_open = before.open_offer().is_some_and(|offer| offer.at == made_at);
        if !is_open {
            let sentence = "That offer is not open any more. It was answered, or it expired.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let mut after = before.clone();
        after.end_offer(how, act.now);
        write(act, &inquiry, "waiting.offer_ended", &before, &after)
    })
}

/// Takes somebody off the waiting list, with a reason.
pub fn take_off(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: InquiryId,
    reason: OffReason,
    words: Option<&Line>,
) -> Result<(), Refusal> {
    let command = ("stop_waiting_inquiry", &(id, reason, words));
    clinic.act(actor, key, command, |act| {
        let (mut inquiry, before) = to_change(act, id)?;
        if reason == OffReason::Other && words.is_none() {
            let sentence = "Say in a few words what the other reason is.";
            return Err(Refusal::field("off_words", sentence));
        }
        let mut after = before.clone();
        after.end_offer(OfferEnd::TakenBack, act.now);
        after.off.push(TakenOff {
            at: act.now,
            by: act.actor.person(),
            reason,
            words: words.cloned(),
        });
        inquiry.waiting_since = None;
        let stage = inquiry.stage;
        keep(act, &inquiry, stage, StepKind::WaitsNoMore)?;
        write(act, &inquiry, "inquiry.waits_no_more", &before, &after)
    })
}

/// Lets every offer end that nobody answered in time, and puts whoever it was made to on the list of whom to call;
/// answers how many. Called every second or so. One that fails keeps none of the others from it.
pub fn expire_due(clinic: &Clinic, organization: OrganizationId) -> Result<usize, Refusal> {
    let now = clinic.now();
    let due = clinic.record().read(organization, |read| {
        waiting::due(read, now).map_err(Refusal::from)
    })?;
    let mut expired = 0;
    for id in due {
        match expire(clinic, organization, id) {
            Ok(()) => expired += 1,
            Err(Refusal::Changed) => {}
            Err(error) => {
                tracing::error!(%error, inquiry = %id, "an offer of a place did not expire");
                let again = later(now, SignedDuration::from_mins(AGAIN_MINUTES));
                look_at(clinic, organization, id, Some(again))?;
            }
        }
    }
    Ok(expired)
}

fn look_at(
    clinic: &Clinic,
    organization: OrganizationId,
    id: InquiryId,
    at: Option<Timestamp>,
) -> Result<(), Refusal> {
    clinic.record().transact(organization, |tx| {
        Ok::<_, Refusal>(waiting::look_at(tx, id, at)?)
    })
}

fn expire(clinic: &Clinic, organization: OrganizationId, id: InquiryId) -> Result<(), Refusal> {
    let found = clinic.record().read(organization, |read| {
        inquiry::find(read, id).map_err(Refusal::from)
    })?;
    // Whoever was forgotten is offered nothing any more.
    if found.is_none() {
        look_at(clinic, organization, id, None)?;
        return Err(Refusal::Changed);
    }
    let key = clinic.record().read(organization, |read| {
        let (_, until) = waiting::of(read, id)?.ok_or(Refusal::Changed)?;
        let name = format!("{id} {until:?}");
        Key::once(read, "waiting.expired", name.as_bytes())
    })?;
    let console = operator(organization);
    clinic.act(&console, key, ("expire_offer", &id), |act| {
        act.permit(Action::ExpireOffers)?;
        let mut asked = inquiry::find(act.tx, id)?.ok_or(Refusal::Changed)?;
        let (before, until) = waiting::of(act.tx, id)?.ok_or(Refusal::Changed)?;
        if until.is_none_or(|until| until > act.now) {
            return Err(Refusal::Changed);
        }
        // Whoever was admitted or came off the list meanwhile is not called about it.
        let waits = asked.is_open() && asked.waiting_since.is_some();
        let how = if waits {
            OfferEnd::Expired
        } else {
            OfferEnd::TakenBack
        };
        let mut after = before.clone();
        after.end_offer(how, act.now);
        if waits {
            let site = site::find(act.tx, asked.site)?.ok_or(Refusal::NotFound)?;
            asked.call_by(in_their_time(&asked.rules, &site, act.now));
            let stage = asked.stage;
            keep(act, &asked, stage, StepKind::OfferExpired)?;
        }
        write(act, &asked, "waiting.expired", &before, &after)
    })
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}
