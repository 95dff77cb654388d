//! Many clients at once, and what they were told.

use crate::common::client::{Client, HttpAnswer};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Barrier, Mutex};

/// What the clients of a crowd were told, and how often.
#[derive(Default)]
pub struct Told(Mutex<BTreeMap<String, usize>>);

impl Told {
    pub fn add(&self, what: &str) {
        *self.0.lock().unwrap().entry(what.to_owned()).or_default() += 1;
    }

    pub fn count(&self, what: &str) -> usize {
        self.0.lock().unwrap().get(what).copied().unwrap_or(0)
    }

    pub fn all(&self) -> String {
        let told = self.0.lock().unwrap();
        let told: Vec<_> = told
            .iter()
            .map(|(what, often)| format!("{often} {what}"))
            .collect();
        told.join(", ")
    }
}

/// Runs so many clients that all begin in the same moment.
pub fn at_once(clients: usize, each: impl Fn(usize) + Sync) {
    let together = Barrier::new(clients);
    std::thread::scope(|scope| {
        for number in 0..clients {
            let (together, each) = (&together, &each);
            scope.spawn(move || {
                together.wait();
                each(number);
            });
        }
    });
}

/// A token for the forms of somebody who is not signed in.
pub fn token(address: SocketAddr) -> String {
    let page = Client::new(address, "").get("/sign-in").unwrap();
    page.token().unwrap().to_owned()
}

/// Tries to sign in.
pub fn sign_in(client: &mut Client, token: &str, login: &str, password: &str) -> HttpAnswer {
    let fields = [("_token", token), ("login", login), ("password", password)];
    client.post("/sign-in", &fields).unwrap()
}

/// What an answer to a sign-in says.
pub fn meaning(answer: &HttpAnswer) -> &'static str {
    match answer.status {
        503 => "told to come again in a moment",
        422 if answer.body.contains("is not right") => "checked and refused",
        422 if answer.body.contains("Please wait") => "told to wait, unchecked",
        _ => "something else",
    }
}
