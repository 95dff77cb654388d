//! Every file of official wording that was read, used or not, so that an earlier one can be used again.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "readings of official wording",
    statements: &[
        // A reading that was never used waits for somebody, or was put aside; one in use has no end yet.
        "CREATE TABLE measure_reading (organization_id @id NOT NULL REFERENCES organization, \
            instrument @text NOT NULL, revision @int NOT NULL, origin @text NOT NULL, wording @text NOT NULL, \
            read_at @time NOT NULL, read_by @id, used_from @time, ended_at @time, PRIMARY KEY (organization_id, \
            instrument, revision) @table",
        "INSERT INTO measure_reading (organization_id, instrument, revision, origin, wording, read_at, \
            used_from) SELECT organization_id, instrument, 1, file_name, file_text, imported_at, imported_at \
            FROM measure_wording WHERE instrument <> 'phq-9'",
        // The PHQ-9 asks about suicide, and until now nobody had to confirm that its ninth item does: it waits until
        // somebody has. Quotation marks within a text are escaped, so the name of the list stands there once.
        "INSERT INTO measure_reading (organization_id, instrument, revision, origin, wording, read_at) \
            SELECT organization_id, instrument, 1, file_name, \
            CASE WHEN file_text LIKE '%\"unconfirmed\":%' THEN file_text \
            ELSE replace(file_text, '\"items\":', '\"unconfirmed\":[\"9\"],\"items\":') END, imported_at \
            FROM measure_wording WHERE instrument = 'phq-9'",
        "DROP TABLE measure_wording",
    ],
    sealing: None,
};
