//! Screens for infections that go with substance use, and for gambling. Tobacco is a substance of the assessment, trauma
//! an instrument, and violence at home a question that is asked alone; none of them is kept here a second time.

use crate::Issue;
use crate::invalid::Issues;
use crate::people::chapter::{Chapter, InChapter};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

codes! {
    /// An infection.
    Infection {
        /// HIV.
        Hiv = "hiv", "HIV";
        /// Hepatitis B.
        HepatitisB = "hepatitis_b", "Hepatitis B";
        /// Hepatitis C.
        HepatitisC = "hepatitis_c", "Hepatitis C";
        /// Tuberculosis.
        Tuberculosis = "tuberculosis", "Tuberculosis";
    }
}

codes! {
    /// Whether somebody was asked. That nobody asked is not that they declined.
    ScreenAsked {
        /// Nobody asked.
        No = "no", "Not asked yet";
        /// They were asked.
        Yes = "yes", "Asked";
        /// They were asked and would rather not.
        Declined = "declined", "Declined";
    }
}

codes! {
    /// What a test said.
    TestResult {
        /// The test was negative.
        Negative = "negative", "Negative";
        /// The test was positive.
        Positive = "positive", "Positive";
        /// It is not there yet.
        Waiting = "waiting", "Waits for the laboratory";
    }
}

codes! {
    /// What they say of gambling.
    Gambling {
        /// Nobody asked.
        NotAsked = "not_asked", "Not asked yet";
        /// They do not gamble.
        Nothing = "none", "Does not gamble";
        /// They do, and it has made no trouble.
        Untroubled = "some", "Gambles, without trouble";
        /// It has cost more than they wanted, or was hidden.
        Trouble = "trouble", "It has made trouble";
        /// They would rather not say.
        Declined = "declined", "Declined";
    }
}

impl Infection {
    /// What the fields of a form are called: whether they were asked, when tested, the result.
    pub const fn fields(self) -> [&'static str; 3] {
        match self {
            Self::Hiv => ["asked.hiv", "tested.hiv", "result.hiv"],
            Self::HepatitisB => ["asked.hep_b", "tested.hep_b", "result.hep_b"],
            Self::HepatitisC => ["asked.hep_c", "tested.hep_c", "result.hep_c"],
            Self::Tuberculosis => ["asked.tb", "tested.tb", "result.tb"],
        }
    }
}

/// What is known of one infection.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InfectionScreen {
    /// Which.
    pub infection: Infection,
    /// Whether they were asked.
    pub asked: ScreenAsked,
    /// The day of the last test.
    #[serde(default)]
    pub tested_on: Option<Date>,
    /// What it said.
    #[serde(default)]
    pub result: Option<TestResult>,
}

/// All of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screens {
    /// One for each infection.
    pub infections: Vec<InfectionScreen>,
    /// What they say of gambling.
    pub gambling: Gambling,
}

hidden! { InfectionScreen Screens }

impl InChapter for Screens {
    const CHAPTER: Chapter = Chapter::Screens;
}

impl Screens {
    /// What is known of an infection.
    pub fn of(&self, infection: Infection) -> Option<&InfectionScreen> {
        self.infections
            .iter()
            .find(|screen| screen.infection == infection)
    }

    /// Whether everything was asked, or declined.
    pub fn is_whole(&self) -> bool {
        let asked = |infection: &Infection| {
            self.of(*infection)
                .is_some_and(|screen| screen.asked != ScreenAsked::No)
        };
        self.gambling != Gambling::NotAsked && Infection::ALL.iter().all(asked)
    }

    /// What does not fit together, each beside its field; `today` is the date where they are seen.
    pub fn check(&self, today: Date) -> Result<(), Vec<Issue>> {
        let mut issues = Issues::default();
        for screen in &self.infections {
            let [asked, tested, _] = screen.infection.fields();
            if screen.tested_on.is_some_and(|on| on > today) {
                issues.add(tested, "This day has not come yet. Check the date.");
            }
            let known = screen.tested_on.is_some() || screen.result.is_some();
            if known && screen.asked == ScreenAsked::Declined {
                let sentence = "Declined, and yet there is a test. Take one of the two away.";
                issues.add(asked, sentence);
            }
        }
        issues.into_result()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn screens(asked: ScreenAsked) -> Screens {
        let of = |infection: &Infection| InfectionScreen {
            infection: *infection,
            asked,
            tested_on: None,
            result: None,
        };
        Screens {
            infections: Infection::ALL.iter().map(of).collect(),
            gambling: Gambling::Nothing,
        }
    }

    #[test]
    fn declined_is_an_answer_and_not_asked_is_none() {
        assert!(screens(ScreenAsked::Declined).is_whole());
        assert!(!screens(ScreenAsked::No).is_whole());
        let mut unasked = screens(ScreenAsked::Yes);
        unasked.gambling = Gambling::NotAsked;
        assert!(!unasked.is_whole());
    }

    #[test]
    fn a_test_lies_behind_and_is_none_of_somebody_who_declined() {
        let today = date(2026, 3, 2);
        let mut all = screens(ScreenAsked::Declined);
        assert!(all.check(today).is_ok());
        all.infections[0].result = Some(TestResult::Negative);
        all.infections[1].tested_on = Some(date(2026, 3, 3));
        let wrong = all.check(today).unwrap_err();
        let fields: Vec<_> = wrong.iter().map(|issue| issue.field).collect();
        assert_eq!(fields, ["asked.hiv", "tested.hep_b", "asked.hep_b"]);
    }

    #[test]
    fn no_two_infections_share_a_field() {
        let fields = Infection::ALL.iter().flat_map(|one| one.fields());
        let mut fields: Vec<_> = fields.collect();
        let count = fields.len();
        fields.sort_unstable();
        fields.dedup();
        assert_eq!(fields.len(), count);
    }
}
