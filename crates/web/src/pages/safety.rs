//! The safety protocol: what to do now, in our own words. It supports whoever sits with the person and decides nothing.

use super::signals::respond_form;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, card, heading, link, page};
use care::finding::Section;
use care::{PersonId, SignalId};
use clinic::assessment;
use clinic::signal;
use maud::{Markup, html};

/// What to do first, in order.
const FIRST: [(&str, &str); 5] = [
    (
        "Stay",
        "Do not leave the person alone, in the room or on the line, until somebody else is with them.",
    ),
    (
        "Ask directly",
        "Ask about thoughts of suicide in plain words: now, how often, with a plan, with intent. Asking does not plant the thought.",
    ),
    (
        "Ask about means",
        "Weapons, medicines, anything the person thought of. Agree who takes them out of reach, and when.",
    ),
    (
        "Call",
        "The supervisor or the clinician on call. When danger is immediate, the emergency number first.",
    ),
    (
        "Make the plan together",
        "Six steps, below; the person keeps a copy.",
    ),
];

/// The six parts of a safety plan, by our own short names.
/// Source of the structure: Stanley and Brown, Safety Planning Intervention, Cogn Behav Pract 2012;19:256.
const PLAN: [&str; 6] = [
    "Signs that a crisis is coming",
    "What I can do by myself",
    "People and places that take my mind off it",
    "People I can ask for help",
    "Professionals and lines I can call",
    "Making the place around me safer",
];

/// The safety protocol for somebody.
pub(crate) fn protocol(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let view = assessment::view(ask.clinic, ask.actor()?, id)?;
    let open = open_signal(ask, id)?;
    let back = Section::from_code(ask.query.text("from")).map_or_else(
        || format!("/staff/people/{id}"),
        |section| format!("/staff/people/{id}/assessment/{}", section.code()),
    );
    let body = html! {
        (heading("Safety").lead(view.called.clone()).back(back, "Back"))
        @if open.is_some() { p { "A signal is raised. It stays open until somebody says what was done." } }
        (lines(ask))
        section {
            h2 { "Now" }
            ol.steps { @for (title, words) in FIRST { li { strong { (title) ". " } (words) } } }
        }
        section {
            h2 { "Safety plan" }
            ol.steps { @for step in PLAN { li { (step) } } }
        }
        p.no-print {
            (link(&format!("/staff/people/{id}/measures/c-ssrs-screener/new"), "Score the C-SSRS screener"))
        }
        @match open {
            Some(signal) => { (respond_form(ask, signal, &Problems::none())) },
            None => { p.no-print { (button("Signals").quiet().href("/staff/signals")) } },
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Safety"), body)))
}

/// Whom to call.
fn lines(ask: &Ask<'_>) -> Markup {
    let help = &ask.clinic.settings().help;
    html! {
        (card("Call", html! {
            p { strong { "Immediate danger: " } a href={ "tel:" (help.emergency.dialed()) } { (help.emergency.as_str()) } }
            p { strong { "Suicide and crisis line: " } a href={ "tel:" (help.crisis.dialed()) } { (help.crisis.as_str()) } }
        }))
    }
}

/// The open safety signal about this person that waits longest, when the actor may answer it.
fn open_signal(ask: &Ask<'_>, person: PersonId) -> Result<Option<SignalId>, Fault> {
    let listed = match signal::list(ask.clinic, ask.actor()?, signal::Which::Open) {
        Ok(listed) => listed,
        Err(clinic::Refusal::Denied) => return Ok(None),
        Err(refusal) => return Err(refusal.into()),
    };
    let wanted = SignalId::parse(ask.query.text("signal"));
    let mut own = listed
        .iter()
        .map(|listed| &listed.signal)
        .filter(|signal| signal.person == person && signal.kind.is_safety());
    Ok(match wanted {
        Some(wanted) => own
            .find(|signal| signal.id == wanted)
            .map(|signal| signal.id),
        None => own.next().map(|signal| signal.id),
    })
}
