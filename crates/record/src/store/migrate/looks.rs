//! How an organization looks: as it is now, beside its name, and each way in which it ever did.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "looks",
    statements: &[
        // Asked for with the name on every page.
        "ALTER TABLE organization ADD COLUMN accent @text",
        "ALTER TABLE organization ADD COLUMN logo_name @text",
        "CREATE TABLE house_look (organization_id @id NOT NULL REFERENCES organization, revision @int NOT NULL, \
            accent @text, logo_name @text, logo @bytes, made_at @time NOT NULL, \
            PRIMARY KEY (organization_id, revision) @table",
    ],
    sealing: None,
};
