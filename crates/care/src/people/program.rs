//! Levels of care, and the programs that offer them.

use crate::people::pathway::Pathway;
use crate::people::patient::BirthDate;
use crate::{Line, ProgramId, SiteId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A level of care, from least to most intensive. The numbers beside some labels are level numbers in common use
/// for classification; no standard's text stands behind them here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelOfCare {
    /// Ordinary outpatient care, less than nine hours a week (level 1).
    Outpatient,
    /// Intensive outpatient program, nine hours a week or more (level 2.1).
    IntensiveOutpatient,
    /// Partial hospitalization, twenty hours a week or more (level 2.5).
    PartialHospitalization,
    /// Inpatient or residential care around the clock (level 3).
    Residential,
    /// Medically managed withdrawal.
    Detox,
}

impl LevelOfCare {
    /// Every level, least intensive first.
    pub const ALL: [Self; 5] = [
        Self::Outpatient,
        Self::IntensiveOutpatient,
        Self::PartialHospitalization,
        Self::Residential,
        Self::Detox,
    ];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Outpatient => "outpatient",
            Self::IntensiveOutpatient => "intensive_outpatient",
            Self::PartialHospitalization => "partial_hospitalization",
            Self::Residential => "residential",
            Self::Detox => "detox",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Outpatient => "Outpatient care",
            Self::IntensiveOutpatient => "Intensive outpatient program",
            Self::PartialHospitalization => "Partial hospitalization",
            Self::Residential => "Inpatient or residential care",
            Self::Detox => "Medical detox",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// A level of care offered at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its id.
    pub id: ProgramId,
    /// Where it runs.
    pub site: SiteId,
    /// Its name.
    pub name: Line,
    /// Its name in Spanish, for the pages that the public and people in care read. Without it the other one stands
    /// there.
    #[serde(default)]
    pub name_es: Option<Line>,
    /// What it offers: of a program with phases, the level of the first.
    pub level: LevelOfCare,
    /// Whether it is one for adolescents, from twelve to seventeen; every other one is for adults.
    #[serde(default)]
    pub adolescents: bool,
    /// Its phases, where it has any.
    #[serde(default)]
    pub pathway: Option<Pathway>,
}

/// The age from which somebody counts as an adult, in years: the age of majority in almost every state.
pub const ADULT_FROM_YEARS: i16 = 18;

/// Whose weekly hours apply.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeGroup {
    /// Under eighteen.
    Adolescent,
    /// Eighteen and over.
    Adult,
}

impl AgeGroup {
    /// The group of somebody on a date; an adult where the date of birth is not known.
    pub fn on(born: Option<BirthDate>, date: Date) -> Self {
        born.map_or(Self::Adult, |born| Self::of_years(born.age_years(date)))
    }

    /// The group of somebody so many full years old.
    pub const fn of_years(years: i16) -> Self {
        if years < ADULT_FROM_YEARS {
            Self::Adolescent
        } else {
            Self::Adult
        }
    }
}
