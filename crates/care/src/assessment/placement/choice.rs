//! The clinician's choice.

use super::{Placement, Verdict};
use crate::{Invalid, LevelOfCare, Line, PersonId};

/// The level a clinician chose, with a reason where it differs from the recommended one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    level: LevelOfCare,
    by: PersonId,
    reason: Option<Line>,
}

impl Choice {
    /// Parses a choice. It needs a reason unless it is exactly what was recommended.
    pub fn parse(
        placement: &Placement<'_>,
        level: LevelOfCare,
        by: PersonId,
        reason: &str,
    ) -> Result<Self, Invalid> {
        let same = placement.verdict() == Verdict::Recommended(super::Place::Level(level));
        let reason = if reason.trim().is_empty() {
            None
        } else {
            Some(Line::parse(reason, "a reason")?)
        };
        if !same && reason.is_none() {
            return Err(Invalid::new(match placement.verdict() {
                Verdict::Recommended(place) => format!(
                    "The criteria recommend “{}”. Say in a line why you choose “{}”.",
                    place.label(),
                    level.label()
                ),
                Verdict::Open | Verdict::AtLeast(_) => format!(
                    "The criteria have not settled on a level yet. Say in a line why you choose “{}” now.",
                    level.label()
                ),
            }));
        }
        Ok(Self { level, by, reason })
    }

    /// The level.
    pub const fn level(&self) -> LevelOfCare {
        self.level
    }

    /// Who chose.
    pub const fn by(&self) -> PersonId {
        self.by
    }

    /// Why, where it differs or somebody wrote it anyway.
    pub const fn reason(&self) -> Option<&Line> {
        self.reason.as_ref()
    }
}
