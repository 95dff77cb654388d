//! The calendar that somebody's phone subscribes to, at a secret address that needs no sign-in.
//!
//! The address is the proof: 256 bits that are shown once and kept nowhere, only their hash. Whoever has it can read
//! when the owner has appointments, and nothing else. An address that was never made and one that was taken back
//! answer the same.

use crate::access::sign_in::{Ticket, subscriber};
use crate::groups::schedule::{Mine, attended, led, place_text, room_names};
use crate::home::zone_of;
use crate::{Clinic, Key, Refusal, Version};
use care::attendance::calendar::{
    CalendarChoice, CalendarEntry, TITLES, Title, WEEKS_AHEAD, WEEKS_BACK, write,
};
use care::groups::group::{Link, MeetingPlace};
use care::{GroupId, PersonId, Role, RoomId};
use data_encoding::HEXLOWER;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use language::Language;
use policy::{Action, Actor, Resource};
use record::access::account;
use record::attendance::calendar;
use record::groups::group;
use record::{Read, RecordError};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use zeroize::Zeroizing;

/// The most series that one session is traced back through. One continues another when a group is changed.
const SERIES_MAX: usize = 40;
/// Bytes of the hash that tells one state of a calendar from another.
const TAG_BYTES: usize = 16;

/// The words for the titles that are offered, in their order.
const TITLE_KEYS: [&str; TITLES.len()] = [
    "title-appointment",
    "title-meeting",
    "title-class",
    "title-busy",
    "title-study",
];

/// Which of the titles that are offered one is, in whatever language it was chosen.
pub fn offered_title(title: &str) -> Option<&'static str> {
    let mut offered = TITLES.into_iter().zip(TITLE_KEYS);
    let found = offered.find(|(own, key)| {
        let mut spoken = Language::ALL.into_iter();
        *own == title || spoken.any(|language| language.say(key) == title)
    });
    found.map(|(own, _)| own)
}

/// A title in a language; a word of somebody's own stays as they typed it.
pub fn title_in(language: Language, title: &str) -> String {
    let known = offered_title(title);
    let mut offered = TITLES.into_iter().zip(TITLE_KEYS);
    let found = offered.find(|(own, _)| Some(*own) == known);
    found.map_or_else(|| title.to_owned(), |(_, key)| language.say(key))
}

fn own(actor: &Actor) -> Resource {
    Resource::Account(actor.organization(), actor.person())
}

/// What the owner of a calendar sees of it.
#[derive(Debug)]
pub struct OwnCalendar {
    /// What it says.
    pub choice: CalendarChoice,
    /// When its address was made, if it has one.
    pub made_at: Option<jiff::Timestamp>,
    /// The last day on which it was read there, where its owner is.
    pub used_on: Option<Date>,
    /// Whether the owner leads groups.
    pub leads: bool,
}

/// One's own calendar.
pub fn own_calendar(clinic: &Clinic, actor: &Actor) -> Result<OwnCalendar, Refusal> {
    clinic.look(actor, |look| {
        look.permit_on(Action::KeepCalendar, &own(actor))?;
        let kept = calendar::of(look.read, actor.person())?;
        let (choice, made_at, used_on) = kept.map_or_else(Default::default, |kept| {
            (kept.choice, kept.made_at, kept.used_on)
        });
        Ok(OwnCalendar {
            choice,
            made_at,
            used_on,
            leads: leads(actor),
        })
    })
}

/// Whether somebody's calendar holds what they lead rather than what they come to.
fn leads(actor: &Actor) -> bool {
    actor.roles().iter().any(|role| role.is_staff())
}

/// Says what the calendar says.
pub fn choose(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    choice: &CalendarChoice,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("choose_calendar", choice), |act| {
        act.permit_on(Action::KeepCalendar, &own(actor))?;
        let person = actor.person();
        let kept = calendar::of(act.tx, person)?;
        act.unchanged(Version::of(
            &kept.map(|kept| kept.choice).unwrap_or_default(),
        )?)?;
        calendar::choose(act.tx, act.clinic.dice(), person, choice)?;
        act.journal("calendar.chosen", subject(person), Some(person), None)
    })
}

const fn subject(person: PersonId) -> (&'static str, uuid::Uuid) {
    ("person", person.uuid())
}

/// Makes a new secret address; any earlier one stops at once. The answer is the only time that it is told.
pub fn make_address(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
) -> Result<Zeroizing<String>, Refusal> {
    let (secret, ticket) = Ticket::fresh(clinic, actor.organization());
    let made = clinic.act(actor, key, ("make_calendar_address", &()), |act| {
        act.permit_on(Action::KeepCalendar, &own(actor))?;
        let person = actor.person();
        let kept = calendar::of(act.tx, person)?;
        let choice = kept.map(|kept| kept.choice).unwrap_or_default();
        calendar::choose(act.tx, act.clinic.dice(), person, &choice)?;
        calendar::set_secret(act.tx, person, ticket.hash, act.now)?;
        act.journal("calendar.made", subject(person), Some(person), None)?;
        Ok(ticket.hash)
    })?;
    if made != ticket.hash {
        let sentence = "An address was made already and shown on the first page. If you did not keep it, make a new one.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    Ok(Zeroizing::new(format!(
        "{}/calendar/{}.ics",
        clinic.settings().base_url,
        secret.as_str()
    )))
}

/// Takes the address back.
pub fn revoke(clinic: &Clinic, actor: &Actor, key: Key) -> Result<(), Refusal> {
    clinic.act(actor, key, ("revoke_calendar", &()), |act| {
        act.permit_on(Action::KeepCalendar, &own(actor))?;
        let person = actor.person();
        if !calendar::revoke(act.tx, person)? {
            let sentence = "There is no address to take back.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        act.journal("calendar.revoked", subject(person), Some(person), None)
    })
}

/// A calendar as a phone reads it.
#[derive(Debug)]
pub struct Feed {
    /// iCalendar text.
    pub text: String,
    /// Hexadecimal; the same as long as the calendar says the same, whenever it is read.
    pub tag: String,
}

/// A text carries the moment it was written; the tag is of the same text written at no moment.
fn tagged(name: &str, appointments: &[CalendarEntry], now: Timestamp) -> Feed {
    let timeless = write(name, appointments, Timestamp::UNIX_EPOCH);
    Feed {
        text: write(name, appointments, now),
        tag: tag(timeless.as_bytes()),
    }
}

fn tag(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    HEXLOWER.encode(&hash[..TAG_BYTES])
}

/// The calendar at a secret address. The journal keeps the first reading of each day: a phone asks
/// every hour, and a journal full of that would hide what matters.
pub fn feed(clinic: &Clinic, secret: &str) -> Result<Feed, Refusal> {
    let ticket = Ticket::parse(secret).ok_or(Refusal::NotFound)?;
    let organization = ticket.organization;
    let now = clinic.now();
    let found = clinic
        .record()
        .read(organization, |read| -> Result<_, Refusal> {
            let found = calendar::by_secret(read, ticket.hash);
            let (person, used_on) = found?.ok_or(Refusal::NotFound)?;
            let account = account::of(read, person)?.ok_or(Refusal::NotFound)?;
            if account.disabled_at.is_some() {
                return Err(Refusal::NotFound);
            }
            let actor = subscriber(read, organization, person)?;
            let today = zone_of(read, &actor)?.local(now).date();
            let chosen = account.language.as_deref().and_then(Language::from_code);
            Ok((actor, used_on, today, chosen))
        });
    let (actor, used_on, today, chosen) = found.map_err(unseen)?;
    let feed = clinic.look(&actor, |look| {
        look.permit_on(Action::KeepCalendar, &own(&actor))?;
        let kept = calendar::of(look.read, actor.person())?;
        let mut choice = kept.ok_or(Refusal::NotFound)?.choice;
        if let Some(language) = chosen.filter(|_| !leads(&actor)) {
            let title = title_in(language, choice.title.as_str());
            choice.title = Title::parse(&title).unwrap_or(choice.title);
        }
        let appointments = appointments(look.read, &actor, &choice, today)?;
        Ok(tagged(choice.title.as_str(), &appointments, now))
    });
    let feed = feed.map_err(unseen)?;
    if used_on.is_none_or(|used_on| used_on < today) {
        match note_use(clinic, &actor, today) {
            // The phone asks again within the hour; the first reading that can be noted is.
            Err(Refusal::Record(RecordError::DiskFull)) => {}
            noted => noted?,
        }
    }
    Ok(feed)
}

/// Nobody learns why an address answers nothing.
fn unseen(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Denied | Refusal::Record(RecordError::Forgotten) => Refusal::NotFound,
        other => other,
    }
}

fn note_use(clinic: &Clinic, actor: &Actor, today: Date) -> Result<(), Refusal> {
    let key = clinic.fresh_key();
    clinic.act(actor, key, ("read_calendar", &today), |act| {
        act.permit_on(Action::KeepCalendar, &own(actor))?;
        let person = actor.person();
        calendar::used(act.tx, person, today)?;
        act.journal("calendar.read", subject(person), Some(person), None)
    })
}

fn appointments(
    read: &mut impl Read,
    actor: &Actor,
    choice: &CalendarChoice,
    today: Date,
) -> Result<Vec<CalendarEntry>, Refusal> {
    let person = actor.person();
    let span = (
        today.saturating_sub(WEEKS_BACK.weeks()),
        today.saturating_add(WEEKS_AHEAD.weeks()),
    );
    let mut sessions = Vec::new();
    if leads(actor) {
        sessions.extend(led(read, person, span)?);
    }
    if actor.is(Role::Patient) {
        sessions.extend(attended(read, person, span)?);
    }
    let rooms = room_names(read)?;
    let mut changes = Changes::default();
    sessions
        .iter()
        .map(|mine| {
            let (first, sequence) = changes.of(read, mine)?;
            Ok(CalendarEntry {
                uid: calendar::uid(person, first, mine.session.date),
                zone: mine.site.zone.clone(),
                starts_at: mine.session.starts_at,
                ends_at: mine.session.ends_at,
                title: title(mine, person, choice),
                place: choice.place.then(|| place(mine, &rooms)),
                cancelled: !mine.session.held(),
                sequence,
            })
        })
        .collect()
}

/// Only who leads a group may have it called by its name.
fn title(mine: &Mine, person: PersonId, choice: &CalendarChoice) -> String {
    if choice.group_names && mine.session.facilitators.contains(&person) {
        mine.group.name.to_string()
    } else {
        choice.title.as_str().to_owned()
    }
}

fn place(mine: &Mine, rooms: &HashMap<RoomId, String>) -> String {
    match &mine.session.place {
        MeetingPlace::Telehealth(Some(link)) => Link::as_str(link).to_owned(),
        _ => place_text(mine, rooms),
    }
}

/// How often a group was changed as a whole, and each of its sessions.
type Counted = (u32, HashMap<Date, u32>);

/// How often sessions were changed, looked up once for each series.
#[derive(Default)]
struct Changes {
    counted: HashMap<GroupId, (Option<GroupId>, Counted)>,
}

impl Changes {
    /// The first of the series that a session's group continues, and how often the session was changed in all of them.
    fn of(&mut self, read: &mut impl Read, mine: &Mine) -> Result<(GroupId, u32), Refusal> {
        let (mut id, mut sum) = (mine.group.id, 0_u32);
        for _ in 0..SERIES_MAX {
            let (follows, (whole, sessions)) = match self.counted.entry(id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let follows = if id == mine.group.id {
                        mine.group.follows
                    } else {
                        group::find(read, id)?.and_then(|group| group.follows)
                    };
                    new.insert((follows, group::changes(read, id)?))
                }
            };
            let own = sessions.get(&mine.session.date).copied().unwrap_or(0);
            sum = sum.saturating_add(*whole).saturating_add(own);
            match follows {
                Some(before) => id = *before,
                None => break,
            }
        }
        Ok((id, sum))
    }
}
