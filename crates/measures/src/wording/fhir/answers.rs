//! The answers of one question, wherever the file keeps them.

use super::super::WordingError;
use super::super::found::FoundAnswer;
use super::super::json::{list, text, whole};
use super::{is_loinc, points, sets};
use serde_json::Value;

/// The answers in the file's order.
pub(super) fn of(file: &Value, item: &Value) -> Result<Vec<FoundAnswer>, WordingError> {
    // STU3 refers to a value set, R4 and later name its address.
    let set = text(item, "answerValueSet").or_else(|| {
        item.get("options")
            .and_then(|options| text(options, "reference"))
    });
    if let Some(set) = set {
        let name = text(item, "linkId").unwrap_or_default();
        return sets::find(file, set, name);
    }
    let all = list(item, "answerOption")
        .iter()
        .chain(list(item, "option"));
    Ok(all.map(option).collect())
}

fn option(option: &Value) -> FoundAnswer {
    let around = points::of(option);
    if let Some(found) = option.get("valueCoding") {
        let found = coding(found, text(found, "system"));
        return FoundAnswer {
            points: found.points.or(around),
            ..found
        };
    }
    let number = whole(option, &["valueInteger"]);
    // The points of a plain value stand beside it, at its name with an underscore.
    let beside = ["_valueString", "_valueInteger"]
        .iter()
        .find_map(|name| option.get(*name));
    FoundAnswer {
        text: text(option, "valueString")
            .map(|text| text.trim().to_owned())
            .or(number.map(|number| number.to_string()))
            .unwrap_or_default(),
        points: around.or(beside.and_then(points::of)).or(number),
        loinc: None,
    }
}

/// A coding, or a concept of a value set whose system stands elsewhere.
pub(super) fn coding(coding: &Value, system: Option<&str>) -> FoundAnswer {
    // Some tools leave the system out; LOINC's answer codes cannot be taken for anything else.
    let ours = |code: &&str| system.map_or_else(|| is_answer_code(code), is_loinc);
    let code = text(coding, "code").filter(ours);
    FoundAnswer {
        text: text(coding, "display")
            .unwrap_or_default()
            .trim()
            .to_owned(),
        points: points::of(coding),
        loinc: code.map(str::to_owned),
    }
}

fn is_answer_code(code: &str) -> bool {
    let digits = code
        .strip_prefix("LA")
        .and_then(|rest| rest.split_once('-'));
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    digits.is_some_and(|(number_part, check)| number(number_part) && number(check))
}
