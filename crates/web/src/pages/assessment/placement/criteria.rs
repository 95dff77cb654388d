//! The criteria of a placement with the findings behind them.

use crate::pages::stays::moves::day;
use crate::ui::{Column, Icon, Meaning, row, shaped, status, table};
use care::assessment::placement::{Evaluated, Place, Verdict, said};
use care::assessment::protocol::{Outcome, Weight};
use clinic::assessment::placement::ShownPlacement;
use maud::{Markup, html};

/// The outcome of a criterion in the words of which way it points. A criterion is no news, good or bad: it has a shape and
/// no color.
fn outcome(evaluated: &Evaluated<'_>) -> Markup {
    let (icon, word) = points(evaluated.outcome, evaluated.criterion.weight);
    shaped(icon, word)
}

const fn points(outcome: Outcome, weight: Weight) -> (Icon, &'static str) {
    match (outcome, weight) {
        (Outcome::Met, Weight::Least) => (Icon::SortUp, "points up"),
        (Outcome::Met, Weight::Supporting) => (Icon::Check, "supports"),
        (Outcome::Met, Weight::Beside) => (Icon::Plus, "asks for more"),
        (Outcome::NotMet, _) => (Icon::Close, "not met"),
        (Outcome::Unknown, _) => (Icon::Circle, "unknown"),
    }
}

/// What was said to the questions of a criterion.
fn behind(shown: &ShownPlacement<'_>, evaluated: &Evaluated<'_>) -> Markup {
    // Several facts of a criterion may be worked out from the same answer.
    let found = care::each_once(
        shown
            .protocol
            .places(evaluated.criterion)
            .flat_map(|place| said(&shown.assessment.findings, shown.placement.facts(), place)),
    );
    html! {
        @if found.is_empty() { span.muted { "Nobody was asked yet" } }
        @if evaluated.disputed { p { (status(Meaning::Attention, "sources disagree")) } }
        ul.plain {
            @for one in &found {
                li {
                    (one.label) @if let Some(about) = &one.about { " (" (about) ")" } ": " strong { (one.words) }
                    span.muted { ", " (one.source) ", " (day(shown.zone.local(one.at).date())) }
                }
            }
        }
    }
}

/// Those that decided, then those that speak for the level or do not.
pub(super) fn deciding(shown: &ShownPlacement<'_>) -> Markup {
    let deciding: Vec<_> = shown.placement.deciding().collect();
    // While no level is in sight there is nothing to speak for.
    let supporting: Vec<_> = match shown.placement.verdict() {
        Verdict::AtLeast(Place::Level(level)) | Verdict::Recommended(Place::Level(level)) => {
            shown.placement.supporting(level).collect()
        }
        _ => Vec::new(),
    };
    html! {
        @if !deciding.is_empty() {
            details { summary { "What decided" } (list("deciding", "What decided", shown, &deciding)) }
        }
        @if !supporting.is_empty() {
            details {
                summary { "What speaks for it, or does not" }
                (list("supporting", "What speaks for it, or does not", shown, &supporting))
            }
        }
    }
}

fn list(id: &str, caption: &str, shown: &ShownPlacement<'_>, criteria: &[Evaluated<'_>]) -> Markup {
    let rows = criteria.iter().map(|evaluated| {
        row([
            html! { (evaluated.criterion.label) },
            outcome(evaluated),
            behind(shown, evaluated),
        ])
    });
    let columns = [
        Column::new("Criterion"),
        Column::new("Outcome"),
        Column::new("Who said what"),
    ];
    html! { (table(id, caption, columns).rows(rows).caption_unseen()) }
}

/// All of them, with what they do and where they come from.
pub(super) fn all(shown: &ShownPlacement<'_>) -> Markup {
    let rows = shown.placement.criteria().map(|evaluated| {
        let levels: Vec<&str> = evaluated
            .criterion
            .levels
            .iter()
            .map(|level| level.label())
            .collect();
        row([
            html! { (evaluated.criterion.label) },
            outcome(&evaluated),
            html! { (evaluated.criterion.weight.code()) p.muted { (levels.join(", ")) } },
            behind(shown, &evaluated),
            html! {
                @if evaluated.criterion.is_house() { (status(Meaning::Attention, &evaluated.criterion.sure_words())) " " }
                span.muted { (evaluated.criterion.source) }
            },
        ])
    });
    let columns = [
        Column::new("Criterion"),
        Column::new("Outcome"),
        Column::new("What it does"),
        Column::new("Who said what"),
        Column::new("Source"),
    ];
    html! {
        details {
            summary { "Every criterion, with its source" }
            (table("criteria", "Every criterion of the protocol", columns).rows(rows).caption_unseen())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_way_a_criterion_points_is_said_in_words_with_a_shape_of_their_own() {
        let weights = [Weight::Least, Weight::Supporting, Weight::Beside];
        let met = weights.map(|weight| points(Outcome::Met, weight));
        assert_eq!(
            met.map(|(_, word)| word),
            ["points up", "supports", "asks for more"]
        );
        let mut shapes = met.map(|(icon, _)| icon).to_vec();
        for outcome in [Outcome::NotMet, Outcome::Unknown] {
            shapes.extend(weights.first().map(|weight| points(outcome, *weight).0));
        }
        for (at, shape) in shapes.iter().enumerate() {
            assert!(!shapes[..at].contains(shape), "{shape:?} says two things");
        }
        let shown = shaped(Icon::SortUp, "points up").into_string();
        assert!(
            shown.starts_with("<span class=\"status plain\"><svg"),
            "{shown}"
        );
    }
}
