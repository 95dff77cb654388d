//! The clinician's choice.

use super::{Place, Placement, Verdict};
use crate::text::says_something;
use crate::{Invalid, LevelOfCare, Line, PersonId};

/// The place a clinician chose, with a reason where it differs from the recommended one. What less than the least level
/// asks for beside it is in [`super::below`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    place: Place,
    by: PersonId,
    reason: Option<Line>,
}

impl Choice {
    /// Parses a choice. It needs a reason unless it is exactly what was recommended; an emergency needs nothing but a tap.
    pub fn parse(
        placement: &Placement<'_>,
        place: Place,
        by: PersonId,
        reason: &str,
    ) -> Result<Self, Invalid> {
        let reason = if reason.trim().is_empty() {
            None
        } else {
            Some(Line::parse(reason, "a reason")?)
        };
        let free = place == Place::Emergency || placement.verdict() == Verdict::Recommended(place);
        let says = |reason: &Line| says_something(reason.as_str());
        if !free && !reason.as_ref().is_some_and(says) {
            return Err(differs(placement, place));
        }
        Ok(Self { place, by, reason })
    }

    /// The place.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The level; none for an emergency.
    pub const fn level(&self) -> Option<LevelOfCare> {
        match self.place {
            Place::Level(level) => Some(level),
            Place::Emergency => None,
        }
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

impl Placement<'_> {
    /// Whether only somebody who prescribes may choose this place: a criterion that says so speaks against it.
    pub fn asks_for_prescriber(&self, place: Place) -> bool {
        self.met().any(|one| {
            one.criterion.prescriber && one.criterion.least.is_some_and(|least| place < least)
        })
    }
}

fn differs(placement: &Placement<'_>, place: Place) -> Invalid {
    Invalid::new(match placement.verdict() {
        Verdict::Recommended(least) => format!(
            "The least level that is safe by these rules is “{}”. Say in a line why you choose “{}”.",
            least.label(),
            place.label()
        ),
        Verdict::Open | Verdict::AtLeast(_) => format!(
            "The criteria have not settled on a level yet. Say in a line why you choose “{}” now.",
            place.label()
        ),
    })
}
