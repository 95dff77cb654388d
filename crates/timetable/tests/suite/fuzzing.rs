//! No text makes the crate panic: instances and timetables with random damage are refused or solved.
//! `PROPTEST_CASES=1000000` makes a long run of it.

use crate::assigning::{quietly, steps};
use crate::tiny::{self, Dice, Size};
use proptest::prelude::*;
use serde_json::Value;
use timetable::explain::Wanted;
use timetable::{Instance, Solution, assign, design, explain, place_one, score};

const SMALL: Size = Size {
    people: 4,
    process: 2,
    others: 4,
    units: 8,
};

/// Changes one value somewhere to something else.
fn damage(value: &mut Value, d: &mut Dice) {
    let strange = [
        Value::Null,
        Value::from(-1),
        Value::from(0),
        Value::from(1),
        Value::from(255),
        Value::from(i64::MAX),
        Value::from(1.5),
        Value::from(""),
        Value::from("EDU"),
        Value::Array(vec![]),
        Value::from(true),
    ];
    let here = d.chance(15);
    match value {
        Value::Array(items) if !here && !items.is_empty() => {
            let at = d.below(items.len() as u64) as usize;
            match d.below(20) {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => damage(&mut items[at], d),
            }
        }
        Value::Object(fields) if !here && !fields.is_empty() => {
            let key = fields
                .keys()
                .nth(d.below(fields.len() as u64) as usize)
                .cloned()
                .unwrap_or_default();
            if d.chance(5) {
                fields.remove(&key);
            } else {
                damage(&mut fields[&key], d);
            }
        }
        other => *other = strange[d.below(strange.len() as u64) as usize].clone(),
    }
}

fn damaged(text: &str, times: u64, d: &mut Dice) -> String {
    let mut value = serde_json::from_str(text).expect("JSON");
    for _ in 0..times {
        damage(&mut value, d);
    }
    value.to_string()
}

proptest! {

    #[test]
    fn damaged_instances_are_refused_or_solved(seed in any::<u64>(), times in 1u64..6) {
        let d = &mut Dice::new(seed);
        let text = damaged(&tiny::instance(seed, SMALL).to_json(), times, d);
        if let Ok(instance) = Instance::from_json(&text) {
            let answer = quietly(|c| design(&instance, &steps(seed, 10), c));
            prop_assert!(score(&instance, &answer.solution).broken.is_empty());
            let again = quietly(|c| assign(&instance, &answer.solution.groups, &steps(seed, 4), c));
            prop_assert!(score(&instance, &again.solution).broken.is_empty());
        }
    }

    #[test]
    fn damaged_timetables_are_refused_or_judged(seed in any::<u64>(), times in 0u64..4) {
        let form = tiny::instance(seed, SMALL);
        let text = damaged(&tiny::timetable(seed, &form).to_json(), times, &mut Dice::new(seed));
        let instance = Instance::new(form).expect("valid");
        if let Ok(solution) = Solution::from_json(&instance, &text) {
            let _ = score(&instance, &solution);
            for p in 0..instance.people().len() {
                let _ = place_one(&instance, &solution, p);
                let _ = explain::why_this_week(&instance, &solution, p);
                for wanted in [Wanted::Group(2), Wanted::Group(99), Wanted::Day(99), Wanted::Hour { day: 0, unit: 99 }] {
                    let _ = explain::why_not(&instance, &solution, p, wanted);
                }
            }
        }
    }

    #[test]
    fn broken_text_is_refused(seed in any::<u64>(), cut in 0usize..4000) {
        let mut text = tiny::instance(seed, SMALL).to_json();
        text.truncate(cut % text.len());
        prop_assert!(Instance::from_json(&text).is_err());
    }
}
