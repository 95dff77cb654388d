//! The sum by convolution is the sum over every combination of outcomes.

use super::*;
use crate::attendance::hours::Service;
use jiff::civil::date;
use proptest::prelude::*;

/// The chance by going through every combination of outcomes of every session, for every rate.
fn naive(prior: &Prior, past: &Past, slots: &[HoursSlot], need: u32) -> f64 {
    let (short, lost) = prior.cut(past.whole());
    let mut chance = 0.0;
    for (weight, rate) in prior.weigh(past).into_iter().zip(rates()) {
        let combinations = 3_u32.pow(u32::try_from(slots.len()).unwrap());
        for combination in 0..combinations {
            let (mut rest, mut likely, mut sum) = (combination, weight, 0);
            for slot in slots {
                let tally = past.on(slot.weekday());
                let come = (WEEKDAY_WEIGHT * rate + f64::from(tally.came))
                    / (WEEKDAY_WEIGHT + f64::from(tally.held));
                let (minutes, outcome) = match rest % 3 {
                    0 => (0, 1.0 - come),
                    1 => (slot.minutes.saturating_sub(lost), come * short),
                    _ => (slot.minutes, come * (1.0 - short)),
                };
                rest /= 3;
                likely *= outcome;
                sum += u32::from(minutes);
            }
            if sum >= need {
                chance += likely;
            }
        }
    }
    chance
}

proptest! {
    #[test]
    fn the_chance_is_the_sum_over_every_combination(
        minutes in proptest::collection::vec((0i8..5, 30u16..=240), 0..6),
        need in 0u32..700,
        tallies in proptest::collection::vec((0u32..8, 0u32..8), 7),
    ) {
        let mut site = Past::default();
        site.0[1] = Tally { held: 200, came: 130, short: 20, lost_minutes: 300 };
        let prior = Prior::of(&[site]);
        let mut past = Past::default();
        for (tally, (held, missed)) in past.0.iter_mut().zip(tallies) {
            *tally = Tally { held, came: held.saturating_sub(missed), short: 0, lost_minutes: 0 };
        }
        let slots: Vec<HoursSlot> = minutes.into_iter().map(|(day, minutes)| HoursSlot {
            day: date(2026, 4, 13 + day), service: Service::Group, minutes, outcome: HoursOutcome::Ahead,
        }).collect();
        let quick = prior.chance(&past, slots.iter(), need);
        let slow = naive(&prior, &past, &slots, need);
        prop_assert!((quick - slow).abs() < 1e-9, "{quick} {slow}");
    }
}

#[test]
fn weights_add_up_to_one_whatever_the_past() {
    let prior = Prior::default();
    assert!((prior.show() - SHOW_NORM).abs() < 1e-9);
    for (held, came) in [(0, 0), (40, 0), (40, 40), (1000, 10)] {
        let mut past = Past::default();
        past.0[0] = Tally {
            held,
            came,
            ..Tally::default()
        };
        let sum: f64 = prior.weigh(&past).iter().sum();
        assert!((sum - 1.0).abs() < 1e-9, "{held} {came} {sum}");
    }
}
