//! One's own account.

use super::welcome::password_hint;
use crate::assets::Asset;
use crate::shell::ask::moment_with_zone;
use crate::shell::form::problems;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault, cookie};
use crate::ui::{
    Column, Face, Frame, Passkey, Problems, button, empty, error_summary, facts, field, form,
    heading, page, passkey_button, row, table,
};
use axum::http::header::HeaderName;
use care::{Line, LoginId, PasskeyId};
use clinic::Refusal;
use clinic::access::account;
use clinic::access::account::Overview;
use maud::{Markup, html};

fn face(ask: &Ask<'_>) -> Face {
    if ask.actor.as_ref().is_some_and(policy::Actor::is_staff) {
        Face::Staff
    } else {
        Face::Me
    }
}

fn own_frame(ask: &Ask<'_>, title: &str) -> Frame {
    frame(ask, face(ask), title)
}

/// The account page.
pub(crate) fn overview(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let account = account::overview(ask.clinic, ask.actor()?)?;
    let body = html! {
        (heading("Your account"))
        section {
            h2 { "How you sign in" }
            (facts(&[
                ("E-mail address", html! { (account.login) }),
                ("Password", html! { @if account.has_password { "Set" } @else { "Not set" } }),
                ("Authenticator app", html! { @if account.has_app { "Set up" } @else { "Not set up" } }),
            ]))
            div.buttons { (button("Change password").quiet().href("/account/password")) }
        }
        (passkeys(ask, &account)?)
        (devices(ask, &account)?)
    };
    Ok(Answer::page(page(&own_frame(ask, "Your account"), body)))
}

fn passkeys(ask: &Ask<'_>, account: &Overview) -> Result<Markup, Fault> {
    let zone = ask.zone()?;
    let mut rows = Vec::new();
    for passkey in &account.passkeys {
        let used = passkey.used_at.map(|at| moment_with_zone(at, &zone));
        let remove = form(
            format!("/account/passkeys/{}/remove", passkey.id),
            ask.token(),
            html! {
                (button("Remove").quiet().about(passkey.name.clone()))
            },
        );
        rows.push(row([
            html! { (passkey.name) },
            html! { (moment_with_zone(passkey.created_at, &zone)) },
            html! { (used.unwrap_or_else(|| "Not yet".to_owned())) },
            html! { (remove.inline()) },
        ]));
    }
    let none = empty(
        "No passkeys yet",
        "A passkey lets you sign in with your fingerprint, your face or your device’s PIN. Nobody can trick you out of it.",
        None,
    );
    let columns = [
        Column::new("Name"),
        Column::new("Added"),
        Column::new("Last used"),
        Column::new("Actions").unseen(),
    ];
    Ok(html! {
        section {
            h2 { "Passkeys" }
            (table("passkeys", "Your passkeys", columns).rows(rows).empty(none).caption_unseen())
            div.buttons { (button("Add a passkey").quiet().href("/account/passkeys/new")) }
        }
    })
}

fn devices(ask: &Ask<'_>, account: &Overview) -> Result<Markup, Fault> {
    let zone = ask.zone()?;
    let mut rows = Vec::new();
    for device in &account.devices {
        let here = account.here == Some(device.id);
        let end = form(
            format!("/account/devices/{}/end", device.id),
            ask.token(),
            html! {
                (button("Sign out").quiet().about("that browser"))
            },
        );
        rows.push(row([
            html! { (describe(&device.name)) @if here { " " strong { "(this one)" } } },
            html! { (moment_with_zone(device.created_at, &zone)) },
            html! { (moment_with_zone(device.seen_at, &zone)) },
            html! { @if !here { (end.inline()) } },
        ]));
    }
    let columns = [
        Column::new("Browser"),
        Column::new("Signed in"),
        Column::new("Last active"),
        Column::new("Actions").unseen(),
    ];
    Ok(html! {
        section {
            h2 { "Where you are signed in" }
            (table("devices", "Browsers signed in now", columns).rows(rows).caption_unseen())
            (form("/account/devices/end", ask.token(), html! {
                div.buttons { (button("Sign out everywhere").danger()) }
            }))
        }
    })
}

/// A browser in a few words, from what it says it is.
fn describe(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(part, _)| agent.contains(part))
            .map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(60).collect(),
    }
}

/// Signs another browser out.
pub(crate) fn end_device(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", LoginId::parse)?;
    account::end_device(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other("/account?said=device"))
}

/// Signs every browser out.
pub(crate) fn end_all(ask: &Ask<'_>) -> Result<Answer, Fault> {
    account::end_all_devices(ask.clinic, ask.actor()?, ask.key()?)?;
    Ok(Answer::see_other("/sign-in?said=signed-out")
        .cookie(&cookie::end(cookie::SESSION))
        .header(
            HeaderName::from_static("clear-site-data"),
            "\"cache\", \"storage\"",
        ))
}

/// The page for a new password.
pub(crate) fn password_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !ask.stepped_up() {
        return Err(Refusal::StepUp.into());
    }
    Ok(password_view(ask, &Problems::none()))
}

fn password_view(ask: &Ask<'_>, problems: &Problems) -> Answer {
    let hint = password_hint();
    let fields = html! {
        (field("password", "New password").password().autocomplete("new-password").hint(hint).check(problems).required())
        div.buttons { (button("Change password")) }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Change your password").back("/account", "Your account").lead("Every other browser will be signed out."))
        (form("/account/password", ask.token(), fields))
    };
    Answer::form(
        page(&own_frame(ask, "Change your password"), body),
        problems,
    )
}

/// A new password was typed.
pub(crate) fn password(ask: &Ask<'_>) -> Result<Answer, Fault> {
    match account::change_password(
        ask.clinic,
        ask.actor()?,
        ask.key()?,
        ask.form.text("password"),
    ) {
        Ok(()) => Ok(Answer::see_other("/account?said=password")),
        Err(Refusal::Fields(issues)) => Ok(password_view(ask, &problems(&issues))),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The page for a new passkey.
pub(crate) fn passkey_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !ask.stepped_up() {
        return Err(Refusal::StepUp.into());
    }
    let mut frame = own_frame(ask, "Add a passkey");
    frame.scripts.push(Asset::Passkey);
    let fields = html! {
        (passkey_button(Passkey::Register, "Add a passkey", "/account/passkeys/begin", "/account/passkeys/finish", ""))
        noscript { p { "Passkeys need JavaScript in this browser. Your password and code work without it." } }
    };
    let body = html! {
        (heading("Add a passkey").back("/account", "Your account").lead("Your device will ask for your fingerprint, your face or its PIN. What it makes never leaves it."))
        (fields)
    };
    Ok(Answer::page(page(&frame, body)))
}

/// A ceremony begins.
pub(crate) fn passkey_begin(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let begun = account::begin_passkey(ask.clinic, ask.actor()?)?;
    Ok(Answer::json_text(begun.options).cookie(&cookie::ceremony(&begun.ticket)))
}

/// The browser made a passkey. It is named after the browser that made it.
pub(crate) fn passkey_finish(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let ticket = cookie::read(&ask.headers, cookie::CEREMONY).unwrap_or_default();
    let name = Line::parse(&describe(&ask.browser.device), "a name")
        .map_err(|invalid| Refusal::invalid("name", invalid))?;
    account::finish_passkey(ask.clinic, ask.actor()?, ticket, &ask.body, &name)?;
    let next = "/account?said=passkey";
    let next = ask.web.notices.prove(next, ask.secret(), ask.now);
    Ok(Answer::json(&serde_json::json!({ "next": next })).cookie(&cookie::end(cookie::CEREMONY)))
}

/// A passkey goes.
pub(crate) fn passkey_remove(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PasskeyId::parse)?;
    account::remove_passkey(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other("/account?said=removed"))
}
