//! Episodes and stays, beds, referrals, placements.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "episodes and stays",
    statements: &[
        "CREATE TABLE bed (organization_id @id NOT NULL, bed_id @id NOT NULL, site_id @id NOT NULL, \
            name @text NOT NULL, level @text NOT NULL, PRIMARY KEY (organization_id, bed_id), \
            UNIQUE (organization_id, site_id, name), FOREIGN KEY (organization_id, \
            site_id) REFERENCES site (organization_id, site_id) @table",
        // Why an episode ended tells about the person, so it is sealed; the dates are not.
        "CREATE TABLE episode (organization_id @id NOT NULL, episode_id @id NOT NULL, person_id @id NOT NULL, \
            opened_on @text NOT NULL, closed_on @text, sealed_closing @bytes, PRIMARY KEY (organization_id, \
            episode_id), FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, \
            person_id) @table",
        "CREATE INDEX episode_person ON episode (organization_id, person_id, opened_on)",
        // Nobody is in two episodes at once.
        "CREATE UNIQUE INDEX episode_open ON episode (organization_id, person_id) WHERE closed_on IS NULL",
        // The state and the day it was sent are those of the last and the first step, for lists.
        "CREATE TABLE referral (organization_id @id NOT NULL, referral_id @id NOT NULL, person_id @id NOT NULL, \
            site_id @id NOT NULL, level @text NOT NULL, expected_on @text NOT NULL, state @text NOT NULL, \
            sealed_to @bytes NOT NULL, PRIMARY KEY (organization_id, referral_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person (organization_id, person_id), FOREIGN KEY (organization_id, \
            site_id) REFERENCES site (organization_id, site_id) @table",
        "CREATE INDEX referral_person ON referral (organization_id, person_id)",
        "CREATE INDEX referral_state ON referral (organization_id, state, expected_on)",
        "CREATE TABLE referral_step (organization_id @id NOT NULL, referral_id @id NOT NULL, number @int NOT NULL, \
            step_id @id NOT NULL, state @text NOT NULL, on_day @text NOT NULL, by_id @id NOT NULL, \
            sealed_words @bytes, PRIMARY KEY (organization_id, referral_id, number), FOREIGN KEY (organization_id, \
            referral_id) REFERENCES referral (organization_id, referral_id) @table",
        "CREATE TABLE stay (organization_id @id NOT NULL, stay_id @id NOT NULL, episode_id @id NOT NULL, \
            number @int NOT NULL, person_id @id NOT NULL, level @text NOT NULL, site_id @id NOT NULL, program_id @id, \
            bed_id @id, referral_id @id, counselor_id @id, from_on @text NOT NULL, planned_on @text, until_on @text, \
            ending @text, PRIMARY KEY (organization_id, stay_id), UNIQUE (organization_id, episode_id, number), \
            FOREIGN KEY (organization_id, episode_id) REFERENCES episode (organization_id, episode_id), \
            FOREIGN KEY (organization_id, site_id) REFERENCES site (organization_id, site_id), \
            FOREIGN KEY (organization_id, program_id) REFERENCES program (organization_id, program_id), \
            FOREIGN KEY (organization_id, bed_id) REFERENCES bed (organization_id, bed_id), \
            FOREIGN KEY (organization_id, referral_id) REFERENCES referral (organization_id, referral_id) @table",
        "CREATE INDEX stay_person ON stay (organization_id, person_id)",
        "CREATE INDEX stay_counselor ON stay (organization_id, counselor_id, until_on)",
        "CREATE INDEX stay_bed ON stay (organization_id, bed_id)",
        // The transaction checks both; these hold even if it should be wrong.
        "CREATE UNIQUE INDEX stay_open ON stay (organization_id, episode_id) WHERE until_on IS NULL",
        "CREATE UNIQUE INDEX stay_bed_open ON stay (organization_id, bed_id) \
            WHERE until_on IS NULL AND bed_id IS NOT NULL",
        "CREATE TABLE placement (organization_id @id NOT NULL, placement_id @id NOT NULL, person_id @id NOT NULL, \
            level @text NOT NULL, by_id @id NOT NULL, at @time NOT NULL, sealed_body @bytes NOT NULL, \
            PRIMARY KEY (organization_id, placement_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person (organization_id, person_id) @table",
        "CREATE INDEX placement_person ON placement (organization_id, person_id, at)",
        "CREATE TABLE external_placement (organization_id @id NOT NULL, external_id @id NOT NULL, \
            person_id @id NOT NULL, by_id @id NOT NULL, at @time NOT NULL, sealed_body @bytes NOT NULL, \
            PRIMARY KEY (organization_id, external_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person (organization_id, person_id) @table",
        "CREATE INDEX external_placement_person ON external_placement (organization_id, person_id, at)",
        // Whoever is in care already has an episode since they joined, with one stay. Ids are unique within a table, so
        // the person's own id serves for both.
        "INSERT INTO episode (organization_id, episode_id, person_id, opened_on) SELECT organization_id, \
            person_id, person_id, joined_on FROM patient",
        "INSERT INTO stay (organization_id, stay_id, episode_id, number, person_id, level, site_id, program_id, \
            counselor_id, from_on) SELECT t.organization_id, t.person_id, t.person_id, 1, t.person_id, p.level, \
            t.site_id, t.program_id, t.counselor_id, t.joined_on FROM patient t \
            JOIN program p ON p.organization_id = t.organization_id AND p.program_id = t.program_id",
    ],
    sealing: None,
};
