//! What was written to somebody, found by whom it is to.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "messages of a person",
    statements: &["CREATE INDEX job_person ON job (organization_id, person_id, kind, job_id)"],
    sealing: None,
};
