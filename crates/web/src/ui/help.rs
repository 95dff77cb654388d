//! Whom to call when it cannot wait: beside an answer, in a box, and before everything else on a page.

use maud::{Markup, html};

/// Help beside the answers of a question. It shows at once when the answer with one of these values, a space between
/// them, is the chosen one; the question stands in an element of the class `question`.
pub fn help_beside(when: &str, words: &str, calls: &Markup) -> Markup {
    html! {
        div.help-now role="alert" data-help-when=(when) {
            p { (words) }
            div.buttons { (calls) }
        }
    }
}

/// Help below a form into which somebody writes: a script shows it as soon as the list of words of danger finds something
/// in a field of theirs. Without a script it stays away, and the next page begins with help.
/// The page needs [`crate::assets::Asset::Help`].
pub fn help_while_writing(fields: &str, list: &str, words: &str, calls: &Markup) -> Markup {
    html! {
        div.help-now role="alert" data-help-fields=(fields) data-help-words=(list) {
            p { (words) }
            div.buttons { (calls) }
        }
    }
}

/// A box with the numbers to call, on a page that is about something else.
pub fn help_box(title: &str, more: Option<&str>, calls: &Markup) -> Markup {
    html! {
        aside.help-first aria-label=(title) {
            p { strong { (title) } @if let Some(more) = more { " " (more) } }
            div.buttons { (calls) }
        }
    }
}

/// What a page begins with when somebody is in danger: its heading, the numbers, and why each has to be called.
pub fn help_first(heading: &Markup, lead: &str, calls: &Markup, why: &[String]) -> Markup {
    html! {
        div.help-first {
            (heading)
            p { (lead) }
            div.buttons { (calls) }
            @if !why.is_empty() { ul.plain { @for words in why { li { (words) } } } }
        }
    }
}
