//! How somebody is reached, above every page about them: the rules first, the number after them.

use super::{Meaning, link, status, tel, tel_text};
use maud::{Markup, html};

/// What is known of being in touch with somebody.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Whom to be in touch with.
    pub whom: String,
    /// The rules, the most dangerous to break first.
    pub rules: Vec<String>,
    /// Whether two requests said different things, so that the stricter holds.
    pub joined: bool,
    /// Whether now is a good time for a call.
    pub good_time: bool,
    /// The number as it is written and, where no rule forbids a call now, as it is dialed.
    pub phone: Option<(String, Option<String>)>,
    /// The address, where it may be written to.
    pub email: Option<String>,
    /// The page of the rules.
    pub page: String,
    /// Whether they may be edited there.
    pub may_edit: bool,
}

/// The strip.
pub fn reach(reach: &Reach) -> Markup {
    let (meaning, time) = if reach.good_time {
        (Meaning::Good, "Now is a good time to call.")
    } else {
        (Meaning::Urgent, "Now is not a good time to call.")
    };
    html! {
        section.reach.no-print aria-label="How to be in touch" {
            p {
                (status(meaning, time))
                @if reach.joined { " " (status(Meaning::Attention, "Two requests said different things: the stricter holds.")) }
                @for rule in &reach.rules { " " (status(Meaning::Attention, rule)) }
            }
            p {
                strong { (reach.whom) } ": "
                @match &reach.phone {
                    None => "no number known",
                    Some((text, Some(dialed))) => (tel(text, dialed)),
                    Some((text, None)) => { (tel_text(text)) ", not to be called now" },
                }
                @if let Some(email) = &reach.email { ", " (email) }
                ". "
                (link(&reach.page, if reach.may_edit { "Change contact rules" } else { "Contact rules" }))
            }
        }
    }
}
