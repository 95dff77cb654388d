//! What the public page of a site says, and what a program is called in Spanish.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "leaflets of sites",
    statements: &[
        "CREATE TABLE leaflet (organization_id @id NOT NULL, site_id @id NOT NULL, body @json NOT NULL, \
            PRIMARY KEY (organization_id, site_id), FOREIGN KEY (organization_id, site_id) \
            REFERENCES site (organization_id, site_id) @table",
        "ALTER TABLE program ADD COLUMN name_es @text",
    ],
    sealing: None,
};
