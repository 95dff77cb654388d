//! Indexes by which what is open is found, however much there was before.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "what is open is found without what was",
    statements: &[
        // Nearly every request is joined to none and nearly everybody who left has no counselor: an index that holds
        // all of these looks like the shortest way to an engine that does not count, and is the longest.
        "DROP INDEX inquiry_joined",
        "CREATE INDEX inquiry_joined ON inquiry (organization_id, joined_to) WHERE joined_to IS NOT NULL",
        "DROP INDEX patient_counselor",
        "CREATE INDEX patient_counselor ON patient (organization_id, counselor_id, person_id) \
            WHERE counselor_id IS NOT NULL",
        // What came in between two instants, whatever became of it.
        "CREATE INDEX inquiry_came ON inquiry (organization_id, requested_at)",
    ],
    sealing: None,
};
