//! The clocks of signals, who was told of each, and who is on call.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "alerts and who is on call",
    statements: &[
        // When the running clock ends, and how far up it went. Signals of before have none of both until they are seen.
        "ALTER TABLE signal ADD COLUMN clock_at @time",
        "ALTER TABLE signal ADD COLUMN step @int",
        "ALTER TABLE signal ADD COLUMN taken_at @time",
        "ALTER TABLE signal ADD COLUMN taken_by @id",
        "CREATE TABLE signal_alert (organization_id @id NOT NULL, alert_id @id NOT NULL, signal_id @id NOT NULL, \
            staff_id @id NOT NULL, step @int NOT NULL, rung @text NOT NULL, raised_at @time NOT NULL, told_at @time, \
            way @text, opened_at @time, PRIMARY KEY (organization_id, alert_id), FOREIGN KEY (organization_id, \
            signal_id) REFERENCES signal @table",
        "CREATE INDEX signal_alert_signal ON signal_alert (organization_id, signal_id, raised_at)",
        "CREATE INDEX signal_alert_untold ON signal_alert (organization_id, told_at, staff_id)",
        "CREATE INDEX signal_clock ON signal (organization_id, closed_at, clock_at)",
        "CREATE TABLE on_call (organization_id @id NOT NULL, shift_id @id NOT NULL, site_id @id NOT NULL, \
            person_id @id NOT NULL, sealed_body @bytes NOT NULL, changed_at @time NOT NULL, removed_at @time, \
            PRIMARY KEY (organization_id, shift_id), FOREIGN KEY (organization_id, site_id) REFERENCES site, \
            FOREIGN KEY (organization_id, person_id) REFERENCES staff @table",
    ],
    sealing: None,
};
