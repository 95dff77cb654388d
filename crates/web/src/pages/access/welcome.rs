//! Setting up one's sign-in from a link.

use super::sign_in::let_in;
use crate::shell::form::problems;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, error_summary, field, form, heading, page, totp_secret};
use clinic::Refusal;
use clinic::access::sign_in;
use clinic::access::sign_in::Welcome;
use maud::html;
use signin::password::CHARACTERS_MIN_WITH_SECOND;

/// The page behind a welcome link.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let welcome = sign_in::look_at(ask.clinic, ask.param("link"))?;
    Ok(view(ask, &welcome, &Problems::none()))
}

fn view(ask: &Ask<'_>, welcome: &Welcome, problems: &Problems) -> Answer {
    let frame = frame(ask, Face::Public, "Set up your sign-in");
    let hint = password_hint();
    let fields = html! {
        input type="email" name="username" value=(welcome.login) autocomplete="username" hidden disabled;
        (field("password", "A password").password().autocomplete("new-password").hint(hint).check(problems).required())
        @if let Some((secret, url)) = &welcome.totp {
            section {
                h2 { "Your authenticator app" }
                p { "Add this to an authenticator app on your phone. It shows a new code every half minute, and you will need one each time you sign in with your password." }
                (totp_secret(secret, url))
            }
            (field("code", "The code it shows now").code().check(problems).required())
        } @else {
            p { "When you sign in later, we send a code to " strong { (welcome.login) } " each time." }
        }
        div.buttons { (button("Set up and sign in")) }
    };
    let body = html! {
        (error_summary(problems))
        (heading(format!("Welcome, {}", welcome.called)).lead("Set up how you sign in. It takes two minutes."))
        (form(ask.address.clone(), ask.token(), fields))
    };
    Answer::form(page(&frame, body), problems)
}

/// Sets up and signs in.
pub(crate) fn accept(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    let (password, code) = (ask.form.text("password"), ask.form.text("code"));
    match sign_in::accept(ask.clinic, ask.param("link"), password, code, &ask.browser) {
        Ok(fresh) => {
            let home = if fresh.is_staff {
                "/staff?said=welcome"
            } else {
                "/me?said=welcome"
            };
            Ok(let_in(&fresh, home))
        }
        Err(Refusal::Fields(issues)) => {
            let welcome = sign_in::look_at(ask.clinic, ask.param("link"))?;
            Ok(view(ask, &welcome, &problems(&issues)))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// What a new password has to be, beside its field.
pub(crate) fn password_hint() -> String {
    format!(
        "At least {CHARACTERS_MIN_WITH_SECOND} characters. Several unrelated words are easy to keep and hard to guess."
    )
}
