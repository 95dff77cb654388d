//! Where there is still a time: duty hours minus what is taken, in the site's own zone.

use super::ends_at;
use crate::people::site::minute_of;
use crate::{PersonId, Span, TimeZoneName};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::collections::BTreeMap;

/// Starts are offered every so many minutes of a duty.
pub const STEP_MINUTES: i64 = 30;
/// Nobody is offered a time sooner than this, in minutes: they have to get here.
pub const LEAD_MINUTES: i64 = 60;
/// How many days ahead are searched.
pub const DAYS_AHEAD_MAX: i64 = 28;
/// How many times are offered at once.
pub const OFFERS: usize = 6;

/// A stretch of time a clinician is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Busy {
    /// Who.
    pub clinician: PersonId,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// A time that could be had.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Slot {
    /// From when.
    pub starts_at: Timestamp,
    /// With whom.
    pub clinician: PersonId,
    /// For how long, in minutes.
    pub minutes: u16,
}

/// Which days are searched, and for how long a time.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// The zone of the site.
    pub zone: &'a TimeZoneName,
    /// Nothing starts before this.
    pub earliest: Timestamp,
    /// The first local date.
    pub from: Date,
    /// How many dates, at most [`DAYS_AHEAD_MAX`].
    pub days: i64,
    /// How long it takes, in minutes.
    pub minutes: u16,
}

/// Every free time in the window, the earliest first.
pub fn free(duty: &[(PersonId, Span)], busy: &[Busy], window: &Window<'_>) -> Vec<Slot> {
    let mut slots = Vec::new();
    for ahead in 0..window.days.clamp(0, DAYS_AHEAD_MAX) {
        let Ok(date) = window.from.checked_add(ahead.days()) else {
            break;
        };
        let today = date.weekday().to_monday_zero_offset();
        for (clinician, span) in duty {
            if i8::try_from(span.day.index()) == Ok(today) {
                slots.extend(of_duty(*clinician, *span, date, busy, window));
            }
        }
    }
    slots.sort();
    slots.dedup();
    slots
}

/// The free times of one duty on one date.
fn of_duty(
    clinician: PersonId,
    span: Span,
    date: Date,
    busy: &[Busy],
    window: &Window<'_>,
) -> Vec<Slot> {
    let Window {
        zone,
        earliest,
        minutes,
        ..
    } = *window;
    let end = zone.instant(date, span.end_minute);
    let taken = |from: Timestamp, until: Timestamp| {
        busy.iter()
            .any(|busy| busy.clinician == clinician && busy.from < until && from < busy.until)
    };
    // Where the clocks jump, what stands in the duty's hours on the wall decides.
    let on_duty = |at: Timestamp| {
        let local = zone.local(at);
        local.date() == date
            && (span.start_minute..span.end_minute).contains(&minute_of(local.time()))
    };
    // A clock set back can leave a duty in the middle and come into it again: then every minute is asked.
    let all_on_duty = |from: Timestamp, until: Timestamp| {
        let last = until
            .saturating_sub(SignedDuration::from_secs(1))
            .unwrap_or(until);
        on_duty(from)
            && on_duty(last)
            && (zone.local(from).offset() == zone.local(last).offset()
                || (1..minutes).all(|passed| on_duty(ends_at(from, passed))))
    };
    let mut slots = Vec::new();
    let mut at = zone.instant(date, span.start_minute);
    while ends_at(at, minutes) <= end {
        let until = ends_at(at, minutes);
        if at >= earliest && all_on_duty(at, until) && !taken(at, until) {
            slots.push(Slot {
                starts_at: at,
                clinician,
                minutes,
            });
        }
        let Ok(next) = at.checked_add(SignedDuration::from_mins(STEP_MINUTES)) else {
            break;
        };
        at = next;
    }
    slots
}

/// The earliest times to offer: one clinician for each, whoever has the least booked; those in `first` before others,
/// for somebody who needs them (their language).
pub fn offers(slots: &[Slot], busy: &[Busy], first: &[PersonId]) -> Vec<Slot> {
    let load = |clinician: PersonId| {
        busy.iter()
            .filter(|busy| busy.clinician == clinician)
            .count()
    };
    let mut at: BTreeMap<Timestamp, Slot> = BTreeMap::new();
    let rank = |slot: &Slot| {
        (
            !first.contains(&slot.clinician),
            load(slot.clinician),
            slot.clinician,
        )
    };
    for slot in slots {
        let best = at.entry(slot.starts_at).or_insert(*slot);
        if rank(slot) < rank(best) {
            *best = *slot;
        }
    }
    let suited = |slot: &&Slot| first.contains(&slot.clinician);
    let (mut offered, others): (Vec<&Slot>, Vec<&Slot>) = at.values().partition(suited);
    offered.extend(others);
    offered.truncate(OFFERS);
    offered.into_iter().copied().collect()
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
