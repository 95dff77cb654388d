//! Since when a signal waits for an answer, by when the first had to answer, and what a response says beside its words.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "signals that wait",
    statements: &[
        // Signals of before have neither until their clock begins anew.
        "ALTER TABLE signal ADD COLUMN waits_since @time",
        "ALTER TABLE signal ADD COLUMN first_by @time",
        "ALTER TABLE signal_response ADD COLUMN sealed_outcome @bytes",
    ],
    sealing: None,
};
