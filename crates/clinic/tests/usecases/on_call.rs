//! A signal that goes up when nobody answers.

mod joined;
mod rota;

use crate::attendance::enter;
use crate::common::{World, key, minutes};
use crate::engines::worlds;
use crate::signal::{card, danger, done_so_far, keep, only, raise};
use care::followup::clock::Rung;
use care::followup::on_call::RotaPlace;
use care::followup::signal::{Matter, Signal, SignalKind, Urgency};
use care::{PersonId, Role, ShiftId, SignalId};
use clinic::followup::alert;
use clinic::followup::on_call::{ShiftDraft, add};
use clinic::followup::signal::{Which, list, open_now, respond, show, take};
use jiff::Timestamp;
use jiff::civil::date;
use policy::Actor;
use record::RecordError;
use record::followup::alert as alerts;
use record::followup::signal as signals;
use uuid::Uuid;

/// The first week of March at the first site.
fn draft(world: &World, place: RotaPlace, role: Role) -> ShiftDraft {
    world.houses[0].shift_draft(place, role, [date(2026, 3, 1), date(2026, 3, 8)])
}

fn staffed(world: &World) -> [ShiftId; 2] {
    let director = enter(world, Role::ClinicalDirector, 0);
    let (clinic, place) = (&world.clinic, [RotaPlace::First, RotaPlace::Second]);
    let roles = [Role::IntakeCoordinator, Role::MedicalProvider];
    [0, 1].map(|at| {
        let draft = draft(world, place[at], roles[at]);
        add(clinic, &director, clinic.fresh_key(), &draft).unwrap()
    })
}

/// Somebody on the caseload of a counselor says that they are in danger, while others are on call: the counselor, the
/// person, and the one card there is.
fn in_danger(world: &World, level: &str) -> (Actor, PersonId, SignalId) {
    staffed(world);
    let person = world.houses[0].patients[0];
    let counselor = enter(world, Role::Counselor, 0);
    danger(world, &counselor, person, level);
    let id = only(world, &counselor);
    (counselor, person, id)
}

fn go_on(world: &World, mins: i64) -> usize {
    world.wait(minutes(mins));
    let organization = world.houses[0].organization;
    alert::escalate_due(&world.clinic, organization).unwrap()
}

fn told(world: &World, actor: &Actor, id: SignalId) -> Vec<(PersonId, Rung)> {
    let shown = show(&world.clinic, actor, id).unwrap();
    let told = shown.told.iter();
    told.filter_map(|one| Some((one.who, one.rung?))).collect()
}

#[test]
fn a_signal_that_nobody_answers_goes_to_the_second_and_to_the_director() {
    for world in worlds("escalate") {
        staffed(&world);
        let house = &world.houses[0];
        let who = |role| house.who(role, 0);
        let counselor = enter(&world, Role::Counselor, 0);
        danger(&world, &counselor, house.patients[0], "high");
        let id = only(&world, &counselor);
        let first = (who(Role::IntakeCoordinator), Rung::First);
        let team = (who(Role::Counselor), Rung::Team);
        assert_eq!(told(&world, &counselor, id), [team, first]);
        assert_eq!(go_on(&world, 14), 0, "not before its time");
        assert_eq!(go_on(&world, 1), 1);
        assert_eq!(go_on(&world, 0), 0, "and once");
        let second = (who(Role::MedicalProvider), Rung::Second);
        assert_eq!(told(&world, &counselor, id), [team, first, second]);
        assert_eq!(go_on(&world, 15), 1);
        let told = told(&world, &counselor, id);
        assert_eq!(told.last().map(|(_, rung)| *rung), Some(Rung::Director));
        assert!(told.contains(&(who(Role::ClinicalDirector), Rung::Director)));
    }
}

#[test]
fn it_is_overdue_from_the_first_time_that_was_missed_until_somebody_answers() {
    for world in worlds("overdue") {
        let clinic = &world.clinic;
        let raised = clinic.now();
        let (counselor, _, id) = in_danger(&world, "high");
        let shown = || show(clinic, &counselor, id).unwrap();
        let overdue = || shown().signal.overdue_since(clinic.now());
        assert_eq!(overdue(), None);
        let (people, again) = shown().next;
        assert_eq!((people[0].1, again), (Rung::Second, false));
        for _ in 0..12 {
            go_on(&world, 15);
            assert_eq!(overdue(), Some(raised), "however far up it went");
        }
        let (people, again) = shown().next;
        assert_eq!((people[0].1, again), (Rung::Director, true));
        // Whoever takes it now has not answered it yet.
        take(clinic, &counselor, key(31), id).unwrap();
        assert_eq!(overdue(), Some(raised));
        respond(
            clinic,
            &counselor,
            key(32),
            id,
            &done_so_far("Spoke to them."),
        )
        .unwrap();
        assert_eq!(overdue(), None);
        assert!(shown().next.0.is_empty());
    }
}

#[test]
fn after_an_outage_it_goes_to_the_step_that_is_due_and_tells_everybody_in_between() {
    for world in worlds("outage") {
        let (counselor, _, id) = in_danger(&world, "high");
        assert_eq!(go_on(&world, 67), 1);
        assert_eq!(go_on(&world, 0), 0, "once");
        let told = told(&world, &counselor, id);
        for rung in [Rung::First, Rung::Second, Rung::Director] {
            assert!(told.iter().any(|(_, own)| *own == rung), "{rung:?}");
        }
    }
}

#[test]
fn a_matter_of_the_body_begins_with_the_medical_provider_on_call() {
    for world in worlds("medical_first") {
        let house = &world.houses[0];
        let provider = house.who(Role::MedicalProvider, 0);
        let counselor = enter(&world, Role::Counselor, 0);
        let [one, other] = [house.patients[0], house.patients[1]];
        let withdrawal = (Matter::Withdrawal, Urgency::Now);
        let told = |person| {
            let open = list(&world.clinic, &counselor, Which::Open).unwrap();
            let own = open.iter().find(|listed| listed.signal.person == person);
            told(&world, &counselor, own.unwrap().signal.id)
        };
        // Without a rota those of the site hear of it at the same time.
        raise(&world, &counselor, one, withdrawal, "x");
        assert!(told(one).contains(&(provider, Rung::Medical)));
        // On the rota they are second, and come first.
        staffed(&world);
        raise(&world, &counselor, other, withdrawal, "x");
        let told = told(other);
        assert!(told.contains(&(provider, Rung::Second)), "{told:?}");
        let intake = house.who(Role::IntakeCoordinator, 0);
        assert!(told.iter().all(|(who, _)| *who != intake), "{told:?}");
    }
}

#[test]
fn i_have_it_stops_the_clock_until_somebody_should_have_said_what_was_done() {
    for world in worlds("taken") {
        staffed(&world);
        let person = world.houses[0].patients[0];
        let counselor = enter(&world, Role::Counselor, 0);
        let intake = enter(&world, Role::IntakeCoordinator, 0);
        danger(&world, &counselor, person, "high");
        let id = only(&world, &counselor);
        world.wait(minutes(5));
        take(&world.clinic, &intake, key(31), id).unwrap();
        let again = take(&world.clinic, &counselor, key(32), id).unwrap_err();
        assert!(again.to_string().contains("has it already"), "{again}");
        assert_eq!(go_on(&world, 59), 0);
        assert_eq!(go_on(&world, 1), 1, "nobody said what was done");
        let organization = world.houses[0].organization;
        let open = || {
            let read = world
                .clinic
                .record()
                .read(organization, |read| open_now(read, person));
            read.unwrap().len()
        };
        assert_eq!(open(), 1);
        respond(
            &world.clinic,
            &intake,
            key(33),
            id,
            &done_so_far("Seen at once."),
        )
        .unwrap();
        assert_eq!(open(), 0, "answered, although it is still open");
        assert_eq!(go_on(&world, 600), 0);
    }
}

/// A card about somebody whose time to be answered is over at `by`, or that is from before there were clocks.
fn overdue(world: &World, at: u128, person: PersonId, by: Option<Timestamp>) -> Signal {
    Signal {
        id: SignalId::from(Uuid::from_u128(at)),
        kind: SignalKind::Suicide,
        matter: Some(Matter::Suicide),
        urgency: Urgency::Now,
        answer_by: by,
        waits_since: by.map(|_| world.clinic.now()),
        first_by: by,
        step: by.map(|_| 1),
        ..card(world, person)
    }
}

/// Seals what a card says under the key of somebody; under another's than whom it is about nobody can open it.
fn seal(world: &World, signal: &Signal, key_of: PersonId) {
    let organization = world.houses[0].organization;
    let sealed = Signal {
        person: key_of,
        ..signal.clone()
    };
    let joined: Result<bool, RecordError> = world.clinic.record().transact(organization, |tx| {
        signals::join(tx, world.clinic.dice(), &sealed)
    });
    assert!(joined.unwrap());
}

#[test]
fn however_many_cannot_go_up_the_others_do_and_those_are_tried_again() {
    for world in worlds("cannot_go_up") {
        staffed(&world);
        let house = &world.houses[0];
        let [one, other] = [house.patients[0], house.patients[1]];
        let now = world.clinic.now();
        // More than are asked for at once, and all of them longer overdue than the one that can.
        let count = usize::try_from(signals::DUE_MAX).unwrap() + 10;
        let broken: Vec<Signal> = (1..=count)
            .map(|at| overdue(&world, at as u128, one, Some(now - minutes(9))))
            .collect();
        for signal in &broken {
            keep(&world, house, signal);
            seal(&world, signal, other);
        }
        let sound = overdue(&world, 1_000, other, Some(now));
        keep(&world, house, &sound);
        let early = overdue(&world, 1_001, other, None);
        keep(&world, house, &early);
        let director = enter(&world, Role::ClinicalDirector, 0);
        assert_eq!(
            go_on(&world, 0),
            2,
            "what can go up, and what has no clock yet"
        );
        assert!(!told(&world, &director, sound.id).is_empty());
        assert!(!told(&world, &director, early.id).is_empty());
        for signal in &broken {
            seal(&world, signal, one);
        }
        assert_eq!(go_on(&world, 0), 0, "they are put aside for a while");
        assert_eq!(go_on(&world, 1), broken.len(), "and not for ever");
    }
}

#[test]
fn whoever_opened_a_card_is_named_however_often_others_did_before() {
    for world in worlds("opened_often") {
        staffed(&world);
        let house = &world.houses[0];
        let counselor = enter(&world, Role::Counselor, 0);
        let director = enter(&world, Role::ClinicalDirector, 0);
        danger(&world, &counselor, house.patients[0], "high");
        let id = only(&world, &counselor);
        for _ in 0..205 {
            show(&world.clinic, &counselor, id).unwrap();
        }
        world.wait(minutes(1));
        show(&world.clinic, &director, id).unwrap();
        let told = show(&world.clinic, &counselor, id).unwrap().told;
        let opened = told.iter().find(|one| one.who == director.person());
        assert_eq!(
            opened.and_then(|one| one.opened_at),
            Some(world.clinic.now())
        );
    }
}

#[test]
fn without_a_rota_it_goes_to_the_director_at_once_and_what_was_delivered_is_kept() {
    for world in worlds("gap") {
        let house = &world.houses[0];
        let counselor = enter(&world, Role::Counselor, 0);
        danger(&world, &counselor, house.patients[0], "high");
        let id = only(&world, &counselor);
        let told = told(&world, &counselor, id);
        assert!(told.contains(&(house.who(Role::ClinicalDirector, 0), Rung::Director)));
        let organization = house.organization;
        let record = world.clinic.record();
        let kept = || {
            let kept = record.read(organization, |read| alerts::of_signal(read, id));
            kept.unwrap()
        };
        let untold = || kept().iter().filter(|one| one.told.is_none()).count();
        assert_eq!(untold(), told.len());
        let first = kept().remove(0).id;
        let tell = |way: &str| {
            let at = world.clinic.now();
            let told = record.transact(organization, |tx| alerts::told(tx, first, way, at));
            told.unwrap()
        };
        assert!(tell("push"));
        assert!(!tell("mail"), "the way that was first stands");
        let own = kept().remove(0);
        assert_eq!(own.id, first);
        assert_eq!(own.told.map(|(_, way)| way).as_deref(), Some("push"));
        assert_eq!(untold(), told.len() - 1);
    }
}
