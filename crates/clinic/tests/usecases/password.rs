//! Signing in by password and a second factor.

use crate::app::{PASSWORD, begin};
use crate::common::browser;
use crate::common::house::email;
use crate::engines::worlds;
use care::Role;
use clinic::Refusal;
use clinic::access::sign_in;
use clinic::people::staff;
use clinic::people::staff::StaffDraft;
use jiff::SignedDuration;
use signin::SignInError;

pub fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

/// Holds that signing in did not work, and why.
pub fn refused<T>(result: Result<T, Refusal>, expected: &SignInError) {
    match result {
        Err(Refusal::SignIn(error)) => assert_eq!(&error, expected),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("this should have been refused"),
    }
}

#[test]
fn staff_sign_in_with_a_password_and_an_app_whose_codes_work_once() {
    for world in worlds("app") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        let secret = owner.secret.as_ref().unwrap();
        let from = browser("10.0.0.2");
        let attempt = |code: &str| {
            let second = begin(&world.clinic, &owner.login, PASSWORD, &from).unwrap();
            assert!(!second.mailed);
            sign_in::finish_second(&world.clinic, &second.ticket, code, &from)
        };
        // The code that set the app up is spent.
        refused(attempt(&world.code(secret)), &SignInError::TotpRefused);
        world.wait(seconds(30));
        let code = world.code(secret);
        let fresh = attempt(&code).unwrap();
        let actor = sign_in::authenticate(&world.clinic, &fresh.cookie).unwrap();
        assert!(fresh.is_staff && actor.person() == owner.person);
        refused(attempt(&code), &SignInError::TotpRefused);
    }
}

/// Another organization gives somebody of its own the same address; nothing was set up there.
#[test]
fn an_address_that_another_organization_entered_keeps_nobody_out() {
    for world in worlds("entered") {
        let owners = world
            .houses
            .each_ref()
            .map(|house| world.set_up(house, house.who(Role::Counselor, 0)));
        for (house, theirs) in world.houses.iter().zip(owners.iter().rev()) {
            let clinic = &world.clinic;
            let boss = world
                .enter(house, house.who(Role::ProgramAdministrator, 0))
                .actor;
            let id = house.who(Role::MedicalProvider, 0);
            let team = staff::team(clinic, &boss).unwrap();
            let found = team.into_iter().find(|one| one.id == id);
            let mut draft = StaffDraft::of(found.unwrap()).unwrap();
            draft.email = email(&theirs.login);
            staff::change_staff(clinic, &boss, clinic.fresh_key(), id, &draft).unwrap();
        }
        for owner in &owners {
            let second = begin(&world.clinic, &owner.login, PASSWORD, &browser("10.0.0.3"));
            assert!(!second.unwrap().mailed);
        }
    }
}

#[test]
fn people_in_care_get_a_code_by_mail() {
    for world in worlds("mailed") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.patients[0]);
        assert!(owner.secret.is_none());
        let from = browser("10.0.0.2");
        let second = begin(&world.clinic, &owner.login, PASSWORD, &from).unwrap();
        assert!(second.mailed);
        let mail = world.mail(house, "Your sign-in code").remove(0).1;
        let code: String = mail
            .text()
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(|c| *c != '.')
            .collect();
        let wrong: String = code
            .chars()
            .map(|c| {
                if c == '1' {
                    '2'
                } else if c.is_ascii_digit() {
                    '1'
                } else {
                    c
                }
            })
            .collect();
        refused(
            sign_in::finish_second(&world.clinic, &second.ticket, &wrong, &from),
            &SignInError::CodeRefused,
        );
        let fresh = sign_in::finish_second(&world.clinic, &second.ticket, &code, &from).unwrap();
        let actor = sign_in::authenticate(&world.clinic, &fresh.cookie).unwrap();
        assert!(!fresh.is_staff && actor.is(Role::Patient));
        // The ticket is spent, and so is the code.
        refused(
            sign_in::finish_second(&world.clinic, &second.ticket, &code, &from),
            &SignInError::CodeRefused,
        );
        let again = begin(&world.clinic, &owner.login, PASSWORD, &from).unwrap();
        refused(
            sign_in::finish_second(&world.clinic, &again.ticket, &code, &from),
            &SignInError::CodeRefused,
        );
    }
}

#[test]
fn a_welcome_link_works_once_and_for_three_days() {
    for world in worlds("welcome") {
        let house = &world.houses[0];
        let person = house.who(Role::Counselor, 0);
        let from = browser("10.0.7.1");
        let first = world.welcome(house, person);
        let secret = sign_in::look_at(&world.clinic, &first)
            .unwrap()
            .totp
            .unwrap()
            .0;
        // A wrong code or a short password spends nothing.
        let short = sign_in::accept(&world.clinic, &first, "short", &world.code(&secret), &from);
        assert!(matches!(short, Err(Refusal::Fields(_))));
        let wrong = sign_in::accept(&world.clinic, &first, PASSWORD, "abcdef", &from);
        assert!(matches!(wrong, Err(Refusal::Fields(_))));
        sign_in::accept(&world.clinic, &first, PASSWORD, &world.code(&secret), &from).unwrap();
        world.wait(seconds(30));
        let again = sign_in::accept(&world.clinic, &first, PASSWORD, &world.code(&secret), &from);
        refused(again, &SignInError::LinkRefused);
        let late = world.welcome(house, person);
        world.wait(SignedDuration::from_hours(72));
        refused(
            sign_in::look_at(&world.clinic, &late),
            &SignInError::LinkRefused,
        );
    }
}

#[test]
fn a_closed_account_answers_like_a_wrong_password() {
    for world in worlds("shut") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        let boss = world
            .enter(house, house.who(Role::ProgramAdministrator, 0))
            .actor;
        staff::set_disabled(
            &world.clinic,
            &boss,
            crate::common::key(7),
            owner.person,
            true,
        )
        .unwrap();
        refused(
            begin(&world.clinic, &owner.login, PASSWORD, &browser("10.0.8.1")),
            &SignInError::NotRecognized,
        );
    }
}
