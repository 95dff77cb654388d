//! Groups: weekly series, their dated exceptions, and dated memberships.
//!
//! All of it is ids, dates, times and words about a group. No column describes a person, so nothing here is sealed.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "groups",
    statements: &[
        // A group meets in a room, or by telehealth at a link that may not be known yet, or place is not decided.
        "CREATE TABLE care_group (organization_id @id NOT NULL, group_id @id NOT NULL, site_id @id NOT NULL, \
            program_id @id, name @text NOT NULL, kind @text NOT NULL, track @text NOT NULL, topic @text, room_id @id, \
            telehealth @int NOT NULL, link @text, seats @int NOT NULL, smallest @int NOT NULL, minutes @int NOT NULL, \
            starts_on @text NOT NULL, ends_on @text, open @int NOT NULL, draft @int NOT NULL, first_week @int, \
            last_week @int, follows_id @id, created_at @time NOT NULL, PRIMARY KEY (organization_id, group_id), \
            FOREIGN KEY (organization_id, site_id) REFERENCES site (organization_id, site_id), \
            FOREIGN KEY (organization_id, program_id) REFERENCES program (organization_id, program_id), \
            FOREIGN KEY (organization_id, room_id) REFERENCES room (organization_id, room_id) @table",
        "CREATE INDEX care_group_site ON care_group (organization_id, site_id, group_id)",
        "CREATE TABLE group_meeting (organization_id @id NOT NULL, group_id @id NOT NULL, weekday @int NOT NULL, \
            start_minute @int NOT NULL, PRIMARY KEY (organization_id, group_id, weekday), \
            FOREIGN KEY (organization_id, group_id) REFERENCES care_group @table",
        "CREATE TABLE group_leader (organization_id @id NOT NULL, group_id @id NOT NULL, place @int NOT NULL, \
            person_id @id NOT NULL, PRIMARY KEY (organization_id, group_id, place), FOREIGN KEY (organization_id, \
            group_id) REFERENCES care_group, FOREIGN KEY (organization_id, person_id) REFERENCES staff @table",
        // At most one for a session; the changes are one document that no query looks into.
        "CREATE TABLE group_exception (organization_id @id NOT NULL, group_id @id NOT NULL, date @text NOT NULL, \
            cause @text NOT NULL, change @json NOT NULL, PRIMARY KEY (organization_id, group_id, date), \
            FOREIGN KEY (organization_id, group_id) REFERENCES care_group @table",
        "CREATE TABLE membership (organization_id @id NOT NULL, membership_id @id NOT NULL, group_id @id NOT NULL, \
            person_id @id NOT NULL, joined_on @text NOT NULL, last_on @text, PRIMARY KEY (organization_id, \
            membership_id), FOREIGN KEY (organization_id, group_id) REFERENCES care_group, \
            FOREIGN KEY (organization_id, person_id) REFERENCES patient @table",
        "CREATE INDEX membership_group ON membership (organization_id, group_id, joined_on)",
        "CREATE INDEX membership_person ON membership (organization_id, person_id, joined_on)",
    ],
    sealing: None,
};
