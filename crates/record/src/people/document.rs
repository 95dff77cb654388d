//! One document of each person in a table of its own: sealed under their key, and written anew as a whole. What keeps
//! its earlier versions is a chapter.

/// Declares the statements of such a table, what reads it and what writes it: `document_of_person! { "coverage":
/// Coverages }`.
macro_rules! document_of_person {
    ($table:literal: $document:ty) => {
        const BODY: (&str, &str) = ($table, "body");

        statements! {
            OF_PERSON: (Vec<u8>, jiff::Timestamp) = "SELECT sealed, changed_at FROM {} \
                WHERE organization_id = $1 AND person_id = $2", $table;
            OF_PEOPLE: (care::PersonId, Vec<u8>) = "SELECT person_id, sealed FROM {} \
                WHERE organization_id = $1 AND person_id = ANY($2)", $table;
            SET = "INSERT INTO {} (organization_id, person_id, sealed, changed_at) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (organization_id, person_id) DO UPDATE \
                SET sealed = excluded.sealed, changed_at = excluded.changed_at", $table;
        }

        /// What was written down of somebody, and when; nothing where nothing was.
        pub fn kept(
            read: &mut impl $crate::Read,
            person: care::PersonId,
        ) -> Result<Option<($document, jiff::Timestamp)>, $crate::RecordError> {
            let Some((sealed, at)) = read.maybe(OF_PERSON, args![person])? else {
                return Ok(None);
            };
            let key = $crate::people::person::key(read, person)?;
            let document = key.open_json(BODY, person.uuid(), &sealed)?;
            Ok(Some((document, at)))
        }

        /// What was written down of these people, but for those who were forgotten.
        pub fn of_people(
            read: &mut impl $crate::Read,
            people: &[care::PersonId],
        ) -> Result<std::collections::HashMap<care::PersonId, $document>, $crate::RecordError> {
            let mut found = std::collections::HashMap::new();
            if people.is_empty() {
                return Ok(found);
            }
            let rows = read.all(OF_PEOPLE, args![people])?;
            let keys = $crate::people::person::keys(read, people)?;
            for (person, sealed) in rows {
                if let Some(key) = keys.get(&person) {
                    found.insert(person, key.open_json(BODY, person.uuid(), &sealed)?);
                }
            }
            Ok(found)
        }

        /// Writes it down, in place of what was written before.
        pub fn set(
            tx: &mut $crate::Tx<'_>,
            dice: &dyn care::Dice,
            person: care::PersonId,
            document: &$document,
            now: jiff::Timestamp,
        ) -> Result<(), $crate::RecordError> {
            let key = $crate::people::person::key(tx, person)?;
            let sealed = key.seal_json(dice, BODY, person.uuid(), document)?;
            tx.run(SET, args![person, sealed, now]).map(drop)
        }
    };
}
pub(super) use document_of_person;
