//! Who may choose what.

use super::*;
use crate::{Invalid, PersonId};

const REASON: &str =
    "She is seen daily by the nurse, with her mother at home and the ward informed.";

fn chooser(prescribes: bool) -> Chooser {
    Chooser {
        by: PersonId::from(uuid::Uuid::nil()),
        prescribes,
    }
}

fn plan(hours: i64) -> Option<Plan> {
    Some(Plan {
        words: "Seen tomorrow at nine".to_owned(),
        at: now() + jiff::SignedDuration::from_hours(hours),
    })
}

fn choose(
    changes: &[(&str, &str)],
    level: LevelOfCare,
    prescribes: bool,
    (reason, plan): (&str, Option<Plan>),
) -> Result<Choice, String> {
    let placement = placed(&with(&[Substance::Alcohol], changes));
    let place = Place::Level(level);
    Choice::parse(&placement, place, chooser(prescribes), reason, plan, now())
        .map_err(|Invalid(sentence)| sentence)
}

#[test]
fn a_choice_that_differs_needs_a_reason() {
    use LevelOfCare::{Outpatient, Residential};
    assert!(choose(&[], Outpatient, false, ("", None)).is_ok());
    let refused = choose(&[], Residential, false, (" ", None)).unwrap_err();
    assert!(refused.contains("Outpatient care"), "{refused}");
    assert!(choose(&[], Residential, false, ("No bed at home", None)).is_ok());
}

#[test]
fn less_than_the_least_level_needs_a_real_reason_and_a_plan_with_a_time() {
    let changes = [("relapse.risk", "likely")];
    let outpatient = LevelOfCare::Outpatient;
    let refused =
        |reason: &str, plan| choose(&changes, outpatient, false, (reason, plan)).unwrap_err();
    assert!(refused("He wants it", plan(24)).contains("at least 40 characters"));
    assert!(refused(REASON, None).contains("what is done instead"));
    assert!(refused(REASON, plan(24 * 5)).contains("within 72 hours"));
    assert!(refused(REASON, plan(-1)).contains("within 72 hours"));
    assert!(choose(&changes, outpatient, false, (REASON, plan(24))).is_ok());
}

#[test]
fn where_withdrawal_asks_for_more_only_a_prescriber_chooses_less() {
    let changes = [
        ("withdrawal.severity", "moderate"),
        ("withdrawal.seizures", "yes"),
        ("use.last@alcohol", "2026-11-28"),
    ];
    let iop = LevelOfCare::IntensiveOutpatient;
    let refused = choose(&changes, iop, false, (REASON, plan(4))).unwrap_err();
    assert!(refused.contains("prescribes"), "{refused}");
    assert!(choose(&changes, iop, true, (REASON, plan(4))).is_ok());
}

#[test]
fn an_emergency_needs_nothing_but_a_tap() {
    let placement = placed(&with(&[Substance::Alcohol], &[]));
    let choice = Choice::parse(
        &placement,
        Place::Emergency,
        chooser(false),
        "",
        None,
        now(),
    );
    assert_eq!(choice.unwrap().level(), None);
}

#[test]
fn an_external_result_is_numbers_and_not_wording() {
    let (on, today) = (date(2026, 1, 2), date(2026, 1, 3));
    let result =
        External::parse(Edition::Fourth, on, today, &[(2, "A"), (1, "2.1")], "2.1").unwrap();
    assert_eq!(result.ratings[0].0, 1);
    assert!(External::parse(Edition::Fourth, on, today, &[(7, "A")], "2.1").is_err());
    assert!(External::parse(Edition::Fourth, on, today, &[(1, "A"), (1, "B")], "2.1").is_err());
    assert!(External::parse(Edition::Third, today, on, &[], "2.1").is_err());
    let sentence = [(1, "a whole sentence of it")];
    assert!(External::parse(Edition::Third, on, today, &sentence, "2.1").is_err());
}
