//! Version 1: organizations, people, access, the journal.
//!
//! Organization first in every key: it is the distribution column of a network of clinics.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "the house",
    statements: &[
        "CREATE TABLE organization (organization_id @id NOT NULL PRIMARY KEY, name @text NOT NULL, \
            created_at @time NOT NULL @table",
        // The organization's own keys, each wrapped by the master key.
        "CREATE TABLE organization_key (organization_id @id NOT NULL REFERENCES organization, kind @text NOT NULL, \
            wrapped @bytes NOT NULL, master_id @bytes NOT NULL, PRIMARY KEY (organization_id, kind) @table",
        "CREATE TABLE site (organization_id @id NOT NULL REFERENCES organization, site_id @id NOT NULL, \
            name @text NOT NULL, time_zone @text NOT NULL, created_at @time NOT NULL, PRIMARY KEY (organization_id, \
            site_id) @table",
        "CREATE TABLE site_hours (organization_id @id NOT NULL, site_id @id NOT NULL, weekday @int NOT NULL, \
            start_minute @int NOT NULL, end_minute @int NOT NULL, PRIMARY KEY (organization_id, site_id, weekday, \
            start_minute), FOREIGN KEY (organization_id, site_id) REFERENCES site (organization_id, site_id) @table",
        "CREATE TABLE room (organization_id @id NOT NULL, room_id @id NOT NULL, site_id @id NOT NULL, \
            name @text NOT NULL, seats @int NOT NULL, PRIMARY KEY (organization_id, room_id), \
            FOREIGN KEY (organization_id, site_id) REFERENCES site (organization_id, site_id) @table",
        "CREATE TABLE program (organization_id @id NOT NULL, program_id @id NOT NULL, site_id @id NOT NULL, \
            name @text NOT NULL, level @text NOT NULL, PRIMARY KEY (organization_id, program_id), \
            FOREIGN KEY (organization_id, site_id) REFERENCES site (organization_id, site_id) @table",
        // Anybody: what describes them is sealed under a key of their own.
        "CREATE TABLE person (organization_id @id NOT NULL REFERENCES organization, person_id @id NOT NULL, \
            sealed_name @bytes NOT NULL, sealed_contact @bytes NOT NULL, created_at @time NOT NULL, \
            PRIMARY KEY (organization_id, person_id) @table",
        "CREATE TABLE person_key (organization_id @id NOT NULL, person_id @id NOT NULL, wrapped @bytes NOT NULL, \
            master_id @bytes NOT NULL, PRIMARY KEY (organization_id, person_id) @table",
        // The blind index: keyed hashes of words, prefixes and sounds of names.
        "CREATE TABLE name_token (organization_id @id NOT NULL, token @bytes NOT NULL, person_id @id NOT NULL, \
            PRIMARY KEY (organization_id, token, person_id) @table",
        "CREATE INDEX name_token_person ON name_token (organization_id, person_id)",
        "CREATE TABLE staff (organization_id @id NOT NULL, person_id @id NOT NULL, PRIMARY KEY (organization_id, \
            person_id), FOREIGN KEY (organization_id, person_id) REFERENCES person @table",
        "CREATE TABLE staff_role (organization_id @id NOT NULL, person_id @id NOT NULL, role @text NOT NULL, \
            PRIMARY KEY (organization_id, person_id, role), FOREIGN KEY (organization_id, \
            person_id) REFERENCES staff @table",
        "CREATE TABLE staff_site (organization_id @id NOT NULL, person_id @id NOT NULL, site_id @id NOT NULL, \
            PRIMARY KEY (organization_id, person_id, site_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES staff, FOREIGN KEY (organization_id, site_id) REFERENCES site (organization_id, \
            site_id) @table",
        "CREATE TABLE staff_credential (organization_id @id NOT NULL, person_id @id NOT NULL, \
            credential @text NOT NULL, PRIMARY KEY (organization_id, person_id, credential), \
            FOREIGN KEY (organization_id, person_id) REFERENCES staff @table",
        "CREATE TABLE staff_duty (organization_id @id NOT NULL, person_id @id NOT NULL, site_id @id NOT NULL, \
            weekday @int NOT NULL, start_minute @int NOT NULL, end_minute @int NOT NULL, \
            PRIMARY KEY (organization_id, person_id, site_id, weekday, start_minute), FOREIGN KEY (organization_id, \
            person_id) REFERENCES staff @table",
        "CREATE TABLE patient (organization_id @id NOT NULL, person_id @id NOT NULL, site_id @id NOT NULL, \
            program_id @id NOT NULL, counselor_id @id, sealed_born @bytes, joined_on @text NOT NULL, \
            PRIMARY KEY (organization_id, person_id), FOREIGN KEY (organization_id, person_id) REFERENCES person, \
            FOREIGN KEY (organization_id, site_id) REFERENCES site, FOREIGN KEY (organization_id, \
            program_id) REFERENCES program @table",
        "CREATE INDEX patient_site ON patient (organization_id, site_id, person_id)",
        "CREATE INDEX patient_counselor ON patient (organization_id, counselor_id, person_id)",
        "CREATE TABLE support (organization_id @id NOT NULL, supporter_id @id NOT NULL, patient_id @id NOT NULL, \
            since @time NOT NULL, until @time, PRIMARY KEY (organization_id, supporter_id, patient_id), \
            FOREIGN KEY (organization_id, patient_id) REFERENCES patient @table",
        // A forgotten person leaves this: an id and a time.
        "CREATE TABLE forgotten (organization_id @id NOT NULL, person_id @id NOT NULL, \
            forgotten_at @time NOT NULL, PRIMARY KEY (organization_id, person_id) @table",
        // Signing in.
        "CREATE TABLE account (organization_id @id NOT NULL, person_id @id NOT NULL, login_token @bytes NOT NULL, \
            password_hash @text, sealed_totp @bytes, totp_step @int NOT NULL, created_at @time NOT NULL, \
            disabled_at @time, PRIMARY KEY (organization_id, person_id), UNIQUE (organization_id, login_token), \
            FOREIGN KEY (organization_id, person_id) REFERENCES person @table",
        "CREATE TABLE passkey (organization_id @id NOT NULL, passkey_id @id NOT NULL, person_id @id NOT NULL, \
            credential_hash @bytes NOT NULL, sealed_passkey @bytes NOT NULL, sealed_name @bytes NOT NULL, \
            created_at @time NOT NULL, used_at @time, PRIMARY KEY (organization_id, passkey_id), \
            UNIQUE (organization_id, credential_hash), FOREIGN KEY (organization_id, \
            person_id) REFERENCES account @table",
        "CREATE INDEX passkey_person ON passkey (organization_id, person_id)",
        "CREATE TABLE session (organization_id @id NOT NULL, session_id @id NOT NULL, token_hash @bytes NOT NULL, \
            person_id @id NOT NULL, created_at @time NOT NULL, seen_at @time NOT NULL, stepped_up_at @time, \
            ended_at @time, sealed_device @bytes NOT NULL, PRIMARY KEY (organization_id, session_id), \
            UNIQUE (organization_id, token_hash) @table",
        "CREATE INDEX session_person ON session (organization_id, person_id, created_at)",
        "CREATE TABLE invitation (organization_id @id NOT NULL, token_hash @bytes NOT NULL, \
            person_id @id NOT NULL, purpose @text NOT NULL, expires_at @time NOT NULL, used_at @time, \
            PRIMARY KEY (organization_id, token_hash) @table",
        "CREATE TABLE pending (organization_id @id NOT NULL, token_hash @bytes NOT NULL, person_id @id, \
            purpose @text NOT NULL, body @bytes NOT NULL, attempts @int NOT NULL, expires_at @time NOT NULL, \
            PRIMARY KEY (organization_id, token_hash) @table",
        "CREATE TABLE throttle (organization_id @id NOT NULL, subject @bytes NOT NULL, failures @int NOT NULL, \
            last_failure_at @time NOT NULL, PRIMARY KEY (organization_id, subject) @table",
        "CREATE TABLE glass (organization_id @id NOT NULL, glass_id @id NOT NULL, actor_id @id NOT NULL, \
            patient_id @id NOT NULL, sealed_reason @bytes NOT NULL, opened_at @time NOT NULL, \
            expires_at @time NOT NULL, reviewed_at @time, reviewer_id @id, sealed_review @bytes, \
            PRIMARY KEY (organization_id, glass_id) @table",
        "CREATE INDEX glass_actor ON glass (organization_id, actor_id, patient_id, expires_at)",
        // One effect per key, whoever sends it again.
        "CREATE TABLE idempotency (organization_id @id NOT NULL, key @bytes NOT NULL, request @bytes NOT NULL, \
            answer @json NOT NULL, at @time NOT NULL, PRIMARY KEY (organization_id, key) @table",
        // Work that follows from an act, written with it.
        "CREATE TABLE job (organization_id @id NOT NULL, job_id @id NOT NULL, kind @text NOT NULL, \
            person_id @id NOT NULL, sealed_body @bytes NOT NULL, run_at @time NOT NULL, lease_until @time, \
            attempts @int NOT NULL, done_at @time, PRIMARY KEY (organization_id, job_id) @table",
        "CREATE INDEX job_due ON job (organization_id, done_at, run_at)",
        // The journal: the chained part holds ids and commitments, the details lie beside it.
        "CREATE TABLE journal (organization_id @id NOT NULL, seq @int NOT NULL, at @time NOT NULL, \
            actor_id @id NOT NULL, session_id @id, action @text NOT NULL, rule @text NOT NULL, \
            subject_kind @text NOT NULL, subject_id @id NOT NULL, commitment @bytes NOT NULL, \
            previous @bytes NOT NULL, hash @bytes NOT NULL, PRIMARY KEY (organization_id, seq) @table",
        "CREATE INDEX journal_subject ON journal (organization_id, subject_id, seq)",
        "CREATE TABLE journal_detail (organization_id @id NOT NULL, seq @int NOT NULL, person_id @id, \
            sealed @bytes NOT NULL, PRIMARY KEY (organization_id, seq) @table",
        "CREATE TABLE journal_head (organization_id @id NOT NULL PRIMARY KEY, seq @int NOT NULL, \
            hash @bytes NOT NULL @table",
        "CREATE TABLE journal_checkpoint (organization_id @id NOT NULL, seq @int NOT NULL, at @time NOT NULL, \
            hash @bytes NOT NULL, signer @bytes NOT NULL, signature @bytes NOT NULL, PRIMARY KEY (organization_id, \
            seq) @table",
    ],
    sealing: None,
};
