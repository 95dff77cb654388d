//! The line of stays: one episode of care as the levels it went through.

use maud::{Markup, html};

/// The widest share that the stylesheet has a class for.
const SHARE_MAX: u32 = 24;

/// One level of care within an episode.
#[derive(Clone, Debug)]
pub struct Stay {
    /// The level, in short: `IOP`.
    pub level: String,
    /// From when to when, in words: `Feb 3 to Apr 14`.
    pub dates: String,
    /// How long, in weeks; it gives the width.
    pub weeks: u32,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// Whether it is the one that runs now.
    pub current: bool,
}

/// An episode as a line, oldest stay first.
pub fn stays(stays: &[Stay]) -> Markup {
    html! {
        ol.stays {
            @for stay in stays {
                li class={ "grow-" (stay.weeks.clamp(1, SHARE_MAX)) @if stay.current { " current" } } aria-current=[stay.current.then_some("true")] {
                    strong { @if let Some(href) = &stay.href { a href=(href) { (stay.level) } } @else { (stay.level) } }
                    span { (stay.dates) }
                    span.weeks { (weeks_text(stay.weeks)) @if stay.current { ", now" } }
                }
            }
        }
    }
}

fn weeks_text(weeks: u32) -> String {
    match weeks {
        0 => "under a week".to_owned(),
        1 => "1 week".to_owned(),
        more => format!("{more} weeks"),
    }
}
