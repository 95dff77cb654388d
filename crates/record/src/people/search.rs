//! Looking for somebody by what was typed: a name, a date of birth, an address, a number or its end. Of whoever is not
//! within reach no more is learned than that the index has somebody, and nothing is told.

use crate::intake::inquiry;
use crate::people::patient::{self, Which, Within};
use crate::people::person;
use crate::{Read, RecordError};
use care::intake::inquiry::Inquiry;
use care::people::contact::PhoneSought;
use care::people::patient::Patient;
use care::{Contact, PersonId, Phone};
use std::collections::BTreeSet;

/// People within reach, in care or not any more, by family name: what [`patient::search`] finds, and whoever is reached at
/// the number that was typed or at one that ends so.
pub fn patients(
    read: &mut impl Read,
    within: &Within,
    which: Which,
    query: &str,
) -> Result<Vec<Patient>, RecordError> {
    let mut found = patient::search(read, within, which, query)?;
    if let Some(sought) = Phone::sought(query) {
        let reached: Vec<PersonId> = reached_at(read, &sought)?.into_iter().collect();
        let more = patient::among(read, within, which, &reached)?;
        let known: BTreeSet<PersonId> = found.iter().map(|one| one.id).collect();
        found.extend(more.into_iter().filter(|one| !known.contains(&one.id)));
        found.sort_by(|one, other| one.name.order(&other.name).then(one.id.cmp(&other.id)));
    }
    Ok(found)
}

/// The requests within reach whose person is found so: what still has to be worked first, and of that the newest.
pub fn inquiries(
    read: &mut impl Read,
    within: &Within,
    query: &str,
) -> Result<Vec<Inquiry>, RecordError> {
    let mut found: BTreeSet<PersonId> = person::named_alike(read, query)?.into_iter().collect();
    if let Some(sought) = Phone::sought(query) {
        found.extend(reached_at(read, &sought)?);
    }
    let found: Vec<PersonId> = found.into_iter().collect();
    inquiry::among(read, within, &found)
}

/// Whoever is reached at a number, or at one that ends so: at their own, or at that of whoever asked for them. A request
/// that was joined to somebody's is theirs.
fn reached_at(
    read: &mut impl Read,
    sought: &PhoneSought,
) -> Result<BTreeSet<PersonId>, RecordError> {
    let reached = match sought {
        PhoneSought::Whole(phone) => {
            let contact = Contact {
                phone: Some(phone.clone()),
                email: None,
            };
            let mut reached = person::reached_alike(read, &contact)?;
            reached.extend(inquiry::asked_alike(read, &contact)?);
            reached
        }
        PhoneSought::End(digits) => ending_in(read, digits, sought)?,
    };
    let mut all: BTreeSet<PersonId> = reached.iter().copied().collect();
    if !reached.is_empty() {
        all.extend(inquiry::joined_to(read, &reached)?);
    }
    Ok(all)
}

/// Of those whom the index has for an end, whoever's number really ends so.
fn ending_in(
    read: &mut impl Read,
    digits: &str,
    sought: &PhoneSought,
) -> Result<Vec<PersonId>, RecordError> {
    let fits = |contact: &Contact| {
        let phone = contact.phone.as_ref();
        phone.is_some_and(|phone| phone.is_found_by(sought))
    };
    let own = person::ending_in(read, digits)?;
    let named = person::load_all(read, &own)?;
    let own = named.into_iter().filter(|(_, (_, contact))| fits(contact));
    let mut found: Vec<PersonId> = own.map(|(id, _)| id).collect();
    let asked_for = inquiry::askers::ending_in(read, digits)?;
    if !asked_for.is_empty() {
        let asked = inquiry::own_of(read, &asked_for)?.into_iter();
        let asked = asked.filter(|one| one.request.asker.contact().is_some_and(fits));
        found.extend(asked.map(|one| one.person));
    }
    Ok(found)
}
