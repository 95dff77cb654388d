//! What a day asks of whoever takes attendance: rosters on which somebody is still missing, and who said beforehand that
//! they will not come.

use super::meeting;
use crate::groups::schedule;
use crate::groups::schedule::Expected;
use crate::{Look, Refusal};
use care::GroupId;
use care::PersonId;
use care::groups::group::Session;
use care::people::site::Site;
use door::display_name;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use policy::{Action, Resource};
use record::attendance::roster;
use record::attendance::roster::StandingMark;
use std::collections::HashSet;

/// How far back rosters are looked for on which somebody is missing, in days. A roster of last week is still corrected
/// with a reason; what is older is for the numbers. House number.
const BACK_DAYS: i64 = 7;

/// A session that is over and of whose people somebody is not marked.
#[derive(Clone, Debug)]
pub struct OpenRoster {
    /// The group.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
    /// What the group is called.
    pub name: String,
    /// When the session began.
    pub starts_at: Timestamp,
    /// Where.
    pub site: Site,
    /// How many people are not marked.
    pub left: usize,
}

/// Somebody who said that they will not come to a session of today.
#[derive(Clone, Debug)]
pub struct CalledIn {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub called: String,
    /// The group.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
    /// What the group is called.
    pub name: String,
    /// When the session begins.
    pub starts_at: Timestamp,
    /// Where.
    pub site: Site,
}

/// What a day asks of whoever takes attendance.
#[derive(Clone, Debug, Default)]
pub struct RosterDay {
    /// Rosters on which somebody is missing, the latest first.
    pub open: Vec<OpenRoster>,
    /// Who will not come today, by time.
    pub called_in: Vec<CalledIn>,
}

/// The rosters of the sites where the actor takes attendance: of everything, or of what they lead.
pub(crate) fn roster_day(
    look: &mut Look<'_, '_>,
    sites: &[Site],
    everything: bool,
) -> Result<RosterDay, Refusal> {
    let organization = look.organization();
    let here: Vec<&Site> = sites
        .iter()
        .filter(|site| {
            let at = Resource::Site(organization, site.id);
            look.could_on(Action::TakeAttendance, &at)
        })
        .collect();
    let mut day = RosterDay::default();
    if here.is_empty() {
        return Ok(day);
    }
    let schedule = schedule::at(look.read, here.iter().copied())?;
    let (me, now) = (look.actor.person(), look.now);
    for site in here {
        let today = site.zone.local(now).date();
        let span = (
            today.saturating_sub(BACK_DAYS.days()),
            today.saturating_add(1.day()),
        );
        let mut sessions = schedule.sessions_at(site.id, span);
        sessions
            .retain(|session| session.held() && (everything || session.facilitators.contains(&me)));
        let held = Expected::at(look.read, sessions)?;
        let Some(dates) = held.dates() else {
            continue;
        };
        let said = roster::at_site(look.read, site.id, dates)?;
        let marked: HashSet<(PersonId, GroupId, Date)> = said
            .iter()
            .map(|said| (said.person, said.group, said.date))
            .collect();
        for (session, expected) in held.each() {
            let group = schedule.group(session.group);
            let name = group.map(|group| group.name.to_string());
            let name = name.unwrap_or_default();
            let of =
                |person: &&PersonId| !marked.contains(&(**person, session.group, session.date));
            let left = expected.iter().filter(of).count();
            if meeting(session).end <= now && left > 0 {
                day.open.push(OpenRoster {
                    group: session.group,
                    date: session.date,
                    name: name.clone(),
                    starts_at: session.starts_at,
                    site: site.clone(),
                    left,
                });
            }
            if session.local.date() == today {
                day.called_in.extend(called_in(site, session, &name, &said));
            }
        }
    }
    day.open
        .sort_by_key(|open| std::cmp::Reverse(open.starts_at));
    day.called_in.sort_by_key(|one| one.starts_at);
    look.meet(day.called_in.iter().map(|one| one.person))?;
    for one in &mut day.called_in {
        one.called = display_name(look, one.person)?.unwrap_or_default();
    }
    Ok(day)
}

/// Who said that they will not come to a session; what they are called is looked up for all at once.
fn called_in(site: &Site, session: &Session, name: &str, said: &[StandingMark]) -> Vec<CalledIn> {
    let here = |said: &&StandingMark| (said.group, said.date) == (session.group, session.date);
    let away = said.iter().filter(|said| said.excused).filter(here);
    let called_in = away.map(|said| CalledIn {
        person: said.person,
        called: String::new(),
        group: session.group,
        date: session.date,
        name: name.to_owned(),
        starts_at: session.starts_at,
        site: site.clone(),
    });
    called_in.collect()
}
