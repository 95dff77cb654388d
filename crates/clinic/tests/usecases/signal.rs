//! Signals: raised with what caused them, and open until somebody says what was done.

use crate::assessment::{said, text};
use crate::attendance::enter;
use crate::common::house::House;
use crate::common::{World, key, minutes};
use crate::engines::worlds;
use care::followup::signal::{
    About, Alarm, Done, Matter, PersonReached, ResponseOutcome, Signal, SignalKind, Urgency,
};
use care::{PersonId, Role, SignalId};
use clinic::Clinic;
use clinic::Refusal;
use clinic::assessment::interview::answer;
use clinic::followup::signal::{
    ResponseDraft, Which, close, list, raise_alarm, respond, show, waiting,
};
use jiff::civil::date;
use policy::{Action, Actor};
use record::RecordError;
use record::followup::signal as signals;

/// Somebody says how much they want to die; answers whether that is a danger of today.
pub fn danger(world: &World, actor: &Actor, person: PersonId, level: &str) -> bool {
    let clinic = &world.clinic;
    let answers = [said("risk.suicide", text(level))];
    let saved = answer(clinic, actor, clinic.fresh_key(), person, &answers, None).unwrap();
    saved.danger
}

/// Severe withdrawal: it asks for somebody now, and for a detox.
pub fn severe_withdrawal(world: &World, by: &Actor, person: PersonId) {
    let severe = [said("withdrawal.severity", text("severe"))];
    let clinic = &world.clinic;
    answer(clinic, by, clinic.fresh_key(), person, &severe, None).unwrap();
}

fn count(clinic: &Clinic, actor: &Actor) -> Result<usize, Refusal> {
    waiting(clinic, actor).map(|waiting| waiting.open)
}

/// The one signal that is open.
pub fn only(world: &World, actor: &Actor) -> SignalId {
    let open = list(&world.clinic, actor, Which::Open).unwrap();
    assert_eq!(open.len(), 1);
    open[0].signal.id
}

/// They were reached, and what a risk of suicide may be closed without is said.
pub fn met() -> ResponseOutcome {
    ResponseOutcome {
        reached: Some(PersonReached::Reached),
        without: Some("The hospital does both with her today.".to_owned()),
    }
}

/// What was done at once, after which nothing more has to be.
pub fn done(words: &str) -> ResponseDraft {
    ResponseDraft {
        words: words.to_owned(),
        done: Done::AtOnce,
        outcome: met(),
        close: true,
    }
}

/// The same, with more to do: the card stays open.
pub fn done_so_far(words: &str) -> ResponseDraft {
    ResponseDraft {
        close: false,
        ..done(words)
    }
}

/// Raises something about somebody, on what is given.
pub fn raise(
    world: &World,
    actor: &Actor,
    person: PersonId,
    (matter, urgency): (Matter, Urgency),
    on: &str,
) {
    let alarm = Alarm {
        matter,
        urgency,
        words: "Somebody should look.".to_owned(),
    };
    let key = world.clinic.fresh_key();
    let raised = world.clinic.act(actor, key, ("raise", &on), |act| {
        act.permit(Action::ListSignals)?;
        raise_alarm(act, person, &alarm, About::Record, on).map(drop)
    });
    raised.unwrap();
}

/// A card as the record keeps it, to which nothing has happened yet.
pub fn card(world: &World, person: PersonId) -> Signal {
    Signal {
        id: SignalId::from(world.clinic.fresh_key().uuid()),
        person,
        kind: SignalKind::Other,
        matter: None,
        urgency: Urgency::Today,
        words: "Somebody should look.".to_owned(),
        further: Vec::new(),
        gone: Vec::new(),
        about: About::Record,
        occasion: None,
        raised_at: world.clinic.now(),
        raised_by: person,
        closed: None,
        answer_by: None,
        waits_since: None,
        first_by: None,
        step: Some(0),
        taken: None,
    }
}

/// Keeps a card past the use cases: nobody is told of it.
pub fn keep(world: &World, house: &House, signal: &Signal) {
    let kept: Result<bool, RecordError> =
        world.clinic.record().transact(house.organization, |tx| {
            signals::raise(tx, world.clinic.dice(), signal, None)
        });
    assert!(kept.unwrap());
}

#[test]
fn a_dangerous_answer_raises_one_signal_until_it_is_answered() {
    for world in worlds("danger") {
        let counselor = enter(&world, Role::Counselor, 0);
        let person = world.houses[0].patients[0];
        assert!(danger(&world, &counselor, person, "high"));
        world.wait(minutes(1));
        assert!(!danger(&world, &counselor, person, "low"));
        world.wait(minutes(1));
        // The same danger again while nobody answered is the same signal.
        assert!(danger(&world, &counselor, person, "high"));
        let id = only(&world, &counselor);
        let shown = show(&world.clinic, &counselor, id).unwrap();
        assert_eq!(shown.signal.kind, SignalKind::Suicide);
        assert_eq!(shown.signal.urgency, Urgency::Now);
        assert!(
            shown.signal.words.contains("high"),
            "{}",
            shown.signal.words
        );
        assert_eq!(count(&world.clinic, &counselor).unwrap(), 1);
        respond(
            &world.clinic,
            &counselor,
            key(21),
            id,
            &done("Called her; she stays with her sister."),
        )
        .unwrap();
        assert_eq!(count(&world.clinic, &counselor).unwrap(), 0);
        world.wait(minutes(1));
        assert!(!danger(&world, &counselor, person, "none"));
        world.wait(minutes(1));
        assert!(danger(&world, &counselor, person, "high"));
        assert_ne!(only(&world, &counselor), id);
    }
}

#[test]
fn no_signal_closes_without_a_response() {
    for world in worlds("close") {
        let counselor = enter(&world, Role::Counselor, 0);
        let clinic = &world.clinic;
        danger(&world, &counselor, world.houses[0].patients[0], "high");
        let id = only(&world, &counselor);
        let refused = close(clinic, &counselor, key(21), id).unwrap_err();
        assert!(refused.to_string().contains("without a response"));
        let empty = respond(clinic, &counselor, key(22), id, &done("  ")).unwrap_err();
        assert!(empty.to_string().contains("Say what was done"));
        assert_eq!(only(&world, &counselor), id);
        let planned = ResponseDraft {
            done: Done::Planned(date(2026, 3, 1)),
            ..done_so_far("Visit at home, together with her sister.")
        };
        let past = respond(clinic, &counselor, key(23), id, &planned).unwrap_err();
        assert!(past.to_string().contains("has passed"));
        let soon = ResponseDraft {
            done: Done::Planned(date(2026, 3, 3)),
            ..planned
        };
        respond(clinic, &counselor, key(24), id, &soon).unwrap();
        assert_eq!(only(&world, &counselor), id);
        close(clinic, &counselor, key(25), id).unwrap();
        let shown = show(clinic, &counselor, id).unwrap();
        assert_eq!(shown.responses.len(), 1);
        assert_eq!(shown.responses[0].0.done, Done::Planned(date(2026, 3, 3)));
        assert!(shown.closed_by.is_some());
        let late = respond(clinic, &counselor, key(26), id, &done("Seen again."));
        assert!(matches!(late, Err(Refusal::Conflict(_))));
        assert_eq!(list(clinic, &counselor, Which::Closed).unwrap().len(), 1);
    }
}

#[test]
fn signals_reach_those_who_look_after_the_person_and_nobody_else() {
    for world in worlds("reach") {
        let counselor = enter(&world, Role::Counselor, 0);
        danger(&world, &counselor, world.houses[0].patients[0], "high");
        let id = only(&world, &counselor);
        for (role, at, sees) in [
            (Role::IntakeCoordinator, 0, true),
            (Role::MedicalProvider, 0, true),
            (Role::ClinicalDirector, 1, true),
            (Role::Counselor, 1, false),
            (Role::IntakeCoordinator, 1, false),
        ] {
            let actor = enter(&world, role, at);
            let open = list(&world.clinic, &actor, Which::Open).unwrap();
            assert_eq!(open.len(), usize::from(sees), "{role:?} {at}");
            assert_eq!(show(&world.clinic, &actor, id).is_ok(), sees, "{role:?}");
            assert_eq!(count(&world.clinic, &actor).unwrap(), usize::from(sees));
        }
        let auditor = enter(&world, Role::Auditor, 0);
        let refused = list(&world.clinic, &auditor, Which::Open);
        assert!(matches!(refused, Err(Refusal::Denied)));
    }
}

#[test]
fn a_word_does_not_close_what_wanted_somebody_now_and_whoever_was_not_reached_is_tried_again() {
    for world in worlds("close_gated") {
        let counselor = enter(&world, Role::Counselor, 0);
        let clinic = &world.clinic;
        let person = world.houses[0].patients[0];
        danger(&world, &counselor, person, "high");
        let id = only(&world, &counselor);
        let bare = ResponseDraft {
            outcome: ResponseOutcome::default(),
            ..done("ok")
        };
        let refused = respond(clinic, &counselor, clinic.fresh_key(), id, &bare);
        assert!(matches!(refused, Err(Refusal::Fields(_))));
        // Kept open it is an answer; closing it afterwards asks the same.
        let seen = ResponseDraft {
            close: false,
            outcome: ResponseOutcome::of(PersonReached::Reached),
            ..done("Spoke to her; her sister stays tonight.")
        };
        respond(clinic, &counselor, clinic.fresh_key(), id, &seen).unwrap();
        let refused = close(clinic, &counselor, clinic.fresh_key(), id).unwrap_err();
        assert!(refused.to_string().contains("no C-SSRS"), "{refused}");
        let missed = ResponseDraft {
            outcome: ResponseOutcome::of(PersonReached::NotReached),
            ..done("Rang three times, nobody answered.")
        };
        respond(clinic, &counselor, clinic.fresh_key(), id, &missed).unwrap();
        let signal = show(clinic, &counselor, id).unwrap().signal;
        assert!(signal.closed.is_none());
        assert_eq!(signal.answer_by, Some(clinic.now() + minutes(15)));
        assert_eq!(signal.taken.map(|(_, by)| by), Some(counselor.person()));
        let early = close(clinic, &counselor, clinic.fresh_key(), id).unwrap_err();
        assert!(early.to_string().contains("without a response"), "{early}");
        respond(
            clinic,
            &counselor,
            clinic.fresh_key(),
            id,
            &done("Spoke to her; her sister stays tonight."),
        )
        .unwrap();
        let shown = show(clinic, &counselor, id).unwrap();
        let last = &shown.responses.last().unwrap().0;
        assert_eq!(last.outcome, met(), "what it says beside its words is kept");
        assert!(shown.signal.closed.is_some());
    }
}

#[test]
fn what_is_open_about_whoever_left_stands_in_the_list_and_not_on_the_first_page_but_for_a_danger() {
    for world in worlds("left_signals") {
        let house = &world.houses[0];
        let director = enter(&world, Role::ClinicalDirector, 0);
        let clinic = &world.clinic;
        let [stays, leaves] = [house.patients[0], house.patients[2]];
        for person in [stays, leaves] {
            keep(&world, house, &card(&world, person));
        }
        let home = || clinic::home::staff_home(clinic, &director).unwrap();
        let people = |home: &clinic::home::StaffHome| -> Vec<PersonId> {
            home.signals.iter().map(|one| one.signal.person).collect()
        };
        let shown = people(&home());
        assert!(shown.contains(&stays) && shown.contains(&leaves));
        let chart = clinic::people::patient::chart(clinic, &director, leaves).unwrap();
        let closing = care::stays::episode::Closing {
            on: chart.patient.joined_on,
            reason: care::stays::episode::DischargeReason::Other,
            words: None,
        };
        clinic::stays::stay::discharge(clinic, &director, clinic.fresh_key(), leaves, &closing)
            .unwrap();
        assert_eq!(people(&home()), [stays]);
        let listed = list(clinic, &director, Which::Open).unwrap();
        let left: Vec<_> = listed.iter().filter(|one| one.has_left).collect();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].signal.person, leaves);

        // A danger that nobody has answered does not end because they left, and stands first.
        let now = world.clinic.now();
        let danger = Signal {
            kind: SignalKind::Suicide,
            matter: Some(Matter::Suicide),
            answer_by: Some(now),
            first_by: Some(now),
            waits_since: Some(now),
            ..card(&world, leaves)
        };
        keep(&world, house, &danger);
        let shown = home();
        assert_eq!(people(&shown), [leaves, stays]);
        // Late is counted wherever it stands.
        assert_eq!(shown.late_signals, 1);
    }
}
