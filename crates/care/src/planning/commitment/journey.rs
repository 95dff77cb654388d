//! How somebody gets to the site, whether they can attend from elsewhere, and which groups suit them.

use crate::{Invalid, Track};
use serde::{Deserialize, Serialize};

/// The longest way to the site that is taken, in minutes.
pub const JOURNEY_MINUTES_MAX: u16 = 300;

/// How somebody gets somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By car, their own or a ride.
    Car,
    /// By bus or train.
    Bus,
    /// No way: on foot nearby, at home, or by telehealth.
    #[default]
    None,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::None, Self::Car, Self::Bus];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Bus => "bus",
            Self::None => "none",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Car => "By car",
            Self::Bus => "By bus",
            Self::None => "No way to count",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// Whether somebody attends by telehealth.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Telehealth {
    /// It is not possible for them, or nobody asked yet.
    #[default]
    No,
    /// It is possible.
    Possible,
    /// They wish for it.
    Wished,
}

impl Telehealth {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::No, Self::Possible, Self::Wished];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Possible => "possible",
            Self::Wished => "wished",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::No => "Only in person",
            Self::Possible => "Video is possible",
            Self::Wished => "Video is preferred",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// The way from home to the site, and what somebody attends there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Journey {
    /// How.
    pub by: Way,
    /// One way, in minutes; 0 when it was never said.
    pub minutes: u16,
    /// Whether they can attend from elsewhere.
    pub telehealth: Telehealth,
    /// The groups they wish for, or need.
    #[serde(default)]
    pub track: Track,
}

impl Journey {
    /// A journey of so many minutes.
    pub fn new(
        by: Way,
        minutes: u16,
        telehealth: Telehealth,
        track: Track,
    ) -> Result<Self, Invalid> {
        if minutes > JOURNEY_MINUTES_MAX {
            return Err(Invalid::new(format!(
                "Enter the minutes one way, from 0 to {JOURNEY_MINUTES_MAX}."
            )));
        }
        if minutes > 0 && by == Way::None {
            return Err(Invalid::new(format!(
                "There is no way to count, and {minutes} minutes of it. Choose how, or leave the minutes empty."
            )));
        }
        Ok(Self {
            by,
            minutes,
            telehealth,
            track,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_need_a_way() {
        let journey = |by, minutes| Journey::new(by, minutes, Telehealth::No, Track::General);
        let refused = journey(Way::None, 40).unwrap_err();
        assert!(refused.0.contains("40 minutes"), "{refused:?}");
        assert_eq!(journey(Way::None, 0).unwrap().minutes, 0);
        assert_eq!(journey(Way::Bus, 40).unwrap().minutes, 40);
        assert!(journey(Way::Car, JOURNEY_MINUTES_MAX + 1).is_err());
    }
}
