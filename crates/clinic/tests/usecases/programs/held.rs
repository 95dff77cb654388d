//! What is held in a week and who is expected, read back from the board, and held against what the test knows. Nothing
//! here uses the solver or the code that makes weeks.

use super::site::Run;
use care::groups::group::{GroupKind, Session};
use care::{GroupId, PersonId};
use clinic::planning::board::{Board, BoardSession, board};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A session that is held, and whoever is expected.
pub struct Held {
    pub session: Session,
    pub kind: GroupKind,
    pub members: Vec<PersonId>,
}

impl Run<'_> {
    /// The sessions of a week in order; nothing is taken twice, and nobody is expected where they cannot be.
    pub fn week(&self, monday: Date) -> Vec<Held> {
        let (clinic, director) = (&self.world.clinic, self.director());
        let seen = board(clinic, &director, Some(self.site), Some(monday)).expect("a board");
        assert_eq!(seen.counts().0, 0, "the board finds nothing urgent");
        let held: Vec<&BoardSession> = seen
            .sessions
            .iter()
            .filter(|one| one.session.held())
            .collect();
        for (number, one) in held.iter().enumerate() {
            self.one(&seen, one);
            for other in &held[number + 1..] {
                apart(one, other);
            }
        }
        let own = |one: &BoardSession| Held {
            session: one.session.clone(),
            kind: seen.groups[one.group].kind,
            members: one.members.clone(),
        };
        held.into_iter().map(own).collect()
    }

    /// No seat is taken twice, and nobody is taken from something that cannot move.
    fn one(&self, seen: &Board, one: &BoardSession) {
        let seats = usize::from(seen.groups[one.group].seats);
        assert!(one.members.len() <= seats, "{seats} seats");
        let each: BTreeSet<_> = one.members.iter().collect();
        assert_eq!(each.len(), one.members.len(), "one seat each");
        for person in &one.members {
            assert!(!self.busy(*person, &one.session), "{:?}", one.session);
        }
    }

    /// Whether a session lies on a hard commitment.
    fn busy(&self, person: PersonId, session: &Session) -> bool {
        let day = session.local.date().weekday().to_monday_zero_offset();
        let start = session.start_minute();
        let spans = self.lives.get(&person).into_iter().flatten();
        spans
            .into_iter()
            .any(|(on, from, to)| *on == day && start < *to && *from < start + session.minutes)
    }

    /// Everybody is expected where the published week, or whoever placed them by hand, says: nowhere else.
    pub fn as_published(&self, monday: Date) {
        let week = self.week(monday);
        for person in &self.people {
            let own = week.iter().filter(|one| one.members.contains(person));
            let (alone, shared): (Vec<_>, Vec<_>) =
                own.partition(|one| one.kind == GroupKind::Individual);
            let groups: BTreeSet<GroupId> = shared.iter().map(|one| one.session.group).collect();
            let plan = self.plans.get(person);
            let given = plan
                .map(|plan| &plan.groups)
                .or_else(|| self.by_hand.get(person));
            let given: BTreeSet<GroupId> = given.into_iter().flatten().copied().collect();
            assert_eq!(groups, given);
            let alone: Vec<Date> = alone.iter().map(|one| one.session.local.date()).collect();
            let meeting = plan.and_then(|plan| plan.individual);
            let on = meeting.map(|one| monday + i64::from(one.day.index()).days());
            assert_eq!(alone, on.into_iter().collect::<Vec<_>>());
        }
    }
}

/// Two sessions at one time share no room, no leader and nobody who attends.
fn apart(one: &BoardSession, other: &BoardSession) {
    let (ours, theirs) = (&one.session, &other.session);
    if ours.ends_at <= theirs.starts_at || theirs.ends_at <= ours.starts_at {
        return;
    }
    let room = ours.place.room();
    assert!(
        room.is_none() || room != theirs.place.room(),
        "{ours:?} and {theirs:?}"
    );
    let leader = |id: &&PersonId| theirs.facilitators.contains(id);
    assert_eq!(ours.facilitators.iter().find(leader), None, "{theirs:?}");
    let person = |id: &&PersonId| other.members.contains(id);
    assert_eq!(one.members.iter().find(person), None, "{theirs:?}");
}
