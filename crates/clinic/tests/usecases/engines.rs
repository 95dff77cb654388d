//! Which engines there are, and how much to try.

use crate::absent;
use crate::common::World;
use record::Location;

/// The world on every engine there is. `name` keeps tests on one server apart.
pub fn worlds(name: &str) -> Vec<World> {
    let mut worlds = vec![World::embedded()];
    worlds
        .extend(on_server(name).map(|location| World::at(location, tempfile::tempdir().unwrap())));
    worlds
}

/// The first of two sizes every day, the second when everything is asked for.
pub fn size<T>(everyday: T, full: T) -> T {
    if std::env::var_os("STEPWELL_FULL").is_some() {
        full
    } else {
        everyday
    }
}

fn on_server(name: &str) -> Option<Location> {
    let server = std::env::var("STEPWELL_TEST_POSTGRES").ok();
    let server = absent::needed(
        server,
        "nothing is tried on PostgreSQL, because STEPWELL_TEST_POSTGRES is not set; `cargo xtask test` sets it",
        true,
    );
    server.map(|server| Location::Postgres(fresh_database(&server, name)))
}

fn fresh_database(server: &str, name: &str) -> String {
    let name = format!("stepwell_clinic_{name}_{}", std::process::id());
    let mut client = postgres::Client::connect(server, postgres::NoTls).unwrap();
    for statement in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
        client
            .batch_execute(&format!("{statement} {name}"))
            .unwrap();
    }
    let (base, query) = match server.split_once('?') {
        Some((base, query)) => (base, format!("?{query}")),
        None => (server, String::new()),
    };
    let base = base.rsplit_once('/').map_or(base, |(base, _)| base);
    format!("{base}/{name}{query}")
}
