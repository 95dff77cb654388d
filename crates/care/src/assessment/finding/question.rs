//! What the structured intake can ask: one typed question each.

use super::Substance;
use crate::Invalid;
use serde::{Deserialize, Serialize};

/// A part of the intake, in the order in which a conversation usually goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Section {
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
    pub const ALL: [Self; 19] = [
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

/// What form an answer has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// One of these. Where the question has a [`Danger`], they stand in its order.
    Choice(&'static [&'static str]),
    /// Any of these.
    Multi(&'static [&'static str]),
    /// A whole number in this range, ends included, of this unit.
    Number {
        /// The least that makes sense.
        from: i32,
        /// The most that makes sense.
        to: i32,
        /// What is counted.
        unit: &'static str,
    },
    /// A calendar date, never in the future.
    Date,
    /// A few words of the person or the clinician.
    Text,
}

/// In which direction an answer becomes more dangerous. Numbers by size, choices by their order, yes above no.
/// A clinical judgement that the protocol's loader relies on: see [`crate::assessment::protocol`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Danger {
    /// Neither end is more dangerous.
    None,
    /// The higher, the more dangerous.
    Rising,
    /// The lower, the more dangerous.
    Falling,
}

/// What an answer is used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feeds {
    /// The placement.
    Placement,
    /// The diagnosis.
    Diagnosis,
    /// The plan of care.
    Plan,
    /// The person's weekly timetable.
    Week,
    /// The safety protocol.
    Safety,
    /// Reporting at admission.
    Reporting,
}

/// One question.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Question {
    /// Its lasting name, such as `home.stability`.
    pub id: &'static str,
    /// Where it belongs.
    pub section: Section,
    /// Our short label for a clinician; not words to be read out.
    pub label: &'static str,
    /// The form of its answer.
    pub kind: Kind,
    /// Whether it is asked for each substance.
    pub per_substance: bool,
    /// Which way danger lies.
    pub danger: Danger,
    /// Why anybody asks.
    pub why: &'static str,
    /// About how long it takes, in seconds: our estimate, to add up to "about ten minutes left".
    pub seconds: u16,
    /// What it is used for.
    pub feeds: &'static [Feeds],
    /// Whether it is worked out from other answers and never asked.
    pub derived: bool,
}

impl Question {
    /// The lowest and the highest position an answer can take, where answers have positions.
    pub const fn bounds(&self) -> Option<(i32, i32)> {
        match self.kind {
            Kind::YesNo => Some((0, 1)),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_possible_wrap,
                reason = "a question has a handful of options"
            )]
            Kind::Choice(options) => Some((0, options.len() as i32 - 1)),
            Kind::Number { from, to, .. } => Some((from, to)),
            Kind::Multi(_) | Kind::Date | Kind::Text => None,
        }
    }

    /// How an answer at `position` reads: "yes", "mostly stable", "12 days".
    pub fn words(&self, position: i32) -> String {
        match self.kind {
            Kind::YesNo => if position == 1 { "yes" } else { "no" }.to_owned(),
            Kind::Choice(options) => usize::try_from(position)
                .ok()
                .and_then(|at| options.get(at))
                .map_or_else(|| position.to_string(), |option| (*option).to_owned()),
            Kind::Number { unit, .. } => format!("{position} {unit}"),
            Kind::Multi(_) | Kind::Date | Kind::Text => position.to_string(),
        }
    }

    /// Whether it can be asked about `about`.
    pub const fn suits(&self, about: Option<Substance>) -> bool {
        self.per_substance == about.is_some()
    }

    /// Whether a criterion of a protocol can compare its answers.
    pub const fn comparable(&self) -> bool {
        self.bounds().is_some()
    }
}
