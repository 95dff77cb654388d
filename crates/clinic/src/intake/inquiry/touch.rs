//! How to be in touch with somebody, as the request for help about them says.

use crate::{Look, Refusal};
use care::PersonId;
use care::intake::inquiry::Inquiry;
use care::people::site::Site;
use policy::Action;
use record::intake::inquiry;
use record::people::site;

/// What is known of being in touch with somebody, beside their own number.
pub enum Touch {
    /// Nobody asked for help for this person.
    NoRequest,
    /// There is a request, and the actor may not open it.
    Hidden,
    /// The request, with the site whose clock its rules go by.
    Known(Box<(Inquiry, Site)>),
}

/// Reads the request by the rule that opens the page about it, and notes it as seen.
pub(crate) fn touch(look: &mut Look<'_, '_>, person: PersonId) -> Result<Touch, Refusal> {
    let requests = inquiry::of_person(look.read, person)?;
    let Some(found) = requests.into_iter().next() else {
        return Ok(Touch::NoRequest);
    };
    if !look.could(Action::ViewInquiry, person)? {
        return Ok(Touch::Hidden);
    }
    look.permit_patient(Action::ViewInquiry, person)?;
    let site = site::find(look.read, found.site)?.ok_or(Refusal::NotFound)?;
    look.saw(
        "inquiry.viewed",
        ("inquiry", found.id.uuid()),
        Some(person),
        None,
    );
    Ok(Touch::Known(Box::new((found, site))))
}
