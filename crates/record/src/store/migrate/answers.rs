//! What a mail server said when it did not take a message.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "what a mail server said",
    // Sealed under the key of whoever the message is for: servers repeat the address that they refuse.
    statements: &["ALTER TABLE job ADD COLUMN sealed_answer @bytes"],
    sealing: None,
};
