//! In which language somebody is written to.

use crate::Refusal;
use care::PersonId;
use language::Language;
use record::Read;
use record::intake::inquiry;
use record::people::staff;
use std::collections::BTreeMap;

/// In which somebody is written to: those who work here in English, as all of their pages are; everybody else in the
/// language in which help was last asked for them.
pub(crate) fn language_of(read: &mut impl Read, person: PersonId) -> Result<Language, Refusal> {
    let asked = languages_of(read, &[person])?;
    let Some(language) = asked.get(&person).copied() else {
        return Ok(Language::default());
    };
    let (roles, _) = staff::roles_and_sites(read, person)?;
    Ok(if roles.is_empty() {
        language
    } else {
        Language::default()
    })
}

/// The same for many people in care at once; whoever is left out is written to in English.
pub(crate) fn languages_of(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Language>, Refusal> {
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut languages = BTreeMap::new();
    // The newest comes first.
    for asked in inquiry::own_of(read, people)? {
        let language = Language::from(asked.request.language);
        languages.entry(asked.person).or_insert(language);
    }
    Ok(languages)
}
