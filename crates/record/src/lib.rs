#![doc = include_str!("../README.md")]

#[macro_use]
mod row;
#[macro_use]
mod statements;
#[macro_use]
mod value;

pub mod access;
pub mod assessment;
pub mod attendance;
mod error;
pub mod followup;
pub mod groups;
pub mod idempotency;
pub mod intake;
pub mod job;
pub mod journal;
pub mod keys;
pub mod people;
pub mod planning;
pub mod seal;
pub mod stays;
pub mod store;
pub mod stored;

#[doc(hidden)]
pub use store::inside::nested;

pub use error::RecordError;
pub use row::{Ask, Columns, FromRow};
pub use store::engine::Engine;
pub use store::open::{Location, Record, Settings};
pub use store::transaction::{Across, Glance, Read, ReadAcross, Reader, Tx, TxAcross};
pub use store::work::Work;
pub use store::writer::Options;
pub use value::{Args, FromValue, Row, Value};

use statements::Statement;

/// How long anybody waits for a connection to read with, or for the turn to write, in seconds.
pub const WAIT_SECONDS_MAX: u64 = 10;

pub(crate) use seal::{hex as seal_hex, unhex as seal_unhex};

/// Every statement there is, by module and name; for the test that holds all of them to the organization.
pub fn statements() -> Vec<(&'static str, &'static str, &'static str)> {
    let every = every_statement();
    every
        .map(|(module, statement)| (module, statement.name, statement.sql))
        .collect()
}

/// The statements of every module, by its name.
const MODULES: &[(&str, &[Statement])] = &[
    ("about", people::about::STATEMENTS),
    ("alert", followup::alert::STATEMENTS),
    ("account", access::account::STATEMENTS),
    ("wording", assessment::wording::STATEMENTS),
    ("attendance", attendance::roster::STATEMENTS),
    ("assessment", assessment::interview::STATEMENTS),
    (
        "assessment::diagnosis",
        assessment::interview::diagnosis::STATEMENTS,
    ),
    ("arrival", attendance::arrival::STATEMENTS),
    ("calendar", attendance::calendar::STATEMENTS),
    ("ceremony", access::ceremony::STATEMENTS),
    ("chapter", people::chapter::STATEMENTS),
    ("commitment", planning::commitment::STATEMENTS),
    ("coverage", people::coverage::STATEMENTS),
    ("details", people::details::STATEMENTS),
    ("emergency", people::emergency::STATEMENTS),
    ("bed", stays::bed::STATEMENTS),
    ("episode", stays::episode::STATEMENTS),
    ("appointment", intake::appointment::STATEMENTS),
    (
        "appointment::notice",
        intake::appointment::notice::STATEMENTS,
    ),
    ("glass", access::glass::STATEMENTS),
    ("grant", access::grant::STATEMENTS),
    ("group", groups::group::STATEMENTS),
    ("guardian", people::guardian::STATEMENTS),
    ("handover", stays::handover::STATEMENTS),
    ("hours", attendance::hours::STATEMENTS),
    ("idempotency", idempotency::STATEMENTS),
    ("inquiry", intake::inquiry::STATEMENTS),
    ("inquiry::askers", intake::inquiry::askers::STATEMENTS),
    ("inquiry::log", intake::inquiry::log::STATEMENTS),
    ("job", job::STATEMENTS),
    ("journal", journal::STATEMENTS),
    ("journal::checkpoint", journal::checkpoint::STATEMENTS),
    ("journal::outside", journal::outside::STATEMENTS),
    ("keys", keys::STATEMENTS),
    ("leaflet", people::leaflet::STATEMENTS),
    ("look", people::look::STATEMENTS),
    ("makeup", attendance::makeup::STATEMENTS),
    ("membership", groups::membership::STATEMENTS),
    ("notice", groups::notice::STATEMENTS),
    ("measure", assessment::measure::STATEMENTS),
    ("migrate", store::migrate::STATEMENTS),
    ("name_index", people::name_index::STATEMENTS),
    ("on_call", followup::on_call::STATEMENTS),
    ("organization", people::organization::STATEMENTS),
    ("patient", people::patient::STATEMENTS),
    ("person", people::person::STATEMENTS),
    ("placement", assessment::placement::STATEMENTS),
    ("program", people::program::STATEMENTS),
    ("proposal", planning::proposal::STATEMENTS),
    ("referral", stays::referral::STATEMENTS),
    ("safety_plan", followup::safety_plan::STATEMENTS),
    ("seal::organization", seal::organization::STATEMENTS),
    ("search", people::search::STATEMENTS),
    ("session", access::login::STATEMENTS),
    ("sign", access::sign::STATEMENTS),
    ("push", followup::push::STATEMENTS),
    ("signal", followup::signal::STATEMENTS),
    ("signal::count", followup::signal::count::STATEMENTS),
    ("site", people::site::STATEMENTS),
    ("staff", people::staff::STATEMENTS),
    ("stay", stays::stay::STATEMENTS),
    ("stay::phase", stays::phase::STATEMENTS),
    ("waiting", intake::waiting::STATEMENTS),
];

fn every_statement() -> impl Iterator<Item = (&'static str, &'static Statement)> {
    let named = |(module, statements): &'static (&'static str, &'static [Statement])| {
        statements.iter().map(move |statement| (*module, statement))
    };
    MODULES.iter().flat_map(named)
}
