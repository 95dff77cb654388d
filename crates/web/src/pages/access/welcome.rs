//! Setting up one's sign-in from a link.

use super::sign_in::let_in;
use crate::language::Language;
use crate::shell::form::{problems, worded};
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
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let problems = &problems.clone().in_language(language);
    let frame = frame(ask, Face::Public, say("door-set-up"));
    let hello = language.say_with("door-welcome", &[("name", &welcome.called)]);
    let fields = html! {
        input type="email" name="username" value=(welcome.login) autocomplete="username" hidden disabled;
        (field("password", say("door-a-password")).password().autocomplete("new-password").hint(password_hint(language)).check(problems).required())
        @if let Some((secret, url)) = &welcome.totp {
            section {
                h2 { (say("door-app-title")) }
                p { (say("door-app-more")) }
                (totp_secret(language, secret, url))
            }
            (field("code", say("door-app-code")).code().check(problems).required())
        } @else {
            p { (language.say_with("door-code-mailed", &[("email", &welcome.login)])) }
        }
        div.buttons { (button(say("door-finish"))) }
    };
    let body = html! {
        (error_summary(problems))
        (heading(hello).lead(say("door-welcome-lead")))
        (form(ask.address.clone(), ask.token(), fields))
    };
    Answer::form(page(&frame, body), problems)
}

/// Sets up and signs in.
pub(crate) fn accept(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    let (password, code) = (ask.form.text("password"), ask.form.text("code"));
    let accepted = sign_in::accept(ask.clinic, ask.param("link"), password, code, &ask.browser);
    let accepted = accepted.map_err(Fault::from);
    match worded(ask.language(), accepted, |field| {
        format!("door-mend-{field}")
    }) {
        Ok(fresh) => {
            let home = if fresh.is_staff {
                "/staff?said=welcome"
            } else {
                "/me?said=welcome"
            };
            Ok(let_in(ask, &fresh, home))
        }
        Err(Fault::Refused(Refusal::Fields(issues))) => {
            let welcome = sign_in::look_at(ask.clinic, ask.param("link"))?;
            Ok(view(ask, &welcome, &problems(&issues)))
        }
        Err(fault) => Err(fault),
    }
}

/// What a new password has to be, beside its field.
pub(crate) fn password_hint(language: Language) -> String {
    let most = CHARACTERS_MIN_WITH_SECOND.to_string();
    language.say_with("door-password-hint", &[("most", &most)])
}
