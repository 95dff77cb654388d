//! Outcomes of all criteria as bits.

use crate::assessment::facts::Table;
use crate::assessment::place::EMERGENCY;
use crate::assessment::protocol::{Criterion, CriterionId, Outcome, Protocol};

/// Which criteria are met and which unknown; the rest are not met.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct CriteriaState {
    met: u128,
    unknown: u128,
}

impl CriteriaState {
    /// Evaluates every criterion.
    pub fn of(protocol: &Protocol, table: &Table) -> Self {
        let mut state = Self::default();
        for (at, criterion) in protocol.criteria.iter().enumerate() {
            match criterion.outcome(table) {
                Outcome::Met => state.met |= 1 << at,
                Outcome::Unknown => state.unknown |= 1 << at,
                Outcome::NotMet => {}
            }
        }
        state
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

    /// The places of the criteria that are met.
    pub fn met(self) -> impl Iterator<Item = usize> {
        bits(self.met)
    }

    /// The places of the criteria that are unknown.
    pub fn unknown(self) -> impl Iterator<Item = usize> {
        bits(self.unknown)
    }

    /// The least intensive rank that nothing rules out.
    pub fn floor(self, protocol: &Protocol) -> usize {
        highest(protocol, self.met)
    }

    /// The same, were everything unknown as dangerous as it can be.
    pub fn ceiling(self, protocol: &Protocol) -> usize {
        highest(protocol, self.met | self.unknown)
    }
}

fn highest(protocol: &Protocol, set: u128) -> usize {
    bits(set)
        .filter_map(|at| protocol.criteria.get(at))
        .map(Criterion::rank)
        .max()
        .unwrap_or(0)
        .min(EMERGENCY)
}

/// The places of the bits that are set.
fn bits(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (set != 0).then(|| {
            let at = set.trailing_zeros() as usize;
            set &= set - 1;
            at
        })
    })
}
