//! Instruments: scored by clinicians, answered alone, and never silent about danger.

use crate::common::{World, key, minutes};
use crate::engines::worlds;
use care::followup::signal::{About, Kind, Urgency};
use care::{PersonId, Role};
use clinic::access::setup::operator;
use clinic::assessment::measure::{
    answer_alone, asked, assign, instrument, keep_wording, measures, questions, record, suggests,
};
use clinic::followup::signal::{Which, list};
use clinic::{Clinic, Refusal};
use measures::wording::ItemWording;
use measures::{Answers, Wording};
use policy::Actor;

fn counselor(world: &World) -> (Actor, PersonId) {
    let house = &world.houses[0];
    let actor = world.enter(house, house.who(Role::Counselor, 0)).actor;
    (actor, house.patients[0])
}

fn phq(thoughts: i32) -> Answers {
    let mut answers = Answers::new();
    for item in 1..=8 {
        answers = answers.with(&item.to_string(), 1);
    }
    answers.with("9", thoughts)
}

/// Words in the place of the official ones.
fn import(clinic: &Clinic, world: &World) {
    let phq = instrument("phq-9").unwrap();
    let items = phq.items.iter().map(|item| ItemWording {
        item: item.id.clone(),
        text: format!("Question {}", item.id),
        answers: item
            .kind
            .values()
            .into_iter()
            .map(|value| (value, format!("Answer {value}")))
            .collect(),
    });
    let wording = Wording {
        instrument: phq.code.clone(),
        version: phq.version.clone(),
        origin: "a test".to_owned(),
        copyright: None,
        items: items.collect(),
        unconfirmed: Vec::new(),
        notes: Vec::new(),
    };
    let actor = operator(world.houses[0].organization);
    keep_wording(clinic, &actor, clinic.fresh_key(), &wording).unwrap();
}

#[test]
fn a_positive_item_raises_a_signal_with_the_result() {
    for world in worlds("positive") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let quiet = record(clinic, &actor, key(21), person, ("phq-9", &phq(0))).unwrap();
        assert!(!quiet.danger);
        assert!(list(clinic, &actor, Which::Open).unwrap().is_empty());
        world.wait(minutes(1));
        let loud = record(clinic, &actor, key(22), person, ("phq-9", &phq(2))).unwrap();
        assert!(loud.danger);
        // The same form again is the same result and the same signal.
        let again = record(clinic, &actor, key(22), person, ("phq-9", &phq(2))).unwrap();
        assert_eq!(again, loud);
        let open = list(clinic, &actor, Which::Open).unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].signal.kind, Kind::Suicide);
        assert_eq!(open[0].signal.urgency, Urgency::Now);
        assert_eq!(open[0].signal.about, About::Result(loud.id));
        let shown = measures(clinic, &actor, person).unwrap();
        assert_eq!(shown.results.len(), 2);
        assert_eq!(shown.results[1].scored.points("total").unwrap().0, 10);
    }
}

#[test]
fn what_is_no_answer_is_refused_with_its_item() {
    for world in worlds("noanswer") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let wrong = Answers::new().with("1", 9);
        let refused = record(clinic, &actor, key(21), person, ("phq-9", &wrong)).unwrap_err();
        assert!(
            refused.to_string().contains("item 1") || refused.to_string().contains("Item 1"),
            "{refused}"
        );
        let empty = record(clinic, &actor, key(22), person, ("phq-9", &Answers::new()));
        assert!(
            empty
                .unwrap_err()
                .to_string()
                .contains("Nothing is answered")
        );
        let none = record(clinic, &actor, key(23), person, ("no-such", &phq(0)));
        assert!(matches!(none, Err(Refusal::NotFound)));
    }
}

#[test]
fn somebody_answers_alone_only_in_official_words_and_only_when_asked() {
    for world in worlds("alone") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let early = assign(clinic, &actor, key(21), person, "phq-9").unwrap_err();
        assert!(early.to_string().contains("official wording"), "{early}");
        import(clinic, &world);
        let herself = world.enter(&world.houses[0], person).actor;
        let unasked = answer_alone(clinic, &herself, key(22), "phq-9", &phq(0));
        assert!(matches!(unasked, Err(Refusal::NotFound)));
        let rated = assign(clinic, &actor, key(23), person, "cows").unwrap_err();
        assert!(rated.to_string().contains("rated by a clinician"));
        assign(clinic, &actor, key(24), person, "phq-9").unwrap();
        let twice = assign(clinic, &actor, key(25), person, "phq-9");
        assert!(matches!(twice, Err(Refusal::Conflict(_))));
        assert_eq!(asked(clinic, &herself).unwrap().len(), 1);
        let words = questions(clinic, &herself, "phq-9").unwrap();
        assert_eq!(words.wording.item("9").unwrap().text, "Question 9");
        let sent = answer_alone(clinic, &herself, key(26), "phq-9", &phq(1)).unwrap();
        assert!(sent.danger);
        assert!(asked(clinic, &herself).unwrap().is_empty());
        let open = list(clinic, &actor, Which::Open).unwrap();
        assert!(open[0].signal.words.contains("answered alone"));
        let shown = measures(clinic, &actor, person).unwrap();
        assert!(shown.results[0].by.is_none());
    }
}

#[test]
fn a_result_suggests_a_finding_and_writes_none() {
    let cows = instrument("cows").unwrap();
    let mut answers = Answers::new();
    for item in &cows.items {
        answers = answers.with(item.id.as_str(), *item.kind.values().last().unwrap());
    }
    let scored = measures::score(cows, &answers, &measures::Context::default()).unwrap();
    assert_eq!(suggests(&scored), Some(("withdrawal.severity", "severe")));
    for world in worlds("suggests") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        record(clinic, &actor, key(21), person, ("cows", &answers)).unwrap();
        let view = clinic::assessment::interview::view(clinic, &actor, person).unwrap();
        assert!(view.written.is_empty());
    }
}
