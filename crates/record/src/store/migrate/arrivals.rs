//! Screens by the door at which people say that they are here, and who did.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "arrivals",
    statements: &[
        // At most one address for each site; only its hash is kept. Taking it back removes the row.
        "CREATE TABLE kiosk (organization_id @id NOT NULL, site_id @id NOT NULL, secret_hash @bytes NOT NULL, \
            made_at @time NOT NULL, PRIMARY KEY (organization_id, site_id), FOREIGN KEY (organization_id, \
            site_id) REFERENCES site @table",
        "CREATE UNIQUE INDEX kiosk_secret ON kiosk (organization_id, secret_hash)",
        // That somebody said that they are here. Apart from the roster, because it stays true whatever staff mark.
        "CREATE TABLE arrival (organization_id @id NOT NULL, group_id @id NOT NULL, date @text NOT NULL, \
            person_id @id NOT NULL, at @time NOT NULL, PRIMARY KEY (organization_id, group_id, date, person_id), \
            FOREIGN KEY (organization_id, group_id) REFERENCES care_group @table",
    ],
    sealing: None,
};
