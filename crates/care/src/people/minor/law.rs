//! The states' rules about who agrees to a minor's care, as a table that somebody looks up and dates.

use crate::people::us_state::UsState;
use crate::stays::bed::overnight;
use crate::{Invalid, LevelOfCare};
use serde::Deserialize;
use std::sync::LazyLock;

/// The table that comes with the program.
const FILE: &str = include_str!("../../../../../protocols/minor-consent.toml");

static KNOWN: LazyLock<ConsentLaw> = LazyLock::new(|| ConsentLaw::read(FILE).unwrap_or_default());

/// Whether people stay overnight: many states draw the line there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// They go home.
    Outpatient,
    /// They stay.
    Inpatient,
}

impl Setting {
    /// The setting of a level of care.
    pub const fn of(level: LevelOfCare) -> Self {
        if overnight(level) {
            Self::Inpatient
        } else {
            Self::Outpatient
        }
    }
}

/// How sure a rule is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// Somebody read the text of the law.
    Law,
    /// Somebody else's table says so.
    Survey,
}

/// From which age a minor agrees alone, in one state and setting.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentRule {
    /// Where.
    pub state: UsState,
    /// In which setting.
    pub setting: Setting,
    /// From this age on, in full years.
    pub from_years: i16,
    /// How sure that is.
    pub sure: Sure,
    /// Where it stands.
    pub source: String,
    /// When it was looked up: a day, or a year.
    pub looked_up: String,
}

impl ConsentRule {
    /// Whether somebody of so many full years agrees alone by it.
    pub const fn lets(&self, years: i16) -> bool {
        years >= self.from_years
    }
}

/// What is known of the states' rules.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentLaw {
    #[serde(default, rename = "rule")]
    rules: Vec<ConsentRule>,
}

impl ConsentLaw {
    /// The table that comes with the program. Were it unreadable, nothing would be known, and everybody's guardian asked.
    pub fn known() -> &'static Self {
        &KNOWN
    }

    /// Reads a table.
    pub fn read(text: &str) -> Result<Self, Invalid> {
        let law: Self = toml::from_str(text)
            .map_err(|error| Invalid::new(format!("This table cannot be read: {error}")))?;
        for (at, rule) in law.rules.iter().enumerate() {
            let same =
                |other: &ConsentRule| (other.state, other.setting) == (rule.state, rule.setting);
            if law.rules.iter().skip(at + 1).any(same) {
                return Err(Invalid::new(format!(
                    "There are two rules for {} in one setting.",
                    rule.state.name()
                )));
            }
            if rule.source.trim().is_empty() || rule.looked_up.trim().is_empty() {
                return Err(Invalid::new(format!(
                    "The rule for {} does not say where it stands and when it was looked up.",
                    rule.state.name()
                )));
            }
        }
        Ok(law)
    }

    /// The rule of a state for a setting, where it is known.
    pub fn rule(&self, state: UsState, setting: Setting) -> Option<&ConsentRule> {
        self.rules
            .iter()
            .find(|rule| (rule.state, rule.setting) == (state, setting))
    }
}
