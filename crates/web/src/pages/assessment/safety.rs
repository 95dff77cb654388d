//! The safety protocol: what to do now, in our own words. It supports whoever sits with the person and decides nothing.

use crate::pages::assessment::interview::rapid;
use crate::pages::followup::on_call::duty_card;
use crate::pages::followup::safety_plan::{missing_first, summary};
use crate::pages::followup::signals::{
    Answering, clock, handed, respond_form, take_form, touch_card, urgency,
};
use crate::pages::people::guardian;
use crate::shell::ask::Clocks;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, card, link, opening, page, tel};
use care::assessment::finding::Section;
use care::followup::signal::{About, Matter, Signal, SignalKind};
use care::{PersonId, SignalId};
use clinic::followup::safety_plan;
use clinic::followup::signal;
use clinic::followup::signal::Safety;
use maud::{Markup, html};

mod steps;

/// The safety protocol for somebody.
pub(crate) fn protocol(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut safety = signal::safety(ask.clinic, ask.actor()?, id)?;
    let plan = safety_plan::brief(ask.clinic, ask.actor()?, id)?;
    let clocks = ask.clocks_at(Some(&safety.zone))?;
    let from = Section::from_code(ask.query.text("from"));
    // Whoever comes from a signal or from the answer that raised it answers that one.
    let wanted = SignalId::parse(ask.query.text("signal"));
    let answered = from.map(About::Assessment);
    let (back, named) = if ask.query.text("from") == rapid::FROM {
        (rapid::path(id), "Back")
    } else {
        back(id, from, wanted, &safety)
    };
    let open = &mut safety.open;
    open.sort_by_key(|signal| (Some(signal.id) != wanted, Some(signal.about) != answered));
    let matters = matters(open);
    let planless = plan.last.is_none() && open.iter().any(|open| open.kind == SignalKind::Suicide);
    let body = html! {
        (opening().back(back, named))
        @if planless { (missing_first(id, &plan)) }
        (raised(ask, &safety, &clocks))
        (guardian::ward(id, &safety.ward))
        div.cards { (lines(ask)) @if let Some(duty) = &safety.duty { (duty_card(ask, duty)) } (touch_card(ask, &safety.touch, safety.phone.as_deref())) }
        @for &matter in &matters {
            section {
                h2 { (steps::title(matter)) }
                ol.steps { @for (title, words) in steps::first(matter) { li { strong { (title) ". " } (words) } } }
            }
        }
        @if matters.contains(&Matter::Suicide) || plan.last.is_some() { (summary(ask, id, &plan, &clocks)) }
        p.no-print { (link(&format!("/staff/people/{id}/handover"), "Emergency hand-over sheet")) }
        @if safety.may_score {
            p.no-print { (link(&format!("/staff/people/{id}/measures/c-ssrs-screener/new"), "Score the C-SSRS screener")) }
        }
        @match safety.open.first() {
            Some(signal) => {
                @if safety.open.len() > 1 { p { "The answer below is about: " (signal.title()) ". " (signal.words) } }
                (respond_form(ask, &answering(&safety, signal, &clocks), &Problems::none()))
            },
            None => { p.no-print { (button("Signals").quiet().href("/staff/signals")) } },
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Safety"), body)))
}

/// What the answer to a signal goes by.
fn answering<'a>(safety: &Safety, signal: &'a Signal, clocks: &'a Clocks) -> Answering<'a> {
    let suicide = signal.matter == Some(Matter::Suicide) && signal.asks_outcome();
    let kept = safety.handed.as_ref();
    let kept = kept.filter(|kept| signal::is_handed(signal, kept));
    Answering {
        signal,
        grounds: safety.grounds.filter(|_| suicide),
        at_hand: kept.map(|kept| handed(kept, clocks)),
        clocks,
        pages: safety.pages,
        takes_calls: safety.touch.takes_calls(),
    }
}

/// Where its reader came from, or else the page about the person that they may open.
fn back(
    person: PersonId,
    from: Option<Section>,
    wanted: Option<SignalId>,
    safety: &Safety,
) -> (String, &'static str) {
    let wanted = wanted.filter(|id| safety.open.iter().any(|signal| signal.id == *id));
    match (from, wanted) {
        (Some(section), _) => {
            let code = section.code();
            (format!("/staff/people/{person}/assessment/{code}"), "Back")
        }
        (None, Some(signal)) => (format!("/staff/signals/{signal}"), "Back"),
        (None, None) if safety.pages.person() => (format!("/staff/people/{person}"), "Back"),
        (None, None) => ("/staff/signals".to_owned(), "Signals"),
    }
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
fn raised(ask: &Ask<'_>, safety: &Safety, clocks: &Clocks) -> Markup {
    html! {
        @for signal in &safety.open {
            p {
                (urgency(signal.urgency)) " A signal is raised: " strong { (signal.title()) } ". " (signal.words)
                @for reason in &signal.further { " " (reason.words) } " "
                @if let Some(by) = clock(ask, signal, Some(&safety.zone)) { (by) " " }
                (link(&format!("/staff/signals/{}", signal.id), &format!("Open the signal of {}", clocks.moment(signal.raised_at))))
            }
            @if signal.taken.is_none() { div.no-print { (take_form(ask, signal.id)) } }
        }
        @if !safety.open.is_empty() { p { @if safety.open.len() == 1 { "It stays" } @else { "Each stays" } " open until somebody says what was done." } }
    }
}

/// Whom to call.
fn lines(ask: &Ask<'_>) -> Markup {
    let help = &ask.clinic.settings().help;
    html! {
        (card("Call", html! {
            p { strong { "Immediate danger: " } (tel(help.emergency.as_str(), &help.emergency.dialed())) }
            p { strong { "Suicide and crisis line: " } (tel(help.crisis.as_str(), &help.crisis.dialed())) }
        }))
    }
}
