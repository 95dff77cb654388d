//! What somebody setting up a group should know before a limit is broken.

use super::{Group, GroupKind};

/// The sizes within which groups are useful. A program may have its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Fewer are too few: 6, the lower end of the size that SAMHSA's advisory on group therapy gives (from TIP 41).
    pub smallest: u16,
    /// More are too many: 12, the upper end there, and the most that California lets into a counseling group
    /// (California Code of Regulations, title 9, section 10345).
    pub seats_max: u16,
    /// The fewest that are a group at all: 2 (same section).
    pub group_min: u16,
    /// The most people for one leader. The advisory gives 6 to 12 for one or two leaders, so 12 for one.
    pub per_leader_max: u16,
}

impl Limits {
    /// The limits where a program has none of its own.
    pub const STANDARD: Self = Self {
        smallest: 6,
        seats_max: 12,
        group_min: 2,
        per_leader_max: 12,
    };
}

/// Sentences about sizes outside of the limits, given how many are (or would be) members. None of them forbids.
pub fn advice(group: &Group, members: usize, limits: &Limits) -> Vec<String> {
    let mut said = Vec::new();
    if group.kind == GroupKind::Individual {
        return said;
    }
    let Limits {
        smallest,
        seats_max,
        group_min,
        per_leader_max,
    } = *limits;
    if group.seats > seats_max {
        said.push(format!(
            "{} seats are more than {seats_max}, the most that are advised for one group and that some states allow.",
            group.seats
        ));
    }
    if group.smallest < group_min {
        said.push(format!(
            "One person is not a group: let the smallest useful size be at least {group_min}; it is {}.",
            group.smallest
        ));
    } else if group.seats < smallest {
        said.push(format!(
            "{} seats are fewer than {smallest}, below which groups are seldom useful.",
            group.seats
        ));
    }
    let leaders = u16::try_from(group.facilitators.len()).unwrap_or(u16::MAX);
    if leaders > 0 && group.seats > leaders.saturating_mul(per_leader_max) {
        said.push(format!(
            "One leader for each {per_leader_max} seats is advised; {} seats have {leaders}.",
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
