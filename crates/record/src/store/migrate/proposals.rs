//! Proposals for weeks. What they say about a person is sealed under that person's key; the rest is about groups.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "proposals",
    statements: &[
        "CREATE TABLE proposal (organization_id @id NOT NULL, proposal_id @id NOT NULL, site_id @id NOT NULL, \
            purpose @text NOT NULL, monday @text NOT NULL, made_by @id NOT NULL, made_at @time NOT NULL, \
            state @text NOT NULL, settled_at @time, settled_by @id, basis @bytes NOT NULL, whole @json NOT NULL, \
            PRIMARY KEY (organization_id, proposal_id), FOREIGN KEY (organization_id, \
            site_id) REFERENCES site (organization_id, site_id) @table",
        "CREATE INDEX proposal_site ON proposal (organization_id, site_id, made_at)",
        "CREATE TABLE proposal_part (organization_id @id NOT NULL, proposal_id @id NOT NULL, \
            person_id @id NOT NULL, sealed @bytes NOT NULL, PRIMARY KEY (organization_id, proposal_id, person_id), \
            FOREIGN KEY (organization_id, proposal_id) REFERENCES proposal @table",
    ],
    sealing: None,
};
