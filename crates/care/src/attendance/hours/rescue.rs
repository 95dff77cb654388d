//! Which other session could still rescue somebody's week.

use super::{HoursSlot, Meter, Past, Prior};
use crate::attendance::roster::SessionTime;
use jiff::{SignedDuration, Timestamp};

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
    /// They could not get there by then, from home or from what they come to before.
    TooFar,
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
            Self::TooFar => "They could not get there in time",
        }
    }
}

/// Whether somebody could come: a seat is free, nothing of theirs is at that time, and it is not the same once more.
/// `own` are their sessions of the week with their series, `busy` what their life holds, as far as it is firm.
pub fn fits<I: PartialEq>(
    free: &Free<I>,
    own: &[(I, SessionTime)],
    busy: &[SessionTime],
    now: Timestamp,
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

/// A session as far as the way to it matters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reached {
    /// When.
    pub meeting: SessionTime,
    /// Whether one is there from anywhere.
    pub video: bool,
}

/// Whether somebody gets to a session: from now on with their way from home, unless they are at the site already, and
/// with that way between a session at the site and one by video. `way_minutes` is one way; 0 where they never said.
/// What their life holds has the way there and back in it already.
pub fn reaches(
    free: Reached,
    own: &[Reached],
    way_minutes: u16,
    now: Timestamp,
) -> Result<(), WhyNot> {
    let way = SignedDuration::from_mins(i64::from(way_minutes));
    let (start, end) = (free.meeting.start, free.meeting.end);
    let between = |one: &Reached| {
        if one.meeting.end <= start {
            start.duration_since(one.meeting.end)
        } else {
            one.meeting.start.duration_since(end)
        }
    };
    let mut elsewhere = own.iter().filter(|one| one.video != free.video);
    let hurried = elsewhere.any(|one| between(one) < way);
    // Nobody goes home for less than the way there and back.
    let stays = |one: &Reached| {
        let begun = !one.video && one.meeting.start <= now;
        begun && start.duration_since(one.meeting.end) < way * 2
    };
    let late = !free.video && start.duration_since(now) < way && !own.iter().any(stays);
    if hurried || late {
        Err(WhyNot::TooFar)
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
