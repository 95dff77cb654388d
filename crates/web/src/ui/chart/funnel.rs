//! How many come how far: a bar for each stage, as wide as the share that came to it.

use care::intake::inquiry::percent as whole_percent;
use maud::{Markup, html};

use super::plot::percent;

/// One stage.
#[derive(Clone, Debug)]
pub struct FunnelStage {
    /// What it is: `Reached`.
    pub label: String,
    /// How many came so far.
    pub count: u32,
    /// How many of a hundred of the first stage come so far elsewhere, where somebody published it.
    pub published: Option<f64>,
}

/// Stages, each of which holds a part of the one before.
#[derive(Clone, Debug)]
pub struct Funnel {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What it says, in a sentence with its n and its dates.
    pub says: String,
    /// What the first stage counts: `requests`.
    pub of: String,
    /// The stages, the first first.
    pub stages: Vec<FunnelStage>,
    /// Where the published shares come from.
    pub source: String,
}

/// Stages as bars that grow narrower. All numbers are text; the bars only repeat them.
pub fn funnel(funnel: &Funnel) -> Markup {
    let first = funnel.stages.first().map_or(0, |stage| stage.count);
    html! {
        figure.chart.funnel id=(funnel.id) {
            figcaption { strong { (funnel.title) } p { (funnel.says) } }
            @if first == 0 {
                p.no-values { "Nothing to draw yet." }
            } @else {
                ol {
                    @for (index, stage) in funnel.stages.iter().enumerate() {
                        @let before = index.checked_sub(1).and_then(|before| funnel.stages.get(before));
                        li { (words(funnel, stage, first, before)) (bar(stage, first)) }
                    }
                }
                @if funnel.stages.iter().any(|stage| stage.published.is_some()) {
                    p.source {
                        svg aria-hidden="true" focusable="false" { circle.published cx="50%" cy="50%" r="4" {} }
                        (funnel.source)
                    }
                }
            }
        }
    }
}

fn words(funnel: &Funnel, stage: &FunnelStage, first: u32, before: Option<&FunnelStage>) -> Markup {
    html! {
        div.stage {
            strong { (stage.label) } " " span.count { (stage.count) }
            @if let Some(before) = before {
                " " span.shares {
                    (share(stage.count, first)) " of " (funnel.of)
                    @if before.count > 0 { ", " (share(stage.count, before.count)) " of the stage before" }
                    @if let Some(published) = stage.published { "; published " (format!("{published:.0}%")) " of " (funnel.of) }
                }
            }
        }
    }
}

/// A bar in the middle of its row, and the published share as a dot where the right end of a bar of that share is.
fn bar(stage: &FunnelStage, first: u32) -> Markup {
    let width = 100.0 * f64::from(stage.count) / f64::from(first.max(1));
    html! {
        svg aria-hidden="true" focusable="false" {
            rect.bar x=(percent(50.0 - width / 2.0)) width=(percent(width)) y="0" height="100%" {}
            @if let Some(published) = stage.published { circle.published cx=(percent(50.0 + published / 2.0)) cy="50%" r="4" {} }
        }
    }
}

fn share(part: u32, whole: u32) -> String {
    let share = whole_percent((part, whole)).unwrap_or_default();
    format!("{share}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages(counts: [u32; 3]) -> Funnel {
        let stage = |(label, count, published): (&str, u32, Option<f64>)| FunnelStage {
            label: label.into(),
            count,
            published,
        };
        let [asked, assessed, admitted] = counts;
        Funnel {
            id: "f".into(),
            title: "How far".into(),
            says: "Said.".into(),
            of: "requests".into(),
            stages: [
                ("Asked", asked, None),
                ("Assessed", assessed, Some(55.0)),
                ("Admitted", admitted, None),
            ]
            .map(stage)
            .into(),
            source: "Somebody, 2014.".into(),
        }
    }

    #[test]
    fn bars_are_as_wide_as_their_share_and_stand_in_the_middle() {
        let html = funnel(&stages([40, 20, 5])).into_string();
        for bar in [
            "x=\"0.00%\" width=\"100.00%\"",
            "x=\"25.00%\" width=\"50.00%\"",
            "x=\"43.75%\" width=\"12.50%\"",
        ] {
            assert!(html.contains(bar), "{bar}: {html}");
        }
        assert!(
            html.contains("50% of requests, 50% of the stage before; published 55% of requests"),
            "{html}"
        );
        assert!(
            html.contains("13% of requests, 25% of the stage before"),
            "{html}"
        );
        assert!(
            html.contains("cx=\"77.50%\""),
            "the dot is where a bar of 55 percent ends"
        );
        assert!(html.contains("Somebody, 2014."));
    }

    #[test]
    fn nobody_is_not_divided_by() {
        assert!(
            funnel(&stages([0, 0, 0]))
                .into_string()
                .contains("Nothing to draw yet.")
        );
        let html = funnel(&stages([4, 0, 0])).into_string();
        assert!(
            html.contains("0% of requests") && !html.contains("NaN"),
            "{html}"
        );
    }
}
