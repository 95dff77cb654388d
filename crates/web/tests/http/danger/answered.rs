//! The card of a danger until it is answered: its clock, who has it, and what closes it.

use crate::served::Served;
use care::Role;
use clinic::followup::signal;
use clinic::followup::signal::Which;

#[test]
fn a_card_says_by_when_who_was_told_and_who_has_it_and_goes_up_when_nobody_has() {
    let served = Served::start();
    let (house, clinic) = (served.house(), &served.world.clinic);
    let director = served.enter(Role::ClinicalDirector);
    served.raise(
        house.patients[0],
        "mental-health",
        ("a.risk.suicide", "high"),
    );
    let open = signal::list(clinic, &director.actor, Which::Open).unwrap();
    let path = format!("/staff/signals/{}", open[0].signal.id);
    // Whoever waits so long has to sign in again.
    let page = || {
        let director = served.enter(Role::ClinicalDirector);
        let reply = served.get(&path, &director.cookie);
        reply.status_is(200).main().to_owned()
    };
    let first = page();
    for words in [
        "answer by ",
        "Nobody has said “I have it” yet.",
        "Nobody is first on call",
        "Who was told",
        "clinical director",
        "Not reached yet.",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(!first.contains("unanswered for"), "{first}");
    served.world.wait(crate::common::minutes(16));
    assert!(page().contains("unanswered for 16 min"));
    let gone = clinic::followup::alert::escalate_due(clinic, house.organization);
    assert_eq!(gone.unwrap(), 1);
    let told = |page: &str| page.matches(", clinical director").count();
    assert!(
        told(&page()) > told(&first),
        "told again, because nobody answered"
    );
    // However far up it went it stays overdue, wherever it is shown, with what comes next beside it.
    assert!(page().contains("told again, and again until somebody answers"));
    let everywhere = [
        path.clone(),
        "/staff/signals".to_owned(),
        format!("/staff/people/{}", house.patients[0]),
        format!("/staff/people/{}/safety", house.patients[0]),
    ];
    for place in everywhere {
        let director = served.enter(Role::ClinicalDirector);
        let shown = served.get(&place, &director.cookie);
        let body = &shown.status_is(200).body;
        assert!(body.contains("unanswered for 16 min"), "{place}");
        assert!(body.contains("the next are told"), "{place}");
    }
    let take = format!("{path}/take");
    let director = served.enter(Role::ClinicalDirector);
    served.post(&take, &director.cookie, &[]).status_is(303);
    let taken = page();
    assert!(taken.contains("said “I have it”"), "{taken}");
    assert!(taken.contains("say what was done by "), "{taken}");
    served.post(&take, &director.cookie, &[]).status_is(409);
}

#[test]
fn a_word_closes_no_danger_and_whoever_was_not_reached_is_tried_again() {
    let served = Served::start();
    let person = served.house().patients[0];
    let director = served.enter(Role::ClinicalDirector);
    served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let card = format!("/staff/signals/{}", open[0].signal.id);
    let page = || {
        let reply = served.get(&card, &director.cookie);
        reply.status_is(200).main().to_owned()
    };
    // What is there is shown with the way to it, and nothing of it is forced.
    for words in [
        "Score the C-SSRS screener",
        "Open the safety plan",
        "there is no C-SSRS for this signal and no safety plan",
    ] {
        assert!(page().contains(words), "{words}: {}", page());
    }
    let path = format!("{card}/respond");
    let thin = [("words", "ok, done"), ("done", "now"), ("close", "yes")];
    let refused = served.post(&path, &director.cookie, &thin);
    let main = refused.status_is(422).main();
    for words in [
        "Say whether they were reached.",
        "Say in a sentence what was done",
        "Say in a sentence why the signal is closed without",
    ] {
        assert!(main.contains(words), "{words}: {main}");
    }
    let missed = [
        ("words", "Rang three times, nobody answered."),
        ("reached", "not_reached"),
        ("done", "now"),
        ("close", "yes"),
    ];
    let kept = served.post(&path, &director.cookie, &missed);
    let leads = kept.status_is(303).header("location");
    assert!(leads.contains("said=not-reached"), "{leads}");
    assert!(page().contains("say what was done by "), "{}", page());
    assert!(page().contains("Not reached."), "{}", page());
}

#[test]
fn after_a_hand_over_the_card_offers_it_as_its_answer() {
    let served = Served::start();
    let person = served.house().patients[0];
    let director = served.enter(Role::ClinicalDirector);
    served.raise(person, "medical", ("a.medical.need", "acute danger"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let path = format!("/staff/signals/{}", open[0].signal.id);
    let page = || {
        let reply = served.get(&path, &director.cookie);
        reply.status_is(200).main().to_owned()
    };
    assert!(!page().contains("Answered by the hand-over"));
    served.world.wait(crate::common::minutes(1));
    let sheet = [
        ("happened", "Found hard to wake, and breathing slowly."),
        ("when", "2:15 pm"),
        ("naloxone", "not_given"),
        ("to", "the ambulance"),
        ("contact", "the front desk"),
    ];
    let written = format!("/staff/people/{person}/handover");
    let reply = served.post(&written, &director.cookie, &sheet);
    reply.status_is(303);
    let offered = page();
    let words = "Answered by the hand-over to the ambulance, written";
    assert!(offered.contains(words), "{offered}");
}

#[test]
fn the_page_of_a_signal_begins_with_the_person_and_asks_one_thing_after_the_other() {
    let served = Served::start();
    let (house, director) = (served.house(), served.enter(Role::ClinicalDirector));
    let answer = ("a.risk.suicide", "high");
    served.raise(house.patients[0], "mental-health", answer);
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let path = format!("/staff/signals/{}", open[0].signal.id);
    let reply = served.get(&path, &director.cookie);
    let main = reply.status_is(200).main();
    let (_, name) = main.split_once("<h1>").unwrap();
    let (name, _) = name.split_once("</h1>").unwrap();
    let of = format!(
        "{} <span class=\"about-page\">– Signal</span>",
        open[0].called
    );
    assert_eq!(name, of);
    let order = [
        "<h1>",
        "Suicide risk",
        "waiting less than 1 min for an answer",
        "answer by ",
        "What was said",
        "said “I have it”",
        "Were they reached?",
        "What was done?",
        "It is planned",
        "class=\"if-planned\"",
        "Planned for",
        "Who was told",
    ];
    let places = order.map(|words| {
        main.find(words)
            .unwrap_or_else(|| panic!("{words}: {main}"))
    });
    assert!(places.is_sorted(), "{places:?}: {main}");
    // In whose words, and how old that is: the director answered the question of the assessment.
    let role = Role::ClinicalDirector.label();
    let by = format!("{role} {} 1, <span class=\"age\"", house.name);
    assert!(main.contains(&by), "{by}: {main}");
    // In the list the age comes first.
    let list = served.get("/staff/signals", &director.cookie);
    let row = format!("href=\"{path}\"><span class=\"aged\"><span class=\"age\" data-age=\"0\"");
    let main = list.status_is(200).main();
    assert!(main.contains(&row), "{row}: {main}");
}
