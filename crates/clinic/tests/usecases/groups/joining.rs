//! Who may join a group, and what joining and leaving change.

use super::*;

/// Work that ends an hour into the morning group, on the Mondays of some rhythm.
fn works_mondays(world: &World, person: PersonId, rhythm: Rhythm, firmness: Firmness) {
    let entry = CommitmentDraft {
        rhythm,
        firmness,
        ..CommitmentDraft::weekly(CommitmentKind::Work, march(2), (6 * 60, 10 * 60))
    };
    let (clinic, key) = (&world.clinic, world.clinic.fresh_key());
    commitment::add(clinic, &director(world), key, person, &entry).unwrap();
}

#[test]
fn nobody_joins_a_group_while_their_life_has_no_room_for_it() {
    for world in worlds("group_lives") {
        let house = &world.houses[0];
        let id = add(&world, &director(&world), &morning(house)).unwrap();
        let every_fourth = Rhythm::Rotating {
            days: vec![Weekday::Mon],
            every_weeks: 4,
            anchor: march(16),
        };
        works_mondays(&world, house.patients[0], every_fourth, Firmness::Fixed);
        let said = refused(joins(&world, id, house.patients[0], march(3)));
        assert!(
            said.contains("no room for it") && said.contains("Mon, Mar 16, 2026, 9:00 am"),
            "{said}"
        );
        assert!(!said.contains("Work"), "what it is stays where it is");
        // What may give way does, and so does a single day.
        let mondays = Rhythm::Weekly {
            days: vec![Weekday::Mon],
        };
        works_mondays(&world, house.patients[1], mondays, Firmness::RatherNot);
        let court = Rhythm::Once { on: march(9) };
        works_mondays(&world, house.patients[1], court, Firmness::Fixed);
        // Nor is a vacation a reason to stay out.
        let away = CommitmentDraft::vacation(march(9), march(15));
        let (clinic, key) = (&world.clinic, world.clinic.fresh_key());
        commitment::add(clinic, &director(&world), key, house.patients[1], &away).unwrap();
        joins(&world, id, house.patients[1], march(3)).unwrap();
    }
}

#[test]
fn joining_and_leaving_changes_no_past_roster() {
    for world in worlds("group_members") {
        let house = &world.houses[0];
        let actor = director(&world);
        let id = house.groups[0];
        let person = house.patients[0];
        let said = refused(joins(&world, id, person, march(1)));
        assert!(said.contains("Past rosters stay"), "{said}");
        joins(&world, id, person, march(3)).unwrap();
        let said = refused(joins(&world, id, person, march(10)));
        assert!(said.contains("a member in that time already"), "{said}");
        let elsewhere = refused(joins(&world, id, house.patients[3], march(3)));
        assert!(elsewhere.contains("another site"), "{elsewhere}");
        // Thursday, 8 pm in the time zone of the site: the session has begun.
        world.wait(SignedDuration::from_hours(3 * 24 + 8));
        let member = page(&world, &actor, id).members[0].membership.clone();
        let go = |last| {
            let key = world.clinic.fresh_key();
            leave(&world.clinic, &actor, key, member.id, last)
        };
        let said = refused(go(march(4)));
        assert!(said.contains("Thu, Mar 5, 2026 or later"), "{said}");
        assert_eq!(go(march(5)).unwrap(), id);
        world.wait(SignedDuration::from_hours(24));
        assert!(refused(go(march(6))).contains("left this group already"));
        // Somebody who never began is taken back whole.
        joins(&world, id, person, march(12)).unwrap();
        let future = page(&world, &actor, id).members[0].membership.clone();
        let key = world.clinic.fresh_key();
        leave(&world.clinic, &actor, key, future.id, march(6)).unwrap();
        let members = page(&world, &actor, id).members;
        assert_eq!(members.len(), 2);
        assert_eq!(members[1].membership.last_on, Some(march(5)));
    }
}

#[test]
fn seats_and_hours_of_a_life_are_counted_once() {
    for world in worlds("group_seats") {
        let house = &world.houses[0];
        let actor = director(&world);
        let one = GroupDraft {
            seats: 1,
            smallest: 1,
            ..morning(house)
        };
        let id = add(&world, &actor, &one).unwrap();
        joins(&world, id, house.patients[0], march(2)).unwrap();
        let said = refused(joins(&world, id, house.patients[1], march(9)));
        assert!(said.contains("All 1 seats are taken"), "{said}");
        assert!(
            page(&world, &actor, id)
                .advice
                .contains(&"Every seat is taken.".to_owned())
        );
        let closed = GroupDraft {
            open: false,
            meetings: parse_meetings("Fri 9:00").unwrap(),
            ..morning(house)
        };
        let id = add(&world, &actor, &closed).unwrap();
        let said = refused(joins(&world, id, house.patients[1], march(2)));
        assert!(said.contains("closed to newcomers"), "{said}");
        // At the same time as the evening group, led by somebody else by telehealth.
        let leader = hire(&world, &[Credential::LicensedCounselor]);
        let beside = GroupDraft {
            facilitators: vec![leader],
            place: MeetingPlace::Telehealth(None),
            meetings: parse_meetings("Thu 7 pm").unwrap(),
            ..morning(house)
        };
        let id = add(&world, &actor, &beside).unwrap();
        joins(&world, house.groups[0], house.patients[1], march(2)).unwrap();
        let said = refused(joins(&world, id, house.patients[1], march(2)));
        assert!(
            said.contains("They are in Evening process at that time: Thu, Mar 5, 2026, 7:00 pm"),
            "{said}"
        );
    }
}
