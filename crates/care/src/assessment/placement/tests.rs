//! What must hold for every assessment, and the ways through the standard protocol.

use super::*;
use crate::assessment::finding::{Answer, Danger, Finding, Source, Substance, Value, catalogue};
use crate::{Invalid, PersonId};
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use std::sync::LazyLock;

static STANDARD: LazyLock<Protocol> =
    LazyLock::new(|| Protocol::standard().unwrap_or_else(|problems| panic!("{problems}")));

fn finding(id: &str, at: i32) -> Finding {
    let question = QuestionId::find(id).unwrap();
    Finding {
        question,
        about: question
            .question()
            .per_substance
            .then_some(Substance::Alcohol),
        at: Timestamp::UNIX_EPOCH,
        source: Source::Person,
        settles: false,
        answer: Answer::Value(Value::At(at)),
    }
}

/// Every question that the criteria ask, answered on the safe side.
fn safe() -> Vec<Finding> {
    let answered = |(_, asked): (QuestionId, &'static crate::assessment::finding::Question)| {
        let (low, high) = asked.bounds()?;
        let at = if asked.danger == Danger::Falling {
            high
        } else {
            low
        };
        (!asked.derived).then(|| finding(asked.id, at))
    };
    catalogue::all().filter_map(answered).collect()
}

fn place(changes: &[(&str, i32)]) -> Verdict {
    let mut findings = safe();
    for (id, at) in changes {
        let altered = finding(id, *at);
        findings.retain(|f| f.question != altered.question);
        findings.push(altered);
    }
    Placement::of(&STANDARD, &Findings::new(findings)).verdict()
}

#[test]
fn the_standard_protocol_leads_where_it_should() {
    use LevelOfCare::{
        Detox, IntensiveOutpatient, Outpatient, PartialHospitalization, Residential,
    };
    let table: [(&[(&str, i32)], Place); 10] = [
        (&[], Place::Level(Outpatient)),
        (&[("relapse.risk", 2)], Place::Level(IntensiveOutpatient)),
        (
            &[("history.leaving_24h", 1)],
            Place::Level(IntensiveOutpatient),
        ),
        (
            &[("relapse.risk", 2), ("home.stability", 2)],
            Place::Level(Residential),
        ),
        (&[("mental.need", 2)], Place::Level(PartialHospitalization)),
        (&[("relapse.needs_24h", 1)], Place::Level(Residential)),
        (&[("withdrawal.severity", 3)], Place::Level(Detox)),
        (
            &[("withdrawal.severity", 3), ("support.people", 50)],
            Place::Level(Detox),
        ),
        (&[("risk.suicide", 3)], Place::Emergency),
        (
            &[("risk.suicide", 3), ("withdrawal.severity", 3)],
            Place::Emergency,
        ),
    ];
    for (changes, expected) in table {
        assert_eq!(
            place(changes),
            Verdict::Recommended(expected),
            "{changes:?}"
        );
    }
}

#[test]
fn if_housing_were_unstable_residential() {
    let mut findings = safe();
    findings.retain(|f| f.question != QuestionId::find("relapse.risk").unwrap());
    findings.push(finding("relapse.risk", 2));
    let findings = Findings::new(findings);
    let placement = Placement::of(&STANDARD, &findings);
    let other = placement
        .others()
        .iter()
        .find(|o| o.level == LevelOfCare::Residential)
        .unwrap();
    let housing = Change {
        question: QuestionId::find("home.stability").unwrap(),
        to: 2,
    };
    assert!(other.ways.contains(&vec![housing]), "{:?}", other.ways);
    assert!(
        placement
            .others()
            .iter()
            .all(|other| !other.ways.is_empty())
    );
}

#[test]
fn nothing_known_is_nothing_met_and_the_first_question_is_about_danger() {
    let placement = Placement::of(&STANDARD, &Findings::default());
    assert_eq!(placement.verdict(), Verdict::Open);
    assert!(placement.criteria().all(|e| e.outcome == Outcome::Unknown));
    assert_eq!(placement.deciding().count(), 0);
    assert_eq!(placement.ceiling(), Place::Emergency);
    let bearing = placement
        .ask()
        .unwrap()
        .tried
        .iter()
        .any(|t| t.verdict == Verdict::Recommended(Place::Emergency));
    assert!(bearing, "{:?}", placement.ask());
}

#[test]
fn a_denial_does_not_cancel_what_the_family_saw() {
    let mut findings = safe();
    let mut family = finding("risk.suicide", 3);
    family.source = Source::Family;
    findings.push(family);
    let findings = Findings::new(findings);
    let placement = Placement::of(&STANDARD, &findings);
    assert_eq!(placement.verdict(), Verdict::Recommended(Place::Emergency));
    assert!(placement.deciding().any(|e| e.disputed));
    assert_eq!(findings.contradictions(date(2026, 1, 1)).len(), 1);
}

#[test]
fn a_choice_that_differs_needs_a_reason() {
    let findings = Findings::new(safe());
    let placement = Placement::of(&STANDARD, &findings);
    let by = PersonId::from(uuid::Uuid::nil());
    assert!(Choice::parse(&placement, LevelOfCare::Outpatient, by, "").is_ok());
    let Invalid(sentence) =
        Choice::parse(&placement, LevelOfCare::Residential, by, " ").unwrap_err();
    assert!(sentence.contains("Outpatient care"), "{sentence}");
    assert!(Choice::parse(&placement, LevelOfCare::Residential, by, "No bed at home").is_ok());
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
    assert!(
        External::parse(
            Edition::Third,
            on,
            today,
            &[(1, "a whole sentence of it")],
            "2.1"
        )
        .is_err()
    );
}

/// Findings to the questions that can be compared: any answer, any of three sources, three substances, three times.
fn any_finding() -> impl Strategy<Value = Finding> {
    let asked: Vec<QuestionId> = catalogue::all()
        .filter(|(_, asked)| asked.bounds().is_some() && !asked.derived)
        .map(|(id, _)| id)
        .collect();
    let who = prop::sample::select(vec![
        Source::Person,
        Source::Person,
        Source::Family,
        Source::Clinician,
    ]);
    let about = prop::sample::select(vec![
        Substance::Alcohol,
        Substance::Alcohol,
        Substance::Opioid,
        Substance::Inhalant,
    ]);
    (
        prop::sample::select(asked),
        who,
        about,
        0..3i64,
        any::<u32>(),
        0..12u8,
    )
        .prop_map(|(question, source, about, hour, throw, kind)| {
            let (low, high) = question.question().bounds().unwrap();
            let width = u32::try_from(high - low + 1).unwrap();
            let at = low + i32::try_from(throw % width).unwrap();
            Finding {
                question,
                about: question.question().per_substance.then_some(about),
                at: Timestamp::from_second(hour * 3600).unwrap(),
                source,
                settles: kind == 0 && source == Source::Clinician,
                answer: match kind {
                    1 => Answer::Unknown,
                    2 => Answer::Declined,
                    _ => Answer::Value(Value::At(at)),
                },
            }
        })
}

/// Some assessments nearly empty, some nearly full and mostly safe, so that every level comes up.
fn any_findings() -> impl Strategy<Value = Vec<Finding>> {
    let random = prop::collection::vec(any_finding(), 0..60);
    let mixed =
        (any::<u64>(), prop::collection::vec(any_finding(), 0..5)).prop_map(|(mask, extra)| {
            let replaced: Vec<_> = extra.iter().map(|f| f.question).collect();
            let kept = safe().into_iter().enumerate().filter(|(at, f)| {
                // One in eight of the safe answers is missing.
                (mask >> (at % 61)) & 7 != 0 && !replaced.contains(&f.question)
            });
            kept.map(|(_, f)| f).chain(extra).collect()
        });
    let full = prop::collection::vec(any_finding(), 0..4).prop_map(|extra: Vec<Finding>| {
        let replaced: Vec<_> = extra.iter().map(|f| f.question).collect();
        let kept = safe()
            .into_iter()
            .filter(|f| !replaced.contains(&f.question));
        kept.chain(extra).collect()
    });
    prop_oneof![random, mixed, full]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn more_danger_never_lowers_the_level(
        findings in any_findings().prop_filter("needs one", |findings| !findings.is_empty()),
        which in any::<prop::sample::Index>(),
        step in any::<prop::sample::Index>(),
    ) {
        let at = which.index(findings.len());
        let asked = findings[at].question.question();
        let Some(&Value::At(position)) = findings[at].value() else { return Ok(()) };
        let (low, high) = asked.bounds().unwrap();
        let worse: Vec<i32> = match asked.danger {
            Danger::Rising => (position + 1..=high).collect(),
            Danger::Falling => (low..position).collect(),
            Danger::None => return Ok(()),
        };
        if worse.is_empty() {
            return Ok(());
        }
        let mut changed = findings.clone();
        changed[at].answer = Answer::Value(Value::At(worse[step.index(worse.len())]));
        let before = Placement::of(&STANDARD, &Findings::new(findings)).verdict().floor();
        let after = Placement::of(&STANDARD, &Findings::new(changed)).verdict().floor();
        prop_assert!(after >= before, "{}: {position} worse lowers {before:?} to {after:?}", asked.id);
    }

    #[test]
    fn unknown_never_counts_as_met(findings in any_findings(), throws in prop::collection::vec(any::<u32>(), 64)) {
        let findings = Findings::new(findings);
        let placement = Placement::of(&STANDARD, &findings);
        // However the unknown turns out, what is met stays met, what is not met stays not met, and the level stays
        // between floor and ceiling.
        let changes: Vec<Change> = STANDARD.slots.iter().zip(&placement.readings).zip(&throws).filter(|((_, r), _)| !r.is_disputed()).map(|((slot, r), throw)| {
            let width = u32::try_from(r.plain.high - r.plain.low + 1).unwrap();
            Change { question: slot.question, to: r.plain.low + i32::try_from(throw % width).unwrap() }
        }).collect();
        let after = placement.with(&changes);
        for (one, other) in placement.criteria().zip(after.criteria()) {
            prop_assert!(one.outcome == Outcome::Unknown || one.outcome == other.outcome, "{}", one.criterion.id);
        }
        prop_assert!(after.verdict().floor() >= placement.verdict().floor());
        prop_assert!(after.ceiling() <= placement.ceiling());
        if let Verdict::Recommended(place) = placement.verdict() {
            prop_assert_eq!(after.verdict(), Verdict::Recommended(place));
        }
        // A criterion of which nothing was answered is unknown.
        for evaluated in placement.criteria() {
            let silent = STANDARD.questions(evaluated.criterion).all(|q| q.question().id != "disorder.severity" && findings.to(q).iter().all(|f| f.value().is_none()));
            prop_assert!(!silent || evaluated.outcome == Outcome::Unknown);
        }
    }

    #[test]
    fn the_order_of_findings_never_matters((findings, shuffled) in any_findings().prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle()))) {
        let (one, other) = (Findings::new(findings), Findings::new(shuffled));
        prop_assert_eq!(&one, &other);
        let (one, other) = (Placement::of(&STANDARD, &one), Placement::of(&STANDARD, &other));
        prop_assert_eq!(one.verdict(), other.verdict());
        prop_assert_eq!(one.ask(), other.ask());
        prop_assert_eq!(one.others(), other.others());
    }

    #[test]
    fn every_recommendation_has_a_reason(findings in any_findings()) {
        let placement = Placement::of(&STANDARD, &Findings::new(findings));
        match placement.verdict() {
            Verdict::Open => prop_assert!(placement.ask().is_some()),
            Verdict::AtLeast(_) => prop_assert!(placement.deciding().count() > 0 && placement.ask().is_some()),
            Verdict::Recommended(place) => {
                prop_assert!(placement.deciding().count() > 0);
                prop_assert!(placement.ask().is_none() && placement.open_questions().count() == 0);
                prop_assert_eq!(placement.ceiling(), place);
            }
        }
        for evaluated in placement.deciding() {
            prop_assert!(evaluated.outcome != Outcome::Unknown);
            prop_assert!(evaluated.criterion.weight != Weight::Supporting);
        }
    }

    #[test]
    fn what_would_have_to_be_different_holds_when_applied(findings in any_findings()) {
        let placement = Placement::of(&STANDARD, &Findings::new(findings));
        for other in placement.others() {
            for way in &other.ways {
                let after = placement.with(way).verdict();
                prop_assert_eq!(after, Verdict::Recommended(Place::Level(other.level)));
                prop_assert!(!way.is_empty());
            }
        }
    }

    #[test]
    fn the_question_asked_helps_most_of_all(findings in any_findings()) {
        let placement = Placement::of(&STANDARD, &Findings::new(findings));
        let Some(ask) = placement.ask() else { return Ok(()) };
        let open = |question: QuestionId| {
            let reading = placement.reading(question).unwrap();
            let slot = &STANDARD.slots[placement.slot(question).unwrap()];
            let answers: Vec<f64> = slot.positions.iter().filter(|p| (reading.plain.low..=reading.plain.high).contains(*p)).map(|to| {
                let after = placement.with(&[Change { question, to: *to }]);
                f64::from(after.state.openness(&STANDARD))
            }).collect();
            answers.iter().sum::<f64>() / f64::from(u32::try_from(answers.len()).unwrap())
        };
        prop_assert!((open(ask.question) - ask.open_after).abs() < 1e-9);
        prop_assert!(ask.open_after <= f64::from(ask.open_now));
        for question in placement.open_questions() {
            prop_assert!(ask.open_after <= open(question) + 1e-9, "{}", question.question().id);
        }
        for tried in &ask.tried {
            let after = placement.with(&[Change { question: ask.question, to: tried.answer }]);
            prop_assert_eq!(after.verdict(), tried.verdict);
        }
    }
}
