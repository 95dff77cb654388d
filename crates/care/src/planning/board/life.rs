//! What of somebody's life a session would lie on.

use crate::groups::group::{MeetingPlace, Session};
use crate::planning::commitment::{Commitment, Occurrence};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;

/// How far around a session commitments are looked at, in days: one that began the day before may last into it, and
/// the way home from it longer still.
const AROUND_DAYS: i32 = 2;

/// What of a life a session lies on, by the clocks of a zone. Whoever comes in person needs the way there and back as
/// well; whoever takes part from elsewhere does not.
pub fn lies_on<'c>(
    session: &Session,
    zone: &TimeZone,
    life: impl IntoIterator<Item = &'c Commitment>,
) -> Vec<Occurrence<'c>> {
    let in_person = !matches!(session.place, MeetingPlace::Telehealth(_));
    let day = session.local.date();
    let first = day.saturating_sub(AROUND_DAYS.days());
    let last = day.saturating_add(AROUND_DAYS.days());
    let mut found = Vec::new();
    for commitment in life {
        found.extend(commitment.occurrences(first, last).filter(|one| {
            let (from, until) = one.instants(zone, in_person);
            from < session.ends_at && session.starts_at < until
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::groups::group::SessionState;
    use crate::planning::commitment::{CommitmentKind, Firmness, Rhythm, Travel, Way};
    use crate::{RoomId, Weekday};
    use jiff::civil::date;
    use uuid::Uuid;

    fn zone() -> TimeZone {
        TimeZone::get("America/Denver").unwrap()
    }

    /// On a Wednesday, for an hour and a half.
    fn session(hour: i8, place: MeetingPlace) -> Session {
        let local = date(2026, 3, 4).at(hour, 0, 0, 0);
        let starts_at = zone().to_timestamp(local).unwrap();
        Session {
            group: Uuid::from_u128(1).into(),
            date: date(2026, 3, 4),
            local,
            starts_at,
            ends_at: starts_at + jiff::SignedDuration::from_mins(90),
            minutes: 90,
            facilitators: Vec::new(),
            place,
            state: SessionState::Planned,
        }
    }

    fn room() -> MeetingPlace {
        MeetingPlace::Room(RoomId::from(Uuid::from_u128(7)))
    }

    fn court(rhythm: Rhythm, minutes: (u16, u16)) -> Commitment {
        Commitment {
            kind: CommitmentKind::Court,
            label: None,
            rhythm,
            start_minute: minutes.0,
            end_minute: minutes.1,
            travel: Travel {
                by: Way::Bus,
                before_minutes: 40,
                after_minutes: 20,
            },
            firmness: Firmness::Fixed,
            from: date(2026, 3, 2),
            until: None,
        }
    }

    #[test]
    fn a_date_in_court_is_hit_with_its_way_by_whoever_comes_in_person() {
        let once = Rhythm::Once {
            on: date(2026, 3, 4),
        };
        let life = [court(once, (840, 900))];
        let hit = |hour, place| lies_on(&session(hour, place), &zone(), &life).len();
        // From 1:20 pm to 3:20 pm with the way.
        assert_eq!(hit(12, room()), 1, "the way there begins before 1:30 pm");
        assert_eq!(hit(12, MeetingPlace::Telehealth(None)), 0);
        assert_eq!(hit(15, room()), 1, "the way back ends at 3:20 pm");
        assert_eq!(hit(15, MeetingPlace::Telehealth(None)), 0);
        assert_eq!(hit(16, room()), 0);
        assert_eq!(hit(14, MeetingPlace::Telehealth(None)), 1);
    }

    #[test]
    fn a_night_shift_of_the_day_before_reaches_into_the_morning() {
        let tuesdays = Rhythm::Weekly {
            days: vec![Weekday::Tue],
        };
        let life = [court(tuesdays, (1320, 1920))];
        let hit = |hour| lies_on(&session(hour, room()), &zone(), &life).len();
        assert_eq!(hit(7), 1, "it ends at 8 am, and the way back at 8:20");
        assert_eq!(hit(9), 0);
        let thursdays = Rhythm::Weekly {
            days: vec![Weekday::Thu],
        };
        let life = [court(thursdays, (1320, 1920))];
        assert!(lies_on(&session(7, room()), &zone(), &life).is_empty());
    }
}
