//! What is stored now, beside the fields of a form that was made from an older version of it.

use super::Problems;
use super::field::error_line;
use maud::{Markup, html};

/// What the head of the page says.
pub const CHANGED: &str = "Somebody changed this since you opened the page";

/// One field whose stored value is not the one that was typed, or not the one that the form was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The `name` of the field.
    pub field: String,
    /// What is stored now, as the field sends it.
    pub stored: Vec<String>,
    /// Whether the field holds what was typed. Otherwise nobody typed in it here, and it holds what is stored.
    pub typed: bool,
}

impl Conflict {
    /// The sentence beside the field; `label` tells the words of a value that is chosen from a list.
    pub(super) fn sentence(&self, label: impl Fn(&str) -> Option<String>) -> String {
        if !self.typed {
            return "This was changed meanwhile. It shows what is stored now.".to_owned();
        }
        let stored: Vec<String> = self
            .stored
            .iter()
            .map(|value| label(value).unwrap_or_else(|| value.clone()))
            .collect();
        if stored.is_empty() {
            "You typed this. Nothing is stored here now.".to_owned()
        } else {
            format!("You typed this. Stored now: {}", stored.join(", "))
        }
    }
}

/// The head of a form that was made from an older version; nothing where none was.
pub(super) fn summary(problems: &Problems) -> Markup {
    html! {
        @if problems.is_stale() {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { (CHANGED) }
                p { "Nothing was saved, and nothing you typed is lost. What differs is marked below with what is stored now. Save again to keep this page as it stands." }
                ul { @for conflict in problems.conflicts() {
                    li { a href={ "#" (conflict.field) } { @if conflict.typed { "What you typed, and what is stored now" } @else { "What was changed meanwhile" } ": " (conflict.field.replace('_', " ")) } }
                } }
            }
        }
    }
}

/// What is stored now beside a single checkbox.
pub(super) fn beside_tick(name: &str, problems: &Problems) -> Markup {
    let conflict = problems.conflict(name);
    html! {
        @if let Some(conflict) = conflict {
            @let now = if conflict.stored.is_empty() { "not ticked" } else { "ticked" };
            (error_line(name, &conflict.sentence(|_| Some(now.to_owned()))))
        }
    }
}
