//! What stands in a record outside of the assessment and bears on its answers.

use crate::Refusal;
use crate::assessment::measure;
use care::PersonId;
use care::assessment::facts::Hint;
use care::intake::inquiry::{Inquiry, Told};
use record::Read;
use record::intake::inquiry;

/// What the results of each instrument and the words of requests tell of.
pub(crate) fn hints(read: &mut impl Read, person: PersonId) -> Result<Vec<Hint>, Refusal> {
    let mut hints = measure::hints(read, person)?;
    for inquiry in inquiry::of_person(read, person)? {
        let told = inquiry.request.dangers();
        hints.extend(told.into_iter().filter_map(|told| written(&inquiry, told)));
    }
    Ok(hints)
}

/// A danger that was written of; the answer to “are you safe right now?” is about that moment and raises its own alarm.
fn written(inquiry: &Inquiry, told: Told) -> Option<Hint> {
    let peril = told.peril?;
    Some(Hint {
        matter: peril.matter(),
        place: "the request for help".to_owned(),
        words: format!("words of {}.", peril.label()),
        at: inquiry.requested_at,
    })
}
