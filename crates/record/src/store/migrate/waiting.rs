//! What is kept of somebody's waiting for a place.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "waiting for a place",
    statements: &[
        // Since when they wait is in the request. Until when a place is held stands in the clear, because what is due is
        // looked for by it; everything else is sealed.
        "CREATE TABLE waiting (organization_id @id NOT NULL, inquiry_id @id NOT NULL, person_id @id NOT NULL, \
            offer_until @time, sealed_body @bytes NOT NULL, PRIMARY KEY (organization_id, inquiry_id), \
            FOREIGN KEY (organization_id, inquiry_id) REFERENCES inquiry, FOREIGN KEY (organization_id, \
            person_id) REFERENCES person @table",
        "CREATE INDEX waiting_person ON waiting (organization_id, person_id)",
        "CREATE INDEX waiting_offer ON waiting (organization_id, offer_until)",
    ],
    sealing: None,
};
