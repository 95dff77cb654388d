//! What is mailed about appointments, when somebody is reminded next, and the links by which they answer.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "reminders",
    statements: &[
        "ALTER TABLE appointment ADD COLUMN sealed_notice @bytes",
        "ALTER TABLE appointment ADD COLUMN remind_at @time",
        "CREATE INDEX appointment_remind ON appointment (organization_id, remind_at)",
        // What stands already is looked at by the first round, which says when it comes next: any time that has passed
        // will do.
        "UPDATE appointment SET remind_at = (SELECT p.created_at FROM person p \
            WHERE p.organization_id = appointment.organization_id AND p.person_id = appointment.person_id) \
            WHERE state = 'booked'",
        // One for each message. Of the secret in it only the hash is kept.
        "CREATE TABLE appointment_link (organization_id @id NOT NULL, secret_hash @bytes NOT NULL, \
            appointment_id @id NOT NULL, person_id @id NOT NULL, expires_at @time NOT NULL, \
            PRIMARY KEY (organization_id, secret_hash), FOREIGN KEY (organization_id, \
            appointment_id) REFERENCES appointment @table",
        "CREATE INDEX appointment_link_expires ON appointment_link (organization_id, expires_at)",
    ],
    sealing: None,
};
