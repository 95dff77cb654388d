//! What somebody typed, before it is settled into a commitment.

use super::shifts::{settled_times, settled_weeks};
use super::{
    CYCLE_WEEKS_MAX, Commitment, CommitmentKind, Firmness, Rhythm, TRAVEL_MINUTES_MAX, Travel,
    monday, settled_days, weekday,
};
use crate::invalid::Issues;
use crate::{Invalid, Issue, Line, Weekday};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// A commitment as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CommitmentDraft {
    /// What it is.
    pub kind: CommitmentKind,
    /// What the person calls it.
    pub label: Option<Line>,
    /// When it happens again. The anchor of a rotation is any date; its first day on or after that begins the rotation.
    pub rhythm: Rhythm,
    /// First minute of the day.
    pub start_minute: u16,
    /// The minute after the last: of the same day or, where it is not after the start, of the next.
    pub end_minute: u16,
    /// The way.
    pub travel: Travel,
    /// Whether it can give way.
    pub firmness: Firmness,
    /// The first day on which it holds.
    pub from: Date,
    /// The last day on which it begins, if there is one.
    pub until: Option<Date>,
}

impl CommitmentDraft {
    /// The commitment that it is. What ends at or before its start ends on the next day: a night shift, or a shift of
    /// twenty-four hours.
    pub fn settle(mut self) -> Result<Commitment, Vec<Issue>> {
        let mut issues = Issues::default();
        issues.take("until", self.settle_vacation());
        issues.take("end", self.settle_times());
        let days = match self.rhythm {
            Rhythm::Shifts { .. } => "weeks",
            Rhythm::Weekly { .. }
            | Rhythm::Rotating { .. }
            | Rhythm::Once { .. }
            | Rhythm::WholeDays => "days",
        };
        issues.take(days, self.settle_rhythm());
        let travel = [self.travel.before_minutes, self.travel.after_minutes];
        for (field, minutes) in ["travel_before", "travel_after"].into_iter().zip(travel) {
            if minutes > TRAVEL_MINUTES_MAX {
                issues.add(
                    field,
                    format!("Enter the minutes of the way, from 0 to {TRAVEL_MINUTES_MAX}."),
                );
            }
        }
        if self.until.is_some_and(|until| until < self.from) {
            issues.add("until", "Let the last day come after the first day.");
        }
        if let Rhythm::Once { on } = self.rhythm {
            (self.from, self.until) = (on, Some(on));
        }
        if !issues.0.is_empty() {
            return Err(issues.0);
        }
        let settled = self.whole();
        if settled.never() {
            issues.add(
                "until",
                "None of these days lies between the first date and the last.",
            );
            return Err(issues.0);
        }
        Ok(settled)
    }

    fn settle_times(&mut self) -> Result<(), Invalid> {
        if let Rhythm::Shifts { .. } = self.rhythm {
            return Ok(());
        }
        (self.start_minute, self.end_minute) = settled_times(self.start_minute, self.end_minute)?;
        Ok(())
    }

    fn settle_rhythm(&mut self) -> Result<(), Invalid> {
        match &mut self.rhythm {
            Rhythm::Weekly { days } => *days = settled_days(std::mem::take(days))?,
            Rhythm::Rotating {
                days,
                every_weeks,
                anchor,
            } => {
                *days = settled_days(std::mem::take(days))?;
                *anchor = monday(first_on(*anchor, days));
                if !(2..=CYCLE_WEEKS_MAX).contains(every_weeks) {
                    return Err(Invalid::new(format!(
                        "A rotation begins anew after 2 to {CYCLE_WEEKS_MAX} weeks."
                    )));
                }
            }
            Rhythm::Shifts { weeks, anchor } => {
                *weeks = settled_weeks(std::mem::take(weeks))?;
                *anchor = monday(*anchor);
                if let Some(first) = weeks.iter().flatten().next() {
                    (self.start_minute, self.end_minute) = (first.start_minute, first.end_minute);
                }
            }
            Rhythm::Once { .. } | Rhythm::WholeDays => {}
        }
        Ok(())
    }

    fn whole(self) -> Commitment {
        let Self {
            kind,
            label,
            rhythm,
            start_minute,
            end_minute,
            travel,
            firmness,
            from,
            until,
        } = self;
        Commitment {
            kind,
            label,
            rhythm,
            start_minute,
            end_minute,
            travel,
            firmness,
            from,
            until,
        }
    }
}

/// The first of these days of the week on or after a date: "every 2 weeks on Monday, from a Sunday" begins on the Monday
/// that follows, not on the one before and again two weeks later.
fn first_on(date: Date, days: &[Weekday]) -> Date {
    date.series(1.day())
        .take(7)
        .find(|date| days.contains(&weekday(*date)))
        .unwrap_or(date)
}

impl From<&Commitment> for CommitmentDraft {
    fn from(commitment: &Commitment) -> Self {
        let Commitment {
            kind,
            label,
            rhythm,
            start_minute,
            end_minute,
            travel,
            firmness,
            from,
            until,
        } = commitment.clone();
        Self {
            kind,
            label,
            rhythm,
            start_minute,
            end_minute,
            travel,
            firmness,
            from,
            until,
        }
    }
}

impl CommitmentDraft {
    /// An entry on one day of every week, from a stretch drawn on a week.
    pub fn weekly(
        kind: CommitmentKind,
        date: Date,
        (start_minute, end_minute): (u16, u16),
    ) -> Self {
        Self {
            kind,
            label: None,
            rhythm: Rhythm::Weekly {
                days: vec![weekday(date)],
            },
            start_minute,
            end_minute,
            travel: Travel::default(),
            firmness: Firmness::Fixed,
            from: date,
            until: None,
        }
    }
}
