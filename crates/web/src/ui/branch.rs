//! What is asked only after a certain answer.

use maud::{Markup, html};
use std::borrow::Borrow;

/// Any answer at all; see [`branch`].
pub const ANY_ANSWER: &str = "*";

/// Fields that stand there only while a field of the same form holds one of these values: [`ANY_ANSWER`] for whatever it
/// holds, and an empty one for nothing. The script hides them and clears nothing: what stands in them is sent as before,
/// and what has to be mended is never hidden. Without scripts all of it is there, so each label says when it is meant.
pub fn branch(field: &str, values: &[impl Borrow<str>], fields: Markup) -> Markup {
    html! {
        div.branch data-branch=(field) data-when=(values.join(" ")) { (fields) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_says_on_which_answers_of_which_field_it_hangs() {
        let one = branch("home", &["at", "no_fixed"], html! { "…" }).into_string();
        let tag = "<div class=\"branch\" data-branch=\"home\" data-when=\"at no_fixed\">…</div>";
        assert_eq!(one, tag);
        let unanswered = branch("race", &[""], html! {}).into_string();
        assert!(unanswered.contains("data-when=\"\""), "{unanswered}");
    }
}
