//! One effect per key, however often it is sent.

use crate::{Read, RecordError, Tx, Value};
use jiff::Timestamp;
use uuid::Uuid;

statements! {
    FIND: ([u8; 32], String) = "SELECT request, answer FROM idempotency WHERE organization_id = $1 AND key = $2";
    INSERT = "INSERT INTO idempotency (organization_id, key, request, answer, at) VALUES ($1, $2, $3, $4, $5)";
    SWEEP = "DELETE FROM idempotency WHERE organization_id = $1 AND at < $2";
}

/// What an earlier request with the same key asked for (a keyed hash) and was answered (JSON without personal data).
pub fn find(read: &mut impl Read, key: Uuid) -> Result<Option<([u8; 32], String)>, RecordError> {
    read.maybe(FIND, args![key.as_bytes().as_slice()])
}

/// Remembers a request and its answer, in the transaction of its effect.
pub fn insert(
    tx: &mut Tx<'_>,
    key: Uuid,
    request: [u8; 32],
    answer: String,
    now: Timestamp,
) -> Result<(), RecordError> {
    tx.run(
        INSERT,
        args![key.as_bytes().as_slice(), request, Value::Json(answer), now],
    )
    .map(drop)
}

/// Forgets requests older than `before`.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, RecordError> {
    tx.run(SWEEP, args![before])
}
