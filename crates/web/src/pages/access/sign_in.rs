//! Signing in and out.

use crate::assets::Asset;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault, cookie};
use crate::ui::{
    Face, Passkey, Problems, button, error_summary, field, form, heading, link, page,
    passkey_button,
};
use axum::http::header::HeaderName;
use clinic::Refusal;
use clinic::access::sign_in;
use clinic::access::sign_in::Fresh;
use maud::html;
use signin::SignInError;

/// Where somebody who signed in goes, when they did not come from anywhere.
fn home_of(fresh: &Fresh) -> &'static str {
    if fresh.is_staff { "/staff" } else { "/me" }
}

/// The answer that signs a browser in.
pub(crate) fn let_in(fresh: &Fresh, next: &str) -> Answer {
    let next = if next.is_empty() {
        home_of(fresh)
    } else {
        next
    };
    Answer::see_other(next)
        .cookie(&cookie::session(&fresh.cookie))
        .cookie(&cookie::known(&fresh.known))
}

/// The sign-in page.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn show_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if let Some(actor) = &ask.actor {
        let home = if actor.is_staff() { "/staff" } else { "/me" };
        return Ok(Answer::see_other(&ask.next(home)));
    }
    Ok(show(ask, &Problems::none()))
}

fn show(ask: &Ask<'_>, problems: &Problems) -> Answer {
    let mut frame = frame(ask, Face::Public, "Sign in");
    frame.scripts.push(Asset::Passkey);
    let fields = html! {
        (field("login", "E-mail address").email().autocomplete("username webauthn").value(ask.form.text("login")).check(problems).required())
        (field("password", "Password").password().autocomplete("current-password").check(problems).required())
        div.buttons { (button("Continue")) }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Sign in"))
        (passkey_button(Passkey::SignIn, "Sign in with a passkey", "/sign-in/passkey/begin", "/sign-in/passkey/finish", ""))
        (form("/sign-in", ask.token(), fields).hidden("next", ask.next("")))
        p.muted { "No sign-in yet? Your clinic sends you a link to set one up. If it is lost, ask them for another one." }
    };
    Answer::form(page(&frame, body), problems)
}

/// The first form was sent.
pub(crate) fn password(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    match sign_in::begin_password(
        ask.clinic,
        ask.form.text("login"),
        ask.form.text("password"),
        &ask.browser,
    ) {
        Ok(second) => Ok(second_page(
            ask,
            &second.ticket,
            second.mailed,
            &Problems::none(),
        )),
        Err(busy @ Refusal::SignIn(SignInError::Busy)) => Err(busy.into()),
        Err(Refusal::SignIn(error)) => {
            let mut problems = Problems::none();
            problems.add("login", error.to_string());
            Ok(show(ask, &problems))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn second_page(ask: &Ask<'_>, ticket: &str, mailed: bool, problems: &Problems) -> Answer {
    let frame = frame(ask, Face::Public, "Your code");
    let hint = if mailed {
        "It goes to your e-mail address as soon as the mail server takes it, and works for ten minutes."
    } else {
        "Six digits from your authenticator app. They change every half minute."
    };
    let fields = html! {
        (field("code", "Code").code().hint(hint).check(problems).required())
        div.buttons { (button("Sign in")) }
    };
    let form = form("/sign-in/code", ask.token(), fields)
        .hidden("ticket", ticket)
        .hidden("mailed", if mailed { "yes" } else { "" })
        .hidden("next", ask.next(""));
    let body = html! {
        (error_summary(problems))
        (heading("Your code"))
        (form)
        p { (link("/sign-in", "Start again")) }
    };
    Answer::form(page(&frame, body), problems)
}

/// The second form was sent.
pub(crate) fn code(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    let ticket = ask.form.text("ticket");
    match sign_in::finish_second(ask.clinic, ticket, ask.form.text("code"), &ask.browser) {
        Ok(fresh) => Ok(let_in(&fresh, &ask.next(""))),
        Err(Refusal::SignIn(error)) => {
            let mut problems = Problems::none();
            problems.add("code", error.to_string());
            Ok(second_page(
                ask,
                ticket,
                ask.form.ticked("mailed"),
                &problems,
            ))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// A passkey is asked for.
pub(crate) fn passkey_begin(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let begun = sign_in::begin_sign_in(ask.clinic)?;
    Ok(Answer::json_text(begun.options).cookie(&cookie::ceremony(&begun.ticket)))
}

/// The browser answers with its passkey.
pub(crate) fn passkey_finish(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let ticket = cookie::read(&ask.headers, cookie::CEREMONY).unwrap_or_default();
    let fresh = sign_in::finish_sign_in(ask.clinic, ticket, &ask.body, &ask.browser)?;
    Ok(
        Answer::json(&serde_json::json!({ "next": home_of(&fresh) }))
            .cookie(&cookie::session(&fresh.cookie))
            .cookie(&cookie::known(&fresh.known))
            .cookie(&cookie::end(cookie::CEREMONY)),
    )
}

/// Signs out. The browser forgets what it kept of us.
pub(crate) fn sign_out(ask: &Ask<'_>) -> Result<Answer, Fault> {
    sign_in::sign_out(ask.clinic, ask.actor()?)?;
    Ok(Answer::see_other("/sign-in?said=signed-out")
        .cookie(&cookie::end(cookie::SESSION))
        .header(
            HeaderName::from_static("clear-site-data"),
            "\"cache\", \"storage\"",
        ))
}
