//! Counting the criteria of a substance use disorder, and keeping what a code cannot say beside the code.

use super::{IcdCode, Substance};
use crate::Invalid;
use serde::{Deserialize, Serialize};

/// The ids of the eleven criteria in the catalogue. What they ask is DSM-5's; the labels are ours.
pub const CRITERIA: [&str; 11] = [
    "dsm.more",
    "dsm.cut_down",
    "dsm.time",
    "dsm.craving",
    "dsm.roles",
    "dsm.relationships",
    "dsm.given_up",
    "dsm.hazard",
    "dsm.harm_known",
    "dsm.tolerance",
    "dsm.withdrawal",
];
/// Criteria from which a disorder counts as mild (DSM-5: two or three).
pub const MILD_FROM: u8 = 2;
/// Criteria from which it counts as moderate (DSM-5: four or five).
pub const MODERATE_FROM: u8 = 4;
/// Criteria from which it counts as severe (DSM-5: six or more).
pub const SEVERE_FROM: u8 = 6;
/// Months without criteria (craving apart) from which remission is early (DSM-5: three up to twelve).
pub const EARLY_REMISSION_FROM_MONTHS: u16 = 3;
/// Months from which it is sustained (DSM-5: twelve or more).
pub const SUSTAINED_REMISSION_FROM_MONTHS: u16 = 12;

/// How severe a disorder is, by the number of criteria within twelve months.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Two or three.
    Mild,
    /// Four or five.
    Moderate,
    /// Six or more.
    Severe,
}

impl Severity {
    /// The severity of so many criteria; fewer than two are no disorder.
    pub const fn of_count(count: u8) -> Option<Self> {
        match count {
            0..MILD_FROM => None,
            MILD_FROM..MODERATE_FROM => Some(Self::Mild),
            MODERATE_FROM..SEVERE_FROM => Some(Self::Moderate),
            _ => Some(Self::Severe),
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mild => "mild",
            Self::Moderate => "moderate",
            Self::Severe => "severe",
        }
    }
}

/// How long the criteria have been absent, craving apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remission {
    /// Three to under twelve months.
    Early,
    /// Twelve months or more.
    Sustained,
}

impl Remission {
    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Early => "early remission",
            Self::Sustained => "sustained remission",
        }
    }

    /// The remission after so many full months without criteria; under three months is none.
    pub const fn after_months(months: u16) -> Option<Self> {
        match months {
            0..EARLY_REMISSION_FROM_MONTHS => None,
            EARLY_REMISSION_FROM_MONTHS..SUSTAINED_REMISSION_FROM_MONTHS => Some(Self::Early),
            _ => Some(Self::Sustained),
        }
    }
}

/// How many criteria are met for one substance, and how many nobody can say.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Count {
    /// Met.
    pub met: u8,
    /// Unknown, declined, or disputed between sources.
    pub unknown: u8,
}

impl Count {
    /// The severity if every unknown criterion is absent, and if every one is present.
    pub const fn severity(self) -> (Option<Severity>, Option<Severity>) {
        (
            Severity::of_count(self.met),
            Severity::of_count(self.met + self.unknown),
        )
    }
}

/// A diagnosis as it is stored: the code with what the code cannot say.
///
/// Moderate and severe share a code, and so do early and sustained remission; therefore severity and remission are
/// fields of their own, and there is deliberately no function from a code back to either.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Diagnosis {
    substance: Substance,
    severity: Severity,
    remission: Option<Remission>,
    controlled_environment: bool,
    maintenance_medication: bool,
    code: IcdCode,
}

/// What a clinician enters for a diagnosis; the code follows from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RawDiagnosis {
    /// Of what.
    pub substance: Substance,
    /// How severe it is, or was before the remission.
    pub severity: Severity,
    /// Whether and how long it has been in remission.
    pub remission: Option<Remission>,
    /// Whether the remission was in a controlled environment.
    pub controlled_environment: bool,
    /// Whether the person is on maintenance medication.
    pub maintenance_medication: bool,
}

impl Diagnosis {
    /// Checks what was entered.
    pub fn parse(raw: &RawDiagnosis) -> Result<Self, Invalid> {
        let mut diagnosis = Self::new(raw.substance, raw.severity, raw.remission)?;
        if raw.controlled_environment {
            diagnosis = diagnosis.in_controlled_environment()?;
        }
        if raw.maintenance_medication {
            diagnosis = diagnosis.on_maintenance_medication()?;
        }
        Ok(diagnosis)
    }

    /// A diagnosis that a clinician makes; the code follows from the rest.
    pub fn new(
        substance: Substance,
        severity: Severity,
        remission: Option<Remission>,
    ) -> Result<Self, Invalid> {
        Ok(Self {
            substance,
            severity,
            remission,
            controlled_environment: false,
            maintenance_medication: false,
            code: IcdCode::compose(substance, severity, remission)?,
        })
    }

    /// Notes that the person is where the substance is hard to come by. It specifies a remission, so it needs one.
    pub fn in_controlled_environment(mut self) -> Result<Self, Invalid> {
        if self.remission.is_none() {
            return Err(Invalid::new(
                "“In a controlled environment” describes a remission. Choose early or sustained remission first.",
            ));
        }
        self.controlled_environment = true;
        Ok(self)
    }

    /// Notes that the person takes a prescribed maintenance medication; DSM-5 has this for opioids and tobacco.
    pub fn on_maintenance_medication(mut self) -> Result<Self, Invalid> {
        if !matches!(self.substance, Substance::Opioid | Substance::Nicotine) {
            return Err(Invalid::new(
                "“On maintenance therapy” is a specifier for opioids and tobacco only. Record the medication under medications.",
            ));
        }
        self.maintenance_medication = true;
        Ok(self)
    }

    /// What was entered, as [`Self::parse`] reads it back.
    pub const fn raw(&self) -> RawDiagnosis {
        RawDiagnosis {
            substance: self.substance,
            severity: self.severity,
            remission: self.remission,
            controlled_environment: self.controlled_environment,
            maintenance_medication: self.maintenance_medication,
        }
    }

    /// Of what.
    pub const fn substance(&self) -> Substance {
        self.substance
    }

    /// How severe it is, or was before the remission.
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// Whether and how long it has been in remission.
    pub const fn remission(&self) -> Option<Remission> {
        self.remission
    }

    /// Whether the remission was in a controlled environment.
    pub const fn is_in_controlled_environment(&self) -> bool {
        self.controlled_environment
    }

    /// Whether the person is on maintenance medication.
    pub const fn is_on_maintenance_medication(&self) -> bool {
        self.maintenance_medication
    }

    /// The code.
    pub const fn code(&self) -> &IcdCode {
        &self.code
    }
}
