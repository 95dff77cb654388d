//! Calendars that people subscribe to, and how often sessions were changed.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "calendars",
    statements: &[
        // At most one for each person. Of its secret address only the hash is kept; without one it answers nobody.
        "CREATE TABLE calendar (organization_id @id NOT NULL, person_id @id NOT NULL, sealed @bytes NOT NULL, \
            secret_hash @bytes, made_at @time, used_on @text, PRIMARY KEY (organization_id, person_id), \
            FOREIGN KEY (organization_id, person_id) REFERENCES person @table",
        "CREATE UNIQUE INDEX calendar_secret ON calendar (organization_id, secret_hash)",
        // A calendar on a phone believes the version with the highest number, also when a change was taken back.
        "CREATE TABLE session_change (organization_id @id NOT NULL, group_id @id NOT NULL, date @text NOT NULL, \
            changes @int NOT NULL, PRIMARY KEY (organization_id, group_id, date), FOREIGN KEY (organization_id, \
            group_id) REFERENCES care_group @table",
        "CREATE TABLE group_change (organization_id @id NOT NULL, group_id @id NOT NULL, changes @int NOT NULL, \
            PRIMARY KEY (organization_id, group_id), FOREIGN KEY (organization_id, \
            group_id) REFERENCES care_group @table",
    ],
    sealing: None,
};
