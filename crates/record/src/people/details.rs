//! What is known of a person beside their name, sealed under their key.

use super::document::document_of_person;
use crate::{Read, RecordError};
use care::PersonId;
use care::people::details::Details;

document_of_person! { "person_details": Details }

/// What is known of somebody; nothing of it where nothing was written down.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Details, RecordError> {
    let kept = kept(read, person)?;
    Ok(kept.map(|(details, _)| details).unwrap_or_default())
}
