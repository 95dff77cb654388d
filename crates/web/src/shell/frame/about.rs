//! What stands around a page about somebody: how they are reached, and on paper whose it is.

use super::frame;
use crate::shell::Ask;
use crate::shell::ask::moment_with_zone;
use crate::ui::{Face, Frame, Paper, Reach};
use care::people::contact_rules::Channel;
use care::{PersonId, TimeZoneName};
use clinic::people::reach::ContactStrip;

/// Where the pages about people are.
const PEOPLE: &str = "/staff/people";

/// The frame of a staff page about somebody at an address that does not name them: how they are reached stands above
/// it.
pub(crate) fn frame_of(ask: &Ask<'_>, title: impl Into<String>, person: PersonId) -> Frame {
    let mut frame = frame(ask, Face::Staff, title);
    if frame.reach.is_none() {
        tell_of(ask, &mut frame, person);
    }
    frame
}

/// Puts above a page about somebody how they are reached, for whoever may know it, and onto its paper whose it is. From
/// then on they are among those whom the reader opened last. That nothing can be found out is not worth losing the page
/// for.
pub(super) fn tell_of(ask: &Ask<'_>, frame: &mut Frame, person: PersonId) {
    let Some(actor) = ask.actor.as_ref().filter(|actor| actor.is_staff()) else {
        return;
    };
    match clinic::people::reach::strip(ask.clinic, actor, person) {
        Ok(None) => {}
        Ok(Some(strip)) => {
            clinic::people::patient::opened(ask.clinic, actor, person);
            frame.paper = Some(Paper {
                about: strip.name.clone(),
                made: moment_with_zone(ask.now, &strip.zone),
            });
            frame.reach = Some(strip_of(strip));
        }
        Err(error) => tracing::error!(%error, "how somebody is reached cannot be read"),
    }
}

/// Puts onto the paper of a page about a place what it is of and when it was printed, by the clock there: a list of people
/// that is found somewhere says from when it is.
pub(crate) fn printed_of(
    ask: &Ask<'_>,
    frame: &mut Frame,
    about: impl Into<String>,
    zone: &TimeZoneName,
) {
    frame.paper = Some(Paper {
        about: about.into(),
        made: moment_with_zone(ask.now, zone),
    });
}

fn strip_of(strip: ContactStrip) -> Reach {
    let written = strip.rules.allows(Channel::Email);
    let (may_call, email) = (strip.no_call.is_none(), strip.contact.email);
    Reach {
        rules: strip.rules.rules(),
        joined: strip.rules.is_joined(),
        good_time: strip.is_good_time && may_call,
        phone: strip.contact.phone.map(|phone| {
            let dialed = may_call.then(|| phone.dialed());
            (phone.as_str().to_owned(), dialed)
        }),
        email: email.filter(|_| written).map(String::from),
        page: format!("{PEOPLE}/{}/contact", strip.person),
        may_edit: strip.may_edit,
        whom: strip.whom,
    }
}
