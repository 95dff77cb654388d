//! What is known of a person beside their name and how they are reached: where they live, whom to call, who they are,
//! how they live, and who sent them under what terms.
//!
//! It is kept as one document under their key, and changed topic by topic: each has a page and a version of its own, so
//! that whoever writes down an address is not held up by whoever writes down a court's terms.

/// Lets a part of the details be changed by itself.
macro_rules! topic {
    ($field:ident) => {
        fn of(details: &crate::people::details::Details) -> &Self {
            &details.$field
        }

        fn put(self, details: &mut crate::people::details::Details) {
            details.$field = self;
        }
    };
}

mod answers;
mod circumstances;
mod court;
mod emergency;
mod identity;
mod whereabouts;

pub use answers::SaidSince;
pub use circumstances::{
    Arrests, Circumstances, Income, Living, Marital, NotWorking, Pregnant, Schooling, SelfHelp,
    Working,
};
pub use court::{Court, Hears, MANDATES_MAX, Mandate, MandateKind};
pub use emergency::{EMERGENCY_CONTACTS_MAX, EmergencyContact, EmergencyContacts, MayBeTold};
pub use identity::{Ethnicity, Gender, Identity, Interpreter, Race, SexOnFile};
pub use whereabouts::{Address, AwayPlace, Dwelling, Whereabouts, Zip};

pub use crate::people::spoken::SpokenLanguage;

use crate::Issue;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

hidden! {
    Details Whereabouts Dwelling Address AwayPlace EmergencyContacts EmergencyContact Identity Circumstances Court
    Mandate
}

/// All of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Where they live, and where they are during telehealth.
    #[serde(default)]
    pub whereabouts: Whereabouts,
    /// Whom to call in an emergency.
    #[serde(default)]
    pub emergency: EmergencyContacts,
    /// Sex, gender, race, ethnicity, language.
    #[serde(default)]
    pub identity: Identity,
    /// How they live.
    #[serde(default)]
    pub circumstances: Circumstances,
    /// Who sent them, and under what terms.
    #[serde(default)]
    pub court: Court,
    /// Since when what of it answers the assessment stands as it does; see [`Self::date_answers`].
    #[serde(default)]
    pub since: Vec<SaidSince>,
}

/// One topic of it: what one page shows and one form saves.
pub trait Topic: Clone + PartialEq + Serialize + 'static {
    /// What it is called in an address and in the journal.
    const CODE: &'static str;
    /// What it is called on a page.
    const TITLE: &'static str;

    /// The topic of somebody's details.
    fn of(details: &Details) -> &Self;

    /// Puts it among somebody's details.
    fn put(self, details: &mut Details);

    /// What does not fit together, each beside its field; nothing where all does. `today` is the date where the person
    /// is seen.
    fn issues(&self, today: Date) -> Vec<Issue>;

    /// What it says, line by line, each with what was asked.
    fn lines(&self) -> Vec<(&'static str, String)>;
}

#[cfg(test)]
mod tests;
