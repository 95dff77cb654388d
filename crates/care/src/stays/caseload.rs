//! How many people one counselor carries at a level of care.

use crate::assessment::protocol::Caseload;
use crate::{Invalid, LevelOfCare, Line};

/// Refuses one more person than the protocol allows, unless somebody who may go over it says why.
pub fn check(
    limit: Option<&Caseload>,
    level: LevelOfCare,
    name: &str,
    carried: u32,
    over: Option<&Line>,
) -> Result<(), Invalid> {
    match limit {
        Some(limit) if carried >= u32::from(limit.most) && over.is_none() => {
            Err(Invalid::new(format!(
                "{name} carries {carried} people in {}; the protocol allows {}. Choose somebody else, or let a clinical director give a reason to go over it.",
                level.label().to_lowercase(),
                limit.most
            )))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_place_can_be_taken_and_no_more_without_a_reason() {
        let limit = Caseload {
            most: 24,
            source: "a state".to_owned(),
        };
        let level = LevelOfCare::IntensiveOutpatient;
        let reason = Line::parse("She knows him well", "a reason").unwrap();
        assert!(check(Some(&limit), level, "Keiko", 23, None).is_ok());
        let full = check(Some(&limit), level, "Keiko", 24, None).unwrap_err();
        assert!(full.0.contains("Keiko carries 24"), "{full}");
        assert!(check(Some(&limit), level, "Keiko", 30, Some(&reason)).is_ok());
        assert!(check(None, level, "Keiko", 300, None).is_ok());
    }
}
