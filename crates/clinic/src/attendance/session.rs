//! Sessions: who is expected, who came, and the roster closed.
//!
//! A session is named by its group and its original date. Who is expected follows from the memberships on that date,
//! so that joining and leaving later changes no roster of the past.

use crate::groups::schedule;
use crate::groups::schedule::{Expected, FoundSession, find_session, room_names};
use crate::{Clinic, Look, Refusal};
use care::attendance::roster::{Mark, Phase, Roster, RosterEntry, SessionTime, phase};
use care::groups::group::{Group, MeetingPlace, Session, advice};
use care::people::site::Site;
use care::{GroupId, PersonId, PersonName, RoomId, SiteId};
use door::display_name;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use policy::{Action, Actor, Resource, reach};
use record::Read;
use record::attendance::roster::StandingMark;
use record::attendance::{arrival, makeup, roster};
use record::groups::membership;
use record::people::site;
use std::collections::{HashMap, HashSet};

mod mark;
mod present;
mod today;

pub(crate) use mark::arrived;
pub use mark::{Marking, OneMark, close, mark};
pub use present::{AllPresent, mark_all, take_back};
pub(crate) use today::roster_day;
pub use today::{CalledIn, OpenRoster, RosterDay};

/// Whoever may not see a site's sessions does not learn which there are.
pub(crate) fn hidden(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Denied => Refusal::NotFound,
        refusal => refusal,
    }
}

/// When a session takes place.
pub fn meeting(session: &Session) -> SessionTime {
    SessionTime {
        start: session.starts_at,
        end: session.ends_at,
    }
}

/// One line of the list of a day's sessions.
#[derive(Clone, Debug)]
pub struct ListedSession {
    /// The session.
    pub session: Session,
    /// Its group.
    pub group: Group,
    /// Who leads it.
    pub leaders: Vec<String>,
    /// Whether the actor does.
    pub mine: bool,
    /// The room, if it is in one.
    pub room: Option<String>,
    /// How many people are expected.
    pub expected: usize,
    /// For how many of them something is said.
    pub marked: usize,
    /// Where its roster stands.
    pub phase: Phase,
}

/// The sessions of one site on one day.
#[derive(Clone, Debug)]
pub struct SiteDay {
    /// Where.
    pub site: Site,
    /// The local day.
    pub date: Date,
    /// Its sessions by time; cancelled ones too, as such.
    pub sessions: Vec<ListedSession>,
}

/// The sites where the actor may do `action`.
pub(crate) fn own_sites(
    look: &mut Look<'_, '_>,
    actor: &Actor,
    action: Action,
) -> Result<Vec<Site>, Refusal> {
    let organization = look.organization();
    let everywhere = reach(actor, action).organization;
    let mut sites = site::all(look.read)?;
    sites.retain(|site| everywhere || actor.sites().contains(&site.id));
    if sites.is_empty() {
        // Somebody who works nowhere yet has nothing to see, and may know that.
        look.permit(Action::OpenStaffHome)?;
    }
    for site in &sites {
        look.permit_on(action, &Resource::Site(organization, site.id))?;
    }
    Ok(sites)
}

/// The sessions of a day at every site the actor works at: today on the clocks of each site, or another date.
pub fn day(clinic: &Clinic, actor: &Actor, date: Option<Date>) -> Result<Vec<SiteDay>, Refusal> {
    clinic.look(actor, |look| {
        let sites = own_sites(look, actor, Action::ViewSessions)?;
        let rooms = room_names(look.read)?;
        let schedule = schedule::at(look.read, &sites)?;
        let mut days = Vec::new();
        for site in sites {
            let on = date.unwrap_or_else(|| site.zone.local(look.now).date());
            let next = on.saturating_add(1.day());
            let held = Expected::at(look.read, schedule.sessions_at(site.id, (on, next)))?;
            let known = Known::load(look, &held, &site)?;
            let mut sessions = Vec::with_capacity(held.sessions.len());
            for (session, expected) in held.each() {
                if let Some(group) = schedule.group(session.group) {
                    sessions.push(listed(
                        look, group, session, expected, &site, &rooms, &known,
                    )?);
                }
            }
            sessions.sort_by(|a, b| {
                let key = |one: &ListedSession| (one.session.starts_at, one.group.name.clone());
                key(a).cmp(&key(b))
            });
            days.push(SiteDay {
                site,
                date: on,
                sessions,
            });
        }
        Ok(days)
    })
}

/// What was said of a day's sessions at a site, loaded for all of them at once.
struct Known {
    marked: HashSet<(PersonId, GroupId, Date)>,
    closed: HashMap<(GroupId, Date), Timestamp>,
}

impl Known {
    fn load(look: &mut Look<'_, '_>, held: &Expected, site: &Site) -> Result<Self, Refusal> {
        let mut known = Self {
            marked: HashSet::new(),
            closed: HashMap::new(),
        };
        let Some(dates) = held.dates() else {
            return Ok(known);
        };
        let said = roster::at_site(look.read, site.id, dates)?;
        let said = said
            .into_iter()
            .map(|said| (said.person, said.group, said.date));
        known.marked = said.collect();
        known.closed = roster::closed_on(look.read, dates)?;
        let sessions = held.sessions.iter();
        look.meet(sessions.flat_map(|session| session.facilitators.iter().copied()))?;
        Ok(known)
    }
}

fn listed(
    look: &mut Look<'_, '_>,
    group: &Group,
    session: &Session,
    expected: &[PersonId],
    site: &Site,
    rooms: &HashMap<RoomId, String>,
    known: &Known,
) -> Result<ListedSession, Refusal> {
    let closed = known.closed.get(&(group.id, session.date)).copied();
    let mut leaders = Vec::new();
    for leader in &session.facilitators {
        leaders.push(display_name(look, *leader)?.unwrap_or_default());
    }
    let said = |person: &&PersonId| {
        let mark = (**person, group.id, session.date);
        known.marked.contains(&mark)
    };
    Ok(ListedSession {
        mine: session.facilitators.contains(&look.actor.person()),
        room: session
            .place
            .room()
            .and_then(|room| rooms.get(&room).cloned()),
        marked: expected.iter().filter(said).count(),
        expected: expected.len(),
        phase: phase(meeting(session), &site.zone.zone(), look.now, closed),
        leaders,
        group: group.clone(),
        session: session.clone(),
    })
}

/// Who is expected at a session.
pub(crate) fn expected(
    read: &mut impl Read,
    group: GroupId,
    date: Date,
) -> Result<Vec<PersonId>, Refusal> {
    let memberships = membership::of_group(read, group)?;
    Ok(care::groups::group::roster(&memberships, group, date))
}

/// Somebody on a roster.
#[derive(Clone, Debug)]
pub struct RosterLine {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: PersonName,
    /// Whether their record is open to the actor; a guest may be of another site.
    pub open: bool,
    /// Whether they come once, to make up for another session.
    pub makeup: bool,
    /// Whether they are a member on that date; somebody marked and taken out later is not.
    pub member: bool,
    /// Everything said about them and this session, oldest first, with who said it.
    pub said: Vec<(RosterEntry, String)>,
    /// The minutes they kept, once something is said.
    pub minutes: Option<u16>,
    /// When they said themselves, at the site's screen, that they are here.
    pub arrived: Option<Timestamp>,
}

impl RosterLine {
    /// What holds of them now: nothing where nothing was said, or where the last word was taken back.
    pub fn stands(&self) -> Option<&RosterEntry> {
        let last = self.said.last().map(|(entry, _)| entry);
        last.filter(|entry| entry.mark != Mark::TakenBack)
    }
}

/// The roster of one session, as its page shows it.
#[derive(Clone, Debug)]
pub struct RosterSheet {
    /// Its group.
    pub group: Group,
    /// The session.
    pub session: Session,
    /// Where.
    pub site: Site,
    /// The room, if it is in one.
    pub room: Option<String>,
    /// Who leads it.
    pub leaders: Vec<String>,
    /// Where the roster stands.
    pub phase: Phase,
    /// When it was closed by hand, and by whom.
    pub closed: Option<(Timestamp, String)>,
    /// Everybody on it, by name.
    pub lines: Vec<RosterLine>,
    /// What should be known about its size.
    pub advice: Vec<String>,
    /// Whether the actor may mark.
    pub may_mark: bool,
    /// Whether people say at the door that they have come.
    pub at_door: bool,
}

impl RosterSheet {
    /// Who can be marked as present in one go: whoever is expected and not marked; where people check in at the door,
    /// only who did.
    pub fn left(&self) -> impl Iterator<Item = &RosterLine> {
        self.lines.iter().filter(|line| {
            let here = !self.at_door || line.arrived.is_some();
            line.member && here && line.stands().is_none()
        })
    }
}

/// Whether people say themselves that they have come to a session: its site has a screen by the door, and nobody comes to
/// the door for one by telehealth.
pub(crate) fn at_door(
    read: &mut impl Read,
    session: &Session,
    site: SiteId,
) -> Result<bool, Refusal> {
    let comes = session.held() && !matches!(session.place, MeetingPlace::Telehealth(_));
    Ok(comes && arrival::kiosk_made(read, site)?.is_some())
}

/// The roster of a session. That the actor saw who is on it is in the journal.
pub fn roster(
    clinic: &Clinic,
    actor: &Actor,
    group: GroupId,
    date: Date,
) -> Result<RosterSheet, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        let FoundSession {
            group,
            session,
            site,
        } = find_session(look.read, group, date)?;
        let at = Resource::Site(organization, site.id);
        look.permit_on(Action::ViewSessions, &at).map_err(hidden)?;
        let lines = lines(look, &session)?;
        look.meet(session.facilitators.iter().copied())?;
        let mut leaders = Vec::new();
        for leader in &session.facilitators {
            leaders.extend(display_name(look, *leader)?);
        }
        let closed = roster::closed(look.read, group.id, date)?;
        let closed = match closed {
            Some((at, by)) => Some((at, display_name(look, by)?.unwrap_or_default())),
            None => None,
        };
        let room = session.place.room();
        let shown: Vec<PersonId> = lines.iter().map(|line| line.person).collect();
        look.saw(
            "roster.viewed",
            ("group", group.id.uuid()),
            None,
            Some(serde_json::json!({ "date": date, "shown": shown })),
        );
        let members = lines.iter().filter(|line| line.member).count();
        Ok(RosterSheet {
            room: match room {
                Some(room) => room_names(look.read)?.remove(&room),
                None => None,
            },
            leaders,
            phase: phase(
                meeting(&session),
                &site.zone.zone(),
                look.now,
                closed.as_ref().map(|(at, _)| *at),
            ),
            closed,
            lines,
            advice: advice(&group, members, &clinic.protocol().group_size),
            at_door: at_door(look.read, &session, site.id)?,
            may_mark: policy::decide(actor, Action::TakeAttendance, &at, look.now).allow,
            group,
            session,
            site,
        })
    })
}

fn lines(look: &mut Look<'_, '_>, session: &Session) -> Result<Vec<RosterLine>, Refusal> {
    let (group, date) = (session.group, session.date);
    let expected = expected(look.read, group, date)?;
    let next = date.saturating_add(1.day());
    let makeups: HashSet<PersonId> = makeup::between(look.read, (date, next))?
        .into_iter()
        .filter(|makeup| makeup.group == group)
        .map(|makeup| makeup.person)
        .collect();
    let entries = roster::of_session(look.read, group, date)?;
    let roster = Roster::of(entries);
    let arrived = arrival::of_session(look.read, group, date)?;
    let mut everybody = expected.clone();
    everybody.extend(roster.people().filter(|person| !expected.contains(person)));
    let everywhere = policy::reach(look.actor, Action::ViewPatient).organization;
    if !everywhere {
        look.introduce(everybody.iter().copied())?;
    }
    let writers = everybody
        .iter()
        .flat_map(|person| roster.all(*person).iter().map(|entry| entry.by));
    look.meet(everybody.iter().copied().chain(writers))?;
    let mut lines = Vec::new();
    for person in everybody {
        let Some(name) = look.name(person)? else {
            continue;
        };
        let mut said = Vec::new();
        for entry in roster.all(person) {
            said.push((
                entry.clone(),
                display_name(look, entry.by)?.unwrap_or_default(),
            ));
        }
        lines.push(RosterLine {
            person,
            name,
            open: everywhere || look.could(Action::ViewPatient, person)?,
            makeup: makeups.contains(&person),
            arrived: arrived.get(&person).copied(),
            member: expected.contains(&person),
            minutes: roster
                .now(person)
                .map(|entry| meeting(session).kept(&entry.mark)),
            said,
        });
    }
    lines.sort_by(|one, other| {
        let name = one.name.order(&other.name);
        name.then(one.person.cmp(&other.person))
    });
    Ok(lines)
}

/// Somebody's marks of the last weeks that still hold, latest first.
pub(crate) fn latest(
    read: &mut impl Read,
    person: PersonId,
    today: Date,
) -> Result<Vec<StandingMark>, Refusal> {
    let from = today.saturating_sub(care::attendance::hours::HISTORY_DAYS.days());
    let to = today.saturating_add(1.day());
    let mut said = roster::of_person(read, person, (from, to))?;
    said.sort_by_key(|said| std::cmp::Reverse((said.date, said.group)));
    Ok(said)
}
