//! The structured intake over the real record.

use crate::common::{World, key, minutes};
use crate::engines::worlds;
use care::assessment::finding::{
    Contradiction, NotKnown, QuestionId, QuestionKind, RawDiagnosis, RawValue, Severity, Source,
    Substance,
};
use care::followup::signal::{Matter, Urgency};
use care::{PersonId, Role};
use clinic::assessment::interview;
use clinic::assessment::interview::{
    Statement, answer, complete, enter_diagnosis, settling, take_back_diagnosis, view,
};
use clinic::assessment::placement;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::{Clinic, Refusal};
use policy::Actor;

pub fn said(question: &str, value: RawValue) -> Statement {
    Statement {
        question: question.to_owned(),
        about: None,
        value: Some(value),
        not_known: None,
        source: Source::Person,
        settles: false,
    }
}

pub fn text(words: &str) -> RawValue {
    RawValue::Text(words.to_owned())
}

/// The counselor of the first site, and somebody on their caseload.
pub fn counselor(world: &World) -> (Actor, PersonId) {
    let house = &world.houses[0];
    let actor = world.enter(house, house.who(Role::Counselor, 0)).actor;
    (actor, house.patients[0])
}

fn save(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
    statement: Statement,
) -> interview::Saved {
    answer(
        clinic,
        actor,
        clinic.fresh_key(),
        person,
        &[statement],
        None,
    )
    .unwrap()
}

/// What the criteria find leads to the first steps as a dangerous answer does, where somebody has to come now.
#[test]
fn what_several_answers_mean_together_opens_the_safety_page_where_it_is_for_now() {
    for world in worlds("together_now") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let steps = |question, value| save(clinic, &actor, person, said(question, value)).danger;
        assert!(!steps("now.alertness", text("awake and clear")));
        world.wait(minutes(1));
        // No answer that is dangerous by itself, and an emergency until its cause is known.
        assert!(steps("now.alertness", text("drowsy or confused")));
        world.wait(minutes(1));
        // It stands already: an answer about something else does not lead there again.
        assert!(!steps("support.people", RawValue::Number(2)));
        let open = signal::list(clinic, &actor, Which::Open).unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].signal.urgency, Urgency::Now);
    }
}

#[test]
fn answers_are_kept_with_who_said_them_and_never_asked_again() {
    for world in worlds("assessment") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let before = view(clinic, &actor, person).unwrap();
        assert!(before.assessment.is_none() && before.written.is_empty());
        let declined = Statement {
            value: None,
            not_known: Some(NotKnown::Declined),
            ..said("medical.pregnant", text(""))
        };
        save(clinic, &actor, person, declined);
        let alcohol = Statement {
            about: Some(Substance::Alcohol),
            ..said("use.days", RawValue::Number(12))
        };
        save(clinic, &actor, person, alcohol.clone());
        let after = view(clinic, &actor, person).unwrap();
        assert_eq!(after.written.len(), 2);
        // Both were written at the same instant, so their order says nothing.
        let days = after
            .written
            .iter()
            .find(|written| written.finding.words() == "12 days");
        assert_eq!(days.unwrap().by, actor.person());
        assert!(after.assessment.is_some());
        let pregnant = QuestionId::find("medical.pregnant").unwrap();
        assert!(!after.facts.unasked().contains(&(pregnant, None)));
        // The same words again add nothing; other words are added, and the first stay.
        assert_eq!(save(clinic, &actor, person, alcohol.clone()).added, 0);
        world.wait(minutes(1));
        let more = Statement {
            value: Some(RawValue::Number(20)),
            ..alcohol
        };
        assert_eq!(save(clinic, &actor, person, more.clone()).added, 1);
        assert_eq!(view(clinic, &actor, person).unwrap().written.len(), 3);
        // What was asked again the next day was said the next day, though it is the same.
        world.wait(minutes(24 * 60));
        assert_eq!(save(clinic, &actor, person, more).added, 1);
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_reason_and_nothing_is_saved() {
    for world in worlds("impossible") {
        let (actor, person) = counselor(&world);
        let tomorrow = Statement {
            about: Some(Substance::Alcohol),
            ..said("use.last", text("2026-03-03"))
        };
        let fine = said("home.stability", text("stable"));
        let clinic = &world.clinic;
        let refused = answer(clinic, &actor, key(21), person, &[fine, tomorrow], None).unwrap_err();
        assert!(refused.to_string().contains("in the future"), "{refused}");
        assert!(view(clinic, &actor, person).unwrap().written.is_empty());
        let severity = said("disorder.severity", text("severe"));
        let refused = answer(clinic, &actor, key(22), person, &[severity], None).unwrap_err();
        assert!(refused.to_string().contains("worked out"), "{refused}");
    }
}

#[test]
fn two_people_typing_do_not_destroy_each_other() {
    for world in worlds("twotyping") {
        let (one, person) = counselor(&world);
        let house = &world.houses[0];
        let other = world
            .enter(house, house.who(Role::IntakeCoordinator, 0))
            .actor;
        let clinic = &world.clinic;
        let seen = clinic.now();
        world.wait(minutes(1));
        save(clinic, &one, person, said("home.stability", text("stable")));
        world.wait(minutes(1));
        let theirs = [said("home.stability", text("unstable"))];
        let saved = answer(clinic, &other, key(23), person, &theirs, Some(seen)).unwrap();
        assert_eq!(saved.crossed.len(), 1);
        assert_eq!(saved.crossed[0].words, "stable");
        assert_eq!(view(clinic, &one, person).unwrap().written.len(), 2);
        // The same form sent twice has one effect and one answer.
        let again = answer(clinic, &other, key(23), person, &theirs, Some(seen)).unwrap();
        assert_eq!(again, saved);
        assert_eq!(view(clinic, &one, person).unwrap().written.len(), 2);
    }
}

#[test]
fn only_a_clinician_settles_what_sources_disagree_on() {
    for world in worlds("settling") {
        let (actor, person) = counselor(&world);
        let house = &world.houses[0];
        let intake = world
            .enter(house, house.who(Role::IntakeCoordinator, 0))
            .actor;
        let clinic = &world.clinic;
        save(
            clinic,
            &intake,
            person,
            said("home.stability", text("stable")),
        );
        let family = Statement {
            source: Source::Family,
            ..said("home.stability", text("unstable"))
        };
        save(clinic, &intake, person, family);
        let disputed = view(clinic, &actor, person).unwrap();
        let found = disputed.contradictions();
        let Contradiction::Sources { statements, .. } = &found[0] else {
            panic!("sources disagree")
        };
        assert_eq!(statements.len(), 2);
        world.wait(minutes(1));
        let question = QuestionId::find("home.stability").unwrap();
        let settled = [settling(question, None, text("unstable"))];
        let refused = answer(clinic, &intake, key(24), person, &settled, None);
        assert!(matches!(refused, Err(Refusal::NotFound)));
        answer(clinic, &actor, key(25), person, &settled, None).unwrap();
        let after = view(clinic, &actor, person).unwrap();
        assert!(after.contradictions().is_empty());
        assert_eq!(after.written.len(), 3);
    }
}

/// Dangers that a clinician settles, by question and answer: two about each of three people, the graver one second.
const SETTLED: [(&str, &str); 6] = [
    ("relapse.needs_24h", "yes"),
    ("home.stability", "no home"),
    ("vitals.pulse", "150"),
    ("medical.need", "acute danger"),
    ("withdrawal.severity", "severe"),
    ("risk.suicide", "high"),
];

fn value(question: QuestionId, words: &str) -> RawValue {
    match (question.question().kind, words.parse()) {
        (QuestionKind::YesNo, _) => RawValue::YesNo(words == "yes"),
        (_, Ok(number)) => RawValue::Number(number),
        _ => text(words),
    }
}

#[test]
fn whoever_does_not_judge_lowers_no_least_level_by_any_answer_to_what_a_clinician_settled() {
    for world in worlds("overruled") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let judge = world
            .enter(house, house.who(Role::ClinicalDirector, 0))
            .actor;
        let intake = world.enter(house, house.who(Role::IntakeCoordinator, 0));
        for (at, (id, danger)) in SETTLED.into_iter().enumerate() {
            let person = house.patients[at % 3];
            let least = || {
                let shown = placement::show(clinic, &judge, person, &[]).unwrap();
                shown.placement.least()
            };
            let question = QuestionId::find(id).unwrap();
            let settled = settling(question, None, value(question, danger));
            save(clinic, &judge, person, settled);
            let before = least();
            let answers: Vec<RawValue> = match question.question().kind {
                QuestionKind::Choice(options) => options.iter().map(|one| text(one)).collect(),
                QuestionKind::YesNo => [true, false].map(RawValue::YesNo).into(),
                _ => [40, 70, 120].map(RawValue::Number).into(),
            };
            for source in Source::ALL {
                for value in &answers {
                    world.wait(minutes(1));
                    let said = Statement {
                        source: question.question().source(source),
                        ..said(id, value.clone())
                    };
                    let key = clinic.fresh_key();
                    answer(clinic, &intake.actor, key, person, &[said], None).unwrap();
                    assert!(least() >= before, "{id}: {value:?} by {source:?}");
                }
            }
        }
        let people = house.patients[..3].iter();
        let written: Vec<_> = people
            .flat_map(|person| view(clinic, &judge, *person).unwrap().written)
            .collect();
        let by_intake = written.iter().filter(|one| one.by != judge.person());
        let sources: Vec<Source> = by_intake.map(|one| one.finding.source).collect();
        assert!(sources.contains(&Source::Staff) && !sources.contains(&Source::Clinician));
    }
}

#[test]
fn a_diagnosis_is_the_clinicians_own_entry_and_can_be_taken_back() {
    for world in worlds("diagnosis") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let raw = RawDiagnosis {
            substance: Substance::Alcohol,
            severity: Severity::Moderate,
            remission: None,
            controlled_environment: false,
            maintenance_medication: false,
        };
        enter_diagnosis(clinic, &actor, key(21), person, &raw).unwrap();
        let shown = view(clinic, &actor, person).unwrap().diagnoses;
        assert_eq!(shown[0].diagnosis.code().as_str(), "F10.20");
        // Moderate and severe share a code; the severity beside it is what was entered.
        let severe = RawDiagnosis {
            severity: Severity::Severe,
            ..raw
        };
        world.wait(minutes(1));
        enter_diagnosis(clinic, &actor, key(22), person, &severe).unwrap();
        let shown = view(clinic, &actor, person).unwrap().diagnoses;
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].diagnosis.severity(), Severity::Severe);
        let wrong = RawDiagnosis {
            maintenance_medication: true,
            ..raw
        };
        let refused = enter_diagnosis(clinic, &actor, key(23), person, &wrong).unwrap_err();
        assert!(refused.to_string().contains("opioids and tobacco"));
        world.wait(minutes(1));
        take_back_diagnosis(clinic, &actor, key(24), person, Substance::Alcohol).unwrap();
        assert!(view(clinic, &actor, person).unwrap().diagnoses.is_empty());
        let twice = take_back_diagnosis(clinic, &actor, key(25), person, Substance::Alcohol);
        assert!(matches!(twice, Err(Refusal::Conflict(_))));
    }
}

#[test]
fn a_completed_assessment_stays_and_a_later_answer_begins_another() {
    for world in worlds("completed") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let none = complete(clinic, &actor, key(21), person);
        assert!(matches!(none, Err(Refusal::Conflict(_))));
        save(
            clinic,
            &actor,
            person,
            said("home.use_around", RawValue::YesNo(false)),
        );
        complete(clinic, &actor, key(22), person).unwrap();
        let first = view(clinic, &actor, person).unwrap().assessment.unwrap();
        assert!(first.completed.is_some());
        world.wait(minutes(60 * 24));
        save(
            clinic,
            &actor,
            person,
            said("home.use_around", RawValue::YesNo(true)),
        );
        let second = view(clinic, &actor, person).unwrap();
        assert_ne!(second.assessment.unwrap().id, first.id);
        assert_eq!(second.written.len(), 2);
    }
}

#[test]
fn answers_that_are_dangerous_together_raise_what_none_of_them_raises_alone() {
    for world in worlds("together") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let about = |question: &str, value: RawValue| Statement {
            about: Some(Substance::Alcohol),
            ..said(question, value)
        };
        let urgencies = || -> Vec<(Option<Matter>, Urgency)> {
            let open = signal::list(clinic, &actor, Which::Open).unwrap();
            let told = open
                .iter()
                .map(|one| (one.signal.matter, one.signal.urgency));
            told.collect()
        };
        save(
            clinic,
            &actor,
            person,
            about("use.days", RawValue::Number(28)),
        );
        save(
            clinic,
            &actor,
            person,
            said("withdrawal.seizures", RawValue::YesNo(true)),
        );
        world.wait(minutes(1));
        save(
            clinic,
            &actor,
            person,
            said("withdrawal.severity", text("mild")),
        );
        let withdrawal = (Some(Matter::Withdrawal), Urgency::Now);
        assert!(urgencies().contains(&withdrawal), "{:?}", urgencies());
        // An answer about something else adds nothing to it.
        let before = urgencies().len();
        world.wait(minutes(1));
        save(
            clinic,
            &actor,
            person,
            said("home.use_around", RawValue::YesNo(false)),
        );
        assert_eq!(urgencies().len(), before);
    }
}
