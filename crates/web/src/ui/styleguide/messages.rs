//! Toasts, banners, nothing here, something failed.

use maud::{Markup, html};

use super::specimen;
use crate::ui::{Banner, Meaning, Toast, Undo, banner, button, empty, toast};

pub fn section() -> Markup {
    html! {
        (specimen("Toasts", toasts()))
        (specimen("Banners", html! {
            div { (banner(&Banner::demo())) (banner(&Banner::broken_glass("6:12 pm", None))) }
        }))
        (specimen("Nothing here", empty("No one needs you today", "Signals, missed sessions and notes to sign appear here.", Some(button("Look at the week").quiet().href("#main")))))
    }
}

fn toasts() -> Markup {
    let moved = Toast {
        meaning: Meaning::Good,
        text: "Session moved to Wed 15 Apr, 5:30 pm.".into(),
        undo: Some(Undo {
            action: "#".into(),
            token: "sample".into(),
        }),
    };
    let offline = Toast {
        meaning: Meaning::Attention,
        text: "The e-mail was not sent yet. We try again in 5 minutes.".into(),
        undo: None,
    };
    html! { (toast(&moved)) (toast(&offline)) }
}
