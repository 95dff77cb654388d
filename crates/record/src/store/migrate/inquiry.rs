//! Requests for help, what was done about them, and appointments.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "asking for help",
    statements: &[
        // What was asked is sealed under the key of the person it is about, who is a `person` and not yet a `patient`.
        "CREATE TABLE inquiry (organization_id @id NOT NULL, inquiry_id @id NOT NULL, person_id @id NOT NULL, \
            site_id @id NOT NULL, stage @text NOT NULL, requested_at @time NOT NULL, promised_at @time NOT NULL, \
            next_call_at @time, waiting_since @text, clinician_id @id, owner_id @id, joined_to @id, \
            sealed_request @bytes NOT NULL, sealed_loss @bytes, PRIMARY KEY (organization_id, inquiry_id), \
            FOREIGN KEY (organization_id, person_id) REFERENCES person, FOREIGN KEY (organization_id, \
            site_id) REFERENCES site (organization_id, site_id) @table",
        "CREATE INDEX inquiry_person ON inquiry (organization_id, person_id, requested_at)",
        "CREATE INDEX inquiry_stage ON inquiry (organization_id, stage, requested_at)",
        "CREATE INDEX inquiry_joined ON inquiry (organization_id, joined_to)",
        // What happened, in order: every stage it came to, and every turn that is not one.
        "CREATE TABLE inquiry_step (organization_id @id NOT NULL, inquiry_id @id NOT NULL, step_id @id NOT NULL, \
            person_id @id NOT NULL, kind @text NOT NULL, stage @text NOT NULL, at @time NOT NULL, by_id @id, \
            sealed_words @bytes, PRIMARY KEY (organization_id, inquiry_id, step_id), FOREIGN KEY (organization_id, \
            inquiry_id) REFERENCES inquiry @table",
        "CREATE TABLE inquiry_call (organization_id @id NOT NULL, inquiry_id @id NOT NULL, call_id @id NOT NULL, \
            person_id @id NOT NULL, at @time NOT NULL, by_id @id NOT NULL, next_call_at @time, \
            sealed_call @bytes NOT NULL, PRIMARY KEY (organization_id, inquiry_id, call_id), \
            FOREIGN KEY (organization_id, inquiry_id) REFERENCES inquiry @table",
        "CREATE TABLE appointment (organization_id @id NOT NULL, appointment_id @id NOT NULL, kind @text NOT NULL, \
            person_id @id NOT NULL, inquiry_id @id, clinician_id @id NOT NULL, site_id @id NOT NULL, \
            starts_at @time NOT NULL, ends_at @time NOT NULL, minutes @int NOT NULL, state @text NOT NULL, \
            PRIMARY KEY (organization_id, appointment_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person, FOREIGN KEY (organization_id, clinician_id) REFERENCES staff @table",
        "CREATE INDEX appointment_clinician ON appointment (organization_id, clinician_id, starts_at)",
        "CREATE INDEX appointment_person ON appointment (organization_id, person_id, starts_at)",
        "CREATE INDEX appointment_inquiry ON appointment (organization_id, inquiry_id, starts_at)",
    ],
    sealing: None,
};
