//! Meters agree with a naive recomputation, and what is said to happen in 7 of 10 weeks happens in about 7 of 10.

use super::*;
use crate::AgeGroup::{Adolescent, Adult};
use crate::SeededDice;
use crate::assessment::protocol::Protocol;
use crate::attendance::roster::SessionTime;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

const MONDAY: Date = date(2026, 4, 13);

fn slot(day: i8, service: Service, minutes: u16, outcome: HoursOutcome) -> HoursSlot {
    HoursSlot {
        day: date(2026, 4, day),
        service,
        minutes,
        outcome,
    }
}

fn evening(day: i8, outcome: HoursOutcome) -> HoursSlot {
    slot(day, Service::Group, 180, outcome)
}

fn past(held: u32, came: u32) -> Past {
    let mut past = Past::default();
    past.0[0] = Tally {
        held,
        came,
        ..Tally::default()
    };
    past
}

#[test]
fn a_meter_adds_up_and_says_where_the_week_stands() {
    let prior = Prior::default();
    let nothing = Past::default();
    let week = [
        evening(13, HoursOutcome::Kept(170)),
        evening(14, HoursOutcome::Missed),
        evening(15, HoursOutcome::Unmarked),
        evening(16, HoursOutcome::Ahead),
        evening(17, HoursOutcome::Ahead),
    ];
    let meter = Meter::of(&week, 540, &nothing, &prior);
    assert_eq!((meter.kept, meter.unmarked, meter.ahead), (170, 180, 360));
    assert_eq!(meter.outlook(), Outlook::AtRisk);
    assert!(meter.chance > 0.2 && meter.chance < 0.6, "{}", meter.chance);
    let enough = Meter::of(&week, 170, &nothing, &prior);
    assert_eq!((enough.outlook(), enough.percent()), (Outlook::Kept, 100));
    let never = Meter::of(&week, 711, &nothing, &prior);
    assert_eq!((never.outlook(), never.percent()), (Outlook::OutOfReach, 0));
    // Somebody who came to 30 of 30 is likelier to make it than somebody who came to 10 of 30.
    let steady = Meter::of(&week, 500, &past(30, 30), &prior).chance;
    let rare = Meter::of(&week, 500, &past(30, 10), &prior).chance;
    assert!(steady > 0.9 && rare < 0.55, "{steady} {rare}");
}

#[test]
fn a_week_is_on_track_from_the_chance_that_is_named_and_62_percent_is_not() {
    let week = |chance| Meter {
        prescribed: 540,
        kept: 180,
        unmarked: 60,
        ahead: 300,
        chance,
    };
    for (chance, outlook) in [
        (AT_RISK_BELOW - 0.01, Outlook::AtRisk),
        (AT_RISK_BELOW, Outlook::EitherWay),
        (0.62, Outlook::EitherWay),
        (ON_TRACK_FROM - 0.01, Outlook::EitherWay),
        (ON_TRACK_FROM, Outlook::OnTrack),
    ] {
        assert_eq!(week(chance).outlook(), outlook, "{chance}");
        // Who can go either way is talked with in group; who is at risk is on the short list.
        assert_eq!(week(chance).short(), outlook == Outlook::AtRisk, "{chance}");
    }
    assert_eq!(week(0.9).missing(), 0);
    let never = Meter {
        ahead: 200,
        ..week(0.0)
    };
    assert_eq!(
        (never.outlook(), never.missing()),
        (Outlook::OutOfReach, 100)
    );
}

#[test]
fn whoever_joins_in_the_course_of_a_week_is_held_to_what_was_left_of_it() {
    // Monday, Wednesday and Friday.
    let held = BTreeSet::from([13, 15, 17].map(|day| date(2026, 4, day)));
    for (joined, minutes) in [
        (6, 540),
        (13, 540),
        (14, 360),
        (15, 360),
        (17, 180),
        (18, 0),
    ] {
        let joined = date(2026, 4, joined);
        assert_eq!(prorated(540, &held, joined), minutes, "{joined}");
    }
    // Where nothing is held there is nothing to count by.
    assert_eq!(prorated(540, &BTreeSet::new(), date(2026, 4, 17)), 540);
}

#[test]
fn a_weekday_somebody_always_misses_counts_against_that_day() {
    let prior = Prior::default();
    let mut past = Past::default();
    for (day, came) in [(0, 0), (2, 8), (4, 8)] {
        past.0[day] = Tally {
            held: 8,
            came,
            ..Tally::default()
        };
    }
    let monday = [evening(20, HoursOutcome::Ahead)];
    let wednesday = [evening(22, HoursOutcome::Ahead)];
    let on_monday = prior.chance(&past, monday.iter(), 100);
    let on_wednesday = prior.chance(&past, wednesday.iter(), 100);
    assert!(
        on_monday < 0.55 && on_wednesday > 0.75,
        "{on_monday} {on_wednesday}"
    );
}

#[test]
fn coming_late_makes_a_week_without_room_unlikely() {
    let prior = Prior::default();
    let mut late = past(20, 20);
    late.0[0].short = 15;
    late.0[0].lost_minutes = 15 * 12;
    let week = [15, 16, 17].map(|day| evening(day, HoursOutcome::Ahead));
    let punctual = prior.chance(&past(20, 20), week.iter(), 540);
    let late = prior.chance(&late, week.iter(), 540);
    assert!(late < punctual / 2.0, "{late} {punctual}");
}

/// A number from 0 to 1.
fn even(dice: &SeededDice) -> f64 {
    let whole = u32::try_from(dice.below(1 << 30)).unwrap();
    f64::from(whole) / f64::from(1 << 30)
}

/// Simulated people: their own rates, lighter and heavier weekdays, late now and then, as much history as they have.
/// Answers what was predicted and whether it happened.
fn simulate(people: u32, spread: &[f64], seed: u64) -> Vec<(f64, bool)> {
    let dice = SeededDice::new(seed);
    let pick = |among: &[f64]| among[usize::try_from(dice.below(among.len() as u64)).unwrap()];
    let one = |shift: f64| {
        let rate = pick(spread);
        let days: [f64; 5] =
            std::array::from_fn(|_| (rate + shift * (even(&dice) - 0.5)).clamp(0.02, 0.98));
        let late = 0.25 * even(&dice);
        let mut past = Past::default();
        for _ in 0..dice.below(7) {
            for (tally, come) in past.0.iter_mut().zip(days) {
                let came = even(&dice) < come;
                let short = came && even(&dice) < late;
                *tally = tally.plus(Tally {
                    held: 1,
                    came: u32::from(came),
                    short: u32::from(short),
                    lost_minutes: if short { 15 } else { 0 },
                });
            }
        }
        let happens: Vec<u16> = days[..4]
            .iter()
            .map(|come| match (even(&dice) < *come, even(&dice) < late) {
                (false, _) => 0,
                (true, short) => 180 - if short { 15 } else { 0 },
            })
            .collect();
        (past, happens)
    };
    let everybody: Vec<_> = (0..people).map(|_| one(0.3)).collect();
    let pasts: Vec<Past> = everybody.iter().map(|(past, _)| *past).collect();
    let prior = Prior::of(&pasts);
    everybody
        .iter()
        .map(|(past, happens)| {
            let week = [20, 21, 22, 23].map(|day| evening(day, HoursOutcome::Ahead));
            let sum: u32 = happens.iter().map(|minutes| u32::from(*minutes)).sum();
            (prior.chance(past, week.iter(), 540), sum >= 540)
        })
        .collect()
}

#[test]
fn what_is_said_to_be_likely_happens_about_as_often() {
    // People who differ a lot, who differ little, and who fall into two camps with nobody between: the model supposes
    // none of the three exactly, and the last one it fits worst. That is said here rather than hidden.
    for (spread, seed, middle, ends) in [
        (&[0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95][..], 7, 0.04, 0.08),
        (&[0.7, 0.75, 0.8][..], 8, 0.04, 0.05),
        (&[0.4, 0.9, 0.95][..], 9, 0.13, 0.13),
    ] {
        let said = simulate(12_000, spread, seed);
        let mut bins = 0;
        for bin in 0..10u32 {
            let (from, below) = (f64::from(bin) / 10.0, f64::from(bin + 1) / 10.0);
            let within: Vec<_> = said
                .iter()
                .filter(|(chance, _)| (from..below).contains(chance))
                .collect();
            if within.len() < 400 {
                continue;
            }
            bins += 1;
            let n = f64::from(u32::try_from(within.len()).unwrap());
            let predicted = within.iter().map(|(chance, _)| chance).sum::<f64>() / n;
            let happened =
                f64::from(u32::try_from(within.iter().filter(|(_, kept)| *kept).count()).unwrap())
                    / n;
            // Where it matters most, around "about 7 in 10", it has to be closer than at the ends.
            let room = if (6..8).contains(&bin) { middle } else { ends };
            assert!(
                (predicted - happened).abs() < room,
                "seed {seed}: said {predicted:.2}, happened {happened:.2} of {n}"
            );
        }
        assert!(bins >= 3, "the simulated people are all alike");
        // Knowing the person is better than knowing the site: the mean squared error says by how much.
        let n = f64::from(u32::try_from(said.len()).unwrap());
        let truth = |kept: bool| if kept { 1.0 } else { 0.0 };
        let base = said.iter().map(|(_, kept)| truth(*kept)).sum::<f64>() / n;
        let own: f64 = said
            .iter()
            .map(|(p, kept)| (p - truth(*kept)).powi(2))
            .sum();
        let all: f64 = said
            .iter()
            .map(|(_, kept)| (base - truth(*kept)).powi(2))
            .sum();
        assert!(own < all * 0.99, "{own} {all}");
    }
}

#[test]
fn rules_have_meters_of_their_own() {
    let protocol = Protocol::standard().unwrap();
    let rule = |id: &str| protocol.rules.iter().find(|rule| rule.id == id).unwrap();
    // The published morning: 9:00 to 10:20 and 10:30 to 11:50, three days, with yoga once: 8 hours of counseling.
    let week: Vec<HoursSlot> = [13, 14, 16]
        .into_iter()
        .flat_map(|day| {
            [
                slot(day, Service::Group, 80, HoursOutcome::Kept(80)),
                slot(day, Service::Education, 80, HoursOutcome::Kept(80)),
                slot(day, Service::Activity, 20, HoursOutcome::Ahead),
            ]
        })
        .collect();
    let hours = rule("weekly-hours").meter(&week, Adult);
    assert_eq!((hours.kept, hours.possible, hours.needed), (480, 60, 540));
    assert!(!hours.met() && hours.reachable());
    assert!(rule("weekly-hours").meter(&week, Adolescent).met());
    let days = rule("hcpcs-h0015").meter(&week, Adult);
    assert_eq!((days.kept, days.possible, days.needed), (0, 3, 3));
    let services = rule("medicare-days").meter(&week, Adult);
    assert_eq!((services.kept, services.possible), (0, 3));
    assert!(rule("teds-days").meter(&week, Adult).met());
    let counseling = rule("kansas-counseling").meter(&week, Adult);
    assert_eq!((counseling.kept, counseling.reachable()), (240, false));
}

#[test]
fn a_rescue_is_free_new_and_fits_the_life() {
    let at = |day: i8, hour: i8| {
        date(2026, 4, day)
            .at(hour, 0, 0, 0)
            .in_tz("America/New_York")
            .unwrap()
            .timestamp()
    };
    let meeting = |day, from, to| SessionTime {
        start: at(day, from),
        end: at(day, to),
    };
    let free = Free {
        series: 'a',
        slot: evening(16, HoursOutcome::Ahead),
        meeting: meeting(16, 17, 20),
        seats: 1,
    };
    let now = at(14, 9);
    let own = [('b', meeting(16, 9, 12))];
    assert_eq!(fits(&free, &own, &[], now), Ok(()));
    assert_eq!(fits(&free, &own, &[], at(16, 17)), Err(WhyNot::Begun));
    assert_eq!(
        fits(&Free { seats: 0, ..free }, &own, &[], now),
        Err(WhyNot::Full)
    );
    assert_eq!(
        fits(&free, &[('a', meeting(13, 17, 20))], &[], now),
        Err(WhyNot::Same)
    );
    assert_eq!(
        fits(&free, &[('b', meeting(16, 16, 18))], &[], now),
        Err(WhyNot::OwnSession)
    );
    assert_eq!(
        fits(&free, &own, &[meeting(16, 19, 22)], now),
        Err(WhyNot::Commitment)
    );
    // Right after one another is no overlap.
    assert_eq!(fits(&free, &own, &[meeting(16, 20, 22)], now), Ok(()));
}

#[test]
fn a_make_up_is_offered_only_where_they_get_there_in_time() {
    let at = |hour: i8, minute: i8| {
        let local = date(2026, 4, 16).at(hour, minute, 0, 0);
        local.in_tz("UTC").unwrap().timestamp()
    };
    let session = |from: i8, to: i8, video: bool| Reached {
        meeting: SessionTime {
            start: at(from, 0),
            end: at(to, 0),
        },
        video,
    };
    let free = session(12, 14, false);
    let said = |own: &[Reached], way: u16, now| reaches(free, own, way, now);
    let too_far = Err(WhyNot::TooFar);
    assert_eq!(said(&[], 40, at(11, 20)), Ok(()));
    assert_eq!(said(&[], 40, at(11, 21)), too_far);
    assert_eq!(said(&[], 0, at(11, 59)), Ok(()));
    // By video until just before, with a bus ride between; and right after it.
    assert_eq!(said(&[session(10, 12, true)], 40, at(8, 0)), too_far);
    assert_eq!(said(&[session(14, 15, true)], 40, at(8, 0)), too_far);
    assert_eq!(said(&[session(9, 11, true)], 40, at(8, 0)), Ok(()));
    // Whoever is at the site has no way to go.
    assert_eq!(said(&[session(9, 11, false)], 40, at(11, 30)), Ok(()));
    assert_eq!(said(&[session(7, 9, false)], 40, at(11, 30)), too_far);
    // From anywhere there is no way, but for one back from the site.
    let video = session(12, 14, true);
    assert_eq!(reaches(video, &[], 40, at(11, 59)), Ok(()));
    let own = [session(10, 12, false)];
    assert_eq!(reaches(video, &own, 40, at(8, 0)), too_far);
}

#[test]
fn arriving_keeps_no_minutes_and_they_come_as_time_passes() {
    let at = |hour: i8, minute: i8| {
        let local = date(2026, 4, 16).at(hour, minute, 0, 0);
        local.in_tz("UTC").unwrap().timestamp()
    };
    let session = SessionTime {
        start: at(17, 0),
        end: at(20, 0),
    };
    let there = |hour, minute, cut| HoursOutcome::there(session, cut, at(hour, minute));
    let here = |so_far, rest| HoursOutcome::Here { so_far, rest };
    // At the door before it begins, in the middle, late, and over.
    assert_eq!(there(16, 55, 0), here(0, 180));
    assert_eq!(there(18, 30, 0), here(90, 90));
    assert_eq!(there(18, 30, 20), here(70, 90));
    assert_eq!(there(17, 10, 20), here(0, 160));
    assert_eq!(there(20, 0, 20), HoursOutcome::Kept(160));
    // Whoever is there has come, so the week is surer than before, and not kept before it is over.
    let prior = Prior::default();
    let chance = |outcome| {
        let slots = [evening(16, outcome)];
        Meter::of(&slots, 180, &Past::default(), &prior)
    };
    let (before, during) = (chance(HoursOutcome::Ahead), chance(here(90, 90)));
    assert!(during.chance > before.chance && during.chance < 1.0);
    assert_eq!((during.kept, during.ahead), (90, 90));
    assert!(during.outlook() > Outlook::Kept);
}

#[test]
fn one_more_session_never_makes_a_week_less_likely() {
    let prior = Prior::default();
    let week = [
        evening(15, HoursOutcome::Ahead),
        evening(16, HoursOutcome::Ahead),
    ];
    let meter = Meter::of(&week, 360, &Past::default(), &prior);
    let gained = gains(
        &week,
        &evening(17, HoursOutcome::Ahead),
        &meter,
        &Past::default(),
        &prior,
    );
    assert!(gained > 0.15, "{gained}");
}

#[test]
fn weeks_begin_on_monday() {
    for day in 13..=19 {
        assert_eq!(monday_of(date(2026, 4, day)), MONDAY);
    }
    assert_eq!(parse_week(" 2026-04-16 ").unwrap(), MONDAY);
    assert!(
        parse_week("next week")
            .unwrap_err()
            .0
            .contains("2026-04-14")
    );
}

fn any_slot() -> impl Strategy<Value = HoursSlot> {
    let outcome = prop_oneof![
        (0u16..=180).prop_map(HoursOutcome::Kept),
        Just(HoursOutcome::Here { so_far: 0, rest: 0 }),
        Just(HoursOutcome::Missed),
        Just(HoursOutcome::Unmarked),
        Just(HoursOutcome::Ahead),
    ];
    (0i64..7, 0usize..6, 30u16..=240, outcome).prop_map(|(day, service, minutes, outcome)| {
        HoursSlot {
            day: MONDAY.checked_add(jiff::Span::new().days(day)).unwrap(),
            service: Service::ALL[service],
            minutes,
            outcome: match outcome {
                HoursOutcome::Kept(kept) => HoursOutcome::Kept(kept.min(minutes)),
                HoursOutcome::Here { .. } => HoursOutcome::Here {
                    so_far: minutes / 3,
                    rest: minutes - minutes / 3,
                },
                other => other,
            },
        }
    })
}

proptest! {
    #[test]
    fn meters_agree_with_a_naive_recomputation(
        slots in proptest::collection::vec(any_slot(), 0..9),
        prescribed in 0u32..1300,
        held in 0u32..40,
        came in 0u32..40,
    ) {
        let (prior, past) = (Prior::default(), past(held, came.min(held)));
        let meter = Meter::of(&slots, prescribed, &past, &prior);
        let mut kept = 0;
        let mut possible = 0;
        for slot in &slots {
            if let HoursOutcome::Kept(minutes) = slot.outcome { kept += u32::from(minutes); }
            if let HoursOutcome::Here { so_far, rest } = slot.outcome {
                kept += u32::from(so_far);
                possible += u32::from(rest);
            }
            if matches!(slot.outcome, HoursOutcome::Ahead | HoursOutcome::Unmarked) { possible += u32::from(slot.minutes); }
        }
        prop_assert_eq!(meter.kept, kept);
        prop_assert_eq!(meter.possible(), possible);
        prop_assert!((0.0..=1.0).contains(&meter.chance));
        if prescribed <= kept { prop_assert_eq!(meter.outlook(), Outlook::Kept); }
        if kept + possible < prescribed { prop_assert_eq!(meter.percent(), 0); }
        // The order of sessions never matters, and asking for less is never less likely.
        let turned: Vec<HoursSlot> = slots.iter().rev().copied().collect();
        let again = Meter::of(&turned, prescribed, &past, &prior);
        prop_assert!((again.chance - meter.chance).abs() < 1e-9);
        let less = Meter::of(&slots, prescribed.saturating_sub(30), &past, &prior);
        prop_assert!(less.chance + 1e-9 >= meter.chance);
        for rule in &Protocol::standard().unwrap().rules {
            let met = rule.meter(&slots, Adult);
            let counted: Vec<&HoursSlot> = slots.iter()
                .filter(|slot| rule.counts.is_empty() || rule.counts.contains(&slot.service)).collect();
            let days: BTreeSet<Date> = counted.iter().map(|slot| slot.day).collect();
            let expected = match rule.needs {
                Needs::Week { .. } => counted.iter().map(|slot| u32::from(slot.kept())).sum(),
                Needs::Days { minutes, .. } => u32::try_from(days.iter().filter(|day| {
                    counted.iter().filter(|slot| slot.day == **day).map(|slot| u32::from(slot.kept())).sum::<u32>() >= u32::from(minutes)
                }).count()).unwrap(),
                Needs::Services { services, .. } => u32::try_from(days.iter().filter(|day| {
                    let over = |slot: &&&HoursSlot| slot.day == **day && slot.kept() > 0 && slot.possible() == 0;
                    counted.iter().filter(over).count() >= usize::from(services)
                }).count()).unwrap(),
            };
            prop_assert_eq!(met.kept, expected);
        }
    }
}
