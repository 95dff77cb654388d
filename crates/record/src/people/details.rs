//! What is known of a person beside their name, sealed under their key.

use super::emergency;
use crate::{Read, RecordError, Tx};
use care::people::details::Details;
use care::{Dice, PersonId};
use jiff::Timestamp;

/// The document alone.
mod document {
    use crate::people::document::document_of_person;
    use care::people::details::Details;

    document_of_person! { "person_details": Details }
}

pub(crate) use document::STATEMENTS;
pub use document::{kept, of_people};

/// What is known of somebody; nothing of it where nothing was written down.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Details, RecordError> {
    let kept = kept(read, person)?;
    Ok(kept.map(|(details, _)| details).unwrap_or_default())
}

/// Writes it down, in place of what was written before. Whoever is to be called in an emergency is found by their number.
pub fn set(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    details: &Details,
    now: Timestamp,
) -> Result<(), RecordError> {
    document::set(tx, dice, person, details, now)?;
    emergency::index(tx, person, &details.emergency)
}
