//! The style guide: every component in every state, on one page. What is not here does not exist.

use maud::{Markup, html};

use super::{Frame, heading, page};

mod blocks;
mod charts;
mod forms;
mod ground;
mod lists;
mod messages;
mod progress;
mod rapids;
mod rosters;

/// The style guide inside a frame.
pub fn styleguide(frame: &Frame) -> Markup {
    page(
        frame,
        html! {
            (heading("Style guide").lead("Every component in every state. Pages are made of these and nothing else."))
            (ground::section())
            (forms::section())
            (lists::section())
            (progress::section())
            (rosters::section())
            (rapids::section())
            (charts::section())
            (blocks::section())
            (messages::section())
        },
    )
}

/// One family of components with its heading. Its error summaries do not take the focus.
fn specimen(title: &str, body: Markup) -> Markup {
    html! { section.specimen data-still { h2 { (title) } (body) } }
}

/// A name as long as names get, so that nothing breaks on a real one.
const LONG_NAME: &str = "María de los Ángeles Wolfeschlegelsteinhausen-Featherstonehaugh";
