//! Browsers that are called though no page is open in them.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "browsers that are called",
    statements: &[
        // Where and how is sealed: the address names the browser. The token finds a browser that is added again.
        "CREATE TABLE push_device (organization_id @id NOT NULL, push_id @id NOT NULL, person_id @id NOT NULL, \
            session_id @id NOT NULL, token @bytes NOT NULL, added_at @time NOT NULL, sealed_body @bytes NOT NULL, \
            PRIMARY KEY (organization_id, push_id), UNIQUE (organization_id, token) @table",
        "CREATE INDEX push_device_person ON push_device (organization_id, person_id)",
    ],
    sealing: None,
};
