//! The hard rules, each with who broke it.

use thiserror::Error;

/// One broken hard rule. Indices are those of the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[expect(
    missing_docs,
    reason = "the sentence of each case says what its fields are"
)]
pub enum Broken {
    #[error("staff member {staff} may not lead group {group}")]
    Credential { group: usize, staff: usize },
    #[error(
        "staff member {staff} is off duty on day {day} at unit {unit} while leading group {group}"
    )]
    LeaderOffDuty {
        group: usize,
        staff: usize,
        day: usize,
        unit: usize,
    },
    #[error("staff member {staff} is in two places on day {day} at unit {unit}")]
    StaffClash {
        staff: usize,
        day: usize,
        unit: usize,
    },
    #[error("staff member {staff} is in session for {units} units, more than they may")]
    StaffHours { staff: usize, units: u32 },
    #[error("person {person} is not free on day {day} at unit {unit}")]
    PersonNotFree {
        person: usize,
        day: usize,
        unit: usize,
    },
    #[error("person {person} is in two places on day {day} at unit {unit}")]
    PersonClash {
        person: usize,
        day: usize,
        unit: usize,
    },
    #[error("person {person} may not attend group {group}")]
    NotEligible { person: usize, group: usize },
    #[error("person {person} attends group {group}, which does not run")]
    GroupNotRunning { person: usize, group: usize },
    #[error("person {person} has topic {topic} twice")]
    TopicTwice { person: usize, topic: u16 },
    #[error("person {person} has {count} process groups, not one")]
    ProcessGroups { person: usize, count: u32 },
    #[error("person {person} has more than one individual session")]
    IndividualTwice { person: usize },
    #[error(
        "staff member {staff} is off duty on day {day} at unit {unit} while person {person} sees them"
    )]
    CounselorOffDuty {
        person: usize,
        staff: usize,
        day: usize,
        unit: usize,
    },
    #[error("person {person} has {units} units, below the floor")]
    BelowFloor { person: usize, units: u32 },
    #[error("person {person} has {units} units on day {day}, outside the limits of a day")]
    DayUnits {
        person: usize,
        day: usize,
        units: u32,
    },
    #[error("person {person} has {units} units from first to last on day {day}, more than allowed")]
    DaySpan {
        person: usize,
        day: usize,
        units: u32,
    },
    #[error("person {person} attends on {days} days, outside the limits of a week")]
    Days { person: usize, days: u32 },
    #[error("group {group} has {members} members, more than its seats")]
    SeatsExceeded { group: usize, members: u32 },
    #[error(
        "site {site:?} has too few rooms with {seats} seats or more on day {day} at unit {unit}"
    )]
    Rooms {
        site: Option<usize>,
        day: usize,
        unit: usize,
        seats: u32,
    },
}
