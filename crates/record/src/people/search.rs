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
/// the number that was typed or at one that ends so. By what a request for them alone tells, which is who asked, somebody
/// is found within `asked` only: the reach of whoever may see that request.
pub fn patients(
    read: &mut impl Read,
    within: &Within,
    asked: &Within,
    which: Which,
    query: &str,
) -> Result<Vec<Patient>, RecordError> {
    let mut found = patient::search(read, within, which, query)?;
    if let Some(sought) = Phone::sought(query) {
        let own = own_at(read, &sought)?;
        let told: Vec<PersonId> = told_at(read, &sought, &own)?.into_iter().collect();
        let seen = patient::among(read, asked, which, &told)?;
        let seen: BTreeSet<PersonId> = seen.into_iter().map(|one| one.id).collect();
        let reached: BTreeSet<PersonId> = own.into_iter().chain(seen).collect();
        let reached: Vec<PersonId> = reached.into_iter().collect();
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
        let own = own_at(read, &sought)?;
        found.extend(told_at(read, &sought, &own)?);
        found.extend(own);
    }
    let found: Vec<PersonId> = found.into_iter().collect();
    inquiry::among(read, within, &found)
}

/// Whoever's own number it is, or ends so.
fn own_at(read: &mut impl Read, sought: &PhoneSought) -> Result<Vec<PersonId>, RecordError> {
    let digits = match sought {
        PhoneSought::Whole(phone) => return person::reached_alike(read, &whole(phone)),
        PhoneSought::End(digits) => digits,
    };
    let own = person::ending_in(read, digits)?;
    let named = person::load_all(read, &own)?.into_iter();
    let own = named.filter(|(_, (_, contact))| fits(contact, sought));
    Ok(own.map(|(id, _)| id).collect())
}

/// Whoever is reached at a number, or at one that ends so, by what a request alone tells: those for whom somebody asked
/// whose number it is, and whom a request was joined to that has it. `own` is what [`own_at`] found.
fn told_at(
    read: &mut impl Read,
    sought: &PhoneSought,
    own: &[PersonId],
) -> Result<BTreeSet<PersonId>, RecordError> {
    let asked = match sought {
        PhoneSought::Whole(phone) => inquiry::asked_alike(read, &whole(phone))?,
        PhoneSought::End(digits) => asked_ending_in(read, digits, sought)?,
    };
    let all: Vec<PersonId> = own.iter().chain(&asked).copied().collect();
    let mut told: BTreeSet<PersonId> = asked.into_iter().collect();
    if !all.is_empty() {
        told.extend(inquiry::joined_to(read, &all)?);
    }
    Ok(told)
}

/// Of those for whom the index has somebody with a number of this end, whose asker's really ends so.
fn asked_ending_in(
    read: &mut impl Read,
    digits: &str,
    sought: &PhoneSought,
) -> Result<Vec<PersonId>, RecordError> {
    let asked_for = inquiry::askers::ending_in(read, digits)?;
    if asked_for.is_empty() {
        return Ok(Vec::new());
    }
    let asked = inquiry::own_of(read, &asked_for)?.into_iter();
    let asked = asked.filter(|one| {
        let contact = one.request.asker.contact();
        contact.is_some_and(|contact| fits(contact, sought))
    });
    Ok(asked.map(|one| one.person).collect())
}

fn whole(phone: &Phone) -> Contact {
    Contact {
        phone: Some(phone.clone()),
        email: None,
    }
}

fn fits(contact: &Contact, sought: &PhoneSought) -> bool {
    let phone = contact.phone.as_ref();
    phone.is_some_and(|phone| phone.is_found_by(sought))
}
