//! The hours meter, the short list, make-ups, and what is raised on a Tuesday.

use crate::attendance::{THURSDAY, TUESDAY, at, enter, fill, group, person, say};
use crate::common::World;
use crate::engines::worlds;
use care::attendance::hours::{HoursOutcome, Outlook};
use care::attendance::roster::Mark;
use care::followup::signal::SignalKind;
use care::groups::group::parse_meetings;
use care::planning::commitment::{CommitmentDraft, CommitmentKind, Firmness, Rhythm};
use care::{GroupId, Role, Weekday};
use clinic::Refusal;
use clinic::attendance::hours::{
    MakeupDraft, PersonHours, SiteHours, book_makeup, cancel_makeup, own_hours, person_hours,
    site_hours, watch,
};
use clinic::attendance::session::roster;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::groups::group::add_group;
use clinic::planning::commitment;
use jiff::civil::{Date, date};
use policy::Actor;

const WEDNESDAY: Date = date(2026, 3, 4);

/// Another group at the first site, on Wednesday and Friday morning, three hours each.
pub fn morning(world: &World, seats: u16) -> GroupId {
    let house = &world.houses[0];
    let mut draft = house.group_draft("Morning process", 0);
    draft.meetings = parse_meetings("Wed and Fri 9:00").unwrap();
    draft.seats = seats;
    draft.smallest = 1;
    let director = enter(world, Role::ClinicalDirector, 0);
    add_group(&world.clinic, &director, world.clinic.fresh_key(), &draft).unwrap()
}

fn hours(world: &World, actor: &Actor) -> SiteHours {
    let site = world.houses[0].sites[0];
    site_hours(&world.clinic, actor, Some(site), None)
        .unwrap()
        .unwrap()
}

fn of(world: &World, actor: &Actor, place: usize) -> PersonHours {
    let person = person(world, place);
    person_hours(&world.clinic, actor, person, None)
        .unwrap()
        .unwrap()
}

pub fn book(
    world: &World,
    actor: &Actor,
    place: usize,
    group: GroupId,
) -> Result<care::MembershipId, Refusal> {
    let draft = MakeupDraft {
        person: person(world, place),
        group,
        date: WEDNESDAY,
    };
    book_makeup(&world.clinic, actor, world.clinic.fresh_key(), &draft)
}

fn refused<T>(result: Result<T, Refusal>) -> String {
    result
        .err()
        .map_or("done".to_owned(), |refusal| refusal.to_string())
}

#[test]
fn a_meter_says_what_is_prescribed_kept_and_possible() {
    for world in worlds("meter") {
        fill(&world);
        let counselor = enter(&world, Role::Counselor, 0);
        let meter = of(&world, &counselor, 0).meter.unwrap();
        assert_eq!((meter.prescribed, meter.kept, meter.ahead), (540, 0, 360));
        assert_eq!(meter.outlook(), Outlook::OutOfReach);
        at(&world, "2026-03-04T01:45:00Z");
        let counselor = enter(&world, Role::Counselor, 0);
        let unmarked = of(&world, &counselor, 0);
        assert_eq!(unmarked.meter.unwrap().unmarked, 180);
        say(
            &world,
            &counselor,
            TUESDAY,
            &[(0, None, Mark::PRESENT)],
            None,
        )
        .unwrap();
        let found = of(&world, &counselor, 0);
        let meter = found.meter.unwrap();
        assert_eq!((meter.kept, meter.ahead, meter.unmarked), (180, 180, 0));
        assert_eq!(found.sessions[0].slot.outcome, HoursOutcome::Kept(180));
        // Each rule of a payer or state has a meter of its own, with its source.
        let rule = found
            .rules
            .iter()
            .find(|rule| rule.title == "3 hours on 3 days")
            .unwrap();
        assert_eq!((rule.kept, rule.possible, rule.needed), (1, 1, 3));
        assert!(!rule.source.is_empty());
        // The person sees their own, and nobody else's.
        let herself = world.enter(&world.houses[0], person(&world, 0)).actor;
        assert_eq!(
            own_hours(&world.clinic, &herself)
                .unwrap()
                .unwrap()
                .meter
                .unwrap()
                .kept,
            180
        );
        let other = person_hours(&world.clinic, &herself, person(&world, 1), None);
        assert!(matches!(other, Err(Refusal::NotFound)));
    }
}

#[test]
fn the_short_list_offers_what_still_fits_and_a_make_up_is_booked_and_undone() {
    for world in worlds("makeup") {
        fill(&world);
        let counselor = enter(&world, Role::Counselor, 0);
        assert!(hours(&world, &counselor).people[0].offers.is_empty());
        let morning = morning(&world, 1);
        let list = hours(&world, &counselor);
        let first = &list.people[0];
        let offer = &first.offers[0];
        assert_eq!(
            (offer.group, offer.date, offer.seats),
            (morning, WEDNESDAY, 1)
        );
        assert!(offer.percent > 0 && first.may_book);
        // Two mornings of one series are offered, and one of them can be booked.
        assert_eq!(first.addable, 180);
        // Both mornings are one series: once one is booked the other is not offered besides.
        let booked = book(&world, &counselor, 0, morning).unwrap();
        let found = of(&world, &counselor, 0);
        assert_eq!(found.meter.unwrap().ahead, 540);
        assert!(found.meter.unwrap().chance > 0.0);
        assert!(found.offers.is_empty());
        let sheet = roster(&world.clinic, &counselor, morning, WEDNESDAY).unwrap();
        assert!(sheet.lines[0].makeup && sheet.lines.len() == 1);
        // The only seat is taken now.
        let full = refused(book(&world, &counselor, 1, morning));
        assert!(full.contains("No seat is free"), "{full}");
        let twice = refused(book(&world, &counselor, 0, morning));
        assert!(twice.contains("already this week"), "{twice}");
        cancel_makeup(&world.clinic, &counselor, world.clinic.fresh_key(), booked).unwrap();
        assert_eq!(of(&world, &counselor, 0).meter.unwrap().ahead, 360);
        book(&world, &counselor, 1, morning).unwrap();
    }
}

#[test]
fn an_offer_over_a_time_they_would_rather_keep_says_so_and_comes_last() {
    for world in worlds("makeupsoft") {
        fill(&world);
        let counselor = enter(&world, Role::Counselor, 0);
        morning(&world, 3);
        let offers = || of(&world, &counselor, 0).offers;
        assert!(offers().iter().all(|one| !one.rather_not));
        let mut yoga = CommitmentDraft::weekly(CommitmentKind::Other, WEDNESDAY, (9 * 60, 10 * 60));
        yoga.firmness = Firmness::RatherNot;
        let key = world.clinic.fresh_key();
        commitment::add(&world.clinic, &counselor, key, person(&world, 0), &yoga).unwrap();
        let then = offers();
        let soft: Vec<bool> = then.iter().map(|one| one.rather_not).collect();
        assert!(
            then.iter()
                .all(|one| one.rather_not == (one.date == WEDNESDAY))
        );
        assert!(soft.contains(&true), "it is offered all the same");
        assert!(soft.is_sorted(), "{soft:?}");
    }
}

#[test]
fn a_make_up_never_sits_on_what_a_life_holds_and_stays_once_it_has_begun() {
    for world in worlds("makeup_life") {
        fill(&world);
        let counselor = enter(&world, Role::Counselor, 0);
        let morning = morning(&world, 8);
        let shift = CommitmentDraft {
            rhythm: Rhythm::Weekly {
                days: vec![Weekday::Wed, Weekday::Fri],
            },
            ..CommitmentDraft::weekly(CommitmentKind::Work, date(2026, 3, 2), (8 * 60, 16 * 60))
        };
        let key = world.clinic.fresh_key();
        commitment::add(&world.clinic, &counselor, key, person(&world, 0), &shift).unwrap();
        assert!(of(&world, &counselor, 0).offers.is_empty());
        let busy = refused(book(&world, &counselor, 0, morning));
        assert!(busy.contains("something else at that time"), "{busy}");
        let booked = book(&world, &counselor, 1, morning).unwrap();
        // Wednesday, a quarter past nine.
        at(&world, "2026-03-04T14:15:00Z");
        let counselor = enter(&world, Role::Counselor, 0);
        let late = refused(book(&world, &counselor, 2, morning));
        assert!(late.contains("has begun"), "{late}");
        let kept = cancel_makeup(&world.clinic, &counselor, world.clinic.fresh_key(), booked);
        assert!(refused(kept).contains("has begun"));
    }
}

#[test]
fn hours_at_risk_are_raised_once_a_week_and_not_of_whoever_was_just_admitted() {
    for world in worlds("watch") {
        fill(&world);
        let organization = world.houses[0].organization;
        // Monday noon is too early to say.
        assert_eq!(watch(&world.clinic, organization).unwrap(), 0);
        let at_risk = || {
            let counselor = enter(&world, Role::Counselor, 0);
            let open = signal::list(&world.clinic, &counselor, Which::Open).unwrap();
            open.iter()
                .filter(|one| one.signal.kind == SignalKind::Hours)
                .count()
        };
        assert_eq!(at_risk(), 0);
        // They were admitted yesterday, which alarms nobody.
        at(&world, "2026-03-03T13:00:00Z");
        assert_eq!(watch(&world.clinic, organization).unwrap(), 2);
        assert_eq!(at_risk(), 0);
        at(&world, "2026-03-04T13:00:00Z");
        assert_eq!(watch(&world.clinic, organization).unwrap(), 2);
        // Three at the counselor's site, and one of their caseload at the other.
        assert_eq!(at_risk(), 4);
        watch(&world.clinic, organization).unwrap();
        at(&world, "2026-03-05T13:00:00Z");
        watch(&world.clinic, organization).unwrap();
        assert_eq!(at_risk(), 4);
    }
}

#[test]
fn who_may_not_see_a_person_meters_and_books_nothing_for_them() {
    let world = World::embedded();
    fill(&world);
    let morning = morning(&world, 8);
    let elsewhere = enter(&world, Role::Counselor, 1);
    let site = world.houses[0].sites[0];
    let seen = site_hours(&world.clinic, &elsewhere, Some(site), None);
    assert!(matches!(seen, Err(Refusal::NotFound)));
    assert!(matches!(
        book(&world, &elsewhere, 2, morning),
        Err(Refusal::NotFound)
    ));
    let medical = enter(&world, Role::MedicalProvider, 0);
    assert!(matches!(
        book(&world, &medical, 2, morning),
        Err(Refusal::NotFound)
    ));
    assert!(!of(&world, &medical, 2).may_book);
    // The group that a person is in already has no date on which it could be a make-up.
    let counselor = enter(&world, Role::Counselor, 0);
    let draft = MakeupDraft {
        person: person(&world, 2),
        group: group(&world),
        date: THURSDAY,
    };
    let same = book_makeup(&world.clinic, &counselor, world.clinic.fresh_key(), &draft);
    assert!(refused(same).contains("already this week"));
}
