//! What a result says in the assessment by itself, and what it offers to take over.

use super::*;
use care::PersonId;
use care::assessment::finding::Source;
use clinic::assessment::measure::{suggests, take_over_suggested};

#[test]
fn a_result_stands_in_the_assessment_without_another_tap() {
    for world in worlds("takenover") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let pawss = instrument("pawss").unwrap();
        let pawss = pawss.items.iter().fold(Answers::new(), |answers, item| {
            answers.with(item.id.as_str(), 1)
        });
        let ciwa = instrument("ciwa-ar").unwrap();
        let ciwa = ciwa.items.iter().fold(Answers::new(), |answers, item| {
            answers.with(item.id.as_str(), 1)
        });
        let screened = screener(&["2", "3"]);
        for (number, code, answers) in [
            (21, "cows", &cows(30)),
            (22, "pawss", &pawss),
            (23, "ciwa-ar", &ciwa),
            (24, "c-ssrs-screener", &screened),
        ] {
            record(clinic, &actor, key(number), person, code, answers).unwrap();
        }
        let view = clinic::assessment::interview::view(clinic, &actor, person).unwrap();
        let mut said: Vec<_> = view
            .written
            .iter()
            .map(|written| {
                let finding = &written.finding;
                assert_eq!(finding.source, Source::Clinician);
                let value = finding.value().unwrap().position();
                (finding.question.question().id, value.unwrap())
            })
            .collect();
        said.sort_unstable();
        assert_eq!(
            said,
            [
                ("risk.suicide", 2),
                ("scale.ciwa_ar", 10),
                ("scale.cows", 30),
                ("withdrawal.pawss", 10),
            ]
        );
    }
}

#[test]
fn what_a_result_suggests_is_taken_over_once_and_from_the_last_one() {
    for world in worlds("takeonce") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let take =
            |number, result| take_over_suggested(clinic, &actor, key(number), person, result);
        let low = screener(&["1"]);
        let screened = record(clinic, &actor, key(21), person, "c-ssrs-screener", &low).unwrap();
        // What a result answered by itself is not taken a second time.
        let again = take(22, screened.id).unwrap_err();
        assert!(again.to_string().contains("suggests nothing"), "{again}");
        let early = record(clinic, &actor, key(23), person, "cows", &cows(6)).unwrap();
        world.wait(minutes(10));
        let last = record(clinic, &actor, key(24), person, "cows", &cows(14)).unwrap();
        let older = take(25, early.id).unwrap_err();
        assert!(older.to_string().contains("later result"), "{older}");
        world.wait(minutes(1));
        let offers = || offered(&world, &actor, person);
        assert_eq!(offers(), [("cows", "moderate")]);
        // It is written as a clinician's, so it is for whoever judges.
        let house = &world.houses[0];
        let intake = world.enter(house, house.who(Role::IntakeCoordinator, 0));
        let theirs = take_over_suggested(clinic, &intake.actor, key(30), person, last.id);
        assert!(matches!(theirs, Err(Refusal::NotFound)));
        let saved = take(26, last.id).unwrap();
        assert_eq!(saved.added, 1);
        assert!(
            offers().is_empty(),
            "what is taken over is not offered again"
        );
        assert_eq!(
            take(26, last.id).unwrap(),
            saved,
            "the same form sent twice"
        );
        let twice = take(27, last.id).unwrap_err();
        assert!(
            twice.to_string().contains("answered this question since"),
            "{twice}"
        );
        let view = clinic::assessment::interview::view(clinic, &actor, person).unwrap();
        let severity = |id: &str| {
            let own = view
                .written
                .iter()
                .map(|one| one.finding.question.question().id);
            own.filter(|own| *own == id).count()
        };
        assert_eq!(
            (severity("withdrawal.severity"), severity("risk.suicide")),
            (1, 1)
        );
    }
}

/// What the page of each result offers to take over, by instrument.
fn offered(world: &World, actor: &Actor, person: PersonId) -> Vec<(&'static str, &'static str)> {
    let shown = measures(&world.clinic, actor, person).unwrap();
    let all = shown.results.iter();
    all.filter_map(|one| Some((one.instrument.code.as_str(), one.offered?.1)))
        .collect()
}

/// Two scales of two substances suggest an answer to one question, and the graver one is never shut out.
#[test]
fn what_one_scale_suggested_shuts_out_nothing_worse_that_another_found() {
    for (name, ciwa_first) in [("twoscales", true), ("twoscales_back", false)] {
        for world in worlds(name) {
            let (actor, person) = counselor(&world);
            let clinic = &world.clinic;
            let offers = || offered(&world, &actor, person);
            let order = if ciwa_first {
                ["ciwa-ar", "cows"]
            } else {
                ["cows", "ciwa-ar"]
            };
            let mut ids = Vec::new();
            for (number, code) in (21..).zip(order) {
                let answers = if code == "cows" {
                    cows(6)
                } else {
                    ciwa_of_ten()
                };
                let kept = record(clinic, &actor, key(number), person, code, &answers).unwrap();
                ids.push((code, kept.id));
                world.wait(minutes(10));
            }
            let take = |number, wanted| {
                let (_, id) = ids.iter().find(|(code, _)| *code == wanted).unwrap();
                take_over_suggested(clinic, &actor, key(number), person, *id)
            };
            assert_eq!(offers().len(), 2);
            take(31, "cows").unwrap();
            world.wait(minutes(1));
            assert_eq!(offers(), [("ciwa-ar", "moderate")]);
            take(32, "ciwa-ar").unwrap();
            world.wait(minutes(1));
            assert!(offers().is_empty());
            // What is milder would take back what is worse.
            assert!(matches!(take(33, "cows"), Err(Refusal::Conflict(_))));
        }
    }
}

#[test]
fn what_a_clinician_said_since_is_not_answered_over_by_a_scale() {
    for world in worlds("saidsince") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        record(clinic, &actor, key(21), person, "ciwa-ar", &ciwa_of_ten()).unwrap();
        world.wait(minutes(10));
        assert_eq!(offered(&world, &actor, person).len(), 1);
        let mut none = said("withdrawal.severity", RawValue::Text("none".to_owned()));
        none.source = Source::Clinician;
        answer(clinic, &actor, key(22), person, &[none], None).unwrap();
        assert!(offered(&world, &actor, person).is_empty());
    }
}

#[test]
fn a_band_suggests_how_severe_withdrawal_is() {
    let scored = measures::score(
        instrument("cows").unwrap(),
        &cows(30),
        &measures::Context::default(),
    );
    let suggested = suggests(&scored.unwrap());
    assert_eq!(suggested, Some(("withdrawal.severity", "severe")));
}
