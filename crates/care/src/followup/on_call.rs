//! Who is on call: shifts by the clocks of a site, which come once or again every few weeks.
//!
//! One person often has a whole week, and colleagues take turns; a holiday is swapped. So a shift has a beginning and an
//! end, and may come again; one that does not takes the place of one that does.

use crate::{Invalid, PersonId, Phone, ShiftId, SiteId, TimeZoneName};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

/// The longest shift, in days.
pub const SHIFT_DAYS_MAX: i32 = 14;
/// The longest rotation, in weeks.
pub const EVERY_WEEKS_MAX: u8 = 8;
/// How far ahead two shifts are held against each other, in days.
const CLASH_DAYS: i64 = 400;

/// Who is called first, and who when they do not answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RotaPlace {
    /// Called first.
    First,
    /// Called when the first does not answer.
    Second,
}

impl RotaPlace {
    /// Both, in the order in which they are called.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::First => "First on call",
            Self::Second => "Second on call",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.code() == code)
    }
}

/// A shift, in the local time of its site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// First or second.
    pub place: RotaPlace,
    /// The day on which it begins, the first time.
    pub on: Date,
    /// The minute of that day.
    pub start_minute: u16,
    /// The day on which it ends, the first time.
    pub until_on: Date,
    /// The minute of that day.
    pub end_minute: u16,
    /// It comes again every so many weeks; 0 when it does not.
    pub every_weeks: u8,
    /// The last day on which it begins, where it does not go on for ever.
    pub last: Option<Date>,
    /// The number at which they are called.
    pub phone: Phone,
}

/// A stretch of time.
pub type Stretch = (Timestamp, Timestamp);

impl Shift {
    /// Refuses what cannot be: a sentence with the field of the form it is about.
    pub fn check(&self) -> Result<(), (&'static str, Invalid)> {
        let days = (self.until_on - self.on).get_days();
        let no = |field, sentence: String| Err((field, Invalid::new(sentence)));
        if days < 0 || (days == 0 && self.end_minute <= self.start_minute) {
            return no(
                "until",
                "It ends before it begins. Enter a later day or time.".to_owned(),
            );
        }
        if days > SHIFT_DAYS_MAX || (days == SHIFT_DAYS_MAX && self.end_minute > self.start_minute)
        {
            return no(
                "until",
                format!("A shift is at most {SHIFT_DAYS_MAX} days long. Add another one after it."),
            );
        }
        if self.every_weeks > EVERY_WEEKS_MAX {
            return no(
                "every",
                format!("A rotation is at most {EVERY_WEEKS_MAX} weeks long."),
            );
        }
        let period = 7 * i32::from(self.every_weeks);
        if period > 0 && (days > period || (days == period && self.end_minute > self.start_minute))
        {
            return no(
                "every",
                "It would begin again before it has ended. Choose more weeks, or a shorter shift."
                    .to_owned(),
            );
        }
        if self.last.is_some_and(|last| last < self.on) {
            return no("last", "The last day lies before the first.".to_owned());
        }
        Ok(())
    }

    /// Whether it comes again.
    pub const fn comes_again(&self) -> bool {
        self.every_weeks > 0
    }

    /// Its `number`th time, from 0; nothing once it has ended for good.
    fn time(&self, number: i64, zone: &TimeZoneName) -> Option<Stretch> {
        if number < 0 || (number > 0 && !self.comes_again()) {
            return None;
        }
        let ahead = (number * i64::from(self.every_weeks)).weeks();
        let on = self.on.checked_add(ahead).ok()?;
        let until_on = self.until_on.checked_add(ahead).ok()?;
        if self.last.is_some_and(|last| on > last) {
            return None;
        }
        let from = zone.instant(on, self.start_minute);
        Some((from, zone.instant(until_on, self.end_minute)))
    }

    /// Which of its times begins on or before a day.
    fn number_at(&self, day: Date) -> i64 {
        let days = i64::from((day - self.on).get_days());
        match i64::from(self.every_weeks) * 7 {
            0 => 0,
            period => days.div_euclid(period),
        }
    }

    /// Its times that touch a stretch, in order.
    pub fn within(&self, (from, until): Stretch, zone: &TimeZoneName) -> Vec<Stretch> {
        let first = self.number_at(zone.local(from).date()) - 1;
        let last = self.number_at(zone.local(until).date());
        (first.max(0)..=last.max(0))
            .filter_map(|number| self.time(number, zone))
            .filter(|(begins, ends)| *begins < until && *ends > from)
            .collect()
    }

    /// The time of it that is under way.
    pub fn at(&self, at: Timestamp, zone: &TimeZoneName) -> Option<Stretch> {
        let next = at
            .saturating_add(SignedDuration::from_secs(1))
            .unwrap_or(at);
        let mut times = self.within((at, next), zone).into_iter();
        times.find(|(from, until)| *from <= at && at < *until)
    }

    /// When it first stands in the way of another one: the same place at the same time, both once or both again and
    /// again.
    pub fn clash(&self, other: &Self, zone: &TimeZoneName) -> Option<Timestamp> {
        if self.place != other.place || self.comes_again() != other.comes_again() {
            return None;
        }
        let from = zone.instant(self.on.max(other.on), 0);
        let from = from
            .saturating_sub(SignedDuration::from_hours(24 * i64::from(SHIFT_DAYS_MAX)))
            .unwrap_or(from);
        let until = from
            .saturating_add(SignedDuration::from_hours(24 * CLASH_DAYS))
            .unwrap_or(from);
        let others = other.within((from, until), zone);
        let own = self.within((from, until), zone);
        own.iter()
            .flat_map(|one| {
                others
                    .iter()
                    .map(move |other| (one.0.max(other.0), one.1.min(other.1)))
            })
            .filter(|(begins, ends)| begins < ends)
            .map(|(begins, _)| begins)
            .min()
    }
}

/// A shift of somebody at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: ShiftId,
    /// Where.
    pub site: SiteId,
    /// Whose.
    pub person: PersonId,
    /// When, and at which number.
    pub shift: Shift,
}

/// Who is on call in a place at an instant, and until when. What comes once goes before what comes again.
pub fn on_duty<'h>(
    held: &'h [Held],
    place: RotaPlace,
    at: Timestamp,
    zone: &TimeZoneName,
) -> Option<(&'h Held, Timestamp)> {
    held.iter()
        .filter(|held| held.shift.place == place)
        .filter_map(|held| held.shift.at(at, zone).map(|(_, until)| (held, until)))
        .min_by_key(|(held, _)| held.shift.comes_again())
}

/// A part of the rota in which one person is on call, or nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotaPart {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Which shift; nothing where there is a gap.
    pub shift: Option<ShiftId>,
}

/// Who is on call in a place over a stretch, without a hole: what nobody has is a part as well.
pub fn parts(
    held: &[Held],
    place: RotaPlace,
    (from, until): Stretch,
    zone: &TimeZoneName,
) -> Vec<RotaPart> {
    let mut edges = vec![from, until];
    for held in held.iter().filter(|held| held.shift.place == place) {
        for (begins, ends) in held.shift.within((from, until), zone) {
            edges.extend([begins.max(from), ends.min(until)]);
        }
    }
    edges.sort();
    edges.dedup();
    let mut parts: Vec<RotaPart> = Vec::new();
    for (begins, ends) in edges.iter().zip(edges.iter().skip(1)) {
        let shift = on_duty(held, place, *begins, zone).map(|(held, _)| held.id);
        match parts.last_mut() {
            Some(last) if last.shift == shift => last.until = *ends,
            _ => parts.push(RotaPart {
                from: *begins,
                until: *ends,
                shift,
            }),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn zone() -> TimeZoneName {
        TimeZoneName::parse("America/New_York").unwrap()
    }

    /// A week from Monday 8:00 to Monday 8:00.
    fn week(on: Date, every_weeks: u8) -> Shift {
        Shift {
            place: RotaPlace::First,
            on,
            start_minute: 480,
            until_on: on.checked_add(7.days()).unwrap(),
            end_minute: 480,
            every_weeks,
            last: None,
            phone: Phone::parse("207 555 0142").unwrap(),
        }
    }

    fn held(number: u128, shift: Shift) -> Held {
        Held {
            id: ShiftId::from(Uuid::from_u128(number)),
            site: SiteId::from(Uuid::nil()),
            person: PersonId::from(Uuid::from_u128(number)),
            shift,
        }
    }

    fn at(day: Date, minute: u16) -> Timestamp {
        zone().instant(day, minute)
    }

    #[test]
    fn two_people_take_turns_across_a_change_of_the_clocks() {
        let rota = [
            held(1, week(date(2026, 3, 2), 2)),
            held(2, week(date(2026, 3, 9), 2)),
        ];
        let who = |day, minute| {
            on_duty(&rota, RotaPlace::First, at(day, minute), &zone()).map(|(held, _)| held.person)
        };
        assert_eq!(who(date(2026, 3, 2), 479), None);
        assert_eq!(who(date(2026, 3, 2), 480), Some(rota[0].person));
        // The clocks go forward on March 8.
        assert_eq!(who(date(2026, 3, 9), 479), Some(rota[0].person));
        assert_eq!(who(date(2026, 3, 9), 480), Some(rota[1].person));
        assert_eq!(who(date(2026, 3, 16), 480), Some(rota[0].person));
        let stretch = (at(date(2026, 3, 2), 480), at(date(2026, 4, 27), 480));
        let parts = parts(&rota, RotaPlace::First, stretch, &zone());
        assert_eq!(parts.len(), 8);
        assert!(parts.iter().all(|part| part.shift.is_some()));
    }

    #[test]
    fn what_comes_once_goes_before_what_comes_again_and_a_gap_is_seen() {
        let mut swap = week(date(2026, 3, 4), 0);
        swap.until_on = date(2026, 3, 5);
        let mut ends = week(date(2026, 3, 2), 1);
        ends.last = Some(date(2026, 3, 2));
        let rota = [held(1, ends), held(2, swap)];
        let stretch = (at(date(2026, 3, 2), 480), at(date(2026, 3, 16), 480));
        let parts = parts(&rota, RotaPlace::First, stretch, &zone());
        let who: Vec<_> = parts.iter().map(|part| part.shift).collect();
        let (first, swap) = (Some(rota[0].id), Some(rota[1].id));
        assert_eq!(who, [first, swap, first, None]);
        assert_eq!(parts[3].from, at(date(2026, 3, 9), 480));
        assert_eq!(parts[3].until, stretch.1);
    }

    #[test]
    fn two_of_one_sort_in_one_place_clash_and_others_do_not() {
        let (one, two) = (week(date(2026, 3, 2), 2), week(date(2026, 3, 9), 2));
        assert_eq!(one.clash(&two, &zone()), None);
        let third = week(date(2026, 3, 9), 3);
        assert_eq!(one.clash(&third, &zone()), Some(at(date(2026, 3, 30), 480)));
        assert_eq!(third.clash(&one, &zone()), one.clash(&third, &zone()));
        assert_eq!(one.clash(&week(date(2026, 3, 4), 0), &zone()), None);
        let mut second = week(date(2026, 3, 2), 2);
        second.place = RotaPlace::Second;
        assert_eq!(one.clash(&second, &zone()), None);
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_field() {
        let good = week(date(2026, 3, 2), 1);
        assert_eq!(good.check(), Ok(()));
        let field = |change: fn(&mut Shift)| {
            let mut shift = good.clone();
            change(&mut shift);
            shift.check().unwrap_err().0
        };
        assert_eq!(field(|it| it.until_on = it.on), "until");
        assert_eq!(field(|it| it.until_on = date(2026, 4, 2)), "until");
        assert_eq!(field(|it| it.end_minute = 481), "every");
        assert_eq!(field(|it| it.every_weeks = 9), "every");
        assert_eq!(field(|it| it.last = Some(date(2026, 3, 1))), "last");
    }
}
