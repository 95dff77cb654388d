//! Requests for help: from the public page, or typed by a coordinator while talking.

mod alike;
mod board;
mod count;
mod danger;
mod done;
mod in_danger;
mod join;
mod page;
mod phone;
mod pressing;
mod touch;
mod work;
mod worklist;

pub use alike::{Alike, Lookalikes, alike, alike_so_far};
pub use board::{
    BoardFilter, BoardPage, BoardPart, Card, InquiryBoard, LINES_MAX, board, found, sites_to_add_at,
};
pub use count::{Counted, counted};
pub use done::{CameOfIt, Done, done};
pub use in_danger::{
    ADDED_MAX, Adding, Rest, add_rest, adding, keep_first, kept_first, key_of_said,
};
pub use join::{join, part};
pub use page::{Page, of_person, open, sites_to_work_at, zone};
pub use phone::{CallTaken, TimeTaken, take_call, times};
pub use record::intake::inquiry::Beyond;
pub use touch::Touch;
pub(crate) use touch::{is_told, touch};
pub use work::{
    CallDraft, change, default_next_call, log_call, lose, reopen, take_call_back, wait,
};
pub(crate) use work::{call_in_danger, moved_to, worked};
pub use worklist::{SHOWN_MAX, Worklist, mark, worklist};

use crate::people::minor;
use crate::{Act, Clinic, Key, Refusal};
use care::intake::inquiry::{Inquiry, InquiryDraft, Request, Stage, StepKind, call_back_by};
use care::people::contact_rules::ContactRules;
use care::people::site::Site;
use care::{InquiryId, OrganizationId, PersonId, Role, TimeZoneName};
use jiff::Timestamp;
use policy::actor::Proof;
use policy::{Action, Actor, Resource};
use record::Read;
use record::intake::inquiry;
use record::people::{person, site};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a request from the public pages is remembered as.
const REQUEST_HELP: &str = "request_help";
/// What adding somebody who is here is remembered as.
const ADD_PERSON: &str = "add_person";

/// What whoever asked is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The request.
    pub inquiry: InquiryId,
    /// By when somebody calls back.
    pub call_back_by: Timestamp,
    /// The zone in which that is said.
    pub zone: TimeZoneName,
}

/// Takes a request from the public pages. Whoever sends it needs no account and learns nothing but the promise.
pub fn request(
    clinic: &Clinic,
    organization: OrganizationId,
    key: Key,
    draft: &InquiryDraft,
) -> Result<Receipt, Refusal> {
    clinic.act(&visitor(organization), key, (REQUEST_HELP, draft), |act| {
        act.permit(Action::RequestHelp)?;
        insert(act, draft, None, "inquiry.requested")
    })
}

/// What the same request was told when it was sent before, if it was: sending a form twice is no second request.
pub fn requested(
    clinic: &Clinic,
    organization: OrganizationId,
    key: Key,
    draft: &InquiryDraft,
) -> Result<Option<Receipt>, Refusal> {
    clinic.answered(&visitor(organization), key, (REQUEST_HELP, draft))
}

/// Adds a request that a coordinator types while talking: they have been reached by that.
pub fn add(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &InquiryDraft,
) -> Result<InquiryId, Refusal> {
    clinic.act(actor, key, ("add_inquiry", draft), |act| {
        Ok(reached(act, draft)?.id)
    })
}

/// Adds somebody who is here, as a request that has been reached: the assessment comes next. Answers who it is.
pub fn add_person(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &InquiryDraft,
) -> Result<PersonId, Refusal> {
    clinic.act(actor, key, (ADD_PERSON, draft), |act| {
        Ok(reached(act, draft)?.person)
    })
}

/// Who was added under this key as the same draft says, if somebody was.
pub(crate) fn person_added(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &InquiryDraft,
) -> Result<Option<PersonId>, Refusal> {
    clinic.answered(actor, key, (ADD_PERSON, draft))
}

/// What adding somebody who was reached does; it asks the policy itself.
pub(crate) fn reached(act: &mut Act<'_, '_>, draft: &InquiryDraft) -> Result<Inquiry, Refusal> {
    let organization = act.organization();
    act.permit_on(
        Action::AddInquiry,
        &Resource::Site(organization, draft.site),
    )?;
    let added = insert(act, draft, Some(act.actor.person()), "inquiry.added")?;
    let inquiry = inquiry::find(act.tx, added.inquiry)?.ok_or(Refusal::NotFound)?;
    inquiry::advance(act.tx, inquiry.person, Stage::Reached, act.now)?;
    Ok(inquiry)
}

/// What [`add_person`] would refuse, without writing anything.
pub(crate) fn check_person(
    clinic: &Clinic,
    actor: &Actor,
    draft: &InquiryDraft,
) -> Result<(), Refusal> {
    clinic.look(actor, |look| {
        let site = Resource::Site(look.organization(), draft.site);
        look.permit_on(Action::AddInquiry, &site)?;
        checked(look.read, draft).map(drop)
    })
}

/// Where a draft is for, where it can be kept.
fn checked(read: &mut impl Read, draft: &InquiryDraft) -> Result<Site, Refusal> {
    draft.check().map_err(Refusal::Fields)?;
    site::find(read, draft.site)?.ok_or_else(|| Refusal::field("site", "Choose one of the sites."))
}

fn insert(
    act: &mut Act<'_, '_>,
    draft: &InquiryDraft,
    owner: Option<PersonId>,
    said: &'static str,
) -> Result<Receipt, Refusal> {
    let site = checked(act.tx, draft)?;
    let minutes = act.clinic.settings().call_back_minutes;
    let inquiry = Inquiry {
        id: act.id(),
        person: act.id(),
        name: draft.name.clone(),
        contact: draft.contact.clone(),
        rules: ContactRules::from(draft.safe.clone()),
        request: Request::from(draft),
        site: site.id,
        stage: Stage::New,
        requested_at: act.now,
        promised_at: call_back_by(
            act.now,
            &site.hours,
            &site.zone,
            minutes,
            &ContactRules::from(draft.safe.clone()),
        ),
        next_call_at: None,
        waiting_since: None,
        clinician: None,
        owner,
        loss: None,
        joined_to: None,
    };
    let (id, person, dice) = (inquiry.id, inquiry.person, act.clinic.dice());
    let key = person::insert(
        act.tx,
        dice,
        person,
        &inquiry.name,
        &inquiry.contact,
        act.now,
    )?;
    person::set_rules(act.tx, dice, person, &inquiry.rules)?;
    inquiry::insert(act.tx, dice, &inquiry, &key)?;
    let detail = serde_json::json!({ "draft": draft });
    act.journal(said, ("inquiry", id.uuid()), Some(person), Some(detail))?;
    let today = site.zone.local(act.now).date();
    minor::notice(act, person, draft.born, today)?;
    danger::raise(act, &inquiry)?;
    // Whoever has the list of requests open sees it at once.
    act.clinic.bell().note();
    Ok(Receipt {
        inquiry: id,
        call_back_by: inquiry.promised_at,
        zone: site.zone,
    })
}

/// Who it is that does something at the public pages.
pub(crate) fn anybody() -> PersonId {
    PersonId::from(Uuid::max())
}

/// Anybody at the public pages. They prove nothing, and may do nothing but ask for help, or answer what they hold the
/// link to.
pub(crate) fn visitor(organization: OrganizationId) -> Actor {
    #[expect(
        clippy::disallowed_methods,
        reason = "there is nothing to prove for asking for help, and a link that is answered was checked"
    )]
    Actor::authenticated(Proof {
        organization,
        person: anybody(),
        roles: vec![Role::Visitor],
        sites: Vec::new(),
        session: None,
        stepped_up_until: None,
    })
}

/// One inquiry for a change: asks the policy before anything about it is known.
fn to_work(act: &mut Act<'_, '_>, action: Action, id: InquiryId) -> Result<Inquiry, Refusal> {
    let inquiry = inquiry::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
    act.permit_patient(action, inquiry.person)?;
    Ok(inquiry)
}

/// Writes an inquiry that moved, with the stage it came to where that is another.
pub(crate) fn keep(
    act: &mut Act<'_, '_>,
    inquiry: &Inquiry,
    before: Stage,
    kind: StepKind,
) -> Result<(), Refusal> {
    let now = act.now;
    // Whoever writes more into the public form is nobody here, and so is the server.
    let by = Some(act.actor.person()).filter(|by| *by != anybody() && !by.uuid().is_nil());
    inquiry::update(act.tx, act.clinic.dice(), inquiry)?;
    act.clinic.bell().note();
    let (id, person, stage) = (inquiry.id, inquiry.person, inquiry.stage);
    if kind != StepKind::Came {
        inquiry::log::step(act.tx, id, person, kind, stage, now, by)?;
    }
    if stage > before && stage != Stage::Lost {
        inquiry::log::step(act.tx, id, person, StepKind::Came, stage, now, by)?;
    }
    Ok(())
}
