//! How somebody is reached, in the head of every page about them: the rules first, the number after them.

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

/// The strip. Its rules go along on paper, where nobody sees the page any more; the number does not, since whether it
/// may be printed is for the page to say.
pub fn reach(reach: &Reach) -> Markup {
    let (meaning, time) = if reach.good_time {
        (Meaning::Good, "Now is a good time to call.")
    } else {
        (Meaning::Attention, "Now is not a good time to call.")
    };
    html! {
        section.reach aria-label="How to be in touch" {
            p {
                // Whether now is a good time says nothing once it is on paper.
                span.no-print { (status(meaning, time)) }
                @if reach.joined { " " (status(Meaning::Attention, "Two requests said different things: the stricter holds.")) }
                @for rule in &reach.rules { " " (status(Meaning::Attention, rule)) }
            }
            p.no-print {
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

#[cfg(test)]
mod tests {
    use super::{Reach, reach};

    #[test]
    fn the_rules_go_along_on_paper_and_the_number_does_not() {
        let strip = Reach {
            whom: "Dana".to_owned(),
            rules: vec!["Leave no voicemail.".to_owned()],
            joined: false,
            good_time: true,
            phone: Some(("555 010 0199".to_owned(), None)),
            email: None,
            page: "/contact".to_owned(),
            may_edit: true,
        };
        let strip = reach(&strip).into_string();
        assert!(strip.starts_with(r#"<section class="reach" "#), "{strip}");
        let (rules, number) = strip.split_once(r#"<p class="no-print">"#).unwrap();
        assert!(rules.contains("Leave no voicemail."), "{strip}");
        assert!(number.contains("555 010 0199"), "{strip}");
    }
}
