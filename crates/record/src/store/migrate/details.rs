//! What is known of a person beside their name, and who pays for their care.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "details and coverage",
    statements: &[
        "CREATE TABLE person_details (organization_id @id NOT NULL, person_id @id NOT NULL, sealed @bytes NOT NULL, \
            changed_at @time NOT NULL, PRIMARY KEY (organization_id, person_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person (organization_id, person_id) @table",
        "CREATE TABLE coverage (organization_id @id NOT NULL, person_id @id NOT NULL, sealed @bytes NOT NULL, \
            changed_at @time NOT NULL, PRIMARY KEY (organization_id, person_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person (organization_id, person_id) @table",
    ],
    sealing: None,
};
