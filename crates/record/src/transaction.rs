//! What a use case holds while it reads or writes.

use crate::engine::Connection;
use crate::seal::Vault;
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
    pub(crate) vault: &'a Vault,
}

/// A write transaction.
pub struct Tx<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) vault: &'a Vault,
}

impl Read for Reader<'_> {
    fn all(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        self.connection.all(sql, args)
    }

    fn vault(&self) -> &Vault {
        self.vault
    }
}

impl Read for Tx<'_> {
    fn all(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        self.connection.all(sql, args)
    }

    fn vault(&self) -> &Vault {
        self.vault
    }
}

impl Tx<'_> {
    /// Runs a statement that changes rows; answers how many.
    pub(crate) fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, RecordError> {
        self.connection.run(sql, args)
    }
}
