//! In which language somebody is written to.

use crate::Refusal;
use care::PersonId;
use language::Language;
use record::Read;
use record::access::account;
use record::intake::inquiry;
use record::people::staff;
use std::collections::{BTreeMap, HashSet};

/// In which somebody is written to: those who work here in English, as all of their pages are; everybody else in the
/// language that they chose for their pages, or the one in which help was last asked for them.
pub(crate) fn language_of(read: &mut impl Read, person: PersonId) -> Result<Language, Refusal> {
    let found = languages_of(read, &[person])?;
    Ok(found.get(&person).copied().unwrap_or_default())
}

/// The same of many people at once.
pub(crate) fn languages_of(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Language>, Refusal> {
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let accounts = account::languages_of(read, people)?;
    let mut works_here: HashSet<PersonId> = accounts
        .iter()
        .filter(|(_, (_, works_here))| *works_here)
        .map(|(id, _)| *id)
        .collect();
    let without: Vec<PersonId> = people
        .iter()
        .copied()
        .filter(|id| !accounts.contains_key(id))
        .collect();
    if !without.is_empty() {
        works_here.extend(staff::among(read, &without)?);
    }
    let mut languages = BTreeMap::new();
    let mut open = Vec::new();
    for &id in people {
        let code = accounts.get(&id).and_then(|(code, _)| code.as_deref());
        if let Some(language) = decided(works_here.contains(&id), code) {
            languages.insert(id, language);
        } else {
            open.push(id);
        }
    }
    if open.is_empty() {
        return Ok(languages);
    }
    // The newest comes first; of whom nobody asked anything, English is left.
    for asked in inquiry::own_of(read, &open)? {
        let language = Language::from(asked.request.language);
        languages.entry(asked.person).or_insert(language);
    }
    Ok(languages)
}

/// What is decided before anybody looks in which language help was asked for.
fn decided(works_here: bool, chosen: Option<&str>) -> Option<Language> {
    if works_here {
        Some(Language::default())
    } else {
        chosen.and_then(Language::from_code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_works_here_reads_english_and_everybody_else_as_they_chose() {
        for chosen in [None, Some("es"), Some("en"), Some("so")] {
            assert_eq!(decided(true, chosen), Some(Language::English), "{chosen:?}");
        }
        assert_eq!(decided(false, Some("es")), Some(Language::Spanish));
        assert_eq!(decided(false, Some("en")), Some(Language::English));
        // What is in neither is no choice.
        assert_eq!(decided(false, Some("so")), None);
        assert_eq!(decided(false, None), None);
    }
}
