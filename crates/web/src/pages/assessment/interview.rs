//! The structured intake: where it stands, and what would help most.

use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Meaning, button, card, empty, facts, form, link, opening, page, row, status, table,
};
use care::PersonId;
use care::assessment::asking::minutes;
use care::assessment::facts::Facts;
use care::assessment::finding::{Contradiction, QuestionId, Section};
use clinic::assessment::interview::{BornAt, View, view};
use maud::{Markup, html};

mod answers;
pub(crate) mod criteria;
pub(crate) mod judge;
pub(crate) mod offers;
mod question;
pub(crate) mod rapid;
pub(crate) mod section;

/// Where the whole assessment stands.
pub(crate) fn overview(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let view = view(ask.clinic, ask.actor()?, id)?;
    let found = view.contradictions();
    let body = html! {
        (opening().lead(standing(&view)).actions(actions(&view)))
        (next_step(&view))
        (judge::contradictions(ask, &view, &found, None))
        (sections(&view, &found))
        (criteria::diagnoses(ask, &view, &crate::ui::Problems::none()))
        (done(ask, &view))
    };
    Ok(Answer::page(page(
        &frame_about(ask, "Assessment", id)?,
        body,
    )))
}

fn actions(view: &View) -> Markup {
    let decided = view.needed.open.is_empty();
    let placement = button("Placement").href(format!("/staff/people/{}/placement", view.person));
    html! {
        (if decided { placement } else { placement.quiet() })
        @if view.may_write { (button("Rapid assessment").quiet().href(rapid::path(view.person)).shortcut("r")) }
    }
}

fn standing(view: &View) -> String {
    match &view.assessment {
        None => "Not begun.".to_owned(),
        Some(assessment) => match assessment.completed {
            Some((at, _)) => format!("Completed {}.", moment(at, &view.zone)),
            None => format!("Begun {}.", moment(assessment.opened.0, &view.zone)),
        },
    }
}

/// What is missing, how long it takes, and the one question that would help most.
fn next_step(view: &View) -> Markup {
    let needed = &view.needed;
    let all = minutes(needed.in_all_seconds);
    let decision = minutes(needed.for_decision_seconds);
    html! {
        div.cards {
            (card("Still to ask", facts(&[
                ("For a decision", html! {
                    @if needed.open.is_empty() { (status(Meaning::Good, "Nothing")) " Every answer that is needed is known." }
                    @else { "about " strong { (decision) " min" } ", " (needed.open.len()) @if needed.open.len() == 1 { " question" } @else { " questions" } }
                }),
                ("For everything", html! {
                    @if all == 0 { (status(Meaning::Good, "All asked")) } @else { "about " strong { (all) " min" } }
                }),
            ])))
            (card("Would help most", html! {
                @match needed.best {
                    Some(best) => {
                        p { strong { (best.question().label) } }
                        p.muted { (best.question().why) }
                        @match address(view.person, best, view.born_at) {
                            Some(address) => { @if view.may_write { (button("Ask this").href(address)) } },
                            None => { p { (BORN_BY) } },
                        }
                    },
                    None => { p { "Every answer that is needed is known." } },
                }
                @if view.may_write { @if let Some(section) = first_open(&view.facts) {
                    p { (link(&format!("/staff/people/{}/assessment/{}", view.person, section.code()), &format!("Go on with: {}", section.label()))) }
                } }
            }))
        }
    }
}

/// The age, which follows from the date of birth.
const AGE: &str = "person.age";

/// Where the date of birth is entered; nothing for whoever may not.
pub(crate) fn born_address(person: PersonId, born_at: Option<BornAt>) -> Option<String> {
    born_at.map(|at| match at {
        BornAt::Record => format!("/staff/people/{person}/edit"),
        BornAt::Request(inquiry) => format!("/staff/inquiries/{inquiry}/edit"),
    })
}

/// Who enters it, for whoever may not.
pub(crate) const BORN_BY: &str = "Intake or the clinical director enters the date of birth.";

/// Where a question is asked; for one that is worked out, the criteria. An age is nowhere asked: it leads to where the date
/// of birth is entered, and nowhere for whoever may not.
pub(crate) fn address(
    person: PersonId,
    question: QuestionId,
    born_at: Option<BornAt>,
) -> Option<String> {
    let asked = question.question();
    if asked.id == AGE {
        return born_address(person, born_at);
    }
    let anchor = if asked.per_substance || asked.derived {
        String::new()
    } else {
        format!("#q-{}", asked.id.replace('.', "-"))
    };
    Some(format!(
        "/staff/people/{person}/assessment/{}{anchor}",
        asked.section.code()
    ))
}

/// The section with the first question that nobody was asked; with no substance named yet, the first of all.
fn first_open(facts: &Facts) -> Option<Section> {
    if facts.named().is_empty() {
        return Some(Section::Substances);
    }
    Section::ALL.into_iter().find(|section| {
        let (asked, of) = facts.section(*section);
        asked < of
    })
}

fn sections(view: &View, found: &[Contradiction<'_>]) -> Markup {
    let disputed = disputed(found);
    let rows = Section::ALL.into_iter().map(|section| {
        let (asked, of) = view.facts.section(section);
        let needed = view
            .needed
            .open
            .iter()
            .filter(|question| question.question().section == section)
            .count();
        row([
            html! { (section.label()) },
            html! { (state(section, asked, of)) },
            html! { @if needed > 0 { (status(Meaning::Attention, &format!("{needed} for a decision"))) } },
            html! { @if disputed.contains(&section) { (status(Meaning::Urgent, "Disagreement")) } },
        ])
        .href(format!("/staff/people/{}/assessment/{}", view.person, section.code()))
    });
    let columns = [
        Column::new("Section"),
        Column::new("Asked"),
        Column::new("Needed"),
        Column::new("To settle"),
    ];
    html! {
        section { h2 { "Sections" } (table("sections", "Sections of the assessment", columns).rows(rows).caption_unseen()) }
    }
}

fn state(section: Section, asked: usize, of: usize) -> Markup {
    let unnamed = of == 0 && matches!(section, Section::Substances | Section::Disorder);
    html! {
        @if unnamed { span.muted { "No substance named yet" } }
        @else if asked == of { (status(Meaning::Good, &format!("all {of}"))) }
        @else { (asked) " of " (of) }
    }
}

/// The sections in which something does not agree.
fn disputed(found: &[Contradiction<'_>]) -> Vec<Section> {
    found
        .iter()
        .flat_map(Contradiction::places)
        .map(|(question, _)| question.question().section)
        .collect()
}

fn done(ask: &Ask<'_>, view: &View) -> Markup {
    let open = view
        .assessment
        .as_ref()
        .is_some_and(|assessment| assessment.completed.is_none());
    html! {
        @if view.written.is_empty() {
            (empty("Nothing said yet", "Begin with what the person wants to tell. Every answer is kept as soon as it is given.", None))
        }
        @if view.may_judge && open {
            section.no-print {
                h2 { "Complete" }
                p { "Questions that are still open stay open; a later answer begins a new round and changes nothing of this one." }
                (form(format!("/staff/people/{}/assessment-done", view.person), ask.token(), html! { (button("Complete the assessment")) }).inline())
            }
        }
    }
}
