//! What a person in care opens on.

use super::public::hours;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, button, card, empty, facts, heading, page};
use care::Weekday;
use care::site::minute_text;
use clinic::home::{self, OwnCare};
use maud::{Markup, html};

/// Today.
pub(crate) fn home(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let home = home::own_home(ask.clinic, ask.actor()?)?;
    let body = html! {
        (heading(format!("Hello, {}", home.called)))
        @match &home.care {
            Some(care) => (own_care(ask, care)),
            None => (empty(
                if home.supports { "Thank you for being there" } else { "Nothing here yet" },
                if home.supports {
                    "Somebody in care chose you as support. What they decide to share with you will be here."
                } else {
                    "Once you have begun, your days will be here."
                },
                None,
            )),
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Me, "Today"), body)))
}

fn own_care(ask: &Ask<'_>, care: &OwnCare) -> Markup {
    let now = care.site.zone.local(ask.now);
    let today = Weekday::from_index(i64::from(now.weekday().to_monday_zero_offset()));
    let open = care
        .site
        .hours
        .iter()
        .filter(|span| Some(span.day) == today)
        .map(|span| {
            format!(
                "{} to {}",
                minute_text(span.start_minute),
                minute_text(span.end_minute)
            )
        })
        .next();
    let weeks = (now.date() - care.patient.joined_on).get_days() / 7 + 1;
    html! {
        p.lead { (now.strftime("%A, %-d %B")) ". This is week " (weeks) " of your program." }
        @if care.asked > 0 {
            (card("Questions for you", html! {
                p { "Your team asks you to answer " @if care.asked == 1 { "a questionnaire" } @else { (care.asked) " questionnaires" } "." }
                (button("Answer now").href("/me/measures"))
            }))
        }
        div.cards {
            (card("Your program", html! {
                @if let Some(program) = &care.program {
                    p { strong { (program.name) } }
                    @if program.name.as_str().to_lowercase() != program.level.label().to_lowercase() { p.muted { (program.level.label()) } }
                }
                p { "At " (care.site.name) ". " @match &open {
                    Some(open) => { "Open today: " (open) "." },
                    None => { "Closed today." },
                } }
            }))
            (card("Your counselor", html! {
                @match &care.counselor {
                    Some((name, phone)) => {
                        p { strong { (name) } }
                        @if let Some(phone) = phone { p { "Telephone " (phone) } }
                    },
                    None => { p { "You will hear who it is soon. Until then, call the site." } },
                }
            }))
        }
        section {
            h2 { "When " (care.site.name) " is open" }
            (facts(&hours(&care.site).iter().map(|(day, text)| (day.as_str(), html! { (text) })).collect::<Vec<_>>()))
            p.muted { "Times are local (" (care.site.zone.as_str().replace('_', " ")) ")." }
        }
    }
}
