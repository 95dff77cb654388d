//! What does not go together, and what of it keeps anything from being recommended.

use super::*;
use crate::assessment::facts::Hint;
use crate::followup::signal::Matter;

#[test]
fn a_denial_does_not_cancel_what_the_family_saw() {
    let mut findings = safe(&[Substance::Cannabis]);
    findings.push(said_by("relapse.needs_24h", "no", Source::Person));
    findings.push(said_by("relapse.needs_24h", "yes", Source::Family));
    let findings = Findings::new(findings);
    let placement = placed(&findings);
    let residential = Place::Level(LevelOfCare::Residential);
    assert_eq!(placement.verdict(), Verdict::AtLeast(residential));
    assert!(placement.deciding().any(|one| one.disputed));
    assert_eq!(placement.contradictions(&findings).len(), 1);
}

#[test]
fn a_clinician_settles_a_pair_by_confirming_one_side() {
    let changes = [("person.sex", "male"), ("medical.pregnant", "yes")];
    let mut all: Vec<Finding> = with(&[Substance::Cannabis], &changes)
        .iter()
        .cloned()
        .collect();
    let held = placed(&Findings::new(all.clone()));
    assert!(held.is_held());
    let mut settled = said("medical.pregnant", "yes");
    settled.settles = true;
    all.push(settled);
    assert!(!placed(&Findings::new(all)).is_held());
}

#[test]
fn a_danger_elsewhere_in_the_record_holds_until_a_clinician_settles_it() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let hint = |matter| Hint {
        matter,
        place: "PHQ-9".to_owned(),
        words: "Thoughts of being better off dead on several days.".to_owned(),
        at: at("2026-11-28T20:00:00Z"),
    };
    let hears = |findings: &Findings, matter| {
        Placement::hearing(&STANDARD, findings, &adult(), &[hint(matter)])
    };
    let mut all: Vec<Finding> = with(&[Substance::Cannabis], &[]).iter().cloned().collect();
    let findings = Findings::new(all.clone());
    let held = hears(&findings, Matter::Suicide);
    assert!(
        matches!(held.verdict(), Verdict::AtLeast(_)),
        "{:?}",
        held.verdict()
    );
    assert!(
        held.headline()
            .contains("settled what does not go together")
    );
    let said: Vec<String> = held
        .contradictions(&findings)
        .iter()
        .map(Contradiction::sentence)
        .collect();
    assert_eq!(
        said,
        [
            "Suicide risk by the screener: none (Nov 29, 2026), yet PHQ-9 of Nov 28, 2026: \
             Thoughts of being better off dead on several days."
        ]
    );
    // A try, another answer of the same kind, and a danger that nothing denies.
    let other = AnswerChange {
        question: QuestionId::find("relapse.risk").unwrap(),
        about: None,
        to: 2,
    };
    assert!(held.with(&[other]).is_held());
    assert!(!hears(&findings, Matter::Minor).is_held());
    let low = with(&[Substance::Cannabis], &[("risk.suicide", "low")]);
    assert!(!hears(&low, Matter::Suicide).is_held());
    // What was settled before it came up settles nothing of it.
    let mut settled = said_by("risk.suicide", "none", Source::Clinician);
    settled.settles = true;
    settled.at = at("2026-11-28T19:00:00Z");
    all.push(settled.clone());
    assert!(hears(&Findings::new(all.clone()), Matter::Suicide).is_held());
    settled.at = at("2026-11-29T14:00:00Z");
    all.push(settled);
    let findings = Findings::new(all);
    let after = hears(&findings, Matter::Suicide);
    assert!(!after.is_held() && after.contradictions(&findings).is_empty());
    assert!(matches!(after.verdict(), Verdict::Recommended(_)));
}

#[test]
fn words_of_violence_or_an_overdose_in_a_request_hold_against_an_answer_that_denies_them() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let hears = |findings: &Findings, matter, written: &str| {
        let hint = Hint {
            matter,
            place: "the request for help".to_owned(),
            words: "words of it.".to_owned(),
            at: at(written),
        };
        let placement = Placement::hearing(&STANDARD, findings, &adult(), &[hint]);
        let said = placement.contradictions(findings);
        let said: Vec<String> = said.iter().map(Contradiction::sentence).collect();
        assert_eq!(placement.is_held(), !said.is_empty(), "{said:?}");
        said
    };
    let both = [Substance::Cannabis, Substance::Opioid];
    let denied = with(&both, &[]);
    assert_eq!(
        hears(&denied, Matter::Home, "2026-06-01T20:00:00Z"),
        [
            "Violence at home, asked alone: none (Nov 29, 2026), yet the request for help of Jun 1, 2026: words of it."
        ]
    );
    let overdose = hears(&denied, Matter::Overdose, "2026-11-01T20:00:00Z");
    assert_eq!(overdose.len(), 1);
    assert!(
        overdose[0].starts_with("Overdose in the last 30 days, ") && overdose[0].contains(": no ("),
        "{overdose:?}"
    );
    // The answer speaks of thirty days, and no answer denies what it tells of itself.
    assert!(hears(&denied, Matter::Overdose, "2026-10-01T20:00:00Z").is_empty());
    let told = with(&both, &[("use.overdose_recent@opioid", "yes")]);
    assert!(hears(&told, Matter::Overdose, "2026-11-01T20:00:00Z").is_empty());
    let tense = with(&both, &[("home.violence", "tense")]);
    assert!(hears(&tense, Matter::Home, "2026-11-01T20:00:00Z").is_empty());
    // A clinician settles either, for the substance that is shown.
    for (matter, key, value) in [
        (Matter::Home, "home.violence", "none"),
        (Matter::Overdose, "use.overdose_recent@opioid", "no"),
    ] {
        let mut all: Vec<Finding> = denied.iter().cloned().collect();
        let mut settled = said(key, value);
        settled.settles = true;
        all.push(settled);
        let settled = Findings::new(all);
        assert!(hears(&settled, matter, "2026-11-20T20:00:00Z").is_empty());
        assert_eq!(
            hears(&settled, matter, "2026-11-29T20:00:00Z").len(),
            1,
            "later words"
        );
    }
}

#[test]
fn a_date_of_birth_that_fits_nobody_holds() {
    let findings = with(&[Substance::Cannabis], &[]);
    let of = |year| Placement::of(&STANDARD, &findings, &basis(Some(date(year, 3, 1))));
    assert!(
        matches!(of(1926).verdict(), Verdict::Recommended(_)),
        "a hundred years are possible"
    );
    let old = of(1920);
    assert!(
        matches!(old.verdict(), Verdict::AtLeast(_)),
        "{:?}",
        old.verdict()
    );
    let found = old.contradictions(&findings);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].sentence(),
        "106 years old: check the date of birth."
    );
}

#[test]
fn what_hangs_on_the_age_holds_or_does_not_with_the_age_that_is_tried() {
    let tried = |placement: &Placement<'static>, to| {
        let change = AnswerChange {
            question: QuestionId::find("person.age").unwrap(),
            about: None,
            to,
        };
        placement.with(&[change]).is_held()
    };
    let plain = with(&[Substance::Cannabis], &[]);
    let old = Placement::of(&STANDARD, &plain, &basis(Some(date(1920, 3, 1))));
    assert!(old.is_held() && !tried(&old, 60) && tried(&old, 11));
    assert!(!placed(&plain).is_held() && tried(&placed(&plain), 104));
    // Pregnancy and the age, until a clinician has settled that.
    let changes = [("person.sex", "female"), ("medical.pregnant", "yes")];
    let pregnant = with(&[Substance::Cannabis], &changes);
    let of =
        |findings: &Findings| Placement::of(&STANDARD, findings, &basis(Some(date(1960, 3, 1))));
    let late = of(&pregnant);
    assert!(late.is_held() && !tried(&late, 30) && tried(&late, 70));
    let mut all: Vec<Finding> = pregnant.iter().cloned().collect();
    let mut settled = said("medical.pregnant", "yes");
    settled.settles = true;
    all.push(settled);
    let late = of(&Findings::new(all));
    assert!(!late.is_held() && !tried(&late, 70) && tried(&late, 104));
    // Trying an age settles nothing else.
    let changes = [("person.sex", "male"), ("medical.pregnant", "yes")];
    let held = placed(&with(&[Substance::Cannabis], &changes));
    assert!(held.is_held() && tried(&held, 40));
}

#[test]
fn a_court_s_order_stands_beside_the_level_and_moves_nothing() {
    let plain = placed(&with(&[Substance::Cannabis], &[("relapse.risk", "likely")]));
    let changes = [
        ("relapse.risk", "likely"),
        ("legal.mandate", "a level with hours"),
        ("legal.mandate_level", "residential"),
    ];
    let findings = with(&[Substance::Cannabis], &changes);
    let ordered = placed(&findings);
    assert_eq!(ordered.verdict(), plain.verdict());
    let found = ordered.contradictions(&findings);
    assert!(
        found
            .iter()
            .any(|one| one.sentence().contains("A court orders residential"))
    );
}
