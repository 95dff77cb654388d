//! From the solver's groups to the sessions of one week.

use super::super::load::SiteWeek;
use super::super::map::SiteInstance;
use super::super::options::{date, touches};
use care::groups::group::{Group, Session};
use care::planning::week::{Event, GroupChange, RepairOutcome};
use care::{PersonId, Weekday};
use timetable::Repaired;

/// What becomes of each touched session. Sessions that were not touched stay with their own leader, although the solver
/// hands a whole group on.
pub(super) fn groups(
    week: &SiteWeek,
    mapped: &SiteInstance,
    event: &Event,
    repaired: &Repaired,
    housed: &[GroupChange],
) -> Vec<GroupChange> {
    let mut changes = Vec::new();
    for (number, id) in mapped.groups.iter().enumerate() {
        let Some(group) = week.group(*id) else {
            continue;
        };
        let now = mapped.current.meetings(&mapped.instance, number);
        let then = repaired.solution.meetings(&repaired.instance, number);
        let leader =
            repaired.solution.groups[number].map(|running| mapped.staff[running.leader as usize].0);
        let before = group.facilitators.first().copied();
        let mut new: Vec<timetable::Meeting> = then
            .iter()
            .filter(|one| !now.contains(one))
            .copied()
            .collect();
        for session in week.held(group) {
            let day = Weekday::of(session.local.date()).index();
            let here = timetable::Meeting {
                day,
                start: mapped
                    .grid
                    .start(session.start_minute(), group.minutes)
                    .unwrap_or(0),
            };
            if is_housed(housed, &session) {
                continue;
            }
            let hit = touches(week, event, group, day);
            let outcome = match (then.contains(&here), leader) {
                // To the solver one room is like another: it has found that there is one.
                (true, Some(_)) if hit && matches!(event, Event::RoomGone { .. }) => {
                    Some(RepairOutcome::In(session.place.clone()))
                }
                (true, Some(leader)) if hit && Some(leader) != before => {
                    Some(RepairOutcome::LedBy(led(&session, leader)))
                }
                (false, Some(leader)) => Some(match new.pop() {
                    Some(to) => {
                        let at = mapped.grid.meeting(to);
                        RepairOutcome::MovedTo {
                            date: date(week, to.day),
                            minute: at.start_minute,
                            facilitators: led(&session, leader),
                            place: None,
                        }
                    }
                    None => RepairOutcome::Cancelled,
                }),
                (false, None) if hit => Some(RepairOutcome::Cancelled),
                _ => None,
            };
            changes.extend(outcome.map(|outcome| GroupChange::Once {
                group: *id,
                date: session.date,
                outcome,
            }));
        }
    }
    changes.extend(individuals(week, event, housed));
    changes
}

/// Whether another room was found for a session already.
fn is_housed(housed: &[GroupChange], session: &Session) -> bool {
    housed.iter().any(|one| {
        matches!(one, GroupChange::Once { group, date, .. }
            if *group == session.group && *date == session.date)
    })
}

/// The substitute first, and whoever else led the session.
fn led(session: &Session, leader: PersonId) -> Vec<PersonId> {
    let mut all = vec![leader];
    all.extend(
        session
            .facilitators
            .iter()
            .skip(1)
            .filter(|other| **other != leader),
    );
    all
}

/// Individual sessions that are touched are not held: nobody else sees the person, and both agree on another time.
fn individuals(week: &SiteWeek, event: &Event, housed: &[GroupChange]) -> Vec<GroupChange> {
    let own = |group: &&Group| {
        group.kind == care::groups::group::GroupKind::Individual && group.site == week.site.id
    };
    let mut changes = Vec::new();
    for group in week.groups().filter(own) {
        for session in week.held(group) {
            let day = Weekday::of(session.local.date()).index();
            if touches(week, event, group, day) && !is_housed(housed, &session) {
                changes.push(GroupChange::Once {
                    group: group.id,
                    date: session.date,
                    outcome: RepairOutcome::Cancelled,
                });
            }
        }
    }
    changes
}
