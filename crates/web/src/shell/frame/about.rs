//! What stands around a page about somebody: whose it is, where they stand, whether they are in danger, how they are
//! reached, the way to their other pages; and on paper whose it is.

use super::frame;
use crate::shell::Ask;
use crate::shell::ask::moment;
use crate::ui::{About, Face, Frame, Paper, Reach};
use care::people::contact_rules::Channel;
use care::{PersonId, TimeZoneName};
use clinic::people::about;
use clinic::people::about::{Danger, Standing};
use clinic::people::reach::ContactStrip;

mod tabs;

/// Where the pages about people are.
const PEOPLE: &str = "/staff/people";

/// The frame of a staff page about somebody at an address that does not name them: the same stands around it.
pub(crate) fn frame_of(ask: &Ask<'_>, title: impl Into<String>, person: PersonId) -> Frame {
    let mut frame = frame(ask, Face::Staff, title);
    if !frame.titled {
        frame.titled = true;
        tell_of(ask, &mut frame, person);
    }
    frame
}

/// Puts whom a page is about into its titles and above it, as far as its reader may know, and onto its paper. From then
/// on they are among those whom the reader opened last. That nothing can be found out is not worth losing the page for.
pub(super) fn tell_of(ask: &Ask<'_>, frame: &mut Frame, person: PersonId) {
    let Some(actor) = ask.actor.as_ref().filter(|actor| actor.is_staff()) else {
        return;
    };
    match about::about(ask.clinic, actor, person, &tabs::actions(ask)) {
        Ok(None) => {}
        // Whoever may only forget them learns the name where that is asked, and nowhere else.
        Ok(Some(known)) if known.strip.is_none() && !ask.route.path.ends_with("/forget") => {}
        Ok(Some(known)) => {
            if let Some(strip) = &known.strip {
                clinic::people::patient::opened(ask.clinic, actor, person);
                frame.paper = Some(Paper {
                    about: known.name.clone(),
                    made: moment(ask.now, &strip.zone),
                });
            }
            frame.about = Some(about_of(ask, known));
        }
        Err(error) => tracing::error!(%error, "whom a page is about cannot be read"),
    }
}

fn about_of(ask: &Ask<'_>, known: about::About) -> About {
    let (tabs, more) = tabs::tabs(ask, &known);
    let mut facts: Vec<String> = known.pronouns.into_iter().collect();
    facts.extend(known.standing.iter().flat_map(standing));
    About {
        name: known.name,
        short: known.short,
        facts,
        danger: known.danger.as_ref().map(danger),
        reach: known.strip.map(strip_of),
        tabs,
        more,
    }
}

/// Age, level and program, site: a few words each.
fn standing(standing: &Standing) -> Vec<String> {
    let age = match standing.age_years {
        Some(1) => "1 year".to_owned(),
        Some(years) => format!("{years} years"),
        None => "age not known".to_owned(),
    };
    let stands = match &standing.stay {
        Some((level, Some(program))) if program.as_str() != level.label() => {
            format!("{}, {program}", level.label())
        }
        Some((level, Some(_))) => level.label().to_owned(),
        Some((level, None)) => format!("{}, elsewhere", level.label()),
        None if standing.has_record => "not in care now".to_owned(),
        None => "asked for help, not in care yet".to_owned(),
    };
    vec![age, stands, standing.site.clone()]
}

/// What is open, and the page that answers it.
fn danger(danger: &Danger) -> (String, String) {
    let stands = if danger.answered {
        "answered, still open"
    } else {
        "open"
    };
    let more = match danger.more {
        0 => String::new(),
        n => format!(", {n} more"),
    };
    (
        format!("{}: {stands}{more}", danger.title),
        format!("/staff/signals/{}", danger.signal),
    )
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
        made: moment(ask.now, zone),
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
