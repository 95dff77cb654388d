//! Toasts, banners, nothing here, something failed.

use maud::{Markup, html};

use super::specimen;
use crate::language::Language;
use crate::ui::{
    Banner, ErrorPage, Icon, Meaning, Reach, Toast, Undo, as_it_stands, banner, button, choice,
    empty, error_body, help_beside, help_box, help_first, link, radios, reach, toast,
};

pub fn section() -> Markup {
    html! {
        (specimen("Toasts", toasts()))
        (specimen("Banners", html! {
            div { (banner(&Banner::demo())) (banner(&Banner::broken_glass("6:12 pm", None))) }
            (reach(&Reach {
                whom: "Dana".into(),
                rules: vec!["Do not leave a voicemail.".into(), "Only in the evening.".into()],
                joined: false,
                good_time: false,
                phone: Some(("(207) 555-0164".into(), None)),
                email: None,
                page: "#".into(),
                may_edit: true,
            }))
        }))
        (specimen("Help in danger", help()))
        (specimen("Nothing here", empty("No one needs you today", "Signals, missed sessions and notes to sign appear here.", Some(button("Look at the week").quiet().href("#main")))))
        (specimen("Done already, or otherwise by now", html! {
            div data-still { (as_it_stands("“Gets the role Counselor” for Robin Vale was already confirmed by Ruth Adeyemi.")) }
        }))
        (specimen("Something failed", error_body(&failed())))
    }
}

/// Beside an answer, in a box, and as the beginning of a page.
fn help() -> Markup {
    let telephone = |label: &str| button(label).icon(Icon::Phone).href("#main");
    let urgent = html! { (telephone("Call 911").danger()) };
    let calm = html! { (telephone("Call 911").quiet()) (telephone("Call or text 988").quiet()) };
    let answers = [choice("yes", "Yes"), choice("no", "No")];
    let asked = radios("guide-awake", "Is somebody hard to wake?", answers);
    html! {
        div.question {
            (asked.side_by_side().value("yes"))
            (help_beside("yes", "Call 911 now. Stay with them.", &urgent))
        }
        (help_box("Is someone in danger now?", Some("Do not wait for an answer here."), &calm))
        (help_first(&html! { h3 { "Get help now" } }, "One of the answers cannot wait.", &urgent,
            &["Call 911 now. Stay with them.".to_owned()]))
    }
}

fn failed() -> ErrorPage {
    ErrorPage {
        language: Language::English,
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
        text: "Session moved to Wed, Apr 15, 5:30 pm CDT.".into(),
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
    html! { (toast(Language::English, &moved)) (toast(Language::English, &offline)) }
}
