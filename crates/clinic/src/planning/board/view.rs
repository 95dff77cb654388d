//! The week of a site: what is held when, by whom, in which room, for how many, and what does not fit.

use crate::groups::schedule;
use crate::groups::schedule::{Expected, Mine, led, place_text, room_names};
use crate::people::patient::saw_listed;
use crate::{Clinic, Look, Refusal};
use care::groups::group::{Group, Session, Shared};
use care::people::patient::Patient;
use care::people::site::{Room, Site};
use care::people::staff::Staff;
use care::planning::board::{Conflict, Seen, conflicts};
use care::planning::commitment::monday;
use care::text::compare;
use care::{GroupId, PersonId, SiteId};
use door::{reach_for, reach_to_open};
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource, decide, reach};
use record::people::patient::Which;
use record::people::{patient, search, site, staff};
use std::collections::HashMap;

/// Days in a week.
pub(super) const DAYS: i32 = 7;

/// One session on the board.
pub struct BoardSession {
    /// The session.
    pub session: Session,
    /// Its group, as a place in [`Board::groups`].
    pub group: usize,
    /// Who is expected.
    pub members: Vec<PersonId>,
    /// What does not fit.
    pub conflicts: Vec<Conflict>,
    /// The same in words: whether it is urgent, and the sentence.
    pub said: Vec<(bool, String)>,
    /// Whether the actor leads it.
    pub mine: bool,
}

/// The week of a site.
pub struct Board {
    /// Where.
    pub site: Site,
    /// The sites whose board the actor may see, this one too.
    pub sites: Vec<Site>,
    /// The Monday.
    pub from: Date,
    /// Today by the clock there.
    pub today: Date,
    /// The groups that have a session in it, by name.
    pub groups: Vec<Group>,
    /// Its sessions in order; cancelled ones too, as such.
    pub sessions: Vec<BoardSession>,
    /// Its rooms.
    pub rooms: Vec<Room>,
    /// What those who work here are called.
    pub leaders: HashMap<PersonId, String>,
    /// Whether the actor may see who is on the rosters.
    pub rosters_open: bool,
    /// Whether the actor may move sessions.
    pub may_move: bool,
}

impl Board {
    /// How many things do not fit, urgent ones first.
    pub fn counts(&self) -> (usize, usize) {
        let all = || self.sessions.iter().flat_map(|shown| &shown.said);
        let urgent = all().filter(|(urgent, _)| *urgent).count();
        (urgent, all().count() - urgent)
    }
}

/// The board of a site for the week that holds `date` or today. Without a site it is the first where the actor works.
pub fn board(
    clinic: &Clinic,
    actor: &Actor,
    site: Option<SiteId>,
    date: Option<Date>,
) -> Result<Board, Refusal> {
    clinic.look(actor, |look| {
        let (site, sites) = choose(look, actor, site)?;
        load(look, site, sites, date)
    })
}

/// The site that is asked for and those that may be; the policy is asked about the one.
fn choose(
    look: &mut Look<'_, '_>,
    actor: &Actor,
    wanted: Option<SiteId>,
) -> Result<(Site, Vec<Site>), Refusal> {
    let everywhere = reach(actor, Action::ViewGroups).organization;
    let mut sites = site::all(look.read)?;
    let wanted = match wanted {
        Some(wanted) => Some(wanted),
        None => actor.sites().first().copied(),
    };
    let site = wanted
        .or(sites.first().map(|site| site.id).filter(|_| everywhere))
        .ok_or(Refusal::NotFound)?;
    let resource = Resource::Site(look.organization(), site);
    look.permit_on(Action::ViewGroups, &resource)
        .map_err(unseen)?;
    sites.retain(|site| everywhere || actor.sites().contains(&site.id));
    let found = sites.iter().find(|one| one.id == site).cloned();
    Ok((found.ok_or(Refusal::NotFound)?, sites))
}

pub(super) fn unseen(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Denied => Refusal::NotFound,
        other => other,
    }
}

/// What the board holds, gathered once.
fn load(
    look: &mut Look<'_, '_>,
    here: Site,
    sites: Vec<Site>,
    date: Option<Date>,
) -> Result<Board, Refusal> {
    let organization = look.organization();
    let today = here.zone.local(look.now).date();
    let from = monday(date.unwrap_or(today));
    let span = (from, from.saturating_add(DAYS.days()));
    let schedule = schedule::everywhere(look.read)?;
    // Of every site: leaders and rooms are shared between them.
    let all = schedule.sessions(span);
    let mut groups = schedule.groups().to_vec();
    groups.retain(|group| group.site == here.id);
    groups.sort_by(|one, other| {
        let name = compare(one.name.as_str(), other.name.as_str());
        name.then(one.id.cmp(&other.id))
    });
    let places: HashMap<GroupId, usize> = groups.iter().map(|group| group.id).zip(0..).collect();
    let held = Expected::at(look.read, schedule.sessions_at(here.id, span))?;
    let team = staff::all(look.read)?;
    let rooms = site::rooms(look.read)?;
    let words = Words {
        team: &team,
        rooms: &rooms,
        groups: &groups,
        all: &all,
    };
    let me = look.actor.person();
    let sessions = held
        .each()
        .map(|(session, expected)| words.shown(session, places[&session.group], expected, me))
        .collect();
    let resource = Resource::Site(organization, here.id);
    let rosters_open = decide(look.actor, Action::ViewSessions, &resource, look.now).allow;
    let may_move = decide(look.actor, Action::ManageGroups, &resource, look.now).allow;
    let leaders = team
        .iter()
        .map(|member| (member.id, member.name.full()))
        .collect();
    Ok(Board {
        rooms: rooms
            .iter()
            .filter(|room| room.site == here.id)
            .cloned()
            .collect(),
        site: here,
        sites,
        from,
        today,
        sessions,
        groups,
        leaders,
        rosters_open,
        may_move,
    })
}

/// What a sentence about a conflict needs.
pub(super) struct Words<'a> {
    pub team: &'a [Staff],
    pub rooms: &'a [Room],
    pub groups: &'a [Group],
    pub all: &'a [Session],
}

impl Words<'_> {
    /// A session of the group at a place, with whoever is expected.
    fn shown(
        &self,
        session: &Session,
        at: usize,
        expected: &[PersonId],
        me: PersonId,
    ) -> BoardSession {
        let group = &self.groups[at];
        let conflicts = self.about(group, session, expected.len());
        let in_words = |conflict: &Conflict| {
            let sentence = self.sentence(*conflict, group, expected.len());
            (conflict.urgent(), sentence)
        };
        BoardSession {
            said: conflicts.iter().map(in_words).collect(),
            conflicts,
            session: session.clone(),
            group: at,
            members: expected.to_vec(),
            mine: session.facilitators.contains(&me),
        }
    }

    fn about(&self, group: &Group, session: &Session, members: usize) -> Vec<Conflict> {
        let team: Vec<&Staff> = self
            .team
            .iter()
            .filter(|member| session.facilitators.contains(&member.id))
            .collect();
        let seen = Seen {
            session,
            site: group.site,
            members,
            seats: group.seats,
            smallest: group.smallest,
        };
        conflicts(&seen, self.all, &team)
    }

    pub fn sentence(&self, conflict: Conflict, group: &Group, members: usize) -> String {
        match conflict {
            Conflict::Double(shared, (other, _)) => {
                let other = self.groups.iter().find(|group| group.id == other);
                let other = other.map_or("a group at another site", |other| other.name.as_str());
                match shared {
                    Shared::Leader(id) => format!("{} also leads {other}", self.leader_name(id)),
                    Shared::Room(id) => {
                        let room = self.rooms.iter().find(|room| room.id == id);
                        let room = room.map_or("The room", |room| room.name.as_str());
                        format!("{room} is also taken by {other}")
                    }
                    Shared::Group(_) => "It meets twice at this time".to_owned(),
                }
            }
            Conflict::OverCapacity => format!(
                "{} for {}",
                care::counted(members, "person", "people"),
                care::counted(group.seats, "seat", "seats")
            ),
            Conflict::NoLeader => "Nobody leads it".to_owned(),
            Conflict::OffDuty(id) => format!("{} is off duty", self.leader_name(id)),
            Conflict::TooSmall => {
                format!("Fewer than {}, its smallest useful size", group.smallest)
            }
        }
    }

    fn leader_name(&self, id: PersonId) -> String {
        let found = self.team.iter().find(|member| member.id == id);
        found.map_or_else(|| "Who leads it".to_owned(), |member| member.name.full())
    }
}

/// The people on a board: those whose name the actor may see, whose name fits `query`.
pub fn people(
    clinic: &Clinic,
    actor: &Actor,
    site: SiteId,
    query: &str,
) -> Result<Vec<Patient>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::SearchPatients)?;
        let within = reach_to_open(actor, look.now);
        let asked = reach_for(actor, Action::ViewInquiry, look.now);
        let mut found = if query.trim().is_empty() {
            patient::list(look.read, &within, Which::InCare)?
        } else {
            search::patients(look.read, &within, &asked, Which::Everybody, query)?
        };
        found.retain(|one| one.site == site);
        let shown: Vec<PersonId> = found.iter().map(|one| one.id).collect();
        saw_listed(look, &shown, !query.trim().is_empty());
        Ok(found)
    })
}

/// Everything that the actor leads today, for the page they open on.
pub fn led_today(clinic: &Clinic, actor: &Actor) -> Result<Vec<(Mine, String)>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::OpenStaffHome)?;
        let sites = site::all(look.read)?;
        let clock = sites
            .iter()
            .find(|site| actor.sites().contains(&site.id))
            .or(sites.first());
        let Some(clock) = clock else {
            return Ok(Vec::new());
        };
        let today = clock.zone.local(look.now).date();
        let span = (today, today.saturating_add(1.day()));
        let rooms = room_names(look.read)?;
        let led = led(look.read, actor.person(), span)?;
        Ok(led
            .into_iter()
            .map(|mine| {
                let place = place_text(&mine, &rooms);
                (mine, place)
            })
            .collect())
    })
}
