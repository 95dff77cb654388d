//! From a plan to memberships: who leaves what, who joins what, and the individual session.

use super::load::SiteWeek;
use crate::planning::commitment::away::follow;
use crate::{Act, Refusal};
use care::groups::group::{
    Exception, Group, GroupKind, Meeting, MeetingPlace, Membership, SessionChange, Turns,
};
use care::planning::week::Plan;
use care::{GroupId, Line, PersonId, RoomId, Track};
use jiff::ToSpan;
use record::groups::{group, membership};

/// What an individual group is called; it names nobody.
const INDIVIDUAL_NAME: &str = "Individual session";

/// Makes somebody's memberships those of a plan from the week's Monday on. Past rosters stay as they are. Groups that
/// are none of the plan's business, at another site or level, stay too: `ours` says which are.
pub(crate) fn apply(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    person: PersonId,
    plan: &Plan,
    ours: &dyn Fn(GroupId) -> bool,
) -> Result<(), Refusal> {
    give_up(act, week, person, plan, ours)?;
    take_up(act, week, person, plan, &|id| id)?;
    excuse(act, week, person)
}

/// A vacation that was entered before excuses what somebody comes to now, too.
pub(crate) fn excuse(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    person: PersonId,
) -> Result<(), Refusal> {
    let lives = week.lives.get(&person).into_iter().flatten();
    for (_, one) in lives.filter(|(_, one)| one.is_vacation()) {
        let days = (one.from, one.until.unwrap_or(one.from));
        follow(act, person, None, Some(days))?;
    }
    Ok(())
}

fn same_individual(week: &SiteWeek, person: PersonId, plan: &Plan) -> bool {
    week.individual_of(person)
        .is_some_and(|group| group.meetings.first().copied() == plan.individual)
}

/// What somebody leaves. Done for everybody first, so that seats and counselors are free for whoever comes.
pub(crate) fn give_up(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    person: PersonId,
    plan: &Plan,
    ours: &dyn Fn(GroupId) -> bool,
) -> Result<(), Refusal> {
    let own_individual = week.individual_of(person).map(|group| group.id);
    let same = same_individual(week, person, plan);
    for one in present(act, week, person)? {
        let stays = if Some(one.group) == own_individual {
            same
        } else {
            !ours(one.group)
                || (plan.groups.contains(&one.group) && plan.turns_of(one.group) == one.turns)
        };
        if !stays {
            leave(act, week, &one)?;
        }
    }
    match own_individual {
        Some(id) if !same => end_group(act, week, id),
        _ => Ok(()),
    }
}

/// What somebody joins. `now` is what a group is called since it moved.
pub(crate) fn take_up(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    person: PersonId,
    plan: &Plan,
    now: &dyn Fn(GroupId) -> GroupId,
) -> Result<(), Refusal> {
    let own = present(act, week, person)?;
    for id in &plan.groups {
        let (turns, id) = (plan.turns_of(*id), now(*id));
        let lasts = |one: &Membership| {
            one.group == id
                && one.turns == turns
                && one.last_on.is_none()
                && one.joined_on <= week.monday
        };
        if !own.iter().any(lasts) {
            join(act, week, person, (id, turns), &own)?;
        }
    }
    match plan.individual {
        Some(meeting) if !same_individual(week, person, plan) => {
            let follows = week.individual_of(person).map(|group| group.id);
            individual(act, week, person, meeting, follows)
        }
        _ => Ok(()),
    }
}

/// Memberships that reach into the week or begin after it.
fn present(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    person: PersonId,
) -> Result<Vec<Membership>, Refusal> {
    let mut own = membership::of_person(act.tx, person)?;
    own.retain(|one| one.last_on.is_none_or(|last| last >= week.monday));
    Ok(own)
}

/// The last day before the week.
fn eve(week: &SiteWeek) -> jiff::civil::Date {
    week.monday.saturating_sub(1.day())
}

fn leave(act: &mut Act<'_, '_>, week: &SiteWeek, one: &Membership) -> Result<(), Refusal> {
    if one.joined_on >= week.monday {
        membership::delete(act.tx, one.id)?;
    } else {
        membership::end(act.tx, one.id, Some(eve(week)))?;
    }
    Ok(())
}

/// Somebody who is a member until a later date stays on; anybody else begins on the Monday, also who was to join later.
fn join(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    person: PersonId,
    (id, turns): (GroupId, Option<Turns>),
    present: &[Membership],
) -> Result<(), Refusal> {
    let (later, until): (Vec<&Membership>, Vec<&Membership>) = present
        .iter()
        .filter(|one| one.group == id && one.turns == turns)
        .partition(|one| one.joined_on > week.monday);
    for later in later {
        membership::delete(act.tx, later.id)?;
    }
    if let Some(one) = until.first() {
        membership::end(act.tx, one.id, None)?;
        return Ok(());
    }
    let new = Membership {
        id: act.id(),
        group: id,
        person,
        joined_on: week.monday,
        last_on: None,
        turns,
    };
    Ok(membership::insert(act.tx, &new)?)
}

/// An individual group without its member is held no more. One that has not begun would still have its first session,
/// with nobody in it: as a draft it has none, and holds neither room nor leader.
fn end_group(act: &mut Act<'_, '_>, week: &SiteWeek, id: GroupId) -> Result<(), Refusal> {
    if let Some(group) = week.group(id) {
        let mut ended = group.clone();
        ended.ends_on = Some(eve(week).max(group.starts_on));
        let ahead = group.starts_on > crate::groups::group::today(&week.site, act.now);
        ended.draft = ahead && group.starts_on >= week.monday;
        group::update(act.tx, &ended)?;
    }
    Ok(())
}

/// A group of one with the person's own counselor, where they have one: whoever sees them now, or who is responsible.
pub(crate) fn individual_group(
    week: &SiteWeek,
    person: PersonId,
    meeting: Meeting,
    id: GroupId,
    follows: Option<GroupId>,
) -> Option<Group> {
    let counselor = week
        .individual_of(person)
        .and_then(|group| group.facilitators.first().copied())
        .or_else(|| week.person(person).and_then(|one| one.counselor))?;
    Some(Group {
        id,
        site: week.site.id,
        program: week.person(person).map(|one| one.program),
        name: Line::parse(INDIVIDUAL_NAME, "a name").ok()?,
        kind: GroupKind::Individual,
        track: Track::General,
        topic: None,
        facilitators: vec![counselor],
        place: MeetingPlace::Undecided,
        seats: 1,
        smallest: 1,
        meetings: vec![meeting],
        minutes: super::rules::individual_minutes(week),
        starts_on: week.monday,
        ends_on: None,
        open: true,
        draft: false,
        stay_weeks: None,
        follows,
    })
}

/// The individual session that a plan gives, in the smallest room that is free then.
fn individual(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    person: PersonId,
    meeting: Meeting,
    follows: Option<GroupId>,
) -> Result<(), Refusal> {
    let id = act.id();
    let Some(new) = individual_group(week, person, meeting, id, follows) else {
        return Err(Refusal::Conflict(
            "An individual session needs a counselor. Choose one first.".to_owned(),
        ));
    };
    let series = new.clone();
    crate::groups::group::insert_where_free(act, new, by_size(week, 1))?;
    not_on_closed_days(act, week, &series)?;
    let member = Membership {
        id: act.id(),
        group: id,
        person,
        joined_on: week.monday,
        last_on: None,
        turns: None,
    };
    Ok(membership::insert(act.tx, &member)?)
}

/// A series that is new, or new on its days, is not held on the days on which the site is closed.
pub(crate) fn not_on_closed_days(
    act: &mut Act<'_, '_>,
    week: &SiteWeek,
    new: &Group,
) -> Result<(), Refusal> {
    let known = group::exceptions_of(act.tx, new.id)?;
    for (date, cause) in &week.closed {
        let differs = known.iter().any(|one| one.date == *date);
        if differs || new.meets_on(*date).is_none() {
            continue;
        }
        let exception = Exception {
            group: new.id,
            date: *date,
            cause: *cause,
            change: SessionChange::Cancelled,
        };
        group::insert_exception(act.tx, &exception)?;
        let detail = serde_json::json!({ "exception": exception });
        let subject = ("group", new.id.uuid());
        act.journal("group.exception_added", subject, None, Some(detail))?;
    }
    Ok(())
}

/// The rooms with so many seats, the smallest first.
pub(crate) fn by_size(week: &SiteWeek, seats: u16) -> Vec<RoomId> {
    let mut rooms: Vec<_> = week
        .rooms
        .iter()
        .filter(|room| room.seats.get() >= seats)
        .collect();
    rooms.sort_by_key(|room| (room.seats, room.name.clone()));
    rooms.into_iter().map(|room| room.id).collect()
}
