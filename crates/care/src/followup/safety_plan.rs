//! A safety plan: what a person does when a crisis comes, in their own words, step after step until it has passed.
//!
//! Source of the structure: Stanley and Brown, Safety Planning Intervention, Cogn Behav Pract 2012;19:256 (published).
//! The words are ours. What is worth living for stands beside the six steps and may stay empty.

use crate::people::contact::HelpNumber;
use crate::text::{LINE_CHARS_MAX, clean};
use crate::{Invalid, Line, Phone};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most lines of one step: a plan is read in a bad hour, on a phone or on one sheet of paper.
pub const LINES_MAX: usize = 8;
/// How far ahead a plan can be set to be looked at again, in days.
pub const REVIEW_DAYS_MAX: i32 = 366;
/// The most digits of a number that is none of a telephone but of a service: 211, 988, 741741.
const SHORT_DIGITS_MAX: usize = 6;

/// A step of a plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PlanStep {
    /// How it begins.
    Signs,
    /// What the person can do by themselves.
    Alone,
    /// People and places that take their mind off it.
    Away,
    /// People they can ask for help.
    People,
    /// Professionals and lines.
    Lines,
    /// What makes the place around them safer.
    Safer,
    /// What is worth living for.
    Worth,
}

impl PlanStep {
    /// Every step, in the order in which they are taken; what is worth living for comes after the six.
    pub const ALL: [Self; 7] = [
        Self::Signs,
        Self::Alone,
        Self::Away,
        Self::People,
        Self::Lines,
        Self::Safer,
        Self::Worth,
    ];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Signs => "signs",
            Self::Alone => "alone",
            Self::Away => "away",
            Self::People => "people",
            Self::Lines => "lines",
            Self::Safer => "safer",
            Self::Worth => "worth",
        }
    }
}

/// A number to call: of a telephone, or the short one of a service. `Debug` prints `…`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Number {
    /// Of a telephone.
    Phone(Phone),
    /// Of a service, such as 211.
    Short(HelpNumber),
}

hidden! { Number }

/// As it is kept: which of the two it is shows in its length.
impl TryFrom<String> for Number {
    type Error = Invalid;

    fn try_from(kept: String) -> Result<Self, Invalid> {
        if kept.chars().filter(char::is_ascii_digit).count() <= SHORT_DIGITS_MAX {
            HelpNumber::try_from(kept).map(Self::Short)
        } else {
            Phone::try_from(kept).map(Self::Phone)
        }
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        match number {
            Number::Phone(phone) => phone.into(),
            Number::Short(short) => short.into(),
        }
    }
}

impl Number {
    /// Reads either.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let refused = match Phone::parse(text) {
            Ok(phone) => return Ok(Self::Phone(phone)),
            Err(refused) => refused,
        };
        let digits = text.chars().filter(char::is_ascii_digit).count();
        match HelpNumber::parse(text) {
            Ok(short) if digits <= SHORT_DIGITS_MAX => Ok(Self::Short(short)),
            _ => Err(refused),
        }
    }

    /// As people read it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(phone) => phone.as_str(),
            Self::Short(short) => short.as_str(),
        }
    }

    /// As a telephone dials it.
    pub fn dialed(&self) -> String {
        match self {
            Self::Phone(phone) => phone.dialed(),
            Self::Short(short) => short.dialed(),
        }
    }
}

/// One line of a step. `Debug` prints `…`: it tells about somebody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What, who or where.
    pub words: Line,
    /// Whom to call there.
    #[serde(default)]
    pub number: Option<Number>,
}

hidden! { Item }

/// Why a line was refused. The sentence is said in the language of whoever types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// So many characters, more than [`LINE_CHARS_MAX`].
    Long(usize),
    /// Control characters.
    Unseen,
    /// No telephone number.
    Number,
    /// A number, and nobody whose it is.
    Nameless,
}

impl Trouble {
    /// Whether it is about the number rather than the words.
    pub const fn is_of_number(self) -> bool {
        matches!(self, Self::Number)
    }
}

impl Item {
    /// Reads a line as typed; nothing where nothing was.
    pub fn read(words: &str, number: &str) -> Result<Option<Self>, Trouble> {
        let (words, number) = (clean(words), clean(number));
        let (words, number) = (words.trim(), number.trim());
        if words.is_empty() {
            return if number.is_empty() {
                Ok(None)
            } else {
                Err(Trouble::Nameless)
            };
        }
        let Ok(line) = Line::parse(words, "a text") else {
            let chars = words.chars().count();
            return Err(if chars > LINE_CHARS_MAX {
                Trouble::Long(chars)
            } else {
                Trouble::Unseen
            });
        };
        let number = match number {
            "" => None,
            text => Some(Number::parse(text).map_err(|_| Trouble::Number)?),
        };
        Ok(Some(Self {
            words: line,
            number,
        }))
    }
}

/// What a plan says, step by step.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Steps {
    /// How it begins.
    pub signs: Vec<Item>,
    /// What the person can do by themselves.
    pub alone: Vec<Item>,
    /// People and places that take their mind off it.
    pub away: Vec<Item>,
    /// People they can ask for help.
    pub people: Vec<Item>,
    /// Professionals and lines, beside those that stand on every plan.
    pub lines: Vec<Item>,
    /// What makes the place around them safer.
    pub safer: Vec<Item>,
    /// What is worth living for.
    #[serde(default)]
    pub worth: Vec<Item>,
}

/// What differs in one step between two versions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanChange<'a> {
    /// In which step.
    pub step: PlanStep,
    /// The lines that came.
    pub added: Vec<&'a Item>,
    /// The lines that went.
    pub gone: Vec<&'a Item>,
}

impl Steps {
    /// The lines of a step.
    pub fn of(&self, step: PlanStep) -> &[Item] {
        match step {
            PlanStep::Signs => &self.signs,
            PlanStep::Alone => &self.alone,
            PlanStep::Away => &self.away,
            PlanStep::People => &self.people,
            PlanStep::Lines => &self.lines,
            PlanStep::Safer => &self.safer,
            PlanStep::Worth => &self.worth,
        }
    }

    /// Adds a line to a step.
    pub fn add(&mut self, step: PlanStep, item: Item) {
        let lines = match step {
            PlanStep::Signs => &mut self.signs,
            PlanStep::Alone => &mut self.alone,
            PlanStep::Away => &mut self.away,
            PlanStep::People => &mut self.people,
            PlanStep::Lines => &mut self.lines,
            PlanStep::Safer => &mut self.safer,
            PlanStep::Worth => &mut self.worth,
        };
        lines.push(item);
    }

    /// Whether nothing is written anywhere.
    pub fn is_empty(&self) -> bool {
        PlanStep::ALL.iter().all(|&step| self.of(step).is_empty())
    }

    /// Whether no step has more than [`LINES_MAX`] lines.
    pub fn fits(&self) -> bool {
        PlanStep::ALL
            .iter()
            .all(|&step| self.of(step).len() <= LINES_MAX)
    }

    /// What differs from an earlier version, step by step. The order of lines within a step is not a difference.
    pub fn since<'a>(&'a self, before: &'a Self) -> Vec<PlanChange<'a>> {
        let changes = PlanStep::ALL.into_iter().map(|step| PlanChange {
            step,
            added: missing(self.of(step), before.of(step)),
            gone: missing(before.of(step), self.of(step)),
        });
        changes
            .filter(|change| !change.added.is_empty() || !change.gone.is_empty())
            .collect()
    }
}

/// The lines of one list that another does not have; of lines that are the same, as many as it has fewer.
fn missing<'a>(here: &'a [Item], elsewhere: &[Item]) -> Vec<&'a Item> {
    let mut left: Vec<&Item> = elsewhere.iter().collect();
    let is_missing = |item: &&Item| match left.iter().position(|other| other == item) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    };
    here.iter().filter(is_missing).collect()
}

/// One version of somebody's plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SafetyPlan {
    /// What it says.
    pub steps: Steps,
    /// Whether the person made it or agreed to it. One written without them is a draft until they have.
    pub together: bool,
    /// When it is to be looked at again.
    #[serde(default)]
    pub review_on: Option<Date>,
    /// The version that it brings back, where it does.
    #[serde(default)]
    pub brings_back: Option<i64>,
}

/// Checks the day on which a plan is to be looked at again against the local date.
pub fn review(on: Date, today: Date) -> Result<Date, Invalid> {
    if on < today {
        return Err(Invalid::new(
            "This day has passed. Enter a day that is still ahead, or leave it empty.",
        ));
    }
    if (on - today).get_days() > REVIEW_DAYS_MAX {
        return Err(Invalid::new(
            "Look at the plan again within a year. Enter an earlier day.",
        ));
    }
    Ok(on)
}

#[cfg(test)]
mod tests;
