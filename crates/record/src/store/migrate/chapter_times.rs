//! Chapters by when something was written, for what is looked for among everybody: whose planned admission has come.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "chapters by time",
    statements: &["CREATE INDEX chapter_at ON chapter (organization_id, chapter, at)"],
    sealing: None,
};
