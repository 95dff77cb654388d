//! What people's lives hold, and how they get here. What it is and when is sealed; ids and the marks of a change are
//! plain.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "lives",
    statements: &[
        "CREATE TABLE commitment (organization_id @id NOT NULL, person_id @id NOT NULL, \
            commitment_id @id NOT NULL, sealed @bytes NOT NULL, changed_at @time NOT NULL, removed_at @time, \
            PRIMARY KEY (organization_id, person_id, commitment_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES patient @table",
        "CREATE TABLE journey (organization_id @id NOT NULL, person_id @id NOT NULL, sealed @bytes NOT NULL, \
            changed_at @time NOT NULL, PRIMARY KEY (organization_id, person_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES patient @table",
    ],
    sealing: None,
};
