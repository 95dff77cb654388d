//! The blind index of whom to call in an emergency: their own number leads to whoever named them.

use super::details;
use super::patient::Within;
use super::search::tokens_at;
use crate::intake::inquiry::{reached, within_reached};
use crate::seal::{OrganizationKeys, contact_entries};
use crate::value::Args;
use crate::{Read, RecordError, Tx};
use care::people::contact::PhoneSought;
use care::people::details::{EmergencyContact, EmergencyContacts};
use care::{Contact, PersonId};

statements! {
    INSERT = "INSERT INTO emergency_token (organization_id, token, person_id) VALUES ($1, $2, $3) \
        ON CONFLICT DO NOTHING";
    CLEAR = "DELETE FROM emergency_token WHERE organization_id = $1 AND person_id = $2";
    /// Those within reach who named somebody with a token, those in care first.
    NAMED_BY: PersonId = "SELECT e.person_id FROM emergency_token e {} \
        WHERE e.organization_id = $1 AND e.token = $11 AND {} \
        ORDER BY CASE WHEN t.person_id IS NOT NULL THEN 0 ELSE 1 END, e.person_id DESC LIMIT $10",
        reached!("e"), within_reached!("e.person_id");
}

/// Writes down how those are reached whom somebody named, in place of what stood there.
pub(super) fn index(
    tx: &mut Tx<'_>,
    person: PersonId,
    named: &EmergencyContacts,
) -> Result<(), RecordError> {
    clear(tx, person)?;
    if named.named().is_empty() {
        return Ok(());
    }
    let keys = OrganizationKeys::load(tx)?;
    for one in named.named() {
        for token in contact_entries(&keys, &reached(one)) {
            tx.run(INSERT, args![token, person])?;
        }
    }
    Ok(())
}

/// Takes all of it away: nobody is found any more by what somebody said who was forgotten.
pub(super) fn clear(tx: &mut Tx<'_>, person: PersonId) -> Result<(), RecordError> {
    tx.run(CLEAR, args![person]).map(drop)
}

fn reached(one: &EmergencyContact) -> Contact {
    Contact {
        phone: Some(one.phone.clone()),
        email: None,
    }
}

/// Whoever has a number, or one that ends so, and who within reach named them. What the index finds is held against the
/// numbers themselves: a class of numbers has more of them than were meant.
pub fn named_at(
    read: &mut impl Read,
    within: &Within,
    sought: &PhoneSought,
) -> Result<Vec<(PersonId, EmergencyContact)>, RecordError> {
    let (tokens, most) = tokens_at(read, sought)?;
    let Some(token) = tokens.first().copied() else {
        return Ok(Vec::new());
    };
    let mut arguments = within.args_with(most);
    arguments.extend_from_slice(args_across![token]);
    let people = read.all(NAMED_BY, Args(&mut arguments))?;
    let known = details::of_people(read, &people)?;
    let mut found = Vec::new();
    for id in people {
        let Some(told) = known.get(&id) else {
            continue;
        };
        let named = told.emergency.named().iter();
        let fits = named.filter(|one| one.phone.is_found_by(sought));
        found.extend(fits.map(|one| (id, one.clone())));
    }
    Ok(found)
}
