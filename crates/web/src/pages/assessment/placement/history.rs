//! Every choice so far, each with what was known then.

use crate::pages::stays::moves::day;
use crate::shell::ask::moment;
use crate::ui::{Meaning, TimelineEvent, timeline};
use clinic::assessment::placement::ShownPlacement;
use maud::{Markup, html};

/// The choices, the latest first.
pub(super) fn section(shown: &ShownPlacement<'_>) -> Markup {
    let events: Vec<TimelineEvent> = shown
        .history
        .iter()
        .map(|placed| {
            let kept = &placed.snapshot;
            let same = kept.verdict == "recommended" && kept.place == placed.place.code();
            let by = shown.called.get(&placed.by).cloned().unwrap_or_default();
            let decided: Vec<_> = kept.decided().collect();
            let body = html! {
                p {
                    (kept.words) ". "
                    @if let Some(reason) = &placed.reason { "Reason: " (reason.as_str().trim_end_matches('.')) ". " }
                    @if let Some(plan) = &placed.plan { "Instead, until " (day(plan.by)) ": " (plan.words.as_str().trim_end_matches('.')) ". " }
                    span.muted { (by) ", " (kept.title) ", version " (kept.version) }
                }
                @if !decided.is_empty() {
                    details {
                        summary { "What was known then" }
                        ul {
                            @for one in decided {
                                li {
                                    (one.label) ": " (outcome_words(&one.outcome))
                                    @for said in &one.findings {
                                        "; " (said.label) @if let Some(about) = &said.about { " (" (about) ")" }
                                        ": " (said.words) ", " (said.source)
                                    }
                                }
                            }
                        }
                    }
                }
            };
            TimelineEvent {
                when: moment(placed.at, &shown.zone),
                datetime: placed.at.to_string(),
                title: placed.place.label().to_owned(),
                body: Some(body),
                meaning: if same { Meaning::Good } else { Meaning::Attention },
            }
        })
        .collect();
    html! {
        @if !events.is_empty() { details { summary { "Choices so far" } (timeline(&events)) } }
    }
}

/// The word for a kept outcome.
fn outcome_words(code: &str) -> &'static str {
    match code {
        "met" => "met",
        "not_met" => "not met",
        _ => "unknown",
    }
}
