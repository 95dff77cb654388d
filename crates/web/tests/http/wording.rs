//! The official wording over real HTTP: a file is read, looked at, completed, confirmed, put into use and taken back.

use crate::client::Request;
use crate::served::{Served, with_token};
use care::Role;
use measures::Library;
use serde_json::{Value, json};

/// A FHIR Questionnaire that fits an instrument, with invented texts.
pub fn questionnaire(code: &str) -> Value {
    let library = Library::built_in().unwrap();
    let instrument = library.get(code).unwrap();
    let items = instrument.items.iter().map(|item| {
        let options = item.kind.values().into_iter().map(|value| {
            let points = item.points(value).unwrap().0;
            let ordinal = json!({ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": points });
            json!({ "valueCoding": { "display": format!("Answer {value}") }, "extension": [ordinal] })
        });
        json!({ "linkId": item.id, "text": format!("Invented question {}?", item.id), "type": "choice",
            "answerOption": options.collect::<Vec<_>>() })
    });
    json!({ "resourceType": "Questionnaire", "title": instrument.short, "status": "active",
        "item": items.collect::<Vec<_>>() })
}

const LIST: &str = "/staff/measures";

fn alone(served: &Served, cookie: &str, code: &str) -> bool {
    let page = served.get(&format!("{LIST}/{code}"), cookie);
    page.status_is(200)
        .body
        .contains("The person may answer it alone.")
}

#[test]
fn a_file_is_read_looked_at_used_and_taken_back() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let mut file = questionnaire("gad-7");
    let read = |file: &Value| served.post(LIST, &boss, &[("text", &file.to_string())]);
    let reply = read(&file);
    assert_eq!(
        reply.status_is(303).header("location").split('&').next(),
        Some("/staff/measures/gad-7?said=read")
    );
    let page = served.get("/staff/measures/gad-7", &boss).body;
    assert!(
        page.contains("Waits for you") && page.contains("Invented question 7?"),
        "{page}"
    );
    assert!(
        !alone(&served, &boss, "gad-7"),
        "nobody sees it before it was looked at"
    );
    served
        .post("/staff/measures/gad-7/1", &boss, &[])
        .status_is(303);
    assert!(alone(&served, &boss, "gad-7"));
    // Another file takes its place, and the one before can be used again.
    file["item"][0]["text"] = "Invented otherwise?".into();
    read(&file).status_is(303);
    let page = served.get("/staff/measures/gad-7", &boss).body;
    assert!(page.contains("Invented question 1?") && page.contains("Invented otherwise?"));
    served
        .post("/staff/measures/gad-7/2", &boss, &[])
        .status_is(303);
    let page = served.get("/staff/measures/gad-7", &boss).body;
    assert!(
        page.contains("In use before") && page.contains("Use it again"),
        "{page}"
    );
    assert!(!page.contains("Invented question 1?"));
    served
        .post("/staff/measures/gad-7/1", &boss, &[])
        .status_is(303);
    let page = served.get("/staff/measures/gad-7", &boss).body;
    assert!(page.contains("Invented question 1?") && !page.contains("Invented otherwise?"));
    let journal = served
        .get("/staff/journal", &served.enter(Role::PrivacyOfficer).cookie)
        .body;
    assert!(
        journal.contains("wording.read") && journal.contains("wording.used"),
        "{journal}"
    );
}

#[test]
fn an_item_behind_a_safety_flag_waits_until_somebody_says_that_it_is_the_same() {
    let served = Served::start();
    let boss = served.enter(Role::ClinicalDirector).cookie;
    let mut file = questionnaire("phq-9");
    file["item"].as_array_mut().unwrap().swap(7, 8);
    served
        .post(LIST, &boss, &[("text", &file.to_string())])
        .status_is(303);
    let page = served.get("/staff/measures/phq-9", &boss).body;
    let (_, both) = page.split_once("id=\"compare-9\"").unwrap();
    assert!(
        both.contains("Thoughts of death or self-harm") && both.contains("Invented question 8?")
    );
    for (said, sentence) in [
        (None, "Say whether item 9 is the same question"),
        (Some("other"), "does not have item 9 in its place"),
    ] {
        let fields: Vec<_> = said.map(|said| ("same.9", said)).into_iter().collect();
        let reply = served.post("/staff/measures/phq-9/1", &boss, &fields);
        assert!(reply.status_is(422).body.contains(sentence));
        assert!(!alone(&served, &boss, "phq-9"));
    }
    served
        .post("/staff/measures/phq-9/1", &boss, &[("same.9", "same")])
        .status_is(303);
    assert!(alone(&served, &boss, "phq-9"));
    let (_, reading) = page.split_once("Waits for you").unwrap();
    assert!(reading.contains("/staff/measures/phq-9/1/aside"));
    // What was put aside or replaced meanwhile is not used by an old page.
    served
        .post(LIST, &boss, &[("text", &file.to_string())])
        .status_is(303);
    served
        .post("/staff/measures/phq-9/2/aside", &boss, &[])
        .status_is(303);
    served
        .post("/staff/measures/phq-9/2", &boss, &[("same.9", "same")])
        .status_is(409);
    // It says what became of the reading, on the page that leads on.
    let twice = served.post("/staff/measures/phq-9/2/aside", &boss, &[]);
    let body = &twice.status_is(409).body;
    assert!(body.contains("was put aside already"), "{body}");
    assert!(body.contains("href=\"/staff/measures\""), "{body}");
}

#[test]
fn answers_that_only_their_order_explains_wait_until_somebody_compared_them_with_the_points() {
    let served = Served::start();
    let boss = served.enter(Role::ClinicalDirector).cookie;
    let mut file = questionnaire("gad-7");
    let answers: Vec<Value> = ["Always", "Often", "Rarely", "Never"]
        .map(|words| json!({ "valueString": words }))
        .into();
    for item in file["item"].as_array_mut().unwrap() {
        item["answerOption"] = answers.clone().into();
    }
    served
        .post(LIST, &boss, &[("text", &file.to_string())])
        .status_is(303);
    let page = served.get("/staff/measures/gad-7", &boss).body;
    assert_eq!(
        page.matches("The points of the answers, shown at item")
            .count(),
        1,
        "once for all seven items"
    );
    let (_, both) = page.split_once("id=\"compare-1\"").unwrap();
    assert!(
        both.contains("Answer 0, points: 0") && both.contains("Always"),
        "{both}"
    );
    served
        .post("/staff/measures/gad-7/1", &boss, &[])
        .status_is(422);
    assert!(!alone(&served, &boss, "gad-7"));
    served
        .post("/staff/measures/gad-7/1", &boss, &[("same.1", "same")])
        .status_is(303);
    assert!(alone(&served, &boss, "gad-7"));
}

/// A file as the VA has it: the scoring key leaves out the answer without points.
fn without_the_first_words() -> Value {
    let key: Value = ["20", "30", "40", "50", "60", "70", "80"]
        .map(|seq| {
            (
                seq.to_owned(),
                json!([["Once", "1"], ["Twice", "2"], ["Thrice", "3"]]),
            )
        })
        .into_iter()
        .collect::<serde_json::Map<_, _>>()
        .into();
    let items: Vec<_> = ["20", "30", "40", "50", "60", "70", "80"]
        .map(|seq| json!({ "seq": seq, "text": format!("Invented {seq}?") }))
        .into();
    json!({ "GAD-7": { "name": "Invented", "copyright": null, "items": items, "scoring_keys": { "Anxiety": key } } })
}

#[test]
fn words_that_a_file_does_not_have_are_typed_once_and_what_was_typed_stays() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let file = without_the_first_words();
    served
        .post(LIST, &boss, &[("text", &file.to_string())])
        .status_is(303);
    let page = served.get("/staff/measures/gad-7", &boss).body;
    assert_eq!(
        page.matches("name=\"gap.").count(),
        1,
        "once for all seven items"
    );
    assert!(page.contains("items 1, 2, 3, 4, 5, 6, 7"));
    for (typed, sentence) in [
        ("", "Type the words of the answer"),
        ("0", "A bare number says nothing"),
        ("twice", "has an answer “twice” already"),
    ] {
        let reply = served.post("/staff/measures/gad-7/1", &boss, &[("gap.1.0", typed)]);
        let body = &reply.status_is(422).body;
        assert!(body.contains(sentence), "{body}");
        assert!(
            body.contains(&format!("value=\"{typed}\"")),
            "{typed} is gone"
        );
    }
    served
        .post(
            "/staff/measures/gad-7/1",
            &boss,
            &[("gap.1.0", "Not at any time")],
        )
        .status_is(303);
    assert!(alone(&served, &boss, "gad-7"));
    assert!(
        served
            .get("/staff/measures/gad-7", &boss)
            .body
            .contains("Not at any time")
    );
}

#[test]
fn a_refused_file_is_said_beside_its_text_which_stays() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let mut numbers = questionnaire("phq-9");
    for item in numbers["item"].as_array_mut().unwrap() {
        item["answerOption"] = (0..4)
            .map(|value| json!({ "valueInteger": value }))
            .collect();
    }
    let numbers = numbers.to_string();
    for (text, wanted, sentence) in [
        (numbers.as_str(), "", "bare numbers"),
        (
            "{\"resourceType\": \"Bundle\"}",
            "",
            "a FHIR Bundle, not a Questionnaire",
        ),
        ("{\"resourceType\": ", "", "The file ends in the middle"),
        ("<html>", "phq-9", "Line 1, column 1 is not as it should be"),
        ("", "", "The file is empty"),
    ] {
        let reply = served.post(LIST, &boss, &[("text", text), ("wanted", wanted)]);
        let body = &reply.status_is(422).body;
        assert!(body.contains(sentence), "{sentence}: {body}");
        assert!(
            body.contains("href=\"#text\"") && !body.contains("expected"),
            "{body}"
        );
        let kept: String = text.chars().take(20).collect();
        let kept = kept
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        assert!(body.contains(&kept), "{kept} is gone");
    }
}

#[test]
fn a_file_that_does_not_say_what_it_is_is_mended_where_the_measure_is_chosen() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let mut file = questionnaire("gad-7");
    file["title"] = "Form 12".into();
    let text = file.to_string();
    let reply = served.post(LIST, &boss, &[("text", &text)]);
    let body = &reply.status_is(422).body;
    assert!(
        body.contains("“Form 12” does not say which instrument it is."),
        "{body}"
    );
    assert!(body.contains("href=\"#wanted\"") && body.contains("Choose it where the file"));
    let chosen = [("text", text.as_str()), ("wanted", "gad-7")];
    served.post(LIST, &boss, &chosen).status_is(303);
    // No page speaks of what is typed at the console.
    for page in [LIST, "/staff/measures/pacs", "/staff/measures/gad-7"] {
        let page = served.get(page, &boss);
        let page = &page.status_is(200).body;
        assert!(
            !page.contains("--as") && !page.contains("stepwell measures"),
            "{page}"
        );
    }
}

#[test]
fn a_file_larger_than_a_form_is_taken_from_whoever_is_signed_in_only() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let mut file = questionnaire("gad-7");
    file["purpose"] = "long ".repeat(30_000).into();
    let text = file.to_string();
    assert!(text.len() > 128 * 1024);
    let fields = with_token(&served.token(&boss), &[("text", &text)]);
    let request = Request::post(LIST, &fields);
    served.send(&request.clone()).status_is(413);
    served
        .send(&request.clone().session("nobody"))
        .status_is(413);
    served.send(&request.session(&boss)).status_is(303);
    file["purpose"] = "long ".repeat(300_000).into();
    let long = served.post(LIST, &boss, &[("text", &file.to_string())]);
    let said = &long.status_is(422).body;
    assert!(said.contains("The file is longer than 1024 KB."));
    file["purpose"] = "long ".repeat(700_000).into();
    served
        .post(LIST, &boss, &[("text", &file.to_string())])
        .status_is(413);
    // Elsewhere a form stays a form.
    let site = [("name", "x".repeat(70_000))];
    let site: Vec<_> = site
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    served.post("/staff/sites/new", &boss, &site).status_is(413);
}

#[test]
fn the_same_form_sent_twice_reads_and_uses_once() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let text = questionnaire("gad-7").to_string();
    let twice = |path: &str, fields: &[(&str, &str)]| {
        let fields = with_token(&served.token(&boss), fields);
        let request = Request::post(path, &fields).session(&boss);
        let replies = [served.send(&request), served.send(&request)];
        replies.map(|reply| reply.status_is(303).header("location").to_owned())
    };
    let [first, second] = twice(LIST, &[("text", &text)]);
    assert_eq!(first, second);
    let page = served.get("/staff/measures/gad-7", &boss).body;
    assert!(page.contains("/staff/measures/gad-7/1") && !page.contains("/staff/measures/gad-7/2"));
    let [first, second] = twice("/staff/measures/gad-7/1", &[]);
    assert_eq!(first, second);
    assert!(
        !served
            .get("/staff/measures/gad-7", &boss)
            .body
            .contains("In use before")
    );
}

#[test]
fn what_was_typed_while_another_tab_was_faster_is_kept() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let text = without_the_first_words().to_string();
    let read = || served.post(LIST, &boss, &[("text", &text)]);
    let complete = |words| served.post("/staff/measures/gad-7/1", &boss, &[("gap.1.0", words)]);
    read().status_is(303);
    complete("Not at any time").status_is(303);
    // The reading is whole now: what the second tab typed has no field, and is not lost.
    let late = complete("Not once");
    let body = &late.status_is(409).body;
    assert!(
        body.contains("Somebody completed this wording meanwhile"),
        "{body}"
    );
    assert!(body.contains("What you typed") && body.contains("Not once"));
    assert!(body.contains("Not at any time"), "what is in use: {body}");
    // Where another reading has the same gap, the words stand in its field.
    read().status_is(303);
    let late = complete("Not once");
    late.status_is(409);
    let form = late.form_to("/staff/measures/gad-7/2");
    assert_eq!(form.value("gap.1.0"), "Not once");
    // The same form sent twice is no second tab.
    let fields = with_token(&served.token(&boss), &[("gap.1.0", "Not once")]);
    let request = Request::post("/staff/measures/gad-7/2", &fields).session(&boss);
    served.send(&request).status_is(303);
    served.send(&request).status_is(303);
}

#[test]
fn what_was_said_of_one_reading_is_no_answer_about_another() {
    let served = Served::start();
    let boss = served.enter(Role::ClinicalDirector).cookie;
    let mut file = questionnaire("phq-9");
    file["item"].as_array_mut().unwrap().swap(7, 8);
    let read = || served.post(LIST, &boss, &[("text", &file.to_string())]);
    read().status_is(303);
    read().status_is(303);
    let late = served.post("/staff/measures/phq-9/1", &boss, &[("same.9", "same")]);
    late.status_is(409);
    let form = late.form_to("/staff/measures/phq-9/2");
    assert_eq!(form.value("same.9"), "");
    assert!(!alone(&served, &boss, "phq-9"));
}
