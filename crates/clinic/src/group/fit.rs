//! Whether a group fits: its leaders, its room, and what else is held at the time.

use super::{horizon, moment, sessions};
use crate::patient::called_by;
use crate::{Act, Refusal};
use care::group::{Group, Place, Session, Shared, clash, expand};
use care::staff::Staff;
use care::{GroupId, Issue, PersonId};
use jiff::civil::Date;
use record::{group, program, site, staff};

/// Refuses a group that cannot be held from `from` on. `instead_of` is the series it takes the place of.
pub(super) fn check(
    act: &mut Act<'_, '_>,
    group: &Group,
    from: Date,
    instead_of: Option<GroupId>,
) -> Result<(), Refusal> {
    let mut issues = group.check();
    if let Some(program) = group.program {
        let programs = program::all(act.tx, act.organization())?;
        if !programs
            .iter()
            .any(|p| p.id == program && p.site == group.site)
        {
            let sentence = "Choose a program of this site.";
            issues.push(Issue::new("program", sentence));
        }
    }
    issues.extend(leaders(act, group, &group.facilitators)?);
    issues.extend(room(act, group, &group.place)?);
    if !issues.is_empty() {
        return Err(Refusal::Fields(issues));
    }
    let zone = site::find(act.tx, act.organization(), group.site)?
        .ok_or(Refusal::NotFound)?
        .zone
        .zone();
    let (from, to) = horizon(from);
    let exceptions = match instead_of {
        // What is known to differ goes on in the new shape.
        Some(old) => group::exceptions_of(act.tx, act.organization(), old)?
            .into_iter()
            .map(|exception| care::group::Exception {
                group: group.id,
                ..exception
            })
            .collect(),
        None => Vec::new(),
    };
    let new = expand(group, &exceptions, from, to, &zone);
    let mut held = sessions(act.tx, act.organization(), (from, to))?;
    held.retain(|session| session.group != group.id && Some(session.group) != instead_of);
    held.extend(new.iter().cloned());
    held.sort_by_key(|session| session.starts_at);
    free(
        act,
        group,
        &new,
        &held,
        ("facilitators", "place", "meetings"),
    )
}

/// Refuses sessions of `group` beside those that are held; `fields` are where the form asks for leaders, place, time.
pub(super) fn free(
    act: &mut Act<'_, '_>,
    group: &Group,
    new: &[Session],
    held: &[Session],
    fields: (&'static str, &'static str, &'static str),
) -> Result<(), Refusal> {
    let Some((session, other, shared)) = clash(new, held) else {
        return Ok(());
    };
    let organization = act.organization();
    let name = if other.group == group.id {
        "this group itself".to_owned()
    } else {
        let other = group::find(act.tx, organization, other.group)?;
        other.map_or_else(
            || "another group".to_owned(),
            |other| other.name.to_string(),
        )
    };
    let at = moment(session);
    Err(match shared {
        Shared::Group(_) => {
            let sentence = format!("On {at} this group already meets. Choose another time.");
            Refusal::field(fields.2, sentence)
        }
        Shared::Room(room) => {
            let rooms = site::rooms(act.tx, organization)?;
            let room = rooms.iter().find(|found| found.id == room);
            let room = room.map_or_else(|| "The room".to_owned(), |room| room.name.to_string());
            let sentence =
                format!("{room} is taken on {at} by {name}. Choose another room or time.");
            Refusal::field(fields.1, sentence)
        }
        Shared::Leader(person) => {
            let who = called_by(act.tx, organization, person)?
                .unwrap_or_else(|| "Whoever leads it".to_owned());
            let sentence =
                format!("{who} leads {name} on {at}. Choose somebody else or another time.");
            Refusal::field(fields.0, sentence)
        }
    })
}

/// What is wrong with who leads a group.
pub(super) fn leaders(
    act: &mut Act<'_, '_>,
    group: &Group,
    facilitators: &[PersonId],
) -> Result<Vec<Issue>, Refusal> {
    let staff = staff::all(act.tx, act.organization())?;
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
        return Ok(issues);
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
    Ok(issues)
}

/// What is wrong with where a group meets.
pub(super) fn room(
    act: &mut Act<'_, '_>,
    group: &Group,
    place: &Place,
) -> Result<Vec<Issue>, Refusal> {
    let Place::Room(id) = place else {
        return Ok(Vec::new());
    };
    let rooms = site::rooms(act.tx, act.organization())?;
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
        Some(_) => return Ok(Vec::new()),
    };
    Ok(vec![Issue::new("place", sentence)])
}
