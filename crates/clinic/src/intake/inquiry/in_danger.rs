//! A request that tells of danger is kept as far as it goes, at the first send; what was missing may follow from the
//! same form, or never come.

use super::{Receipt, danger, insert, visitor};
use crate::people::{minor, reach};
use crate::{Act, Clinic, Key, Refusal};
use care::intake::inquiry::{Inquiry, InquiryDraft, InquiryStep, SafeNow, Stage, StepKind, perils};
use care::people::contact_rules::{ContactRules, SafeContact};
use care::{OrganizationId, Paragraph, PersonName, SiteId};
use policy::Action;
use record::intake::inquiry;
use record::people::{patient, person, site};
use record::{Read, RecordError};
use serde::Serialize;
use uuid::Builder;

/// How often the same form may add to its request: whoever corrects themselves stays below it.
pub const ADDED_MAX: usize = 20;
/// Seconds of an hour.
const HOUR_SECONDS: i64 = 60 * 60;
/// What adding to a request is remembered as.
const ADD_REST: &str = "add_rest_of_request";
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

/// The key of a form that came without one that is good any more, such as one opened long ago: it follows from what was
/// `said`, so that sending the same twice within an hour is harmless, and is as old as that hour. What is said again later
/// is heard again.
pub fn key_of_said(
    clinic: &Clinic,
    organization: OrganizationId,
    said: &impl Serialize,
) -> Result<Key, Refusal> {
    let hour = clinic.now().as_second().div_euclid(HOUR_SECONDS);
    let bytes =
        serde_json::to_vec(&(hour, said)).map_err(|_| RecordError::damaged("what a form said"))?;
    let once = clinic.record().read(organization, |read| {
        Key::once(read, "inquiry.without_key", &bytes)
    })?;
    let mut random = [0; 10];
    random.copy_from_slice(&once.uuid().as_bytes()[..10]);
    let millis = u64::try_from(hour.saturating_mul(HOUR_SECONDS * 1000)).unwrap_or_default();
    let uuid = Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
    Ok(Key::of(uuid))
}

/// What a form says after something of it was kept.
#[derive(Clone, Copy)]
pub struct Rest<'a> {
    /// All that it says, as a request.
    pub draft: &'a InquiryDraft,
    /// The site, where one was chosen; the draft always has one.
    pub site: Option<SiteId>,
}

/// What becomes of the rest that a form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adding {
    /// It is new, and there is room for it.
    New,
    /// All of it is known already, and this was promised; nothing has to be written.
    Known(Receipt),
    /// The form has added all that one may; nothing more is taken from it.
    Full,
}

/// What would become of what the form with this key says now. Nothing is written by asking.
pub fn adding(
    clinic: &Clinic,
    organization: OrganizationId,
    key: Key,
    kept: &Receipt,
    rest: Rest<'_>,
) -> Result<Adding, Refusal> {
    let once = key_of_rest(clinic, organization, key, rest.draft)?;
    let command = (ADD_REST, &(kept.inquiry, rest.draft));
    if let Some(receipt) = clinic.answered(&visitor(organization), once, command)? {
        return Ok(Adding::Known(receipt));
    }
    clinic.record().read(organization, |read| {
        let before = inquiry::find(read, kept.inquiry)?.ok_or(Refusal::NotFound)?;
        Ok(if said(read, &before, rest)? == before {
            Adding::Known(promised(read, &before, kept)?)
        } else if is_full(read, &before)? {
            Adding::Full
        } else {
            Adding::New
        })
    })
}

/// Adds what the same form says now; nothing is added, and nothing answered, where there is no room for it. Sending the
/// same twice has one effect; what differs counts each time.
pub fn add_rest(
    clinic: &Clinic,
    organization: OrganizationId,
    key: Key,
    kept: &Receipt,
    rest: Rest<'_>,
) -> Result<Option<Receipt>, Refusal> {
    let once = key_of_rest(clinic, organization, key, rest.draft)?;
    let command = (ADD_REST, &(kept.inquiry, rest.draft));
    let mut full = false;
    let added = clinic.act(&visitor(organization), once, command, |act| {
        act.permit(Action::RequestHelp)?;
        let before = inquiry::find(act.tx, kept.inquiry)?.ok_or(Refusal::NotFound)?;
        // Asked here once more: of many that are sent at once, each may have found room.
        full = is_full(act.tx, &before)?;
        if full {
            let sentence = "This form takes nothing more.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let after = add(act, &before, rest)?;
        promised(act.tx, &after, kept)
    });
    match added {
        Err(Refusal::Conflict(_)) if full => Ok(None),
        added => added.map(Some),
    }
}

/// What was promised, at a time that is theirs by what they have said since.
fn promised(read: &mut impl Read, inquiry: &Inquiry, kept: &Receipt) -> Result<Receipt, Refusal> {
    let site = site::find(read, inquiry.site)?.ok_or(Refusal::NotFound)?;
    Ok(Receipt {
        inquiry: kept.inquiry,
        call_back_by: reach::in_their_time(&inquiry.rules, &site, kept.call_back_by),
        zone: site.zone,
    })
}

fn key_of_rest(
    clinic: &Clinic,
    organization: OrganizationId,
    key: Key,
    draft: &InquiryDraft,
) -> Result<Key, Refusal> {
    let said = serde_json::to_vec(&(key.uuid(), draft))
        .map_err(|_| RecordError::damaged("what a form said"))?;
    clinic
        .record()
        .read(organization, |read| Key::once(read, "inquiry.rest", &said))
}

/// Whether the form that an inquiry came from has added all that one may. Of a request every change without a name is
/// the form's.
fn is_full(read: &mut impl Read, inquiry: &Inquiry) -> Result<bool, Refusal> {
    let steps = inquiry::log::steps(read, inquiry.id, inquiry.person)?;
    let added = |step: &&InquiryStep| step.kind == StepKind::Changed && step.by.is_none();
    Ok(steps.iter().filter(added).count() >= ADDED_MAX)
}

/// The inquiry with what its form says now.
fn said(read: &mut impl Read, before: &Inquiry, rest: Rest<'_>) -> Result<Inquiry, Refusal> {
    let settled = patient::find(read, before.person)?.is_some() || before.joined_to.is_some();
    let mut inquiry = before.clone();
    if settled || before.stage != Stage::New || before.owner.is_some() {
        say_more(&mut inquiry, rest.draft, settled);
        return Ok(inquiry);
    }
    // Nobody has worked it yet: what is said now stands, and what was said before where nothing is said now.
    inquiry.name = either(&rest.draft.name, &inquiry.name);
    inquiry.contact = rest.draft.contact.or(&inquiry.contact);
    let request = inquiry.request.said_anew(rest.draft);
    say_how(&mut inquiry, &request.safe_said);
    inquiry.request = request;
    if let Some(chosen) = rest.site
        && let Some(site) = site::find(read, chosen)?
    {
        inquiry.site = site.id;
    }
    Ok(inquiry)
}

fn add(act: &mut Act<'_, '_>, before: &Inquiry, rest: Rest<'_>) -> Result<Inquiry, Refusal> {
    let inquiry = said(act.tx, before, rest)?;
    let (id, person, subject) = (before.id, before.person, ("inquiry", before.id.uuid()));
    if inquiry == *before {
        // It is said once more, and nothing is new.
        let detail = serde_json::json!({ "again": true });
        act.journal("inquiry.requested", subject, Some(person), Some(detail))?;
        return Ok(inquiry);
    }
    let (stage, dice) = (inquiry.stage, act.clinic.dice());
    if (&inquiry.name, &inquiry.contact) != (&before.name, &before.contact) {
        person::update(act.tx, dice, person, &inquiry.name, &inquiry.contact)?;
    }
    inquiry::update(act.tx, dice, &inquiry)?;
    inquiry::log::step(act.tx, id, person, StepKind::Changed, stage, act.now, None)?;
    if inquiry.rules != before.rules {
        // After the request is written: other rules may put its next call off.
        reach::write(act, person, &before.rules, &inquiry.rules)?;
    }
    let detail = serde_json::json!({ "before": before, "after": rest.draft });
    act.journal("inquiry.changed", subject, Some(person), Some(detail))?;
    let told = (inquiry.request.dangers(), &inquiry.request.words);
    if told != (before.request.dangers(), &before.request.words) {
        danger::raise(act, &inquiry)?;
    }
    if inquiry.request.born != before.request.born {
        let today = crate::stays::stay::today_at(act, inquiry.site)?;
        minor::notice(act, person, inquiry.request.born, today)?;
    }
    Ok(inquiry)
}

/// Staff are at it: what they wrote down stands, and what was not known yet is added. Of somebody who is settled
/// elsewhere by now, only what tells of them today is: the words, and that they are not safe.
fn say_more(inquiry: &mut Inquiry, draft: &InquiryDraft, settled: bool) {
    if !settled {
        inquiry.name = either(&inquiry.name, &draft.name);
        inquiry.contact = inquiry.contact.or(&draft.contact);
        // Who asks stays as it stands, and so does whom the answer goes to.
        let safe = SafeContact {
            with: inquiry.rules.with(),
            ..draft.safe.clone()
        };
        say_how(inquiry, &safe);
    }
    let request = &mut inquiry.request;
    if !settled {
        request.born = request.born.or(draft.born);
        request.age = request.age.or(draft.age);
        request.source = request.source.or(draft.source);
    }
    if draft.safe_now.is_some_and(SafeNow::is_danger) || request.safe_now.is_none() {
        request.safe_now = draft.safe_now.or(request.safe_now);
    }
    // What was written of danger beside the words is not lost between the rules for being in touch.
    let lines = [&draft.safe.ask_for, &draft.safe.note]
        .into_iter()
        .flatten();
    let lines = lines.map(|line| line.open().as_str());
    let told = lines.filter(|line| !perils([*line]).is_empty());
    for new in told.chain(draft.words.as_ref().map(Paragraph::as_str)) {
        let safe = &request.safe_said;
        let beside = [&safe.ask_for, &safe.note].into_iter().flatten();
        let beside = beside.map(|line| line.open().as_str());
        let known = request.words.as_ref().map(Paragraph::as_str);
        if !known
            .into_iter()
            .chain(beside)
            .any(|known| known.contains(new))
        {
            let words = format!("{new}\n\n{}", known.unwrap_or_default());
            request.words = Paragraph::cut(&words);
        }
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
