//! What differs on one date: a leader given to one session, a day that moved, a room for one evening, a group that
//! begins in months. A proposal that was just made can be published beside all of it.

use super::{EFFORT, MONDAY, Site};
use crate::common::World;
use crate::common::house::House;
use care::groups::group::{Cause, Changed, GroupKind, MeetingPlace, SessionChange};
use care::planning::week::Purpose;
use care::{Credential, GroupId, PersonId, Role, RoomId, Span, Weekday};
use clinic::Refusal;
use clinic::groups::group;
use clinic::groups::group::ExceptionDraft;
use clinic::people::staff;
use clinic::planning::week;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// What is tried: something that differs, given the one room an individual session would take.
type Differs = fn(&Site, Option<RoomId>) -> (GroupId, Date, Changed);

const THURSDAY: Date = jiff::civil::date(2026, 3, 12);
const FRIDAY: Date = jiff::civil::date(2026, 3, 13);
/// Three hours from here reach to half past five.
const AFTERNOON: u16 = 14 * 60 + 30;

/// The first counselor works in the evening, and besides only from 4 pm on Thursdays: an individual session with them,
/// which is on a day with a group, can be just then alone. Somebody whose counselor they are works by day.
fn only_on_thursday_before_the_group(world: &World, house: &House, site: &Site) {
    let span = |day, from: u16| (house.sites[0], Span::new(day, from * 60, 21 * 60).unwrap());
    let mut draft = house.member_draft(Role::Counselor, 0, Role::Counselor.code());
    draft.credentials = vec![Credential::LicensedCounselor];
    draft.availability = vec![
        span(Weekday::Mon, 17),
        span(Weekday::Wed, 17),
        span(Weekday::Thu, 16),
    ];
    let (clinic, first) = (&world.clinic, site.leaders[0]);
    let key = clinic.fresh_key();
    staff::change_staff(clinic, &site.administrator, key, first, &draft).unwrap();
    let days = &Weekday::ALL[..5];
    super::works(world, &site.director, house.patients[0], days, (8, 15));
}

fn opened() -> (World, Site) {
    let world = World::embedded();
    let site = Site::open(&world, &world.houses[0]);
    only_on_thursday_before_the_group(&world, &world.houses[0], &site);
    (world, site)
}

fn differ(world: &World, site: &Site, (group, date, changed): (GroupId, Date, Changed)) {
    let draft = ExceptionDraft {
        date,
        cause: Cause::Other,
        change: SessionChange::Changed(changed),
    };
    let clinic = &world.clinic;
    let key = clinic.fresh_key();
    group::add_exception(clinic, &site.administrator, key, group, &draft).unwrap();
}

/// The morning group of that Friday is held on Thursday afternoon, by the first counselor.
fn a_leader(site: &Site, _: Option<RoomId>) -> (GroupId, Date, Changed) {
    let changed = Changed {
        moved: Some((THURSDAY, AFTERNOON)),
        facilitators: Some(vec![site.leaders[0]]),
        ..Changed::default()
    };
    (site.morning, FRIDAY, changed)
}

/// The evening group of that Monday is held on Thursday afternoon.
fn a_day(site: &Site, _: Option<RoomId>) -> (GroupId, Date, Changed) {
    let changed = Changed {
        moved: Some((THURSDAY, AFTERNOON)),
        ..Changed::default()
    };
    (site.evening, MONDAY, changed)
}

/// The morning group of a later Friday is held on Thursday afternoon, in the room that an individual session would have.
fn a_room(site: &Site, room: Option<RoomId>) -> (GroupId, Date, Changed) {
    let changed = Changed {
        moved: Some((THURSDAY + 3.weeks(), AFTERNOON)),
        place: room.map(MeetingPlace::Room),
        ..Changed::default()
    };
    (site.morning, FRIDAY + 3.weeks(), changed)
}

/// The individual sessions with the first counselor: when, and where.
fn individuals(world: &World, site: &Site) -> Vec<(Weekday, u16, MeetingPlace)> {
    let house = &world.houses[0];
    let seen = group::site_groups(&world.clinic, &site.director, house.sites[0]).unwrap();
    seen.groups
        .into_iter()
        .map(|one| one.group)
        .filter(|one| one.kind == GroupKind::Individual && one.facilitators == [site.leaders[0]])
        .map(|one| {
            (
                one.meetings[0].day,
                one.meetings[0].start_minute,
                one.place.clone(),
            )
        })
        .collect()
}

fn made(world: &World, site: &Site) -> care::ProposalId {
    let what = week::WeekWanted {
        site: world.houses[0].sites[0],
        monday: MONDAY,
        purpose: Purpose::Assign,
    };
    week::make(&world.clinic, &site.administrator, what, EFFORT).unwrap()
}

fn publish(world: &World, site: &Site, id: care::ProposalId) -> Result<(), Refusal> {
    let key = world.clinic.fresh_key();
    week::publish(&world.clinic, &site.administrator, key, id, false)
}

/// Where the individual session is when nothing differs.
fn usual_room() -> RoomId {
    let (world, site) = opened();
    let id = made(&world, &site);
    publish(&world, &site, id).unwrap();
    let usual = individuals(&world, &site);
    let [(Weekday::Thu, _, MeetingPlace::Room(room))] = usual[..] else {
        panic!("{usual:?}");
    };
    room
}

#[test]
fn a_proposal_just_made_is_published_beside_what_differs_on_one_date() {
    let room = usual_room();
    let all: [(Differs, bool); 3] = [(a_leader, false), (a_day, false), (a_room, true)];
    for (at, (differs, held)) in all.into_iter().enumerate() {
        let (world, site) = opened();
        differ(&world, &site, differs(&site, Some(room)));
        let id = made(&world, &site);
        publish(&world, &site, id).unwrap_or_else(|refusal| panic!("{at}: {refusal:?}"));
        let then = individuals(&world, &site);
        assert_eq!(then.len(), usize::from(held), "{at}: {then:?}");
        let taken = then.iter().any(|one| one.2 == MeetingPlace::Room(room));
        assert!(!taken, "{at}: {then:?}");
    }
}

#[test]
fn what_differs_since_makes_a_proposal_stale_and_it_is_made_again() {
    let room = usual_room();
    let all: [Differs; 3] = [a_leader, a_day, a_room];
    for differs in all {
        let (world, site) = opened();
        let id = made(&world, &site);
        differ(&world, &site, differs(&site, Some(room)));
        let refused = publish(&world, &site, id);
        assert!(matches!(refused, Err(Refusal::Changed)), "{refused:?}");
        let again = week::renew(
            &world.clinic,
            &site.administrator,
            world.clinic.fresh_key(),
            id,
        )
        .unwrap();
        publish(&world, &site, again).unwrap();
    }
}

#[test]
fn one_person_is_offered_no_hour_that_is_taken_on_one_date() {
    for differs in [a_leader as Differs, a_day] {
        let (world, site) = opened();
        differ(&world, &site, differs(&site, None));
        let (clinic, person) = (&world.clinic, world.houses[0].patients[0]);
        let offered = week::choices(clinic, &site.director, person, Some(MONDAY)).unwrap();
        assert!(!offered.weeks.is_empty(), "{offered:?}");
        for choice in &offered.weeks {
            assert_eq!(choice.plan.individual, None, "{choice:?}");
        }
        let plan = &offered.weeks[0].plan;
        let key = clinic.fresh_key();
        week::accept(clinic, &site.director, key, person, MONDAY, plan).unwrap();
    }
}

#[test]
fn a_group_that_begins_in_months_has_its_leader_already() {
    let (world, site) = opened();
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let mut later = house.group_draft("Thursday process", 0);
    later.starts_on = MONDAY + 12.weeks();
    later.place = MeetingPlace::Telehealth(None);
    later.meetings = care::groups::group::parse_meetings("Thu 4:00 pm").unwrap();
    later.minutes = 90;
    let key = clinic.fresh_key();
    group::add_group(clinic, &site.administrator, key, &later).unwrap();
    let id = made(&world, &site);
    publish(&world, &site, id).unwrap();
    assert_eq!(individuals(&world, &site), []);
}

/// Whoever is not qualified any more may go on as they do, and nobody is given to them anew.
#[test]
fn a_counselor_without_the_qualification_is_given_nobody_new() {
    let (world, site) = opened();
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let unqualified = |person: PersonId| {
        let mut draft = house.member_draft(Role::Counselor, 0, Role::Counselor.code());
        draft.credentials = Vec::new();
        draft.availability = super::long_days(house.sites[0]);
        let key = clinic.fresh_key();
        staff::change_staff(clinic, &site.administrator, key, person, &draft).unwrap();
    };
    let first = made(&world, &site);
    publish(&world, &site, first).unwrap();
    let before = individuals(&world, &site);
    assert_eq!(before.len(), 1, "{before:?}");
    unqualified(site.leaders[0]);
    for purpose in [Purpose::Assign, Purpose::Design] {
        let what = week::WeekWanted {
            site: house.sites[0],
            monday: MONDAY + 1.week(),
            purpose,
        };
        let id = week::make(clinic, &site.administrator, what, EFFORT).unwrap();
        publish(&world, &site, id).unwrap();
        assert_eq!(individuals(&world, &site), before);
    }
}

#[test]
fn a_proposal_made_on_a_sunday_for_the_week_that_begins_tomorrow_is_published() {
    let (world, site) = opened();
    differ(&world, &site, a_leader(&site, None));
    world.wait(crate::common::minutes(6 * 24 * 60));
    let id = made(&world, &site);
    publish(&world, &site, id).unwrap();
    assert_eq!(individuals(&world, &site), []);
}

/// What begins on the Monday itself and is given up before has no session left, so its leader and its room are free.
#[test]
fn an_individual_group_given_up_before_it_begins_holds_nothing() {
    let (world, site) = opened();
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let id = made(&world, &site);
    publish(&world, &site, id).unwrap();
    assert_eq!(individuals(&world, &site).len(), 1);
    let person = house.patients[0];
    let present = week::choices(clinic, &site.director, person, Some(MONDAY)).unwrap();
    let mut plan = present.present.unwrap().plan;
    assert!(plan.individual.take().is_some(), "it is theirs");
    let key = clinic.fresh_key();
    week::accept(clinic, &site.director, key, person, MONDAY, &plan).unwrap();
    let seen = group::site_groups(clinic, &site.director, house.sites[0]).unwrap();
    let own = |one: &&group::GroupLine| {
        one.group.kind == GroupKind::Individual && one.group.facilitators == [site.leaders[0]]
    };
    let left: Vec<_> = seen.groups.iter().filter(own).collect();
    assert_eq!(left.len(), 1);
    let dates = [MONDAY, THURSDAY, THURSDAY + 1.week()];
    assert!(
        dates
            .iter()
            .all(|date| left[0].group.meets_on(*date).is_none())
    );
}

/// The morning group of a Friday that nobody plans yet is held on a Thursday afternoon, by the first counselor. Only
/// when it is tried on that date, the individual session of every Thursday turns out to have no leader then.
fn a_leader_much_later(site: &Site, _: Option<RoomId>) -> (GroupId, Date, Changed) {
    let changed = Changed {
        moved: Some((THURSDAY + 10.weeks(), AFTERNOON)),
        facilitators: Some(vec![site.leaders[0]]),
        ..Changed::default()
    };
    (site.morning, FRIDAY + 10.weeks(), changed)
}

#[test]
fn whose_week_cannot_be_held_on_some_date_gets_another_one() {
    let (world, site) = opened();
    let (clinic, person) = (&world.clinic, world.houses[0].patients[0]);
    differ(&world, &site, a_leader_much_later(&site, None));
    let id = made(&world, &site);
    let shown = week::proposal(clinic, &site.director, id).unwrap();
    let theirs = shown
        .people
        .iter()
        .find(|one| one.part.person == person)
        .unwrap();
    let plan = theirs.part.after.as_ref().expect("another week was found");
    assert_eq!(plan.groups, [site.evening]);
    assert_eq!(plan.individual, None);
    publish(&world, &site, id).unwrap();
    assert_eq!(individuals(&world, &site), []);
    // What was published goes on saying what it said.
    let then = week::proposal(clinic, &site.director, id).unwrap();
    let said = |shown: &week::ShownProposal| {
        let all = shown.people.iter();
        all.map(|one| (one.name.clone(), one.before.clone(), one.after.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(said(&then), said(&shown));
    assert!(then.settled_by.is_some());
}

#[test]
fn one_person_is_offered_another_week_where_the_best_cannot_be_held_on_some_date() {
    let (world, site) = opened();
    differ(&world, &site, a_leader_much_later(&site, None));
    let (clinic, person) = (&world.clinic, world.houses[0].patients[0]);
    let offered = week::choices(clinic, &site.director, person, Some(MONDAY)).unwrap();
    assert!(!offered.weeks.is_empty(), "{offered:?}");
    for choice in &offered.weeks {
        assert_eq!(choice.plan.individual, None, "{choice:?}");
    }
}

/// A holiday in the first week: the new individual session is not held on it, and the person is told so.
#[test]
fn a_closed_day_has_no_session_and_is_said() {
    let (world, site) = opened();
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let key = clinic.fresh_key();
    group::close_day(
        clinic,
        &site.administrator,
        key,
        house.sites[0],
        THURSDAY,
        Cause::Holiday,
    )
    .unwrap();
    let id = made(&world, &site);
    let shown = week::proposal(clinic, &site.director, id).unwrap();
    let theirs = shown
        .people
        .iter()
        .find(|one| one.part.person == house.patients[0])
        .unwrap();
    let off: Vec<_> = theirs
        .after
        .iter()
        .filter(|one| one.off.is_some())
        .collect();
    assert!(!off.is_empty(), "{theirs:?}");
    assert!(off.iter().all(|one| one.day == Weekday::Thu), "{off:?}");
    let message = theirs.part.message.as_ref().unwrap();
    assert!(message.contains("(not on "), "{message}");
    publish(&world, &site, id).unwrap();
    let seen = group::site_groups(clinic, &site.director, house.sites[0]).unwrap();
    for one in seen.groups.iter().map(|one| &one.group) {
        if one.kind == GroupKind::Individual && one.meets_on(THURSDAY).is_some() {
            let page = group::group_page(clinic, &site.administrator, one.id).unwrap();
            let held =
                |session: &care::groups::group::Session| session.held() && session.date == THURSDAY;
            assert!(!page.sessions.iter().any(held), "{:?}", one.name);
        }
    }
}
