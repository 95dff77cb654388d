//! LOINC codes carry a check digit; a mistyped code shows.

use super::{CheckedFile, FileError, Instrument};
use crate::loinc::check;

/// Holds every LOINC code in the file against its own check digit.
pub(super) fn all(instrument: &Instrument, at: CheckedFile<'_>) -> Result<(), FileError> {
    let whole = instrument.loinc.panel.iter();
    for code in whole.chain(&instrument.loinc.unverified) {
        check(code).map_err(|problem| refuse(at, "loinc", 0, problem))?;
    }
    for (index, item) in instrument.items.iter().enumerate() {
        for code in item.loinc.iter().chain(&item.loinc_also) {
            check(code).map_err(|problem| refuse(at, "items", index, problem))?;
        }
    }
    for (index, scale) in instrument.scales.iter().enumerate() {
        if let Some(code) = &scale.loinc {
            check(code).map_err(|problem| refuse(at, "scales", index, problem))?;
        }
    }
    if let Some(code) = instrument.triage.as_ref().and_then(|t| t.loinc.as_ref()) {
        check(code).map_err(|problem| refuse(at, "triage", 0, problem))?;
    }
    for (index, trap) in instrument.traps.iter().enumerate() {
        check(&trap.loinc).map_err(|problem| refuse(at, "traps", index, problem))?;
    }
    Ok(())
}

fn refuse(at: CheckedFile<'_>, table: &str, index: usize, problem: String) -> FileError {
    let remedy = "copy it from loinc.org, or leave it out".to_owned();
    at.refuse(table, index, "loinc", problem, remedy)
}
