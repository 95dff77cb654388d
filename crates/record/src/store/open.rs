//! Opening the record.

use crate::seal::{Masters, Vault};
use crate::statements::Statement;
use crate::store::engine::{Connection, Postgres, Sqlite};
use crate::store::inside::Inside;
use crate::store::migrate;
use crate::store::pool::Pool;
use crate::store::work::{Counter, Work};
use crate::store::writer::{Options, Writers};
use crate::{Across, Engine, ReadAcross, Reader, RecordError, Row, Tx, TxAcross, WAIT_SECONDS_MAX};
use care::OrganizationId;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Where the record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of the embedded engine.
    Sqlite(PathBuf),
    /// A server, by connection string.
    Postgres(String),
}

impl Location {
    /// A connection string when it looks like one, a file otherwise.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres(text.to_owned())
        } else {
            Self::Sqlite(PathBuf::from(text.strip_prefix("sqlite:").unwrap_or(text)))
        }
    }
}

/// How the record is opened.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it is.
    pub location: Location,
    /// Connections that read at the same time.
    pub readers: usize,
    /// How writing behaves.
    pub options: Options,
    /// Connections that write at the same time, where the database can: a server writes in as many organizations at
    /// once.
    pub writers: usize,
    /// How long a reader waits for a connection, and a writer for its turn.
    pub wait: Duration,
    /// Whether a commit waits for the disk. It does, except where losing everything loses nothing (a demonstration
    /// while it is being made) and in the power-cut simulation's control, which must lose data.
    pub durable: bool,
}

impl Settings {
    /// The settings for everyday use.
    pub fn new(location: Location) -> Self {
        Self {
            location,
            readers: 4,
            options: Options::default(),
            writers: 8,
            wait: Duration::from_secs(WAIT_SECONDS_MAX),
            durable: true,
        }
    }
}

/// The record, open.
pub struct Record {
    /// Closed before the writer, which can only fold its log into the file when nobody else has it open.
    readers: Pool,
    writers: Option<Writers>,
    vault: Vault,
    engine: Engine,
    location: Location,
    inside: Inside,
    counter: Arc<Counter>,
    /// Held for as long as this process may write to the file.
    _lock: Option<std::fs::File>,
}

impl Record {
    /// Opens the record for reading and writing. Its schema must be the one this binary needs.
    pub fn open(settings: &Settings, masters: Masters) -> Result<Self, RecordError> {
        let (mut connection, lock) = connect(settings)?;
        migrate::check(&mut connection)?;
        Self::assemble(settings, masters, Some(connection), lock)
    }

    /// Opens the record and first brings its schema up to date; answers the steps taken.
    pub fn open_migrated(
        settings: &Settings,
        masters: Masters,
        now: Timestamp,
    ) -> Result<(Self, Vec<&'static str>), RecordError> {
        let (mut connection, lock) = connect(settings)?;
        let taken = migrate::migrate(&mut connection, &Vault::new(masters.clone()), now)?;
        Ok((
            Self::assemble(settings, masters, Some(connection), lock)?,
            taken,
        ))
    }

    /// Opens the record for reading only, also while another process writes.
    pub fn open_read_only(settings: &Settings, masters: Masters) -> Result<Self, RecordError> {
        let mut connection = reader(&settings.location)?;
        migrate::check(&mut connection)?;
        Self::assemble(settings, masters, None, None)
    }

    /// The schema version found at a location; 0 for an empty or absent database.
    pub fn version_at(location: &Location) -> Result<i64, RecordError> {
        if let Location::Sqlite(path) = location
            && !path.exists()
        {
            return Ok(0);
        }
        migrate::found(&mut reader(location)?)
    }

    /// The schema version this binary needs.
    pub fn version_known() -> i64 {
        migrate::known()
    }

    fn assemble(
        settings: &Settings,
        masters: Masters,
        connection: Option<Connection>,
        lock: Option<std::fs::File>,
    ) -> Result<Self, RecordError> {
        // Before readers are opened: a connection learns what is known of the tables when it reads the schema.
        if let Some(connection) = &connection {
            connection.tell_planner()?;
        }
        let counter = Arc::new(Counter::default());
        let readers = (0..settings.readers.max(1))
            .map(|_| Ok(reader(&settings.location)?.counted(&counter)))
            .collect::<Result<_, RecordError>>()?;
        let engine = match settings.location {
            Location::Sqlite(_) => Engine::Sqlite,
            Location::Postgres(_) => Engine::Postgres,
        };
        Ok(Self {
            writers: connection
                .map(|connection| {
                    let more = match engine {
                        Engine::Sqlite => 0,
                        Engine::Postgres => settings.writers.saturating_sub(1),
                    };
                    // To a server one connection is like another; whether it may write is said as its transaction
                    // begins.
                    let more = (0..more).map(|_| reader(&settings.location));
                    let all = std::iter::once(Ok(connection)).chain(more);
                    let all = all.map(|one| Ok(one?.counted(&counter)));
                    Writers::start(all, &counter, settings.options, settings.wait)
                })
                .transpose()?,
            readers: Pool::new(readers, Arc::clone(&counter), settings.wait),
            vault: Vault::new(masters),
            engine,
            location: settings.location.clone(),
            counter,
            inside: Inside::new(),
            _lock: lock,
        })
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Where it is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// The keys.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// What was asked of the database since it was opened, over all connections.
    pub fn work(&self) -> Work {
        self.counter.so_far()
    }

    /// Runs `f` in a write transaction of one organization and returns once its effect is on disk. `f` may run more
    /// than once; nothing of an earlier run remains. It begins no other read or transaction: that is refused
    /// ([`RecordError::Nested`]).
    pub fn transact<T, E: From<RecordError>>(
        &self,
        organization: OrganizationId,
        mut f: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _inside = self.inside.enter()?;
        self.readers.refresh();
        let writer = self.writers()?.of(organization);
        writer.transact(&self.vault, |across| f(&mut across.within(organization)))
    }

    /// Runs `f` in a write transaction over everything, as [`Self::transact`] does within one organization.
    pub fn transact_across<T, E: From<RecordError>>(
        &self,
        f: impl FnMut(&mut TxAcross<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _inside = self.inside.enter()?;
        self.readers.refresh();
        self.writers()?.first().transact(&self.vault, f)
    }

    fn writers(&self) -> Result<&Writers, RecordError> {
        let only = || RecordError::Refused("the record was opened for reading only".to_owned());
        self.writers.as_ref().ok_or_else(only)
    }

    /// Runs `f` on one snapshot of an organization. `f` begins no other read or transaction: that is refused
    /// ([`RecordError::Nested`]).
    pub fn read<T, E: From<RecordError>>(
        &self,
        organization: OrganizationId,
        f: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read_across(|across| f(&mut across.within(organization)))
    }

    /// Runs `f` on one snapshot of everything, as [`Self::read`] does within one organization.
    pub fn read_across<T, E: From<RecordError>>(
        &self,
        f: impl FnOnce(&mut Across<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _inside = self.inside.enter()?;
        self.readers.read(|snapshot| {
            f(&mut Across {
                connection: &mut snapshot.connection,
                answers: &mut snapshot.answers,
                vault: &self.vault,
            })
        })
    }

    /// Lets all that this thread reads within `f` be read from one snapshot, however many functions read. Writing in
    /// between ends the snapshot, so that what follows sees what was written.
    pub fn one_snapshot<T>(&self, f: impl FnOnce() -> T) -> T {
        self.readers.keep(f)
    }

    /// Prepares every statement of the crate; answers the names of those the engine refuses, with its reason, and of
    /// those that answer other columns than are read.
    pub fn prepare_all(&self) -> Result<Vec<(String, String)>, RecordError> {
        self.exclusively(|connection| {
            let wrong = |statement: &Statement, connection: &mut Connection| match connection
                .prepare(statement.sql)
            {
                Err(error) => Some(error.to_string()),
                Ok(answered) if statement.width.is_some_and(|width| width != answered) => {
                    Some(format!("answers {answered} columns"))
                }
                Ok(_) => None,
            };
            Ok(crate::every_statement()
                .filter_map(|(module, statement)| {
                    wrong(statement, connection)
                        .map(|reason| (format!("{module}::{}", statement.name), reason))
                })
                .collect())
        })
    }

    /// Folds the write-ahead log into the file and empties it, so that nothing deleted lingers there;
    /// [`RecordError::Contended`] when a long read keeps it from doing so. A server does its own housekeeping.
    pub fn scrub(&self) -> Result<(), RecordError> {
        self.exclusively(|connection| match connection.engine() {
            Engine::Sqlite => {
                let answer = connection.all("PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
                // Whether it was kept from it, pages in the log, pages folded.
                let busy = answer.first().map(Row::begins).transpose()?;
                if busy.unwrap_or(true) {
                    Err(RecordError::Contended)
                } else {
                    Ok(())
                }
            }
            Engine::Postgres => {
                connection.batch("VACUUM person_key, name_token, asker_token, emergency_token")
            }
        })
    }

    /// Lets the embedded database grow to at most this many pages: a full disk, for tests.
    #[doc(hidden)]
    pub fn limit_pages(&self, pages: u32) -> Result<(), RecordError> {
        self.exclusively(|connection| connection.batch(&format!("PRAGMA max_page_count = {pages}")))
    }

    pub(crate) fn exclusively<T>(
        &self,
        f: impl FnOnce(&mut Connection) -> Result<T, RecordError>,
    ) -> Result<T, RecordError> {
        let _inside = self.inside.enter()?;
        self.readers.refresh();
        self.writers()?.first().exclusively(f)
    }

    /// Whether the database answers.
    pub fn ping(&self) -> Result<(), RecordError> {
        self.read_across(|across| across.raw("SELECT 1", &[]).map(drop))
    }
}

fn connect(settings: &Settings) -> Result<(Connection, Option<std::fs::File>), RecordError> {
    match &settings.location {
        Location::Sqlite(path) => {
            let lock = lock(path)?;
            let level = if settings.durable { "FULL" } else { "OFF" };
            Ok((Connection::Sqlite(Sqlite::writer(path, level)?), Some(lock)))
        }
        Location::Postgres(url) => Ok((
            Connection::Postgres(Box::new(Postgres::connect(url)?)),
            None,
        )),
    }
}

pub(crate) fn reader(location: &Location) -> Result<Connection, RecordError> {
    Ok(match location {
        Location::Sqlite(path) => {
            refuse_no_file(path)?;
            Connection::Sqlite(Sqlite::reader(path)?)
        }
        Location::Postgres(url) => Connection::Postgres(Box::new(Postgres::connect(url)?)),
    })
}

/// Takes the lock that says "this process writes here". The file itself is created with it, readable by its owner only.
fn lock(path: &Path) -> Result<std::fs::File, RecordError> {
    let lock = lock_only(path)?;
    private().open(path).map_err(failed(path))?;
    Ok(lock)
}

/// Takes the lock without creating the database.
pub(crate) fn lock_only(path: &Path) -> Result<std::fs::File, RecordError> {
    refuse_no_file(path)?;
    let lock = private()
        .open(beside(path, ".lock"))
        .map_err(failed(path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(RecordError::InUse(path.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => Err(failed(path)(error)),
    }
}

/// Refuses a folder, a pipe or a device in the place of the database, before anything is put beside it: opening a pipe
/// waits for whoever writes into it. What is not there may be made.
fn refuse_no_file(path: &Path) -> Result<(), RecordError> {
    match reading::file::expect(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(path)(error)),
        _ => Ok(()),
    }
}

fn private() -> std::fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut private = std::fs::OpenOptions::new();
    private
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600);
    private
}

/// What to say when a file cannot be opened or written.
pub(crate) fn failed(path: &Path) -> impl Fn(std::io::Error) -> RecordError {
    move |error| match error.kind() {
        std::io::ErrorKind::StorageFull => RecordError::DiskFull,
        _ => RecordError::Unopened(format!("{}: {error}", path.display())),
    }
}

/// The path with something added to its name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Waits until the folder of a file knows the file's name even after a power cut.
pub(crate) fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
