//! Indexes that plans asked for.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "stays by site, appointments by their end",
    statements: &[
        // Who is at a site, and who was in a week: without it every stay there ever was is looked at.
        "CREATE INDEX stay_site ON stay (organization_id, site_id, until_on)",
        // Who is taken from now on: the past is most of them, and is left out by this.
        "CREATE INDEX appointment_ends ON appointment (organization_id, ends_at)",
    ],
    sealing: None,
};
