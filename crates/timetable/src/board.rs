//! What is taken: seats, staff, rooms. The view of a timetable that the searches work on.

use crate::instance::{Instance, Meeting};
use crate::solution::{Solution, Week};
use crate::week::{CLOSED, SCALE};

/// Seats, staff hours and diaries as a timetable uses them.
#[derive(Clone, Debug)]
pub(crate) struct ResourceBoard {
    pub members: Vec<u32>,
    /// By `staff * days + day`: units in session.
    pub busy: Vec<u64>,
    /// By staff: units in session in the week.
    pub staff_units: Vec<u32>,
    days: usize,
}

impl ResourceBoard {
    /// The board of a timetable.
    pub fn new(instance: &Instance, solution: &Solution) -> ResourceBoard {
        let mut board = ResourceBoard {
            members: vec![0; instance.groups.len()],
            busy: vec![0; instance.staff.len() * instance.days],
            staff_units: vec![0; instance.staff.len()],
            days: instance.days,
        };
        for (g, running) in solution.groups.iter().enumerate() {
            if let Some(r) = running {
                let length = instance.groups[g].length_units;
                for &m in solution.meetings(instance, g) {
                    board.lead(r.leader as usize, m, length);
                }
            }
        }
        for (p, week) in solution.weeks.iter().enumerate() {
            if let Some(week) = week {
                board.add(instance, p, week);
            }
        }
        board
    }

    /// Takes a staff member's time for one session.
    pub fn lead(&mut self, staff: usize, m: Meeting, length: u8) {
        self.busy[staff * self.days + usize::from(m.day)] |= m.mask(length);
        self.staff_units[staff] += u32::from(length);
    }

    /// Takes the seats and the counselor's time of a week.
    pub fn add(&mut self, instance: &Instance, person: usize, week: &Week) {
        for &g in &week.groups {
            self.members[g as usize] += 1;
        }
        for &m in &week.individual {
            self.lead(
                instance.people[person].counselor,
                m,
                instance.individual_units,
            );
        }
    }

    /// Gives them back.
    pub fn remove(&mut self, instance: &Instance, person: usize, week: &Week) {
        for &g in &week.groups {
            self.members[g as usize] -= 1;
        }
        let counselor = instance.people[person].counselor;
        for m in &week.individual {
            self.busy[counselor * self.days + usize::from(m.day)] &=
                !m.mask(instance.individual_units);
            self.staff_units[counselor] -= u32::from(instance.individual_units);
        }
    }

    /// What one more seat in a group costs: closed when full, cheaper while the group is too small.
    pub fn seat_price(&self, instance: &Instance, group: usize) -> i64 {
        let (g, members) = (&instance.groups[group], self.members[group]);
        if members >= g.seats {
            CLOSED
        } else if members < g.smallest {
            -instance.weights.small * SCALE
        } else {
            0
        }
    }

    /// Seat prices for the groups a person may attend; other entries of `prices` are left alone.
    pub fn seat_prices(&self, instance: &Instance, person: usize, prices: &mut [i64]) {
        for &g in &instance.eligible[person] {
            prices[g as usize] = self.seat_price(instance, g as usize);
        }
    }

    /// Session prices for a person: closed where their counselor is busy or out of hours.
    pub fn session_prices(&self, instance: &Instance, person: usize, prices: &mut Vec<i64>) {
        prices.clear();
        prices.resize(instance.days * instance.units, CLOSED);
        let counselor = instance.people[person].counselor;
        let length = instance.individual_units;
        if self.staff_units[counselor] + u32::from(length) > instance.staff[counselor].units_max {
            return;
        }
        for day in 0..instance.days {
            let busy = self.busy[counselor * self.days + day];
            for &start in &instance.individual_starts {
                if busy
                    & (Meeting {
                        day: day as u8,
                        start,
                    })
                    .mask(length)
                    == 0
                {
                    prices[day * instance.units + usize::from(start)] = 0;
                }
            }
        }
    }
}
