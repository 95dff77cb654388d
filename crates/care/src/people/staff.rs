//! The people who work at the clinic.

use crate::{Contact, PersonId, PersonName, Role, SiteId, Span};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What somebody is qualified for, as groups and individual sessions ask for it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    /// Licensed to lead process groups and see people one to one.
    LicensedCounselor,
    /// May lead education and skills groups.
    Educator,
    /// May lead relapse-prevention groups.
    RelapsePrevention,
    /// May lead family sessions.
    FamilyTherapist,
    /// May lead yoga, art or mindfulness.
    Holistic,
    /// May prescribe.
    Prescriber,
    /// May take vital signs and give medication.
    Nurse,
    /// Works with co-occurring mental-health conditions.
    CoOccurring,
    /// Works in Spanish.
    Spanish,
}

impl Credential {
    /// Every credential.
    pub const ALL: [Self; 9] = [
        Self::LicensedCounselor,
        Self::Educator,
        Self::RelapsePrevention,
        Self::FamilyTherapist,
        Self::Holistic,
        Self::Prescriber,
        Self::Nurse,
        Self::CoOccurring,
        Self::Spanish,
    ];

    /// Whether it lets somebody choose less care than is safe by the criteria: it takes two people, as a role that opens
    /// records does.
    pub const fn wants_second(self) -> bool {
        matches!(self, Self::LicensedCounselor | Self::Prescriber)
    }

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LicensedCounselor => "licensed_counselor",
            Self::Educator => "educator",
            Self::RelapsePrevention => "relapse_prevention",
            Self::FamilyTherapist => "family_therapist",
            Self::Holistic => "holistic",
            Self::Prescriber => "prescriber",
            Self::Nurse => "nurse",
            Self::CoOccurring => "co_occurring",
            Self::Spanish => "spanish",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::LicensedCounselor => "Licensed counselor",
            Self::Educator => "Education and skills groups",
            Self::RelapsePrevention => "Relapse-prevention groups",
            Self::FamilyTherapist => "Family therapy",
            Self::Holistic => "Yoga, art or mindfulness",
            Self::Prescriber => "Prescriber",
            Self::Nurse => "Nurse",
            Self::CoOccurring => "Co-occurring conditions",
            Self::Spanish => "Works in Spanish",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|credential| credential.code() == code)
    }
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: PersonName,
    /// How to reach them.
    pub contact: Contact,
    /// What they are to the clinic; at least one.
    pub roles: Vec<Role>,
    /// Where they work; at least one.
    pub sites: Vec<SiteId>,
    /// What they are qualified for.
    pub credentials: Vec<Credential>,
    /// When they are on duty, in the local time of each site.
    pub availability: Vec<(SiteId, Span)>,
    /// Since when the account is closed, if it is.
    pub disabled_at: Option<Timestamp>,
}
