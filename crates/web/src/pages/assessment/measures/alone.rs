//! Answering alone, on the phone: the official words, one after the other, and help before anything else.

use super::{answers, item_field};
use crate::shell::form::finish;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, button, card, dial, empty, error_summary, form, heading, link, page, tel,
};
use care::Role;
use clinic::assessment::measure;
use maud::{Markup, html};

/// What the person is asked to answer.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let asked = measure::asked(ask.clinic, ask.actor()?)?;
    let body = html! {
        (heading("Questions for you").back("/me", "Today"))
        @if asked.is_empty() {
            (empty("Nothing to answer", "When your team asks you something, it will be here.", None))
        }
        @for one in &asked {
            (card(one.instrument.short.clone(), html! {
                p { (one.instrument.items.len()) " questions, about " (one.instrument.recall) "." }
                (button("Answer now").href(format!("/me/measures/{}", one.instrument.code)).about(one.instrument.short.clone()))
            }))
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Me, "Questions"), body)))
}

/// The questions, in their official words.
pub(crate) fn questions(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let asked = measure::questions(ask.clinic, ask.actor()?, ask.param("code"))?;
    let (instrument, wording) = (asked.instrument, asked.wording);
    let fields = html! {
        @for item in &instrument.items {
            @if let Some(words) = wording.item(item.id.as_str()) { (item_field(item, &ask.form, Some(words))) }
        }
        div.buttons { (button("Send to my team")) }
    };
    let body = html! {
        (error_summary(problems))
        (heading(instrument.short.clone()).lead(format!("About {}. You can leave out what you would rather not answer.", instrument.recall)).back("/me/measures", "Questions for you"))
        (form(ask.address.clone(), ask.token(), fields))
        @if let Some(copyright) = &wording.copyright { p.muted { (copyright) } }
        p.muted { (instrument.licence.terms) "." }
    };
    Ok(page(&frame(ask, Face::Me, instrument.short.clone()), body))
}

/// Keeps what was answered. An answer that tells of danger leads to help first.
pub(crate) fn answer(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let asked = measure::questions(ask.clinic, ask.actor()?, ask.param("code"));
    let instrument = match asked {
        Ok(asked) => asked.instrument,
        // The same form sent twice: what it asked for is answered. The answer below is the one that was kept, and a danger
        // in another one is heard all the same.
        Err(clinic::Refusal::NotFound) => measure::instrument(ask.param("code"))?,
        Err(refusal) => return Err(refusal.into()),
    };
    let answers = answers(instrument, &ask.form);
    let result = measure::answer_alone(
        ask.clinic,
        ask.actor()?,
        ask.key()?,
        &instrument.code,
        &answers,
    );
    let on = |recorded: measure::Recorded| {
        if recorded.danger {
            format!("/me/safety?said={TOLD}")
        } else {
            format!("/me/measures/done?said={TOLD}")
        }
    };
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems)
    })
}

/// What the page with help learns from the answer that led to it.
const TOLD: &str = "told";

/// Thank you, for whoever has just answered.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn done(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let body = html! {
        (heading("Thank you"))
        @if ask.said_lasting() == TOLD {
            p { "Your team can read your answers now. You can talk about them the next time you meet." }
        } @else {
            p { "What you are asked to answer is on your page for today." }
        }
        (button("Back to today").href("/me"))
    };
    Ok(Answer::page(page(&frame(ask, Face::Me, "Thank you"), body)))
}

/// Help first: whom to call now. Not wanting to say counts as danger. Whoever comes from an answer that raised a signal
/// is told that the team sees it; whoever opens the page by hand told us nothing, and is told nothing of the kind.
pub(crate) fn safety(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let told = ask.said_lasting() == TOLD;
    let help = &ask.clinic.settings().help;
    let body = html! {
        (heading("You do not have to be alone with this"))
        p.lead { @if told { "What you told us, or would rather not say, can be dangerous. " } "Talking to somebody helps, now rather than later." }
        (card("Call now", html! {
            p { (button(format!("Call {}", help.crisis.as_str())).href(dial(&help.crisis.dialed()))) }
            p { "The crisis line, day and night." }
            p { "In immediate danger call " (tel(help.emergency.as_str(), &help.emergency.dialed())) "." }
        }))
        @if told { p { "Your answer is on your team’s list of what comes first. Do not wait for them to call: call now if you need somebody." } }
        @else { p { "Opening this page tells nobody. If you want your team to know, call them or tell the first of them you meet." } }
        p { "If you can, go to somebody you trust, and move away from anything you could harm yourself with." }
        @if ask.actor()?.is(Role::Patient) { p { (link("/me/safety-plan", "My safety plan")) ": what helps you, and whom you can call." } }
        (button("Back to today").quiet().href("/me"))
    };
    Ok(Answer::page(page(&frame(ask, Face::Me, "Help now"), body)))
}
