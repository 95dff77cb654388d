//! Counting, codes, impossible answers, contradictions.

mod values;

use super::disorder::CRITERIA;
use super::*;
use crate::assessment::facts::{Facts, contradictions};

fn parse(json: &str) -> Result<Assessment, Vec<crate::Invalid>> {
    let text =
        format!(r#"{{"assessed_on": "2026-03-02", "born": "1991-06-14", "findings": [{json}]}}"#);
    Assessment::parse(&serde_json::from_str::<RawAssessment>(&text).unwrap())
}

fn said(question: &str, value: &str, source: &str, hour: u8) -> String {
    format!(
        r#"{{"question": "{question}", {value}, "source": "{source}", "at": "2026-03-02T{hour:02}:00:00Z"}}"#
    )
}

fn facts(json: &str) -> Facts {
    let assessment = parse(json).unwrap();
    Facts::of(&assessment.findings, &assessment.basis)
}

fn refusal(json: &str) -> String {
    parse(json).unwrap_err()[0].0.clone()
}

#[test]
fn severity_follows_the_count() {
    let table = [
        (0, None),
        (1, None),
        (2, Some(Severity::Mild)),
        (3, Some(Severity::Mild)),
        (4, Some(Severity::Moderate)),
        (5, Some(Severity::Moderate)),
        (6, Some(Severity::Severe)),
        (11, Some(Severity::Severe)),
    ];
    for (count, severity) in table {
        assert_eq!(Severity::of_count(count), severity, "{count}");
    }
}

#[test]
fn codes_are_composed_and_share_what_they_share() {
    use Remission::{Early, Sustained};
    use Severity::{Mild, Moderate, Severe};
    let table = [
        (Substance::Alcohol, Mild, None, "F10.10"),
        (Substance::Alcohol, Moderate, None, "F10.20"),
        (Substance::Alcohol, Severe, None, "F10.20"),
        (Substance::Alcohol, Mild, Some(Early), "F10.11"),
        (Substance::Alcohol, Mild, Some(Sustained), "F10.11"),
        (Substance::Opioid, Severe, Some(Early), "F11.21"),
        (Substance::Opioid, Moderate, Some(Sustained), "F11.21"),
        (Substance::Cannabis, Moderate, None, "F12.20"),
        (Substance::Sedative, Mild, None, "F13.10"),
        (Substance::Cocaine, Severe, None, "F14.20"),
        (Substance::Stimulant, Severe, None, "F15.20"),
        (Substance::Hallucinogen, Mild, None, "F16.10"),
        (Substance::Nicotine, Mild, None, "Z72.0"),
        (Substance::Nicotine, Severe, None, "F17.200"),
        (Substance::Nicotine, Moderate, Some(Early), "F17.201"),
        (Substance::Inhalant, Moderate, None, "F18.20"),
        (Substance::Other, Mild, None, "F19.10"),
    ];
    for (substance, severity, remission, code) in table {
        let diagnosis = Diagnosis::new(substance, severity, remission).unwrap();
        assert_eq!(diagnosis.code().as_str(), code);
        assert_eq!(
            (diagnosis.severity(), diagnosis.remission()),
            (severity, remission)
        );
    }
    assert!(Diagnosis::new(Substance::Nicotine, Mild, Some(Early)).is_err());
}

#[test]
fn remission_begins_at_three_months_and_lasts_from_twelve() {
    assert_eq!(Remission::after_months(2), None);
    assert_eq!(Remission::after_months(3), Some(Remission::Early));
    assert_eq!(Remission::after_months(11), Some(Remission::Early));
    assert_eq!(Remission::after_months(12), Some(Remission::Sustained));
    let active = Diagnosis::new(Substance::Alcohol, Severity::Mild, None).unwrap();
    assert!(active.clone().in_controlled_environment().is_err());
    assert!(active.on_maintenance_medication().is_err());
}

#[test]
fn a_half_counted_disorder_is_a_range() {
    let met: Vec<String> = CRITERIA[..3]
        .iter()
        .map(|id| said(id, r#""about": "alcohol", "value": true"#, "person", 9))
        .collect();
    let facts = facts(&met.join(","));
    let count = facts.count(Substance::Alcohol);
    assert_eq!((count.met, count.unknown), (3, 8));
    let severity = facts.reading(QuestionId::find("disorder.severity").unwrap(), None);
    assert_eq!(severity.plain, Interval::between(1, 3));
}

#[test]
fn a_prescribed_medicine_is_not_counted_against_anybody() {
    let mut all: Vec<String> = CRITERIA
        .iter()
        .map(|id| said(id, r#""about": "opioid", "value": true"#, "person", 9))
        .collect();
    assert_eq!(facts(&all.join(",")).count(Substance::Opioid).met, 11);
    all.push(said(
        "dsm.as_prescribed",
        r#""about": "opioid", "value": true"#,
        "record",
        9,
    ));
    assert_eq!(facts(&all.join(",")).count(Substance::Opioid).met, 9);
    let inhalant = all[..11].join(",").replace("opioid", "inhalant");
    assert_eq!(facts(&inhalant).count(Substance::Inhalant).met, 10);
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    let alcohol = |value: &str| format!(r#""about": "alcohol", {value}"#);
    let refusals = [
        said(
            "use.last",
            &alcohol(r#""value": "2026-03-03""#),
            "person",
            9,
        ),
        said(
            "use.last",
            &alcohol(r#""value": "1990-01-01""#),
            "person",
            9,
        ),
        said(
            "use.last",
            &alcohol(r#""value": "2026-02-30""#),
            "person",
            9,
        ),
        said("use.first_age", &alcohol(r#""value": 41"#), "person", 9),
        said("use.days", &alcohol(r#""value": 31"#), "person", 9),
        said("use.days", r#""value": 3"#, "person", 9),
        said(
            "home.stability",
            &alcohol(r#""value": "stable""#),
            "person",
            9,
        ),
        said("home.stability", r#""value": "fine""#, "person", 9),
        said("home.stabilty", r#""value": "stable""#, "person", 9),
        said("medical.pregnant", r#""value": "perhaps""#, "person", 9),
        said(
            "medical.pregnant",
            r#""value": true, "not_known": "declined""#,
            "person",
            9,
        ),
        said(
            "medical.pregnant",
            r#""value": true, "settles": true"#,
            "family",
            9,
        ),
        said("disorder.severity", r#""value": "mild""#, "clinician", 9),
        said("medical.pregnant", r#""value": true"#, "person", 9)
            .replace("2026-03-02T", "2026-04-02T"),
    ];
    let text: Vec<String> = refusals.iter().map(|json| refusal(json)).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn sources_that_disagree_stay_in_disagreement_until_a_clinician_settles_it() {
    let question = QuestionId::find("withdrawal.severity").unwrap();
    let mut json = vec![
        said("withdrawal.severity", r#""value": "none""#, "person", 9),
        said("withdrawal.severity", r#""value": "severe""#, "family", 10),
    ];
    let reading = |json: &[String]| facts(&json.join(",")).reading(question, None);
    let disputes = |json: &[String]| {
        let assessment = parse(&json.join(",")).unwrap();
        let facts = Facts::of(&assessment.findings, &assessment.basis);
        contradictions(&assessment.findings, &facts).len()
    };
    assert_eq!(reading(&json).plain, Interval::between(0, 3));
    assert_eq!(reading(&json).feared, Interval::exactly(3));
    assert_eq!(disputes(&json), 1);
    // "Declined" does not take back what was said.
    json.push(said(
        "withdrawal.severity",
        r#""not_known": "declined""#,
        "family",
        11,
    ));
    assert!(reading(&json).is_disputed());
    json.push(said(
        "withdrawal.severity",
        r#""value": "mild", "settles": true"#,
        "clinician",
        12,
    ));
    assert_eq!(reading(&json), Reading::exactly(1));
    assert_eq!(disputes(&json), 0);
    // Somebody who speaks after that opens it again.
    json.push(said(
        "withdrawal.severity",
        r#""value": "severe""#,
        "family",
        13,
    ));
    assert!(reading(&json).is_disputed());
}

#[test]
fn what_a_clinician_settled_yields_only_to_another_settling() {
    let told = |json: &[String]| {
        let assessment = parse(&json.join(",")).unwrap();
        let facts = Facts::of(&assessment.findings, &assessment.basis);
        let found = contradictions(&assessment.findings, &facts);
        let holds = found.iter().filter(|one| one.holds()).count();
        (facts, holds)
    };
    let settled = |value: &str, hour| {
        let value = format!(r#""value": {value}, "settles": true"#);
        move |question: &str| said(question, &value, "clinician", hour)
    };
    for source in Source::ALL {
        // The worse of the two is feared where one end is the dangerous one, ...
        let severity = QuestionId::find("withdrawal.severity").unwrap();
        let later = said(
            "withdrawal.severity",
            r#""value": "none""#,
            source.code(),
            11,
        );
        let mut json = vec![settled(r#""severe""#, 10)("withdrawal.severity"), later];
        let (facts, holds) = told(&json);
        let feared = facts.reading(severity, None).feared;
        assert_eq!((feared, holds), (Interval::exactly(3), 1), "{source:?}");
        json.push(settled(r#""none""#, 12)("withdrawal.severity"));
        let (facts, holds) = told(&json);
        assert_eq!(facts.reading(severity, None), Reading::exactly(0));
        assert_eq!(holds, 0, "{source:?}");
        // ... and where neither is, what was settled stands alone.
        let pulse = QuestionId::find("vitals.pulse").unwrap();
        if pulse.question().by.contains(&source) {
            let later = said("vitals.pulse", r#""value": 70"#, source.code(), 11);
            let (facts, holds) = told(&[settled("150", 10)("vitals.pulse"), later]);
            assert_eq!(facts.reading(pulse, None), Reading::exactly(150));
            assert_eq!(holds, 1, "{source:?}");
        }
    }
}

#[test]
fn what_a_clinician_measured_is_not_made_unsure_by_whoever_judges_nothing() {
    let pulse = QuestionId::find("vitals.pulse").unwrap();
    for source in ["staff", "record"] {
        let both = [
            said("vitals.pulse", r#""value": 150"#, "clinician", 10),
            said("vitals.pulse", r#""value": 70"#, source, 11),
        ];
        let reading = facts(&both.join(",")).reading(pulse, None);
        assert_eq!(reading, Reading::exactly(150), "{source}");
    }
}

#[test]
fn days_and_last_use_that_do_not_go_together_are_shown() {
    let json = [
        said(
            "use.days",
            r#""about": "cocaine", "value": 12"#,
            "person",
            9,
        ),
        said(
            "use.last",
            r#""about": "cocaine", "value": "2025-12-01""#,
            "person",
            9,
        ),
    ];
    let assessment = parse(&json.join(",")).unwrap();
    let facts = Facts::of(&assessment.findings, &assessment.basis);
    let found = contradictions(&assessment.findings, &facts);
    let [
        Contradiction::Pair {
            sides,
            sentence,
            holds,
        },
    ] = found.as_slice()
    else {
        panic!("{found:?}");
    };
    assert!(*holds);
    assert_eq!(sides[0].about, Some(Substance::Cocaine));
    insta::assert_snapshot!(sentence, @"Cocaine: used on 12 of the last 30 days, yet last used 90 days ago. One of the two cannot be right.");
}

#[test]
fn the_catalogue_is_whole() {
    let mut ids: Vec<&str> = catalogue::all().map(|(_, asked)| asked.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), catalogue::len(), "ids are unique");
    for (id, asked) in catalogue::all() {
        assert_eq!(QuestionId::find(asked.id), Some(id));
        assert!(
            !asked.why.is_empty() && !asked.feeds.is_empty(),
            "{}",
            asked.id
        );
        assert!(
            asked.danger == Danger::None || asked.reach().is_some(),
            "{}",
            asked.id
        );
    }
    assert_eq!(crate::assessment::asking::unreadable(), Vec::new());
    assert!(CRITERIA.iter().all(|id| QuestionId::find(id).is_some()));
}

#[test]
fn a_raw_diagnosis_is_checked_like_any_other() {
    let raw = RawDiagnosis {
        substance: Substance::Opioid,
        severity: Severity::Severe,
        remission: None,
        controlled_environment: false,
        maintenance_medication: true,
    };
    let diagnosis = Diagnosis::parse(&raw).unwrap();
    assert_eq!(diagnosis.code().as_str(), "F11.20");
    assert!(diagnosis.is_on_maintenance_medication());
    let nowhere = RawDiagnosis {
        controlled_environment: true,
        ..raw
    };
    assert!(
        Diagnosis::parse(&nowhere)
            .unwrap_err()
            .0
            .contains("remission")
    );
}
