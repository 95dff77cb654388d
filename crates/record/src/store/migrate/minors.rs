//! What admitting a minor asks for: the state of a site, programs for adolescents, who answers for somebody; and the
//! sheets that go along with somebody in an emergency.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "minors and hand-overs",
    statements: &[
        "ALTER TABLE site ADD COLUMN state @text",
        "ALTER TABLE program ADD COLUMN adolescents @int NOT NULL DEFAULT 0",
        "CREATE TABLE guardian (organization_id @id NOT NULL, person_id @id NOT NULL, sealed @bytes NOT NULL, \
            changed_at @time NOT NULL, PRIMARY KEY (organization_id, person_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person (organization_id, person_id) @table",
        "CREATE TABLE handover (organization_id @id NOT NULL, handover_id @id NOT NULL, person_id @id NOT NULL, \
            at @time NOT NULL, by_id @id NOT NULL, sealed_body @bytes NOT NULL, PRIMARY KEY (organization_id, \
            handover_id), FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, \
            person_id) @table",
        "CREATE INDEX handover_person ON handover (organization_id, person_id, at)",
    ],
    sealing: None,
};
