//! A site's week as the record has it: groups, rooms, staff, people and their lives.

use crate::groups::group::AHEAD_WEEKS;
use crate::groups::schedule;
use crate::stays::phase;
use crate::stays::phase::Pathways;
use crate::{Refusal, mail};
use care::assessment::protocol::Protocol;
use care::groups::group::{
    Cause, Group, GroupKind, Membership, ROUND_WEEKS_MAX, Schedule, Session, closed_days, roster,
};
use care::people::site::{Room, Site};
use care::people::staff::Staff;
use care::planning::commitment::{Firmness, Journey, longest_cycle_weeks};
use care::planning::week::Plan;
use care::{GroupId, PersonId, SiteId, Weekday};
use jiff::ToSpan;
use jiff::civil::Date;
use language::Language;
use record::Read;
use record::attendance::hours;
use record::attendance::hours::Attending;
use record::groups::membership;
use record::people::{program, site, staff};
use record::planning::commitment;
use record::planning::commitment::KeptCommitment;
use record::seal::OrganizationKeys;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The fewest real weeks that a lasting week is planned for; it is as many as the longest rotation among the people.
pub(crate) const HORIZON_WEEKS: i32 = care::planning::commitment::CYCLE_WEEKS_MAX as i32;

/// A site's week as the record has it.
pub(crate) struct SiteWeek {
    pub site: Site,
    pub rooms: Vec<Room>,
    pub monday: Date,
    /// Sessions of the whole organization, from a day before the Monday on, that are held otherwise than their series
    /// says, with who is expected: those of series that have ended since, too.
    pub dated: Vec<(Session, Vec<PersonId>)>,
    /// Groups of the whole organization that are held in the week or begin after it, as far ahead as rooms and leaders
    /// are looked at, with what differs for them; and the clocks of every site.
    pub schedule: Schedule,
    /// The days from the Monday on on which the site is closed.
    pub closed: BTreeMap<Date, Cause>,
    /// The real weeks that are planned: as many as the longest rotation among the people, [`HORIZON_WEEKS`] at least.
    pub horizon_weeks: i32,
    /// Memberships in all those groups that cover a day of the week or of a later one.
    pub memberships: Vec<Membership>,
    /// Those who work here now.
    pub staff: Vec<Staff>,
    pub people: Vec<Attending>,
    /// In which each of them is written to, by the rule of all mail.
    pub languages: BTreeMap<PersonId, Language>,
    pub lives: BTreeMap<PersonId, Vec<KeptCommitment>>,
    pub journeys: BTreeMap<PersonId, Journey>,
    pub programs: Vec<care::people::program::Program>,
    /// Which groups are for which phases of them, and where everybody stands.
    pub pathways: Pathways,
    pub protocol: Arc<Protocol>,
}

impl SiteWeek {
    /// The Sunday at its end.
    pub fn sunday(&self) -> Date {
        self.monday.saturating_add(6.days())
    }

    /// Groups of the whole organization that are held in the week: whoever is seen here may attend one elsewhere.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        let all = self.schedule.groups().iter();
        all.filter(move |group| self.has_begun(group))
    }

    /// Groups that begin after the week.
    pub fn upcoming(&self) -> impl Iterator<Item = &Group> {
        let all = self.schedule.groups().iter();
        all.filter(move |group| !self.has_begun(group))
    }

    /// Whether a group begins before the week ends.
    fn has_begun(&self, group: &Group) -> bool {
        group.starts_on < self.monday.saturating_add(7.days())
    }

    /// The Monday of one of the real weeks that are planned, the first being 0.
    pub fn monday_of(&self, number: i32) -> Date {
        self.monday.saturating_add(number.weeks())
    }

    /// The last Sunday that is planned.
    pub fn last(&self) -> Date {
        let next = self.monday_of(self.horizon_weeks);
        next.yesterday().unwrap_or(next)
    }

    /// After how many weeks what cannot move in somebody's life begins anew: 1 where every week is like the next, and
    /// where their rotation is longer than any that is planned, so that a week of theirs has to fit all of it.
    pub fn round_of(&self, person: PersonId) -> i32 {
        let lives = self.lives.get(&person).into_iter().flatten();
        let holds = lives.map(|(_, one)| one).filter(|one| {
            one.firmness == Firmness::Fixed
                && one.from <= self.last()
                && one.until.is_none_or(|until| until >= self.monday)
        });
        whole_round(holds.map(|one| i32::from(one.cycle_weeks()))).unwrap_or(1)
    }

    /// Whether somebody is a member of a group in some weeks of a rotation only.
    pub fn takes_turns(&self, person: PersonId) -> bool {
        let mut own = self.memberships.iter();
        own.any(|one| one.person == person && one.turns.is_some())
    }

    /// One of those that are held in the week.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        let found = self.schedule.group(id);
        found.filter(|group| self.has_begun(group))
    }

    pub fn group_name(&self, id: GroupId) -> String {
        self.group(id).map_or_else(
            || "a group that has ended".to_owned(),
            |group| group.name.to_string(),
        )
    }

    /// Why a session of a group, or without one an individual session that is new, is not held on a day of the week.
    pub fn off(&self, group: Option<GroupId>, day: Weekday) -> Option<Cause> {
        let date = self.monday.saturating_add(i32::from(day.index()).days());
        let called_off = group.and_then(|id| self.schedule.exception(id, date));
        called_off
            .filter(|one| one.calls_off())
            .map(|one| one.cause)
            .or_else(|| self.closed.get(&date).copied())
    }

    /// The sessions of a group that are really held in the week, by the clock of the group's site.
    pub fn held(&self, group: &Group) -> Vec<Session> {
        let next = self.monday.saturating_add(7.days());
        let mut sessions = self.schedule.of(group, (self.monday, next));
        sessions.retain(Session::held);
        sessions
    }

    pub fn person(&self, id: PersonId) -> Option<&Attending> {
        self.people.iter().find(|one| one.person == id)
    }

    /// In which somebody is written to.
    pub fn language_of(&self, id: PersonId) -> Language {
        self.languages.get(&id).copied().unwrap_or_default()
    }

    pub fn staff_name(&self, id: PersonId) -> String {
        self.staff
            .iter()
            .find(|one| one.id == id)
            .map_or_else(|| "somebody".to_owned(), |one| one.name.full())
    }

    /// Whether somebody may lead individual sessions here from now on: what a group of one is checked for when it is
    /// added.
    pub fn may_counsel(&self, id: PersonId) -> bool {
        let needed = GroupKind::Individual.credential();
        self.staff
            .iter()
            .any(|one| one.id == id && one.credentials.contains(&needed))
    }

    /// The individual group somebody is in.
    pub fn individual_of(&self, person: PersonId) -> Option<&Group> {
        self.memberships_of(person)
            .filter_map(|one| self.group(one.group))
            .find(|group| group.kind == GroupKind::Individual && group.site == self.site.id)
    }

    /// What somebody attends at the site in this week, whether it keeps the rules or not.
    pub fn present(&self, person: PersonId) -> Option<Plan> {
        let own: Vec<&Membership> = self.memberships_of(person).collect();
        let plan = Plan {
            some_weeks: Vec::new(),
            ..self.plan_of(person, &own)
        };
        (plan != Plan::default()).then_some(plan)
    }

    /// What somebody attends at the site week after week, as it stands: what they attend in some weeks of a rotation only,
    /// too.
    pub fn lasting(&self, person: PersonId) -> Option<Plan> {
        let (from, through) = (self.monday, self.sunday());
        let own = self.memberships.iter();
        let own: Vec<&Membership> = own
            .filter(|one| one.person == person && lasts(one, from, through))
            .collect();
        let plan = self.plan_of(person, &own);
        (plan != Plan::default()).then_some(plan)
    }

    fn plan_of(&self, person: PersonId, own: &[&Membership]) -> Plan {
        let individual = self.individual_of(person);
        let here = |one: &&&Membership| {
            let group = self.group(one.group);
            Some(one.group) != individual.map(|group| group.id)
                && group.is_some_and(|group| group.site == self.site.id)
        };
        let own: Vec<&&Membership> = own.iter().filter(here).collect();
        let mut groups: Vec<GroupId> = own.iter().map(|one| one.group).collect();
        groups.sort_unstable();
        groups.dedup();
        let turns = |group: &GroupId| {
            let mut of_group = own.iter().filter(|one| one.group == *group);
            // Whoever is there every week besides is there every week.
            let turns = of_group.next()?.turns?;
            of_group.next().is_none().then_some((*group, turns))
        };
        Plan {
            some_weeks: groups.iter().filter_map(turns).collect(),
            groups,
            individual: individual.and_then(|group| group.meetings.first().copied()),
        }
    }

    /// Somebody's memberships that cover a day of the week.
    pub fn memberships_of(&self, person: PersonId) -> impl Iterator<Item = &Membership> {
        let (from, through) = (self.monday, self.sunday());
        self.memberships
            .iter()
            .filter(move |one| one.person == person && one.meets(from, Some(through)))
    }
}

/// After how many weeks all of some rotations have come round together; nothing where that is longer than any round that
/// is planned.
pub(crate) fn whole_round(weeks: impl IntoIterator<Item = i32>) -> Option<i32> {
    let longest = i32::from(ROUND_WEEKS_MAX);
    weeks.into_iter().try_fold(1, |round: i32, weeks| {
        let weeks = weeks.max(1);
        let mut both = (1..=longest).filter(|all| all % round == 0 && all % weeks == 0);
        both.next().filter(|all| longest % all == 0)
    })
}

/// Loads it. A handful of queries, however many people there are.
pub(crate) fn load(
    protocol: &Arc<Protocol>,
    read: &mut impl Read,
    id: SiteId,
    monday: Date,
) -> Result<SiteWeek, Refusal> {
    let site = site::find(read, id)?.ok_or(Refusal::NotFound)?;
    let next = monday.saturating_add(7.days());
    let horizon = monday.saturating_add(AHEAD_WEEKS.weeks());
    let schedule = schedule::everywhere(read)?;
    let mut memberships = membership::all(read)?;
    // The clocks of sites are hours apart, so the day before counts too.
    let span = (monday.yesterday().unwrap_or(monday), horizon);
    let dated = dated(&schedule, &memberships, span);
    let schedule = schedule.narrowed(|group| {
        !group.draft
            && group.starts_on < horizon
            && group.ends_on.is_none_or(|end| end >= monday)
            && !group.meetings.is_empty()
    });
    memberships.retain(|one| {
        schedule.group(one.group).is_some() && one.last_on.is_none_or(|last| last >= monday)
    });
    let all = schedule.groups().iter();
    let here: Vec<&Group> = all.filter(|group| group.site == id).collect();
    let closed = closed_days(&here, schedule.exceptions(), monday);
    let mut rooms = site::rooms(read)?;
    rooms.retain(|room| room.site == id);
    let mut staff = staff::all(read)?;
    staff.retain(|one| one.disabled_at.is_none() && one.sites.contains(&id));
    let people = hours::at_site(read, id, (monday, next))?;
    let ids: Vec<PersonId> = people.iter().map(|one| one.person).collect();
    let lives: BTreeMap<PersonId, Vec<KeptCommitment>> =
        commitment::of_site(read, id, monday)?.into_iter().collect();
    let held = lives.values().flatten().map(|(_, one)| one);
    let longest = i32::from(longest_cycle_weeks(held));
    let programs = program::all(read)?;
    let mut week = SiteWeek {
        pathways: phase::pathways(read, id, &programs, schedule.groups())?,
        languages: mail::languages_of(read, &ids)?,
        people,
        lives,
        horizon_weeks: longest.clamp(HORIZON_WEEKS, i32::from(ROUND_WEEKS_MAX)),
        journeys: commitment::journeys_of_site(read, id, monday)?
            .into_iter()
            .collect(),
        programs,
        protocol: Arc::clone(protocol),
        site,
        rooms,
        monday,
        dated,
        schedule,
        closed,
        memberships,
        staff,
    };
    // Two rotations of one person may come round together later than either does alone.
    let rounds = week.lives.keys().map(|person| week.round_of(*person));
    week.horizon_weeks = rounds.fold(week.horizon_weeks, i32::max);
    Ok(week)
}

/// Whatever is held otherwise than its series says, with who is expected. A moved session keeps those who were members
/// on its original date.
fn dated(
    schedule: &Schedule,
    memberships: &[Membership],
    span: (Date, Date),
) -> Vec<(Session, Vec<PersonId>)> {
    let with_members = |session: Session| {
        let members = roster(memberships, session.group, session.date);
        (session, members)
    };
    let sessions = schedule.differing(span).into_iter();
    sessions.map(with_members).collect()
}

/// A mark of everything a proposal is made from: it changes when any of it does, and says nothing about it.
pub(crate) fn basis(read: &mut impl Read, week: &SiteWeek) -> Result<Vec<u8>, Refusal> {
    let people: Vec<_> = week
        .people
        .iter()
        .map(|one| (one.person, one.program, one.level, one.counselor))
        .collect();
    let staff: Vec<_> = week
        .staff
        .iter()
        .map(|one| (one.id, &one.credentials, &one.availability))
        .collect();
    let programs: Vec<_> = week
        .programs
        .iter()
        .map(|one| (one.id, one.site, one.level, &one.pathway))
        .collect();
    let groups: Vec<&Group> = week.groups().collect();
    let upcoming: Vec<&Group> = week.upcoming().collect();
    let differs = week.schedule.exceptions();
    // All of it and not a version for each thing: a search reads nearly everything, and what somebody forgets in a
    // list of versions lets a stale week be published. The price is that a harmless change makes a proposal stale
    // too; another one is made from it in seconds.
    let plain = (
        (&week.site, &week.rooms, week.monday),
        (groups, upcoming, differs, &week.dated),
        (&week.memberships, week.schedule.zones(), programs),
        (staff, people),
        (&week.lives, &week.journeys, &week.pathways),
    );
    let bytes =
        serde_json::to_vec(&plain).map_err(|_| record::RecordError::damaged("a site's week"))?;
    let keys = OrganizationKeys::load(read)?;
    Ok(keys.keyed_hash("week", &bytes).to_vec())
}

/// Whether a membership is one of a week from one date through another: of those by weeks of a rotation, whose turn may
/// come later, all that hold then.
fn lasts(one: &Membership, from: Date, through: Date) -> bool {
    match one.turns {
        None => one.meets(from, Some(through)),
        Some(_) => one.spans(from, Some(through)),
    }
}
