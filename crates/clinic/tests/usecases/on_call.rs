//! Who is on call, and a signal that goes up when nobody answers.

use crate::attendance::enter;
use crate::common::{World, key, minutes};
use crate::engines::worlds;
use crate::signal::{card, danger, done_so_far, keep, only, raise, severe_withdrawal};
use care::followup::clock::Rung;
use care::followup::on_call::RotaPlace;
use care::followup::signal::{Matter, Signal, SignalKind, Urgency};
use care::{PersonId, Role, ShiftId, SignalId};
use clinic::Refusal;
use clinic::followup::alert;
use clinic::followup::on_call::{ShiftDraft, add, change, form, remove, restore, rotas};
use clinic::followup::signal::{
    Which, close, list, open_now, respond, show, take, waiting, warning,
};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
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
        staffed(&world);
        let clinic = &world.clinic;
        let counselor = enter(&world, Role::Counselor, 0);
        let person = world.houses[0].patients[0];
        let raised = clinic.now();
        danger(&world, &counselor, person, "high");
        let id = only(&world, &counselor);
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
        staffed(&world);
        let counselor = enter(&world, Role::Counselor, 0);
        let person = world.houses[0].patients[0];
        danger(&world, &counselor, person, "high");
        let id = only(&world, &counselor);
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

#[test]
fn one_event_is_one_card_and_the_highest_clock_wins() {
    for world in worlds("joined") {
        staffed(&world);
        let person = world.houses[0].patients[0];
        let counselor = enter(&world, Role::Counselor, 0);
        danger(&world, &counselor, person, "moderate");
        let id = only(&world, &counselor);
        let listed = || {
            list(&world.clinic, &counselor, Which::Open)
                .unwrap()
                .remove(0)
                .signal
        };
        assert_eq!(listed().urgency, Urgency::Today);
        world.wait(minutes(1));
        danger(&world, &counselor, person, "high");
        let signal = listed();
        assert_eq!((signal.id, signal.urgency), (id, Urgency::Now));
        assert_eq!(signal.matter, Some(Matter::Suicide));
        assert_eq!(signal.further.len(), 1);
        assert!(signal.further[0].words.contains("high"));
        let by = signal.answer_by.unwrap();
        assert_eq!(by, world.clinic.now() + minutes(15));
        world.wait(minutes(1));
        // A lower one later neither closes nor lowers it, and the same again adds nothing.
        danger(&world, &counselor, person, "none");
        world.wait(minutes(1));
        danger(&world, &counselor, person, "moderate");
        let signal = listed();
        assert_eq!((signal.urgency, signal.answer_by), (Urgency::Now, Some(by)));
        // Another matter is another card.
        severe_withdrawal(&world, &counselor, person);
        assert_eq!(
            list(&world.clinic, &counselor, Which::Open).unwrap().len(),
            2
        );
    }
}

#[test]
fn what_comes_after_an_answer_is_answered_too_by_the_clock_of_the_card() {
    for world in worlds("answered_again") {
        staffed(&world);
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let person = house.patients[0];
        let counselor = enter(&world, Role::Counselor, 0);
        danger(&world, &counselor, person, "high");
        let id = only(&world, &counselor);
        // What the list, the warning, the gates and the button that closes each make of it.
        let is_answered = || {
            let warned = warning(clinic, &counselor, person).unwrap().unwrap();
            let on_list = waiting(clinic, &counselor).unwrap().now.is_empty();
            let listed = !list(clinic, &counselor, Which::Open).unwrap()[0].is_unanswered();
            let record = clinic.record();
            let gate = record.read(house.organization, |read| open_now(read, person));
            let all = [warned.answered, on_list, listed, gate.unwrap().is_empty()];
            assert!(all.iter().all(|one| *one == all[0]), "{all:?}");
            all[0]
        };
        assert!(!is_answered());
        respond(
            clinic,
            &counselor,
            key(31),
            id,
            &done_so_far("Spoke to them."),
        )
        .unwrap();
        assert!(is_answered());
        world.wait(minutes(1));
        danger(&world, &counselor, person, "moderate");
        let signal = show(clinic, &counselor, id).unwrap().signal;
        assert_eq!(signal.urgency, Urgency::Now);
        assert_eq!(signal.answer_by, Some(clinic.now() + minutes(15)));
        assert!(!is_answered());
        let refused = close(clinic, &counselor, key(32), id).unwrap_err();
        assert!(
            refused.to_string().contains("without a response"),
            "{refused}"
        );
        assert_eq!(go_on(&world, 15), 1, "and it goes up like every other");
        let again = done_so_far("Spoke to them again; their sister stays.");
        respond(clinic, &counselor, key(33), id, &again).unwrap();
        assert!(is_answered());
        close(clinic, &counselor, key(34), id).unwrap();
    }
}

#[test]
fn a_graver_reason_never_gives_more_time_than_the_clock_that_runs() {
    for world in worlds("earlier_clock") {
        staffed(&world);
        let person = world.houses[0].patients[0];
        let counselor = enter(&world, Role::Counselor, 0);
        danger(&world, &counselor, person, "moderate");
        let id = only(&world, &counselor);
        let by = || {
            let shown = show(&world.clinic, &counselor, id).unwrap();
            shown.signal.answer_by.unwrap()
        };
        let evening = by();
        // Five minutes before its end.
        let left = world.clinic.now().duration_until(evening);
        world.wait(left - minutes(5));
        danger(&world, &counselor, person, "high");
        assert_eq!(by(), evening);
    }
}

/// An act knows its moment before it has its turn to write, so what is written later may bear an earlier one.
#[test]
fn what_is_written_later_came_later_whatever_the_clocks_say() {
    for world in worlds("out_of_order") {
        staffed(&world);
        let (clinic, person) = (&world.clinic, world.houses[0].patients[0]);
        let counselor = enter(&world, Role::Counselor, 0);
        let started = clinic.now();
        let put = |seconds: i64| {
            world
                .clock
                .set(started + SignedDuration::from_secs(60 + seconds));
        };
        let is_answered = || !list(clinic, &counselor, Which::Open).unwrap()[0].is_unanswered();
        let home = (Matter::Home, Urgency::Week);
        raise(&world, &counselor, person, home, "first");
        let id = only(&world, &counselor);
        let signal = || show(clinic, &counselor, id).unwrap().signal;
        assert_eq!(signal().answer_by, None, "no clock tells");
        put(0);
        respond(
            clinic,
            &counselor,
            key(31),
            id,
            &done_so_far("Spoke to them."),
        )
        .unwrap();
        assert!(is_answered());
        for (at, on) in [(-2, "second"), (0, "third")] {
            put(at);
            raise(&world, &counselor, person, home, on);
            assert!(!is_answered(), "{on}");
            // And an answer that knew its moment before that reason did.
            put(-5);
            let key = clinic.fresh_key();
            respond(
                clinic,
                &counselor,
                key,
                id,
                &done_so_far("Spoke to them again."),
            )
            .unwrap();
            assert!(is_answered(), "{on}");
        }
        // One with a clock, which the answer stops, is not left waiting without one.
        put(0);
        let graver = (Matter::Home, Urgency::Today);
        raise(&world, &counselor, person, graver, "fourth");
        put(-5);
        respond(clinic, &counselor, key(32), id, &done_so_far("Once more.")).unwrap();
        assert!(is_answered() && signal().answer_by.is_none());
    }
}

#[test]
fn a_warning_names_what_nobody_answered_and_asks_no_more_of_many_cards_than_of_one() {
    for world in worlds("warned_of_many") {
        staffed(&world);
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let person = house.patients[0];
        let counselor = enter(&world, Role::Counselor, 0);
        let warned = || {
            let warned = warning(clinic, &counselor, person).unwrap().unwrap();
            (warned.signal.matter.unwrap(), warned.answered, warned.more)
        };
        let gate = || {
            let record = clinic.record();
            let open = record.read(house.organization, |read| open_now(read, person));
            open.unwrap().len()
        };
        // The second look: the first opens what is opened once.
        let asked = || {
            warned();
            let before = clinic.record().work();
            warned();
            gate();
            (clinic.record().work() - before).statements
        };
        let matters = [Matter::Suicide, Matter::Overdose, Matter::Withdrawal];
        raise(&world, &counselor, person, (matters[0], Urgency::Now), "x");
        let one = asked();
        for matter in &matters[1..] {
            world.wait(minutes(1));
            raise(&world, &counselor, person, (*matter, Urgency::Now), "x");
        }
        assert_eq!(asked(), one);
        for (at, answered) in (0..).zip(&matters) {
            assert_eq!((warned(), gate()), ((*answered, false, 2), 3 - at));
            let open = list(clinic, &counselor, Which::Open).unwrap();
            let mut open = open.iter().map(|listed| &listed.signal);
            let id = open.find(|one| one.matter == Some(*answered)).unwrap().id;
            let key = clinic.fresh_key();
            respond(
                clinic,
                &counselor,
                key,
                id,
                &done_so_far("Spoke to them at once."),
            )
            .unwrap();
        }
        assert_eq!((warned(), gate()), ((matters[0], true, 2), 0));
    }
}

/// Whoever the form offers can be put on call at each site that it names beside them, and nobody else anywhere.
#[test]
fn the_form_of_a_shift_offers_whoever_it_takes_and_nobody_else() {
    for world in worlds("offered") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let director = enter(&world, Role::ClinicalDirector, 0);
        let (_, choices) = form(clinic, &director, None).unwrap();
        assert!(!choices.staff.is_empty());
        let mut shift = draft(&world, RotaPlace::First, Role::Counselor);
        for site in house.sites {
            for member in clinic::people::staff::team(clinic, &director).unwrap() {
                (shift.site, shift.person) = (site, member.id);
                let taken = add(clinic, &director, clinic.fresh_key(), &shift);
                let mut offered = choices.staff.iter().filter(|one| one.person == member.id);
                let offered = offered.any(|one| one.sites.contains(&site));
                assert_eq!(taken.is_ok(), offered, "{:?}: {taken:?}", member.roles);
                if let Ok(id) = taken {
                    remove(clinic, &director, clinic.fresh_key(), id).unwrap();
                }
            }
        }
    }
}

#[test]
fn a_swap_is_no_way_out_of_two_that_come_once() {
    for world in worlds("two_swaps") {
        let clinic = &world.clinic;
        let director = enter(&world, Role::ClinicalDirector, 0);
        for (every_weeks, advised) in [(1, true), (0, false)] {
            let mut shift = draft(&world, RotaPlace::First, Role::Counselor);
            shift.shift.every_weeks = every_weeks;
            add(clinic, &director, clinic.fresh_key(), &shift).unwrap();
            let clash = add(clinic, &director, clinic.fresh_key(), &shift).unwrap_err();
            let said = format!("{clash:?} {clash}");
            assert!(said.contains("is on call in the same place"), "{said}");
            assert_eq!(said.contains("as a swap"), advised, "{said}");
        }
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

#[test]
fn two_in_one_place_are_refused_and_a_shift_is_taken_out_and_put_back() {
    for world in worlds("rota") {
        let [first, _] = staffed(&world);
        let clinic = &world.clinic;
        let director = enter(&world, Role::ClinicalDirector, 0);
        let same = draft(&world, RotaPlace::First, Role::Counselor);
        let refused = add(clinic, &director, key(41), &same).unwrap_err();
        assert!(
            refused.to_string().contains("in the same place"),
            "{refused}"
        );
        let mut swap = same;
        swap.shift.every_weeks = 0;
        swap.shift.until_on = date(2026, 3, 4);
        add(clinic, &director, key(42), &swap).unwrap();
        let gaps = || {
            let all = rotas(clinic, &director).unwrap().sites;
            let own = all
                .iter()
                .find(|rota| rota.site.id == world.houses[0].sites[0]);
            own.unwrap().gaps().count()
        };
        assert_eq!(gaps(), 0);
        remove(clinic, &director, key(43), first).unwrap();
        assert!(gaps() > 0, "what nobody has is seen");
        restore(clinic, &director, key(44), first).unwrap();
        assert_eq!(gaps(), 0);
        let mut moved = draft(&world, RotaPlace::First, Role::MedicalProvider);
        moved.shift.every_weeks = 9;
        let wrong = change(clinic, &director, key(45), first, &moved).unwrap_err();
        assert!(wrong.to_string().contains("at most 8 weeks"), "{wrong}");
        let counselor = enter(&world, Role::Counselor, 0);
        assert!(rotas(clinic, &counselor).is_ok_and(|rotas| !rotas.may_edit));
        let denied = remove(clinic, &counselor, key(46), first);
        assert!(matches!(denied, Err(Refusal::Denied)));
    }
}
