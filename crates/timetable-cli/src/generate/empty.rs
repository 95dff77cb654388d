//! An instance before anybody is in it: the grid, the time options, the prices, the rooms.

use super::{Site, grid, staff};
use std::collections::BTreeMap;
use timetable::Kind;
use timetable::form::{ClockForm, InstanceForm, RoomForm, WeightsForm};

/// Seats of a site's rooms, repeated for a larger site.
const ROOM_SEATS: [u32; 8] = [15, 12, 10, 12, 8, 15, 12, 10];
const PEOPLE_PER_ROOM: usize = 20;
const ROOMS_MIN: usize = 2;

/// The grid, the time options and the weights, before anybody is in it.
pub(crate) fn form() -> InstanceForm {
    let dur = grid::lengths();
    let options = dur.iter().map(|(k, n)| (*k, grid::options(*k, *n)));
    InstanceForm {
        days: grid::DAYS,
        units: grid::UNITS,
        clock: ClockForm::default(),
        options: options.collect(),
        dur,
        ind_dur: 2,
        ind_starts: (0..25).collect(),
        participants: Vec::new(),
        series: Vec::new(),
        staff: Vec::new(),
        rooms: Vec::new(),
        w: weights(),
    }
}

/// The house prices: nobody without a week, then the mix, then hours, cohort, and comfort.
fn weights() -> WeightsForm {
    WeightsForm {
        unplaced: 4000,
        miss: BTreeMap::from([
            (Kind::Education, 240),
            (Kind::RelapsePrevention, 300),
            (Kind::Holistic, 80),
            (Kind::Family, 160),
            (Kind::Individual, 500),
        ]),
        dose_short: 60,
        day_extra: 20,
        gap: 6,
        cohort_change: 150,
        tele_mismatch: 15,
        run_meeting: 30,
        small: 40,
        min_days: 3,
        max_days: 5,
        day_min: 4,
        day_max: 8,
        span_max: 10,
        dose_floor: 18,
    }
}

/// The rooms of a site.
pub(crate) fn rooms(site: &Site) -> Vec<RoomForm> {
    let count = staff::rounded(site.people, PEOPLE_PER_ROOM).max(ROOMS_MIN);
    (0..count)
        .map(|j| RoomForm {
            site: Some(site.index),
            cap: ROOM_SEATS[j % ROOM_SEATS.len()],
        })
        .collect()
}
