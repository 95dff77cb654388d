//! Confirming who one is before a dangerous act.

use crate::assets::Asset;
use crate::shell::fault::signing;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault, cookie};
use crate::ui::{
    Face, Passkey, Problems, button, error_summary, field, form, heading, page, passkey_button,
};
use clinic::Refusal;
use clinic::access::{account, sign_in};
use maud::html;
use signin::SignInError;

/// The page that asks.
pub(crate) fn page_for(ask: &Ask<'_>) -> Result<Answer, Fault> {
    view(ask, &Problems::none())
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Answer, Fault> {
    let account = account::overview(ask.clinic, ask.actor()?)?;
    let face = if ask.actor()?.is_staff() {
        Face::Staff
    } else {
        Face::Me
    };
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let problems = &problems.clone().in_language(language);
    let mut frame = frame(ask, face, say("account-confirm"));
    frame.scripts.push(Asset::Passkey);
    let fields = html! {
        (field("password", say("door-password")).password().autocomplete("current-password").check(problems).required())
        @if account.has_app {
            (field("code", say("account-confirm-code")).code().check(problems).required())
        }
        div.buttons { (button(say("account-confirm-button"))) }
    };
    let body = html! {
        (error_summary(problems))
        (heading(say("account-confirm")).lead(say("account-confirm-lead")))
        @if !account.passkeys.is_empty() {
            (form("/account/confirm", ask.token(), html! {
                (passkey_button(language, Passkey::SignIn, &say("account-confirm-passkey"), "/account/confirm/begin", &finish(ask), ""))
            }))
        }
        @if account.has_password { (form("/account/confirm", ask.token(), fields).hidden("next", ask.next(""))) }
    };
    Ok(Answer::form(page(&frame, body), problems))
}

fn finish(ask: &Ask<'_>) -> String {
    format!(
        "/account/confirm/finish?next={}",
        crate::shell::fault::encoded(&ask.next(""))
    )
}

fn home(ask: &Ask<'_>) -> Result<&'static str, Fault> {
    Ok(if ask.actor()?.is_staff() {
        "/staff?said=confirmed"
    } else {
        "/me?said=confirmed"
    })
}

/// The password was typed.
pub(crate) fn password(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    let (password, code) = (ask.form.text("password"), ask.form.text("code"));
    let say = |key: &str| ask.language().say(key);
    // What is left out is no wrong guess, and is not counted as one.
    if code.trim().is_empty() && has_app(ask)? {
        return mend(ask, "code", say("account-enter-code"));
    }
    match sign_in::confirm(ask.clinic, ask.actor()?, password, code, &ask.browser) {
        Ok(()) => Ok(Answer::see_other(&ask.next(home(ask)?))),
        Err(busy @ Refusal::SignIn(SignInError::Busy)) => Err(busy.into()),
        Err(Refusal::SignIn(SignInError::NotRecognized)) if has_app(ask)? => {
            mend(ask, "password", say("account-both-wrong"))
        }
        Err(Refusal::SignIn(SignInError::NotRecognized)) => {
            mend(ask, "password", say("account-wrong"))
        }
        Err(Refusal::SignIn(error)) => {
            mend(ask, "password", signing::words(ask.language(), &error))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn has_app(ask: &Ask<'_>) -> Result<bool, Fault> {
    Ok(account::overview(ask.clinic, ask.actor()?)?.has_app)
}

fn mend(ask: &Ask<'_>, field: &'static str, sentence: String) -> Result<Answer, Fault> {
    let mut problems = Problems::none();
    problems.add(field, sentence);
    view(ask, &problems)
}

/// A passkey is asked for.
pub(crate) fn passkey_begin(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let begun = sign_in::begin_confirm(ask.clinic, ask.actor()?)?;
    Ok(Answer::json_text(begun.options).cookie(&cookie::ceremony(&begun.ticket)))
}

/// The browser answers with its passkey.
pub(crate) fn passkey_finish(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let ticket = cookie::read(&ask.headers, cookie::CEREMONY).unwrap_or_default();
    sign_in::finish_confirm(ask.clinic, ask.actor()?, ticket, &ask.body)?;
    let next = ask.next(home(ask)?);
    Ok(Answer::json(&serde_json::json!({ "next": next })).cookie(&cookie::end(cookie::CEREMONY)))
}
