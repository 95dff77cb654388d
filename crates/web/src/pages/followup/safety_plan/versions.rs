//! Every version of a plan: who wrote it, when, what it changed, and the way back to it.

use super::{Whose, line, whose};
use crate::shell::form::finish;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Meaning, button, form, heading, link, opening, page, status};
use care::followup::safety_plan::{Item, PlanStep, Steps};
use clinic::Refusal;
use clinic::followup::safety_plan::{self, History, Made};
use maud::{Markup, html};

/// The versions, the latest first.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let before = ask.query.text("before").parse().ok();
    let history = safety_plan::history(ask.clinic, ask.actor()?, whose.person, before)?;
    let before = history
        .versions
        .iter()
        .skip(1)
        .chain(&history.before)
        .map(Some)
        .chain([None]);
    let head = if whose.own() {
        heading(whose.say("plan-earlier"))
            .lead(whose.say("plan-versions-lead"))
            .back(whose.base.clone(), whose.say("plan-to-plan"))
    } else {
        opening()
            .lead("Versions of the safety plan. None is ever changed; one that is brought back is another one.")
            .back(whose.base.clone(), "Safety plan")
    };
    let older = history
        .before
        .is_some()
        .then(|| history.versions.last())
        .flatten();
    let body = html! {
        (head)
        @if history.versions.is_empty() { p { (whose.say("plan-nothing")) } }
        @for (made, before) in history.versions.iter().zip(before) { (version(ask, &whose, &history, made, before)) }
        @if let Some(last) = older { p { (link(&format!("{}/versions?before={}", whose.base, last.number), &whose.say("plan-older"))) } }
    };
    Ok(Answer::page(page(&whose.frame(ask)?, body)))
}

fn version(
    ask: &Ask<'_>,
    whose: &Whose,
    history: &History,
    made: &Made,
    before: Option<&Made>,
) -> Markup {
    let number = made.number.to_string();
    let holds = made.number == history.latest;
    html! {
        section.plan-version id={ "version-" (number) } {
            h2 { (whose.say_with("plan-version", &[("number", &number)])) @if holds { " " (status(Meaning::Good, &now(whose))) } }
            p { (wrote(whose, history, made)) }
            @if let Some(back) = made.plan.brings_back { p { (whose.say_with("plan-brings-back", &[("number", &back.to_string())])) } }
            @match before {
                None => p { (whose.say("plan-first")) },
                Some(before) => (changes(whose, &before.plan.steps, &made.plan.steps)),
            }
            details { summary { (whose.say("plan-whole")) } (whole(whose, &made.plan.steps)) }
            @if history.may_edit && !holds {
                (form(format!("{}/restore", whose.base), ask.token(), html! {
                    (button(whose.say("plan-restore")).quiet().sends("version", number.clone()).about(whose.say_with("plan-version", &[("number", &number)])))
                }).inline())
            }
        }
    }
}

fn now(whose: &Whose) -> String {
    if whose.own() {
        whose.say("plan-now")
    } else {
        "the plan now".to_owned()
    }
}

/// When and by whom, and whether the person had a part in it.
fn wrote(whose: &Whose, history: &History, made: &Made) -> String {
    let when = whose.moment(made.at, &history.zone);
    if !whose.own() {
        let how = match (made.by_themselves, made.plan.together) {
            (true, _) => "by themselves",
            (false, true) => "together with the person",
            (false, false) => "without the person, a draft",
        };
        return format!("{when}, by {}, {how}.", made.by);
    }
    let put_in: [(&'static str, &str); 2] = [("when", &when), ("name", &made.by)];
    match (made.by_themselves, made.plan.together) {
        (true, _) => whose.say_with("plan-wrote-you", &put_in[..1]),
        (false, true) => whose.say_with("plan-wrote-together", &put_in),
        (false, false) => whose.say_with("plan-wrote-alone", &put_in),
    }
}

/// What came and what went, step by step.
fn changes(whose: &Whose, before: &Steps, after: &Steps) -> Markup {
    let changes = after.since(before);
    html! {
        @if changes.is_empty() { p.muted { (whose.say("plan-same")) } }
        @for change in changes {
            h3 { (whose.say(&format!("plan-title-{}", change.step.code()))) }
            ul {
                @for item in change.added { li { ins { (whose.say("plan-added")) ": " (item_text(item)) } } }
                @for item in change.gone { li { del { (whose.say("plan-gone")) ": " (item_text(item)) } } }
            }
        }
    }
}

fn item_text(item: &Item) -> Markup {
    html! { (item.words) @if let Some(number) = &item.number { ", " (number.as_str()) } }
}

fn whole(whose: &Whose, steps: &Steps) -> Markup {
    html! {
        @for step in PlanStep::ALL.into_iter().filter(|&step| !steps.of(step).is_empty()) {
            h3 { (whose.say(&format!("plan-title-{}", step.code()))) }
            ul { @for item in steps.of(step) { li { (line(item)) } } }
        }
    }
}

/// Brings a version back, as another one.
pub(crate) fn restore(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let number = ask.form.text("version").parse::<i64>();
    let number = number.map_err(|_| Fault::Refused(Refusal::NotFound))?;
    let (actor, key) = (ask.actor()?, ask.key()?);
    let result = safety_plan::restore(ask.clinic, actor, key, whose.person, number);
    let on = |_| format!("{}?said=back", whose.base);
    finish(result.map_err(Fault::from), on, |_| {
        Err(Fault::Refused(Refusal::NotFound))
    })
}
