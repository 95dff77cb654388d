//! What happens to a week, answered, published and seen on the board: a room gone, snow, a new shift.

use crate::common::house::{House, line};
use crate::common::{World, minutes};
use crate::engines::worlds;
use crate::week::{MONDAY, Site, works};
use care::groups::group::{GroupKind, Meeting, MeetingPlace, Session};
use care::planning::week::Event;
use care::{GroupId, PersonId, ProposalId, Role, Track, Weekday};
use clinic::Refusal;
use clinic::groups::group;
use clinic::groups::group::GroupDraft;
use clinic::planning::board::board;
use clinic::planning::week;
use clinic::planning::week::{ShownPart, ShownProposal};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan as _};

const THURSDAY: Date = date(2026, 3, 12);
/// A site whose week is made and published.
pub fn published(world: &World, house: &House) -> Site {
    let site = Site::open(world, house);
    let clinic = &world.clinic;
    let id = site.assigned(world, house);
    week::publish(clinic, &site.administrator, clinic.fresh_key(), id, false).unwrap();
    site
}

pub fn repaired(world: &World, house: &House, site: &Site, event: &Event) -> ShownProposal {
    let at = house.sites[0];
    let id = week::repair(
        &world.clinic,
        &site.director,
        world.clinic.fresh_key(),
        at,
        event,
    )
    .unwrap();
    week::proposal(&world.clinic, &site.director, id).unwrap()
}

fn publish(world: &World, site: &Site, id: ProposalId) -> Result<(), Refusal> {
    let clinic = &world.clinic;
    week::publish(clinic, &site.director, clinic.fresh_key(), id, true)
}

/// What is held of a group in the week of a Monday, with who is expected.
fn held(
    world: &World,
    house: &House,
    site: &Site,
    (id, monday): (GroupId, Date),
) -> Vec<(Session, Vec<PersonId>)> {
    let seen = board(
        &world.clinic,
        &site.director,
        Some(house.sites[0]),
        Some(monday),
    )
    .unwrap();
    let all = seen.sessions.into_iter();
    all.filter(|one| one.session.group == id && one.session.held())
        .map(|one| (one.session, one.members))
        .collect()
}

fn part(shown: &ShownProposal, person: PersonId) -> &ShownPart {
    let mut all = shown.people.iter();
    all.find(|one| one.part.person == person).unwrap()
}

#[test]
fn a_session_whose_room_is_gone_is_held_in_another_and_nobody_need_be_told() {
    for world in worlds("repairroom") {
        let house = &world.houses[0];
        let site = published(&world, house);
        let was = held(&world, house, &site, (site.evening, MONDAY));
        let own = was[0].0.place.room().unwrap();
        let event = Event::RoomGone {
            room: own,
            from: THURSDAY,
            through: THURSDAY,
        };
        let shown = repaired(&world, house, &site, &event);
        assert!(shown.people.iter().all(|one| one.part.message.is_none()));
        publish(&world, &site, shown.proposal.id).unwrap();
        let is = held(&world, house, &site, (site.evening, MONDAY));
        assert_eq!(is.len(), 3);
        for ((was, _), (is, _)) in was.iter().zip(&is) {
            let other = is.place.room().is_some_and(|room| room != own);
            assert_eq!(other, is.date == THURSDAY, "{is:?}");
            assert_eq!(
                (is.starts_at, &is.facilitators),
                (was.starts_at, &was.facilitators)
            );
        }
        let next = held(&world, house, &site, (site.evening, MONDAY + 1.week()));
        assert!(next.iter().all(|(one, _)| one.place.room() == Some(own)));
    }
}

/// An hour by video on Thursday at noon.
fn by_video(world: &World, house: &House, site: &Site) -> GroupId {
    let draft = GroupDraft {
        site: house.sites[0],
        program: None,
        name: line("Video process"),
        kind: GroupKind::Process,
        track: Track::General,
        topic: None,
        facilitators: vec![site.leaders[1]],
        place: MeetingPlace::Telehealth(None),
        seats: 8,
        smallest: 1,
        meetings: vec![Meeting {
            day: Weekday::Thu,
            start_minute: 12 * 60,
        }],
        minutes: 60,
        starts_on: MONDAY,
        ends_on: None,
        open: true,
        draft: false,
        stay_weeks: None,
    };
    let clinic = &world.clinic;
    group::add_group(clinic, &site.administrator, clinic.fresh_key(), &draft).unwrap()
}

#[test]
fn snow_closes_the_house_for_a_day_and_groups_by_video_go_on() {
    for world in worlds("repairsnow") {
        let house = &world.houses[0];
        let site = published(&world, house);
        let video = by_video(&world, house, &site);
        let snow = Event::SiteClosed {
            from: THURSDAY,
            through: THURSDAY,
        };
        let first = repaired(&world, house, &site, &snow);
        // Somebody's life changes before anybody says yes: the answer is looked for again.
        let person = house.patients[0];
        let friday = &[Weekday::Fri];
        works(&world, &site.director, person, friday, (13, 22));
        let old = first.proposal.id;
        let said = publish(&world, &site, old);
        assert!(matches!(said, Err(Refusal::Changed)), "{said:?}");
        let still = held(&world, house, &site, (site.evening, MONDAY));
        assert!(still.iter().any(|(one, _)| one.local.date() == THURSDAY));

        let id = week::renew(&world.clinic, &site.director, world.clinic.fresh_key(), old).unwrap();
        let shown = week::proposal(&world.clinic, &site.director, id).unwrap();
        assert!(!shown.stale && shown.proposal.whole.event == Some(snow));
        publish(&world, &site, id).unwrap();
        let said = publish(&world, &site, old);
        assert!(matches!(said, Err(Refusal::Changed)), "{said:?}");
        for id in [site.evening, site.morning] {
            let is = held(&world, house, &site, (id, MONDAY));
            // What would be held in the house is by video, which nobody said is not possible for them.
            let inside = |one: &Session| one.place.room().is_some();
            assert!(
                is.iter()
                    .all(|(one, _)| one.local.date() != THURSDAY || !inside(one))
            );
            let next = held(&world, house, &site, (id, MONDAY + 1.week()));
            assert_eq!(next.len(), 3, "only one week is repaired");
        }
        let is = held(&world, house, &site, (video, MONDAY));
        assert_eq!(is.len(), 1);
        assert_eq!(is[0].0.local.date(), THURSDAY);
    }
}

#[test]
fn whoever_has_another_shift_is_in_another_group_for_this_week() {
    for world in worlds("repairshift") {
        let house = &world.houses[0];
        let mut site = published(&world, house);
        let person = house.patients[0];
        // The week begins.
        world.wait(minutes(7 * 24 * 60));
        let director = house.who(Role::ClinicalDirector, 0);
        site.director = world.enter(house, director).actor;
        let evening = held(&world, house, &site, (site.evening, MONDAY));
        let (left, joined, hours) = if evening[0].1.contains(&person) {
            (site.evening, site.morning, (15, 22))
        } else {
            (site.morning, site.evening, (7, 14))
        };
        let days = &Weekday::ALL[..5];
        works(&world, &site.director, person, days, hours);
        let event = Event::LifeChanged { person };
        let shown = repaired(&world, house, &site, &event);
        let hers = part(&shown, person);
        assert!(shown.groups.is_empty(), "the groups stay as they are");
        let groups = &hers.part.after.as_ref().unwrap().groups;
        assert!(
            groups.contains(&joined) && !groups.contains(&left),
            "{hers:?}"
        );
        let message = hers.part.message.as_ref().unwrap();
        assert!(
            message.contains("new") && message.contains("not this week"),
            "{message}"
        );
        publish(&world, &site, shown.proposal.id).unwrap();
        let expected = |id, monday| {
            let is = held(&world, house, &site, (id, monday));
            is.iter().all(|(_, members)| members.contains(&person))
        };
        assert!(expected(joined, MONDAY));
        let nobody = held(&world, house, &site, (left, MONDAY));
        assert!(nobody.iter().all(|(_, members)| !members.contains(&person)));
        assert!(expected(left, MONDAY + 1.week()), "one week was repaired");
    }
}

#[test]
fn whoever_has_no_other_week_is_named_and_keeps_what_they_have() {
    let world = World::embedded();
    let house = &world.houses[0];
    let mut site = published(&world, house);
    let person = house.patients[0];
    world.wait(minutes(7 * 24 * 60));
    let enter = |role| world.enter(house, house.who(role, 0)).actor;
    (site.director, site.administrator) = (
        enter(Role::ClinicalDirector),
        enter(Role::ProgramAdministrator),
    );
    works(&world, &site.director, person, &Weekday::ALL, (7, 22));
    let event = Event::LifeChanged { person };
    let shown = repaired(&world, house, &site, &event);
    let hers = part(&shown, person);
    assert_eq!((hers.part.differences(), &hers.part.message), (0, &None));
    let why = hers.part.reasons.join(" ");
    assert!(why.contains("No other week was found"), "{why}");

    // Whoever may not see her life learns no more about her than about somebody of another house.
    let ask = |actor, person| {
        let event = Event::LifeChanged { person };
        week::repair(
            &world.clinic,
            actor,
            world.clinic.fresh_key(),
            house.sites[0],
            &event,
        )
    };
    let theirs = world.houses[1].patients[0];
    for refused in [
        ask(&site.administrator, person),
        ask(&site.director, theirs),
    ] {
        let Err(Refusal::Fields(issues)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(issues[0].field, "person");
        assert!(issues[0].sentence.contains("in care at this site"));
    }
}

#[test]
fn what_has_begun_today_stays_and_nobody_is_told_of_it() {
    for world in worlds("repairbegun") {
        let house = &world.houses[0];
        let site = published(&world, house);
        let wednesday = date(2026, 3, 11);
        // The world begins on a Monday at noon; this is the afternoon of Wednesday the week after.
        world.wait(SignedDuration::from_hours(9 * 24 + 1));
        let was = held(&world, house, &site, (site.morning, MONDAY));
        let snow = Event::SiteClosed {
            from: wednesday,
            through: wednesday,
        };
        let shown = repaired(&world, house, &site, &snow);
        let told: Vec<_> = shown
            .people
            .iter()
            .filter_map(|one| one.part.message.as_deref())
            .collect();
        assert!(!told.is_empty(), "tonight's group is by video");
        for message in told {
            assert!(!message.contains("Wed, Mar 11, 2026, 9:00 am"), "{message}");
            assert!(!message.contains("Tue, Mar 10, 2026"), "{message}");
        }
        publish(&world, &site, shown.proposal.id).unwrap();
        let is = held(&world, house, &site, (site.morning, MONDAY));
        let past = |all: &[(Session, Vec<PersonId>)]| {
            let all = all.iter().filter(|(one, _)| one.date <= wednesday);
            all.map(|(one, who)| (one.date, who.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(past(&is), past(&was));
        assert_eq!(past(&is).len(), 2, "Tuesday and Wednesday were held");
        let evening = held(&world, house, &site, (site.evening, MONDAY));
        let tonight = evening.iter().find(|(one, _)| one.date == wednesday);
        assert!(tonight.is_none_or(|(one, _)| one.place.room().is_none()));
    }
}
