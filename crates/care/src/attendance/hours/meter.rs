//! One person's week, in minutes.

use super::{HoursOutcome, HoursSlot, Past, Prior};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Below this chance of keeping the prescribed minutes somebody is on the short list, and a signal is raised once a
/// week; house rule.
pub const AT_RISK_BELOW: f64 = 0.6;
/// From this chance on a week is called on track. Between the two it can go either way, and nobody is told that it is
/// fine: of five weeks at 62 % two are missed. House rule.
pub const ON_TRACK_FROM: f64 = 0.8;

/// The minutes of one week.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Meter {
    /// Minutes that are prescribed.
    pub prescribed: u32,
    /// Minutes that were kept.
    pub kept: u32,
    /// Minutes of sessions that are over and not marked.
    pub unmarked: u32,
    /// Minutes of sessions still to come.
    pub ahead: u32,
    /// How likely it is that at least the prescribed minutes are kept.
    pub chance: f64,
}

/// What a meter says, from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outlook {
    /// The prescribed minutes are kept.
    Kept,
    /// They will likely be.
    OnTrack,
    /// They may be or may not.
    EitherWay,
    /// They will likely not be.
    AtRisk,
    /// What is planned does not reach them any more.
    OutOfReach,
}

impl Outlook {
    /// Every outlook, best first.
    pub const ALL: [Self; 5] = [
        Self::Kept,
        Self::OnTrack,
        Self::EitherWay,
        Self::AtRisk,
        Self::OutOfReach,
    ];

    /// The word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::OnTrack => "on-track",
            Self::EitherWay => "either-way",
            Self::AtRisk => "at-risk",
            Self::OutOfReach => "out-of-reach",
        }
    }

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Kept => "Kept",
            Self::OnTrack => "On track",
            Self::EitherWay => "Can go either way",
            Self::AtRisk => "At risk",
            Self::OutOfReach => "Needs a make-up",
        }
    }
}

/// The prescribed minutes of the week in which somebody joined: as much of them as of the days on which there are
/// sessions was left from that day on. Nobody is held to what was over before they came. House rule; what a payer's own
/// rule asks of a week is not touched by it.
pub fn prorated(prescribed: u32, held_on: &BTreeSet<Date>, joined_on: Date) -> u32 {
    let left = held_on.range(joined_on..).count();
    match (u32::try_from(left), u32::try_from(held_on.len())) {
        (Ok(left), Ok(all)) if all > 0 => prescribed * left / all,
        _ => prescribed,
    }
}

impl Meter {
    /// Adds up a week and says how likely it works out.
    pub fn of(slots: &[HoursSlot], prescribed: u32, past: &Past, prior: &Prior) -> Self {
        let (mut kept, mut unmarked, mut ahead) = (0, 0, 0);
        for slot in slots {
            match slot.outcome {
                HoursOutcome::Kept(minutes) => kept += u32::from(minutes),
                HoursOutcome::Here { so_far, rest } => {
                    kept += u32::from(so_far);
                    ahead += u32::from(rest);
                }
                HoursOutcome::Missed => {}
                HoursOutcome::Unmarked => unmarked += u32::from(slot.minutes),
                HoursOutcome::Ahead => ahead += u32::from(slot.minutes),
            }
        }
        let need = prescribed.saturating_sub(kept);
        Self {
            prescribed,
            kept,
            unmarked,
            ahead,
            chance: prior.chance(past, slots.iter(), need),
        }
    }

    /// Minutes that may still be kept: to come, or over and not marked.
    pub const fn possible(&self) -> u32 {
        self.ahead + self.unmarked
    }

    /// Minutes that are missing even if all that is booked is kept.
    pub const fn missing(&self) -> u32 {
        self.prescribed.saturating_sub(self.kept + self.possible())
    }

    /// What it says.
    pub fn outlook(&self) -> Outlook {
        if self.kept >= self.prescribed {
            Outlook::Kept
        } else if self.kept + self.possible() < self.prescribed {
            Outlook::OutOfReach
        } else if self.chance < AT_RISK_BELOW {
            Outlook::AtRisk
        } else if self.chance < ON_TRACK_FROM {
            Outlook::EitherWay
        } else {
            Outlook::OnTrack
        }
    }

    /// Whether somebody should look at this week.
    pub fn short(&self) -> bool {
        self.outlook() >= Outlook::AtRisk
    }

    /// The chance in whole percent. Never 0 or 100 while it could still go either way.
    pub fn percent(&self) -> u8 {
        let whole = (0..=100u8)
            .rev()
            .find(|whole| f64::from(*whole) - 0.5 <= self.chance * 100.0)
            .unwrap_or(0);
        match self.outlook() {
            Outlook::Kept => 100,
            Outlook::OutOfReach => 0,
            _ => whole.clamp(1, 99),
        }
    }
}
