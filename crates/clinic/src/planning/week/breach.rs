//! Broken rules of a timetable, in words.

use super::grid::Grid;
use care::Weekday;
use care::people::site::minute_text;
use timetable::{Broken, Instance};

fn at(grid: Grid, day: usize, unit: usize) -> String {
    let minute = grid.minute(u8::try_from(unit).unwrap_or(0));
    format!(
        "{} at {}",
        Weekday::ALL[day % 7].label(),
        minute_text(minute)
    )
}

/// A broken rule of somebody's own week, with whose it is.
pub(crate) fn about_person(
    instance: &Instance,
    grid: Grid,
    broken: &Broken,
) -> Option<(usize, String)> {
    let group = |group: usize| instance.groups()[group].name.clone();
    let hours = |units: u32| {
        let minutes = units * u32::from(grid.unit_minutes);
        format!("{} h {} min", minutes / 60, minutes % 60)
    };
    Some(match *broken {
        Broken::PersonNotFree { person, day, unit } => (
            person,
            format!("has something that cannot move on {}", at(grid, day, unit)),
        ),
        Broken::PersonClash { person, day, unit } => (
            person,
            format!("is in two groups on {}", at(grid, day, unit)),
        ),
        Broken::NotEligible { person, group: of } => (
            person,
            format!(
                "is in {}, which is for another track, phase or week of a stay, in a language they have not chosen, or by video",
                group(of)
            ),
        ),
        Broken::GroupNotRunning { person, group: of } => {
            (person, format!("is in {}, which is not held", group(of)))
        }
        Broken::TopicTwice { person, .. } => (
            person,
            "has one topic twice, or two groups of a choice".to_owned(),
        ),
        Broken::ProcessGroups { person, count: 0 } => (person, "is in no process group".to_owned()),
        Broken::ProcessGroups { person, count } => {
            (person, format!("is in {count} process groups"))
        }
        Broken::IndividualTwice { person } => {
            (person, "has two individual sessions a week".to_owned())
        }
        Broken::CounselorOffDuty {
            person, day, unit, ..
        } => (
            person,
            format!(
                "sees a counselor who is off duty on {}",
                at(grid, day, unit)
            ),
        ),
        Broken::BelowFloor { person, units } => (
            person,
            format!("has {} a week, which is too little", hours(units)),
        ),
        Broken::DayUnits { person, day, units } => (
            person,
            format!("has {} on {}", hours(units), Weekday::ALL[day % 7].label()),
        ),
        Broken::DaySpan { person, day, .. } => (
            person,
            format!("has a very long {}", Weekday::ALL[day % 7].label()),
        ),
        Broken::Days { person, days } => (
            person,
            format!("comes on {}", care::counted(days, "day", "days")),
        ),
        _ => return None,
    })
}

/// A broken rule of the site, in words.
pub(crate) fn about_site(instance: &Instance, grid: Grid, broken: &Broken) -> String {
    let group = |group: usize| instance.groups()[group].name.clone();
    let staff = |staff: usize| instance.staff()[staff].name.clone();
    match *broken {
        Broken::StaffClash {
            staff: who,
            day,
            unit,
        } => format!(
            "{} leads two things on {}. Let somebody else lead one of them first.",
            staff(who),
            at(grid, day, unit)
        ),
        Broken::Rooms { day, unit, .. } => format!(
            "There are too few rooms on {}. Change the room or the time of a group first.",
            at(grid, day, unit)
        ),
        Broken::SeatsExceeded { group: of, members } => {
            let members = care::counted(members, "member", "members");
            format!("{} has {members}, more than its seats.", group(of))
        }
        Broken::Credential {
            group: of,
            staff: who,
        } => {
            format!("{} may not lead {}.", staff(who), group(of))
        }
        Broken::LeaderOffDuty {
            group: of,
            staff: who,
            ..
        }
        | Broken::CounselorOffDuty {
            person: of,
            staff: who,
            ..
        } if of < instance.groups().len() => {
            format!("{} is off duty while leading {}.", staff(who), group(of))
        }
        ref other => format!("This week does not add up: {other}."),
    }
}
