//! Undo restores everything: over random events and random answers, the tables of the week are as they were.

use crate::common::house::House;
use crate::common::{World, minutes};
use crate::engines::worlds;
use crate::week::{MONDAY, Site, works};
use care::groups::group::{Cause, Exception, Group, Membership, SessionChange};
use care::planning::week::{Choice, Event, GroupChange, ProposalState, RepairOutcome};
use care::{Role, Weekday};
use clinic::Refusal;
use clinic::groups::group::{self as groups, ExceptionDraft};
use clinic::planning::week;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use policy::{Action, Resource};
use record::attendance::makeup;
use record::attendance::makeup::Makeup;
use record::groups::{group, membership};

/// Everything that says what is held in a week, and who comes.
#[derive(Debug, PartialEq)]
struct Tables {
    groups: Vec<Group>,
    exceptions: Vec<Exception>,
    memberships: Vec<Membership>,
    makeups: Vec<Makeup>,
}

fn tables(world: &World, house: &House, site: &Site) -> Tables {
    let look = world.clinic.look(&site.director, |look| {
        let here = Resource::Site(look.organization(), house.sites[0]);
        look.permit_on(Action::MakeWeek, &here)?;
        let year = (date(2026, 1, 1), date(2027, 1, 1));
        Ok(Tables {
            groups: group::all(look.read)?,
            exceptions: group::exceptions(look.read)?,
            memberships: membership::all(look.read)?,
            makeups: makeup::between(look.read, year)?,
        })
    });
    look.unwrap()
}

/// Numbers that are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

/// A site in whose week one evening is a holiday already, on the Monday on which the week begins.
fn begun(world: &World, house: &House) -> Site {
    let clinic = &world.clinic;
    let mut site = Site::open(world, house);
    works(
        world,
        &site.director,
        house.patients[0],
        &Weekday::ALL[..5],
        (8, 16),
    );
    let id = site.assigned(world, house);
    week::publish(clinic, &site.administrator, clinic.fresh_key(), id, false).unwrap();
    let holiday = ExceptionDraft {
        date: date(2026, 3, 11),
        cause: Cause::Holiday,
        change: SessionChange::Cancelled,
    };
    groups::add_exception(
        clinic,
        &site.administrator,
        clinic.fresh_key(),
        site.evening,
        &holiday,
    )
    .unwrap();
    world.wait(minutes(7 * 24 * 60));
    let enter = |role| world.enter(house, house.who(role, 0)).actor;
    (site.director, site.administrator) = (
        enter(Role::ClinicalDirector),
        enter(Role::ProgramAdministrator),
    );
    site
}

fn event(numbers: &mut Numbers, house: &House, site: &Site, rooms: &[care::RoomId]) -> Event {
    let day = |number: usize| MONDAY.saturating_add(i32::try_from(number).unwrap().days());
    let first = numbers.below(5);
    let (from, through): (Date, Date) = (day(first), day(first + numbers.below(3)));
    match numbers.below(5) {
        0 => Event::StaffAway {
            staff: site.leaders[numbers.below(2)],
            from,
            through,
        },
        1 => Event::RoomGone {
            room: rooms[numbers.below(rooms.len())],
            from,
            through,
        },
        2 => Event::SiteClosed { from, through },
        3 => {
            let (group, days) = if numbers.below(2) == 0 {
                (site.evening, [0, 3])
            } else {
                (site.morning, [1, 4])
            };
            Event::LeaderOut {
                group,
                date: day(days[numbers.below(2)]),
            }
        }
        _ => Event::LifeChanged {
            person: house.patients[0],
        },
    }
}

#[test]
fn undo_restores_everything_also_the_holiday_that_was_there_before() {
    for world in worlds("repairundo") {
        let house = &world.houses[0];
        let site = begun(&world, house);
        let clinic = &world.clinic;
        let rooms: Vec<care::RoomId> = clinic::people::site::sites(clinic, &site.administrator)
            .unwrap()
            .into_iter()
            .filter(|(one, _)| one.id == house.sites[0])
            .flat_map(|(_, rooms)| rooms)
            .map(|room| room.id)
            .collect();
        let mut numbers = Numbers(7);
        let (mut published, mut changed) = (0, 0);
        for round in 0..24 {
            let event = event(&mut numbers, house, &site, &rooms);
            let key = clinic.fresh_key();
            let id = week::repair(clinic, &site.director, key, house.sites[0], &event).unwrap();
            let shown = week::proposal(clinic, &site.director, id).unwrap();
            // A holiday is not brought back by an answer to something else.
            let holiday = |one: &GroupChange| {
                matches!(one, GroupChange::Once { group, date: on, .. }
                if *group == site.evening && *on == date(2026, 3, 11))
            };
            assert!(
                !shown.proposal.whole.groups.iter().any(holiday),
                "{event:?}"
            );
            let choice = Choice {
                ways: shown
                    .proposal
                    .whole
                    .repair
                    .hits
                    .iter()
                    .map(|hit| {
                        Some(numbers.below(hit.ways.len() + 1)).filter(|way| *way < hit.ways.len())
                    })
                    .collect(),
                offers: shown.repair.offers.iter().map(|one| one.person).collect(),
            };
            let before = tables(&world, house, &site);
            let key = clinic.fresh_key();
            let said = week::publish_chosen(clinic, &site.director, key, id, true, Some(&choice));
            match said {
                // Not every choice goes together with every other one; then nothing happens.
                Err(Refusal::Fields(_)) => {
                    assert_eq!(tables(&world, house, &site), before, "round {round}");
                    continue;
                }
                said => said.unwrap(),
            }
            published += 1;
            changed += usize::from(tables(&world, house, &site) != before);
            let key = clinic.fresh_key();
            week::undo(clinic, &site.director, key, id, true).unwrap();
            assert_eq!(
                tables(&world, house, &site),
                before,
                "round {round}: {event:?}"
            );
            let shown = week::proposal(clinic, &site.director, id).unwrap();
            assert_eq!(shown.proposal.state, ProposalState::Undone);
            let again = week::undo(clinic, &site.director, clinic.fresh_key(), id, true);
            assert!(matches!(again, Err(Refusal::Conflict(_))), "{again:?}");
        }
        assert!(
            published > 12 && changed > 6,
            "{published} {changed}: too few to test"
        );
    }
}

#[test]
fn what_was_changed_since_or_has_begun_is_not_taken_back() {
    let world = World::embedded();
    let house = &world.houses[0];
    let mut site = begun(&world, house);
    let clinic = &world.clinic;
    let thursday = date(2026, 3, 12);
    let publish = |site: &Site| {
        let event = Event::LeaderOut {
            group: site.evening,
            date: thursday,
        };
        let key = clinic.fresh_key();
        let id = week::repair(clinic, &site.director, key, house.sites[0], &event).unwrap();
        let shown = week::proposal(clinic, &site.director, id).unwrap();
        // The second counselor has the credential and is on duty.
        let first = &shown.proposal.whole.repair.hits[0].ways[0].outcome;
        assert_eq!(first, &RepairOutcome::LedBy(vec![site.leaders[1]]));
        assert!(shown.people.iter().all(|one| one.part.message.is_none()));
        week::publish(clinic, &site.director, clinic.fresh_key(), id, true).unwrap();
        id
    };
    let refused =
        |site: &Site, id| match week::undo(clinic, &site.director, clinic.fresh_key(), id, false) {
            Err(Refusal::Conflict(said)) => said,
            other => panic!("{other:?}"),
        };
    let id = publish(&site);
    works(
        &world,
        &site.director,
        house.patients[0],
        &[Weekday::Sun],
        (6, 7),
    );
    assert!(refused(&site, id).contains("have changed since"));
    world.wait(minutes(4 * 24 * 60));
    site.director = world
        .enter(house, house.who(Role::ClinicalDirector, 0))
        .actor;
    assert!(refused(&site, id).contains("has begun"));
}
