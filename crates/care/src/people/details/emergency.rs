//! Whom to call in an emergency, and what they may be told.

use super::Topic;
use crate::people::answered::Answered;
use crate::{Issue, Line, Phone};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most people of one list.
pub const EMERGENCY_CONTACTS_MAX: usize = 3;

asked! {
    /// What somebody may be told when they are called. Everything but the first tells that the person is in care for
    /// addiction, which takes their written consent.
    MayBeTold {
        /// That something happened, and where the person is.
        Emergency = "emergency", "That there is an emergency, and where they are", None;
        /// Also that they are in care here.
        Care = "care", "Also that they are in care here", None;
        /// Also how they are.
        Condition = "condition", "Also how they are and what helps them", None;
    }
}

/// Somebody to call.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyContact {
    /// What they are called.
    pub name: Line,
    /// What they are to the person.
    pub relation: Line,
    /// Their number.
    pub phone: Phone,
    /// What they may be told.
    pub may: Answered<MayBeTold>,
    /// What else whoever calls should know.
    pub words: Option<Line>,
}

impl EmergencyContact {
    /// What whoever calls may tell them. Where nobody said, it is the least.
    pub fn limit(&self) -> MayBeTold {
        self.may.said().copied().unwrap_or(MayBeTold::Emergency)
    }
}

/// Whom to call in an emergency, the first first.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyContacts {
    /// The people; none where somebody said that there is nobody.
    pub people: Answered<Vec<EmergencyContact>>,
}

impl EmergencyContacts {
    /// Everybody who was named.
    pub fn named(&self) -> &[EmergencyContact] {
        self.people.all()
    }
}

impl Topic for EmergencyContacts {
    const CODE: &'static str = "emergency-contacts";
    const TITLE: &'static str = "Emergency contacts";

    topic!(emergency);

    fn issues(&self, _today: Date) -> Vec<Issue> {
        if self.named().len() > EMERGENCY_CONTACTS_MAX {
            let sentence = format!("Enter at most {EMERGENCY_CONTACTS_MAX} people.");
            return vec![Issue::new("named", sentence)];
        }
        Vec::new()
    }

    fn lines(&self) -> Vec<(&'static str, String)> {
        let named = self.named();
        if named.is_empty() {
            let words = self
                .people
                .words_by(|_| "They have nobody to call".to_owned());
            return vec![("Call", words)];
        }
        named
            .iter()
            .map(|one| {
                let (relation, phone) = (&one.relation, one.phone.as_str());
                let may = match &one.may {
                    Answered::Said(may) => may.label(),
                    // Nobody said: the least holds.
                    _ => "No more than that there is an emergency; what else was not said",
                };
                let words = one.words.as_ref().map_or("", Line::as_str);
                let line = format!("{}, {relation}, {phone}. {may}. {words}", one.name);
                ("Call", line.trim_end().to_owned())
            })
            .collect()
    }
}
