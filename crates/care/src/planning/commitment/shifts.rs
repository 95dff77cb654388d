//! Shifts that rotate or alternate by whole weeks, and the ones that most people have, to start from.

use super::{
    CommitmentDraft, CommitmentKind, Firmness, Rhythm, Travel, VACATION_DAYS_MAX, settled_days,
};
use crate::people::site::DAY_MINUTES;
use crate::{Invalid, Weekday};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most weeks after which shifts begin anew.
pub const SHIFT_WEEKS_MAX: u8 = 8;
/// The most turns with times of their own in one week of a rotation.
pub const TURNS_PER_WEEK_MAX: usize = 2;

/// Days of one week of a rotation with the same times.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Turn {
    /// At least one, Monday first.
    pub days: Vec<Weekday>,
    /// First minute of the day.
    pub start_minute: u16,
    /// The minute after the last, counted from the midnight before it begins: beyond 1440 it ends on the next day.
    pub end_minute: u16,
}

/// From when to when the turns of one week last on one of its days, in the order in which they were typed.
pub(super) fn on(week: Option<&Vec<Turn>>, day: Weekday) -> Vec<(u16, u16)> {
    let turns = week.into_iter().flatten();
    turns
        .filter(|turn| turn.days.contains(&day))
        .map(|turn| (turn.start_minute, turn.end_minute))
        .collect()
}

/// From when to when something lasts: what ends at or before its start ends on the next day.
pub(super) fn settled_times(start: u16, end: u16) -> Result<(u16, u16), Invalid> {
    let end = if end <= start {
        end.saturating_add(DAY_MINUTES)
    } else {
        end
    };
    if start >= DAY_MINUTES || end - start > DAY_MINUTES {
        return Err(Invalid::new(
            "Enter times of day, such as 9:00 am; nothing lasts longer than 24 hours.",
        ));
    }
    Ok((start, end))
}

/// The weeks of a rotation as typed: between one and eight of them, something in at least one, and no two turns of a day
/// at the same time.
pub(super) fn settled_weeks(weeks: Vec<Vec<Turn>>) -> Result<Vec<Vec<Turn>>, Invalid> {
    if weeks.is_empty() || weeks.len() > usize::from(SHIFT_WEEKS_MAX) {
        return Err(Invalid::new(format!(
            "A rotation of shifts begins anew after 1 to {SHIFT_WEEKS_MAX} weeks."
        )));
    }
    if weeks.iter().all(Vec::is_empty) {
        return Err(Invalid::new("Choose the days of at least one week."));
    }
    let settled = weeks.into_iter().zip(1..).map(|(turns, number)| {
        let week = settled_week(turns);
        week.map_err(|why: Invalid| Invalid::new(format!("Week {number}: {}", why.0)))
    });
    settled.collect()
}

fn settled_week(turns: Vec<Turn>) -> Result<Vec<Turn>, Invalid> {
    if turns.len() > TURNS_PER_WEEK_MAX {
        return Err(Invalid::new(format!(
            "Choose at most {TURNS_PER_WEEK_MAX} different times."
        )));
    }
    let settle = |turn: Turn| -> Result<Turn, Invalid> {
        let (start_minute, end_minute) = settled_times(turn.start_minute, turn.end_minute)?;
        Ok(Turn {
            days: settled_days(turn.days)?,
            start_minute,
            end_minute,
        })
    };
    let turns = turns.into_iter().map(settle);
    let turns = turns.collect::<Result<Vec<Turn>, Invalid>>()?;
    for (number, turn) in turns.iter().enumerate() {
        let twice = turns.iter().skip(number + 1).any(|other| {
            let same_day = turn.days.iter().any(|day| other.days.contains(day));
            same_day && turn.start_minute < other.end_minute && other.start_minute < turn.end_minute
        });
        if twice {
            return Err(Invalid::new("Two times of one day lie on each other."));
        }
    }
    Ok(turns)
}

/// What most rotations look like, to start a form from; every day and time of it can be changed there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Template {
    /// Two days on, two off, three on, twelve hours each; what is on in the first week is off in the second.
    TwoTwoThree,
    /// Five nights a week.
    Nights,
    /// One week early, one week late.
    EarlyLate,
    /// School on weekday mornings until the term ends.
    Term,
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 4] = [Self::EarlyLate, Self::TwoTwoThree, Self::Nights, Self::Term];

    /// The code in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TwoTwoThree => "two_two_three",
            Self::Nights => "nights",
            Self::EarlyLate => "early_late",
            Self::Term => "term",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether it stops by itself, so that the last date has to be typed.
    pub const fn ends(self) -> bool {
        matches!(self, Self::Term)
    }

    /// What it is.
    pub const fn kind(self) -> CommitmentKind {
        match self {
            Self::TwoTwoThree | Self::Nights | Self::EarlyLate => CommitmentKind::Work,
            Self::Term => CommitmentKind::School,
        }
    }

    /// Its weeks. The hours are usual ones and there to be changed: twelve-hour shifts change at seven, eight-hour
    /// shifts at six, two and ten, a school day lasts from eight to three.
    pub fn weeks(self) -> Vec<Vec<Turn>> {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let turn = |days: &[Weekday], start: u16, end: u16| {
            vec![Turn {
                days: days.to_vec(),
                start_minute: start * 60,
                end_minute: end * 60,
            }]
        };
        let weekdays = [Mon, Tue, Wed, Thu, Fri];
        match self {
            Self::TwoTwoThree => vec![
                turn(&[Mon, Tue, Fri, Sat, Sun], 7, 19),
                turn(&[Wed, Thu], 7, 19),
            ],
            Self::Nights => vec![turn(&[Sun, Mon, Tue, Wed, Thu], 22, 6)],
            Self::EarlyLate => vec![turn(&weekdays, 6, 14), turn(&weekdays, 14, 22)],
            Self::Term => vec![turn(&weekdays, 8, 15)],
        }
    }
}

impl CommitmentDraft {
    /// Shifts whose first week is that of a date.
    pub fn shifts(kind: CommitmentKind, weeks: Vec<Vec<Turn>>, from: Date) -> Self {
        Self {
            rhythm: Rhythm::Shifts {
                weeks,
                anchor: from,
            },
            ..Self::weekly(kind, from, (0, DAY_MINUTES))
        }
    }

    /// Whole days away.
    pub fn vacation(from: Date, until: Date) -> Self {
        Self {
            rhythm: Rhythm::WholeDays,
            until: Some(until),
            ..Self::weekly(CommitmentKind::Vacation, from, (0, DAY_MINUTES))
        }
    }

    /// A vacation is whole days, never gives way, and has no way to it; nothing else is whole days.
    pub(super) fn settle_vacation(&mut self) -> Result<(), Invalid> {
        let whole = matches!(self.rhythm, Rhythm::WholeDays);
        if !whole && self.kind != CommitmentKind::Vacation {
            return Ok(());
        }
        let Some(until) = self.until else {
            return Err(Invalid::new("Enter the last day of the vacation."));
        };
        let longest = self.from.saturating_add((VACATION_DAYS_MAX - 1).days());
        if until > longest {
            return Err(Invalid::new(format!(
                "A vacation lasts at most {VACATION_DAYS_MAX} days here. Talk about a pause of care when it is longer."
            )));
        }
        self.kind = CommitmentKind::Vacation;
        self.rhythm = Rhythm::WholeDays;
        self.firmness = Firmness::Fixed;
        self.travel = Travel::default();
        (self.start_minute, self.end_minute) = (0, DAY_MINUTES);
        Ok(())
    }
}
