//! What was drafted, sent.

use crate::groups::told;
use crate::{Act, Refusal, mail};
use care::planning::week::Part;
use care::{ChangeId, PersonId};
use record::people::person;
use std::collections::BTreeMap;

/// Sends what was drafted to those who have an address and may be written to, in the language in which it was: whoever
/// asked for help in another one since gets a letter in one language and not in two. The journal keeps whom a rule left
/// out.
pub(crate) fn messages(
    act: &mut Act<'_, '_>,
    parts: &[Part],
    change: ChangeId,
) -> Result<(), Refusal> {
    // Of those that were drafted before their language was kept.
    let told = parts
        .iter()
        .filter(|part| part.message.is_some() && part.language.is_none());
    let people: Vec<PersonId> = told.map(|part| part.person).collect();
    let languages = mail::languages_of(act.tx, &people)?;
    let mut written = BTreeMap::new();
    for part in parts {
        let Some(text) = &part.message else { continue };
        let (_, contact) = person::load(act.tx, part.person)?;
        if let Some(email) = contact.email {
            let language = match part.language {
                Some(drafted) => drafted.into(),
                None => languages.get(&part.person).copied().unwrap_or_default(),
            };
            let mail = mail::Mail::times(&email, language, text);
            if let Ok(job) = mail::enqueue_known(act, part.person, &mail)? {
                written.insert(part.person, job);
            }
        }
    }
    told::mailed(act, &written, change)
}
