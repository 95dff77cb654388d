//! Safety plans, version by version. What one says is sealed; which version it is, when and by whom stand in the clear.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "safety plans",
    statements: &[
        "CREATE TABLE safety_plan (organization_id @id NOT NULL, person_id @id NOT NULL, number @int NOT NULL, \
            plan_id @id NOT NULL, at @time NOT NULL, written_by @id NOT NULL, sealed_plan @bytes NOT NULL, \
            PRIMARY KEY (organization_id, person_id, number), \
            FOREIGN KEY (organization_id, person_id) REFERENCES person @table",
    ],
    sealing: None,
};
