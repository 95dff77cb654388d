//! From a file to wording: which format, which instrument, and does it fit.

use super::fhir::Questionnaire;
use super::va::VaFile;
use super::{Wording, WordingError, decode, json, matching, recognize};
use crate::{Instrument, Library};
use serde_json::Value;

/// One instrument that a file holds: its code, and its wording or why it was refused.
pub type Imported = (String, Result<Wording, WordingError>);

/// Reads the official wording from a FHIR Questionnaire or the VA's instrument file. `wanted` names the instrument when
/// the file does not, or picks one of several.
///
/// # Errors
/// [`WordingError`] when the file as a whole cannot be used. What is wrong with one instrument of several stands
/// beside that instrument.
pub fn import(
    library: &Library,
    bytes: &[u8],
    wanted: Option<&str>,
) -> Result<Vec<Imported>, WordingError> {
    let text = decode::decode(bytes)?;
    if text.trim().is_empty() {
        return Err(WordingError::Empty);
    }
    let find = |code| {
        library
            .get(code)
            .ok_or_else(|| WordingError::NoInstrument(code.to_owned()))
    };
    let wanted = wanted.map(find).transpose()?;
    let file: Value = serde_json::from_str(&text).map_err(|error| WordingError::json(&error))?;
    let refuse = |what: &str| Err(WordingError::NotAQuestionnaire(what.to_owned()));
    match json::text(&file, "resourceType") {
        Some("Questionnaire") => {
            let (instrument, wording) =
                recognize::read(library, &Questionnaire::from(file), wanted)?;
            Ok(vec![(instrument.code.clone(), Ok(wording))])
        }
        Some(other) => refuse(&format!("This is a FHIR {other}, not a Questionnaire")),
        None if looks_like_va(&file) => from_va(library, file, wanted),
        None => refuse("This JSON is neither a FHIR resource nor the VA's instrument file"),
    }
}

fn looks_like_va(json: &Value) -> bool {
    let instruments = json.as_object().filter(|map| !map.is_empty());
    instruments.is_some_and(|map| {
        map.values()
            .all(|entry| entry.get("scoring_keys").is_some())
    })
}

fn from_va(
    library: &Library,
    json: Value,
    wanted: Option<&Instrument>,
) -> Result<Vec<Imported>, WordingError> {
    let file: VaFile = serde_json::from_value(json).map_err(|_| {
        // What the reader says is about its own types.
        WordingError::NotAQuestionnaire(
            "This begins like the VA's instrument file, but an instrument in it has no name, no items or no readable scoring keys".to_owned(),
        )
    })?;
    let one = |instrument: &Instrument| {
        let name = instrument.va.as_ref().map(|va| va.code.as_str());
        let entry = name.and_then(|name| file.get(name));
        let missing = || WordingError::NotInVaFile(instrument.short.clone());
        matching::check(instrument, &entry.ok_or_else(missing)?.found(instrument)?)
    };
    if let Some(instrument) = wanted {
        return Ok(vec![(instrument.code.clone(), Ok(one(instrument)?))]);
    }
    let known = library.iter().filter(|instrument| {
        let name = instrument.va.as_ref().map(|va| va.code.as_str());
        name.is_some_and(|name| file.contains_key(name))
    });
    Ok(known
        .map(|instrument| (instrument.code.clone(), one(instrument)))
        .collect())
}
