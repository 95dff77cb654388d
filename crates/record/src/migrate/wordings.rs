//! Every file of official wording that was read, used or not, so that an earlier one can be used again.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "readings of official wording",
    statements: &[
        // A reading that was never used waits for somebody, or was put aside; one in use has no end yet.
        "CREATE TABLE measure_reading (organization_id @id NOT NULL REFERENCES organization, instrument @text NOT NULL, revision @int NOT NULL, origin @text NOT NULL, wording @text NOT NULL, read_at @time NOT NULL, read_by @id, used_from @time, ended_at @time, PRIMARY KEY (organization_id, instrument, revision) @table",
        "INSERT INTO measure_reading (organization_id, instrument, revision, origin, wording, read_at, used_from) SELECT organization_id, instrument, 1, file_name, file_text, imported_at, imported_at FROM measure_wording",
        "DROP TABLE measure_wording",
    ],
};
