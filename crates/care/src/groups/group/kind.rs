//! What a group is for.

use crate::Credential;
use serde::{Deserialize, Serialize};

/// What a group is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// The group a person belongs to through their stay.
    Process,
    /// Practicing what helps: coping, communication, daily life.
    Skills,
    /// Learning about substance use and recovery.
    Education,
    /// Preventing a return to use.
    RelapsePrevention,
    /// With family or others close to the person.
    Family,
    /// Yoga, art, mindfulness.
    Holistic,
    /// One person with their own counselor.
    Individual,
}

impl GroupKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Process,
        Self::Skills,
        Self::Education,
        Self::RelapsePrevention,
        Self::Family,
        Self::Holistic,
        Self::Individual,
    ];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Skills => "skills",
            Self::Education => "education",
            Self::RelapsePrevention => "relapse_prevention",
            Self::Family => "family",
            Self::Holistic => "holistic",
            Self::Individual => "individual",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Process => "Process group",
            Self::Skills => "Skills",
            Self::Education => "Education",
            Self::RelapsePrevention => "Relapse prevention",
            Self::Family => "Family",
            Self::Holistic => "Yoga, art or mindfulness",
            Self::Individual => "Individual sessions",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What somebody who leads it has to be qualified for.
    pub const fn credential(self) -> Credential {
        match self {
            Self::Process | Self::Individual => Credential::LicensedCounselor,
            Self::Skills | Self::Education => Credential::Educator,
            Self::RelapsePrevention => Credential::RelapsePrevention,
            Self::Family => Credential::FamilyTherapist,
            Self::Holistic => Credential::Holistic,
        }
    }
}
