//! Where a person should be cared for.

use crate::LevelOfCare;
use serde::{Serialize, Serializer};

/// Where a person should be cared for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// At a level of care.
    Level(LevelOfCare),
    /// In an emergency room or hospital, now; every level of care is ruled out.
    Emergency,
}

/// The rank of emergency care, above the levels.
pub(crate) const EMERGENCY: usize = LevelOfCare::ALL.len();

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

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == Self::Emergency.code() {
            return Some(Self::Emergency);
        }
        LevelOfCare::from_code(code).map(Self::Level)
    }

    /// Every place, the least intensive first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=EMERGENCY).map(Self::at)
    }

    pub(crate) fn at(rank: usize) -> Self {
        LevelOfCare::ALL
            .get(rank)
            .map_or(Self::Emergency, |level| Self::Level(*level))
    }

    pub(crate) const fn rank(self) -> usize {
        match self {
            Self::Level(level) => level as usize,
            Self::Emergency => EMERGENCY,
        }
    }
}

impl From<LevelOfCare> for Place {
    fn from(level: LevelOfCare) -> Self {
        Self::Level(level)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
