//! Groups, exceptions and memberships come back as they were kept.

use crate::common::{Store, now, stores};
use care::groups::group::{
    Cause, Changed, Exception, Group, GroupKind, Link, MeetingPlace, Membership, SessionChange,
    StayWeeks, Turns, parse_meetings,
};
use care::people::patient::Patient;
use care::people::site::Room;
use care::people::staff::Staff;
use care::{
    Contact, Dice as _, GroupId, Line, MembershipId, PersonId, PersonName, RoomId, Seats, Track,
};
use jiff::civil::date;
use record::groups::{group, membership};
use record::people::{patient, site, staff};
use uuid::Uuid;

fn id<T: From<Uuid>>(store: &Store) -> T {
    T::from(store.dice.uuid(now()))
}

fn leader(store: &Store) -> PersonId {
    let leader = Staff {
        id: id(store),
        name: PersonName::parse("Lea", "Lind").unwrap(),
        contact: Contact::default(),
        roles: Vec::new(),
        sites: Vec::new(),
        credentials: Vec::new(),
        availability: Vec::new(),
        disabled_at: None,
    };
    store
        .transact(|tx| staff::insert(tx, &store.dice, &leader, now()))
        .unwrap();
    leader.id
}

/// A group with everything that a group can have.
fn full(store: &Store) -> Group {
    let (site, program) = store.add_program();
    let room = Room {
        id: id::<RoomId>(store),
        site,
        name: Line::parse("Cove", "a name").unwrap(),
        seats: Seats::parse("12").unwrap(),
    };
    store.transact(|tx| site::insert_room(tx, &room)).unwrap();
    Group {
        id: id(store),
        site,
        program: Some(program),
        name: Line::parse("Evening skills", "a name").unwrap(),
        kind: GroupKind::Skills,
        track: Track::Evening,
        topic: Some(Line::parse("Sleep", "a topic").unwrap()),
        facilitators: vec![leader(store), leader(store)],
        place: MeetingPlace::Room(room.id),
        seats: 12,
        smallest: 6,
        meetings: parse_meetings("Mon 17:30; Thu 9:00").unwrap(),
        minutes: 90,
        starts_on: date(2026, 3, 2),
        ends_on: Some(date(2026, 9, 2)),
        open: true,
        draft: false,
        stay_weeks: Some(StayWeeks { first: 1, last: 4 }),
        follows: Some(GroupId::from(Uuid::from_u128(4))),
    }
}

#[test]
fn groups_come_back_as_they_were_kept() {
    for store in stores("groups") {
        let mut first = full(&store);
        let draft = Group {
            id: id(&store),
            program: None,
            topic: None,
            facilitators: Vec::new(),
            place: MeetingPlace::Undecided,
            meetings: Vec::new(),
            ends_on: None,
            open: false,
            draft: true,
            stay_weeks: None,
            follows: None,
            ..first.clone()
        };
        store
            .transact(|tx| {
                group::insert(tx, &first, now())?;
                group::insert(tx, &draft, now())
            })
            .unwrap();
        let all = store.read(|read| group::all(read));
        assert_eq!(all.unwrap(), [first.clone(), draft.clone()]);
        let some = |ids: &[GroupId]| store.read(|read| group::find_all(read, ids));
        let nobodys = id::<GroupId>(&store);
        let found = some(&[draft.id, nobodys, first.id]);
        assert_eq!(found.unwrap(), [first.clone(), draft.clone()]);
        assert_eq!(some(&[draft.id]).unwrap(), [draft]);
        first.place =
            MeetingPlace::Telehealth(Some(Link::parse("https://meet.example/x").unwrap()));
        first.facilitators.pop();
        first.meetings.pop();
        first.open = false;
        let changed = store.transact(|tx| group::update(tx, &first));
        assert!(changed.unwrap());
        let counted = store.read(|read| group::changes(read, first.id));
        assert_eq!(counted.unwrap().0, 1);
        let find = |id| store.read(|read| group::find(read, id));
        assert_eq!(find(first.id).unwrap(), Some(first.clone()));
        first.id = id(&store);
        assert_eq!(find(first.id).unwrap(), None);
        let changed = store.transact(|tx| group::update(tx, &first));
        assert!(!changed.unwrap());
    }
}

#[test]
fn a_session_has_one_exception() {
    for store in stores("exceptions") {
        let kept = full(&store);
        let cancelled = Exception {
            group: kept.id,
            date: date(2026, 3, 9),
            cause: Cause::Weather,
            change: SessionChange::Cancelled,
        };
        let changed = Changed {
            moved: Some((date(2026, 3, 6), 600)),
            facilitators: Some(kept.facilitators[..1].to_vec()),
            place: Some(MeetingPlace::Telehealth(None)),
        };
        let moved = Exception {
            date: date(2026, 3, 5),
            change: SessionChange::Changed(changed),
            ..cancelled.clone()
        };
        store
            .transact(|tx| {
                group::insert(tx, &kept, now())?;
                group::insert_exception(tx, &cancelled)?;
                group::insert_exception(tx, &moved)
            })
            .unwrap();
        let of = |id| store.read(|read| group::exceptions_of(read, id));
        assert_eq!(of(kept.id).unwrap(), [moved.clone(), cancelled.clone()]);
        let some = |ids: &[GroupId]| store.read(|read| group::exceptions_of_all(read, ids));
        let found = some(&[id(&store), kept.id]);
        assert_eq!(found.unwrap(), [moved.clone(), cancelled.clone()]);
        assert!(some(&[id(&store)]).unwrap().is_empty());
        let twice = store.transact(|tx| group::insert_exception(tx, &moved));
        assert!(twice.is_err());
        let take_back = || store.transact(|tx| group::delete_exception(tx, kept.id, moved.date));
        assert!(take_back().unwrap());
        assert!(!take_back().unwrap());
        let (whole, sessions) = store.read(|read| group::changes(read, kept.id)).unwrap();
        assert_eq!(
            (whole, sessions[&cancelled.date], sessions[&moved.date]),
            (0, 1, 2)
        );
        let all = store.read(|read| group::exceptions(read));
        assert_eq!(all.unwrap(), [cancelled]);
    }
}

#[test]
fn memberships_are_found_by_group_and_by_person() {
    for store in stores("memberships") {
        let kept = full(&store);
        let person = Patient {
            id: id(&store),
            name: PersonName::parse("Ana", "Lind").unwrap(),
            contact: Contact::default(),
            born: None,
            site: kept.site,
            program: kept.program.unwrap(),
            counselor: None,
            joined_on: date(2026, 3, 2),
        };
        let mut member = Membership {
            id: id::<MembershipId>(&store),
            group: kept.id,
            person: person.id,
            joined_on: date(2026, 3, 2),
            last_on: None,
            turns: Turns::of(date(2026, 3, 2), &[true, false]),
        };
        store
            .transact(|tx| {
                group::insert(tx, &kept, now())?;
                patient::insert(tx, &store.dice, &person, now())?;
                membership::insert(tx, &member)
            })
            .unwrap();
        member.last_on = Some(date(2026, 4, 2));
        let ended = store.transact(|tx| membership::end(tx, member.id, member.last_on));
        assert!(ended.unwrap());
        let found = store.read(|read| {
            let of_group = membership::of_group(read, kept.id)?;
            let of_person = membership::of_person(read, person.id)?;
            let all = membership::all(read)?;
            let one = membership::find(read, member.id)?;
            Ok::<_, record::RecordError>([of_group, of_person, all, one.into_iter().collect()])
        });
        for list in found.unwrap() {
            assert_eq!(list, [member.clone()]);
        }
        let within = |groups: &[GroupId], first, last| {
            let found = store.read(|read| membership::of_groups(read, groups, (first, last)));
            found.unwrap().len()
        };
        // They are a member from the second of March through the second of April.
        let both = [id(&store), kept.id];
        assert_eq!(within(&both, date(2026, 2, 1), date(2026, 3, 1)), 0);
        assert_eq!(within(&both, date(2026, 2, 1), date(2026, 3, 2)), 1);
        assert_eq!(within(&both, date(2026, 4, 2), date(2026, 4, 9)), 1);
        assert_eq!(within(&both, date(2026, 4, 3), date(2026, 4, 9)), 0);
        assert_eq!(within(&both[..1], date(2026, 3, 9), date(2026, 3, 9)), 0);
        let gone = store.transact(|tx| membership::delete(tx, member.id));
        assert!(gone.unwrap());
        let none = store.read(|read| membership::find(read, member.id));
        assert_eq!(none.unwrap(), None);
    }
}
