//! A request that tells of danger reaches whoever is on duty like every other danger: as a signal about the person, raised
//! in the act that takes the request. Whoever answers signals at the site sees it, whether or not they work requests.

use crate::followup::signal::raise_alarm;
use crate::{Act, Refusal};
use care::followup::signal::About;
use care::intake::inquiry::{Inquiry, Peril};

/// Raises what a request tells of, each danger once: what is open already takes it as a further reason.
pub(super) fn raise(act: &mut Act<'_, '_>, inquiry: &Inquiry) -> Result<(), Refusal> {
    for told in inquiry.request.dangers() {
        let alarm = inquiry.request.alarm(told);
        let about = told.peril.map_or("unsafe", Peril::code);
        let key = format!("request={about}");
        raise_alarm(act, inquiry.person, &alarm, About::Record, &key)?;
    }
    Ok(())
}
