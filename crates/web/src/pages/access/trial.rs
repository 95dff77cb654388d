//! Whether mail leaves: a message to oneself, and what became of it.

use super::mailed::mail_words;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, button, form, heading, link, page, working};
use care::JobId;
use clinic::Refusal;
use clinic::mail;
use clinic::mail::MailStanding;
use maud::{Markup, html};

/// The page; with the message that was just written, where there is one.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let settings = ask.clinic.settings();
    let wanted = ask.query.text("message");
    let standing = match wanted {
        "" => None,
        id => {
            let id = JobId::parse(id).ok_or(Fault::Refused(Refusal::NotFound))?;
            Some(mail::test_of(ask.clinic, ask.actor()?, id)?)
        }
    };
    let body = html! {
        (heading("Mail").back("/staff/setup", "Set up"))
        @if settings.demo {
            p { "A demonstration sends no mail. What it would have sent is in the " (link("/staff/outbox", "outbox")) "." }
        } @else if let Some(host) = &settings.mail_host {
            p { "Messages are handed to " strong { (host) } "." }
        } @else {
            p { strong { "No mail server is configured, so messages wait." } " Whoever runs the server sets "
                code { "[mail]" } " in its settings and starts it again; what waits is sent then. "
                "Until then, copy or print the links with which people set up their sign-in." }
        }
        (form("/staff/setup/mail", ask.token(), html! {
            div.buttons { (button("Send a test message to me")) }
        }))
        @if let Some(standing) = &standing { (outcome(ask, standing)?) }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Mail"), body)))
}

/// What became of the message, asked for again for as long as that may change soon.
fn outcome(ask: &Ask<'_>, standing: &MailStanding) -> Result<Markup, Fault> {
    let settings = ask.clinic.settings();
    let leaves = settings.demo || settings.mail_host.is_some();
    let waits = *standing == MailStanding::Queued && leaves;
    let said = mail_words("test message", standing, &ask.zone()?);
    let body = html! {
        p { (said) }
        @match standing {
            MailStanding::Queued if !leaves => { p.muted { "It waits for a mail server to be configured." } }
            MailStanding::Queued => { p.muted { "Without JavaScript, open this page again in a few seconds." } }
            MailStanding::Sent(_) => {
                p.muted { "Look whether it arrived. Where it did not, it may be with unwanted mail, or the mail server keeps it." }
            }
            MailStanding::Refused(_) => { p.muted { "Show these words to whoever runs the mail server." } }
        }
    };
    Ok(working("test-message", "Test message", waits, body))
}

/// Writes the message.
pub(crate) fn send(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = mail::send_test(ask.clinic, ask.actor()?, ask.key()?)?;
    Ok(Answer::see_other(&format!(
        "/staff/setup/mail?message={id}"
    )))
}
