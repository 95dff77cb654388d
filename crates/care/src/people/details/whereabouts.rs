//! Where somebody lives, and where they are while care reaches them from afar.

use super::Topic;
use crate::people::answered::Answered;
use crate::text::fold;
use crate::{Invalid, Issue, Line, UsState};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A ZIP code, with or without its four digits more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zip(String);

impl Zip {
    /// Parses `04101` or `04101-1234`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = fold(text);
        let text = text.trim();
        let (five, four) = text
            .split_once('-')
            .map_or((text, None), |(five, four)| (five, Some(four)));
        let digits = |part: &str, length: usize| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if digits(five, 5) && four.is_none_or(|four| digits(four, 4)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(
                "Enter the five digits of the ZIP code, such as 04101 or 04101-1234.",
            ))
        }
    }

    /// As people read it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

hidden! { Zip }

impl TryFrom<String> for Zip {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<Zip> for String {
    fn from(zip: Zip) -> Self {
        zip.0
    }
}

/// An address in the United States.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street, number, apartment.
    pub street: Line,
    /// The town.
    pub city: Line,
    /// The state or territory.
    pub state: UsState,
    /// The ZIP code, where it is known.
    pub zip: Option<Zip>,
}

impl Address {
    /// On one line.
    pub fn words(&self) -> String {
        let zip = self.zip.as_ref().map_or("", Zip::as_str);
        let state = self.state.code();
        format!("{}, {}, {state} {zip}", self.street, self.city)
            .trim_end()
            .to_owned()
    }
}

/// Where somebody lives.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dwelling {
    /// At an address.
    At(Address),
    /// Nowhere fixed.
    NoFixed {
        /// Where they are found, and where mail reaches them.
        found: Option<Line>,
    },
}

impl Dwelling {
    /// What a form sends for one at an address.
    pub const AT: &'static str = "at";
    /// What a form sends for nowhere fixed.
    pub const NO_FIXED: &'static str = "no_fixed";

    /// What a form sends.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::At(_) => Self::AT,
            Self::NoFixed { .. } => Self::NO_FIXED,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::At(address) => address.words(),
            Self::NoFixed { found: Some(found) } => format!("No fixed address; found at {found}"),
            Self::NoFixed { found: None } => "No fixed address".to_owned(),
        }
    }
}

/// Where somebody is during telehealth. Help is sent there, and its state's law is the one that holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwayPlace {
    /// Where they live.
    Home,
    /// Somewhere else.
    Elsewhere {
        /// Where, so that an ambulance finds it.
        place: Line,
        /// In which state.
        state: UsState,
    },
    /// They attend in person only.
    Never,
}

impl AwayPlace {
    /// What a form sends, and how it reads.
    pub const CODES: [(&'static str, &'static str); 3] = [
        ("home", "Where they live"),
        ("elsewhere", "Somewhere else"),
        ("never", "They attend in person only"),
    ];

    /// What a form sends.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Home => Self::CODES[0].0,
            Self::Elsewhere { .. } => Self::CODES[1].0,
            Self::Never => Self::CODES[2].0,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Home => Self::CODES[0].1.to_owned(),
            Self::Elsewhere { place, state } => format!("{place}, {}", state.code()),
            Self::Never => Self::CODES[2].1.to_owned(),
        }
    }
}

/// Where somebody lives, and where they are during telehealth.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// Where they live.
    pub home: Answered<Dwelling>,
    /// Where they are during telehealth.
    pub away: Answered<AwayPlace>,
}

impl Whereabouts {
    /// Where they live, in words.
    pub fn home_words(&self) -> String {
        self.home.words_by(Dwelling::words)
    }

    /// Where they are during telehealth, in words.
    pub fn away_words(&self) -> String {
        self.away.words_by(AwayPlace::words)
    }
}

impl Topic for Whereabouts {
    const CODE: &'static str = "whereabouts";
    const TITLE: &'static str = "Address and telehealth";

    topic!(whereabouts);

    fn issues(&self, _today: Date) -> Vec<Issue> {
        let settled = matches!(self.home, Answered::Said(Dwelling::At(_)));
        if self.away == Answered::Said(AwayPlace::Home) && !settled {
            let sentence = "There is no address here to which help could be sent. Enter it above, or say where else they are.";
            return vec![Issue::new("away", sentence)];
        }
        Vec::new()
    }

    fn lines(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Address", self.home_words()),
            ("During telehealth", self.away_words()),
        ]
    }
}
