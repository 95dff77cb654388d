//! Questions that a phone shows one at a time: each says which it is of how many. Without scripts, and on a wider screen,
//! all of them stand below each other. The page needs [`crate::assets::Asset::Steps`].

use crate::language::Language;
use maud::{Markup, html};

/// One question, and which it is: "4 of 10".
pub fn step(language: Language, at: usize, of: usize, question: &Markup) -> Markup {
    let (at, of) = (at.to_string(), of.to_string());
    html! {
        div.step data-step {
            p.step-at lang=(language.code()) data-step-at tabindex="-1" { (language.say_with("asked-at", &[("at", &at), ("of", &of)])) }
            (question)
        }
    }
}

/// What leads from one question to the next, and what stands at the end: the button that sends.
pub fn step_end(language: Language, end: &Markup) -> Markup {
    html! {
        div.step-bar data-step-bar hidden {
            button.button.quiet type="button" data-step-back { (language.say("asked-back-one")) }
            button.button.primary type="button" data-step-next { (language.say("asked-next")) }
        }
        div.buttons data-step-end { (end) }
    }
}
