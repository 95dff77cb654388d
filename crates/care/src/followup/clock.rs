//! The clock of a signal: by when somebody has to answer, and who is told when nobody did.
//!
//! Worked out from what is passed in alone, so that the same signal goes the same way wherever and however often it is
//! looked at.

use super::signal::Urgency;
use crate::{PersonId, TimeZoneName};
use jiff::{SignedDuration, Timestamp};

/// Within how many minutes *now* is answered. House rule.
pub const NOW_MINUTES: i64 = 15;
/// Within how many minutes *within the hour* is answered. House rule.
pub const HOUR_MINUTES: i64 = 60;
/// The minute of the day by which *today* is answered: 6 pm, before the evening's groups have ended. House rule.
pub const TODAY_MINUTE: u16 = 18 * 60;
/// What is raised later in the day is answered within so many minutes. House rule.
pub const LATE_MINUTES: i64 = 120;
/// How often the director is told again where nobody answers at all.
pub const AGAIN_MAX: usize = 8;
/// After that, how often they are told for as long as nobody answers, in minutes. House rule.
pub const SELDOM_MINUTES: i64 = 240;

/// By when a signal that was raised at `from` is answered; nothing where no clock runs.
pub fn answer_by(urgency: Urgency, from: Timestamp, zone: &TimeZoneName) -> Option<Timestamp> {
    match urgency {
        Urgency::Now => Some(after(from, NOW_MINUTES)),
        Urgency::Hour => Some(after(from, HOUR_MINUTES)),
        Urgency::Today => {
            let evening = zone.instant(zone.local(from).date(), TODAY_MINUTE);
            Some(evening.max(after(from, LATE_MINUTES)))
        }
        Urgency::Week => None,
    }
}

/// By when whoever is told next has to answer.
pub fn next_by(urgency: Urgency, told_at: Timestamp) -> Option<Timestamp> {
    let minutes = match urgency {
        Urgency::Now => NOW_MINUTES,
        Urgency::Hour => 30,
        Urgency::Today => 60,
        Urgency::Week => return None,
    };
    Some(after(told_at, minutes))
}

/// By when it is told again once the ladder and its repeats are over: a signal that nobody answers is never quiet.
pub fn seldom_by(urgency: Urgency, told_at: Timestamp) -> Option<Timestamp> {
    (urgency != Urgency::Week).then(|| after(told_at, SELDOM_MINUTES))
}

/// By when whoever said "I have it" has to say what was done. House rule.
pub fn respond_by(urgency: Urgency, taken_at: Timestamp) -> Option<Timestamp> {
    let minutes = match urgency {
        Urgency::Now => 60,
        Urgency::Hour => 120,
        Urgency::Today => 240,
        Urgency::Week => return None,
    };
    Some(after(taken_at, minutes))
}

fn after(at: Timestamp, minutes: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_mins(minutes))
        .unwrap_or(Timestamp::MAX)
}

/// Whom a step tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rung {
    /// Who looks after the person: their counselor, or who assesses them.
    Team,
    /// Who is first on call at the site.
    First,
    /// Who is second.
    Second,
    /// The clinical director.
    Director,
}

impl Rung {
    /// Every rung.
    pub const ALL: [Self; 4] = [Self::Team, Self::First, Self::Second, Self::Director];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::First => "first",
            Self::Second => "second",
            Self::Director => "director",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Team => "looks after the person",
            Self::First => "first on call",
            Self::Second => "second on call",
            Self::Director => "clinical director",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rung| rung.code() == code)
    }
}

/// Who can be told of a signal at this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Who looks after the person.
    pub team: Vec<PersonId>,
    /// Who is first on call; nobody where the rota has a gap.
    pub first: Option<PersonId>,
    /// Who is second.
    pub second: Option<PersonId>,
    /// The clinical directors.
    pub directors: Vec<PersonId>,
}

impl Chain {
    /// A gap of the first place falls to the director; one of the second is passed over.
    fn on(&self, rung: Rung) -> Vec<(PersonId, Rung)> {
        let all = |people: &[PersonId], rung| people.iter().map(|id| (*id, rung)).collect();
        match rung {
            Rung::Team => all(&self.team, rung),
            Rung::First => match self.first {
                Some(first) => vec![(first, rung)],
                None => all(&self.directors, Rung::Director),
            },
            Rung::Second => self
                .second
                .map(|second| (second, rung))
                .into_iter()
                .collect(),
            Rung::Director => all(&self.directors, rung),
        }
    }
}

/// The rungs in their order. What has to be answered at once begins with whoever is on call.
const fn ladder(urgency: Urgency) -> &'static [Rung] {
    match urgency {
        Urgency::Now | Urgency::Hour => &[Rung::First, Rung::Second, Rung::Director],
        Urgency::Today => &[Rung::Team, Rung::First, Rung::Second, Rung::Director],
        Urgency::Week => &[],
    }
}

/// Whom a signal is told to next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockStep {
    /// The step after this one.
    pub next: usize,
    /// Whom, and as what; nobody where there is nobody left to tell.
    pub tell: Vec<(PersonId, Rung)>,
    /// Whether a clock runs again after it.
    pub goes_on: bool,
}

/// Whom the signal is told to at `step`, where `told` were told before. A rung without anybody new is passed over; at the
/// end of the ladder the directors are told again, at most [`AGAIN_MAX`] times, and seldom from then on ([`seldom_by`]).
pub fn step(urgency: Urgency, step: usize, chain: &Chain, told: &[PersonId]) -> ClockStep {
    let ladder = ladder(urgency);
    for (at, rung) in ladder.iter().enumerate().skip(step) {
        let mut tell = chain.on(*rung);
        // Who looks after the person hears of it at once as well, whoever answers first.
        if at == 0 && *rung == Rung::First {
            tell.extend(chain.on(Rung::Team));
        }
        let mut known = told.to_vec();
        tell.retain(|(person, _)| {
            let is_new = !known.contains(person);
            known.push(*person);
            is_new
        });
        if !tell.is_empty() {
            return ClockStep {
                next: at + 1,
                tell,
                goes_on: true,
            };
        }
    }
    let again = step.max(ladder.len());
    let mut tell = chain.on(Rung::Director);
    if tell.is_empty() {
        // Without a director everybody else who can be told hears of it again.
        for rung in [Rung::First, Rung::Second, Rung::Team] {
            for (person, rung) in chain.on(rung) {
                if tell.iter().all(|(known, _)| *known != person) {
                    tell.push((person, rung));
                }
            }
        }
    }
    ClockStep {
        next: again + 1,
        tell,
        goes_on: !ladder.is_empty() && again + 1 < ladder.len() + AGAIN_MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn who(number: u128) -> PersonId {
        PersonId::from(Uuid::from_u128(number))
    }

    fn chain() -> Chain {
        Chain {
            team: vec![who(1)],
            first: Some(who(2)),
            second: Some(who(3)),
            directors: vec![who(4)],
        }
    }

    #[test]
    fn each_urgency_has_a_clock_of_its_own_in_the_time_of_the_site() {
        let zone = TimeZoneName::parse("America/New_York").unwrap();
        for (urgency, from, by) in [
            (Urgency::Now, "2026-03-02T15:00:00Z", "2026-03-02T15:15:00Z"),
            (
                Urgency::Hour,
                "2026-03-02T15:00:00Z",
                "2026-03-02T16:00:00Z",
            ),
            // 10 am there: by 6 pm. 11 pm there: within two hours, although that is tomorrow.
            (
                Urgency::Today,
                "2026-03-02T15:00:00Z",
                "2026-03-02T23:00:00Z",
            ),
            (
                Urgency::Today,
                "2026-03-03T04:00:00Z",
                "2026-03-03T06:00:00Z",
            ),
        ] {
            let by: Timestamp = by.parse().unwrap();
            assert_eq!(answer_by(urgency, from.parse().unwrap(), &zone), Some(by));
        }
        let week = answer_by(Urgency::Week, Timestamp::UNIX_EPOCH, &zone);
        assert_eq!(week, None);
    }

    #[test]
    fn now_goes_from_the_first_on_call_to_the_second_to_the_director() {
        let first = step(Urgency::Now, 0, &chain(), &[]);
        assert_eq!(first.tell, [(who(2), Rung::First), (who(1), Rung::Team)]);
        let told = [who(2), who(1)];
        let second = step(Urgency::Now, first.next, &chain(), &told);
        assert_eq!(second.tell, [(who(3), Rung::Second)]);
        let told = [who(2), who(1), who(3)];
        let third = step(Urgency::Now, second.next, &chain(), &told);
        assert_eq!(third.tell, [(who(4), Rung::Director)]);
        assert!(third.goes_on);
    }

    #[test]
    fn a_gap_falls_to_the_director_and_today_begins_with_whoever_looks_after_the_person() {
        let gap = Chain {
            first: None,
            second: None,
            ..chain()
        };
        let first = step(Urgency::Now, 0, &gap, &[]);
        assert_eq!(first.tell, [(who(4), Rung::Director), (who(1), Rung::Team)]);
        let today = step(Urgency::Today, 0, &chain(), &[]);
        assert_eq!(today.tell, [(who(1), Rung::Team)]);
        let alone = Chain {
            team: Vec::new(),
            ..chain()
        };
        let today = step(Urgency::Today, 0, &alone, &[]);
        assert_eq!(today.tell, [(who(2), Rung::First)]);
        assert_eq!(today.next, 2);
    }

    proptest! {
        #[test]
        fn whoever_can_be_told_is_told_in_the_end_and_it_ends(
            team in proptest::collection::vec(0_u128..6, 0..3),
            first in proptest::option::of(0_u128..6),
            second in proptest::option::of(0_u128..6),
            directors in proptest::collection::vec(0_u128..6, 1..3),
            at in 0_usize..3,
        ) {
            let urgency = [Urgency::Now, Urgency::Hour, Urgency::Today][at];
            let all = |numbers: &[u128]| numbers.iter().map(|n| who(*n)).collect::<Vec<_>>();
            let chain = Chain {
                team: all(&team),
                first: first.map(who),
                second: second.map(who),
                directors: all(&directors),
            };
            let (mut told, mut next, mut steps) = (Vec::new(), 0, 0);
            loop {
                let one = step(urgency, next, &chain, &told);
                prop_assert!(one.next > next, "it goes on");
                prop_assert!(!one.tell.is_empty(), "somebody is told at each step");
                told.extend(one.tell.iter().map(|(person, _)| *person));
                next = one.next;
                steps += 1;
                if !one.goes_on {
                    break;
                }
            }
            prop_assert!(steps <= 4 + AGAIN_MAX);
            let wanted = chain.team.iter().chain(&chain.first).chain(&chain.second).chain(&chain.directors);
            for person in wanted {
                prop_assert!(told.contains(person));
            }
        }
    }
}
