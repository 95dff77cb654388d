//! What people chose, and which proposal gives way to which.

use super::{MONDAY, Site, long_days, works};
use crate::common::house::House;
use crate::common::{World, minutes};
use crate::engines::worlds;
use care::groups::group::{GroupKind, MeetingPlace};
use care::planning::commitment::{Journey, Telehealth, Way};
use care::planning::week::{Event, ProposalState};
use care::{Credential, GroupId, Role, Track, Weekday};
use clinic::groups::group;
use clinic::people::staff;
use clinic::planning::{commitment, week};

/// An education group of a track on Wednesdays before the evening group, led by the first counselor.
fn education(world: &World, house: &House, site: &Site, track: Track) -> GroupId {
    let (clinic, at) = (&world.clinic, house.sites[0]);
    let mut draft = house.member_draft(Role::Counselor, 0, Role::Counselor.code());
    draft.availability = long_days(at);
    draft.credentials = vec![
        Credential::LicensedCounselor,
        Credential::Educator,
        Credential::Spanish,
    ];
    let key = clinic.fresh_key();
    staff::change_staff(clinic, &site.administrator, key, site.leaders[0], &draft).unwrap();
    let mut group = house.group_draft("Educación", 0);
    group.kind = GroupKind::Education;
    group.track = track;
    group.facilitators = vec![site.leaders[0]];
    group.place = MeetingPlace::Room(house.rooms[0]);
    group.seats = 1;
    group.smallest = 1;
    group.minutes = 60;
    group.starts_on = MONDAY;
    group.meetings = care::groups::group::parse_meetings("Wed 4:00 pm").unwrap();
    let key = clinic.fresh_key();
    group::add_group(clinic, &site.administrator, key, &group).unwrap()
}

#[test]
fn nobody_is_placed_in_a_group_of_a_language_or_a_track_they_have_not_chosen() {
    for track in [Track::Spanish, Track::Women] {
        only_where_chosen(track);
    }
}

fn only_where_chosen(track: Track) {
    for world in worlds(&format!("week_{}", track.code())) {
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        let clinic = &world.clinic;
        let education = education(&world, house, &site, track);
        let person = house.patients[0];
        works(&world, &site.director, person, &Weekday::ALL[..5], (8, 15));
        let id = site.assigned(&world, house);
        let shown = week::proposal(clinic, &site.director, id).unwrap();
        let inside = |one: &week::ShownPart| {
            let plan = one.part.after.as_ref();
            plan.is_some_and(|plan| plan.groups.contains(&education))
        };
        assert!(!shown.people.iter().any(inside), "{:?}", shown.people);

        let offered = || {
            let found = week::choices(clinic, &site.director, person, Some(MONDAY)).unwrap();
            let mut weeks = found.weeks.iter();
            weeks.any(|one| one.plan.groups.contains(&education))
        };
        assert!(!offered());
        let journey = Journey::new(Way::None, 0, Telehealth::No, track).unwrap();
        let key = clinic.fresh_key();
        commitment::set_journey(clinic, &site.director, key, person, &journey).unwrap();
        assert!(offered(), "they chose it");
    }
}

#[test]
fn a_new_proposal_names_the_waiting_one_that_it_withdraws() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let first = site.assigned(&world, house);
    let before = world.journal_length(house);
    let second = site.assigned(&world, house);
    let said = world.said_after(house, before);
    assert!(said.iter().any(|one| one == "week.withdrawn"), "{said:?}");
    let shown = |id| week::proposal(&world.clinic, &site.director, id).unwrap();
    let (old, new) = (shown(first), shown(second));
    assert_eq!(old.gave_way_to, Some(second));
    assert_eq!(new.gave_way.map(|(id, _)| id), Some(first));
    assert_eq!((old.gave_way, new.gave_way_to), (None, None));
}

/// More repairs than a list holds are made after a proposal that still waits.
#[test]
fn a_proposal_that_waited_long_is_withdrawn_in_the_journal_too() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let (clinic, actor) = (&world.clinic, &site.administrator);
    let first = site.assigned(&world, house);
    let closed = Event::SiteClosed {
        from: MONDAY,
        through: MONDAY,
    };
    for _ in 0..21 {
        world.wait(minutes(1));
        week::repair(clinic, actor, clinic.fresh_key(), house.sites[0], &closed).unwrap();
    }
    let listed = week::proposals(clinic, actor, house.sites[0]).unwrap();
    assert!(listed.iter().all(|one| one.id != first));
    world.wait(minutes(1));
    let before = world.journal_length(house);
    site.assigned(&world, house);
    let said = world.said_after(house, before);
    assert!(said.iter().any(|one| one == "week.withdrawn"), "{said:?}");
    let shown = week::proposal(clinic, &site.director, first).unwrap();
    assert_eq!(shown.proposal.state, ProposalState::Withdrawn);
}
