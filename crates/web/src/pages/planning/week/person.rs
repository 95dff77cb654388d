//! One person's weeks to choose from.

use super::weeks::weeks;
use super::{closed_text, day_text, grid, sum_text};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Meaning, Width, button, empty, field, filter_bar, form, length_text, opening, page,
    status,
};
use care::PersonId;
use care::planning::week::{Plan, parse_monday};
use clinic::Refusal;
use clinic::planning::week;
use clinic::planning::week::{WeekChoice, WeekChoices};
use jiff::civil::Date;
use maud::{Markup, html};

/// The weeks somebody could have.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    // One's own week has its own page.
    if !ask.actor()?.is_staff() {
        return Err(Refusal::NotFound.into());
    }
    let person = ask.id("id", PersonId::parse)?;
    let wanted = ask.query.text("monday").trim().to_owned();
    let first = week::choices(ask.clinic, ask.actor()?, person, None)?;
    let today = first.site.zone.local(ask.now).date();
    let (choices, problem) = match (wanted.as_str(), parse_monday(&wanted, today)) {
        ("", _) => (first, None),
        (_, Ok(monday)) => (
            week::choices(ask.clinic, ask.actor()?, person, Some(monday))?,
            None,
        ),
        (_, Err(invalid)) => (first, Some(invalid.0)),
    };
    let monday = choices.monday;
    let fields = html! {
        (field("monday", "From Monday").value(if problem.is_some() { wanted.clone() } else { day(monday) })
            .width(Width::Medium).error(problem.as_deref()).hinted_below())
    };
    // Nothing is prescribed to whoever is at a level whose weeks are not made here.
    let lead = match &choices.why_not {
        None => format!(
            "Prescribed: {} a week. Fitted around what is in their life; each week is the best of its kind among the groups as they run.",
            length_text(choices.prescribed_minutes)
        ),
        Some(_) => "What is planned for them, and what could be.".to_owned(),
    };
    let body = html! {
        (opening().lead(lead))
        (filter_bar(format!("/staff/people/{person}/week"), fields).hint("For example Mar 9, 2026"))
        @if let Some(present) = &choices.present { (now(&choices, present)) }
        @if let Some(why) = &choices.why_not {
            (empty("No week to offer", why, None))
        }
        @for (index, choice) in choices.weeks.iter().enumerate() { (one(ask, &choices, choice, index)) }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Week"), body)))
}

fn day(date: Date) -> String {
    care::day::day_text(date)
}

fn now(choices: &WeekChoices, present: &WeekChoice) -> Markup {
    html! {
        section {
            h2 { "Now" }
            p { (sum_text(&present.sum)) "." @if let Some(closed) = closed_text(choices.monday, &present.sessions) { " " (closed) } }
            @if let Some(why) = &choices.astray {
                p { (status(Meaning::Attention, "Does not fit")) " This person " (why) "." }
            }
            (grid("The present week", choices.monday, &present.sessions))
        }
    }
}

fn one(ask: &Ask<'_>, choices: &WeekChoices, choice: &WeekChoice, index: usize) -> Markup {
    let same = choices
        .present
        .as_ref()
        .is_some_and(|present| present.plan == choice.plan);
    html! {
        section {
            h2 { (choice.label) }
            p { (sum_text(&choice.sum)) "." @if let Some(closed) = closed_text(choices.monday, &choice.sessions) { " " (closed) } @if same { " This is the present week." } }
            @if !choice.reasons.is_empty() { ul { @for reason in &choice.reasons { li { (reason) } } } }
            (weeks(&choice.weeks))
            (grid(&format!("{}, from {}", choice.label, day_text(choices.monday)), choices.monday, &choice.sessions))
            @if choices.may_accept && !same {
                (form(format!("/staff/people/{}/week", choices.person), ask.token(), html! {
                    @let label = format!("Accept from {}", day_text(choices.monday));
                    @if index == 0 { (button(label)) } @else { (button(label).quiet().about(choice.label.clone())) }
                }).hidden("monday", choices.monday.to_string()).hidden("plan", plan_text(&choice.plan)).inline())
            }
        }
    }
}

/// A plan as the form carries it back; the use case checks it again whatever it says.
fn plan_text(plan: &Plan) -> String {
    serde_json::to_string(plan).unwrap_or_default()
}

/// Accepts one.
pub(crate) fn accept(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let person = ask.id("id", PersonId::parse)?;
    let unreadable =
        || Refusal::Conflict("This form cannot be read. Open the page again.".to_owned());
    let plan: Plan = serde_json::from_str(ask.form.text("plan")).map_err(|_| unreadable())?;
    let monday: Date = ask.form.text("monday").parse().map_err(|_| unreadable())?;
    week::accept(ask.clinic, ask.actor()?, ask.key()?, person, monday, &plan)?;
    Ok(Answer::see_other(&format!(
        "/staff/people/{person}/week?monday={monday}&said=saved"
    )))
}
