//! One's own account.

use super::welcome::password_hint;
use crate::assets::Asset;
use crate::language::Language;
use crate::shell::ask::moment_in;
use crate::shell::dispatch::UNNAMED;
use crate::shell::form::{problems, worded};
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
    frame(ask, face(ask), ask.language().say(title))
}

/// The account page.
pub(crate) fn overview(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let account = account::overview(ask.clinic, ask.actor()?)?;
    let say = |key: &str| ask.language().say(key);
    let password = if account.has_password {
        "account-set"
    } else {
        "account-not-set"
    };
    let app = if account.has_app {
        "account-app-set"
    } else {
        "account-app-not-set"
    };
    let body = html! {
        (heading(say("account-title")))
        section {
            h2 { (say("account-how")) }
            (facts(&[
                (&say("door-email"), html! { (account.login) }),
                (&say("door-password"), html! { (say(password)) }),
                (&say("account-app"), html! { (say(app)) }),
            ]))
            div.buttons { (button(say("account-change-password")).quiet().href("/account/password")) }
        }
        (passkeys(ask, &account)?)
        (devices(ask, &account)?)
    };
    Ok(Answer::page(page(&own_frame(ask, "account-title"), body)))
}

fn passkeys(ask: &Ask<'_>, account: &Overview) -> Result<Markup, Fault> {
    let zone = ask.zone()?;
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let mut rows = Vec::new();
    for passkey in &account.passkeys {
        let used = passkey.used_at.map(|at| moment_in(language, at, &zone));
        let remove = form(
            format!("/account/passkeys/{}/remove", passkey.id),
            ask.token(),
            html! {
                (button(say("account-remove")).quiet().about(passkey.name.clone()))
            },
        );
        rows.push(row([
            html! { (passkey.name) },
            html! { (moment_in(language, passkey.created_at, &zone)) },
            html! { (used.unwrap_or_else(|| say("account-unused"))) },
            html! { (remove.inline()) },
        ]));
    }
    let none = empty(
        &say("account-no-passkeys"),
        &say("account-no-passkeys-more"),
        None,
    );
    let columns = [
        Column::new(say("account-name")),
        Column::new(say("account-added")),
        Column::new(say("account-used")),
        Column::new(say("account-actions")).unseen(),
    ];
    let passkeys = table("passkeys", say("account-your-passkeys"), columns);
    Ok(html! {
        section {
            h2 { (say("account-passkeys")) }
            (passkeys.rows(rows).empty(none).caption_unseen())
            div.buttons { (button(say("account-add-passkey")).quiet().href("/account/passkeys/new")) }
        }
    })
}

fn devices(ask: &Ask<'_>, account: &Overview) -> Result<Markup, Fault> {
    let zone = ask.zone()?;
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let mut rows = Vec::new();
    for device in &account.devices {
        let here = account.here == Some(device.id);
        let end = form(
            format!("/account/devices/{}/end", device.id),
            ask.token(),
            html! {
                (button(say("account-sign-out")).quiet().about(say("account-that-browser")))
            },
        );
        rows.push(row([
            html! { (describe(language, &device.name)) @if here { " " strong { (say("account-this-one")) } } },
            html! { (moment_in(language, device.created_at, &zone)) },
            html! { (moment_in(language, device.seen_at, &zone)) },
            html! { @if !here { (end.inline()) } },
        ]));
    }
    let columns = [
        Column::new(say("account-browser")),
        Column::new(say("account-signed-in")),
        Column::new(say("account-active")),
        Column::new(say("account-actions")).unseen(),
    ];
    let devices = table("devices", say("account-browsers"), columns);
    Ok(html! {
        section {
            h2 { (say("account-where")) }
            (devices.rows(rows).caption_unseen())
            (form("/account/devices/end", ask.token(), html! {
                div.buttons { (button(say("account-everywhere")).danger()) }
            }))
        }
    })
}

/// A browser in a few words, from what it says it is.
fn describe(language: Language, agent: &str) -> String {
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
        _ if agent == UNNAMED => language.say("account-unnamed"),
        (Some(browser), Some(system)) => {
            let put_in = [("browser", browser), ("system", system)];
            language.say_with("account-on", &put_in)
        }
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
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let problems = &problems.clone().in_language(language);
    let hint = password_hint(language);
    let fields = html! {
        (field("password", say("account-new-password")).password().autocomplete("new-password").hint(hint).check(problems).required())
        div.buttons { (button(say("account-change-password"))) }
    };
    let body = html! {
        (error_summary(problems))
        (heading(say("account-password-title")).back("/account", say("account-title")).lead(say("account-password-lead")))
        (form("/account/password", ask.token(), fields))
    };
    Answer::form(
        page(&own_frame(ask, "account-password-title"), body),
        problems,
    )
}

/// A new password was typed.
pub(crate) fn password(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let changed = account::change_password(
        ask.clinic,
        ask.actor()?,
        ask.key()?,
        ask.form.text("password"),
    );
    let changed = changed.map_err(Fault::from);
    match worded(ask.language(), changed, |field| {
        format!("door-mend-{field}")
    }) {
        Ok(()) => Ok(Answer::see_other("/account?said=password")),
        Err(Fault::Refused(Refusal::Fields(issues))) => Ok(password_view(ask, &problems(&issues))),
        Err(fault) => Err(fault),
    }
}

/// The page for a new passkey.
pub(crate) fn passkey_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !ask.stepped_up() {
        return Err(Refusal::StepUp.into());
    }
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let mut frame = own_frame(ask, "account-add-passkey");
    frame.scripts.push(Asset::Passkey);
    let passkey = passkey_button(
        language,
        Passkey::Register,
        &say("account-add-passkey"),
        "/account/passkeys/begin",
        "/account/passkeys/finish",
        "",
    );
    let body = html! {
        (heading(say("account-add-passkey")).back("/account", say("account-title")).lead(say("account-add-passkey-lead")))
        (passkey)
        noscript { p { (say("account-no-scripts")) } }
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
    let name = Line::parse(&describe(ask.language(), &ask.browser.device), "a name")
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
