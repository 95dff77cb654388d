//! Whoever calls may be whom somebody named for an emergency: found by their number, as far as those who named them are
//! within reach.

use crate::{Clinic, Look, Refusal};
use care::people::details::{EmergencyContact, EmergencyContacts, Topic};
use care::{InquiryId, PersonId, Phone};
use door::reach_to_open;
use policy::{Action, Actor};
use record::intake::inquiry;
use record::people::{emergency, patient};

/// Somebody who was named, and by whom.
#[derive(Clone)]
pub struct NamedBy {
    /// Who, with what they may be told.
    pub contact: EmergencyContact,
    /// By whom.
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
        look.introduce(people.iter().copied())?;
        look.meet(people.iter().copied())?;
        let in_care = patient::find_all(look.read, &people)?;
        let asked = inquiry::own_of(look.read, &people)?;
        let mut named = Vec::new();
        for (person, contact) in found {
            if !may(look, Action::ViewPatient, person)? {
                continue;
            }
            let mut own = asked.iter();
            let own = own.find(|one| one.person == person && one.joined_to.is_none());
            let inquiry = match own {
                _ if in_care.contains_key(&person) => None,
                Some(own) if may(look, Action::ViewInquiry, person)? => Some(own.id),
                _ => continue,
            };
            let Some(called) = door::display_name(look, person)? else {
                continue;
            };
            let detail = serde_json::json!({ "topic": EmergencyContacts::CODE });
            let subject = ("person", person.uuid());
            look.saw("details.viewed", subject, Some(person), Some(detail));
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

/// Whether the actor may; nobody may of whoever was forgotten meanwhile.
fn may(look: &mut Look<'_, '_>, action: Action, person: PersonId) -> Result<bool, Refusal> {
    match look.could(action, person) {
        Err(Refusal::NotFound) => Ok(false),
        other => other,
    }
}
