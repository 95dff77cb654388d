//! Signing in and out.

use crate::assets::Asset;
use crate::language::Language;
use crate::shell::fault::signing;
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

/// The answer that signs a browser in. What somebody asked for at the door is kept for the pages behind it.
pub(crate) fn let_in(ask: &Ask<'_>, fresh: &Fresh, next: &str) -> Answer {
    let next = if next.is_empty() {
        home_of(fresh)
    } else {
        next
    };
    signed_in(ask, fresh, Answer::see_other(next))
}

fn signed_in(ask: &Ask<'_>, fresh: &Fresh, answer: Answer) -> Answer {
    let answer = answer
        .cookie(&cookie::session(&fresh.cookie))
        .cookie(&cookie::known(&fresh.known));
    match Language::from_code(ask.query.text("language")) {
        Some(language) => answer.cookie(&cookie::language(language.code())),
        None => answer,
    }
}

/// An address of the door, in the language that was asked for there.
fn at_door(ask: &Ask<'_>, path: &str) -> String {
    match Language::from_code(ask.query.text("language")) {
        Some(language) => format!("{path}?language={}", language.code()),
        None => path.to_owned(),
    }
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
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let problems = &problems.clone().in_language(language);
    let mut frame = frame(ask, Face::Public, say("door-title"));
    frame.scripts.push(Asset::Passkey);
    let fields = html! {
        (field("login", say("door-email")).email().autocomplete("username webauthn").value(ask.form.text("login")).check(problems).required())
        (field("password", say("door-password")).password().autocomplete("current-password").check(problems).required())
        div.buttons { (button(say("door-continue"))) }
    };
    let (begin, finish) = (
        at_door(ask, "/sign-in/passkey/begin"),
        at_door(ask, "/sign-in/passkey/finish"),
    );
    let passkey = passkey_button(
        language,
        Passkey::SignIn,
        &say("door-passkey"),
        &begin,
        &finish,
        "",
    );
    let body = html! {
        (error_summary(problems))
        (heading(say("door-title")))
        (passkey)
        (form(at_door(ask, "/sign-in"), ask.token(), fields).hidden("next", ask.next("")))
        p.muted { (say("door-none-yet")) }
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
            problems.add("login", signing::words(ask.language(), &error));
            Ok(show(ask, &problems))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn second_page(ask: &Ask<'_>, ticket: &str, mailed: bool, problems: &Problems) -> Answer {
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let problems = &problems.clone().in_language(language);
    let frame = frame(ask, Face::Public, say("door-your-code"));
    let hint = if mailed { "door-mailed" } else { "door-app" };
    let fields = html! {
        (field("code", say("door-code")).code().hint(say(hint)).check(problems).required())
        div.buttons { (button(say("door-title"))) }
    };
    let form = form(at_door(ask, "/sign-in/code"), ask.token(), fields)
        .hidden("ticket", ticket)
        .hidden("mailed", if mailed { "yes" } else { "" })
        .hidden("next", ask.next(""));
    let body = html! {
        (error_summary(problems))
        (heading(say("door-your-code")))
        (form)
        p { (link(&at_door(ask, "/sign-in"), &say("door-again"))) }
    };
    Answer::form(page(&frame, body), problems)
}

/// The second form was sent.
pub(crate) fn code(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    let ticket = ask.form.text("ticket");
    match sign_in::finish_second(ask.clinic, ticket, ask.form.text("code"), &ask.browser) {
        Ok(fresh) => Ok(let_in(ask, &fresh, &ask.next(""))),
        Err(Refusal::SignIn(error)) => {
            let mut problems = Problems::none();
            problems.add("code", signing::words(ask.language(), &error));
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
    let answer = Answer::json(&serde_json::json!({ "next": home_of(&fresh) }));
    Ok(signed_in(ask, &fresh, answer).cookie(&cookie::end(cookie::CEREMONY)))
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
