//! "What if": the same assessment with other answers, stored nowhere.

use super::{lower, verdict_words};
use crate::ui::{Meaning, button, field, link, status};
use care::assessment::finding::{QuestionId, Substance};
use care::assessment::placement::{AnswerChange, Placement, Verdict};
use clinic::assessment::placement::{ShownPlacement, TRIES_MAX};
use maud::{Markup, html};

/// What a try came to, marked as one.
pub(super) fn result(here: &str, changes: &[AnswerChange], tried: &Placement<'_>) -> Markup {
    let (meaning, words) = verdict_words(tried);
    html! {
        section.card id="try" {
            h2 { "A try, stored nowhere" }
            p { "If " (conditions(changes)) ":" }
            p { (status(meaning, &words)) }
            p { (link(here, "Back to what is known")) }
        }
    }
}

fn conditions(changes: &[AnswerChange]) -> Markup {
    html! {
        @for (at, change) in changes.iter().enumerate() {
            @if at > 0 { " and " }
            strong { "“" (change.words()) "”" }
        }
    }
}

/// A question with the substance it is about, as an address carries it.
fn name(question: QuestionId, about: Option<Substance>) -> String {
    match about {
        Some(about) => format!("{}@{}", question.question().id, about.code()),
        None => question.question().id.to_owned(),
    }
}

fn address(here: &str, changes: &[AnswerChange]) -> String {
    let query: Vec<String> = changes
        .iter()
        .map(|change| format!("{}={}", name(change.question, change.about), change.to))
        .collect();
    format!("{here}?{}#try", query.join("&"))
}

/// What one more dangerous answer would lead to. Ways down are shown nowhere before the choice is signed: they teach how
/// to fill in the form.
pub(crate) fn ways_up(placement: &Placement<'_>, here: &str) -> Markup {
    let ways = placement.ways_up();
    if ways.is_empty() || matches!(placement.verdict(), Verdict::Open) {
        return html! {};
    }
    html! {
        details {
            summary { "One answer away from more" }
            dl.facts {
                @for way in &ways {
                    div {
                        dt { (way.place.label()) }
                        dd {
                            strong { "“" (way.words()) "”" } " "
                            a href=(address(here, &way.changes)) { "Try it" span.unseen { " for " (lower(way.place.label())) } }
                        }
                    }
                }
            }
        }
    }
}

/// What safer answers would have led to, once the choice is signed: for whoever asks later why it was not less.
pub(super) fn ways_down(shown: &ShownPlacement<'_>) -> Markup {
    if !shown.signed {
        return html! {};
    }
    let ways = shown.placement.ways_down();
    html! {
        @if !ways.is_empty() {
            section #ways-down {
                h2 { "What would have led to less" }
                p { "Shown now that the level is chosen, and hidden again as soon as anything new is said." }
                dl.facts {
                    @for way in &ways {
                        div {
                            dt { (way.place.label()) }
                            dd { (conditions(&way.changes)) }
                        }
                    }
                }
            }
        }
    }
}

/// A form that tries other answers.
pub(super) fn form(shown: &ShownPlacement<'_>, here: &str) -> Markup {
    let tried = shown.tried.as_ref();
    let now = |question: QuestionId, about: Option<Substance>| {
        tried
            .and_then(|(changes, _)| {
                changes
                    .iter()
                    .find(|change| change.question == question && change.about == about)
            })
            .map_or_else(String::new, |change| change.to.to_string())
    };
    let facts = shown.placement.facts();
    let asked: Vec<_> = shown
        .protocol
        .asked()
        .into_iter()
        .filter(|(question, about, _)| about.is_none() || facts.is_asked(*question, *about))
        .collect();
    html! {
        details open[tried.is_some()] {
            summary { "Try other answers" }
            p { (status(Meaning::Information, "A try is stored nowhere")) " Choose up to " (TRIES_MAX) " other answers and see what the criteria would say." }
            form.form method="get" action=(here) {
                @for (question, about, positions) in &asked {
                    (field(name(*question, *about), label(*question, *about))
                        .select(answers(shown, *question, *about, positions)).value(now(*question, *about)))
                }
                div.buttons { (button("Try").quiet()) }
            }
        }
    }
}

fn label(question: QuestionId, about: Option<Substance>) -> String {
    let label = question.question().label;
    about.map_or_else(
        || label.to_owned(),
        |about| format!("{label}: {}", about.label()),
    )
}

fn answers(
    shown: &ShownPlacement<'_>,
    question: QuestionId,
    about: Option<Substance>,
    positions: &[i32],
) -> Vec<(String, String)> {
    let asked = question.question();
    let reading = shown.placement.reading(question, about);
    let known = if reading.is_known() {
        format!("As known: {}", asked.words(reading.plain.low))
    } else if reading.is_disputed() {
        "As known: sources disagree".to_owned()
    } else {
        "As known: unknown".to_owned()
    };
    let mut list = vec![(String::new(), known)];
    list.extend(
        positions
            .iter()
            .map(|to| (to.to_string(), asked.words(*to))),
    );
    list
}
