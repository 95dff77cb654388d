//! "What if": the same assessment with other answers, stored nowhere.

use super::{lower, verdict_words};
use crate::ui::{Meaning, button, field, link, status};
use care::assessment::finding::{Kind, QuestionId};
use care::assessment::placement::{Change, Placement, Verdict};
use clinic::assessment::placement::{Shown, TRIES_MAX};
use maud::{Markup, html};

/// What a try came to, marked as one.
pub(super) fn result(here: &str, changes: &[Change], tried: &Placement<'_>) -> Markup {
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

fn conditions(changes: &[Change]) -> Markup {
    html! {
        @for (at, change) in changes.iter().enumerate() {
            @let asked = change.question.question();
            @if at > 0 { " and " }
            "“" (asked.label) "” were " strong { "“" (asked.words(change.to)) "”" }
        }
    }
}

fn address(here: &str, changes: &[Change]) -> String {
    let query: Vec<String> = changes
        .iter()
        .map(|change| format!("{}={}", change.question.question().id, change.to))
        .collect();
    format!("{here}?{}#try", query.join("&"))
}

/// For every other level, what would have to be different.
pub(super) fn otherwise(shown: &Shown<'_>, here: &str) -> Markup {
    // While hardly anything is known, every way is a list of everything unknown and helps nobody.
    if matches!(shown.placement.verdict(), Verdict::Open) {
        return html! {};
    }
    html! {
        section {
            h2 { "What would have to be different" }
            dl.facts {
                @for other in shown.placement.others() {
                    div {
                        dt { (other.level.label()) }
                        dd {
                            @if other.ways.is_empty() { span.muted { "No few changes lead there." } }
                            @for (at, way) in other.ways.iter().enumerate() {
                                p {
                                    @if at > 0 { "Or if " } @else { "If " } (conditions(way)) ". "
                                    @if way.len() <= TRIES_MAX {
                                        a href=(address(here, way)) { "Try it" span.unseen { " for " (lower(other.level.label())) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A form that tries other answers.
pub(super) fn form(shown: &Shown<'_>, here: &str) -> Markup {
    let tried = shown.tried.as_ref();
    let now = |question: QuestionId| {
        tried
            .and_then(|(changes, _)| changes.iter().find(|change| change.question == question))
            .map_or_else(String::new, |change| change.to.to_string())
    };
    html! {
        details open[tried.is_some()] {
            summary { "Try other answers" }
            p { (status(Meaning::Information, "A try is stored nowhere")) " Choose up to " (TRIES_MAX) " other answers and see what the criteria would say." }
            form.form method="get" action=(here) {
                @for (question, positions) in shown.protocol.asked() {
                    (field(question.question().id, question.question().label)
                        .select(answers(shown, question, positions)).value(now(question)))
                }
                div.buttons { (button("Try").quiet()) }
            }
        }
    }
}

fn answers(shown: &Shown<'_>, question: QuestionId, positions: &[i32]) -> Vec<(String, String)> {
    let asked = question.question();
    let known = match shown.placement.reading(question) {
        Some(reading) if reading.is_known() => {
            format!("As known: {}", asked.words(reading.plain.low))
        }
        Some(reading) if reading.is_disputed() => "As known: sources disagree".to_owned(),
        _ => "As known: unknown".to_owned(),
    };
    let mut list = vec![(String::new(), known)];
    let positions: Vec<i32> = match (asked.kind, asked.bounds()) {
        (Kind::Number { .. }, _) | (_, None) => positions.to_vec(),
        (_, Some((low, high))) => (low..=high).collect(),
    };
    list.extend(
        positions
            .into_iter()
            .map(|to| (to.to_string(), asked.words(to))),
    );
    list
}
