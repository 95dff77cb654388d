//! A referral: sending somebody to another provider, tracked until they are there.

use crate::{Invalid, LevelOfCare, Line, PersonId, ReferralId, SiteId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The furthest an arrival may be expected ahead, in days.
pub const EXPECTED_DAYS_MAX: i32 = 120;

/// How a referral stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralState {
    /// Asked; no answer yet.
    Sent,
    /// They have a place.
    Accepted,
    /// They cannot take the person.
    Declined,
    /// The person is there.
    Arrived,
    /// The person did not come.
    DidNotArrive,
    /// We took it back.
    Withdrawn,
}

impl ReferralState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Sent,
        Self::Accepted,
        Self::Declined,
        Self::Arrived,
        Self::DidNotArrive,
        Self::Withdrawn,
    ];

    /// The code kept in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Arrived => "arrived",
            Self::DidNotArrive => "did_not_arrive",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sent => "Sent",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Arrived => "Arrived",
            Self::DidNotArrive => "Did not arrive",
            Self::Withdrawn => "Withdrawn",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether something is still to happen.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Accepted)
    }

    /// What can follow. Somebody who did not come on the day may still come later.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Sent => &[
                Self::Accepted,
                Self::Declined,
                Self::Arrived,
                Self::DidNotArrive,
                Self::Withdrawn,
            ],
            Self::Accepted => &[
                Self::Arrived,
                Self::DidNotArrive,
                Self::Declined,
                Self::Withdrawn,
            ],
            Self::DidNotArrive => &[Self::Arrived],
            Self::Declined | Self::Arrived | Self::Withdrawn => &[],
        }
    }
}

/// Who receives the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    /// The provider's name.
    pub provider: Line,
    /// Whom to call there, and how.
    pub contact: Line,
    /// What was agreed, or what they need to know.
    pub words: Option<Line>,
}

hidden! { Receiver }

/// One thing that happened to a referral.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReferralStep {
    /// How it stands since.
    pub state: ReferralState,
    /// The day it happened.
    pub on: Date,
    /// Who entered it.
    pub by: PersonId,
    /// A line about it.
    pub words: Option<Line>,
}

/// A referral with everything that happened to it, oldest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Referral {
    /// Its id.
    pub id: ReferralId,
    /// Who is sent.
    pub person: PersonId,
    /// The site that sends.
    pub site: SiteId,
    /// To which level of care.
    pub level: LevelOfCare,
    /// The day on which they should be there.
    pub expected: Date,
    /// Who receives them.
    pub to: Receiver,
    /// What happened, oldest first; the first is that it was sent.
    pub steps: Vec<ReferralStep>,
}

impl Referral {
    /// How it stands.
    pub fn state(&self) -> ReferralState {
        self.steps
            .last()
            .map_or(ReferralState::Sent, |step| step.state)
    }

    /// The day it was sent.
    pub fn sent(&self) -> Date {
        self.steps.first().map_or(self.expected, |step| step.on)
    }

    /// Whether they should have been there by now and nobody said that they are.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state().is_open() && today > self.expected
    }

    /// How long ago it was sent, in days.
    pub fn age_days(&self, today: Date) -> i32 {
        self.sent()
            .until(today)
            .map_or(0, |span| span.get_days().max(0))
    }

    /// Adds what happened.
    pub fn advance(&mut self, step: ReferralStep, today: Date) -> Result<(), Invalid> {
        let state = self.state();
        if !state.next().contains(&step.state) {
            return Err(Invalid::new(format!(
                "This referral is “{}” already; “{}” cannot follow. Make a new one instead.",
                state.label().to_lowercase(),
                step.state.label().to_lowercase()
            )));
        }
        crate::stays::stay::happened(step.on, today)?;
        if let Some(last) = self.steps.last()
            && step.on < last.on
        {
            return Err(Invalid::new(format!(
                "The step before was on {}; this day is earlier. Check the date.",
                crate::day::day_text(last.on)
            )));
        }
        self.steps.push(step);
        Ok(())
    }
}

/// Checks the day on which somebody is expected.
pub fn expected(on: Date, sent: Date) -> Result<Date, Invalid> {
    if on < sent {
        return Err(Invalid::new(
            "They are expected before the referral is sent. Check the date.",
        ));
    }
    if sent.until(on).map_or(i32::MAX, |span| span.get_days()) > EXPECTED_DAYS_MAX {
        return Err(Invalid::new(format!(
            "This is more than {EXPECTED_DAYS_MAX} days away. Check the date."
        )));
    }
    Ok(on)
}

#[cfg(test)]
mod tests;
