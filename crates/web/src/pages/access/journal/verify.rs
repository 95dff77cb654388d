//! Verifying the journal: asking for it, how far it is, and what it came to.

use super::way;
use crate::shell::ask::moment;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Meaning, button, empty, facts, form, heading, page, status, working};
use care::TimeZoneName;
use clinic::access::journal;
use clinic::access::journal::{Stand, VerifyOutcome, Wrong};
use data_encoding::HEXLOWER;
use maud::{Markup, html};

const ADDRESS: &str = "/staff/journal/verify";
const LEAD: &str = "Reads every entry from the first to the last and holds it against the one before it and the \
    signed checkpoints. It goes on when this page is closed.";
const NONE_YET: &str = "No verification since the server was started";
const WHOLE: &str = "Every entry follows from the one before it, and the signed checkpoints agree.";
const OUTSIDE: &str = "The checkpoints that are kept outside the database are not those that were written there. \
    Whoever runs the server sees more with: stepwell journal verify";

/// The latest verification, and the button for another one.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let asked = journal::verification(ask.clinic, ask.actor()?)?;
    let zone = ask.zone()?;
    let (by, stand) = asked.map_or((None, None), |asked| (asked.by, Some(asked.stand)));
    let title = match &stand {
        None => "Not verified yet",
        Some(Stand::UnderWay(_)) => "Being verified",
        Some(Stand::Done(_)) => "What was found",
        Some(Stand::Failed(_)) => "Not finished",
    };
    let running = matches!(stand, Some(Stand::UnderWay(_)));
    let part = html! {
        @match &stand {
            None => (empty(NONE_YET, "Have one made. The journal keeps what earlier ones came to.", None)),
            Some(Stand::UnderWay(now)) => (way(ADDRESS, now, &zone)),
            Some(Stand::Done(outcome)) => (found(outcome, &zone)),
            Some(Stand::Failed(why)) => p { (status(Meaning::Attention, "Not finished")) " " (why) },
        }
        @if let Some(by) = &by { (facts(&[("Asked for by", html! { (by) })])) }
        @if !running { (form(ADDRESS, ask.token(), html! { div.buttons { (button("Verify now")) } })) }
    };
    let body = html! {
        (heading("Verify the journal").back("/staff/journal", "Journal").lead(LEAD))
        (working("verifying", title, running, part))
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Verify the journal"),
        body,
    )))
}

fn found(outcome: &VerifyOutcome, zone: &TimeZoneName) -> Markup {
    let at = html! { (moment(outcome.at, zone)) };
    html! {
        @match &outcome.result {
            Ok(verified) => {
                p { (status(Meaning::Good, "Whole")) " " (WHOLE) }
                (facts(&[
                    ("Finished", at),
                    ("Entries", html! { (verified.entries) }),
                    ("Checkpoints", html! { (verified.checkpoints) }),
                    ("Last hash", html! { code { (HEXLOWER.encode(&verified.head)) } }),
                ]))
            }
            Err(wrong) => {
                p role="alert" { (status(Meaning::Urgent, "Changed")) " " (said(wrong)) }
                p {
                    "Keep the server’s files as they are, stop writing to them, and compare with a backup from before."
                }
                (facts(&[("Finished", at)]))
            }
        }
    }
}

/// What is wrong, without where on the server the file lies.
fn said(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Entry(fault) => format!("Entry {} {}.", fault.seq, fault.what),
        Wrong::Outside(_) => OUTSIDE.to_owned(),
    }
}

/// Has it verified.
pub(crate) fn start(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let file = ask.web.options.checkpoints.as_deref();
    journal::ask_for_verification(&ask.web.clinic, ask.actor()?, ask.key()?, file)?;
    Ok(Answer::see_other(ADDRESS))
}
