//! Memberships that hold in some weeks of a rotation: "early group in even weeks". Those of before hold in every week.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "memberships by weeks of a rotation",
    statements: &["ALTER TABLE membership ADD COLUMN turns @text"],
    sealing: None,
};
