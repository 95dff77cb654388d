//! A request that tells of danger reaches whoever is on duty like every other danger: as a signal about the person, raised
//! in the act that takes the request. Whoever answers signals at the site sees it, whether or not they work requests.

use crate::followup::signal;
use crate::followup::signal::Raise;
use crate::{Act, Refusal};
use care::followup::signal::{About, Kind, Once, Urgency};
use care::intake::inquiry::{Inquiry, Peril, Pressing, Told};

/// Raises what a request tells of: a signal for each danger. One that is open already is not raised again.
pub(super) fn raise(act: &mut Act<'_, '_>, inquiry: &Inquiry) -> Result<(), Refusal> {
    for told in inquiry.request.dangers() {
        let key = occasion(told);
        let raised = Raise {
            person: inquiry.person,
            kind: kind(told),
            urgency: urgency(told),
            words: inquiry.request.alarm_words(told),
            about: About::Record,
            once: Some(Once::WhileOpen(&key)),
        };
        signal::raise(act, raised)?;
    }
    Ok(())
}

fn occasion(told: Told) -> String {
    let about = told.peril.map_or("unsafe", Peril::code);
    format!("request={about}")
}

const fn kind(told: Told) -> Kind {
    match told.peril {
        Some(Peril::Suicide) => Kind::Suicide,
        _ => Kind::Danger,
    }
}

const fn urgency(told: Told) -> Urgency {
    match told.pressing {
        Pressing::Now => Urgency::Now,
        Pressing::Today | Pressing::Normal => Urgency::Today,
    }
}
