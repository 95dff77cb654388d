//! Instruments: scored by clinicians, answered alone, and never silent about danger.

mod nowhere;
mod suggested;

use crate::assessment::{counselor, said};
use crate::common::{World, key, minutes};
use crate::engines::worlds;
use care::Role;
use care::assessment::finding::RawValue;
use care::followup::signal::{About, Matter, Signal, SignalKind, Urgency};
use care::people::patient::BirthDate;
use clinic::access::setup::operator;
use clinic::assessment::interview::answer;
use clinic::assessment::measure::{
    answer_alone, asked, assign, instrument, keep_wording, library, measures, questions, record,
};
use clinic::followup::signal::{Which, list};
use clinic::people::patient::{PatientDraft, seed_patient};
use clinic::{Clinic, Refusal};
use jiff::civil::date;
use measures::wording::ItemWording;
use measures::{Absence, Answers, ItemAnswer, Wording};
use policy::Actor;

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
        let quiet = record(clinic, &actor, key(21), person, "phq-9", &phq(0)).unwrap();
        assert!(!quiet.danger);
        assert!(list(clinic, &actor, Which::Open).unwrap().is_empty());
        world.wait(minutes(1));
        let loud = record(clinic, &actor, key(22), person, "phq-9", &phq(2)).unwrap();
        assert!(loud.danger);
        // The same form again is the same result and the same signal.
        let again = record(clinic, &actor, key(22), person, "phq-9", &phq(2)).unwrap();
        assert_eq!(again, loud);
        let open = list(clinic, &actor, Which::Open).unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].signal.kind, SignalKind::Suicide);
        // On more than half of the days: within the hour, and only intent, a plan or behavior is at once.
        assert_eq!(open[0].signal.urgency, Urgency::Hour);
        assert_eq!(open[0].signal.about, About::Result(loud.id));
        let shown = measures(clinic, &actor, person).unwrap();
        assert_eq!(shown.results.len(), 2);
        assert_eq!(shown.results[1].scored.points("total").unwrap().0, 10);
    }
}

#[test]
fn which_instruments_are_answered_alone_is_one_question_and_not_one_for_each() {
    for world in worlds("onequestion") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        import(clinic, &world);
        let before = clinic.record().work();
        let shown = measures(clinic, &actor, person).unwrap();
        let work = clinic.record().work() - before;
        assert_eq!(shown.alone, ["phq-9"]);
        let instruments = library().unwrap().iter().count() as u64;
        assert!(work.statements < instruments, "{}", work.statements);
    }
}

#[test]
fn what_is_no_answer_is_refused_with_its_item() {
    for world in worlds("noanswer") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let wrong = Answers::new().with("1", 9);
        let refused = record(clinic, &actor, key(21), person, "phq-9", &wrong).unwrap_err();
        assert!(
            refused.to_string().contains("item 1") || refused.to_string().contains("Item 1"),
            "{refused}"
        );
        let empty = record(clinic, &actor, key(22), person, "phq-9", &Answers::new());
        assert!(
            empty
                .unwrap_err()
                .to_string()
                .contains("Nothing is answered")
        );
        let none = record(clinic, &actor, key(23), person, "no-such", &phq(0));
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
        // What was asked for is answered once; another form sent by hand is for nothing that is asked.
        let again = answer_alone(clinic, &herself, key(27), "phq-9", &phq(0));
        assert!(matches!(again, Err(Refusal::NotFound)));
        let open = list(clinic, &actor, Which::Open).unwrap();
        assert!(open[0].signal.words.contains("answered alone"));
        let shown = measures(clinic, &actor, person).unwrap();
        assert!(shown.results[0].by.is_none());
    }
}

/// The form again, by the back button or from a second tab, with a key of its own.
#[test]
fn a_danger_is_never_refused_because_the_form_was_sent_already() {
    for world in worlds("alone_again") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        import(clinic, &world);
        let herself = world.enter(&world.houses[0], person).actor;
        let send =
            |number, thoughts| answer_alone(clinic, &herself, key(number), "phq-9", &phq(thoughts));
        assert!(matches!(send(21, 3), Err(Refusal::NotFound)), "never asked");
        assign(clinic, &actor, key(22), person, "phq-9").unwrap();
        assert!(!send(23, 0).unwrap().danger);
        world.wait(minutes(5));
        assert!(matches!(send(24, 0), Err(Refusal::NotFound)));
        assert!(open_of(&world, &actor, Matter::Suicide).is_empty());
        let worse = send(25, 2).unwrap();
        assert!(worse.danger, "the first is help");
        let open = open_of(&world, &actor, Matter::Suicide);
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].about, About::Result(worse.id));
        let shown = measures(clinic, &actor, person).unwrap();
        assert_eq!(shown.results.len(), 2, "both are read");
        // Whoever takes it back by sending once more takes nothing back.
        world.wait(minutes(5));
        assert!(matches!(send(26, 0), Err(Refusal::NotFound)));
        assert_eq!(open_of(&world, &actor, Matter::Suicide).len(), 1);
    }
}

/// A later result that leaves the item out does not answer what an earlier one told.
#[test]
fn a_danger_that_a_result_told_stands_until_a_result_answers_it() {
    for world in worlds("hints") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let denied = [said("risk.suicide", RawValue::Text("none".to_owned()))];
        answer(clinic, &actor, key(21), person, &denied, None).unwrap();
        let contradicted = || {
            let view = clinic::assessment::interview::view(clinic, &actor, person).unwrap();
            let found = view.contradictions();
            let own = found.iter().filter(|one| one.sentence().contains("PHQ-9"));
            own.count()
        };
        let mut skipped = Answers::new();
        for item in 1..=8 {
            skipped = skipped.with(&item.to_string(), 1);
        }
        let score = |number, answers: &Answers| {
            record(clinic, &actor, key(number), person, "phq-9", answers).unwrap();
            world.wait(minutes(10));
            contradicted()
        };
        assert_eq!(score(22, &skipped), 0, "only not ruled out");
        assert_eq!(score(23, &phq(1)), 1);
        assert_eq!(score(24, &skipped), 1, "it is not answered");
        assert_eq!(score(25, &phq(2)), 1, "the last one that was raised");
        assert_eq!(score(26, &phq(0)), 0);
        assert_eq!(score(27, &skipped), 0);
    }
}

/// COWS answers of exactly these points, the pulse left for last.
fn cows(points: i32) -> Answers {
    let cows = instrument("cows").unwrap();
    let mut left = points;
    let mut answers = Answers::new();
    for item in cows.items.iter().rev() {
        let values = item.kind.values().into_iter();
        let most = values.filter(|value| *value <= left).max().unwrap();
        left -= most;
        answers = answers.with(item.id.as_str(), most);
    }
    assert_eq!(left, 0, "COWS cannot be {points}");
    answers
}

fn screener(yes: &[&str]) -> Answers {
    let items = ["1", "2", "3", "4", "5", "6", "6a"];
    items.iter().fold(Answers::new(), |answers, item| {
        answers.with(item, i32::from(yes.contains(item)))
    })
}

fn open_of(world: &World, actor: &Actor, matter: Matter) -> Vec<Signal> {
    let open = list(&world.clinic, actor, Which::Open).unwrap();
    let own = open.into_iter().map(|listed| listed.signal);
    own.filter(|signal| signal.matter == Some(matter)).collect()
}

#[test]
fn a_high_cows_typed_by_one_is_on_the_list_of_another() {
    for world in worlds("cows") {
        let (nurse, person) = counselor(&world);
        let house = &world.houses[0];
        let provider = world
            .enter(house, house.who(Role::MedicalProvider, 0))
            .actor;
        let clinic = &world.clinic;
        let saved = record(clinic, &nurse, key(21), person, "cows", &cows(30)).unwrap();
        assert!(saved.danger);
        let again = record(clinic, &nurse, key(21), person, "cows", &cows(30)).unwrap();
        assert_eq!(again, saved);
        let open = open_of(&world, &provider, Matter::Withdrawal);
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].kind, SignalKind::Danger);
        assert_eq!(open[0].urgency, Urgency::Hour);
        assert!(open[0].words.starts_with("COWS 30: "), "{}", open[0].words);
        assert!(open_of(&world, &provider, Matter::Suicide).is_empty());
        // Worse: the same card, now. Better: it stays as it was until somebody answers.
        world.wait(minutes(10));
        record(clinic, &nurse, key(22), person, "cows", &cows(40)).unwrap();
        world.wait(minutes(10));
        let calm = record(clinic, &nurse, key(23), person, "cows", &cows(4)).unwrap();
        assert!(!calm.danger);
        let open = open_of(&world, &provider, Matter::Withdrawal);
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].urgency, Urgency::Now);
        assert!(!open[0].further.is_empty());
    }
}

#[test]
fn what_is_found_on_one_day_about_suicide_is_one_card() {
    for world in worlds("onecard") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        record(clinic, &actor, key(21), person, "phq-9", &phq(1)).unwrap();
        let open = open_of(&world, &actor, Matter::Suicide);
        assert_eq!(open[0].urgency, Urgency::Today);
        world.wait(minutes(10));
        let low = screener(&["1"]);
        record(clinic, &actor, key(22), person, "c-ssrs-screener", &low).unwrap();
        let open = open_of(&world, &actor, Matter::Suicide);
        assert_eq!((open.len(), open[0].urgency), (1, Urgency::Today));
        world.wait(minutes(10));
        let high = screener(&["2", "5"]);
        record(clinic, &actor, key(23), person, "c-ssrs-screener", &high).unwrap();
        let open = open_of(&world, &actor, Matter::Suicide);
        assert_eq!((open.len(), open[0].urgency), (1, Urgency::Now));
        assert_eq!(open[0].further.len(), 2);
    }
}

#[test]
fn an_open_answer_is_softer_than_a_yes_and_harder_than_a_no() {
    for world in worlds("openanswer") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let mut unsaid = phq(0);
        unsaid.set("9", ItemAnswer::Absent(Absence::Declined));
        let saved = record(clinic, &actor, key(21), person, "phq-9", &unsaid).unwrap();
        assert!(!saved.danger, "nothing stands yet");
        let open = open_of(&world, &actor, Matter::Suicide);
        assert_eq!((open.len(), open[0].urgency), (1, Urgency::Today));
        assert!(open[0].words.contains("cannot be ruled out"));
        // Alone, not wanting to say leads to help.
        import(clinic, &world);
        let herself = world.enter(&world.houses[0], person).actor;
        assign(clinic, &actor, key(22), person, "phq-9").unwrap();
        assert!(
            answer_alone(clinic, &herself, key(23), "phq-9", &unsaid)
                .unwrap()
                .danger
        );
    }
}

/// A CIWA-Ar of ten points.
fn ciwa_of_ten() -> Answers {
    let ciwa = instrument("ciwa-ar").unwrap();
    let ten = ciwa.items.iter().fold(Answers::new(), |answers, item| {
        answers.with(item.id.as_str(), i32::from(item.id.as_str() == "10"))
    });
    ten.with("3", 5).with("5", 4)
}

#[test]
fn the_date_of_the_site_decides_and_not_that_of_greenwich() {
    for world in worlds("sitedate") {
        let (actor, _) = counselor(&world);
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let director = world
            .enter(house, house.who(Role::ClinicalDirector, 0))
            .actor;
        // Sixty-five from tomorrow on. In New York it is half past eight in the evening; at Greenwich it is tomorrow.
        let draft = PatientDraft {
            born: Some(BirthDate::parse("1961-03-03", date(2026, 3, 2)).unwrap()),
            ..house.patient_draft("Elder", 0, None)
        };
        let person = seed_patient(clinic, &director, key(21), &draft).unwrap();
        world.wait(minutes(8 * 60 + 30));
        let ten = ciwa_of_ten();
        record(clinic, &actor, key(22), person, "ciwa-ar", &ten).unwrap();
        let open = open_of(&world, &actor, Matter::Withdrawal);
        assert_eq!((open.len(), open[0].urgency), (1, Urgency::Today));
        import(clinic, &world);
        assign(clinic, &actor, key(23), person, "phq-9").unwrap();
        let twice = assign(clinic, &actor, key(24), person, "phq-9").unwrap_err();
        let on = care::day::day_text(date(2026, 3, 2));
        assert!(twice.to_string().contains(&on), "{twice}");
        // Half past midnight there: now it is the birthday.
        world.wait(minutes(4 * 60));
        record(clinic, &actor, key(25), person, "ciwa-ar", &ten).unwrap();
        let open = open_of(&world, &actor, Matter::Withdrawal);
        assert_eq!(open.len(), 1);
        assert!(open[0].urgency < Urgency::Today, "{:?}", open[0].urgency);
    }
}

#[test]
fn moderate_withdrawal_is_sooner_after_a_seizure() {
    for world in worlds("graver") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let ten = ciwa_of_ten();
        record(clinic, &actor, key(21), person, "ciwa-ar", &ten).unwrap();
        let open = open_of(&world, &actor, Matter::Withdrawal);
        assert_eq!(open[0].urgency, Urgency::Today);
        let seizure = [said("withdrawal.seizures", RawValue::YesNo(true))];
        answer(clinic, &actor, key(22), person, &seizure, None).unwrap();
        record(clinic, &actor, key(23), person, "ciwa-ar", &ten).unwrap();
        let open = open_of(&world, &actor, Matter::Withdrawal);
        assert_eq!((open.len(), open[0].urgency), (1, Urgency::Hour));
    }
}

#[test]
fn a_result_that_is_no_danger_is_one_card_until_it_is_looked_at() {
    for world in worlds("resultcard") {
        let (actor, person) = counselor(&world);
        let clinic = &world.clinic;
        let items = ["1", "2", "3", "4", "5", "6", "7"];
        let worry = items.iter().fold(Answers::new(), |a, item| a.with(item, 2));
        for number in 21..23 {
            let saved = record(clinic, &actor, key(number), person, "gad-7", &worry).unwrap();
            assert!(!saved.danger);
            world.wait(minutes(10));
        }
        let open = list(clinic, &actor, Which::Open).unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].signal.kind, SignalKind::Result);
        assert_eq!(open[0].signal.urgency, Urgency::Week);
    }
}
