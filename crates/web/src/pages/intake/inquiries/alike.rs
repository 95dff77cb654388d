//! Who may be the same person as one that a form adds: shown before anything is saved, until somebody says that they are
//! new.

use super::show::likeness;
use crate::shell::{Ask, Fault};
use crate::ui::button;
use care::intake::inquiry::InquiryDraft;
use clinic::intake::inquiry;
use clinic::intake::inquiry::Alike;
use maud::{Markup, html};

/// The field of the button that looks once more.
const LOOK: &str = "look";

/// Who may be the one that a form describes; nobody where it was said that they are new, or where it is mended first.
pub(crate) fn found(
    ask: &Ask<'_>,
    draft: &Result<InquiryDraft, Fault>,
) -> Result<Vec<Alike>, Fault> {
    match draft {
        Ok(draft) if ask.form.text("distinct").is_empty() => {
            let (actor, key) = (ask.actor()?, ask.key()?);
            Ok(inquiry::alike(ask.clinic, actor, key, draft)?)
        }
        _ => Ok(Vec::new()),
    }
}

/// The way to them, above the form.
pub(crate) fn look_first(alike: &[Alike]) -> Markup {
    html! {
        @if !alike.is_empty() { p { a href="#alike" { "Look first: somebody here may be the same person." } } }
    }
}

/// Each of them, with why.
pub(crate) fn may_be(alike: &[Alike]) -> Markup {
    html! {
        @if !alike.is_empty() {
            section #alike {
                h2 { "This may be the same person, or belong to them" }
                ul.plain { @for alike in alike { li { (likeness(alike)) } } }
                p { "If it is, open theirs and log the call there. Nothing is saved yet." }
            }
        }
    }
}

/// The buttons that go on once somebody was shown. Enter in a field presses the first: nobody is saved twice by a key.
pub(crate) fn go_on() -> Markup {
    html! {
        (button("Look again").sends(LOOK, "yes"))
        (button("Save as a new person").quiet().sends("distinct", "yes"))
    }
}

/// Whether what was mended is only looked at: nothing is saved by that, also where nobody is like them any more.
pub(crate) fn only_looks(ask: &Ask<'_>) -> bool {
    !ask.form.text(LOOK).is_empty()
}
