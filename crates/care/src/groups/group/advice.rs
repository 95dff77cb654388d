//! What somebody setting up a group should know before a limit is broken.

use super::{Group, GroupKind};
use serde::Deserialize;

/// Seats below the most that are offered for a new group; house rule.
const SPARE: u16 = 2;

/// The sizes within which groups are useful. A protocol may have its own under `[group_size]`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Fewer seats are too few.
    pub smallest: u16,
    /// More seats are too many.
    pub most: u16,
    /// The fewest people that are a group at all.
    pub least: u16,
    /// The most seats for one leader.
    pub per_leader: u16,
    /// Where the numbers come from.
    pub source: String,
}

impl Limits {
    /// Seats that a group gets of which nobody has said how many: two fewer than the most, so that a make-up or
    /// somebody new still finds one.
    pub fn seats_offered(&self) -> u16 {
        self.most.saturating_sub(SPARE).max(self.smallest)
    }
}

/// Sentences about sizes outside of the limits, given how many are (or would be) members. None of them forbids.
pub fn advice(group: &Group, members: usize, limits: &Limits) -> Vec<String> {
    let mut said = Vec::new();
    if group.kind == GroupKind::Individual {
        return said;
    }
    let Limits {
        smallest,
        most,
        least,
        per_leader,
        ..
    } = *limits;
    if group.seats > most {
        said.push(format!(
            "{} seats are more than {most}, the most that are advised for one group.",
            group.seats
        ));
    }
    if group.smallest < least {
        said.push(format!(
            "One person is not a group: let the smallest useful size be at least {least}; it is {}.",
            group.smallest
        ));
    } else if group.seats < smallest {
        said.push(format!(
            "{} seats are fewer than {smallest}, below which groups are seldom useful.",
            group.seats
        ));
    }
    let leaders = u16::try_from(group.facilitators.len()).unwrap_or(u16::MAX);
    if leaders > 0 && group.seats > leaders.saturating_mul(per_leader) {
        said.push(format!(
            "One leader for each {per_leader} seats is advised; {} seats have {leaders}.",
            group.seats
        ));
    }
    let seats = usize::from(group.seats);
    if members == seats {
        said.push("Every seat is taken.".to_owned());
    } else if members + 1 == seats {
        said.push("One seat is left.".to_owned());
    }
    if members > 0 && members < usize::from(group.smallest) && !group.draft {
        said.push(format!(
            "With {members} it is below its smallest useful size of {}.",
            group.smallest
        ));
    }
    said
}
