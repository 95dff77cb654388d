//! The many forms in which files in use keep the same questionnaire: each is read, or refused with a sentence.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/made.rs"]
mod made;

mod answers;
mod refused;
mod releases;
mod scored;

use made::{answerable, items, library, questionnaire, read};
use serde_json::{Value, json};

/// The words that stand in for the answers here, the fewest points first.
const WORDS: [&str; 4] = ["Never", "Now and then", "Often", "Nearly always"];
const CODES: [&str; 4] = ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"];

/// A PHQ-9 of nine questions whose answers are all made by `answer`, from their place in the list.
fn phq(answer: impl Fn(usize) -> Value) -> Value {
    let mut made = questionnaire("phq-9");
    items(&mut made).truncate(9);
    for item in items(&mut made) {
        item["answerOption"] = (0..4).map(&answer).collect();
    }
    made
}

fn coding(place: usize) -> Value {
    json!({ "system": "http://loinc.org", "code": CODES[place], "display": WORDS[place] })
}

fn weighed(place: usize, url: &str) -> Value {
    json!({ "valueCoding": { "display": WORDS[place] }, "extension": [{ "url": url, "valueDecimal": place }] })
}

/// The words of item 1, the fewest points first.
fn words(questionnaire: &Value) -> Vec<String> {
    let wording = read(questionnaire, None).unwrap();
    wording
        .item("1")
        .unwrap()
        .answers
        .values()
        .cloned()
        .collect()
}

fn alone(questionnaire: &Value, code: &str) -> bool {
    let library = library();
    answerable(
        library.get(code).unwrap(),
        Some(&read(questionnaire, None).unwrap()),
    )
}

/// The same questions with their answers in a value set that the file contains.
fn with_set(set: &Value, address: &str) -> Value {
    let mut made = phq(|_| json!({}));
    for item in items(&mut made) {
        let item = item.as_object_mut().unwrap();
        item.remove("answerOption");
        item.insert("answerValueSet".to_owned(), address.into());
    }
    made["contained"] = set.clone();
    made
}
