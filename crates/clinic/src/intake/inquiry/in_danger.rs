//! A request that tells of danger is kept as far as it goes, at the first send; what was missing may follow from the
//! same form, or never come.

use super::{Receipt, danger, insert, visitor};
use crate::people::{minor, reach};
use crate::{Act, Clinic, Key, Refusal};
use care::intake::inquiry::{Inquiry, InquiryDraft, Request, Stage, StepKind};
use care::people::contact_rules::{ContactRules, SafeContact};
use care::{Contact, InquiryId, OrganizationId, Paragraph, PersonName};
use policy::Action;
use record::RecordError;
use record::intake::inquiry;
use record::people::{patient, person, site};

/// What a request is remembered as that was kept before it was whole, whatever it said then.
const KEEP_FIRST: &str = "keep_request_in_danger";

/// Keeps a request that tells of danger although something is missing, and raises what it tells of. The form's own key
/// stays free: the form is shown again, and what it sends then belongs to the same request.
pub fn keep_first(
    clinic: &Clinic,
    organization: OrganizationId,
    key: Key,
    draft: &InquiryDraft,
) -> Result<Receipt, Refusal> {
    clinic.act(
        &visitor(organization),
        key.next(),
        (KEEP_FIRST, &()),
        |act| {
            act.permit(Action::RequestHelp)?;
            insert(act, draft, None, "inquiry.requested")
        },
    )
}

/// What was kept of the form with this key before it was whole, if anything was.
pub fn kept_first(
    clinic: &Clinic,
    organization: OrganizationId,
    key: Key,
) -> Result<Option<Receipt>, Refusal> {
    clinic.answered(&visitor(organization), key.next(), (KEEP_FIRST, &()))
}

/// Adds what the same form says now. Sending the same twice has one effect; what differs counts each time.
pub fn add_rest(
    clinic: &Clinic,
    organization: OrganizationId,
    key: Key,
    kept: &Receipt,
    draft: &InquiryDraft,
) -> Result<Receipt, Refusal> {
    let said = serde_json::to_vec(&(key.uuid(), draft))
        .map_err(|_| RecordError::damaged("what a form said"))?;
    let key = clinic
        .record()
        .read(organization, |read| Key::once(read, "inquiry.rest", &said))?;
    let command = ("add_rest_of_request", &(kept.inquiry, draft));
    clinic.act(&visitor(organization), key, command, |act| {
        act.permit(Action::RequestHelp)?;
        add(act, kept.inquiry, draft)?;
        promised(act, kept)
    })
}

/// What was promised, at a time that is theirs by what they have said since.
fn promised(act: &mut Act<'_, '_>, kept: &Receipt) -> Result<Receipt, Refusal> {
    let inquiry = inquiry::find(act.tx, kept.inquiry)?.ok_or(Refusal::NotFound)?;
    let site = site::find(act.tx, inquiry.site)?.ok_or(Refusal::NotFound)?;
    Ok(Receipt {
        inquiry: kept.inquiry,
        call_back_by: reach::in_their_time(&inquiry.rules, &site, kept.call_back_by),
        zone: site.zone,
    })
}

fn add(act: &mut Act<'_, '_>, id: InquiryId, draft: &InquiryDraft) -> Result<(), Refusal> {
    let before = inquiry::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
    let settled = patient::find(act.tx, before.person)?.is_some() || before.joined_to.is_some();
    let mut inquiry = before.clone();
    if !settled && before.stage == Stage::New && before.owner.is_none() {
        say_anew(act, &mut inquiry, draft)?;
    } else {
        say_more(&mut inquiry, draft, settled);
    }
    if inquiry == before {
        // It is said once more, and nothing is new.
        let detail = serde_json::json!({ "again": true });
        let subject = ("inquiry", id.uuid());
        act.journal(
            "inquiry.requested",
            subject,
            Some(inquiry.person),
            Some(detail),
        )?;
        return Ok(());
    }
    let (person, stage, dice) = (inquiry.person, inquiry.stage, act.clinic.dice());
    if (&inquiry.name, &inquiry.contact) != (&before.name, &before.contact) {
        person::update(act.tx, dice, person, &inquiry.name, &inquiry.contact)?;
    }
    inquiry::update(act.tx, dice, &inquiry)?;
    inquiry::log::step(act.tx, id, person, StepKind::Changed, stage, act.now, None)?;
    if inquiry.rules != before.rules {
        // After the request is written: other rules may put its next call off.
        reach::write(act, person, &before.rules, &inquiry.rules)?;
    }
    let detail = serde_json::json!({ "before": before, "after": draft });
    let subject = ("inquiry", id.uuid());
    act.journal("inquiry.changed", subject, Some(person), Some(detail))?;
    let told = (inquiry.request.dangers(), &inquiry.request.words);
    if told != (before.request.dangers(), &before.request.words) {
        danger::raise(act, &inquiry)?;
    }
    if inquiry.request.born != before.request.born {
        let today = crate::stays::stay::today_at(act, inquiry.site)?;
        minor::notice(act, person, inquiry.request.born, today)?;
    }
    Ok(())
}

/// Nobody has worked it yet: what is said now stands, and what was said before where nothing is said now.
fn say_anew(
    act: &mut Act<'_, '_>,
    inquiry: &mut Inquiry,
    draft: &InquiryDraft,
) -> Result<(), Refusal> {
    inquiry.name = either(&draft.name, &inquiry.name);
    inquiry.contact = either_way(&draft.contact, &inquiry.contact);
    say_how(inquiry, &draft.safe);
    inquiry.request = Request::from(draft);
    if let Some(site) = site::find(act.tx, draft.site)? {
        inquiry.site = site.id;
    }
    Ok(())
}

/// Staff are at it: what they wrote down stands, and what was not known yet is added. Of somebody who is settled
/// elsewhere by now, only the words are.
fn say_more(inquiry: &mut Inquiry, draft: &InquiryDraft, settled: bool) {
    if !settled {
        inquiry.name = either(&inquiry.name, &draft.name);
        inquiry.contact = either_way(&inquiry.contact, &draft.contact);
        // Who asks stays as it stands, and so does whom the answer goes to.
        let safe = SafeContact {
            with: inquiry.rules.with(),
            ..draft.safe.clone()
        };
        say_how(inquiry, &safe);
    }
    let known = inquiry.request.words.as_ref().map(Paragraph::as_str);
    let new = draft.words.as_ref().map(Paragraph::as_str);
    if let Some(new) = new.filter(|new| known.is_none_or(|known| !known.contains(new))) {
        let words = format!("{new}\n\n{}", known.unwrap_or_default());
        inquiry.request.words = Paragraph::cut(&words);
    }
}

/// How it is safe to be in touch, as the form says it now: in place of what it said before, or beside what somebody else
/// has written down since, so that the stricter holds.
fn say_how(inquiry: &mut Inquiry, safe: &SafeContact) {
    let before = &inquiry.request.safe_said;
    if safe == before {
        return;
    }
    let said = ContactRules::from(safe.clone());
    if inquiry.rules == ContactRules::from(before.clone()) {
        inquiry.rules = said;
    } else {
        inquiry.rules.join(&said);
    }
}

/// One name, and of another what it leaves open.
fn either(one: &PersonName, other: &PersonName) -> PersonName {
    let mut name = one.clone();
    if !name.given.is_said() {
        name.given = other.given.clone();
    }
    if !name.family.is_said() {
        name.family = other.family.clone();
    }
    name.preferred = name.preferred.or_else(|| other.preferred.clone());
    name
}

/// One contact, and of another what it leaves open.
fn either_way(one: &Contact, other: &Contact) -> Contact {
    Contact {
        phone: one.phone.clone().or_else(|| other.phone.clone()),
        email: one.email.clone().or_else(|| other.email.clone()),
    }
}
