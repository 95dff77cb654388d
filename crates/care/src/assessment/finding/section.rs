//! The parts of the structured intake.

use crate::Invalid;
use serde::{Deserialize, Serialize};

/// A part of the intake, in the order in which a conversation usually goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Section {
    /// Who they are, where it changes what is asked: sex recorded at birth, a guardian, how the visit is held.
    Person,
    /// What is used, how, how often, since when.
    Substances,
    /// Dangers of today: withdrawal, overdose, intoxication.
    WithdrawalNow,
    /// Bodily health.
    Medical,
    /// What is prescribed and taken.
    Medications,
    /// Mental health beside the substance use.
    CoOccurring,
    /// The eleven criteria of a substance use disorder, for each substance.
    Disorder,
    /// Earlier treatment.
    TreatmentHistory,
    /// What the person wants and is willing to do.
    Readiness,
    /// How likely a return to use is, and how dangerous it would be.
    RelapseRisk,
    /// Where and with whom the person lives.
    LivingSituation,
    /// Who stands by the person.
    SupportNetwork,
    /// Courts, supervision, custody.
    Legal,
    /// Work and school.
    WorkAndSchool,
    /// Children and others who depend on the person.
    Caregiving,
    /// How the person gets to the clinic.
    Transport,
    /// What already fills the week.
    WeeklyCommitments,
    /// What has helped before.
    Strengths,
    /// What the person would rather have.
    Preferences,
    /// The language care should be in.
    Language,
}

impl Section {
    /// Every section, in the order of the conversation.
    pub const ALL: [Self; 20] = [
        Self::Person,
        Self::Substances,
        Self::WithdrawalNow,
        Self::Medical,
        Self::Medications,
        Self::CoOccurring,
        Self::Disorder,
        Self::TreatmentHistory,
        Self::Readiness,
        Self::RelapseRisk,
        Self::LivingSituation,
        Self::SupportNetwork,
        Self::Legal,
        Self::WorkAndSchool,
        Self::Caregiving,
        Self::Transport,
        Self::WeeklyCommitments,
        Self::Strengths,
        Self::Preferences,
        Self::Language,
    ];

    /// The code in addresses and in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Substances => "substances",
            Self::WithdrawalNow => "withdrawal",
            Self::Medical => "medical",
            Self::Medications => "medications",
            Self::CoOccurring => "mental-health",
            Self::Disorder => "criteria",
            Self::TreatmentHistory => "history",
            Self::Readiness => "readiness",
            Self::RelapseRisk => "return-to-use",
            Self::LivingSituation => "home",
            Self::SupportNetwork => "support",
            Self::Legal => "legal",
            Self::WorkAndSchool => "work",
            Self::Caregiving => "caregiving",
            Self::Transport => "transport",
            Self::WeeklyCommitments => "week",
            Self::Strengths => "strengths",
            Self::Preferences => "preferences",
            Self::Language => "language",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Person => "The person and this visit",
            Self::Substances => "Substances",
            Self::WithdrawalNow => "Withdrawal and danger now",
            Self::Medical => "Bodily health",
            Self::Medications => "Medicines",
            Self::CoOccurring => "Mental health and safety",
            Self::Disorder => "Criteria of a disorder",
            Self::TreatmentHistory => "Earlier treatment",
            Self::Readiness => "Readiness",
            Self::RelapseRisk => "Risk of a return to use",
            Self::LivingSituation => "Home",
            Self::SupportNetwork => "People",
            Self::Legal => "Courts",
            Self::WorkAndSchool => "Work and school",
            Self::Caregiving => "Caregiving",
            Self::Transport => "Getting here",
            Self::WeeklyCommitments => "The week",
            Self::Strengths => "Strengths",
            Self::Preferences => "Preferences",
            Self::Language => "Language",
        }
    }

    /// What it holds, in a sentence.
    pub const fn lead(self) -> &'static str {
        match self {
            Self::Person => "What changes the questions that follow.",
            Self::Substances => "What is used, how, how often, since when.",
            Self::WithdrawalNow => "What could be dangerous today.",
            Self::Medical => "Conditions, and how much looking after they need.",
            Self::Medications => "What is prescribed and taken.",
            Self::CoOccurring => {
                "Conditions beside the substance use; danger to oneself or others."
            }
            Self::Disorder => {
                "The eleven criteria for each substance, over the last twelve months."
            }
            Self::TreatmentHistory => "What was tried, and what came of it.",
            Self::Readiness => "What the person wants and is willing to do.",
            Self::RelapseRisk => "How likely, and in what situations.",
            Self::LivingSituation => "Where and with whom the person lives.",
            Self::SupportNetwork => "Who stands by the person.",
            Self::Legal => "Supervision, custody, open charges.",
            Self::WorkAndSchool => "What can be lost, and what has to be kept.",
            Self::Caregiving => "Children and others who depend on the person.",
            Self::Transport => "The way to the clinic, and what to do without one.",
            Self::WeeklyCommitments => "What already fills it.",
            Self::Strengths => "What has helped before.",
            Self::Preferences => "What the person would rather have.",
            Self::Language => "The language care should be in.",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.code() == code)
    }
}

impl TryFrom<String> for Section {
    type Error = Invalid;

    fn try_from(code: String) -> Result<Self, Invalid> {
        Self::from_code(&code)
            .ok_or_else(|| Invalid::new(format!("“{code}” is no part of an assessment.")))
    }
}

impl From<Section> for String {
    fn from(section: Section) -> Self {
        section.code().to_owned()
    }
}
