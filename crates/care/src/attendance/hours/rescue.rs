//! Which other session could still rescue somebody's week.

use super::{HoursSlot, Meter, Past, Prior};
use crate::attendance::roster::SessionTime;

/// A session that somebody could come to besides their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Free<I> {
    /// Which series it belongs to.
    pub series: I,
    /// What it is, and when.
    pub slot: HoursSlot,
    /// When exactly.
    pub meeting: SessionTime,
    /// Seats nobody has.
    pub seats: u32,
}

/// Why a session is not offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyNot {
    /// Nobody can get in any more.
    Begun,
    /// Every seat is taken.
    Full,
    /// They come to this series already this week.
    Same,
    /// It overlaps a session of their own.
    OwnSession,
    /// It overlaps what their life holds at that time.
    Commitment,
}

impl WhyNot {
    /// Why, in a few words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Begun => "It has begun",
            Self::Full => "No seat is free",
            Self::Same => "They come to this group already this week",
            Self::OwnSession => "They have a session at that time",
            Self::Commitment => "They have something else at that time",
        }
    }
}

/// Whether somebody could come: a seat is free, nothing of theirs is at that time, and it is not the same once more.
/// `own` are their sessions of the week with their series, `busy` what their life holds, as far as it is firm.
pub fn fits<I: PartialEq>(
    free: &Free<I>,
    own: &[(I, SessionTime)],
    busy: &[SessionTime],
    now: jiff::Timestamp,
) -> Result<(), WhyNot> {
    if free.meeting.start <= now {
        Err(WhyNot::Begun)
    } else if own.iter().any(|(series, _)| *series == free.series) {
        Err(WhyNot::Same)
    } else if own.iter().any(|(_, own)| own.overlaps(&free.meeting)) {
        Err(WhyNot::OwnSession)
    } else if busy.iter().any(|busy| busy.overlaps(&free.meeting)) {
        Err(WhyNot::Commitment)
    } else if free.seats == 0 {
        Err(WhyNot::Full)
    } else {
        Ok(())
    }
}

/// The chance somebody's week would have with one more session in it.
pub fn gains(
    slots: &[HoursSlot],
    free: &HoursSlot,
    meter: &Meter,
    past: &Past,
    prior: &Prior,
) -> f64 {
    let need = meter.prescribed.saturating_sub(meter.kept);
    let with = prior.chance(past, slots.iter().chain(std::iter::once(free)), need);
    (with - meter.chance).max(0.0)
}
