//! LOINC codes carry a check digit; a mistyped code shows.

use super::{FileError, Instrument, Place};

/// Holds every LOINC code in the file against its own check digit.
pub(super) fn all(instrument: &Instrument, at: Place<'_>) -> Result<(), FileError> {
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

fn refuse(at: Place<'_>, table: &str, index: usize, problem: String) -> FileError {
    let remedy = "copy it from loinc.org, or leave it out".to_owned();
    at.refuse(table, index, "loinc", problem, remedy)
}

/// The last digit of a LOINC code is the Luhn digit of the others (LOINC Users' Guide, appendix on check digits).
fn check(code: &str) -> Result<(), String> {
    let parts = code.split_once('-');
    let digits = |text: &str| {
        text.chars()
            .map(|c| c.to_digit(10))
            .collect::<Option<Vec<_>>>()
    };
    let Some((number, last)) = parts.and_then(|(n, l)| Some((digits(n)?, digits(l)?))) else {
        return Err(format!("“{code}” does not look like a LOINC code"));
    };
    let sum: u32 = (number.iter().rev().enumerate())
        .map(|(place, digit)| match place % 2 {
            0 => digit * 2 / 10 + digit * 2 % 10,
            _ => *digit,
        })
        .sum();
    match (number.len(), last.as_slice()) {
        (1..=7, [digit]) if *digit == (10 - sum % 10) % 10 => Ok(()),
        (1..=7, [_]) => Err(format!("the check digit of “{code}” is wrong")),
        _ => Err(format!("“{code}” does not look like a LOINC code")),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn knows_a_mistyped_code() {
        for good in ["44249-1", "68518-0", "101697-1", "93374-7"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "44249-2", "68518-1", "44294-1", "LA6568-5", "44249", "", "-1",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
