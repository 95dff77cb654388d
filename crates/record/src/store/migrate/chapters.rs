//! Chapters of a record, entry by entry and version by version. What one says is sealed; of which chapter it is, which
//! version, when and by whom stand in the clear.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "chapters",
    statements: &[
        "CREATE TABLE chapter (organization_id @id NOT NULL, person_id @id NOT NULL, chapter @text NOT NULL, \
            item @int NOT NULL, number @int NOT NULL, entry_id @id NOT NULL, at @time NOT NULL, \
            written_by @id NOT NULL, sealed_body @bytes NOT NULL, \
            PRIMARY KEY (organization_id, person_id, chapter, item, number), \
            FOREIGN KEY (organization_id, person_id) REFERENCES person @table",
    ],
    sealing: None,
};
