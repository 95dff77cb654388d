//! What the product says when something happened, when there is nothing, and when something failed.

use maud::{Markup, html};

use super::{Button, Icon, Meaning};
use crate::language::Language;

/// How to take back what just happened.
#[derive(Clone, Debug)]
pub struct Undo {
    /// Where the form posts to.
    pub action: String,
    /// The form token.
    pub token: String,
}

/// What just happened, in one sentence.
#[derive(Clone, Debug)]
pub struct Toast {
    /// What it means.
    pub meaning: Meaning,
    /// The sentence.
    pub text: String,
    /// How to take it back.
    pub undo: Option<Undo>,
}

/// Says what just happened, with a way back.
pub fn toast(language: Language, toast: &Toast) -> Markup {
    html! {
        div.toast.(toast.meaning.class()) data-toast {
            @if let Some(icon) = toast.meaning.icon() { (icon) }
            p { (toast.text) }
            @if let Some(undo) = &toast.undo {
                form method="post" action=(undo.action) {
                    input type="hidden" name="_token" value=(undo.token);
                    button type="submit" { (Icon::Undo) span { (language.say("frame-undo")) } }
                }
            }
        }
    }
}

/// Why something was not done, at the head of the page that shows how it stands and how to go on.
pub fn as_it_stands(sentence: &str) -> Markup {
    html! { div.notice.information role="alert" tabindex="-1" data-focus { p { (sentence) } } }
}

/// There is nothing here: why, and what to do next.
pub fn empty(title: &str, text: &str, action: Option<Button>) -> Markup {
    html! {
        div.empty {
            p.empty-title { (title) }
            p { (text) }
            @if let Some(action) = action { p { (action) } }
        }
    }
}

/// What an error page says.
#[derive(Clone, Debug)]
pub struct ErrorPage {
    /// The language of the page.
    pub language: Language,
    /// The title: `This page is not here`.
    pub title: String,
    /// What happened.
    pub happened: String,
    /// What is safe.
    pub safe: String,
    /// What to do, first things first. Links are welcome.
    pub to_do: Vec<Markup>,
    /// The number by which we find it in our log.
    pub reference: Option<String>,
}

/// The body of an error page.
pub fn error_body(error: &ErrorPage) -> Markup {
    html! {
        div.error-page {
            h1 { (error.title) }
            p.lead { (error.happened) }
            h2 { (error.language.say("fault-safe")) }
            p { (error.safe) }
            h2 { (error.language.say("fault-to-do")) }
            ul { @for step in &error.to_do { li { (step) } } }
            @if let Some(reference) = &error.reference {
                p.reference { (error.language.say("fault-reference")) " " code { (reference) } }
            }
        }
    }
}
