//! What happened, newest first or oldest first, as the caller orders it.

use maud::{Markup, html};

use super::{Meaning, when};

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct TimelineEvent {
    /// When, in words, in the time of the site.
    pub when: String,
    /// When, for machines: `2026-04-14T17:30-05:00`.
    pub datetime: String,
    /// What.
    pub title: String,
    /// More about it.
    pub body: Option<Markup>,
    /// What it means.
    pub meaning: Meaning,
}

/// A list of what happened.
pub fn timeline(events: &[TimelineEvent]) -> Markup {
    html! {
        ol.timeline {
            @for event in events {
                li.(event.meaning.class()) {
                    span.dot { @if let Some(icon) = event.meaning.icon() { (icon) } }
                    p.timeline-head { strong { (event.title) } " " (when(&event.when, &event.datetime)) }
                    @if let Some(body) = &event.body { div.timeline-body { (body) } }
                }
            }
        }
    }
}
