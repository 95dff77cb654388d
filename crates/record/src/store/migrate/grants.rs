//! Who can become whom: roles that wait for a second person, addresses that changed.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "who can become whom",
    statements: &[
        "CREATE TABLE access_grant (organization_id @id NOT NULL, grant_id @id NOT NULL, person_id @id NOT NULL, \
            change @text NOT NULL, role @text, asked_by @id NOT NULL, asked_at @time NOT NULL, yes @int, \
            decided_by @id, decided_at @time, PRIMARY KEY (organization_id, grant_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person @table",
        "CREATE INDEX access_grant_person ON access_grant (organization_id, person_id)",
        // Whatever changes how somebody signs in ends their links, found by the person.
        "CREATE INDEX invitation_person ON invitation (organization_id, person_id)",
        "CREATE INDEX pending_person ON pending (organization_id, person_id)",
    ],
    sealing: None,
};
