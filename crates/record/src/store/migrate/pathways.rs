//! Phases of programs, which groups are for which of them, and where people stand.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "phases of programs",
    statements: &[
        // Programs of before have none, and go on as one piece.
        "ALTER TABLE program ADD COLUMN pathway @json",
        // A group without a row here is for all phases of its program.
        "CREATE TABLE group_phase (organization_id @id NOT NULL, group_id @id NOT NULL, phase @int NOT NULL, \
            PRIMARY KEY (organization_id, group_id, phase), FOREIGN KEY (organization_id, group_id) \
            REFERENCES care_group (organization_id, group_id) @table",
        // A stay without a row here is at the beginning of its program on its first day.
        "CREATE TABLE stay_phase (organization_id @id NOT NULL, stay_id @id NOT NULL, number @int NOT NULL, \
            phase @int NOT NULL, from_on @text NOT NULL, week_one_on @text NOT NULL, program_one_on @text NOT NULL, \
            PRIMARY KEY (organization_id, stay_id, number), FOREIGN KEY (organization_id, stay_id) \
            REFERENCES stay (organization_id, stay_id) @table",
        // What a membership said before a phase ended it, for taking that back.
        "CREATE TABLE stay_phase_left (organization_id @id NOT NULL, stay_id @id NOT NULL, number @int NOT NULL, \
            membership_id @id NOT NULL, last_on @text, PRIMARY KEY (organization_id, stay_id, number, membership_id), \
            FOREIGN KEY (organization_id, stay_id, number) \
            REFERENCES stay_phase (organization_id, stay_id, number) @table",
    ],
    sealing: None,
};
