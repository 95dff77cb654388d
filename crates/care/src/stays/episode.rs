//! An episode: one course of care from admission to discharge, as the line of its stays.
//!
//! A step up or down is a new stay here, never a new chart. The rules below keep what must hold: stays follow each
//! other without overlap, only the last one runs, and a closed episode stays as it was.

use crate::stays::stay::{Ending, Stay};
use crate::{EpisodeId, Invalid, Line, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Why an episode ended. The codes are those in which states report discharges to the Treatment Episode Data Set
/// (TEDS-D, item REASON: 1 to 7); the labels are ours.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DischargeReason {
    /// The course of care was completed.
    Completed,
    /// They left against advice, or stopped coming.
    LeftAgainstAdvice,
    /// We ended it.
    Terminated,
    /// Another provider took over.
    Transferred,
    /// They are in jail or prison.
    Incarcerated,
    /// They died.
    Died,
    /// Something else.
    Other,
}

impl DischargeReason {
    /// Every reason, in the order of the codes.
    pub const ALL: [Self; 7] = [
        Self::Completed,
        Self::LeftAgainstAdvice,
        Self::Terminated,
        Self::Transferred,
        Self::Incarcerated,
        Self::Died,
        Self::Other,
    ];

    /// The TEDS code.
    pub const fn teds(self) -> u8 {
        match self {
            Self::Completed => 1,
            Self::LeftAgainstAdvice => 2,
            Self::Terminated => 3,
            Self::Transferred => 4,
            Self::Incarcerated => 5,
            Self::Died => 6,
            Self::Other => 7,
        }
    }

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::LeftAgainstAdvice => "left_against_advice",
            Self::Terminated => "terminated",
            Self::Transferred => "transferred",
            Self::Incarcerated => "incarcerated",
            Self::Died => "died",
            Self::Other => "other",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Completed => "Completed the course of care",
            Self::LeftAgainstAdvice => "Left against advice or stopped coming",
            Self::Terminated => "Ended by us",
            Self::Transferred => "Transferred to another provider",
            Self::Incarcerated => "In jail or prison",
            Self::Died => "Died",
            Self::Other => "Other",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// Whether care ends because we end it. Whoever leaves, is taken elsewhere or dies is not given less by us.
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Completed | Self::Terminated | Self::Other)
    }

    /// How the last stay ended with it.
    const fn ending(self) -> Ending {
        match self {
            Self::Completed | Self::Terminated | Self::Died | Self::Other => Ending::Discharged,
            Self::Transferred => Ending::Transferred,
            Self::LeftAgainstAdvice | Self::Incarcerated => Ending::Left,
        }
    }
}

/// How an episode ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Closing {
    /// The last day.
    pub on: Date,
    /// Why.
    pub reason: DischargeReason,
    /// A line about it.
    pub words: Option<Line>,
}

/// An episode with its stays, oldest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Episode {
    /// Its id.
    pub id: EpisodeId,
    /// Whose.
    pub person: PersonId,
    /// The day of admission.
    pub opened: Date,
    /// How it ended; nothing while it runs.
    pub closed: Option<Closing>,
    /// When that was written down; unknown of what was kept before that was.
    pub closed_at: Option<Timestamp>,
    /// The stays, oldest first; never empty.
    pub stays: Vec<Stay>,
}

impl Episode {
    /// Opens an episode with its first stay.
    pub fn open(id: EpisodeId, person: PersonId, first: Stay) -> Self {
        Self {
            id,
            person,
            opened: first.from,
            closed: None,
            closed_at: None,
            stays: vec![first],
        }
    }

    /// The stay that runs.
    pub fn now(&self) -> Option<&Stay> {
        self.stays.last().filter(|stay| stay.is_open())
    }

    /// Ends the stay that runs and begins the next, on the same day; answers how the one before ended.
    pub fn step(&mut self, next: Stay, today: Date) -> Result<Ending, Invalid> {
        crate::stays::stay::happened(next.from, today)?;
        let last = running(&mut self.stays)?;
        not_before(last, next.from)?;
        if last.same_place(&next) {
            return Err(Invalid::new(
                "They are there already. Choose another program, bed or provider.",
            ));
        }
        let ending = Ending::between(last.level, next.level);
        last.ended = Some((next.from, ending));
        self.stays.push(next);
        Ok(ending)
    }

    /// Ends the stay that runs, and the episode with it.
    pub fn discharge(&mut self, closing: Closing, today: Date) -> Result<(), Invalid> {
        crate::stays::stay::happened(closing.on, today)?;
        let last = running(&mut self.stays)?;
        not_before(last, closing.on)?;
        last.ended = Some((closing.on, closing.reason.ending()));
        self.closed = Some(closing);
        Ok(())
    }
}

/// Whether what was decided at a moment, on a day where care is given, is of this course of care, or of the one that is
/// to begin: what was decided before somebody left counts no more.
pub fn is_of_this_course(episodes: &[Episode], at: Timestamp, on: Date) -> bool {
    let counts = |episode: &Episode| match (&episode.closed, episode.closed_at) {
        (None, _) => true,
        (Some(_), Some(closed_at)) => at >= closed_at,
        // Of what was kept before the moment was, the day is known.
        (Some(closing), None) => on > closing.on,
    };
    episodes.iter().all(counts)
}

fn running(stays: &mut [Stay]) -> Result<&mut Stay, Invalid> {
    stays
        .last_mut()
        .filter(|stay| stay.is_open())
        .ok_or_else(|| {
            Invalid::new("This episode is closed. Somebody who comes back begins a new one.")
        })
}

fn not_before(last: &Stay, on: Date) -> Result<(), Invalid> {
    if on < last.from {
        return Err(Invalid::new(format!(
            "The present stay began on {}; this day is before. Check the date.",
            crate::day::day_text(last.from)
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
