//! Cards, facts, dialogs.

use maud::{Markup, html};

use super::{LONG_NAME, specimen};
use crate::ui::{Meaning, age, button, card, dialog, facts, status, when};

pub fn section() -> Markup {
    html! {
        (specimen("Cards", cards()))
        (specimen("Facts", facts(&[
            ("Next session", html! { (when("Tue, Apr 14, 5:30 to 8:30 pm CDT", "2026-04-14T17:30-05:00")) }),
            ("Last call", html! { (age(184, ["", " ago"])) " · " span.muted { "6:30 am EST" } }),
            ("Counselor", html! { (LONG_NAME) }),
            ("Prescribed", html! { "9 h a week" }),
        ])))
        (specimen("Dialog", html! {
            p { (button("Ask a question").quiet().href("#main").opens("sample-dialog").about("in a dialog")) }
            (dialog("sample-dialog", "Why was this session missed?", html! { p { "It counts as excused when a reason is given within two days." } })
                .actions(html! { (button("Keep the reason").plain()) }))
        }))
    }
}

fn cards() -> Markup {
    html! {
        div.cards {
            (card("Tonight", html! { p { "Evening group, 5:30 to 8:30 pm" } p { small { "1200 Harbor Street, Room 2" } } }).href("#main").end(status(Meaning::Good, "Confirmed")))
            (card(LONG_NAME, html! { p { "A title that does not fit on one line." } }))
        }
    }
}
