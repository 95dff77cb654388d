//! What `stepwell check` asks a database about itself.

use crate::people::organization;
use crate::seal::OrganizationKeys;
use crate::store::backup::Manifest;
use crate::store::open::reader;
use crate::{Across, Engine, Location, Record, RecordError, Row, journal};
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
                .map_or_else(|| Err(RecordError::damaged("no answer")), Row::read)
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

/// Reads every page of the embedded database; answers the first thing wrong with it. A server has checksums of its own
/// for this.
pub fn damage(location: &Location) -> Result<Option<String>, RecordError> {
    let Location::Sqlite(path) = location else {
        return Ok(None);
    };
    let found = reader(location)
        // Not `integrity_check`: that also holds every index against its table, which takes many times as long.
        .and_then(|mut connection| connection.all("PRAGMA quick_check(1)", &[]))
        .and_then(|rows| match rows.first() {
            Some(row) => row.read::<String>(),
            None => Err(RecordError::damaged("no answer")),
        });
    let what = match found {
        Ok(answer) if answer == "ok" => return Ok(None),
        Ok(answer) => answer.replace('\n', "; "),
        Err(RecordError::Damaged(what)) => what,
        Err(error @ RecordError::NotADatabase(_)) => return Ok(Some(error.to_string())),
        Err(error) => return Err(error),
    };
    Ok(Some(format!(
        "{} is damaged ({what}). Keep a copy of it as it is, and put back a backup with: stepwell restore",
        path.display()
    )))
}

impl Record {
    /// What a backup holds of the journals and this database does not: everything that was true when the backup was
    /// made must still be here.
    pub fn lost_since(&self, manifest: &Manifest) -> Result<Vec<String>, RecordError> {
        self.read_across(|across: &mut Across<'_>| {
            let here = organization::all(across)?;
            let mut lost = Vec::new();
            for head in &manifest.heads {
                let id = head.organization;
                let Some((_, name)) = here.iter().find(|(known, _)| *known == id) else {
                    lost.push(format!(
                        "the backup holds an organization ({}) that this database does not have",
                        id.uuid()
                    ));
                    continue;
                };
                let hash = journal::hash_at(&mut across.within(id), head.seq)?;
                if head.seq > 0 && hash.map(|hash| crate::seal_hex(&hash)).as_ref() != Some(&head.hash) {
                    lost.push(format!(
                        "the journal of {name} does not hold entry {} as it is in the backup: it was cut off or written anew",
                        head.seq
                    ));
                }
            }
            Ok(lost)
        })
    }

    /// Opens one key of every organization, which shows whether the master key is the right one; answers how many.
    pub fn try_keys(&self) -> Result<usize, RecordError> {
        self.read_across(|across| {
            let organizations = organization::all(across)?;
            for (id, _) in &organizations {
                OrganizationKeys::load(&mut across.within(*id))?;
            }
            Ok(organizations.len())
        })
    }

    /// When the latest entry of any journal was written.
    pub fn last_entry_at(&self) -> Result<Option<Timestamp>, RecordError> {
        self.read_across(|across: &mut Across<'_>| {
            let mut latest = None;
            for (id, _) in organization::all(across)? {
                let entries = journal::latest(&mut across.within(id), None, i64::MAX)?;
                latest = latest.max(entries.first().map(|entry| entry.at));
            }
            Ok(latest)
        })
    }
}
