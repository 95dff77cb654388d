//! Answers and their points, wherever a file keeps them.

use super::made::{answerable, items, library, questionnaire, read, refusal};
use super::{CODES, WORDS, alone, coding, phq, weighed, with_set, words};
use measures::ItemId;
use serde_json::{Value, json};

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
