//! From a file's text to wording: which format, which instrument, and does it fit.

use super::fhir::Questionnaire;
use super::va::VaFile;
use super::{FILE_BYTES_MAX, Wording, WordingError, matching};
use crate::{Instrument, Library};
use serde_json::Value;

/// One instrument that a file holds: its code, and its wording or why it was refused.
pub type Imported = (String, Result<Wording, WordingError>);

/// Reads the official wording from a FHIR R4 Questionnaire or the VA's instrument file. `wanted` names the instrument
/// when the file does not, or picks one of several.
///
/// # Errors
/// [`WordingError`] when the file as a whole cannot be used. What is wrong with one instrument of several stands
/// beside that instrument.
pub fn import(
    library: &Library,
    text: &str,
    wanted: Option<&str>,
) -> Result<Vec<Imported>, WordingError> {
    if text.len() > FILE_BYTES_MAX {
        return Err(WordingError::TooLong(text.len()));
    }
    let find = |code| {
        library
            .get(code)
            .ok_or_else(|| WordingError::NoInstrument(code.to_owned()))
    };
    let wanted = wanted.map(find).transpose()?;
    let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| WordingError::json(&error))?;
    let refuse = |what: &str| Err(WordingError::NotAQuestionnaire(what.to_owned()));
    match json.get("resourceType").and_then(Value::as_str) {
        Some("Questionnaire") => from_fhir(library, json, wanted),
        Some(other) => refuse(&format!("This is a FHIR {other}, not a Questionnaire")),
        None if looks_like_va(&json) => from_va(library, json, wanted),
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

fn from_fhir(
    library: &Library,
    json: Value,
    wanted: Option<&Instrument>,
) -> Result<Vec<Imported>, WordingError> {
    let file: Questionnaire = serde_json::from_value(json).map_err(|e| WordingError::json(&e))?;
    let panels = file.panels();
    let is = panels.iter().find_map(|panel| library.by_panel(panel));
    let is = is.or_else(|| named(library, &file.names()));
    let other = |wanted: &Instrument| WordingError::OtherInstrument {
        found: match panels.first() {
            Some(panel) => format!("{} (LOINC {panel})", file.title()),
            None => file.title().to_owned(),
        },
        wanted: wanted.short.clone(),
    };
    let instrument = match (is, wanted) {
        (Some(is), Some(wanted)) if is.code != wanted.code => return Err(other(wanted)),
        // A panel that is not the one we know belongs to another instrument, whatever the title says.
        (_, Some(wanted)) if is_foreign(wanted, &panels) => return Err(other(wanted)),
        (Some(is), None) if is_foreign(is, &panels) => return Err(other(is)),
        (Some(instrument), _) | (None, Some(instrument)) => instrument,
        (None, None) => return Err(WordingError::Unnamed(file.title().to_owned())),
    };
    let wording = matching::check(instrument, &file.found(instrument)?)?;
    Ok(vec![(instrument.code.clone(), Ok(wording))])
}

fn is_foreign(instrument: &Instrument, panels: &[&str]) -> bool {
    let ours = instrument.panel();
    ours.is_some_and(|ours| !panels.is_empty() && !panels.contains(&ours))
}

/// The instrument with the longest name among those a file calls itself: “AUDIT-C” is not “AUDIT”.
fn named<'a>(library: &'a Library, names: &[&str]) -> Option<&'a Instrument> {
    let names: Vec<_> = names.iter().map(|name| plain(name)).collect();
    let fits = |instrument: &&Instrument| {
        let short = plain(&instrument.short);
        names.iter().any(|name| name.contains(&short))
    };
    library
        .iter()
        .filter(fits)
        .max_by_key(|instrument| plain(&instrument.short).len())
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

fn from_va(
    library: &Library,
    json: Value,
    wanted: Option<&Instrument>,
) -> Result<Vec<Imported>, WordingError> {
    let file: VaFile = serde_json::from_value(json).map_err(|e| WordingError::json(&e))?;
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
