//! Numbers that a program cannot mean: refused where they stand, before anything is made of them.
//!
//! Every number of the file is held here, but for the lengths and weeks of groups and what telehealth groups come to:
//! those [`super::make`] refuses, together with what else is wrong about a group.

use super::raw::{RawCounted, RawHours, RawProgram};
use super::written::{RawIndividual, RawWeeks};
use crate::assessment::protocol::problem::Notes;
use crate::groups::group::{MINUTES_MAX, MINUTES_MIN, STAY_WEEKS_MAX};
use std::ops::RangeInclusive;

/// The longest break between two sessions, in minutes.
const BREAK_MINUTES_MAX: u16 = 240;
/// The most individual sessions of a week.
const INDIVIDUAL_WEEK_MAX: u16 = 14;
/// The most individual sessions of a stay.
const INDIVIDUAL_STAY_MAX: u16 = 1_000;
/// Hours in a week.
const WEEK_HOURS: f64 = 168.0;
/// A share, or a count, of people who stayed.
const RETAINED_MAX: f64 = 1_000_000.0;

/// Notes what cannot be.
pub(super) fn check(program: &RawProgram, notes: &mut Notes<'_>) {
    let mut hold = |entry: &str, at: usize, value: f64, range: RangeInclusive<f64>| {
        // What is no number at all is in no range.
        if !range.contains(&value) {
            notes.add(
                at,
                format!("{entry} = {value} cannot be."),
                format!("Write a number from {} to {}.", range.start(), range.end()),
            );
        }
    };
    let plain = [
        (
            "session_minutes",
            &program.session_minutes,
            whole(MINUTES_MIN..=MINUTES_MAX),
        ),
        (
            "break_minutes",
            &program.break_minutes,
            whole(0..=BREAK_MINUTES_MAX),
        ),
    ];
    for (entry, value, range) in plain {
        if let Some(value) = value {
            hold(
                entry,
                value.span().start,
                f64::from(*value.get_ref()),
                range,
            );
        }
    }
    if let Some(weeks) = &program.weeks {
        let range = whole(1..=STAY_WEEKS_MAX);
        let RawWeeks { least, most } = *weeks.get_ref();
        let wrong = if range.contains(&f64::from(least)) {
            most
        } else {
            least
        };
        hold("weeks", weeks.span().start, f64::from(wrong), range);
    }
    individuals(program, &mut hold);
    if let Some(hours) = &program.hours_week {
        let at = hours.span().start;
        match hours.get_ref() {
            RawHours::One(one) => hold("hours_week", at, *one, 0.0..=WEEK_HOURS),
            RawHours::By(by) => {
                for (of, one) in by {
                    hold(&format!("hours_week.{of}"), at, *one, 0.0..=WEEK_HOURS);
                }
            }
        }
    }
    if let Some(retained) = &program.retained {
        for (of, share) in retained.get_ref() {
            let entry = format!("retained.{of}");
            hold(&entry, retained.span().start, *share, 0.0..=RETAINED_MAX);
        }
    }
}

/// The same for sessions alone, of the program and of each of its phases.
fn individuals(program: &RawProgram, hold: &mut impl FnMut(&str, usize, f64, RangeInclusive<f64>)) {
    let individual = program.phases.iter().map(|phase| &phase.individual);
    for individual in individual.chain([&program.individual]).flatten() {
        let RawIndividual::Counted(counted) = individual.get_ref() else {
            continue;
        };
        let RawCounted {
            per_week,
            total,
            minutes: length,
        } = *counted;
        let at = individual.span().start;
        hold(
            "individual.minutes",
            at,
            f64::from(length),
            whole(MINUTES_MIN..=MINUTES_MAX),
        );
        if let Some(count) = per_week {
            let range = whole(1..=INDIVIDUAL_WEEK_MAX);
            hold("individual.per_week", at, f64::from(count), range);
        }
        if let Some(count) = total {
            let range = whole(1..=INDIVIDUAL_STAY_MAX);
            hold("individual.total", at, f64::from(count), range);
        }
    }
}

fn whole(range: RangeInclusive<u16>) -> RangeInclusive<f64> {
    f64::from(*range.start())..=f64::from(*range.end())
}
