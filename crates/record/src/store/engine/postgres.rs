//! `PostgreSQL` by way of the pure-Rust synchronous client.

use crate::error::chain;
use crate::store::work::Counter;
use crate::{RecordError, Row, Value, WAIT_SECONDS_MAX};
use bytes::BytesMut;
use care::OrganizationId;
use jiff::Timestamp;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, Statement};
use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Microseconds from 1970 to 2000, where `PostgreSQL` starts counting.
const EPOCH_MICROS: i64 = 946_684_800_000_000;

/// How long a server may take to accept a connection, in seconds.
const CONNECT_SECONDS_MAX: u64 = 10;
/// How long what was sent may go without the other computer's network confirming it, in seconds. A server that is only
/// slow confirms at once: this ends connections to one that is gone.
const UNCONFIRMED_SECONDS_MAX: u64 = 30;
/// After so many quiet seconds the other computer is asked whether it is still there.
const QUIET_SECONDS_MAX: u64 = 30;
/// The seconds between two such questions.
const PROBE_SECONDS: u64 = 10;
/// Such questions without an answer, after which the connection is given up.
const PROBES_MAX: u32 = 3;
/// How long a statement waits for a lock that somebody else holds, in seconds: as long as for a turn, and much shorter
/// than a caller waits for its commit, since whoever shares a commit with it waits as well. How long it then runs has
/// no limit: a migration, a verification and a long journal take what they take, and a commit that is cut off is in
/// doubt.
const LOCK_SECONDS_MAX: u64 = WAIT_SECONDS_MAX;

/// The row that stands for the right to write in an organization.
const HEAD: &str = "SELECT 1 FROM journal_head WHERE organization_id = $1 FOR UPDATE";

/// The right to change the schema, which there is before there is any table. The number means nothing.
const SCHEMA: &str = "SELECT pg_advisory_xact_lock(5283467)";

pub(crate) struct Postgres {
    config: Config,
    client: Client,
    prepared: HashMap<&'static str, Statement>,
    counter: Arc<Counter>,
}

impl Postgres {
    pub fn connect(url: &str) -> Result<Self, RecordError> {
        let config = configured(url)?;
        let client = open(&config)?;
        Ok(Self {
            config,
            client,
            prepared: HashMap::new(),
            counter: Arc::default(),
        })
    }

    /// Counts what is asked of this connection together with others.
    pub fn count_into(&mut self, counter: &Arc<Counter>) {
        self.counter = Arc::clone(counter);
    }

    /// Begins a transaction, on a new connection where the old one turns out to be dead: nothing has been asked of it
    /// yet, so nothing is in doubt.
    pub fn begin(&mut self, sql: &str) -> Result<(), RecordError> {
        if self.client.is_closed() || self.batch(sql).is_err() {
            self.client = open(&self.config)?;
            self.prepared.clear();
            self.batch(sql)?;
        }
        Ok(())
    }

    /// Locks the head of an organization's journal, one row in one place, which every change of the organization moves.
    /// Whoever holds it reads what everybody before left: each statement sees what is committed by then.
    pub fn hold(&mut self, organization: OrganizationId) -> Result<(), RecordError> {
        self.all(HEAD, &[Value::from(organization)]).map(drop)
    }

    /// Waits for the right to change the schema of this database.
    pub fn hold_schema(&mut self) -> Result<(), RecordError> {
        self.batch(SCHEMA)
    }

    /// Commits. A server answers `COMMIT` of a transaction that failed earlier with a quiet rollback and no error,
    /// so a statement that such a transaction refuses goes first.
    pub fn commit(&mut self) -> Result<(), RecordError> {
        self.client
            .batch_execute("SELECT 1; COMMIT")
            .map_err(|error| {
                let answered = error.as_db_error().is_some();
                match RecordError::from(error) {
                    full @ RecordError::DiskFull => full,
                    lost @ RecordError::Unknown => lost,
                    _ if answered => RecordError::Contended,
                    _ => RecordError::Unknown,
                }
            })
    }

    pub fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, RecordError> {
        let statement = self.statement(sql)?;
        Ok(self.client.execute(&statement, &borrowed(args))?)
    }

    pub fn all(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<Row>, RecordError> {
        let statement = self.statement(sql)?;
        let rows = self.client.query(&statement, &borrowed(args))?;
        rows.iter()
            .map(|row| {
                (0..row.len())
                    .map(|index| Ok(row.try_get(index)?))
                    .collect::<Result<_, RecordError>>()
                    .map(Row)
            })
            .collect()
    }

    pub fn batch(&mut self, sql: &str) -> Result<(), RecordError> {
        Ok(self.client.batch_execute(sql)?)
    }

    pub fn prepare(&mut self, sql: &'static str) -> Result<usize, RecordError> {
        Ok(self.statement(sql)?.columns().len())
    }

    fn statement(&mut self, sql: &'static str) -> Result<Statement, RecordError> {
        if let Some(statement) = self.prepared.get(sql) {
            self.counter.statement(0, 0);
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.counter.statement(0, 1);
        self.prepared.insert(sql, statement.clone());
        Ok(statement)
    }
}

/// A connection string, with limits on waiting where it names none: a server that went away without a word would
/// otherwise be waited for without end.
fn configured(url: &str) -> Result<Config, RecordError> {
    let mut config: Config = url
        .parse()
        .map_err(|error| RecordError::Unopened(explained(&chain(&error))))?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(CONNECT_SECONDS_MAX));
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(UNCONFIRMED_SECONDS_MAX));
    }
    let unset = Config::new();
    if config.get_keepalives_idle() == unset.get_keepalives_idle() {
        config.keepalives_idle(Duration::from_secs(QUIET_SECONDS_MAX));
    }
    if config.get_keepalives_interval().is_none() {
        config.keepalives_interval(Duration::from_secs(PROBE_SECONDS));
    }
    if config.get_keepalives_retries().is_none() {
        config.keepalives_retries(PROBES_MAX);
    }
    Ok(config)
}

fn open(config: &Config) -> Result<Client, RecordError> {
    let tls = tokio_postgres_rustls::MakeRustlsConnect::with_webpki_roots();
    let unopened = |error: postgres::Error| RecordError::Unopened(explained(&chain(&error)));
    let mut client = config.connect(tls).map_err(unopened)?;
    client
        .batch_execute(&format!("SET lock_timeout = '{LOCK_SECONDS_MAX}s'"))
        .map_err(unopened)?;
    Ok(client)
}

/// What a server that is not let in says, and what to do about it where that is known.
fn explained(what: &str) -> String {
    let help = [
        (
            "UnknownIssuer",
            "The server's certificate is signed by nobody this computer trusts. Give the server one from a public authority, or connect over a private network or a tunnel with sslmode=disable",
        ),
        (
            "UnsupportedCertVersion",
            "The server's certificate is of an old form, as a server makes for itself at installation. Give it one of version 3, or connect over a private network or a tunnel with sslmode=disable",
        ),
        (
            "CaUsedAsEndEntity",
            "The server's certificate was made for signing others. Give it one of its own, or connect over a private network or a tunnel with sslmode=disable",
        ),
        (
            "server does not support TLS",
            "The server speaks no TLS. Switch it on there (ssl = on), or, on a private network, connect with sslmode=disable",
        ),
        (
            "sslmode",
            "This program knows sslmode=disable, prefer and require; a certificate is always checked where there is one",
        ),
    ];
    let known = help.iter().find(|(sign, _)| what.contains(sign));
    known.map_or_else(|| what.to_owned(), |(_, help)| format!("{what}. {help}"))
}

fn borrowed(args: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    args.iter()
        .map(|value| value as &(dyn ToSql + Sync))
        .collect()
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            // A parameter compared with a small literal is inferred to be a small integer.
            Self::Int(n) if *ty == Type::INT4 => i32::try_from(*n)?.to_sql_checked(ty, out),
            Self::Int(n) => n.to_sql_checked(ty, out),
            Self::Text(text) => text.to_sql_checked(ty, out),
            Self::Bytes(bytes) => bytes.to_sql_checked(ty, out),
            Self::Id(uuid) => uuid.to_sql_checked(ty, out),
            Self::Ids(ids) => ids.to_sql_checked(ty, out),
            Self::Time(at) if *ty == Type::TIMESTAMPTZ => {
                out.extend_from_slice(&(at.as_microsecond() - EPOCH_MICROS).to_be_bytes());
                Ok(IsNull::No)
            }
            Self::Json(text) if *ty == Type::JSONB => {
                out.extend_from_slice(&[1]);
                out.extend_from_slice(text.as_bytes());
                Ok(IsNull::No)
            }
            Self::Time(_) | Self::Json(_) => {
                Err(format!("a time or document was given where {ty} is stored").into())
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *ty {
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Self::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::BOOL => Self::Int(i64::from(bool::from_sql(ty, raw)?)),
            Type::BYTEA => Self::Bytes(raw.to_vec()),
            Type::UUID => Self::Id(Uuid::from_sql(ty, raw)?),
            Type::TIMESTAMPTZ => Self::Time(Timestamp::from_microsecond(
                i64::from_be_bytes(raw.try_into()?) + EPOCH_MICROS,
            )?),
            Type::JSONB => {
                Self::Json(std::str::from_utf8(raw.get(1..).unwrap_or_default())?.to_owned())
            }
            _ => Self::Text(String::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_waited_for_without_end_and_what_the_operator_says_counts() {
        let config = configured("postgres://stepwell@localhost/stepwell").unwrap();
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(
            config.get_connect_timeout().copied(),
            seconds(CONNECT_SECONDS_MAX)
        );
        assert_eq!(
            config.get_tcp_user_timeout().copied(),
            seconds(UNCONFIRMED_SECONDS_MAX)
        );
        assert_eq!(
            Some(config.get_keepalives_idle()),
            seconds(QUIET_SECONDS_MAX)
        );
        assert_eq!(config.get_keepalives_retries(), Some(PROBES_MAX));
        let own = configured("postgres://stepwell@localhost/stepwell?connect_timeout=3").unwrap();
        assert_eq!(own.get_connect_timeout().copied(), seconds(3));
    }
}
