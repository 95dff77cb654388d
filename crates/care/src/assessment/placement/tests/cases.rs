//! Cases of our own, each of which reaches a criterion; together they reach every one.

mod person;
mod withdrawal;

use super::*;
use std::collections::BTreeSet;

struct Case {
    /// The criterion that it reaches.
    id: &'static str,
    substances: &'static [Substance],
    born: (i16, i8, i8),
    changes: &'static [(&'static str, &'static str)],
    /// The place it leads to at least.
    place: &'static str,
}

const ALCOHOL: &[Substance] = &[Substance::Alcohol];
const OPIOID: &[Substance] = &[Substance::Opioid];
const SEDATIVE: &[Substance] = &[Substance::Sedative];
const STIMULANT: &[Substance] = &[Substance::Stimulant];
const CANNABIS: &[Substance] = &[Substance::Cannabis];
const NICOTINE: &[Substance] = &[Substance::Nicotine];
const BOTH: &[Substance] = &[Substance::Alcohol, Substance::Sedative];
const TWO: &[Substance] = &[Substance::Opioid, Substance::Sedative];

const fn case(
    id: &'static str,
    substances: &'static [Substance],
    changes: &'static [(&'static str, &'static str)],
    place: &'static str,
) -> Case {
    Case {
        id,
        substances,
        born: (1988, 5, 1),
        changes,
        place,
    }
}

const fn born(mut case: Case, year: i16) -> Case {
    case.born = (year, 3, 1);
    case
}

const DAILY: &str = "2026-11-29 07:00";
const OP: &str = "outpatient";
const IOP: &str = "intensive_outpatient";
const PHP: &str = "partial_hospitalization";
const RES: &str = "residential";
const DTX: &str = "detox";
const EMG: &str = "emergency";

/// Every case.
fn all() -> impl Iterator<Item = &'static Case> {
    withdrawal::CASES.iter().chain(person::CASES)
}

fn of(case: &Case) -> Placement<'static> {
    let (year, month, day) = case.born;
    let findings = with(case.substances, case.changes);
    Placement::of(&STANDARD, &findings, &basis(Some(date(year, month, day))))
}

fn met(placement: &Placement<'_>, id: &str) -> bool {
    placement.met().any(|one| one.criterion.id == id)
}

#[test]
fn every_case_reaches_its_criterion_and_leads_where_it_should() {
    let mut wrong = Vec::new();
    for case in all() {
        let placement = of(case);
        let place = placement.verdict().floor().code();
        if !met(&placement, case.id) || place != case.place {
            let ids: Vec<&str> = placement
                .met()
                .map(|one| one.criterion.id.as_str())
                .collect();
            wrong.push(format!(
                "{}: {place} instead of {}, by {ids:?}",
                case.id, case.place
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Those that need a severe disorder, or none at all, beside what a case changes.
#[expect(clippy::type_complexity, reason = "a table of cases")]
fn grave() -> Vec<(&'static str, Vec<(String, &'static str)>, &'static str)> {
    let also = |more: &[(&'static str, &'static str)]| {
        let mut changes = severe("alcohol");
        changes.extend(more.iter().map(|(key, value)| ((*key).to_owned(), *value)));
        changes
    };
    let none: Vec<(String, &'static str)> = crate::assessment::finding::disorder::CRITERIA
        .iter()
        .map(|id| (format!("{id}@alcohol"), "no"))
        .collect();
    vec![
        ("D1", also(&[]), IOP),
        ("S2b", also(&[("risk.suicide", "moderate")]), IOP),
        (
            "H2b",
            also(&[
                ("home.stability", "no home"),
                ("use.days@alcohol", "24"),
                ("use.last@alcohol", DAILY),
                ("support.people", "0"),
            ]),
            PHP,
        ),
        (
            "H3",
            also(&[("home.use_around", "yes"), ("relapse.risk", "likely")]),
            IOP,
        ),
        (
            "D9",
            also(&[
                ("history.completed_level", "intensive_outpatient"),
                ("history.abstinent_days", "120"),
                ("use.days@alcohol", "0"),
                ("use.last@alcohol", "2026-08-01"),
            ]),
            OP,
        ),
        ("U0", none, OP),
    ]
}

#[test]
fn a_severe_disorder_asks_for_more_until_it_is_behind_somebody() {
    for (id, changes, place) in grave() {
        let changes: Vec<(&str, &str)> = changes
            .iter()
            .map(|(key, value)| (key.as_str(), *value))
            .collect();
        let placement = placed(&with(ALCOHOL, &changes));
        assert!(met(&placement, id), "{id}");
        assert_eq!(placement.verdict().floor().code(), place, "{id}");
    }
}

#[test]
fn every_criterion_is_reached_by_some_case() {
    let mut reached: BTreeSet<&str> = all().map(|case| case.id).collect();
    reached.extend(grave().iter().map(|(id, ..)| *id));
    let all: BTreeSet<&str> = STANDARD
        .criteria()
        .map(|(_, one)| one.id.as_str())
        .collect();
    let missing: Vec<_> = all.difference(&reached).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn without_a_home_nobody_falls_below_somebody_with_one() {
    for substances in [ALCOHOL, OPIOID, STIMULANT] {
        for days in ["4", "28"] {
            let key = format!("use.days@{}", substances[0].code());
            let place = |home: &str| {
                let changes = [(key.as_str(), days), ("home.stability", home)];
                placed(&with(substances, &changes)).verdict().floor()
            };
            assert!(place("no home") >= place("stable"));
            assert!(place("no home") >= place("unstable"));
        }
    }
}

#[test]
fn a_person_who_stopped_two_days_ago_is_not_safe_because_daily_is_no() {
    let changes = [
        ("withdrawal.severity", "moderate"),
        ("withdrawal.seizures", "yes"),
        ("withdrawal.daily_depressant", "no"),
        ("use.days@alcohol", "28"),
        ("use.last@alcohol", "2026-11-27 19:00"),
        ("scale.ciwa_ar", "14"),
    ];
    let findings = with(ALCOHOL, &changes);
    let placement = placed(&findings);
    assert_eq!(
        placement.verdict(),
        Verdict::AtLeast(Place::Level(LevelOfCare::Detox))
    );
    let said: Vec<String> = placement
        .contradictions(&findings)
        .iter()
        .map(Contradiction::sentence)
        .collect();
    assert!(
        said.iter().any(|one| one.contains("28 of 30 days")),
        "{said:?}"
    );
    let old = [
        ("withdrawal.daily_depressant", "yes"),
        ("use.days@alcohol", "?"),
        ("use.last@alcohol", DAILY),
    ];
    assert!(
        met(&placed(&with(ALCOHOL, &old)), "W0"),
        "old answers count"
    );
}
