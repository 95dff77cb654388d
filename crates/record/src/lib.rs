#![doc = include_str!("../README.md")]

#[macro_use]
mod statements;
#[macro_use]
mod value;

pub mod account;
pub mod appointment;
pub mod arrival;
pub mod assessment;
pub mod attendance;
pub mod backup;
pub mod bed;
pub mod calendar;
pub mod ceremony;
pub mod commitment;
mod engine;
pub mod episode;
mod error;
pub mod glass;
pub mod grant;
pub mod group;
pub mod health;
pub mod hours;
pub mod idempotency;
pub mod inquiry;
mod inside;
pub mod job;
pub mod journal;
pub mod keys;
pub mod makeup;
pub mod measure;
pub mod membership;
mod migrate;
pub mod name_index;
mod open;
pub mod organization;
pub mod patient;
pub mod person;
pub mod placement;
mod pool;
pub mod program;
pub mod proposal;
pub mod referral;
pub mod seal;
pub mod session;
pub mod sign;
pub mod signal;
pub mod site;
pub mod staff;
pub mod stay;
pub mod stored;
mod transaction;
pub mod wording;
mod work;
mod writer;

#[doc(hidden)]
pub use inside::nested;

pub use engine::Engine;
pub use error::RecordError;
pub use open::{Location, Record, Settings};
pub use transaction::{Read, Reader, Tx};
pub use value::{FromValue, Row, Value};
pub use work::Work;
pub use writer::Options;

/// How long anybody waits for a connection to read with, or for the turn to write, in seconds.
pub const WAIT_SECONDS_MAX: u64 = 10;

pub(crate) use seal::{hex as seal_hex, unhex as seal_unhex};

/// Every statement there is, by module and name; for the test that prepares all of them.
pub fn statements() -> Vec<(&'static str, &'static str, &'static str)> {
    let modules: &[(&str, &[(&str, &str)])] = &[
        ("account", account::STATEMENTS),
        ("wording", wording::STATEMENTS),
        ("attendance", attendance::STATEMENTS),
        ("assessment", assessment::STATEMENTS),
        ("assessment::diagnosis", assessment::diagnosis::STATEMENTS),
        ("arrival", arrival::STATEMENTS),
        ("calendar", calendar::STATEMENTS),
        ("ceremony", ceremony::STATEMENTS),
        ("commitment", commitment::STATEMENTS),
        ("bed", bed::STATEMENTS),
        ("episode", episode::STATEMENTS),
        ("appointment", appointment::STATEMENTS),
        ("glass", glass::STATEMENTS),
        ("grant", grant::STATEMENTS),
        ("group", group::STATEMENTS),
        ("hours", hours::STATEMENTS),
        ("idempotency", idempotency::STATEMENTS),
        ("inquiry", inquiry::STATEMENTS),
        ("inquiry::askers", inquiry::askers::STATEMENTS),
        ("inquiry::log", inquiry::log::STATEMENTS),
        ("job", job::STATEMENTS),
        ("journal", journal::STATEMENTS),
        ("journal::checkpoint", journal::checkpoint::STATEMENTS),
        ("journal::outside", journal::outside::STATEMENTS),
        ("keys", keys::STATEMENTS),
        ("makeup", makeup::STATEMENTS),
        ("membership", membership::STATEMENTS),
        ("measure", measure::STATEMENTS),
        ("migrate", migrate::STATEMENTS),
        ("name_index", name_index::STATEMENTS),
        ("organization", organization::STATEMENTS),
        ("patient", patient::STATEMENTS),
        ("person", person::STATEMENTS),
        ("placement", placement::STATEMENTS),
        ("program", program::STATEMENTS),
        ("proposal", proposal::STATEMENTS),
        ("referral", referral::STATEMENTS),
        ("seal::organization", seal::organization::STATEMENTS),
        ("session", session::STATEMENTS),
        ("sign", sign::STATEMENTS),
        ("signal", signal::STATEMENTS),
        ("site", site::STATEMENTS),
        ("staff", staff::STATEMENTS),
        ("stay", stay::STATEMENTS),
    ];
    modules
        .iter()
        .flat_map(|(module, statements)| {
            statements
                .iter()
                .map(move |(name, sql)| (*module, *name, *sql))
        })
        .collect()
}
