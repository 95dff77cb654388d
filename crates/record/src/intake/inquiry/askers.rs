//! The blind index of whoever asked for somebody else: their own number and address.

use crate::seal::{OrganizationKeys, contact_entries};
use crate::{RecordError, Tx};
use care::intake::inquiry::Inquiry;

statements! {
    INSERT = "INSERT INTO asker_token (organization_id, token, inquiry_id, person_id) VALUES ($1, $2, $3, $4)";
    CLEAR = "DELETE FROM asker_token WHERE organization_id = $1 AND inquiry_id = $2";
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
