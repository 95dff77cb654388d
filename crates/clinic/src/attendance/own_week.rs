//! One person's week: the sessions they come to, and those they lead.

use crate::{Clinic, Look, Refusal};
use care::attendance::calendar::Choice;
use care::groups::group::{Group, Place, Session, expand};
use care::people::site::Site;
use care::planning::commitment::monday;
use care::{PersonId, RoomId, SiteId};
use door::display_name;
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::attendance::calendar;
use record::groups::{group, membership};
use record::people::{patient, person, site};
use record::{Read, RecordError};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

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

/// One person's week.
pub struct OwnWeek {
    /// Whose.
    pub person: PersonId,
    /// What they are called.
    pub called: String,
    /// Where they are seen, if they are.
    pub site: Option<Site>,
    /// Its Monday.
    pub from: Date,
    /// Today by their site's clock.
    pub today: Date,
    /// What is in it, in order; what was called off too, as such.
    pub sessions: Vec<Mine>,
    /// What rooms are called.
    pub rooms: HashMap<RoomId, String>,
    /// What those who lead a session are called, unless they were forgotten.
    pub leaders: HashMap<PersonId, String>,
    /// What their calendar calls appointments.
    pub choice: Choice,
}

impl OwnWeek {
    /// The minutes of all sessions that are held.
    pub fn minutes(&self) -> u32 {
        let held = self.sessions.iter().filter(|mine| mine.session.held());
        held.map(|mine| u32::from(mine.session.minutes)).sum()
    }
}

/// One's own week, the one that holds `date` or today. Looking at it is in the journal like every look.
pub fn own_week(clinic: &Clinic, actor: &Actor, date: Option<Date>) -> Result<OwnWeek, Refusal> {
    clinic.look(actor, |look| {
        let own = Resource::Account(look.organization(), actor.person());
        look.permit_on(Action::OpenOwnHome, &own)?;
        load(look, actor.person(), date)
    })
}

/// The week of somebody in care, for their team.
pub fn week_of(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
    date: Option<Date>,
) -> Result<OwnWeek, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, person)?;
        load(look, person, date)
    })
}

fn load(look: &mut Look<'_, '_>, id: PersonId, date: Option<Date>) -> Result<OwnWeek, Refusal> {
    let sites = site::all(look.read)?;
    let seen_at = patient::facts(look.read, id, id)?.map(|facts| facts.site);
    let site = sites.iter().find(|site| Some(site.id) == seen_at).cloned();
    let clock = site.as_ref().or(sites.first()).ok_or(Refusal::NotFound)?;
    let today = clock.zone.local(look.now).date();
    let from = monday(date.unwrap_or(today));
    let to = from.saturating_add(7.days());
    let sessions = attended(look.read, id, (from, to))?;
    let leading: HashSet<PersonId> = sessions
        .iter()
        .flat_map(|mine| mine.session.facilitators.iter().copied())
        .collect();
    let mut leaders = HashMap::new();
    for leader in leading {
        match person::load(look.read, leader) {
            Ok((name, _)) => drop(leaders.insert(leader, name.full())),
            Err(RecordError::Forgotten) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let kept = calendar::of(look.read, id)?;
    let week = OwnWeek {
        person: id,
        called: display_name(look, id)?.ok_or(Refusal::NotFound)?,
        site,
        from,
        today,
        sessions,
        rooms: room_names(look.read)?,
        leaders,
        choice: kept.map(|kept| kept.choice).unwrap_or_default(),
    };
    let detail = serde_json::json!({ "week": from });
    look.saw("week.viewed", ("person", id.uuid()), Some(id), Some(detail));
    Ok(week)
}

/// What every room is called.
pub(crate) fn room_names(read: &mut impl Read) -> Result<HashMap<RoomId, String>, Refusal> {
    let rooms = site::rooms(read)?;
    let names = rooms.into_iter().map(|room| (room.id, room.name.into()));
    Ok(names.collect())
}

/// The sessions that somebody comes to as a member, from one date to before another. Whoever is a member on the
/// original date of a session comes to it, also when it was moved.
pub(crate) fn attended(
    read: &mut impl Read,
    id: PersonId,
    span: (Date, Date),
) -> Result<Vec<Mine>, Refusal> {
    let memberships = membership::of_person(read, id)?;
    let mut own: Vec<_> = memberships.iter().map(|member| member.group).collect();
    own.sort_unstable();
    own.dedup();
    let sites = by_id(site::all(read)?);
    let mut sessions = Vec::new();
    for id in own {
        let Some(group) = group::find(read, id)? else {
            continue;
        };
        let exceptions = group::exceptions_of(read, id)?;
        let Some(site) = sites.get(&group.site) else {
            continue;
        };
        let expanded = expand(&group, &exceptions, span.0, span.1, &site.zone.zone());
        let comes = |session: &Session| {
            let mut members = memberships.iter().filter(|member| member.group == id);
            members.any(|member| member.covers(session.date))
        };
        sessions.extend(expanded.into_iter().filter(comes).map(|session| Mine {
            session,
            group: group.clone(),
            site: site.clone(),
        }));
    }
    Ok(in_order(sessions))
}

/// The sessions that somebody leads, from one date to before another.
pub(crate) fn led(
    read: &mut impl Read,
    id: PersonId,
    span: (Date, Date),
) -> Result<Vec<Mine>, Refusal> {
    let sites = by_id(site::all(read)?);
    let groups = group::all(read)?;
    let exceptions = group::exceptions(read)?;
    let mut sessions = Vec::new();
    for group in &groups {
        let Some(site) = sites.get(&group.site) else {
            continue;
        };
        let expanded = expand(group, &exceptions, span.0, span.1, &site.zone.zone());
        let leads = |session: &Session| session.facilitators.contains(&id);
        sessions.extend(expanded.into_iter().filter(leads).map(|session| Mine {
            session,
            group: group.clone(),
            site: site.clone(),
        }));
    }
    Ok(in_order(sessions))
}

fn by_id(sites: Vec<Site>) -> HashMap<SiteId, Site> {
    sites.into_iter().map(|site| (site.id, site)).collect()
}

fn in_order(mut sessions: Vec<Mine>) -> Vec<Mine> {
    sessions.sort_by_key(|mine| (mine.session.starts_at, mine.group.id, mine.session.date));
    sessions
}

/// Where a session is, in words: a room and its site, or that it is by telehealth.
pub fn place_text<S: BuildHasher>(mine: &Mine, rooms: &HashMap<RoomId, String, S>) -> String {
    match &mine.session.place {
        Place::Telehealth(_) => "Telehealth".to_owned(),
        Place::Undecided => mine.site.name.to_string(),
        Place::Room(room) => match rooms.get(room) {
            Some(room) => format!("{room}, {}", mine.site.name),
            None => mine.site.name.to_string(),
        },
    }
}
