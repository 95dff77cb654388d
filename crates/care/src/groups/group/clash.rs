//! Two sessions that cannot both be held.

use super::{MINUTES_MAX, MeetingPlace, Session};
use crate::{GroupId, PersonId, RoomId};
use jiff::SignedDuration;

/// What two sessions would have at one time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shared {
    /// They are of one group.
    Group(GroupId),
    /// One room.
    Room(RoomId),
    /// One person leads both.
    Leader(PersonId),
}

/// The first session of `new` that cannot be held beside one of `held`, which are in order of their start.
/// A session does not clash with itself.
pub fn clash<'a>(
    new: &'a [Session],
    held: &'a [Session],
) -> Option<(&'a Session, &'a Session, Shared)> {
    let longest = SignedDuration::from_mins(i64::from(MINUTES_MAX));
    new.iter().find_map(|new| {
        let first = held.partition_point(|held| held.starts_at < new.starts_at - longest);
        held[first..]
            .iter()
            .take_while(|held| held.starts_at < new.ends_at)
            .filter(|held| (held.group, held.date) != (new.group, new.date))
            .find_map(|held| Some((new, held, shared(new, held)?)))
    })
}

/// What two sessions would have at one time, if anything.
pub fn shared(one: &Session, other: &Session) -> Option<Shared> {
    if !one.overlaps(other) {
        return None;
    }
    if one.group == other.group {
        return Some(Shared::Group(one.group));
    }
    if let Some(room) = one.place.room()
        && other.place.room() == Some(room)
    {
        return Some(Shared::Room(room));
    }
    let both = |person: &&PersonId| other.facilitators.contains(person);
    one.facilitators
        .iter()
        .find(both)
        .copied()
        .map(Shared::Leader)
}

/// Whether somebody who comes to both has too little time for the way between a room and a screen at home: `way_minutes`,
/// whichever is first.
pub fn hurried(one: &Session, other: &Session, way_minutes: u16) -> bool {
    let on_screen = |session: &Session| matches!(session.place, MeetingPlace::Telehealth(_));
    let way = SignedDuration::from_mins(i64::from(way_minutes));
    on_screen(one) != on_screen(other)
        && one.starts_at < other.ends_at + way
        && other.starts_at < one.ends_at + way
}
