//! The warning above a page on which something is decided about somebody who is in danger.

use super::told;
use crate::shell::frame::{could, frame_of};
use crate::shell::{Ask, Fault};
use crate::ui::{Banner, Frame, Meaning};
use care::PersonId;
use care::followup::signal::Urgency;
use clinic::followup::signal;
use clinic::followup::signal::Warning;
use policy::Action;

/// The frame of a staff page about somebody, with the open safety signals that the actor may answer above it.
pub(crate) fn frame_about(ask: &Ask<'_>, title: &str, person: PersonId) -> Result<Frame, Fault> {
    let mut frame = frame_of(ask, title, person);
    if could(ask, Action::ListSignals)
        && let Some(warning) = signal::warning(ask.clinic, ask.actor()?, person)?
    {
        frame.banners.push(banner(ask, &warning)?);
        // One red bar is enough: what this one leads to needs no other way.
        if let Some(alerts) = &mut frame.alerts {
            alerts
                .here
                .extend(warning.all.iter().map(ToString::to_string));
        }
    }
    Ok(frame)
}

fn banner(ask: &Ask<'_>, warning: &Warning) -> Result<Banner, Fault> {
    let signal = &warning.signal;
    let clocks = ask.clocks_at(Some(&warning.zone))?;
    let since = clocks.moment(signal.raised_at);
    let how_soon = match signal.urgency {
        Urgency::Now => "Look now",
        Urgency::Hour => "Look within the hour",
        Urgency::Today => "Look today",
        Urgency::Week => "Look this week",
    };
    let answer = match (told::overdue(signal, ask.now), signal.answer_by) {
        _ if warning.answered => "answered, still open".to_owned(),
        (Some(overdue), Some(by)) if signal.taken.is_none() => {
            let next = told::due(ask.now, by, Some(&warning.zone));
            format!("{overdue}; the next are told {next}")
        }
        (Some(overdue), _) => overdue,
        (None, _) => "nobody has answered yet".to_owned(),
    };
    let more = match warning.more {
        0 => String::new(),
        1 => " One more is open.".to_owned(),
        n => format!(" {n} more are open."),
    };
    Ok(Banner {
        meaning: Meaning::Danger,
        title: format!("{}, open signal.", signal.title()),
        text: format!("{how_soon}: raised {since}, {answer}.{more}"),
        aside: None,
        link: Some((
            format!("/staff/signals/{}", signal.id),
            "Open the signal".to_owned(),
        )),
        action: None,
    })
}
