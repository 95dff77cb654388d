//! The states and territories of the United States: laws about minors differ by them.

use crate::Invalid;
use serde::{Deserialize, Serialize};

/// Every state, the District of Columbia and the territories, by their postal codes.
const STATES: [(&str, &str); 56] = [
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("DC", "District of Columbia"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
    ("AS", "American Samoa"),
    ("GU", "Guam"),
    ("MP", "Northern Mariana Islands"),
    ("PR", "Puerto Rico"),
    ("VI", "U.S. Virgin Islands"),
];

/// A state, the District of Columbia or a territory: its place among them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UsState(usize);

impl UsState {
    /// Every one, in the order in which people look for them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..STATES.len()).map(Self)
    }

    /// Parses a postal code or a name: `ME`, `me`, `Maine`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        STATES
            .iter()
            .position(|(code, name)| {
                code.eq_ignore_ascii_case(text) || name.eq_ignore_ascii_case(text)
            })
            .map(Self)
            .ok_or_else(|| Invalid::new("Choose one of the states, or type its two letters."))
    }

    /// The two letters kept in the record.
    pub fn code(self) -> &'static str {
        STATES.get(self.0).map_or("", |(code, _)| code)
    }

    /// The name people read.
    pub fn name(self) -> &'static str {
        STATES.get(self.0).map_or("", |(_, name)| name)
    }
}

impl TryFrom<String> for UsState {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<UsState> for String {
    fn from(state: UsState) -> Self {
        state.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_by_its_letters_or_its_name_and_reads_back() {
        for state in UsState::all() {
            assert_eq!(UsState::parse(state.code()), Ok(state));
            assert_eq!(UsState::parse(&state.name().to_lowercase()), Ok(state));
        }
        assert_eq!(UsState::parse(" me ").unwrap().name(), "Maine");
        for bad in ["", "XX", "New"] {
            assert!(UsState::parse(bad).is_err(), "{bad}");
        }
    }
}
