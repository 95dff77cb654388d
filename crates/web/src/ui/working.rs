//! Work that outlasts a page: how far it is, asked for again while it goes on.

use maud::{Markup, html};

/// How often a script asks again, in milliseconds.
const POLL_MS: &str = "1500";

/// The part of a page that tells about it. While it is `running`, a script fetches this part again, and nothing else of
/// the page: what is to be there when it is over belongs into the body.
pub fn working(id: &str, title: &str, running: bool, body: Markup) -> Markup {
    html! {
        section id=(id) aria-live="polite" data-poll=[running.then_some(POLL_MS)] {
            h2 { (title) }
            (body)
        }
    }
}

/// How much of it is done, as a bar with the same in words below it.
pub fn progress(label: &str, done: u64, total: u64, unit: &str) -> Markup {
    let done = done.min(total);
    html! {
        progress aria-label=(label) max=(total.max(1)) value=(done) { (done) " of " (total) " " (unit) }
        p { (done) " of " (total) " " (unit) }
    }
}
