//! Whom to call in an emergency, found by how they are reached.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "whom to call in an emergency",
    statements: &[
        // Apart from the tokens of the person who named them, because these are another person's number. Those who are
        // there already come in as the index is written anew.
        "CREATE TABLE emergency_token (organization_id @id NOT NULL, token @bytes NOT NULL, person_id @id NOT NULL, \
            PRIMARY KEY (organization_id, token, person_id), FOREIGN KEY (organization_id, person_id) \
            REFERENCES person (organization_id, person_id) @table",
        "CREATE INDEX emergency_token_person ON emergency_token (organization_id, person_id)",
    ],
    sealing: None,
};
