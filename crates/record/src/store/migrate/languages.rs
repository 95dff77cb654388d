//! In which language somebody reads their own pages and what is written to them.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "the language that somebody chose",
    statements: &["ALTER TABLE account ADD COLUMN language @text"],
    sealing: None,
};
