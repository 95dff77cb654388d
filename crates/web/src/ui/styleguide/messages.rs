//! Toasts, banners, nothing here, something failed.

use maud::{Markup, html};

use super::specimen;
use crate::ui::{
    Banner, ErrorPage, Meaning, Toast, Undo, banner, button, empty, error_body, link, toast,
};

pub fn section() -> Markup {
    html! {
        (specimen("Toasts", toasts()))
        (specimen("Banners", html! {
            div { (banner(&Banner::demo())) (banner(&Banner::broken_glass("6:12 pm", None))) }
        }))
        (specimen("Nothing here", empty("No one needs you today", "Signals, missed sessions and notes to sign appear here.", Some(button("Look at the week").quiet().href("#main")))))
        (specimen("Something failed", error_body(&failed())))
    }
}

fn failed() -> ErrorPage {
    ErrorPage {
        language: crate::language::Language::English,
        title: "This page has moved on".into(),
        happened: "Tom Okafor changed this plan at 10:42 am, after you opened it.".into(),
        safe: "Your words are kept below. Nothing of Tom's was overwritten.".into(),
        to_do: vec![
            link("#main", "See what changed"),
            link("#main", "Put your words into the new version"),
        ],
        reference: Some("7F3A-22".into()),
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
