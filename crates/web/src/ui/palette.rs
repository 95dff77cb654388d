//! The keyboard's way around: the command palette and the help on keys.

use maud::{Markup, html};

use super::guide::help_here;
use super::{Icon, PageHelp, dialog, single_keys};

/// Keys and what they do.
#[derive(Clone, Debug)]
pub struct Shortcut {
    /// The keys, one after the other: `g t`.
    pub keys: String,
    /// What they do.
    pub what: String,
}

impl Shortcut {
    /// Keys and what they do.
    pub fn new(keys: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            keys: keys.into(),
            what: what.into(),
        }
    }
}

/// The command palette: what there is to do, then a person, an inquiry or a page as you type. Without scripts it is the
/// search page.
pub fn palette() -> Markup {
    html! {
        dialog #palette .palette aria-label="Find and do" {
            form role="search" method="get" action="/staff/search" data-palette="/staff/palette" {
                div.palette-input {
                    (Icon::Search)
                    input #palette-q type="text" name="q" autocomplete="off" spellcheck="false"
                        placeholder="A person, an inquiry, a page, something to do"
                        aria-label="A person, an inquiry, a page, something to do"
                        role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="palette-list";
                    kbd { "Esc" }
                }
            }
            ul #palette-list role="listbox" aria-label="People, pages and actions" {}
            p.palette-note role="status" {}
        }
    }
}

/// The help that `?` opens: what the page is for, and its keys. Keys can be switched off there, for those who speak to
/// their computer.
pub fn keyboard_help(help: Option<&PageHelp>, shortcuts: &[Shortcut]) -> Markup {
    let title = help.map_or_else(|| "Keys".to_owned(), |help| format!("Help: {}", help.title));
    let body = html! {
        @if let Some(help) = help {
            (help_here(help))
            p { a href="/staff/help" target="_blank" { "All help, and a first day" } }
            h3 { "Keys" }
        }
        dl.keys {
            @for shortcut in shortcuts {
                div { dt { @for key in shortcut.keys.split(' ') { kbd { (key) } " " } } dd { (shortcut.what) } }
            }
        }
        (single_keys("Single keys work on this device"))
    };
    html! { (dialog("keyboard-help", title, body)) }
}
