//! What `stepwell check` asks a database about itself.

use crate::open::reader;
use crate::seal::OrganizationKeys;
use crate::{Engine, Location, Reader, Record, RecordError, journal, organization};
use jiff::Timestamp;

/// What a database says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Which engine.
    pub engine: Engine,
    /// Its version.
    pub version: String,
    /// Whether the server checks every page it reads; `SQLite` has no such thing, its backups carry hashes instead.
    pub checksums: Option<bool>,
}

impl Health {
    /// Asks, without needing a schema or a key.
    pub fn of(location: &Location) -> Result<Self, RecordError> {
        let mut connection = reader(location)?;
        let mut answer = |sql| -> Result<String, RecordError> {
            let rows = connection.all(sql, &[])?;
            rows.first()
                .map_or_else(|| Err(RecordError::damaged("no answer")), |row| row.get(0))
        };
        Ok(match location {
            Location::Sqlite(_) => Self {
                engine: Engine::Sqlite,
                version: answer("SELECT sqlite_version()")?,
                checksums: None,
            },
            Location::Postgres(_) => Self {
                engine: Engine::Postgres,
                version: answer("SHOW server_version")?,
                checksums: Some(answer("SHOW data_checksums")? == "on"),
            },
        })
    }
}

impl Record {
    /// Opens one key of every organization, which shows whether the master key is the right one; answers how many.
    pub fn try_keys(&self) -> Result<usize, RecordError> {
        self.read(|read| {
            let organizations = organization::all(read)?;
            for (id, _) in &organizations {
                OrganizationKeys::load(read, *id)?;
            }
            Ok(organizations.len())
        })
    }

    /// When the latest entry of any journal was written.
    pub fn last_entry_at(&self) -> Result<Option<Timestamp>, RecordError> {
        self.read(|read: &mut Reader<'_>| {
            let mut latest = None;
            for (id, _) in organization::all(read)? {
                let entries = journal::latest(read, id, None, i64::MAX)?;
                latest = latest.max(entries.first().map(|entry| entry.at));
            }
            Ok(latest)
        })
    }
}
