//! Who came to which session, when a roster was closed, and make-ups.
//!
//! Marks are only ever added: a correction is the next revision. Why somebody was excused, and why a closed roster was
//! corrected, is sealed under the person's key; states and minutes are plain, so that hours can be added up.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "attendance",
    statements: &[
        // A session is named by its group and original date. The site and the weekday repeat what the group and the
        // date say, for adding up without expanding every series.
        "CREATE TABLE attendance (organization_id @id NOT NULL, group_id @id NOT NULL, date @text NOT NULL, \
            person_id @id NOT NULL, revision @int NOT NULL, mark_id @id NOT NULL, site_id @id NOT NULL, \
            weekday @int NOT NULL, state @text NOT NULL, late_minutes @int NOT NULL, early_minutes @int NOT NULL, \
            sealed_reason @bytes, sealed_because @bytes, at @time NOT NULL, by_id @id NOT NULL, \
            PRIMARY KEY (organization_id, group_id, date, person_id, revision), FOREIGN KEY (organization_id, \
            group_id) REFERENCES care_group @table",
        "CREATE INDEX attendance_site ON attendance (organization_id, site_id, date, person_id)",
        "CREATE INDEX attendance_person ON attendance (organization_id, person_id, date)",
        "CREATE TABLE roster_closed (organization_id @id NOT NULL, group_id @id NOT NULL, date @text NOT NULL, \
            closed_at @time NOT NULL, closed_by @id NOT NULL, PRIMARY KEY (organization_id, group_id, date), \
            FOREIGN KEY (organization_id, group_id) REFERENCES care_group @table",
        // A make-up is a membership of one day; this says which memberships are make-ups, for whom and by whom.
        "CREATE TABLE makeup (organization_id @id NOT NULL, membership_id @id NOT NULL, group_id @id NOT NULL, \
            date @text NOT NULL, person_id @id NOT NULL, booked_at @time NOT NULL, booked_by @id NOT NULL, \
            PRIMARY KEY (organization_id, membership_id) @table",
        "CREATE INDEX makeup_date ON makeup (organization_id, date, group_id, person_id)",
    ],
    sealing: None,
};
