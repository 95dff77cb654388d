//! The demonstration's outbox: what would have been mailed.

use crate::shell::ask::moment;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, card, empty, facts, heading, page};
use clinic::mail;
use maud::{Markup, html};

/// The latest messages.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let messages = mail::outbox(ask.clinic, ask.actor()?)?;
    let zone = ask.zone()?;
    let body = html! {
        (heading("Outbox").lead("A demonstration sends no mail. What it would have sent is here."))
        @if messages.is_empty() { (empty("Nothing yet", "Invite somebody, or sign in with a mailed code.", None)) }
        div.stack {
            @for shown in &messages {
                (card(shown.mail.subject(), html! {
                    (facts(&[
                        ("To", html! { (shown.mail.to().as_str()) }),
                        ("Written", html! { (moment(shown.at, &zone)) }),
                    ]))
                    (text(shown.mail.text()))
                }))
            }
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Outbox"), body)))
}

/// The text, with links of ours that can be followed.
fn text(text: &str) -> Markup {
    html! {
        @for line in text.lines().filter(|line| !line.trim().is_empty()) {
            p {
                @if let Some(path) = own_path(line) { a href=(path) { (line) } } @else { (line) }
            }
        }
    }
}

fn own_path(line: &str) -> Option<&str> {
    let (_, rest) = line.trim().split_once("://")?;
    rest.find('/').and_then(|at| rest.get(at..))
}
