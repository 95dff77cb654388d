//! Which release of FHIR a Questionnaire is written in. The file does not say, but its members do.

use super::super::WordingError;
use super::super::json::{list, text};
use serde_json::Value;

/// What a file shows of its release.
#[derive(Default)]
struct Seen {
    stu3: Option<&'static str>,
    later: Option<&'static str>,
    r5: bool,
}

/// The name of the release.
///
/// # Errors
/// [`WordingError`] when it is older than STU3, or mixes what no release has together.
pub(super) fn of(file: &Value) -> Result<&'static str, WordingError> {
    if file.get("group").is_some() && file.get("item").is_none() {
        return Err(WordingError::NotAQuestionnaire(
            "This Questionnaire is of FHIR DSTU2, whose questions stand in “group”; save it as R4"
                .to_owned(),
        ));
    }
    let mut seen = Seen::default();
    look(file, 0, &mut seen);
    seen.r5 |= [
        "copyrightLabel",
        "versionAlgorithmString",
        "versionAlgorithmCoding",
    ]
    .iter()
    .any(|name| file.get(*name).is_some());
    match seen {
        Seen {
            stu3: Some(old),
            later: Some(new),
            ..
        } => Err(WordingError::NotAQuestionnaire(format!(
            "Some of its questions have “{old}” as in FHIR STU3 and others “{new}” as in R4, so it is neither; save it again as one of them"
        ))),
        Seen { stu3: Some(_), .. } => Ok("FHIR STU3"),
        Seen { r5: true, .. } => Ok("FHIR R5"),
        Seen { .. } => Ok("FHIR R4"),
    }
}

fn look(parent: &Value, depth: usize, seen: &mut Seen) {
    if depth > super::DEPTH_MAX {
        return;
    }
    for item in list(parent, "item") {
        let has = |name: &&'static str| item.get(*name).is_some();
        seen.stu3 = seen.stu3.or(["option", "options"].into_iter().find(has));
        seen.later = seen
            .later
            .or(["answerOption", "answerValueSet"].into_iter().find(has));
        seen.r5 |= text(item, "type") == Some("coding")
            || ["answerConstraint", "disabledDisplay"].iter().any(has);
        look(item, depth + 1, seen);
    }
}
