//! The page behind the link in a message about an appointment: yes, another time, call me. It says no more than the message
//! does: a time, and a number to call; not who, and not what for. Opening it changes nothing.

use super::public::call;
use crate::language::Language;
use crate::shell::frame::discreet_frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{button, form, heading, page};
use axum::http::StatusCode;
use care::intake::appointment::AppointmentAnswer;
use clinic::Refusal;
use clinic::intake::answer;
use clinic::intake::answer::{AskedTime, LinkStand};
use clinic::intake::reminder::when_in;
use jiff::Timestamp;
use maud::{Markup, html};

/// The fields of its form: what is said, and to which time.
pub(crate) const FIELDS: &[&str] = &["answer", "starts_at"];

/// Shows the time, and how it can be answered.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    respond(ask, None)
}

/// Keeps an answer.
pub(crate) fn send(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let key = ask.key()?;
    let said = AppointmentAnswer::from_code(ask.form.text("answer"));
    let seen: Option<Timestamp> = ask.form.text("starts_at").parse().ok();
    let (Some(said), Some(seen)) = (said, seen) else {
        return respond(ask, Some("answer-choose"))
            .map(|answer| answer.status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    match answer::answer(ask.clinic, key, ask.param("link"), seen, said) {
        Ok(()) => Ok(Answer::see_other(&ask.address)),
        // It was moved, called off, or its time came while the page was open: the page says so.
        Err(Refusal::Changed) => {
            respond(ask, Some("answer-moved")).map(|answer| answer.status(StatusCode::CONFLICT))
        }
        Err(Refusal::KeyReused) => {
            respond(ask, Some("answer-wrong")).map(|answer| answer.status(StatusCode::CONFLICT))
        }
        Err(Refusal::NotFound) => Ok(gone(ask)),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The page as things stand, with a word on what was sent.
fn respond(ask: &Ask<'_>, word: Option<&str>) -> Result<Answer, Fault> {
    match answer::asked(ask.clinic, ask.param("link")) {
        Ok(asked) => Ok(Answer::page(view(ask, &asked, word))),
        Err(Refusal::NotFound) => Ok(gone(ask)),
        Err(refusal) => Err(refusal.into()),
    }
}

fn gone(ask: &Ask<'_>) -> Answer {
    let language = ask.language();
    let title = language.say("answer-gone-title");
    let body = html! {
        (heading(title.clone()).lead(language.say("answer-gone")))
        (number(ask))
    };
    Answer::page(page(&discreet_frame(ask, title), body)).status(StatusCode::NOT_FOUND)
}

fn view(ask: &Ask<'_>, asked: &AskedTime, word: Option<&str>) -> Markup {
    let language = ask.language();
    let title = language.say("answer-title");
    let is_open = asked.stand == LinkStand::Open;
    let body = html! {
        (heading(title.clone()).lead(when_in(language, &asked.zone, asked.starts_at)))
        @if let Some(word) = word.filter(|_| is_open) { p role="status" { strong { (language.say(word)) } } }
        @match asked.stand {
            LinkStand::Open => (answers(ask, language, asked)),
            LinkStand::Full => p { (language.say("answer-full")) },
            LinkStand::Past => p { (language.say("answer-past")) },
            LinkStand::Cancelled => p { (language.say("answer-cancelled")) },
        }
        (number(ask))
    };
    page(&discreet_frame(ask, title), body)
}

/// What they said, and what they can say.
fn answers(ask: &Ask<'_>, language: Language, asked: &AskedTime) -> Markup {
    let say = |key: &str| language.say(key);
    let said = asked.answered.map(|answer| match answer {
        AppointmentAnswer::Yes => "answer-said-yes",
        AppointmentAnswer::AnotherTime => "answer-said-another-time",
        AppointmentAnswer::Call => "answer-said-call",
    });
    let offered = [
        (AppointmentAnswer::Yes, "answer-yes"),
        (AppointmentAnswer::AnotherTime, "answer-another-time"),
        (AppointmentAnswer::Call, "answer-call"),
    ];
    let open = offered
        .into_iter()
        .filter(|(answer, _)| asked.answered != Some(*answer));
    let fields = html! {
        div.buttons {
            @for (answer, key) in open {
                @let choice = button(say(key)).sends("answer", answer.code());
                @if answer == AppointmentAnswer::Yes { (choice) } @else { (choice.quiet()) }
            }
        }
    };
    html! {
        @match said {
            Some(said) => { p { strong { (say(said)) } } p { (say("answer-change")) } },
            None => { p { (say("answer-ask")) } },
        }
        (form(ask.address.clone(), ask.token(), fields).hidden("starts_at", asked.starts_at.to_string()))
        p.muted { (say("answer-no-sign-in")) }
    }
}

fn number(ask: &Ask<'_>) -> Markup {
    html! { @if let Some(number) = call(ask) { p { (number) } } }
}
