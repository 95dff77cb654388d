//! What the safety page says of the plan, and leads to.

use crate::shell::Ask;
use crate::shell::ask::Clocks;
use crate::ui::{Meaning, button, link, status};
use care::PersonId;
use care::day::dated_text;
use care::followup::safety_plan::PlanStep;
use clinic::followup::safety_plan::Brief;
use maud::{Markup, html};

/// Somebody thinks of suicide and has no plan: that comes before everything else, with the button to make it.
pub(crate) fn missing_first(person: PersonId, plan: &Brief) -> Markup {
    html! {
        div.notice.attention role="status" {
            p { strong { "There is no safety plan yet. " } "Make it together now, before you part." }
            @if plan.may_edit { p { (button("Make the safety plan").href(format!("/staff/people/{person}/safety-plan/edit"))) } }
        }
    }
}

/// Whether there is a plan, from when it is, and what is in one.
pub(crate) fn summary(ask: &Ask<'_>, person: PersonId, plan: &Brief, clocks: &Clocks) -> Markup {
    let base = format!("/staff/people/{person}/safety-plan");
    let title = |step: PlanStep| ask.language().say(&format!("plan-title-{}", step.code()));
    let Some((at, together)) = plan.last else {
        return html! {
            section {
                h2 { "Safety plan" }
                p { "None yet. Six steps, in the person’s own words:" }
                ol.steps { @for step in PlanStep::ALL.iter().filter(|step| **step != PlanStep::Worth) { li { (title(*step)) } } }
                p { "And beside them: " (title(PlanStep::Worth)) }
                p.no-print { (link(&base, "Safety plan")) }
            }
        };
    };
    let when = clocks.near(at);
    html! {
        section {
            h2 { "Safety plan" }
            p {
                "Last changed " (when) ". "
                @if !together { (status(Meaning::Attention, "Draft")) " The person has not agreed to it yet. " }
                @if let Some(on) = plan.review_on { "To be looked at again on " (dated_text(on)) "." }
            }
            p.no-print { (button("Open the safety plan").quiet().href(base)) }
        }
    }
}
