//! Passkeys, as far as nobody has to hold one.

use crate::common::{browser, minutes};
use crate::engines::worlds;
use clinic::Refusal;
use clinic::access::sign_in;
use clinic::access::sign_in::{begin_sign_in, finish_sign_in};
use signin::SignInError;

/// What answering a ticket with what is no answer is refused with.
fn refused(world: &crate::common::World, ticket: &str) -> SignInError {
    match finish_sign_in(&world.clinic, ticket, "{}", &browser("10.0.9.1")) {
        Err(Refusal::SignIn(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("somebody was let in"),
    }
}

#[test]
fn a_stranger_who_asks_for_passkeys_leaves_nothing_behind() {
    for world in worlds("strangers") {
        begin_sign_in(&world.clinic).unwrap();
        let before = world.clinic.record().work();
        let tickets: Vec<_> = (0..50)
            .map(|_| begin_sign_in(&world.clinic).unwrap().ticket)
            .collect();
        for ticket in &tickets {
            assert_ne!(refused(&world, ticket), SignInError::PasskeyStale);
            assert!(ticket.len() < 3_000, "a cookie holds it: {}", ticket.len());
        }
        let work = world.clinic.record().work() - before;
        assert_eq!((work.commits, work.entries), (0, 0));
    }
}

#[test]
fn a_ticket_that_is_too_old_or_not_ours_is_stale() {
    for world in worlds("stale") {
        let begun = begin_sign_in(&world.clinic).unwrap();
        let mut bent = begun.ticket.clone();
        // Not the very last letter, of which some bits may mean nothing.
        let at = bent.len() - 3;
        let other_letter = if &bent[at..=at] == "A" { "B" } else { "A" };
        bent.replace_range(at..=at, other_letter);
        let shorter = begun.ticket.rsplit_once('.').unwrap().0.to_owned();
        let other = begin_sign_in(&world.clinic).unwrap().ticket;
        let mixed = {
            let (_, sealed) = begun.ticket.rsplit_once('.').unwrap();
            let (other, _) = other.rsplit_once('.').unwrap();
            format!("{other}.{sealed}")
        };
        let elsewhere = format!("AAAA{}", &begun.ticket[4..]);
        for ticket in ["", ".", "..", "x", &bent, &shorter, &mixed, &elsewhere] {
            assert_eq!(
                refused(&world, ticket),
                SignInError::PasskeyStale,
                "{ticket}"
            );
        }
        world.wait(minutes(5));
        assert_eq!(refused(&world, &begun.ticket), SignInError::PasskeyStale);
        assert!(sign_in::begin_sign_in(&world.clinic).is_ok());
    }
}
