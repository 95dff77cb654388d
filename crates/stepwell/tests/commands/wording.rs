//! Files of official wording: those that fit, and those that are not what they should be.

use crate::common::Home;
use crate::{done, found, prepared, refused};
use measures::Library;
use serde_json::{Value, json};

#[test]
fn a_file_that_was_cut_off_or_is_another_one_is_refused_and_nothing_is_stored() {
    let (home, _prepared) = prepared();
    for (name, text, sentence) in [
        (
            "cut.json",
            "{\"resourceType\": \"Questionnaire\", \"item\": [{\"linkId\": \"1\",",
            "The file ends in the middle",
        ),
        (
            "bundle.json",
            "{\"resourceType\": \"Bundle\"}",
            "This is a FHIR Bundle, not a Questionnaire",
        ),
        (
            "page.json",
            "<html><body>Sign in</body></html>",
            "Line 1, column 1 is not as it should be",
        ),
    ] {
        std::fs::write(home.path(name), text).unwrap();
        let ran = home.run(&["measures", "import", name, "--as", "phq-9"]);
        found(&ran, &[sentence]);
    }
    let listed = home.run(&["measures", "list"]);
    assert!(!done(&listed).contains("the person may"), "{listed:?}");
}

#[test]
fn a_file_that_does_not_say_what_it_is_is_named_at_the_console() {
    let (home, _prepared) = prepared();
    let mut file = questionnaire("gad-7");
    file["title"] = "Form 12".into();
    write(&home, "form.json", &file);
    found(
        &home.run(&["measures", "import", "form.json"]),
        &["“Form 12” does not say which", "Name it with --as"],
    );
    found(
        &home.run(&["measures", "import", "form.json", "--as", "gad-70"]),
        &["stepwell measures list"],
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (home, _prepared) = prepared();
    refused(
        &home.run(&["measures", "import", "nowhere.json"]),
        &["nowhere.json"],
    );
}

/// A FHIR Questionnaire that fits an instrument's structure, with invented texts.
fn questionnaire(code: &str) -> Value {
    let library = Library::built_in().unwrap();
    let instrument = library.get(code).unwrap();
    let items = instrument.items.iter().map(|item| {
        let options = item.kind.values().into_iter().map(|value| {
            let points = item.points(value).unwrap().0;
            let ordinal = json!({ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue",
                "valueDecimal": f64::from(points) });
            json!({ "valueCoding": { "display": format!("Answer {value}"), "extension": [ordinal] } })
        });
        let code = item.loinc.iter().map(|code| json!({ "system": "http://loinc.org", "code": code }));
        json!({ "linkId": format!("q{}", item.id), "text": format!("Invented question {}?", item.id),
            "type": "choice", "code": code.collect::<Vec<_>>(), "answerOption": options.collect::<Vec<_>>() })
    });
    json!({ "resourceType": "Questionnaire", "title": instrument.short, "status": "active",
        "item": items.collect::<Vec<_>>() })
}

fn write(home: &Home, name: &str, questionnaire: &Value) {
    std::fs::write(home.path(name), questionnaire.to_string()).unwrap();
}

#[test]
fn the_right_wording_is_kept_and_then_the_person_answers_alone() {
    let (home, prepared) = prepared();
    write(&home, "phq.json", &questionnaire("phq-9"));
    let ran = home.run(&["measures", "import", "phq.json", "--as", "phq-9"]);
    let said = done(&ran);
    assert!(
        said.contains("phq-9: loaded; the person may answer it alone."),
        "{said}"
    );
    assert!(said.contains("Kept in the record"), "{said}");
    let listed = home.run(&["measures", "list"]);
    let alone: Vec<_> = done(&listed)
        .lines()
        .filter(|line| line.contains("the person alone"))
        .collect();
    assert!(
        alone.len() == 1 && alone[0].starts_with("phq-9 "),
        "{alone:?}"
    );
    let (person, session) = prepared.somebody_in_care();
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let (mut director, mut herself) = (server.client(&prepared.session), server.client(&session));
    assert_eq!(
        herself.get("/me/measures/phq-9").unwrap().status,
        404,
        "nobody asked her yet"
    );
    let page = format!("/staff/people/{person}/measures");
    let token = director.get(&page).unwrap().token().unwrap().to_owned();
    let asked = director.post(&format!("{page}/phq-9/assign"), &[("_token", &token)]);
    assert_eq!(asked.unwrap().status, 303);
    assert!(
        herself
            .get("/me/measures")
            .unwrap()
            .body
            .contains("href=\"/me/measures/phq-9\"")
    );
    let questions = herself.get("/me/measures/phq-9").unwrap();
    for item in 1..=9 {
        assert!(
            questions
                .body
                .contains(&format!("Invented question {item}?")),
            "{}",
            questions.body
        );
    }
    let mut fields = vec![("_token".to_owned(), questions.token().unwrap().to_owned())];
    fields.extend((1..=9).map(|item| (format!("i.{item}"), u8::from(item < 9).to_string())));
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let sent = herself.post("/me/measures/phq-9", &fields).unwrap();
    let to = sent.location.as_deref().unwrap_or_default();
    assert!(
        to.starts_with("/me/measures/done?said=told&proof="),
        "{to} {}",
        sent.body
    );
    assert!(
        herself
            .get("/me/measures")
            .unwrap()
            .body
            .contains("Nothing to answer")
    );
    let scored = director.get(&page).unwrap().body;
    assert!(scored.contains("PHQ-9") && scored.contains('8'), "{scored}");
}

#[test]
fn the_wording_of_another_instrument_is_refused_and_what_was_kept_before_stays() {
    let (home, _prepared) = prepared();
    write(&home, "gad.json", &questionnaire("gad-7"));
    let ran = home.run(&["measures", "import", "gad.json", "--as", "phq-9"]);
    found(&ran, &["This file is “GAD-7”, not the PHQ-9"]);
    assert!(!done(&home.run(&["measures", "list"])).contains("the person alone"));
    write(&home, "phq.json", &questionnaire("phq-9"));
    done(&home.run(&["measures", "import", "phq.json", "--as", "phq-9"]));
    // The same file, cut off on its way here.
    let whole = std::fs::read_to_string(home.path("phq.json")).unwrap();
    std::fs::write(home.path("phq.json"), &whole[..whole.len() / 2]).unwrap();
    let ran = home.run(&["measures", "import", "phq.json", "--as", "phq-9"]);
    found(&ran, &["The file ends in the middle"]);
    found(
        &home.run(&["measures", "import", "gad.json", "--as", "phq-9"]),
        &["not the PHQ-9"],
    );
    let listed = home.run(&["measures", "list"]);
    assert!(
        done(&listed)
            .lines()
            .any(|line| line.starts_with("phq-9 ") && line.contains("the person alone"))
    );
}

/// What the command says of a file that is whole.
const LOADED: &str = "phq-9: loaded; the person may answer it alone.";

#[test]
#[expect(clippy::too_many_lines, reason = "one row for each form of a file")]
fn each_form_of_the_same_file_is_loaded_waits_or_is_refused() {
    let (home, _prepared) = prepared();
    let bent = |bend: &dyn Fn(&mut Vec<Value>)| {
        let mut made = questionnaire("phq-9");
        bend(made["item"].as_array_mut().unwrap());
        made.to_string().into_bytes()
    };
    let total = json!({ "linkId": "sum", "type": "decimal", "extension": [{
        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression" }] });
    let weight = |item: &mut Value| {
        for (points, option) in item["answerOption"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .enumerate()
        {
            option["valueCoding"]["extension"] = json!([]);
            option["extension"] = json!([{ "url": "http://hl7.org/fhir/StructureDefinition/itemWeight", "valueDecimal": points }]);
        }
    };
    let uncode = |item: &mut Value| item["code"] = json!([]);
    for (name, bytes, sentence) in [
        ("whole", bent(&|_| ()), LOADED),
        (
            "marked",
            [b"\xEF\xBB\xBF".to_vec(), bent(&|_| ())].concat(),
            LOADED,
        ),
        (
            "without points where none count",
            bent(&|items| {
                for option in items[9]["answerOption"].as_array_mut().unwrap() {
                    option["valueCoding"]["extension"] = json!([]);
                }
            }),
            LOADED,
        ),
        (
            "with its total",
            bent(&|items| items.push(total.clone())),
            LOADED,
        ),
        (
            "with weights",
            bent(&|items| items.iter_mut().for_each(weight)),
            LOADED,
        ),
        (
            "without codes",
            bent(&|items| items.iter_mut().for_each(uncode)),
            "carries a safety flag",
        ),
        (
            "without codes and swapped",
            bent(&|items| {
                items.iter_mut().for_each(uncode);
                items.swap(7, 8);
            }),
            "carries a safety flag",
        ),
        (
            "numbers",
            bent(&|items| {
                for item in items {
                    item["answerOption"] = (0..4)
                        .map(|value| json!({ "valueInteger": value }))
                        .collect();
                }
            }),
            "refused",
        ),
    ] {
        std::fs::write(home.path("file.json"), bytes).unwrap();
        let ran = home.run(&["measures", "import", "file.json"]);
        if sentence == "refused" {
            found(&ran, &["bare numbers"]);
            continue;
        }
        assert!(done(&ran).contains(sentence), "{name}: {ran:?}");
        // What waits does not take the place of what is whole.
        let listed = home.run(&["measures", "list"]);
        assert!(
            done(&listed).contains("the person alone"),
            "{name}: {listed:?}"
        );
    }
}

#[test]
fn answers_in_another_shape_are_refused_in_plain_words() {
    let (home, _prepared) = prepared();
    for text in [
        "[1]",
        "{\"1\": [2]}",
        "{\"1\": 2.5}",
        "{\"1\"",
        "{\"1\": \"often\"}",
    ] {
        std::fs::write(home.path("answers.json"), text).unwrap();
        let ran = home.run(&["measures", "score", "phq-9", "answers.json"]);
        refused(&ran, &["does not hold answers by item"]);
        for word in ["untagged", "invalid type", "expected", "EOF"] {
            assert!(!ran.err.contains(word), "{text}: {ran:?}");
        }
    }
}
