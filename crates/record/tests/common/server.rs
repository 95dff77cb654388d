//! Databases on the server that `STEPWELL_TEST_POSTGRES` names, each there for one test and gone with it.

use super::absent;
use postgres::{Client, NoTls};
use std::sync::atomic::{AtomicU32, Ordering};

/// How many there were, so that no two have one name.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A database. It goes when this is dropped, whoever is still connected to it.
pub struct Database {
    server: String,
    name: String,
}

/// The address of the server, where there is one.
pub fn server() -> Option<String> {
    let named = std::env::var("STEPWELL_TEST_POSTGRES").ok();
    absent::needed(
        named,
        "nothing is tried on PostgreSQL, because STEPWELL_TEST_POSTGRES is not set; `cargo xtask test` sets it",
        true,
    )
}

impl Database {
    /// An empty one, or a copy of one that nobody is connected to. The name says of which test it is.
    pub fn new(server: &str, name: &str, of: Option<&Self>) -> Self {
        let (process, number) = (std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let database = Self {
            server: server.to_owned(),
            name: format!("stepwell_{name}_{process}_{number}"),
        };
        let template = of.map_or(String::new(), |of| format!(" TEMPLATE {}", of.name));
        let mut client = Client::connect(server, NoTls).unwrap();
        for sql in [
            format!("DROP DATABASE IF EXISTS {}", database.name),
            format!("CREATE DATABASE {}{template}", database.name),
        ] {
            client.batch_execute(&sql).unwrap();
        }
        database
    }

    /// Where it is.
    pub fn url(&self) -> String {
        let (base, query) = match self.server.split_once('?') {
            Some((base, query)) => (base, format!("?{query}")),
            None => (self.server.as_str(), String::new()),
        };
        let base = base.rsplit_once('/').map_or(base, |(base, _)| base);
        format!("{base}/{}{query}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let dropped = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        if let Ok(mut client) = Client::connect(&self.server, NoTls) {
            let _ = client.batch_execute(&dropped);
        }
    }
}
