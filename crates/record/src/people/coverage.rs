//! Who pays for somebody's care, sealed under their key.

use super::document::document_of_person;
use crate::{Read, RecordError};
use care::PersonId;
use care::people::coverage::Coverages;

document_of_person! { "coverage": Coverages }

/// Who pays for somebody's care; nothing of it where nothing was written down.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Coverages, RecordError> {
    let kept = kept(read, person)?;
    Ok(kept.map(|(coverages, _)| coverages).unwrap_or_default())
}
