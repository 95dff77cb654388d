//! Who must know of a change to their sessions. Every act that changes somebody's sessions goes through `around`,
//! which looks at all sessions of the site before it and after it, and writes down in the same transaction whom it
//! touched and how. From there they are told: by mail as far as their rules let it go, by telephone where it does not,
//! and on their own page until they have seen it.

mod letter;
mod view;

pub(crate) use view::untold;
pub use view::{Change, Changes, OwnChange, OwnChanges, Told, changes, own_changes};

use crate::groups::schedule::{self, Expected};
use crate::{Act, Clinic, Key, Refusal, mail};
use care::groups::group::{Schedule, Session};
use care::groups::notice::{ChangeAct, Held, Notice};
use care::people::site::Site;
use care::{ChangeId, GroupId, JobId, NoticeId, PersonId, SiteId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor, Resource};
use record::groups::notice;
use record::groups::notice::KeptNotice;
use record::people::{person, site};
use std::collections::BTreeMap;

/// How far ahead of an act, and of the dates that it names, sessions are compared, in days: four weeks, as far as
/// somebody's own page looks ahead. House number.
const AHEAD_DAYS: i32 = 28;
/// How long a change stands among those that somebody must be told of, in days: it is past by then. House number.
pub(crate) const STANDS_DAYS: i64 = 28;
/// How many series may have continued each other before the first is not looked for any more.
const CONTINUED_MAX: usize = 200;

/// Since when changes stand on pages.
pub(crate) fn since(now: Timestamp) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(24 * STANDS_DAYS))
        .unwrap_or(now)
}

/// Does something that changes sessions at a site, and writes down whom it touched. `dates` are those that it names.
pub(crate) fn around<'a, 't, T>(
    act: &mut Act<'a, 't>,
    doing: ChangeAct,
    (at, dates): (SiteId, &[Date]),
    change: impl FnOnce(&mut Act<'a, 't>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let (done, _) = known(act, doing, (at, dates), change)?;
    Ok(done)
}

/// The same, and answers which change it is.
pub(crate) fn known<'a, 't, T>(
    act: &mut Act<'a, 't>,
    doing: ChangeAct,
    (at, dates): (SiteId, &[Date]),
    change: impl FnOnce(&mut Act<'a, 't>) -> Result<T, Refusal>,
) -> Result<(T, ChangeId), Refusal> {
    let site = site::find(act.tx, at)?.ok_or(Refusal::NotFound)?;
    let today = site.zone.local(act.now).date();
    let last = dates.iter().copied().fold(today, Ord::max);
    let span = (today, last.saturating_add(AHEAD_DAYS.days()));
    let before = sessions(act, &site, span)?;
    let done = change(act)?;
    let after = sessions(act, &site, span)?;
    let id = act.id();
    write(act, (id, doing, at), &before, &after)?;
    Ok((done, id))
}

/// What each person comes to at a site and has not begun, in some days.
type Comes = BTreeMap<PersonId, Vec<Held>>;

fn sessions(act: &mut Act<'_, '_>, site: &Site, span: (Date, Date)) -> Result<Comes, Refusal> {
    let schedule = schedule::at(act.tx, [site])?;
    let mut ahead = schedule.sessions(span);
    ahead.retain(|session| session.held() && session.starts_at > act.now);
    let expected = Expected::at(act.tx, ahead)?;
    let mut comes = Comes::new();
    for (session, people) in expected.each() {
        let Some(held) = held(&schedule, session) else {
            continue;
        };
        for person in people {
            comes.entry(*person).or_default().push(held.clone());
        }
    }
    Ok(comes)
}

fn held(schedule: &Schedule, session: &Session) -> Option<Held> {
    Some(Held {
        series: first_of(schedule, session.group),
        date: session.date,
        name: schedule.group(session.group)?.name.clone(),
        at: session.local,
        minutes: session.minutes,
        place: session.place.clone(),
        leaders: session.facilitators.clone(),
    })
}

/// The first of the series that continued each other up to this one.
fn first_of(schedule: &Schedule, group: GroupId) -> GroupId {
    let before = |id: &GroupId| schedule.group(*id).and_then(|group| group.follows);
    let all = std::iter::successors(Some(group), before);
    all.take(CONTINUED_MAX).last().unwrap_or(group)
}

/// Writes down whom an act touched. What it takes back of an earlier one, of which nobody was told, is taken out
/// instead.
fn write(
    act: &mut Act<'_, '_>,
    (change, doing, site): (ChangeId, ChangeAct, SiteId),
    before: &Comes,
    after: &Comes,
) -> Result<(), Refusal> {
    let none = Vec::new();
    let new = after.keys().filter(|person| !before.contains_key(*person));
    let mut notices = Vec::new();
    for person in before.keys().chain(new) {
        let [was, is] = [before, after].map(|all| all.get(person).unwrap_or(&none));
        if let Some(notice) = Notice::of(doing, was, is) {
            notices.push(KeptNotice {
                id: act.id(),
                change,
                person: *person,
                site,
                made_at: act.now,
                made_by: act.actor.person(),
                mail: None,
                seen_at: None,
                reached: None,
                notice,
            });
        }
    }
    if notices.is_empty() {
        return Ok(());
    }
    let people: Vec<PersonId> = notices.iter().map(|one| one.person).collect();
    let mut open = notice::untold_of(act.tx, &people, since(act.now))?;
    let mut undone = Vec::new();
    notices.retain(|new| {
        // The latest first: of several, that one is taken back.
        let undoes = |one: &KeptNotice| one.person == new.person && new.notice.undoes(&one.notice);
        let Some(at) = open.iter().rposition(undoes) else {
            return true;
        };
        undone.push(open.remove(at).id);
        false
    });
    notice::delete_all(act.tx, &undone)?;
    notice::insert_all(act.tx, act.clinic.dice(), &notices)?;
    Ok(())
}

/// Notes that a message which was drafted with the change tells somebody of it.
pub(crate) fn mailed(
    act: &mut Act<'_, '_>,
    told: &BTreeMap<PersonId, JobId>,
    change: ChangeId,
) -> Result<(), Refusal> {
    for one in notice::of_change(act.tx, change)? {
        if let Some(job) = told.get(&one.person) {
            notice::set_mailed(act.tx, one.id, *job)?;
        }
    }
    Ok(())
}

/// Writes to everybody whom a change touched and who knows of it from nobody, as far as their rules let it go; answers
/// how many that were. Who is left is called.
pub fn tell(clinic: &Clinic, actor: &Actor, key: Key, change: ChangeId) -> Result<usize, Refusal> {
    clinic.act(actor, key, ("tell_change", &change), |act| {
        let notices = notice::of_change(act.tx, change)?;
        let site = notices.first().map(|one| one.site);
        permit(act, site)?;
        let untold: Vec<&KeptNotice> = notices.iter().filter(|one| one.is_untold()).collect();
        let people: Vec<PersonId> = untold.iter().map(|one| one.person).collect();
        let languages = mail::languages_of(act.tx, &people)?;
        let contacts = person::load_all(act.tx, &people)?;
        let mut sent = 0;
        for one in untold {
            let email = contacts
                .get(&one.person)
                .and_then(|(_, it)| it.email.as_ref());
            let Some(email) = email else { continue };
            let language = languages.get(&one.person).copied().unwrap_or_default();
            let phone = act.clinic.settings().public_phone.as_deref();
            let times = letter::times(language, &one.notice, phone);
            let letter = mail::Mail::times(email, language, &times);
            if let Ok(job) = mail::enqueue_known(act, one.person, &letter)? {
                notice::set_mailed(act.tx, one.id, job)?;
                sent += 1;
            }
        }
        let detail = serde_json::json!({ "written": sent });
        let subject = ("change", change.uuid());
        act.journal("change.told", subject, None, Some(detail))?;
        Ok(sent)
    })
}

/// Notes that somebody was reached by telephone, or that they were not after all; for whoever sees to their groups.
pub fn reach(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: NoticeId,
    reached: bool,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("reach_of_change", &(id, reached)), |act| {
        let found = notice::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        act.permit_patient(Action::PlaceInGroup, found.person)?;
        if found.reached.is_some() == reached {
            let sentence = if reached {
                "Somebody reached them already."
            } else {
                "Nobody is noted to have reached them."
            };
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let by = reached.then_some((act.now, act.actor.person()));
        notice::set_reached(act.tx, id, by)?;
        let action = if reached {
            "change.reached"
        } else {
            "change.not_reached"
        };
        let subject = ("notice", id.uuid());
        act.journal(action, subject, Some(found.person), None)
    })
}

/// Whoever was touched says that they know. What they have seen already stays seen.
pub fn see(clinic: &Clinic, actor: &Actor, key: Key, id: NoticeId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("see_change", &id), |act| {
        let own = Resource::Account(act.organization(), act.actor.person());
        act.permit_on(Action::OpenOwnHome, &own)?;
        let found = notice::find(act.tx, id)?;
        let mine = found.filter(|one| one.person == act.actor.person());
        let mine = mine.ok_or(Refusal::NotFound)?;
        notice::set_seen(act.tx, id, act.now)?;
        let subject = ("notice", id.uuid());
        act.journal("change.seen", subject, Some(mine.person), None)
    })
}

/// Whoever runs the groups of a site tells of changes there; for everybody else there is none.
fn permit(act: &mut Act<'_, '_>, site: Option<SiteId>) -> Result<(), Refusal> {
    let organization = act.organization();
    let resource = site.map_or(Resource::Organization(organization), |site| {
        Resource::Site(organization, site)
    });
    let may = act.permit_on(Action::ManageGroups, &resource);
    match (site, may) {
        (Some(_), Ok(())) => Ok(()),
        _ => Err(Refusal::NotFound),
    }
}
