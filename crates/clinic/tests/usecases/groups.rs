//! Groups: set up, changed from a date on, differing on one date, joined and left.

mod joining;
mod lives;

use crate::common::World;
use crate::common::house::{House, line};
use crate::engines::worlds;
use care::groups::group::{Cause, Changed, MeetingPlace, SessionChange, parse_meetings};
use care::planning::commitment::{CommitmentDraft, CommitmentKind, Firmness, Rhythm};
use care::{Credential, GroupId, PersonId, Role, SiteId, Weekday};
use clinic::Refusal;
use clinic::groups::group::{
    ExceptionDraft, GroupDraft, GroupPage, add_exception, add_group, candidates, change_group,
    close_day, group_page, join, leave, remove_exception, site_groups,
};
use clinic::people::staff;
use clinic::people::staff::StaffDraft;
use clinic::planning::commitment;
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use policy::Actor;

fn director(world: &World) -> Actor {
    let house = &world.houses[0];
    world
        .enter(house, house.who(Role::ClinicalDirector, 0))
        .actor
}

fn march(day: i8) -> Date {
    date(2026, 3, day)
}

/// The sentences a use case refused with.
fn refused<T>(result: Result<T, Refusal>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(refusal) => refusal.to_string(),
    }
}

fn add(world: &World, actor: &Actor, draft: &GroupDraft) -> Result<GroupId, Refusal> {
    add_group(&world.clinic, actor, world.clinic.fresh_key(), draft)
}

fn page(world: &World, actor: &Actor, id: GroupId) -> GroupPage {
    group_page(&world.clinic, actor, id).unwrap()
}

fn except(world: &World, id: GroupId, date: Date, change: SessionChange) -> Result<(), Refusal> {
    let draft = ExceptionDraft {
        date,
        cause: Cause::Holiday,
        change,
    };
    let key = world.clinic.fresh_key();
    add_exception(&world.clinic, &director(world), key, id, &draft)
}

fn moved(to: Date, minute: u16) -> SessionChange {
    SessionChange::Changed(Changed {
        moved: Some((to, minute)),
        ..Changed::default()
    })
}

/// Another group at the first site, at a time when nothing else is.
fn morning(house: &House) -> GroupDraft {
    GroupDraft {
        meetings: parse_meetings("Mon 9:00").unwrap(),
        ..house.group_draft("Morning process", 0)
    }
}

/// Somebody else who works at the first site.
fn hire(world: &World, credentials: &[Credential]) -> PersonId {
    let house = &world.houses[0];
    let login = world.clinic.fresh_key().uuid().simple().to_string();
    let draft = StaffDraft {
        credentials: credentials.to_vec(),
        ..house.member_draft(Role::Counselor, 0, &login)
    };
    let console = clinic::access::setup::operator(house.organization);
    let key = world.clinic.fresh_key();
    staff::add_staff(&world.clinic, &console, key, &draft).unwrap()
}

fn joins(world: &World, id: GroupId, person: PersonId, from: Date) -> Result<(), Refusal> {
    let key = world.clinic.fresh_key();
    join(&world.clinic, &director(world), key, id, person, from, None).map(drop)
}

#[test]
fn a_group_has_somebody_qualified_to_lead_it_and_a_room_that_holds_it() {
    for world in worlds("group_fit") {
        let house = &world.houses[0];
        let actor = director(&world);
        let try_with = |change: &dyn Fn(&mut GroupDraft)| {
            let mut draft = morning(house);
            change(&mut draft);
            refused(add(&world, &actor, &draft))
        };
        let nobody = try_with(&|d| d.facilitators.clear());
        assert!(nobody.contains("Nobody leads this group yet"), "{nobody}");
        let unqualified = hire(&world, &[Credential::Educator]);
        let said = try_with(&|d| d.facilitators = vec![unqualified]);
        assert!(
            said.contains("needs somebody with the qualification “Licensed counselor”"),
            "{said}"
        );
        // One of two is enough.
        let lead = house.who(Role::Counselor, 0);
        assert_eq!(
            try_with(&|d| d.facilitators = vec![lead, unqualified]),
            "done"
        );
        let elsewhere = house.who(Role::Counselor, 1);
        let said = try_with(&|d| d.facilitators = vec![elsewhere]);
        assert!(said.contains("does not work at this site"), "{said}");
        let said = try_with(&|d| d.seats = 11);
        assert!(
            said.contains("Cove seats 10, and the group has 11 seats"),
            "{said}"
        );
        let said = try_with(&|d| d.place = MeetingPlace::Room(house.rooms[1]));
        assert!(said.contains("Choose a room of this site"), "{said}");
        let said = try_with(&|d| d.program = Some(house.programs[1]));
        assert!(said.contains("Choose a program of this site"), "{said}");
        let said = try_with(&|d| d.ends_on = Some(march(1)));
        assert!(said.contains("2026-03-01 is before 2026-03-02"), "{said}");
    }
}

#[test]
fn nobody_and_no_room_is_in_two_places_at_once() {
    for world in worlds("group_clash") {
        let house = &world.houses[0];
        let actor = director(&world);
        let evening = GroupDraft {
            meetings: parse_meetings("Thu 8:15 pm").unwrap(),
            minutes: 60,
            ..morning(house)
        };
        let said = refused(add(&world, &actor, &evening));
        assert!(
            said.contains("Cove is taken on Thu, Mar 5, 2026, 8:15 pm by Evening process"),
            "{said}"
        );
        let remote = GroupDraft {
            place: MeetingPlace::Telehealth(None),
            ..evening.clone()
        };
        let said = refused(add(&world, &actor, &remote));
        assert!(
            said.contains("leads Evening process on Thu, Mar 5, 2026, 8:15 pm"),
            "{said}"
        );
        // Right after is free.
        let after = GroupDraft {
            meetings: parse_meetings("Thu 8:30 pm").unwrap(),
            ..evening
        };
        assert_eq!(refused(add(&world, &actor, &after)), "done");
    }
}

#[test]
fn a_draft_is_kept_without_a_leader_and_completed_later() {
    for world in worlds("group_draft") {
        let house = &world.houses[0];
        let actor = director(&world);
        let draft = GroupDraft {
            facilitators: Vec::new(),
            place: MeetingPlace::Undecided,
            draft: true,
            ..morning(house)
        };
        let id = add(&world, &actor, &draft).unwrap();
        assert_eq!(page(&world, &actor, id).sessions, []);
        let said = refused(joins(&world, id, house.patients[0], march(2)));
        assert!(said.contains("This group is a draft"), "{said}");
        let key = world.clinic.fresh_key();
        let same = change_group(&world.clinic, &actor, key, id, march(2), &morning(house)).unwrap();
        assert_eq!(same, id);
        assert_eq!(page(&world, &actor, id).sessions.len(), 4);
    }
}

#[test]
fn a_change_from_a_date_on_leaves_what_was() {
    for world in worlds("group_change") {
        let house = &world.houses[0];
        let actor = director(&world);
        let id = house.groups[0];
        let [first, second] = [house.patients[0], house.patients[1]];
        joins(&world, id, first, march(2)).unwrap();
        joins(&world, id, second, march(19)).unwrap();
        except(&world, id, march(17), SessionChange::Cancelled).unwrap();
        except(&world, id, march(19), SessionChange::Cancelled).unwrap();
        world.wait(SignedDuration::from_hours(8 * 24));
        let later = GroupDraft {
            meetings: parse_meetings("Tue and Fri 5:00 pm").unwrap(),
            ..house.group_draft("Evening process", 0)
        };
        let change = |from: Date| {
            let key = world.clinic.fresh_key();
            change_group(&world.clinic, &actor, key, id, from, &later)
        };
        let said = refused(change(march(9)));
        assert!(said.contains("today or later"), "{said}");
        let next = change(march(17)).unwrap();
        assert_ne!(next, id);
        let old = page(&world, &actor, id);
        assert_eq!(old.group.ends_on, Some(march(16)));
        assert_eq!(old.before_and_after.1.unwrap().id, next);
        assert_eq!(
            (old.members.len(), old.members[0].membership.last_on),
            (2, Some(march(16)))
        );
        let new = page(&world, &actor, next);
        assert_eq!(new.group.starts_on, march(17));
        let joined: Vec<_> = new.members.iter().map(|m| m.membership.joined_on).collect();
        // By name; the third was a member from the beginning.
        assert_eq!(joined, [march(17), march(19), march(17)]);
        // The holiday on Tuesday goes on; Thursday is none of its days any more.
        let dates: Vec<_> = new.exceptions.iter().map(|e| e.date).collect();
        assert_eq!(dates, [march(17)]);
        // A new name changes no session, so it is the same group.
        let renamed = GroupDraft {
            name: line("Evening circle"),
            ..later.clone()
        };
        world.wait(SignedDuration::from_hours(14 * 24));
        let key = world.clinic.fresh_key();
        let same = change_group(&world.clinic, &actor, key, next, march(24), &renamed).unwrap();
        assert_eq!(same, next);
        let fewer = GroupDraft {
            seats: 1,
            smallest: 1,
            ..renamed
        };
        let key = world.clinic.fresh_key();
        let said = refused(change_group(
            &world.clinic,
            &actor,
            key,
            next,
            march(24),
            &fewer,
        ));
        assert!(said.contains("3 people are members"), "{said}");
    }
}

#[test]
fn a_session_has_one_exception_and_it_can_be_taken_back() {
    for world in worlds("group_except") {
        let house = &world.houses[0];
        let actor = director(&world);
        let id = house.groups[0];
        let no = |date, change| refused(except(&world, id, date, change));
        assert!(
            no(march(4), SessionChange::Cancelled).contains("does not meet on Wed, Mar 4, 2026")
        );
        assert!(
            no(march(3), SessionChange::Changed(Changed::default())).contains("Say what differs")
        );
        assert!(no(march(3), moved(march(1), 600)).contains("today or later"));
        assert!(no(march(3), moved(march(3), 1050)).contains("meets at that time already"));
        assert!(no(march(3), moved(march(4), 1300)).contains("past midnight"));
        assert!(no(march(3), moved(march(5), 1000)).contains("this group already meets"));
        except(&world, id, march(3), moved(march(4), 600)).unwrap();
        let said = no(march(3), SessionChange::Cancelled);
        assert!(
            said.contains("Something differs on Tue, Mar 3, 2026 already"),
            "{said}"
        );
        let first = &page(&world, &actor, id).sessions[0];
        assert_eq!((first.date, first.local.date()), (march(3), march(4)));
        // The room it left is taken by others, so it cannot come back.
        let leader = hire(&world, &[Credential::LicensedCounselor]);
        let other = GroupDraft {
            facilitators: vec![leader],
            meetings: parse_meetings("Tue 6 pm").unwrap(),
            ends_on: Some(march(3)),
            ..morning(house)
        };
        add(&world, &actor, &other).unwrap();
        let back = |date| {
            let key = world.clinic.fresh_key();
            refused(remove_exception(&world.clinic, &actor, key, id, date))
        };
        let said = back(march(3));
        assert!(said.contains("Cove is taken on Tue, Mar 3, 2026"), "{said}");
        except(&world, id, march(10), SessionChange::Cancelled).unwrap();
        assert_eq!(back(march(10)), "done");
        assert_eq!(page(&world, &actor, id).exceptions.len(), 1);
        world.wait(SignedDuration::from_hours(3 * 24));
        assert!(back(march(3)).contains("past"), "what was stays");
        assert!(no(march(3), SessionChange::Cancelled).contains("past"));
    }
}

#[test]
fn a_holiday_closes_a_site_and_no_other() {
    for world in worlds("group_holiday") {
        let house = &world.houses[0];
        let actor = director(&world);
        let close = |site: SiteId, date| {
            let key = world.clinic.fresh_key();
            close_day(&world.clinic, &actor, key, site, date, Cause::Holiday)
        };
        assert_eq!(close(house.sites[0], march(5)).unwrap(), 1);
        assert!(refused(close(house.sites[0], march(5))).contains("Nothing is planned"));
        assert!(refused(close(house.sites[0], march(1))).contains("from today"));
        let held = |at: usize| page(&world, &actor, house.groups[at]).sessions[1].held();
        assert_eq!([held(0), held(1)], [false, true]);
    }
}

#[test]
fn an_individual_series_is_with_ones_own_counselor() {
    for world in worlds("group_individual") {
        let house = &world.houses[0];
        let actor = director(&world);
        let individual = GroupDraft {
            kind: care::groups::group::GroupKind::Individual,
            seats: 1,
            smallest: 1,
            minutes: 50,
            ..morning(house)
        };
        let id = add(&world, &actor, &individual).unwrap();
        // The second person's counselor works at the other site.
        let said = refused(joins(&world, id, house.patients[1], march(2)));
        assert!(said.contains("own counselor"), "{said}");
        joins(&world, id, house.patients[0], march(2)).unwrap();
    }
}

#[test]
fn names_of_members_are_for_those_who_may_know_them() {
    for world in worlds("group_names") {
        let house = &world.houses[0];
        let id = house.groups[0];
        joins(&world, id, house.patients[0], march(2)).unwrap();
        for (role, person) in house.everyone() {
            let actor = world.enter(house, person).actor;
            let elsewhere = house.staff.iter().any(|m| m.person == person && m.at == 1);
            let opened = group_page(&world.clinic, &actor, id);
            let sees = role.is_staff()
                && (!elsewhere
                    || matches!(role, Role::ClinicalDirector | Role::ProgramAdministrator));
            assert_eq!(opened.is_ok(), sees, "{role:?}");
            let site = site_groups(&world.clinic, &actor, house.sites[0]);
            assert_eq!(site.is_ok(), sees, "{role:?}");
            let Ok(opened) = opened else { continue };
            let named = opened.members[0].name.is_some();
            let clinical = matches!(
                role,
                Role::IntakeCoordinator
                    | Role::Counselor
                    | Role::MedicalProvider
                    | Role::ClinicalDirector
            );
            assert_eq!(named, clinical, "{role:?}");
            assert_eq!(
                opened.may_manage,
                matches!(role, Role::ClinicalDirector | Role::ProgramAdministrator)
            );
            let listed = candidates(&world.clinic, &actor, id, "OfAlder");
            assert_eq!(
                listed.is_ok_and(|found| !found.is_empty()),
                matches!(
                    role,
                    Role::IntakeCoordinator | Role::Counselor | Role::ClinicalDirector
                ),
                "{role:?}"
            );
        }
        let before = world.journal_length(house);
        page(&world, &director(&world), id);
        assert!(
            world
                .said_after(house, before)
                .contains(&"group.viewed".to_owned())
        );
    }
}
