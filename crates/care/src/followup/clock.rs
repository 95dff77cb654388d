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
    /// A medical provider of the site, where none is on call.
    Medical,
}

impl Rung {
    /// Every rung.
    pub const ALL: [Self; 5] = [
        Self::Team,
        Self::First,
        Self::Second,
        Self::Director,
        Self::Medical,
    ];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::First => "first",
            Self::Second => "second",
            Self::Director => "director",
            Self::Medical => "medical",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Team => "looks after the person",
            Self::First => "first on call",
            Self::Second => "second on call",
            Self::Director => "clinical director",
            Self::Medical => "medical provider",
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
    /// Who of a matter of the body is told as a medical provider.
    pub medical: Medical,
}

/// Who is told as a medical provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Medical {
    /// Nobody: what it is about does not ask for one.
    #[default]
    NotAsked,
    /// Whoever is first on call is one.
    First,
    /// Whoever is second on call is one, and the first is not: they are told before the first.
    Second,
    /// None is on call: those of the site are told at the same time as the first rung.
    OfSite(Vec<PersonId>),
}

impl Chain {
    /// The rungs in their order. What has to be answered at once begins with whoever is on call, and a matter of the body
    /// with the medical provider who is.
    const fn ladder(&self, urgency: Urgency) -> &'static [Rung] {
        match (urgency, &self.medical) {
            (Urgency::Week, _) => &[],
            (_, Medical::Second) => &[Rung::Second, Rung::First, Rung::Director],
            (Urgency::Now | Urgency::Hour, _) | (_, Medical::First) => {
                &[Rung::First, Rung::Second, Rung::Director]
            }
            (Urgency::Today, _) => &[Rung::Team, Rung::First, Rung::Second, Rung::Director],
        }
    }

    /// Who hears of it at once as well, whoever answers first: who looks after the person, and the medical providers
    /// where none is on call.
    fn beside(&self) -> Vec<(PersonId, Rung)> {
        let mut beside = self.on(Rung::Team);
        beside.extend(self.on(Rung::Medical));
        beside
    }

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
            Rung::Medical => match &self.medical {
                Medical::OfSite(providers) => all(providers, rung),
                Medical::NotAsked | Medical::First | Medical::Second => Vec::new(),
            },
        }
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
    let ladder = chain.ladder(urgency);
    for (at, rung) in ladder.iter().enumerate().skip(step) {
        let mut tell = chain.on(*rung);
        if at == 0 {
            tell.extend(chain.beside());
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
        for rung in [Rung::First, Rung::Second, Rung::Team, Rung::Medical] {
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

/// A step that is due, with by when it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueStep {
    /// The step after this one, whom it tells, and whether a clock runs again.
    pub step: ClockStep,
    /// By when whoever is told has to answer.
    pub answer_by: Option<Timestamp>,
}

/// The step that is due at `now` of a signal whose clock ended at `by`. Where more than one should have been taken since,
/// as after an outage, it goes straight to the last of those and tells everybody in between as well: nobody waits for
/// steps that nobody took. Repeats are not made up for.
pub fn due(
    urgency: Urgency,
    at: usize,
    by: Timestamp,
    chain: &Chain,
    told: &[PersonId],
    now: Timestamp,
) -> DueStep {
    let mut one = step(urgency, at, chain, told);
    let mut known = told.to_vec();
    let mut ended = by;
    loop {
        known.extend(one.tell.iter().map(|(person, _)| *person));
        ended = match next_by(urgency, ended) {
            Some(next) if next <= now && one.next < chain.ladder(urgency).len() => next,
            _ => break,
        };
        let next = step(urgency, one.next, chain, &known);
        // The rest of the ladder may be empty: then these would be told again of what they hear only now.
        if next.next > chain.ladder(urgency).len() {
            break;
        }
        one.tell.extend(next.tell);
        (one.next, one.goes_on) = (next.next, next.goes_on);
    }
    let answer_by = if one.goes_on {
        next_by(urgency, now)
    } else {
        seldom_by(urgency, now)
    };
    DueStep {
        step: one,
        answer_by,
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
            medical: Medical::NotAsked,
        }
    }

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(minute * 60).unwrap()
    }

    #[test]
    fn after_an_outage_it_goes_to_the_step_that_is_due_and_tells_everybody_in_between() {
        let told = [who(2), who(1)];
        let second = (who(3), Rung::Second);
        let director = (who(4), Rung::Director);
        for (minute, tell, next) in [
            (15, vec![second], 2),
            (29, vec![second], 2),
            (30, vec![second, director], 3),
            (67, vec![second, director], 3),
            (60 * 24 * 365, vec![second, director], 3),
        ] {
            let due = due(Urgency::Now, 1, at(15), &chain(), &told, at(minute));
            assert_eq!((due.step.tell, due.step.next), (tell, next), "{minute}");
            assert_eq!(due.answer_by, Some(at(minute + 15)));
        }
        // Of the repeats one is made, however long it was.
        let all = [who(1), who(2), who(3), who(4)];
        let again = due(Urgency::Now, 3, at(45), &chain(), &all, at(600));
        assert_eq!((again.step.tell, again.step.next), (vec![director], 4));
    }

    #[test]
    fn a_matter_of_the_body_begins_with_the_medical_provider_on_call_or_tells_those_of_the_site() {
        let second = Chain {
            medical: Medical::Second,
            ..chain()
        };
        for urgency in [Urgency::Now, Urgency::Hour, Urgency::Today] {
            let first = step(urgency, 0, &second, &[]);
            assert_eq!(first.tell, [(who(3), Rung::Second), (who(1), Rung::Team)]);
            let told = [who(3), who(1)];
            let then = step(urgency, first.next, &second, &told);
            assert_eq!(then.tell, [(who(2), Rung::First)]);
            let lead = Chain {
                medical: Medical::First,
                ..chain()
            };
            let first = step(urgency, 0, &lead, &[]);
            assert_eq!(first.tell, [(who(2), Rung::First), (who(1), Rung::Team)]);
            let none = Chain {
                medical: Medical::OfSite(vec![who(5), who(1)]),
                ..chain()
            };
            let first = step(urgency, 0, &none, &[]).tell;
            assert!(first.contains(&(who(5), Rung::Medical)), "{urgency:?}");
            assert_eq!(first.iter().filter(|(one, _)| *one == who(1)).count(), 1);
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
                medical: Medical::NotAsked,
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
