//! What people use, and how.

use serde::{Deserialize, Serialize};

/// A group of substances, cut the way ICD-10-CM cuts its chapters F10 to F19.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Substance {
    /// Beer, wine, spirits.
    Alcohol,
    /// Heroin, fentanyl, methadone, prescribed painkillers.
    Opioid,
    /// Cannabis in any form.
    Cannabis,
    /// Benzodiazepines, sleeping pills, barbiturates.
    Sedative,
    /// Cocaine and crack.
    Cocaine,
    /// Methamphetamine, amphetamines and other stimulants.
    Stimulant,
    /// Hallucinogens, including phencyclidine.
    Hallucinogen,
    /// Tobacco and other nicotine.
    Nicotine,
    /// Solvents, gases.
    Inhalant,
    /// Anything else, or nobody knows what it was.
    Other,
}

impl Substance {
    /// Every group, in the order of the chapters.
    pub const ALL: [Self; 10] = [
        Self::Alcohol,
        Self::Opioid,
        Self::Cannabis,
        Self::Sedative,
        Self::Cocaine,
        Self::Stimulant,
        Self::Hallucinogen,
        Self::Nicotine,
        Self::Inhalant,
        Self::Other,
    ];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Alcohol => "alcohol",
            Self::Opioid => "opioid",
            Self::Cannabis => "cannabis",
            Self::Sedative => "sedative",
            Self::Cocaine => "cocaine",
            Self::Stimulant => "stimulant",
            Self::Hallucinogen => "hallucinogen",
            Self::Nicotine => "nicotine",
            Self::Inhalant => "inhalant",
            Self::Other => "other",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|substance| substance.code() == code)
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Alcohol => "Alcohol",
            Self::Opioid => "Opioids",
            Self::Cannabis => "Cannabis",
            Self::Sedative => "Sedatives or sleeping medicines",
            Self::Cocaine => "Cocaine",
            Self::Stimulant => "Methamphetamine or other stimulants",
            Self::Hallucinogen => "Hallucinogens",
            Self::Nicotine => "Tobacco or nicotine",
            Self::Inhalant => "Inhalants",
            Self::Other => "Another or unknown substance",
        }
    }

    /// The substance that something is about, behind its name: " (alcohol)"; nothing where it is about none.
    pub fn in_brackets(about: Option<Self>) -> String {
        about.map_or_else(String::new, |about| {
            format!(" ({})", about.label().to_lowercase())
        })
    }

    /// The three characters that every ICD-10-CM code of its disorders begins with.
    pub const fn icd_category(self) -> &'static str {
        match self {
            Self::Alcohol => "F10",
            Self::Opioid => "F11",
            Self::Cannabis => "F12",
            Self::Sedative => "F13",
            Self::Cocaine => "F14",
            Self::Stimulant => "F15",
            Self::Hallucinogen => "F16",
            Self::Nicotine => "F17",
            Self::Inhalant => "F18",
            Self::Other => "F19",
        }
    }

    /// Whether withdrawal is among its criteria: DSM-5 describes none for hallucinogens (phencyclidine included)
    /// and inhalants, so ten criteria can be counted there instead of eleven.
    pub const fn has_withdrawal(self) -> bool {
        !matches!(self, Self::Hallucinogen | Self::Inhalant)
    }

    /// Whether it can be overdosed on: all but tobacco, cannabis and hallucinogens.
    pub const fn is_overdose_risk(self) -> bool {
        !matches!(self, Self::Nicotine | Self::Cannabis | Self::Hallucinogen)
    }

    /// Its place in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}
