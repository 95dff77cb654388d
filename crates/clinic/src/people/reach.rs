//! Being in touch with somebody: the one question that is asked before anything leaves, and the rules that answer it.
//!
//! A message cannot be queued without it (`crate::mail::enqueue` asks), nor a call to a browser. What nobody sends
//! but somebody does by hand, a call or a voicemail, is asked where it is offered and where it is noted. What a rule
//! forbids is refused with the sentence of the rule, and goes through with a reason alone, which the journal keeps.

use crate::intake::inquiry::is_told;
use crate::intake::reminder;
use crate::{Act, Clinic, Key, Look, Refusal, Version};
use care::daytime::minute_of;
use care::intake::inquiry::{Inquiry, Pressing, Stage, StepKind, call_back_by};
use care::people::contact_rules::{CallBack, ContactRules, Forbidden, Means, SafeContact, WayOut};
use care::people::site::Site;
use care::{Contact, Line, PersonId, TimeZoneName};
use jiff::Timestamp;
use policy::{Action, Actor};
use record::Read;
use record::intake::inquiry;
use record::people::about::Known;
use record::people::{about, person, site};
use std::collections::HashMap;

/// The field in which a reason goes that overrides a rule.
pub const DESPITE: &str = "despite";

/// The rule that forbids something to leave towards somebody by a way, at an instant; nothing where none does.
/// Everything that leaves asks this.
pub(crate) fn forbidden(
    read: &mut impl Read,
    whom: PersonId,
    way: WayOut,
    at: Timestamp,
) -> Result<Option<Forbidden>, Refusal> {
    let means = way.means();
    if means == Means::Free {
        return Ok(None);
    }
    let rules = person::rules(read, whom)?;
    let minute = if means.rings() {
        minute_at(read, whom, at)?
    } else {
        0
    };
    Ok(rules.refuses(way, CallBack::Person, minute))
}

/// The same for many people, about a way that nobody hears at once; whoever may be written to is left out.
pub(crate) fn forbidden_to(
    read: &mut impl Read,
    people: &[PersonId],
    way: WayOut,
) -> Result<HashMap<PersonId, Forbidden>, Refusal> {
    let rules = person::rules_of(read, people)?;
    let refused = |(id, rules): (&PersonId, &ContactRules)| {
        Some((*id, rules.refuses(way, CallBack::Person, 0)?))
    };
    Ok(rules.iter().filter_map(refused).collect())
}

/// The same question for an act: what is forbidden is refused, or goes through with a reason that the journal keeps.
pub(crate) fn clear(
    act: &mut Act<'_, '_>,
    whom: PersonId,
    way: WayOut,
    despite: Option<&Line>,
) -> Result<(), Refusal> {
    let now = act.now;
    let Some(rule) = forbidden(act.tx, whom, way, now)? else {
        return Ok(());
    };
    settle(act, whom, way, rule, despite)
}

/// Refuses by a rule, or notes the reason that overrides it.
pub(crate) fn settle(
    act: &mut Act<'_, '_>,
    whom: PersonId,
    way: WayOut,
    rule: Forbidden,
    despite: Option<&Line>,
) -> Result<(), Refusal> {
    let Some(reason) = despite else {
        let sentence = format!(
            "{} That is one of their rules for being in touch. Change the rules, or give the reason why it has to be all the same.",
            rule.label()
        );
        return Err(Refusal::field(DESPITE, sentence));
    };
    let detail = serde_json::json!({ "way": way, "rule": rule, "reason": reason });
    let subject = ("person", whom.uuid());
    act.journal(
        "contact_rules.overridden",
        subject,
        Some(whom),
        Some(detail),
    )
}

/// Notes that something did not leave because of a rule, where nobody is there to give a reason.
pub(crate) fn withheld(
    act: &mut Act<'_, '_>,
    whom: PersonId,
    way: WayOut,
    rule: Forbidden,
) -> Result<(), Refusal> {
    let detail = serde_json::json!({ "way": way, "rule": rule });
    let subject = ("person", whom.uuid());
    act.journal("contact_rules.held", subject, Some(whom), Some(detail))
}

/// The minute of the day where somebody is seen; in Greenwich for whoever is seen nowhere, such as staff.
fn minute_at(read: &mut impl Read, whom: PersonId, at: Timestamp) -> Result<u16, Refusal> {
    let ties = inquiry::ties(read, &[whom], whom)?;
    let site = match ties.get(&whom) {
        Some(facts) => site::find(read, facts.site)?,
        None => None,
    };
    let local = match site {
        Some(site) => site.zone.local(at),
        None => care::zone::greenwich(at),
    };
    Ok(minute_of(local.time()))
}

/// How somebody is reached, above every page about them.
#[derive(Clone, Debug)]
pub struct ContactStrip {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Their rules.
    pub rules: ContactRules,
    /// Whom to ask for: the person, or whoever asked for help where the answer goes to them.
    pub whom: String,
    /// How whoever that is can be reached.
    pub contact: Contact,
    /// The zone by whose clock their times count.
    pub zone: TimeZoneName,
    /// Whether it is a good time for a call.
    pub is_good_time: bool,
    /// The rule that forbids a call now.
    pub no_call: Option<Forbidden>,
    /// Whether the actor may edit the rules.
    pub may_edit: bool,
}

/// By which right the actor sees how somebody is reached: whoever opens their record or their request, or answers for
/// their safety, has to know it before they call.
pub(crate) fn seeing(look: &mut Look<'_, '_>, id: PersonId) -> Result<Option<Action>, Refusal> {
    for action in [
        Action::ViewPatient,
        Action::ViewInquiry,
        Action::RespondToSignal,
    ] {
        if look.could(action, id)? {
            return Ok(Some(action));
        }
    }
    Ok(None)
}

/// How somebody of whom this is known is reached, by the clocks of their zone.
pub(crate) fn strip_of(
    look: &mut Look<'_, '_>,
    id: PersonId,
    known: &Known,
    zone: TimeZoneName,
) -> Result<ContactStrip, Refusal> {
    let rules = known.rules.clone();
    let to = rules.with();
    let (whom, contact) = match to {
        CallBack::Person => (known.name.called().to_owned(), known.contact.clone()),
        CallBack::Asker => asker_as_seen(look, id)?,
    };
    let minute = minute_of(zone.local(look.now).time());
    Ok(ContactStrip {
        person: id,
        name: known.name.full(),
        is_good_time: rules.is_good_time(minute),
        no_call: rules.refuses(WayOut::Call, to, minute),
        rules,
        whom,
        contact,
        zone,
        may_edit: look.could(Action::EditContactRules, id)?,
    })
}

/// Whoever asked for help, as far as the actor may know who that is.
fn asker_as_seen(look: &mut Look<'_, '_>, id: PersonId) -> Result<(String, Contact), Refusal> {
    let (by, now) = (look.actor.person(), look.now);
    let sees = look.could(Action::ViewInquiry, id)?
        || look.could(Action::ReachInDanger, id)? && is_told(look.read, id, by, now)?;
    let known = if sees { asked_by(look.read, id)? } else { None };
    Ok(known.unwrap_or_else(|| ("whoever asked for help".to_owned(), Contact::default())))
}

/// Who asked for help for somebody, and how they are reached.
fn asked_by(read: &mut impl Read, id: PersonId) -> Result<Option<(String, Contact)>, Refusal> {
    let requests = inquiry::of_person(read, id)?;
    Ok(requests.iter().find_map(|inquiry| {
        let asker = &inquiry.request.asker;
        let (name, contact) = (asker.name()?, asker.contact()?);
        Some((name.to_string(), contact.clone()))
    }))
}

/// What the page of somebody's rules shows.
pub struct ContactSheet {
    /// What the person is called.
    pub name: String,
    /// How they are reached.
    pub strip: ContactStrip,
    /// One set of rules to begin with.
    pub begin: SafeContact,
    /// Whether somebody else asked for them, to whom the answer may go.
    pub asked_by: bool,
    /// The version of the rules, for the form.
    pub version: Version,
}

/// The rules of somebody, for the form that edits them.
pub fn sheet(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<ContactSheet, Refusal> {
    clinic.look(actor, |look| {
        look.introduce([id])?;
        let action = seeing(look, id)?.unwrap_or(Action::ViewPatient);
        look.permit_patient(action, id)?;
        let known = about::find(look.read, id)?;
        let at = look.site_of(id)?;
        let site = site::find(look.read, at)?.ok_or(Refusal::NotFound)?;
        let strip = strip_of(look, id, &known, site.zone)?;
        let asked_by = asked_by(look.read, id)?.is_some();
        let subject = ("person", id.uuid());
        look.saw("contact_rules.viewed", subject, Some(id), None);
        Ok(ContactSheet {
            name: known.name.full(),
            begin: strip.rules.together(),
            version: Version::of(&strip.rules)?,
            strip,
            asked_by,
        })
    })
}

/// Writes down how it is safe to be in touch with somebody, in place of everything that was said before.
pub fn set_rules(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    safe: &SafeContact,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_contact_rules", &(id, safe)), |act| {
        act.permit_patient(Action::EditContactRules, id)?;
        let before = person::rules(act.tx, id)?;
        act.unchanged(Version::of(&before)?)?;
        if safe.channels.is_empty() {
            let sentence = "Choose at least one way to be in touch.";
            return Err(Refusal::field("channels", sentence));
        }
        if safe.with == CallBack::Asker && asked_by(act.tx, id)?.is_none() {
            let sentence =
                "Nobody else asked for them, so there is only the person to be in touch with.";
            return Err(Refusal::field("with", sentence));
        }
        let after = ContactRules::from(safe.clone());
        write(act, id, &before, &after)
    })
}

/// Notes that somebody calls against a rule, and why.
pub fn call_despite(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    reason: &Line,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("call_despite_rules", &(id, reason)), |act| {
        act.permit_patient(Action::EditContactRules, id)?;
        let zone = door::zone(act.tx, act.actor, id)?;
        let rules = person::rules(act.tx, id)?;
        let minute = minute_of(zone.local(act.now).time());
        match rules.refuses(WayOut::Call, rules.with(), minute) {
            Some(rule) => settle(act, id, WayOut::Call, rule, Some(reason)),
            None => Err(Refusal::Conflict(
                "No rule stands against a call now.".to_owned(),
            )),
        }
    })
}

/// Writes other rules, within an act that is permitted already: the journal keeps both, and the calls that were due at
/// a time which is not theirs any more are put off to one that is.
pub(crate) fn write(
    act: &mut Act<'_, '_>,
    id: PersonId,
    before: &ContactRules,
    after: &ContactRules,
) -> Result<(), Refusal> {
    person::set_rules(act.tx, act.clinic.dice(), id, after)?;
    for inquiry in inquiry::of_person(act.tx, id)? {
        if inquiry.person == id {
            put_off(act, inquiry)?;
        }
    }
    reminder::replan(act, id)?;
    let detail = serde_json::json!({ "before": before, "after": after });
    let subject = ("person", id.uuid());
    act.journal("contact_rules.changed", subject, Some(id), Some(detail))
}

/// Lets the rules of a joined request hold for the person it turned out to be about: the stricter of both.
pub(crate) fn join(
    act: &mut Act<'_, '_>,
    from: &ContactRules,
    into: PersonId,
) -> Result<(), Refusal> {
    let before = person::rules(act.tx, into)?;
    let mut after = before.clone();
    after.join(from);
    if after == before {
        return Ok(());
    }
    write(act, into, &before, &after)
}

/// Puts the next call of a request off where it is due at a time that is not theirs. Danger does not wait for it.
fn put_off(act: &mut Act<'_, '_>, mut inquiry: Inquiry) -> Result<(), Refusal> {
    let due = match (inquiry.next_call_at, inquiry.stage) {
        (Some(at), _) => at,
        (None, Stage::New) => inquiry.promised_at,
        (None, _) => return Ok(()),
    };
    if !inquiry.is_open() || inquiry.request.pressing() == Pressing::Now {
        return Ok(());
    }
    let site = site::find(act.tx, inquiry.site)?.ok_or(Refusal::NotFound)?;
    let next = in_their_time(&inquiry.rules, &site, due);
    if next == due {
        return Ok(());
    }
    inquiry.next_call_at = Some(next);
    let stage = inquiry.stage;
    crate::intake::inquiry::keep(act, &inquiry, stage, StepKind::Changed)
}

/// The instant itself where somebody may be called by then, or else the next at which they may.
pub(crate) fn in_their_time(rules: &ContactRules, site: &Site, due: Timestamp) -> Timestamp {
    if suits(rules, site, due) {
        due
    } else {
        call_back_by(due, &site.hours, &site.zone, 0, rules)
    }
}

/// Whether somebody may be called at an instant.
pub(crate) fn suits(rules: &ContactRules, site: &Site, at: Timestamp) -> bool {
    let minute = minute_of(site.zone.local(at).time());
    // A promise may end with their time: by nine means before nine.
    rules.suits(minute)
        || minute
            .checked_sub(1)
            .is_some_and(|minute| rules.suits(minute))
}
