//! Whoever calls may be whom somebody named for an emergency: found by their number, as far as those who named them are
//! within reach.

use crate::{Clinic, Refusal};
use care::intake::inquiry::Inquiry;
use care::people::details::{EmergencyContact, EmergencyContacts, Topic};
use care::{InquiryId, PersonId, Phone};
use door::reach_to_open;
use policy::{Action, Actor};
use record::Read;
use record::intake::inquiry;
use record::people::{emergency, patient};
use std::collections::HashSet;

/// Somebody who was named, and by whom.
#[derive(Clone)]
pub struct NamedBy {
    /// Who, with what they may be told.
    pub contact: EmergencyContact,
    /// By whom; whose request was joined to another person's is that person.
    pub person: PersonId,
    /// What that person is called.
    pub called: String,
    /// Their request, while they are not in care.
    pub inquiry: Option<InquiryId>,
}

/// Whoever has the number that was typed, or one that ends so, and was named by somebody whose details the actor may see.
/// Of everybody else nothing is said, not even that there is somebody.
pub fn named_at(clinic: &Clinic, actor: &Actor, query: &str) -> Result<Vec<NamedBy>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::SearchPatients)?;
        let Some(sought) = Phone::sought(query) else {
            return Ok(Vec::new());
        };
        let within = reach_to_open(actor, look.now);
        let found = emergency::named_at(look.read, &within, &sought)?;
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let people: Vec<PersonId> = found.iter().map(|(person, _)| *person).collect();
        let mut known = Known::default();
        known.load(look.read, &people)?;
        let joined: Vec<PersonId> = people
            .iter()
            .filter_map(|id| known.joined_to(*id))
            .collect();
        known.load(look.read, &joined)?;
        look.introduce(people.iter().chain(&joined).copied())?;
        look.meet(people.iter().chain(&joined).copied())?;
        let mut named: Vec<NamedBy> = Vec::new();
        for (by, contact) in found {
            // Two requests of one person, each with the same sister, are one line.
            let person = known.joined_to(by).unwrap_or(by);
            let is_told = named
                .iter()
                .any(|one| one.person == person && one.contact == contact);
            if is_told
                || !look.could_still(Action::ViewPatient, by)?
                || person != by && !look.could_still(Action::ViewPatient, person)?
            {
                continue;
            }
            let inquiry = match known.own(person) {
                _ if known.in_care.contains(&person) => None,
                Some(own) if look.could_still(Action::ViewInquiry, person)? => Some(own),
                _ => continue,
            };
            let Some(called) = door::display_name(look, person)? else {
                continue;
            };
            let detail = serde_json::json!({ "topic": EmergencyContacts::CODE });
            let subject = ("person", by.uuid());
            look.saw("details.viewed", subject, Some(by), Some(detail));
            named.push(NamedBy {
                contact,
                person,
                called,
                inquiry,
            });
        }
        Ok(named)
    })
}

/// What is known of those who named somebody.
#[derive(Default)]
struct Known {
    in_care: HashSet<PersonId>,
    asked: Vec<Inquiry>,
}

impl Known {
    fn load(&mut self, read: &mut impl Read, people: &[PersonId]) -> Result<(), Refusal> {
        if people.is_empty() {
            return Ok(());
        }
        let in_care = patient::find_all(read, people)?;
        self.in_care.extend(in_care.into_keys());
        self.asked.extend(inquiry::own_of(read, people)?);
        Ok(())
    }

    /// Their own latest request, unless it was joined to another.
    fn own(&self, person: PersonId) -> Option<InquiryId> {
        let mut asked = self.asked.iter();
        let own = asked.find(|one| one.person == person && one.joined_to.is_none());
        own.map(|one| one.id)
    }

    /// Under whom everything goes on since their only requests were joined to another person's. A joined request is
    /// never joined to one that was joined itself.
    fn joined_to(&self, person: PersonId) -> Option<PersonId> {
        if self.in_care.contains(&person) || self.own(person).is_some() {
            return None;
        }
        let mut asked = self.asked.iter();
        asked.find(|one| one.person == person)?.joined_to
    }
}
