//! Whether a group fits: its leaders, its room, and what else is held at the time.

use super::{horizon, moment};
use crate::groups::schedule;
use crate::{Act, Refusal};
use care::groups::group::{Group, MeetingPlace, Schedule, Session, Shared, clash};
use care::people::site::Room;
use care::people::staff::Staff;
use care::{GroupId, Issue, PersonId, RoomId};
use door::display_name_in;
use jiff::civil::Date;
use record::groups::group;
use record::people::{program, site, staff};
use std::collections::BTreeSet;

/// Refuses a group that cannot be held from `from` on. `instead_of` is the series it takes the place of.
pub(super) fn check(
    act: &mut Act<'_, '_>,
    group: &Group,
    from: Date,
    instead_of: Option<GroupId>,
) -> Result<(), Refusal> {
    let mut issues = group.check();
    if let Some(program) = group.program {
        let programs = program::all(act.tx)?;
        if !programs
            .iter()
            .any(|p| p.id == program && p.site == group.site)
        {
            let sentence = "Choose a program of this site.";
            issues.push(Issue::new("program", sentence));
        }
    }
    let staff = staff::all(act.tx)?;
    issues.extend(leaders(&staff, group, &group.facilitators));
    let rooms = site::rooms(act.tx)?;
    issues.extend(room(&rooms, group, &group.place));
    if !issues.is_empty() {
        return Err(Refusal::Fields(issues));
    }
    let site = site::find(act.tx, group.site)?.ok_or(Refusal::NotFound)?;
    let span = horizon(from);
    // What is known to differ goes on in the new shape, whether it was carried over already or not yet.
    let mut exceptions = Vec::new();
    for id in [group.id]
        .into_iter()
        .chain(instead_of)
        .collect::<BTreeSet<_>>()
    {
        let known = group::exceptions_of(act.tx, id)?;
        exceptions.extend(
            known
                .into_iter()
                .map(|exception| care::groups::group::Exception {
                    group: group.id,
                    ..exception
                }),
        );
    }
    let new = Schedule::new(vec![group.clone()], exceptions, [&site]).sessions(span);
    let mut held = schedule::everywhere(act.tx)?.sessions(span);
    // Of the series whose place it takes, only what was moved here from a date that it does not take over remains.
    held.retain(|session| {
        session.group != group.id && (Some(session.group) != instead_of || session.date < from)
    });
    held.extend(new.iter().cloned());
    held.sort_by_key(|session| session.starts_at);
    free(act, group, &new, &held, FORM)
}

/// The first of these rooms in which nobody meets at any time at which the group would, as far ahead as rooms are looked
/// at. It looks at the record as it is in this transaction: others may have been given a room a moment ago.
pub(super) fn first_free(
    act: &mut Act<'_, '_>,
    group: &Group,
    rooms: impl IntoIterator<Item = RoomId>,
) -> Result<Option<RoomId>, Refusal> {
    let site = site::find(act.tx, group.site)?.ok_or(Refusal::NotFound)?;
    let span = horizon(group.starts_on);
    let new = Schedule::new(vec![group.clone()], Vec::new(), [&site]).sessions(span);
    let held = schedule::everywhere(act.tx)?.sessions(span);
    Ok(rooms.into_iter().find(|room| is_free(*room, &new, &held)))
}

/// Whether nobody meets in a room while any of these sessions is held.
pub(crate) fn is_free(room: RoomId, new: &[Session], held: &[Session]) -> bool {
    let there = |session: &&Session| session.place.room() == Some(room);
    !held
        .iter()
        .filter(there)
        .any(|other| new.iter().any(|session| session.overlaps(other)))
}

/// Where a form asks for what can be taken already.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub leaders: &'static str,
    pub place: &'static str,
    pub time: &'static str,
}

/// The form of a group.
pub(super) const FORM: Fields = Fields {
    leaders: "facilitators",
    place: "place",
    time: "meetings",
};

/// Refuses sessions of `group` beside those that are held, each beside the field that asks for what is taken.
pub(super) fn free(
    act: &mut Act<'_, '_>,
    group: &Group,
    new: &[Session],
    held: &[Session],
    fields: Fields,
) -> Result<(), Refusal> {
    let Some((session, other, shared)) = clash(new, held) else {
        return Ok(());
    };
    let name = if other.group == group.id {
        "this group itself".to_owned()
    } else {
        let other = group::find(act.tx, other.group)?;
        other.map_or_else(
            || "another group".to_owned(),
            |other| other.name.to_string(),
        )
    };
    let at = moment(session);
    Err(match shared {
        Shared::Group(_) => {
            let sentence = format!("On {at} this group already meets. Choose another time.");
            Refusal::field(fields.time, sentence)
        }
        Shared::Room(room) => {
            let rooms = site::rooms(act.tx)?;
            let room = rooms.iter().find(|found| found.id == room);
            let room = room.map_or_else(|| "The room".to_owned(), |room| room.name.to_string());
            let sentence =
                format!("{room} is taken on {at} by {name}. Choose another room or time.");
            Refusal::field(fields.place, sentence)
        }
        Shared::Leader(person) => {
            let who =
                display_name_in(act.tx, person)?.unwrap_or_else(|| "Whoever leads it".to_owned());
            let sentence =
                format!("{who} leads {name} on {at}. Choose somebody else or another time.");
            Refusal::field(fields.leaders, sentence)
        }
    })
}

/// What is wrong with who leads a group.
pub(crate) fn leaders(staff: &[Staff], group: &Group, facilitators: &[PersonId]) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut add = |sentence: String| issues.push(Issue::new("facilitators", sentence));
    let mut found: Vec<&Staff> = Vec::new();
    for (at, id) in facilitators.iter().enumerate() {
        let member = staff
            .iter()
            .find(|staff| staff.id == *id && staff.disabled_at.is_none());
        match member {
            _ if facilitators[..at].contains(id) => add("Choose everybody once.".to_owned()),
            None => add("Choose people who work here.".to_owned()),
            Some(member) if !member.sites.contains(&group.site) => add(format!(
                "{} does not work at this site. Choose somebody who does.",
                member.name.full()
            )),
            Some(member) => found.push(member),
        }
    }
    if group.draft || found.is_empty() {
        return issues;
    }
    for need in group.needs() {
        if !found.iter().any(|staff| staff.credentials.contains(&need)) {
            let names: Vec<String> = found.iter().map(|staff| staff.name.full()).collect();
            issues.push(Issue::new(
                "facilitators",
                format!(
                    "This group needs somebody with the qualification “{}”, which {} does not have. Add or choose somebody who has it.",
                    need.label(),
                    names.join(" or ")
                ),
            ));
        }
    }
    issues
}

/// What is wrong with where a group meets.
pub(crate) fn room(rooms: &[Room], group: &Group, place: &MeetingPlace) -> Option<Issue> {
    let MeetingPlace::Room(id) = place else {
        return None;
    };
    let room = rooms
        .iter()
        .find(|room| room.id == *id && room.site == group.site);
    let sentence = match room {
        None => "Choose a room of this site.".to_owned(),
        Some(room) if room.seats.get() < group.seats => format!(
            "{} seats {}, and the group has {} seats. Choose a larger room or fewer seats.",
            room.name,
            room.seats.get(),
            group.seats
        ),
        Some(_) => return None,
    };
    Some(Issue::new("place", sentence))
}
