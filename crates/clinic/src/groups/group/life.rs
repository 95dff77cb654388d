//! The lives of those who come to a session, before it is held at a time that is new to them.
//!
//! Every door that gives somebody a time asks here: joining a group, changing a series in place or from a date on, moving
//! one session or taking a move back, by form, key or drag. What it is that a life holds is not said, nor whose it is:
//! whoever may see it looks there.

use super::{AHEAD_WEEKS, moment};
use crate::groups::schedule;
use crate::{Act, Refusal};
use care::GroupId;
use care::groups::group::{Exception, Group, Session};
use care::people::site::Site;
use care::planning::commitment::{Commitment, Firmness, taken};
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use record::groups::membership;
use record::people::site;
use record::planning::commitment;

/// How far a new time reaches, and so what of a life stands against it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reach {
    /// Week after week: a single day in court, or a vacation, excuses its sessions and is no reason against the others.
    Weekly,
    /// One date: a single day counts. Whoever is away then is excused, wherever it is moved.
    OneDate,
}

/// The first of some sessions that lies on what cannot move in a life, the way there and back included.
pub(super) fn first_taken<'s, 'c>(
    life: impl IntoIterator<Item = &'c Commitment>,
    sessions: &[&'s Session],
    reach: Reach,
    zone: &TimeZone,
) -> Option<&'s Session> {
    let dates = || sessions.iter().map(|session| session.local.date());
    // The clocks of two sites are hours apart, so the days around count too.
    let around = (
        dates().min()?.saturating_sub(1.day()),
        dates().max()?.saturating_add(1.day()),
    );
    let counts = life.into_iter().filter(|one| match reach {
        Reach::Weekly => !one.passes(),
        Reach::OneDate => !one.is_vacation(),
    });
    let busy = taken(Firmness::Fixed, counts, around, zone);
    let lies_on = |session: &&Session| {
        busy.iter()
            .any(|(start, end)| *start < session.ends_at && session.starts_at < *end)
    };
    let mut held = sessions.iter().copied().filter(|session| session.held());
    held.find(lies_on)
}

/// Refuses a series whose members have no room for its new times in their lives, from a date on.
pub(super) fn series(
    act: &mut Act<'_, '_>,
    old: &Group,
    new: &Group,
    from: Date,
) -> Result<(), Refusal> {
    if (&new.meetings, new.minutes) == (&old.meetings, old.minutes) {
        return Ok(());
    }
    let site = site_of(act, new)?;
    let known = schedule::of_group(act.tx, old, &site)?;
    let span = (from, from.saturating_add(AHEAD_WEEKS.weeks()));
    // Under its old id, so that what is known to differ goes on with it.
    let shape = Group {
        id: old.id,
        ..new.clone()
    };
    let (held, new) = (known.of(old, span), known.of(&shape, span));
    members_free(act, old.id, (&new, &held), Reach::Weekly, "meetings")
}

/// Refuses a move of one session to where the lives of those who come to it have no room.
pub(super) fn moved(
    act: &mut Act<'_, '_>,
    group: &Group,
    exception: &Exception,
) -> Result<(), Refusal> {
    if exception.moved().is_none() {
        return Ok(());
    }
    let site = site_of(act, group)?;
    let schedule = schedule::of_group(act.tx, group, &site)?;
    let session = schedule.session_as(group, exception.date, Some(exception));
    let new: Vec<Session> = session.into_iter().collect();
    members_free(act, group.id, (&new, &[]), Reach::OneDate, "to")
}

/// Refuses a session as its series has it where what its members' lives hold week after week has taken that time since.
/// That on which it was always a single day is as it was.
pub(super) fn back(act: &mut Act<'_, '_>, group: &Group, date: Date) -> Result<(), Refusal> {
    let site = site_of(act, group)?;
    let schedule = schedule::of_group(act.tx, group, &site)?;
    let new: Vec<Session> = schedule.session_as(group, date, None).into_iter().collect();
    members_free(act, group.id, (&new, &[]), Reach::Weekly, "meetings")
}

fn site_of(act: &mut Act<'_, '_>, group: &Group) -> Result<Site, Refusal> {
    site::find(act.tx, group.site)?.ok_or(Refusal::NotFound)
}

/// Refuses sessions of a group that were not `held` at their time before, where they lie on what cannot move in the life
/// of a member who is expected. As many questions as ever, however many members there are.
fn members_free(
    act: &mut Act<'_, '_>,
    group: GroupId,
    (new, held): (&[Session], &[Session]),
    reach: Reach,
    field: &'static str,
) -> Result<(), Refusal> {
    let known = |session: &Session| {
        held.iter()
            .any(|one| (one.starts_at, one.ends_at) == (session.starts_at, session.ends_at))
    };
    let ahead: Vec<&Session> = new.iter().filter(|session| !known(session)).collect();
    let Some(first) = ahead.iter().map(|session| session.date).min() else {
        return Ok(());
    };
    let members = membership::of_group(act.tx, group)?;
    if members.is_empty() {
        return Ok(());
    }
    let lives = commitment::of_members(act.tx, group, first)?;
    let sites = site::all(act.tx)?;
    let mut found: Vec<&Session> = Vec::new();
    for (person, (home, own)) in &lives {
        let expected = |session: &&Session| {
            members
                .iter()
                .any(|member| member.person == *person && member.covers(session.date))
        };
        let theirs: Vec<&Session> = ahead.iter().copied().filter(expected).collect();
        let Some(home) = sites.iter().find(|site| site.id == *home) else {
            continue;
        };
        let life = own.iter().map(|(_, one)| one);
        found.extend(first_taken(life, &theirs, reach, &home.zone.zone()));
    }
    let count = found.len();
    let Some(session) = found.into_iter().min_by_key(|session| session.starts_at) else {
        return Ok(());
    };
    let whose = care::counted(count, "member has", "members have");
    let sentence = format!(
        "{whose} something then that cannot move, the way there and back included: {}. Choose another time.",
        moment(session)
    );
    Err(Refusal::field(field, sentence))
}
