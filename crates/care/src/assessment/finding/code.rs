//! Codes of ICD-10-CM for substance use disorders, composed and never read back into a severity.

use super::{Remission, Severity, Substance};
use crate::Invalid;
use serde::Serialize;

/// A code such as `F10.20`.
///
/// ICD-10-CM: `F1x.10` for mild, `F1x.20` for moderate and for severe, `F1x.11` and `F1x.21` in remission, early and
/// sustained alike. Nicotine is the exception: F17 has no group for mild use (DSM-5 points to `Z72.0` instead) and its
/// codes have one more character.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct IcdCode(String);

impl IcdCode {
    /// The code for a disorder without further complication.
    pub fn compose(
        substance: Substance,
        severity: Severity,
        remission: Option<Remission>,
    ) -> Result<Self, Invalid> {
        let mild = severity == Severity::Mild;
        if substance == Substance::Nicotine {
            return Self::nicotine(mild, remission.is_some());
        }
        let group = if mild { '1' } else { '2' };
        let ending = if remission.is_some() { '1' } else { '0' };
        Ok(Self(format!(
            "{}.{group}{ending}",
            substance.icd_category()
        )))
    }

    fn nicotine(mild: bool, remission: bool) -> Result<Self, Invalid> {
        match (mild, remission) {
            (true, false) => Ok(Self("Z72.0".to_owned())),
            (true, true) => Err(Invalid::new(
                "There is no code for mild tobacco use disorder in remission. Record it under history instead.",
            )),
            (false, false) => Ok(Self("F17.200".to_owned())),
            (false, true) => Ok(Self("F17.201".to_owned())),
        }
    }

    /// The code as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for IcdCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
