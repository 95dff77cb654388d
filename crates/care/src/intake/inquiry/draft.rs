//! What somebody says when they ask: the same for the public page and for a call that a coordinator types along.

use super::{CallBack, Channel, Request, SafeContact, SafeNow};
use crate::invalid::Issues;
use crate::people::patient::BirthDate;
use crate::{Contact, Issue, Line, Paragraph, PersonName, Private, SiteId};
use serde::{Deserialize, Serialize};

codes! {
    /// What somebody is to the person they ask for.
    Relationship {
        /// Husband, wife, partner.
        Partner = "partner", "Partner";
        /// Mother, father, or who stands for them.
        Parent = "parent", "Parent";
        /// Son or daughter.
        Child = "child", "Son or daughter";
        /// Brother or sister.
        Sibling = "sibling", "Brother or sister";
        /// Another relative.
        Relative = "relative", "Other relative";
        /// A friend.
        Friend = "friend", "Friend";
        /// Anybody else.
        Other = "other", "Somebody else";
    }
}

codes! {
    /// The language to speak with the person: those in which requests are taken, by the codes of the one list of
    /// languages ([`crate::people::spoken`]), or another one.
    Language {
        /// English.
        English = "en", "English";
        /// Spanish.
        Spanish = "es", "Spanish";
        /// Another; said in the words.
        Other = "other", "Another language";
    }
}

codes! {
    /// Who sent the person. The groups are those in which admissions are reported nationally: SAMHSA, Treatment Episode
    /// Data Set, item "referral source" (1 to 7).
    ReferralSource {
        /// Themselves, family, a friend.
        Individual = "individual", "Themselves, family or a friend";
        /// Another provider of addiction care.
        AddictionCare = "addiction_care", "Another addiction-treatment provider";
        /// A doctor, a hospital, mental-health care.
        HealthCare = "health_care", "Doctor, hospital or other health care";
        /// A school.
        School = "school", "School";
        /// Work or an employee-assistance program.
        Employer = "employer", "Employer or employee assistance";
        /// A shelter, a faith community, a mutual-help group, an agency.
        Community = "community", "Community or social services";
        /// A court, probation, a lawyer.
        Courts = "courts", "Court or probation";
    }
}

codes! {
    /// How soon it has to be, in the asker's eyes.
    Urgency {
        /// Today, if at all possible.
        Today = "today", "Today, if at all possible";
        /// In the next days.
        Soon = "soon", "In the next days";
        /// It can wait a little.
        CanWait = "can_wait", "It can wait a little";
    }
}

codes! {
    /// How old somebody is, where the date of birth is not known. A person under 18 is cared for by other rules.
    AgeBand {
        /// Under 18.
        Minor = "under_18", "Under 18";
        /// 18 to 25.
        Young = "18_25", "18 to 25";
        /// 26 to 64.
        Adult = "26_64", "26 to 64";
        /// 65 and older.
        Older = "65_up", "65 or older";
    }
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Asker {
    /// The person it is about.
    Themselves,
    /// Family, a friend.
    Other {
        /// Their name.
        name: Private<Line>,
        /// What they are to the person.
        relationship: Relationship,
        /// How they are reached.
        contact: Contact,
        /// Whether the person knows of the request.
        person_knows: bool,
    },
    /// A professional who sends somebody.
    Referrer {
        /// Their name.
        name: Private<Line>,
        /// Where they work.
        organization: Private<Line>,
        /// What they are there.
        role: Option<Private<Line>>,
        /// How they are reached.
        contact: Contact,
        /// Whether the person knows of the request.
        person_knows: bool,
    },
}

impl Asker {
    /// The code of the kind: `themselves`, `other`, `referrer`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Themselves => "themselves",
            Self::Other { .. } => "other",
            Self::Referrer { .. } => "referrer",
        }
    }

    /// How the asker is reached, when it is not the person.
    pub const fn contact(&self) -> Option<&Contact> {
        match self {
            Self::Themselves => None,
            Self::Other { contact, .. } | Self::Referrer { contact, .. } => Some(contact),
        }
    }

    /// How a relative or friend who asks is reached. Whoever sends people professionally sends many, so that theirs says
    /// nothing about whom it is about.
    pub const fn relative(&self) -> Option<&Contact> {
        match self {
            Self::Other { contact, .. } => Some(contact),
            Self::Themselves | Self::Referrer { .. } => None,
        }
    }

    /// The asker's name, when it is not the person.
    pub const fn name(&self) -> Option<&Line> {
        match self {
            Self::Themselves => None,
            Self::Other { name, .. } | Self::Referrer { name, .. } => Some(name.open()),
        }
    }

    /// Whether the person knows of the request.
    pub const fn person_knows(&self) -> bool {
        match self {
            Self::Themselves => true,
            Self::Other { person_knows, .. } | Self::Referrer { person_knows, .. } => *person_knows,
        }
    }
}

/// A request for help before it is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryDraft {
    /// Who asks.
    pub asker: Asker,
    /// Whom it is about.
    pub name: PersonName,
    /// How that person is reached.
    pub contact: Contact,
    /// Their date of birth, when known.
    pub born: Option<BirthDate>,
    /// About how old they are, where the date of birth is not known.
    pub age: Option<AgeBand>,
    /// The language to speak.
    pub language: Language,
    /// How it is safe to be in touch.
    pub safe: SafeContact,
    /// The site they would come to.
    pub site: SiteId,
    /// Who sent them.
    pub source: Option<ReferralSource>,
    /// How soon it has to be.
    pub urgency: Urgency,
    /// What is going on.
    pub words: Option<Paragraph>,
    /// Whether they are safe right now; nothing where it was left out.
    pub safe_now: Option<SafeNow>,
}

impl InquiryDraft {
    /// Somebody who is here, or whom staff know already: nothing is left behind on a voicemail, and nothing is written
    /// that nobody allowed.
    pub fn of_somebody_here(
        name: PersonName,
        contact: Contact,
        born: Option<BirthDate>,
        site: SiteId,
    ) -> Self {
        let channel = if contact.phone.is_none() && contact.email.is_some() {
            Channel::Email
        } else {
            Channel::Phone
        };
        Self {
            asker: Asker::Themselves,
            name,
            contact,
            born,
            age: None,
            language: Language::English,
            safe: SafeContact {
                channels: vec![channel],
                ..SafeContact::default()
            },
            site,
            source: None,
            urgency: Urgency::Soon,
            words: None,
            safe_now: None,
        }
    }

    /// Whether anybody is reached by it, whatever its rules say.
    pub fn reaches_anybody(&self) -> bool {
        let reached = |contact: &Contact| contact.phone.is_some() || contact.email.is_some();
        reached(&self.contact) || self.asker.contact().is_some_and(reached)
    }

    /// What does not fit together, each beside its field; see [`answerable`]. A request that tells of danger is not
    /// refused for that as long as there is any way to reach anybody: what does not fit is for staff to weigh.
    pub fn check(&self) -> Result<(), Vec<Issue>> {
        if self.reaches_anybody() && !Request::from(self).dangers().is_empty() {
            return Ok(());
        }
        let asker = self.asker.contact();
        let asker = asker.map(|contact| (contact, self.asker.person_knows()));
        answerable(&self.safe, &self.contact, asker)
    }
}

/// Whether a request can be answered: how, at the person's `contact` or at that of whoever asks for them, who also says
/// whether the person knows. What is missing stands beside its field: `with`, `channels`, `phone`, `email`,
/// `asker_phone`, `asker_email`. A form that is not complete yet can be asked the same.
pub fn answerable(
    safe: &SafeContact,
    contact: &Contact,
    asker: Option<(&Contact, bool)>,
) -> Result<(), Vec<Issue>> {
    let mut issues = Issues::default();
    let (contact, phone, email) = match (asker, safe.with) {
        (Some((contact, _)), CallBack::Asker) => (contact, "asker_phone", "asker_email"),
        (None, CallBack::Asker) => {
            issues.add(
                "with",
                "Choose whom to call back: there is nobody else here but the person.",
            );
            (contact, "phone", "email")
        }
        (_, CallBack::Person) => (contact, "phone", "email"),
    };
    if asker.is_some_and(|(_, knows)| !knows) && safe.with == CallBack::Person {
        issues.add(
            "with",
            "The person does not know of this request yet. Have the answer go to whoever asks, or talk with the person first.",
        );
    }
    let calls = [Channel::Phone, Channel::Text]
        .iter()
        .any(|channel| safe.channels.contains(channel));
    if safe.channels.is_empty() {
        issues.add("channels", "Choose at least one way to be in touch.");
    }
    if calls && contact.phone.is_none() {
        issues.add(
            phone,
            "Enter the telephone number to call or text, or choose another way to be in touch.",
        );
    }
    if safe.channels.contains(&Channel::Email) && contact.email.is_none() {
        issues.add(
            email,
            "Enter the e-mail address to write to, or choose another way to be in touch.",
        );
    }
    issues.into_result()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Phone;
    use crate::people::spoken::SpokenLanguage;

    #[test]
    fn the_languages_of_requests_are_called_as_in_the_one_list() {
        for language in Language::ALL.iter().filter(|one| **one != Language::Other) {
            let known = SpokenLanguage::parse(language.code()).unwrap();
            assert_eq!(known.code(), language.code());
            assert_eq!(known.name(), language.label());
        }
    }

    fn draft() -> InquiryDraft {
        InquiryDraft {
            asker: Asker::Themselves,
            name: PersonName::parse("Dana", "Reyes").unwrap(),
            contact: Contact {
                phone: Phone::parse("555 010 0199").ok(),
                email: None,
            },
            born: None,
            age: None,
            language: Language::English,
            safe: SafeContact::default(),
            site: SiteId::from(uuid::Uuid::nil()),
            source: None,
            urgency: Urgency::Soon,
            words: None,
            safe_now: None,
        }
    }

    fn fields(draft: &InquiryDraft) -> Vec<&'static str> {
        draft
            .check()
            .err()
            .unwrap_or_default()
            .iter()
            .map(|issue| issue.field)
            .collect()
    }

    #[test]
    fn a_request_can_be_answered_or_says_what_is_missing() {
        assert_eq!(draft().check(), Ok(()));
        let mut none = draft();
        none.safe.channels.clear();
        assert_eq!(fields(&none), ["channels"]);
        let mut mail = draft();
        mail.safe.channels = vec![Channel::Email, Channel::Text];
        mail.contact.phone = None;
        assert_eq!(fields(&mail), ["phone", "email"]);
        let mut nobody = draft();
        nobody.safe.with = CallBack::Asker;
        assert_eq!(fields(&nobody), ["with"]);
    }

    /// In danger a number is enough, whoever's it is; without one even danger cannot be answered.
    #[test]
    fn danger_is_taken_with_any_way_to_reach_anybody() {
        let mut danger = draft();
        danger.safe.channels = vec![Channel::Email];
        assert_eq!(fields(&danger), ["email"]);
        danger.words = Paragraph::cut("I want to kill myself");
        assert_eq!(danger.check(), Ok(()));
        danger.words = None;
        danger.safe_now = Some(SafeNow::No);
        assert_eq!(danger.check(), Ok(()));
        danger.contact.phone = None;
        assert_eq!(fields(&danger), ["email"]);
    }

    #[test]
    fn whoever_does_not_know_yet_is_not_called() {
        let mut other = draft();
        other.asker = Asker::Other {
            name: Private::new(Line::parse("Mia", "a name").unwrap()),
            relationship: Relationship::Parent,
            contact: Contact::default(),
            person_knows: false,
        };
        assert_eq!(fields(&other), ["with"]);
        other.safe.with = CallBack::Asker;
        assert_eq!(fields(&other), ["asker_phone"]);
        assert!(!format!("{other:?}").contains("Mia"));
    }
}
