//! When the record has no time: a clear page, soon, and what was typed is on it.

use crate::client::Request;
use crate::common::World;
use crate::served::{Served, with_token};
use care::Role;
use clinic::Refusal;
use record::{Location, Settings};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

/// Short, so that the tests are.
const WAIT: Duration = Duration::from_millis(300);
const READERS: usize = 2;

fn served() -> Served {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("record.sqlite3"));
    let settings = Settings {
        readers: READERS,
        wait: WAIT,
        ..Settings::new(location)
    };
    Served::over(World::of(settings, folder))
}

/// Runs `meanwhile` while so many threads sit in a read, or one in a transaction.
fn while_taken(served: &Served, reading: usize, meanwhile: impl FnOnce()) {
    let record = served.world.clinic.record();
    let organization = served.house().organization;
    let (begun, has_begun) = channel();
    let (go, until) = channel::<()>();
    let until = Mutex::new(until);
    std::thread::scope(|scope| {
        for _ in 0..reading.max(1) {
            let (begun, until) = (begun.clone(), &until);
            scope.spawn(move || {
                let sit = || {
                    begun.send(()).unwrap();
                    let _ = until.lock().unwrap().recv();
                    Ok::<_, Refusal>(())
                };
                if reading == 0 {
                    record.transact(organization, |_| sit()).unwrap();
                } else {
                    record.read(organization, |_| sit()).unwrap();
                }
            });
            has_begun.recv().unwrap();
        }
        meanwhile();
        drop(go);
    });
}

#[test]
fn a_page_for_which_no_connection_comes_free_says_so_and_when_to_come_again() {
    let served = served();
    while_taken(&served, READERS, || {
        let reply = served.get("/", "");
        reply.status_is(503);
        assert_eq!(reply.header("retry-after"), "5");
        assert!(reply.body.contains("One moment") && reply.body.contains("Try again"));
    });
    served.get("/", "").status_is(200);
}

#[test]
fn a_form_whose_turn_does_not_come_keeps_what_was_typed_and_can_be_sent_again() {
    let served = served();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let path = format!("/staff/sites/{}/rooms", served.house().sites[0]);
    let fields = with_token(
        &served.token(&boss),
        &[("name", "Blue lagoon"), ("seats", "9")],
    );
    let mut again = Vec::new();
    while_taken(&served, 0, || {
        let reply = served.send(&Request::post(&path, &fields).session(&boss));
        reply.status_is(503);
        assert_eq!(reply.header("retry-after"), "5");
        assert!(reply.body.contains("Blue lagoon") && reply.body.contains("Send it again"));
        again = reply.form_to(&path).fields();
    });
    // The key it had: however often it is sent, it is done once.
    let token = fields.iter().find(|(name, _)| name == "_token");
    assert!(token.is_some_and(|token| again.contains(token)));
    for _ in 0..2 {
        served
            .send(&Request::post(&path, &again).session(&boss))
            .status_is(303);
    }
    let page = served.get(&format!("/staff/sites/{}", served.house().sites[0]), &boss);
    assert_eq!(page.body.matches("Blue lagoon").count(), 1);
}

/// A password is not sent back to the page, so nothing there may send the rest without it.
#[test]
fn a_sign_in_whose_turn_does_not_come_is_typed_again_and_costs_nothing() {
    let served = served();
    let fields = with_token(
        &served.token(""),
        &[
            ("login", "ana@clinic.example"),
            ("password", "a secret of hers"),
        ],
    );
    while_taken(&served, 0, || {
        for _ in 0..7 {
            let reply = served.send(&Request::post("/sign-in", &fields));
            reply.status_is(503);
            assert!(
                !reply.body.contains("a secret of hers") && !reply.body.contains("Send it again")
            );
            assert!(reply.body.contains("href=\"/sign-in\""));
        }
    });
    let reply = served.send(&Request::post("/sign-in", &fields));
    assert!(reply.body.contains("is not right"), "{}", reply.body);
}
