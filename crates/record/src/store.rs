//! The ground everything stands on: engines, connections, transactions, schema versions, backups.

pub mod backup;
pub(crate) mod engine;
pub mod health;
pub(crate) mod inside;
pub(crate) mod migrate;
pub(crate) mod open;
pub(crate) mod pool;
pub(crate) mod transaction;
pub(crate) mod work;
pub(crate) mod writer;
