//! Arriving: a site's screen by the door, the code on somebody's phone, and what typing one at the other does.
//!
//! The screen's address is a secret of 256 bits that is shown once; only its hash is kept. A code is a keyed hash of
//! person and session, so nothing is stored of it and it holds for that session alone. Both together prove who is
//! there: the arrival is done by the person themselves, under the rule for what people may do about themselves. It
//! marks the roster only where nothing is said yet; what staff said stands.

use crate::access::sign_in::{Guesses, Ticket, present};
use crate::attendance::session;
use crate::attendance::session::meeting;
use crate::groups::schedule;
use crate::groups::schedule::{Expected, attended, find_session};
use crate::{Act, Clinic, Key, Refusal};
use care::attendance::arrival::{Code, mark, open};
use care::groups::group::{MeetingPlace, Session};
use care::people::site::Site;
use care::zone::greenwich;
use care::{GroupId, PersonId, SiteId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use policy::{Action, Actor, Resource};
use record::attendance::arrival;
use record::people::site;
use record::seal::OrganizationKeys;
use record::{Read, RecordError, Tx};
use uuid::Uuid;
use zeroize::Zeroizing;

/// What a code that fits nobody is told. It does not say which of its reasons it has.
pub const DID_NOT_WORK: &str =
    "That code did not work. Look at your phone and try again, or tell somebody on staff.";

/// Makes a new secret address for a site's screen; any earlier one stops at once. The answer is the only time that it
/// is told.
pub fn make_kiosk(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    site: SiteId,
) -> Result<Zeroizing<String>, Refusal> {
    let (secret, ticket) = Ticket::fresh(clinic, actor.organization());
    let made = clinic.act(actor, key, ("make_kiosk", &site), |act| {
        manage(act, site)?;
        arrival::set_kiosk(act.tx, site, ticket.hash, act.now)?;
        act.journal("kiosk.made", ("site", site.uuid()), None, None)?;
        Ok(ticket.hash)
    })?;
    if made != ticket.hash {
        let sentence = "An address was made already and shown on the first page. If you did not keep it, make a new one.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    let base = &clinic.settings().base_url;
    Ok(Zeroizing::new(format!("{base}/kiosk/{}", secret.as_str())))
}

/// Takes the address of a site's screen back.
pub fn revoke_kiosk(clinic: &Clinic, actor: &Actor, key: Key, site: SiteId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("revoke_kiosk", &site), |act| {
        manage(act, site)?;
        if !arrival::remove_kiosk(act.tx, site)? {
            let sentence = "There is no address to take back.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        act.journal("kiosk.revoked", ("site", site.uuid()), None, None)
    })
}

fn manage(act: &mut Act<'_, '_>, site: SiteId) -> Result<(), Refusal> {
    act.permit(Action::ManageOrganization)?;
    site::find(act.tx, site)?.ok_or(Refusal::NotFound)?;
    Ok(())
}

/// When the address of a site's screen was made, if it has one.
pub fn kiosk_made(
    clinic: &Clinic,
    actor: &Actor,
    site: SiteId,
) -> Result<Option<Timestamp>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ManageOrganization)?;
        Ok(arrival::kiosk_made(look.read, site)?)
    })
}

/// What somebody sees about arriving at the session that is next or under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnCode {
    /// What to type at the door.
    pub code: Code,
    /// Whether it was typed already.
    pub arrived: bool,
    /// Whether they came to another session that is on now, and this is the code for the one after it.
    pub came_before: bool,
}

/// The code for one's own next session, while it holds and where there is a screen to type it at.
pub fn own_code(clinic: &Clinic, actor: &Actor) -> Result<Option<OwnCode>, Refusal> {
    clinic.look(actor, |look| {
        let (organization, person) = (look.organization(), actor.person());
        look.permit_on(
            Action::ArriveOneself,
            &Resource::Account(organization, person),
        )?;
        let span = around(greenwich(look.now).date());
        let mut own: Option<OwnCode> = None;
        for mine in attended(look.read, person, span)? {
            let at_door = arrival::kiosk_made(look.read, mine.site.id)?.is_some();
            if !at_door || !takes(&mine.session, look.now) {
                continue;
            }
            let of = (mine.group.id, mine.session.date);
            let there = arrival::of_session(look.read, mine.group.id, mine.session.date)?;
            let keys = OrganizationKeys::load(look.read)?;
            let found = OwnCode {
                code: Code::from_hash(&hash(&keys, person, of)),
                arrived: there.contains_key(&person),
                came_before: own.is_some_and(|before| before.arrived),
            };
            own = Some(found);
            if !found.arrived {
                break;
            }
        }
        Ok(own)
    })
}

/// Whether there is a screen at this secret address. One that was never made and one that was taken back are alike.
pub fn kiosk(clinic: &Clinic, secret: &str) -> Result<(), Refusal> {
    let ticket = Ticket::parse(secret).ok_or(Refusal::NotFound)?;
    let of = |read: &mut record::Reader<'_>| {
        arrival::by_secret(read, ticket.hash).map_err(Refusal::from)
    };
    clinic
        .record()
        .read(ticket.organization, of)?
        .map(drop)
        .ok_or(Refusal::NotFound)
}

/// Somebody types a code at a screen. The key follows from who arrives at what, so that typing it twice has one effect.
pub fn arrive(clinic: &Clinic, secret: &str, typed: &str) -> Result<(), Refusal> {
    let ticket = Ticket::parse(secret).ok_or(Refusal::NotFound)?;
    kiosk(clinic, secret)?;
    let code = Code::parse(typed).map_err(|invalid| Refusal::invalid("code", invalid))?;
    // One transaction, so that many guesses at once count one after the other.
    let found = clinic.record().transact(ticket.organization, |tx| {
        guess(tx, &ticket, code, clinic.now())
    })?;
    let Some((actor, of, key)) = found else {
        return Err(did_not_work());
    };
    let arrived = clinic.act(&actor, key, ("arrive", &of), |act| note(act, of));
    arrived.map_err(|refusal| match refusal {
        Refusal::Denied | Refusal::NotFound | Refusal::Record(RecordError::Forgotten) => {
            did_not_work()
        }
        other => other,
    })
}

fn did_not_work() -> Refusal {
    Refusal::field("code", DID_NOT_WORK)
}

/// A session: its group and original date.
type Of = (GroupId, Date);

/// Who a code at a screen is of, or a failure counted against that screen.
fn guess(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    code: Code,
    now: Timestamp,
) -> Result<Option<(Actor, Of, Key)>, Refusal> {
    let organization = ticket.organization;
    let site = arrival::by_secret(tx, ticket.hash)?.ok_or(Refusal::NotFound)?;
    let keys = OrganizationKeys::load(tx)?;
    let guesses = Guesses::of(keys.keyed_hash("throttle kiosk", site.uuid().as_bytes()));
    guesses.may(tx, now)?;
    let Some((person, of)) = whose(tx, site, &keys, code, now)? else {
        guesses.failed(tx, now)?;
        return Ok(None);
    };
    let hash = keys.keyed_hash("arrival key", &bytes(person, of));
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    let key = Key::of(Uuid::from_bytes(half));
    Ok(Some((present(tx, organization, person)?, of, key)))
}

/// The one person whose code this is at a site now. Two people with the same code are nobody: staff see them.
fn whose(
    read: &mut impl Read,
    site: SiteId,
    keys: &OrganizationKeys,
    code: Code,
    now: Timestamp,
) -> Result<Option<(PersonId, Of)>, Refusal> {
    let site: Site = site::find(read, site)?.ok_or(Refusal::NotFound)?;
    let schedule = schedule::at(read, [&site])?;
    let mut taking = schedule.sessions(around(site.zone.local(now).date()));
    taking.retain(|session| takes(session, now));
    let mut found = Vec::new();
    for (session, people) in Expected::at(read, taking)?.each() {
        let of = (session.group, session.date);
        let fits = |person: &&PersonId| Code::from_hash(&hash(keys, **person, of)) == code;
        found.extend(people.iter().filter(fits).map(|person| (*person, of)));
    }
    Ok(match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    })
}

/// The days on which a session can lie whose codes hold on `today`: one may run past midnight, or begin just after it.
fn around(today: Date) -> (Date, Date) {
    (
        today.saturating_sub(1.day()),
        today.saturating_add(2.days()),
    )
}

/// Whether people arrive at a session by code now. Nobody comes to the door for one by telehealth.
fn takes(session: &Session, now: Timestamp) -> bool {
    session.held()
        && !matches!(session.place, MeetingPlace::Telehealth(_))
        && open(meeting(session), now)
}

fn bytes(person: PersonId, (group, date): Of) -> Vec<u8> {
    let mut bytes = person.uuid().as_bytes().to_vec();
    bytes.extend_from_slice(group.uuid().as_bytes());
    bytes.extend_from_slice(date.to_string().as_bytes());
    bytes
}

fn hash(keys: &OrganizationKeys, person: PersonId, of: Of) -> [u8; 32] {
    keys.keyed_hash("arrival code", &bytes(person, of))
}

/// Writes that the actor is there, and marks the roster where nothing is said about them yet.
fn note(act: &mut Act<'_, '_>, (group, date): Of) -> Result<(), Refusal> {
    let (organization, person) = (act.organization(), act.actor.person());
    act.permit_on(
        Action::ArriveOneself,
        &Resource::Account(organization, person),
    )?;
    let found = find_session(act.tx, group, date)?;
    let there = arrival::of_session(act.tx, group, date)?;
    if !there.contains_key(&person) {
        let mark = mark(meeting(&found.session), act.now);
        session::arrived(act, &found, mark)?;
        arrival::insert(act.tx, group, date, person, act.now)?;
    }
    let detail = serde_json::json!({ "date": date });
    let subject = ("group", group.uuid());
    act.journal("arrival.noted", subject, Some(person), Some(detail))
}
