//! Hearing at once that somebody needs one: what open pages listen to, and in which browsers somebody is called.

use crate::shell::ask::wants;
use crate::shell::frame::frame;
use crate::shell::listen::{News, WaitingSignals};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Column, Face, button, card, empty, form, heading, page, row, table};
use care::PushId;
use care::followup::push::{Origin, Subscription};
use clinic::Refusal;
use clinic::followup::bell;
use clinic::followup::bell::Devices;
use clinic::mail::call_text;
use maud::{Markup, html};

/// What waits for whoever asks: now, and to whoever listens also from now on.
pub(crate) fn stream(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let actor = ask.actor()?;
    let state = WaitingSignals::of(ask.clinic, actor)?;
    if !wants(ask, "text/event-stream") {
        return Ok(Answer::json(&state));
    }
    let (organization, person) = (actor.organization(), actor.person());
    let listening = ask.clinic.bell().attend(organization, person);
    let listening = listening.ok_or(Fault::Busy)?;
    Ok(Answer::news(News { state, listening }))
}

/// The page of one's alerts.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let devices = bell::devices(ask.clinic, ask.actor()?)?;
    let body = html! {
        (heading("Alerts").lead("How you hear at once that somebody needs you now."))
        (card("On an open page", html! {
            p { "Every page of yours that is open shows a bar at the top within two seconds. It stays until somebody has answered." }
            p.tick {
                input #alert-sound type="checkbox" checked data-alert-sound;
                label for="alert-sound" { "Play a short sound as well, once for each alert, in this browser" }
            }
            div.buttons { button.button.quiet type="button" data-alert-try { "Play it" } }
            noscript { p { "Without JavaScript the bar is there when a page is opened, and there is no sound." } }
        }))
        (called(ask, &devices)?)
        (card("By mail", html! {
            p { "Where no page of yours is open and none of your browsers takes the call, mail goes to your address at once. It says nothing about anybody." }
        }))
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Alerts"), body)))
}

fn called(ask: &Ask<'_>, devices: &Devices) -> Result<Markup, Fault> {
    let clocks = ask.clocks()?;
    let mut rows = Vec::new();
    for device in &devices.devices {
        let here = devices.here == Some(device.session);
        let name = service(&device.subscription);
        let off = form(
            format!("/staff/alerts/devices/{}/remove", device.id),
            ask.token(),
            html! { (button("Turn off").quiet().about(name)) },
        );
        rows.push(row([
            html! { (name) @if here { " " strong { "(this one)" } } },
            html! { (clocks.near(device.added_at)) },
            html! { (off.inline()) },
        ]));
    }
    let columns = [
        Column::new("Browser"),
        Column::new("Since"),
        Column::new("Actions").unseen(),
    ];
    let none = empty(
        "No browser of yours is called",
        "Turn this one on to be called when no page is open.",
        None,
    );
    let any = !devices.devices.is_empty();
    let part = card(
        "While no page is open",
        html! {
            p {
                "A browser that you turn on shows “" (call_text()) "”, and nothing else. "
                "It is turned off again when you sign out of it. "
                "What has to be seen within the hour, and whatever nobody answered in time, calls it also while a page is open."
            }
            @if ask.clinic.settings().demo { p { "A demonstration calls nobody." } }
            (table("push", "Browsers in which you are called", columns).rows(rows).empty(none).caption_unseen())
            div data-push-key=(devices.sender) {
                div.buttons hidden { button.button type="button" { "Turn on in this browser" } }
                p role="status" data-push-line {}
            }
            @if any {
                (form("/staff/alerts/test", ask.token(), html! { div.buttons { (button("Send me a test").quiet()) } }))
            }
            noscript { p { "Being called needs JavaScript in this browser." } }
        },
    );
    Ok(html! { (part) })
}

/// Whose browser it is, as far as its push service tells.
fn service(subscription: &Subscription) -> &'static str {
    let known = [
        ("googleapis.com", "Chrome, or a browser like it"),
        ("mozilla.com", "Firefox"),
        ("apple.com", "Safari"),
        ("windows.com", "Edge"),
    ];
    let host = Origin::of(&subscription.endpoint).map(|(origin, _)| origin.host);
    let host = host.unwrap_or_default();
    known
        .iter()
        .find(|(end, _)| host.ends_with(end))
        .map_or("A browser", |(_, name)| name)
}

/// A browser lets itself be called.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let given = serde_json::from_str::<Subscription>(&ask.body);
    let given = given
        .map_err(|_| Refusal::field("endpoint", "This browser gave no key to call it with."))?;
    bell::add(ask.clinic, ask.actor()?, ask.clinic.fresh_key(), given)?;
    let next = "/staff/alerts?said=push-on";
    let next = ask.web.notices.prove(next, ask.secret(), ask.now);
    Ok(Answer::json(&serde_json::json!({ "next": next })))
}

/// One of them is called no more.
pub(crate) fn remove(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PushId::parse)?;
    bell::remove(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other("/staff/alerts?said=push-off"))
}

/// Calls all of them.
pub(crate) fn test(ask: &Ask<'_>) -> Result<Answer, Fault> {
    bell::test(ask.clinic, ask.actor()?, ask.key()?)?;
    Ok(Answer::see_other("/staff/alerts?said=push-tested"))
}
