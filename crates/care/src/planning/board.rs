//! The week of a site at a glance: what does not fit together, found without changing anything.

use crate::groups::group::{Session, Shared, clash, shared};
use crate::people::staff::Staff;
use crate::{GroupId, PersonId, SiteId, Weekday};
use jiff::civil::Date;

mod life;

pub use life::lies_on;

/// A session with how many come to it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The session.
    pub session: &'a Session,
    /// Where it belongs.
    pub site: SiteId,
    /// How many people are expected.
    pub members: usize,
    /// How many may be.
    pub seats: u16,
    /// Fewer are too few.
    pub smallest: u16,
}

/// Something about one session that somebody should look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conflict {
    /// It shares its room or a leader with another session at the same time.
    Double(Shared, (GroupId, Date)),
    /// More people are expected than there are seats.
    OverCapacity,
    /// Somebody who leads it is not on duty at that time.
    OffDuty(PersonId),
    /// Nobody leads it.
    NoLeader,
    /// Fewer people are expected than make a useful group.
    TooSmall,
}

impl Conflict {
    /// Whether it cannot stay so; the others are worth a look.
    pub const fn urgent(self) -> bool {
        matches!(self, Self::Double(..) | Self::OverCapacity | Self::NoLeader)
    }
}

/// What does not fit about one session that is held, beside `all` sessions in order of their start. Sessions of
/// other sites belong among them: a leader cannot be at two sites at once.
pub fn conflicts(seen: &Seen<'_>, all: &[Session], staff: &[&Staff]) -> Vec<Conflict> {
    let session = seen.session;
    let mut found = Vec::new();
    if !session.held() {
        return found;
    }
    found.extend(doubles(session, all));
    if session.facilitators.is_empty() {
        found.push(Conflict::NoLeader);
    }
    if seen.members > usize::from(seen.seats) {
        found.push(Conflict::OverCapacity);
    }
    let away = staff.iter().filter(|member| {
        session.facilitators.contains(&member.id) && off_duty(member, seen.site, session)
    });
    found.extend(away.map(|member| Conflict::OffDuty(member.id)));
    if seen.members < usize::from(seen.smallest) {
        found.push(Conflict::TooSmall);
    }
    found
}

/// Every session that one cannot be held beside. Most have none, which is found quickly.
fn doubles(session: &Session, all: &[Session]) -> Vec<Conflict> {
    let own = std::slice::from_ref(session);
    if clash(own, all).is_none() {
        return Vec::new();
    }
    let others = all
        .iter()
        .filter(|other| (other.group, other.date) != (session.group, session.date));
    others
        .filter_map(|other| {
            let shared = shared(session, other)?;
            Some(Conflict::Double(shared, (other.group, other.date)))
        })
        .collect()
}

/// Whether somebody is not on duty at a site for the whole of a session. Of whom no duty is known at any time, nothing
/// is known, and nothing is said.
pub fn off_duty(member: &Staff, site: SiteId, session: &Session) -> bool {
    let mut spans = member
        .availability
        .iter()
        .filter(|(at, _)| *at == site)
        .map(|(_, span)| span)
        .peekable();
    if spans.peek().is_none() {
        return false;
    }
    let day = Weekday::of(session.local.date());
    let start = session.start_minute();
    let end = start + session.minutes;
    !spans.any(|span| span.day == day && span.start_minute <= start && end <= span.end_minute)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::groups::group::{Cause, MeetingPlace, SessionState};
    use crate::{Contact, PersonName, RoomId, Span};
    use jiff::civil::date;
    use uuid::Uuid;

    fn session(group: u128, hour: i8, room: u128, leader: u128) -> Session {
        let local = date(2026, 3, 4).at(hour, 0, 0, 0);
        let zone = jiff::tz::TimeZone::get("America/Denver").unwrap();
        let starts_at = zone.to_timestamp(local).unwrap();
        Session {
            group: Uuid::from_u128(group).into(),
            date: date(2026, 3, 4),
            local,
            starts_at,
            ends_at: starts_at + jiff::SignedDuration::from_mins(90),
            minutes: 90,
            facilitators: vec![Uuid::from_u128(leader).into()],
            place: MeetingPlace::Room(RoomId::from(Uuid::from_u128(room))),
            state: SessionState::Planned,
        }
    }

    fn site() -> SiteId {
        Uuid::from_u128(9).into()
    }

    fn of(session: &Session, members: usize, all: &[Session], staff: &[&Staff]) -> Vec<Conflict> {
        let seen = Seen {
            session,
            site: site(),
            members,
            seats: 12,
            smallest: 4,
        };
        conflicts(&seen, all, staff)
    }

    #[test]
    fn rooms_and_leaders_are_in_one_place_at_a_time() {
        let all = [
            session(1, 9, 1, 1),
            session(2, 9, 2, 1),
            session(3, 10, 1, 3),
            session(4, 11, 1, 1),
        ];
        let group = |n| GroupId::from(Uuid::from_u128(n));
        assert_eq!(
            of(&all[0], 6, &all, &[]),
            [
                Conflict::Double(
                    Shared::Leader(Uuid::from_u128(1).into()),
                    (group(2), date(2026, 3, 4))
                ),
                Conflict::Double(
                    Shared::Room(Uuid::from_u128(1).into()),
                    (group(3), date(2026, 3, 4))
                ),
            ]
        );
        assert_eq!(of(&all[1], 6, &all, &[]).len(), 1);
        assert_eq!(
            of(&all[3], 6, &all, &[]),
            [Conflict::Double(
                Shared::Room(Uuid::from_u128(1).into()),
                (group(3), date(2026, 3, 4))
            )]
        );
        let mut off = all.clone();
        off[2].state = SessionState::Cancelled(Cause::Weather);
        assert_eq!(of(&off[3], 6, &off, &[]), []);
        assert_eq!(
            of(&off[2], 6, &off, &[]),
            [],
            "what is not held is in nobody's way"
        );
    }

    #[test]
    fn sizes_and_leaders_are_looked_at() {
        let mut alone = session(1, 9, 1, 1);
        assert_eq!(of(&alone, 13, &[], &[]), [Conflict::OverCapacity]);
        assert_eq!(of(&alone, 3, &[], &[]), [Conflict::TooSmall]);
        alone.facilitators.clear();
        assert_eq!(of(&alone, 12, &[], &[]), [Conflict::NoLeader]);
        assert!(Conflict::NoLeader.urgent() && !Conflict::TooSmall.urgent());
    }

    #[test]
    fn duty_covers_the_whole_session_or_is_unknown() {
        let mut member = Staff {
            id: Uuid::from_u128(1).into(),
            name: PersonName::parse("Lea", "Lind").unwrap(),
            contact: Contact::default(),
            roles: Vec::new(),
            sites: Vec::new(),
            credentials: Vec::new(),
            availability: Vec::new(),
            disabled_at: None,
        };
        let at_nine = session(1, 9, 1, 1);
        assert_eq!(of(&at_nine, 6, &[], &[&member]), [], "nothing is known");
        let until = |end| (site(), Span::new(Weekday::Wed, 480, end).unwrap());
        member.availability = vec![until(630)];
        assert_eq!(of(&at_nine, 6, &[], &[&member]), []);
        member.availability = vec![until(629)];
        assert_eq!(
            of(&at_nine, 6, &[], &[&member]),
            [Conflict::OffDuty(member.id)]
        );
        member.availability[0].0 = Uuid::from_u128(8).into();
        assert_eq!(
            of(&at_nine, 6, &[], &[&member]),
            [],
            "duty elsewhere says nothing here"
        );
    }
}
