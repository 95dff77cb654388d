//! From findings to an explained level of care.
//!
//! The least intensive level that nothing rules out is recommended, so the highest need wins and nothing is averaged.
//! Evaluating supports a clinician; the choice is theirs ([`Choice`]). No placement standard's rules are in here; the
//! result of one can be recorded beside it ([`External`]).

pub mod below;
mod choice;
mod external;
mod otherwise;
mod question;
mod snapshot;
mod state;

pub use choice::Choice;
pub use external::{Edition, External};
pub use otherwise::{Change, Otherwise};
pub use question::{Ask, Tried};
pub use snapshot::{Kept, Said, Snapshot, said};

use crate::LevelOfCare;
use crate::assessment::finding::{Findings, Interval, QuestionId, Reading};
use crate::assessment::protocol::{Criterion, CriterionId, Outcome, Protocol, Weight, bits};
use state::{EMERGENCY, State};

/// Where a person should be cared for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// At a level of care.
    Level(LevelOfCare),
    /// In an emergency room or hospital, now; every level of care is ruled out.
    Emergency,
}

impl Place {
    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Level(level) => level.label(),
            Self::Emergency => "Emergency or hospital care now",
        }
    }

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Level(level) => level.code(),
            Self::Emergency => "emergency",
        }
    }

    fn at(rank: usize) -> Self {
        LevelOfCare::ALL
            .get(rank)
            .map_or(Self::Emergency, |level| Self::Level(*level))
    }
}

/// What the criteria say so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing rules out even the least intensive level, and too little is known to recommend it.
    Open,
    /// Everything below is ruled out; whether this is enough is still open.
    AtLeast(Place),
    /// Everything below is ruled out, and nothing that is unknown could rule this out.
    Recommended(Place),
}

impl Verdict {
    /// The least intensive place that nothing known rules out.
    pub const fn floor(self) -> Place {
        match self {
            Self::Open => Place::Level(LevelOfCare::Outpatient),
            Self::AtLeast(place) | Self::Recommended(place) => place,
        }
    }
}

/// One criterion with its outcome.
#[derive(Clone, Copy, Debug)]
pub struct Evaluated<'p> {
    /// Its place in the protocol.
    pub id: CriterionId,
    /// The criterion.
    pub criterion: &'p Criterion,
    /// Whether it is met.
    pub outcome: Outcome,
    /// Whether sources disagree about a question in it. An excluding criterion then goes by the more dangerous
    /// statement until a clinician settles it.
    pub disputed: bool,
}

/// An evaluated assessment.
#[derive(Clone, Debug)]
pub struct Placement<'p> {
    protocol: &'p Protocol,
    readings: Vec<Reading>,
    state: State,
    verdict: Verdict,
    ask: Option<Ask>,
    others: Vec<Otherwise>,
}

impl<'p> Placement<'p> {
    /// Evaluates.
    pub fn of(protocol: &'p Protocol, findings: &Findings) -> Self {
        let readings = protocol
            .slots
            .iter()
            .map(|slot| {
                findings
                    .reading(slot.question)
                    // Compiled criteria ask only questions whose answers have positions.
                    .unwrap_or(Reading::of(Interval::between(i32::MIN, i32::MAX)))
            })
            .collect();
        Self::from_readings(protocol, readings)
    }

    fn from_readings(protocol: &'p Protocol, mut readings: Vec<Reading>) -> Self {
        let state = State::of(protocol, &readings);
        let ask = question::best(protocol, &mut readings, state);
        let others = otherwise::all(protocol, &mut readings, state);
        Self {
            protocol,
            verdict: state.verdict(protocol),
            state,
            ask,
            others,
            readings,
        }
    }

    /// The same assessment with some answers changed, for "what if".
    #[must_use]
    pub fn with(&self, changes: &[Change]) -> Self {
        let mut readings = self.readings.clone();
        for change in changes {
            if let Some(at) = self.slot(change.question) {
                readings[at] = Reading::exactly(change.to);
            }
        }
        Self::from_readings(self.protocol, readings)
    }

    /// What the criteria say.
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The most intensive place that what is unknown could still lead to.
    pub fn ceiling(&self) -> Place {
        Place::at(self.state.ceiling(self.protocol))
    }

    /// Every criterion with its outcome, in the order of the protocol.
    pub fn criteria(&self) -> impl Iterator<Item = Evaluated<'p>> {
        let protocol = self.protocol;
        protocol.criteria().map(|(id, _)| self.evaluated(id))
    }

    fn evaluated(&self, id: CriterionId) -> Evaluated<'p> {
        let criterion = self.protocol.criterion(id);
        Evaluated {
            id,
            criterion,
            outcome: self.state.outcome(id),
            disputed: bits(criterion.slots).any(|slot| self.readings[slot].is_disputed()),
        }
    }

    /// The criteria that decided: those that rule out the level just below, or, at the least intensive level, all that
    /// could have ruled it out and do not. Empty only while nothing is recommended.
    pub fn deciding(&self) -> impl Iterator<Item = Evaluated<'p>> {
        let floor = self.state.floor(self.protocol);
        let set = match (self.verdict, floor.checked_sub(1)) {
            (Verdict::Open, _) => 0,
            (_, Some(below)) => self.state.ruling_out(self.protocol, below),
            (_, None) => self.protocol.bearing[0],
        };
        bits(set).map(|at| self.evaluated(id(at)))
    }

    /// The criteria that rule a level out.
    pub fn against(&self, level: LevelOfCare) -> impl Iterator<Item = Evaluated<'p>> {
        bits(self.state.ruling_out(self.protocol, level as usize)).map(|at| self.evaluated(id(at)))
    }

    /// The supporting criteria of a level.
    pub fn supporting(&self, level: LevelOfCare) -> impl Iterator<Item = Evaluated<'p>> {
        self.criteria().filter(move |evaluated| {
            evaluated.criterion.weight == Weight::Supporting
                && evaluated.criterion.levels.contains(&level)
        })
    }

    /// The questions whose answers could still change the level.
    pub fn open_questions(&self) -> impl Iterator<Item = QuestionId> {
        let set = self.state.relevant(self.protocol);
        self.protocol
            .slots
            .iter()
            .zip(&self.readings)
            .filter(move |(slot, reading)| slot.criteria & set != 0 && !reading.is_known())
            .map(|(slot, _)| slot.question)
    }

    /// The one question that would help most; none once nothing open could change the level.
    pub const fn ask(&self) -> Option<&Ask> {
        self.ask.as_ref()
    }

    /// For every other level what would have to be different.
    pub fn others(&self) -> &[Otherwise] {
        &self.others
    }

    /// What is known about a question that the protocol asks about.
    pub fn reading(&self, question: QuestionId) -> Option<Reading> {
        self.slot(question).map(|at| self.readings[at])
    }

    fn slot(&self, question: QuestionId) -> Option<usize> {
        self.protocol
            .slots
            .iter()
            .position(|slot| slot.question == question)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a protocol has at most 64 criteria"
)]
const fn id(at: usize) -> CriterionId {
    CriterionId(at as u8)
}

/// The rank above every level.
const _: () = assert!(EMERGENCY == LevelOfCare::ALL.len());

#[cfg(test)]
mod tests;
