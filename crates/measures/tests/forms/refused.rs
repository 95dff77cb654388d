//! What waits for a person, and what is refused with a sentence.

use super::made::{answerable, items, library, questionnaire, read, refusal};
use super::{CODES, WORDS, alone, coding, phq, weighed};
use measures::ItemId;
use measures::wording;
use serde_json::{Value, json};

#[test]
fn an_item_behind_a_safety_flag_is_taken_by_its_code_or_waits_for_a_person() {
    let uncoded = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut made = phq(|place| json!({ "valueCoding": coding(place) }));
        for item in items(&mut made) {
            item.as_object_mut().unwrap().remove("code");
        }
        change(items(&mut made));
        made
    };
    let links = |items: &mut Vec<Value>, link: &dyn Fn(usize) -> String| {
        for (at, item) in items.iter_mut().enumerate() {
            item["linkId"] = link(at + 1).into();
        }
    };
    // A link id that is the item's LOINC code names it; one that only counts does not.
    assert!(alone(
        &uncoded(&|items| items[8]["linkId"] = "/44260-8".into()),
        "phq-9"
    ));
    for (name, made) in [
        ("q1 to q9", uncoded(&|_| ())),
        (
            "1 to 9",
            uncoded(&|items| links(items, &|at| at.to_string())),
        ),
        (
            "difficulty in the place of item 9",
            uncoded(&|items| items[8]["text"] = "How difficult?".into()),
        ),
        ("swapped", uncoded(&|items| items.swap(7, 8))),
        (
            "named otherwise",
            uncoded(&|items| links(items, &|at| format!("item-{}", at * 10))),
        ),
        (
            "only the last fits",
            uncoded(&|items| {
                links(items, &|at| {
                    if at == 9 {
                        "phq9".into()
                    } else {
                        format!("s{at}x")
                    }
                });
            }),
        ),
    ] {
        let wording = read(&made, None).unwrap();
        assert_eq!(wording.unconfirmed, [ItemId::from("9")], "{name}");
        let library = library();
        let phq = library.get("phq-9").unwrap();
        assert!(!answerable(phq, Some(&wording)), "{name}");
        let stored = serde_json::to_string(&wording).unwrap();
        let mut stored = measures::Wording::stored(phq, &stored).unwrap();
        assert!(
            !answerable(phq, Some(&stored)),
            "{name}: it waits when it is read again"
        );
        stored.confirm(&ItemId::from("9"));
        assert!(answerable(phq, Some(&stored)), "{name}");
    }
    let twice = uncoded(&|items| items[8]["text"] = " question 8?".into());
    assert!(
        refusal(&twice, None).contains("items 8 and 9 ask the same"),
        "{}",
        refusal(&twice, None)
    );
}

#[test]
fn bare_numbers_doubled_answers_and_reversed_points_are_refused() {
    let ordinal = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
    let numbers = phq(|place| json!({ "valueInteger": place }));
    let digits = phq(
        |place| json!({ "valueCoding": { "system": "http://loinc.org", "code": CODES[place], "display": format!("{place}") } }),
    );
    let doubled = phq(|place| {
        weighed(place, ordinal)["valueCoding"]["display"].take().as_str().map(|_| {
        json!({ "valueCoding": { "display": WORDS[place.min(2)] }, "extension": [{ "url": ordinal, "valueDecimal": place }] })
    }).unwrap()
    });
    let same = phq(
        |place| json!({ "valueCoding": { "display": WORDS[place] }, "extension": [{ "url": ordinal, "valueDecimal": place.min(2) }] }),
    );
    let reversed = phq(
        |place| json!({ "valueCoding": { "display": WORDS[place] }, "extension": [{ "url": ordinal, "valueDecimal": 3 - place }] }),
    );
    let against_code = phq(
        |place| json!({ "valueCoding": coding(place), "extension": [{ "url": ordinal, "valueDecimal": 3 - place }] }),
    );
    let mut one = phq(|place| weighed(place, ordinal));
    items(&mut one)[3]["answerOption"] = (0..4).map(|place| {
        json!({ "valueCoding": { "display": WORDS[3 - place] }, "extension": [{ "url": ordinal, "valueDecimal": place }] })
    }).collect();
    for (name, made, sentence) in [
        (
            "numbers",
            numbers,
            "its answers are bare numbers (such as 0)",
        ),
        ("digits", digits, "its answers are bare numbers (such as 0)"),
        ("doubled", doubled, "two answers read “Often”"),
        ("same points", same, "two answers are 2"),
        (
            "reversed",
            reversed,
            "(3, 2, 1, 0) do not follow the official order",
        ),
        (
            "against the code",
            against_code,
            "which is not what its code stands for",
        ),
        ("one reversed", one, "at item 4, so one of them is reversed"),
    ] {
        let said = refusal(&made, None);
        assert!(said.contains(sentence), "{name}: {said}");
    }
    // Where the official form itself has numbers, numbers are its words.
    let mut rating = questionnaire("pacs");
    for item in items(&mut rating) {
        item["answerOption"] = (0..7)
            .map(|place| json!({ "valueInteger": place }))
            .collect();
    }
    assert!(alone(&rating, "pacs"));
}

#[test]
fn no_shape_of_json_brings_out_a_programmers_sentence() {
    let whole = questionnaire("phq-9");
    let odd = [
        json!(null),
        json!(7),
        json!("x"),
        json!([[]]),
        json!({ "a": [1] }),
    ];
    let said = |file: &Value| match read(file, Some("phq-9")) {
        Ok(_) => String::new(),
        Err(said) => said,
    };
    let mut all = Vec::new();
    for value in &odd {
        for name in ["title", "code", "item", "contained", "url", "id"] {
            let mut bent = whole.clone();
            bent[name] = value.clone();
            all.push(said(&bent));
        }
        for name in [
            "linkId",
            "text",
            "type",
            "code",
            "answerOption",
            "answerValueSet",
            "item",
            "extension",
        ] {
            let mut bent = whole.clone();
            items(&mut bent)[2][name] = value.clone();
            all.push(said(&bent));
        }
        all.push(said(&json!({ "X": { "scoring_keys": value } })));
    }
    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    for text in [
        deep.as_str(),
        "{\"a\": tru}",
        "{\"a\" 1}",
        "{'a': 1}",
        "[1,]",
        "\"\u{1}\"",
        "<html>",
    ] {
        all.push(
            wording::import(&library(), text.as_bytes(), None)
                .unwrap_err()
                .to_string(),
        );
    }
    for said in all {
        for word in [
            "expected",
            "invalid type",
            "missing field",
            "untagged",
            "at line",
            "recursion",
            "variant ",
        ] {
            assert!(!said.contains(word), "{said}");
        }
        assert!(said.is_empty() || said.ends_with('.'), "{said}");
    }
}
