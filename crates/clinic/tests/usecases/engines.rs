//! Which engines there are, and how much to try.

use crate::common::{Original, World};
use crate::server::{Database, server};
use record::{Location, Settings};
use std::sync::OnceLock;

/// What every world on the server is a copy of. It stays for as long as the tests run.
static SERVED: OnceLock<(Original, Database)> = OnceLock::new();

/// The world on every engine there is. `name` keeps tests on one server apart.
pub fn worlds(name: &str) -> Vec<World> {
    let mut worlds = vec![World::embedded()];
    worlds.extend(server().map(|server| on_server(&server, name)));
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

fn on_server(server: &str, name: &str) -> World {
    let (original, template) = SERVED.get_or_init(|| {
        let database = Database::new(server, "clinic_original", None);
        let original = Original::found(Location::Postgres(database.url()));
        (original, database)
    });
    let database = Database::new(server, &format!("clinic_{name}"), Some(template));
    let settings = Settings::new(Location::Postgres(database.url()));
    World::copied(original, settings, Box::new(database))
}
