//! Who answers for a minor, sealed under the minor's key.

use super::document::document_of_person;
use crate::{Read, RecordError};
use care::PersonId;
use care::people::minor::Guardian;

document_of_person! { "guardian": Guardian }

/// Who answers for somebody, where it was written down.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Option<Guardian>, RecordError> {
    Ok(kept(read, person)?.map(|(guardian, _)| guardian))
}
