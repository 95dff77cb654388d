//! What the criteria amount to.

use crate::LevelOfCare;
use crate::assessment::place::Place;

/// What the criteria say so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// There is nothing to place, or too little is known to name even a least level.
    Open,
    /// Everything below is ruled out; whether this is enough is not known yet.
    AtLeast(Place),
    /// The least level that is safe by these rules, with everything known that is needed.
    Recommended(Place),
}

impl Verdict {
    /// The least intensive place that nothing known rules out.
    pub const fn floor(self) -> Place {
        match self {
            Self::Open => Place::Level(LevelOfCare::Outpatient),
            Self::AtLeast(place) | Self::Recommended(place) => place,
        }
    }

    /// The word kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::AtLeast(_) => "at_least",
            Self::Recommended(_) => "recommended",
        }
    }

    /// How it reads in one line.
    pub fn words(self) -> String {
        match self {
            Self::Open => "Not enough to place".to_owned(),
            Self::AtLeast(place) => format!("At least: {}", place.label()),
            Self::Recommended(place) => {
                format!(
                    "{}: the least level that is safe by these rules",
                    place.label()
                )
            }
        }
    }
}
