//! Who somebody is to the clinic.

use serde::{Deserialize, Serialize};

/// A role. A member of staff may hold several; what a role may do is written in the policy, not here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes first calls and brings people to their assessment.
    IntakeCoordinator,
    /// Leads groups, sees people one to one, carries a caseload.
    Counselor,
    /// Physician, nurse practitioner, nurse.
    MedicalProvider,
    /// Answers for the clinical work of the organization.
    ClinicalDirector,
    /// Runs sites, rooms, programs and accounts.
    ProgramAdministrator,
    /// Answers for who saw what.
    PrivacyOfficer,
    /// Reads the journal and the settings, and no record.
    Auditor,
    /// The person in care.
    Patient,
    /// Somebody the person in care chose.
    SupportPerson,
    /// Whoever runs commands on the server itself. Not given to an account.
    Operator,
    /// Anybody at the public pages, known to nobody. Not given to an account.
    Visitor,
}

impl Role {
    /// Every role, in the order of the matrix.
    pub const ALL: [Self; 11] = [
        Self::IntakeCoordinator,
        Self::Counselor,
        Self::MedicalProvider,
        Self::ClinicalDirector,
        Self::ProgramAdministrator,
        Self::PrivacyOfficer,
        Self::Auditor,
        Self::Patient,
        Self::SupportPerson,
        Self::Operator,
        Self::Visitor,
    ];

    /// The roles an administrator can give to a member of staff.
    pub const STAFF: [Self; 7] = [
        Self::IntakeCoordinator,
        Self::Counselor,
        Self::MedicalProvider,
        Self::ClinicalDirector,
        Self::ProgramAdministrator,
        Self::PrivacyOfficer,
        Self::Auditor,
    ];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IntakeCoordinator => "intake_coordinator",
            Self::Counselor => "counselor",
            Self::MedicalProvider => "medical_provider",
            Self::ClinicalDirector => "clinical_director",
            Self::ProgramAdministrator => "program_administrator",
            Self::PrivacyOfficer => "privacy_officer",
            Self::Auditor => "auditor",
            Self::Patient => "patient",
            Self::SupportPerson => "support_person",
            Self::Operator => "operator",
            Self::Visitor => "visitor",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::IntakeCoordinator => "Intake coordinator",
            Self::Counselor => "Counselor",
            Self::MedicalProvider => "Medical provider",
            Self::ClinicalDirector => "Clinical director",
            Self::ProgramAdministrator => "Program administrator",
            Self::PrivacyOfficer => "Privacy officer",
            Self::Auditor => "Auditor",
            Self::Patient => "Person in care",
            Self::SupportPerson => "Support person",
            Self::Operator => "Server operator",
            Self::Visitor => "Visitor",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether an account with this role belongs on the staff pages.
    pub const fn is_staff(self) -> bool {
        !matches!(
            self,
            Self::Patient | Self::SupportPerson | Self::Operator | Self::Visitor
        )
    }
}
