//! Guessing, and what it costs.

use crate::app::{PASSWORD, begin};
use crate::common::{World, browser};
use crate::engines::worlds;
use crate::password::{refused, seconds};
use care::Role;
use clinic::Refusal;
use clinic::access::sign_in;
use clinic::access::sign_in::Browser;
use jiff::SignedDuration;
use signin::SignInError;

const WRONG: &str = "eight boats at the harbor";

/// The sentence that somebody reads who types this.
fn told(world: &World, login: &str, typed: &str, from: &Browser) -> String {
    match sign_in::begin_password(&world.clinic, login, typed, from) {
        Ok(second) => format!("code, mailed: {}", second.mailed),
        Err(refusal) => refusal.to_string(),
    }
}

/// A name nobody has, a name somebody has, and a name in another organization get the same answers all along.
#[test]
fn nothing_tells_who_has_an_account() {
    for world in worlds("unknown") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        let theirs = &world.houses[1];
        let other = world.set_up(theirs, theirs.who(Role::Counselor, 0));
        let logins = [owner.login.as_str(), "nobody@nowhere.example", &other.login];
        let mut attackers = 0;
        let answers = logins.map(|login| {
            // Each from an address of its own, as an attacker with many would.
            attackers += 1;
            let from = browser(&format!("10.0.1.{attackers}"));
            (0..7)
                .map(|_| told(&world, login, WRONG, &from))
                .collect::<Vec<_>>()
        });
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        assert_eq!(answers[0][4], SignInError::NotRecognized.to_string());
        assert!(answers[0][5].contains("wait"), "{}", answers[0][5]);
    }
}

/// Failures at one address count for every organization, so that trying names tells nothing.
#[test]
fn an_address_that_has_to_wait_waits_for_every_name() {
    for world in worlds("address") {
        let theirs = &world.houses[1];
        let other = world.set_up(theirs, theirs.who(Role::Counselor, 0));
        let from = browser("10.0.2.1");
        for number in 0..5 {
            told(
                &world,
                &format!("made-up-{number}@nowhere.example"),
                WRONG,
                &from,
            );
        }
        let unknown = told(&world, "one-more@nowhere.example", WRONG, &from);
        assert!(unknown.contains("wait"), "{unknown}");
        assert_eq!(told(&world, &other.login, WRONG, &from), unknown);
    }
}

#[test]
fn five_failures_are_free_and_then_the_wait_grows() {
    for world in worlds("waits") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        let from = browser("10.0.3.1");
        let attempt = |typed: &str| begin(&world.clinic, &owner.login, typed, &from);
        for _ in 0..5 {
            refused(attempt(WRONG), &SignInError::NotRecognized);
        }
        for wait in [1, 2, 4] {
            let expected = SignInError::Wait {
                wait: signin::throttle::Seconds::new(wait),
            };
            // Trying during the wait is refused unchecked and does not prolong it, even with the right password.
            refused(attempt(PASSWORD), &expected);
            refused(attempt(WRONG), &expected);
            world.wait(seconds(i64::try_from(wait).unwrap()));
            refused(attempt(WRONG), &SignInError::NotRecognized);
        }
    }
}

#[test]
fn an_outsider_cannot_delay_a_browser_that_the_owner_signed_in_from() {
    for world in worlds("known") {
        let house = &world.houses[0];
        let person = house.who(Role::Counselor, 0);
        let link = world.welcome(house, person);
        let welcome = sign_in::look_at(&world.clinic, &link).unwrap();
        let code = world.code(&welcome.totp.unwrap().0);
        let at_home = browser("10.0.4.1");
        let fresh = sign_in::accept(&world.clinic, &link, PASSWORD, &code, &at_home).unwrap();
        for _ in 0..6 {
            told(&world, &welcome.login, WRONG, &browser("10.9.9.9"));
        }
        let stranger = told(&world, &welcome.login, PASSWORD, &browser("10.0.4.1"));
        assert!(stranger.contains("wait"), "{stranger}");
        let known = Browser {
            known: Some(fresh.known.to_string()),
            ..at_home
        };
        assert_eq!(
            told(&world, &welcome.login, PASSWORD, &known),
            "code, mailed: false"
        );
        // A token made up by the outsider opens no such side door.
        let made_up = Browser {
            known: Some("made-up".to_owned()),
            ..browser("10.9.9.9")
        };
        assert!(told(&world, &welcome.login, PASSWORD, &made_up).contains("wait"));
    }
}

/// What a browser sends is sent back to it as a cookie: only what looks like a token of ours is.
#[test]
fn a_browser_is_known_again_only_under_a_token_of_ours() {
    for world in worlds("ours") {
        let house = &world.houses[0];
        let enter = |sent: &str| {
            let link = world.welcome(house, house.who(Role::Counselor, 0));
            let welcome = sign_in::look_at(&world.clinic, &link).unwrap();
            let code = world.code(&welcome.totp.unwrap().0);
            let from = Browser {
                known: Some(sent.to_owned()),
                ..browser("10.0.4.1")
            };
            let fresh = sign_in::accept(&world.clinic, &link, PASSWORD, &code, &from).unwrap();
            fresh.known.to_string()
        };
        let ours = enter("x;Domain=elsewhere.example;Path=/");
        assert!(!ours.contains(';'), "{ours}");
        assert_eq!(enter(&ours), ours);
    }
}

#[test]
fn a_known_browser_that_failed_once_is_still_known_after_a_quiet_day() {
    for world in worlds("swept") {
        let house = &world.houses[0];
        let link = world.welcome(house, house.who(Role::Counselor, 0));
        let welcome = sign_in::look_at(&world.clinic, &link).unwrap();
        let code = world.code(&welcome.totp.unwrap().0);
        let at_home = browser("10.0.4.1");
        let fresh = sign_in::accept(&world.clinic, &link, PASSWORD, &code, &at_home).unwrap();
        let known = Browser {
            known: Some(fresh.known.to_string()),
            ..at_home
        };
        told(&world, &welcome.login, WRONG, &known);
        world.wait(SignedDuration::from_hours(25));
        for house in &world.houses {
            clinic::upkeep::sweep(&world.clinic, house.organization).unwrap();
        }
        for _ in 0..6 {
            told(&world, &welcome.login, WRONG, &browser("10.9.9.9"));
        }
        assert_eq!(
            told(&world, &welcome.login, PASSWORD, &known),
            "code, mailed: false"
        );
    }
}

/// Whoever knows the password must not be able to guess at codes for ever by starting again and again.
#[test]
fn guessing_codes_makes_the_next_sign_in_wait() {
    for world in worlds("guessing") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        let guess = |round: usize| {
            let from = browser(&format!("10.0.5.{round}"));
            let second = begin(&world.clinic, &owner.login, PASSWORD, &from).unwrap();
            sign_in::finish_second(&world.clinic, &second.ticket, "000000", &from)
        };
        for round in 0..5 {
            refused(guess(round), &SignInError::TotpRefused);
        }
        for round in 5..8 {
            assert!(matches!(
                guess(round),
                Err(Refusal::SignIn(SignInError::Wait { .. }))
            ));
        }
    }
}

/// Ids stand in addresses that colleagues see. Failing under one as if it were a login keeps nobody from their second
/// factor, nor from confirming who they are.
#[test]
fn failing_under_somebodys_id_does_not_delay_their_second_factor() {
    for world in worlds("under_id") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        world.wait(seconds(30));
        let id = owner.person.to_string();
        for number in 0..14 {
            told(&world, &id, WRONG, &browser(&format!("10.0.11.{number}")));
        }
        let from = browser("10.0.12.1");
        let second = begin(&world.clinic, &owner.login, PASSWORD, &from).unwrap();
        let code = world.code(owner.secret.as_ref().unwrap());
        let entered = sign_in::finish_second(&world.clinic, &second.ticket, &code, &from);
        let fresh = entered.unwrap_or_else(|refusal| panic!("{refusal}"));
        let actor = sign_in::authenticate(&world.clinic, &fresh.cookie).unwrap();
        world.wait(seconds(30));
        for number in 0..14 {
            told(&world, &id, WRONG, &browser(&format!("10.0.13.{number}")));
        }
        let code = world.code(owner.secret.as_ref().unwrap());
        let elsewhere = browser("10.0.12.2");
        sign_in::confirm(&world.clinic, &actor, PASSWORD, &code, &elsewhere).unwrap();
    }
}

#[test]
fn five_wrong_codes_end_the_second_form() {
    for world in worlds("codes") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        world.wait(seconds(30));
        let from = browser("10.0.6.1");
        let second = begin(&world.clinic, &owner.login, PASSWORD, &from).unwrap();
        let right = world.code(owner.secret.as_ref().unwrap());
        let wrong = if right == "000000" {
            "000001"
        } else {
            "000000"
        };
        let attempt = |code| sign_in::finish_second(&world.clinic, &second.ticket, code, &from);
        for _ in 0..5 {
            refused(attempt(wrong), &SignInError::TotpRefused);
        }
        // The wait is over after a second, and the form is over for good.
        world.wait(seconds(1));
        refused(attempt(&right), &SignInError::TotpRefused);
    }
}

/// Sixty guesses that arrive together: no more are checked than may be, whether or not the name is known.
#[test]
fn guesses_sent_at_once_are_not_all_checked() {
    for world in worlds("at_once") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        for login in [owner.login.as_str(), "nobody@nowhere.example"] {
            let together = std::sync::Barrier::new(60);
            let answers: Vec<Refusal> = std::thread::scope(|scope| {
                let guesses: Vec<_> = (0..60)
                    .map(|number| {
                        let (world, together) = (&world, &together);
                        scope.spawn(move || {
                            let from = browser(&format!("10.1.{number}.1"));
                            together.wait();
                            // Whoever is told that too many are at it comes again, as a guesser would.
                            loop {
                                let told = begin(&world.clinic, login, WRONG, &from);
                                match told.unwrap_err() {
                                    Refusal::SignIn(SignInError::Busy) => std::thread::yield_now(),
                                    refusal => return refusal,
                                }
                            }
                        })
                    })
                    .collect();
                guesses
                    .into_iter()
                    .map(|guess| guess.join().unwrap())
                    .collect()
            });
            let checked = answers
                .iter()
                .filter(|answer| matches!(answer, Refusal::SignIn(SignInError::NotRecognized)));
            assert_eq!(checked.count(), 5, "{login}: {answers:?}");
        }
    }
}

/// Somebody with many addresses fails on an account without end; its owner comes with a browser never seen here.
#[test]
fn a_new_browser_of_the_owner_gets_in_within_half_a_minute_under_attack() {
    for world in worlds("under_attack") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        let mut attackers = 0;
        let mut attack = || {
            attackers += 1;
            let from = browser(&format!(
                "10.{}.{}.1",
                10 + attackers / 250,
                attackers % 250
            ));
            told(&world, &owner.login, WRONG, &from)
        };
        for _ in 0..40 {
            attack();
            world.wait(seconds(31));
        }
        attack();
        // Both are told to wait, and the other one is first when the wait is over.
        let (new, rival) = (browser("10.0.9.1"), browser("10.0.9.2"));
        for from in [&rival, &new] {
            let told = told(&world, &owner.login, PASSWORD, from);
            assert!(told.contains("wait 30 seconds"), "{told}");
        }
        world.wait(seconds(30));
        let first = told(&world, &owner.login, WRONG, &rival);
        assert_eq!(first, SignInError::NotRecognized.to_string());
        assert!(attack().contains("wait 30 seconds"));
        let owners = told(&world, &owner.login, PASSWORD, &new);
        assert_eq!(owners, "code, mailed: false");
    }
}

/// What an address is told to wait for its own failures is not shortened by signing in to an account of one's own.
#[test]
fn a_right_password_takes_back_only_its_own_count() {
    for world in worlds("own_count") {
        let house = &world.houses[0];
        let owner = world.set_up(house, house.who(Role::Counselor, 0));
        let from = browser("10.0.10.1");
        for number in 0..4 {
            told(
                &world,
                &format!("other-{number}@nowhere.example"),
                WRONG,
                &from,
            );
            for _ in 0..3 {
                begin(&world.clinic, &owner.login, PASSWORD, &from).unwrap();
            }
        }
        told(&world, "other-5@nowhere.example", WRONG, &from);
        let wait = told(&world, "other-6@nowhere.example", WRONG, &from);
        assert!(wait.contains("wait a second"), "{wait}");
    }
}
