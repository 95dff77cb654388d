//! Something to choose from a list that is read from the top.

use maud::{Markup, html};

/// One thing to choose.
#[derive(Clone, Debug)]
pub struct Pick {
    /// Where choosing it leads.
    pub href: String,
    /// What choosing it does: `Score the PHQ-9`.
    pub name: String,
    /// What it is, in a few words.
    pub about: String,
    /// When it was chosen last, or what it waits for.
    pub note: Option<String>,
    /// What else can be done with it.
    pub beside: Option<Markup>,
}

/// One group of the list under its title; nothing where it holds nothing.
pub fn picks(title: &str, says: Option<&str>, picks: &[Pick]) -> Markup {
    html! {
        @if !picks.is_empty() {
            h3 { (title) }
            @if let Some(says) = says { p.muted { (says) } }
            ul.picks {
                @for pick in picks {
                    li {
                        a href=(pick.href) { (pick.name) }
                        span.about { (pick.about) }
                        span.note { @if let Some(note) = &pick.note { (note) } }
                        @if let Some(beside) = &pick.beside { (beside) }
                    }
                }
            }
        }
    }
}
