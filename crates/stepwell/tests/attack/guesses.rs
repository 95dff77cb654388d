//! Guesses at passwords: what many at once cost, and how many are looked at.

use crate::common::client::Client;
use crate::crowd::{Told, at_once, meaning, sign_in, token};
use crate::report::Report;
use crate::{Attacked, Size};

/// What the server holds after a burst of wrong passwords, at most.
const MEMORY_MIB_MAX: f64 = 150.0;
/// Guesses at one account that are looked at before the wait begins.
const CHECKED_MAX: usize = 5;

#[test]
fn a_burst_of_wrong_passwords_leaves_no_memory_behind() {
    let (size, attacked) = (Size::chosen(), Attacked::start());
    let address = attacked.server.address;
    let token = token(address);
    let report = Report::of("burst of wrong passwords", &attacked.server, "/", || {
        let told = Told::default();
        at_once(size.burst, |number| {
            let login = format!("burst-{number}@nowhere.example");
            let answer = sign_in(
                &mut Client::new(address, ""),
                &token,
                &login,
                "a wrong password",
            );
            told.add(meaning(&answer));
        });
        told.all()
    });
    assert!(report.memory[2] < MEMORY_MIB_MAX, "{:?} MiB", report.memory);
}

#[test]
fn of_guesses_sent_at_once_only_the_free_ones_are_looked_at() {
    let attacked = Attacked::start();
    let address = attacked.server.address;
    let token = token(address);
    let told = Told::default();
    Report::of(
        "60 guesses at one account at once",
        &attacked.server,
        "/",
        || {
            at_once(60, |number| {
                let mut client = Client::new(address, "");
                let guess = format!("guess number {number}");
                told.add(meaning(&sign_in(
                    &mut client,
                    &token,
                    "dee@clinic.example",
                    &guess,
                )));
            });
            told.all()
        },
    );
    let checked = told.count("checked and refused");
    assert!((1..=CHECKED_MAX).contains(&checked), "{}", told.all());
    assert_eq!(told.count("something else"), 0, "{}", told.all());
}
