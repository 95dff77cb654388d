//! Who must know of a change to their sessions, and who does.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "notices of changes",
    statements: &[
        // One for each person whom an act touched, written with it. What changed is sealed; whether somebody was told
        // is not, so that those who were not are found.
        "CREATE TABLE change_notice (organization_id @id NOT NULL, notice_id @id NOT NULL, change_id @id NOT NULL, \
            person_id @id NOT NULL, site_id @id NOT NULL, made_at @time NOT NULL, made_by @id NOT NULL, mail_job @id, \
            seen_at @time, reached_at @time, reached_by @id, sealed_body @bytes NOT NULL, \
            PRIMARY KEY (organization_id, notice_id), FOREIGN KEY (organization_id, person_id) \
            REFERENCES person (organization_id, person_id) @table",
        "CREATE INDEX change_notice_person ON change_notice (organization_id, person_id, made_at)",
        "CREATE INDEX change_notice_site ON change_notice (organization_id, site_id, made_at)",
        "CREATE INDEX change_notice_change ON change_notice (organization_id, change_id)",
    ],
    sealing: None,
};
