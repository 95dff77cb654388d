//! Questionnaires with invented texts, made to fit, for tests to bend.

use measures::{Answerable, Instrument, Library, Wording, wording};
use serde_json::{Value, json};

pub fn library() -> Library {
    Library::built_in().unwrap()
}

/// A Questionnaire that fits `code`, with invented texts.
pub fn questionnaire(code: &str) -> Value {
    let library = library();
    let instrument = library.get(code).unwrap();
    let items = instrument.items.iter().map(|item| {
        let options: Vec<_> = (item.kind.values().into_iter())
            .map(|value| {
                let points = item.points(value).unwrap().0;
                json!({ "valueCoding": { "display": format!("Answer {value}"), "extension": [
                    { "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": f64::from(points) }
                ] } })
            })
            .collect();
        let code = item.loinc.as_ref().map(|code| json!([{ "system": "http://loinc.org", "code": code }]));
        json!({ "linkId": format!("q{}", item.id), "text": format!("Question {}?", item.id), "type": "choice",
                "code": code.unwrap_or(json!([])), "answerOption": options })
    });
    let panel = instrument
        .panel()
        .map(|code| json!([{ "system": "http://loinc.org", "code": code }]));
    json!({ "resourceType": "Questionnaire", "title": instrument.short, "status": "active",
            "code": panel.unwrap_or(json!([])), "item": [{ "linkId": "g", "type": "group", "item": items.collect::<Vec<_>>() }] })
}

pub fn items(questionnaire: &mut Value) -> &mut Vec<Value> {
    questionnaire["item"][0]["item"].as_array_mut().unwrap()
}

pub fn read(questionnaire: &Value, wanted: Option<&str>) -> Result<Wording, String> {
    let imported = wording::import(&library(), questionnaire.to_string().as_bytes(), wanted);
    let mut all = imported.map_err(|error| error.to_string())?;
    all.remove(0).1.map_err(|error| error.to_string())
}

pub fn refusal(questionnaire: &Value, wanted: Option<&str>) -> String {
    read(questionnaire, wanted).unwrap_err()
}

pub fn answerable(instrument: &Instrument, wording: Option<&Wording>) -> bool {
    Answerable::of(instrument, wording) == Answerable::ByPerson
}
