//! Conditions with three answers: an absent answer never counts as a no.

use super::{ItemState, Outcome, Resolved, ScaleScore};
use crate::instrument::{Condition, Instrument, ItemId, Points, Sex, SexIs, When};

/// Whether something holds. Ordered so that "or" is the larger and "and" the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truth {
    No,
    Unknown,
    Yes,
}

/// What conditions are held against.
pub(super) struct Facts<'a> {
    pub instrument: &'a Instrument,
    pub resolved: &'a Resolved,
    pub scales: &'a [ScaleScore],
    pub sex: Option<Sex>,
}

impl Facts<'_> {
    /// Whether any one of the lists holds, all conditions of it.
    pub fn when(&self, when: &When) -> Truth {
        let list = |all: &Vec<Condition>| {
            let truths = all.iter().map(|condition| self.condition(condition));
            truths.min().unwrap_or(Truth::Yes)
        };
        when.0.iter().map(list).max().unwrap_or(Truth::No)
    }

    fn condition(&self, condition: &Condition) -> Truth {
        if let Some(sex) = condition.sex {
            let recorded = match self.sex {
                Some(Sex::Female) => SexIs::Female,
                Some(Sex::Male) => SexIs::Male,
                None => SexIs::Unrecorded,
            };
            return if sex == recorded {
                Truth::Yes
            } else {
                Truth::No
            };
        }
        let scale = condition.scale.as_deref();
        let bounds = self.bounds(condition.item.as_ref(), scale, condition.rated);
        let Some((low, high)) = bounds else {
            return Truth::Unknown;
        };
        let least = condition.at_least.unwrap_or(i32::MIN);
        let most = condition.at_most.unwrap_or(i32::MAX);
        if low.0 >= least && high.0 <= most {
            Truth::Yes
        } else if high.0 < least || low.0 > most {
            Truth::No
        } else {
            Truth::Unknown
        }
    }

    /// The fewest and the most points of an item or a scale, or how many items of a scale have at least `rated` points.
    pub fn bounds(
        &self,
        item: Option<&ItemId>,
        scale: Option<&str>,
        rated: Option<i32>,
    ) -> Option<(Points, Points)> {
        match (item, scale, rated) {
            (Some(item), _, _) => self.item(item.as_str()),
            (None, Some(scale), Some(rated)) => self.rated(scale, rated),
            (None, Some(scale), None) => self.scale(scale),
            (None, None, _) => None,
        }
    }

    fn item(&self, id: &str) -> Option<(Points, Points)> {
        match self.resolved.state(id) {
            ItemState::Given(points) => Some((points, points)),
            ItemState::LeftOut => Some((Points(0), Points(0))),
            ItemState::Absent(_) => Some(self.instrument.item(id)?.range()),
        }
    }

    /// How many items of a scale have at least `rated` points: surely, and at most when absent answers are counted in.
    fn rated(&self, scale: &str, rated: i32) -> Option<(Points, Points)> {
        let bounds = self.instrument.scale(scale)?.items.iter();
        let bounds: Vec<_> = bounds.filter_map(|id| self.item(id.as_str())).collect();
        let one = |holds: bool| Points(i32::from(holds));
        Some((
            bounds.iter().map(|(low, _)| one(low.0 >= rated)).sum(),
            bounds.iter().map(|(_, high)| one(high.0 >= rated)).sum(),
        ))
    }

    fn scale(&self, id: &str) -> Option<(Points, Points)> {
        let score = self.scales.iter().find(|score| score.scale == id)?;
        match score.outcome {
            Outcome::Complete { points } | Outcome::Prorated { points, .. } => {
                Some((points, points))
            }
            Outcome::NotScored {
                at_least, at_most, ..
            } => Some((at_least, at_most)),
        }
    }
}
