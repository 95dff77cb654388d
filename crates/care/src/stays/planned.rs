//! An admission that lies ahead. Nothing follows from it but that it is expected: whoever comes is admitted on the day,
//! by what is known then.

use crate::day::day_text;
use crate::people::chapter::{Chapter, InChapter};
use crate::people::patient::BirthDate;
use crate::stays::referral::Receiver;
use crate::{BedId, Invalid, LevelOfCare, Line, PersonId, ProgramId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How far ahead an admission can be planned, in days; what is longer is a slip of the year. House rule.
pub const AHEAD_DAYS_MAX: i32 = 180;
/// For how long after its day a plan that nobody ended is listed as due, in days. Whoever has not come by then is found
/// by the clocks of their request, and on their own page. House rule.
pub const LATE_DAYS_MAX: i32 = 30;

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
    /// What else was said when it was planned.
    #[serde(default)]
    pub prepared: Prepared,
}

/// What else was said when an admission was planned. Nothing is decided by it: the form of the day begins with it, and
/// everything is checked then.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// The bed.
    #[serde(default)]
    pub bed: Option<BedId>,
    /// Why the counselor may carry more people than the protocol allows.
    #[serde(default)]
    pub over: Option<Line>,
    /// The planned end.
    #[serde(default)]
    pub until: Option<Date>,
    /// Why a minor is taken all the same.
    #[serde(default)]
    pub despite: Option<Line>,
    /// Date of birth, when it was not known before.
    #[serde(default)]
    pub born: Option<BirthDate>,
    /// Why it is entered late.
    #[serde(default)]
    pub late: Option<Line>,
    /// Why the checklist need not be whole.
    #[serde(default)]
    pub incomplete: Option<Line>,
    /// The other provider, when the first stay is to be there.
    #[serde(default)]
    pub elsewhere: Option<Elsewhere>,
}

/// Another provider at which the first stay is to be.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// The level of care there.
    pub level: LevelOfCare,
    /// Who receives the person.
    pub to: Receiver,
    /// The day on which they should be there.
    pub expected: Date,
}

impl PlannedAdmission {
    /// Whether they are to be admitted on this day, or were to be lately.
    pub fn is_due(&self, today: Date) -> bool {
        let late = self.from.until(today).map_or(-1, |span| span.get_days());
        self.ended.is_none() && (0..=LATE_DAYS_MAX).contains(&late)
    }
}

hidden! { PlannedAdmission Prepared Elsewhere }

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
    use uuid::Uuid;

    #[test]
    fn a_plan_is_due_from_its_day_on_until_it_ends() {
        let mut plan = PlannedAdmission {
            from: date(2026, 3, 9),
            program: Uuid::from_u128(3).into(),
            counselor: None,
            ended: None,
            prepared: Prepared::default(),
        };
        let due = [(3, 8), (3, 9), (3, 10), (4, 8), (4, 9)]
            .map(|(month, day)| plan.is_due(date(2026, month, day)));
        assert_eq!(due, [false, true, true, true, false]);
        plan.ended = Line::parse("Called off", "a reason").ok();
        assert!(!plan.is_due(date(2026, 3, 9)));
    }

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
