//! By which scheme each organization's blind index was made.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "the scheme of the index",
    statements: &[
        // An organization without a row is from before schemes were numbered: its index is written anew.
        "CREATE TABLE name_index (organization_id @id NOT NULL PRIMARY KEY REFERENCES organization, \
            version @int NOT NULL, toward @int NOT NULL, done_up_to @id NOT NULL @table",
    ],
    sealing: None,
};
