//! What a use case holds while it reads or writes.
//!
//! A transaction is of **one organization**, and it fills in that organization as the first argument of every
//! statement. No function of the record is told whose rows it means, so none can be told wrong: a query that crosses
//! organizations cannot be written with a [`Reader`] or a [`Tx`]. What has to look across is named: [`ReadAcross`].

use crate::seal::{PersonKey, Vault};
use crate::store::engine::Connection;
use crate::store::pool::Answers;
use crate::store::work::Counter;
use crate::value::Args;
use crate::{Ask, FromRow, RecordError, Row, Value};
use care::{OrganizationId, PersonId};

/// Something that can be asked. Implemented by a [`Reader`] and by a [`Tx`], so that one function serves both.
pub trait Read {
    /// Every row of the answer, as it came. The first argument is replaced by the organization.
    fn raw(&mut self, sql: &'static str, args: Args<'_>) -> Result<Vec<Row>, RecordError>;

    /// The keys.
    fn vault(&self) -> &Vault;

    /// Whose rows are asked for.
    fn organization(&self) -> OrganizationId;

    /// Somebody's key, from what it is wrapped in.
    fn key_of(
        &self,
        person: PersonId,
        wrapped: &[u8],
        master: &[u8],
    ) -> Result<PersonKey, RecordError> {
        self.vault()
            .unwrap(self.organization(), person, wrapped, master)
    }

    /// Every row of the answer.
    fn all<R: FromRow>(&mut self, ask: Ask<R>, args: Args<'_>) -> Result<Vec<R>, RecordError> {
        self.raw(ask.sql, args)?.iter().map(Row::read).collect()
    }

    /// The only row of the answer, if there is one.
    fn maybe<R: FromRow>(&mut self, ask: Ask<R>, args: Args<'_>) -> Result<Option<R>, RecordError> {
        let rows = self.raw(ask.sql, args)?;
        rows.first().map(Row::read).transpose()
    }

    /// The single number that a counting query answers.
    fn count(&mut self, ask: Ask<i64>, args: Args<'_>) -> Result<i64, RecordError> {
        Ok(self.maybe(ask, args)?.unwrap_or(0))
    }
}

/// Something that can be asked about all organizations at once. Implemented by [`Across`] and [`TxAcross`].
///
/// Four things need it: finding out which organizations there are (signing in, the setup, upkeep), the master key and
/// its rotation, checks of the whole database, and backups. Everything else is of one organization.
pub trait ReadAcross {
    /// Every row of the answer, as it came.
    fn raw(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError>;

    /// Every row of the answer.
    fn rows<R: FromRow>(&mut self, ask: Ask<R>, args: &[Value]) -> Result<Vec<R>, RecordError> {
        self.raw(ask.sql, args)?.iter().map(Row::read).collect()
    }
}

/// A read-only snapshot, as far as one organization goes.
pub struct Reader<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) answers: &'a mut Answers,
    pub(crate) vault: &'a Vault,
    pub(crate) organization: OrganizationId,
}

/// A read-only snapshot of everything.
pub struct Across<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) answers: &'a mut Answers,
    pub(crate) vault: &'a Vault,
}

/// A write transaction of one organization. Once a statement of it failed, it takes no other: `PostgreSQL` would refuse
/// them, and `SQLite` may have ended the transaction, so that they would be stored one by one.
pub struct Tx<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) vault: &'a Vault,
    pub(crate) counter: &'a Counter,
    pub(crate) trouble: &'a mut Option<Trouble>,
    pub(crate) organization: OrganizationId,
}

/// A write transaction over everything.
pub struct TxAcross<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) vault: &'a Vault,
    pub(crate) counter: &'a Counter,
    pub(crate) trouble: &'a mut Option<Trouble>,
    /// The organizations in which nobody else writes until this is committed.
    pub(crate) held: &'a mut Vec<OrganizationId>,
}

/// What is stored about one organization, read in a write transaction that does not write there: what somebody else
/// is writing may be stored meanwhile.
pub struct Glance<'a> {
    connection: &'a mut Connection,
    vault: &'a Vault,
    trouble: &'a mut Option<Trouble>,
    organization: OrganizationId,
}

/// What a failed statement means for the transaction it was in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Trouble {
    /// Run it again: another transaction got in between, or the connection broke before anything was stored.
    Again,
    /// Somebody else held a lock for too long: nothing is at fault, and trying at once would only wait again.
    Busy,
    /// The statement itself was at fault.
    Over,
}

impl Trouble {
    fn of(error: &RecordError) -> Self {
        match error {
            // Unknown: the connection was lost. Doubt begins with `COMMIT`; before it nothing can have been stored, so
            // it is run again.
            RecordError::Contended | RecordError::Unknown => Self::Again,
            RecordError::Busy => Self::Busy,
            _ => Self::Over,
        }
    }

    /// What every further statement is told.
    fn told(self) -> RecordError {
        match self {
            Self::Busy => RecordError::Busy,
            Self::Again | Self::Over => {
                RecordError::Refused("an earlier statement of this transaction failed".to_owned())
            }
        }
    }
}

/// A reader has nothing at stake that a commit could leave in doubt.
fn undoubted(error: RecordError) -> RecordError {
    match error {
        RecordError::Unknown => {
            RecordError::Unopened("the connection to the server was lost".to_owned())
        }
        error => error,
    }
}

impl Read for Reader<'_> {
    fn raw(&mut self, sql: &'static str, args: Args<'_>) -> Result<Vec<Row>, RecordError> {
        let args = args.of(self.organization);
        let answer = self.answers.all(self.connection, sql, args);
        answer.map_err(undoubted)
    }

    fn vault(&self) -> &Vault {
        self.vault
    }

    fn organization(&self) -> OrganizationId {
        self.organization
    }
}

impl Read for Tx<'_> {
    fn raw(&mut self, sql: &'static str, args: Args<'_>) -> Result<Vec<Row>, RecordError> {
        let args = args.of(self.organization);
        attempt(self.connection, self.trouble, |connection| {
            connection.all(sql, args)
        })
    }

    fn vault(&self) -> &Vault {
        self.vault
    }

    fn organization(&self) -> OrganizationId {
        self.organization
    }
}

impl Read for Glance<'_> {
    fn raw(&mut self, sql: &'static str, args: Args<'_>) -> Result<Vec<Row>, RecordError> {
        let args = args.of(self.organization);
        attempt(self.connection, self.trouble, |connection| {
            connection.all(sql, args)
        })
    }

    fn vault(&self) -> &Vault {
        self.vault
    }

    fn organization(&self) -> OrganizationId {
        self.organization
    }
}

impl ReadAcross for Across<'_> {
    fn raw(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        let answer = self.answers.all(self.connection, sql, args);
        answer.map_err(undoubted)
    }
}

impl ReadAcross for TxAcross<'_> {
    fn raw(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        attempt(self.connection, self.trouble, |connection| {
            connection.all(sql, args)
        })
    }
}

impl Across<'_> {
    /// The same snapshot, as far as one organization goes.
    pub fn within(&mut self, organization: OrganizationId) -> Reader<'_> {
        Reader {
            connection: self.connection,
            answers: self.answers,
            vault: self.vault,
            organization,
        }
    }
}

impl TxAcross<'_> {
    /// The same transaction, as far as one organization goes. Nobody else writes there until this is committed: what
    /// is read here is what everybody left, and whoever comes next reads what this leaves.
    pub fn within(&mut self, organization: OrganizationId) -> Tx<'_> {
        // At the first touch and not at the first change: what is decided was read before it is written, and in
        // between somebody else could take the last seat.
        if !self.held.contains(&organization) {
            // Where it fails the transaction takes no other statement, and the next one is told why.
            let _ = attempt(self.connection, self.trouble, |connection| {
                connection.hold(organization)
            });
            self.held.push(organization);
        }
        Tx {
            connection: self.connection,
            vault: self.vault,
            counter: self.counter,
            trouble: self.trouble,
            organization,
        }
    }

    /// Looks at one organization without keeping anybody from writing there.
    pub fn glance(&mut self, organization: OrganizationId) -> Glance<'_> {
        Glance {
            connection: self.connection,
            vault: self.vault,
            trouble: self.trouble,
            organization,
        }
    }

    /// Keeps everybody else from writing anywhere until this is committed.
    pub fn alone(&mut self) -> Result<(), RecordError> {
        attempt(self.connection, self.trouble, Connection::hold_all)
    }

    /// Runs a statement that changes rows of any organization; answers how many.
    pub(crate) fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, RecordError> {
        attempt(self.connection, self.trouble, |connection| {
            connection.run(sql, args)
        })
    }
}

impl Tx<'_> {
    /// Runs a statement that changes rows; answers how many. The first argument is replaced by the organization.
    pub(crate) fn run(&mut self, sql: &'static str, args: Args<'_>) -> Result<u64, RecordError> {
        let args = args.of(self.organization);
        attempt(self.connection, self.trouble, |connection| {
            connection.run(sql, args)
        })
    }

    /// Asks for the whole transaction to be run again.
    pub(crate) fn contended(&mut self) -> RecordError {
        *self.trouble = Some(Trouble::Again);
        RecordError::Contended
    }
}

fn attempt<T>(
    connection: &mut Connection,
    trouble: &mut Option<Trouble>,
    f: impl FnOnce(&mut Connection) -> Result<T, RecordError>,
) -> Result<T, RecordError> {
    if let Some(trouble) = trouble {
        return Err(trouble.told());
    }
    let answer = f(connection);
    *trouble = answer.as_ref().err().map(Trouble::of);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::engine::Sqlite;

    /// What a statement is told that comes after one that failed.
    fn told_after(error: RecordError) -> RecordError {
        let folder = tempfile::tempdir().unwrap();
        let file = Sqlite::writer(&folder.path().join("record.sqlite3"), "OFF").unwrap();
        let (mut connection, mut trouble) = (Connection::Sqlite(file), None);
        let failed = attempt(&mut connection, &mut trouble, |_| Err::<(), _>(error));
        assert!(failed.is_err());
        attempt(&mut connection, &mut trouble, |_| Ok(())).unwrap_err()
    }

    #[test]
    fn nothing_runs_after_what_failed_and_a_lock_that_was_not_given_is_not_called_a_fault() {
        for error in [
            RecordError::Contended,
            RecordError::Conflict("a rule".to_owned()),
        ] {
            let told = told_after(error);
            assert!(matches!(told, RecordError::Refused(_)), "{told:?}");
        }
        let told = told_after(RecordError::Busy);
        assert!(matches!(told, RecordError::Busy), "{told:?}");
    }
}
