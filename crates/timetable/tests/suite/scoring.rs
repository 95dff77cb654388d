//! The score agrees with a second scorer that shares no code with it, and forms survive a round trip.

use crate::{reference, tiny};
use proptest::prelude::*;
use timetable::{Instance, Solution, score};

proptest! {
    #[test]
    fn both_scorers_agree_on_random_timetables(seed in any::<u64>(), other in any::<u64>()) {
        let form = tiny::instance(seed, tiny::TINY);
        let solution = tiny::timetable(other, &form);
        let text = form.to_json();
        let instance = Instance::new(form).expect("a valid instance");
        let ours = score(&instance, &solution);
        prop_assert_eq!((ours.broken.len(), ours.total), reference::judge(&text, &solution.to_json()));
        prop_assert_eq!(Solution::from_json(&instance, &solution.to_json()), Ok(solution));
        prop_assert!(Instance::from_json(&text).is_ok());
    }
}

#[test]
fn an_error_names_the_field() {
    let check = |change: fn(&mut serde_json::Value), field: &str| {
        let mut value =
            serde_json::from_str(&tiny::instance(1, tiny::TINY).to_json()).expect("JSON");
        change(&mut value);
        let error = Instance::from_json(&value.to_string()).expect_err("must be refused");
        assert!(error.to_string().starts_with(field), "{error}");
    };
    check(
        |v| v["participants"][1]["avail"][2] = serde_json::json!([0]),
        "participants[1].avail[2]: has 1 units",
    );
    check(
        |v| v["participants"][0]["therapist"] = 9.into(),
        "participants[0].therapist: 9 is not a staff member",
    );
    check(
        |v| v["series"][2]["cap"] = "many".into(),
        "series[2].cap: invalid type",
    );
    check(|v| v["w"]["unplaced"] = (-1).into(), "w.unplaced: is -1");
    check(
        |v| v["options"]["EDU"][0] = serde_json::json!([[0, 8]]),
        "options.EDU[0]: [0, 8] for 1 units is outside",
    );
    check(|v| v["days"] = 0.into(), "days: is 0");
}
