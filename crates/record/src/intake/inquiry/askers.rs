//! The blind index of whoever asked for somebody else: their own number and address.

use crate::people::person;
use crate::seal::{OrganizationKeys, contact_entries};
use crate::{Read, RecordError, Tx};
use care::intake::inquiry::Inquiry;
use care::{Contact, PersonId};

statements! {
    INSERT = "INSERT INTO asker_token (organization_id, token, inquiry_id, person_id) VALUES ($1, $2, $3, $4)";
    CLEAR = "DELETE FROM asker_token WHERE organization_id = $1 AND inquiry_id = $2";
    /// Those for whom somebody asked who has one of two tokens, newest first.
    WITH_TOKEN: PersonId = "SELECT DISTINCT a.person_id FROM asker_token a \
        JOIN person_key k ON k.organization_id = a.organization_id AND k.person_id = a.person_id \
        WHERE a.organization_id = $1 AND (a.token = $2 OR a.token = $3) ORDER BY a.person_id DESC LIMIT $4";
}

/// Writes down how whoever asked is reached, in place of what stood there.
pub(crate) fn index(tx: &mut Tx<'_>, inquiry: &Inquiry) -> Result<(), RecordError> {
    tx.run(CLEAR, args![inquiry.id])?;
    let Some(contact) = inquiry.request.asker.contact() else {
        return Ok(());
    };
    let keys = OrganizationKeys::load(tx)?;
    for token in contact_entries(&keys, contact) {
        tx.run(INSERT, args![token, inquiry.id, inquiry.person])?;
    }
    Ok(())
}

/// Those for whom somebody asked who is reached under the same number or the same address.
pub fn asked_alike(read: &mut impl Read, contact: &Contact) -> Result<Vec<PersonId>, RecordError> {
    person::under_contact(read, contact, WITH_TOKEN)
}

/// Those for whom somebody asked whose number may end in these digits: it is still to be looked at.
pub(crate) fn ending_in(read: &mut impl Read, digits: &str) -> Result<Vec<PersonId>, RecordError> {
    person::under_end(read, digits, WITH_TOKEN)
}
