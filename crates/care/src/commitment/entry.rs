//! What somebody typed, before it is settled into commitments that each lie within one day.

use super::{
    CYCLE_WEEKS_MAX, Commitment, Firmness, Kind, Rhythm, TRAVEL_MINUTES_MAX, Travel, monday,
    settled_days, weekday,
};
use crate::invalid::Issues;
use crate::site::{DAY_MINUTES, minute_text};
use crate::{Invalid, Issue, Line, Weekday};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// A commitment as typed; it may run past midnight.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// What the person calls it.
    pub label: Option<Line>,
    /// When it happens again.
    pub rhythm: Rhythm,
    /// First minute of the day.
    pub start_minute: u16,
    /// The minute after the last, of the same day or, where it is before the start, of the next.
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

impl Entry {
    /// Whether it runs past midnight. What ends at midnight does not.
    pub const fn crosses_midnight(&self) -> bool {
        self.end_minute < self.start_minute && self.end_minute > 0
    }

    /// The commitments that it is: one, or, where it runs past midnight and `split` is a yes, one for each day.
    /// Without the yes such an entry is refused with a sentence that says how it would be kept.
    pub fn settle(mut self, split: bool) -> Result<Vec<Commitment>, Vec<Issue>> {
        let mut issues = Issues::default();
        if self.end_minute == 0 {
            self.end_minute = DAY_MINUTES;
        }
        issues.take("end", self.check_times(split));
        issues.take("days", self.settle_rhythm());
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
        if !issues.0.is_empty() {
            return Err(issues.0);
        }
        if let Rhythm::Once { on } = self.rhythm {
            (self.from, self.until) = (on, Some(on));
        }
        Ok(if self.crosses_midnight() {
            self.parts()
        } else {
            vec![self.whole()]
        })
    }

    fn check_times(&self, split: bool) -> Result<(), Invalid> {
        let (start, end) = (self.start_minute, self.end_minute);
        if start >= DAY_MINUTES || end > DAY_MINUTES {
            return Err(Invalid::new("Enter times of one day, such as 9:00 am."));
        }
        if start == end {
            return Err(Invalid::new("Let this end after it starts."));
        }
        if self.crosses_midnight() && !split {
            return Err(Invalid::new(format!(
                "{} to {} runs past midnight. If that is right, tick “Keep as two parts”: one until midnight and one from midnight to {} on the next day. Otherwise change the times.",
                minute_text(start),
                minute_text(end),
                minute_text(end)
            )));
        }
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
                *anchor = monday(*anchor);
                if !(2..=CYCLE_WEEKS_MAX).contains(every_weeks) {
                    return Err(Invalid::new(format!(
                        "A rotation begins anew after 2 to {CYCLE_WEEKS_MAX} weeks."
                    )));
                }
            }
            Rhythm::Once { .. } => {}
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

    /// The part before midnight, and the part after it on the days after.
    fn parts(self) -> Vec<Commitment> {
        let end = self.end_minute;
        let mut evening = self.whole();
        let mut morning = evening.clone();
        evening.end_minute = DAY_MINUTES;
        evening.travel.after_minutes = 0;
        (morning.start_minute, morning.end_minute) = (0, end);
        morning.travel.before_minutes = 0;
        morning.from = next_day(morning.from);
        morning.until = morning.until.map(next_day);
        let mut all = vec![evening];
        for rhythm in shifted(&morning.rhythm) {
            all.push(Commitment {
                rhythm,
                ..morning.clone()
            });
        }
        all
    }
}

fn next_day(date: Date) -> Date {
    date.checked_add(1.day()).unwrap_or(date)
}

/// The rhythm a day later. In a rotation, what follows a Sunday belongs to the week after.
fn shifted(rhythm: &Rhythm) -> Vec<Rhythm> {
    let later = |days: &[Weekday]| {
        let mut days: Vec<Weekday> = days
            .iter()
            .map(|day| Weekday::ALL[(usize::from(day.index()) + 1) % 7])
            .collect();
        days.sort_unstable();
        days
    };
    match rhythm {
        Rhythm::Weekly { days } => vec![Rhythm::Weekly { days: later(days) }],
        Rhythm::Once { on } => vec![Rhythm::Once { on: next_day(*on) }],
        Rhythm::Rotating {
            days,
            every_weeks,
            anchor,
        } => {
            let (sundays, others): (Vec<Weekday>, Vec<Weekday>) =
                days.iter().partition(|day| **day == Weekday::Sun);
            let week_later = anchor.checked_add(1.week()).unwrap_or(*anchor);
            [(others, *anchor), (sundays, week_later)]
                .into_iter()
                .filter(|(days, _)| !days.is_empty())
                .map(|(days, anchor)| Rhythm::Rotating {
                    days: later(&days),
                    every_weeks: *every_weeks,
                    anchor,
                })
                .collect()
        }
    }
}

impl From<&Commitment> for Entry {
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

impl Entry {
    /// An entry on one day of every week, from a stretch drawn on a week.
    pub fn weekly(kind: Kind, date: Date, (start_minute, end_minute): (u16, u16)) -> Self {
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
