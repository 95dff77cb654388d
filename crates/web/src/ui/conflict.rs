//! What is stored now, beside the fields of a form that was made from an older version of it.

use super::Problems;
use super::field::error_line;
use crate::language::Language;
use maud::{Markup, html};

/// What stands for a stored value that a list does not offer, whose code nobody could read.
pub(super) fn not_offered(language: Language) -> String {
    language.say("form-not-offered")
}

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
    /// The sentence beside the field, on a page in a language; `words` tells a value as people read it.
    pub(super) fn sentence_in(&self, language: Language, words: impl Fn(&str) -> String) -> String {
        if !self.typed {
            return language.say("form-changed-meanwhile");
        }
        let stored: Vec<String> = self.stored.iter().map(|value| words(value)).collect();
        if stored.is_empty() {
            language.say("form-changed-none")
        } else {
            language.say_with("form-changed-stored", &[("stored", &stored.join(", "))])
        }
    }
}

/// The head of a form that was made from an older version; nothing where none was. A field is called as on the form;
/// what the form does not show is not listed, for there is nothing to lead to.
pub(super) fn summary(language: Language, problems: &Problems) -> Markup {
    let conflicts = problems.conflicts().iter();
    let named: Vec<(&Conflict, String)> = conflicts
        .filter_map(|conflict| Some((conflict, problems.label(&conflict.field)?)))
        .collect();
    html! {
        @if problems.is_stale() {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { (language.say("form-changed")) }
                p { (language.say("form-changed-more")) }
                @if !named.is_empty() {
                    ul { @for (conflict, label) in &named {
                        li { a href={ "#" (conflict.field) } { (language.say(if conflict.typed { "form-changed-yours" } else { "form-changed-theirs" })) ": " (label) } }
                    } }
                }
            }
        }
    }
}

/// What is stored now beside a single checkbox.
pub(super) fn beside_tick(name: &str, label: &str, problems: &Problems) -> Markup {
    let conflict = problems.conflict(name, label);
    let language = problems.language();
    html! {
        @if let Some(conflict) = conflict {
            @let now = if conflict.stored.is_empty() { "form-not-ticked" } else { "form-ticked" };
            (error_line(name, &conflict.sentence_in(language, |_| language.say(now))))
        }
    }
}
