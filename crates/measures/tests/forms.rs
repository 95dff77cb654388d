//! The many forms in which files in use keep the same questionnaire: each is read, or refused with a sentence.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "common/made.rs"]
mod made;

use made::{answerable, items, library, questionnaire, read, refusal};
use measures::wording::{self, WordingError};
use measures::{Answers, Context, FlagState, ItemId, Points, score};
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

#[test]
fn points_are_read_under_every_address_in_use_by_code_and_by_order() {
    for url in [
        "http://hl7.org/fhir/StructureDefinition/ordinalValue",
        "http://hl7.org/fhir/StructureDefinition/itemWeight",
        "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
        "http://hl7.org/fhir/StructureDefinition/iso21090-CO-value",
        "http://fhir.org/guides/argonaut/questionnaire/StructureDefinition/extension-itemOrdinal",
    ] {
        let made = phq(|place| weighed(place, url));
        assert_eq!(words(&made), WORDS, "{url}");
        assert!(alone(&made, "phq-9"), "{url}");
    }
    // By code alone, in whatever order.
    let backwards = phq(|place| json!({ "valueCoding": coding(3 - place) }));
    assert_eq!(words(&backwards), WORDS);
    assert!(alone(&backwards, "phq-9"));
    let integers = phq(
        |place| json!({ "valueCoding": coding(place), "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueInteger": place }] }),
    );
    assert_eq!(words(&integers), WORDS);
    let unsystematic =
        phq(|place| json!({ "valueCoding": { "code": CODES[place], "display": WORDS[place] } }));
    assert!(alone(&unsystematic, "phq-9"));
    // Plain texts with nothing but their order: read, but who confirms item 9 confirms the list that all items share.
    let plain = phq(|place| json!({ "valueString": WORDS[place] }));
    assert_eq!(words(&plain), WORDS);
    assert!(!alone(&plain, "phq-9"));
    let read_plain = read(&plain, None).unwrap();
    assert!(read_plain.notes[0].contains("follows from their order"));
    assert_eq!(read_plain.unconfirmed, [ItemId::from("9")]);
}

#[test]
fn each_list_of_answers_that_only_its_order_explains_waits_for_a_person() {
    let library = library();
    let gad = library.get("gad-7").unwrap();
    let ordered = |words: &dyn Fn(usize, usize) -> String| {
        let mut made = questionnaire("gad-7");
        for (at, item) in items(&mut made).iter_mut().enumerate() {
            item["answerOption"] = (0..4)
                .map(|place| json!({ "valueString": words(at, place) }))
                .collect();
        }
        read(&made, None).unwrap()
    };
    let backwards = ordered(&|_, place| WORDS[3 - place].to_owned());
    assert_eq!(backwards.unconfirmed, [ItemId::from("1")]);
    assert!(!answerable(gad, Some(&backwards)));
    let said = backwards.lacks(gad).unwrap();
    assert!(
        said.starts_with("Only the order of the answers says how many points each is (item 1 ("),
        "{said}"
    );
    let stored = serde_json::to_string(&backwards).unwrap();
    let mut stored = measures::Wording::stored(gad, &stored).unwrap();
    assert!(!answerable(gad, Some(&stored)));
    stored.confirm(&ItemId::from("1"));
    assert!(answerable(gad, Some(&stored)));
    let two = ordered(&|at, place| match at {
        4 => format!("So {}", WORDS[place]),
        _ => WORDS[place].to_owned(),
    });
    assert_eq!(two.unconfirmed, [ItemId::from("1"), ItemId::from("5")]);
}

#[test]
fn an_unscored_question_needs_no_points() {
    let mut made = questionnaire("phq-9");
    items(&mut made)[9]["answerOption"] = (0..4)
        .map(|place| json!({ "valueCoding": { "display": format!("So {}", WORDS[place]) } }))
        .collect();
    assert!(alone(&made, "phq-9"));
    assert_eq!(
        read(&made, None).unwrap().item("10").unwrap().answers[&2],
        "So Often"
    );
}

#[test]
fn what_is_computed_or_hidden_is_no_question() {
    let extra = |more: Value| {
        let mut item = json!({ "linkId": "x", "type": "decimal", "text": "Sum" });
        item.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        item
    };
    for more in [
        json!({ "readOnly": true }),
        json!({ "linkId": "/44261-6" }),
        json!({ "code": [{ "system": "http://loinc.org", "code": "44261-6" }] }),
        json!({ "extension": [{ "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression", "valueExpression": {} }] }),
        json!({ "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/cqf-calculatedValue", "valueString": "" }] }),
        json!({ "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true }] }),
        json!({ "type": "quantity", "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "valueCoding": { "code": "{score}" } }] }),
    ] {
        let mut made = questionnaire("phq-9");
        items(&mut made).push(extra(more.clone()));
        let wording = read(&made, None).unwrap_or_else(|error| panic!("{more}: {error}"));
        assert!(
            wording.notes[0].starts_with("Left out: "),
            "{:?}",
            wording.notes
        );
    }
    let mut asked = questionnaire("phq-9");
    items(&mut asked).push(extra(json!({ "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": false }] })));
    assert!(refusal(&asked, None).contains("question “x” is too many"));
}

#[test]
fn answers_stand_in_contained_value_sets_composed_or_expanded_by_id_or_address() {
    let points = |place: usize| json!([{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": place }]);
    let concept = |place: usize| json!({ "code": CODES[place], "display": WORDS[place], "extension": points(place) });
    let concepts: Vec<_> = (0..4).map(concept).collect();
    let bare: Vec<_> = (0..4).map(|place| json!({ "system": "urn:x", "code": format!("c{place}"), "display": WORDS[place] })).collect();
    let address = "http://example.org/ValueSet/often";
    let set = |more: Value| {
        let mut set = json!({ "resourceType": "ValueSet", "id": "v", "url": address });
        set.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        set
    };
    let composed = set(
        json!({ "compose": { "include": [{ "system": "http://loinc.org", "concept": concepts }] } }),
    );
    let expanded = set(json!({ "expansion": { "contains": concepts } }));
    // An expansion without points, beside what it was composed of.
    let both = set(json!({ "expansion": { "contains": bare },
        "compose": { "include": [{ "system": "urn:x", "concept": concepts }] } }));
    for (name, set) in [
        ("composed", &composed),
        ("expanded", &expanded),
        ("both", &both),
    ] {
        for place in [
            "#v".to_owned(),
            address.to_owned(),
            format!("{address}|1.0"),
        ] {
            let made = with_set(&json!([set]), &place);
            assert_eq!(words(&made), WORDS, "{name}, {place}");
            assert!(alone(&made, "phq-9"), "{name}, {place}");
        }
    }
    let system = json!({ "resourceType": "CodeSystem", "url": "urn:x", "concept": (0..4).map(|place| json!({
        "code": format!("c{place}"), "display": WORDS[place], "property": [{ "code": "itemWeight", "valueDecimal": place }] })).collect::<Vec<_>>() });
    let whole = set(json!({ "compose": { "include": [{ "system": "urn:x" }] } }));
    assert_eq!(words(&with_set(&json!([whole, system]), "#v")), WORDS);
    // One that includes itself many times has its answers once; one with more answers than any form is refused.
    let itself = set(
        json!({ "compose": { "include": [{ "system": "http://loinc.org", "concept": concepts,
        "valueSet": vec!["#v"; 1000] }] } }),
    );
    assert_eq!(words(&with_set(&json!([itself]), "#v")), WORDS);
    let many: Vec<_> = (0..201)
        .map(|at| json!({ "code": format!("c{at}"), "display": format!("Word {at}") }))
        .collect();
    for more in [
        json!({ "compose": { "include": [{ "system": "urn:x", "concept": many }] } }),
        json!({ "expansion": { "contains": many } }),
    ] {
        let said = refusal(&with_set(&json!([set(more)]), "#v"), None);
        assert!(said.contains("more than 200 answers"), "{said}");
    }
    let elsewhere = with_set(&json!([]), address);
    assert!(refusal(&elsewhere, None).contains("nothing is fetched from elsewhere"));
}

#[test]
fn releases_are_named_and_read_where_they_agree() {
    let with = |made: &mut Value, change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        for item in items(made) {
            change(item.as_object_mut().unwrap());
        }
    };
    let points = |place: usize| {
        weighed(
            place,
            "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
        )
    };
    let mut stu3 = phq(points);
    with(&mut stu3, &|item| {
        let options = item.remove("answerOption").unwrap();
        item.insert("option".to_owned(), options);
    });
    let mut referred = with_set(
        &json!([{ "resourceType": "ValueSet", "id": "v", "compose": { "include": [{ "system": "http://loinc.org",
            "concept": (0..4).map(|p| json!({ "code": CODES[p], "display": WORDS[p] })).collect::<Vec<_>>() }] } }]),
        "#v",
    );
    with(&mut referred, &|item| {
        item.remove("answerValueSet");
        item.insert("options".to_owned(), json!({ "reference": "#v" }));
    });
    let mut r5 = phq(|place| weighed(place, "http://hl7.org/fhir/StructureDefinition/itemWeight"));
    with(&mut r5, &|item| {
        item.insert("type".to_owned(), "coding".into());
        item.insert("answerConstraint".to_owned(), "optionsOnly".into());
    });
    for (release, made) in [
        ("STU3", &stu3),
        ("STU3", &referred),
        ("R4", &phq(points)),
        ("R5", &r5),
    ] {
        assert_eq!(words(made), WORDS, "{release}");
        assert!(alone(made, "phq-9"), "{release}");
        let origin = read(made, None).unwrap().origin;
        assert!(
            origin.starts_with(&format!("FHIR {release} Questionnaire")),
            "{origin}"
        );
    }
    let mut mixed = stu3;
    items(&mut mixed)[0]["answerOption"] = json!([]);
    assert!(
        refusal(&mixed, None)
            .contains("“option” as in FHIR STU3 and others “answerOption” as in R4")
    );
    let older = json!({ "resourceType": "Questionnaire", "group": {} });
    assert!(refusal(&older, Some("phq-9")).contains("FHIR DSTU2"));
}

#[test]
fn the_same_file_is_read_in_every_encoding() {
    let text = questionnaire("phq-9")
        .to_string()
        .replace("Question 1?", "Ça va ?");
    let wide = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark.to_vec(), bytes].concat();
    for (name, bytes) in [
        ("UTF-8", text.clone().into_bytes()),
        (
            "UTF-8 with a mark",
            marked(b"\xEF\xBB\xBF", text.clone().into_bytes()),
        ),
        (
            "UTF-16 LE with a mark",
            marked(b"\xFF\xFE", wide(u16::to_le_bytes)),
        ),
        (
            "UTF-16 BE with a mark",
            marked(b"\xFE\xFF", wide(u16::to_be_bytes)),
        ),
        ("UTF-16 LE", wide(u16::to_le_bytes)),
        ("UTF-16 BE", wide(u16::to_be_bytes)),
    ] {
        let mut all =
            wording::import(&library(), &bytes, None).unwrap_or_else(|e| panic!("{name}: {e}"));
        let wording = all.remove(0).1.unwrap();
        assert_eq!(wording.item("1").unwrap().text, "Ça va ?", "{name}");
    }
    let latin: Vec<_> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    assert_eq!(
        wording::import(&library(), &latin, None).unwrap_err(),
        WordingError::Encoding
    );
    assert_eq!(
        wording::import(&library(), b" \n", None).unwrap_err(),
        WordingError::Empty
    );
}

#[test]
fn a_screen_or_a_variant_of_the_audit_is_told_by_its_structure() {
    let without_code = |code: &str, title: &str| {
        let mut made = questionnaire(code);
        made["code"] = json!([]);
        made["title"] = title.into();
        made
    };
    for (code, title) in [
        ("audit-c", "AUDIT"),
        ("audit-c", "Prescreen (AUDIT)"),
        ("audit", "AUDIT-C and the rest"),
        ("audit", "AUDIT"),
        ("phq-9", "Form 12"),
    ] {
        assert_eq!(
            read(&without_code(code, title), None).unwrap().instrument,
            code,
            "{title}"
        );
    }
    let mut us = without_code("audit", "AUDIT");
    for item in items(&mut us).iter_mut().take(3) {
        item["answerOption"] = (0..7).map(|place| json!({ "valueCoding": { "display": format!("Answer {place}") },
            "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": place }] })).collect();
    }
    assert!(
        refusal(&us, None).contains("US variant (USAUDIT)"),
        "{}",
        refusal(&us, None)
    );
    assert!(refusal(&us, Some("audit")).contains("US variant (USAUDIT)"));
    items(&mut us).truncate(3);
    assert!(refusal(&us, Some("audit-c")).contains("US variant (USAUDIT)"));
    let short = without_code("audit-c", "AUDIT");
    assert!(refusal(&short, Some("audit")).contains("three questions, as the AUDIT-C has"));
    let mut eight = without_code("phq-9", "PHQ-9");
    items(&mut eight).truncate(8);
    assert!(refusal(&eight, None).contains("leaves out item 9"));
}

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

#[test]
fn gaps_are_typed_once_for_all_items_with_the_same_answers() {
    let library = library();
    let gad = library.get("gad-7").unwrap();
    let mut wording = read(&questionnaire("gad-7"), None).unwrap();
    for item in &mut wording.items {
        item.answers.remove(&0);
    }
    assert!(!answerable(gad, Some(&wording)));
    let gaps = wording.gap_list(gad);
    assert_eq!((gaps.len(), gaps[0].items.len(), gaps[0].value), (1, 7, 0));
    assert_eq!(gaps[0].beside.as_deref(), Some("Answer 1"));
    for (typed, sentence) in [
        (" ", "Type the words"),
        ("0", "A bare number says nothing"),
        ("answer 1", "has an answer “answer 1” already"),
    ] {
        let said = wording.clone().fill(gad, &gaps[0], typed).unwrap_err();
        assert!(said.contains(sentence), "{said}");
    }
    wording.fill(gad, &gaps[0], "Not once").unwrap();
    assert!(answerable(gad, Some(&wording)));
    assert_eq!(wording.item("7").unwrap().answers[&0], "Not once");
}

#[test]
fn the_audit_goes_on_to_items_9_and_10_after_no_points_at_2_and_3() {
    let library = library();
    let audit = library.get("audit").unwrap();
    let little = Answers::new()
        .with("1", 1)
        .with("2", 0)
        .with("3", 0)
        .with("9", 0)
        .with("10", 2);
    let scored = score(audit, &little, &Context::default()).unwrap();
    assert_eq!(scored.points("total"), Some(Points(3)));
    assert_eq!(scored.left_out.len(), 5);
    let more = little.with("3", 1);
    assert_eq!(
        score(audit, &more, &Context::default())
            .unwrap()
            .points("total"),
        None
    );
}

#[test]
fn the_provisional_clusters_of_the_pcl_5_are_counted_by_items_rated_2_or_more() {
    let library = library();
    let pcl = library.get("pcl-5").unwrap();
    let with = |twos: &[u8]| {
        (1..=20_u8).fold(Answers::new(), |answers, item| {
            answers.with(&item.to_string(), if twos.contains(&item) { 2 } else { 1 })
        })
    };
    let state = |answers: &Answers| {
        let scored = score(pcl, answers, &Context::default()).unwrap();
        scored.flag("provisional-clusters").map(|flag| flag.state)
    };
    let enough = [5, 6, 8, 14, 15, 20];
    assert_eq!(state(&with(&enough)), Some(FlagState::Raised));
    for left_out in enough {
        let fewer: Vec<_> = enough
            .into_iter()
            .filter(|item| *item != left_out)
            .collect();
        assert_eq!(state(&with(&fewer)), None, "without item {left_out}");
    }
    let mut open = with(&enough);
    open.set(
        ItemId::from("15"),
        measures::Answer::Absent(measures::Absence::Declined),
    );
    assert_eq!(state(&open), Some(FlagState::CannotRuleOut));
    let flag = pcl
        .flags
        .iter()
        .find(|flag| flag.code == "provisional-clusters")
        .unwrap();
    assert!(!flag.source.verified, "its certainty stands beside it");
}
