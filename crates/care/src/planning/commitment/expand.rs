//! From "every Tuesday" to dates, and from dates to instants.

use super::{Commitment, Firmness, Rhythm, Way, monday, shifts, weekday};
use crate::groups::group::start_of;
use crate::people::site::DAY_MINUTES;
use crate::zone::local_in;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// One dated occurrence of a commitment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Occurrence<'a> {
    /// The day.
    pub date: Date,
    /// The minute of that day at which it begins.
    pub start_minute: u16,
    /// The minute after the last, beyond 1440 on the next day.
    pub end_minute: u16,
    /// Of what.
    pub commitment: &'a Commitment,
}

/// A stretch of one day that is taken, with the way there and back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Busy {
    /// The day.
    pub date: Date,
    /// First minute taken.
    pub start_minute: u16,
    /// The minute after the last.
    pub end_minute: u16,
    /// Whether it can never give way.
    pub fixed: bool,
}

impl Commitment {
    /// Whether it falls on a date.
    pub fn on(&self, date: Date) -> bool {
        !self.times_on(date).is_empty()
    }

    /// From when to when it lasts on a date: nothing where it does not fall on it, and more than once only of shifts.
    fn times_on(&self, date: Date) -> Vec<(u16, u16)> {
        if date < self.from || self.until.is_some_and(|until| date > until) {
            return Vec::new();
        }
        let whole = (self.start_minute, self.end_minute);
        let falls = match &self.rhythm {
            Rhythm::Weekly { days } => days.contains(&weekday(date)),
            Rhythm::Once { on } => *on == date,
            Rhythm::Rotating {
                days,
                every_weeks,
                anchor,
            } => days.contains(&weekday(date)) && turn_of(*anchor, date, *every_weeks) == 0,
            Rhythm::Shifts { weeks, anchor } => {
                let turn = turn_of(*anchor, date, self.cycle_weeks());
                return shifts::on(weeks.get(turn), weekday(date));
            }
            Rhythm::WholeDays => true,
        };
        if falls { vec![whole] } else { Vec::new() }
    }

    /// The next dates on which it begins, at most so many, on or after a date.
    pub fn next_dates(&self, from: Date, count: usize) -> Vec<Date> {
        let from = from.max(self.from);
        let last = self.until.or_else(|| from.checked_add(1.year()).ok());
        dates(from, last.unwrap_or(from))
            .filter(|date| self.on(*date))
            .take(count)
            .collect()
    }

    /// Whether the last of it has ended: nothing of it is still to come, or under way.
    pub fn over(&self, now: Timestamp, zone: &TimeZone) -> bool {
        // What begins on one day may end a day later, and the day itself depends on the zone.
        let today = local_in(now, zone).date();
        let Some(until) = self.until else {
            return false;
        };
        let from = today.checked_sub(2.days()).unwrap_or(today);
        self.occurrences(from.max(self.from), until)
            .all(|one| one.instants(zone, false).1 <= now)
    }

    /// Whether it never happens: none of its days lies within its dates.
    pub fn never(&self) -> bool {
        self.next_dates(self.from, 1).is_empty()
    }

    /// Whether it ends on the day after it begins; of shifts, whether one of them does.
    pub fn crosses_midnight(&self) -> bool {
        match &self.rhythm {
            Rhythm::Shifts { weeks, .. } => weeks
                .iter()
                .flatten()
                .any(|turn| turn.end_minute > DAY_MINUTES),
            Rhythm::Weekly { .. }
            | Rhythm::Rotating { .. }
            | Rhythm::Once { .. }
            | Rhythm::WholeDays => self.end_minute > DAY_MINUTES,
        }
    }

    /// Its occurrences from one date up to, and with, another.
    pub fn occurrences(&self, first: Date, last: Date) -> impl Iterator<Item = Occurrence<'_>> {
        dates(first, last).flat_map(move |date| {
            self.times_on(date)
                .into_iter()
                .map(move |(start_minute, end_minute)| Occurrence {
                    date,
                    start_minute,
                    end_minute,
                    commitment: self,
                })
        })
    }

    /// What it takes of each day from one date up to, and with, another. With `travel` the way counts; it may reach
    /// into the day before or after.
    pub fn busy(&self, first: Date, last: Date, travel: bool) -> Vec<Busy> {
        let (before, after) = if travel && self.travel.by != Way::None {
            (self.travel.before_minutes, self.travel.after_minutes)
        } else {
            (0, 0)
        };
        let day = i32::from(DAY_MINUTES);
        // What began two days before may still be on its way home; the way to what begins a day after may have begun.
        let wide = (first.saturating_sub(2.days()), last.saturating_add(1.day()));
        let mut all = Vec::new();
        for occurrence in self.occurrences(wide.0, wide.1) {
            let from = i32::from(occurrence.start_minute) - i32::from(before);
            let to = i32::from(occurrence.end_minute) + i32::from(after);
            for shift in -1..=2 {
                let (start, end) = ((from - shift * day).max(0), (to - shift * day).min(day));
                let date = occurrence.date.checked_add(shift.days());
                let (Ok(date), true) = (date, start < end) else {
                    continue;
                };
                if (first..=last).contains(&date) {
                    all.push(Busy {
                        date,
                        start_minute: u16::try_from(start).unwrap_or(0),
                        end_minute: u16::try_from(end).unwrap_or(DAY_MINUTES),
                        fixed: self.firmness == Firmness::Fixed,
                    });
                }
            }
        }
        all
    }
}

impl Occurrence<'_> {
    /// From when to when it takes the person's time, with the way where `travel` is asked for.
    pub fn instants(&self, zone: &TimeZone, travel: bool) -> (Timestamp, Timestamp) {
        let commitment = self.commitment;
        let (from, until) = (
            local_instant(self.date, self.start_minute, zone),
            local_instant(self.date, self.end_minute, zone),
        );
        if !travel || commitment.travel.by == Way::None {
            return (from, until);
        }
        let minutes = |minutes: u16| SignedDuration::from_mins(i64::from(minutes));
        (
            from.saturating_sub(minutes(commitment.travel.before_minutes))
                .unwrap_or(from),
            until
                .saturating_add(minutes(commitment.travel.after_minutes))
                .unwrap_or(until),
        )
    }
}

/// The instant at which the clocks of a zone show a minute of a date, as [`start_of`] reads it. Minute 1440 is
/// midnight at the end of the date.
pub fn local_instant(date: Date, minute: u16, zone: &TimeZone) -> Timestamp {
    let whole_days = i64::from(minute / DAY_MINUTES);
    let date = date.saturating_add(whole_days.days());
    start_of(date, minute % DAY_MINUTES, zone)
}

/// From when to when commitments of one firmness take somebody's time, from one date up to, and with, another, by the
/// clocks of a zone; the way there and back counts.
pub fn taken<'c>(
    firmness: Firmness,
    commitments: impl IntoIterator<Item = &'c Commitment>,
    (first, last): (Date, Date),
    zone: &TimeZone,
) -> Vec<(Timestamp, Timestamp)> {
    commitments
        .into_iter()
        .filter(|commitment| commitment.firmness == firmness)
        .flat_map(|commitment| commitment.busy(first, last, true))
        .map(|busy| {
            let instant = |minute| local_instant(busy.date, minute, zone);
            (instant(busy.start_minute), instant(busy.end_minute))
        })
        .collect()
}

/// Which week of a rotation a date lies in, the first being 0.
fn turn_of(anchor: Date, date: Date, every_weeks: u8) -> usize {
    let apart_weeks = (monday(date) - anchor).get_days() / 7;
    let turn = apart_weeks.rem_euclid(i32::from(every_weeks).max(1));
    usize::try_from(turn).unwrap_or_default()
}

/// Every date from one up to, and with, another.
fn dates(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |date| *date <= last)
}
