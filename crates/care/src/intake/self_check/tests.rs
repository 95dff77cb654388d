use super::*;
use crate::assessment::facts::{Basis, FactSlot, Facts};
use crate::assessment::finding::Findings;
use crate::assessment::finding::catalogue::QuestionId;
use crate::assessment::place::Place;
use crate::assessment::protocol::Protocol;
use proptest::prelude::*;

fn dangers() -> usize {
    QUESTIONS
        .iter()
        .filter(|question| question.is_danger())
        .count()
}

/// Answers to all questions; a fourth value leaves one out.
fn answers() -> impl Strategy<Value = Vec<Option<CheckAnswer>>> {
    let one = prop_oneof![
        Just(Some(CheckAnswer::Yes)),
        Just(Some(CheckAnswer::No)),
        Just(Some(CheckAnswer::Unsure)),
        Just(None)
    ];
    proptest::collection::vec(one, QUESTIONS.len())
}

fn read_all(answers: &[Option<CheckAnswer>]) -> CheckReading {
    read(|id| {
        let place = QUESTIONS.iter().position(|question| question.id == id);
        place.and_then(|place| answers[place])
    })
}

fn ids(list: &[&'static CheckQuestion]) -> Vec<&'static str> {
    list.iter().map(|question| question.id).collect()
}

fn basis() -> Basis {
    let at = jiff::Timestamp::UNIX_EPOCH;
    Basis {
        at,
        local: crate::zone::greenwich(at).datetime(),
        zone: jiff::tz::TimeZone::UTC,
        born: None,
    }
}

#[test]
fn every_question_stands_for_questions_and_criteria_that_exist() {
    let protocol = Protocol::standard().unwrap();
    let known: Vec<&str> = protocol
        .criteria()
        .map(|(_, criterion)| criterion.id.as_str())
        .collect();
    for question in QUESTIONS {
        assert!(!question.findings.is_empty(), "{}", question.id);
        for finding in question.findings {
            assert!(QuestionId::find(finding).is_some(), "{finding}");
        }
        for criterion in question.criteria {
            assert!(known.contains(criterion), "{criterion}");
        }
        // What it asks about is what the criteria look at.
        for (_, criterion) in protocol.criteria() {
            if question.criteria.contains(&criterion.id.as_str()) {
                // A criterion may name what is worked out from the question.
                let facts = Facts::of(&Findings::default(), &basis());
                let asked = protocol.places(criterion).any(|(id, about)| {
                    let behind = facts.behind(FactSlot::of(id, about));
                    let ids = behind.iter().map(|slot| slot.place().0.question().id);
                    question.findings.contains(&id.question().id)
                        || id.question().id == "disorder.active"
                            && question.findings.contains(&"disorder.severity")
                        || ids.into_iter().any(|id| question.findings.contains(&id))
                });
                assert!(asked, "{} and {}", question.id, criterion.id);
            }
        }
    }
}

/// What rules out every level in the protocol is asked here, and asked as a danger.
#[test]
fn what_the_protocol_calls_an_emergency_is_a_danger_here() {
    let protocol = Protocol::standard().unwrap();
    let emergencies: Vec<&str> = protocol
        .criteria()
        .filter(|(_, criterion)| criterion.least == Some(Place::Emergency))
        .map(|(_, criterion)| criterion.id.as_str())
        .collect();
    assert!(emergencies.contains(&"E1"), "{emergencies:?}");
    for criterion in emergencies.into_iter().chain(["W1"]) {
        let asked = QUESTIONS
            .iter()
            .find(|question| question.criteria.contains(&criterion));
        assert!(asked.is_some_and(CheckQuestion::is_danger), "{criterion}");
    }
}

#[test]
fn danger_is_asked_first_and_names_are_unique() {
    let first = QUESTIONS.iter().take_while(|question| question.is_danger());
    assert_eq!(first.count(), dangers());
    let mut names: Vec<_> = QUESTIONS.iter().map(|question| question.id).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), QUESTIONS.len());
}

/// Every combination of answers to the dangers.
#[test]
fn every_danger_answer_alone_or_with_others_asks_for_help() {
    let count = dangers();
    for pattern in 0..4_usize.pow(u32::try_from(count).unwrap()) {
        let mut answers = vec![Some(CheckAnswer::No); QUESTIONS.len()];
        for (place, answer) in answers.iter_mut().take(count).enumerate() {
            *answer = match pattern / 4_usize.pow(u32::try_from(place).unwrap()) % 4 {
                0 => Some(CheckAnswer::Yes),
                1 => Some(CheckAnswer::No),
                2 => Some(CheckAnswer::Unsure),
                _ => None,
            };
        }
        let reading = read_all(&answers);
        let expected: Vec<_> = QUESTIONS
            .iter()
            .zip(&answers)
            .filter(|(question, answer)| {
                let no = question.id == "safe";
                let grave = if no {
                    CheckAnswer::No
                } else {
                    CheckAnswer::Yes
                };
                question.is_danger() && [Some(grave), Some(CheckAnswer::Unsure)].contains(answer)
            })
            .map(|(question, _)| question.id)
            .collect();
        let mut found = [ids(&reading.dangerous), ids(&reading.unsure)].concat();
        found.sort_by_key(|id| QUESTIONS.iter().position(|question| question.id == *id));
        assert_eq!(found, expected);
        assert_eq!(reading.help.is_empty(), expected.is_empty());
        let emergency = expected.iter().any(|id| *id != "harm");
        assert_eq!(reading.help.first() == Some(&Help::Emergency), emergency);
    }
}

proptest! {
    #[test]
    fn a_danger_is_never_outweighed(mut answers in answers(), place in 0..5_usize, sure: bool) {
        let [grave, unsure] = QUESTIONS[place].dangerous() else { panic!("a danger") };
        answers[place] = Some(if sure { *grave } else { *unsure });
        let reading = read_all(&answers);
        prop_assert!(QUESTIONS[place].help().iter().all(|help| reading.help.contains(help)));
        let list = if sure { &reading.dangerous } else { &reading.unsure };
        prop_assert!(ids(list).contains(&QUESTIONS[place].id));
    }

    #[test]
    fn what_is_open_never_counts(mut answers in answers(), place in 0..15_usize) {
        let before = read_all(&answers);
        answers[place] = None;
        let left_out = read_all(&answers);
        answers[place] = Some(CheckAnswer::Unsure);
        let unsure = read_all(&answers);
        // Only of a danger it is another thing to be unsure than to skip the question.
        let same = format!("{left_out:?}") == format!("{unsure:?}");
        prop_assert_eq!(same, !QUESTIONS[place].is_danger());
        prop_assert!(!ids(&unsure.speaks_for).contains(&QUESTIONS[place].id));
        prop_assert!(!ids(&unsure.speaks_against).contains(&QUESTIONS[place].id));
        prop_assert!(unsure.speaks_for.len() <= before.speaks_for.len());
    }

    #[test]
    fn every_question_is_in_one_list(answers in answers()) {
        let reading = read_all(&answers);
        let mut all = [
            reading.dangerous, reading.unsure, reading.open_dangers, reading.speaks_for, reading.speaks_against, reading.neither, reading.open,
        ].concat();
        prop_assert_eq!(all.len(), QUESTIONS.len());
        all.sort_by_key(|question| question.id);
        all.dedup_by_key(|question| question.id);
        prop_assert_eq!(all.len(), QUESTIONS.len());
    }

    /// An IOP is not for somebody in danger: a danger never speaks for it.
    #[test]
    fn no_danger_speaks_for_an_iop(answers in answers()) {
        let reading = read_all(&answers);
        prop_assert!(reading.speaks_for.iter().all(|question| !question.is_danger()));
    }
}

#[test]
fn codes_are_read_back() {
    for answer in CheckAnswer::ALL {
        assert_eq!(CheckAnswer::from_code(answer.code()), Some(answer));
    }
    assert_eq!(CheckAnswer::from_code("YES"), None);
}
