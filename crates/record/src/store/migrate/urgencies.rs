//! How soon somebody has to look gets places with gaps between them, because "within the hour" came between two.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "places with gaps for how soon a signal is",
    // 0, 1 and 2 were now, today and this week. Each keeps its meaning: 0, 100 and 200.
    statements: &["UPDATE signal SET urgency = urgency * 100"],
    sealing: None,
};
