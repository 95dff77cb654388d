//! Nobody is asked what cannot apply, and nothing is recommended without what is needed.

use super::*;
use crate::assessment::facts::Basis;
use crate::assessment::finding::Feeds;
use crate::assessment::finding::{Finding, Findings, NotKnown, RawFinding, RawValue, Source};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

fn at() -> Timestamp {
    "2026-03-02T15:00:00Z".parse().unwrap()
}

fn basis(born: Option<Date>) -> Basis {
    Basis {
        at: at(),
        local: date(2026, 3, 2).at(15, 0, 0, 0),
        zone: TimeZone::UTC,
        born,
    }
}

fn said(question: &str, about: Option<Substance>, value: Option<RawValue>) -> Finding {
    Finding::shaped(&RawFinding {
        question: question.to_owned(),
        about,
        not_known: value.is_none().then_some(NotKnown::Unknown),
        value,
        source: Source::Person,
        at: at(),
        settles: false,
    })
    .unwrap()
}

fn word(question: &str, text: &str) -> Finding {
    said(question, None, Some(RawValue::Text(text.to_owned())))
}

fn days(about: Substance, number: i64) -> Finding {
    said("use.days", Some(about), Some(RawValue::Number(number)))
}

fn facts(findings: Vec<Finding>) -> Facts {
    Facts::of(&Findings::new(findings), &basis(Some(date(1990, 1, 1))))
}

fn id(question: &str) -> QuestionId {
    QuestionId::find(question).unwrap()
}

#[test]
fn what_was_asked_is_not_asked_again() {
    let before = facts(Vec::new()).seconds_left();
    let some = facts(vec![said("home.use_around", None, None)]);
    assert_eq!(before - some.seconds_left(), 20);
    assert!(!some.unasked().contains(&(id("home.use_around"), None)));
    // But an answer is still lacking for whoever needs one.
    assert_eq!(some.seconds_for(&[id("home.use_around")]), 20);
}

#[test]
fn what_was_said_too_long_ago_is_asked_again() {
    let mut finding = word("now.alertness", "awake and clear");
    finding.at = "2026-03-02T10:00:00Z".parse().unwrap();
    let old = facts(vec![finding.clone()]);
    assert_eq!(old.standing(finding.question, None), Standing::TooOld);
    assert!(old.unasked().contains(&(finding.question, None)));
    finding.at = "2026-03-02T11:30:00Z".parse().unwrap();
    assert_eq!(
        facts(vec![finding.clone()]).standing(finding.question, None),
        Standing::Known
    );
}

#[test]
fn nobody_is_asked_what_cannot_apply() {
    let asks = |facts: &Facts, question: &str, about| facts.is_asked(id(question), about);
    let alcohol = Some(Substance::Alcohol);
    let cannabis = facts(vec![
        days(Substance::Cannabis, 30),
        word("person.sex", "male"),
    ]);
    assert!(!asks(&cannabis, "withdrawal.pawss", None));
    assert!(!asks(&cannabis, "medical.pregnant", None));
    assert!(!asks(&cannabis, "person.guardian", None));
    assert!(!asks(
        &cannabis,
        "use.drinks_per_day",
        Some(Substance::Cannabis)
    ));
    let drinks = facts(vec![
        days(Substance::Alcohol, 30),
        word("person.sex", "female"),
    ]);
    assert!(asks(&drinks, "withdrawal.pawss", None));
    assert!(asks(&drinks, "withdrawal.seizures", None));
    assert!(asks(&drinks, "medical.pregnant", None));
    assert!(asks(&drinks, "use.drinks_per_day", alcohol));
    assert!(
        !asks(&drinks, "withdrawal.daily_depressant", None),
        "no longer asked"
    );
    let old = Facts::of(
        &Findings::new(vec![word("person.sex", "female")]),
        &basis(Some(date(1950, 1, 1))),
    );
    assert!(!asks(&old, "medical.pregnant", None));
}

#[test]
fn everybody_is_asked_about_violence_and_alone() {
    let safe_home = facts(vec![word("home.safety", "safe")]);
    for facts in [facts(Vec::new()), safe_home] {
        assert!(facts.is_asked(id("home.violence"), None));
        let needed = facts.missing();
        assert!(needed.contains(&FactSlot::of(id("home.violence"), None)));
    }
    // Whatever tells of danger at home is asked where whoever is feared cannot hear it.
    for (_, asked) in catalogue::all() {
        let of_home = asked.section == Section::LivingSituation && !asked.retired;
        let of_danger = asked.feeds.contains(&Feeds::Safety);
        assert!(!(of_home && of_danger) || asked.alone, "{}", asked.id);
    }
}

#[test]
fn each_substance_named_brings_its_own_questions() {
    let about = |facts: &Facts, of| {
        facts
            .places()
            .into_iter()
            .filter(|(_, about)| *about == Some(of))
            .count()
    };
    let both = facts(vec![
        days(Substance::Alcohol, 3),
        days(Substance::Inhalant, 3),
    ]);
    assert!(about(&both, Substance::Alcohol) > about(&both, Substance::Inhalant));
    assert_eq!(about(&both, Substance::Opioid), 0);
    let withdrawal = (id("dsm.withdrawal"), Some(Substance::Inhalant));
    assert!(!both.places().contains(&withdrawal));
}

#[test]
fn a_severity_is_reckoned_by_its_criteria() {
    let severity = id("disorder.severity");
    assert_eq!(facts(Vec::new()).seconds_for(&[severity]), 240);
    let named = facts(vec![said(
        "dsm.craving",
        Some(Substance::Alcohol),
        Some(RawValue::YesNo(true)),
    )]);
    assert_eq!(named.seconds_for(&[severity]), 10 * 30);
    assert_eq!(minutes(61), 2);
    assert_eq!(minutes(0), 0);
}

#[test]
fn sections_count_their_own() {
    let some = facts(vec![said("home.use_around", None, None)]);
    let (asked, of) = some.section(Section::LivingSituation);
    assert!(asked == 1 && of > 3);
    let all: usize = Section::ALL
        .iter()
        .map(|section| some.section(*section).1)
        .sum();
    assert_eq!(all, some.places().len());
}

#[test]
fn what_is_needed_and_not_known_is_missing() {
    let missing = |facts: &Facts, question: &str| {
        facts
            .missing()
            .iter()
            .any(|slot| slot.place().0 == id(question))
    };
    let nothing = facts(vec![days(Substance::Alcohol, 28)]);
    for question in [
        "now.alertness",
        "risk.suicide",
        "medical.red_flags",
        "withdrawal.seizures",
        "use.last",
    ] {
        assert!(missing(&nothing, question), "{question}");
    }
    assert!(!missing(&nothing, "use.days"));
    assert!(!missing(&nothing, "medications.benzodiazepine"));
    assert!(
        !missing(&nothing, "person.age"),
        "the date of birth is known"
    );
}

#[test]
fn what_can_be_tried_of_a_scale_is_where_something_changes() {
    use crate::assessment::protocol::Protocol;

    let standard = Protocol::standard().unwrap();
    let tried = |id: &str| {
        let id = QuestionId::find(id).unwrap();
        let asked = standard.asked().into_iter().find(|(one, ..)| *one == id);
        asked.map_or_else(|| positions(id), |(_, _, positions)| positions)
    };
    assert_eq!(tried("withdrawal.pawss"), (0..=10).collect::<Vec<_>>());
    let edges = |id: &str, wanted: &[i32]| {
        let tried = tried(id);
        assert!(
            wanted.iter().all(|one| tried.contains(one)),
            "{id}: {tried:?}"
        );
    };
    edges("scale.ciwa_ar", &[0, 7, 8, 9, 10, 18, 19, 67]);
    edges("scale.cows", &[4, 5, 12, 13, 24, 25, 36, 37]);
    edges("vitals.breaths", &[11, 12]);
    edges("vitals.spo2", &[91, 92]);
    edges("vitals.temperature", &[389, 390]);
    assert!(!tried("scale.ciwa_ar").contains(&33));
    // Where the protocol compares an answer, the numbers on both sides can be tried.
    for (_, criterion) in standard.criteria() {
        for slot in &criterion.slots {
            let (question, about) = slot.place();
            let (Some((low, high)), false) = (
                question.question().bounds(),
                question.question().derived || !is_number(question.question().kind),
            ) else {
                continue;
            };
            let mut turns = Vec::new();
            criterion.expression.edges(*slot, &mut turns);
            let asked = standard.asked();
            let found = asked
                .iter()
                .find(|(one, of, _)| *one == question && *of == about);
            let (_, _, offered) = found.unwrap();
            for turn in turns.into_iter().filter(|turn| (low..=high).contains(turn)) {
                assert!(
                    offered.contains(&turn),
                    "{}: {turn}",
                    question.question().id
                );
            }
        }
    }
}
