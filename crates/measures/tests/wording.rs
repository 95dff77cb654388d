//! FHIR Questionnaires, made here by hand with invented texts: those that fit, and each way not to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use measures::{Answerable, Wording, wording};
use serde_json::json;

#[path = "common/made.rs"]
mod made;

use made::{answerable, items, library, questionnaire, read, refusal};

#[test]
fn only_an_instrument_with_its_wording_may_be_answered_alone() {
    for code in [
        "phq-9", "gad-7", "audit", "audit-c", "bam", "bam-iop", "pcl-5", "barc-10", "pacs",
    ] {
        let library = library();
        let instrument = library.get(code).unwrap();
        assert!(!answerable(instrument, None));
        let wording = read(&questionnaire(code).clone(), Some(code));
        // Yes-and-no items say “Answer 1” in this made-up form, which is refused; the BAM has one.
        if code.starts_with("bam") {
            assert!(wording.unwrap_err().contains("neither yes nor no"));
            continue;
        }
        let wording = wording.unwrap();
        assert!(answerable(instrument, Some(&wording)), "{code}");
        assert_eq!(wording.item("1").unwrap().text, "Question 1?");
        let other = library
            .get(if code == "phq-9" { "gad-7" } else { "phq-9" })
            .unwrap();
        assert!(
            !answerable(other, Some(&wording)),
            "another's wording opens nothing"
        );
    }
}

#[test]
fn what_a_clinician_rates_stays_with_the_clinician() {
    let mut screener = questionnaire("c-ssrs-screener");
    for item in items(&mut screener) {
        item["type"] = "boolean".into();
        item.as_object_mut().unwrap().remove("answerOption");
    }
    let wording = read(&screener, Some("c-ssrs-screener")).unwrap();
    let library = library();
    let instrument = library.get("c-ssrs-screener").unwrap();
    assert_eq!(
        Answerable::of(instrument, Some(&wording)),
        Answerable::ByClinicianOnly {
            because: "The C-SSRS screener is rated by a clinician.".to_owned()
        }
    );
}

#[test]
fn the_audit_c_trap_is_refused_with_its_reason() {
    let mut audit = questionnaire("audit-c");
    items(&mut audit)[0]["code"][0]["code"] = "68517-2".into();
    let said = refusal(&audit, None);
    assert!(
        said.contains("68517-2")
            && said.contains("68518-0")
            && said.contains("a total from it is wrong")
    );
    // The same where its structure is that of a variant, whose sentence would hide the mistake.
    let answers = items(&mut audit)[0]["answerOption"].as_array_mut().unwrap();
    let more =
        [5, 6].map(|value| json!({ "valueCoding": { "display": format!("Answer {value}") } }));
    answers.extend(more);
    assert_eq!(refusal(&audit, None), said);
}

#[test]
fn yes_and_no_are_refused_where_code_and_text_differ() {
    let mut screener = questionnaire("c-ssrs-screener");
    for item in items(&mut screener) {
        item["answerOption"] = json!([
            { "valueCoding": { "system": "http://loinc.org", "code": "LA33-6", "display": "Yes" } },
            { "valueCoding": { "system": "http://loinc.org", "code": "LA32-8", "display": "No" } },
        ]);
    }
    assert!(read(&screener, Some("c-ssrs-screener")).is_ok());
    items(&mut screener)[1]["answerOption"][0]["valueCoding"]["code"] = "LA32-8".into();
    let said = refusal(&screener, Some("c-ssrs-screener"));
    assert!(
        said.contains("“Yes” has the code of the opposite answer"),
        "{said}"
    );
}

#[test]
fn another_instrument_is_named_and_refused() {
    let gad = questionnaire("gad-7");
    assert_eq!(
        refusal(&gad, Some("phq-9")),
        "This file is “GAD-7 (LOINC 69737-5)”, not the PHQ-9; bring the file of the PHQ-9."
    );
    let mut disguised = gad;
    disguised["title"] = "PHQ-9".into();
    assert!(refusal(&disguised, Some("phq-9")).contains("not the PHQ-9"));
    let mut nameless = questionnaire("pacs");
    nameless["title"] = "Form 12".into();
    assert_eq!(
        refusal(&nameless, None),
        "“Form 12” does not say which instrument it is."
    );
    assert!(read(&nameless, Some("pacs")).is_ok());
    let mut audit_c = questionnaire("audit-c");
    audit_c["code"] = json!([]);
    assert_eq!(
        read(&audit_c, None).unwrap().instrument,
        "audit-c",
        "AUDIT-C is not AUDIT"
    );
}

#[test]
fn what_differs_is_named_item_by_item() {
    let mut fewer = questionnaire("phq-9");
    items(&mut fewer).truncate(7);
    assert!(
        refusal(&fewer, None)
            .contains("has 9 items, the file 7; item 8 (Slowed or restless) is not there")
    );
    let mut swapped = questionnaire("phq-9");
    items(&mut swapped).swap(2, 3);
    assert!(refusal(&swapped, None).contains("item 3 (Sleep): in its place is item 4"));
    let mut more = questionnaire("phq-9");
    let extra = json!({ "linkId": "q11", "text": "More?", "type": "string" });
    items(&mut more).push(extra);
    assert!(refusal(&more, None).contains("question “q11” is too many"));
    let mut ordinal = questionnaire("phq-9");
    items(&mut ordinal)[4]["answerOption"][3]["valueCoding"]["extension"][0]["valueDecimal"] =
        4.0.into();
    assert!(refusal(&ordinal, None).contains(
        "item 5 (Appetite): answer “Answer 3” is 4 in the file; the instrument has 0, 1, 2, 3"
    ));
    let mut unvalued = questionnaire("phq-9");
    items(&mut unvalued)[0]["answerOption"][0]["valueCoding"]["extension"] = json!([]);
    assert!(refusal(&unvalued, None).contains("carries no value"));
    let mut gap = questionnaire("phq-9");
    items(&mut gap)[0]["answerOption"]
        .as_array_mut()
        .unwrap()
        .remove(0);
    assert!(refusal(&gap, None).contains("3 of 4 answers"));
    let mut empty = questionnaire("phq-9");
    items(&mut empty)[1]["text"] = " ".into();
    assert!(refusal(&empty, None).contains("item 2 (Low mood): question “q2” has no text"));
    let mut number = questionnaire("phq-9");
    items(&mut number)[1]["type"] = "decimal".into();
    assert!(refusal(&number, None).contains("asks for a number"));
}

#[test]
fn computed_scores_and_texts_between_are_no_questions() {
    let mut phq = questionnaire("phq-9");
    let total = json!({ "linkId": "t", "type": "decimal", "text": "Total", "code": [{ "system": "http://loinc.org", "code": "44261-6" }] });
    items(&mut phq).push(total);
    items(&mut phq).insert(
        0,
        json!({ "linkId": "d", "type": "display", "text": "Read this" }),
    );
    let wording = read(&phq, None).unwrap();
    assert_eq!(wording.items.len(), 10);
    // Nothing that a person might have to read is dropped without a word.
    assert_eq!(
        wording.notes[0],
        "Left out: the text “Read this”, which stands beside the questions."
    );
}

#[test]
fn broken_files_answer_with_a_sentence() {
    let whole = questionnaire("phq-9").to_string();
    let library = library();
    let said = |text: &str| {
        wording::import(&library, text.as_bytes(), None)
            .unwrap_err()
            .to_string()
    };
    // A file cut anywhere is refused, whole characters or not.
    for end in (1..whole.len()).step_by(97) {
        let text = whole.get(..end).unwrap_or_default();
        assert!(
            said(text).starts_with("The file ends in the middle"),
            "{end}: {}",
            said(text)
        );
    }
    assert!(said("<xml/>").starts_with("Line 1, column 1 is not as it should be"));
    assert!(
        said(r#"{"resourceType":"Bundle"}"#)
            .starts_with("This is a FHIR Bundle, not a Questionnaire")
    );
    assert!(said("[1]").contains("neither a FHIR resource nor"));
    assert!(said(&" ".repeat(wording::FILE_BYTES_MAX + 1)).contains("bytes"));
    let unknown = wording::import(&library, whole.as_bytes(), Some("phq-10")).unwrap_err();
    assert!(
        unknown
            .to_string()
            .contains("There is no instrument “phq-10”")
    );
}

#[test]
fn stored_wording_is_checked_again() {
    let library = library();
    let phq = library.get("phq-9").unwrap();
    let wording = read(&questionnaire("phq-9"), None).unwrap();
    let text = serde_json::to_string(&wording).unwrap();
    assert_eq!(Wording::stored(phq, &text).unwrap(), wording);
    let older = text.replace("\"version\":\"1\"", "\"version\":\"0\"");
    assert!(Wording::stored(phq, &older).is_err());
    assert!(Wording::stored(phq, &text.replace("Question 3?", "")).is_err());
    assert!(Wording::stored(library.get("gad-7").unwrap(), &text).is_err());
    assert!(
        Wording::stored(phq, &text[..200])
            .unwrap_err()
            .to_string()
            .contains("ends in the middle")
    );
}
