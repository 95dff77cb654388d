//! What is held when and who is expected, from the record. Pages, rosters, hours, the board and the search for a week
//! load it here, each in a fixed number of statements, however many groups and people there are.

use crate::Refusal;
use care::groups::group::{Group, MeetingPlace, Membership, Schedule, Session, roster};
use care::people::site::Site;
use care::{GroupId, PersonId, RoomId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use record::Read;
use record::groups::{group, membership};
use record::people::site;
use std::collections::HashMap;
use std::hash::BuildHasher;

/// Everything at every site of the organization.
pub(crate) fn everywhere(read: &mut impl Read) -> Result<Schedule, Refusal> {
    let sites = site::all(read)?;
    at(read, &sites)
}

/// Everything at some sites.
pub(crate) fn at<'a>(
    read: &mut impl Read,
    sites: impl IntoIterator<Item = &'a Site>,
) -> Result<Schedule, Refusal> {
    let groups = group::all(read)?;
    let exceptions = group::exceptions(read)?;
    Ok(Schedule::new(groups, exceptions, sites))
}

/// Some groups alone, wherever they are.
pub(crate) fn of_groups(
    read: &mut impl Read,
    mut ids: Vec<GroupId>,
    sites: &[Site],
) -> Result<Schedule, Refusal> {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Schedule::new(Vec::new(), Vec::new(), sites));
    }
    let groups = group::find_all(read, &ids)?;
    let exceptions = group::exceptions_of_all(read, &ids)?;
    Ok(Schedule::new(groups, exceptions, sites))
}

/// One group, as it is or as it would be, with what is known to differ for it.
pub(crate) fn of_group(
    read: &mut impl Read,
    group: &Group,
    site: &Site,
) -> Result<Schedule, Refusal> {
    let exceptions = group::exceptions_of(read, group.id)?;
    Ok(Schedule::new(vec![group.clone()], exceptions, [site]))
}

/// A session that was looked for, with its group and where it is.
pub(crate) struct FoundSession {
    pub group: Group,
    pub session: Session,
    pub site: Site,
}

/// A session by its name: its group and original date. `NotFound` when the series gives that date no session.
pub(crate) fn find_session(
    read: &mut impl Read,
    group: GroupId,
    date: Date,
) -> Result<FoundSession, Refusal> {
    let group = group::find(read, group)?.ok_or(Refusal::NotFound)?;
    let site = site::find(read, group.site)?.ok_or(Refusal::NotFound)?;
    let session = of_group(read, &group, &site)?.session(&group, date);
    Ok(FoundSession {
        session: session.ok_or(Refusal::NotFound)?,
        group,
        site,
    })
}

/// Sessions, and for each who is expected.
pub(crate) struct Expected {
    /// In the order in which they were handed in.
    pub sessions: Vec<Session>,
    /// For each session, in order of their ids.
    pub people: Vec<Vec<PersonId>>,
}

impl Expected {
    /// Looks up who is expected. Nothing is asked where nothing is held.
    pub fn at(read: &mut impl Read, sessions: Vec<Session>) -> Result<Self, Refusal> {
        let Some(dates) = original_dates(&sessions) else {
            return Ok(Self {
                sessions,
                people: Vec::new(),
            });
        };
        let mut groups: Vec<GroupId> = sessions.iter().map(|session| session.group).collect();
        groups.sort_unstable();
        groups.dedup();
        let mut members: HashMap<GroupId, Vec<Membership>> = HashMap::new();
        for member in membership::of_groups(read, &groups, dates)? {
            members.entry(member.group).or_default().push(member);
        }
        let people = sessions
            .iter()
            .map(|session| {
                let own = members.get(&session.group).map_or(&[][..], Vec::as_slice);
                roster(own, session.group, session.date)
            })
            .collect();
        Ok(Self { sessions, people })
    }

    /// The sessions with who is expected at each.
    pub fn each(&self) -> impl Iterator<Item = (&Session, &[PersonId])> {
        let people = self.people.iter().map(Vec::as_slice);
        self.sessions.iter().zip(people)
    }

    /// From the first of their original dates to the day after the last, if there are any. Rosters and marks hang on
    /// these, which a moved session takes along.
    pub fn dates(&self) -> Option<(Date, Date)> {
        let (first, last) = original_dates(&self.sessions)?;
        Some((first, last.saturating_add(1.day())))
    }
}

fn original_dates(sessions: &[Session]) -> Option<(Date, Date)> {
    let dates = || sessions.iter().map(|session| session.date);
    Some((dates().min()?, dates().max()?))
}

/// A session that is in somebody's week, with all that a line about it says.
#[derive(Clone, Debug)]
pub struct Mine {
    /// The session.
    pub session: Session,
    /// Its group.
    pub group: Group,
    /// Where the group belongs.
    pub site: Site,
}

/// The sessions that somebody comes to as a member, from one date to before another. Whoever is a member on the
/// original date of a session comes to it, also when it was moved.
pub(crate) fn attended(
    read: &mut impl Read,
    id: PersonId,
    span: (Date, Date),
) -> Result<Vec<Mine>, Refusal> {
    let memberships = membership::of_person(read, id)?;
    let own = memberships.iter().map(|member| member.group).collect();
    let sites = site::all(read)?;
    let schedule = of_groups(read, own, &sites)?;
    let comes = |session: &Session| {
        let covers =
            |member: &Membership| member.group == session.group && member.covers(session.date);
        memberships.iter().any(covers)
    };
    Ok(mine(&schedule, &sites, span, &comes))
}

/// The sessions that somebody leads, from one date to before another.
pub(crate) fn led(
    read: &mut impl Read,
    id: PersonId,
    span: (Date, Date),
) -> Result<Vec<Mine>, Refusal> {
    let sites = site::all(read)?;
    let schedule = at(read, &sites)?;
    let leads = |session: &Session| session.facilitators.contains(&id);
    Ok(mine(&schedule, &sites, span, &leads))
}

fn mine(
    schedule: &Schedule,
    sites: &[Site],
    span: (Date, Date),
    is_mine: &dyn Fn(&Session) -> bool,
) -> Vec<Mine> {
    let with_its_group = |session: Session| {
        let group = schedule.group(session.group)?;
        let site = sites.iter().find(|site| site.id == group.site)?;
        Some(Mine {
            group: group.clone(),
            site: site.clone(),
            session,
        })
    };
    let sessions = schedule.sessions(span).into_iter();
    sessions
        .filter(is_mine)
        .filter_map(with_its_group)
        .collect()
}

/// What every room is called.
pub(crate) fn room_names(read: &mut impl Read) -> Result<HashMap<RoomId, String>, Refusal> {
    let rooms = site::rooms(read)?;
    let names = rooms.into_iter().map(|room| (room.id, room.name.into()));
    Ok(names.collect())
}

/// Where a session is, in words: a room and its site, or that it is by telehealth.
pub fn place_text<S: BuildHasher>(mine: &Mine, rooms: &HashMap<RoomId, String, S>) -> String {
    match &mine.session.place {
        MeetingPlace::Telehealth(_) => "Telehealth".to_owned(),
        MeetingPlace::Undecided => mine.site.name.to_string(),
        MeetingPlace::Room(room) => match rooms.get(room) {
            Some(room) => format!("{room}, {}", mine.site.name),
            None => mine.site.name.to_string(),
        },
    }
}
