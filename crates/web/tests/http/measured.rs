//! Measures over real HTTP: which one is chosen, how they look over time, one question after the other.

use crate::served::Served;
use crate::wording::questionnaire;
use care::Role;

/// The part of the page from which a measure is chosen.
fn picker(page: &str) -> &str {
    let (_, rest) = page.split_once("id=\"picker\"").expect("a picker");
    rest.split_once("</section>").expect("it ends").0
}

fn at(text: &str, words: &str) -> usize {
    let found = text.find(words);
    found.unwrap_or_else(|| panic!("no {words}: {text}"))
}

#[test]
fn a_measure_is_chosen_from_what_is_due_then_used_then_worded_and_the_rest_is_one_line() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector).cookie;
    let person = served.house().patients[0];
    let here = format!("/staff/people/{person}/measures");
    let page = || served.get(&here, &director).status_is(200).body.clone();
    let fresh = page();
    let none = picker(&fresh);
    assert!(
        !none.contains("Due now") && !none.contains("Used for this person"),
        "{none}"
    );
    let folded = at(none, "without imported wording");
    assert!(folded < at(none, "Score the PHQ-9"), "{none}");
    assert!(
        at(none, "Score the COWS") < folded,
        "a clinician rates it and needs no wording"
    );
    assert_eq!(none.matches("without imported wording").count(), 1);
    assert!(
        none.contains("href=\"/staff/measures\""),
        "it says how to import"
    );
    // Its wording is imported, and the person is asked; another one is scored from the form.
    let file = questionnaire("gad-7").to_string();
    let read = served.post("/staff/measures", &director, &[("text", &file)]);
    read.status_is(303);
    served
        .post("/staff/measures/gad-7/1", &director, &[])
        .status_is(303);
    let worded = page();
    let ready = picker(&worded);
    assert!(at(ready, "Score the GAD-7") < at(ready, "without imported wording"));
    assert!(ready.contains(&format!("action=\"{here}/gad-7/assign\"")));
    served
        .post(&format!("{here}/gad-7/assign"), &director, &[])
        .status_is(303);
    served
        .post(&format!("{here}/pacs/new"), &director, &[("i.1", "1")])
        .status_is(303);
    let after = page();
    let asked = picker(&after);
    assert!(at(asked, "Due now") < at(asked, "Score the GAD-7"));
    assert!(asked.contains("not answered yet"), "{asked}");
    assert!(at(asked, "Score the GAD-7") < at(asked, "Used for this person"));
    assert!(at(asked, "Used for this person") < at(asked, "Score the PACS"));
    assert!(at(asked, "Score the PACS") < at(asked, "Others"));
    assert!(
        !asked.contains(&format!("action=\"{here}/gad-7/assign\"")),
        "once is enough"
    );
}

#[test]
fn a_measure_is_found_by_its_name_and_by_what_it_measures() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector).cookie;
    let here = format!("/staff/people/{}/measures", served.house().patients[0]);
    let found = |words: &str| {
        let page = served.get(&format!("{here}?q={words}"), &director);
        picker(&page.status_is(200).body).to_owned()
    };
    for words in ["phq", "PHQ-9", "depression"] {
        let found = found(words);
        assert!(found.contains("Score the PHQ-9"), "{words}: {found}");
        assert!(!found.contains("Score the COWS"), "{words}: {found}");
        assert!(
            found.contains(" open>"),
            "what was found is not folded: {found}"
        );
    }
    let none = found("zzz");
    assert!(
        none.contains("No measure has these words") && none.contains("value=\"zzz\""),
        "{none}"
    );
    assert!(
        none.contains("<datalist"),
        "all names are offered while somebody types"
    );
}

#[test]
fn results_over_time_stand_on_the_whole_scale_with_bands_and_what_was_flagged() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector).cookie;
    let here = format!("/staff/people/{}/measures", served.house().patients[0]);
    let score = |ninth: &str| {
        let names: Vec<String> = (1..=9).map(|item| format!("i.{item}")).collect();
        let value = |item: usize| if item == 8 { ninth } else { "1" };
        let fields: Vec<(&str, &str)> = names
            .iter()
            .enumerate()
            .map(|(item, name)| (name.as_str(), value(item)))
            .collect();
        served
            .post(&format!("{here}/phq-9/new"), &director, &fields)
            .status_is(303);
    };
    score("1");
    let once = served.get(&here, &director).status_is(200).body.clone();
    assert!(!once.contains("trend-phq-9"), "one point is no line");
    served
        .world
        .clock
        .advance(jiff::SignedDuration::from_mins(5));
    score("0");
    let page = served.get(&here, &director).status_is(200).body.clone();
    let (_, chart) = page
        .split_once("id=\"trend-phq-9-total\"")
        .expect("a chart");
    let chart = chart.split_once("</figure>").unwrap().0;
    for words in [
        ">27<",
        "moderately",
        "class=\"mark\"",
        ">item 9<",
        "Thoughts of death or self-harm: Some days",
        "Reads as",
        "points or more are a meaningful change",
    ] {
        assert!(chart.contains(words), "no {words}: {chart}");
    }
    assert!(!chart.contains("class=\"legend\""), "{chart}");
}

#[test]
fn every_question_says_which_it_is_of_how_many() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector).cookie;
    let (house, file) = (served.house(), questionnaire("gad-7").to_string());
    let person = house.patients[0];
    served
        .post("/staff/measures", &director, &[("text", &file)])
        .status_is(303);
    served
        .post("/staff/measures/gad-7/1", &director, &[])
        .status_is(303);
    let assign = format!("/staff/people/{person}/measures/gad-7/assign");
    served.post(&assign, &director, &[]).status_is(303);
    let cookie = served.world.enter(house, person).cookie;
    let page = served
        .get("/me/measures/gad-7", &cookie)
        .status_is(200)
        .body
        .clone();
    assert_eq!(
        page.matches("data-step-at").count(),
        page.matches("<fieldset").count()
    );
    for words in [">1 of ", "/assets/steps.", "data-step-end"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !page.contains("data-step hidden"),
        "without a script all of them stand there"
    );
}
