//! What else a person's life holds: work, school, children, courts, doctors, and the way between.
//!
//! A [`Commitment`] begins on one day, every week, every few weeks or once, and lasts at most twenty-four hours, so that a
//! night shift is one. Dates and minutes are those of the clock at the person's site, so "every Tuesday at 9" stays at 9
//! when the clocks change.

mod entry;
mod expand;
mod journey;
mod real_week;
mod shifts;

pub use entry::CommitmentDraft;
pub use expand::{Busy, Occurrence, local_instant, taken};
pub use journey::{JOURNEY_MINUTES_MAX, Journey, Telehealth, Way};
pub use real_week::{away_all_week, away_days, away_on, busy_in_week, longest_cycle_weeks};
pub use shifts::{SHIFT_WEEKS_MAX, TURNS_PER_WEEK_MAX, Template, Turn};

use crate::daytime::stretch_text;
use crate::{Invalid, Line, Weekday, in_a_row};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest way to or from a commitment, in minutes; longer ones are a commitment of their own.
pub const TRAVEL_MINUTES_MAX: u16 = 180;
/// The most weeks after which one entry "every few weeks" comes back. Shifts that rotate by whole weeks may take longer:
/// [`SHIFT_WEEKS_MAX`].
pub const CYCLE_WEEKS_MAX: u8 = 4;
/// The most commitments one person keeps here.
pub const PER_PERSON_MAX: usize = 60;
/// The most days of one vacation, first and last with it. Whoever is away for longer has paused their care, and that is
/// talked about and not entered. House number.
pub const VACATION_DAYS_MAX: i32 = 60;

/// What a commitment is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentKind {
    /// Paid work.
    Work,
    /// School or training.
    School,
    /// Looking after somebody.
    Caregiving,
    /// A court, or supervision.
    Court,
    /// A doctor, a clinic, a pharmacy.
    Medical,
    /// Whole days away. Sessions on them are excused; nobody's week becomes impossible by them.
    Vacation,
    /// Anything else.
    Other,
}

impl CommitmentKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Work,
        Self::School,
        Self::Caregiving,
        Self::Court,
        Self::Medical,
        Self::Vacation,
        Self::Other,
    ];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::School => "school",
            Self::Caregiving => "caregiving",
            Self::Court => "court",
            Self::Medical => "medical",
            Self::Vacation => "vacation",
            Self::Other => "other",
        }
    }

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Work => "Work",
            Self::School => "School",
            Self::Caregiving => "Looking after somebody",
            Self::Court => "Court or supervision",
            Self::Medical => "Medical",
            Self::Vacation => "Vacation",
            Self::Other => "Something else",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Whether it can give way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Firmness {
    /// Nothing is ever planned over it.
    Fixed,
    /// Kept where possible.
    RatherNot,
}

impl Firmness {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Fixed, Self::RatherNot];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::RatherNot => "rather_not",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fixed => "Cannot move",
            Self::RatherNot => "Rather not",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|firmness| firmness.code() == code)
    }
}

/// The way between the site and the commitment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Travel {
    /// How.
    pub by: Way,
    /// From the site to it, in minutes.
    pub before_minutes: u16,
    /// From it to the site, in minutes.
    pub after_minutes: u16,
}

/// When it happens again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// On these days of every week.
    Weekly {
        /// At least one, Monday first.
        days: Vec<Weekday>,
    },
    /// On these days of one week in every few.
    Rotating {
        /// At least one, Monday first.
        days: Vec<Weekday>,
        /// Every so many weeks, 2 to [`CYCLE_WEEKS_MAX`].
        every_weeks: u8,
        /// The Monday of a week in which it happens.
        anchor: Date,
    },
    /// On one date.
    Once {
        /// Which.
        on: Date,
    },
    /// Shifts that rotate or alternate by whole weeks: each week of the rotation has its own days and times, and after
    /// the last comes the first again.
    Shifts {
        /// The weeks in their order, 1 to [`SHIFT_WEEKS_MAX`]; one without a turn is free.
        weeks: Vec<Vec<Turn>>,
        /// The Monday of a week that is the first of these.
        anchor: Date,
    },
    /// Whole days, each one from the first to the last: a vacation.
    WholeDays,
}

/// One recurring or single block of somebody's life, of at most twenty-four hours.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Commitment {
    /// What it is.
    pub kind: CommitmentKind,
    /// What the person calls it.
    pub label: Option<Line>,
    /// When it happens again.
    pub rhythm: Rhythm,
    /// First minute of the day. Of shifts, each turn has its own; this is the one of the first, to sort by.
    pub start_minute: u16,
    /// The minute after the last, counted from the midnight before it begins: beyond 1440 it ends on the next day. Of
    /// shifts, the one of the first turn.
    pub end_minute: u16,
    /// The way.
    pub travel: Travel,
    /// Whether it can give way.
    pub firmness: Firmness,
    /// The first day on which it holds.
    pub from: Date,
    /// The last day on which it holds, if there is one.
    pub until: Option<Date>,
}

impl Commitment {
    /// What to call it: the person's own word for it, or its kind.
    pub fn name(&self) -> &str {
        self.label.as_ref().map_or(self.kind.label(), Line::as_str)
    }

    /// "9:00 am to 5:00 pm", "10:00 pm to 6:00 am the next day"; of shifts, whose weeks differ, "at other times each week".
    pub fn time_text(&self) -> String {
        match self.rhythm {
            Rhythm::Shifts { .. } => "at other times each week".to_owned(),
            Rhythm::WholeDays => "all day".to_owned(),
            Rhythm::Weekly { .. } | Rhythm::Rotating { .. } | Rhythm::Once { .. } => {
                stretch_text(self.start_minute, self.end_minute)
            }
        }
    }

    /// Whether it is a vacation.
    pub const fn is_vacation(&self) -> bool {
        matches!(self.rhythm, Rhythm::WholeDays)
    }

    /// Whether it is over once its dates are: a single date, or a vacation. What a week holds again and again is asked
    /// of the others.
    pub const fn passes(&self) -> bool {
        matches!(self.rhythm, Rhythm::Once { .. } | Rhythm::WholeDays)
    }

    /// After how many weeks it begins anew.
    pub fn cycle_weeks(&self) -> u8 {
        match &self.rhythm {
            Rhythm::Rotating { every_weeks, .. } => *every_weeks,
            Rhythm::Shifts { weeks, .. } => u8::try_from(weeks.len()).unwrap_or(SHIFT_WEEKS_MAX),
            Rhythm::Weekly { .. } | Rhythm::Once { .. } | Rhythm::WholeDays => 1,
        }
    }

    /// "Monday to Friday", "Tuesday and Thursday, every 2 weeks", "Thu, Mar 12, 2026".
    pub fn days_text(&self) -> String {
        match &self.rhythm {
            Rhythm::Weekly { days } => days_text(days),
            Rhythm::Rotating {
                days, every_weeks, ..
            } => {
                format!("{}, every {every_weeks} weeks", days_text(days))
            }
            Rhythm::Once { on } => crate::day::dated_text(*on),
            Rhythm::Shifts { weeks, .. } => match weeks.len() {
                1 => days_text(&self.days()),
                weeks => format!("shifts over {weeks} weeks"),
            },
            Rhythm::WholeDays => {
                let last = crate::day::dated_text(self.until.unwrap_or(self.from));
                format!("{} to {last}", crate::day::dated_text(self.from))
            }
        }
    }

    /// The same, and of a rotation the day on which its next turn begins: "Monday, every 2 weeks, next on Mon, Dec 7".
    pub fn days_text_from(&self, today: Date) -> String {
        let next = match self.rhythm {
            Rhythm::Rotating { .. } | Rhythm::Shifts { .. } => {
                self.next_dates(today, 1).into_iter().next()
            }
            Rhythm::Weekly { .. } | Rhythm::Once { .. } | Rhythm::WholeDays => None,
        };
        match next {
            Some(next) => format!(
                "{}, next on {}",
                self.days_text(),
                crate::day::near_text(next, today)
            ),
            None => self.days_text(),
        }
    }

    /// The days of the week on which it falls; of shifts, those of every week of the rotation.
    pub fn days(&self) -> Vec<Weekday> {
        match &self.rhythm {
            Rhythm::Weekly { days } | Rhythm::Rotating { days, .. } => days.clone(),
            Rhythm::Once { on } => vec![weekday(*on)],
            Rhythm::Shifts { weeks, .. } => {
                let any =
                    |day: &Weekday| weeks.iter().flatten().any(|turn| turn.days.contains(day));
                Weekday::ALL.into_iter().filter(any).collect()
            }
            Rhythm::WholeDays => {
                let dates = self.next_dates(self.from, Weekday::ALL.len());
                let any = |day: &Weekday| dates.iter().any(|date| weekday(*date) == *day);
                Weekday::ALL.into_iter().filter(any).collect()
            }
        }
    }
}

/// The day of the week of a date.
pub fn weekday(date: Date) -> Weekday {
    Weekday::of(date)
}

/// The Monday of a date's week.
pub fn monday(date: Date) -> Date {
    let since = i64::from(weekday(date).index());
    date.saturating_sub(since.days())
}

/// Days in words: a run of three or more as its ends.
pub fn days_text(days: &[Weekday]) -> String {
    let runs = days
        .windows(2)
        .all(|pair| pair[1].index() == pair[0].index() + 1);
    match days {
        [] => String::new(),
        [one] => one.label().to_owned(),
        [first, .., last] if runs && days.len() > 2 => {
            format!("{} to {}", first.label(), last.label())
        }
        days => {
            let days: Vec<&str> = days.iter().map(|day| day.label()).collect();
            in_a_row(&days)
        }
    }
}

/// Days as ticked in a form: sorted, each once, at least one.
fn settled_days(mut days: Vec<Weekday>) -> Result<Vec<Weekday>, Invalid> {
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        Err(Invalid::new("Choose at least one day."))
    } else {
        Ok(days)
    }
}

#[cfg(test)]
mod tests;
