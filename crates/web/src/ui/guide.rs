//! Help on a page: the link to it, and its words.

use maud::{Markup, html};

use super::facts;

/// Where the help of a page is.
#[derive(Clone, Debug)]
pub struct PageHelp {
    /// The address of its own page.
    pub href: String,
    /// What it is called.
    pub title: String,
}

/// What a page is for, with what follows below as pairs of a question and its answer. A page of help shows it, and `?`
/// takes it from there (`#page-help`).
pub fn page_help(what: &str, more: &[(&str, Markup)]) -> Markup {
    html! {
        div #page-help .page-help {
            p { (what) }
            (facts(more))
        }
    }
}

/// The place in the dialog into which a script puts the words of help once somebody asks for them. Until then, and where
/// they do not come, it is a link to their page.
pub(super) fn help_here(help: &PageHelp) -> Markup {
    html! {
        div data-help=(help.href) {
            p { a href=(help.href) target="_blank" { "What this page is for" } }
        }
    }
}

/// The link to the help of a page. A script opens it above the page; without one it has a tab of its own, so that what was
/// typed here stays.
pub(super) fn help_link(help: &PageHelp, body: &Markup) -> Markup {
    html! { a href=(help.href) target="_blank" data-open="keyboard-help" { (body) } }
}

/// Whether keys without a modifier work, for those who speak to their computer.
pub fn single_keys(label: &str) -> Markup {
    html! {
        div.choice.bare {
            input #keys-on type="checkbox" checked data-keys-on;
            label for="keys-on" { (label) }
        }
    }
}
