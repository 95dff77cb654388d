//! Assessments, measures, signals.
//!
//! Findings, diagnoses, results and responses are only ever added: what somebody said stays said.

use super::Migration;

pub(super) const MIGRATION: Migration = Migration {
    name: "assessments, measures, signals",
    statements: &[
        "CREATE TABLE assessment (organization_id @id NOT NULL, assessment_id @id NOT NULL, \
            person_id @id NOT NULL, opened_at @time NOT NULL, opened_by @id NOT NULL, completed_at @time, \
            completed_by @id, PRIMARY KEY (organization_id, assessment_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person @table",
        "CREATE INDEX assessment_person ON assessment (organization_id, person_id, opened_at)",
        "CREATE TABLE finding (organization_id @id NOT NULL, person_id @id NOT NULL, finding_id @id NOT NULL, \
            assessment_id @id NOT NULL, at @time NOT NULL, written_by @id NOT NULL, sealed @bytes NOT NULL, \
            PRIMARY KEY (organization_id, person_id, finding_id), FOREIGN KEY (organization_id, \
            assessment_id) REFERENCES assessment @table",
        "CREATE TABLE diagnosis (organization_id @id NOT NULL, person_id @id NOT NULL, diagnosis_id @id NOT NULL, \
            assessment_id @id NOT NULL, at @time NOT NULL, written_by @id NOT NULL, sealed @bytes NOT NULL, \
            PRIMARY KEY (organization_id, person_id, diagnosis_id), FOREIGN KEY (organization_id, \
            assessment_id) REFERENCES assessment @table",
        // One time an instrument was answered; the score is worked out anew from the answers and the rules of its
        // version.
        "CREATE TABLE measure_result (organization_id @id NOT NULL, person_id @id NOT NULL, \
            result_id @id NOT NULL, instrument @text NOT NULL, at @time NOT NULL, written_by @id NOT NULL, \
            sealed @bytes NOT NULL, PRIMARY KEY (organization_id, person_id, result_id), \
            FOREIGN KEY (organization_id, person_id) REFERENCES person @table",
        "CREATE TABLE measure_assignment (organization_id @id NOT NULL, person_id @id NOT NULL, \
            assignment_id @id NOT NULL, instrument @text NOT NULL, assigned_at @time NOT NULL, \
            assigned_by @id NOT NULL, ended_at @time, result_id @id, PRIMARY KEY (organization_id, person_id, \
            assignment_id), FOREIGN KEY (organization_id, person_id) REFERENCES person @table",
        // Official wording belongs to nobody in particular.
        "CREATE TABLE measure_wording (organization_id @id NOT NULL REFERENCES organization, \
            instrument @text NOT NULL, file_name @text NOT NULL, file_text @text NOT NULL, \
            imported_at @time NOT NULL, PRIMARY KEY (organization_id, instrument) @table",
        "CREATE TABLE signal (organization_id @id NOT NULL, signal_id @id NOT NULL, person_id @id NOT NULL, \
            kind @text NOT NULL, urgency @int NOT NULL, once_key @text, link @text NOT NULL, \
            raised_at @time NOT NULL, raised_by @id NOT NULL, sealed_words @bytes NOT NULL, closed_at @time, \
            closed_by @id, PRIMARY KEY (organization_id, signal_id), FOREIGN KEY (organization_id, \
            person_id) REFERENCES person @table",
        "CREATE INDEX signal_open ON signal (organization_id, closed_at, urgency, raised_at)",
        "CREATE INDEX signal_person ON signal (organization_id, person_id, raised_at)",
        "CREATE TABLE signal_response (organization_id @id NOT NULL, signal_id @id NOT NULL, \
            response_id @id NOT NULL, at @time NOT NULL, written_by @id NOT NULL, planned_for @text, \
            sealed_words @bytes NOT NULL, PRIMARY KEY (organization_id, signal_id, response_id), \
            FOREIGN KEY (organization_id, signal_id) REFERENCES signal @table",
    ],
    sealing: None,
};
