//! A week that is asked for twice with one key.

use super::{MONDAY, Site};
use crate::common::house::site_draft;
use crate::common::{World, key};
use care::planning::week::{Event, Purpose};
use clinic::Refusal;
use clinic::people::site;
use clinic::planning::week;
use clinic::planning::week::Effort;

/// A day on which the site is closed, in the week that is planned.
const fn closed() -> Event {
    Event::SiteClosed {
        from: MONDAY,
        through: MONDAY,
    }
}

fn reused<T: std::fmt::Debug>(result: Result<T, Refusal>) {
    assert!(matches!(result, Err(Refusal::KeyReused)), "{result:?}");
}

#[test]
fn a_repair_and_a_renewal_asked_for_twice_are_one_proposal() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let (clinic, actor, at) = (&world.clinic, &site.administrator, house.sites[0]);
    let repair = |number| week::repair(clinic, actor, key(number), at, &closed());
    let first = repair(900).unwrap();
    let before = world.journal_length(house);
    assert_eq!(repair(900).unwrap(), first);
    assert_eq!(world.journal_length(house), before);
    let next = week::renew(clinic, actor, key(901), first).unwrap();
    assert_ne!(next, first);
    assert_eq!(
        week::renew(clinic, actor, key(901), first).unwrap(),
        next,
        "the same key is the same proposal"
    );
    assert_eq!(week::proposals(clinic, actor, at).unwrap().len(), 2);
    // Even when the week has changed so much that neither could be made any more.
    week::withdraw(clinic, actor, key(902), first).unwrap();
    assert_eq!(repair(900).unwrap(), first);
    assert_eq!(week::renew(clinic, actor, key(901), first).unwrap(), next);
    // With another body, for another person's hand or for something else, the key is refused.
    let later = Event::SiteClosed {
        from: MONDAY.tomorrow().unwrap(),
        through: MONDAY.tomorrow().unwrap(),
    };
    reused(week::repair(clinic, actor, key(900), at, &later));
    reused(week::renew(clinic, actor, key(901), next));
    reused(week::renew(clinic, actor, key(900), first));
    reused(week::repair(
        clinic,
        &site.director,
        key(900),
        at,
        &closed(),
    ));
    assert_eq!(week::proposals(clinic, actor, at).unwrap().len(), 2);
}

#[test]
fn a_search_asked_for_twice_is_begun_once() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let (clinic, actor, at) = (&world.clinic, &site.administrator, house.sites[0]);
    let effort = Effort {
        seconds: 20,
        steps: Some(50),
    };
    let what = week::WeekWanted {
        site: at,
        monday: MONDAY,
        purpose: Purpose::Assign,
    };
    let start = |number, what| week::start(clinic, actor, key(number), what, effort);
    let before = world.journal_length(house);
    start(910, what).unwrap();
    start(910, what).unwrap();
    let progress = || week::progress(clinic, actor, at).unwrap().unwrap();
    let ended = (0..600).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        progress().ended.is_some()
    });
    assert!(ended, "so few steps are soon over");
    start(910, what).unwrap();
    assert!(progress().ended.is_some(), "no second search has begun");
    let said = world.said_after(house, before);
    let begun = said.iter().filter(|one| *one == "week.make_started");
    assert_eq!(begun.count(), 1, "{said:?}");
    assert_eq!(week::proposals(clinic, actor, at).unwrap().len(), 1);
    let purpose = Purpose::Design;
    reused(start(910, week::WeekWanted { purpose, ..what }));
}

#[test]
fn a_search_that_is_refused_holds_no_place() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let (clinic, actor) = (&world.clinic, &site.administrator);
    let draft = site_draft("Quiet", "America/New_York");
    let quiet = site::add_site(clinic, actor, key(919), &draft).unwrap();
    let effort = Effort {
        seconds: 20,
        steps: Some(1),
    };
    // Nobody attends anything at the new site.
    let what = week::WeekWanted {
        site: quiet,
        monday: MONDAY,
        purpose: Purpose::Assign,
    };
    let refused = week::start(clinic, actor, key(920), what, effort);
    assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
    assert!(week::progress(clinic, actor, quiet).unwrap().is_none());
}
