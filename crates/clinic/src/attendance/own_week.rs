//! One person's week: the sessions they come to.

pub use crate::groups::schedule::{Mine, place_text};
use crate::groups::schedule::{attended, room_names};
use crate::{Clinic, Look, Refusal};
use care::attendance::calendar::CalendarChoice;
use care::people::site::Site;
use care::planning::commitment::monday;
use care::zone::greenwich;
use care::{GroupId, PersonId, RoomId};
use door::display_name;
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::RecordError;
use record::attendance::{calendar, roster};
use record::people::{patient, person, site};
use std::collections::{HashMap, HashSet};

/// How far ahead somebody is told what comes next.
const AHEAD_DAYS: i32 = 28;

/// What lies ahead of somebody.
pub struct Ahead {
    /// The sessions that they are expected at and that are not over, by time: the first is the next one.
    pub sessions: Vec<Mine>,
    /// What rooms are called.
    pub rooms: HashMap<RoomId, String>,
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
    pub choice: CalendarChoice,
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

/// What lies ahead of oneself in the next four weeks, whatever week it is in. What was called off is left out, and what
/// they said that they will not come to. The page that shows it is in the journal.
pub fn own_ahead(clinic: &Clinic, actor: &Actor) -> Result<Ahead, Refusal> {
    clinic.look(actor, |look| {
        let own = Resource::Account(look.organization(), actor.person());
        look.permit_on(Action::OpenOwnHome, &own)?;
        // The clocks of a site are less than a day from those of Greenwich.
        let yesterday = greenwich(look.now).date().saturating_sub(1.day());
        // Loaded up to a day beyond, for a site whose date is one ahead; which of them are ahead its own clock says.
        let until = yesterday.saturating_add((AHEAD_DAYS + 3).days());
        let mut sessions = attended(look.read, actor.person(), (yesterday, until))?;
        let ahead = |mine: &Mine| {
            let last = mine.site.zone.local(look.now).date();
            let last = last.saturating_add(AHEAD_DAYS.days());
            mine.session.ends_at > look.now && mine.session.local.date() <= last
        };
        sessions.retain(|mine| mine.session.held() && ahead(mine));
        sessions.sort_by_key(|mine| mine.session.starts_at);
        let said = marked(look, actor.person(), &sessions)?;
        sessions.retain(|mine| !said.contains(&(mine.session.group, mine.session.date)));
        let rooms = room_names(look.read)?;
        Ok(Ahead { sessions, rooms })
    })
}

/// Of which of these sessions it is said already whether somebody is there. A mark hangs on the original date, which a
/// session keeps when it is moved.
fn marked(
    look: &mut Look<'_, '_>,
    person: PersonId,
    sessions: &[Mine],
) -> Result<HashSet<(GroupId, Date)>, Refusal> {
    let dates = || sessions.iter().map(|mine| mine.session.date);
    let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
        return Ok(HashSet::new());
    };
    let marks = roster::of_person(look.read, person, (first, last.saturating_add(1.day())))?;
    Ok(marks.iter().map(|mark| (mark.group, mark.date)).collect())
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
