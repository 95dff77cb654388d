//! The rapid assessment: on one page, by keyboard, what a level of care needs, and beside it the level that follows. What
//! is answered are the same findings as in the sections, kept by the same use case.

use super::offers::offers;
use super::section::{kept, said_by, source, take};
use super::{address, criteria};
use crate::assets::Asset;
use crate::pages::assessment::placement::{known_least, lower, verdict_words, ways_up};
use crate::pages::followup::signals::frame_about;
use crate::shell::form::Form;
use crate::shell::{Answer, Ask, Fault, wants_json};
use crate::ui::{
    Meaning, Problems, QuickRow, Shortcut, button, error_summary, form, link, opening, page,
    quick_block, rapid_finder, rapid_substance, status,
};
use care::PersonId;
use care::assessment::finding::{QuestionId, Substance};
use care::assessment::placement::{Place, Placement, UNSEEN};
use clinic::assessment::interview::{View, view_placed};
use maud::{Markup, html};
use rows::{
    block, is_asked, is_danger, is_here, name_of, quick_questions, quick_row, rapid_substance_of,
};

mod rows;

/// What the safety protocol is told about where its reader came from.
pub(crate) const FROM: &str = "rapid";
/// How many facts that are not known are named; the others are counted.
const UNKNOWN_MAX: usize = 8;
/// Keys of this page, for the help on `?`.
const KEYS: [(&str, &str); 10] = [
    (
        "1 2 3",
        "Give the answer with that number, and go to the next open row",
    ),
    ("y n", "Answer yes, no"),
    ("u d", "Answer unknown, declined; “?” in a field is unknown"),
    (
        "x",
        "None of these, to what is open in the block; suicide, danger to others and safety at home \
         are answered one by one",
    ),
    ("s", "Go to the substances"),
    (
        "1 … 9, 0",
        "Among substances: name one; its first letters do too, with Enter or a moment’s pause",
    ),
    ("c", "From a number of a substance, go to its criteria"),
    (
        "1 … 9, 0, -",
        "Among criteria: yes to that one, and once more no; y and n answer the one you are on",
    ),
    ("x", "Among criteria: no to all that have no answer"),
    ("Enter", "Go to the next open row or field"),
];

/// Where it is, for somebody.
pub(crate) fn path(person: PersonId) -> String {
    format!("/staff/people/{person}/rapid")
}

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let (typed, problems) = (Form::default(), Problems::none());
    Ok(Answer::page(rapid_page(ask, id, &typed, &problems)?))
}

/// Keeps what was answered. What can be kept is kept; what cannot is said beside its field, and stays typed.
pub(crate) fn save(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let (saved, problems) = take(ask, id)?;
    let safety = format!("/staff/people/{id}/safety?from={FROM}");
    if wants_json(ask) {
        let (after, placement) = view_placed(ask.clinic, ask.actor()?, id)?;
        let live = live(&after, &placement);
        return Ok(kept(ask, &after, (&saved, &problems), live, &safety));
    }
    if saved.danger {
        return Ok(Answer::see_other(&safety));
    }
    if problems.is_empty() {
        let said = source(ask).code();
        return Ok(Answer::see_other(&format!(
            "{}?said=saved&source={said}",
            path(id)
        )));
    }
    Ok(Answer::mend(rapid_page(ask, id, &ask.form, &problems)?))
}

fn rapid_page(
    ask: &Ask<'_>,
    id: PersonId,
    typed: &Form,
    problems: &Problems,
) -> Result<Markup, Fault> {
    let (view, placement) = view_placed(ask.clinic, ask.actor()?, id)?;
    let mut frame = frame_about(ask, "Rapid assessment", id)?;
    if view.may_write {
        frame.scripts.push(Asset::Rapid);
        let keys = KEYS.map(|(keys, what)| Shortcut::new(keys, what));
        frame.shortcuts.extend(keys);
    }
    let whole = format!("/staff/people/{id}/assessment");
    let rest = link(&whole, "whole assessment");
    let lead = html! { "What a level of care needs; everything else is in the " (rest) "." };
    let body = html! {
        (error_summary(problems))
        (opening().lead(lead))
        (offers(ask, &view, |question| is_here(question, None), FROM))
        div.rapid data-rapid[view.may_write] {
            div.rapid-beside data-beside { (live(&view, &placement)) }
            @if view.may_write { (questions(ask, &view, &placement, typed, problems)) }
            @else { p.muted { "Whoever assesses writes here. What was said stands in the " (link(&whole, "assessment")) "." } }
        }
    };
    Ok(page(&frame, body))
}

fn questions(
    ask: &Ask<'_>,
    view: &View,
    placement: &Placement<'_>,
    typed: &Form,
    problems: &Problems,
) -> impl maud::Render {
    let (dangers, rest): (Vec<QuestionId>, Vec<QuestionId>) =
        quick_questions().partition(|id| is_danger(*id));
    let list = |questions: &[QuestionId]| {
        let blocks = questions.chunk_by(|one, next| block(*one) == block(*next));
        html! { @for together in blocks {
            @let rows: Vec<QuickRow> = together.iter().map(|id| quick_row(view, placement, *id, typed)).collect();
            (quick_block(together.first().map_or("", |id| block(*id)), &rows, problems))
        } }
    };
    let inside = html! {
        (said_by(ask, view, html! {}))
        section { h2 { "Dangers first" } (list(&dangers)) }
        section #rapid-substances {
            h2 { "Substances" }
            (rapid_finder(Substance::ALL.map(|substance| (substance.code(), substance.label()))))
            @for substance in Substance::ALL { (rapid_substance(&rapid_substance_of(view, substance, typed), problems)) }
        }
        section { h2 { "What the level needs besides" } (list(&rest)) }
        div.buttons.no-print { (button("Save").quiet()) }
    };
    form(path(view.person), ask.token(), inside)
        .id("rapid-form")
        .hidden("seen", ask.now.as_microsecond().to_string())
        .autosave(path(view.person))
}

/// The level that follows from what is known, what is not known, and what could change it; and for the script, which
/// rows are asked now.
fn live(view: &View, placement: &Placement<'_>) -> Markup {
    let (meaning, words) = verdict_words(placement);
    let here = format!("/staff/people/{}/placement", view.person);
    let asked: Vec<&str> = quick_questions()
        .filter(|id| is_asked(view, placement, *id))
        .map(|id| id.question().id)
        .collect();
    html! {
        div #live data-asked=(asked.join(" ")) {
            h2.verdict aria-live="polite" { (status(meaning, &words)) }
            @if let Some(least) = known_least(placement) {
                p { "What is known already asks for " strong { "at least " (lower(least.label())) } "." }
            }
            (because(view, placement))
            @if !view.contradictions().is_empty() {
                p {
                    (status(Meaning::Attention, "Does not go together")) " "
                    (link(&format!("/staff/people/{}/assessment", view.person), "A clinician settles it"))
                }
            }
            (unknown(view, placement))
            (criteria::counts(view))
            (ways_up(placement, &here))
            p { (button("Placement").href(format!("{here}?from={FROM}")).id("decide")) }
        }
    }
}

/// What drove it, as far as its reader may know what was said.
fn because(view: &View, placement: &Placement<'_>) -> Markup {
    let drivers = placement.drivers();
    let seen = drivers
        .iter()
        .filter(|driver| !view.findings.said(driver.question, driver.about).is_empty())
        .map(|driver| driver.words.as_str());
    let unseen = placement.withholds().then_some(UNSEEN);
    let said: Vec<&str> = seen.chain(unseen).collect();
    let emergency = placement.verdict().floor() == Place::Emergency;
    let today = placement.today();
    html! {
        @if !said.is_empty() { p { "Because of: " strong { (said.join("; ")) } "." } }
        @if emergency {
            h3 { "Do this now" }
            ul { @for one in &today { li { (one.beside.text) } } }
        }
    }
}

/// What is needed and not known, each with a way to where it is asked.
fn unknown(view: &View, placement: &Placement<'_>) -> Markup {
    let open: Vec<(QuestionId, Option<Substance>)> = placement.missing().collect();
    let more = open.len().saturating_sub(UNKNOWN_MAX);
    html! {
        h3 { "Not known yet" }
        @if open.is_empty() { p { "Every answer that is needed is known." } }
        @else {
            ul.plain { @for (question, about) in open.iter().take(UNKNOWN_MAX) { li { (way(view, placement, *question, *about)) } } }
            @if more > 0 { p.muted { "and " (more) " more" } }
        }
    }
}

fn way(
    view: &View,
    placement: &Placement<'_>,
    question: QuestionId,
    about: Option<Substance>,
) -> Markup {
    let asked = question.question();
    let words = format!("{}{}", asked.label, Substance::in_brackets(about));
    if !view.may_write {
        return html! { (words) };
    }
    let here = is_here(question, about);
    // What hangs on a substance is asked once one is named.
    let waits = here && about.is_none() && !is_asked(view, placement, question);
    let to = if waits || asked.per_substance && about.is_none() {
        Some("#rapid-substances".to_owned())
    } else if here {
        Some(format!("#a.{}", name_of(question, about)))
    } else {
        address(view.person, question, view.born_at)
    };
    to.map_or_else(
        || html! { (words) " " span.muted { "(" (super::BORN_BY) ")" } },
        |to| link(&to, &words),
    )
}
