//! Pathways: the phases of a program, each with its level, its length and its hours, and where somebody stands in them.
//!
//! A week is counted as people count it: the calendar week of the first day is week 1, also where that day is a
//! Thursday, and the next one begins on the Monday after.

use crate::{LevelOfCare, Line};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most phases that one program may have.
pub const PHASES_MAX: usize = 12;
/// The longest that somebody can have been in a program when they are entered, in weeks: two years, as for an admission.
pub const ENTERED_WEEK_MAX: u16 = 104;
/// Days of a week.
const WEEK_DAYS: i32 = 7;

/// The way through a program.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pathway {
    /// Its phases in order; they are numbered from 1.
    pub phases: Vec<Phase>,
}

/// One part of a program.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Phase {
    /// What it is called.
    pub name: Line,
    /// Its level of care.
    pub level: LevelOfCare,
    /// How long it lasts.
    #[serde(default)]
    pub length: PhaseLength,
    /// Its hours in minutes, week by week; the last holds on. Empty is what its level asks for.
    #[serde(default)]
    pub week_minutes: Vec<u32>,
    /// What has to be kept before it begins.
    #[serde(default)]
    pub entry: Option<EntryCondition>,
    /// What is asked outside of the program.
    #[serde(default)]
    pub outside: Option<AskedOutside>,
    /// Which phase follows, where it is not the next one.
    #[serde(default)]
    pub then: Option<u16>,
}

/// How long a phase lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseLength {
    /// Until somebody decides.
    #[default]
    Open,
    /// So many weeks; where the two differ the person and their counselor decide between them.
    Weeks {
        /// At least.
        least: u16,
        /// At most.
        most: u16,
    },
    /// So many sessions that were kept.
    Sessions(u16),
}

/// What has to be kept before a phase begins.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntryCondition {
    /// So many sessions kept at this level since the episode began.
    #[serde(default)]
    pub sessions: Option<(u16, LevelOfCare)>,
    /// In the program's own words, for whoever begins the phase to confirm.
    #[serde(default)]
    pub words: Option<Line>,
}

/// What is asked outside of the program.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskedOutside {
    /// How often a week.
    pub per_week: u16,
    /// Of what.
    pub what: Line,
}

/// Whether it is time for the next phase.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PhaseTime {
    /// Not yet, or nobody can tell from numbers.
    NotYet,
    /// The least length has passed.
    Possible,
    /// The most has.
    Over,
}

impl Pathway {
    /// The phase of a number.
    pub fn phase(&self, number: u16) -> Option<&Phase> {
        usize::from(number)
            .checked_sub(1)
            .and_then(|at| self.phases.get(at))
    }

    /// The phases with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (u16, &Phase)> {
        (1_u16..).zip(&self.phases)
    }

    /// Which phase follows one.
    pub fn next(&self, number: u16) -> Option<u16> {
        let next = self.phase(number)?.then.unwrap_or(number + 1);
        self.phase(next).map(|_| next)
    }
}

impl Phase {
    /// The least that a week of it holds, in minutes: what its level asks for, or more where the phase says more.
    pub fn floor_minutes(&self, week: u16, of_level: u32) -> u32 {
        self.own_minutes(week).unwrap_or(0).max(of_level)
    }

    /// What the phase itself says of a week, counted from 1.
    pub fn own_minutes(&self, week: u16) -> Option<u32> {
        let at = usize::from(week.max(1) - 1);
        let said = self.week_minutes.get(at).or(self.week_minutes.last());
        said.copied()
    }

    /// Whether it is time for the next one in a week of this, counted from 1, with so many sessions kept in it.
    pub fn time(&self, week: u16, kept: u32) -> PhaseTime {
        match self.length {
            PhaseLength::Weeks { most, .. } if week > most => PhaseTime::Over,
            PhaseLength::Weeks { least, .. } if week > least => PhaseTime::Possible,
            PhaseLength::Sessions(asked) if kept >= u32::from(asked) => PhaseTime::Over,
            PhaseLength::Open | PhaseLength::Weeks { .. } | PhaseLength::Sessions(_) => {
                PhaseTime::NotYet
            }
        }
    }
}

impl PhaseLength {
    /// In words: "4 weeks", "12 to 16 weeks", "20 sessions", "until somebody decides".
    pub fn text(self) -> String {
        match self {
            Self::Open => "until somebody decides".to_owned(),
            Self::Weeks { least, most } if least == most => {
                crate::counted(usize::from(most), "week", "weeks")
            }
            Self::Weeks { least, most } => format!("{least} to {most} weeks"),
            Self::Sessions(count) => crate::counted(usize::from(count), "session", "sessions"),
        }
    }
}

impl EntryCondition {
    /// In words: "5 sessions of partial hospitalization first; a negative test".
    pub fn text(&self) -> String {
        let sessions = self.sessions.map(|(count, level)| {
            let level = level.label().to_lowercase();
            format!(
                "{} of {level} first",
                crate::counted(usize::from(count), "session", "sessions")
            )
        });
        let words = self.words.as_ref().map(ToString::to_string);
        sessions
            .into_iter()
            .chain(words)
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// How many sessions are still missing.
    pub fn missing(&self, kept: u32) -> u32 {
        self.sessions
            .map_or(0, |(asked, _)| u32::from(asked).saturating_sub(kept))
    }
}

impl AskedOutside {
    /// In words: "3 a week: mutual-help meetings".
    pub fn text(&self) -> String {
        format!("{} a week: {}", self.per_week, self.what)
    }
}

/// Where somebody stands in their program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PhaseStanding {
    /// Which of the entries about the stay this is, from 1; 0 where nothing was entered yet.
    pub number: u16,
    /// The phase.
    pub phase: u16,
    /// From which day on.
    pub from: Date,
    /// The day on which week 1 of the phase began.
    pub week_one: Date,
    /// The day on which week 1 of the whole program began.
    pub program_one: Date,
}

impl PhaseStanding {
    /// Where somebody stands of whom nothing was entered: at the beginning, on the first day of their stay.
    pub const fn beginning(first: Date) -> Self {
        Self {
            number: 0,
            phase: 1,
            from: first,
            week_one: first,
            program_one: first,
        }
    }

    /// What holds on a day, of what was entered about a stay in its order.
    pub fn on(entered: &[Self], first: Date, on: Date) -> Self {
        let begun = entered.iter().rev().find(|standing| standing.from <= on);
        begun.copied().unwrap_or(Self::beginning(first))
    }

    /// Which week of the phase a day is in; 0 before it.
    pub fn week(&self, on: Date) -> u16 {
        week_of(self.week_one, on)
    }

    /// Which week of the program.
    pub fn program_week(&self, on: Date) -> u16 {
        week_of(self.program_one, on)
    }
}

/// Which week it is, counted from the one of `first`; 0 before it.
pub fn week_of(first: Date, on: Date) -> u16 {
    let days = monday_of(first)
        .until(monday_of(on))
        .map_or(0, |span| span.get_days());
    if days < 0 {
        0
    } else {
        u16::try_from(days / WEEK_DAYS + 1).unwrap_or(u16::MAX)
    }
}

/// On which day week 1 began for whoever is in this week on a day.
pub fn week_one(on: Date, week: u16) -> Date {
    let back = i64::from(week.max(1) - 1);
    if back == 0 {
        on
    } else {
        monday_of(on).saturating_sub((7 * back).days())
    }
}

fn monday_of(date: Date) -> Date {
    date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn phase(length: PhaseLength, week_minutes: &[u32]) -> Phase {
        Phase {
            name: Line::parse("Evenings", "a name").unwrap(),
            level: LevelOfCare::IntensiveOutpatient,
            length,
            week_minutes: week_minutes.to_vec(),
            entry: None,
            outside: None,
            then: None,
        }
    }

    #[test]
    fn a_week_is_a_calendar_week_and_whoever_is_in_week_seven_began_six_weeks_ago() {
        let thursday = date(2026, 3, 5);
        let weeks = [
            (date(2026, 3, 1), 0),
            (date(2026, 3, 2), 1),
            (date(2026, 3, 8), 1),
            (date(2026, 3, 9), 2),
        ];
        for (on, week) in weeks {
            assert_eq!(week_of(thursday, on), week, "{on}");
        }
        for week in 1..=ENTERED_WEEK_MAX {
            assert_eq!(week_of(week_one(thursday, week), thursday), week);
        }
        assert_eq!(week_one(thursday, 7), date(2026, 1, 19));
    }

    #[test]
    fn a_floor_is_the_levels_unless_the_phase_says_more_and_its_last_week_holds_on() {
        let taper = phase(PhaseLength::Open, &[720, 600, 300]);
        let floors: Vec<u32> = (1..=5).map(|week| taper.floor_minutes(week, 540)).collect();
        assert_eq!(floors, [720, 600, 540, 540, 540]);
        assert_eq!(taper.floor_minutes(5, 0), 300);
        assert_eq!(phase(PhaseLength::Open, &[]).floor_minutes(1, 0), 0);
    }

    #[test]
    fn a_phase_is_over_by_weeks_or_by_sessions_and_an_open_one_never() {
        let range = phase(PhaseLength::Weeks { least: 4, most: 6 }, &[]);
        let times: Vec<PhaseTime> = [4, 5, 6, 7].map(|week| range.time(week, 99)).to_vec();
        assert_eq!(
            times,
            [
                PhaseTime::NotYet,
                PhaseTime::Possible,
                PhaseTime::Possible,
                PhaseTime::Over
            ]
        );
        let sessions = phase(PhaseLength::Sessions(20), &[]);
        assert_eq!(sessions.time(99, 19), PhaseTime::NotYet);
        assert_eq!(sessions.time(1, 20), PhaseTime::Over);
        assert_eq!(
            phase(PhaseLength::Open, &[]).time(99, 99),
            PhaseTime::NotYet
        );
    }

    #[test]
    fn what_was_entered_for_next_monday_does_not_hold_today() {
        let (first, monday) = (date(2026, 3, 2), date(2026, 3, 16));
        let entered = PhaseStanding {
            number: 1,
            phase: 2,
            from: monday,
            week_one: monday,
            program_one: first,
        };
        let on = |day| PhaseStanding::on(&[entered], first, day);
        assert_eq!(on(date(2026, 3, 15)), PhaseStanding::beginning(first));
        assert_eq!(on(monday), entered);
        assert_eq!(on(date(2026, 3, 24)).program_week(date(2026, 3, 24)), 4);
    }

    #[test]
    fn the_next_phase_is_the_one_after_unless_another_is_named() {
        let mut phases = vec![phase(PhaseLength::Open, &[]); 3];
        phases[0].then = Some(3);
        let pathway = Pathway { phases };
        assert_eq!(
            [1, 2, 3].map(|at| pathway.next(at)),
            [Some(3), Some(3), None]
        );
        assert!(pathway.phase(0).is_none());
    }

    #[test]
    fn what_a_pathway_leaves_out_is_at_its_beginning() {
        let kept = r#"{"phases":[{"name":"Evenings","level":"intensive_outpatient"}]}"#;
        let opened: Pathway = serde_json::from_str(kept).unwrap();
        assert_eq!(opened.phases, [phase(PhaseLength::Open, &[])]);
    }
}
