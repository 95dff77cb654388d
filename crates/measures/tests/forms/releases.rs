//! The same questionnaire in several releases, encodings and variants.

use super::made::{items, library, questionnaire, read, refusal};
use super::{CODES, WORDS, alone, phq, weighed, with_set, words};
use measures::wording::{self, WordingError};
use serde_json::{Value, json};

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
