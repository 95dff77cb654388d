//! The safety protocol: what to do now, in our own words. It supports whoever sits with the person and decides nothing.

use crate::pages::followup::signals::{respond_form, touch_card, urgency};
use crate::shell::ask::moment;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, card, heading, link, page};
use care::assessment::finding::Section;
use care::followup::signal::{About, Matter, Signal};
use care::{PersonId, SignalId, TimeZoneName};
use clinic::followup::signal;
use clinic::followup::signal::Safety;
use maud::{Markup, html};

mod steps;

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
    let mut safety = signal::safety(ask.clinic, ask.actor()?, id)?;
    let zone = ask.zone()?;
    let from = Section::from_code(ask.query.text("from"));
    let back = from.map_or_else(
        || format!("/staff/people/{id}"),
        |section| format!("/staff/people/{id}/assessment/{}", section.code()),
    );
    // Whoever comes from a signal or from the answer that raised it answers that one.
    let wanted = SignalId::parse(ask.query.text("signal"));
    let open = &mut safety.open;
    let answered = from.map(About::Assessment);
    open.sort_by_key(|signal| (Some(signal.id) != wanted, Some(signal.about) != answered));
    let matters = matters(open);
    let body = html! {
        (heading("Safety").lead(safety.called.clone()).back(back, "Back"))
        (raised(&safety, &zone))
        div.cards { (lines(ask)) (touch_card(ask, &safety.touch, safety.phone.as_deref())) }
        @for &matter in &matters {
            section {
                h2 { (steps::title(matter)) }
                ol.steps { @for (title, words) in steps::first(matter) { li { strong { (title) ". " } (words) } } }
            }
        }
        @if matters.contains(&Matter::Suicide) {
            section {
                h2 { "Safety plan" }
                ol.steps { @for step in PLAN { li { (step) } } }
            }
        }
        @if safety.may_score {
            p.no-print { (link(&format!("/staff/people/{id}/measures/c-ssrs-screener/new"), "Score the C-SSRS screener")) }
        }
        @match safety.open.first() {
            Some(signal) => {
                @if safety.open.len() > 1 { p { "The answer below is about: " (signal.title()) ". " (signal.words) } }
                (respond_form(ask, signal.id, &Problems::none()))
            },
            None => { p.no-print { (button("Signals").quiet().href("/staff/signals")) } },
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Safety"), body)))
}

/// What the open signals are about, each once; where there is none, the page is about suicide.
fn matters(open: &[Signal]) -> Vec<Matter> {
    let mut matters = Vec::new();
    for matter in open.iter().filter_map(|signal| signal.matter) {
        if !matters.contains(&matter) {
            matters.push(matter);
        }
    }
    if matters.is_empty() {
        matters.push(Matter::Suicide);
    }
    matters
}

/// Which signals were raised, and on what.
fn raised(safety: &Safety, zone: &TimeZoneName) -> Markup {
    html! {
        @for signal in &safety.open {
            p {
                (urgency(signal.urgency)) " A signal is raised: " strong { (signal.title()) } ". " (signal.words) " "
                (link(&format!("/staff/signals/{}", signal.id), &format!("Open the signal of {}", moment(signal.raised_at, zone))))
            }
        }
        @if !safety.open.is_empty() { p { @if safety.open.len() == 1 { "It stays" } @else { "Each stays" } " open until somebody says what was done." } }
    }
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
