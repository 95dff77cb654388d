//! Choosing less than the least level that is safe by the criteria: who may, with what reason, and with which plan.
//!
//! All of it is a house rule. The criteria support a clinician, who may know better; what is not said cannot be followed
//! up, and what has no time is not done.

use super::{Place, Placement};
use crate::assessment::finding::catalogue::ids;
use crate::invalid::Issues;
use crate::text::is_sentence;
use crate::{Credential, Issue, LevelOfCare, Line};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// By when the plan is looked at again at the latest, in days.
pub const PLAN_DAYS_MAX: i32 = 7;
/// The same while withdrawal is going on or possible, which changes within hours.
pub const PLAN_WITHDRAWAL_DAYS_MAX: i32 = 1;

/// From which day a plan runs, and within how many days somebody looks at it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recheck {
    /// The day of the choice.
    pub today: Date,
    /// The most days until then.
    pub days_max: i32,
}

impl Recheck {
    /// What holds by what is known: signs of withdrawal, or a substance whose withdrawal is not known to be past, ask for
    /// the next day.
    pub fn of(placement: &Placement<'_>, today: Date) -> Self {
        let facts = placement.facts();
        let signs = facts.reading(ids::ANY_SIGN, None).feared.low == 1;
        let possible = facts
            .named()
            .iter()
            .any(|substance| facts.reading(ids::IN_WINDOW, Some(*substance)).feared.high == 1);
        Self {
            today,
            days_max: if signs || possible {
                PLAN_WITHDRAWAL_DAYS_MAX
            } else {
                PLAN_DAYS_MAX
            },
        }
    }

    /// The last day on which somebody may look again.
    pub fn latest(self) -> Date {
        self.today.saturating_add(self.days_max.days())
    }

    fn sentence(self) -> String {
        let days = crate::counted(self.days_max, "day", "days");
        if self.days_max == PLAN_WITHDRAWAL_DAYS_MAX {
            format!(
                "Withdrawal is possible now: somebody looks again within {days}. Choose an earlier day."
            )
        } else {
            format!("Somebody looks again within {days}. Choose an earlier day.")
        }
    }
}

/// What is done instead, and by when somebody looks again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanBelow {
    /// What is done.
    pub words: Line,
    /// The day by which somebody looks again.
    pub by: Date,
}

hidden! { PlanBelow }

/// Whether a level is less than the least one that is safe.
pub fn is_below(level: LevelOfCare, least: Place) -> bool {
    Place::Level(level) < least
}

/// Whoever may choose less: a licensed counselor or a prescriber; where medicine is what is missing, a prescriber alone.
/// `medical` says that a criterion below which only a prescriber chooses speaks against the choice.
pub fn licensed(credentials: &[Credential], least: Place, medical: bool) -> bool {
    let prescribes = credentials.contains(&Credential::Prescriber);
    if asks_prescriber(least, medical) {
        return prescribes;
    }
    prescribes || credentials.contains(&Credential::LicensedCounselor)
}

/// Who may choose less, in words.
pub fn who_chooses(least: Place, medical: bool) -> &'static str {
    if asks_prescriber(least, medical) {
        "a prescriber"
    } else {
        "a licensed counselor or a prescriber"
    }
}

fn asks_prescriber(least: Place, medical: bool) -> bool {
    medical || matches!(least, Place::Emergency | Place::Level(LevelOfCare::Detox))
}

/// What a choice of less than `least` lacks, each beside its field: `level`, `reason`, `plan`, `plan_by`.
pub fn check(
    least: Place,
    medical: bool,
    credentials: &[Credential],
    reason: &str,
    plan: Option<&Line>,
    by: Option<Date>,
    recheck: Recheck,
) -> Result<PlanBelow, Vec<Issue>> {
    let mut issues = Issues::default();
    if !licensed(credentials, least, medical) {
        let who = who_chooses(least, medical);
        issues.add(
            "level",
            format!(
                "“{}” is the least that is safe by the criteria. Only {who} chooses less. Ask one, or choose that.",
                least.label()
            ),
        );
    }
    if !is_sentence(reason) {
        issues.add(
            "reason",
            "This is less than is safe by the criteria. Say in a sentence why it is right for this person.",
        );
    }
    if !plan.is_some_and(|plan| is_sentence(plan.as_str())) {
        issues.add(
            "plan",
            "Say in a sentence what is done instead, and by whom.",
        );
    }
    match by {
        None => issues.add("plan_by", "Say by which day somebody looks again."),
        Some(by) if by < recheck.today => {
            issues.add("plan_by", "This day has passed. Check the date.");
        }
        Some(by) if by > recheck.latest() => issues.add("plan_by", recheck.sentence()),
        Some(_) => {}
    }
    match (plan, by) {
        (Some(words), Some(by)) if issues.0.is_empty() => Ok(PlanBelow {
            words: words.clone(),
            by,
        }),
        _ => Err(issues.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const IOP: Place = Place::Level(LevelOfCare::IntensiveOutpatient);
    const DETOX: Place = Place::Level(LevelOfCare::Detox);

    #[test]
    fn less_is_what_lies_under_the_least_and_everything_lies_under_an_emergency() {
        assert!(is_below(LevelOfCare::Outpatient, IOP));
        assert!(!is_below(LevelOfCare::IntensiveOutpatient, IOP));
        assert!(!is_below(LevelOfCare::Detox, IOP));
        for level in LevelOfCare::ALL {
            assert!(is_below(level, Place::Emergency));
        }
    }

    #[test]
    fn only_a_prescriber_chooses_less_than_medical_care() {
        for credential in Credential::ALL {
            let prescribes = credential == Credential::Prescriber;
            let counsels = credential == Credential::LicensedCounselor;
            assert_eq!(licensed(&[credential], IOP, false), prescribes || counsels);
            assert_eq!(licensed(&[credential], DETOX, false), prescribes);
            assert_eq!(licensed(&[credential], Place::Emergency, false), prescribes);
            assert_eq!(credential.wants_second(), prescribes || counsels);
            // Withdrawal and pregnancy ask for a prescriber at any level.
            assert_eq!(licensed(&[credential], IOP, true), prescribes);
        }
        assert!(!licensed(&[], IOP, false));
    }

    #[test]
    fn less_needs_a_real_reason_and_a_plan_with_a_time() {
        let today = date(2026, 3, 2);
        let plan = Line::parse("Ruth calls every evening", "a plan").unwrap();
        let who = [Credential::LicensedCounselor];
        let fields = |reason: &str, plan: Option<&Line>, by: Option<Date>| -> Vec<&'static str> {
            let recheck = Recheck {
                today,
                days_max: PLAN_DAYS_MAX,
            };
            let checked = check(IOP, false, &who, reason, plan, by, recheck);
            let issues = checked.err().unwrap_or_default();
            issues.iter().map(|issue| issue.field).collect()
        };
        let (reason, day) = ("Her sister takes her in", Some(date(2026, 3, 3)));
        assert!(fields(reason, Some(&plan), day).is_empty());
        for thin in [
            "",
            "ok",
            "because because",
            "a b c d e f g",
            "............. .. ..",
        ] {
            assert_eq!(fields(thin, Some(&plan), day), ["reason"], "{thin}");
        }
        assert_eq!(fields(reason, None, None), ["plan", "plan_by"]);
        for thin in ["x", "ok", "calls"] {
            let plan = Line::parse(thin, "a plan").unwrap();
            assert_eq!(fields(reason, Some(&plan), day), ["plan"], "{thin}");
        }
        for late in [date(2026, 3, 1), date(2026, 3, 10)] {
            assert_eq!(fields(reason, Some(&plan), Some(late)), ["plan_by"]);
        }
        assert!(fields(reason, Some(&plan), Some(date(2026, 3, 9))).is_empty());
        let tomorrow = Recheck {
            today,
            days_max: PLAN_WITHDRAWAL_DAYS_MAX,
        };
        let soon = |by| check(IOP, false, &who, reason, Some(&plan), Some(by), tomorrow);
        assert!(soon(date(2026, 3, 3)).is_ok());
        let late = soon(date(2026, 3, 4)).unwrap_err();
        assert!(
            late[0].sentence.contains("within 1 day."),
            "{}",
            late[0].sentence
        );
        let nobody = check(IOP, false, &[], reason, Some(&plan), day, tomorrow).unwrap_err();
        assert_eq!(nobody[0].field, "level");
        assert!(nobody[0].sentence.contains("licensed counselor"));
    }
}
