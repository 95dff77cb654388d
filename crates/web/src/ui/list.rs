//! Moving within a list or a record: tabs and pages. Each has an address.

use maud::{Markup, html};

use super::{Icon, NavItem};
use crate::language::Language;

/// Where a list can turn to.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// The address of the page before.
    pub before: Option<String>,
    /// The address of the page after.
    pub after: Option<String>,
    /// Where we are: `51 to 100 of 312 people`.
    pub place: String,
}

/// Turns the pages of a list.
pub fn pager(pager: &Pager) -> Markup {
    pager_in(Language::English, pager)
}

/// The same on a page in a language.
pub fn pager_in(language: Language, pager: &Pager) -> Markup {
    html! {
        nav.pager aria-label=(language.say("frame-pages")) {
            @if let Some(href) = &pager.before { a href=(href) rel="prev" { (Icon::Back) span { (language.say("frame-previous")) } } }
            span.place { (pager.place) }
            @if let Some(href) = &pager.after { a href=(href) rel="next" { span { (language.say("frame-next")) } (Icon::Arrow) } }
        }
    }
}

/// The parts of one record, as links. The label names them for assistive technology.
pub fn tabs(label: &str, items: &[NavItem]) -> Markup {
    html! {
        nav.tabs aria-label=(label) { (tab_list(items)) }
    }
}

/// The same within a navigation that holds more than them.
pub(super) fn tab_list(items: &[NavItem]) -> Markup {
    html! {
        ul {
            @for item in items {
                li {
                    a href=(item.href) aria-current=[item.current.then_some("page")] data-shortcut=[&item.shortcut] {
                        (item.label)
                        @if let Some(count) = item.count { " " span.count { (count) } }
                    }
                }
            }
        }
    }
}
