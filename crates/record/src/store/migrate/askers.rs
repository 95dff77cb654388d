//! Whoever asked for somebody else, found by how they are reached.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "whoever asked for somebody else",
    statements: &[
        // Apart from the tokens of the person it is about, because these are another person's number and address.
        "CREATE TABLE asker_token (organization_id @id NOT NULL, token @bytes NOT NULL, inquiry_id @id NOT NULL, \
            person_id @id NOT NULL, PRIMARY KEY (organization_id, token, inquiry_id), FOREIGN KEY (organization_id, \
            inquiry_id) REFERENCES inquiry @table",
        "CREATE INDEX asker_token_inquiry ON asker_token (organization_id, inquiry_id)",
        "CREATE INDEX asker_token_person ON asker_token (organization_id, person_id)",
    ],
    sealing: None,
};
