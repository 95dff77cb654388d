//! Nobody without an answer: what it would take, the nearest week, what the site could open, and proposals side by side.

use super::{MONDAY, Site, meetings, process, works};
use crate::common::house::{House, line};
use crate::common::{World, minutes};
use crate::engines::worlds;
use care::planning::week::{Answer, WeekCause};
use care::{PersonId, Weekday};
use clinic::groups::group;
use clinic::people::site;
use clinic::planning::week;
use clinic::planning::week::ShownProposal;

/// Three people who can come to one group alone, which has two seats.
fn one_seat_missing(world: &World, house: &House, site: &Site) {
    let clinic = &world.clinic;
    let sites = site::sites(clinic, &site.administrator).unwrap();
    let (_, rooms) = sites
        .into_iter()
        .find(|(one, _)| one.id == house.sites[0])
        .unwrap();
    let small = rooms.iter().find(|one| one.name == line("Small")).unwrap();
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Fri];
    let mut late = process(
        house.sites[0],
        Some(house.programs[0]),
        ("Late process", small.id, site.leaders[1]),
        meetings(days, 17 * 60 + 30),
    );
    late.seats = 2;
    let key = clinic.fresh_key();
    group::add_group(clinic, &site.administrator, key, &late).unwrap();
    for person in &house.patients[..3] {
        works(world, &site.director, *person, &Weekday::ALL[..5], (8, 16));
        let evenings = [Weekday::Wed, Weekday::Thu, Weekday::Sat, Weekday::Sun];
        works(world, &site.director, *person, &evenings, (16, 22));
    }
}

fn without(shown: &ShownProposal) -> (PersonId, &Answer) {
    let mut found = shown.people.iter().filter(|one| one.part.after.is_none());
    let one = found.next().expect("somebody without a week");
    assert!(found.next().is_none(), "{:?}", shown.people);
    (
        one.part.person,
        one.part.answer.as_ref().expect("an answer"),
    )
}

#[test]
fn a_seat_that_is_missing_is_said_with_whom_it_places_and_whose_it_would_be() {
    for world in worlds("weekanswers") {
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        one_seat_missing(&world, house, &site);
        let clinic = &world.clinic;
        let id = site.assigned(&world, house);
        let shown = week::proposal(clinic, &site.director, id).unwrap();
        assert_eq!(
            shown.headline.sentence(),
            "2 of 3 have their hours; 1 does not, because a seat is missing."
        );
        let openings = &shown.proposal.whole.openings;
        let first = openings.first().expect("an opening");
        assert!(
            first
                .sentence
                .starts_with("One more seat in Late process would give one person a week"),
            "{openings:?}"
        );
        assert_eq!((first.places, first.effort), (1, 1));
        // What stands with the site names nobody.
        for one in &shown.people {
            assert!(
                openings
                    .iter()
                    .all(|said| !said.sentence.contains(&one.name))
            );
        }
        let (person, answer) = without(&shown);
        assert_eq!(answer.cause, WeekCause::Seat);
        assert!(answer.openings.contains(&0), "{answer:?}");
        assert!(answer.nearest.is_some(), "{answer:?}");
        let concerned: Vec<PersonId> = answer.moves.iter().chain(&answer.loses).copied().collect();
        assert_eq!(concerned.len(), 1, "{answer:?}");
        assert!(house.patients[..3].contains(&concerned[0]) && concerned[0] != person);

        let said = week::what_would_it_take(clinic, &site.director, id, person).unwrap();
        assert!(said.contains("one more seat in Late process"), "{said}");
        // Whoever sees no lives has the same headline and nobody's name.
        let numbers = week::proposal(clinic, &site.administrator, id).unwrap();
        assert_eq!(numbers.headline, shown.headline);
    }
}

#[test]
fn whoever_has_no_hours_at_all_is_shown_the_nearest_week() {
    for world in worlds("weeknearest") {
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        let person = house.patients[0];
        works(&world, &site.director, person, &Weekday::ALL, (8, 22));
        let id = site.assigned(&world, house);
        let shown = week::proposal(&world.clinic, &site.director, id).unwrap();
        let (who, answer) = without(&shown);
        assert_eq!((who, answer.cause), (person, WeekCause::More));
        let nearest = answer.nearest.as_ref().expect("a nearest week");
        assert!(!nearest.sessions.is_empty(), "{nearest:?}");
        let part = shown.people.iter().find(|one| one.part.person == person);
        let reasons = part.unwrap().part.reasons.join(" ");
        assert!(reasons.contains(&nearest.sentence), "{reasons}");
        assert!(!reasons.contains("no single change"), "{reasons}");
    }
}

#[test]
fn proposals_lie_side_by_side_and_whoever_is_left_out_stands_first() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let clinic = &world.clinic;
    let first = site.assigned(&world, house);
    one_seat_missing(&world, house, &site);
    world.wait(minutes(1));
    let second = site.assigned(&world, house);
    let beside = week::side_by_side(clinic, &site.director, second).unwrap();
    let ids: Vec<_> = beside.proposals.iter().map(|one| one.id).collect();
    assert_eq!(ids, [second, first]);
    assert_eq!(beside.proposals[0].monday, MONDAY);
    let said: Vec<String> = beside
        .headlines
        .iter()
        .map(care::planning::week::Headline::sentence)
        .collect();
    assert!(
        said[0].starts_with("2 of 3") && said[1] == "All 3 have their hours.",
        "{said:?}"
    );
    assert_eq!((beside.rows.len(), beside.unnamed), (3, 0));
    let served = |row: &week::BesideRow| {
        let given: Vec<bool> = row.given.iter().flatten().map(|one| one.hours).collect();
        given
    };
    assert_eq!(served(&beside.rows[0]), [false, true]);
    assert!(
        beside.rows[1..]
            .iter()
            .all(|row| served(row) == [true, true])
    );
    let shown = week::proposal(clinic, &site.director, second).unwrap();
    assert_eq!(beside.rows[0].person, without(&shown).0);
    // The journal knows who looked.
    let before = world.journal_length(house);
    week::side_by_side(clinic, &site.director, second).unwrap();
    let journal = world.said_after(house, before);
    assert!(
        journal.iter().any(|one| one == "week.proposal_viewed"),
        "{journal:?}"
    );
}
