//! Outcomes of all criteria as bits, so that trying an answer costs a few instructions.

use super::{Place, Verdict};
use crate::LevelOfCare;
use crate::assessment::finding::Reading;
use crate::assessment::protocol::{CriterionId, Outcome, Protocol, bits};

/// The rank of emergency care, above the levels.
pub const EMERGENCY: usize = LevelOfCare::ALL.len();

/// Which criteria are met and which unknown; the rest are not met.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct State {
    met: u64,
    unknown: u64,
}

impl State {
    /// Evaluates every criterion.
    pub fn of(protocol: &Protocol, readings: &[Reading]) -> Self {
        let all = u64::MAX
            .checked_shr(64 - u32::try_from(protocol.criteria.len()).unwrap_or(64))
            .unwrap_or(0);
        Self::default().again(protocol, readings, all)
    }

    /// Evaluates the criteria in `set` again.
    #[must_use]
    pub fn again(mut self, protocol: &Protocol, readings: &[Reading], set: u64) -> Self {
        self.met &= !set;
        self.unknown &= !set;
        for at in bits(set) {
            let bit = 1u64 << at;
            let fear = protocol.excluding & bit != 0;
            match protocol.criteria[at].expression.evaluate(readings, fear) {
                Outcome::Met => self.met |= bit,
                Outcome::Unknown => self.unknown |= bit,
                Outcome::NotMet => {}
            }
        }
        self
    }

    /// One criterion's outcome.
    pub const fn outcome(self, id: CriterionId) -> Outcome {
        if self.met >> id.0 & 1 == 1 {
            Outcome::Met
        } else if self.unknown >> id.0 & 1 == 1 {
            Outcome::Unknown
        } else {
            Outcome::NotMet
        }
    }

    /// The criteria that rule a level out: excluding and met, or required and not met.
    pub const fn ruling_out(self, protocol: &Protocol, rank: usize) -> u64 {
        let not_met = !(self.met | self.unknown);
        protocol.bearing[rank] & (protocol.excluding & self.met | protocol.required & not_met)
    }

    const fn open(self, protocol: &Protocol, rank: usize) -> u64 {
        protocol.bearing[rank] & self.unknown
    }

    /// The least intensive rank that nothing rules out.
    pub fn floor(self, protocol: &Protocol) -> usize {
        (0..EMERGENCY)
            .find(|rank| self.ruling_out(protocol, *rank) == 0)
            .unwrap_or(EMERGENCY)
    }

    /// The least intensive rank that nothing rules out and nothing unknown could.
    pub fn ceiling(self, protocol: &Protocol) -> usize {
        (0..EMERGENCY)
            .find(|rank| self.ruling_out(protocol, *rank) | self.open(protocol, *rank) == 0)
            .unwrap_or(EMERGENCY)
    }

    /// The unknown criteria that could still change the level.
    pub fn relevant(self, protocol: &Protocol) -> u64 {
        (self.floor(protocol)..self.ceiling(protocol))
            .filter(|rank| self.ruling_out(protocol, *rank) == 0)
            .fold(0, |set, rank| set | self.open(protocol, rank))
    }

    /// How much is open: unknown criteria, each counted once for every level it keeps in doubt. Zero when settled.
    pub fn openness(self, protocol: &Protocol) -> u32 {
        (self.floor(protocol)..self.ceiling(protocol))
            .filter(|rank| self.ruling_out(protocol, *rank) == 0)
            .map(|rank| self.open(protocol, rank).count_ones())
            .sum()
    }

    /// What it amounts to.
    pub fn verdict(self, protocol: &Protocol) -> Verdict {
        let floor = self.floor(protocol);
        let settled = floor == EMERGENCY || self.open(protocol, floor) == 0;
        match (settled, floor) {
            (true, _) => Verdict::Recommended(Place::at(floor)),
            (false, 0) => Verdict::Open,
            (false, _) => Verdict::AtLeast(Place::at(floor)),
        }
    }
}
