//! How long somebody stays signed in, and what ends it.

use crate::common::house::House;
use crate::common::{World, browser, key, minutes, token};
use crate::engines::worlds;
use care::Role;
use clinic::Refusal;
use clinic::access::account;
use clinic::access::sign_in;
use clinic::access::sign_in::LinkPurpose;
use clinic::people::staff;
use jiff::SignedDuration;

fn signed_in(world: &World, cookie: &str) -> bool {
    match sign_in::authenticate(&world.clinic, cookie) {
        Ok(_) => true,
        Err(Refusal::SignedOut) => false,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_session_ends_after_fifteen_quiet_minutes() {
    for world in worlds("idle") {
        let house = &world.houses[0];
        let seat = world.enter(house, house.who(Role::Counselor, 0));
        world.wait(minutes(15) - SignedDuration::from_secs(1));
        assert!(signed_in(&world, &seat.cookie));
        world.wait(minutes(15));
        assert!(!signed_in(&world, &seat.cookie));
        // Being refused does not revive it.
        assert!(!signed_in(&world, &seat.cookie));
    }
}

#[test]
fn a_busy_session_ends_after_twelve_hours() {
    for world in worlds("absolute") {
        let house = &world.houses[0];
        let seat = world.enter(house, house.who(Role::Counselor, 0));
        for _ in 0..71 {
            world.wait(minutes(10));
            assert!(signed_in(&world, &seat.cookie));
        }
        world.wait(minutes(10));
        assert!(!signed_in(&world, &seat.cookie));
    }
}

#[test]
fn closing_an_account_ends_its_sessions_at_once() {
    for world in worlds("closed") {
        let house = &world.houses[0];
        let boss = world
            .enter(house, house.who(Role::ProgramAdministrator, 0))
            .actor;
        let person = house.who(Role::Counselor, 0);
        let seat = world.enter(house, person);
        staff::set_disabled(&world.clinic, &boss, key(7), person, true).unwrap();
        assert!(!signed_in(&world, &seat.cookie));
        // A link that is still about opens nothing either.
        let link =
            sign_in::issue(&world.clinic, house.organization, person, LinkPurpose::Demo).unwrap();
        let again = sign_in::demo_enter(&world.clinic, token(&link), &browser("127.0.0.1"));
        assert!(!again.is_ok_and(|fresh| signed_in(&world, &fresh.cookie)));
        staff::set_disabled(&world.clinic, &boss, key(8), person, false).unwrap();
        assert!(
            !signed_in(&world, &seat.cookie),
            "the old session stays ended"
        );
        assert!(signed_in(&world, &world.enter(house, person).cookie));
    }
}

#[test]
fn changed_roles_end_the_sessions_that_knew_the_old_ones() {
    for world in worlds("roles") {
        let house = &world.houses[0];
        let boss = world
            .enter(house, house.who(Role::ProgramAdministrator, 0))
            .actor;
        let person = house.who(Role::Counselor, 0);
        let seat = world.enter(house, person);
        let same = house.member_draft(Role::Counselor, 0, "renamed");
        staff::change_staff(&world.clinic, &boss, key(7), person, &same).unwrap();
        assert!(signed_in(&world, &seat.cookie), "an address is not a role");
        let draft = house.member_draft(Role::ProgramAdministrator, 0, "renamed");
        staff::change_staff(&world.clinic, &boss, key(8), person, &draft).unwrap();
        assert!(!signed_in(&world, &seat.cookie));
    }
}

#[test]
fn one_browser_or_every_browser_can_be_signed_out() {
    for world in worlds("devices") {
        let house = &world.houses[0];
        let person = house.who(Role::Counselor, 0);
        let seats = [0, 1, 2].map(|_| world.enter(house, person));
        let state = || seats.each_ref().map(|seat| signed_in(&world, &seat.cookie));
        let here = &seats[0].actor;
        assert_eq!(
            account::overview(&world.clinic, here)
                .unwrap()
                .devices
                .len(),
            3
        );
        let other = seats[1].actor.session().unwrap();
        account::end_device(&world.clinic, here, key(7), other).unwrap();
        assert_eq!(state(), [true, false, true]);
        let again = account::end_device(&world.clinic, here, key(8), other);
        assert!(matches!(again, Err(Refusal::NotFound)));
        account::end_all_devices(&world.clinic, here, key(9)).unwrap();
        assert_eq!(state(), [false; 3]);
    }
}

#[test]
fn signing_out_ends_this_session_and_no_other() {
    for world in worlds("out") {
        let house = &world.houses[0];
        let person = house.who(Role::Counselor, 0);
        let [one, two] = [0, 1].map(|_| world.enter(house, person));
        sign_in::sign_out(&world.clinic, &one.actor).unwrap();
        assert!(!signed_in(&world, &one.cookie));
        assert!(signed_in(&world, &two.cookie));
    }
}

#[test]
fn a_dangerous_act_wants_a_confirmation_of_the_last_five_minutes() {
    for world in worlds("stepup") {
        let house = &world.houses[0];
        let boss = world.enter(house, house.who(Role::ProgramAdministrator, 0));
        let attempt = |number, login: &str| {
            let actor = sign_in::authenticate(&world.clinic, &boss.cookie).unwrap();
            let draft = house.member_draft(Role::Auditor, 0, login);
            staff::add_staff(&world.clinic, &actor, key(number), &draft)
        };
        world.wait(minutes(5) - SignedDuration::from_secs(1));
        attempt(7, "early").unwrap();
        world.wait(SignedDuration::from_secs(1));
        assert!(matches!(attempt(8, "late"), Err(Refusal::StepUp)));
    }
}

#[test]
fn a_cookie_that_is_not_whole_or_not_ours_is_nothing() {
    for world in worlds("cookies") {
        let [ours, theirs] = &world.houses;
        let cookie = |house: &House| world.enter(house, house.who(Role::Counselor, 0)).cookie;
        let (mine, other) = (cookie(ours), cookie(theirs));
        let (prefix, secret) = mine.split_once('.').unwrap();
        let (their_prefix, _) = other.split_once('.').unwrap();
        let wrong = [
            String::new(),
            ".".to_owned(),
            prefix.to_owned(),
            secret.to_owned(),
            format!("{their_prefix}.{secret}"),
            mine[..mine.len() - 1].to_owned(),
            format!("{mine}A"),
            format!("{prefix}.{}", secret.chars().rev().collect::<String>()),
            "é".repeat(40),
        ];
        assert!(signed_in(&world, &mine));
        for cookie in wrong {
            assert!(!signed_in(&world, &cookie), "{cookie}");
        }
    }
}
