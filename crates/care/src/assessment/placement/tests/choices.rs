//! Who may choose what.

use super::*;
use crate::{Credential, Invalid, PersonId};

fn choose(changes: &[(&str, &str)], place: Place, reason: &str) -> Result<Choice, String> {
    let placement = placed(&with(&[Substance::Cannabis], changes));
    let by = PersonId::from(uuid::Uuid::nil());
    Choice::parse(&placement, place, by, reason).map_err(|Invalid(sentence)| sentence)
}

#[test]
fn a_choice_that_differs_needs_a_reason() {
    let outpatient = Place::Level(LevelOfCare::Outpatient);
    let residential = Place::Level(LevelOfCare::Residential);
    assert!(choose(&[], outpatient, "").is_ok());
    let refused = choose(&[], residential, " ").unwrap_err();
    assert!(refused.contains("Outpatient care"), "{refused}");
    for thin in ["x", "ok", "no no", "........"] {
        assert!(choose(&[], residential, thin).is_err(), "{thin}");
    }
    assert!(choose(&[], residential, "No bed at home").is_ok());
    let open = choose(&[("risk.harm_others", "?")], outpatient, "").unwrap_err();
    assert!(open.contains("have not settled"), "{open}");
}

#[test]
fn an_emergency_needs_nothing_but_a_tap() {
    let choice = choose(&[], Place::Emergency, "").unwrap();
    assert_eq!((choice.level(), choice.place()), (None, Place::Emergency));
}

#[test]
fn where_withdrawal_or_pregnancy_asks_for_more_only_a_prescriber_chooses_less() {
    let outpatient = Place::Level(LevelOfCare::Outpatient);
    let asks = |substance, changes: &[(&str, &str)]| {
        let placement = placed(&with(&[substance], changes));
        let least = placement.verdict().floor();
        assert!(
            below::is_below(LevelOfCare::Outpatient, least),
            "{changes:?}"
        );
        placement.asks_for_prescriber(outpatient)
    };
    let withdrawal = [("withdrawal.severity", "moderate"), ("scale.cows", "16")];
    assert!(asks(Substance::Opioid, &withdrawal));
    let pregnant = [("person.sex", "female"), ("medical.pregnant", "yes")];
    assert!(asks(Substance::Opioid, &pregnant));
    assert!(!asks(Substance::Cannabis, &[("relapse.risk", "likely")]));
    let iop = Place::Level(LevelOfCare::IntensiveOutpatient);
    let counselor = [Credential::LicensedCounselor];
    assert!(below::licensed(&counselor, iop, false));
    assert!(!below::licensed(&counselor, iop, true));
}

#[test]
fn what_is_known_holds_a_choice_although_nothing_can_be_placed() {
    // Nobody named a substance, so nothing is placed; that the nights are not safe is known all the same.
    let unnamed = Findings::new(vec![said("relapse.needs_24h", "yes")]);
    let placement = placed(&unnamed);
    assert_eq!(placement.verdict(), Verdict::Open);
    assert_eq!(placement.least(), Place::Level(LevelOfCare::Residential));
    assert_eq!(Snapshot::of(&placement, &unnamed).place, "residential");
    let by = PersonId::from(uuid::Uuid::nil());
    for level in LevelOfCare::ALL {
        let silent = Choice::parse(&placement, Place::Level(level), by, "");
        assert!(
            silent.is_err(),
            "{level:?} needs a reason while nothing is settled"
        );
    }
    for changes in [
        [("relapse.risk", "likely")].as_slice(),
        &[("risk.harm_others", "?")],
        &[("now.alertness", "hard to wake")],
    ] {
        let settled = placed(&with(&[Substance::Cannabis], changes));
        assert_eq!(settled.least(), settled.verdict().floor(), "{changes:?}");
    }
}

#[test]
fn another_name_for_a_criterion_changes_nothing_about_who_may_choose() {
    let named = crate::assessment::protocol::STANDARD_TEXT
        .replacen("id = \"iop-standard\"", "id = \"mine\"", 1)
        .replacen("id = \"W10\"", "id = \"opioid-withdrawal\"", 1)
        .replacen("id = \"D2\"", "id = \"W99\"", 1);
    let protocol = Protocol::load("mine.toml", &named).unwrap_or_else(|wrong| panic!("{wrong}"));
    let outpatient = Place::Level(LevelOfCare::Outpatient);
    let asks = |substance, changes: &[(&str, &str)]| {
        let findings = with(&[substance], changes);
        Placement::of(&protocol, &findings, &adult()).asks_for_prescriber(outpatient)
    };
    let withdrawal = [
        ("scale.cows", "16"),
        ("use.last@opioid", "2026-11-29 08:00"),
    ];
    assert!(asks(Substance::Opioid, &withdrawal));
    assert!(!asks(Substance::Cannabis, &[("relapse.risk", "likely")]));
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
