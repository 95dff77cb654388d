//! Who may be the same person as one that a form adds: shown before anything is saved, until somebody says that they are
//! new.

use super::show::likeness;
use crate::shell::{Ask, Fault};
use crate::ui::button;
use care::intake::inquiry::InquiryDraft;
use clinic::intake::inquiry;
use clinic::intake::inquiry::Lookalikes;
use maud::{Markup, html};

/// The field of the button that looks once more.
const LOOK: &str = "look";

/// Who may be the one that a form describes; nobody where it was said that they are new, or where it is mended first.
pub(crate) fn found(
    ask: &Ask<'_>,
    draft: &Result<InquiryDraft, Fault>,
) -> Result<Lookalikes, Fault> {
    match draft {
        Ok(draft) if ask.form.text("distinct").is_empty() => {
            let (actor, key) = (ask.actor()?, ask.key()?);
            Ok(inquiry::alike(ask.clinic, actor, key, draft)?)
        }
        _ => Ok(Lookalikes::default()),
    }
}

/// The way to them, above the form.
pub(crate) fn look_first(alike: &Lookalikes) -> Markup {
    html! {
        @if !alike.is_nobody() { p { a href="#alike" { "Look first: somebody here may be the same person." } } }
    }
}

/// Each of them, with why.
pub(crate) fn may_be(alike: &Lookalikes) -> Markup {
    html! {
        @if !alike.is_nobody() {
            section #alike {
                h2 { "This may be the same person, or belong to them" }
                @if !alike.shown.is_empty() { ul.plain { @for alike in &alike.shown { li { (likeness(alike)) } } } }
                (more(alike))
                p { "If it is, open theirs and log the call there. Nothing is saved yet." }
            }
        }
    }
}

/// That not everybody who may be meant is shown.
pub(crate) fn more(alike: &Lookalikes) -> Markup {
    html! {
        @if alike.has_more {
            p {
                "There are more people like this than can be shown. Search for the full name or the number before you "
                "take them for somebody new."
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
