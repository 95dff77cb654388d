//! The generated week: Monday to Saturday, half hours from 8:00 to 21:00, and the times at which groups can meet.

use std::collections::BTreeMap;
use timetable::{Kind, Meeting};

/// Days of the grid, Monday to Saturday.
pub(crate) const DAYS: usize = 6;
/// Working days.
pub(crate) const WEEKDAYS: usize = 5;
/// The index of Saturday.
pub(crate) const SATURDAY: usize = 5;
/// Half hours of a day.
pub(crate) const UNITS: usize = 26;
/// On Saturday everything ends by 14:00.
pub(crate) const SATURDAY_END: usize = at(14, 0);

/// The unit that starts at this time.
pub(crate) const fn at(hour: usize, minute: usize) -> usize {
    (hour - 8) * 2 + (minute >= 30) as usize
}

/// Three days a week, never all in a row.
const PROCESS_DAYS: [[usize; 3]; 7] = [
    [0, 2, 4],
    [0, 1, 3],
    [1, 3, 4],
    [0, 2, 3],
    [1, 2, 4],
    [0, 1, 4],
    [1, 3, 5],
];
const PROCESS_STARTS: [usize; 15] = [
    at(8, 30),
    at(9, 0),
    at(9, 30),
    at(10, 0),
    at(10, 30),
    at(13, 0),
    at(13, 30),
    at(14, 0),
    at(14, 30),
    at(15, 0),
    at(17, 0),
    at(17, 30),
    at(18, 0),
    at(18, 30),
    at(19, 0),
];
/// Every half hour from 8:30 to 20:00 but the one of lunch.
const STARTS: [usize; 23] = [
    1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
];

/// Length of a meeting by kind.
pub(crate) fn lengths() -> BTreeMap<Kind, u8> {
    BTreeMap::from([
        (Kind::Process, 3),
        (Kind::Education, 2),
        (Kind::RelapsePrevention, 2),
        (Kind::Holistic, 2),
        (Kind::Family, 3),
    ])
}

/// A meeting at a day and unit of the grid.
pub(crate) fn meeting(day: usize, start: usize) -> Meeting {
    let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    Meeting {
        day: small(day),
        start: small(start),
    }
}

/// The time options of a kind whose meetings have this length.
pub(crate) fn options(kind: Kind, length: u8) -> Vec<Vec<Meeting>> {
    let fits = |day: usize, start: usize| {
        let end = start + usize::from(length);
        end <= UNITS && (day != SATURDAY || end <= SATURDAY_END)
    };
    let mut out = Vec::new();
    if kind == Kind::Process {
        for days in PROCESS_DAYS {
            for start in PROCESS_STARTS {
                if days.iter().all(|d| fits(*d, start)) {
                    out.push(days.iter().map(|d| meeting(*d, start)).collect());
                }
            }
        }
    } else {
        for day in 0..DAYS {
            let starts = STARTS.into_iter().filter(|s| fits(day, *s));
            out.extend(starts.map(|s| vec![meeting(day, s)]));
        }
    }
    out
}
