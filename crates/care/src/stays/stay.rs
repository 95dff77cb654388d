//! A stay: one level of care within an episode, with a bed or a place on a caseload, from one date to another.
//!
//! Dates are local to the site, and a stay covers the days from its first up to, but not including, its last: whoever
//! moves on a day is counted at the new level that night, and no bed is held twice.

use crate::day::day_text;
use crate::{BedId, Invalid, Issue, LevelOfCare, PersonId, ProgramId, ReferralId, SiteId, StayId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest time a stay's end may be planned ahead, in days; what is longer is a slip of the year.
pub const PLANNED_DAYS_MAX: i32 = 730;

/// Where a stay takes place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StayPlace {
    /// In a program of our own.
    Here {
        /// Which.
        program: ProgramId,
        /// Their bed, where the program is around the clock.
        bed: Option<BedId>,
    },
    /// With another provider, tracked by a referral until they have arrived.
    Elsewhere {
        /// The referral that led there.
        referral: ReferralId,
    },
}

impl StayPlace {
    /// The bed, if there is one.
    pub const fn bed(self) -> Option<BedId> {
        match self {
            Self::Here { bed, .. } => bed,
            Self::Elsewhere { .. } => None,
        }
    }

    /// The program, if it is one of ours.
    pub const fn program(self) -> Option<ProgramId> {
        match self {
            Self::Here { program, .. } => Some(program),
            Self::Elsewhere { .. } => None,
        }
    }

    /// The referral, if it is with another provider.
    pub const fn referral(self) -> Option<ReferralId> {
        match self {
            Self::Elsewhere { referral } => Some(referral),
            Self::Here { .. } => None,
        }
    }
}

/// How a stay ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// On to a more intensive level.
    SteppedUp,
    /// On to a less intensive level.
    SteppedDown,
    /// On at the same level: another program, site, bed or provider.
    Transferred,
    /// With the whole episode, as agreed.
    Discharged,
    /// With the whole episode, because the person left.
    Left,
}

impl Ending {
    /// Every ending.
    pub const ALL: [Self; 5] = [
        Self::SteppedUp,
        Self::SteppedDown,
        Self::Transferred,
        Self::Discharged,
        Self::Left,
    ];

    /// What moving from one level to another is.
    pub fn between(from: LevelOfCare, to: LevelOfCare) -> Self {
        match to.cmp(&from) {
            std::cmp::Ordering::Greater => Self::SteppedUp,
            std::cmp::Ordering::Less => Self::SteppedDown,
            std::cmp::Ordering::Equal => Self::Transferred,
        }
    }

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SteppedUp => "stepped_up",
            Self::SteppedDown => "stepped_down",
            Self::Transferred => "transferred",
            Self::Discharged => "discharged",
            Self::Left => "left",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SteppedUp => "stepped up",
            Self::SteppedDown => "stepped down",
            Self::Transferred => "transferred",
            Self::Discharged => "discharged",
            Self::Left => "left",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ending| ending.code() == code)
    }
}

/// One stay.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stay {
    /// Its id.
    pub id: StayId,
    /// Which level of care.
    pub level: LevelOfCare,
    /// The site that answers for it, also while another provider does the work.
    pub site: SiteId,
    /// Where it takes place.
    pub place: StayPlace,
    /// The primary counselor.
    pub counselor: Option<PersonId>,
    /// The first day.
    pub from: Date,
    /// The day on which it is planned to end: 30, 60 or 90 days in residential care.
    pub planned: Option<Date>,
    /// The day it ended, and how; nothing while it runs.
    pub ended: Option<(Date, Ending)>,
}

impl Stay {
    /// Whether it runs.
    pub const fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// The day it ended.
    pub fn until(&self) -> Option<Date> {
        self.ended.map(|(on, _)| on)
    }

    /// Whether the person is in it on the night after `day`.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.until().is_none_or(|until| day < until)
    }

    /// Full days so far, or from start to end.
    pub fn days(&self, today: Date) -> i32 {
        let last = self.until().unwrap_or(today);
        self.from
            .until(last)
            .map_or(0, |span| span.get_days().max(0))
    }

    /// Whether it is the same place at the same level, so that moving there would change nothing.
    pub fn same_place(&self, other: &Self) -> bool {
        self.level == other.level && self.site == other.site && self.place == other.place
    }
}

/// Checks a planned end against the first day.
pub fn planned(from: Date, planned: Option<Date>) -> Result<Option<Date>, Invalid> {
    let Some(end) = planned else {
        return Ok(None);
    };
    if end <= from {
        return Err(Invalid::new(format!(
            "The planned end lies before the start on {}. Check the dates.",
            crate::day::day_text(from)
        )));
    }
    let days = from.until(end).map_or(i32::MAX, |span| span.get_days());
    if days > PLANNED_DAYS_MAX {
        return Err(Invalid::new(
            "The planned end is more than two years away. Check the year.",
        ));
    }
    Ok(Some(end))
}

/// How many days an admission may lie back without a reason: what is typed in the days after. House rule.
pub const TYPED_LATE_DAYS: i32 = 7;
/// How many days it may lie back at all; what is longer is a slip of the year. House rule.
pub const BACKDATED_DAYS_MAX: i32 = 730;

/// Checks the first day of an admission that lies further back than a week: it needs a reason, such as a course that began
/// on paper. Before the day on which they asked nobody was admitted from here, so a word is not enough there: a sentence
/// says where they were in care. Hours and outcomes count from the day that is entered here.
pub fn backdated(
    from: Date,
    today: Date,
    asked: Option<Date>,
    why: Option<&str>,
) -> Result<(), Issue> {
    let days = from.until(today).map_or(i32::MAX, |span| span.get_days());
    if days > BACKDATED_DAYS_MAX {
        let sentence = "The first day is more than two years ago. Check the year.";
        return Err(Issue::new("from", sentence));
    }
    if let Some(asked) = asked.filter(|asked| from < *asked && days > TYPED_LATE_DAYS)
        && !why.is_some_and(crate::text::is_sentence)
    {
        let sentence = format!(
            "They asked for help on {}, after this first day. Say in a sentence why it lies before that, such as “admitted elsewhere, entered later”.",
            day_text(asked)
        );
        return Err(Issue::new("late", sentence));
    }
    if days > TYPED_LATE_DAYS && !why.is_some_and(crate::text::says_something) {
        let sentence = format!(
            "The first day is more than {TYPED_LATE_DAYS} days ago. Say why it is entered only now, such as “on paper until today”."
        );
        return Err(Issue::new("late", sentence));
    }
    Ok(())
}

/// Checks the first day of a stay that begins or the last of one that ends: not in the future.
pub fn happened(on: Date, today: Date) -> Result<Date, Invalid> {
    if on > today {
        return Err(Invalid::new(
            "This day has not come yet. Enter the day it happened, or come back then.",
        ));
    }
    Ok(on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_admission_of_weeks_ago_says_why_and_one_of_years_ago_is_a_slip() {
        let today = date(2026, 3, 30);
        let why = Some("On paper until today");
        assert!(backdated(date(2026, 3, 23), today, None, None).is_ok());
        assert!(backdated(date(2026, 3, 22), today, None, None).is_err());
        assert!(backdated(date(2026, 3, 22), today, None, Some("x")).is_err());
        assert!(backdated(date(2026, 2, 9), today, None, why).is_ok());
        assert!(backdated(date(2023, 3, 30), today, None, why).is_err());
    }

    #[test]
    fn an_admission_before_the_request_says_in_a_sentence_where_they_were() {
        let (today, asked) = (date(2026, 3, 30), Some(date(2026, 3, 29)));
        let from = date(2026, 1, 5);
        let refused = |why| backdated(from, today, asked, why).unwrap_err();
        assert!(refused(None).sentence.contains("Mar 29, 2026"));
        assert_eq!(refused(Some("Backdated")).field, "late");
        let why = Some("Admitted elsewhere, entered later");
        assert!(backdated(from, today, asked, why).is_ok());
        // From the day of the request on a word says enough, and within a week nothing is asked.
        let earlier = Some(from);
        assert!(backdated(from, today, earlier, Some("Backdated")).is_ok());
        assert!(backdated(date(2026, 3, 27), today, asked, None).is_ok());
    }
}
