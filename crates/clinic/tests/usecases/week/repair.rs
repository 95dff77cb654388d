//! A sick call and a closed house: one week is repaired, and whoever attends hears of it.

use super::{EFFORT, MONDAY, Site, works};
use crate::common::World;
use crate::engines::worlds;
use care::Weekday;
use care::planning::week::{Event, Purpose, RepairOutcome};
use clinic::Refusal;
use clinic::planning::week;
use jiff::civil::date;

#[test]
fn a_sick_call_is_answered_with_a_substitute_or_a_message() {
    for world in worlds("weeksick") {
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        let clinic = &world.clinic;
        let what = week::WeekWanted {
            site: house.sites[0],
            monday: MONDAY,
            purpose: Purpose::Assign,
        };
        works(
            &world,
            &site.director,
            house.patients[0],
            &Weekday::ALL[..5],
            (8, 16),
        );
        let id = week::make(clinic, &site.administrator, what, EFFORT).unwrap();
        week::publish(clinic, &site.administrator, clinic.fresh_key(), id, false).unwrap();
        let thursday = MONDAY.checked_add(jiff::ToSpan::days(3)).unwrap();
        // The second counselor has the same credential and is free: nobody who attends notices.
        let away = |staff| Event::StaffAway {
            staff,
            from: thursday,
            through: thursday,
        };
        let id = week::repair(
            clinic,
            &site.administrator,
            clinic.fresh_key(),
            house.sites[0],
            &away(site.leaders[0]),
        )
        .unwrap();
        let shown = week::proposal(clinic, &site.director, id).unwrap();
        let substitute = shown.proposal.whole.groups.iter().any(|change| {
            matches!(change, care::planning::week::GroupChange::Once { group, date, outcome: RepairOutcome::LedBy(by) }
                if *group == site.evening && *date == thursday && by == &[site.leaders[1]])
        });
        assert!(substitute, "{:?}", shown.groups);
        week::publish(clinic, &site.administrator, clinic.fresh_key(), id, true).unwrap();

        // Snow closes the house that Thursday: no substitute helps, and those who attend hear of it.
        let closed = Event::SiteClosed {
            from: thursday,
            through: thursday,
        };
        let id = week::repair(
            clinic,
            &site.administrator,
            clinic.fresh_key(),
            house.sites[0],
            &closed,
        )
        .unwrap();
        let shown = week::proposal(clinic, &site.director, id).unwrap();
        assert!(!shown.groups.is_empty());
        let hers = shown
            .people
            .iter()
            .find(|one| one.part.person == house.patients[0])
            .unwrap();
        assert!(
            hers.part.message.as_ref().unwrap().contains("Thu"),
            "{hers:?}"
        );
        week::publish(clinic, &site.administrator, clinic.fresh_key(), id, true).unwrap();
        assert!(!world.mail(house, "Your times have changed").is_empty());
    }
}

#[test]
fn a_repair_is_of_one_week_that_is_not_past() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let ask = |from, through| {
        let event = Event::SiteClosed { from, through };
        week::repair(
            &world.clinic,
            &site.administrator,
            world.clinic.fresh_key(),
            house.sites[0],
            &event,
        )
    };
    for (from, through, why) in [
        (date(2026, 2, 27), date(2026, 2, 27), "What was held"),
        (date(2026, 3, 5), date(2026, 3, 4), "on or after the first"),
        (
            date(2026, 3, 6),
            date(2026, 3, 10),
            "One week is repaired at a time",
        ),
    ] {
        let Err(Refusal::Fields(issues)) = ask(from, through) else {
            panic!("{from}");
        };
        assert!(issues[0].sentence.contains(why), "{issues:?}");
    }
}

#[test]
fn a_week_that_is_over_is_not_repaired_and_nobody_is_told() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let (clinic, actor) = (&world.clinic, &site.administrator);
    let by_day = (8, 16);
    let person = house.patients[0];
    works(&world, &site.director, person, &Weekday::ALL[..5], by_day);
    let lasting = site.assigned(&world, house);
    week::publish(clinic, actor, clinic.fresh_key(), lasting, false).unwrap();
    let closed = Event::SiteClosed {
        from: MONDAY,
        through: MONDAY,
    };
    let id = week::repair(clinic, actor, clinic.fresh_key(), house.sites[0], &closed).unwrap();
    let shown = week::proposal(clinic, &site.director, id).unwrap();
    assert!(shown.told > 0, "{shown:?}");
    let before = world.mail(house, "Your times have changed").len();
    world.wait(crate::common::minutes(14 * 24 * 60));
    let over = |refused: Refusal| match refused {
        Refusal::Conflict(said) => assert!(said.contains("is over"), "{said}"),
        other => panic!("{other:?}"),
    };
    over(week::publish(clinic, actor, clinic.fresh_key(), id, true).unwrap_err());
    over(week::renew(clinic, actor, clinic.fresh_key(), id).unwrap_err());
    assert_eq!(world.mail(house, "Your times have changed").len(), before);
    // It can still be decided against.
    week::withdraw(clinic, actor, clinic.fresh_key(), id).unwrap();
}
