//! Arriving by a code at a site's screen. The first person is a member of the group on Tuesday, 5:30 to 8:30 pm.

use crate::attendance::{TUESDAY, at, enter, fill, group, person, say};
use crate::common::{World, minutes, token};
use crate::engines::worlds;
use care::Role;
use care::attendance::roster::Mark;
use care::invalid::Issue;
use clinic::Refusal;
use clinic::access::journal;
use clinic::attendance::arrival::{
    DID_NOT_WORK, arrive, kiosk, kiosk_made, make_kiosk, own_code, revoke_kiosk,
};
use clinic::attendance::session::{RosterLine, roster};

/// An address for the screen of a site of the first house, as its secret part.
fn screen(world: &World, site: usize) -> String {
    let administrator = enter(world, Role::ProgramAdministrator, 0);
    let (clinic, site) = (&world.clinic, world.houses[0].sites[site]);
    let made = make_kiosk(clinic, &administrator, clinic.fresh_key(), site);
    token(&made.expect("an address")).to_owned()
}

/// The code that somebody sees, and whether they typed it.
fn code(world: &World, place: usize) -> Option<(String, bool)> {
    let house = &world.houses[0];
    let actor = world.enter(house, house.patients[place]).actor;
    let own = own_code(&world.clinic, &actor).expect("one's own");
    own.map(|own| (own.code.text(), own.arrived))
}

/// The code that the first person sees now.
fn first_code(world: &World) -> String {
    code(world, 0).expect("a code").0
}

fn on_roster(world: &World, place: usize) -> RosterLine {
    let counselor = enter(world, Role::Counselor, 0);
    let sheet = roster(&world.clinic, &counselor, group(world), TUESDAY).expect("a roster");
    let mut lines = sheet.lines.into_iter();
    lines
        .find(|line| line.person == person(world, place))
        .expect("on the roster")
}

fn told(result: Result<(), Refusal>) -> String {
    match result {
        Ok(()) => "here".to_owned(),
        Err(Refusal::Fields(issues)) => {
            let Issue { sentence, .. } = &issues[0];
            sentence.clone()
        }
        Err(refusal) => refusal.to_string(),
    }
}

#[test]
fn a_code_marks_the_person_as_here_once() {
    for world in worlds("arrival") {
        fill(&world);
        let screen = screen(&world, 0);
        // 5:37 and a half in the afternoon, in New York.
        at(&world, "2026-03-03T22:37:30Z");
        let typed = first_code(&world);
        assert_eq!(told(arrive(&world.clinic, &screen, &typed)), "here");
        assert_eq!(code(&world, 0), Some((typed.clone(), true)));
        world.wait(minutes(5));
        assert_eq!(told(arrive(&world.clinic, &screen, &typed)), "here");
        let line = on_roster(&world, 0);
        assert_eq!(line.arrived, Some("2026-03-03T22:37:30Z".parse().unwrap()));
        assert_eq!((line.said.len(), line.minutes), (1, Some(173)));
        assert_eq!(line.said[0].0.by, line.person, "they said it themselves");
        assert!(on_roster(&world, 1).said.is_empty());
        // Staff can correct it, and typing again changes nothing of that.
        let counselor = enter(&world, Role::Counselor, 0);
        say(
            &world,
            &counselor,
            TUESDAY,
            &[(0, Some(0), Mark::NoShow)],
            None,
        )
        .unwrap();
        assert_eq!(told(arrive(&world.clinic, &screen, &typed)), "here");
        assert_eq!(on_roster(&world, 0).said.len(), 2);
        assert_eq!(on_roster(&world, 0).minutes, Some(0));
        let auditor = enter(&world, Role::Auditor, 0);
        let entries = journal::page(&world.clinic, &auditor, None, None).unwrap();
        let noted: Vec<_> = entries
            .iter()
            .filter(|shown| shown.entry.action == "arrival.noted")
            .map(|shown| shown.entry.rule.clone())
            .collect();
        assert_eq!(noted, ["people-say-that-they-are-here"]);
    }
}

#[test]
fn what_staff_said_before_stands() {
    for world in worlds("arrival_after") {
        fill(&world);
        let screen = screen(&world, 0);
        at(&world, "2026-03-03T22:00:00Z");
        let counselor = enter(&world, Role::Counselor, 0);
        say(
            &world,
            &counselor,
            TUESDAY,
            &[(0, None, Mark::NoShow)],
            None,
        )
        .unwrap();
        assert_eq!(
            told(arrive(&world.clinic, &screen, &first_code(&world))),
            "here"
        );
        let line = on_roster(&world, 0);
        assert_eq!((line.said.len(), line.minutes), (1, Some(0)));
        assert!(line.arrived.is_some(), "staff see it beside their mark");
    }
}

#[test]
fn a_code_holds_from_an_hour_before_until_the_end() {
    for world in worlds("arrival_window") {
        fill(&world);
        at(&world, "2026-03-03T22:00:00Z");
        assert_eq!(code(&world, 0), None, "there is no screen to type it at");
        let screen = screen(&world, 0);
        let typed = first_code(&world);
        for outside in ["2026-03-03T21:29:59Z", "2026-03-04T01:30:00Z"] {
            at(&world, outside);
            assert_eq!(code(&world, 0), None, "{outside}");
            assert_eq!(told(arrive(&world.clinic, &screen, &typed)), DID_NOT_WORK);
        }
        // On Thursday there is another.
        at(&world, "2026-03-05T22:00:00Z");
        assert_ne!(first_code(&world), typed);
        assert_eq!(told(arrive(&world.clinic, &screen, &typed)), DID_NOT_WORK);
        assert!(on_roster(&world, 0).said.is_empty());
    }
}

#[test]
fn a_screen_answers_for_its_own_site_until_it_is_stopped() {
    for world in worlds("arrival_screens") {
        fill(&world);
        let (north, south) = (screen(&world, 0), screen(&world, 1));
        at(&world, "2026-03-03T22:00:00Z");
        let typed = first_code(&world);
        assert_eq!(told(arrive(&world.clinic, &south, &typed)), DID_NOT_WORK);
        let administrator = enter(&world, Role::ProgramAdministrator, 0);
        let site = world.houses[0].sites[0];
        assert!(
            kiosk_made(&world.clinic, &administrator, site)
                .unwrap()
                .is_some()
        );
        // A new address stops the old one; taking it back stops both. All are alike what was never made.
        let newer = screen(&world, 0);
        assert!(matches!(
            kiosk(&world.clinic, &north),
            Err(Refusal::NotFound)
        ));
        assert!(kiosk(&world.clinic, &newer).is_ok());
        let key = world.clinic.fresh_key();
        revoke_kiosk(&world.clinic, &administrator, key, site).unwrap();
        for stopped in [north.as_str(), &newer, "made-up", "made.up"] {
            let answer = arrive(&world.clinic, stopped, &typed);
            assert!(matches!(answer, Err(Refusal::NotFound)), "{stopped}");
        }
        assert_eq!(code(&world, 0), None);
        let key = world.clinic.fresh_key();
        let again = revoke_kiosk(&world.clinic, &administrator, key, site);
        assert_eq!(told(again), "There is no address to take back.");
        // Whoever does not run the place makes no address.
        let counselor = enter(&world, Role::Counselor, 0);
        let denied = make_kiosk(&world.clinic, &counselor, world.clinic.fresh_key(), site);
        assert!(matches!(denied, Err(Refusal::Denied)));
    }
}

#[test]
fn guessing_at_a_screen_has_to_wait_and_a_slip_does_not() {
    for world in worlds("arrival_guesses") {
        fill(&world);
        let screen = screen(&world, 0);
        at(&world, "2026-03-03T22:00:00Z");
        let typed = first_code(&world);
        for _ in 0..9 {
            let slip = told(arrive(&world.clinic, &screen, "12 34"));
            assert_eq!(slip, "Type the 6 digits that your phone shows.");
        }
        // With three people among a million codes these six are nobody's, and the dice are the same each time.
        let mut wrong = (0..).map(|number| format!("{number:06}"));
        let mut guess = || told(arrive(&world.clinic, &screen, &wrong.next().expect("more")));
        for _ in 0..5 {
            assert_eq!(guess(), DID_NOT_WORK);
        }
        assert!(guess().contains("wait"), "the sixth waits");
        // During the wait the right one is not looked at either; after it, it works.
        assert!(told(arrive(&world.clinic, &screen, &typed)).contains("wait"));
        world.wait(minutes(1));
        assert_eq!(told(arrive(&world.clinic, &screen, &typed)), "here");
    }
}
