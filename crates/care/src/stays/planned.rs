//! An admission that lies ahead. Nothing follows from it but that it is expected: whoever comes is admitted on the day,
//! by what is known then.

use crate::day::day_text;
use crate::people::chapter::{Chapter, InChapter};
use crate::{Invalid, Line, PersonId, ProgramId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How far ahead an admission can be planned, in days; what is longer is a slip of the year. House rule.
pub const AHEAD_DAYS_MAX: i32 = 180;

/// A planned admission.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedAdmission {
    /// The day.
    pub from: Date,
    /// Into which program.
    pub program: ProgramId,
    /// Who is to be their counselor.
    #[serde(default)]
    pub counselor: Option<PersonId>,
    /// Why it no longer stands: they came, or it was called off.
    #[serde(default)]
    pub ended: Option<Line>,
}

impl std::fmt::Debug for PlannedAdmission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl InChapter for PlannedAdmission {
    const CHAPTER: Chapter = Chapter::Planned;
}

/// Checks the day of an admission that lies ahead against the date at the site.
pub fn ahead(from: Date, today: Date) -> Result<Date, Invalid> {
    if from <= today {
        return Err(Invalid::new(
            "This day has come. Admit them, or enter a day that is still ahead.",
        ));
    }
    let days = today.until(from).map_or(i32::MAX, |span| span.get_days());
    if days > AHEAD_DAYS_MAX {
        return Err(Invalid::new(format!(
            "{} is more than {AHEAD_DAYS_MAX} days ahead. Check the year.",
            day_text(from)
        )));
    }
    Ok(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_planned_admission_lies_ahead_and_not_too_far() {
        let today = date(2026, 3, 2);
        assert!(ahead(today, today).is_err());
        assert!(ahead(date(2026, 3, 3), today).is_ok());
        assert!(ahead(date(2026, 8, 29), today).is_ok());
        assert!(ahead(date(2026, 8, 30), today).is_err());
        assert!(ahead(date(2027, 3, 3), today).is_err());
    }
}
