//! What a use case holds while it reads or writes.

use crate::seal::Vault;
use crate::store::engine::Connection;
use crate::store::pool::Answers;
use crate::store::work::Counter;
use crate::{RecordError, Row, Value};

/// Something that can be asked. Implemented by a [`Reader`] and by a [`Tx`], so that one function serves both.
pub trait Read {
    /// Every row of the answer.
    fn all(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError>;

    /// The keys.
    fn vault(&self) -> &Vault;

    /// The only row of the answer, if there is one.
    fn maybe(&mut self, sql: &'static str, args: &[Value]) -> Result<Option<Row>, RecordError> {
        Ok(self.all(sql, args)?.into_iter().next())
    }

    /// The single number that a counting query answers.
    fn count(&mut self, sql: &'static str, args: &[Value]) -> Result<i64, RecordError> {
        self.maybe(sql, args)?.map_or(Ok(0), |row| row.get(0))
    }
}

/// A read-only snapshot.
pub struct Reader<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) answers: &'a mut Answers,
    pub(crate) vault: &'a Vault,
}

/// A write transaction. Once a statement of it failed, it takes no other: `PostgreSQL` would refuse them, and
/// `SQLite` may have ended the transaction, so that they would be stored one by one.
pub struct Tx<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) vault: &'a Vault,
    pub(crate) counter: &'a Counter,
    pub(crate) trouble: Option<Trouble>,
}

/// What a failed statement means for the transaction it was in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Trouble {
    /// Run it again: another transaction got in between, or the connection broke before anything was stored.
    Again,
    /// The statement itself was at fault.
    Over,
}

impl Read for Reader<'_> {
    fn all(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        // A reader has nothing at stake that a commit could leave in doubt.
        let answer = self.answers.all(self.connection, sql, args);
        answer.map_err(|error| match error {
            RecordError::Unknown => {
                RecordError::Unopened("the connection to the server was lost".to_owned())
            }
            error => error,
        })
    }

    fn vault(&self) -> &Vault {
        self.vault
    }
}

impl Read for Tx<'_> {
    fn all(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        self.attempt(|connection| connection.all(sql, args))
    }

    fn vault(&self) -> &Vault {
        self.vault
    }
}

impl Tx<'_> {
    /// Runs a statement that changes rows; answers how many.
    pub(crate) fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, RecordError> {
        self.attempt(|connection| connection.run(sql, args))
    }

    /// Asks for the whole transaction to be run again.
    pub(crate) fn contended(&mut self) -> RecordError {
        self.trouble = Some(Trouble::Again);
        RecordError::Contended
    }

    fn attempt<T>(
        &mut self,
        f: impl FnOnce(&mut Connection) -> Result<T, RecordError>,
    ) -> Result<T, RecordError> {
        if self.trouble.is_some() {
            let why = "an earlier statement of this transaction failed";
            return Err(RecordError::Refused(why.to_owned()));
        }
        let answer = f(self.connection);
        self.trouble = match &answer {
            Ok(_) => None,
            Err(RecordError::Contended | RecordError::Unknown) => Some(Trouble::Again),
            Err(_) => Some(Trouble::Over),
        };
        answer
    }
}
