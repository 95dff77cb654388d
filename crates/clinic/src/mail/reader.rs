//! In which language somebody is written to.

use crate::Refusal;
use care::PersonId;
use language::Language;
use record::Read;
use record::access::account;
use record::intake::inquiry;
use record::people::staff;
use std::collections::BTreeMap;

/// In which somebody is written to: those who work here in English, as all of their pages are; everybody else in the
/// language that they chose for their pages, or the one in which help was last asked for them.
pub(crate) fn language_of(read: &mut impl Read, person: PersonId) -> Result<Language, Refusal> {
    let account = account::language_of(read, person)?;
    let works_here = match &account {
        Some((_, works_here)) => *works_here,
        None => !staff::among(read, &[person])?.is_empty(),
    };
    if works_here {
        return Ok(Language::default());
    }
    let code = account.and_then(|(code, _)| code);
    if let Some(chosen) = code.as_deref().and_then(Language::from_code) {
        return Ok(chosen);
    }
    let asked = languages_of(read, &[person])?;
    Ok(asked.get(&person).copied().unwrap_or_default())
}

/// In which help was last asked for many people in care; whoever is left out is written to in English.
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
