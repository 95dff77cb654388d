//! Cases of our own, each of which reaches a criterion; together they reach every one.

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

const CASES: &[Case] = &[
    case(
        "E1",
        OPIOID,
        &[
            ("now.alertness", "drowsy or confused"),
            ("use.last@opioid", "2026-11-29 11:00"),
        ],
        EMG,
    ),
    case(
        "E2",
        ALCOHOL,
        &[("withdrawal.seizure_this_episode", "yes")],
        EMG,
    ),
    case(
        "E3",
        ALCOHOL,
        &[
            ("withdrawal.hallucinations_now", "yes"),
            ("use.last@alcohol", "2026-11-26"),
        ],
        EMG,
    ),
    case(
        "E4",
        CANNABIS,
        &[("now.alertness", "drowsy or confused")],
        EMG,
    ),
    case("E5", CANNABIS, &[("medical.red_flags", "chest pain")], EMG),
    case("E6", ALCOHOL, &[("risk.suicide", "high")], EMG),
    case("E7", ALCOHOL, &[("risk.harm_others", "immediate")], EMG),
    case("E8", STIMULANT, &[("mental.psychosis", "with danger")], EMG),
    case(
        "E9",
        OPIOID,
        &[("withdrawal.severity", "moderate"), ("vitals.pulse", "140")],
        EMG,
    ),
    case("E10", OPIOID, &[("vitals.breaths", "8")], EMG),
    case("E11", CANNABIS, &[("vitals.temperature", "39.4")], EMG),
    case(
        "W0",
        ALCOHOL,
        &[("use.days@alcohol", "28"), ("use.last@alcohol", DAILY)],
        OP,
    ),
    case(
        "W1",
        ALCOHOL,
        &[("scale.ciwa_ar", "21"), ("withdrawal.severity", "severe")],
        DTX,
    ),
    case(
        "W1o",
        OPIOID,
        &[("scale.cows", "40"), ("withdrawal.severity", "severe")],
        DTX,
    ),
    case(
        "W2",
        ALCOHOL,
        &[
            ("withdrawal.severity", "mild"),
            ("withdrawal.seizures", "yes"),
            ("use.last@alcohol", "2026-11-27"),
        ],
        DTX,
    ),
    case(
        "W2b",
        ALCOHOL,
        &[
            ("withdrawal.delirium", "yes"),
            ("use.days@alcohol", "25"),
            ("use.last@alcohol", DAILY),
        ],
        DTX,
    ),
    case(
        "W3",
        ALCOHOL,
        &[
            ("withdrawal.pawss", "5"),
            ("use.days@alcohol", "25"),
            ("use.last@alcohol", DAILY),
        ],
        DTX,
    ),
    case(
        "W3b",
        BOTH,
        &[
            ("use.days@alcohol", "25"),
            ("use.last@alcohol", DAILY),
            ("use.days@sedative", "22"),
            ("use.last@sedative", DAILY),
        ],
        DTX,
    ),
    born(
        case(
            "W3c",
            ALCOHOL,
            &[
                ("withdrawal.severity", "moderate"),
                ("use.days@alcohol", "25"),
                ("use.last@alcohol", DAILY),
            ],
            DTX,
        ),
        1958,
    ),
    case(
        "W3d",
        ALCOHOL,
        &[
            ("medical.liver", "unstable"),
            ("use.days@alcohol", "25"),
            ("use.last@alcohol", DAILY),
        ],
        DTX,
    ),
    case(
        "W4",
        ALCOHOL,
        &[
            ("withdrawal.severity", "moderate"),
            ("use.last@alcohol", "2026-11-28"),
        ],
        IOP,
    ),
    case(
        "W4d",
        ALCOHOL,
        &[
            ("withdrawal.severity", "moderate"),
            ("use.last@alcohol", "2026-11-28"),
        ],
        IOP,
    ),
    case(
        "W5",
        ALCOHOL,
        &[
            ("withdrawal.severity", "moderate"),
            ("use.last@alcohol", "2026-11-28"),
            ("home.somebody_overnight", "no"),
        ],
        DTX,
    ),
    case(
        "W5b",
        ALCOHOL,
        &[
            ("withdrawal.severity", "moderate"),
            ("use.last@alcohol", "2026-11-28"),
            ("withdrawal.can_attend_daily", "no"),
        ],
        DTX,
    ),
    case(
        "W6",
        ALCOHOL,
        &[
            ("use.days@alcohol", "30"),
            ("use.last@alcohol", DAILY),
            ("withdrawal.pawss", "?"),
        ],
        OP,
    ),
    case(
        "W6b",
        SEDATIVE,
        &[("withdrawal.severity", "?"), ("use.last@sedative", DAILY)],
        OP,
    ),
    case(
        "W7",
        SEDATIVE,
        &[
            ("use.days@sedative", "30"),
            ("use.last@sedative", DAILY),
            ("medications.benzodiazepine", "prescribed, taper"),
        ],
        OP,
    ),
    case(
        "W7b",
        SEDATIVE,
        &[
            ("use.days@sedative", "30"),
            ("use.last@sedative", DAILY),
            ("medications.benzodiazepine", "not prescribed"),
        ],
        OP,
    ),
    case(
        "W7c",
        SEDATIVE,
        &[
            ("use.days@sedative", "30"),
            ("use.last@sedative", DAILY),
            ("dsm.as_prescribed@sedative", "yes"),
        ],
        OP,
    ),
    case(
        "W7d",
        CANNABIS,
        &[("medications.benzodiazepine", "supply ended")],
        OP,
    ),
    case(
        "W8",
        TWO,
        &[
            ("use.days@opioid", "28"),
            ("use.days@sedative", "28"),
            ("medications.benzodiazepine", "not prescribed"),
        ],
        DTX,
    ),
    case(
        "W8b",
        OPIOID,
        &[
            ("use.days@opioid", "18"),
            ("medications.gabapentinoid", "as prescribed"),
        ],
        IOP,
    ),
    case(
        "W8c",
        OPIOID,
        &[
            ("medications.for_use_disorder", "buprenorphine"),
            ("medications.benzodiazepine", "as prescribed"),
        ],
        OP,
    ),
    case(
        "W8d",
        BOTH,
        &[("use.days@alcohol", "16"), ("use.days@sedative", "16")],
        OP,
    ),
    case("W9", OPIOID, &[("use.days@opioid", "25")], OP),
    case("W9b", OPIOID, &[], OP),
    case(
        "W10",
        OPIOID,
        &[("withdrawal.severity", "moderate"), ("scale.cows", "16")],
        IOP,
    ),
    case(
        "W10b",
        OPIOID,
        &[
            ("withdrawal.severity", "moderate"),
            ("home.stability", "no home"),
        ],
        DTX,
    ),
    case("N1", STIMULANT, &[], OP),
    case("N2", OPIOID, &[("use.uses_alone", "yes")], OP),
    case(
        "N3",
        OPIOID,
        &[("medications.for_use_disorder", "methadone")],
        OP,
    ),
    case(
        "N4",
        OPIOID,
        &[
            ("medications.for_use_disorder", "methadone"),
            ("medications.moud_last_dose", "2026-11-20"),
        ],
        OP,
    ),
    case(
        "P1",
        OPIOID,
        &[("person.sex", "female"), ("medical.pregnant", "yes")],
        IOP,
    ),
    case(
        "P1b",
        OPIOID,
        &[
            ("person.sex", "female"),
            ("medical.pregnant", "yes"),
            ("medications.for_use_disorder", "methadone"),
        ],
        IOP,
    ),
    case(
        "P1c",
        OPIOID,
        &[
            ("person.sex", "female"),
            ("medical.pregnant", "yes"),
            ("medications.for_use_disorder", "?"),
        ],
        IOP,
    ),
    case(
        "P2",
        ALCOHOL,
        &[
            ("person.sex", "female"),
            ("medical.pregnant", "yes"),
            ("use.days@alcohol", "25"),
            ("use.last@alcohol", DAILY),
        ],
        DTX,
    ),
    case(
        "P2b",
        OPIOID,
        &[
            ("person.sex", "female"),
            ("medical.pregnant", "yes"),
            ("withdrawal.severity", "moderate"),
        ],
        IOP,
    ),
    case(
        "P3",
        CANNABIS,
        &[("person.sex", "female"), ("medical.pregnant", "yes")],
        OP,
    ),
    case(
        "P3b",
        CANNABIS,
        &[("person.sex", "female"), ("medical.pregnant", "may be")],
        OP,
    ),
    case("P4", STIMULANT, &[("use.injected_30d", "yes")], OP),
    case(
        "O1",
        OPIOID,
        &[
            ("use.overdose_recent@opioid", "yes"),
            ("use.overdose_last", "2026-11-10"),
            ("use.overdose_intent", "accidental"),
        ],
        IOP,
    ),
    case(
        "O2",
        OPIOID,
        &[
            ("use.overdose_last", "2026-10-10"),
            ("use.overdose_intent", "not sure"),
        ],
        OP,
    ),
    case(
        "O2b",
        OPIOID,
        &[
            ("use.overdose_last", "2026-03-10"),
            ("use.overdose_intent", "meant"),
        ],
        OP,
    ),
    case(
        "O3",
        OPIOID,
        &[
            ("history.released_from_custody", "yes"),
            ("history.released_on", "2026-12-02"),
        ],
        IOP,
    ),
    case("S2", ALCOHOL, &[("risk.suicide", "moderate")], OP),
    case(
        "S2c",
        ALCOHOL,
        &[("risk.suicide", "moderate"), ("mental.can_take_part", "no")],
        PHP,
    ),
    case("S3", ALCOHOL, &[("risk.suicide", "low")], OP),
    case("S4", ALCOHOL, &[("risk.suicide", "!")], OP),
    case("S5", ALCOHOL, &[("risk.harm_others", "concern")], OP),
    case("M1", ALCOHOL, &[("mental.mania", "marked")], PHP),
    case("M2", ALCOHOL, &[("medical.need", "daily attention")], PHP),
    case(
        "M2b",
        ALCOHOL,
        &[
            ("medical.need", "daily attention"),
            ("home.stability", "no home"),
        ],
        RES,
    ),
    case("M3", ALCOHOL, &[("mental.can_take_part", "no")], OP),
    case("M3b", ALCOHOL, &[("mental.cognition", "new change")], OP),
    born(case("M3c", ALCOHOL, &[], OP), 1950),
    case("M4", STIMULANT, &[("mental.psychosis", "past")], OP),
    case("M5", ALCOHOL, &[("mental.capacity", "in doubt")], OP),
    case("H1", ALCOHOL, &[("home.violence", "choked or weapon")], IOP),
    case(
        "H1b",
        ALCOHOL,
        &[
            ("home.safety", "dangerous"),
            ("home.safe_place_tonight", "no"),
        ],
        RES,
    ),
    case("H1c", ALCOHOL, &[("home.children_at_risk", "yes")], OP),
    case(
        "H2",
        OPIOID,
        &[("home.stability", "unstable"), ("use.days@opioid", "22")],
        IOP,
    ),
    case("H2c", ALCOHOL, &[("home.stability", "unstable")], OP),
    case(
        "H4",
        ALCOHOL,
        &[
            ("home.stability", "no home"),
            ("home.recovery_residence", "lives there"),
        ],
        OP,
    ),
    case("D2", ALCOHOL, &[("relapse.risk", "likely")], IOP),
    case(
        "D3",
        ALCOHOL,
        &[("history.outpatient_not_enough", "yes")],
        IOP,
    ),
    case("D3b", ALCOHOL, &[("history.iop_not_enough", "yes")], PHP),
    case("D3c", ALCOHOL, &[("history.php_not_enough", "yes")], RES),
    case("D4", ALCOHOL, &[("history.left_24h_on", "2026-11-20")], IOP),
    case("D4b", ALCOHOL, &[("history.released_on", "2026-11-20")], OP),
    case("D5", ALCOHOL, &[("relapse.needs_24h", "yes")], RES),
    case("D6", ALCOHOL, &[], OP),
    case("D6b", NICOTINE, &[], OP),
    case("D7", ALCOHOL, &[], OP),
    case("D8", STIMULANT, &[], OP),
    case("D10", ALCOHOL, &[("legal.mandate", "assessment")], OP),
    case("R1", ALCOHOL, &[("readiness.commitment", "not now")], OP),
    born(case("A0", ALCOHOL, &[], OP), 2018),
    born(
        case(
            "A1",
            ALCOHOL,
            &[("person.guardian", "present, consents")],
            OP,
        ),
        2011,
    ),
    case("T1", ALCOHOL, &[("visit.mode", "telephone")], OP),
    case(
        "commitment",
        ALCOHOL,
        &[("readiness.commitment", "committed")],
        OP,
    ),
    case("support-network", ALCOHOL, &[], OP),
    case(
        "home-without-use",
        ALCOHOL,
        &[("home.use_around", "no")],
        OP,
    ),
    case("obligations", ALCOHOL, &[("work.status", "student")], OP),
    case(
        "co-occurring",
        ALCOHOL,
        &[("mental.need", "visits now and then")],
        OP,
    ),
    case("transport", ALCOHOL, &[("transport.dependable", "yes")], OP),
    case("can-take-part", ALCOHOL, &[], OP),
];

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
    for case in CASES {
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
    let mut reached: BTreeSet<&str> = CASES.iter().map(|case| case.id).collect();
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
